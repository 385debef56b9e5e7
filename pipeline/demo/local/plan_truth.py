"""What the figures of the SEN2 returns should be, counted record by record.

The definitions are those of docs/local-data.md, "SEN2 plans"; `flow_truth` has "SEN2 flows".
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pipeline.demo.geography import HOME
from pipeline.demo.local.flow_truth import flow_truth
from pipeline.demo.local.people import PlanPeople
from pipeline.demo.local.schools import School
from pipeline.demo.local.sen2_counting import (
    Labels,
    age_band,
    age_on,
    areas_of_home,
    plan_age,
    real,
    sex_of,
)
from pipeline.demo.local.sen2_records import (
    ActiveRecord,
    PersonRecord,
    PlacementRecord,
    RequestRecord,
    Sen2Return,
)
from pipeline.demo.local.sen2_return import sen2_returns
from pipeline.demo.local.truth import (
    LA,
    NEEDS,
    NOT_RECORDED,
    TOTAL,
    WHOLE,
    Area,
    Truth,
    academic_year,
)

MAINSTREAM, SPECIAL = "Mainstream school", "Special school"
ELSEWHERE, NO_PLACE = "Educated elsewhere", "Placement not recorded"
_FURTHER, _AP = "Further education", "Alternative provision or pupil referral unit"
_EARLY = "Non-maintained early years"
_ARRANGEMENTS = {
    "EHE": "Elective home education",
    "OLA": "Arrangements by the local authority",
    "OPA": "Arrangements by parents",
    "OTH": "Other placement",
    "NEET": "Not in education, employment or training",
    "NIEC": "Not in education or training, notice to cease issued",
    "NIEO": "Not in education or training, other",
}
_INDEPENDENT_SPECIAL = ("Other independent special school", "Non-maintained special school")
_FURTHER_TYPES = ("Further education", "Special post 16 institution")
_AP_TYPES = ("Pupil referral unit", "Academy alternative provision converter")
_SPECIAL_TYPES = ("Community special school", "Academy special converter", "Free schools special")
_WEEKS = {"A": "38 to 51 weeks", "B": "52 weeks"}
_WORK = {"A": "Apprenticeship", "S": "Supported internship", "T": "Traineeship"}
_YEARS_HELD = ((1, "Under 1 year"), (5, "1 to 4 years"), (10, "5 to 9 years"))
_LONGEST = "10 years and over"
_FIRST_WITH_REVIEWS, _FIRST_WITH_RES_OF_PLACE = 2024, 2024


@dataclass(frozen=True)
class _Held:
    """One plan that counts."""

    areas: Sequence[Area]
    labels: Labels
    age: int | None
    has_need: bool
    code: str  # of the setting
    school: School | None
    is_in_unit: bool
    has_budget: bool
    start: date | None
    meeting: date | None
    decision: date | None


_Rule = Callable[[_Held], object]


def plan_truth(people: PlanPeople, truth: Truth) -> None:
    """Add every figure of the SEN2 returns."""
    schools = {one.urn: one for one in people.establishments}
    schools |= {one.ukprn: one for one in people.establishments}
    for one in sen2_returns(people).values():
        count_plans(truth, one, schools)
        flow_truth(truth, one)


def count_plans(truth: Truth, one: Sen2Return, schools: Mapping[str, School]) -> None:
    """Add the figures of the plans of one January."""
    held = [_held(one, schools, *found) for found in plans_in_force(one)]
    cells = _Cells(truth, academic_year(one.year), held)
    cells.counts("ehc_plans_maintained", _every,
                 ("Age", "Age band", "Sex", "Setting", "Primary need"))  # fmt: skip
    cells.shares("ehc_plans_by_primary_need", _every, "Primary need")
    cells.rates("need_not_recorded", lambda p: not p.has_need, _every, ("Age", "Sex"))
    cells.shares("ehc_plans_by_setting", _every, "Setting")
    cells.rates("independent_special_placements", _is_independent_special, _every,
                ("Age band", "Primary need"))  # fmt: skip
    cells.rates("unit_and_resourced_places", lambda p: p.is_in_unit, _is_mainstream,
                ("Primary need",))  # fmt: skip
    cells.counts("residential_placements", _has("Weeks in the year"), ("Weeks in the year",))
    cells.rates("plans_without_school_place", _has("Arrangement"), _every, ())
    cells.shares("plans_without_school_place", _every, "Arrangement", LA)
    cells.rates("personal_budgets", lambda p: p.has_budget, _every, ())
    cells.counts("work_based_placements", _has("Type of placement"), ("Type of placement",))
    cells.shares("plan_duration", lambda p: p.start, "Years held")
    cells.rates("ehcp_post16_neet_sen2", lambda p: p.code == "NEET", _is_16_to_25, ("Age",))
    cells.rates("cross_border_placements", lambda p: p.school and p.school.la_code != HOME,
                lambda p: p.school, ("Setting",))  # fmt: skip
    if one.year >= _FIRST_WITH_REVIEWS:
        _count_reviews(_Cells(truth, str(one.year - 1), held), one.year - 1)


def _count_reviews(cells: "_Cells", year: int) -> None:
    def was_held(plan: _Held) -> bool:
        return plan.meeting is not None and plan.meeting.year == year

    def is_due(plan: _Held) -> bool:
        return plan.start is not None and plan.start < date(year, 1, 1)

    def days(plan: _Held) -> int:
        if plan.meeting is None or plan.decision is None:
            return -1
        return (plan.decision - plan.meeting).days

    cells.rates("annual_reviews_held", was_held, is_due, ("Age", "Sex"))
    cells.rates("review_decisions_in_4_weeks", lambda plan: days(plan) <= 28,
                lambda plan: was_held(plan) and days(plan) >= 0, ("Age", "Sex"))  # fmt: skip


def plans_in_force(one: Sen2Return) -> Iterator[tuple[PersonRecord, RequestRecord, ActiveRecord]]:
    """The plans of a return that count: one of each person, the one that started last."""
    chosen: dict[str, tuple[date, tuple[PersonRecord, RequestRecord, ActiveRecord]]] = {}
    for position, person in enumerate(one.persons):
        who = person.upn or person.uniquelearnernumber or f"record {position}"
        for request in person.requests:
            if request.active is None or not _is_in_force(request, one.census_date):
                continue
            start = _start(request) or date.min
            if who not in chosen or start > chosen[who][0]:
                chosen[who] = start, (person, request, request.active)
    return (found for _, found in chosen.values())


def _start(request: RequestRecord) -> date | None:
    return real(request.plan.startdate) if request.plan else None


def _is_in_force(request: RequestRecord, census: date) -> bool:
    start = _start(request)
    end = real(request.plan.ceasedate) if request.plan else None
    return (start is None or start <= census) and (end is None or end > census)


def _held(
    one: Sen2Return,
    schools: Mapping[str, School],
    person: PersonRecord,
    request: RequestRecord,
    active: ActiveRecord,
) -> _Held:
    age = age_on(person, one.census_date)
    need = min((n.sentype for n in active.needs if n.sentyperank == "1"), default="")
    place = next((p for p in active.placements if p.placementrank == "1"), PlacementRecord())
    school = None if place.sensetting else schools.get(place.urn) or schools.get(place.ukprn)
    start = _start(request)
    of_place = one.year >= _FIRST_WITH_RES_OF_PLACE
    labels = {
        TOTAL: TOTAL,
        "Age": plan_age(age),
        "Age band": age_band(age),
        "Sex": sex_of(person, one.year),
        "Setting": _setting(place.sensetting, school),
        "Primary need": _need(need),
        "Arrangement": _ARRANGEMENTS.get(place.sensetting, ""),
        "Weeks in the year": _WEEKS.get(place.res if of_place else active.res, ""),
        "Type of placement": _WORK.get(place.wbp if of_place else active.wbp, ""),
        "Years held": _years_held(start, one.census_date),
    }
    decision = real(active.lastreview)
    return _Held(
        areas=areas_of_home(person),
        labels=labels,
        age=age,
        has_need=bool(need),
        code=place.sensetting,
        school=school,
        is_in_unit=bool(place.senunitindicator or place.resourcedprovisionindicator),
        has_budget=bool(request.plan and request.plan.pb),
        start=start,
        meeting=real(active.reviewmeeting),
        decision=decision if decision and decision <= one.census_date else None,
    )


def _need(code: str) -> str:
    # In plan indicators Down syndrome is among the others, as the publisher has it.
    return NEEDS["OTH"] if code == "DS" else NEEDS.get(code, NOT_RECORDED)


def _setting(code: str, school: School | None) -> str:
    if code:
        return _EARLY if code == "EYP" else ELSEWHERE if code in _ARRANGEMENTS else NO_PLACE
    if school is None:
        return NO_PLACE
    if school.type_name in (*_SPECIAL_TYPES, *_INDEPENDENT_SPECIAL):
        return SPECIAL
    if school.type_name in _FURTHER_TYPES:
        return _FURTHER
    return _AP if school.type_name in _AP_TYPES else MAINSTREAM


def _years_held(start: date | None, census: date) -> str:
    if start is None:
        return ""
    had_birthday = (census.month, census.day) >= (start.month, start.day)
    years = census.year - start.year - (not had_birthday)
    return next((label for limit, label in _YEARS_HELD if years < limit), _LONGEST)


def _every(plan: _Held) -> bool:
    return True


def _has(topic: str) -> _Rule:
    return lambda plan: plan.labels[topic]


def _is_mainstream(plan: _Held) -> bool:
    return plan.labels["Setting"] == MAINSTREAM


def _is_independent_special(plan: _Held) -> bool:
    return plan.school is not None and plan.school.type_name in _INDEPENDENT_SPECIAL


def _is_16_to_25(plan: _Held) -> bool:
    return plan.age is not None and 16 <= plan.age <= 25


class _Cells:
    """Counts plans by area and topic."""

    def __init__(self, truth: Truth, period: str, held: Sequence[_Held]) -> None:
        self._truth, self._period, self._held = truth, period, held

    def _counted(self, rule: _Rule, topic: str) -> Counter[tuple[Area, str, str]]:
        """Plans by area and label; a topic without label does not count the plan."""
        return Counter(
            (area, topic, plan.labels[topic])
            for plan in self._held
            if rule(plan) and plan.labels[topic]
            for area in plan.areas
        )

    def counts(self, indicator: str, rule: _Rule, topics: Sequence[str]) -> None:
        """How many plans; the total of an area that has any is given, be it nought."""
        found = self._counted(rule, TOTAL)
        for area, *_ in self._counted(_every, TOTAL):
            cell = (TOTAL, TOTAL)
            self._truth.count(indicator, self._period, area, cell, found[area, TOTAL, TOTAL])
        for topic in topics:
            for (area, *_, label), number in self._counted(rule, topic).items():
                if area == WHOLE:
                    self._truth.count(indicator, self._period, area, (topic, label), number)

    def rates(self, indicator: str, part: _Rule, base: _Rule, topics: Sequence[str]) -> None:
        """A share of the plans in each group."""
        for topic in (TOTAL, *topics):
            bases = self._counted(base, topic)
            parts = self._counted(lambda plan: base(plan) and part(plan), topic)
            kept = {key: n for key, n in bases.items() if topic == TOTAL or key[0] == WHOLE}
            self._truth.rates(indicator, self._period, parts, Counter(kept))

    def shares(self, indicator: str, base: _Rule, topic: str, level: str = "") -> None:
        """Each group's share of all plans."""
        bases = self._counted(base, TOTAL)
        for (area, *_, label), number in self._counted(base, topic).items():
            if level in ("", area.level):
                cell = (topic, label)
                whole = bases[area, TOTAL, TOTAL]
                self._truth.rate(indicator, self._period, area, cell, number, whole)
