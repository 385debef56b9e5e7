"""What the rule protects: each of its parts on a handful of made-up figures."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.disclose.counts import Cell, Key, Relation, System, Use
from pipeline.disclose.observed import Twin
from pipeline.disclose.problem import Problem
from pipeline.disclose.rules import PRESETS, Rules
from tests.fixtures_counts import AREA, PERIOD, figure, key, relation, system_of
from tests.fixtures_problem import COUNCIL, NEET, PLANS, RATE, REST, groups, mean, problem, rate


@pytest.mark.parametrize(("count", "is_small"), [(0, False), (1, True), (4, True), (5, False)])
def test_counts_of_one_to_the_threshold_are_small(count: int, is_small: bool) -> None:
    found = problem(groups({"Female": count, "Male": 30}))
    assert found.target == ({key("plans", "Sex", "Female"): 5.0} if is_small else {})


def test_a_count_that_no_figure_prints_is_not_small() -> None:
    found = problem(groups({"Female": 3, "Male": 30}, printed={"Male": 30}))
    assert found.target == {}


def test_zeros_are_small_where_the_rule_does_not_print_them() -> None:
    system = groups({"Female": 0, "Male": 30})
    assert problem(system).target == {}
    found = problem(system, replace(COUNCIL, print_zeros=False))
    assert found.target == {key("plans", "Sex", "Female"): 5.0}


def test_without_a_threshold_nothing_is_sensitive() -> None:
    for rules in (PRESETS["dfe-open"], Rules("made up", 0, True, 5, 10, 20)):
        assert problem(rate(2, 12), rules).target == {}


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((3, 40), {NEET}),
        ((38, 40), {REST}),  # all but two
        ((2, 5), {NEET, REST}),
        ((2, 4), {NEET, REST, PLANS}),
        ((20, 40), set()),
        ((0, 19), {NEET}),  # none of a small group
        ((0, 20), set()),
        ((19, 19), {REST}),  # all of a small group
        ((20, 20), set()),
        ((6, 9), {REST}),
    ],
)
def test_a_rate_tells_of_those_it_counts_and_of_those_it_leaves_out(
    counts: tuple[float, float], expected: set[Key]
) -> None:
    found = problem(rate(*counts))
    assert set(found.target) == expected
    assert set(found.target.values()) <= {5.0}


def test_none_of_a_group_below_the_least_is_hidden_though_none_of_larger_ones_is_told() -> None:
    rules = replace(COUNCIL, group_of=0)
    assert set(problem(rate(0, 9), rules).target) == {NEET}
    assert problem(rate(0, 10), rules).target == {}
    assert problem(rate(9, 9), rules).target == {}


@pytest.mark.parametrize(
    ("points", "pupils", "expected"),
    [
        (90.0, 10, {}),
        # One more child of the kind: the sum of the others cannot be told by leaving out one's own.
        (90.0, 9, {key("points"): 100.0}),
        (0.5, 9, {key("points"): 1.5}),
        (9.0, 3, {key("points"): 12.0, key("pupils"): 5.0}),
        (9.0, 0, {}),
    ],
)
def test_a_sum_over_few_children_is_sensitive(
    points: float, pupils: float, expected: dict[Key, float]
) -> None:
    assert problem(mean(points, pupils)).target == expected


def test_a_sum_is_over_few_up_to_the_threshold_where_no_least_group_is_set() -> None:
    rules = replace(COUNCIL, least_group=0)
    assert set(problem(mean(90, 4), rules).target) == {key("points"), key("pupils")}
    assert problem(mean(90, 5), rules).target == {}


def test_a_small_sum_over_many_children_is_no_small_count() -> None:
    assert problem(mean(3.0, 40)).target == {}


def _public(top: float | None, bottom: float | None) -> Problem:
    system = system_of(
        {NEET: 3, PLANS: 40},
        [figure("neet", (3, 40))],
        RATE,
        twins=[Twin(("neet", PERIOD, AREA, "Total", "Total"), top, bottom)],
    )
    return problem(system)


def test_what_a_department_publishes_is_not_sensitive() -> None:
    assert _public(None, None).target == {NEET: 5.0}
    assert _public(3, None).target == {}
    assert _public(3, None).public == {NEET}


def test_what_follows_from_what_is_public_is_public_too() -> None:
    found = _public(3, 40)
    assert found.public == {NEET, PLANS, REST}
    assert found.public <= found.anyway


def test_what_follows_only_from_public_counts_together_is_found_step_by_step() -> None:
    names = ("a", "b", "c", "d", "e")
    values = dict(zip(names, (9.0, 2.0, 7.0, 3.0, 4.0), strict=True))
    a, b, c, d, e = (key("plans", "Setting", name) for name in names)
    cells = {k: Cell(k, values[k[5]], is_printed=True) for k in (a, b, c, d, e)}
    sums = (relation(c, d, e), relation(a, b, c))
    found = problem(System(cells, sums, (), {a: 9.0, b: 2.0, d: 3.0}))
    assert found.public == {a, b, c, d, e}


def test_a_merged_count_is_sensitive_if_any_of_its_figures_tells_too_much() -> None:
    """The same count in a rate of a large and of a small group."""
    large, small = key("plans", "Age", "All"), key("plans", "Age", "Some")
    cells = {NEET: 0.0, large: 200.0, small: 8.0, key("r1"): 200.0, key("r2"): 8.0}
    uses = tuple(
        Use(name, PERIOD, AREA, "Total", "Total", NEET, whole, rest=rest, group=whole)
        for name, whole, rest in (("one", large, key("r1")), ("other", small, key("r2")))
    )
    sums = (Relation(large, (NEET, key("r1"))), Relation(small, (NEET, key("r2"))))
    printed = {k: Cell(k, value, is_printed=k[1] != "r1") for k, value in cells.items()}
    assert problem(System(printed, sums, uses, {})).target == {NEET: 5.0}
