"""The trend marker and the comparisons of Fingertips, through the macros that the models use."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from tests.macro_sql import run_macro, run_relation_macro
from tests.statistics.conftest import Vectors

YEARS = (2014, 2015, 2016, 2017, 2018)
POLARITIES = {"High is good": "higher_better", "Low is good": "lower_better"}
Numbers = Sequence[float | None]


def trend(
    years: Sequence[float] = YEARS,
    *,
    counted: tuple[Numbers, Numbers] | None = None,
    limits: tuple[Numbers, Numbers, Numbers] | None = None,
    is_proportion: bool = False,
) -> Mapping[str, Any]:
    """The trend of one series of five: what is counted, or its values with their limits."""
    nothing = (None,) * 5
    numerators, denominators = counted or (nothing, nothing)
    values, lower, upper = limits or (nothing, nothing, nothing)
    row: dict[str, object] = {"series": 1, "is_proportion": is_proportion}
    for k in range(5):
        row |= {f"t{k + 1}": years[k], f"x{k + 1}": numerators[k], f"n{k + 1}": denominators[k]}
        row |= {f"v{k + 1}": values[k], f"l{k + 1}": lower[k], f"u{k + 1}": upper[k]}
    [answer] = run_relation_macro([row], "trend_markers", "series", keys=["series"])
    return answer


def trend_of_case(case: Mapping[str, Any]) -> Mapping[str, Any]:
    if case["kind"] == "trend_proportion":
        counted = (case["numerator"], case["denominator"])
        return trend(case["years"], counted=counted, is_proportion=True)
    return trend(case["years"], limits=(case["value"], case["lower"], case["upper"]))


def cases(vectors: Vectors, *kinds: str) -> list[Mapping[str, Any]]:
    found = [c for c in vectors("trend/fingertips_cases.json") if c["kind"] in kinds]
    assert found
    return found


def test_trends_are_those_that_fingertips_marks(vectors: Vectors) -> None:
    for case in cases(vectors, "trend_proportion", "trend_other"):
        found = trend_of_case(case)
        wanted = case.get("result") or case.get("direction") or "no significant change"
        marker = found["marker"]
        if wanted == "CannotBeCalculated":
            assert (marker, found["reason"]) == (
                "cannot be calculated",
                "numerator equals denominator",
            )
            continue
        assert wanted.lower().startswith(marker), case
        if "AndGetting" in wanted:
            better = run_macro(
                "trend_is_better",
                marker=f"'{marker}'",
                polarity=f"'{POLARITIES[case['polarity']]}'",
            )
            assert better is wanted.endswith("Better")
        if "chi2_2dp" in case:
            assert f"{found['chi_squared']:.2f}" == f"{case['chi2_2dp']:.2f}"


def test_every_kind_of_case_is_held_against_a_macro(vectors: Vectors) -> None:
    known = {
        "trend_proportion",
        "trend_other",
        "spc_proportion_vs_benchmark",
        "ci_vs_benchmark_two_levels",
        "double_ci_overlap",
    }
    assert {case["kind"] for case in vectors("trend/fingertips_cases.json")} == known


def judged(side: str, polarity: str) -> str:
    answer = run_macro(
        "judged_by_polarity", side=f"'{side}'", polarity=f"'{POLARITIES.get(polarity, 'none')}'"
    )
    return str(answer)


def test_a_proportion_is_told_from_a_benchmark_as_fingertips_does(vectors: Vectors) -> None:
    for case in cases(vectors, "spc_proportion_vs_benchmark"):
        z = run_macro("z_95") if case["confidence"] == 95 else run_macro("z_998")
        limits = {
            side: 100
            * run_macro(
                "benchmark_limit",
                benchmark=case["benchmark_pct"] / 100,
                n=case["denominator"],
                side=side,
                z=f"{z!r}e0",
            )
            for side in ("lower", "upper")
        }
        side = run_macro("side_of_limits", value=case["value_pct"], **limits)
        word = {"better": "Better", "worse": "Worse", "similar": "Same"}
        assert word[judged(side, case["polarity"])] == case["result"], case


def test_an_interval_is_told_from_a_benchmark_at_two_levels(vectors: Vectors) -> None:
    words = {"better": "Better", "worse": "Worse", "similar": "Same"}
    words |= {"much better": "Best", "much worse": "Worst"}
    for case in cases(vectors, "ci_vs_benchmark_two_levels"):
        side = run_macro(
            "side_of_benchmark_at_two_levels",
            lower_95=case["lower95"],
            upper_95=case["upper95"],
            lower_998=case["lower998"],
            upper_998=case["upper998"],
            benchmark=case["benchmark"],
        )
        assert words[judged(side, "Low is good")] == case["low_is_good"]
        assert words[judged(side, "High is good")] == case["high_is_good"]


def test_intervals_that_touch_are_the_same(vectors: Vectors) -> None:
    words = {"better": "Better (low is good)", "similar": "Same"}
    for case in cases(vectors, "double_ci_overlap"):
        (_, lower, upper), (_, other_lower, other_upper) = case["area"], case["comparator"]
        side = run_macro(
            "side_of_interval",
            lower=lower, upper=upper, other_lower=other_lower, other_upper=other_upper,
        )  # fmt: skip
        assert words[judged(side, "Low is good")] == case["result"]
    touching = run_macro("side_of_interval", lower=1, upper=2, other_lower=2, other_upper=3)
    assert touching == "similar"


@pytest.mark.parametrize(
    ("macro", "arguments"),
    [
        ("side_of_limits", {"value": None, "lower": 1, "upper": 2}),
        ("side_of_limits", {"value": 1, "lower": None, "upper": None}),
        ("side_of_benchmark", {"lower": None, "upper": None, "benchmark": 1}),
        ("side_of_benchmark", {"lower": 1, "upper": 2, "benchmark": None}),
        ("side_of_interval", {"lower": 1, "upper": 2, "other_lower": None, "other_upper": None}),
    ],
)
def test_without_limits_there_is_no_side(macro: str, arguments: Mapping[str, object]) -> None:
    assert run_macro(macro, **arguments) is None


def test_one_figure_out_of_line_is_no_trend() -> None:
    found = trend(limits=([10, 10, 10, 10, 30], [9, 9, 9, 9, 29], [11, 11, 11, 11, 31]))
    assert found["chi_squared"] > 9.55
    assert (found["marker"], found["reason"]) == ("no significant change", "outlier")


@pytest.mark.parametrize("sign", [1, -1])
def test_a_change_after_which_nothing_moves_is_no_trend(sign: int) -> None:
    values = [0, 3 * sign, 3 * sign, 3 * sign, 3 * sign]
    half = [1, 1, 1, 1, 1.5]
    found = trend(
        limits=(
            values,
            [v - h for v, h in zip(values, half, strict=True)],
            [v + h for v, h in zip(values, half, strict=True)],
        )
    )
    assert found["chi_squared"] > 9.55
    assert (found["marker"], found["reason"]) == ("no significant change", "outlier")


def test_nobody_of_n_has_no_logit_and_is_weighed_by_its_limits() -> None:
    counted = ([0, 20, 40, 60, 80], [100] * 5)
    limits = ([0, 20, 40, 60, 80], [0, 13, 31, 50, 71], [4, 29, 50, 69, 87])
    found = trend(counted=counted, limits=limits, is_proportion=True)
    assert (found["test"], found["marker"]) == ("weighted", "increasing")


def test_calendar_years_and_not_places_are_the_time() -> None:
    values, lower, upper = [10, 12, 13, 15, 17], [9, 11, 12, 14, 16], [11, 13, 14, 16, 18]
    at_once = trend((1, 2, 3, 4, 5), limits=(values, lower, upper))
    with_a_gap = trend((1, 2, 3, 4, 9), limits=(values, lower, upper))
    assert at_once["slope"] > with_a_gap["slope"] > 0
    assert at_once["chi_squared"] != pytest.approx(with_a_gap["chi_squared"], rel=1e-3)
    later = trend([y + 2013 for y in (1, 2, 3, 4, 9)], limits=(values, lower, upper))
    assert later["chi_squared"] == pytest.approx(with_a_gap["chi_squared"], rel=1e-12)


@pytest.mark.parametrize(
    "limits",
    [
        ([1, 2, 3, 4, 5], [None, 1, 2, 3, 4], [None, 3, 4, 5, 6]),
        ([1, 2, None, 4, 5], [0, 1, 2, 3, 4], [2, 3, 4, 5, 6]),
        ([1, 2, 3, 4, 5], [1, 1, 2, 3, 4], [1, 3, 4, 5, 6]),
    ],
)
def test_without_limits_there_is_no_trend(limits: tuple[Numbers, Numbers, Numbers]) -> None:
    found = trend(limits=limits)
    assert (found["marker"], found["reason"]) == ("cannot be calculated", "no interval")
    assert found["chi_squared"] is None and found["slope"] is None


def test_better_and_worse_follow_the_polarity() -> None:
    def better(marker: str, polarity: str) -> bool | None:
        answer = run_macro("trend_is_better", marker=f"'{marker}'", polarity=f"'{polarity}'")
        assert answer is None or isinstance(answer, bool)
        return answer

    assert better("increasing", "higher_better") is True
    assert better("decreasing", "higher_better") is False
    assert better("increasing", "lower_better") is False
    assert better("decreasing", "lower_better") is True
    assert better("increasing", "none") is None
    assert better("no significant change", "higher_better") is None
    assert better("cannot be calculated", "lower_better") is None


counts = st.lists(st.tuples(st.integers(1, 500), st.integers(1, 500)), min_size=5, max_size=5)


@settings(deadline=None, max_examples=50)
@given(counts)
def test_chi_squared_of_proportions_is_n_times_a_squared_correlation(
    points: list[tuple[int, int]],
) -> None:
    """Of ones and noughts with their years, child by child."""
    reached = [x for x, _ in points]
    everyone = [x + others for x, others in points]
    found = trend(counted=(reached, everyone), is_proportion=True)
    years = np.repeat(np.array(YEARS, dtype=float), everyone)
    ones = np.concatenate([np.r_[np.ones(x), np.zeros(n - x)] for x, n in
                           zip(reached, everyone, strict=True)])  # fmt: skip
    wanted = len(ones) * np.corrcoef(years, ones)[0, 1] ** 2
    assert found["chi_squared"] == pytest.approx(wanted, rel=1e-6, abs=1e-9)
    logits = [math.log(x / (n - x)) for x, n in zip(reached, everyone, strict=True)]
    assert found["slope"] == pytest.approx(stats.linregress(YEARS, logits).slope, abs=1e-9)


@settings(deadline=None, max_examples=50)
@given(
    st.lists(
        st.tuples(st.floats(-50, 50), st.floats(0.1, 20)), min_size=5, max_size=5
    )
)  # fmt: skip
def test_the_weighted_trend_is_weighted_least_squares(points: list[tuple[float, float]]) -> None:
    values = [value for value, _ in points]
    found = trend(
        limits=(values, [v - half for v, half in points], [v + half for v, half in points])
    )
    sigma = np.array([2 * half / 3.92 for _, half in points])
    design = np.c_[np.ones(5), np.array(YEARS) - YEARS[0]] / sigma[:, None]
    variance = np.linalg.inv(design.T @ design)
    slope = (variance @ design.T @ (np.array(values) / sigma))[1]
    assert found["slope"] == pytest.approx(slope, rel=1e-6, abs=1e-7)
    assert found["chi_squared"] == pytest.approx(slope**2 / variance[1, 1], rel=1e-6, abs=1e-6)
    if found["marker"] in ("increasing", "decreasing"):
        assert found["chi_squared"] > 9.5495
        for left_out in range(5):
            rest = [k for k in range(5) if k != left_out]
            fit = np.polyfit(
                np.array(YEARS)[rest] - 2014.0, np.array(values)[rest], 1, w=1 / sigma[rest]
            )
            assert fit[0] * (1 if found["marker"] == "increasing" else -1) > 0
