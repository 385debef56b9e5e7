"""What the pages say, and that they say only what the data holds."""

import ast
import csv
import re
from pathlib import Path

import duckdb
import pytest

from reports.render import render_site
from reports.words import exact, rounded
from tests.fixtures_html import Element, parse
from tests.fixtures_published import build_published

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = sorted((ROOT / "reports" / "templates").glob("*.html.jinja"))
SPEAKING = [
    *sorted((ROOT / "reports" / "sentences").glob("*.py")),
    *(ROOT / "reports" / f"{name}.py" for name in ("alternatives", "figure_notes", "headlines")),
]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_published(tmp_path_factory.mktemp("data") / "published.duckdb")


@pytest.fixture(scope="module")
def site(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    render_site(published, folder)
    return folder


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Element]:
    return {
        page.relative_to(site).as_posix(): parse(page.read_text(encoding="utf-8"))
        for page in sorted(site.rglob("*.html"))
    }


def chapters(pages: dict[str, Element]) -> dict[str, Element]:
    return {name: page for name, page in pages.items() if name.startswith("chapter-")}


def numbers_of(published: Path) -> set[str]:
    """Give every number of the values and of the comparisons, which are the differences too."""
    with duckdb.connect(str(published), read_only=True) as connection:
        rows = connection.execute(
            "select numerator, denominator, numerator + denominator, indicator_value, lower_ci, "
            "upper_ci from indicator_values"
        ).fetchall()
        rows += connection.execute("select * from indicator_comparisons").fetchall()
    return {
        exact(v)
        for row in rows
        for v in row
        if isinstance(v, int | float) and not isinstance(v, bool)
    }


def test_every_number_on_the_first_page_is_in_the_data(
    published: Path, pages: dict[str, Element]
) -> None:
    found = pages["index.html"].find("data")
    assert len(found) > 60
    assert {e.attributes["value"] for e in found} <= numbers_of(published)


def test_every_number_in_a_chapter_is_in_the_data(
    published: Path, pages: dict[str, Element]
) -> None:
    known = numbers_of(published)
    for page in chapters(pages).values():
        assert {e.attributes["value"] for e in page.find("data")} <= known


def test_no_other_digit_stands_on_the_first_page(pages: dict[str, Element]) -> None:
    for element, words in pages["index.html"].texts():
        above = list(element.ancestry())
        is_number = any(e.tag == "data" for e in above)
        is_name = any({"name", "period"} & set(e.classes) for e in above)
        assert is_number or is_name or not re.search(r"\d", words), words


def test_no_other_digit_stands_in_a_title_or_sentence_of_a_chapter(
    pages: dict[str, Element],
) -> None:
    for page in chapters(pages).values():
        told = [*page.find("h3"), *page.find("p", "reading"), *page.find("ul", "points")]
        assert told
        for element, words in (pair for each in told for pair in each.texts()):
            is_marked = element.tag == "data" or {"name", "period"} & set(element.classes)
            assert is_marked or not re.search(r"\d", words), words


def test_every_number_is_shown_as_its_value_rounded_half_up(pages: dict[str, Element]) -> None:
    for page in pages.values():
        for element in page.find("data"):
            if found := re.fullmatch(r"(about )?1 in ([\d,]+)", element.text()):
                exact_many = 100 / float(element.attributes["value"])
                assert abs(exact_many - int(found[2].replace(",", ""))) <= (0.5 if found[1] else 0)
                continue
            shown = re.sub(r"[^\d.−-]", "", element.text().split(" per ")[0]).replace("−", "-")
            decimals = len(shown.partition(".")[2])
            value = float(element.attributes["value"])
            assert abs(float(shown)) == abs(float(rounded(value, decimals))), element.text()


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.name)
def test_no_digit_is_typed_into_a_template(template: Path) -> None:
    words = template.read_text(encoding="utf-8")
    jinja = r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}"
    for gone in (jinja, r'<span class="name">[^<]*</span>', r"<[^>]*>"):
        words = re.sub(gone, " ", words, flags=re.DOTALL)
    assert not re.search(r"\d", words)


@pytest.mark.parametrize("module", SPEAKING, ids=lambda path: path.stem)
def test_no_digit_is_typed_into_a_sentence(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    documentation = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.FunctionDef | ast.ClassDef)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            assert node.value in documentation or not re.search(r"\d", node.value), node.value


def test_a_table_has_the_values_and_rows_of_its_csv_file(
    site: Path, pages: dict[str, Element]
) -> None:
    for page in chapters(pages).values():
        for figure in page.find("figure"):
            with (site / "data" / f"{figure.attributes['id']}.csv").open(newline="") as file:
                _, *rows = csv.reader(file)
            (table,) = figure.find("table", "figures")
            shown = [row_of(row) for row in table.find("tbody")[0].find("tr")]
            assert shown == [row[1:] for row in rows]
            for row in rows:
                assert "" not in row


def row_of(row: Element) -> list[str]:
    cells = []
    for cell in row.children:
        if isinstance(cell, Element):
            data = cell.find("data")
            cells.append(data[0].attributes["value"] if data else cell.text())
    return cells


def test_every_table_has_a_caption_and_scopes(pages: dict[str, Element]) -> None:
    for page in pages.values():
        for table in page.find("table"):
            assert table.find("caption")[0].text()
            assert all(e.attributes.get("scope") in {"col", "row"} for e in table.find("th"))
        for table in page.find("table", "figures"):
            heads = table.find("thead")[0].find("th")
            units = [e for e in heads if "label" not in e.classes and e.find("span", "unit")]
            assert units or table.find("caption")[0].text().startswith("Other measures")


def test_every_chart_has_a_text_alternative_of_its_own(pages: dict[str, Element]) -> None:
    said = []
    for page in chapters(pages).values():
        for figure in page.find("figure"):
            wanted = f"{figure.attributes['id']}-alternative"
            (alternative,) = [e for e in figure.walk() if e.attributes.get("id") == wanted]
            users = [
                e
                for e in figure.walk()
                if wanted
                in (e.attributes.get("aria-labelledby"), e.attributes.get("aria-describedby"))
            ]
            assert len(users) == 2  # the still chart and the interactive one
            said.append(alternative.text())
    assert all(80 <= len(words) <= 400 for words in said)
    assert len(set(said)) == len(said)


def test_a_title_has_at_most_twelve_words(pages: dict[str, Element]) -> None:
    titles = [e.text() for page in chapters(pages).values() for e in page.find("h3")]
    assert titles
    assert [words for words in titles if len(words.split()) > 12] == []


def test_only_a_demonstration_says_that_it_is_one(
    pages: dict[str, Element], tmp_path: Path
) -> None:
    banner = "Demonstration: every figure on this page is made up."
    assert all(banner in page.text() for page in pages.values())
    real = build_published(tmp_path / "real.duckdb", is_demonstration=False)
    render_site(real, tmp_path / "site")
    for page in (tmp_path / "site").rglob("*.html"):
        assert "emonstration" not in page.read_text(encoding="utf-8")


def test_a_new_council_says_on_every_page_since_when_it_has_figures(
    pages: dict[str, Element], tmp_path: Path
) -> None:
    for page in pages.values():
        (note,) = page.find("p", "area-note")
        assert note.text().startswith("This council was created in April 2019")
    plain = build_published(tmp_path / "plain.duckdb", area_note=None)
    render_site(plain, tmp_path / "site")
    for plain_page in (tmp_path / "site").rglob("*.html"):
        (note,) = parse(plain_page.read_text(encoding="utf-8")).find("p", "area-note")
        assert note.text() == "Figures for Exampleshire start in 2019."


def test_a_withheld_value_stands_on_the_quality_page_only(site: Path, tmp_path: Path) -> None:
    assert 'value="702"' in (site / "quality.html").read_text(encoding="utf-8")
    kept = build_published(tmp_path / "kept.duckdb")
    with duckdb.connect(str(kept)) as connection:
        connection.execute(
            "update indicator_values set indicator_value = 77.123, numerator = 541, "
            "denominator = 702 where missing_reason = 'u'"
        )
    render_site(kept, tmp_path / "site")
    for file in (tmp_path / "site").rglob("*.*"):
        if file.name not in ("indicator_values.csv", "quality_checks.csv", "plotly.min.js"):
            words = file.read_text(encoding="utf-8")
            assert "77.1" not in words, file.name
            assert file.name == "quality.html" or '"702"' not in words, file.name


def test_abbreviations_are_spelled_out_before_they_are_used(pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        words = page.find("main")[0].text()
        if name == "methods.html":
            assert words.index("The glossary spells out") < words.index("EHC")
        elif re.search(r"\bEHC\b", words):
            assert "EHC means education, health and care" in words, name
            spelled, used = words.index("EHC means"), re.search(r"\bEHC\b", words)
            assert used is not None
            # The heading of a measure and the question come before what spells words out.
            first = page.find("h1")[0] if "/" in name else page.find("p", "lede")[0]
            assert used.start() in (spelled, *range(words.index(first.text()), spelled)), name
