"""How long families wait for a plan: Kaplan-Meier with delayed entry, in exact fractions."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pipeline.demo.local.sen2_counting import real
from pipeline.demo.local.sen2_records import RequestRecord

_SHARES_LEFT = {"Median": Fraction(1, 2), "90th percentile": Fraction(1, 10)}
_NO_PLAN = ("N", "W")
_FROM_THE_FIRST_DAY = -1


class Waiting(NamedTuple):
    """A case at risk in the year, in days since its receipt."""

    entry: int
    exit: int
    has_plan: bool


def waiting(request: RequestRecord, first: date, last: date) -> Waiting | None:
    """The case, if a plan could start between two days; None if it could not."""
    received = real(request.receiveddate)
    is_historical = request.requestoutcome == "H" and request.assessment is None
    if received is None or received > last or is_historical:
        return None
    end, has_plan = last, False
    start = real(request.plan.startdate) if request.plan else None
    if start is not None and start <= last:
        end, has_plan = start, True
    else:
        for outcome, day in _decisions(request):
            if outcome == "H" or (outcome in _NO_PLAN and day is None):
                return None
            if outcome in _NO_PLAN and day is not None:
                end = min(end, day)
    if end < first:
        return None
    entry = (first - received).days if received < first else _FROM_THE_FIRST_DAY
    return Waiting(entry, (end - received).days, has_plan)


def _decisions(request: RequestRecord) -> list[tuple[str, date | None]]:
    found = []
    if request.requestoutcome != "H":
        found.append((request.requestoutcome, real(request.requestoutcomedate)))
    if request.assessment:
        assessment = request.assessment
        found.append((assessment.assessmentoutcome, real(assessment.assessmentoutcomedate)))
    return found


def quantiles(cases: Sequence[Waiting]) -> Mapping[str, int | None]:
    """The first day on which so few are left without a plan; None where it never is."""
    found: dict[str, int | None] = dict.fromkeys(_SHARES_LEFT)
    events = Counter(case.exit for case in cases if case.has_plan and case.entry < case.exit)
    left = Fraction(1)
    for day in sorted(events):
        at_risk = sum(case.entry < day <= case.exit for case in cases)
        left *= 1 - Fraction(events[day], at_risk)
        for label, share in _SHARES_LEFT.items():
            if found[label] is None and left <= share:
                found[label] = day
    return found
