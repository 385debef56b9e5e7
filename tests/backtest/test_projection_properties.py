"""What must hold of a projection whatever the councils are."""

from __future__ import annotations

import math

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.backtest.conftest import ENGLAND, Panel, projected

YEARS = range(2014, 2026)
rates = st.floats(-0.2, 0.3)
starts = st.floats(200, 20_000)
quickly = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)


def growing(start: float, rate: float) -> dict[int, float | None]:
    return {year: start * math.exp(rate * (year - YEARS[0])) for year in YEARS}


def of_2025(panel: Panel, area: str = "1", **changed: float) -> list[float]:
    con = projected(panel, projection_smallest_base=0, **changed)
    rows = con.execute(
        "select projected from fct_projection_outcomes "
        "where area_code = ? and origin_period = '202425' order by horizon",
        [area],
    ).fetchall()
    assert len(rows) == 5
    return [value for (value,) in rows]


def continued(series: dict[int, float | None], rate: float) -> list[float]:
    last = series[2025]
    assert last is not None
    return [last * math.exp(rate * h) for h in range(1, 6)]


@quickly
@given(start=starts, rate=rates)
def test_growth_that_never_changed_anywhere_is_continued(start: float, rate: float) -> None:
    series = growing(start, rate)
    panel = {"1": series, ENGLAND: growing(30 * start, rate)}
    assert of_2025(panel) == pytest.approx(continued(series, rate), rel=1e-6)


@quickly
@given(start=starts, rate=rates, national=rates)
def test_with_the_whole_weight_an_area_continues_its_own_growth(
    start: float, rate: float, national: float
) -> None:
    series = growing(start, rate)
    panel = {"1": series, ENGLAND: growing(90_000, national)}
    found = of_2025(panel, projection_local_weight=1)
    assert found == pytest.approx(continued(series, rate), rel=1e-6)


@quickly
@given(start=starts, rate=rates, national=rates)
def test_without_any_weight_it_has_the_national_growth(
    start: float, rate: float, national: float
) -> None:
    series = growing(start, rate)
    panel = {"1": series, ENGLAND: growing(90_000, national)}
    found = of_2025(panel, projection_local_weight=0)
    assert found == pytest.approx(continued(series, national), rel=1e-6)


@quickly
@given(start=starts, rate=rates, national=rates)
def test_in_between_it_lies_between_the_two(start: float, rate: float, national: float) -> None:
    series = growing(start, rate)
    found = of_2025({"1": series, ENGLAND: growing(90_000, national)})
    ends = zip(continued(series, rate), continued(series, national), strict=True)
    for value, (one, other) in zip(found, ends, strict=True):
        assert min(one, other) * (1 - 1e-6) <= value <= max(one, other) * (1 + 1e-6)


@quickly
@given(
    plans=st.lists(st.lists(starts, min_size=12, max_size=12), min_size=2, max_size=4),
    later=st.floats(0.2, 5),
    origin=st.integers(2018, 2024),
)
def test_nothing_of_a_january_is_used_before_it_is_published(
    plans: list[list[float]], later: float, origin: int
) -> None:
    panel = {str(n): dict(zip(YEARS, row, strict=True)) for n, row in enumerate(plans)}
    changed = {
        area: {year: value * (later if year > origin else 1) for year, value in series.items()}
        for area, series in panel.items()
    }
    known = (
        "select area_code, origin_period, horizon, projected, lower_95, upper_95, lower_80 "
        "from fct_projection_outcomes where origin_period <= ? order by all"
    )
    period = f"{origin - 1}{origin % 100:02d}"
    before, after = (
        projected(each, projection_smallest_base=0).execute(known, [period]).fetchall()
        for each in (panel, changed)
    )
    assert before
    assert before == after


@quickly
@given(plans=st.lists(st.lists(starts, min_size=12, max_size=12), min_size=2, max_size=5))
def test_a_projection_lies_in_its_intervals_and_the_wider_holds_the_narrower(
    plans: list[list[float]],
) -> None:
    con = projected({str(n): dict(zip(YEARS, row, strict=True)) for n, row in enumerate(plans)})
    rows = con.execute(
        "select lower_95, lower_80, projected, upper_80, upper_95 from fct_projection_outcomes "
        "where lower_95 is not null"
    ).fetchall()
    assert rows
    for row in rows:
        for low, high in zip(row, row[1:], strict=False):
            assert low <= high + 1e-5


def test_a_council_that_began_two_years_ago_has_the_national_growth() -> None:
    young = {year: plans for year, plans in growing(1000, 0.2).items() if year >= 2024}
    panel = {"1": young, "2": growing(1000, 0.05), ENGLAND: growing(90_000, 0.1)}
    assert of_2025(panel) == pytest.approx(continued(young, 0.1), rel=1e-6)


@pytest.mark.parametrize("last", [None, 0.0, 99.0])
def test_a_council_without_plans_or_with_few_is_not_projected(last: float | None) -> None:
    panel = {"1": {**growing(1000, 0.1), 2025: last}, "2": growing(1000, 0.1)}
    found = projected(panel).execute(
        "select count(*) from fct_projection_outcomes "
        "where area_code = '1' and origin_period = '202425'"
    )
    assert found.fetchall() == [(0,)]
