-- How far each change of a series lies from what was to be expected of it, in units of what is
-- usual.
{%- set limits = var('suspected_breaks') %}

with

changes as (

    select * from {{ ref('int_yearly_changes') }}

),

peers as (

    select * from {{ ref('int_peer_changes') }}

),

own as (

    select * from {{ ref('int_own_changes') }}

),

-- What is usual: between councils in the year, and in the council's own other years, which weigh
-- more the more there are. Where there are no peers, the own years alone, if they are enough.
joined as (

    select
        changes.*,
        peers.peers,
        coalesce(peers.middle, own.middle) as middle,
        case
            when peers.peers is null then own.spread_squared
            else
                (
                    {{ limits.peers_weigh_as_years }} * peers.spread_squared
                    + coalesce(own.other_changes * own.spread_squared, 0)
                ) / ({{ limits.peers_weigh_as_years }} + coalesce(own.other_changes, 0))
        end as spread_squared
    from changes
    left join peers
        on
            changes.indicator_id = peers.indicator_id
            and changes.breakdown_topic = peers.breakdown_topic
            and changes.breakdown = peers.breakdown
            and changes.ending_year = peers.ending_year
            and changes.scale = peers.scale
            and not changes.is_local
    left join own
        on
            changes.indicator_id = own.indicator_id
            and changes.area_code = own.area_code
            and changes.breakdown_topic = own.breakdown_topic
            and changes.breakdown = own.breakdown
            and changes.is_local = own.is_local
            and changes.ending_year = own.ending_year
    where peers.peers is not null or own.other_changes >= {{ limits.fewest_own_changes }}

),

ratios as (

    select
        *,
        change - middle as distance,
        case when scale = 'rate' then exp(middle) * base / previous_base else exp(middle) end
            as expected_ratio,
        case scale
            when 'share'
                then exp(middle) * (previous_part + 0.5) / (previous_base - previous_part + 0.5)
            when 'percentage' then exp(middle) * (previous_value + 0.5) / (100.5 - previous_value)
        end as expected_odds
    from joined

),

expected as (

    select
        *,
        case
            when scale in ('count', 'rate') then previous_part * expected_ratio
            when scale = 'share' then base * expected_odds / (1 + expected_odds)
        end as expected_part,
        case
            when scale = 'count' and unit = 'percent'
                then 100 * (previous_part * expected_ratio - base) / base
            when scale in ('count', 'rate', 'amount') then previous_value * exp(middle)
            when scale = 'share' then 100 * expected_odds / (1 + expected_odds)
            when scale = 'percentage' then (100.5 * expected_odds - 0.5) / (1 + expected_odds)
            else previous_value + middle
        end as expected_value
    from ratios

),

-- How unlikely the change is by chance alone, with both years' counts: square roots of counts and
-- arcsines of shares spread alike whatever their size.
chances as (

    select
        *,
        case
            when scale in ('count', 'rate')
                then
                    2 * (sqrt(part + 0.375) - sqrt(expected_ratio * (previous_part + 0.375)))
                    / sqrt(1 + expected_ratio)
            when scale = 'share'
                then
                    2 * (
                        asin(sqrt((part + 0.375) / (base + 0.75)))
                        - asin(sqrt(expected_odds / (1 + expected_odds)))
                    ) / sqrt(1 / (base + 0.5) + 1 / (previous_base + 0.5))
        end as chance_score
    from expected

),

-- A change must be unusual both by chance and between councils: the two variances add up.
scored as (

    select
        indicator_id,
        area_code,
        breakdown_topic,
        breakdown,
        is_local,
        time_period,
        ending_year,
        previous_time_period,
        unit,
        decimals,
        scale,
        indicator_value,
        previous_value,
        expected_value,
        change,
        distance,
        peers,
        case
            when distance = 0 or coalesce(chance_score * distance, 1) <= 0 then 0
            when spread_squared > 0 or chance_score is not null
                then
                    round(
                        sign(distance) / sqrt(
                            spread_squared / pow(distance, 2)
                            + coalesce(1 / pow(chance_score, 2), 0)
                        ), 4
                    )
        end as score,
        coalesce(abs(part - expected_part) >= {{ limits.fewest_cases }}, true)
        and case
            when scale in ('count', 'rate', 'amount')
                then abs(distance) >= ln(1 + {{ limits.least_growth }})
            when scale in ('share', 'percentage')
                then abs(indicator_value - expected_value) >= {{ limits.least_points }}
            else true
        end as is_large
    from chances

)

select * from scored
