with

source as (

    select * from {{ source('sen_in_england', 'provider_shares') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        {{ academic_year_from_text('academic_year') }} as time_period,
        'Academic year' as time_identifier,
        geographic_level,
        cast(null as varchar(3)) as la_code,
        new_la_code,
        la_name,
        cast(null as varchar(9)) as region_code,
        region_name,
        'final' as value_status,
        'School type' as breakdown_topic,
        phase_type_grouping as breakdown,
        percent_of_pupils_with_sen_provision_type as percent_of_pupils_with_plan
    from source
    where provision_type = 'pupils with EHC plans'

),

observations as (

    {{ melt_observations(
        'renamed', 'sen_in_england', 'provider_shares', 'january', ['percent_of_pupils_with_plan']
    ) }}

)

select * from observations
