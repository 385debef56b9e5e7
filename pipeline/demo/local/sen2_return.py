"""What the SEN2 return of a year shows of the lives of plans: what had happened by then."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache

from pipeline.demo.local.people import PlanPeople
from pipeline.demo.local.person import Person
from pipeline.demo.local.plan_placements import Placements
from pipeline.demo.local.plans import WITHDRAWN, YES, Case, Plan, census_date
from pipeline.demo.local.sen2_records import (
    AssessmentRecord,
    NamedPlanRecord,
    PersonRecord,
    RequestRecord,
    Sen2Return,
)
from pipeline.demo.local.sen2_traps import set_traps

HISTORICAL, OPEN = "H", "A"
_UNDATED_AFTER = timedelta(days=60)  # by then a withdrawal without a date has happened
_LATE_ENDS = timedelta(days=45)  # so soon after the census the end of a plan may be known already
_GENDERS = {"M": "1", "F": "2", "": "0"}


def sen2_return(people: PlanPeople, year: int) -> Sen2Return:
    """The return of a year: flows of the calendar year before, plans active on the census date."""
    view = _View(people, year)
    by_person: dict[int, tuple[Person, list[RequestRecord]]] = {}
    for case, record in view.requests():
        by_person.setdefault(case.person.key, (case.person, []))[1].append(record)
    persons = [
        _person(person, requests, census_date(year))
        for _, (person, requests) in sorted(by_person.items())
    ]
    for person in persons:
        person.requests.sort(key=lambda request: str(request.receiveddate))
    made = Sen2Return(year=year, census_date=census_date(year), persons=persons)
    set_traps(made)
    return made


def _person(person: Person, requests: list[RequestRecord], census: date) -> PersonRecord:
    upn, uln, why_not = _numbers(person, requests, person.age(census))
    return PersonRecord(
        surname=person.surname,
        forename=person.forename,
        personbirthdate=person.birth,
        gendercurrent="9" if not person.sex and person.key % 2 else _GENDERS[person.sex],
        sex=person.sex,
        ethnicity=person.ethnicity,
        postcode=person.postcode,
        upn=upn,
        uniquelearnernumber=uln,
        upnunknown=why_not,
        requests=requests,
    )


def _numbers(person: Person, requests: list[RequestRecord], age: int) -> tuple[str, str, str]:
    """UPN, ULN, or the reason why there is neither; pupils of the area's schools have a UPN."""
    settings = {p.sensetting for r in requests if r.active for p in r.active.placements}
    uln = person.uln if age >= 14 else ""
    if age < 5 and person.key % 3 == 0 and ("EYP" in settings or not settings):
        return "", "", "UN1"
    if settings & {"EHE", "OPA", "NEET", "NIEO"} and person.key % 9 == 0:
        return "", uln, "" if uln else "UN2"
    return person.upn, uln, ""


class _View:
    """What one return shows."""

    def __init__(self, people: PlanPeople, year: int) -> None:
        self._year, self._people = year, people
        self._first, self._last = date(year - 1, 1, 1), date(year - 1, 12, 31)
        self._census = census_date(year)
        self._active = {id(plan) for plan in people.stock[year]}
        self._placements = Placements(people, year)

    def requests(self) -> Iterator[tuple[Case, RequestRecord]]:
        """Every request that the return shows."""
        for plan in self._people.plans:
            if self._shows_plan(plan):
                is_old = plan.start < self._first or bool(plan.case.transfer_la)
                yield plan.case, self._old(plan) if is_old else self._running(plan.case, plan)
            elif self._shows_case(plan.case):
                yield plan.case, self._running(plan.case, None)
        for case in self._people.cases:
            if self._shows_case(case):
                yield case, self._running(case, None)

    def _shows_plan(self, plan: Plan) -> bool:
        ended_in_year = plan.ceased is not None and self._first <= plan.ceased <= self._last
        return id(plan) in self._active or ended_in_year

    def _shows_case(self, case: Case) -> bool:
        if case.received > self._horizon(case) or case.transfer_la:
            return False
        if case.ended is None:
            return case.received + _UNDATED_AFTER >= self._first
        return case.ended >= self._first

    def _horizon(self, case: Case) -> date:
        return self._census if case.is_noted_early else self._last

    def _old(self, plan: Plan) -> RequestRecord:
        """A plan that was made before the year, or by another authority."""
        assessment = AssessmentRecord(
            assessmentoutcome=HISTORICAL, week20=False, plan=self._named(plan)
        )
        return RequestRecord(
            receiveddate=plan.case.received,
            requestoutcome=HISTORICAL,
            requestsource=plan.case.source,
            rya=False,
            assessment=assessment,
            active=self._placements.active(plan) if id(plan) in self._active else None,
        )

    def _running(self, case: Case, plan: Plan | None) -> RequestRecord:
        """A case of which something happened in the year, or was still to happen."""
        record = RequestRecord(
            receiveddate=case.received,
            requestoutcome=OPEN,
            requestsource=case.source,
            rya=case.person.key % 400 == 7,
            requestmediation=False,
            requesttribunal=False,
        )
        decided = case.decided or case.received + _UNDATED_AFTER
        if decided > self._horizon(case):
            return record
        record.requestoutcome, record.requestoutcomedate = case.decision, case.decided
        if case.decision == YES:
            if decided < date(self._last.year, 1, 1) and case.person.key % 4:
                # Decided before the year: most councils mark it so, some go on writing Y.
                record.requestoutcome, record.requestoutcomedate = HISTORICAL, None
            record.assessment = self._assessment(case, plan)
            if plan is not None and id(plan) in self._active:
                record.active = self._placements.active(plan)
        elif case.decision != WITHDRAWN:
            record.requestmediation = case.is_disputed
            record.requesttribunal = case.is_disputed and case.person.key % 3 == 0
        return record

    def _assessment(self, case: Case, plan: Plan | None) -> AssessmentRecord:
        record = AssessmentRecord(
            assessmentoutcome=OPEN,
            assessmentmediation=False,
            assessmenttribunal=False,
            othermediation=False,
            othertribunal=False,
            week20=case.is_exempt,
        )
        if case.assessed and case.assessed <= self._horizon(case):
            record.assessmentoutcome = case.assessment
            record.assessmentoutcomedate = case.assessed
            if case.assessment == YES:
                record.othermediation = case.is_disputed
            else:
                record.assessmentmediation = case.is_disputed
        if plan is not None:
            record.plan = self._named(plan)
        return record

    def _named(self, plan: Plan) -> NamedPlanRecord:
        record = self._placements.named(plan, id(plan) in self._active)
        ends_soon = plan.ceased and self._census < plan.ceased <= self._census + _LATE_ENDS
        is_known = plan.ceased and (plan.ceased <= self._last or ends_soon)
        if is_known:
            record.ceasedate, record.ceasereason = plan.ceased, plan.cease_reason
        return record


@lru_cache(maxsize=1)
def sen2_returns(people: PlanPeople) -> Mapping[int, Sen2Return]:
    """The return of each year, made once for those who write and those who count."""
    return {year: sen2_return(people, year) for year in people.returns}
