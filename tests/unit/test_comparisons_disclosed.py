"""Which comparisons reach the report: own ones only where both figures are shown."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from pipeline.disclose.comparisons import write_comparisons

HOME, PLACE = "501", "locality-x"
_TABLES = """
    attach ':memory:' as warehouse;
    create schema warehouse.marts;
    create schema warehouse.reference;
    create table warehouse.marts.fct_indicator_comparisons (
        indicator_id varchar, time_period varchar, area_code varchar, breakdown_topic varchar,
        breakdown varchar, is_local boolean, comparator varchar, comparator_area_code varchar,
        comparator_period varchar, difference double, z_score double, p_value double,
        q_value double, is_different boolean, judgement varchar, judgement_note varchar);
    create table warehouse.reference.judgement_rules (
        rule_kind varchar, code varchar, polarity varchar, direction varchar, meaning varchar);
    insert into warehouse.reference.judgement_rules values
        ('judgement', 'better', 'higher_better', 'above', ''),
        ('judgement', 'worse', 'higher_better', 'below', ''),
        ('judgement', 'similar', 'higher_better', 'level', '');
    create table indicators (
        indicator_id varchar, kind varchar, chapter_number integer, polarity varchar);
    insert into indicators values ('a', 'rate', 4, 'higher_better');
    create table indicator_values (
        indicator_id varchar, population_id varchar, time_period varchar, geographic_level varchar,
        area_code varchar, breakdown_topic varchar, breakdown varchar, numerator double,
        denominator double, indicator_value double, unit varchar, lower_ci double,
        upper_ci double, ci_method varchar, value_status varchar, missing_reason varchar);
"""

HIDE_SMALL = """
    update indicator_values
    set numerator = null, denominator = null, indicator_value = null, missing_reason = 'c'
    where value_status = 'local' and numerator < 5
"""


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(_TABLES)
        yield connection


def value(
    con: duckdb.DuckDBPyConnection, topic: str, breakdown: str, numerator: float, **more: Any
) -> None:
    row = {"period": "202425", "area": HOME, "status": "local"} | more
    level = "Local authority" if row["area"] == HOME else "Locality"
    con.execute(
        "insert into indicator_values values "
        "('a', 'p', ?, ?, ?, ?, ?, ?, 100, ?, 'percent', null, null, null, ?, null)",
        [row["period"], level, row["area"], topic, breakdown, numerator, numerator, row["status"]],
    )


def compared(
    con: duckdb.DuckDBPyConnection, topic: str, breakdown: str, comparator: str, **more: Any
) -> None:
    row = {
        "period": "202425", "area": HOME, "is_local": True, "other_area": None,
        "other_period": "202425", "z": 3.0, "p": 0.01, "note": None,
    } | more  # fmt: skip
    con.execute(
        "insert into warehouse.marts.fct_indicator_comparisons values "
        "('a', ?, ?, ?, ?, ?, ?, ?, ?, 5, ?, ?, 0.99, false, 'similar', ?)",
        [
            *(row["period"], row["area"], topic, breakdown, row["is_local"], comparator),
            *(row["other_area"], row["other_period"], row["z"], row["p"], row["note"]),
        ],
    )


def written(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    con.execute(HIDE_SMALL)
    write_comparisons(con, HOME)
    return con.execute(
        "select breakdown_topic, breakdown, comparator from indicator_comparisons order by all"
    ).fetchall()


def test_a_comparison_goes_with_the_figure_that_is_hidden(con: duckdb.DuckDBPyConnection) -> None:
    for topic, small in (("Sex", 3), ("Age", 30)):
        value(con, topic, "One", small)
        value(con, topic, "One", 40, period="202324")
        compared(con, topic, "One", "previous", other_period="202324")
    assert written(con) == [("Age", "One", "previous")]


def test_a_comparison_goes_with_the_year_before_that_is_hidden(
    con: duckdb.DuckDBPyConnection,
) -> None:
    for topic, small in (("Sex", 3), ("Age", 30)):
        value(con, topic, "One", 40)
        value(con, topic, "One", small, period="202324")
        compared(con, topic, "One", "previous", other_period="202324")
    assert written(con) == [("Age", "One", "previous")]


def test_a_locality_is_compared_only_where_it_and_its_council_are_shown(
    con: duckdb.DuckDBPyConnection,
) -> None:
    for topic, place, council in (("A", 30, 40), ("B", 3, 40), ("C", 30, 2)):
        value(con, topic, "One", place, area=PLACE)
        value(con, topic, "One", council)
        compared(con, topic, "One", "area", area=PLACE, other_area=HOME)
    assert written(con) == [("A", "One", "area")]


def test_a_group_is_compared_with_those_without_sen_only_where_both_are_shown(
    con: duckdb.DuckDBPyConnection,
) -> None:
    value(con, "A", "EHC plan", 30)
    value(con, "A", "No SEN", 60)
    value(con, "B", "EHC plan", 30)
    compared(con, "A", "EHC plan", "no_sen")
    compared(con, "B", "EHC plan", "no_sen")
    assert written(con) == [("A", "EHC plan", "no_sen")]


def test_a_published_figure_does_not_show_an_own_one(con: duckdb.DuckDBPyConnection) -> None:
    value(con, "A", "One", 3)
    value(con, "A", "One", 30, status="final")
    value(con, "A", "One", 40, period="202324")
    compared(con, "A", "One", "previous", other_period="202324")
    assert written(con) == []


def test_published_comparisons_of_the_area_pass_and_no_others(
    con: duckdb.DuckDBPyConnection,
) -> None:
    compared(con, "A", "One", "england", is_local=False, other_area="E92000001")
    compared(con, "A", "Two", "england", is_local=False, area="502", other_area="E92000001")
    compared(con, "A", "Six", "previous", is_local=False, p=None, z=None, note="break")
    assert written(con) == [("A", "One", "england"), ("A", "Six", "previous")]


def judgements(con: duckdb.DuckDBPyConnection) -> list[tuple[Any, ...]]:
    written(con)
    return con.execute(
        "select breakdown, q_value, is_different, judgement from indicator_comparisons order by all"
    ).fetchall()


def test_a_page_counts_only_what_it_shows(con: duckdb.DuckDBPyConnection) -> None:
    compared(con, "A", "One", "england", is_local=False, p=0.02)
    compared(con, "A", "Two", "england", is_local=False, p=0.04, z=-2.0)
    value(con, "S", "Hidden", 3)
    value(con, "S", "Hidden", 40, period="202324")
    compared(con, "S", "Hidden", "previous", other_period="202324", p=0.001)
    assert judgements(con) == [("One", 0.04, True, "better"), ("Two", 0.04, True, "worse")]


def test_what_is_not_tested_keeps_its_reason(con: duckdb.DuckDBPyConnection) -> None:
    compared(con, "A", "One", "england", is_local=False, p=0.2)
    compared(con, "A", "Two", "previous", is_local=False, p=None, z=None, note="break")
    assert judgements(con)[0] == ("One", 0.2, False, "similar")
    assert con.execute(
        "select judgement_note from indicator_comparisons where breakdown = 'Two'"
    ).fetchall() == [("break",)]
