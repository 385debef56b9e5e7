with

source as (

    select * from {{ source('ehc_plans_to_2022', 'age_caseload') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        {{ academic_year_ending('time_period') }} as time_period,
        'Academic year' as time_identifier,
        geographic_level,
        old_la_code as la_code,
        new_la_code,
        la_name,
        region_code,
        region_name,
        'final' as value_status,
        case when characteristic_age = 'Total' then 'Total' else 'Age band' end as breakdown_topic,
        characteristic_age as breakdown,
        total_st,
        total_ehc,
        total_all
    from source

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans_to_2022', 'age_caseload', 'january',
        [
            'total_st',
            'total_ehc',
            'total_all',
        ]
    ) }}

)

select * from observations
