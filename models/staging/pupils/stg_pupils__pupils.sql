with

source as (

    select * from {{ source('pupils', 'pupils_by_year_group') }}

),

renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        time_period,
        time_identifier,
        geographic_level,
        old_la_code as la_code,
        new_la_code,
        la_name,
        region_code,
        region_name,
        'final' as value_status,
        'Free school meals' as breakdown_topic,
        fsm_eligibility as breakdown,
        number_of_pupils
    from source
    where phase_type_grouping = 'Total' and characteristic_group = 'Total'

),

observations as (

    {{ melt_observations(
        'renamed', 'pupils', 'pupils_by_year_group', 'january', ['number_of_pupils']
    ) }}

)

select * from observations
