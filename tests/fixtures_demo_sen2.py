"""Small SEN2 returns to count by hand, and the cells that are counted in them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from pipeline.demo.local.flow_truth import flow_truth
from pipeline.demo.local.plan_truth import count_plans
from pipeline.demo.local.schools import School, other_establishments
from pipeline.demo.local.sen2_records import (
    ActiveRecord,
    AssessmentRecord,
    Day,
    NamedPlanRecord,
    NeedRecord,
    PersonRecord,
    PlacementRecord,
    RequestRecord,
    Sen2Return,
)
from pipeline.demo.local.truth import Truth

CENSUS = date(2025, 1, 16)
NEW_YEAR, LAST_DAY = date(2024, 1, 1), date(2024, 12, 31)
OTHERS = other_establishments()
TOTAL = ("Total", "Total")
Cell = tuple[Any, Any, Any]  # numerator, denominator, value


def person(*requests: RequestRecord, **items: Any) -> PersonRecord:
    """Give a boy of 9 in the first district, of whom nothing else is said."""
    given: dict[str, Any] = {
        "surname": "Zza", "forename": "Zzb", "personbirthdate": date(2015, 3, 2), "sex": "M",
        "gendercurrent": "1", "ethnicity": "WBRI", "postcode": "ZZ1 1AA", "upn": "",
        "uniquelearnernumber": "", "upnunknown": "",
    }  # fmt: skip
    return PersonRecord(**given | items, requests=list(requests))


def held(
    start: Day = date(2020, 5, 1),
    *needs: str,
    place: PlacementRecord | None = None,
    ceased: Day = None,
    pb: bool = False,
    **items: Any,
) -> RequestRecord:
    """Give an old plan that is listed as active."""
    plan = NamedPlanRecord(startdate=start, ceasedate=ceased, pb=pb)
    active = ActiveRecord(
        placements=[place] if place else [],
        needs=[NeedRecord(need, "1") for need in needs],
        **items,
    )
    assessment = AssessmentRecord(assessmentoutcome="H", plan=plan)
    return RequestRecord(
        receiveddate=date(2020, 1, 1), requestoutcome="H", assessment=assessment, active=active
    )


def case(
    received: Day,
    outcome: str = "A",
    decided: Day = None,
    assessed: tuple[str, Day] | None = None,
    start: Day = None,
    exempt: bool = False,
) -> RequestRecord:
    """Give a request that is younger than its return."""
    request = RequestRecord(
        receiveddate=received, requestoutcome=outcome, requestoutcomedate=decided
    )
    if assessed:
        plan = NamedPlanRecord(startdate=start) if start else None
        request.assessment = AssessmentRecord(
            assessmentoutcome=assessed[0],
            assessmentoutcomedate=assessed[1],
            week20=exempt,
            plan=plan,
        )
    return request


def made(received: date, days: int, exempt: bool = False) -> RequestRecord:
    """Give a request that led to a plan after so many days."""
    day = received + timedelta(days=days)
    return case(received, "Y", received + timedelta(days=42), ("Y", day), day, exempt)


def at(one: School, **items: Any) -> PlacementRecord:
    """Give a place at a school."""
    return PlacementRecord(urn=one.urn, **items)


def school(type_name: str, la_code: str) -> School:
    """Give an establishment outside the area's own schools."""
    return next(s for s in OTHERS if s.type_name == type_name and s.la_code == la_code)


def sen2(*persons: PersonRecord, year: int = 2025) -> Sen2Return:
    """Give the return of a year."""
    return Sen2Return(year=year, census_date=date(year, 1, CENSUS.day), persons=list(persons))


def plans(*persons: PersonRecord, year: int = 2025) -> Mapping[tuple[str, ...], Cell]:
    """Count the plans of these people."""
    truth = Truth()
    count_plans(truth, sen2(*persons, year=year), {s.urn: s for s in OTHERS}
                | {s.ukprn: s for s in OTHERS})  # fmt: skip
    return cells(truth)


def flows(*requests: RequestRecord, year: int = 2025) -> Mapping[tuple[str, ...], Cell]:
    """Count these requests, each of another person."""
    truth = Truth()
    flow_truth(truth, sen2(*(person(request) for request in requests), year=year))
    return cells(truth)


def cells(truth: Truth, level: str = "Local authority") -> dict[tuple[str, ...], Cell]:
    """Give numerator, denominator and value by indicator, topic and breakdown."""
    return {
        tuple(str(row[name]) for name in ("indicator_id", "breakdown_topic", "breakdown")): (
            row["numerator"],
            row["denominator"],
            row["indicator_value"],
        )  # fmt: skip
        for row in truth.rows()
        if row["geographic_level"] == level
    }
