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

-- A period in which a figure was collected of nobody is not in its series. That the council counts
-- it itself does not make it one that was published.
marked as (

    select *, value_status = 'local' as is_local from candidates

),

collected as (

    select distinct indicator_id, time_period, breakdown_topic, breakdown, is_local
    from marked
    where
        indicator_value is not null
        or missing_reason in ('u', 'c', 'low')
        -- Cases were counted, too few of them ended for the value to be known.
        or (is_local and denominator > 0)

),

in_series as (

    select
        candidates.indicator_id,
        candidates.time_period,
        candidates.time_identifier,
        candidates.reference_date,
        candidates.geographic_level,
        candidates.area_code,
        candidates.breakdown_topic,
        candidates.breakdown,
        candidates.numerator,
        candidates.denominator,
        candidates.indicator_value,
        candidates.value_status,
        candidates.missing_reason,
        candidates.source_rank,
        candidates.source_id
    from marked as candidates
    inner join collected
        on
            candidates.indicator_id = collected.indicator_id
            and candidates.time_period = collected.time_period
            and candidates.breakdown_topic = collected.breakdown_topic
            and candidates.breakdown = collected.breakdown
            and candidates.is_local = collected.is_local

)

select * from in_series
