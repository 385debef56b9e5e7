-- Read once, by the mart: a table of it would only be written.
{{ config(materialized='view') }}
{%- set counts = ['numerator', 'denominator', 'other_numerator', 'other_denominator'] -%}
{%- set limits = [
    'indicator_value', 'lower_ci', 'upper_ci',
    'comparator_value', 'comparator_lower_ci', 'comparator_upper_ci',
] %}
with

pairs as (

    select * from {{ ref('int_comparison_pairs') }}

),

funnels as (

    select * from {{ ref('int_funnels') }}

),

-- A locality is part of its council: it is tested against the rest of it.
sided as (

    select
        pairs.*,
        case
            when pairs.comparator = 'area' then pairs.comparator_numerator - pairs.numerator
            else pairs.comparator_numerator
        end as other_numerator,
        case
            when pairs.comparator = 'area' then pairs.comparator_denominator - pairs.denominator
            else pairs.comparator_denominator
        end as other_denominator,
        funnels.p0,
        funnels.areas_with_value,
        funnels.areas_with_counts,
        funnels.tau_squared,
        funnels.spread
    from pairs
    left join funnels
        on
            pairs.comparator = 'england'
            and pairs.indicator_id = funnels.indicator_id
            and pairs.time_period = funnels.time_period
            and pairs.breakdown_topic = funnels.breakdown_topic
            and pairs.breakdown = funnels.breakdown

),

ways as (

    select
        *,
        case
            when
                comparator = 'england' and counting <> 'none'
                and areas_with_counts >= {{ var('fewest_areas_judged') }}
                then 'funnel'
            when comparator = 'england' and areas_with_value >= {{ var('fewest_areas_judged') }}
                then 'spread'
            when comparator not in ('previous', 'no_sen', 'area') or is_repeated
                then null
            when
                counting = 'proportion' and comparator_counting = 'proportion'
                and other_denominator > 0 and other_numerator between 0 and other_denominator
                then 'newcombe'
            when
                counting = 'events' and comparator_counting = 'events'
                and other_denominator > 0 and other_numerator >= 0
                then 'poisson'
            when
                comparator <> 'area'
                and ci_method = 'Student t' and comparator_ci_method = 'Student t'
                then 'interval'
        end as way,
        -- What is compared where the series breaks, and how large areas are, says nothing.
        comparator = 'previous' and break_before as is_broken,
        is_size and comparator <> 'previous' as is_of_size
    from sided

),

measured as (

    select
        *,
        case when not is_broken and not is_of_size then indicator_value - comparator_value end
            as difference,
        -- The smaller of the two bases, where both are known.
        case
            when comparator = 'england' then denominator
            else least(denominator, other_denominator)
        end as smallest_base,
        case
            when comparator = 'england' then p0
            else {{ proportion('numerator + other_numerator', 'denominator + other_denominator') }}
        end as expected_share,
        {{ proportion('numerator', 'denominator') }} as own_share,
        {{ funnel_variance('p0', 'denominator', 'counting') }} as variance_by_chance
    from ways

),

tested as (

    select
        *,
        case
            when difference is null then null
            when way = 'funnel'
                then {{ funnel_z('own_share', 'p0', 'variance_by_chance', 'tau_squared') }}
            when way = 'spread' then difference / nullif(spread, 0)
            when way = 'newcombe' then {{ proportions_z(*counts) }}
            when way = 'poisson' then {{ rates_z(*counts) }}
            when way = 'interval' then {{ interval_z(*limits) }}
        end as z,
        -- How many cases chance alone would leave in the smallest of the parts that are compared.
        case
            when way in ('funnel', 'newcombe') and counting = 'proportion'
                then smallest_base * least(expected_share, 1 - expected_share)
            when way in ('funnel', 'poisson')
                then smallest_base * expected_share
        end as fewest_expected,
        case way
            when 'newcombe' then 'Newcombe'
            when 'poisson' then case when comparator <> 'area' then 'From both intervals' end
            when 'interval' then 'From both intervals'
        end as limits_from,
        -- A locality differs from the council by less than from the rest of the council.
        scale * case
            when comparator = 'area'
                then {{ proportion('other_denominator', 'comparator_denominator') }}
            else 1
        end as limit_factor
    from measured

),

limited as (

    select
        *,
        case
            when difference is null then null
            when limits_from = 'Newcombe'
                then limit_factor * ({{ newcombe_limit(*counts, side='lower') }})
            when limits_from = 'From both intervals'
                then {{ difference_limit(*limits, side='lower') }}
        end as difference_lower,
        case
            when difference is null then null
            when limits_from = 'Newcombe'
                then limit_factor * ({{ newcombe_limit(*counts, side='upper') }})
            when limits_from = 'From both intervals'
                then {{ difference_limit(*limits, side='upper') }}
        end as difference_upper,
        -- The first of the reasons for which nothing is said; null where something is.
        case
            when missing_reason = 'u' or comparator_missing_reason = 'u' then 'withheld'
            when indicator_value is null then 'no value'
            when comparator_value is null then 'no comparator'
            when comparator = 'neighbours' then 'mean of rates'
            when comparator = 'region' then 'contains the area'
            when is_size then 'count'
            when is_broken and is_declared_break then 'break'
            when is_broken then 'suspected break'
            when not is_newest then 'older period'
            when comparator = 'area' and other_denominator = 0 then 'whole area'
            when way is null and is_repeated and counting <> 'none' then 'repeated counts'
            when way is null and comparator = 'england' then 'few areas'
            when way is null then 'no counts'
            when way <> 'spread' and smallest_base < {{ var('smallest_base_judged') }}
                then 'small base'
            when fewest_expected < {{ var('fewest_cases_judged') }} then 'few cases'
            when z is null then 'no spread'
        end as judgement_note
    from tested

),

finished as (

    select
        indicator_id,
        time_period,
        area_code,
        breakdown_topic,
        breakdown,
        is_local,
        page_area_code,
        chapter_number,
        polarity,
        comparator,
        comparator_area_code,
        comparator_period,
        indicator_value,
        comparator_value,
        comparator_low,
        comparator_high,
        coalesce(areas_with_value, comparator_n) as comparator_n,
        comparator_of,
        area_rank,
        rank_of,
        difference,
        case unit when 'percent' then 'percentage_points' else unit end as difference_unit,
        difference_lower,
        difference_upper,
        case when difference_lower is not null then limits_from end as difference_method,
        case when judgement_note is null then way end as judgement_method,
        case when judgement_note is null then z end as z_score,
        case when judgement_note is null then {{ normal_tail('z') }} end as p_value,
        judgement_note
    from limited

)

select * from finished
