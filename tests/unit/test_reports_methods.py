"""The methods pages: one for each measure, one level down, made from the catalogue."""

from pathlib import Path

import pytest

from reports.render import render_site
from tests.fixtures_html import Element, parse
from tests.fixtures_published import build_published
from tests.fixtures_published_data import INDICATORS


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("methods")
    render_site(build_published(folder / "published.duckdb"), folder / "site")
    return folder / "site"


def page_of(site: Path, name: str) -> Element:
    return parse((site / "methods" / f"{name}.html").read_text(encoding="utf-8"))


def terms_of(page: Element) -> dict[str, str]:
    return {
        entry.find("dt")[0].text(): entry.find("dd")[0].text()
        for terms in page.find("dl", "terms")
        for entry in terms.find("div")
    }


def test_every_measure_has_a_page_and_the_index_leads_to_it(site: Path) -> None:
    index = parse((site / "methods.html").read_text(encoding="utf-8"))
    links = {a.attributes["href"] for a in index.find("a")}
    names = {entry.indicator_id for entry in INDICATORS}
    assert {f"methods/{name}.html" for name in names} <= links
    assert {page.stem for page in (site / "methods").glob("*.html")} == names


def test_a_page_says_what_the_catalogue_says(site: Path) -> None:
    page = page_of(site, "plans_in_20_weeks_excl_exceptions")
    terms = terms_of(page)
    assert page.find("h1")[0].text() == "EHC plans issued within 20 weeks, excluding exceptions"
    assert terms["Who is counted"] == "New EHC plans"
    assert terms["Where"] == "Issued by the council"
    assert terms["Formula"] == (
        "100 x (EHC plans issued within 20 weeks) / (new EHC plans without an exception)"
    )
    assert terms["Better or worse"] == "A higher figure is better."
    assert "Wilson" in terms["How sure"]
    assert "a funnel" in terms["Compared"]
    assert "Only finished cases are counted" in terms["Keep in mind"]
    (source,) = [a for a in page.find("a") if "#source-" in a.attributes["href"]]
    assert source.attributes["href"] == "../data.html#source-ehc-plans-timeliness"


def test_a_break_is_dated_and_has_its_reason(site: Path) -> None:
    terms = terms_of(page_of(site, "suspension_rate"))
    assert terms["Breaks in the series"] == (
        "Before 2020/21: Schools were closed for part of the year."
    )


def test_own_records_that_count_others_are_named_apart(site: Path) -> None:
    terms = terms_of(page_of(site, "pupils_with_ehc_plan"))
    assert terms["Where"] == "Schools in the area"
    own = "Who is counted in the council's own records"
    assert terms[own] == "Pupils on roll, Schools that sent a census"


def test_a_page_leads_to_its_figure_and_the_figure_to_it(site: Path) -> None:
    hrefs = [a.attributes["href"] for a in page_of(site, "suspension_rate").find("a")]
    assert "../chapter-7-attendance-and-exclusion.html#suspension_rate" in hrefs
    chapter = (site / "chapter-7-attendance-and-exclusion.html").read_text(encoding="utf-8")
    assert 'href="methods/suspension_rate.html"' in chapter
    assert "No figure of this report shows it." in page_of(site, "annual_reviews_held").text()


def test_nothing_on_a_page_one_level_down_points_beside_it(site: Path) -> None:
    for page in (site / "methods").glob("*.html"):
        tree = parse(page.read_text(encoding="utf-8"))
        for element in [*tree.find("a"), *tree.find("link"), *tree.find("script")]:
            href = element.attributes.get("href", element.attributes.get("src", "#"))
            assert href.startswith(("../", "#", "data:")), href
