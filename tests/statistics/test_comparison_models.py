"""The numbers and words that the models give, on one pair at a time, with the project's seed."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import pytest
from scipy import stats

from tests.model_sql import ROOT, make_models, make_seed

LIMITS = {"lower_ci": 6.0, "upper_ci": 11.0, "comparator_lower_ci": 3.0, "comparator_upper_ci": 8.0}
PAIR: Mapping[str, Any] = {
    "indicator_id": "i", "time_period": "2024", "area_code": "599", "breakdown_topic": "Total",
    "breakdown": "Total", "is_local": False, "page_area_code": "599", "chapter_number": 4,
    "polarity": "higher_better", "comparator": "previous", "comparator_area_code": None,
    "comparator_period": "2023", "indicator_value": 80.0, "numerator": 56.0, "denominator": 70.0,
    "comparator_value": 60.0, "comparator_numerator": 48.0, "comparator_denominator": 80.0,
    "missing_reason": None, "comparator_missing_reason": None, "unit": "percent",
    "is_size": False, "is_repeated": False, "counting": "proportion",
    "comparator_counting": "proportion", "scale": 100.0, "break_before": False,
    "is_declared_break": False, "is_newest": True, "ci_method": None, "comparator_ci_method": None,
    "lower_ci": None, "upper_ci": None, "comparator_lower_ci": None, "comparator_upper_ci": None,
    "comparator_low": None, "comparator_high": None, "comparator_n": None, "comparator_of": None,
    "area_rank": None, "rank_of": None,
}  # fmt: skip
FUNNEL: Mapping[str, Any] = {
    "indicator_id": "i", "time_period": "2024", "breakdown_topic": "Total", "breakdown": "Total",
    "p0": 0.5, "areas_with_value": 90, "areas_with_counts": 90, "tau_squared": 0.0075,
    "stable_tau_squared": 0.008, "spread": 8.0,
}  # fmt: skip


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        make_seed(connection, "judgement_rules")
        connection.execute(f"create table int_funnels as select {_columns(FUNNEL)}")
        yield connection


def _columns(row: Mapping[str, Any]) -> str:
    return ", ".join(
        f"cast({_literal(value)} as {_type(name, value)}) as {name}" for name, value in row.items()
    )


def _type(name: str, value: Any) -> str:
    types = {str: "varchar", bool: "boolean", int: "bigint", float: "double"}
    is_text = name.endswith(("code", "reason", "method"))
    return types.get(type(value), "varchar" if is_text else "double")


def _literal(value: Any) -> str:
    return "null" if value is None else f"'{value}'"


def compared(con: duckdb.DuckDBPyConnection, **more: Any) -> dict[str, Any]:
    """Give the row that the mart has of one pair, alone on its page."""
    con.execute(f"create table int_comparison_pairs as select {_columns({**PAIR, **more})}")
    make_models(con, ["int_comparison_tests", "fct_indicator_comparisons"])
    con.execute("select * from fct_indicator_comparisons")
    assert con.description
    names = [column[0] for column in con.description]
    [row] = con.fetchall()
    return dict(zip(names, row, strict=True))


def test_newcombes_limits_are_in_percentage_points(con: duckdb.DuckDBPyConnection) -> None:
    row = compared(con)
    assert row["difference"] == 20
    assert row["difference_lower"] == pytest.approx(5.24315, abs=1e-5)
    assert row["difference_upper"] == pytest.approx(33.38727, abs=1e-5)
    assert row["z_score"] == pytest.approx(0.2 / math.sqrt(104 * 46 / 150**2 * (1 / 70 + 1 / 80)))
    assert row["p_value"] == pytest.approx(2 * stats.norm.sf(row["z_score"]))
    assert row["q_value"] == row["p_value"]
    assert (row["is_different"], row["judgement"]) == (True, "better")


def test_a_locality_is_tested_against_the_rest_and_told_from_the_whole(
    con: duckdb.DuckDBPyConnection,
) -> None:
    # The rest is the pair of the test above; 70 of the council's 150 are the locality's.
    row = compared(
        con, comparator="area", comparator_value=100 * 104 / 150, comparator_numerator=104.0,
        comparator_denominator=150.0, polarity="lower_better",
    )  # fmt: skip
    assert row["difference"] == pytest.approx(20 * 80 / 150)
    assert row["difference_lower"] == pytest.approx(5.24315 * 80 / 150, abs=1e-5)
    assert row["z_score"] == pytest.approx(0.2 / math.sqrt(104 * 46 / 150**2 * (1 / 70 + 1 / 80)))
    assert row["judgement"] == "worse"


def test_rates_of_events_are_told_with_the_limits_of_both(con: duckdb.DuckDBPyConnection) -> None:
    row = compared(
        con, unit="per_1000", scale=1000.0, counting="events", comparator_counting="events",
        indicator_value=8.0, denominator=7000.0, comparator_value=6.0,
        comparator_denominator=8000.0, polarity="none", **LIMITS,
    )  # fmt: skip
    assert row["difference_lower"] == pytest.approx(2 - math.hypot(2, 2))
    assert row["difference_upper"] == pytest.approx(2 + math.hypot(3, 3))
    pooled = 104 / 15000
    wanted = (56 / 7000 - 48 / 8000) / math.sqrt(pooled * (1 / 7000 + 1 / 8000))
    assert row["z_score"] == pytest.approx(wanted)
    assert (row["judgement_method"], row["judgement"]) == ("poisson", "similar")


@pytest.mark.parametrize(("stable_tau_squared", "smaller"), [(0.004, 2.0), (0.012, 1.709)])
def test_the_funnel_takes_the_larger_p_value_of_two_scales(
    con: duckdb.DuckDBPyConnection, stable_tau_squared: float, smaller: float
) -> None:
    con.execute("update int_funnels set stable_tau_squared = ?", [stable_tau_squared])
    row = compared(
        con, comparator="england", indicator_value=70.0, numerator=70.0, denominator=100.0,
        comparator_value=50.0,
    )  # fmt: skip
    stable = math.asin(math.sqrt(0.7)) - math.asin(math.sqrt(0.5))
    stable /= math.sqrt(1 / 400 + stable_tau_squared)
    assert min(2, stable) == pytest.approx(smaller, abs=0.001)
    assert row["z_score"] == pytest.approx(2)
    assert row["p_value"] == pytest.approx(2 * stats.norm.sf(min(2, stable)))
    assert row["comparator_n"] == 90 and row["difference_method"] is None


@pytest.mark.parametrize(
    ("polarity", "up", "down"),
    [("higher_better", "better", "worse"), ("lower_better", "worse", "better"),
     ("none", "higher", "lower")],
)  # fmt: skip
def test_the_word_follows_the_polarity(
    con: duckdb.DuckDBPyConnection, polarity: str, up: str, down: str
) -> None:
    assert compared(con, polarity=polarity)["judgement"] == up
    con.execute("drop table int_comparison_pairs")
    turned = {"numerator": 14.0, "indicator_value": 20.0, "polarity": polarity}
    assert compared(con, **turned)["judgement"] == down


def test_every_note_of_the_models_is_explained_in_the_seed_and_none_is_left_over() -> None:
    [file] = (ROOT / "seeds").rglob("judgement_rules.csv")
    with file.open(encoding="utf-8", newline="") as stream:
        rules = list(csv.DictReader(stream))
    assert all(rule["meaning"].endswith(".") for rule in rules)
    [model] = (ROOT / "models").rglob("int_comparison_tests.sql")
    sql = model.read_text(encoding="utf-8")
    reasons = sql[sql.index("The first of the reasons") : sql.index("as judgement_note")]
    given = set(re.findall(r"then '([a-z ]+)'", reasons))
    assert given == {rule["code"] for rule in rules if rule["rule_kind"] == "note"}
