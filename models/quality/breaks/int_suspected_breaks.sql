-- The changes that look like another way of recording: too far from what the council's peers and
-- its own other years make usual. A point that jumps and comes back is a spike: both changes are
-- in doubt.
{%- set limits = var('suspected_breaks') %}

with

scores as (

    select
        *,
        coalesce(is_large and abs(score) >= {{ limits.least_score }}, false) as is_far
    from {{ ref('int_change_scores') }}

),

beside as (

    select
        scores.*,
        coalesce(earlier.is_far, false) as earlier_is_far,
        coalesce(later.is_far, false) as later_is_far,
        coalesce({{ comes_back('earlier', 'scores') }}, false) as is_return,
        coalesce({{ comes_back('scores', 'later') }}, false) as is_spike
    from scores
    left join scores as earlier
        on {{ same_series('scores', 'earlier') }} and scores.ending_year = earlier.ending_year + 1
    left join scores as later
        on {{ same_series('scores', 'later') }} and scores.ending_year = later.ending_year - 1

),

suspected as (

    select
        *,
        case
            when is_spike and (is_far or later_is_far) then 'spike'
            when is_return and (is_far or earlier_is_far) then 'return'
            when is_far then 'jump'
        end as pattern
    from beside

),

explained as (

    select
        indicator_id,
        area_code,
        breakdown_topic,
        breakdown,
        is_local,
        time_period,
        previous_time_period,
        pattern,
        score,
        'From ' || {{ told_value('previous_value', 'unit', 'decimals') }}
        || ' to ' || {{ told_value('indicator_value', 'unit', 'decimals') }}
        || case
            when is_local then ', unlike its changes in other years'
            when peers is null
                then
                    ', where its change in other years would have led to '
                    || {{ told_value('expected_value', 'unit', 'decimals') }}
            else
                ', where the change usual among councils would have led to '
                || {{ told_value('expected_value', 'unit', 'decimals') }}
        end
        || case pattern
            when 'spike' then '; the year after goes back.'
            when 'return' then '; the year before had gone the other way.'
            else '.'
        end as explanation
    from suspected
    where pattern is not null

)

select * from explained
