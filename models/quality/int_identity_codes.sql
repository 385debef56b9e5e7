with

observations as (

    select * from {{ ref('int_observations_matched') }}

),

-- The figure itself is not in doubt, its owner is: what is compared is the code with the name.
conflicting as (

    select
        'code_matches_name' as identity_id,
        source_name,
        table_name,
        measure,
        time_period,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        cast(null as double) as expected_value,
        value as found_value
    from observations
    where has_code_name_conflict

)

select * from conflicting
