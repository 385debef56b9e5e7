"""Figures of NHS areas: under their own names, beside England, and never the council's."""

from pathlib import Path

import duckdb
import pytest

from reports.chapters import read_outline
from reports.charts.bars import BarChart
from reports.context import read_report
from reports.facts import Facts
from reports.figures import Figure, figures_of
from reports.model import Report
from reports.nhs_areas import nhs_figures
from reports.own_records import own_figures
from reports.pages import chapter_pages
from reports.render import render_site
from tests.fixtures_html import parse
from tests.fixtures_published import HOME, build_published
from tests.fixtures_published_nhs import AREAS, CONTACTS, ENGLAND, ROWS, WAITS, add_nhs

COUNCIL = "Exampleshire"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return add_nhs(build_published(tmp_path_factory.mktemp("nhs") / "published.duckdb"))


@pytest.fixture(scope="module")
def report(published: Path) -> Report:
    return read_report(published)


def figures(report: Report, name: str) -> tuple[Figure, ...]:
    indicator = report.indicator(name)
    assert indicator is not None
    return nhs_figures(report, indicator)


def words_of(figure: Figure) -> list[str]:
    return [str(figure.title), str(figure.subtitle), figure.alternative, figure.table.caption]


def test_each_overlapping_area_stands_by_its_full_name_beside_england(report: Report) -> None:
    audiology, _ = figures(report, WAITS)
    rows = [(row.labels[-1], row.cells[0].text) for row in audiology.table.drawn_rows()]
    assert rows == [
        ("NHS Exampleshire and East ICB", "25.0%"),
        ("NHS Westland ICB", "12.0%"),
        ("England", "26.0%"),
    ]
    assert str(audiology.title) == (
        "Waiting over 18 weeks, audiology: NHS areas 12.0% to 25.0%; England 26.0%"
    )


def test_every_sentence_says_that_the_area_is_not_the_councils(report: Report) -> None:
    audiology, _ = figures(report, WAITS)
    assert str(audiology.readings[1]) == (
        "NHS Westland ICB (covers part of Exampleshire; an NHS area is not the council's area): "
        "12.0% (36 of 300 children waiting), October 2023, "
        "14.0 percentage points lower than England (26.0%)."
    )
    for figure in (*figures(report, WAITS), *figures(report, CONTACTS)):
        for reading in figure.readings:
            assert "an NHS area is not the council's area" in str(reading)


def test_no_heading_places_the_figure_in_the_council(report: Report) -> None:
    for figure in (*figures(report, WAITS), *figures(report, CONTACTS)):
        for text in words_of(figure):
            assert f"in {COUNCIL}" not in text
            assert f"{COUNCIL}," not in text.replace(f"overlaps {COUNCIL},", "").replace(
                f"overlap {COUNCIL},", ""
            )
        assert COUNCIL not in [column.heading for column in figure.table.columns]
        assert figure.bar_heading == "Value"


def test_the_councils_own_values_have_none_of_them(report: Report) -> None:
    for name in (WAITS, CONTACTS):
        indicator = report.indicator(name)
        assert indicator is not None
        assert Facts(report, indicator).home == ()
        assert figures_of(report, indicator) == ()
        assert own_figures(report, indicator) == ()
        assert all(value.area_code != HOME for value in report.values[name])


def test_a_difference_is_given_from_england_only_and_in_the_table(report: Report) -> None:
    audiology, _ = figures(report, WAITS)
    headings = [column.heading for column in audiology.table.columns]
    assert headings == [
        "Value",
        "Difference from England",
        "Children who have waited over 18 weeks",
        "Children waiting",
    ]
    told = [row.cells[1].text for row in audiology.table.drawn_rows()]
    assert told == ["\N{MINUS SIGN}1.0", "\N{MINUS SIGN}14.0", "[z]"]
    assert isinstance(audiology.chart, BarChart)
    assert audiology.chart.others == ()


def test_every_month_is_in_the_table_the_latest_first(report: Report) -> None:
    audiology, _ = figures(report, WAITS)
    assert [row.key for row in audiology.table.rows] == ["2023-10"] * 3 + ["2023-09"] * 3
    assert audiology.table.caption.endswith("September 2023 to October 2023 (percent)")


def test_a_base_that_halved_since_the_month_before_is_told(report: Report) -> None:
    audiology, _ = figures(report, WAITS)
    assert str(audiology.readings[0]).endswith(
        "Read it with care: the number counted was 400 in September 2023."
    )
    assert "with care" not in str(audiology.readings[1])


def test_an_area_without_a_value_keeps_its_place(report: Report) -> None:
    _, therapy = figures(report, WAITS)
    assert [row.cells[0].text for row in therapy.table.drawn_rows()] == ["45.0%", "[x]", "45.0%"]
    assert str(therapy.readings[1]).endswith("no figure for October 2023.")
    assert "the same as England when rounded (45.0%)" in str(therapy.readings[0])
    assert "NHS area 45.0%" in str(therapy.title)


def test_a_count_is_not_held_against_a_whole_country(report: Report) -> None:
    [contacts] = figures(report, CONTACTS)
    assert [row.labels[-1] for row in contacts.table.drawn_rows()] == ["NHS Harbour CCG"]
    assert [column.role for column in contacts.table.columns] == ["area"]
    assert str(contacts.title) == "Children in contact with mental health services: NHS area 4,960"
    assert str(contacts.readings[0]) == (
        "NHS Harbour CCG (covers Exampleshire and may reach beyond it; an NHS area is not the "
        "council's area): 4,960, 12 months to August 2023."
    )


def test_the_main_points_are_of_nhs_areas_and_of_no_fact_of_the_council(report: Report) -> None:
    [page] = [p for p in chapter_pages(report, read_outline()) if p.chapter.number == 9]
    assert page.told == ()
    assert [str(point.claim) for point in page.points] == [
        "NHS areas 12.0% to 25.0%, October 2023; England 26.0%.",
        "NHS area 45.0%, October 2023; England 45.0%.",
        "NHS area 4,960, 12 months to August 2023.",
    ]
    for point in page.points:
        assert f"in {COUNCIL}" not in f"{point.about.text} {point.claim} {point.base}"
        assert "the council's own area" in str(point.base)


def test_the_interval_of_one_area_is_not_told_as_that_of_the_figure(tmp_path: Path) -> None:
    path = add_nhs(build_published(tmp_path / "published.duckdb"))
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "update indicator_values set lower_ci = 1, upper_ci = 2, ci_method = 'Wilson' "
            "where geographic_level = 'NHS area'"
        )
    for figure in figures(read_report(path), WAITS):
        assert not [note for note in figure.notes if "95" in str(note)]


def test_groups_by_age_come_in_the_order_of_ages(tmp_path: Path) -> None:
    ages = ("Age 10 to 17", "Under 10")
    rows = [(*row[:3], "Age band", age, *row[5:]) for row in ROWS[3:6] for age in ages]
    path = add_nhs(build_published(tmp_path / "published.duckdb"), rows=rows)
    found = [figure.figure_id for figure in figures(read_report(path), WAITS)]
    assert found == [WAITS, f"{WAITS}-age-10-to-17"]


@pytest.mark.parametrize("areas", [(), AREAS[2:]])
def test_without_an_overlapping_area_england_alone_is_no_figure(
    areas: tuple[tuple[str, str, str, int], ...], tmp_path: Path
) -> None:
    only_england = [row for row in ROWS if row[1] == ENGLAND]
    path = add_nhs(build_published(tmp_path / "published.duckdb"), areas, only_england)
    found = read_report(path)
    assert figures(found, WAITS) == figures(found, CONTACTS) == ()
    assert not [p for p in chapter_pages(found, read_outline()) if p.chapter.number == 9]


def test_the_page_heads_the_bars_with_no_council(published: Path, tmp_path: Path) -> None:
    render_site(published, tmp_path / "site")
    page = parse((tmp_path / "site/chapter-9-health.html").read_text(encoding="utf-8"))
    headings = [cell.text() for table in page.find("table", "bars") for cell in table.find("th")]
    assert "Value" in headings
    assert COUNCIL not in headings
