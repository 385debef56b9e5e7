-- How far chance alone could have moved a figure: its 95 % limits, by what kind of figure it is.
with

chosen as (

    select * from {{ ref('int_indicator_values_chosen') }}
    where indicator_value is not null

),

indicators as (

    select * from {{ ref('dim_indicators') }}
    where has_intervals

),

spreads as (

    select * from {{ ref('int_indicator_spreads') }}

),

brought as (

    select * from {{ ref('int_brought_intervals') }}

),

-- What a limit is computed from: a proportion has Wilson's, a number of events Poisson's.
described as (

    select
        chosen.*,
        spreads.pupils,
        spreads.standard_deviation,
        case
            when chosen.value_status = 'projected' then null
            when indicators.kind = 'count' and indicators.unit = 'count' then 'events'
            when indicators.kind in ('rate', 'share') and indicators.unit = 'percent'
                then 'proportion'
            when
                indicators.kind = 'rate' and indicators.unit in ('per_100', 'per_1000')
                and chosen.denominator > 0
                then 'events'
            when indicators.kind = 'mean' then 'mean'
        end as basis,
        case when indicators.kind = 'count' then chosen.indicator_value else chosen.numerator end
            as events,
        -- From the limits of what is counted to those of the figure.
        case
            when indicators.kind = 'count' then 1
            when indicators.unit = 'percent' then 100
            when indicators.unit = 'per_100' then 100 / chosen.denominator
            when indicators.unit = 'per_1000' then 1000 / chosen.denominator
        end as per_event
    from chosen
    inner join indicators
        on chosen.indicator_id = indicators.indicator_id
    left join spreads
        on
            chosen.indicator_id = spreads.indicator_id
            and chosen.time_period = spreads.time_period
            and chosen.area_code = spreads.area_code
            and chosen.breakdown_topic = spreads.breakdown_topic
            and chosen.breakdown = spreads.breakdown
            and chosen.value_status = spreads.value_status
    left join brought
        on
            chosen.indicator_id = brought.indicator_id
            and chosen.time_period = brought.time_period
            and chosen.area_code = brought.area_code
            and chosen.breakdown_topic = brought.breakdown_topic
            and chosen.breakdown = brought.breakdown
            and chosen.value_status = brought.value_status
    where brought.indicator_id is null

),

limits as (

    select
        indicator_id,
        time_period,
        area_code,
        breakdown_topic,
        breakdown,
        value_status,
        {%- for side in ['lower', 'upper'] %}
        case basis
            when 'proportion'
                then per_event * {{ wilson_limit('numerator', 'denominator', side) }}
            when 'events'
                then per_event * {{ poisson_limit('events', side) }}
            when 'mean'
                then {{ student_t_limit('indicator_value', 'standard_deviation', 'pupils', side) }}
        end as {{ side }}_ci,
        {%- endfor %}
        case
            when basis = 'proportion' then 'Wilson'
            when basis = 'events' and events < 10 then 'Exact'
            when basis = 'events' then 'Byar'
            when basis = 'mean' then 'Student t'
        end as ci_method
    from described

),

intervals as (

    select * from limits
    where lower_ci is not null and upper_ci is not null

    union all

    select brought.*
    from brought
    inner join chosen
        on
            brought.indicator_id = chosen.indicator_id
            and brought.time_period = chosen.time_period
            and brought.area_code = chosen.area_code
            and brought.breakdown_topic = chosen.breakdown_topic
            and brought.breakdown = chosen.breakdown
            and brought.value_status = chosen.value_status
    where brought.lower_ci is not null and brought.upper_ci is not null

)

select * from intervals
