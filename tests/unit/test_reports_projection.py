"""The projection on its page: what is said of it, and what is drawn."""

import csv
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipeline.measure_words import comparison
from reports.chapters import read_outline
from reports.charts.lines import PLOT
from reports.charts.projection import WIDTH, ProjectionChart, projection_chart
from reports.charts.projection_spec import projection_spec
from reports.context import read_report
from reports.pages import chapter_pages
from reports.projection_figure import projection_figures
from reports.projections import (
    NATIONAL,
    Measured,
    Outcome,
    Projections,
    january,
    readings,
    why_none,
)
from reports.render import render_site
from reports.tables import Cell, Column, Row, Table
from tests.fixtures_html import Element, parse
from tests.fixtures_published import build_published
from tests.fixtures_published_projection import INDICATOR

NEWEST = Outcome(
    *("202425", "202930", 5, 9115.7, 6389.4, 13005.2, 7344.0, 11314.8, None, None),
    method="shrunk growth",
)
PAST = Outcome(
    *("202324", "202425", 1, 5451.0, 4954.1, 5997.8, 5157.4, 5761.4, 5486.0, -0.638),
    method="shrunk growth",
)
TESTED = tuple(
    Measured("shrunk growth", ahead, None, 4.0, 0.1, 9.0, held, 80.0, 152, 9 - ahead, judged)
    for ahead, held, judged in ((1, 95.46, 5), (2, 97.1, 4), (3, 99.77, 3), (4, 99.3, 1))
) + (Measured("shrunk growth", 5, None, 13.0, 0.1, 29.0, None, None, 146, 4, 0),)


def said(projections: Projections) -> list[str]:
    return [str(reading) for reading in readings("Dale", projections)]


def test_the_sentences_tell_the_projection_its_range_and_how_the_last_one_fared() -> None:
    assert said(Projections(TESTED, (PAST, NEWEST))) == [
        "If plans grow at a rate partway between Dale's own last three years and England's, Dale "
        "would have about 9,116 plans in January 2030, after 5,486 in January 2025.",
        "The 95% range for Dale in January 2030 is 6,389 to 13,005 plans. In tests from past "
        "Januaries such ranges held 95.5% of all councils' outcomes one year ahead and 99.8% "
        "three years ahead; for four years or more too few years have passed to test them.",
        "A year before, the same method gave Dale 5,451 plans for January 2025; there were "
        "5,486, so it was 0.6% too low.",
    ]


def test_a_council_without_figures_of_four_januaries_is_told_of_national_growth_alone() -> None:
    young = replace(NEWEST, method=NATIONAL)
    national = tuple(
        replace(t, method=NATIONAL, coverage_95=t.coverage_95 and 96.0) for t in TESTED
    )
    first, second = said(Projections((*TESTED, *national), (young,)))
    assert first == (
        "If plans grow as England's did in the last three years, Dale would have about 9,116 "
        "plans in January 2030."
    )
    assert "held 96.0% of all councils' outcomes one year ahead" in second


def test_how_often_ranges_held_is_not_told_of_too_few_januaries() -> None:
    few = tuple(replace(t, judged_origins=min(t.judged_origins, 2)) for t in TESTED)
    told = said(Projections(few, (NEWEST,)))[1]
    assert told.endswith("13,005 plans. Too few years have passed to test such ranges.")
    assert said(Projections(TESTED, (replace(NEWEST, lower_95=None),)))[1:] == []


@pytest.mark.parametrize(
    ("error", "words"),
    [(0.04, "right when rounded."), (-0.04, "right when rounded."), (2.25, "2.3% too high.")],
)
def test_an_error_has_its_direction(error: float, words: str) -> None:
    told = said(Projections(TESTED, (replace(PAST, error_percent=error), NEWEST)))
    assert told[-1].endswith(words)


def test_without_a_projection_there_is_a_reason() -> None:
    assert said(Projections(TESTED, (PAST,))) == []
    newest = january("202425")
    assert str(why_none("Dale", "z", newest)).startswith("Dale is not projected after January 2025")
    reasons = {str(why_none("Dale", missing, newest)) for missing in ("z", "u", "x", None)}
    assert len(reasons) == 3


def series(*rows: Sequence[float | None]) -> Table:
    """Give a table of a projection: value, and the ends of two ranges, one row per January."""
    roles = ("area", "lower_95", "upper_95", "lower_80", "upper_80")
    columns = tuple(Column(r, r, "number", is_drawn=r[-2:] != "80") for r in roles)
    cells = (tuple(Cell(v, None if v is not None else "z") for v in row) for row in rows)
    return Table("t", "k", ("Date", "Kind"), columns, tuple(Row("", ("", ""), c) for c in cells))


NONE = (None, None, None, None)


def drawn(*rows: Sequence[float | None], published: int) -> ProjectionChart:
    periods = [january(f"{2020 + n}{21 + n}") for n in range(len(rows))]
    return projection_chart(series(*rows), periods, published, {})


def test_ranges_open_from_the_last_published_value_and_hold_each_other() -> None:
    chart = drawn(
        (500, *NONE), (1000, *NONE), (1200, 900, 1600, 1000, 1400), (1500, 800, 2000, 1000, 1800),
        published=2,
    )  # fmt: skip
    wide, narrow = (points(path) for path in chart.ranges)
    assert wide[0] == narrow[0] == (round(WIDTH / 3), PLOT - PLOT // 2)
    assert [x for x, _ in wide] == [333, 667, 1000, 1000, 667]
    assert wide[2] == (1000, 0)
    for (_, outer), (_, inner) in zip(wide[1:3], narrow[1:3], strict=True):
        assert outer < inner
    for (_, outer), (_, inner) in zip(wide[3:], narrow[3:], strict=True):
        assert outer > inner
    assert (len(chart.published), len(chart.projected)) == (1, 2)
    assert (len(chart.published_marks), len(chart.projected_marks)) == (2, 2)
    assert [(role, text) for role, text, _ in chart.ends] == [
        *(("area", "1,500"), ("lower_95", "800"), ("upper_95", "2,000")),
    ]


def points(path: str) -> list[tuple[int, int]]:
    assert re.fullmatch(r"M\d+ \d+(L\d+ \d+)+Z", path)
    return [(int(x), int(y)) for x, y in re.findall(r"(\d+) (\d+)", path)]


def test_without_limits_or_values_there_is_no_range() -> None:
    assert drawn((500, *NONE), (600, *NONE), (700, *NONE), published=2).ranges == ()
    chart = drawn((500, *NONE), (60, *NONE), (None, *NONE), published=2)
    assert chart.ranges == ()
    assert chart.projected == ()
    assert [mark.text for mark in chart.lines.signs] == ["[z]"]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_published(tmp_path_factory.mktemp("data") / "published.duckdb")


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    render_site(published, folder)
    return folder


@pytest.fixture(scope="module")
def page(site: Path) -> Element:
    (file,) = site.glob("chapter-5-*.html")
    return parse(file.read_text(encoding="utf-8"))


def test_the_figure_is_dashed_where_it_is_projected(page: Element) -> None:
    (figure,) = (f for f in page.find("figure") if f.attributes["id"] == INDICATOR)
    (chart,) = (s for s in figure.find("svg") if s.attributes.get("role") == "img")
    assert len([e for e in chart.find("line") if "projected" in e.classes]) == 5
    assert len([e for e in chart.find("path") if "band" in e.classes]) == 2
    kinds = [row.find("th")[1].text() for row in figure.find("tbody")[0].find("tr")]
    assert kinds == ["published"] * 7 + ["projected"] * 5


def test_the_files_and_the_table_hold_ranges_and_scenarios(site: Path) -> None:
    with (site / "data" / f"{INDICATOR}.csv").open(newline="") as stream:
        header, *rows = csv.reader(stream)
    assert header[-1] == "Scenario: Growth of at most 3 percent a year (number)"
    assert rows[-1][:3] == ["202930", "January 2030", "projected"]
    assert float(rows[-1][-1]) == pytest.approx(0.9 * float(rows[-1][3]))
    assert rows[0][4:] == ["[z]"] * 5
    for name, count in (("projection_backtest", 50), ("projection_outcomes", 25)):
        with (site / "data" / f"{name}.csv").open(newline="") as stream:
            assert len(list(csv.DictReader(stream))) == count


def test_below_the_figure_stand_its_tests_its_outcomes_and_the_mix(page: Element) -> None:
    (section,) = page.find("section", "tested")
    captions = [caption.text() for caption in section.find("caption")]
    assert captions == [
        "How far off this method was from past Januaries, all councils together",
        "Usual error of this method and of others, from past Januaries",
        "What earlier projections gave for January 2025, Exampleshire",
        "Projected EHC plans by primary need, if the mix stays as it was, Exampleshire",
        "Projected EHC plans by setting, if the mix stays as it was, Exampleshire",
    ]
    assert "[x]" in section.text()


def test_a_projection_is_no_main_point_and_no_headline(published: Path, site: Path) -> None:
    report = read_report(published)
    pages = chapter_pages(report, read_outline())
    assert INDICATOR not in {point.figure_id for page in pages for point in page.points}
    index = parse((site / "index.html").read_text(encoding="utf-8"))
    tiles = [tile.text() for tile in index.find("li", "tile")]
    assert tiles
    assert not any("rojected" in tile for tile in tiles)


def test_the_interactive_chart_has_the_line_and_the_ends_of_the_ranges(published: Path) -> None:
    report = read_report(published)
    indicator = report.indicator(INDICATOR)
    assert indicator is not None
    (figure,) = projection_figures(report, indicator)
    spec = json.loads(figure.spec)
    names = [trace["name"] for trace in spec["data"] if "name" in trace]
    ends = [f"{level} range, {end}" for level in ("95%", "80%") for end in ("from", "to")]
    assert names == [*ends, "Exampleshire", "Projected"]
    assert [len(trace["y"]) for trace in spec["data"]] == [5, 5, 5, 5, 7, 5]
    told = spec["data"][-2]["customdata"]
    assert told[-1] == "January 2025, published: 5,486"


def test_the_interactive_line_has_the_gap_of_a_break_and_goes_on_into_the_projection() -> None:
    rows = ((500, *NONE), (1000, *NONE), (1200, 900, 1600, 1000, 1400))
    periods = [january(period) for period in ("202223", "202324", "202425")]
    spec = json.loads(projection_spec(series(*rows), periods, 2, {1}))
    assert spec["data"][-2]["y"] == [500, None, 1000]
    assert spec["data"][-1]["y"] == [1200]
    (join,) = spec["layout"]["shapes"]
    assert (join["y0"], join["y1"]) == (1000, 1200)


def test_its_page_of_methods_says_that_it_is_compared_with_nothing() -> None:
    assert comparison("projection", ()).startswith("With nothing")


@pytest.mark.parametrize("missing", ["z", "u", "x"])
def test_an_area_without_a_projection_is_told_why(tmp_path: Path, missing: str) -> None:
    file = build_published(tmp_path / "published.duckdb")
    with duckdb.connect(str(file)) as connection:
        connection.execute(
            "update indicator_values set indicator_value = null, missing_reason = ? "
            "where value_status = 'projected'",
            [missing],
        )
        connection.execute("delete from projection_outcomes")
    report = read_report(file)
    indicator = report.indicator(INDICATOR)
    assert indicator is not None
    (figure,) = projection_figures(report, indicator)
    assert str(figure.readings[0]).startswith("Exampleshire is not projected after January 2025")
    assert isinstance(figure.chart, ProjectionChart)
    assert figure.chart.ranges == ()
    assert {row.cells[0].text for row in figure.table.rows[-5:]} == {f"[{missing}]"}
