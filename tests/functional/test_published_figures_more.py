"""Absence, exclusions, destinations, early years and social care as the published files give them.

Every figure here was read in the publisher's file itself; the name of the file stands beside it.
"""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

import duckdb
import pytest

from tests.functional.conftest import Built, Row

pytestmark = pytest.mark.real_data

COUNCIL, ENGLAND = "815", "E92000001"
TERM = "{} term by SEN provision"


def row_of(
    built: Built, indicator: str, topic: str, breakdown: str, period: str, area: str = COUNCIL
) -> Row:
    """The one published row of an indicator, topic, breakdown, period and area."""
    found = [
        row
        for row in built.rows
        if row["value_status"] != "local"
        and row["indicator_id"] == indicator
        and row["breakdown_topic"] == topic
        and row["breakdown"] == breakdown
        and row["time_period"] == period
        and row["area_code"] == area
    ]
    assert len(found) == 1, f"{indicator} {topic} {breakdown} {period} {area}: {len(found)} rows"
    return found[0]


@pytest.mark.parametrize(
    ("indicator", "topic", "breakdown", "period", "area", "value"),
    [
        # attendance_absence_exclusions_by_sen_provision_la.csv.gz
        ("overall_absence", "SEN provision", "EHC plan", "202425", COUNCIL, 15.401488),
        ("overall_absence", "SEN provision", "No SEN", "202425", COUNCIL, 5.763878),
        ("persistent_absence", "SEN provision", "EHC plan", "202223", COUNCIL, 38.799157),
        ("persistent_absence", "SEN provision", "No SEN", "202425", COUNCIL, 14.068627),
        (
            "persistent_absence",
            "Secondary by SEN provision",
            "EHC plan",
            "202425",
            COUNCIL,
            44.761029,
        ),
        ("severe_absence", "SEN provision", "EHC plan", "202425", COUNCIL, 11.390887),
        ("reduced_timetable", "SEN provision", "EHC plan", "202425", COUNCIL, 21.5781),
        ("suspensions_in_term", TERM.format("Autumn"), "EHC plan", "202324", COUNCIL, 10.558),
        ("suspensions_in_term", TERM.format("Spring"), "EHC plan", "202324", COUNCIL, 7.331),
        ("pupils_suspended_in_term", TERM.format("Summer"), "EHC plan", "202324", COUNCIL, 5.372),
        (
            "permanent_exclusions_in_term",
            TERM.format("Summer"),
            "EHC plan",
            "202324",
            COUNCIL,
            0.142,
        ),
        # absence_by_sen_primary_need_la.csv.gz
        (
            "persistent_absence",
            "Primary need",
            "Social, emotional and mental health",
            "202425",
            COUNCIL,
            40.447309,
        ),
        ("persistent_absence", "Primary need", "Down syndrome", "202425", COUNCIL, 27.272727),
        # lait_bds_long.parquet: TotAbs, TotFixedEx 2023/24, SusEdOverall_SEN_Stat_incSpec 2023,
        # FSP_Gooddev_With_SENSTATE, CINStatement
        ("overall_absence", "Total", "Total", "202425", ENGLAND, 6.78),
        ("suspension_rate", "Total", "Total", "202324", COUNCIL, 13.18129),
        ("suspension_rate", "Total", "Total", "202324", ENGLAND, 11.30744),
        ("ks4_sustained_destination", "SEN provision", "EHC plan", "202324", COUNCIL, 87.1),
        ("eyfsp_good_development", "SEN provision", "EHC plan", "202425", ENGLAND, 4.0),
        (
            "social_care_children_with_sen",
            "Children in need by SEN provision",
            "EHC plan",
            "2025",
            COUNCIL,
            38.8,
        ),
    ],
)
def test_rates_are_the_published_ones(
    north_yorkshire: Built,
    indicator: str,
    topic: str,
    breakdown: str,
    period: str,
    area: str,
    value: float,
) -> None:
    row = row_of(north_yorkshire, indicator, topic, breakdown, period, area)
    assert float(row["indicator_value"]) == pytest.approx(value, abs=1e-9)


@pytest.mark.parametrize(
    ("indicator", "topic", "breakdown", "period", "area", "numerator", "denominator"),
    [
        # 1_eyfsp_headline_measures_2022.csv
        ("eyfsp_good_development", "SEN provision", "EHC plan", "202122", COUNCIL, 4, 87),
        ("eyfsp_good_development", "SEN provision", "All SEN", "202122", COUNCIL, 100, 492),
        ("eyfsp_good_development", "SEN provision", "All SEN", "202122", ENGLAND, 11876, 63259),
        ("eyfsp_good_development", "Total", "Total", "202122", ENGLAND, 405723, 622583),
        # ks1_phonics.csv
        ("phonics_expected", "SEN provision", "EHC plan", "202223", COUNCIL, 34, 151),
        ("phonics_expected", "SEN provision", "EHC plan", "202223", ENGLAND, 3963, 20141),
        # cin_sen_la.csv
        (
            "social_care_children_with_sen",
            "Child protection plan by SEN provision",
            "EHC plan",
            "2022",
            COUNCIL,
            22,
            210,
        ),
        (
            "social_care_children_with_sen",
            "Children in need by SEN provision",
            "All SEN",
            "2022",
            ENGLAND,
            67180,
            139320,
        ),
        # ks4_destinations.csv.gz: 41.5 % of 207; England is the sum of the councils
        ("ks4_destinations", "Further education by SEN provision", "EHC plan", "202122", COUNCIL,
         86, 207),
        ("ks4_destinations", "Further education by SEN provision", "EHC plan", "202122", ENGLAND,
         9953, 23715),
        # destinations_1618.csv.gz: 90.2 % of 122
        ("post16_sustained_destination", "SEN provision", "All SEN", "202122", COUNCIL, 110, 122),
        ("post16_sustained_destination", "SEN provision", "All SEN", "202122", ENGLAND,
         11114, 13246),
    ],
)  # fmt: skip
def test_counts_are_the_published_ones(
    north_yorkshire: Built,
    indicator: str,
    topic: str,
    breakdown: str,
    period: str,
    area: str,
    numerator: int,
    denominator: int,
) -> None:
    row = row_of(north_yorkshire, indicator, topic, breakdown, period, area)
    assert (float(row["numerator"]), float(row["denominator"])) == (numerator, denominator)
    assert float(row["indicator_value"]) == pytest.approx(100 * numerator / denominator, abs=1e-9)


def test_every_council_has_the_absence_that_its_row_of_the_file_gives(
    north_yorkshire: Built, shared_data: Path
) -> None:
    """Read with the csv module alone, for every council and year, old and new codes alike."""
    folder = shared_data / "data/published/absence_exclusions"
    path = folder / "attendance_absence_exclusions_by_sen_provision_la.csv.gz"
    with gzip.open(path, "rt", encoding="utf-8-sig", newline="") as stream:
        printed = sorted(
            (row["time_period"], row["send_category"], float(row["value"]))
            for row in csv.DictReader(stream)
            if row["metric"] == "sess_overall_percent"
            and row["send_detail_display"] == "SEN provision"
            and row["education_phase"] == "Total"
        )
    with duckdb.connect(str(north_yorkshire.warehouse), read_only=True) as con:
        found = con.execute(
            "select time_period, breakdown, indicator_value from indicators.ind_absence "
            "where indicator_id = 'overall_absence' and breakdown_topic = 'SEN provision' "
            "and source_rank = 1 order by all"
        ).fetchall()
        areas = con.execute(
            "select count(distinct area_code) from indicators.ind_absence "
            "where breakdown_topic = 'SEN provision' and time_period = '202425'"
        ).fetchall()
    assert len(printed) > 2700
    assert found == printed
    assert areas == [(153,)]


def test_a_term_is_in_no_figure_of_a_year(north_yorkshire: Built) -> None:
    yearly = {
        row["breakdown_topic"]
        for row in north_yorkshire.rows
        if row["indicator_id"]
        in ("suspension_rate", "pupils_suspended", "permanent_exclusion_rate")
    }
    assert yearly == {"Total", "School type"}
    running = [
        row
        for row in north_yorkshire.rows
        if row["indicator_id"].endswith(("_absence", "_in_term", "_timetable"))
        and row["time_period"] == "202526"
    ]
    assert running == []


def test_where_a_rate_is_not_published_there_is_none(north_yorkshire: Built) -> None:
    """The reshaped table of needs has no persistent absence of the North West at all."""
    with duckdb.connect(str(north_yorkshire.warehouse), read_only=True) as con:
        [(missed, persistent)] = con.execute(
            "select count(*) filter (indicator_id = 'overall_absence'), "
            "count(*) filter (indicator_id = 'persistent_absence') "
            "from marts.fct_indicator_values join intermediate.int_areas using (area_code) "
            "where breakdown_topic = 'Primary need' and region_name = 'North West'"
        ).fetchall()
    assert missed > 1_500
    assert persistent == 0


def test_no_new_file_names_an_area_that_nobody_knows(north_yorkshire: Built) -> None:
    with duckdb.connect(str(north_yorkshire.warehouse), read_only=True) as con:
        unknown = con.execute(
            "select distinct o.source_name, o.la_name from intermediate.int_observations_unioned o "
            "join intermediate.int_areas_resolved r using (area_key) where r.area_code is null "
            "and o.source_name in "
            "('absence_exclusions', 'destinations', 'early_years', 'social_care')"
        ).fetchall()
    assert unknown == []


def test_the_tool_and_the_older_release_of_destinations_are_of_the_same_year(
    north_yorkshire: Built,
) -> None:
    """All years were worked out anew, so few agree to the digit; of another year hardly any do."""
    with duckdb.connect(str(north_yorkshire.warehouse), read_only=True) as con:
        [(agreeing, years_apart)] = con.execute("""
            with tool as (
                select * from indicators.ind_destinations
                where indicator_id = 'ks4_sustained_destination' and source_rank = 1
            ),
            release as (
                select * from indicators.ind_destinations
                where indicator_id = 'ks4_sustained_destination' and source_rank = 2
            )
            select
                avg(cast(abs(tool.indicator_value - release.indicator_value) < 0.051 as integer))
                    filter (tool.time_period = release.time_period),
                avg(cast(abs(tool.indicator_value - release.indicator_value) < 0.051 as integer))
                    filter (tool.time_period <> release.time_period)
            from tool join release using (area_code, breakdown)
            where breakdown = 'EHC plan'
        """).fetchall()
    assert agreeing > 10 * years_apart
