-- Every row of every family of indicators: the one list of families is a variable.
with

candidates as (

    {%- for family in var('indicator_families') %}
    select
        indicator_id,
        time_period,
        time_identifier,
        reference_date,
        geographic_level,
        area_code,
        breakdown_topic,
        breakdown,
        numerator,
        denominator,
        indicator_value,
        value_status,
        missing_reason,
        source_rank,
        source_id
    from {{ ref('ind_' ~ family) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}

),

-- A period in which a figure was collected of nobody is not in its series.
collected as (

    select distinct indicator_id, time_period, breakdown_topic, breakdown
    from candidates
    where indicator_value is not null or missing_reason in ('u', 'c', 'low')

),

in_series as (

    select candidates.*
    from candidates
    inner join collected
        on
            candidates.indicator_id = collected.indicator_id
            and candidates.time_period = collected.time_period
            and candidates.breakdown_topic = collected.breakdown_topic
            and candidates.breakdown = collected.breakdown

)

select * from in_series
