"""Suspected breaks in the council's own records: told only where both their ends are shown.

A break says that a figure is far from the one before it, and its reason names both. Where one of
the two is held back, neither the break nor the flag at the figure may stand.
"""

from __future__ import annotations

import duckdb

_UNTOLD = """
    create temporary table untold_breaks as
    select
        s.indicator_id, s.area_code, s.breakdown_topic, s.breakdown, s.time_period
    from warehouse.quality.int_suspected_breaks as s
    where s.is_local and (not $is_exact or (
        select count(*) from indicator_values as v
        where
            v.indicator_id = s.indicator_id
            and v.area_code = s.area_code
            and v.breakdown_topic = s.breakdown_topic
            and v.breakdown = s.breakdown
            and v.time_period in (s.time_period, s.previous_time_period)
            and v.value_status = 'local'
            and v.indicator_value is not null
    ) < 2)
"""

_SAME = """
    {0}.indicator_id = untold.indicator_id
    and {0}.area_code = untold.area_code
    and {0}.breakdown_topic = untold.breakdown_topic
    and {0}.breakdown = untold.breakdown
    and {0}.time_period = untold.time_period
"""

_HIDE = f"""
    delete from breaks
    using untold_breaks as untold
    where breaks.is_local and {_SAME.format("breaks")};

    -- A break that is declared for the figure stays.
    update indicator_values
    set break_before = exists (
        select 1 from breaks
        where
            breaks.kind = 'declared'
            and breaks.indicator_id = indicator_values.indicator_id
            and breaks.time_period = indicator_values.time_period
            and coalesce(breaks.area_code, indicator_values.area_code) = indicator_values.area_code
    )
    from untold_breaks as untold
    where indicator_values.value_status = 'local' and {_SAME.format("indicator_values")};

    drop table untold_breaks
"""


def hide_suspected_breaks(con: duckdb.DuckDBPyConnection, is_exact: bool = True) -> None:
    """Take back what `breaks` and `indicator_values` tell of own figures that are held back.

    Where own figures are not exact but rounded, that is every one: a reason names exact values.
    """
    con.execute(_UNTOLD, {"is_exact": is_exact})
    for statement in _HIDE.split(";"):
        con.execute(statement)
