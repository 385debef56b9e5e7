"""What NHS England gives for England and the NHS areas that overlap North Yorkshire (LA 815).

The figures were read in the files themselves, line by line, not taken from a build.
"""

from __future__ import annotations

import duckdb
import pytest

from tests.functional.conftest import Built

pytestmark = pytest.mark.real_data

INDICATORS = (
    "community_waits_over_18_weeks",
    "autism_referrals_13_weeks",
    "nhs_mental_health_contact",
)
ENGLAND, HUMBER = "E92000001", "nhs-humber-and-north-yorkshire"
NORTH_YORKSHIRE_CCG = "nhs-42D"


@pytest.mark.parametrize(
    ("period", "area", "service", "over_18", "waiting"),
    [
        ("2023-10", ENGLAND, "Speech and language", 22820 + 4113, 67790),
        ("2023-09", ENGLAND, "Community paediatric service", 32682 + 13614, 78181),
        ("2023-01", ENGLAND, "Audiology", 3805 + 508, 17272),
        ("2023-05", HUMBER, "Occupational therapy", 50 + 0, 147),  # by its name
        ("2023-10", HUMBER, "Speech and language", 631 + 26, 1710),  # by its name in capitals
        ("2023-10", "nhs-lancashire-and-south-cumbria", "Audiology", 13 + 0, 123),
    ],
)
def test_waits_carry_their_counts(
    north_yorkshire: Built, period: str, area: str, service: str, over_18: int, waiting: int
) -> None:
    row = north_yorkshire.find(INDICATORS[0], period, area, service)
    assert (float(row["numerator"]), float(row["denominator"])) == (over_18, waiting)
    assert float(row["indicator_value"]) == pytest.approx(100 * over_18 / waiting, abs=1e-12)
    assert row["reference_date"].startswith(period)


@pytest.mark.parametrize(
    ("period", "area", "ages", "percent"),
    [
        ("2019-04", ENGLAND, "Under 10", 51),
        ("2023-06", ENGLAND, "Age 10 to 17", 19),
        ("2023-06", NORTH_YORKSHIRE_CCG, "Under 10", 6),
        ("2023-06", "nhs-03Q", "Age 10 to 17", 21),
        ("2023-03", "nhs-36J", "Under 10", 29),
    ],
)
def test_autism_referrals_are_those_of_the_metric_of_children(
    north_yorkshire: Built, period: str, area: str, ages: str, percent: int
) -> None:
    row = north_yorkshire.find(INDICATORS[1], period, area, ages)
    assert float(row["indicator_value"]) == percent
    assert (row["numerator"], row["denominator"]) == ("", "")


@pytest.mark.parametrize(
    ("period", "area", "children", "status"),
    [
        ("2021-03", ENGLAND, 572_912, "final"),
        ("2021-03", NORTH_YORKSHIRE_CCG, 4170, "final"),  # under its old name
        ("2023-08", NORTH_YORKSHIRE_CCG, 4960, "provisional"),  # under its new one
        ("2023-08", "nhs-36J", 10_865, "provisional"),
    ],
)
def test_mental_health_contacts_are_one_series_under_two_names(
    north_yorkshire: Built, period: str, area: str, children: int, status: str
) -> None:
    row = north_yorkshire.find(INDICATORS[2], period, area)
    assert float(row["indicator_value"]) == children
    assert (row["value_status"], row["time_identifier"]) == (status, "Month")


def test_only_england_and_the_overlapping_nhs_areas_are_published(north_yorkshire: Built) -> None:
    found = {
        (row["geographic_level"], row["area_code"], row["area_name"])
        for row in north_yorkshire.rows
        if row["indicator_id"] in INDICATORS
    }
    assert found == {
        ("National", ENGLAND, "England"),
        ("NHS area", HUMBER, "NHS Humber and North Yorkshire ICB"),
        ("NHS area", "nhs-lancashire-and-south-cumbria", "NHS Lancashire and South Cumbria ICB"),
        ("NHS area", "nhs-west-yorkshire", "NHS West Yorkshire ICB"),
        ("NHS area", "nhs-01K", "NHS Morecambe Bay CCG"),
        ("NHS area", "nhs-03Q", "NHS Vale of York CCG"),
        ("NHS area", "nhs-36J", "NHS Bradford District and Craven CCG"),
        ("NHS area", NORTH_YORKSHIRE_CCG, "NHS North Yorkshire CCG"),
    }


def test_every_nhs_area_is_found_and_no_other_level_is_made(north_yorkshire: Built) -> None:
    with duckdb.connect(str(north_yorkshire.warehouse), read_only=True) as con:
        levels = con.execute(
            "select indicator_id, geographic_level, count(distinct area_code) "
            "from marts.fct_indicator_values where list_contains(?, indicator_id) "
            "group by all order by all",
            [list(INDICATORS)],
        ).fetchall()
        unknown = con.execute(
            "select la_name from intermediate.int_areas_resolved "
            "where geographic_level = 'NHS area' and area_code is null"
        ).fetchall()
        compared = con.execute(
            "select count(*) from marts.fct_indicator_comparisons "
            "where list_contains(?, indicator_id) and area_code <> ?",
            [list(INDICATORS), ENGLAND],
        ).fetchall()
    assert levels == [
        ("autism_referrals_13_weeks", "NHS area", 87),
        ("autism_referrals_13_weeks", "National", 1),
        ("community_waits_over_18_weeks", "NHS area", 42),
        ("community_waits_over_18_weeks", "National", 1),
        ("nhs_mental_health_contact", "NHS area", 106),
        ("nhs_mental_health_contact", "National", 1),
    ]
    assert unknown == []
    assert compared == [(0,)]


def test_chapter_9_never_calls_an_nhs_area_the_council(north_yorkshire: Built) -> None:
    page = (north_yorkshire.site / "chapter-9-health.html").read_text(encoding="utf-8")
    assert page.count("an NHS area is not the council&#39;s area") == 3 * 4 + 4 * 2 + 4
    assert "in North Yorkshire" not in page.replace('<span class="name">', "")
