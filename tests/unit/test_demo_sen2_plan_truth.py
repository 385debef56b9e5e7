"""What truth.json says of the plans in a SEN2 return: small returns counted by hand, then all."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

import pytest

from pipeline.demo.geography import HOME
from pipeline.demo.local.people import PlanPeople, plan_people
from pipeline.demo.local.plan_truth import count_plans, plan_truth
from pipeline.demo.local.sen2_records import (
    Day,
    ImpossibleDay,
    NeedRecord,
    PersonRecord,
    PlacementRecord,
)
from pipeline.demo.local.truth import Truth
from pipeline.demo.traits import home_area_of
from pipeline.demo.world import grow_world
from tests.fixtures_demo_sen2 import (
    CENSUS,
    LAST_DAY,
    NEW_YEAR,
    TOTAL,
    at,
    held,
    person,
    plans,
    school,
    sen2,
)

PUPILS, YEARS = 9_000, 4


def test_one_plan_of_each_person_counts_and_it_is_the_latest() -> None:
    found = plans(
        person(held(date(2019, 1, 1), "SLD"), held(date(2021, 1, 1), "ASD"), upn="A1"),
        person(held(date(2020, 1, 1), "PD"), upn="A1"),
        person(held(date(2018, 1, 1), "HI"), uniquelearnernumber="9"),
        person(held(date(2017, 1, 1), "VI"), uniquelearnernumber="9"),
        person(held()),
        person(held()),
    )
    assert found["ehc_plans_maintained", *TOTAL] == (4, None, 4)
    needs = {key[2]: cell[0] for key, cell in found.items()
             if key[0] == "ehc_plans_by_primary_need"}  # fmt: skip
    assert needs == {
        "Autistic spectrum disorder": 1, "Hearing impairment": 1, "Need not recorded": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("start", "ceased", "counts"),
    [
        (CENSUS, None, 1),
        (CENSUS + timedelta(days=1), None, 0),
        (None, None, 1),
        (date(2020, 1, 1), CENSUS, 0),
        (date(2020, 1, 1), CENSUS + timedelta(days=1), 1),
        (ImpossibleDay(2025, 2, 30), ImpossibleDay(2024, 2, 30), 1),
    ],
)
def test_a_plan_counts_from_its_start_until_the_day_before_its_end(
    start: Day, ceased: Day, counts: int
) -> None:
    found = plans(person(held(start, ceased=ceased)), person(held()))
    assert found["ehc_plans_maintained", *TOTAL][0] == 1 + counts


def test_settings_come_from_the_code_then_the_establishment() -> None:
    found = plans(
        person(held(place=at(school("Other independent special school", "512")))),
        person(held(place=at(school("Non-maintained special school", HOME)))),
        person(held(place=PlacementRecord(ukprn=school("Further education", HOME).ukprn))),
        person(held(place=at(school("Community school", "502"), senunitindicator=True))),
        person(held(place=at(school("Community school", "502")))),
        person(held(place=PlacementRecord(sensetting="EHE"))),
        person(held(place=PlacementRecord(sensetting="EYP"))),
        person(held(place=PlacementRecord(ukprn="19999999"))),
        person(held(place=PlacementRecord(sensetting="OLA", placementrank="2"))),
        person(held()),
    )
    setting = {key[2]: cell[0] for key, cell in found.items() if key[0] == "ehc_plans_by_setting"}
    assert setting == {
        "Special school": 2, "Further education": 1, "Mainstream school": 2,
        "Educated elsewhere": 1, "Non-maintained early years": 1, "Placement not recorded": 3,
    }  # fmt: skip
    assert found["independent_special_placements", *TOTAL] == (2, 10, 20)
    assert found["unit_and_resourced_places", *TOTAL] == (1, 2, 50)
    assert found["cross_border_placements", *TOTAL] == (3, 5, 60)
    assert found["cross_border_placements", "Setting", "Special school"] == (1, 2, 50)
    assert found["plans_without_school_place", *TOTAL] == (1, 10, 10)
    arrangement = ("Arrangement", "Elective home education")
    assert found["plans_without_school_place", *arrangement] == (1, 10, 10)


def test_needs_count_by_rank_and_down_syndrome_is_among_the_others() -> None:
    two = held(date(2020, 1, 1), "SEMH", "VI")
    second = held()
    if second.active:
        second.active.needs.append(NeedRecord("ASD", "2"))
    found = plans(person(two), person(held(date(2020, 1, 1), "DS")), person(second))
    need = {key[2]: cell[0] for key, cell in found.items()
            if key[0] == "ehc_plans_by_primary_need"}  # fmt: skip
    assert need == {
        "Social, emotional and mental health": 1, "Other difficulty or disability": 1,
        "Need not recorded": 1,
    }  # fmt: skip
    assert found["need_not_recorded", *TOTAL] == (1, 3, pytest.approx(100 / 3))


def test_boarding_and_work_stand_at_the_plan_until_2023_and_then_at_the_place() -> None:
    place = PlacementRecord(res="A", wbp="T")
    old, new = (plans(person(held(place=place, res="B", wbp="S")), year=y) for y in (2023, 2024))
    assert old["residential_placements", "Weeks in the year", "52 weeks"][0] == 1
    assert old["work_based_placements", "Type of placement", "Supported internship"][0] == 1
    assert new["residential_placements", "Weeks in the year", "38 to 51 weeks"][0] == 1
    assert new["work_based_placements", "Type of placement", "Traineeship"][0] == 1
    assert plans(person(held()))["residential_placements", *TOTAL] == (0, None, 0)


def test_ages_are_those_at_the_last_31_august() -> None:
    found = plans(
        person(held(), personbirthdate=date(2008, 8, 31)),
        person(held(place=PlacementRecord(sensetting="NEET")), personbirthdate=date(2008, 8, 1)),
        person(held(place=PlacementRecord(sensetting="NEET")), personbirthdate=date(2008, 9, 1)),
        person(held(), personbirthdate=ImpossibleDay(2011, 13, 5)),
        person(held(), personbirthdate=None),
    )
    ages = {key[2]: cell[0] for key, cell in found.items()
            if key[:2] == ("ehc_plans_maintained", "Age")}  # fmt: skip
    assert ages == {"Age 16": 2, "Age 15": 1, "Age unknown": 2}
    assert found["ehcp_post16_neet_sen2", *TOTAL] == (1, 2, 50)


def test_sex_is_that_of_the_item_of_the_year() -> None:
    persons = (
        person(held(), sex="F", gendercurrent="1"),
        person(held(), sex="", gendercurrent="9"),
    )
    sexes = [
        {key[2] for key in plans(*persons, year=year) if key[:2] == ("ehc_plans_maintained", "Sex")}
        for year in (2023, 2024)
    ]
    assert sexes == [{"Male", "Unknown"}, {"Female", "Unknown"}]


def test_years_held_are_whole_years() -> None:
    starts = [date(2024, 1, 17), date(2024, 1, 16), date(2020, 1, 17), date(2020, 1, 16),
              date(2015, 1, 17), date(2015, 1, 16), None]  # fmt: skip
    found = plans(*(person(held(start)) for start in starts))
    years = {key[2]: cell[:2] for key, cell in found.items() if key[0] == "plan_duration"}
    assert years == {
        "Under 1 year": (1, 6), "1 to 4 years": (2, 6), "5 to 9 years": (2, 6),
        "10 years and over": (1, 6),
    }  # fmt: skip


def test_reviews_are_those_of_the_year_before() -> None:
    def reviewed(meeting: Day, decision: Day, start: date = date(2020, 1, 1)) -> PersonRecord:
        return person(held(start, reviewmeeting=meeting, lastreview=decision))

    persons = (
        reviewed(NEW_YEAR, NEW_YEAR + timedelta(days=28)),
        reviewed(LAST_DAY, CENSUS),
        reviewed(date(2024, 3, 1), date(2024, 3, 30)),
        reviewed(date(2024, 5, 1), date(2024, 4, 1)),  # decided before the meeting
        reviewed(date(2024, 5, 1), ImpossibleDay(2024, 2, 30)),
        reviewed(LAST_DAY, CENSUS + timedelta(days=1)),  # not yet decided
        reviewed(date(2023, 12, 31), date(2024, 1, 5)),
        reviewed(None, None),
        reviewed(date(2024, 9, 1), date(2024, 9, 2), NEW_YEAR),  # not due
    )
    found = plans(*persons)
    assert found["annual_reviews_held", *TOTAL] == (6, 8, 75)
    assert found["review_decisions_in_4_weeks", *TOTAL] == (3, 4, 75)
    assert ("annual_reviews_held", *TOTAL) not in plans(*persons, year=2023)


def test_small_areas_have_totals_and_the_main_breakdown_of_shares() -> None:
    truth = Truth()
    count_plans(truth, sen2(person(held()), person(held(), postcode="ZX9 1AA"),
                            person(held(), postcode="")), {})  # fmt: skip
    rows = [row for row in truth.rows() if row["geographic_level"] == "Locality"]
    topics = {(row["indicator_id"], row["breakdown_topic"]) for row in rows}
    assert ("ehc_plans_maintained", "Age") not in topics
    assert ("plan_duration", "Years held") in topics
    assert ("plans_without_school_place", "Arrangement") not in topics
    counted = {str(row["area_code"]): row["indicator_value"] for row in rows
               if row["indicator_id"] == "ehc_plans_maintained"}  # fmt: skip
    assert sorted(counted.values(), key=str) == [1, 2]


# --- the whole area -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def counted() -> Iterator[tuple[PlanPeople, list[Mapping[str, Any]]]]:
    with home_area_of(PUPILS):
        people, truth = plan_people(PUPILS, YEARS, grow_world()), Truth()
        plan_truth(people, truth)
    yield people, list(truth.rows())


def number(rows: list[Mapping[str, Any]], indicator: str, period: str, *cell: str) -> Any:
    names = ("indicator_id", "time_period", "breakdown_topic", "breakdown")
    wanted = (indicator, period, *(cell or TOTAL))
    return next(
        row["numerator"]
        for row in rows
        if row["geographic_level"] == "Local authority"
        and tuple(row[name] for name in names) == wanted
    )


def test_the_faults_change_no_total_that_is_published(
    counted: tuple[PlanPeople, list[Mapping[str, Any]]],
) -> None:
    people, rows = counted
    plans_there, requests = people.world.plans, people.world.flows["requests"]
    for january, period in ((2023, "202223"), (2024, "202324"), (2025, "202425")):
        stock = plans_there.stock[HOME, january]
        assert number(rows, "ehc_plans_maintained", period) == stock.total()
        mainstream = sum(n for key, n in stock.items() if key.startswith("mainstream"))
        cell = ("Setting", "Mainstream school")
        assert number(rows, "ehc_plans_by_setting", period, *cell) == mainstream
        year = january - 1
        assert number(rows, "new_ehc_plans", str(year)) == plans_there.new[HOME, year].total()
        received = requests[HOME, year]["requests_received_in_year"]
        assert number(rows, "assessment_requests", str(year)) == received


def test_localities_add_up_to_the_authority(
    counted: tuple[PlanPeople, list[Mapping[str, Any]]],
) -> None:
    rows = [row for row in counted[1] if row["breakdown_topic"] == "Total"]
    sums: dict[tuple[str, str, str], float] = {}
    for row in rows:
        key = (row["indicator_id"], row["time_period"], row["geographic_level"])
        sums[key] = sums.get(key, 0) + row["numerator"]
    smaller = {key for key in sums if key[2] != "Local authority"}
    assert smaller
    assert all(sums[key] == sums[key[0], key[1], "Local authority"] for key in smaller)


def test_every_indicator_of_the_returns_is_counted(
    counted: tuple[PlanPeople, list[Mapping[str, Any]]],
) -> None:
    latest = {row["indicator_id"] for row in counted[1] if row["time_period"] in ("202425", "2024")}
    assert latest == {
        "ehc_plans_maintained", "ehc_plans_by_primary_need", "need_not_recorded",
        "ehc_plans_by_setting", "independent_special_placements", "unit_and_resourced_places",
        "residential_placements", "plans_without_school_place", "personal_budgets",
        "work_based_placements", "plan_duration", "ehcp_post16_neet_sen2", "annual_reviews_held",
        "review_decisions_in_4_weeks", "cross_border_placements", "assessment_requests",
        "assessment_requests_refused", "request_decisions_in_6_weeks",
        "assessments_leading_to_plan", "not_to_issue_in_16_weeks", "new_ehc_plans",
        "plans_in_20_weeks", "plans_in_20_weeks_excl_exceptions", "plans_after_52_weeks",
        "ceased_plans_by_reason", "open_assessments_by_age", "days_request_to_plan",
    }  # fmt: skip
