with

observations as (

    select * from {{ ref('int_observations_matched') }}

),

part_list as (

    select * from {{ ref('identity_parts') }}

),

-- A measure that no area has in a period was not collected then: it is no part of that total.
collected as (

    select distinct source_name, table_name, time_period, measure
    from observations
    where value is not null

),

parts as (

    select
        part_list.identity_id,
        part_list.total_measure,
        observations.*
    from observations
    inner join part_list
        on
            observations.source_name = part_list.source_name
            and observations.table_name = part_list.table_name
            and observations.measure = part_list.part_measure
            and observations.time_period <= coalesce(part_list.last_period, '999999')
    inner join collected
        on
            observations.source_name = collected.source_name
            and observations.table_name = collected.table_name
            and observations.time_period = collected.time_period
            and observations.measure = collected.measure

),

summed as (

    select
        identity_id,
        source_name,
        table_name,
        total_measure,
        time_period,
        area_code,
        breakdown_topic,
        breakdown,
        count(*) as parts,
        sum(value) as parts_sum,
        count(*) - count(value) as parts_missing
    from parts
    group by
        identity_id, source_name, table_name, total_measure, time_period, area_code,
        breakdown_topic, breakdown

),

compared as (

    select
        summed.identity_id,
        summed.source_name,
        summed.table_name,
        summed.total_measure as measure,
        summed.time_period,
        totals.geographic_level,
        summed.area_code,
        summed.breakdown_topic,
        summed.breakdown,
        case when summed.parts_missing = 0 then summed.parts_sum end as expected_value,
        totals.value as found_value
    from summed
    inner join observations as totals
        on
            summed.source_name = totals.source_name
            and summed.table_name = totals.table_name
            and summed.total_measure = totals.measure
            and summed.time_period = totals.time_period
            and summed.area_code = totals.area_code
            and summed.breakdown_topic = totals.breakdown_topic
            and summed.breakdown = totals.breakdown
    where
        summed.parts > 1
        -- Settings of requests and so on were collected from 2023 on; one part alone is no sum.
        and (summed.breakdown_topic = 'Total' or summed.source_name <> 'ehc_plans')

)

select * from compared
