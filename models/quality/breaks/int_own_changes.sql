-- What a council's own series did in the other years: not in the year itself, nor in those beside
-- it, which a spike moves too.
with

changes as (

    select
        changes.*,
        -- Without peers a change is held against the middle of the other years' changes.
        changes.change - coalesce(peers.middle, 0) as beside_peers,
        peers.middle is not null as has_peers
    from {{ ref('int_yearly_changes') }} as changes
    left join {{ ref('int_peer_changes') }} as peers
        on
            changes.indicator_id = peers.indicator_id
            and changes.breakdown_topic = peers.breakdown_topic
            and changes.breakdown = peers.breakdown
            and changes.ending_year = peers.ending_year
            and changes.scale = peers.scale
            and not changes.is_local

),

pairs as (

    select
        changes.indicator_id,
        changes.area_code,
        changes.breakdown_topic,
        changes.breakdown,
        changes.is_local,
        changes.ending_year,
        changes.has_peers,
        others.beside_peers as other_change,
        others.noise as other_noise
    from changes
    inner join changes as others
        on
            changes.indicator_id = others.indicator_id
            and changes.area_code = others.area_code
            and changes.breakdown_topic = others.breakdown_topic
            and changes.breakdown = others.breakdown
            and changes.is_local = others.is_local
            and changes.scale = others.scale
            and changes.has_peers = others.has_peers
            and abs(changes.ending_year - others.ending_year) > 1

),

middles as (

    select
        indicator_id,
        area_code,
        breakdown_topic,
        breakdown,
        is_local,
        ending_year,
        case when has_peers then 0 else median(other_change) end as middle
    from pairs
    group by
        indicator_id, area_code, breakdown_topic, breakdown, is_local, ending_year, has_peers

),

spreads as (

    select
        pairs.indicator_id,
        pairs.area_code,
        pairs.breakdown_topic,
        pairs.breakdown,
        pairs.is_local,
        pairs.ending_year,
        max(middles.middle) as middle,
        count(*) as other_changes,
        {{ spread_beyond_chance('pairs.other_change - middles.middle', 'pairs.other_noise') }}
            as spread_squared
    from pairs
    inner join middles
        on
            pairs.indicator_id = middles.indicator_id
            and pairs.area_code = middles.area_code
            and pairs.breakdown_topic = middles.breakdown_topic
            and pairs.breakdown = middles.breakdown
            and pairs.is_local = middles.is_local
            and pairs.ending_year = middles.ending_year
    group by
        pairs.indicator_id, pairs.area_code, pairs.breakdown_topic, pairs.breakdown,
        pairs.is_local, pairs.ending_year

)

select * from spreads
