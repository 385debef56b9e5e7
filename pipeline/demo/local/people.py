"""Everybody who asked for or has a plan in the demonstration area, and what became of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline.demo.local.person import Person, PersonMaker
from pipeline.demo.local.plan_cases import cases_without_plan, coming_cases
from pipeline.demo.local.plan_growth import Growth
from pipeline.demo.local.plan_needs import give_needs, needs_in
from pipeline.demo.local.plan_schools import Places, has_resourced, has_unit
from pipeline.demo.local.plan_settings import settings_of
from pipeline.demo.local.plans import (
    FIRST_JANUARY,
    FIRST_RETURN,
    LAST_JANUARY,
    Case,
    Plan,
    Stay,
)
from pipeline.demo.local.schools import School, local_schools, other_establishments
from pipeline.demo.world import World

__all__ = ["Person", "PlanPeople", "PlanPupil", "plan_people"]


@dataclass(frozen=True)
class PlanPupil:
    """A plan holder in one of the area's own schools in a January."""

    person: Person
    urn: str
    needs: tuple[str, str | None]  # codes; the second is seldom known
    in_unit: bool
    in_resourced: bool


@dataclass(frozen=True, eq=False)
class PlanPeople:
    """The lives of all plans and of all other requests."""

    januaries: range  # that are asked for
    stock: Mapping[int, Sequence[Plan]]  # the plans of each January
    plans: Sequence[Plan]  # all there ever were
    cases: Sequence[Case]  # that have led to no plan yet
    establishments: Sequence[School]
    world: World

    @property
    def returns(self) -> range:
        """The years of the SEN2 returns that there are."""
        return range(max(self.januaries.start, FIRST_RETURN), self.januaries.stop)

    def in_home_schools(self, january: int) -> Sequence[PlanPupil]:
        """The plan holders in the area's own schools, by the order in which they came."""
        pupils = []
        for plan in self.stock[january]:
            stay = plan.stays[january]
            if stay.school is not None and stay.school.is_home:
                places = has_unit(stay.setting), has_resourced(stay.setting)
                needs = needs_in(plan, january)
                pupils.append(PlanPupil(plan.person, stay.school.urn, needs, *places))
        return pupils


def plan_people(pupils: int, years: int, world: World) -> PlanPeople:
    """The people with plans of an area with so many pupils, in the last `years` Januaries.

    `world` is the published one of an area of the same size.
    """
    januaries = range(LAST_JANUARY - years + 1, LAST_JANUARY + 1)
    if not FIRST_JANUARY <= januaries.start <= LAST_JANUARY:
        most = LAST_JANUARY - FIRST_JANUARY + 1
        raise ValueError(f"there are plans of 1 to {most} Januaries, not of {years}")
    makers = PersonMaker()
    growth = Growth(world, makers)
    with_plan = [*(plan.case for plan in growth.plans), *coming_cases(world, makers)]
    without = list(cases_without_plan(world, makers, with_plan))
    home, others = local_schools(pupils), other_establishments()
    _place(world, growth, Places(world, home, others))
    give_needs(world, growth.plans, growth.stock[LAST_JANUARY])
    return PlanPeople(
        januaries=januaries,
        stock=growth.stock,
        plans=growth.plans,
        cases=[*with_plan[len(growth.plans) :], *without],
        establishments=(*home, *others),
        world=world,
    )


def _place(world: World, growth: Growth, places: Places) -> None:
    """Give every plan its setting and school in every January, one January after the other."""
    settings: Mapping[int, str] = {}
    for january, plans in growth.stock.items():
        settings = settings_of(world, january, plans, settings)
        stays: Mapping[int, Stay] = places.stays(january, plans, settings)
        for plan in plans:
            plan.stays[january] = stays[plan.person.key]
