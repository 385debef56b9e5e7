"""A published database in memory with the few tables that hiding touches."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import duckdb

from pipeline.disclose.counts import Cell, Key, System, Use
from pipeline.disclose.gate import Secured
from pipeline.disclose.judge import judge
from pipeline.disclose.problem import make_problem
from pipeline.disclose.protect import Protection
from pipeline.disclose.rules import Rules
from tests.fixtures_counts import AREA, PERIOD
from tests.fixtures_problem import NOTHING

NUMBERS = ("numerator", "denominator", "indicator_value", "lower_ci", "upper_ci", "ci_method")


class Row(NamedTuple):
    """One row of `indicator_values`."""

    indicator_id: str
    numerator: float | None
    denominator: float | None
    value: float | None
    area: str = AREA
    topic: str = "Total"
    breakdown: str = "Total"
    status: str = "local"
    reason: str | None = None
    period: str = PERIOD


def database(
    rows: Iterable[Row], kinds: Mapping[str, tuple[str, int]]
) -> duckdb.DuckDBPyConnection:
    """The rows, and the kind and decimals of each indicator; every value has an interval."""
    con = duckdb.connect()
    con.execute(
        "create table indicator_values (indicator_id varchar, time_period varchar, "
        "area_code varchar, breakdown_topic varchar, breakdown varchar, numerator double, "
        "denominator double, indicator_value double, lower_ci double, upper_ci double, "
        "ci_method varchar, value_status varchar, missing_reason varchar)"
    )
    con.execute("create table indicators (indicator_id varchar, kind varchar, decimals integer)")
    for row in rows:
        interval = (0.5, 1.5, "Wilson") if row.value is not None else (None, None, None)
        con.execute(
            f"insert into indicator_values values ({', '.join('?' * 13)})",
            [
                *(row.indicator_id, row.period, row.area, row.topic, row.breakdown),
                *(row.numerator, row.denominator, row.value, *interval, row.status, row.reason),
            ],
        )
    for name, (kind, decimals) in kinds.items():
        con.execute("insert into indicators values (?, ?, ?)", [name, kind, decimals])
    return con


def read(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, ...], tuple[Any, ...]]:
    """The numbers and the reason of every row, by indicator, area, group and status."""
    found = con.execute(
        "select indicator_id, area_code, breakdown, value_status, "
        f"{', '.join(NUMBERS)}, missing_reason from indicator_values"
    ).fetchall()
    rows = {tuple(row[:4]): tuple(row[4:]) for row in found}
    assert len(rows) == len(found)
    return rows


def secured(
    uses: Iterable[Use],
    values: Mapping[Key, float],
    rules: Rules,
    hidden: Iterable[Key] = (),
    closed: Iterable[Key] = (),
) -> Secured:
    """What is hidden of some uses, decided by hand."""
    cells = {k: Cell(k, values[k], is_printed=True) for k in sorted(values)}
    problem = make_problem(System(cells, (), tuple(uses), {}), rules, AREA, NOTHING)
    left_out = frozenset(closed)
    protection = Protection(
        replace(problem, closed=left_out),
        frozenset(hidden) | left_out,
        (),
    )
    return Secured(
        protection, judge(protection), frozenset(problem.target) & protection.hidden, NOTHING
    )


def use_of(row: Row, **counts: Any) -> Use:
    """The use of a row."""
    about = (row.indicator_id, row.period, row.area, row.topic, row.breakdown)
    numerator, denominator = counts.pop("numerator", None), counts.pop("denominator", None)
    return Use(*about, numerator, denominator, **counts)
