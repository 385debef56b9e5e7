"""What the sentences of whole builds say: of whom, where and when, and of the right group."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.fixtures_html import Element, parse
from tests.fixtures_language import banned_in, lacks, told
from tests.functional.conftest import Built


def pages_of(site: Path) -> dict[str, Element]:
    return {
        page.relative_to(site).as_posix(): parse(page.read_text(encoding="utf-8"))
        for page in sorted(site.rglob("*.html"))
    }


def lacking(pages: dict[str, Element], area: str) -> dict[str, list[str]]:
    found = {
        element.text(): lacks(element, area) for page in pages.values() for element in told(page)
    }
    assert len(found) > 80
    return {words: missing for words, missing in found.items() if missing}


def tiles_of(site: Path) -> dict[str, str]:
    page = parse((site / "index.html").read_text(encoding="utf-8"))
    return {tile.find("span", "what")[0].text(): tile.text() for tile in page.find("li", "tile")}


def test_every_finding_of_the_demonstration_says_where_and_when(demonstration: Built) -> None:
    pages = pages_of(demonstration.site)
    assert lacking(pages, "Fellmarch") == {}
    assert {name: banned_in(page) for name, page in pages.items() if banned_in(page)} == {}


def test_no_sentence_of_the_demonstration_tells_a_number_without_its_value(
    demonstration: Built,
) -> None:
    for name, page in pages_of(demonstration.site).items():
        for finding in told(page):
            for element, words in finding.texts():
                above = list(element.ancestry())
                is_number = any(e.tag == "data" for e in above)
                is_name = any({"name", "period"} & set(e.classes) for e in above)
                assert is_number or is_name or not re.search(r"\d", words), (name, words)


def test_every_chapter_of_the_demonstration_has_its_points(demonstration: Built) -> None:
    for name, page in pages_of(demonstration.site).items():
        if name.startswith("chapter-"):
            (points,) = page.find("ul", "points")
            assert 1 <= len(points.find("li")) <= 6, name


@pytest.mark.real_data
def test_every_finding_about_north_yorkshire_says_where_and_when(north_yorkshire: Built) -> None:
    pages = pages_of(north_yorkshire.site)
    assert lacking(pages, "North Yorkshire") == {}
    assert {name: banned_in(page) for name, page in pages.items() if banned_in(page)} == {}


@pytest.mark.real_data
def test_the_headline_facts_name_the_right_people(north_yorkshire: Built) -> None:
    tiles = tiles_of(north_yorkshire.site)
    assert len(tiles) == 8
    attainment = tiles["Attainment 8: pupils with an EHC plan"]
    assert "pupils at the end of key stage 4 (year 11)" in attainment
    ks2 = tiles["Expected standard at key stage 2, all pupils with SEN"]
    assert "230 of 1,353 pupils with SEN at the end of key stage 2" in ks2
    neet = next(words for name, words in tiles.items() if "NEET" in name)
    assert "Young people of 16 and 17 who are NEET or whose activity is not known" in neet
    assert "young people with an EHC plan" in neet


@pytest.mark.real_data
def test_growth_names_both_dates_and_the_special_school_share_its_base(
    north_yorkshire: Built,
) -> None:
    tiles = tiles_of(north_yorkshire.site)
    growth = tiles["Growth in EHC plans since January 2015"]
    assert "From 1,728 in January 2015 to 5,486 in January 2025, more than three times" in growth
    special = next(words for name, words in tiles.items() if name.endswith("special schools"))
    assert "independent schools left out" in special
    assert "1,168 of 3,206 pupils with an EHC plan in schools in the area" in special
    assert "maintain" not in special


@pytest.mark.real_data
def test_a_jump_of_recording_is_no_finding(north_yorkshire: Built) -> None:
    page = pages_of(north_yorkshire.site)["chapter-4-assessment-and-review.html"]
    (refused,) = [
        reading.text()
        for reading in page.find("p", "reading")
        if reading.text().startswith("Requests for an assessment refused")
    ]
    assert "from 3.1% in 2023 to 24.8% in 2024: recording may have changed" in refused
    assert not re.search(r"\b(?:Up|Down|worse|better)\b", refused)
