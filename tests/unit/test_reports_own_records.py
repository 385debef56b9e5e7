"""Figures from the council's own records: apart from published ones, and only where they add."""

from pathlib import Path

import duckdb
import pytest

from reports.chapters import read_outline
from reports.context import read_report
from reports.figures import figures_of
from reports.model import Report
from reports.own_records import held_back, own_figures
from reports.pages import chapter_pages
from tests.fixtures_published import build_published


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return read_report(build_published(tmp_path_factory.mktemp("own") / "published.duckdb"))


def figure_ids(report: Report, name: str) -> list[str]:
    indicator = report.indicator(name)
    assert indicator is not None
    return [figure.figure_id for figure in own_figures(report, indicator)]


def test_other_people_have_figures_of_their_own(report: Report) -> None:
    assert figure_ids(report, "pupils_with_ehc_plan") == [
        "pupils_with_ehc_plan-local",
        "pupils_with_ehc_plan-local-school-type",
        "pupils_with_ehc_plan-local-sex",
        "pupils_with_ehc_plan-local-locality",
        "pupils_with_ehc_plan-local-icb-area",
    ]


def test_a_published_series_has_no_own_value_in_it(report: Report) -> None:
    indicator = report.indicator("pupils_with_ehc_plan")
    assert indicator is not None
    [published] = figures_of(report, indicator)
    assert "3,712" not in str([row for row in published.table.rows])
    assert all(value.value_status != "local" for value in report.values["pupils_with_ehc_plan"])


def test_own_figures_name_whom_they_count_and_where_from(report: Report) -> None:
    indicator = report.indicator("pupils_with_ehc_plan")
    assert indicator is not None
    figure = own_figures(report, indicator)[0]
    assert str(figure.counted) == (
        "From the council's own records. Counted: pupils on roll, schools that sent a census."
    )
    assert "council's own records" in figure.name
    assert any("Pupils of the schools that sent a census." in str(n) for n in figure.notes)
    assert [column.role for column in figure.table.columns] == ["area", "numerator", "denominator"]


def test_an_indicator_without_published_figures_keeps_its_plain_name(report: Report) -> None:
    indicator = report.indicator("days_request_to_plan")
    assert indicator is not None
    [figure] = own_figures(report, indicator)
    assert figure.name == "Days from request to EHC plan, by time to plan"
    assert "187 days" in str(figure.readings[0])


def test_what_is_not_known_is_never_called_the_highest(report: Report) -> None:
    indicator = report.indicator("pupils_with_ehc_plan")
    assert indicator is not None
    [by_locality] = [f for f in own_figures(report, indicator) if f.figure_id.endswith("-locality")]
    assert "Harbour highest" in str(by_locality.title)
    assert by_locality.table.rows[-1].labels == ("Locality not known",)


def test_a_breakdown_that_is_hidden_is_named_instead_of_drawn(report: Report) -> None:
    indicator = report.indicator("pupils_with_ehc_plan")
    assert indicator is not None
    assert held_back(report, indicator) == ("Ethnic group",)
    pages = {page.chapter.number: page for page in chapter_pages(report, read_outline())}
    assert [str(line) for line in pages[1].held_back] == [
        "Pupils with an EHC plan: by ethnic group."
    ]


def test_where_the_same_people_are_counted_a_published_breakdown_is_not_repeated(
    tmp_path: Path,
) -> None:
    path = build_published(tmp_path / "same.duckdb")
    with duckdb.connect(str(path)) as con:
        con.execute("update indicators set local_population_id = population_id")
        con.execute("delete from indicator_values where time_period = '202425' and "
                    "value_status = 'local' and breakdown_topic = 'Total' "
                    "and geographic_level = 'Local authority'")  # fmt: skip
    ids = figure_ids(read_report(path), "pupils_with_ehc_plan")
    assert "pupils_with_ehc_plan-local" not in ids
    assert "pupils_with_ehc_plan-local-sex" in ids


def test_main_points_begin_with_published_figures(report: Report) -> None:
    page = next(p for p in chapter_pages(report, read_outline()) if p.chapter.number == 1)
    assert page.points[0].figure_id == "pupils_with_ehc_plan"
    assert [point.figure_id for point in page.points][1] == "pupils_with_ehc_plan-local"
