"""A suspected break in own records is told only where both its ends are shown."""

from __future__ import annotations

import duckdb
import pytest

from pipeline.disclose.own_breaks import hide_suspected_breaks

Shown = tuple[set[tuple[str, str]], dict[tuple[str, str, str], bool]]


def disclosed(shown: dict[tuple[str, str], float | None]) -> Shown:
    """Give the local breaks and the flags that stay, of figures by indicator and period.

    Every series is suspected of a break in 2024; `declared` has a declared one there, too.
    """
    con = duckdb.connect()
    con.execute("attach ':memory:' as warehouse")
    con.execute("create schema warehouse.quality")
    columns = "indicator_id varchar, area_code varchar, breakdown_topic varchar, breakdown varchar"
    con.execute(
        f"create table indicator_values ({columns}, time_period varchar, value_status varchar, "
        "indicator_value double, break_before boolean)"
    )
    con.execute(
        f"create table breaks ({columns}, time_period varchar, kind varchar, is_local boolean)"
    )
    con.execute(
        f"create table warehouse.quality.int_suspected_breaks ({columns}, time_period varchar, "
        "previous_time_period varchar, is_local boolean)"
    )
    con.execute(
        "insert into breaks values ('declared', null, null, null, '2024', 'declared', null)"
    )
    for name in sorted({indicator for indicator, _ in shown}):
        key = [name, "501", "Total", "Total", "2024"]
        for is_local in (True, False):
            con.execute(
                "insert into breaks values (?, ?, ?, ?, ?, 'suspected', ?)", [*key, is_local]
            )
            con.execute(
                "insert into warehouse.quality.int_suspected_breaks values (?, ?, ?, ?, ?, "
                "'2023', ?)",
                [*key, is_local],
            )
    for (name, period), value in shown.items():
        for status, figure in (("local", value), ("final", 1.0)):
            con.execute(
                "insert into indicator_values values (?, '501', 'Total', 'Total', ?, ?, ?, ?)",
                [name, period, status, figure, period == "2024"],
            )
    hide_suspected_breaks(con)
    told = con.execute(
        "select indicator_id, case when is_local then 'local' else 'published' end from breaks "
        "where kind = 'suspected'"
    ).fetchall()
    flags = con.execute(
        "select indicator_id, time_period, value_status, break_before from indicator_values"
    ).fetchall()
    return set(told), {(a, b, c): flag for a, b, c, flag in flags}


def test_a_break_between_two_shown_figures_is_told() -> None:
    told, flags = disclosed({("a", "2023"): 90, ("a", "2024"): 20})
    assert told == {("a", "local"), ("a", "published")}
    assert flags["a", "2024", "local"]


@pytest.mark.parametrize("hidden", ["2023", "2024"])
def test_neither_break_nor_flag_stays_where_one_end_is_held_back(hidden: str) -> None:
    shown: dict[tuple[str, str], float | None] = {("a", "2023"): 90, ("a", "2024"): 20}
    shown["a", hidden] = None
    told, flags = disclosed(shown)
    assert told == {("a", "published")}
    assert not flags["a", "2024", "local"]
    assert flags["a", "2024", "final"]


def test_the_flag_of_a_declared_break_stays() -> None:
    told, flags = disclosed({("declared", "2023"): None, ("declared", "2024"): 20})
    assert told == {("declared", "published")}
    assert flags["declared", "2024", "local"]
