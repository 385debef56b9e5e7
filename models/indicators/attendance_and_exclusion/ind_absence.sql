with

absence as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'school_census' and table_name = 'absence'

),

rates as (

    {{ ratio_rows('absence', 'overall_absence', ['sessions_absent'], ['sessions_possible']) }}

    union all

    {{ ratio_rows('absence', 'persistent_absence', ['persistent_absentees'], ['enrolments']) }}

    union all

    {{ ratio_rows('absence', 'severe_absence', ['severe_absentees'], ['enrolments']) }}

    union all

    {{ ratio_rows(
        'absence', 'reduced_timetable', ['sessions_reduced'], ['sessions_with_reasons'], per=1000
    ) }}

)

select * from rates
