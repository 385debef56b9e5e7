"""How many breaks are found, measured with planted ones, and how many changes are suspected at all.

    python -m tests.backtest.planted_breaks WAREHOUSE     prints the tables of docs/methods.md

A break is planted into some series of some councils, at a year drawn from a seed: from then on
the count is so many times what it was, the share so many percentage points higher or lower.
Planted figures run through the models' own SQL. What a published series does by itself is called
a false alarm here, although many of these changes are breaks that nobody declared.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb

from tests.backtest.suspected_breaks import inputs_of, insert, limits, run_models

FACTORS = (1.25, 1.5, 2.0, 3.0, 0.5, 0.2)
POINTS = (-30.0, -20.0, -10.0, -5.0, 5.0, 10.0, 20.0, 30.0)
SERIES = "indicator_id, area_code, breakdown_topic, breakdown"
# By how many cases a series has, or what a share is of: chance rules the small ones.
KINDS = {
    "counts under 50": ("count", 0, 50),
    "counts of 50 to 499": ("count", 50, 500),
    "counts of 500 and more": ("count", 500, float("inf")),
    "shares of fewer than 100": ("share", 0, 100),
    "shares of 100 to 999": ("share", 100, 1000),
    "shares of 1,000 and more": ("share", 1000, float("inf")),
    "percentages without counts": ("percentage", 0, float("inf")),
}


@dataclass(frozen=True)
class Planted:
    """A break that was planted."""

    series: tuple[str, str, str, str]
    time_period: str
    kind: str
    size: float


def plant(
    con: duckdb.DuckDBPyConnection, seed: int, share: float
) -> tuple[duckdb.DuckDBPyConnection, tuple[Planted, ...]]:
    """Give a copy of the inputs with breaks in a share of the series, and where they are."""
    chance = random.Random(seed)
    planted = []
    updates: list[tuple[Any, ...]] = []
    for rows in _series(con):
        if chance.random() >= share:
            continue
        at = chance.randrange(1, len(rows))
        size = chance.choice(FACTORS if rows[0]["scale"] in ("count", "rate") else POINTS)
        if not _can_be(rows[at], size):
            continue
        key = tuple(rows[0][name] for name in SERIES.split(", "))
        kind = _kind(rows[at - 1])
        planted.append(Planted(key, rows[at]["time_period"], kind, size))
        updates += [(*_changed(row, size), *key, row["time_period"]) for row in rows[at:]]
    copy = _copy_of(con)
    copy.execute("create table updates (part double, value double, " + _KEY_COLUMNS + ")")
    insert(copy, "updates", updates)
    copy.execute(
        "update int_indicator_values_chosen as old set "
        "numerator = case when old.numerator is null then null else updates.part end, "
        "indicator_value = updates.value from updates where "
        + " and ".join(f"old.{n} = updates.{n}" for n in (*SERIES.split(", "), "time_period"))
        + " and old.geographic_level = 'Local authority'"
    )
    return copy, tuple(planted)


_KEY_COLUMNS = ", ".join(f"{name} varchar" for name in (*SERIES.split(", "), "time_period"))


def _series(con: duckdb.DuckDBPyConnection) -> Iterator[list[dict[str, Any]]]:
    """Give the years of each series without a gap whose figures can be multiplied or raised."""
    answer = con.execute(
        f"select {SERIES}, c.time_period, ending_year, scale, c.part, c.base, "
        "c.indicator_value, c.previous_part, c.previous_base, c.previous_time_period, "
        "c.previous_value "
        "from int_yearly_changes as c inner join dim_indicators as i using (indicator_id) "
        "where i.kind <> 'growth' and scale in ('count', 'rate', 'share', 'percentage') "
        f"order by {SERIES}, ending_year"
    )
    names = [column[0] for column in answer.description or ()]
    rows: list[dict[str, Any]] = []
    for values in answer.fetchall():
        row = dict(zip(names, values, strict=True))
        if rows and _key(row) != _key(rows[-1]):
            yield from _whole(rows)
            rows = []
        rows.append(row)
    if rows:
        yield from _whole(rows)


def _key(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in SERIES.split(", "))


def _whole(rows: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Give the series with its first year, which has no change of its own."""
    if all(b["ending_year"] == a["ending_year"] + 1 for a, b in pairwise(rows)):
        names = ("time_period", "part", "base")
        first = rows[0] | {name: rows[0][f"previous_{name}"] for name in names}
        yield [first | {"indicator_value": rows[0]["previous_value"]}, *rows]


def _can_be(row: Mapping[str, Any], size: float) -> bool:
    is_share = row["scale"] in ("share", "percentage")
    return not is_share or 0 <= row["indicator_value"] + size <= 100


def _changed(row: Mapping[str, Any], size: float) -> tuple[float | None, float]:
    """Give part and value after a break of that size."""
    if row["scale"] == "count":
        part = float(round(row["part"] * size))
        return part, part
    if row["scale"] == "rate":
        part = float(round(row["part"] * size))
        was = row["part"] or 1
        return part, row["indicator_value"] * part / was
    value = min(100.0, max(0.0, row["indicator_value"] + size))
    if row["scale"] == "percentage":
        return None, round(value, 1)
    part = float(round(value / 100 * row["base"]))
    return part, 100 * part / row["base"]


def _kind(row: Mapping[str, Any]) -> str:
    scale = "count" if row["scale"] == "rate" else row["scale"]
    size = {"count": row["part"], "share": row["base"], "percentage": 0}[scale]
    return next(name for name, (s, low, high) in KINDS.items() if s == scale and low <= size < high)


def _copy_of(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Give another schema of the same database that has the inputs for its own."""
    con.execute("create schema if not exists planted")
    copy = con.cursor()
    copy.execute("use planted")
    for table in ("int_indicator_values_chosen", "dim_indicators", "int_periods"):
        copy.execute(f"create or replace table planted.{table} as from main.{table}")
    copy.execute("drop table if exists planted.updates")
    return copy


def found(con: duckdb.DuckDBPyConnection, planted: Sequence[Planted]) -> list[bool]:
    """Say of each planted break whether it is suspected."""
    rows = con.execute(f"select {SERIES}, time_period from int_suspected_breaks").fetchall()
    suspected = {(tuple(row[:4]), row[4]) for row in rows}
    return [(one.series, one.time_period) in suspected for one in planted]


def recall(
    con: duckdb.DuckDBPyConnection, seeds: Sequence[int], share: float
) -> dict[tuple[str, float], tuple[int, int]]:
    """Give how many breaks were found and planted, by kind of series and size."""
    counts: dict[tuple[str, float], tuple[int, int]] = {}
    for seed in seeds:
        copy, planted = plant(con, seed, share)
        run_models(copy)
        for one, is_found in zip(planted, found(copy, planted), strict=True):
            hits, all_of_them = counts.get((one.kind, one.size), (0, 0))
            counts[one.kind, one.size] = hits + is_found, all_of_them + 1
    return counts


ALARMS = """
    select s.indicator_id, s.area_code, s.time_period, b.indicator_id is not null as is_suspected
    from int_change_scores as s
    inner join dim_indicators as i on s.indicator_id = i.indicator_id
    left join int_suspected_breaks as b
        on s.indicator_id = b.indicator_id and s.area_code = b.area_code
        and s.breakdown_topic = b.breakdown_topic and s.breakdown = b.breakdown
        and s.time_period = b.time_period and s.is_local = b.is_local
    where i.kind <> 'growth'
"""


def alarm_rate(con: duckdb.DuckDBPyConnection) -> float:
    """Give the share of changes that are suspected."""
    [(rate,)] = con.execute(f"select avg(is_suspected::integer) from ({ALARMS})").fetchall()
    return float(rate)


def alarms_of_councils(con: duckdb.DuckDBPyConnection) -> dict[str, list[int]]:
    """Give how many changes are suspected of each council: of all years, of the newest of each."""
    answers = {}
    for name, newest in (("all years", "true"), ("newest year", "time_period = newest")):
        rows = con.execute(
            f"select sum((is_suspected and {newest})::integer) from (select *, "
            f"max(time_period) over (partition by indicator_id) as newest from ({ALARMS})) "
            "group by area_code order by 1"
        ).fetchall()
        answers[name] = [int(count) for (count,) in rows]
    return answers


def main(warehouse: Path) -> None:
    """Print recall, the rate of suspected changes, and both at other least scores."""
    con = inputs_of(warehouse)
    run_models(con)
    print(f"suspected of all changes: {alarm_rate(con):.2%}")
    for score, size in ((3.0, "true"), (3.0, "is_large"), (4.0, "is_large"), (4.5, "is_large")):
        [(rate,)] = con.execute(
            f"select avg((coalesce(abs(score), 0) >= {score} and {size})::integer) "
            "from int_change_scores inner join dim_indicators using (indicator_id) "
            "where kind <> 'growth'"
        ).fetchall()
        print(f"  score {score} and more, {size.replace('true', 'any size')}: {rate:.2%}")
    for name, counts in alarms_of_councils(con).items():
        middle, most = counts[len(counts) // 2], counts[int(len(counts) * 0.95)]
        print(f"per council, {name}: median {middle}, 95% of them {most} or fewer")
    for indicator, rate, changes in con.execute(
        f"select indicator_id, avg(is_suspected::integer), count(*) from ({ALARMS}) "
        "group by all order by 2 desc, 1"
    ).fetchall():
        print(f"  {indicator}: {rate:.1%} of {changes:,}")
    print(f"found, at a least score of {limits()['least_score']}:")
    counted = recall(con, range(1, 6), 0.06)
    for kind in KINDS:
        cells = {size: pair for (name, size), pair in sorted(counted.items()) if name == kind}
        told = ", ".join(f"{size:g}: {hits / n:.0%} of {n}" for size, (hits, n) in cells.items())
        print(f"  {kind}: {told}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
