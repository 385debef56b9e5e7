with

source as (

    select * from {{ source('ehc_plans_to_2022', 'age_new_plans') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        time_period,
        'Calendar year' as time_identifier,
        geographic_level,
        old_la_code as la_code,
        new_la_code,
        la_name,
        region_code,
        region_name,
        'final' as value_status,
        case when characteristic_age = 'Total' then 'Total' else 'Age band' end as breakdown_topic,
        characteristic_age as breakdown,
        total_new_st,
        total_new_ehc,
        total_new_all
    from source

),

observations as (

    {{ melt_observations(
        'renamed', 'ehc_plans_to_2022', 'age_new_plans', 'calendar_year',
        [
            'total_new_st',
            'total_new_ehc',
            'total_new_all',
        ]
    ) }}

)

select * from observations
