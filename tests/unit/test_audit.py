"""The auditor: what it says of small tables, by hand and against whole-number programs."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from pipeline.disclose.audit import feasible_intervals, feasible_ranges
from pipeline.disclose.audit_algebra import determined
from pipeline.disclose.audit_bounds import Line, narrowed

ROW = [("all", ["a", "b", "c"])]


def test_one_hidden_part_is_the_total_less_the_rest() -> None:
    cells = {"all": 20, "a": 3, "b": 7, "c": 10}
    assert feasible_intervals(cells, ROW, {"a"}) == {"a": (3, 3)}


def test_two_hidden_parts_share_what_is_left() -> None:
    cells = {"all": 20, "a": 3, "b": 7, "c": 10}
    assert feasible_intervals(cells, ROW, {"a", "b"}) == {"a": (0, 10), "b": (0, 10)}
    assert feasible_intervals(cells, ROW, {"a", "b"}, lower=1) == {"a": (1, 9), "b": (1, 9)}


def test_printed_zeros_give_two_ones_away() -> None:
    cells = {"all": 12, "a": 1, "b": 1, "c": 10}
    assert feasible_intervals(cells, ROW, {"a", "b"}) == {"a": (0, 2), "b": (0, 2)}
    assert feasible_intervals(cells, ROW, {"a", "b"}, lower=1) == {"a": (1, 1), "b": (1, 1)}


def test_what_is_known_besides_narrows_the_interval() -> None:
    cells = {"all": 20, "a": 3, "b": 7, "c": 10}
    hidden = {"a", "b", "c"}
    assert feasible_intervals(cells, ROW, hidden, known={"b": 7})["a"] == (0, 13)
    assert feasible_intervals(cells, ROW, hidden, known={"b": (6, 9), "c": 10})["a"] == (1, 4)


def test_a_hidden_total_without_limit_is_infinite() -> None:
    cells = {"all": 20, "a": 3, "b": 7, "c": 10}
    assert feasible_intervals(cells, ROW, {"all", "a"})["all"] == (17, math.inf)


def test_a_hidden_zero_keeps_its_zero() -> None:
    cells = {"all": 7, "a": 0, "b": 7, "c": 0}
    assert feasible_intervals(cells, ROW, {"a", "b"}, lower=1) == {"a": (0, 6), "b": (1, 7)}


def test_bounds_of_one_table_reach_another() -> None:
    # b is hidden in both sums; the second says that it is at most 2.
    cells = {"all": 20, "a": 3, "b": 1, "c": 16, "few": 2, "d": 1}
    sums = [*ROW, ("few", ["b", "d"])]
    assert feasible_intervals(cells, sums, {"a", "b", "d"}) == {
        "a": (2, 4),
        "b": (0, 2),
        "d": (0, 2),
    }


def test_counts_need_not_be_whole_numbers() -> None:
    values = {"all": 4.0, "a": 1 / 3, "b": 5 / 3, "c": 2.0}
    found = feasible_ranges(values, ROW, {"a": 0.0, "b": 0.0})
    assert found["a"] == pytest.approx((0, 2)) and found["b"] == pytest.approx((0, 2))


@pytest.mark.parametrize(
    ("cells", "known", "says"),
    [
        ({"all": 20, "a": 3, "b": 7}, {}, "not among the cells"),
        ({"all": 21, "a": 3, "b": 7, "c": 10}, {}, "not the sum"),
        ({"all": 20, "a": 3, "b": 7, "c": 10}, {"a": 9, "b": 9}, "nothing fits"),
    ],
)
def test_nonsense_is_an_error(cells: dict[str, int], known: dict[str, float], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        feasible_intervals(cells, ROW, {"a", "b"}, known=known)


def test_algebra_finds_what_two_sums_determine_together() -> None:
    # x + y = 5, y + z = 6, x + z = 7: each of them; of u + v = 3 neither.
    lines = [
        Line((0, 1), (1.0, 1.0), 5.0),
        Line((1, 2), (1.0, 1.0), 6.0),
        Line((0, 2), (1.0, 1.0), 7.0),
        Line((3, 4), (1.0, 1.0), 3.0),
    ]
    assert determined(5, lines) == {0, 1, 2}
    assert narrowed([(0.0, math.inf)] * 5, lines)[3] == (0.0, 3.0)


counts = st.integers(0, 4)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(counts, min_size=9, max_size=9),
    st.sets(st.integers(0, 15), min_size=1, max_size=10),
    st.sampled_from([0, 1]),
)
def test_intervals_are_those_of_whole_numbers(
    inner: list[int], places: set[int], lower: int
) -> None:
    cells, sums = _three_by_three(inner)
    hidden = [key for number, key in enumerate(cells) if number in places]
    found = feasible_intervals(cells, sums, hidden, lower=lower)
    for key in hidden:
        assert found[key] == _whole_numbers(cells, sums, hidden, lower, key)


def _three_by_three(inner: list[int]) -> tuple[dict[str, int], list[tuple[str, list[str]]]]:
    cells = {f"{row}{column}": inner[3 * row + column] for row in range(3) for column in range(3)}
    sums = []
    for row in range(3):
        parts = [f"{row}{column}" for column in range(3)]
        sums.append((f"{row}t", parts))
    for column in range(3):
        sums.append((f"t{column}", [f"{row}{column}" for row in range(3)]))
    for total, parts in sums:
        cells[total] = sum(cells[part] for part in parts)
    sums += [("tt", ["0t", "1t", "2t"]), ("tt", ["t0", "t1", "t2"])]
    cells["tt"] = sum(inner)
    return cells, sums


def _whole_numbers(
    cells: dict[str, int],
    sums: list[tuple[str, list[str]]],
    hidden: list[str],
    lower: int,
    key: str,
) -> tuple[float, float]:
    """Give the least and the greatest by branch and bound over whole numbers, in another way."""
    keys = list(cells)
    rows = [[(k in parts) - (k == total) for k in keys] for total, parts in sums]
    least = [min(lower, cells[k]) if k in hidden else cells[k] for k in keys]
    most = [math.inf if k in hidden else cells[k] for k in keys]
    ends = []
    for sign in (1, -1):
        solved = milp(
            [sign * (k == key) for k in keys],
            constraints=LinearConstraint(rows, 0, 0),
            integrality=[1] * len(keys),
            bounds=Bounds(least, most),
        )
        ends.append(float(round(solved.x[keys.index(key)])) if solved.success else sign * -math.inf)
    return ends[0], ends[1]
