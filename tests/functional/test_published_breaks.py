"""Suspected breaks in the published figures: what must be found, and how much is suspected."""

from __future__ import annotations

import duckdb
import pytest

from tests.backtest.planted_breaks import alarm_rate, alarms_of_councils, recall
from tests.backtest.suspected_breaks import inputs_of, run_models
from tests.functional.conftest import Built

pytestmark = pytest.mark.real_data

# Found of those planted, by kind of series and size: a little under what docs/methods.md says.
LEAST = {
    ("counts of 500 and more", 2.0): 0.7,
    ("counts of 500 and more", 3.0): 0.8,
    ("counts of 500 and more", 0.2): 0.8,
    ("counts of 50 to 499", 3.0): 0.65,
    ("counts of 50 to 499", 0.2): 0.85,
    ("shares of 1,000 and more", 30.0): 0.7,
    ("shares of 1,000 and more", 20.0): 0.7,
    ("percentages without counts", 30.0): 0.8,
    ("percentages without counts", -30.0): 0.75,
}


@pytest.fixture(scope="module")
def figures(north_yorkshire: Built) -> duckdb.DuckDBPyConnection:
    con = inputs_of(north_yorkshire.warehouse)
    run_models(con)
    return con


def _suspected(built: Built, indicator: str, breakdown: str = "Total") -> dict[str, str]:
    with duckdb.connect(str(built.warehouse), read_only=True) as con:
        return dict(
            con.execute(
                "select time_period, explanation from quality.int_suspected_breaks "
                "where area_code = '815' and indicator_id = ? and breakdown = ?",
                [indicator, breakdown],
            ).fetchall()
        )


def test_residential_placements_fell_from_49_to_2_by_another_way_of_recording(
    north_yorkshire: Built,
) -> None:
    found = _suspected(north_yorkshire, "residential_placements")
    assert list(found) == ["202324"]
    assert found["202324"].startswith("From 49 to 2,")


def test_a_quarter_of_requests_refused_after_3_percent_is_suspected(north_yorkshire: Built) -> None:
    found = _suspected(north_yorkshire, "assessment_requests_refused")
    assert found["2024"].startswith("From 3.1% to 24.8%,")
    assert set(found) <= {"2023", "2024"}


@pytest.mark.parametrize(
    ("indicator", "breakdown"),
    [
        ("ehc_plans_maintained", "Total"),
        ("ehc_plan_growth", "201415"),
        ("new_ehc_plans", "Total"),
        ("assessment_requests", "Total"),
        ("pupils_with_ehc_plan", "Total"),
        ("tribunal_appeal_rate", "Total"),
        ("plans_in_20_weeks_excl_exceptions", "Total"),
    ],
)
def test_growth_and_real_trouble_are_not_suspected(
    north_yorkshire: Built, indicator: str, breakdown: str
) -> None:
    assert _suspected(north_yorkshire, indicator, breakdown) == {}


def test_the_page_tells_a_suspected_break_and_no_change_across_it(north_yorkshire: Built) -> None:
    row = north_yorkshire.find("residential_placements", "202324", "815")
    assert row["break_before"] == "true"
    page = (north_yorkshire.site / "chapter-5-plans-and-placements.html").read_text(
        encoding="utf-8"
    )
    assert "recording may have changed" in page
    assert "From 49 to 2, where the change usual among councils would have led to 49." in page


def test_one_change_in_a_hundred_is_suspected_and_a_handful_of_a_council(
    figures: duckdb.DuckDBPyConnection,
) -> None:
    assert 0.003 <= alarm_rate(figures) <= 0.011
    newest = alarms_of_councils(figures)["newest year"]
    assert newest[len(newest) // 2] <= 3


def test_planted_breaks_are_found(figures: duckdb.DuckDBPyConnection) -> None:
    counted = recall(figures, (1, 2), 0.06)
    for key, share in LEAST.items():
        hits, planted = counted[key]
        assert hits >= share * planted - 1, (key, hits, planted)
