with

source as (

    select * from {{ source('ehc_plans_to_2022', 'estab_caseload') }}

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
        case when establishment_group = 'Total' then 'Total' else 'Setting' end as breakdown_topic,
        establishment_group as breakdown,
        total_all
    from source
    where establishment_type = 'Total' or establishment_type = establishment_group

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans_to_2022', 'estab_caseload', 'january',
        [
            'total_all',
        ]
    ) }}

)

select * from observations
