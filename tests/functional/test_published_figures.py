"""What the published files give for North Yorkshire (LA 815), and the faults in them."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import duckdb
import pytest
from statsmodels.stats.proportion import proportion_confint

from pipeline.disclose import write_published
from pipeline.settings import load_settings
from reports.render import render_site
from tests.functional.conftest import Built

pytestmark = pytest.mark.real_data

ONE_TABLE = [
    "indicator_id",
    "population_id",
    "time_period",
    "time_identifier",
    "reference_date",
    "geographic_level",
    "area_code",
    "area_name",
    "breakdown_topic",
    "breakdown",
    "numerator",
    "denominator",
    "indicator_value",
    "unit",
    "lower_ci",
    "upper_ci",
    "ci_method",
    "value_status",
    "missing_reason",
    "break_before",
    "source_id",
    "new_la_code",
]
NEIGHBOURS = ["893", "895", "811", "860", "916", "877", "937", "884", "865", "933"]


@pytest.mark.parametrize(
    ("period", "plans"), [("201415", 1728), ("202122", 4000), ("202223", 4427), ("202425", 5486)]
)
def test_plans_maintained_are_the_published_ones(
    north_yorkshire: Built, period: str, plans: int
) -> None:
    row = north_yorkshire.find("ehc_plans_maintained", period, "815")
    assert float(row["indicator_value"]) == plans
    assert row["unit"] == "count"


def test_growth_names_its_base_and_is_156_2_percent(north_yorkshire: Built) -> None:
    row = north_yorkshire.find("ehc_plan_growth", "202223", "815", "201415")
    assert row["breakdown_topic"] == "Since"
    assert float(row["indicator_value"]) == pytest.approx(100 * (4427 - 1728) / 1728, abs=1e-12)
    assert f"{float(row['indicator_value']):.1f}" == "156.2"


@pytest.mark.parametrize(
    ("indicator", "period", "area", "breakdown", "numerator", "denominator"),
    [
        ("ks2_rwm_expected_all_sen", "202122", "815", "All SEN", 196, 1284),
        ("ks2_rwm_expected_all_sen", "202122", "E92000001", "All SEN", 23550, 130815),
        ("sen_pupils_by_provision", "202223", "815", "EHC plan", 1972, 12210),
        ("sen_pupils_by_provision", "202223", "815", "SEN support", 10238, 12210),
        (
            "sen_support_by_primary_need",
            "202223",
            "815",
            "Specific learning difficulty",
            2195,
            9778,
        ),
        (
            "sen_support_by_primary_need",
            "202223",
            "815",
            "Speech, language and communication needs",
            2000,
            9778,
        ),
        ("ehc_plans_by_primary_need", "202425", "815", "Autistic spectrum disorder", 2108, 5486),
        (
            "ehc_plans_by_primary_need",
            "202425",
            "815",
            "Social, emotional and mental health",
            1142,
            5486,
        ),
        ("tribunal_appeal_rate", "2024", "815", "Total", 273, 6144),
        ("plans_in_20_weeks_excl_exceptions", "2024", "815", "Total", 167, 678),
        ("annual_reviews_held", "2024", "815", "Total", 3984, 4605),
        ("review_decisions_in_4_weeks", "2024", "815", "Total", 380, 2649),
        ("assessment_requests_refused", "2024", "815", "Total", 306, 1234),
    ],
)
def test_rates_carry_their_counts_unrounded(
    north_yorkshire: Built,
    indicator: str,
    period: str,
    area: str,
    breakdown: str,
    numerator: int,
    denominator: int,
) -> None:
    row = north_yorkshire.find(indicator, period, area, breakdown)
    assert (float(row["numerator"]), float(row["denominator"])) == (numerator, denominator)
    assert float(row["indicator_value"]) == pytest.approx(100 * numerator / denominator, abs=1e-12)
    lower, upper = proportion_confint(numerator, denominator, method="wilson")
    assert float(row["lower_ci"]) == pytest.approx(100 * lower, rel=1e-9)
    assert float(row["upper_ci"]) == pytest.approx(100 * upper, rel=1e-9)
    assert row["ci_method"] == "Wilson"


def test_a_published_score_has_no_interval(north_yorkshire: Built) -> None:
    row = north_yorkshire.find("attainment_8", "202425", "815", "EHC plan")
    assert row["indicator_value"]
    assert not row["lower_ci"] and not row["upper_ci"] and not row["ci_method"]


def test_the_20_week_rates_are_the_published_ones(north_yorkshire: Built) -> None:
    rates = [
        round(
            float(
                north_yorkshire.find("plans_in_20_weeks_excl_exceptions", str(year), "815")[
                    "indicator_value"
                ]
            ),
            1,
        )
        for year in range(2019, 2025)
    ]
    assert rates == [91.4, 28.0, 14.3, 33.2, 44.8, 24.6]


@pytest.mark.parametrize(
    ("breakdown", "council", "england"),
    [("EHC plan", 14.8, 14.3), ("All SEN", 27.2, 29.4), ("SEN support", 32.4, 34.9)],
)
def test_attainment_8_names_its_group(
    north_yorkshire: Built, breakdown: str, council: float, england: float
) -> None:
    for area, score in (("815", council), ("E92000001", england)):
        row = north_yorkshire.find("attainment_8", "202122", area, breakdown)
        assert float(row["indicator_value"]) == score


def test_the_csv_has_the_columns_of_the_one_table_and_no_value_without_a_reason(
    north_yorkshire: Built,
) -> None:
    assert list(north_yorkshire.rows[0]) == ONE_TABLE
    for row in north_yorkshire.rows:
        assert bool(row["indicator_value"]) != bool(row["missing_reason"])


def test_the_csv_holds_the_area_its_comparators_and_the_latest_of_the_rest(
    north_yorkshire: Built,
) -> None:
    full = {"815", "E12000003", "E92000001", "neighbours-815", *NEIGHBOURS}
    assert full <= {row["area_code"] for row in north_yorkshire.rows}
    rest = [
        row
        for row in north_yorkshire.rows
        if row["area_code"] not in full and row["geographic_level"] != "NHS area"
    ]
    assert {row["breakdown_topic"] for row in rest} == {"Total", "SEN provision"}
    periods = {(row["indicator_id"], row["time_period"]) for row in rest}
    assert len(periods) == len({indicator for indicator, _ in periods})
    assert len({row["area_code"] for row in rest}) > 130


def test_the_nine_character_code_is_the_one_of_the_period(north_yorkshire: Built) -> None:
    old = north_yorkshire.find("ehc_plans_maintained", "202223", "815")
    new = north_yorkshire.find("ehc_plans_maintained", "202324", "815")
    assert (old["new_la_code"], new["new_la_code"]) == ("E10000023", "E06000065")


def test_the_neighbours_are_an_unweighted_mean(north_yorkshire: Built) -> None:
    values = [
        float(row["indicator_value"])
        for code in NEIGHBOURS
        if (row := north_yorkshire.find("plans_in_20_weeks", "2024", code))["indicator_value"]
    ]
    mean = north_yorkshire.find("plans_in_20_weeks", "2024", "neighbours-815")
    assert float(mean["indicator_value"]) == pytest.approx(sum(values) / len(values), abs=1e-9)


def test_the_regional_total_printed_for_15_councils_is_withheld_and_explained(
    north_yorkshire: Built,
) -> None:
    row = north_yorkshire.find("new_ehc_plans", "2022", "815")
    assert (row["indicator_value"], row["numerator"], row["missing_reason"]) == ("", "", "u")
    withheld = _withheld(north_yorkshire, "new_ehc_plans", "2022")
    region = set(
        [
            "370",
            "371",
            "372",
            "373",
            "380",
            "381",
            "382",
            "383",
            "384",
            "810",
            "811",
            "812",
            "813",
            "815",
            "816",
        ]
    )
    assert {code for code, _ in withheld} == region
    assert ("815", 814.0) in withheld
    page = (north_yorkshire.site / "quality.html").read_text(encoding="utf-8")
    assert "6,078" in page
    assert "814" in page


def test_the_five_miscoded_councils_of_the_tribunal_table_are_withheld_and_explained(
    north_yorkshire: Built,
) -> None:
    codes = {code for code, _ in _withheld(north_yorkshire, "tribunal_appeal_rate", "2024")}
    assert codes == {"823", "873", "891", "892", "928"}
    for code in ("823", "873", "891", "892"):
        row = north_yorkshire.find("tribunal_appeal_rate", "2024", code)
        assert row["missing_reason"] == "u"
    page = (north_yorkshire.site / "quality.html").read_text(encoding="utf-8")
    for name in ("Nottingham", "Nottinghamshire", "Cambridgeshire", "Central Bedfordshire"):
        assert name in page


def _withheld(built: Built, indicator: str, period: str) -> set[tuple[str, float | None]]:
    with duckdb.connect(str(built.folder / "build/published.duckdb"), read_only=True) as con:
        return set(
            con.execute(
                "select area_code, expected_value from quality_checks "
                "where action = 'withheld' and indicator_id = ? and time_period = ?",
                [indicator, period],
            ).fetchall()
        )


def test_what_no_file_is_wrong_about_is_not_withheld(north_yorkshire: Built) -> None:
    """The faults that the identities withhold are the known ones and no more."""
    with duckdb.connect(str(north_yorkshire.warehouse), read_only=True) as con:
        found = con.execute(
            "select distinct indicator_id, time_period from marts.fct_quality_checks "
            "where action = 'withheld' and indicator_id <> 'tribunal_appeal_rate'"
        ).fetchall()
    # England and the regions carry about twice their councils' residential placements in 2022/23.
    assert set(found) == {("new_ehc_plans", "2022"), ("residential_placements", "202223")}


def test_every_council_agrees_with_a_count_made_without_sql(
    north_yorkshire: Built, shared_data: Path
) -> None:
    """Read with the csv module alone: plans, needs and the 20-week rate of every council."""
    archive = shared_data / "data/published/ehc_plans/education-health-and-care-plans_2025.zip"
    plans = {
        row["old_la_code"]: float(row["ehcplans"])
        for row in _rows(archive, "data/caseload.csv", "All EHC plans")
        if row["time_period"] == "202425"
    }
    needs = {
        row["old_la_code"]: (float(row["number_asd"]), float(row["ehc_plans"]))
        for row in _rows(archive, "data/sen_needs_all_plans.csv", "All EHC plans")
    }
    weeks = {
        row["old_la_code"]: (row["plans_issued_20_weeks_ex"], row["plans_issued_den_ex"])
        for row in _rows(archive, "data/timeliness_20_week.csv", "All EHC plans issued")
        if row["time_period"] == "2024"
    }
    # Needs of other councils are not published again; they are in the warehouse.
    with duckdb.connect(str(north_yorkshire.warehouse), read_only=True) as con:
        rows = con.execute(
            "select area_code, numerator, denominator from marts.fct_indicator_values "
            "where indicator_id = 'ehc_plans_by_primary_need' and time_period = '202425' "
            "and breakdown = 'Autistic spectrum disorder'"
        ).fetchall()
    found = {code: (above, below) for code, above, below in rows}
    assert len(plans) == 153
    for code, count in plans.items():
        row = north_yorkshire.find("ehc_plans_maintained", "202425", code)
        assert float(row["numerator"]) == count
        assert found[code] == needs[code]
        timely = north_yorkshire.find("plans_in_20_weeks_excl_exceptions", "2024", code)
        if weeks[code][1] not in ("x", "0"):
            rate = 100 * float(weeks[code][0]) / float(weeks[code][1])
            assert float(timely["indicator_value"]) == pytest.approx(rate, abs=1e-12)


def _rows(archive: Path, member: str, total: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(archive) as opened:
        text = opened.read(member).decode("utf-8-sig")
    return [
        row
        for row in csv.DictReader(io.StringIO(text))
        if row["geographic_level"] == "Local authority" and row["breakdown"] == total
    ]


@pytest.mark.parametrize(
    ("area", "first", "last"),
    [
        ("816", "200910", "202425"),
        ("383", "200910", "202425"),
        ("886", "200910", "202425"),
        ("370", "200910", "202425"),
        ("933", "200910", "202425"),
        ("942", "202324", "202425"),
        ("909", "200910", "202223"),
        ("420", "200910", "202425"),
    ],
)
def test_other_councils_show_their_own_years_only(
    north_yorkshire: Built, tmp_path: Path, area: str, first: str, last: str
) -> None:
    settings = load_settings(tmp_path, area=area, published=[tmp_path], out=tmp_path)
    published = tmp_path / "published.duckdb"
    write_published(north_yorkshire.warehouse, published, settings, [])
    with duckdb.connect(str(published), read_only=True) as con:
        [(low, high)] = con.execute(
            "select min(time_period), max(time_period) from indicator_values "
            "where area_code = ? and indicator_id = 'ehc_plans_maintained'",
            [area],
        ).fetchall()
        [(note,)] = con.execute("select note from areas where is_home").fetchall()
    assert (low, high) == (first, last)
    assert (note is not None) == (area in ("942", "909"))
    site = tmp_path / "site"
    site.mkdir()
    render_site(published, site)
    index = (site / "index.html").read_text(encoding="utf-8")
    assert (note is None) or (note in index)
