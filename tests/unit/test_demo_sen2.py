"""The SEN2 returns of the demonstration area: as many plans and cases as are published."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline.demo.geography import HOME
from pipeline.demo.local.people import PlanPeople, plan_people
from pipeline.demo.local.plans import census_date
from pipeline.demo.local.schools import local_schools
from pipeline.demo.local.sen2_files import write_sen2
from pipeline.demo.local.sen2_return import sen2_returns
from pipeline.demo.school_census import PLAN
from pipeline.demo.traits import home_area_of
from pipeline.demo.world import World, grow_world

PUPILS, YEARS = 9_000, 4
RETURNS = (2023, 2024, 2025)
PHASES = {
    "NS": "State-funded nursery", "EY": "State-funded nursery", "PS": "State-funded primary",
    "MP": "State-funded primary", "MS": "State-funded secondary", "SS": "State-funded secondary",
    "AT": "State-funded secondary", "SP": "State-funded special school",
    "PR": "State-funded AP school",
}  # fmt: skip
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"


@contextmanager
def area(pupils: int) -> Iterator[World]:
    with home_area_of(pupils):
        yield grow_world()


@pytest.fixture(scope="module")
def people() -> Iterator[PlanPeople]:
    with area(PUPILS) as world:
        yield plan_people(PUPILS, YEARS, world)


def test_each_january_has_the_plans_and_settings_that_are_published(people: PlanPeople) -> None:
    published = people.world.plans.stock
    for january in people.januaries:
        placed = Counter(plan.stays[january].setting for plan in people.stock[january])
        assert placed == +published[HOME, january]


def test_each_year_has_the_new_and_ceased_plans_that_are_published(people: PlanPeople) -> None:
    for year in range(2022, 2025):
        new = sum(p.start.year == year and not p.case.transfer_la for p in people.plans)
        ceased = sum(p.ceased is not None and p.ceased.year == year for p in people.plans)
        assert new == people.world.plans.new[HOME, year].total()
        assert ceased == people.world.plans.ceased[HOME, year]


def test_needs_of_the_last_january_are_those_that_are_published(people: PlanPeople) -> None:
    needs = Counter(
        plan.needs[0].lower().replace("ds", "oth") if plan.has_need_recorded else "need_unknown"
        for plan in people.stock[2025]
    )
    assert needs == Counter(people.world.records["plans"][HOME, 2025]["need"])


def test_nobody_has_a_plan_before_birth_or_beyond_25(people: PlanPeople) -> None:
    ages = {plan.age(year) for year in people.januaries for plan in people.stock[year]}
    assert min(ages) >= 0 and max(ages) == 25
    assert all(plan.person.birth < plan.case.received < plan.start for plan in people.plans)


def test_numbers_are_right_in_form_and_given_once(people: PlanPeople) -> None:
    persons = {plan.person.key: plan.person for plan in people.plans}
    persons |= {case.person.key: case.person for case in people.cases}
    assert len({person.upn for person in persons.values()}) == len(persons)
    for person in persons.values():
        total = sum(int(sign) * weight for weight, sign in enumerate(person.upn[1:], 2))
        assert person.upn[0] == LETTERS[total % 23] and person.upn[1:4] == HOME
        assert re.fullmatch(r"Z[ZX]\d \d[A-Z]{2}", person.postcode)
        assert person.surname.startswith("Zz") and person.forename.startswith("Zz")


def test_plan_holders_in_the_areas_schools_fit_into_them(people: PlanPeople) -> None:
    schools = {school.urn: school for school in local_schools(PUPILS)}
    for january in people.januaries:
        pupils = people.in_home_schools(january)
        held = people.world.census.pupils[HOME, january]
        phases = Counter(PHASES[schools[pupil.urn].phase] for pupil in pupils)
        assert all(number <= held[phase, PLAN] for phase, number in phases.items())
        assert len(pupils) > 0.4 * len(people.stock[january])
        assert len({pupil.person.upn for pupil in pupils}) == len(pupils)
        for pupil in pupils:
            assert schools[pupil.urn].takes(pupil.person.age(census_date(january)))
    assert {pupil.in_unit for pupil in pupils} == {True, False}
    assert {pupil.in_resourced for pupil in pupils} == {True, False}


@pytest.mark.parametrize(("pupils", "years"), [(300, 1), (900, 10), (2_500, 7)])
def test_areas_of_any_size_and_history_have_their_plans(
    pupils: int, years: int, tmp_path: Path
) -> None:
    with area(pupils) as world:
        people = plan_people(pupils, years, world)
        write_sen2(tmp_path, people)
    assert list(people.januaries) == list(range(2026 - years, 2026))
    for january in people.januaries:
        assert len(people.stock[january]) == world.plans.stock[HOME, january].total()
        assert len(people.in_home_schools(january)) > 0
    written = sorted(path.name for path in (tmp_path / "sen2").iterdir())
    assert written == [str(year) for year in RETURNS if year in people.januaries]


@pytest.mark.parametrize("years", [0, 11])
def test_a_history_that_is_not_known_is_refused(years: int, people: PlanPeople) -> None:
    with pytest.raises(ValueError, match="1 to 10 Januaries"):
        plan_people(PUPILS, years, people.world)


def test_the_backlog_grows(people: PlanPeople) -> None:
    with home_area_of(PUPILS):
        returns = sen2_returns(people)
    still_open = [
        sum(
            request.requestoutcome in "AY" and request.plan is None
            for person in one.persons
            for request in person.requests
        )
        for one in returns.values()
    ]
    assert still_open[0] < still_open[-1]
