"""Trends and limits of the council's own figures are told only where each of these is shown."""

from __future__ import annotations

from collections.abc import Iterable

import duckdb
import pytest

from pipeline.disclose.trends import write_trends

YEARS = ("202021", "202122", "202223", "202324", "202425")
MONTHS = ("2024-01", "2024-02", "2024-03")
HIDE_SMALL = """
    update indicator_values
    set numerator = null, denominator = null, indicator_value = null, missing_reason = 'c'
    where value_status = 'local' and numerator < 5
"""


@pytest.fixture
def con() -> Iterable[duckdb.DuckDBPyConnection]:
    """A database to publish in, with an empty warehouse beside it."""
    with duckdb.connect() as connection:
        connection.execute("attach ':memory:' as warehouse")
        connection.execute("create schema warehouse.marts")
        connection.execute(
            "create table indicator_values (indicator_id varchar, population_id varchar, "
            "time_period varchar, time_identifier varchar, geographic_level varchar, "
            "area_code varchar, breakdown_topic varchar, breakdown varchar, numerator double, "
            "denominator double, indicator_value double, unit varchar, lower_ci double, "
            "upper_ci double, ci_method varchar, value_status varchar, missing_reason varchar)"
        )
        connection.execute("create table indicators (indicator_id varchar, kind varchar)")
        connection.execute("insert into indicators values ('i', 'rate')")
        connection.execute(
            "create table warehouse.marts.fct_indicator_trends (indicator_id varchar, "
            "area_code varchar, breakdown_topic varchar, breakdown varchar, is_local boolean, "
            "first_period varchar, last_period varchar, points bigint, marker varchar)"
        )
        connection.execute(
            "create table warehouse.marts.fct_monthly_limits (indicator_id varchar, "
            "area_code varchar, breakdown_topic varchar, breakdown varchar, is_local boolean, "
            "time_period varchar, centre double)"
        )
        yield connection


def add_series(
    con: duckdb.DuckDBPyConnection,
    breakdown: str,
    numerators: dict[str, int],
    *,
    status: str = "local",
    area: tuple[str, str] = ("Local authority", "501"),
) -> None:
    """Add a series of n of 100, and what the warehouse makes of it."""
    topic = f"topic of {breakdown}"
    key = ["i", area[1], topic, breakdown, status == "local"]
    months = [period for period in numerators if "-" in period]
    for period, numerator in numerators.items():
        con.execute(
            "insert into indicator_values values ('i', 'p', ?, ?, ?, ?, ?, ?, ?, 100, ?, "
            "'percent', 0, 100, 'Wilson', ?, null)",
            [period, "Month" if months else "Academic year", *area, topic, breakdown, numerator,
             numerator, status],
        )  # fmt: skip
    if not months:
        con.execute(
            "insert into warehouse.marts.fct_indicator_trends "
            "values (?, ?, ?, ?, ?, ?, ?, ?, 'increasing')",
            [*key, YEARS[0], YEARS[-1], sum(period in YEARS for period in numerators)],
        )
    for month in months:
        con.execute(
            "insert into warehouse.marts.fct_monthly_limits values (?, ?, ?, ?, ?, ?, 30)",
            [*key, month],
        )


def published(con: duckdb.DuckDBPyConnection) -> tuple[set[str], set[str]]:
    """The breakdowns of which there is a trend, and of which there are limits."""
    con.execute("create table warehouse.marts.fct_indicator_values as from indicator_values")
    con.execute(HIDE_SMALL)
    write_trends(con, "501")
    found = [
        {name for (name,) in con.execute(f"select breakdown from {table}").fetchall()}
        for table in ("indicator_trends", "monthly_limits")
    ]
    return found[0], found[1]


def test_a_trend_with_a_hidden_point_is_not_told(con: duckdb.DuckDBPyConnection) -> None:
    add_series(con, "shown", dict(zip(YEARS, (20, 25, 30, 35, 40), strict=True)))
    add_series(con, "hidden", dict(zip(YEARS, (2, 25, 30, 35, 40), strict=True)))
    add_series(con, "hidden long ago", {"201920": 2} | dict.fromkeys(YEARS, 30))
    trends, _ = published(con)
    assert trends == {"shown", "hidden long ago"}


def test_limits_with_one_hidden_month_are_not_told_of_any(con: duckdb.DuckDBPyConnection) -> None:
    add_series(con, "shown", dict(zip(MONTHS, (20, 25, 30), strict=True)))
    add_series(con, "hidden", dict(zip(MONTHS, (20, 25, 3), strict=True)))
    _, limits = published(con)
    assert limits == {"shown"}
    assert con.execute("select count(*) from monthly_limits").fetchall() == [(3,)]


def test_published_series_are_told_whatever_their_size(con: duckdb.DuckDBPyConnection) -> None:
    england = ("National", "E92000001")
    add_series(con, "ours", dict.fromkeys(YEARS, 2), status="final")
    add_series(con, "england", dict.fromkeys(YEARS, 2), status="final", area=england)
    add_series(con, "months", dict.fromkeys(MONTHS, 2), status="final")
    assert published(con) == ({"ours", "england"}, {"months"})


def test_a_published_point_does_not_stand_for_a_hidden_one(
    con: duckdb.DuckDBPyConnection,
) -> None:
    add_series(con, "both", dict(zip(YEARS, (2, 25, 30, 35, 40), strict=True)))
    add_series(con, "both", dict.fromkeys(YEARS, 30), status="final")
    published(con)
    assert con.execute("select is_local from indicator_trends").fetchall() == [(False,)]


def test_trends_of_other_local_authorities_are_not_copied(con: duckdb.DuckDBPyConnection) -> None:
    other = ("Local authority", "502")
    add_series(con, "theirs", dict.fromkeys(YEARS, 30), status="final", area=other)
    add_series(con, "their months", dict.fromkeys(MONTHS, 30), status="final", area=other)
    assert published(con) == (set(), set())


def test_a_reason_for_no_trend_is_not_told_of_a_hidden_series(
    con: duckdb.DuckDBPyConnection,
) -> None:
    # That a series has no value at all says of ratios that nobody was counted.
    add_series(con, "none", dict.fromkeys(YEARS, 2))
    con.execute("update indicator_values set indicator_value = null")
    con.execute("update warehouse.marts.fct_indicator_trends set points = 0")
    assert published(con) == (set(), set())


def test_a_trend_with_a_point_left_out_is_not_told(con: duckdb.DuckDBPyConnection) -> None:
    add_series(con, "left out", dict.fromkeys(YEARS, 30))
    con.execute("create table warehouse.marts.fct_indicator_values as from indicator_values")
    con.execute("delete from indicator_values where time_period = '202223'")
    write_trends(con, "501")
    assert con.execute("select * from indicator_trends").fetchall() == []
