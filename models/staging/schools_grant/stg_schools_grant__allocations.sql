with

source as (

    select * from {{ source('schools_grant', 'allocations') }}

),

-- Below the local authorities stand the regions, and groups of authorities by type.
renamed as (

    select
        _file_id as file_id,
        _row as row_number,
        replace(year, '-', '') as time_period,
        'Financial year' as time_identifier,
        case
            when la_code is not null then 'Local authority'
            when lower(area_name) = 'england' then 'National'
            else 'Regional'
        end as geographic_level,
        la_code,
        cast(null as varchar(9)) as new_la_code,
        case when la_code is not null then area_name end as la_name,
        cast(null as varchar(9)) as region_code,
        case when la_code is null then area_name end as region_name,
        'final' as value_status,
        'Total' as breakdown_topic,
        'Total' as breakdown,
        schools_block,
        central_services_block,
        high_needs_block,
        early_years_block,
        total_grant,
        schools_block_after,
        central_services_block_after,
        high_needs_block_after,
        early_years_block_after,
        total_grant_after
    from source
    where la_code is not null or lower(area_name) not like '%authorities'

),

observations as (

    {{ melt_observations(
        'renamed', 'schools_grant', 'allocations', 'financial_year',
        [
            'schools_block',
            'central_services_block',
            'high_needs_block',
            'early_years_block',
            'total_grant',
            'schools_block_after',
            'central_services_block_after',
            'high_needs_block_after',
            'early_years_block_after',
            'total_grant_after',
        ]
    ) }}

)

select * from observations
