"""What the quality page says about the council's own records."""

from pathlib import Path

import duckdb
import pytest

from reports.render import render_site
from tests.fixtures_html import Element, parse
from tests.fixtures_published import build_published


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Element:
    folder = tmp_path_factory.mktemp("made")
    render_site(build_published(folder / "published.duckdb"), folder / "site")
    return parse((folder / "site" / "quality.html").read_text(encoding="utf-8"))


def rows(page: Element, caption: str) -> list[list[str]]:
    """Give the words of each cell of the table whose caption begins so."""
    (table,) = [t for t in page.find("table") if t.find("caption")[0].text().startswith(caption)]
    return [
        [cell.text() for cell in row.children if isinstance(cell, Element)]
        for row in table.find("tbody")[0].find("tr")
    ]


def test_rows_that_break_a_rule_are_counted_and_few_ones_are_not(page: Element) -> None:
    counts = {row[0].split("senneeds")[0]: row[1:] for row in rows(page, "Rules that rows")}
    known, few = counts.values()
    assert (known[0], known[-1]) == ("Error", "1,217")
    assert (few[0], few[-1]) == ("Query", "fewer than five")


def test_cells_that_could_not_be_used_and_missing_tables_are_told(page: Element) -> None:
    assert [row[-2:] for row in rows(page, "Cells of")] == [
        ["unknown code", "1,217"],
        ["not a date", "fewer than five"],
    ]
    assert rows(page, "Tables that exports") == [
        ["sen2, senneed", "the needs of maintained plans are missing", "2"]
    ]


def test_differences_stand_by_chapter_totals_first_then_the_largest(page: Element) -> None:
    told = rows(page, "Plans, placements")
    assert [row[:1] + row[2:5] for row in told] == [
        ["EHC plans maintained by the council", "5,501", "5,486", "15"],
        ["EHC plans maintained by the council", "5,038", "5,040", "\N{MINUS SIGN}2"],
        ["EHC plans by primary need: Autistic spectrum"]
        + ["30.0%", "60.0%", "\N{MINUS SIGN}30.0 percentage points"],
    ]
    assert told[0][-1] == "The published figure is provisional."
    assert told[2][-1] == "None that the data show"


def test_a_withheld_published_figure_stands_beside_the_own_one_without_its_value(
    page: Element,
) -> None:
    ((_, period, own, published, difference, why),) = rows(page, "Assessment and review")
    assert (period, own, published, difference) == ("2022", "71.5%", "withheld", "not known")
    assert "fails a check" in why


def test_a_council_without_records_of_its_own_has_none_of_these_tables(tmp_path: Path) -> None:
    published = build_published(tmp_path / "published.duckdb")
    with duckdb.connect(str(published)) as con:
        for table in ("row_rules", "rejects", "missing_tables", "local_differences"):
            con.execute(f"delete from {table}")
    render_site(published, tmp_path / "site")
    text = (tmp_path / "site" / "quality.html").read_text(encoding="utf-8")
    assert "own records" not in text
