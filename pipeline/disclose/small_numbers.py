"""Small groups of children: which of the council's own figures are held back.

A simple rule, read in a minute. A figure is small if it counts 1 to `threshold` children, or all
but 1 to `threshold` of them. Then its whole group goes, so that nothing is the total less the
rest; so do the same groups of every other figure of the same children, and those of every other
locality. Figures that a department has published are not touched.
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

THRESHOLDS = {"council-1-4": 4, "nhs-1-7-round5": 7, "dfe-open": 0}
HIDDEN = "c"

# What an indicator's numerator counts decides what gives a child away.
_SMALL = """
    coalesce(denominator between 1 and $threshold, false)
    or coalesce(kind <> 'mean' and numerator between 1 and $threshold, false)
    or coalesce(
        kind in ('rate', 'share') and unit = 'percent'
        and denominator - numerator between 1 and $threshold,
        false
    )
"""

_KEY = "population_id, time_period, geographic_level, area_code"

_HIDE = f"""
    create temporary table own as
    select v.rowid as place, v.*, i.kind
    from indicator_values as v
    inner join indicators as i on v.indicator_id = i.indicator_id
    where v.value_status = 'local';

    -- A group: one topic of the same children, place and period, over all their indicators.
    create temporary table hidden_groups as
    select distinct {_KEY}, breakdown_topic from own where {_SMALL};

    -- A small total takes everything below it along.
    insert into hidden_groups
    select distinct own.population_id, own.time_period, own.geographic_level, own.area_code,
        own.breakdown_topic
    from own
    inner join hidden_groups as h using ({_KEY})
    where h.breakdown_topic = 'Total';

    -- Localities add up to the area: all of them, or none.
    insert into hidden_groups
    select distinct own.population_id, own.time_period, own.geographic_level, own.area_code,
        own.breakdown_topic
    from own
    inner join hidden_groups as h
        using (population_id, time_period, geographic_level, breakdown_topic)
    where own.geographic_level <> 'Local authority';

    update indicator_values
    set numerator = null, denominator = null, indicator_value = null,
        lower_ci = null, upper_ci = null, ci_method = null, missing_reason = '{HIDDEN}'
    where rowid in (
        select own.place
        from own
        inner join hidden_groups using ({_KEY}, breakdown_topic)
    );
"""


@dataclass(frozen=True)
class Protected:
    """How many of the council's own figures there are, and how many of them are held back."""

    figures: int
    hidden: int


def hide_small_numbers(con: duckdb.DuckDBPyConnection, preset: str) -> Protected:
    """Hold back small figures of `indicator_values` (with `indicators` beside it) in place."""
    threshold = THRESHOLDS[preset]
    for statement in _HIDE.split(";"):
        if statement.strip():
            used = {"threshold": threshold} if "$threshold" in statement else {}
            con.execute(statement, used)
    con.execute("drop table own")
    con.execute("drop table hidden_groups")
    [(figures, hidden)] = con.execute(
        "select count(*), count(*) filter (where missing_reason = ?) "
        "from indicator_values where value_status = 'local'",
        [HIDDEN],
    ).fetchall()
    return Protected(figures, hidden)
