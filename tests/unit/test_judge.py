"""What the three attackers find out of counts that are worked out by hand."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import replace

import pytest

from pipeline.disclose import judge as judging
from pipeline.disclose.counts import Key
from pipeline.disclose.editions import Known, Span
from pipeline.disclose.judge import ATTACKERS, Judgement, judge, unproven_limits
from pipeline.disclose.problem import Problem
from pipeline.disclose.protect import Protection
from tests.fixtures_counts import key
from tests.fixtures_problem import NEET, NHS, PLANS, REST, groups, mean, problem, rate, sex

A, B, D = range(3)
ROW = {"Female": 3.0, "Male": 40.0, "Other": 7.0}


def judged(
    problem: Problem, hidden: Collection[Key], before: Mapping[Key, Span] | None = None
) -> tuple[Judgement, ...]:
    given = replace(problem, before=before or {})
    return judge(Protection(given, frozenset(hidden), ()))


def some(*names: str) -> set[Key]:
    return {sex(name) for name in names}


def test_the_attackers_are_a_b_and_d_and_each_knows_more() -> None:
    assert [each.letter for each in ATTACKERS] == ["A", "B", "D"]
    assert [each.knows_zeros for each in ATTACKERS] == [False, True, True]
    assert [each.knows_editions for each in ATTACKERS] == [False, False, True]


def test_the_total_less_the_rest_is_found_by_everybody() -> None:
    for found in judged(problem(groups(ROW)), some("Female")):
        assert found.recoverable == found.below == some("Female")
        assert (found.tried, found.narrowest, found.is_beaten) == (1, 0, False)


def test_two_hidden_counts_keep_each_other() -> None:
    found = judged(problem(groups(ROW)), some("Female", "Other"))
    # Female and Other are 10 together: 0 to 10, or 1 to 9 for who knows that neither is 0.
    assert [each.narrowest for each in found] == [10, 8, 8]
    assert all(each.is_beaten and each.tried == 2 for each in found)


def test_who_knows_that_zeros_are_printed_finds_more() -> None:
    found = judged(problem(groups({**ROW, "Other": 2})), some("Female", "Other"))
    assert [each.below for each in found] == [set(), *[some("Female", "Other")] * 2]
    assert [each.is_beaten for each in found] == [True, False, False]


def test_what_an_edition_printed_is_known_to_the_last_only() -> None:
    found = judged(problem(groups(ROW)), some("Female", "Other"), {sex("Other"): (7, 7)})
    assert [each.recoverable for each in found] == [set(), set(), some("Female", "Other")]
    found = judged(problem(groups(ROW)), some("Female", "Other"), {sex("Other"): (6, 9)})
    assert [each.below for each in found] == [set(), set(), some("Female")]
    assert [each.narrowest for each in found] == [10, 8, 3]


def test_without_editions_the_last_knows_no_more_and_is_not_asked_again() -> None:
    found = judged(problem(groups(ROW)), some("Female", "Other"))
    assert found[D] == replace(found[B], attacker=ATTACKERS[D], programs=0)


def test_what_has_to_be_hidden_and_is_shown_is_given_away() -> None:
    for found in judged(problem(groups(ROW)), ()):
        assert found.recoverable == some("Female") and found.tried == 1


def test_counts_that_follow_are_found_though_nobody_prints_them() -> None:
    for found in judged(problem(rate(38, 40)), ()):
        assert found.recoverable == found.below == {REST}
    assert all(found.is_beaten for found in judged(problem(rate(38, 40)), {NEET}))
    assert all(found.is_beaten for found in judged(problem(rate(38, 40)), {PLANS}))


def test_a_count_that_protects_is_found_as_well_but_is_not_below_anything() -> None:
    found = judged(problem(groups({**ROW, "Female": 30})), some("Male"))
    assert all(each.recoverable == some("Male") and not each.below for each in found)


def test_what_is_left_out_whole_is_known_to_be_nobody_no_longer() -> None:
    system = groups({"Female": 3, "Male": 0, "Other": 40})
    hidden = some("Female")
    assert not judged(problem(system), hidden)[A].is_beaten
    closed = replace(problem(system), closed=frozenset(some("Female", "Male", "Other")))
    found = judged(closed, closed.closed)
    assert [each.is_beaten for each in found] == [True] * 3
    assert found[B].narrowest == 43  # not "at least 1": there is no sign beside it
    assert found[B].tried == 1  # of what is left out, only what is sensitive


def test_what_is_rounded_is_known_between_its_ends() -> None:
    # 200 is printed for 198 to 202, and 203 as 205, for 203 to 207.
    exact = problem(groups({"Female": 3, "Male": 200}))
    assert not judged(exact, some("Female"))[A].is_beaten
    found = judged(problem(groups({"Female": 3, "Male": 200}), NHS), some("Female"))
    assert [each.narrowest for each in found] == [8, 8, 8]  # 1 to 9
    assert all(each.is_beaten for each in found)
    printed = {PLANS: (203.0, 204.0)}
    found = judged(problem(groups({"Female": 3, "Male": 200}), NHS), some("Female"), printed)
    assert [each.below for each in found] == [set(), set(), some("Female")]


@pytest.mark.parametrize(
    ("span", "is_sum", "expected"),
    [
        ((3.0, 3.0), False, True),
        ((3.0, 3.0), True, True),
        ((2.4, 3.6), False, True),  # one whole number
        ((2.4, 3.6), True, False),
        ((2.4, 4.0), False, False),
        ((2.4, 2.6), False, True),
        ((3.0, math.inf), False, False),
    ],
)
def test_a_count_with_one_whole_number_left_is_found(
    span: Span, is_sum: bool, expected: bool
) -> None:
    assert (judging._width(span, is_sum) < 1e-6) is expected


def test_a_sum_of_few_has_to_be_as_wide_as_one_child_more() -> None:
    given = problem(mean(90, 9))
    assert given.target == {key("points"): 100}
    assert all(found.is_beaten for found in judged(given, {key("points"), key("pupils")}))
    known = {key("points"): (0.0, 99.0)}
    assert judged(given, {key("points")}, known)[D].below == {key("points")}


def test_public_counts_are_nobodys_secret() -> None:
    given = replace(problem(groups(ROW)), public=frozenset(some("Female")))
    assert all(found.is_beaten and found.tried == 0 for found in judged(given, ()))


def _public_total(limits: Mapping[Key, Span]) -> Problem:
    """Of three by sex, whose total is public: 1 and 2."""
    given = problem(groups({"Female": 1, "Male": 2}))
    return replace(given, public=frozenset([PLANS]), limits=limits)


def test_a_limit_is_proven_by_what_is_public() -> None:
    assert unproven_limits(_public_total({sex("Female"): (-math.inf, 3)})) == set()
    assert unproven_limits(_public_total({sex("Female"): (-math.inf, 2)})) == some("Female")
    assert unproven_limits(_public_total({sex("Female"): (1, 1)})) == some("Female")
    unlimited = replace(_public_total({sex("Female"): (-math.inf, 3)}), public=frozenset())
    assert unproven_limits(unlimited) == some("Female")
    assert unproven_limits(_public_total({})) == set()


def test_that_nobody_is_in_a_group_is_proven_by_nobody_in_a_larger_one() -> None:
    given = problem(rate(0, 200))
    part = key("plans_neet", "Age", "Age 22")
    cells = {**given.system.cells, part: replace(given.system.cells[NEET], key=part)}
    sums = (*given.system.relations, type(given.system.relations[0])(NEET, (part,)))
    larger = replace(
        given,
        system=replace(given.system, cells=cells, relations=sums),
        floors={**given.floors, part: 0.0},
        limits={part: (0.0, 0.0)},
    )
    assert unproven_limits(larger) == set()
    assert unproven_limits(replace(larger, zeros=frozenset())) == {part}


def test_editions_that_tell_nothing_of_hidden_counts_change_nothing() -> None:
    earlier = Known(1, {sex("Male"): (40, 40)}, frozenset(), {})
    found = judged(problem(groups(ROW), earlier=earlier), some("Female", "Other"), earlier.spans)
    assert [each.narrowest for each in found] == [10, 8, 8]
