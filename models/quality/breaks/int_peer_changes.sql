-- What the published series of all councils did in a year: the middle change, and how far councils
-- lie from it beyond what chance does to their counts.
with

changes as (

    select * from {{ ref('int_yearly_changes') }}
    where not is_local

),

middles as (

    select
        indicator_id,
        breakdown_topic,
        breakdown,
        ending_year,
        scale,
        count(*) as peers,
        median(change) as middle,
        median(noise) as middle_noise
    from changes
    group by indicator_id, breakdown_topic, breakdown, ending_year, scale

),

-- Of the half with the larger numbers only: among small ones chance hides how councils differ.
spreads as (

    select
        changes.indicator_id,
        changes.breakdown_topic,
        changes.breakdown,
        changes.ending_year,
        changes.scale,
        {{ spread_beyond_chance('changes.change - middles.middle', 'changes.noise') }}
            as spread_squared
    from changes
    inner join middles
        on
            changes.indicator_id = middles.indicator_id
            and changes.breakdown_topic = middles.breakdown_topic
            and changes.breakdown = middles.breakdown
            and changes.ending_year = middles.ending_year
            and changes.scale = middles.scale
            and changes.noise <= middles.middle_noise
    group by
        changes.indicator_id, changes.breakdown_topic, changes.breakdown, changes.ending_year,
        changes.scale

),

joined as (

    select
        middles.indicator_id,
        middles.breakdown_topic,
        middles.breakdown,
        middles.ending_year,
        middles.scale,
        middles.peers,
        middles.middle,
        spreads.spread_squared
    from middles
    inner join spreads
        on
            middles.indicator_id = spreads.indicator_id
            and middles.breakdown_topic = spreads.breakdown_topic
            and middles.breakdown = spreads.breakdown
            and middles.ending_year = spreads.ending_year
            and middles.scale = spreads.scale
    where middles.peers >= {{ var('suspected_breaks').fewest_peers }}

)

select * from joined
