"""How the report finds what a value is compared with."""

import pytest

from reports.context import read_report
from reports.facts import Facts
from reports.model import Report
from reports.own_records import LOCALITY, own_view
from tests.fixtures_published import build_published


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return read_report(build_published(tmp_path_factory.mktemp("data") / "published.duckdb"))


def test_one_comparison_holds_the_row_of_every_comparator(report: Report) -> None:
    found = report.comparisons["ks2_rwm_expected", "202223", "SEN provision", "EHC plan"]
    assert set(found.by) == {"england", "region", "neighbours", "previous", "no_sen"}
    assert found.england_value == 8.0
    assert found.previous_time_period == "202122"
    assert found.by["no_sen"].comparator_value == pytest.approx(100 * 3795 / 5501)
    assert found.difference_unit == "percentage_points"


def test_nothing_is_told_of_a_comparator_that_there_is_not(report: Report) -> None:
    found = report.comparisons["neet_or_not_known_16_17", "202223", "SEN provision", "No SEN"]
    assert set(found.by) == {"england"}
    assert found.previous_value is None and found.change_since_previous is None
    assert found.neighbours_with_value is None and found.neighbours_value is None


def test_a_break_leaves_the_value_before_and_takes_the_change(report: Report) -> None:
    found = report.comparisons["suspension_rate", "202021", "Total", "Total"]
    assert found.previous_value == 3.9
    assert found.change_since_previous is None
    assert found.by["previous"].judgement_note == "break"


def test_own_figures_are_compared_under_their_own_view(report: Report) -> None:
    indicator = report.indicator("pupils_with_ehc_plan")
    assert indicator is not None
    own = Facts(report, own_view(indicator))
    [harbour] = [v for v in own.home if v.topic == LOCALITY and v.breakdown == "Harbour"]
    compared = report.comparison(harbour)
    assert compared is not None and set(compared.by) == {"area"}
    assert compared.by["area"].comparator_value == pytest.approx(100 * 3712 / 80020)
    [total] = [v for v in own.home if v.topic == "Total" and v.period.time_period == "202425"]
    compared = report.comparison(total)
    assert compared is not None and set(compared.by) == {"previous"}


def test_a_judgement_is_one_word_or_a_reason_why_there_is_none(report: Report) -> None:
    rows = [row for found in report.comparisons.values() for row in found.by.values()]
    assert {row.judgement for row in rows} >= {"better", "worse", "higher", "lower", "similar"}
    assert all((row.judgement is None) != (row.judgement_note is None) for row in rows)
