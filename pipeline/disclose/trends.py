"""Trends and monthly limits: published where every figure that they are made of is.

A trend is five figures told at once, and limits are the figures of every month: those of the
council's own records go where one of these is held back.
"""

from __future__ import annotations

import duckdb

from pipeline.disclose.counts import HIDDEN

_SERIES = ("indicator_id", "area_code", "breakdown_topic", "breakdown")


def _same_series(one: str, other: str) -> str:
    return " and ".join(f"{one}.{column} = {other}.{column}" for column in _SERIES)


# Of the area and of larger and smaller areas; other local authorities are shown by their figures.
_IS_OF_THE_PAGE = f"""
    exists (
        select 1 from indicator_values as v
        where
            {_same_series("v", "t")}
            and (v.geographic_level <> 'Local authority' or v.area_code = $la)
    )
"""

_IN_ITS_YEARS = "own.time_period between t.first_period and t.last_period"
_IN_A_MONTH = "own.time_identifier = 'Month'"

# Every own figure of the series is shown, or says itself why it has no value.
_IS_SHOWN = f"""
    $is_exact
    and not exists (
        select 1
        from warehouse.marts.fct_indicator_values as own
        left join indicator_values as v
            on {_same_series("v", "own")}
            and v.time_period = own.time_period
            and v.value_status = 'local'
        where
            own.value_status = 'local'
            and {_same_series("own", "t")}
            and {{of_the_time}}
            and (v.indicator_id is null or coalesce(v.missing_reason, '') = '{HIDDEN}')
    )
"""

_TRENDS = f"""
    select t.*
    from warehouse.marts.fct_indicator_trends as t
    where
        {_IS_OF_THE_PAGE}
        and (
            not t.is_local
            or {_IS_SHOWN.format(of_the_time=_IN_ITS_YEARS)}
        )
    order by t.indicator_id, t.breakdown_topic, t.breakdown, t.area_code, t.is_local
"""

_LIMITS = f"""
    select t.*
    from warehouse.marts.fct_monthly_limits as t
    where
        {_IS_OF_THE_PAGE}
        and (
            not t.is_local
            or {_IS_SHOWN.format(of_the_time=_IN_A_MONTH)}
        )
    order by
        t.indicator_id, t.breakdown_topic, t.breakdown, t.area_code, t.is_local, t.time_period
"""


def write_trends(con: duckdb.DuckDBPyConnection, la_code: str, is_exact: bool = True) -> None:
    """Make `indicator_trends` and `monthly_limits` beside `indicator_values`, as it is shown.

    Where own figures are not exact but rounded, none of them is told: they are made of exact ones.
    """
    used = {"la": la_code, "is_exact": is_exact}
    con.execute(f"create table indicator_trends as {_TRENDS}", used)
    con.execute(f"create table monthly_limits as {_LIMITS}", used)
