from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from tests.macro_sql import run_macro, run_macro_over
from tests.statistics.conftest import Vectors

Z_998 = "3.090232306167813e0"
DIGITS = 1e-12


def same(found: float | None, wanted: float) -> bool:
    return found is not None and math.isclose(found, wanted, rel_tol=1e-9, abs_tol=1e-12)


def test_the_constants_are_those_of_the_normal_distribution() -> None:
    assert same(run_macro("z_95"), stats.norm.ppf(0.975))
    assert same(run_macro("z_998"), stats.norm.ppf(0.999))
    assert same(run_macro("z_of", confidence="0.998"), stats.norm.ppf(0.999))
    assert same(run_macro("chi_squared_998"), stats.chi2.ppf(0.998, 1))


@pytest.mark.parametrize("side", ["lower", "upper"])
def test_wilson_limits_are_those_of_the_vectors(vectors: Vectors, side: str) -> None:
    for confidence, z in (("0.95", None), ("0.998", Z_998)):
        rows = [r for r in vectors("intervals/wilson_mp.csv") if r["confidence"] == confidence]
        found = run_macro_over(
            [{"x": float(r["x"]), "n": float(r["n"])} for r in rows],
            "wilson_limit", x="x", n="n", side=side, z=z,
        )  # fmt: skip
        assert len(rows) == 25
        for limit, row in zip(found, rows, strict=True):
            assert same(limit, float(row[side])), row


@pytest.mark.parametrize("side", ["lower", "upper"])
def test_poisson_limits_are_those_of_the_vectors(vectors: Vectors, side: str) -> None:
    for confidence in ("0.95", "0.998"):
        rows = [r for r in vectors("intervals/rate_ci_mp.csv") if r["confidence"] == confidence]
        found = run_macro_over(
            [{"x": float(r["count"])} for r in rows],
            "poisson_limit", x="x", side=side, confidence=confidence,
        )  # fmt: skip
        assert len(rows) == 25
        for limit, row in zip(found, rows, strict=True):
            assert same(limit, float(row[f"{side}_count"])), row


def test_nobody_of_n_and_all_of_n_have_exact_ends() -> None:
    for n in (1, 5, 10, 12_223, 9_100_000):
        assert run_macro("wilson_limit", x=0, n=n, side="lower") == 0
        assert run_macro("wilson_limit", x=n, n=n, side="upper") == 1
        assert run_macro("wilson_limit", x=0, n=n, side="upper") > 0
        assert run_macro("wilson_limit", x=n, n=n, side="lower") < 1


@pytest.mark.parametrize(
    ("x", "n"), [(-1, 10), (11, 10), (0, 0), (1, 0), (3, -3), (None, 5), (5, None), (-5, -10)]
)
@pytest.mark.parametrize("side", ["lower", "upper"])
def test_what_is_no_proportion_has_no_limits(x: float | None, n: float | None, side: str) -> None:
    assert run_macro("wilson_limit", x=x, n=n, side=side) is None


@pytest.mark.parametrize("x", [-1, -0.5, None, 2.5, 9.99])
@pytest.mark.parametrize("side", ["lower", "upper"])
def test_what_is_no_number_of_events_has_no_limits(x: float | None, side: str) -> None:
    assert run_macro("poisson_limit", x=x, side=side) is None


def test_byar_has_no_limit_below_nothing() -> None:
    assert run_macro("byar_limit", x=1, side="lower", z=Z_998) is None
    assert run_macro("byar_limit", x=0, side="lower") is None
    assert run_macro("byar_limit", x=-3, side="upper") is None
    assert same(run_macro("byar_limit", x=10, side="lower"), 4.7874499139675618)


def test_a_side_or_a_confidence_that_is_not_kept_is_refused() -> None:
    with pytest.raises(ValueError, match="'lower' or 'upper'"):
        run_macro("wilson_limit", x=1, n=2, side="middle")
    with pytest.raises(ValueError, match=r"no limits are kept at 0\.9"):
        run_macro("poisson_limit", x=1, side="lower", confidence="0.9")


def test_a_row_without_limits_does_not_disturb_those_beside_it() -> None:
    rows = [{"x": x, "n": n} for x, n in ((3.0, 16.0), (-4.0, 2.0), (None, None), (3.0, 16.0))]
    first, *none, last = run_macro_over(rows, "wilson_limit", x="x", n="n", side="upper")
    assert first == last and none == [None, None]
    assert run_macro_over(rows, "poisson_limit", x="x * n - 30", side="lower")[1:3] == [None, None]


@settings(deadline=None, max_examples=100)
@given(n=st.integers(1, 10_000_000), share=st.floats(0, 1))
def test_wilson_agrees_with_statsmodels(n: int, share: float) -> None:
    x = round(share * n)
    for side, wanted in zip(
        ("lower", "upper"), proportion_confint(x, n, method="wilson"), strict=True
    ):
        found = run_macro("wilson_limit", x=x, n=n, side=side)
        assert found == pytest.approx(wanted, rel=1e-9, abs=1e-12)
        assert 0 <= found <= 1


@settings(deadline=None, max_examples=100)
@given(n=st.integers(1, 100_000), share=st.floats(0, 1))
def test_wilson_is_its_own_mirror(n: int, share: float) -> None:
    x = share * n
    upper = run_macro("wilson_limit", x=x, n=n, side="upper")
    assert upper == pytest.approx(1 - run_macro("wilson_limit", x=n - x, n=n, side="lower"))
    assert run_macro("wilson_limit", x=x, n=n, side="lower") <= x / n + DIGITS
    assert upper >= x / n - DIGITS


@settings(deadline=None, max_examples=100)
@given(x=st.integers(10, 5_000_000))
def test_byar_is_near_the_exact_limits(x: int) -> None:
    lower, upper = stats.chi2.ppf(0.025, 2 * x) / 2, stats.chi2.isf(0.025, 2 * x + 2) / 2
    assert run_macro("poisson_limit", x=x, side="lower") == pytest.approx(lower, rel=2e-3)
    assert run_macro("poisson_limit", x=x, side="upper") == pytest.approx(upper, rel=2e-3)


@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_below_ten_events_the_limits_are_exact(confidence: float) -> None:
    tail = (1 - confidence) / 2
    for x in range(10):
        limits = [
            run_macro("poisson_limit", x=x, side=side, confidence=str(confidence))
            for side in ("lower", "upper")
        ]
        assert same(limits[0], stats.chi2.ppf(tail, 2 * x) / 2 if x else 0)
        assert same(limits[1], stats.chi2.isf(tail, 2 * x + 2) / 2)


@settings(deadline=None, max_examples=100)
@given(
    n=st.integers(2, 1_000_000),
    mean=st.floats(-100, 100),
    sd=st.floats(0, 50, allow_subnormal=False),
)
def test_limits_of_a_mean_agree_with_scipy(n: int, mean: float, sd: float) -> None:
    half = stats.t.isf(0.025, n - 1) * sd / math.sqrt(n)
    for side, wanted in (("lower", mean - half), ("upper", mean + half)):
        found = run_macro("student_t_limit", mean=mean, sd=sd, n=n, side=side)
        assert found == pytest.approx(wanted, rel=1e-9, abs=1e-9 * (1 + half))


def test_the_quantile_of_student_s_t_is_right_where_the_seed_ends() -> None:
    for df in (1, 2, 5, 30, 99, 100, 101, 102, 150, 1000):
        assert same(run_macro("student_t_quantile", df=df), stats.t.isf(0.025, df))


@pytest.mark.parametrize(
    ("sd", "n"), [(1.0, 1), (1.0, 0), (None, 5), (1.0, None), (-1.0, 5), (1.0, -2)]
)
def test_a_mean_without_a_spread_has_no_limits(sd: float | None, n: int | None) -> None:
    assert run_macro("student_t_limit", mean=3, sd=sd, n=n, side="lower") is None
