"""What truth.json says of requests, assessments and new plans: small returns counted by hand."""

from datetime import date, timedelta

import pytest

from pipeline.demo.local.flow_truth import flow_truth
from pipeline.demo.local.sen2_records import ActiveRecord
from pipeline.demo.local.truth import Truth
from pipeline.demo.local.waiting_truth import Waiting, quantiles
from tests.fixtures_demo_sen2 import (
    LAST_DAY,
    NEW_YEAR,
    TOTAL,
    case,
    flows,
    held,
    made,
    person,
    sen2,
)


def test_requests_count_as_they_stood_at_the_end_of_the_year() -> None:
    found = flows(
        case(NEW_YEAR, "N", NEW_YEAR + timedelta(days=42)),
        case(date(2024, 2, 1), "N", date(2024, 3, 15)),  # 43 days
        case(LAST_DAY, "N", date(2025, 1, 3)),  # still open on 31 December
        case(date(2023, 12, 31), "N", date(2024, 1, 20)),
        case(date(2024, 6, 1), "Y", date(2024, 6, 30), ("A", None)),
        case(date(2024, 6, 1), "W", date(2024, 6, 30)),
        case(date(2025, 1, 1)),
        held(),
    )
    assert found["assessment_requests", *TOTAL] == (5, None, 5)
    assert found["assessment_requests", "Source of request", "Unknown"][0] == 5
    assert found["assessment_requests_refused", *TOTAL] == (2, 5, 40)
    assert found["request_decisions_in_6_weeks", *TOTAL] == (3, 4, 75)


def test_sources_are_known_from_2025_on() -> None:
    request = case(date(2022, 5, 1))
    assert not [key for key in flows(request, year=2023) if key[1] == "Source of request"]


def test_plans_are_timed_from_the_request_and_transfers_are_left_out() -> None:
    late = date(2024, 6, 1)
    transfer = made(date(2024, 1, 5), 100)
    transfer.active = ActiveRecord(transferla="502")
    found = flows(
        made(late, 140),
        made(late, 141),
        made(late, 100, exempt=True),
        made(date(2023, 1, 10), 364),
        made(date(2023, 1, 10), 365),
        case(None, "Y", late, ("Y", late), late),
        transfer,
        held(date(2024, 5, 1)),
    )
    assert found["new_ehc_plans", *TOTAL] == (6, None, 6)
    assert found["plans_in_20_weeks", *TOTAL] == (2, 6, pytest.approx(100 / 3))
    assert found["plans_in_20_weeks_excl_exceptions", *TOTAL] == (1, 5, 20)
    assert found["plans_after_52_weeks", *TOTAL] == (1, 6, pytest.approx(100 / 6))


def test_assessments_count_when_they_are_decided() -> None:
    received = date(2024, 1, 10)
    found = flows(
        made(received, 100),
        case(received, "Y", received, ("N", received + timedelta(days=112))),
        case(received, "Y", received, ("N", received + timedelta(days=113))),
        case(received, "Y", received, ("N", date(2025, 1, 2))),
        case(received, "Y", received, ("W", date(2024, 4, 1))),
    )
    assert found["assessments_leading_to_plan", *TOTAL] == (1, 3, pytest.approx(100 / 3))
    assert found["not_to_issue_in_16_weeks", *TOTAL] == (1, 2, 50)


def test_open_cases_are_those_without_an_end() -> None:
    found = flows(
        case(LAST_DAY - timedelta(days=140)),
        case(LAST_DAY - timedelta(days=141)),
        case(LAST_DAY - timedelta(days=364), "Y", date(2024, 3, 1), ("A", None)),
        case(LAST_DAY - timedelta(days=365), "Y", date(2024, 3, 1), ("Y", date(2024, 12, 1))),
        case(LAST_DAY, "N", date(2025, 1, 10)),
        case(date(2024, 6, 1), "Y", date(2024, 7, 1), ("Y", LAST_DAY), date(2025, 1, 20)),
        case(date(2024, 6, 1), "W"),
        case(date(2024, 6, 1), "Y", date(2024, 7, 1), ("N", date(2024, 9, 1))),
        made(date(2024, 6, 1), 100),
    )
    waits = {key[2]: cell[:2] for key, cell in found.items()
             if key[0] == "open_assessments_by_age"}  # fmt: skip
    assert waits == {
        "Up to 20 weeks": (2, 6), "20 to 30 weeks": (1, 6),
        "30 to 52 weeks": (2, 6), "Over 52 weeks": (1, 6),
    }  # fmt: skip


def test_reasons_that_are_blank_or_unknown_are_not_recorded() -> None:
    ended = [held(ceased=date(2024, 3, 1)) for _ in range(4)]
    for request, reason in zip(ended, ("6", "", "12", "6"), strict=True):
        if request.plan:
            request.plan.ceasereason = reason
    ended.append(held(ceased=date(2025, 1, 2)))
    found = flows(*ended)
    reasons = {key[2]: cell[:2] for key, cell in found.items() if key[0].startswith("ceased")}
    assert reasons == {"No longer wishes to engage": (2, 4), "Reason not recorded": (2, 4)}


def test_the_wait_for_a_plan_counts_those_who_still_wait() -> None:
    # Days since receipt: four cases, one of them received 50 days before the year.
    cases = [
        Waiting(-1, 100, True), Waiting(-1, 150, False), Waiting(50, 120, True),
        Waiting(-1, 200, True),
    ]  # fmt: skip
    # S is 3/4 after day 100, 1/2 after day 120, 0 after day 200.
    assert quantiles(cases) == {"Median": 120, "90th percentile": 200}
    # Day 40: the case that came in on its 50th day was not yet there, so 1 of 1 has a plan.
    early = [Waiting(-1, 40, True), Waiting(50, 60, False)]
    assert quantiles(early) == {"Median": 40, "90th percentile": 40}
    assert quantiles([Waiting(-1, 9, False)]) == {"Median": None, "90th percentile": None}
    # Half are left exactly, however many steps it took.
    steps = [Waiting(-1, day, day <= 3) for day in (1, 2, 3, 4, 5, 6)]
    assert quantiles(steps)["Median"] == 3


def test_cases_at_risk_are_those_that_could_end_in_the_year() -> None:
    found = flows(
        made(date(2024, 3, 1), 140),
        made(date(2023, 11, 1), 140),  # enters on 1 January
        made(date(2023, 3, 1), 140),  # had its plan before the year
        case(date(2024, 3, 1), "N", date(2024, 4, 1)),  # leaves on that day
        case(date(2023, 3, 1), "N", date(2023, 12, 31)),
        case(date(2024, 3, 1), "W"),  # nobody knows when
        case(date(2024, 12, 1), "N", date(2025, 1, 3)),
        case(None, "Y", date(2024, 3, 1), ("Y", date(2024, 3, 2)), date(2024, 3, 2)),
    )
    assert found["days_request_to_plan", "Time to plan", "Median"] == (2, 4, 140)
    assert found["days_request_to_plan", "Time to plan", "90th percentile"] == (2, 4, 140)


def test_a_wait_that_never_ends_is_missing_with_its_reason() -> None:
    truth = Truth()
    flow_truth(truth, sen2(person(case(date(2024, 3, 1)))))
    rows = [row for row in truth.rows() if row["indicator_id"] == "days_request_to_plan"]
    assert [(row["indicator_value"], row["missing_reason"]) for row in rows] == [(None, "x")] * 2
