"""What the figures of requests, assessments, new and ceased plans should be, case by case.

The definitions are those of docs/local-data.md, "SEN2 flows".
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain

from pipeline.demo.local.sen2_counting import (
    Labels,
    age_band,
    age_on,
    areas_of_home,
    flow_age,
    real,
    sex_of,
)
from pipeline.demo.local.sen2_records import Day, PersonRecord, RequestRecord, Sen2Return
from pipeline.demo.local.truth import TOTAL, UNKNOWN, WHOLE, Area, Truth, one_of
from pipeline.demo.local.waiting_truth import Waiting, quantiles, waiting

_SOURCES = {
    "1": "Young person or parent",
    "2": "School or other education setting",
    "3": "Health care professionals",
    "4": "Social care professionals",
    "5": "Other",
}
_REASONS = {
    "1": "Reached the maximum age",
    "2": "Needs met without an EHC plan",
    "3": "Moved to higher education",
    "4": "Moved to paid employment",
    "5": "Moved to another local authority in England",
    "6": "No longer wishes to engage",
    "7": "Moved outside England",
    "8": "Died",
    "9": "Other",
}
_NO_REASON = "Reason not recorded"
_OPEN = ((140, "Up to 20 weeks"), (210, "20 to 30 weeks"), (364, "30 to 52 weeks"))
_LONGEST = "Over 52 weeks"
_FIRST_WITH_SOURCE = 2025
_UNDECIDED = "A"
_ENDED = ("N", "W", "H")
_Topics = Sequence[str]


@dataclass(frozen=True)
class _Event:
    """Something that happened in the year."""

    labels: Labels
    days: int | None  # since the request; None where its date is not known
    areas: Sequence[Area]
    is_so: bool = False  # refused, led to a plan, or exempt: depends on what happened


def flow_truth(truth: Truth, one: Sen2Return) -> None:
    """Add the figures of the calendar year before the return."""
    year = _Year(one)
    cells = _Cells(truth, str(one.year - 1), year.areas())
    ages, with_sex = ("Age",), ("Age", "Sex")
    received, decided, started = year.received(), year.decided(), year.started()
    with_source = (*with_sex, "Source of request") if one.year >= _FIRST_WITH_SOURCE else with_sex
    cells.counts("assessment_requests", received, with_source)
    cells.rates("assessment_requests_refused", [e for e in received if e.is_so], received, with_sex)
    cells.rates("request_decisions_in_6_weeks", _within(42, decided), decided, with_sex)
    assessed = year.assessed()
    cells.rates("assessments_leading_to_plan", [e for e in assessed if e.is_so], assessed, ages)
    not_issued = [event for event in assessed if not event.is_so]
    cells.rates("not_to_issue_in_16_weeks", _within(112, not_issued), not_issued, ())
    cells.counts("new_ehc_plans", started, ("Age band", "Sex"))
    cells.rates("plans_in_20_weeks", _within(140, started), started, with_sex)
    timed = [event for event in started if not event.is_so]
    cells.rates("plans_in_20_weeks_excl_exceptions", _within(140, timed), timed, with_sex)
    late = [event for event in started if event.days is not None and event.days > 364]
    cells.rates("plans_after_52_weeks", late, started, with_sex)
    cells.shares("ceased_plans_by_reason", year.ceased(), "Reason")
    cells.shares("open_assessments_by_age", year.open(), "Time open")
    cells.durations("days_request_to_plan", year.waiting())


def _within(limit: int, events: Sequence[_Event]) -> list[_Event]:
    return [event for event in events if event.days is not None and 0 <= event.days <= limit]


class _Year:
    """The events of the calendar year that a return reports."""

    def __init__(self, one: Sen2Return) -> None:
        self._one = one
        self._first, self._last = date(one.year - 1, 1, 1), date(one.year - 1, 12, 31)
        self._all = [(person, request) for person in one.persons for request in person.requests]
        self._own = [(person, request) for person, request in self._all if _is_own(request)]
        self._assessed = [pair for pair in self._all if _is_assessed(pair[1])]

    def areas(self) -> list[Area]:
        """The authority, and every smaller area in which something happened."""
        happened = (self.received(), self.decided(), self.assessed(), self.started(), self.ceased())
        events = [*chain(*happened), *self.open()]
        return sorted({area for event in events for area in event.areas} | {WHOLE})

    def received(self) -> list[_Event]:
        """Requests received; so: refused by the end of the year."""
        return [
            self._event(
                person,
                request,
                request.receiveddate,
                self._known(request.requestoutcome, request.requestoutcomedate) == "N",
            )
            for person, request in self._own
            if self._is_in_year(request.receiveddate)
        ]

    def decided(self) -> list[_Event]:
        """Decisions to assess or not."""
        return [
            self._event(person, request, request.requestoutcomedate)
            for person, request in self._own
            if request.requestoutcome in ("Y", "N") and self._is_in_year(request.requestoutcomedate)
        ]

    def assessed(self) -> list[_Event]:
        """Assessments decided; so: a plan is issued."""
        return [
            self._event(
                person,
                request,
                request.assessment.assessmentoutcomedate,
                request.assessment.assessmentoutcome == "Y",
            )
            for person, request in self._assessed
            if request.assessment
            and request.assessment.assessmentoutcome in ("Y", "N")
            and self._is_in_year(request.assessment.assessmentoutcomedate)
        ]

    def started(self) -> list[_Event]:
        """Plans started; so: the limit of twenty weeks does not apply."""
        return [
            self._event(person, request, request.plan.startdate, bool(request.assessment.week20))
            for person, request in self._assessed
            if request.assessment and request.plan and self._is_in_year(request.plan.startdate)
        ]

    def ceased(self) -> list[_Event]:
        """Plans ceased, whatever their request."""
        return [
            _Event(
                {"Reason": _REASONS.get(request.plan.ceasereason, _NO_REASON)},
                None,
                areas_of_home(person),
            )
            for person, request in self._all
            if request.plan and self._is_in_year(request.plan.ceasedate)
        ]

    def open(self) -> Iterator[_Event]:
        """Cases that were not finished at the end of the year."""
        for person, request in self._all:
            if not (_is_own(request) or _is_assessed(request)):
                continue
            received = real(request.receiveddate)
            if received and received <= self._last and self._is_open(request):
                days = (self._last - received).days
                label = next((label for limit, label in _OPEN if days <= limit), _LONGEST)
                yield _Event({"Time open": label}, days, areas_of_home(person))

    def waiting(self) -> list[Waiting]:
        """Cases that could lead to a plan in the year."""
        cases = (
            waiting(request, self._first, self._last)
            for _, request in self._all
            if _is_own(request) or _is_assessed(request)
        )
        return [case for case in cases if case]

    def _is_open(self, request: RequestRecord) -> bool:
        start = real(request.plan.startdate) if request.plan else None
        outcomes = [
            _UNDECIDED
            if _is_assessed(request) and request.requestoutcome == "H"
            else self._known(request.requestoutcome, request.requestoutcomedate)
        ]
        if request.assessment:
            assessment = request.assessment
            outcomes.append(
                self._known(assessment.assessmentoutcome, assessment.assessmentoutcomedate)
            )
        started = start is not None and start <= self._last
        return not started and not any(outcome in _ENDED for outcome in outcomes)

    def _known(self, outcome: str, day: Day) -> str:
        """The outcome as it was on 31 December."""
        decided = real(day)
        return _UNDECIDED if decided and decided > self._last else outcome

    def _is_in_year(self, day: Day) -> bool:
        found = real(day)
        return found is not None and self._first <= found <= self._last

    def _event(
        self, person: PersonRecord, request: RequestRecord, day: Day, is_so: bool = False
    ) -> _Event:
        happened, received = real(day), real(request.receiveddate)
        age = None if happened is None else age_on(person, happened)
        labels = {
            "Age": flow_age(age),
            "Age band": age_band(age),
            "Sex": sex_of(person, self._one.year),
            "Source of request": one_of(_SOURCES, request.requestsource or UNKNOWN),
        }
        days = (happened - received).days if happened and received else None
        return _Event(labels, days, areas_of_home(person), is_so)


def _is_own(request: RequestRecord) -> bool:
    came = request.active is not None and request.active.transferla
    return request.requestoutcome != "H" and not came


def _is_assessed(request: RequestRecord) -> bool:
    """Whether an assessment of the council's own is not historical, whenever it was agreed."""
    came = request.active is not None and request.active.transferla
    return bool(request.assessment and request.assessment.assessmentoutcome != "H" and not came)


class _Cells:
    """Counts events: in total for every area, by group for the whole authority."""

    def __init__(self, truth: Truth, period: str, areas: Iterable[Area]) -> None:
        self._truth, self._period, self._areas = truth, period, areas

    def counts(self, indicator: str, events: Sequence[_Event], topics: _Topics) -> None:
        """How many there were, also where there were none."""
        totals = _by_area(events)
        for area in self._areas:
            self._truth.count(indicator, self._period, area, (TOTAL, TOTAL), totals[area])
        for topic in topics:
            for label, number in Counter(event.labels[topic] for event in events).items():
                self._truth.count(indicator, self._period, WHOLE, (topic, label), number)

    def rates(
        self, indicator: str, part: Sequence[_Event], whole: Sequence[_Event], topics: _Topics
    ) -> None:
        """A share of them in each group."""
        parts_of = _by_area(part)
        for area, number in _by_area(whole).items():
            self._rate(indicator, (TOTAL, TOTAL), parts_of[area], number, area)
        for topic in topics:
            parts = Counter(event.labels[topic] for event in part)
            for label, number in Counter(event.labels[topic] for event in whole).items():
                self._rate(indicator, (topic, label), parts[label], number)

    def shares(self, indicator: str, events: Iterator[_Event] | list[_Event], topic: str) -> None:
        """Each group's share of all, in every area."""
        every = list(events)
        totals = _by_area(every)
        numbers = Counter((area, event.labels[topic]) for event in every for area in event.areas)
        for (area, label), number in numbers.items():
            self._rate(indicator, (topic, label), number, totals[area], area)

    def durations(self, indicator: str, cases: Sequence[Waiting]) -> None:
        """The days after which half, and nine tenths, of the cases have a plan."""
        if not cases:
            return
        plans = sum(case.has_plan for case in cases)
        for label, days in quantiles(cases).items():
            cell = ("Time to plan", label)
            missing = "x" if days is None else None
            self._truth.add(indicator, self._period, WHOLE, cell, plans, len(cases), days, missing)

    def _rate(
        self, indicator: str, cell: tuple[str, str], part: int, whole: int, area: Area = WHOLE
    ) -> None:
        self._truth.rate(indicator, self._period, area, cell, part, whole)


def _by_area(events: Sequence[_Event]) -> Counter[Area]:
    return Counter(area for event in events for area in event.areas)
