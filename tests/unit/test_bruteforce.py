"""The attacker of the tests: what it says of tables that are worked out by hand."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests import bruteforce
from tests.bruteforce import BruteForce, TooManyError

MANY = (0, 99)
ROW = [("all", ("a", "b", "c"))]


def test_one_hidden_part_is_the_total_less_the_rest() -> None:
    outsider = BruteForce({"all": (20, 20), "a": MANY, "b": (7, 7), "c": (10, 10)}, ROW)
    assert outsider.possible("a") == {3}
    assert list(outsider.tables()) == [{"all": 20, "a": 3, "b": 7, "c": 10}]


def test_two_hidden_parts_share_what_is_left() -> None:
    outsider = BruteForce({"all": (5, 5), "a": MANY, "b": MANY, "c": (2, 2)}, ROW)
    assert outsider.possible("a") == outsider.possible("b") == {0, 1, 2, 3}
    assert len(list(outsider.tables())) == 4


def test_who_knows_that_zeros_are_printed_gets_two_ones() -> None:
    outsider = BruteForce({"all": (12, 12), "a": (1, 99), "b": (1, 99), "c": (10, 10)}, ROW)
    assert outsider.possible("a") == outsider.possible("b") == {1}


def test_a_total_without_limit_is_as_large_as_anybody_thinks() -> None:
    outsider = BruteForce({"all": MANY, "a": (0, 99), "b": (7, 7), "c": (10, 10)}, ROW)
    assert outsider.possible("all") == set(range(17, 100))
    assert outsider.can_be("a", 5, 99) and not outsider.can_be("a", 83, 99)


def test_a_square_of_four_has_one_freedom() -> None:
    # 1 2 | 3
    # 2 1 | 3   with sums 3 and 3 below: one cell tells the other three.
    inner = {place: MANY for place in ("00", "01", "10", "11")}
    sums = {name: (3, 3) for name in ("0t", "1t", "t0", "t1")}
    lines = [("0t", ("00", "01")), ("1t", ("10", "11")), ("t0", ("00", "10")), ("t1", ("01", "11"))]
    tables = list(BruteForce({**inner, **sums}, lines).tables())
    assert [table["00"] for table in tables] == [0, 1, 2, 3]
    assert all(table["00"] == table["11"] == 3 - table["01"] for table in tables)


def test_sums_that_only_whole_numbers_solve_are_seen_through() -> None:
    # x + y, y + z and x + z are 2 or 3 each, and their sum, twice x + y + z, has to be even.
    pairs = {"xy": (3, 3), "yz": (3, 3), "xz": (2, 3)}
    lines = [(pair, tuple(pair)) for pair in pairs]
    outsider = BruteForce({"x": MANY, "y": MANY, "z": MANY, **pairs}, lines)
    assert outsider.possible("xz") == {2}
    assert outsider.possible("x") == outsider.possible("z") == {1}
    assert outsider.possible("y") == {2}


def test_what_contradicts_itself_fits_no_table() -> None:
    outsider = BruteForce({"all": (5, 5), "a": (3, 9), "b": (3, 9), "c": (0, 0)}, ROW)
    assert list(outsider.tables()) == [] and outsider.possible("a") == set()


def test_too_much_to_try_is_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bruteforce, "_MOST_TRIES", 10)
    with pytest.raises(TooManyError):
        list(BruteForce({"all": (50, 50), "a": MANY, "b": MANY, "c": MANY}, ROW).tables())


bounds = st.tuples(st.integers(0, 4), st.integers(0, 4)).map(lambda pair: (min(pair), max(pair)))


@settings(max_examples=100, deadline=None)
@given(st.lists(bounds, min_size=6, max_size=6))
def test_it_finds_what_going_through_all_numbers_finds(given: list[tuple[int, int]]) -> None:
    # The bounds of a, b, c, of a + b, of b + c, and of c + c + a.
    keys = ("a", "b", "c", "ab", "bc", "cca")
    sums = [("ab", ("a", "b")), ("bc", ("b", "c")), ("cca", ("c", "c", "a"))]
    knows = dict(zip(keys, given, strict=True))
    outsider = BruteForce(knows, sums)
    found = set()
    for a, b, c in product(range(5), repeat=3):
        values = (a, b, c, a + b, b + c, c + c + a)
        if all(low <= value <= high for value, (low, high) in zip(values, given, strict=True)):
            found.add(values)
    assert {tuple(table[key] for key in keys) for table in outsider.tables()} == found
    for place, key in enumerate(keys):
        assert outsider.possible(key) == {values[place] for values in found}
