-- How much local authorities differ from England: beyond chance where there are counts, at all
-- where there are none.
{%- set sums = ['squares', 'weights', 'weights_squared', 'areas_with_counts'] %}

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
        las.scale,
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

weighed as (

    select
        *,
        -- No weight where England has none or all: chance then leaves no room to differ.
        case
            when counting = 'proportion' and p0 > 0 and p0 < 1 or counting = 'events' and p0 > 0
                then 1 / ({{ funnel_variance('p0', 'denominator', 'counting') }})
        end as weight
    from beside

),

summed as (

    select
        indicator_id,
        time_period,
        breakdown_topic,
        breakdown,
        scale,
        england_value,
        p0,
        count(*) as areas_with_value,
        count(weight) as areas_with_counts,
        sum(pow(indicator_value - england_value, 2)) as squared_differences,
        sum(weight * pow({{ proportion('numerator', 'denominator') }} - p0, 2)) as squares,
        sum(weight) as weights,
        sum(weight * weight) as weights_squared
    from weighed
    group by indicator_id, time_period, breakdown_topic, breakdown, scale, england_value, p0

),

-- Rounded: an engine that adds in another order differs in the last digits.
funnels as (

    select
        indicator_id,
        time_period,
        breakdown_topic,
        breakdown,
        england_value,
        p0,
        areas_with_value,
        areas_with_counts,
        round({{ funnel_tau_squared(*sums) }}, 12) as tau_squared,
        round(sqrt(squared_differences / areas_with_value), 10) as spread
    from summed

)

select * from funnels
