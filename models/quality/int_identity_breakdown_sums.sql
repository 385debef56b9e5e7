with

observations as (

    select * from {{ ref('int_observations_matched') }}

),

-- Every column of these tables is a count, so each of them adds up.
tables_of_counts as (

    select distinct source_name, table_name
    from {{ ref('identity_parts') }}

),

summed as (

    select
        observations.source_name,
        observations.table_name,
        observations.measure,
        observations.time_period,
        observations.area_code,
        observations.breakdown_topic,
        sum(observations.value) as parts_sum,
        count(*) - count(observations.value) as parts_missing
    from observations
    inner join tables_of_counts
        on
            observations.source_name = tables_of_counts.source_name
            and observations.table_name = tables_of_counts.table_name
    where observations.breakdown_topic in ('Age', 'Sex')
    group by
        observations.source_name, observations.table_name, observations.measure,
        observations.time_period, observations.area_code, observations.breakdown_topic

),

compared as (

    select
        'breakdowns_sum_to_total' as identity_id,
        summed.source_name,
        summed.table_name,
        summed.measure,
        summed.time_period,
        totals.geographic_level,
        summed.area_code,
        summed.breakdown_topic,
        'All' as breakdown,
        case when summed.parts_missing = 0 then summed.parts_sum end as expected_value,
        totals.value as found_value
    from summed
    inner join observations as totals
        on
            summed.source_name = totals.source_name
            and summed.table_name = totals.table_name
            and summed.measure = totals.measure
            and summed.time_period = totals.time_period
            and summed.area_code = totals.area_code
            and totals.breakdown_topic = 'Total'
            and totals.value is not null

)

select * from compared
