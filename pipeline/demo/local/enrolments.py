"""What a school census says about each pupil on roll, and about those who left."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from random import Random

from pipeline.demo.chance import between, stream
from pipeline.demo.local.children import Child
from pipeline.demo.local.roster import Seat
from pipeline.demo.local.schools import (
    ALL_THROUGH,
    FIRST_AGE,
    MIDDLE,
    REFERRAL,
    SECONDARY,
    YEAR_GROUPS,
    School,
)

DOWN_SYNDROME_FROM = 2025
REDUCED_TIMETABLE_FROM = 2025
SUSPENDED_FROM = 2021  # FIXD before
_MEALS = {2016: 0.14, 2018: 0.135, 2022: 0.21}
_REASONS = ("PP", "PA", "VP", "VA", "BU", "RA", "DA", "DM", "TH", "DB", "MT", "OW")


@dataclass(slots=True)
class Need:
    """One need of a pupil: rank 1 is the primary need."""

    rank: int
    order: int
    code: str


@dataclass(slots=True)
class Exclusion:
    """One suspension or exclusion, as it is reported."""

    start: str  # ISO date
    sessions: int
    category: str
    provision: str
    reasons: tuple[str, ...]


@dataclass(slots=True)
class Enrolment:
    """One registration of a child at a school in one return."""

    child: Child
    school: School
    upn: str
    born: str  # ISO date, or what was typed instead of one
    sex: str
    status: str
    provision: str
    year_group: str
    entry: str
    needs: Sequence[Need] = ()
    meals: Sequence[tuple[str, str]] = ()  # first and last day of eligibility
    possible: int = 0  # sessions
    sessions: Sequence[tuple[str, int]] = ()  # by attendance reason
    exclusions: Sequence[Exclusion] = ()
    in_unit: bool = False
    in_resourced: bool = False
    leaving: str = ""


def enrol(seats: Sequence[Seat], january: int) -> Iterator[Enrolment]:
    """The return of each pupil in a January, about the autumn term before."""
    rng = stream("enrolments", january)
    rate = between(_MEALS, january)
    first_day = date(january - 1, 9, 4)
    for seat in seats:
        child = seat.child
        possible = _possible(seat)
        exclusions = _exclusions(rng, seat, first_day, january)
        yield Enrolment(
            child=child,
            school=seat.school,
            upn=child.upn,
            born=child.born,
            sex=child.sex,
            status="C",
            provision=seat.provision,
            year_group=YEAR_GROUPS[min(max(seat.age - FIRST_AGE, 0), len(YEAR_GROUPS) - 1)],
            entry=_entry(seat, january),
            needs=_needs(child, seat, january),
            meals=_meals(child, rate, january),
            possible=possible,
            sessions=_sessions(rng, seat, possible, january, bool(exclusions)),
            exclusions=exclusions,
            in_unit=seat.in_unit or _has_place(seat, seat.school.has_unit, 3),
            in_resourced=seat.in_resourced or _has_place(seat, seat.school.has_resourced, 4),
        )


def left(seats: Sequence[Seat], january: int) -> Iterator[Enrolment]:
    """The return of each pupil who left in the autumn term before."""
    rng = stream("left", january)
    first_day = date(january - 1, 9, 4)
    for number, seat in enumerate(seats):
        child = seat.child
        possible = 30 + 2 * rng.randrange(40)
        exclusions = _exclusions(rng, seat, first_day, january)
        if number % 50 == 3:
            start = _day(first_day, rng.randrange(60))
            exclusions = (*exclusions, Exclusion(start, 0, "PERM", seat.provision, ("PA",)))
        yield Enrolment(
            child=child,
            school=seat.school,
            upn=child.upn,
            born=child.born,
            sex=child.sex,
            status="",
            provision=seat.provision,
            year_group=YEAR_GROUPS[seat.age - FIRST_AGE],
            entry=_entry(seat, january),
            possible=possible,
            sessions=_sessions(rng, seat, possible, january, bool(exclusions)),
            exclusions=exclusions,
            leaving=_day(first_day, 30 + rng.randrange(75)),
        )


@cache
def _day(first: date, number: int) -> str:
    return (first + timedelta(days=number)).isoformat()


def _has_place(seat: Seat, school_has: bool, one_in: int) -> bool:
    if not school_has or seat.provision == "N":
        return False
    chosen = int(seat.child.school * 1_000) % one_in == 0
    return chosen and (seat.provision == "E" or seat.child.support < 0.05)


def _entry(seat: Seat, january: int) -> str:
    years = seat.age - seat.school.ages.start
    if seat.child.meals * 10 % 1 < 0.15:  # joined later than the others
        years //= 2
        return f"{january - 1 - max(years, 1)}-11-06"
    return f"{january - 1 - max(years, 0)}-09-04"


def needs_of(child: Child, provision: str, january: int) -> list[Need]:
    """The needs that a school would record for a child with that provision."""
    if provision == "N":
        return []
    code = child.plan_need if provision == "E" else child.support_need
    if code == "DS" and january < DOWN_SYNDROME_FROM:
        code = "SLD"
    needs = [Need(1, 1, code)]
    if child.second_need and child.second_need != code:
        needs.append(Need(2, 2, child.second_need))
    return needs


def _needs(child: Child, seat: Seat, january: int) -> list[Need]:
    return needs_of(child, seat.provision, january)


def _meals(child: Child, rate: float, january: int) -> list[tuple[str, str]]:
    if child.meals < rate:
        end = f"{january + 5}-07-31" if child.meals < 0.01 else ""
        return [(f"{january - 2 - int(child.meals * 20)}-09-01", end)]
    if child.meals < rate + 0.02:  # their eligibility has ended
        return [(f"{january - 4}-09-01", f"{january - 1}-07-31")]
    return []


def _possible(seat: Seat) -> int:
    """Sessions are reported for pupils of compulsory school age, and in reception."""
    if not 4 <= seat.age <= 15:
        return 0
    full = 134 + 2 * (int(seat.school.estab) % 6)
    return full // 2 if seat.school.phase == REFERRAL else full


def _sessions(
    rng: Random, seat: Seat, possible: int, january: int, is_suspended: bool
) -> list[tuple[str, int]]:
    draw = rng.random()
    if not possible:
        return []
    far = 1 - seat.child.attendance
    far_2 = far * far
    far_8 = far_2 * far_2 * far_2 * far_2
    share = 0.005 + 0.05 * far + 0.6 * far_8
    share *= {"E": 1.5, "K": 1.35}.get(seat.provision, 0.9) * (1.25 if seat.age > 10 else 0.9)
    absent = min(int(possible * share * (0.4 + 1.2 * draw)), possible)
    rows: list[tuple[str, int]] = []
    reduced = 0
    if january >= REDUCED_TIMETABLE_FROM and seat.provision != "N" and draw < 0.02:
        reduced = absent // 2
    unauthorised = int(absent * (0.1 + 0.6 * far_2))
    medical = (absent - unauthorised - reduced) // 6
    excluded = min(4, medical) if is_suspended else 0
    illness = absent - unauthorised - reduced - medical - excluded
    for code, number in (
        ("I", illness),
        ("M", medical),
        ("E", excluded),
        ("O" if draw < 0.7 else "G", unauthorised),
        ("C2", reduced),
        ("L", 2 if 0.3 < draw < 0.4 else 0),
    ):
        if number > 0:
            rows.append((code, number))
    return rows


def _exclusions(rng: Random, seat: Seat, first: date, january: int) -> Sequence[Exclusion]:
    if seat.age < 5:
        return ()
    conduct = seat.child.conduct * (0.5 if seat.provision != "N" else 1)
    is_older = seat.school.phase in (SECONDARY, MIDDLE, ALL_THROUGH, REFERRAL) and seat.age > 10
    if conduct > (0.035 if is_older else 0.005) or rng.random() < 0.3:
        return ()
    category = "SUSP" if january >= SUSPENDED_FROM else "FIXD"
    starts = sorted({rng.randrange(105) for _ in range(1 + rng.randrange(3))})
    return [
        Exclusion(
            start=_day(first, start),
            sessions=1 + rng.randrange(10),
            category=category,
            provision=seat.provision,
            reasons=tuple(rng.sample(_REASONS, 1 if rng.random() < 0.8 else 2)),
        )
        for start in starts
    ]
