"""The projection in whole builds: made, tested, published, and kept apart from what happened."""

from __future__ import annotations

import csv
import math
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.build import make_indicators
from pipeline.demo import write_demo_area
from pipeline.progress import Silent
from pipeline.settings import load_settings
from tests.functional.conftest import Built

INDICATOR = "ehc_plan_projection"
JANUARIES = ["202526", "202627", "202728", "202829", "202930"]


def published(built: Built, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(built.folder / "build/published.duckdb"), read_only=True) as con:
        return con.execute(sql, values).fetchall()


def warehouse(built: Built, sql: str, *values: object) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(built.warehouse), read_only=True) as con:
        return con.execute(sql, values).fetchall()


def totals(built: Built, area: str) -> list[dict[str, str]]:
    rows = [
        dict(row)
        for row in built.rows
        if row["indicator_id"] == INDICATOR
        and row["area_code"] == area
        and row["breakdown_topic"] == "Total"
    ]
    return sorted(rows, key=lambda row: row["time_period"])


@pytest.mark.real_data
def test_north_yorkshire_is_projected_five_januaries_ahead(north_yorkshire: Built) -> None:
    rows = totals(north_yorkshire, "815")
    assert [row["time_period"] for row in rows] == JANUARIES
    assert rows[0]["reference_date"] == "2026-01-15"
    assert {row["value_status"] for row in rows} == {"projected"}
    assert {row["ci_method"] for row in rows} == {"Conformal"}
    values = [float(row["indicator_value"]) for row in rows]
    # From the council's own growth and that of the printed row for England.
    growth = (0.3 * math.log(5486 / 4000) + 0.7 * math.log(638745 / 473255)) / 3
    expected = [5486 * math.exp(h * growth) for h in range(1, 6)]
    assert values == pytest.approx(expected, abs=1e-5)
    for row, value in zip(rows, values, strict=True):
        assert float(row["lower_ci"]) < value < float(row["upper_ci"])


@pytest.mark.real_data
def test_the_published_files_give_the_errors_of_the_design(north_yorkshire: Built) -> None:
    sql = (
        "select horizon, wape, bias, p90_error, coverage_95 from projection_backtest "
        "where method = ? and area_code is null order by horizon"
    )
    shrunk = published(north_yorkshire, sql, "shrunk growth")
    assert [wape for _, wape, *_ in shrunk[:3]] == pytest.approx([3.83, 6.44, 8.42], abs=0.1)
    assert shrunk[2][2:4] == pytest.approx((0.3, 19.7), abs=0.1)
    assert all(coverage >= 94 for *_, coverage in shrunk[:4])
    assert shrunk[4][4] is None
    assert published(north_yorkshire, sql, "last growth")[2][1] == pytest.approx(12.33, abs=0.1)


@pytest.mark.real_data
def test_the_last_projections_stand_beside_their_outcomes(north_yorkshire: Built) -> None:
    [(projected, actual, error)] = published(
        north_yorkshire,
        "select projected, actual, error_percent from projection_outcomes "
        "where origin_period = '202324' and horizon = 1",
    )
    assert actual == 5486
    assert error == pytest.approx(100 * (projected / 5486 - 1), abs=1e-6)
    assert {area for (area,) in published(
        north_yorkshire, "select distinct area_code from projection_outcomes"
    )} == {"815"}  # fmt: skip


@pytest.mark.real_data
def test_new_and_small_councils_have_national_growth_or_a_reason(north_yorkshire: Built) -> None:
    found = dict(
        warehouse(
            north_yorkshire,
            "select area_code, method from marts.fct_projection_outcomes "
            "where origin_period = '202425' and horizon = 1",
        )
    )
    assert len(found) == 151
    # Cumberland, and Westmorland and Furness, began in April 2023.
    assert {area for area, method in found.items() if method == "national growth"} == {"942", "943"}
    reasons = warehouse(
        north_yorkshire,
        "select area_code, missing_reason from marts.fct_indicator_values "
        f"where indicator_id = '{INDICATOR}' and breakdown = 'Total' and time_period = '202526' "
        "and indicator_value is null order by area_code",
    )
    assert reasons == [("201", "z"), ("420", "z")]  # City of London, Isles of Scilly


@pytest.mark.real_data
def test_parts_add_up_to_the_projected_total(north_yorkshire: Built) -> None:
    for topic in ("Primary need", "Setting"):
        parts = [
            float(row["indicator_value"])
            for row in north_yorkshire.rows
            if (row["indicator_id"], row["area_code"]) == (INDICATOR, "815")
            and (row["time_period"], row["breakdown_topic"]) == ("202930", topic)
        ]
        total = float(totals(north_yorkshire, "815")[-1]["indicator_value"])
        assert sum(parts) == pytest.approx(total, abs=1e-3)


@pytest.mark.parametrize("area", ["north_yorkshire", "demonstration"])
def test_what_is_projected_is_compared_with_nothing(
    request: pytest.FixtureRequest, area: str
) -> None:
    built: Built = request.getfixturevalue(area)
    for table in ("marts.fct_indicator_comparisons", "marts.fct_indicator_trends"):
        counted = warehouse(
            built, f"select count(*) from {table} where indicator_id = ?", INDICATOR
        )
        assert counted == [(0,)]
    levels = warehouse(
        built,
        "select distinct geographic_level, indicator_id from marts.fct_indicator_values "
        "where value_status = 'projected'",
    )
    assert levels == [("Local authority", INDICATOR)]
    [(last,)] = published(built, "select data_date from build")
    [(newest,)] = published(
        built,
        "select max(reference_date) from indicator_values "
        "where value_status <> 'projected' and indicator_value is not null "
        "and area_code = (select la_code from build)",
    )
    assert last == newest


def test_the_demonstration_is_projected_and_shows_it(demonstration: Built) -> None:
    assert [row["time_period"] for row in totals(demonstration, "501")] == JANUARIES
    page = next(demonstration.site.glob("chapter-5-*.html")).read_text(encoding="utf-8")
    assert f'id="{INDICATOR}"' in page
    assert "How far off this method was" in page
    with (demonstration.site / "data" / f"{INDICATOR}.csv").open(newline="") as stream:
        assert len(list(csv.reader(stream))) == 1 + 7 + 5


def test_scenarios_of_the_area_folder_stand_beside_the_projection(tmp_path: Path) -> None:
    area = write_demo_area(tmp_path / "area")
    text = '[[scenario]]\nname = "Slower\'s \\"growth\\""\ngrowth_ceiling = 2\n'
    text += '[[scenario]]\nname = "{{ one }} in ten"\nexit_rate = 10\n'
    (area / "scenarios.toml").write_text(text, encoding="utf-8")
    warehouse_file = make_indicators(load_settings(area), Silent())
    with duckdb.connect(str(warehouse_file), read_only=True) as con:
        rows = con.execute(
            "select indicator_id, breakdown, time_period, indicator_value "
            "from marts.fct_indicator_values where area_code = '501' and value_status <> 'local'"
        ).fetchall()
    found = {row[:3]: row[3] for row in rows}
    slower = [found[INDICATOR, 'Slower\'s "growth"', january] for january in JANUARIES]
    plans = found["ehc_plans_maintained", "Total", "202425"]
    new = found["new_ehc_plans", "Total", "2024"]
    assert slower == pytest.approx([plans * 1.02**h for h in range(1, 6)], abs=1e-3)
    first = found[INDICATOR, "{{ one }} in ten", "202526"]
    assert first == pytest.approx(0.9 * plans + new, abs=1e-3)
