"""The language of the pages: who, where and when in every finding, and no loaded words."""

import pytest

from reports.render import render_site
from tests.fixtures_html import Element, parse
from tests.fixtures_language import banned_in, lacks, told
from tests.fixtures_published import build_published


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Element]:
    folder = tmp_path_factory.mktemp("language")
    render_site(build_published(folder / "published.duckdb"), folder / "site")
    return {
        page.relative_to(folder / "site").as_posix(): parse(page.read_text(encoding="utf-8"))
        for page in sorted((folder / "site").rglob("*.html"))
    }


def test_every_finding_says_where_and_when(pages: dict[str, Element]) -> None:
    found = [element for page in pages.values() for element in told(page)]
    assert len(found) > 40
    lacking = {element.text(): lacks(element, "Exampleshire") for element in found}
    assert {words: missing for words, missing in lacking.items() if missing} == {}


def test_every_main_point_says_of_whom(pages: dict[str, Element]) -> None:
    bases = [base.text() for page in pages.values() for base in page.find("span", "base")]
    assert len(bases) > 15
    for words in bases:
        assert words.endswith(".") and words[0] == words[0].upper()
        has_counts = " of " in words or " for " in words or words.startswith("From ")
        is_said = "published without counts" in words or words.startswith(("Counted", "Difference"))
        assert has_counts or is_said, words


def test_no_page_has_a_loaded_word(pages: dict[str, Element]) -> None:
    assert {name: banned_in(page) for name, page in pages.items() if banned_in(page)} == {}


def test_the_lint_sees_what_it_is_for() -> None:
    page = parse("<p>A significant rise.</p><p class='reading'>Up 5 in 2024.</p>")
    assert banned_in(page) == ["significant"]
    (reading,) = told(page)
    assert lacks(reading, "Exampleshire") == ["area", "period"]
