with

judged as (

    select * from {{ ref('int_observations_judged') }}

),

summed as (

    select * from {{ ref('int_observations_summed') }}

),

-- What the publisher prints for a region or England stands before our sum of it.
summed_only as (

    select summed.*
    from summed
    left join judged
        on
            summed.source_name = judged.source_name
            and summed.table_name = judged.table_name
            and summed.time_period = judged.time_period
            and summed.area_code = judged.area_code
            and summed.breakdown_topic = judged.breakdown_topic
            and summed.breakdown = judged.breakdown
            and summed.measure = judged.measure
    where judged.measure is null

),

together as (

    select * from judged
    union all
    select * from summed_only

),

-- A measure that no area has in a period was not collected then: the period is not in its series.
collected as (

    select distinct source_name, table_name, time_period, breakdown_topic, measure
    from together
    where value is not null or missing_reason in ('u', 'c', 'low')

),

observations as (

    select together.*
    from together
    inner join collected
        on
            together.source_name = collected.source_name
            and together.table_name = collected.table_name
            and together.time_period = collected.time_period
            and together.breakdown_topic = collected.breakdown_topic
            and together.measure = collected.measure

)

select * from observations
