with

source as (

    select * from {{ source('autism_waits', 'referrals') }}

),

-- ASD19e is the metric of those aged 0 to 17; ASD19g is the same of adults. NHS regions and
-- providers are left out.
renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        substr(trim(reporting_period_end), 1, 7) as time_period,
        'Month' as time_identifier,
        case when data_level = 'National' then 'National' else 'NHS area' end as geographic_level,
        case when data_level <> 'National' then trim(primary_level) end as la_code,
        cast(null as varchar(9)) as new_la_code,
        case
            when data_level = 'National' then 'England'
            else coalesce(trim(nhs_name), trim(primary_level_description))
        end as la_name,
        cast(null as varchar(9)) as region_code,
        cast(null as varchar(100)) as region_name,
        'Age band' as breakdown_topic,
        case trim(age_group)
            when 'Age: Under 10' then 'Under 10'
            else replace(trim(age_group), 'Age: ', 'Age ')
        end as breakdown,
        'final' as value_status,
        metric_value as first_seen_after_13_weeks_percent
    from source
    where metric = 'ASD19e' and data_level in ('National', 'CCG or Sub ICB')

),

observations as (

    {{ melt_observations(
        'renamed', 'autism_waits', 'referrals', 'month', ['first_seen_after_13_weeks_percent']
    ) }}

)

select * from observations
