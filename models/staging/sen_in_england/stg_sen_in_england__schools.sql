with

source as (

    select * from {{ source('sen_in_england', 'schools') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        '{{ var("sen_counts_period") }}' as time_period,
        'Academic year' as time_identifier,
        'School' as geographic_level,
        cast(null as varchar(3)) as la_code,
        cast(null as varchar(9)) as new_la_code,
        la_name,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        'final' as value_status,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        total_pupils,
        sen_support,
        ehc_plan
    from source

),

observations as (

    {{ melt_observations(
        'renamed', 'sen_in_england', 'schools', 'january', ['total_pupils', 'sen_support', 'ehc_plan']
    ) }}

)

select * from observations
