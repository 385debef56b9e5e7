"""What goes wrong in real returns, planted in each return where somebody fits.

None of it changes how many plans there are: docs/local-data.md says how each is counted.
"""

from collections.abc import Callable, Iterator
from copy import deepcopy
from datetime import date, timedelta

from pipeline.demo.chance import stream
from pipeline.demo.local.sen2_records import (
    ActiveRecord,
    ImpossibleDay,
    NamedPlanRecord,
    NeedRecord,
    PersonRecord,
    PlacementRecord,
    RequestRecord,
    Sen2Return,
)

UNLISTED_UKPRN, UNKNOWN_REASON, UNKNOWN_SOURCE = "19999999", "12", "7"
_LAST_NEED = "VI"  # of all codes, by alphabet
Found = tuple[PersonRecord, RequestRecord]
Fits = Callable[[RequestRecord], object]


def set_traps(one: Sen2Return) -> None:
    """Plant each fault once or twice; no person gets two."""
    candidates = _Candidates(one)
    _twice(one, candidates)
    _around_the_census(one, candidates)
    _in_needs_and_places(one, candidates)
    _in_reviews_and_persons(one, candidates)
    _in_flows(one, candidates)


class _Candidates:
    """People with one request, each given once."""

    def __init__(self, one: Sen2Return) -> None:
        self._left = [(p, p.requests[0]) for p in one.persons if len(p.requests) == 1 and p.upn]
        stream("traps", one.year).shuffle(self._left)

    def find(self, fits: Fits, number: int = 1) -> Iterator[Found]:
        """The next ones whose request fits."""
        found = [pair for pair in self._left if fits(pair[1])][:number]
        self._left = [pair for pair in self._left if not any(pair[0] is f[0] for f in found)]
        yield from found


def _is_plain(request: RequestRecord) -> bool:
    plan = request.plan
    return bool(
        request.requestoutcome == "H"
        and request.active
        and not request.active.transferla
        and plan
        and not plan.ceasedate
    )


def _has_one_need(request: RequestRecord) -> bool:
    needs = request.active.needs if request.active else []
    return _is_plain(request) and len(needs) == 1 and needs[0].sentype != _LAST_NEED


def _has_no_place(request: RequestRecord) -> bool:
    places = request.active.placements if request.active else []
    return _is_plain(request) and not any(p.urn or p.ukprn or p.sensetting for p in places)


def _has_ceased(request: RequestRecord) -> bool:
    return bool(request.plan and request.plan.ceasedate and not request.active)


def _is_open(request: RequestRecord) -> bool:
    assessment = request.assessment
    is_undecided = assessment is not None and assessment.assessmentoutcome in ("A", "Y")
    return request.requestoutcome == "Y" and is_undecided and not request.plan


def _twice(one: Sen2Return, candidates: _Candidates) -> None:
    for person, request in candidates.find(_is_plain):
        person.requests.insert(0, _earlier(request, 400))  # a second plan, still active
    for person, request in candidates.find(_is_plain, 1 + len(one.persons) // 2_000):
        double = deepcopy(person)
        double.requests = [_earlier(request, 30)]
        one.persons.append(double)  # the same UPN a second time


def _around_the_census(one: Sen2Return, candidates: _Candidates) -> None:
    for _, request in candidates.find(_has_ceased):
        request.active = ActiveRecord(needs=[NeedRecord("MLD", "1")])  # ended, and still listed
    for _, request in candidates.find(_is_open):
        _start_after_census(one, request)
    for _, request in candidates.find(_is_plain):
        if request.plan:
            request.plan.ceasedate = one.census_date + timedelta(days=20)
            request.plan.ceasereason = "6"


def _in_needs_and_places(one: Sen2Return, candidates: _Candidates) -> None:
    for _, request in candidates.find(_has_one_need, 1 + len(one.persons) // 2_000):
        if request.active:
            request.active.needs.append(NeedRecord(_LAST_NEED, "1"))
    for _, request in candidates.find(_has_no_place):
        if request.active:
            request.active.placements = [PlacementRecord(ukprn=UNLISTED_UKPRN)]
    one.stray_needs.append(NeedRecord("ASD", "1"))


def _earlier(request: RequestRecord, days: int) -> RequestRecord:
    """The same request and plan, so many days before."""
    double, before = deepcopy(request), timedelta(days=days)
    plan = double.plan
    if isinstance(double.receiveddate, date):
        double.receiveddate -= before
    if plan and isinstance(plan.startdate, date):
        plan.startdate -= before
    return double


def _start_after_census(one: Sen2Return, request: RequestRecord) -> None:
    if request.assessment:
        if request.assessment.assessmentoutcome == "A":
            request.assessment.assessmentoutcomedate = one.census_date
        request.assessment.assessmentoutcome = "Y"
        start = one.census_date + timedelta(days=10)
        request.assessment.plan = NamedPlanRecord(startdate=start, pb=False, oa=False)
        request.active = ActiveRecord(needs=[NeedRecord("SLCN", "1")])


def _in_reviews_and_persons(one: Sen2Return, candidates: _Candidates) -> None:
    def was_reviewed(request: RequestRecord) -> bool:
        active = request.active
        met = active is not None and isinstance(active.reviewmeeting, date)
        return bool(_is_plain(request) and met and active and active.lastreview)

    for _, request in candidates.find(was_reviewed):
        if request.active and isinstance(request.active.reviewmeeting, date):
            request.active.lastreview = request.active.reviewmeeting - timedelta(days=14)
    for _, request in candidates.find(was_reviewed):
        if request.active:
            request.active.lastreview = ImpossibleDay(one.year - 1, 2, 30)
    for person, _ in candidates.find(_is_plain, 2):  # known by another number, or by none
        person.upn, person.upnunknown = "", "" if person.uniquelearnernumber else "UN8"
    for person, _ in candidates.find(_is_plain):
        person.personbirthdate = None
    for person, _ in candidates.find(_is_plain):
        person.personbirthdate = ImpossibleDay(2011, 13, 5)


def _in_flows(one: Sen2Return, candidates: _Candidates) -> None:
    began = date(one.year - 1, 1, 1)

    def is_received(request: RequestRecord) -> bool:
        received = request.receiveddate
        return request.requestoutcome == "Y" and isinstance(received, date) and received >= began

    def is_issued_later(request: RequestRecord) -> bool:
        return bool(
            request.requestoutcome == "Y" and request.plan and request.active
        ) and not is_received(request)

    for _, request in candidates.find(_has_ceased):
        if request.plan:
            request.plan.ceasereason = ""
    for _, request in candidates.find(_has_ceased):
        if request.plan:
            request.plan.ceasereason = UNKNOWN_REASON
    for _, request in candidates.find(is_issued_later):
        request.receiveddate = None
    for _, request in candidates.find(is_received):
        request.requestsource = UNKNOWN_SOURCE
    for _, request in candidates.find(lambda r: r.active and r.active.transferla):
        request.assessment = None  # the plan came without its papers
