with

source as (

    select * from {{ source('sen_in_england', 'mainstream_shares') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        {{ academic_year_from_text('academic_year') }} as time_period,
        'Academic year' as time_identifier,
        geographic_level,
        cast(null as varchar(3)) as la_code,
        cast(null as varchar(9)) as new_la_code,
        la_name,
        cast(null as varchar(9)) as region_code,
        region_name,
        'final' as value_status,
        'SEN provision' as breakdown_topic,
        sen_provision as breakdown,
        percent_of_pupils,
        total_pupils
    from source

),

observations as (

    {{ melt_observations(
        'renamed', 'sen_in_england', 'mainstream_shares', 'january', ['percent_of_pupils', 'total_pupils']
    ) }}

)

select * from observations
