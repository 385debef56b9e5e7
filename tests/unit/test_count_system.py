"""One system of all counts: what adds up to what, worked out by hand on made-up counts."""

from __future__ import annotations

import pytest

from pipeline.disclose.counts import System
from pipeline.disclose.identities import Identity
from pipeline.disclose.observed import Twin
from pipeline.own_counts import OwnCounts
from tests.fixtures_counts import (
    PERIOD,
    PLACES,
    figure,
    key,
    relation,
    system_of,
    values,
)

SHARE = OwnCounts("plans", "plans", "plans", of_total=True)
COUNT = OwnCounts("plans", "plans")
TOTAL = ("Total", "Total")


def _shares(groups: dict[str, float], total: float, printed: tuple[str, ...]) -> System:
    return system_of(
        {key("plans"): total, **{key("plans", "Sex", name): n for name, n in groups.items()}},
        [figure("by_sex", (groups[name], total), "Sex", name) for name in printed],
        {"by_sex": SHARE},
    )


def test_a_total_is_the_sum_of_all_its_groups_printed_or_not() -> None:
    system = _shares({"Female": 10, "Male": 7, "Unknown": 3}, 20, ("Female", "Male"))
    female, male, unknown = (key("plans", "Sex", s) for s in ("Female", "Male", "Unknown"))
    assert relation(key("plans"), female, male, unknown) in system.relations
    assert system.cells[female].is_printed
    assert not system.cells[unknown].is_printed
    assert system.cells[unknown].value == 3


def test_what_the_groups_leave_over_is_a_cell_that_nobody_prints() -> None:
    system = _shares({"Female": 10, "Male": 7}, 20, ("Female", "Male"))
    other = key("plans, other", "Sex")
    assert system.cells[other].value == 3
    assert not system.cells[other].is_printed
    female, male = (key("plans", "Sex", sex) for sex in ("Female", "Male"))
    assert relation(key("plans"), female, male, other) in system.relations


def test_children_in_two_groups_are_an_overlap() -> None:
    system = system_of(
        {
            key("pupils_suspended"): 11,
            key("pupils_suspended", "School type", "Primary"): 5,
            key("pupils_suspended", "School type", "Secondary"): 8,
        },
        [figure("suspended", (5, None), "School type", "Primary")],
        {"suspended": OwnCounts("plans", "pupils_suspended")},
    )
    added_up = key("pupils_suspended, added up", "School type")
    twice = key("pupils_suspended, counted twice", "School type")
    assert values(system)[added_up] == 13
    assert values(system)[twice] == 2
    assert system.relations == (
        relation(
            added_up,
            key("pupils_suspended", "School type", "Primary"),
            key("pupils_suspended", "School type", "Secondary"),
        ),
        relation(added_up, key("pupils_suspended"), twice),
    )


def test_a_subtotal_is_a_relation_of_its_own_and_no_part_of_the_total() -> None:
    groups = {"All SEN": 9, "EHC plan": 4, "SEN support": 5, "No SEN": 21}
    system = system_of(
        {key("pupils"): 30, **{key("pupils", "SEN provision", b): n for b, n in groups.items()}},
        [figure("pupils", (n, None), "SEN provision", b) for b, n in groups.items()],
        {"pupils": OwnCounts("plans", "pupils")},
        identities=[
            Identity(
                "all_sen",
                "equal",
                ("*", "*", "SEN provision", "All SEN"),
                (
                    ("*", "*", "SEN provision", "EHC plan"),
                    ("*", "*", "SEN provision", "SEN support"),
                ),
            )
        ],
    )
    part = {name: key("pupils", "SEN provision", name) for name in groups}
    assert set(system.relations) == {
        relation(part["All SEN"], part["EHC plan"], part["SEN support"]),
        relation(key("pupils"), part["EHC plan"], part["SEN support"], part["No SEN"]),
    }


def test_an_area_is_its_localities_and_its_icbs_and_an_icb_its_whole_localities() -> None:
    counts = {"501": 100, "north": 20, "east": 30, "south": 25, "west": 15, "nowhere": 10}
    counts |= {"icb-1": 58, "icb-2": 32, "icb-none": 10}
    system = system_of(
        {key("plans", area=area): n for area, n in counts.items()},
        [figure("plans", (n, None), area=area) for area, n in counts.items()],
        {"plans": COUNT},
        places=PLACES,
    )
    at = {area: key("plans", area=area) for area in counts}
    # Nobody is known by ICB alone: the two "not known" are one cell, under the lesser key.
    shared = "plans, in shared localities"
    assert set(system.relations) == {
        relation(at["501"], at["north"], at["east"], at["south"], at["west"], at["icb-none"]),
        relation(at["501"], at["icb-1"], at["icb-2"], at["icb-none"]),
        relation(at["icb-1"], at["north"], at["east"], key(shared, area="icb-1")),
        relation(at["icb-2"], at["south"], key(shared, area="icb-2")),
    }
    assert values(system)[key(shared, area="icb-1")] == 8
    assert values(system)[key(shared, area="icb-2")] == 7
    assert at["nowhere"] not in system.cells


def test_only_lines_with_a_figure_are_in_the_system() -> None:
    system = system_of(
        {
            key("plans"): 20,
            key("plans", area="north"): 20,
            key("plans", "Sex", "Male"): 20,
            key("plans", "Age", "Age 5"): 20,
            key("plans_residential"): 4,
        },
        [figure("by_sex", (20, 20), "Sex", "Male")],
        {"by_sex": SHARE},
        places=PLACES,
    )
    measures = {(name[1], name[3], name[4]) for name in system.cells}
    assert measures == {("plans", "501", "Sex"), ("plans in total less plans", "501", "Sex")}


def test_the_rest_of_a_denominator_is_a_cell_and_ties_the_two() -> None:
    system = system_of(
        {key("plans"): 12, key("plans_neet"): 5},
        [figure("neet", (5, 12))],
        {"neet": OwnCounts("plans", "plans_neet", "plans")},
    )
    rest = key("plans less plans_neet")
    assert system.relations == (relation(key("plans"), key("plans_neet"), rest),)
    assert values(system)[rest] == 7
    [use] = system.uses
    assert (use.numerator, use.denominator, use.rest, use.group) == (
        *(key("plans_neet"), key("plans")),
        *(rest, key("plans")),
    )


@pytest.mark.parametrize("counts", ["events", "sums"])
def test_events_and_sums_leave_no_rest(counts: str) -> None:
    system = system_of(
        {key("pupils"): 12, key("points"): 5.5},
        [figure("events", (5.5, 12))],
        {"events": OwnCounts("plans", "points", "pupils", counts=counts)},
    )
    assert system.relations == ()
    assert system.uses[0].rest is None
    points = system.cells[key("points")]
    assert points.is_sum == (counts == "sums")
    assert points.group == (key("pupils") if counts == "sums" else None)


def test_sums_of_a_group_have_the_group_of_their_place_even_where_it_is_left_over() -> None:
    system = system_of(
        {
            key("sessions"): 100.0,
            key("possible"): 500.0,
            key("enrolments"): 10.0,
            key("sessions", "Sex", "Male"): 30.0,
            key("possible", "Sex", "Male"): 200.0,
            key("enrolments", "Sex", "Male"): 4.0,
        },
        [figure("absence", (30, 200), "Sex", "Male")],
        {"absence": OwnCounts("plans", "sessions", "possible", counts="sums", group="enrolments")},
    )
    assert system.uses[0].group == key("enrolments", "Sex", "Male")
    for measure in ("sessions", "possible"):
        left_over = system.cells[key(f"{measure}, other", "Sex")]
        assert left_over.is_sum
        assert left_over.group == key("enrolments, other", "Sex")
    assert not system.cells[key("enrolments, other", "Sex")].is_sum


def test_equal_counts_are_one_cell_under_the_least_key() -> None:
    mainstream = key("plans", "Setting", "Mainstream school")
    system = system_of(
        {
            key("plans"): 50,
            mainstream: 30,
            key("plans", "Setting", "Special school"): 20,
            key("plans_in_mainstream"): 30,
            key("plans_in_unit"): 6,
        },
        [
            figure("by_setting", (30, 50), "Setting", "Mainstream school"),
            figure("in_unit", (6, 30)),
        ],
        {
            "by_setting": SHARE,
            "in_unit": OwnCounts("plans", "plans_in_unit", "plans_in_mainstream"),
        },
        identities=[
            Identity(
                "mainstream",
                "equal",
                ("plans", "plans", "Setting", "Mainstream school"),
                (("plans", "plans_in_mainstream", *TOTAL),),
            )
        ],
    )
    assert key("plans_in_mainstream") not in system.cells
    assert system.uses[1].denominator == mainstream
    assert system.uses[1].group == mainstream
    rest = key("plans_in_mainstream less plans_in_unit")
    assert relation(mainstream, key("plans_in_unit"), rest) in system.relations


@pytest.mark.parametrize(("support", "ties"), [(7, True), (8, False)])
def test_an_identity_that_the_counts_do_not_fulfil_is_left_out(support: int, ties: bool) -> None:
    measures = {"pupils_with_sen": 12, "pupils_with_plan": 5, "pupils_on_support": support}
    system = system_of(
        {key(measure): n for measure, n in measures.items()},
        [figure(measure, (n, None)) for measure, n in measures.items()],
        {measure: OwnCounts("plans", measure) for measure in measures},
        identities=[
            Identity(
                "sen",
                "equal",
                ("*", "pupils_with_sen", "*", "*"),
                (("*", "pupils_with_plan", "*", "*"), ("*", "pupils_on_support", "*", "*")),
            )
        ],
    )
    expected = relation(*(key(measure) for measure in measures))
    assert system.relations == ((expected,) if ties else ())


def test_what_is_at_least_its_parts_has_a_rest_even_where_nothing_is_left() -> None:
    measures = {"suspensions": 9, "pupils_suspended": 9}
    system = system_of(
        {key(measure): n for measure, n in measures.items()},
        [figure(measure, (n, None)) for measure, n in measures.items()],
        {measure: OwnCounts("plans", measure) for measure in measures},
        identities=[
            Identity(
                "suspended",
                "at least",
                ("*", "suspensions", "*", "*"),
                (("*", "pupils_suspended", "*", "*"),),
            )
        ],
    )
    rest = key("suspensions less pupils_suspended")
    assert system.relations == (relation(key("suspensions"), key("pupils_suspended"), rest),)
    assert system.cells[rest].value == 0
    assert not system.cells[rest].is_printed


def test_only_equal_values_of_a_department_make_a_cell_public() -> None:
    system = system_of(
        {key("plans"): 12, key("plans_neet"): 5, key("plans", "Sex", "Male"): 12},
        [figure("neet", (5, 12)), figure("by_sex", (12, 12), "Sex", "Male")],
        {"neet": OwnCounts("plans", "plans_neet", "plans"), "by_sex": SHARE},
        twins=[
            Twin(("neet", PERIOD, "501", *TOTAL), 5.0, 13.0),
            Twin(("by_sex", PERIOD, "501", "Sex", "Male"), None, None),
        ],
    )
    assert system.public == {key("plans_neet"): 5.0}


def test_the_same_counts_in_any_order_make_the_same_system() -> None:
    groups = {"Female": 10.0, "Male": 7.0, "Unknown": 3.0}
    counts = {key("plans"): 20.0} | {key("plans", "Sex", s): n for s, n in groups.items()}
    figures = [figure("by_sex", (n, 20), "Sex", s) for s, n in groups.items()]
    one = system_of(counts, figures, {"by_sex": SHARE})
    other = system_of(dict(reversed(counts.items())), figures, {"by_sex": SHARE})
    assert repr(one) == repr(other)
    assert list(one.cells) == sorted(one.cells)
    ordered = [(found.total, found.parts) for found in one.relations]
    assert ordered == sorted(ordered)
