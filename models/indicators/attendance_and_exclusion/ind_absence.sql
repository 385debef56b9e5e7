{%- set rates = [
    ('overall_absence', 'sess_overall_percent', 'lait_overall_absence_percent',
     'sessions_absent', 'sessions_possible'),
    ('persistent_absence', 'enrolments_pa_10_exact_percent', 'lait_persistent_absence_percent',
     'persistent_absentees', 'enrolments'),
    ('severe_absence', 'enrolments_pa_50_exact_percent', 'lait_severe_absence_percent',
     'severe_absentees', 'enrolments'),
] %}
with

absence as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'school_census' and table_name = 'absence'

),

observations as (

    select * from {{ ref('int_observations') }}

),

published as (

    select * from observations
    where source_name = 'absence_exclusions'

),

-- All pupils, for whom alone there are figures of England and the regions.
lait as (

    select * from observations
    where source_name = 'lait'

),

-- Published as a percentage of sessions.
reduced as (

    select
        file_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        measure,
        10 * value as value,
        missing_reason,
        value_status
    from published
    where measure = 'sess_auth_temp_reduced_timetable_rate' and breakdown_topic = 'SEN provision'

),

rates as (

    {%- for indicator_id, by_sen, of_all, part, whole in rates %}
    {{ ratio_rows('absence', indicator_id, [part], [whole], source_rank=9) }}

    union all

    {{ published_rows('published', indicator_id, by_sen) }}

    union all

    {{ published_rows('lait', indicator_id, of_all, source_rank=2) }}

    union all
    {% endfor %}

    {{ ratio_rows(
        'absence', 'reduced_timetable', ['sessions_reduced'], ['sessions_with_reasons'],
        source_rank=9, per=1000
    ) }}

    union all

    {{ published_rows('reduced', 'reduced_timetable', 'sess_auth_temp_reduced_timetable_rate') }}

)

select * from rates
