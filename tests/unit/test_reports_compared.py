"""How we compare, and what has changed: tables that hold what the mart holds."""

from pathlib import Path

import duckdb
import pytest

from reports.render import render_site
from reports.words import exact, figure
from tests.fixtures_html import Element, parse
from tests.fixtures_published import build_published

NEED = "autistic spectrum disorder"


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_published(tmp_path_factory.mktemp("data") / "published.duckdb")


@pytest.fixture(scope="module")
def pages(published: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    folder = tmp_path_factory.mktemp("site")
    render_site(published, folder)
    return {
        page.name.split("-")[1]: parse(page.read_text(encoding="utf-8"))
        for page in folder.glob("chapter-*.html")
    }


def table_of(page: Element, name: str) -> Element:
    (table,) = [
        table
        for table in page.find("table", "telling")
        if table.find("caption")[0].attributes["id"] == f"{name}-table"
    ]
    return table


def cells_of(table: Element, about: str) -> list[Element]:
    (row,) = [
        row
        for row in table.find("tbody")[0].find("tr")
        if row.find("th")[0].text().split(" 20")[0].startswith(about)
    ]
    return row.find("td")


def data(cell: Element) -> list[str]:
    return [e.attributes["value"] for e in cell.find("data")]


def words(cell: Element) -> str:
    """Give the cell without the heading that a narrow screen shows before it."""
    return cell.text().partition(": ")[2]


def row_of(published: Path, comparator: str, columns: str, breakdown: str) -> list[object]:
    with duckdb.connect(str(published), read_only=True) as connection:
        rows = connection.execute(
            f"select {columns} from indicator_comparisons where comparator = ? and breakdown = ? "
            "and indicator_id = 'ehc_plans_by_primary_need' and time_period = '202425'",
            [comparator, breakdown],
        ).fetchall()
    assert len(rows) == 1
    return list(rows[0])


def test_the_table_of_comparisons_holds_the_values_of_the_mart(
    published: Path, pages: dict[str, Element]
) -> None:
    cells = cells_of(table_of(pages["5"], "compared"), f"EHC plans, {NEED}")
    breakdown = NEED.capitalize()
    england = row_of(
        published, "england", "indicator_value, comparator_value, judgement", breakdown
    )
    near = row_of(
        published,
        "neighbours",
        "comparator_value, comparator_n, comparator_of, comparator_low, comparator_high, "
        "area_rank, rank_of",
        breakdown,
    )
    found = [value for cell in cells for value in data(cell)]
    wanted = [v for v in (*england[:2], *near) if isinstance(v, int | float)]
    assert found == [exact(v) for v in wanted]
    assert words(cells[-1]) == str(england[2]).capitalize()


def test_the_table_of_changes_holds_the_values_of_the_mart(
    published: Path, pages: dict[str, Element]
) -> None:
    cells = cells_of(table_of(pages["5"], "changed"), f"EHC plans, {NEED}")
    row = row_of(
        published,
        "previous",
        "comparator_value, indicator_value, difference, difference_lower, difference_upper",
        NEED.capitalize(),
    )
    found = [value for cell in cells for value in data(cell)]
    assert found == [exact(v) for v in row if isinstance(v, int | float)]
    assert len(found) == 5
    assert words(cells[2]) == "Up 1.2 percentage points"
    assert words(cells[4]) == "No"


def test_every_row_leads_to_a_figure_and_says_when(pages: dict[str, Element]) -> None:
    seen = 0
    for page in pages.values():
        ids = {e.attributes["id"] for e in page.find("figure")}
        for table in page.find("table", "telling"):
            heads = [e.text() for e in table.find("thead")[0].find("th")]
            for row in table.find("tbody")[0].find("tr"):
                seen += 1
                (link,) = row.find("a")
                assert link.attributes["href"].removeprefix("#") in ids
                assert row.find("th")[0].find("span", "period")
                cells = row.find("td")
                assert len(cells) == len(heads) - 1
                for head, cell in zip(heads[1:], cells, strict=True):
                    assert cell.find("span", "narrow-only")[0].text() == f"{head}:"
                    assert words(cell)
    assert seen > 20


def test_only_what_can_be_good_or_bad_is_called_so(pages: dict[str, Element]) -> None:
    table = table_of(pages["4"], "compared")
    assert words(cells_of(table, "EHC plans issued within")[-1]) == "Worse (lower)"
    assert words(cells_of(table, "SEND Tribunal appeal rate")[-1]) == "Higher"
    table = table_of(pages["8"], "compared")
    neet = "Young people aged 16 and 17 who are NEET or whose activity is not known"
    better = cells_of(table, f"{neet}, young people with an EHC plan")
    assert words(better[-1]) == "Better (lower)"


def test_a_change_that_may_not_be_told_says_why(pages: dict[str, Element]) -> None:
    jump = cells_of(table_of(pages["5"], "changed"), "EHC plans without a recorded primary need")
    assert words(jump[2]) == "Not told: recording may have changed"
    assert not data(jump[2])
    assert words(jump[4]) == "Not judged"
    assert words(jump[5]) == "Cannot be calculated: recording may have changed"
    broken = cells_of(
        table_of(pages["6"], "changed"), "Expected standard at key stage 2, all pupils with SEN"
    )
    assert words(broken[2]) == "Not told: the series has a break"


def test_a_suspected_figure_is_shown_and_not_judged(pages: dict[str, Element]) -> None:
    table = table_of(pages["5"], "compared")
    cells = cells_of(table, "EHC plans without a recorded primary need")
    assert words(cells[0]) == "11.7%"
    assert words(cells[-1]) == "Not judged"


def test_luck_is_explained_once_where_anything_is_judged(pages: dict[str, Element]) -> None:
    for page in pages.values():
        assert page.text().count("some differ by luck alone") == 1


def test_a_growth_has_no_change_of_its_own(pages: dict[str, Element]) -> None:
    assert "Growth" not in table_of(pages["5"], "changed").text()
    growth = cells_of(table_of(pages["5"], "compared"), "Growth in EHC plans")
    assert words(growth[0]) == figure(100 * (5486 - 3021) / 3021, "percent", 1)
