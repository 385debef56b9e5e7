-- How much local authorities differ from England: beyond chance where there are counts, at all
-- where there are none.
{%- set sums = ['squares', 'weights', 'weights_squared', 'areas_with_counts'] -%}
{%- set stable_sums = [
    'stable_squares', 'stable_weights', 'stable_weights_squared', 'areas_with_counts',
] %}

with

las as (

    select * from {{ ref('int_comparison_values') }}
    where geographic_level = 'Local authority' and not is_local and indicator_value is not null

),

england as (

    select * from {{ ref('int_comparison_values') }}
    where geographic_level = 'National' and indicator_value is not null

),

beside as (

    select
        las.indicator_id,
        las.time_period,
        las.breakdown_topic,
        las.breakdown,
        las.indicator_value,
        las.counting,
        las.numerator,
        las.denominator,
        england.indicator_value as england_value,
        england.indicator_value / las.scale as p0
    from las
    inner join england
        on
            las.indicator_id = england.indicator_id
            and las.time_period = england.time_period
            and las.breakdown_topic = england.breakdown_topic
            and las.breakdown = england.breakdown

),

-- No weight where England has none or all: chance then leaves no room to differ.
weighed as (

    select
        *,
        1 / ({{ funnel_variance('p0', 'denominator', 'counting') }}) as weight,
        4 * denominator as stable_weight,
        {{ proportion('numerator', 'denominator') }} - p0 as apart,
        {{ stabilised(proportion('numerator', 'denominator'), 'counting') }}
        - {{ stabilised('p0', 'counting') }} as stable_apart
    from beside
    where counting = 'proportion' and p0 > 0 and p0 < 1 or counting = 'events' and p0 > 0

),

weights as (

    select
        indicator_id,
        time_period,
        breakdown_topic,
        breakdown,
        count(*) as areas_with_counts,
        sum(weight * apart * apart) as squares,
        sum(weight) as weights,
        sum(weight * weight) as weights_squared,
        sum(stable_weight * stable_apart * stable_apart) as stable_squares,
        sum(stable_weight) as stable_weights,
        sum(stable_weight * stable_weight) as stable_weights_squared
    from weighed
    group by indicator_id, time_period, breakdown_topic, breakdown

),

summed as (

    select
        indicator_id,
        time_period,
        breakdown_topic,
        breakdown,
        england_value,
        p0,
        count(*) as areas_with_value,
        sum(pow(indicator_value - england_value, 2)) as squared_differences
    from beside
    group by indicator_id, time_period, breakdown_topic, breakdown, england_value, p0

),

-- Rounded: an engine that adds in another order differs in the last digits.
funnels as (

    select
        summed.indicator_id,
        summed.time_period,
        summed.breakdown_topic,
        summed.breakdown,
        summed.england_value,
        summed.p0,
        summed.areas_with_value,
        coalesce(weights.areas_with_counts, 0) as areas_with_counts,
        round({{ funnel_tau_squared(*sums) }}, 12) as tau_squared,
        round({{ funnel_tau_squared(*stable_sums) }}, 12) as stable_tau_squared,
        round(sqrt(summed.squared_differences / summed.areas_with_value), 10) as spread
    from summed
    left join weights
        on
            summed.indicator_id = weights.indicator_id
            and summed.time_period = weights.time_period
            and summed.breakdown_topic = weights.breakdown_topic
            and summed.breakdown = weights.breakdown

)

select * from funnels
