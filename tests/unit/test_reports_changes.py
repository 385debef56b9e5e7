"""Change, trend and certainty: what is told, and the reason where nothing may be."""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.compared import what_has_changed
from reports.context import read_report
from reports.facts import Fact, Facts
from reports.figures import figures_of
from reports.model import Report
from reports.sentences import certainty, changes, judged, readings, titles
from reports.trend import Trend
from tests.fixtures_published import build_published
from tests.unit.test_reports_points import with_polarity, with_rows


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return read_report(build_published(tmp_path_factory.mktemp("data") / "published.duckdb"))


def fact_of(report: Report, indicator_id: str, period: str, group: str = "Total") -> Fact:
    indicator = report.indicator(indicator_id)
    assert indicator is not None
    facts = Facts(report, indicator)
    (value,) = [v for v in facts.home if v.period.time_period == period and v.breakdown == group]
    return facts.fact(value)


@pytest.fixture
def timely(report: Report) -> Fact:
    return fact_of(report, "plans_in_20_weeks_excl_exceptions", "2024")


def with_trend(fact: Fact, marker: str, reason: str | None, is_better: bool | None) -> Fact:
    value = fact.value
    key = (value.indicator_id, value.topic, value.breakdown)
    trend = Trend("2020", value.period.time_period, 5, marker, reason, is_better)
    return replace(fact, report=replace(fact.report, trends={key: trend}))


def test_a_change_of_small_numbers_is_not_told(timely: Fact) -> None:
    small = with_rows(timely, previous={"judgement_note": "small base", "is_different": None})
    assert str(changes.change(small)) == (
        "We give no change since 2023, because the numbers are small."
    )


def test_a_change_that_chance_could_explain_says_so(timely: Fact) -> None:
    similar = with_rows(timely, previous={"is_different": False, "judgement": "similar"})
    assert str(changes.change(similar)) == (
        "Down 20.2 percentage points since 2023, from 44.8%, which chance alone could explain."
    )


def test_a_jump_claims_no_direction(report: Report) -> None:
    fact = fact_of(report, "need_not_recorded", "202425")
    said = str(changes.change(fact))
    assert said.startswith("There is a jump in the recorded figure, from 1.0% in January 2024 to")
    for word in ("Up", "Down", "up", "down", "rose", "fell", "better", "worse", "since"):
        assert f" {word} " not in f" {said} "
    whole = str(readings.reading(with_rows(fact, england={"is_different": True})))
    assert "councils usually differ" not in whole


def test_a_jump_from_a_hidden_figure_does_not_tell_it(report: Report) -> None:
    fact = with_rows(
        fact_of(report, "need_not_recorded", "202425"), previous={"comparator_value": None}
    )
    assert str(changes.change(fact)) == (
        "The recorded figure jumps in January 2025: recording may have changed, so we tell no "
        "change."
    )


@pytest.mark.parametrize(
    ("marker", "reason", "is_better", "words"),
    [
        ("increasing", None, True, "rising over the last five years, which is better"),
        ("decreasing", None, False, "falling over the last five years, which is worse"),
        ("increasing", None, None, "rising over the last five years"),
        ("no significant change", None, None, "no clear trend over the last five years"),
        ("no significant change", "outlier", None, "no clear trend over the last five years"),
        ("cannot be calculated", "gap", None, "cannot be calculated: a year is missing"),
        ("cannot be calculated", "new one", None, "cannot be calculated: new one"),
    ],
)
def test_a_trend_has_words(
    timely: Fact, marker: str, reason: str | None, is_better: bool | None, words: str
) -> None:
    fact = with_trend(timely, marker, reason, is_better)
    assert str(changes.trend(fact)) == words
    sentence = str(changes.trend_sentence(fact))
    assert sentence == ("" if words.startswith("cannot") else f"Trend: {words}.")
    note = str(changes.no_trend(fact))
    assert note == (f"A trend {words}." if words.startswith("cannot") else "")


def test_a_trend_that_ends_before_the_value_is_not_told(timely: Fact) -> None:
    value = timely.value
    key = (value.indicator_id, value.topic, value.breakdown)
    trend = Trend("2019", "2023", 5, "increasing", None, True)
    old = replace(timely, report=replace(timely.report, trends={key: trend}))
    assert not changes.trend(old)


def test_without_a_polarity_nothing_is_better_or_worse(timely: Fact) -> None:
    plain = with_rows(
        with_polarity(timely, "none"),
        england={"judgement": "lower"},
        previous={"judgement": "lower"},
    )
    said = str(readings.reading(plain))
    assert "better" not in said and "worse" not in said
    assert "lower than England (46.4%), by more than councils usually differ" in said


def test_figures_that_look_alike_are_the_same_and_not_judged(timely: Fact) -> None:
    value = 24.6
    near = with_rows(timely, england={"comparator_value": value, "difference": -0.02})
    assert str(judged.briefly(near, "england", "in England")) == (
        "the same as in England when rounded (24.6%)"
    )
    apart = with_rows(timely, england={"comparator_value": 24.54, "difference": 0.04})
    assert "slightly higher than England (24.5%)" in str(judged.beside(apart))


def test_the_interval_is_given_once_with_its_method(report: Report, timely: Fact) -> None:
    assert str(certainty.how_sure([timely])) == (
        "How sure: the 95% interval of the latest value is 21.1% to 28.1% (Wilson method)."
    )
    group = fact_of(report, "ehc_plans_by_primary_need", "202425", "Hearing impairment")
    assert "latest value (hearing impairment) is" in str(certainty.how_sure([group]))
    hidden = replace(timely, value=replace(timely.value, value=None, missing="c"))
    assert not certainty.how_sure([hidden])


def test_rounded_rates_and_scores_say_why_they_have_no_interval(report: Report) -> None:
    rate = fact_of(report, "suspension_rate", "202223")
    assert str(certainty.how_sure([rate])) == (
        "The source gives rounded rates without counts: no interval can be given."
    )
    score = fact_of(report, "attainment_8", "202324", "EHC plan")
    assert "average scores only: no interval" in str(certainty.how_sure([score]))
    assert "there are no counts to judge by" in str(next(certainty.how_compared([rate])))


def test_the_funnel_is_explained_and_what_is_not_judged_says_why(timely: Fact) -> None:
    (note,) = certainty.how_compared([timely])
    assert str(note).startswith("Compared with England by a funnel")
    few = with_rows(timely, england={"is_different": None, "judgement_note": "few areas"})
    (note,) = certainty.how_compared([few])
    assert str(note) == "Not judged beside England: too few councils have a figure."


def test_a_few_children_are_never_called_the_highest(tmp_path: Path) -> None:
    report = read_report(build_published(tmp_path / "published.duckdb"))
    indicator = report.indicator("ehc_plans_by_primary_need")
    assert indicator is not None
    values = tuple(
        replace(v, denominator=29.0, numerator=29.0, value=100.0)
        if v.breakdown == "Hearing impairment" and v.area_code == report.build.la_code
        else v
        for v in report.values[indicator.indicator_id]
    )
    small = replace(report, values={indicator.indicator_id: values})
    (figure,) = figures_of(small, indicator)
    assert "Autistic spectrum disorder highest" in str(figure.title)


def test_a_total_is_read_before_its_groups(report: Report) -> None:
    indicator = report.indicator("ehc_plans_by_primary_need")
    assert indicator is not None
    values = report.values[indicator.indicator_id]
    whole = replace(values[0], topic="Total", breakdown="Total", value=50.0, missing=None)
    at = max(v.period for v in values)
    whole = replace(whole, area_code=report.build.la_code, period=at, numerator=None)
    more = replace(report, values={indicator.indicator_id: (*values, whole)})
    (figure,) = figures_of(more, indicator)
    assert str(figure.readings[0]).startswith("EHC plans by primary need: 50.0%")
    assert len(figure.readings) == 2


def test_a_table_tells_no_change_across_a_break_whatever_the_data_holds(report: Report) -> None:
    broken = fact_of(report, "ks2_rwm_expected", "202223", "EHC plan")
    assert broken.is_break
    table = what_has_changed([("a", with_rows(broken, previous={"difference": 1.0}))])
    assert table is not None
    assert str(table.rows[0].cells[2]) == "Not told: the series has a break"


def test_a_group_is_named_with_its_noun(report: Report) -> None:
    fact = fact_of(report, "ks2_rwm_expected", "202223", "EHC plan")
    for topic, group, words in (
        ("School type", "Special", "Special schools"),
        ("School type", "Alternative provision", "Alternative provision"),
        ("Free school meals", "Not eligible", "Not eligible for free school meals"),
        ("Locality", "Harbour", "Harbour"),
    ):
        renamed = replace(fact, value=replace(fact.value, topic=topic, breakdown=group))
        assert titles.people(renamed) == words


def test_nobody_is_called_worse_than_pupils_without_sen(report: Report) -> None:
    fact = with_polarity(fact_of(report, "ks2_rwm_expected", "202223", "EHC plan"), "higher_better")
    fact = with_rows(fact, no_sen={"judgement": "worse", "is_different": True})
    said = str(judged.beside(fact))
    assert "without SEN (69%), by more than chance alone would explain" in said
