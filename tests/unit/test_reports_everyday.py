"""Everyday words for shares and ratios: never said unless they are true."""

import re
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.sentences.everyday import MOST_IN, SPELLED, ratio, share
from reports.words import Number

_NAMED = {
    "a third": Fraction(1, 3),
    "two in five": Fraction(2, 5),
    "half": Fraction(1, 2),
    "three in five": Fraction(3, 5),
    "two thirds": Fraction(2, 3),
    "three quarters": Fraction(3, 4),
    "four in five": Fraction(4, 5),
    "nine in ten": Fraction(9, 10),
    "double": Fraction(2),
    "two and a half times": Fraction(5, 2),
}
_WAYS = ("about ", "almost ", "just over ", "more than ")
_COUNTS = st.integers(min_value=1, max_value=2_000_000)


def meant(words: str) -> tuple[str, Fraction]:
    """Give the way in which a phrase hedges, and the fraction that it names."""
    way = next((way for way in _WAYS if words.startswith(way)), "")
    bare = words.removeprefix(way)
    if found := re.fullmatch(r"1 in (\d+)", bare):
        return way.strip(), Fraction(1, int(found[1]))
    if found := re.fullmatch(r"one in (\w+)", bare):
        return way.strip(), Fraction(1, SPELLED.index(found[1]))
    if bare not in _NAMED:
        return way.strip(), Fraction(SPELLED.index(bare.removesuffix(" times")))
    return way.strip(), _NAMED[bare]


def said(part: int, whole: int) -> str | None:
    words = share(part, whole)
    return words.text if isinstance(words, Number) else None if words is None else str(words)


@pytest.mark.parametrize(
    ("part", "whole", "words"),
    [
        (1972, 51894, "about 1 in 26"),
        (1, 26, "1 in 26"),
        (1972, 12210, "about one in six"),
        (1, 6, "one in six"),
        (2, 3, "two thirds"),
        (666, 1000, "almost two thirds"),
        (667, 1000, "just over two thirds"),
        (10238, 12210, None),
        (50, 100, "half"),
        (499, 1000, "almost half"),
        (501, 1000, "just over half"),
        (479, 1000, None),
        (521, 1000, None),
        (1, 10, "1 in 10"),
        (1, 1000, None),
        (0, 10, None),
        (10, 10, None),
        (11, 10, None),
        (1, 0, None),
    ],
)
def test_a_share_has_the_words_that_fit_it(part: int, whole: int, words: str | None) -> None:
    assert said(part, whole) == words


@pytest.mark.parametrize(
    ("now", "before", "words"),
    [
        (5486, 1728, "more than three times"),
        (4427, 1728, "more than two and a half times"),
        (200, 100, "double"),
        (201, 100, "more than double"),
        (199, 100, "almost double"),
        (189, 100, None),
        (226, 100, None),
        (100, 100, None),
        (5, 0, None),
    ],
)
def test_a_ratio_has_the_words_that_fit_it(now: int, before: int, words: str | None) -> None:
    assert ratio(now, before) == words


@given(_COUNTS, _COUNTS)
def test_words_for_a_share_are_true_of_the_exact_share(part: int, whole: int) -> None:
    words = said(part, whole)
    if words is None:
        return
    found, (way, named) = Fraction(part, whole), meant(words)
    assert (found == named) == (way == "")
    if way == "just over":
        assert named < found <= named + Fraction(2, 100)
    if way == "almost":
        assert named - Fraction(2, 100) <= found < named
    if way == "about":
        near = Fraction(1, 25) if named > Fraction(1, 10) else Fraction(1, 19)
        assert abs(found - named) <= named * near
    if " 1 in " in f" {words}":
        assert found <= Fraction(1, 10)
        assert abs(1 / found - 1 / named) <= Fraction(1, 2)
        assert 1 / named <= MOST_IN


@given(_COUNTS, _COUNTS)
def test_words_for_a_ratio_never_cross_what_they_name(now: int, before: int) -> None:
    words = ratio(now, before)
    if words is None:
        return
    found, (way, named) = Fraction(now, before), meant(words)
    assert (found == named) == (way == "")
    assert way in ("", "almost", "more than")
    if way == "more than":
        assert named < found <= named + Fraction(1, 4)
    if way == "almost":
        assert named - Fraction(1, 10) <= found < named


@given(st.integers(1, 200_000), st.integers(2, 200_000))
def test_a_small_share_says_its_own_value_to_machines(part: int, whole: int) -> None:
    words = share(part, whole)
    if isinstance(words, Number):
        assert words.value == pytest.approx(100 * part / whole)
