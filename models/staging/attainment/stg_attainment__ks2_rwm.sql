with

source as (

    select * from {{ source('attainment', 'ks2_rwm') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        time_period,
        'Academic year' as time_identifier,
        geographic_level,
        cast(null as varchar(3)) as la_code,
        cast(null as varchar(9)) as new_la_code,
        la_name,
        cast(null as varchar(9)) as region_code,
        region_name,
        'final' as value_status,
        'SEN provision' as breakdown_topic,
        characteristic as breakdown,
        t_rwm_met_expected_standard,
        t_rwm_eligible_pupils
    from source

),

observations as (

    {{ melt_observations(
        'renamed', 'attainment', 'ks2_rwm', 'academic_year', ['t_rwm_met_expected_standard', 't_rwm_eligible_pupils']
    ) }}

)

select * from observations
