"""Limits of monthly series, held against those of the NHS's own charts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.macro_sql import run_macro, run_relation_macro
from tests.statistics.conftest import Vectors

CLASSES = {
    ("outside limits", "higher"): "Above UCL",
    ("outside limits", "lower"): "Below LCL",
    ("trend", "higher"): "7 Point Trend (Increasing)",
    ("trend", "lower"): "7 Point Trend (Decreasing)",
    ("two of three", "higher"): "2 in 3 Above CL",
    ("two of three", "lower"): "2 in 3 Below CL",
    ("shift", "higher"): "7 Points Above CL",
    ("shift", "lower"): "7 Points Below CL",
}
POINT_TYPES = {
    None: "common_cause",
    "better": "special_cause_improvement",
    "worse": "special_cause_concern",
    "higher": "special_cause_neutral_high",
    "lower": "special_cause_neutral_low",
}
POLARITIES = {1: "higher_better", -1: "lower_better", 0: "none"}
SERIES = [
    "stable", "shift", "trend", "outlier_screen", "outlier_noscreen", "two_of_three", "rebase",
    "fixed12", "constant", "neutral", "low_good",
]  # fmt: skip


def limits(
    values: Sequence[float], *, rebase_at: int | None = None, **options: object
) -> list[dict[str, Any]]:
    """The points of one series; `rebase_at` is the first point of a second part."""
    rows = [
        {"series": 1, "place": k, "part": int(bool(rebase_at and k >= rebase_at)), "value": value}
        for k, value in enumerate(values, start=1)
    ]
    return run_relation_macro(rows, "xmr_limits", "place", keys=["series"], **options)


def classed(point: Mapping[str, Any]) -> str:
    if point["special_cause"] is None:
        return "Common Cause"
    return CLASSES[(point["special_cause"], point["direction"])]


def point_type(point: Mapping[str, Any], improvement: int) -> str:
    if point["special_cause"] is None:
        return POINT_TYPES[None]
    side = run_macro(
        "judged_by_polarity",
        side=f"'{point['direction']}'",
        polarity=f"'{POLARITIES[improvement]}'",
    )
    return POINT_TYPES[side]


def test_every_series_is_looked_at(vectors: Vectors) -> None:
    assert sorted(vectors("spc/ptd_gold.json")) == sorted(SERIES)


@pytest.mark.parametrize("name", SERIES)
def test_limits_and_special_causes_are_those_of_the_nhs(vectors: Vectors, name: str) -> None:
    wanted = vectors("spc/ptd_gold.json")[name]
    found = limits(
        wanted["y"],
        rebase_at=wanted["rebase_at"],
        fix_after=wanted["fix"],
        screens_outliers=wanted["screen_outliers"],
    )
    for column, gold in (("centre", "mean"), ("lower_limit", "lpl"), ("upper_limit", "upl")):
        for point, value in zip(found, wanted[gold], strict=True):
            if value is None:
                assert point[column] is None
            else:
                assert point[column] == pytest.approx(value, abs=1e-9)
    assert [classed(point) for point in found] == wanted["special"]
    assert [point_type(point, wanted["direction"]) for point in found] == wanted["point_type"]


def test_two_of_three_near_a_limit_are_flagged_and_the_third_is_not() -> None:
    values = [10, 12, 11, 13, 10, 12, 11, 13, 12, 17, 12.3, 16.9, 10, 12, 11, 13, 10, 12, 11, 9]
    found = limits(values)
    near = [point for point in found if point["special_cause"]]
    assert [(p["place"], p["special_cause"], p["direction"]) for p in near] == [
        (10, "two of three", "higher"),
        (12, "two of three", "higher"),
    ]
    apart = limits([*values[:10], 11, *values[11:]])
    assert not any(point["special_cause"] for point in apart)


def test_a_step_back_or_two_equal_points_end_a_trend() -> None:
    level = [50, 58, 47, 56, 45, 57, 46, 59]
    rising = [50, 51, 52, 53, 54, 55, 56]
    causes = [point["special_cause"] for point in limits([*level, *rising, *level])]
    assert causes[8:15] == ["trend"] * 7 or causes[7:15].count("trend") >= 7
    equal = [50, 51, 52, 53, 53, 55, 56]
    assert "trend" not in [p["special_cause"] for p in limits([*level, *equal, *level])]


def test_a_turn_belongs_to_what_comes_after_it() -> None:
    values = [1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]
    found = {point["place"]: point for point in limits(values)}
    assert found[7]["special_cause"] in ("trend", "outside limits")
    inside = [p for p in found.values() if p["special_cause"] == "trend"]
    assert all((p["direction"] == "higher") == (p["place"] < 7) for p in inside) and inside


def test_points_of_one_value_have_a_centre_and_no_limits() -> None:
    found = limits([40.1] * 9)
    assert {(p["centre"], p["lower_limit"], p["upper_limit"]) for p in found} == {
        (40.1, None, None)
    }
    assert {p["special_cause"] for p in found} == {None}
    assert limits([40.1] * 9, screens_outliers=False)[0]["lower_limit"] is None


def test_one_point_has_no_limits() -> None:
    [point] = limits([3])
    assert (point["centre"], point["lower_limit"], point["points"]) == (3, None, 1)


def test_series_do_not_disturb_one_another() -> None:
    one = [5.0, 7.0, 6.0, 8.0, 5.0]
    rows = [
        {"series": name, "place": place, "part": 0, "value": value + 100 * (name == "b")}
        for place, value in enumerate(one)
        for name in ("b", "a")
    ]
    found = run_relation_macro(rows, "xmr_limits", "series, place", keys=["series"])
    assert [p["centre"] for p in found] == [6.2] * 5 + [106.2] * 5
    assert found[0]["upper_limit"] - 6.2 == pytest.approx(found[5]["upper_limit"] - 106.2)
    assert {p["points"] for p in found} == {5}


@given(st.lists(st.integers(0, 100), min_size=2, max_size=24))
def test_limits_lie_evenly_about_the_mean(values: list[int]) -> None:
    found = limits([float(value) for value in values])
    mean = sum(values) / len(values)
    for point in found:
        assert point["centre"] == pytest.approx(mean)
        if point["lower_limit"] is None:
            assert len(set(values)) == 1 or point["upper_limit"] is None
            continue
        assert point["lower_limit"] + point["upper_limit"] == pytest.approx(2 * mean)
        beyond = not point["lower_limit"] <= point["value"] <= point["upper_limit"]
        assert (point["special_cause"] == "outside limits") == beyond
