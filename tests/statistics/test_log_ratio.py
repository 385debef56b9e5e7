"""Limits of a ratio of two proportions, against scipy's own."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats.contingency import relative_risk

from tests.macro_sql import run_macro, run_macro_over

SIDES = ("lower", "upper")
pair = st.integers(1, 200_000).flatmap(lambda n: st.tuples(st.integers(1, n), st.just(n)))


@given(pair, pair)
def test_limits_are_those_of_scipy(one: tuple[int, int], other: tuple[int, int]) -> None:
    wanted = relative_risk(*one, *other).confidence_interval(0.95)
    row = dict(zip(("x1", "n1", "x2", "n2"), map(float, (*one, *other)), strict=True))
    for side, limit in zip(SIDES, (wanted.low, wanted.high), strict=True):
        [found] = run_macro_over(
            [row], "log_ratio_limit", x1="x1", n1="n1", x2="x2", n2="n2", side=side
        )
        assert math.isclose(found, limit, rel_tol=1e-9)


def test_a_known_example_is_met() -> None:
    """20 of 100 beside 10 of 100: a ratio of 2, from 0.987 to 4.054."""
    low, high = (run_macro("log_ratio_limit", x1=20, n1=100, x2=10, n2=100, side=s) for s in SIDES)
    spread = math.sqrt(1 / 20 - 1 / 100 + 1 / 10 - 1 / 100) * 1.959963984540054
    assert math.isclose(low, 2 * math.exp(-spread), rel_tol=1e-12)
    assert math.isclose(high, 2 * math.exp(spread), rel_tol=1e-12)
    assert (round(low, 3), round(high, 3)) == (0.987, 4.054)


def test_everybody_beside_everybody_is_one_without_doubt() -> None:
    for side in SIDES:
        assert run_macro("log_ratio_limit", x1=5, n1=5, x2=9, n2=9, side=side) == 1


@pytest.mark.parametrize("side", SIDES)
@pytest.mark.parametrize(
    "counts",
    [(0, 5, 1, 5), (1, 5, 0, 5), (6, 5, 1, 5), (1, 5, 6, 5), (1, 0, 1, 5), (None, 5, 1, 5)],
)
def test_without_a_logarithm_there_is_no_limit(counts: tuple[int | None, ...], side: str) -> None:
    given_ = dict(zip(("x1", "n1", "x2", "n2"), counts, strict=True))
    assert run_macro("log_ratio_limit", **given_, side=side) is None


def test_a_limit_has_two_sides_only() -> None:
    with pytest.raises(ValueError, match="'lower' or 'upper'"):
        run_macro("log_ratio_limit", x1=1, n1=2, x2=1, n2=2, side="middle")
