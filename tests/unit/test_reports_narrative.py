"""Titles and sentences: what they say, and what they must not."""

from pathlib import Path

import duckdb
import pytest

from pipeline.errors import ReportError
from reports.alternatives import alternative
from reports.chapters import HeadlineChoice, read_outline
from reports.context import read_report
from reports.facts import Fact, Facts
from reports.figures import Figure, figures_of
from reports.headlines import headlines
from reports.model import Report
from reports.sentences import changes, judged, readings
from tests.fixtures_published import build_published


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return read_report(build_published(tmp_path_factory.mktemp("data") / "published.duckdb"))


def facts_of(report: Report, indicator_id: str) -> Facts:
    indicator = report.indicator(indicator_id)
    assert indicator is not None
    return Facts(report, indicator)


def fact_of(report: Report, indicator_id: str, period: str, group: str = "Total") -> Fact:
    facts = facts_of(report, indicator_id)
    (value,) = [v for v in facts.home if v.period.time_period == period and v.breakdown == group]
    return facts.fact(value)


def figure_of(report: Report, indicator_id: str) -> Figure:
    (figure,) = figures_of(report, facts_of(report, indicator_id).indicator)
    return figure


def test_a_sentence_gives_value_base_others_and_change(report: Report) -> None:
    said = str(readings.reading(fact_of(report, "plans_in_20_weeks_excl_exceptions", "2024")))
    assert said == (
        "EHC plans issued within 20 weeks, excluding exceptions: 24.6% (about one in four; 145 of "
        "590 new EHC plans without an exception) in Exampleshire, 2024. That is 21.8 percentage "
        "points lower than England (46.4%): worse, by more than councils usually differ. It is "
        "30.6 percentage points lower than the mean of its statistical neighbours (55.2%; 8 of 9 "
        "areas). Down 20.2 percentage points since 2023, from 44.8%: worse, by more than chance "
        "alone would explain."
    )


def test_no_change_is_told_from_a_withheld_value(report: Report) -> None:
    said = str(changes.change(fact_of(report, "plans_in_20_weeks_excl_exceptions", "2023")))
    assert said == "We give no change since 2022: there is no value to compare with."
    assert not changes.change(fact_of(report, "plans_in_20_weeks_excl_exceptions", "2022"))


@pytest.mark.parametrize(
    ("indicator_id", "group"),
    [("ks2_rwm_gap", "Total"), ("ks2_rwm_expected", "EHC plan")],
)
def test_no_change_is_told_across_a_break(report: Report, indicator_id: str, group: str) -> None:
    said = str(changes.change(fact_of(report, indicator_id, "202223", group)))
    assert said == "We give no change since 2021/22, because the series has a break."


def test_a_withheld_value_is_told_with_its_reason_only(report: Report) -> None:
    fact = fact_of(report, "plans_in_20_weeks_excl_exceptions", "2022")
    said = str(readings.reading(fact))
    assert said.endswith("2022: withheld, because the published value fails a check [u].")


def test_counts_of_a_council_are_not_measured_against_a_country(report: Report) -> None:
    said = str(readings.reading(fact_of(report, "ehc_plans_maintained", "202425")))
    assert "England" not in said
    assert said.endswith(
        "Up 446 since January 2024, from 5,040. Trend: rising over the last five years."
    )


def test_a_gap_is_in_percentage_points_and_a_score_has_no_unit(report: Report) -> None:
    gap = str(readings.reading(fact_of(report, "ks2_rwm_gap", "202324")))
    assert ": 52 percentage points in Exampleshire, 2023/24. That is 2 percentage points" in gap
    score = str(readings.reading(fact_of(report, "attainment_8", "202324", "EHC plan")))
    assert score.startswith(
        "Pupils with an EHC plan: 14.1 in Exampleshire, 2023/24. That is 0.1 lower than"
    )
    rate = str(readings.reading(fact_of(report, "suspension_rate", "202223")))
    assert "That is 2.10 per 100 higher than England (9.33)" in rate


def test_growth_names_both_ends(report: Report) -> None:
    fact = fact_of(report, "ehc_plan_growth", "202425", "201819")
    assert str(readings.reading(fact)).startswith(
        "Growth in EHC plans maintained since January 2019: 81.6% (from 3,021 in January 2019 to "
        "5,486 in January 2025) in Exampleshire, January 2025."
    )
    title = str(figure_of(report, "ehc_plan_growth").title)
    assert title.startswith("Growth in EHC plans maintained since January 2019: 81.6%")


def test_a_value_that_others_lack_is_not_compared(report: Report) -> None:
    said = str(judged.beside(fact_of(report, "neet_or_not_known_16_17", "202425", "EHC plan")))
    assert said == (
        "That is 3.0 percentage points lower than England (9.4%): better, by more than councils "
        "usually differ. It is 3.6 percentage points higher than the figure for those without SEN "
        "(2.8%)."
    )


def test_equal_when_rounded_is_called_the_same(report: Report) -> None:
    said = str(judged.beside(fact_of(report, "ks2_rwm_expected", "202223", "EHC plan")))
    assert said.startswith("That is the same as England when rounded (8%). It is 61 percentage")


@pytest.mark.parametrize(
    ("indicator_id", "title"),
    [
        ("ehc_plans_maintained", "EHC plans maintained by the council: 5,486 in January 2025"),
        ("pupils_with_ehc_plan", "Pupils with an EHC plan: 4.6% in January 2025; England 5.3%"),
        (
            "ehc_plans_by_primary_need",
            "EHC plans by primary need: Autistic spectrum disorder highest, 38.4%",
        ),
        ("ks2_rwm_expected", "Expected standard at KS2: EHC plan 8%, SEN support 20%"),
        ("suspension_rate", "Suspensions for every 100 pupils: 11.43 in 2022/23; England 9.33"),
    ],
)
def test_a_title_is_a_finding(report: Report, indicator_id: str, title: str) -> None:
    assert str(figure_of(report, indicator_id).title).startswith(title)


def test_the_lowest_groups_are_those_with_a_value(report: Report) -> None:
    words = figure_of(report, "ehc_plans_by_primary_need").alternative
    assert "Lowest: Visual impairment 0.6% (England 0.7%)." in words
    assert "Without a value: Down syndrome [low], Multi-sensory impairment [c]." in words


def test_notes_explain_every_sign_break_and_mean(report: Report) -> None:
    notes = [str(note) for note in figure_of(report, "suspension_rate").notes]
    assert any(note.startswith("Break in the series before 2020/21:") for note in notes)
    assert any("unweighted mean of similar councils (8 of 9 areas" in note for note in notes)
    signs = [str(note) for note in figure_of(report, "ehc_plans_by_primary_need").notes]
    for sign in ("[z]", "[x]", "[c]", "[low]"):
        assert any(note.startswith(sign) for note in signs)


def test_a_text_alternative_is_never_too_short_or_too_long() -> None:
    assert len(alternative("a", ["Plans: line chart, 2023 to 2024.", "Here: 5 in 2024."])) >= 80
    many = alternative("b", ["A line chart of many things."] + ["Something is so and so."] * 40)
    assert 80 <= len(many) <= 400
    with pytest.raises(ReportError, match="text alternative"):
        alternative("c", ["x" * 401])


def test_headlines_are_those_that_the_area_has_and_at_most_eight(report: Report) -> None:
    told = headlines(report, read_outline().headlines, {})
    assert 6 <= len(told) <= 8
    assert [h.name for h in told][0] == "EHC plans maintained by the council"
    choice = HeadlineChoice("neet_or_not_known_16_17", "SEN provision", "EHC plan")
    (neet,) = headlines(report, [choice, HeadlineChoice("unknown")], {})
    assert [other.cell.text for other in neet.beside] == ["9.4%", "[x]", "[x]"]


def test_a_withheld_headline_shows_its_sign(tmp_path: Path) -> None:
    path = build_published(tmp_path / "published.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update indicator_values set indicator_value = null, missing_reason = 'u' "
            "where indicator_id = 'pupils_with_ehc_plan' and area_code = '599'"
        )
    (told,) = headlines(read_report(path), [HeadlineChoice("pupils_with_ehc_plan")], {})
    assert told.number.text == "[u]"
    assert "withheld" in str(told.what)
    assert not told.change


def test_a_title_tells_the_latest_value_that_is_available(tmp_path: Path) -> None:
    path = build_published(tmp_path / "published.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update indicator_values set indicator_value = null, numerator = null, "
            "missing_reason = 'x' where time_period = '202425' and area_code = '599'"
        )
    report = read_report(path)
    assert "4.2% in January 2024" in str(figure_of(report, "pupils_with_ehc_plan").title)
    assert "January 2024" in str(figure_of(report, "ehc_plans_by_primary_need").subtitle)
    (told,) = headlines(report, [HeadlineChoice("pupils_with_ehc_plan")], {})
    assert told.number.text == "4.2%"


def test_a_published_value_is_preferred_to_a_local_one(tmp_path: Path) -> None:
    path = build_published(tmp_path / "published.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "insert into indicator_values select * replace (5000 as indicator_value, 'local' as "
            "value_status, 'a' as source_id) from indicator_values where indicator_id = "
            "'ehc_plans_maintained' and area_code = '599' and time_period = '202425'"
        )
    assert fact_of(read_report(path), "ehc_plans_maintained", "202425").value.value == 5486


def test_growth_across_a_break_says_so(tmp_path: Path) -> None:
    path = build_published(tmp_path / "published.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update indicator_values set break_before = true "
            "where indicator_id = 'ehc_plan_growth' and time_period = '202223'"
        )
    fact = fact_of(read_report(path), "ehc_plan_growth", "202425", "201819")
    assert "The series has a break between the two dates" in str(readings.reading(fact))
