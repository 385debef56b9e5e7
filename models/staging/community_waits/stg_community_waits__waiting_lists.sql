with

source as (

    select * from {{ source('community_waits', 'waiting_lists') }}

),

-- The type of England's rows is blank, National or Organisation; every other Organisation is a
-- provider. Providers and NHS regions are left out.
renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        substr(trim(formatteddate), 1, 7) as time_period,
        'Month' as time_identifier,
        case when trim(organisation_type) = 'ICB' then 'NHS area' else 'National' end
            as geographic_level,
        cast(null as varchar(10)) as la_code,
        cast(null as varchar(9)) as new_la_code,
        trim(organisation_name) as la_name,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        'Service' as breakdown_topic,
        case lower(trim(therapy))
            when 'audiology' then 'Audiology'
            when 'community paediatric service' then 'Community paediatric service'
            when 'occupational therapy' then 'Occupational therapy'
            when 'speech and language' then 'Speech and language'
            else trim(therapy)
        end as breakdown,
        'final' as value_status,
        total_waiting_list as waiting,
        waiting_18_52_weeks as waiting_18_to_52_weeks,
        waiting_52_weeks as waiting_over_52_weeks
    from source
    where trim(organisation_type) = 'ICB' or trim(organisation_name) = 'England'

),

observations as (

    {{ melt_observations(
        'renamed', 'community_waits', 'waiting_lists', 'month',
        ['waiting', 'waiting_18_to_52_weeks', 'waiting_over_52_weeks']
    ) }}

)

select * from observations
