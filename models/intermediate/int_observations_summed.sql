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
        areas.region_code,
        areas.first_date,
        areas.last_date,
        summed_tables.needs_every_area
    from observations
    inner join summed_tables
        on
            observations.source_name = summed_tables.source_name
            and observations.table_name = summed_tables.table_name
    inner join areas
        on observations.area_code = areas.area_code
    where
        observations.geographic_level = 'Local authority'
        -- A table that holds every local authority may still print one that had ended.
        and (
            not coalesce(summed_tables.needs_every_area, false)
            or observations.reference_date between areas.first_date and areas.last_date
        )

),

placed as (

    select *, 'Regional' as summed_level, region_code as summed_code from members
    where region_code is not null

    union all

    select *, 'National' as summed_level, '{{ var("england_area_code") }}' as summed_code
    from members

),

-- Of tables that should hold every local authority: those that ever appear and existed on the date.
ever as (

    select distinct source_name, table_name, summed_code, area_code, first_date, last_date
    from placed
    where needs_every_area

),

dates as (

    select distinct source_name, table_name, reference_date from members

),

expected as (

    select
        ever.source_name,
        ever.table_name,
        dates.reference_date,
        ever.summed_code,
        count(*) as areas
    from ever
    inner join dates
        on
            ever.source_name = dates.source_name
            and ever.table_name = dates.table_name
            and dates.reference_date between ever.first_date and ever.last_date
    group by ever.source_name, ever.table_name, dates.reference_date, ever.summed_code

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
        count(distinct area_code) as areas,
        max(value_status) as value_status
    from placed
    group by
        source_name, table_name, time_period, time_identifier, period_kind, reference_date,
        summed_level, summed_code, breakdown_topic, breakdown, measure

),

complete as (

    select
        summed.source_name,
        summed.table_name,
        summed.file_id,
        summed.time_period,
        summed.time_identifier,
        summed.period_kind,
        summed.reference_date,
        summed.geographic_level,
        summed.area_code,
        summed.breakdown_topic,
        summed.breakdown,
        summed.measure,
        case when expected.areas is null or summed.areas >= expected.areas then summed.value end
            as value,
        case
            when summed.areas < expected.areas then coalesce(summed.missing_reason, 'x')
            else summed.missing_reason
        end as missing_reason,
        summed.value_status
    from summed
    left join expected
        on
            summed.source_name = expected.source_name
            and summed.table_name = expected.table_name
            and summed.reference_date = expected.reference_date
            and summed.area_code = expected.summed_code

)

select * from complete
