with

source as (

    select * from {{ source('residents', 'children') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        time_period,
        'Reporting year' as time_identifier,
        geographic_level,
        old_la_code as la_code,
        new_la_code,
        la_name,
        region_code,
        region_name,
        'final' as value_status,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        population_estimate as residents_0_17
    from source
    where age_group = 'Children aged 0 to 17 years'

),

observations as (

    {{ melt_observations('renamed', 'residents', 'children', 'mid_year', ['residents_0_17']) }}

)

select * from observations
