"""What is known of the counts anyway, what hiding them costs, and what printing them tells."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from pipeline.disclose.counts import Cell, System
from pipeline.disclose.editions import Known
from pipeline.disclose.observed import Twin
from pipeline.disclose.problem import rounded
from pipeline.disclose.rules import Rules
from tests.fixtures_counts import AREA, PERIOD, PLACES, figure, key, system_of
from tests.fixtures_problem import (
    COUNCIL,
    COUNT,
    NEET,
    NHS,
    PLANS,
    RATE,
    REST,
    SHARE,
    groups,
    mean,
    problem,
    rate,
)


def test_a_group_without_a_row_is_nobody_and_known_to_be() -> None:
    female, other = key("plans", "Sex", "Female"), key("plans", "Sex", "Other")
    at = {area: key("plans", "Sex", "Other", area) for area in ("north", "east")}
    system = system_of(
        {
            PLANS: 30,
            female: 20,
            other: 10,
            key("plans", "Sex", "Female", "north"): 20,
            at["east"]: 10,
        },
        [
            figure("plans", (20, None), "Sex", "Female", area="north"),
            figure("plans", (10, None), "Sex", "Other", area="east"),
        ],
        COUNT,
        places=PLACES,
    )
    found = problem(system)
    assert system.cells[at["north"]].value == 0
    assert found.zeros == {at["north"], key("plans", "Sex", "Female", "east")}
    assert found.zeros <= found.anyway
    assert replace(found, closed=found.zeros).anyway == set()


def test_a_zero_that_the_rule_hides_or_that_stands_in_no_printed_line_is_not_known() -> None:
    found = problem(rate(0, 19))
    assert found.zeros == set()
    found = problem(rate(20, 20))
    assert REST not in found.zeros and found.told_of_nobody == set()
    assert problem(rate(0, 20)).told_of_nobody == {NEET}


def test_who_knows_that_zeros_are_printed_holds_hidden_counts_to_be_at_least_one() -> None:
    found = problem(groups({"Female": 3, "Male": 30}))
    assert set(found.floors.values()) == {1.0}
    assert found.floors.keys() == found.system.cells.keys()


@pytest.mark.parametrize(
    ("rules", "counts", "expected"),
    [
        (COUNCIL, (8, 30), (1.0, 1.0)),
        (COUNCIL, (8, 19), (0.0, 1.0)),  # it could be "none of 19", which is hidden
        (COUNCIL, (0, 19), (0.0, 1.0)),
        (COUNCIL, (0, 30), (0.0, 1.0)),
        (replace(COUNCIL, group_of=0), (8, 9), (0.0, 1.0)),
        (replace(COUNCIL, group_of=0), (8, 10), (1.0, 1.0)),
        (replace(COUNCIL, print_zeros=False), (8, 30), (0.0, 1.0)),
    ],
)
def test_where_the_rule_hides_zeros_a_hidden_count_may_be_one(
    rules: Rules, counts: tuple[float, float], expected: tuple[float, float]
) -> None:
    floors = problem(rate(*counts), rules).floors
    assert (floors[NEET], floors[PLANS]) == expected
    assert floors[REST] == 0  # nobody prints it


def test_a_group_of_a_total_has_no_row_unless_somebody_is_in_it() -> None:
    counts = {"Female": 3.0, "Male": 9.0}
    system = system_of(
        {PLANS: 12, **{key("plans", "Sex", name): n for name, n in counts.items()}},
        [figure("by_sex", (n, 12), "Sex", name) for name, n in counts.items()],
        SHARE,
    )
    for rules in (COUNCIL, replace(COUNCIL, print_zeros=False)):
        floors = problem(system, rules).floors
        assert floors[key("plans", "Sex", "Male")] == floors[PLANS] == 1


def test_sums_are_not_below_nothing_unless_they_are() -> None:
    assert problem(mean(90, 12)).floors[key("points")] == 0
    assert problem(mean(-3, 12)).floors[key("points")] == -math.inf


@pytest.mark.parametrize(
    ("topic", "name", "area", "cost"),
    [
        ("Total", "Total", AREA, 1000.0),
        ("Total", "Total", "north", 30.0),
        ("Sex", "Male", AREA, 3.0),
        ("Sex", "Male", "north", 1.0),
    ],
)
def test_headline_totals_cost_most_and_what_was_hidden_before_stays_hidden(
    topic: str, name: str, area: str, cost: float
) -> None:
    place = key("plans", topic, name, area)
    system = System({place: Cell(place, 30, is_printed=True)}, (), (), {})
    assert problem(system).cost == {place: cost}
    unprinted = System({place: Cell(place, 30, is_printed=False)}, (), (), {})
    assert problem(unprinted).cost == {place: 0.0}
    before = Known(1, {}, frozenset([place, key("gone")]), {})
    assert problem(system, earlier=before).kept == {place}


@pytest.mark.parametrize(
    ("base", "value", "span"),
    [
        (5, 8, (8, 12)),  # 10 is printed; 8 is the first that is not small
        (5, 12, (8, 12)),
        (5, 13, (13, 17)),
        (10, 14, (8, 14)),  # what lies halfway is rounded up: 15 would be printed as 20
        (10, 15, (15, 24)),
        (2, 9, (9, 10)),
        (3, 100, (98, 100)),
    ],
)
def test_a_rounded_count_is_one_of_the_whole_numbers_that_are_rounded_so(
    base: int, value: float, span: tuple[float, float]
) -> None:
    found = problem(groups({"Female": value, "Male": 200}), replace(NHS, rounding=base))
    assert found.printed[key("plans", "Sex", "Female")] == span
    low, high = (int(end) for end in span)
    alike = [n for n in range(8, 300) if rounded(n, base) == rounded(value, base)]
    assert (low, high) == (alike[0], alike[-1])


def test_what_is_public_or_nobody_is_known_exactly_though_counts_are_rounded() -> None:
    assert PLANS not in problem(_twinned(40), NHS).printed
    assert problem(_twinned(41), NHS).printed[PLANS] == (38, 42)
    assert key("plans", "Sex", "Female") not in problem(groups({"Female": 0, "Male": 9})).printed


def _twinned(published: float) -> System:
    return system_of(
        {NEET: 20, PLANS: 40},
        [figure("neet", (20, 40))],
        RATE,
        twins=[Twin(("neet", PERIOD, AREA, "Total", "Total"), None, published)],
    )


def test_rounded_sums_lie_anywhere_between() -> None:
    assert problem(mean(41.5, 30), NHS).printed[key("points")] == (37.5, 42.5)


def test_without_rounding_what_is_printed_is_exact() -> None:
    assert problem(rate(20, 40)).printed == {}


def test_what_editions_tell_is_taken_to_whole_numbers_and_public_counts_need_none() -> None:
    spans = {NEET: (7.5, 12.5), PLANS: (40.0, 40.0)}
    earlier = Known(1, spans, frozenset(), {"2024": frozenset(spans)})
    found = problem(rate(12, 40), earlier=earlier)
    assert found.before == {NEET: (8, 12), PLANS: (40, 40)}
    assert found.printed_before == {PLANS} and not found.anyway
    assert problem(_twinned(40), earlier=earlier).before == {NEET: (8, 12)}
    sums = Known(1, {key("points"): (37.5, 42.5)}, frozenset(), {})
    assert problem(mean(41.5, 30), earlier=sums).before == {key("points"): (37.5, 42.5)}
