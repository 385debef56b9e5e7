with

source as (

    select * from {{ source('mental_health', 'contacts') }}

),

-- A CCG and the sub-ICB location that followed it have one code, and so are one area. NHS regions
-- are left out.
renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        substr(trim(year_ending), 1, 7) as time_period,
        'Month' as time_identifier,
        case when breakdown = 'England' then 'National' else 'NHS area' end as geographic_level,
        case when breakdown <> 'England' then trim(primary_level) end as la_code,
        cast(null as varchar(9)) as new_la_code,
        case
            when breakdown = 'England' then 'England'
            else coalesce(trim(nhs_name), trim(primary_level_description))
        end as la_name,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        case when status = 'Final' then 'final' else 'provisional' end as value_status,
        measure_value as children_with_contact
    from source
    where
        measure_id = 'MHS95'
        and breakdown in ('England', 'CCG of Residence', 'Sub ICB of Residence')

),

observations as (

    {{ melt_observations(
        'renamed', 'mental_health', 'contacts', 'twelve_months', ['children_with_contact']
    ) }}

)

select * from observations
