"""Takes hidden counts out of `indicator_values`, with every number that is made of them.

What stands beside a figure in other tables (comparisons, trends, breaks, differences) is made after
this, of figures that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import duckdb
import pandas as pd

from pipeline.disclose.counts import HIDDEN, Cell, Key, Use
from pipeline.disclose.gate import Secured
from pipeline.disclose.rules import Rules

_SAME = """
    v.value_status = 'local'
    and v.indicator_id = f.indicator_id
    and v.time_period = f.time_period
    and v.area_code = f.area_code
    and v.breakdown_topic = f.breakdown_topic
    and v.breakdown = f.breakdown
"""

_LEAVE_OUT = (
    f"delete from indicator_values as v using held_back as f where f.is_left_out and {_SAME}"
)

_HIDE = f"""
    update indicator_values as v
    set numerator = null, denominator = null, indicator_value = null,
        lower_ci = null, upper_ci = null, ci_method = null, missing_reason = '{HIDDEN}'
    from held_back as f
    where {_SAME}
"""

# Half a multiple goes up. A rate is made of the counts as they are shown; what is not made of two
# counts is given no finer than it is printed. Where there is no ratio, there still are counts.
_ROUND = """
    with shown as (
        select
            v.rowid as place,
            i.kind,
            i.decimals,
            v.numerator,
            v.denominator,
            v.indicator_value,
            floor(v.numerator / $base + 0.5) * $base as top,
            floor(v.denominator / $base + 0.5) * $base as bottom
        from indicator_values as v
        inner join indicators as i on v.indicator_id = i.indicator_id
        where v.value_status = 'local'
    )
    update indicator_values as v
    set
        numerator = shown.top,
        denominator = shown.bottom,
        indicator_value = case
            when shown.kind = 'count' then shown.top
            when shown.kind in ('rate', 'share') and shown.numerator = 0 then 0
            when shown.kind in ('rate', 'share')
                then shown.indicator_value / (shown.numerator / shown.denominator)
                    * (shown.top / nullif(shown.bottom, 0))
            else round(shown.indicator_value, shown.decimals)
        end,
        lower_ci = null,
        upper_ci = null,
        ci_method = null
    from shown
    where v.rowid = shown.place
"""


_SHOWN = """
    select indicator_id, time_period, area_code, breakdown_topic, breakdown
    from indicator_values
    where
        value_status = 'local'
        and coalesce(numerator, denominator, indicator_value, lower_ci, upper_ci) is not null
"""
_COLUMNS = [
    *("indicator_id", "time_period", "area_code", "breakdown_topic", "breakdown"),
    "is_left_out",
]


def hide_figures(con: duckdb.DuckDBPyConnection, secured: Secured, rules: Rules) -> int:
    """Hold back own figures of `indicator_values` in place; gives how many.

    Those with a hidden count have the reason 'c' in place of every number; those of lines that are
    left out have no row. The others are rounded, where the rule rounds.
    """
    problem = secured.protection.problem
    rows = _held_back(problem.system.uses, problem.system.cells, secured, rules)
    held_back = pd.DataFrame(rows, columns=_COLUMNS)
    con.register("held_back", held_back)
    con.execute(_LEAVE_OUT)
    con.execute(_HIDE)
    con.unregister("held_back")
    if rules.rounding:
        con.execute(_ROUND, {"base": rules.rounding})
    return len(rows)


def shown_counts(con: duckdb.DuckDBPyConnection, uses: Iterable[Use]) -> frozenset[Key]:
    """Give the counts of all figures that `indicator_values` shows a number of."""
    rows = con.execute(_SHOWN).fetchall()
    shown = {tuple(row) for row in rows}
    return frozenset(key for use in uses if use.place in shown for key in use.printed)


def _held_back(
    uses: Iterable[Use], cells: Mapping[Key, Cell], secured: Secured, rules: Rules
) -> list[tuple[str, str, str, str, str, bool]]:
    closed = secured.protection.problem.closed
    rows = []
    for use in uses:
        keys = frozenset(use.printed)
        if keys & secured.hidden or _is_of_few(use, cells, rules):
            rows.append((*use.place, bool(keys & closed)))
    return rows


def _is_of_few(use: Use, cells: Mapping[Key, Cell], rules: Rules) -> bool:
    """Whether a rate, share or mean is of a group for which none is given."""
    groups = {key for key in (use.group, *use.others[-1:]) if key is not None}
    return any(0 < cells[key].value < rules.least_group for key in groups)
