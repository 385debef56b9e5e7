"""The macros that compare two figures, held against scipy and statsmodels."""

from __future__ import annotations

import math
from collections.abc import Sequence

import duckdb
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import confint_proportions_2indep, proportions_ztest
from statsmodels.stats.rates import test_poisson_2indep as poisson_test

from tests.macro_sql import macro_sql, query, run_macro, run_macro_over

counts = st.tuples(st.integers(1, 20_000), st.floats(0, 1)).map(
    lambda pair: (round(pair[0] * pair[1]), pair[0])
)
two_counts = st.tuples(counts, counts).map(
    lambda pair: dict(zip(("x1", "n1", "x2", "n2"), (*pair[0], *pair[1]), strict=True))
)
few = settings(max_examples=40, deadline=None)


def same(found: float | None, wanted: float) -> bool:
    return found is not None and math.isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-12)


@few
@given(st.lists(st.floats(-40, 40), min_size=1, max_size=50))
def test_the_tail_of_the_normal_distribution_is_that_of_scipy(every: list[float]) -> None:
    for z, found in zip(every, tail(every), strict=True):
        assert math.isclose(found, 2 * stats.norm.sf(abs(z)), rel_tol=1e-12, abs_tol=1e-300), z


def tail(every: Sequence[float]) -> list[float]:
    return run_macro_over([{"z": z} for z in every], "normal_tail", z="z")


def test_the_tail_joins_where_its_formulas_meet() -> None:
    edges = [edge * math.sqrt(2) for edge in (0.46875, 4.0, 27.0)]
    for edge in edges:
        beside = [edge * (1 - 1e-12), edge, edge * (1 + 1e-12)]
        for z, found in zip(beside, tail(beside), strict=True):
            assert math.isclose(found, 2 * stats.norm.sf(z), rel_tol=1e-11, abs_tol=1e-310)


def test_the_tail_has_ends() -> None:
    assert run_macro("normal_tail", z=0) == 1
    assert run_macro("normal_tail", z=100) == 0
    assert run_macro("normal_tail", z=None) is None
    assert same(run_macro("normal_tail", z=-1.959963984540054), 0.05)


def limits(pair: dict[str, int]) -> tuple[float, float]:
    low = run_macro("newcombe_limit", **pair, side="lower")
    return low, run_macro("newcombe_limit", **pair, side="upper")


def test_newcombe_gives_the_limits_of_the_example_in_the_books() -> None:
    low, high = limits({"x1": 56, "n1": 70, "x2": 48, "n2": 80})
    assert same(round(low, 7), 0.0524315) and same(round(high, 7), 0.3338727)


@few
@given(two_counts)
def test_newcombe_is_that_of_statsmodels(pair: dict[str, int]) -> None:
    low, high = limits(pair)
    wanted = confint_proportions_2indep(
        pair["x1"], pair["n1"], pair["x2"], pair["n2"], method="newcomb", compare="diff"
    )
    assert math.isclose(low, wanted[0], rel_tol=1e-8, abs_tol=1e-9)
    assert math.isclose(high, wanted[1], rel_tol=1e-8, abs_tol=1e-9)


@few
@given(two_counts)
def test_newcombe_of_the_two_in_the_other_order_is_its_mirror(pair: dict[str, int]) -> None:
    low, high = limits(pair)
    turned = {"x1": pair["x2"], "n1": pair["n2"], "x2": pair["x1"], "n2": pair["n1"]}
    assert limits(turned) == pytest.approx((-high, -low), abs=1e-12)
    assert -1 <= low <= pair["x1"] / pair["n1"] - pair["x2"] / pair["n2"] <= high <= 1


@pytest.mark.parametrize("wrong", [{"x1": 81}, {"n2": 0}, {"x2": -1}, {"x1": None}])
def test_what_is_no_proportion_has_no_limits(wrong: dict[str, int | None]) -> None:
    pair = {"x1": 56, "n1": 80, "x2": 48, "n2": 80} | wrong
    assert run_macro("newcombe_limit", **pair, side="lower") is None
    with pytest.raises(ValueError, match="'lower' or 'upper'"):
        macro_sql("newcombe_limit", x1="1", n1="2", x2="1", n2="2", side="both")


@few
@given(two_counts)
def test_the_score_of_two_proportions_is_that_of_statsmodels(pair: dict[str, int]) -> None:
    found = run_macro("proportions_z", **pair)
    x, n = (pair["x1"], pair["x2"]), (pair["n1"], pair["n2"])
    if sum(x) in (0, sum(n)):
        assert found is None
    else:
        assert math.isclose(found, proportions_ztest(x, n)[0], rel_tol=1e-7, abs_tol=1e-9)


@few
@given(two_counts)
def test_the_score_of_two_rates_is_that_of_statsmodels(pair: dict[str, int]) -> None:
    found = run_macro("rates_z", **pair)
    if pair["x1"] + pair["x2"] == 0:
        assert found is None
    elif pair["x2"] > 0:  # statsmodels divides by the second rate, whatever is asked
        given_ = (pair["x1"], pair["n1"], pair["x2"], pair["n2"])
        wanted = poisson_test(*given_, method="score", compare="diff").statistic
        assert math.isclose(found, wanted, rel_tol=1e-7, abs_tol=1e-9)


def test_two_means_with_limits_are_as_far_apart_as_their_errors_say() -> None:
    error = 1.959963984540054
    ends = {"value1": 5, "lower1": 5 - 3 * error, "upper1": 5 + 3 * error}
    ends |= {"value2": 15, "lower2": 15 - 4 * error, "upper2": 15 + 4 * error}
    assert same(run_macro("interval_z", **ends), -10 / 5)


@few
@given(st.lists(st.tuples(st.integers(30, 9000), st.floats(0.01, 0.99)), min_size=3, max_size=40))
def test_the_variance_between_areas_is_that_of_dersimonian_and_laird(
    areas: list[tuple[int, float]],
) -> None:
    # About the weighted mean, which statsmodels takes, for the mean that is known beforehand.
    variances = [0.2 * 0.8 / n for n, _ in areas]
    values = [p for _, p in areas]
    weights = [1 / v for v in variances]
    centre = sum(w * p for w, p in zip(weights, values, strict=True)) / sum(weights)
    squares = sum(w * (p - centre) ** 2 for w, p in zip(weights, values, strict=True))
    found = run_macro(
        "funnel_tau_squared", squares=squares, weights=sum(weights),
        weights_squared=sum(w * w for w in weights), areas=len(areas),
    )  # fmt: skip
    with np.errstate(all="ignore"):  # it goes on with a variance below 0
        wanted = combine_effects(np.array(values), np.array(variances), method_re="dl").tau2
    assert math.isclose(found, max(0.0, wanted), rel_tol=1e-7, abs_tol=1e-9)


def test_the_variance_by_chance_is_that_of_a_part_or_of_events() -> None:
    assert run_macro("funnel_variance", p0=0.2, n=100, counting="'proportion'") == pytest.approx(
        0.0016
    )
    assert run_macro("funnel_variance", p0=0.2, n=100, counting="'events'") == pytest.approx(0.002)
    assert run_macro("funnel_variance", p0=0.2, n=100, counting="'none'") is None
    assert same(run_macro("funnel_z", p=0.3, p0=0.2, variance=0.0016, tau_squared=0), 2.5)
    assert same(run_macro("funnel_z", p=0.3, p0=0.2, variance=0.0016, tau_squared=0.0084), 1.0)


def q_values(every: Sequence[tuple[str, float]]) -> list[float]:
    made = macro_sql("benjamini_hochberg", relation="made_up", family=["page"])
    values = ", ".join(f"({n}, '{page}', {p!r}::double)" for n, (page, p) in enumerate(every))
    sql = f"with made_up as (select * from (values {values}) as t (place, page, p_value)) {made}"
    return [q for (q,) in duckdb.execute(f"select q_value from ({sql}) order by place").fetchall()]


p_values = st.one_of(st.floats(0, 1), st.sampled_from([0.0, 0.001, 0.02, 0.05, 1.0]))


@few
@given(st.lists(p_values, min_size=1, max_size=80))
def test_q_values_are_those_of_statsmodels(every: list[float]) -> None:
    wanted = multipletests(every, method="fdr_bh")[1]
    assert q_values([("page", p) for p in every]) == pytest.approx(list(wanted), abs=1e-15)


@few
@given(st.lists(st.tuples(st.sampled_from("ab"), p_values), min_size=1, max_size=40))
def test_each_family_is_on_its_own(every: list[tuple[str, float]]) -> None:
    found = q_values(every)
    for page in {page for page, _ in every}:
        places = [n for n, (name, _) in enumerate(every) if name == page]
        assert [found[n] for n in places] == q_values([every[n] for n in places])


def test_the_helper_runs_a_polynomial() -> None:
    rows = [{"x": 2.0}]
    sql = macro_sql("polynomial", x="x", coefficients=["1e0", "2e0", "3e0"])
    assert query(rows, f"select {sql}", "_place") == [(11.0,)]
