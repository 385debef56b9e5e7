with

source as (

    select * from {{ source('sen_in_england', 'need_by_phase') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        '{{ var("sen_counts_period") }}' as time_period,
        'Academic year' as time_identifier,
        'Local authority' as geographic_level,
        cast(null as varchar(3)) as la_code,
        cast(null as varchar(9)) as new_la_code,
        la_name,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        'final' as value_status,
        phase_type_grouping as breakdown_topic,
        primary_need as breakdown,
        number_of_pupils as pupils_with_sen
    from source

),

observations as (

    {{ melt_observations(
        'renamed', 'sen_in_england', 'need_by_phase', 'january', ['pupils_with_sen']
    ) }}

)

select * from observations
