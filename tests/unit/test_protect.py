"""What is hidden beside the small counts, and which lines go whole: worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from pipeline.disclose.counts import System
from pipeline.disclose.editions import Known
from pipeline.disclose.observed import Twin
from pipeline.disclose.protect import Protection, protect
from pipeline.disclose.rules import Rules
from pipeline.own_counts import OwnCounts
from tests.fixtures_counts import AREA, PERIOD, PLACES, figure, key, system_of
from tests.fixtures_problem import (
    COUNCIL,
    COUNT,
    NEET,
    NHS,
    NOTHING,
    PLANS,
    RATE,
    groups,
    problem,
    rate,
    sex,
)


def protected(system: System, rules: Rules = COUNCIL, earlier: Known = NOTHING) -> Protection:
    return protect(problem(system, rules, earlier))


def in_places(
    total: float, places: Mapping[str, float], *, is_public: bool, topic: str = "Total"
) -> System:
    """One count of the area and of its localities or ICBs."""
    group = "Total" if topic == "Total" else "Hospital"
    counts = {AREA: total, **places}
    return system_of(
        {key("plans", topic, group, area): n for area, n in counts.items()},
        [figure("plans", (n, None), topic, group, area=area) for area, n in counts.items()],
        COUNT,
        places=PLACES,
        twins=[Twin(("plans", PERIOD, AREA, topic, group), total, None)] if is_public else [],
    )


def names(found: Protection) -> set[str]:
    """The groups and areas of what is hidden."""
    return {name[5] if name[5] != "Total" else name[3] for name in found.hidden}


def test_where_nothing_is_small_nothing_is_hidden() -> None:
    found = protected(groups({"Female": 12, "Male": 40}))
    assert not found.hidden and not found.unprotected and not found.problem.closed


def test_a_small_count_takes_the_cheapest_other_with_it_and_leaves_the_total() -> None:
    found = protected(groups({"Female": 3, "Male": 40, "Other": 11}))
    assert "Female" in names(found) and AREA not in names(found)
    assert len(found.hidden) == 2 and found.unprotected == ()


def test_all_but_two_take_their_denominator_or_their_numerator_with_them() -> None:
    found = protected(rate(38, 40))
    assert len(found.hidden) == 1 and found.hidden <= {NEET, PLANS}


def test_what_was_hidden_before_is_hidden_again_rather_than_another() -> None:
    system = groups({"Female": 3, "Male": 40, "Other": 41})
    for kept in ("Male", "Other"):
        earlier = Known(1, {}, frozenset([sex(kept)]), {"2024": frozenset()})
        assert protected(system, earlier=earlier).hidden == {sex("Female"), sex(kept)}


def test_what_an_edition_printed_protects_nobody_and_is_shown() -> None:
    earlier = Known(1, {sex("Male"): (40, 40)}, frozenset(), {"2024": frozenset([sex("Male")])})
    found = protected(groups({"Female": 3, "Male": 40, "Other": 11}), earlier=earlier)
    assert found.hidden == {sex("Female"), sex("Other")}


def test_what_rounding_leaves_open_need_not_be_hidden() -> None:
    # 203 is printed as 205 and 200 as 200: the third could be 8.
    system = groups({"Female": 3, "Male": 200})
    assert protected(system, NHS).hidden == {sex("Female")}
    exact = protected(system, replace(NHS, rounding=0)).hidden
    assert len(exact) == 2 and sex("Female") in exact


def test_rounding_that_leaves_too_little_open_takes_another_with_it() -> None:
    # To the nearest 2: 3 could be 5 at most, and has to be able to be 8.
    found = protected(groups({"Female": 3, "Male": 200}), replace(NHS, rounding=2))
    assert len(found.hidden) == 2


def test_a_public_total_of_three_leaves_room_only_if_its_localities_are_left_out() -> None:
    """Of three in two localities it is told that there is somebody in both: 1 and 2, or 2 and 1."""
    found = protected(in_places(3, {"north": 1, "south": 2}, is_public=True))
    at = {area: key("plans", area=area) for area in ("north", "south")}
    assert found.problem.closed >= set(at.values())
    assert found.unprotected == ()
    # Nobody could think of more than three, whatever is hidden.
    assert {found.problem.target[name] for name in at.values()} == {3}
    assert {found.problem.limits[name][1] for name in at.values()} == {3}


def test_the_same_total_that_is_not_public_is_hidden_itself() -> None:
    found = protected(in_places(3, {"north": 1, "south": 2}, is_public=False))
    assert names(found) == {AREA, "north", "south"} and not found.problem.closed


def test_a_public_total_of_six_over_two_icbs_leaves_room_for_five_and_one() -> None:
    system = in_places(6, {"icb-1": 2, "icb-2": 4}, is_public=True)
    found = protected(system)
    assert names(found) == {"icb-1", "icb-2"}
    assert not found.problem.closed and not found.problem.limits
    # Of up to seven nobody could think: six at most, and that only if none is told to be there.
    strict = protected(system, replace(NHS, rounding=0))
    assert strict.problem.closed == {key("plans", area=icb) for icb in ("icb-1", "icb-2")}
    assert {limit[1] for limit in strict.problem.limits.values()} == {6}


def test_groups_that_only_one_of_two_localities_has_go_with_all_their_places() -> None:
    """That there is nobody in the south would say that all three are in the north."""
    system = system_of(
        {
            key("plans", "Setting", "Hospital"): 3,
            key("plans", "Setting", "School"): 70,
            key("plans", "Setting", "Hospital", "north"): 3,
            key("plans", "Setting", "School", "north"): 30,
            key("plans", "Setting", "School", "south"): 40,
        },
        [
            figure("plans", (3, None), "Setting", "Hospital"),
            figure("plans", (3, None), "Setting", "Hospital", area="north"),
            figure("plans", (30, None), "Setting", "School", area="north"),
            figure("plans", (40, None), "Setting", "School", area="south"),
        ],
        COUNT,
        places=PLACES,
        twins=[Twin(("plans", PERIOD, AREA, "Setting", "Hospital"), 3.0, None)],
    )
    found = protected(system)
    hospital = {key("plans", "Setting", "Hospital", area) for area in ("north", "south")}
    assert found.problem.closed == hospital
    assert found.problem.zeros & hospital and not found.problem.anyway & hospital
    assert found.hidden & {key("plans", "Setting", "School", "north")} == set()


def test_nobody_of_two_hundred_says_that_nobody_of_eight_is_and_that_is_not_hidden() -> None:
    eight, most = ("Age", "Age 22"), ("Age", "Younger")
    values = {NEET: 0.0, PLANS: 200.0}
    values |= {key("plans_neet", *eight): 0.0, key("plans", *eight): 8.0}
    values |= {key("plans_neet", *most): 0.0, key("plans", *most): 192.0}
    system = system_of(
        values,
        [
            figure("neet", (0, 200)),
            figure("neet", (0, 8), *eight),
            figure("neet", (0, 192), *most),
        ],
        RATE,
    )
    assert problem(system).target.keys() == {key("plans_neet", *eight)}
    found = protected(system)
    assert found.problem.limits == {key("plans_neet", *eight): (0.0, 0.0)}
    assert found.hidden == set() and not found.problem.target and not found.unprotected


def test_one_of_two_hundred_says_nothing_of_eight_and_nobody_of_them_is_hidden() -> None:
    eight, most = ("Age", "Age 22"), ("Age", "Younger")
    values = {NEET: 30.0, PLANS: 200.0}
    values |= {key("plans_neet", *eight): 0.0, key("plans", *eight): 8.0}
    values |= {key("plans_neet", *most): 30.0, key("plans", *most): 192.0}
    system = system_of(
        values,
        [
            figure("neet", (30, 200)),
            figure("neet", (0, 8), *eight),
            figure("neet", (30, 192), *most),
        ],
        RATE,
    )
    found = protected(system)
    assert key("plans_neet", *eight) in found.hidden and len(found.hidden) > 1
    assert not found.problem.limits


def test_what_no_hiding_protects_is_named() -> None:
    """All but the small count is known from editions, its total too."""
    spans = {sex("Male"): (40.0, 40.0), PLANS: (43.0, 43.0)}
    earlier = Known(1, spans, frozenset(), {"2024": frozenset(spans)})
    found = protected(groups({"Female": 3, "Male": 40}), earlier=earlier)
    assert found.unprotected == (sex("Female"),)


def test_the_same_counts_in_any_order_hide_the_same() -> None:
    counts = {"Female": 3.0, "Male": 40.0, "Other": 40.0, "Unknown": 2.0}
    one = protected(groups(counts))
    other = protected(groups(dict(reversed(counts.items()))))
    assert one.hidden == other.hidden and one.unprotected == other.unprotected == ()


def test_a_mean_over_few_hides_its_sum_and_children() -> None:
    counts = {"Total": (400.0, 60.0), "Female": (20.0, 3.0), "Male": (380.0, 57.0)}
    place = {name: ("Total" if name == "Total" else "Sex", name) for name in counts}
    system = system_of(
        {
            key(measure, *place[name]): pair[number]
            for name, pair in counts.items()
            for number, measure in enumerate(("points", "pupils"))
        },
        [figure("points", pair, *place[name], kind="mean") for name, pair in counts.items()],
        {"points": OwnCounts("plans", "points", "pupils", counts="sums")},
    )
    found = protected(system)
    small = {key(measure, "Sex", "Female") for measure in ("points", "pupils")}
    assert small < found.hidden and found.unprotected == ()
    assert key("points") not in found.hidden and key("pupils") not in found.hidden
