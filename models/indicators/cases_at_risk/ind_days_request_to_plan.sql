with

durations as (

    select * from {{ ref('int_local_observations') }}
    where source_name = 'sen2' and table_name = 'durations'

),

days_request_to_plan as (

    select
        'days_request_to_plan' as indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        max(case when measure = 'plans_started' then value end) as numerator,
        max(case when measure = 'cases' then value end) as denominator,
        max(case when measure = 'days' then value end) as indicator_value,
        {{ gravest_status() }} as value_status,
        -- Where too few cases had a plan by then, nobody knows how long the others take.
        {{ gravest_reason() }} as missing_reason,
        9 as source_rank,
        min(file_id) as source_id
    from durations
    group by
        time_period, time_identifier, reference_date, geographic_level, area_code, breakdown_topic,
        breakdown

)

select * from days_request_to_plan
