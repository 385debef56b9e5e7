"""The suppressor: what it hides is enough, for the auditor, and little."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.disclose.audit import feasible_intervals
from pipeline.disclose.suppress import Choice, Hideable, choose_hidden
from tests.county import Key, county, tables

THRESHOLD = 4
TARGET = THRESHOLD + 1.0


def hideable(count: int, cost: float = 1.0) -> Hideable:
    """Give a count under the rule that 1 to 4 are hidden and zeros are printed."""
    if count == 0:
        return Hideable(0.0, cost=math.inf)
    return Hideable(count, 1.0, cost, TARGET if count <= THRESHOLD else None)


def choose(cells: dict[Key, int], sums: list[tuple[Key, list[Key]]]) -> Choice:
    """Give what is hidden of plain tables."""
    return choose_hidden({key: hideable(count) for key, count in cells.items()}, sums)


def test_one_small_count_takes_one_more_of_its_sum() -> None:
    cells = {"all": 50, "a": 3, "b": 17, "c": 30}
    chosen = choose_hidden(
        {key: hideable(n, 9.0 if key == "all" else 1.0) for key, n in cells.items()},
        [("all", ["a", "b", "c"])],
    )
    assert len(chosen.hidden) == 2 and "a" in chosen.hidden and "all" not in chosen.hidden
    assert chosen.unprotected == ()


def test_two_small_ones_that_cannot_be_large_take_a_third() -> None:
    # 1 and 2 add up to 3: both would be known to be small.
    cells = {"all": 20, "a": 1, "b": 2, "c": 17}
    hidden = choose_hidden(
        {key: hideable(n, 9.0 if key == "all" else 1.0) for key, n in cells.items()},
        [("all", ["a", "b", "c"])],
    ).hidden
    assert hidden == {"a", "b", "c"}


def test_what_is_not_printed_costs_nothing() -> None:
    cells = {key: hideable(n) for key, n in {"all": 50, "a": 3, "b": 17}.items()}
    rest = Hideable(30.0, 0.0, cost=0.0)
    assert choose_hidden({**cells, "rest": rest}, [("all", ["a", "b", "rest"])]).hidden == {
        "a",
        "rest",
    }


def test_what_cannot_be_hidden_may_leave_a_count_bare() -> None:
    cells = {"all": Hideable(50, cost=math.inf), "b": Hideable(47, cost=math.inf)}
    chosen = choose_hidden({**cells, "a": hideable(3)}, [("all", ["a", "b"])])
    assert chosen.unprotected == ("a",)


def test_dear_counts_are_left_where_cheap_ones_do() -> None:
    cells, sums = tables(county(5, 400, {"need": 5, "area": 4}), [["need", "area"]])
    dear = {key for key in cells if len(key) < 2}
    chosen = choose_hidden(
        {key: hideable(n, 1000.0 if key in dear else 1.0) for key, n in cells.items()}, sums
    )
    assert not {key for key in chosen.hidden & dear if cells[key] > THRESHOLD}


@pytest.mark.parametrize(
    "wanted",
    [
        [["need", "area"]],
        [["need", "area"], ["need", "age"], ["age", "area"]],
        [["need", "area", "provision"]],
    ],
)
def test_a_county_is_safe_and_the_same_every_time(wanted: list[list[str]]) -> None:
    sizes = {"need": 8, "area": 6, "age": 4, "provision": 2}
    cells, sums = tables(county(1, 1500, sizes), wanted)
    chosen = choose(cells, sums)
    small = {key for key, count in cells.items() if 1 <= count <= THRESHOLD}
    assert small and small <= chosen.hidden and chosen.unprotected == ()
    assert not _unsafe(cells, sums, chosen)
    assert choose(dict(reversed(cells.items())), sums[::-1]) == chosen
    # Hiding only the small ones is not safe: the test would be idle otherwise.
    assert _unsafe(cells, sums, Choice(frozenset(small), ()))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000), st.integers(60, 400))
def test_any_county_is_safe(seed: int, children: int) -> None:
    sizes = {"need": 5, "area": 4, "age": 3}
    cells, sums = tables(county(seed, children, sizes), [["need", "area"], ["need", "age"]])
    chosen = choose(cells, sums)
    # Of very few children all are hidden and none could be many; what is left bare is named.
    assert _unsafe(cells, sums, chosen) <= set(chosen.unprotected)
    assert all(1 <= cells[key] <= THRESHOLD for key in chosen.unprotected)


def _unsafe(cells: dict[Key, int], sums: list[tuple[Key, list[Key]]], chosen: Choice) -> set[Key]:
    """Give the hidden cells that an attacker gets exactly, or knows to be small."""
    unsafe = set()
    for lower in (0, 1):
        found = feasible_intervals(cells, sums, chosen.hidden, lower=lower)
        unsafe |= {key for key, (low, high) in found.items() if low == high or high < TARGET}
    return unsafe
