"""What young people of 16 and over do in a winter, as the tracking service has it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random

from pipeline.demo.chance import stream
from pipeline.demo.local.children import MAIN, Child, Cohorts, Weighted, cohort_of
from pipeline.demo.local.people import PlanPeople
from pipeline.demo.local.roster import moved_away

MONTHS = (12, 1, 2, 3, 4)
_YOUNG: Mapping[str, float] = {
    "210": 42, "220": 12, "230": 31, "250": 0.4, "270": 1.2, "310": 5, "320": 0.5, "330": 0.8,
    "340": 0.8, "360": 0.3, "381": 0.05, "430": 0.5, "540": 0.05, "550": 0.1, "610": 0.2,
    "615": 0.5, "616": 0.3, "619": 1.0, "620": 0.05, "630": 0.15, "640": 0.35, "680": 0.15,
    "710": 0.05, "720": 0.03, "290": 0.02, "120": 0.15, "810": 1.3, "820": 0.4, "830": 0.2,
    "999": 0.01,
}  # fmt: skip
_YOUNG_WITH_PLAN: Mapping[str, float] = {
    "210": 24, "230": 42, "280": 13, "270": 2, "310": 1.8, "330": 0.6, "430": 1.2, "450": 0.4,
    "460": 3.5, "530": 0.5, "610": 1.2, "619": 2.2, "640": 1.8, "670": 0.7, "680": 0.6,
    "710": 0.2, "810": 1.8, "820": 0.5, "830": 0.2,
}  # fmt: skip
_OLDER_WITH_PLAN: Mapping[str, float] = {
    "230": 50, "240": 3, "280": 18, "310": 1.5, "330": 2, "360": 1, "460": 8, "610": 2,
    "619": 4, "640": 4, "670": 2, "680": 1, "710": 0.3, "810": 2.5, "820": 0.6,
}  # fmt: skip
_ONE_IN = 0.04  # of the young people do something else the month after
_FIRST_ADULT = 18
_PUPILS_PER_AGE = 0.073


@dataclass(slots=True)
class Activity:
    """One young person in one month."""

    young_person_id: str
    upn: str
    uln: str
    born: str  # ISO date
    sex: str
    surname: str
    forename: str
    postcode: str
    has_plan: str  # Y, N, or blank
    code: str
    cohort_status: str
    month: int
    ends: int  # the year in which the winter ends

    @property
    def year(self) -> int:
        """The calendar year of the month."""
        return self.ends - 1 if self.month == 12 else self.ends


def winter(
    ends: int, pupils: int, cohorts: Cohorts, people: PlanPeople
) -> Iterator[tuple[int, Sequence[Activity]]]:
    """The rows of each month of the winter that ends in a year."""
    rng = stream("winter", ends)
    mixes = {
        ("N", True): Weighted(_YOUNG),
        ("Y", True): Weighted(_YOUNG_WITH_PLAN),
        ("Y", False): Weighted(_OLDER_WITH_PLAN),
        ("N", False): Weighted(_YOUNG),
    }
    known = [*_without_plan(ends, pupils, cohorts), *_with_plan(ends, people)]
    first_adult = cohort_of(ends, _FIRST_ADULT)
    draws = [
        mixes["N" if not one.has_plan else one.has_plan, _cohort(one.born) > first_adult]
        for one in known
    ]
    for one, mix in zip(known, draws, strict=True):
        one.code = mix.draw(rng)
    _spoil(rng, known)
    for month in MONTHS:
        for one, mix in zip(known, draws, strict=True):
            if rng.random() < _ONE_IN:
                one.code = mix.draw(rng)
            one.month = month
        rows = [one for one in known if rng.random() > 0.003]
        yield month, [*rows, *_again(rng, rows)]


def _cohort(born: str) -> int:
    return int(born[:4]) + (born[5:7] >= "09")


def _without_plan(ends: int, pupils: int, cohorts: Cohorts) -> Iterator[Activity]:
    for age in (15, 16, 17, 18):  # the first and last are not of the ages that are counted
        share = _PUPILS_PER_AGE * (1 if age in (16, 17) else 0.04)
        first, number = moved_away(pupils, 15), max(int(pupils * share), 1)
        for child in cohorts.children(cohort_of(ends, age), MAIN, first, number):
            yield _activity(f"ZZYP{child.upn[4:]}", child, "N", "P", ends)


def _activity(number: str, child: Child, has_plan: str, status: str, ends: int) -> Activity:
    return Activity(
        young_person_id=number,
        upn=child.upn,
        uln=child.uln,
        born=child.born,
        sex=child.sex,
        surname=child.surname,
        forename=child.forename,
        postcode=child.postcode,
        has_plan=has_plan,
        code="",
        cohort_status=status,
        month=MONTHS[0],
        ends=ends,
    )


def _with_plan(ends: int, people: PlanPeople) -> Iterator[Activity]:
    for plan in people.stock[ends]:
        person = plan.person
        if person.birth.year + (person.birth.month >= 9) > cohort_of(ends, 16):
            continue
        yield Activity(
            young_person_id=f"ZZYPP{person.key:07d}",
            upn=person.upn,
            uln=person.uln,
            born=person.birth.isoformat(),
            sex=person.sex,
            surname=person.surname,
            forename=person.forename,
            postcode=person.postcode,
            has_plan="Y",
            code="",
            cohort_status="P" if plan.age(ends) < _FIRST_ADULT else "A",
            month=MONTHS[0],
            ends=ends,
        )


def _spoil(rng: Random, known: Sequence[Activity]) -> None:
    """A few of everything that real extracts have."""
    number = 1 + len(known) // 3_000
    picked = rng.sample(range(len(known)), min(4 * number, len(known)))
    for index in picked[:number]:
        known[index].upn = ""
    for index in picked[number : 2 * number]:
        known[index].upn = known[index].uln = ""
    for index in picked[2 * number : 3 * number]:
        known[index].has_plan = ""
    for index in picked[3 * number : 3 * number + 1]:
        known[index].born = "not known"


def _again(rng: Random, rows: Sequence[Activity]) -> list[Activity]:
    """The last rows of a month tell of people a second time: the later row counts."""
    number = min(1 + len(rows) // 3_000, len(rows))
    return [replace(rows[index], code="619") for index in rng.sample(range(len(rows)), number)]
