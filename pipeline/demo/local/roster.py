"""Who goes to which school of the home area in a January, so that phases and provisions add up.

The world says how many pupils of each phase have a plan, SEN support or neither. The people whose
plans the home authority keeps come first; other authorities' plans fill what is left.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import TYPE_CHECKING

from pipeline.demo import school_census as published
from pipeline.demo.chance import rounded, spread_over, stream
from pipeline.demo.geography import HOME
from pipeline.demo.local import schools as places
from pipeline.demo.local.children import (
    ALTERNATIVE_TRACK,
    MAIN,
    SPECIAL_TRACK,
    Child,
    Cohorts,
    cohort_of,
)
from pipeline.demo.local.schools import School, local_schools
from pipeline.demo.world import World

if TYPE_CHECKING:
    from pipeline.demo.local.people import PlanPupil

PHASES: Mapping[str, tuple[str, ...]] = {  # phases of the census in each published phase
    published.NURSERY: (places.NURSERY, places.EARLY_YEARS),
    published.PRIMARY: (places.PRIMARY, places.MIDDLE_DEEMED_PRIMARY),
    published.SECONDARY: (places.SECONDARY, places.MIDDLE, places.ALL_THROUGH),
    published.SPECIAL: (places.SPECIAL,),
    published.ALTERNATIVE: (places.REFERRAL,),
}
_AGES: Mapping[str, range] = {
    published.NURSERY: range(2, 4),
    published.PRIMARY: range(3, 11),
    published.SECONDARY: range(11, 19),
    published.SPECIAL: range(3, 19),
    published.ALTERNATIVE: range(5, 16),
}
_TRACKS = {published.SPECIAL: SPECIAL_TRACK, published.ALTERNATIVE: ALTERNATIVE_TRACK}
_MOVED_AWAY = 0.0009  # of all pupils, at each age and each year
_LEFT_IN_TERM = 3  # one in three of them left in the autumn term
# Support is commonest in the last years of primary school.
_HARDER_AT = {3: 0.06, 4: 0.05, 5: 0.025, 6: 0.01, 11: -0.01, 15: 0.01, 16: 0.05, 17: 0.06}


@dataclass(slots=True)
class Seat:
    """One child in one school in one January."""

    child: Child
    school: School
    age: int
    provision: str = "N"
    in_unit: bool = False
    in_resourced: bool = False


def phase_of(school: School) -> str:
    """The published phase of a school of the home area."""
    return next(phase for phase, codes in PHASES.items() if school.phase in codes)


def moved_away(pupils: int, age: int) -> int:
    """How many of a cohort, the first of its list, have moved away by that age."""
    return int(pupils * _MOVED_AWAY * max(age - 3, 0))


class Roster:
    """The pupils of the home area's schools, January after January."""

    def __init__(self, pupils: int, world: World, cohorts: Cohorts) -> None:
        """For an area of that size."""
        self._pupils, self._world, self._cohorts = pupils, world, cohorts
        self._schools = {
            phase: [one for one in local_schools(pupils) if one.phase in codes]
            for phase, codes in PHASES.items()
        }
        self._bounds = {
            phase: list(accumulate(one.size for one in listed))
            for phase, listed in self._schools.items()
        }
        self._by_urn = {one.urn: one for one in local_schools(pupils)}

    def pupils_in(self, january: int, with_plans: Sequence["PlanPupil"]) -> list[Seat]:
        """Every pupil on roll, by school."""
        self._cohorts.forget_before(cohort_of(january, 19))
        seats: list[Seat] = []
        enrolled = self._enrolled(january, with_plans)
        for phase in PHASES:
            counts = self._counts(january, phase)
            first = enrolled[phase][: counts[published.PLAN]]
            size = counts.total() - len(first)
            others = [*self._seats(january, phase, size)]
            plans = counts[published.PLAN] - len(first)
            _hand_out_provision(others, plans, counts[published.SUPPORT])
            seats += first + others
        seats.sort(key=lambda seat: (seat.school.urn, seat.age, seat.child.upn))
        return seats

    def leavers(self, january: int) -> list[Seat]:
        """Children who left a school in the autumn term before."""
        seats: list[Seat] = []
        for phase in (published.PRIMARY, published.SECONDARY):
            for age in _AGES[phase]:
                if 4 < age < 16:
                    gone = self._moved(age) - self._moved(age - 1)
                    number = max(gone // _LEFT_IN_TERM, 1 if age == 10 else 0)
                    first = max(self._moved(age) - number, 0)
                    children = self._cohorts.children(
                        cohort_of(january, age), MAIN, first, min(number, self._moved(age))
                    )
                    seats += [Seat(one, self._school(phase, age, one), age) for one in children]
        for number, seat in enumerate(seats):
            seat.provision = "E" if number % 40 == 7 else "K" if number % 6 == 1 else "N"
        return seats

    def _counts(self, january: int, phase: str) -> Counter[str]:
        pupils = self._world.census.pupils[HOME, january]
        provisions = (published.PLAN, published.SUPPORT, published.NONE)
        return Counter({provision: pupils[phase, provision] for provision in provisions})

    def _enrolled(
        self, january: int, with_plans: Sequence["PlanPupil"]
    ) -> Mapping[str, list[Seat]]:
        seats: dict[str, list[Seat]] = {phase: [] for phase in PHASES}
        for pupil in with_plans:
            school = self._by_urn[pupil.urn]
            child = _child_of(pupil)
            age = january - 1 - _cohort_born(child.born)
            seat = Seat(child, school, age, "E", pupil.in_unit, pupil.in_resourced)
            seats[phase_of(school)].append(seat)
        return seats

    def _seats(self, january: int, phase: str, size: int) -> Iterator[Seat]:
        ages = self._world.census.ages[HOME, january]
        weights = {age: float(ages[age]) + 0.01 for age in _AGES[phase]}
        young = self._in_all_through(phase, size)
        numbers = spread_over(size - young, weights)
        for age, number in numbers.items():
            for child in self._children(january, phase, age, number):
                yield Seat(child, self._school(phase, age, child), age)
        if young:
            yield from self._young_in_all_through(january, young)

    def _in_all_through(self, phase: str, size: int) -> int:
        """Pupils of primary age in the all-through schools, which count as secondary."""
        if phase != published.SECONDARY:
            return 0
        share = sum(one.size for one in self._all_through()) / self._bounds[phase][-1]
        return rounded(size * share * 0.5)

    def _all_through(self) -> list[School]:
        listed = self._schools[published.SECONDARY]
        return [one for one in listed if one.phase == places.ALL_THROUGH]

    def _young_in_all_through(self, january: int, size: int) -> Iterator[Seat]:
        listed = self._all_through()
        for age, number in spread_over(size, dict.fromkeys(range(4, 11), 1.0)).items():
            # Beyond the primary schools' part of the cohort's list.
            first = self._moved(age) + self._pupils // 10
            for child in self._cohorts.children(cohort_of(january, age), MAIN, first, number):
                yield Seat(child, listed[int(child.school * len(listed))], age)

    def _moved(self, age: int) -> int:
        return moved_away(self._pupils, age)

    def _children(self, january: int, phase: str, age: int, number: int) -> Sequence[Child]:
        cohort = cohort_of(january, age)
        if phase in _TRACKS:
            return self._cohorts.children(cohort, _TRACKS[phase], 0, number)
        first = self._moved(age)
        if phase == published.NURSERY:  # beyond the primary schools' part of the list
            first += self._pupils // 10
        return self._cohorts.children(cohort, MAIN, first, number)

    def _school(self, phase: str, age: int, child: Child) -> School:
        bounds = self._bounds[phase]
        index = bisect_left(bounds, child.school * bounds[-1])
        school = self._schools[phase][index]
        if age in school.ages:
            return school
        taking = self._taking(phase, age)
        return taking[index * 7 % len(taking)]

    @cache  # noqa: B019 - one roster lives as long as the program writes the demonstration
    def _taking(self, phase: str, age: int) -> tuple[School, ...]:
        return tuple(one for one in self._schools[phase] if one.takes(age))


def _hand_out_provision(seats: Sequence[Seat], plans: int, support: int) -> None:
    def turn(index: int) -> float:
        seat = seats[index]
        return seat.child.support + _HARDER_AT.get(seat.age, 0.0)

    ranked = sorted(range(len(seats)), key=turn)
    for index in ranked[:plans]:
        seats[index].provision = "E"
    for index in ranked[plans : plans + support]:
        seats[index].provision = "K"


def _cohort_born(born: str) -> int:
    return int(born[:4]) + (born[5:7] >= "09")


def _child_of(pupil: "PlanPupil") -> Child:
    person, (need, second) = pupil.person, pupil.needs
    draw = stream("pupil with a plan", person.key).random
    return Child(
        upn=person.upn,
        uln=person.uln,
        born=person.birth.isoformat(),
        sex=person.sex,
        ethnicity=person.ethnicity,
        language=person.language,
        postcode=person.postcode,
        surname=person.surname,
        forename=person.forename,
        school=0.0,
        support=0.0,
        meals=0.7 * draw(),
        attendance=draw(),
        conduct=draw(),
        learning=0.9 * draw(),
        support_need=need,
        plan_need=need,
        second_need=second or "",
    )
