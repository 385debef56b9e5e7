-- What chance moves a monthly series by, and the months it does not explain (xmr_limits.sql).
{%- set series = ['indicator_id', 'area_code', 'breakdown_topic', 'breakdown', 'is_local'] %}

with

monthly as (

    select
        *,
        value_status = 'local' as is_local
    from {{ ref('fct_indicator_values') }}
    where
        time_identifier = 'Month'
        and geographic_level <> 'Neighbours'
        and value_status <> 'projected'

),

-- Months that share other months move together, which is no chance.
indicators as (

    select * from {{ ref('dim_indicators') }}
    where not is_rolling

),

-- Nothing is compared across a break: limits begin anew, also where the first month has no value.
parted as (

    select
        {{ series | join(', ') }},
        time_period,
        time_period as place,
        indicator_value as value,
        sum(case when break_before then 1 else 0 end) over (
            partition by {{ series | join(', ') }}
            order by time_period
            rows between unbounded preceding and current row
        ) as part
    from monthly

),

limits as (

    {{ xmr_limits("(select * from parted where value is not null)", series) | indent(4) }}

),

monthly_limits as (

    select
        limits.indicator_id,
        limits.area_code,
        limits.breakdown_topic,
        limits.breakdown,
        limits.is_local,
        limits.place as time_period,
        limits.value as indicator_value,
        limits.centre,
        limits.lower_limit,
        limits.upper_limit,
        limits.special_cause,
        case when limits.special_cause is not null then limits.direction end as direction,
        case
            when limits.special_cause is null or indicators.polarity = 'none' then null
            else (limits.direction = 'higher') = (indicators.polarity = 'higher_better')
        end as is_better,
        limits.points,
        limits.points < 13 as is_short
    from limits
    inner join indicators
        on limits.indicator_id = indicators.indicator_id

)

select * from monthly_limits
