-- Region and England for the tables that give local authorities only; sums of figures that their
-- publisher neither rounds nor suppresses.
with

observations as (

    select * from {{ ref('int_observations_judged') }}

),

areas as (

    select * from {{ ref('int_areas') }}

),

summed_tables as (

    select * from {{ ref('tables_summed_here') }}

),

members as (

    select
        observations.*,
        areas.region_code
    from observations
    inner join summed_tables
        on
            observations.source_name = summed_tables.source_name
            and observations.table_name = summed_tables.table_name
    inner join areas
        on observations.area_code = areas.area_code
    where observations.geographic_level = 'Local authority'

),

placed as (

    select *, 'Regional' as summed_level, region_code as summed_code from members
    where region_code is not null

    union all

    select *, 'National' as summed_level, '{{ var("england_area_code") }}' as summed_code
    from members

),

summed as (

    select
        source_name,
        table_name,
        min(file_id) as file_id,
        time_period,
        time_identifier,
        period_kind,
        reference_date,
        summed_level as geographic_level,
        summed_code as area_code,
        breakdown_topic,
        breakdown,
        measure,
        -- "Not applicable" is no part of a sum; any other missing part leaves no total.
        case
            when count(*) - count(value) = count(case when missing_reason = 'z' then 1 end)
                then sum(value)
        end as value,
        case
            when count(case when missing_reason = 'z' then 1 end) = count(*) then 'z'
            when count(*) - count(value) > count(case when missing_reason = 'z' then 1 end) then 'x'
        end as missing_reason,
        max(value_status) as value_status
    from placed
    group by
        source_name, table_name, time_period, time_identifier, period_kind, reference_date,
        summed_level, summed_code, breakdown_topic, breakdown, measure

)

select * from summed
