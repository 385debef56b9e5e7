-- The change of every series of a local authority since the year before, on the scale on which
-- changes of councils of any size are alike: ratios of counts, odds of shares, differences of
-- scores.
with

chosen as (

    select * from {{ ref('int_indicator_values_chosen') }}
    where
        geographic_level = 'Local authority'
        and is_own_period
        and value_status <> 'projected'
        and indicator_value is not null

),

indicators as (

    select indicator_id, kind, unit, decimals from {{ ref('dim_indicators') }}

),

periods as (

    select distinct time_period, time_identifier, ending_year from {{ ref('int_periods') }}

),

scaled as (

    select
        chosen.indicator_id,
        chosen.area_code,
        chosen.breakdown_topic,
        chosen.breakdown,
        chosen.value_status = 'local' as is_local,
        chosen.time_period,
        chosen.time_identifier,
        periods.ending_year,
        chosen.indicator_value,
        indicators.unit,
        indicators.decimals,
        case
            when indicators.unit = 'count' or indicators.kind = 'growth' then 'count'
            when indicators.unit in ('per_100', 'per_1000') and chosen.denominator > 0 then 'rate'
            when
                indicators.unit = 'percent'
                and indicators.kind in ('rate', 'share')
                and chosen.denominator > 0
                and chosen.numerator between 0 and chosen.denominator
                then 'share'
            when indicators.unit = 'percent' and chosen.indicator_value between 0 and 100
                then 'percentage'
            when indicators.unit in ('percent', 'percentage_points', 'score') then 'score'
            when chosen.indicator_value > 0 then 'amount'
        end as scale,
        case
            when indicators.kind = 'growth' then chosen.numerator + chosen.denominator
            when indicators.unit = 'count' then chosen.indicator_value
            else chosen.numerator
        end as part,
        chosen.denominator as base
    from chosen
    inner join indicators
        on chosen.indicator_id = indicators.indicator_id
    inner join periods
        on
            chosen.time_period = periods.time_period
            and chosen.time_identifier = periods.time_identifier

),

-- Half a case is added so that nobody is a number too. The noise is the variance of the level that
-- chance alone gives to a count.
levels as (

    select
        *,
        case scale
            when 'count' then ln(part + 0.5)
            when 'rate' then ln((part + 0.5) / base)
            when 'share' then ln((part + 0.5) / (base - part + 0.5))
            when 'percentage' then ln((indicator_value + 0.5) / (100.5 - indicator_value))
            when 'amount' then ln(indicator_value)
            when 'score' then indicator_value
        end as level,
        case scale
            when 'count' then 1 / (part + 0.5)
            when 'rate' then 1 / (part + 0.5)
            when 'share' then 1 / (part + 0.5) + 1 / (base - part + 0.5)
            else 0
        end as noise
    from scaled
    where scale is not null and (scale not in ('count', 'rate') or part >= 0)

),

changes as (

    select
        later.indicator_id,
        later.area_code,
        later.breakdown_topic,
        later.breakdown,
        later.is_local,
        later.time_period,
        later.ending_year,
        earlier.time_period as previous_time_period,
        later.unit,
        later.decimals,
        later.scale,
        later.indicator_value,
        earlier.indicator_value as previous_value,
        later.part,
        earlier.part as previous_part,
        later.base,
        earlier.base as previous_base,
        -- To ten decimals: engines differ in the sixteenth digit of a logarithm.
        round(later.level - earlier.level, 10) as change,
        round(later.noise + earlier.noise, 10) as noise
    from levels as later
    inner join levels as earlier
        on
            later.indicator_id = earlier.indicator_id
            and later.area_code = earlier.area_code
            and later.breakdown_topic = earlier.breakdown_topic
            and later.breakdown = earlier.breakdown
            and later.is_local = earlier.is_local
            and later.time_identifier = earlier.time_identifier
            and later.scale = earlier.scale
            and later.ending_year = earlier.ending_year + 1

)

select * from changes
