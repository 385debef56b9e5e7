"""The page on disclosure control: what it says of the rule, what is hidden, and the check."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.errors import ReportError
from reports.context import read_report
from reports.render import render_site
from tests.fixtures_html import Element, parse
from tests.fixtures_language import banned_in
from tests.fixtures_published import build_published
from tests.fixtures_published_disclosure import (
    ATTACKERS,
    OWN_TABLES,
    SUMMARY,
    Row,
    forget_own_figures,
    write_certificate,
)

OPEN: Row = ("dfe-open", 0, True, 0, 0, 0, None, 0, None, 14021, 9213, 0, 0)


class Site:
    """A site of the fixture with another certificate."""

    def __init__(self, folder: Path, *given: Any) -> None:
        """Render it; nothing given leaves the fixture's certificate."""
        published = build_published(folder / "published.duckdb")
        if given:
            with duckdb.connect(str(published)) as con:
                forget_own_figures(con) if given == (None,) else write_certificate(con, *given)
        self.folder = folder / "site"
        render_site(published, self.folder)

    def page(self, name: str = "disclosure.html") -> Element:
        return parse((self.folder / name).read_text(encoding="utf-8"))

    @property
    def words(self) -> str:
        return self.page().find("main")[0].text()

    @property
    def data(self) -> Any:
        return json.loads((self.folder / "disclosure.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def published_only(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(tmp_path_factory.mktemp("published-only"), None)


@pytest.fixture(scope="module")
def open_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    shown = tuple((*row[:3], row[3], row[3], 0, 0, 0) for row in OWN_TABLES)
    return Site(tmp_path_factory.mktemp("open"), OPEN, (), shown)


def rows(page: Element, table_id: str) -> list[list[str]]:
    """Give each row's heading and its numbers; the words for narrow screens are left out."""
    (table,) = [t for t in page.find("table") if t.find("caption")[0].attributes["id"] == table_id]
    return [
        [row.find("th")[0].text()]
        + [(cell.find("data") or [cell])[0].text() for cell in row.find("td")]
        for row in table.find("tbody")[0].find("tr")
    ]


def test_the_rule_is_told_in_plain_words(site: Site) -> None:
    for words in (
        "the preset council-1-4",
        "A count of 1 to 4 is small, and is hidden.",
        "A count of zero is shown as zero.",
        "Counts that are shown are exact.",
        "of a group of fewer than 10.",
        "Of a group of fewer than 20 it is not told that none or all",
        "One and the same sign, [c], stands for both.",
        "What a department has published itself is not hidden.",
    ):
        assert words in site.words


def test_another_rule_is_told_as_it_is(tmp_path: Path) -> None:
    words = Site(tmp_path, ("nhs-1-7-round5", 1, False, 5, 0, 0, *SUMMARY[6:])).words
    assert "A count of 1 is small" in words
    assert "A count of zero is hidden, too." in words
    assert "rounded to the nearest 5." in words
    assert "of a group of fewer" not in words.lower()


def test_every_table_has_its_counts_and_they_add_up(site: Site) -> None:
    told = rows(site.page(), "tables")
    assert told == [
        ["nccis: Young people, by month", "216", "216", "0", "0"],
        ["School Census: Pupils on roll", "5,811", "4,911", "900", "29"],
        ["School Census: Suspensions", "900", "777", "123", "0"],
        ["sen2: Plans", "4,000", "3,500", "500", "131"],
        ["All tables", "10,927", "9,404", "1,523", "160"],
    ]
    periods = rows(site.page(), "periods")
    assert len(periods) == len(OWN_TABLES) + 1
    assert periods[1][0] == "School Census: Pupils on roll, 2023/24"
    assert periods[-1] == told[-1]


def test_which_hidden_counts_are_small_is_told_nowhere(site: Site) -> None:
    """All that is hidden of suspensions is small: the split by table would tell each of them."""
    text = (site.folder / "disclosure.json").read_text(encoding="utf-8")
    values = {e.attributes["value"] for e in site.page().find("data")}
    for row in OWN_TABLES:
        for number in (row[5], row[6]):
            assert number in (0, row[5] + row[6]) or str(number) not in values | {
                word.strip(",") for word in text.split()
            }
    small, others = sum(row[5] for row in OWN_TABLES), sum(row[6] for row in OWN_TABLES)
    assert not {str(small), str(others)} & values
    assert "Of every ten hidden counts about 6 are small" in site.words
    assert site.data["counts"]["small_in_ten_hidden"] == 6


@pytest.mark.parametrize(
    ("small", "others"), [(400, 49), (49, 60), (0, 700), (700, 0), (860, 140), (60, 500)]
)
def test_the_rough_share_is_not_told_where_it_would_tell_of_counts(
    tmp_path: Path, small: int, others: int
) -> None:
    table = ("sen2", "Plans", "202425", small + others, 0, small, others, 0)
    attackers = tuple((*row[:3], small + others, *row[4:]) for row in ATTACKERS)
    site = Site(tmp_path, SUMMARY, attackers, (table,))
    assert "is not told here" in site.words
    assert "Of every ten" not in site.words
    assert site.data["counts"]["small_in_ten_hidden"] is None


def test_what_each_attacker_knows_and_finds_is_told(site: Site) -> None:
    assert rows(site.page(), "attackers") == [
        ["A: A reader. Knows every number of this report.", "1,523", "0", "0", "6"],
        ["B: A careful reader. Knows also that zeros are printed.", "1,523", "0", "0", "5"],
        ["D: A reader with other papers. Knows also what is published.", "1,523", "0", "0", "5"],
    ]
    assert "21,354 linear programs with the solver HiGHS 1.15.1." in site.words
    assert "That took less than a minute." in site.words
    assert "14,021 counts were taken together" in site.words
    assert "taken into account: 1." in site.words


def test_where_only_small_counts_were_tried_their_number_is_kept(tmp_path: Path) -> None:
    tried = tuple((*row[:3], 925, *row[4:]) for row in ATTACKERS)
    site = Site(tmp_path, SUMMARY, tried)
    assert "For every hidden count that is small a program" in site.words
    assert [row[1:] for row in rows(site.page(), "attackers")][0] == ["0", "0", "6"]
    for file in ("disclosure.html", "disclosure.json"):
        assert "925" not in (site.folder / file).read_text(encoding="utf-8")
    assert [each["hidden"] for each in site.data["attackers"]] == [None] * 3


def test_a_range_without_limit_is_said_and_no_number(tmp_path: Path) -> None:
    endless = tuple((*row[:6], float("inf")) for row in ATTACKERS)
    site = Site(tmp_path, (*SUMMARY[:-1], 0), endless)
    assert rows(site.page(), "attackers")[0][-1].endswith(": no limit")
    assert site.data["attackers"][0]["narrowest"] is None
    assert "No earlier edition of this report was given" in site.words


def test_a_range_is_never_rounded_up(tmp_path: Path) -> None:
    site = Site(tmp_path, SUMMARY, tuple((*row[:6], 4.99) for row in ATTACKERS))
    assert rows(site.page(), "attackers")[0][-1] == "4"
    assert site.data["attackers"][0]["narrowest"] == 4


def test_what_is_not_protected_is_said(site: Site) -> None:
    words = site.words[site.words.index("What this does not protect against") :]
    for limit in ("particular child", "put together", "Differences over time", "large group"):
        assert limit in words


def test_without_own_records_the_page_says_only_that(published_only: Site) -> None:
    assert "This report shows published figures only." in published_only.words
    for words in ("The rule starts", "attack", "linear program", "Hidden", "council-1-4"):
        assert words not in published_only.words
    assert published_only.page().find("table") == []
    assert published_only.data["has_own_figures"] is False
    assert (published_only.data["attackers"], published_only.data["tables"]) == ([], [])
    for name in ("index.html", "methods.html"):
        main = published_only.page(name).find("main")[0]
        assert not [a for a in main.find("a") if a.attributes["href"].startswith("disclosure")]


def test_where_nothing_is_hidden_the_page_says_so_first(open_site: Site) -> None:
    assert "Nothing is hidden in this report." in open_site.page().find("p", "lede")[0].text()
    assert "No count is hidden because it is small." in open_site.words
    for words in ("How it was checked", "One and the same sign", "is not told here"):
        assert words not in open_site.words
    assert "no number is hidden because it is small" in open_site.page("methods.html").text()


def test_rounding_alone_is_called_rounding(tmp_path: Path) -> None:
    shown = tuple((*row[:3], row[3], row[3], 0, 0, 0) for row in OWN_TABLES)
    words = Site(tmp_path, ("dfe-open", 0, True, 5, 0, 0, *OPEN[6:]), (), shown).words
    assert "are rounded in this report. None is hidden" in words
    assert "rounded to the nearest 5." in words


def test_the_data_file_has_the_same_keys_in_order_whatever_is_hidden(
    site: Site, published_only: Site, open_site: Site
) -> None:
    def keys(content: Any) -> Any:
        return {k: keys(v) for k, v in content.items()} if isinstance(content, dict) else None

    assert keys(site.data) == keys(published_only.data) == keys(open_site.data)
    assert list(site.data) == sorted(site.data)
    assert site.data["schema"] == 1
    assert site.data["area"] == {"code": "599", "edition": "2026", "name": "Exampleshire"}
    assert site.data["rule"] == {
        "group_of": 20, "least_group": 10, "preset": "council-1-4", "rounding": 0,
        "threshold": 4, "zeros_printed": True,
    }  # fmt: skip
    assert site.data["figures"] == {"hidden": 1874, "own": 9213}
    assert site.data["check"] == {
        "earlier_editions": 1, "programs": 21354, "solver": "HiGHS 1.15.1",
        "time_taken": "less than a minute",
    }  # fmt: skip
    assert site.data["counts"] == {
        "already_public": 160, "cells": 10927, "hidden": 1523, "in_the_system": 14021,
        "published": 9404, "small_in_ten_hidden": 6,
    }  # fmt: skip
    assert site.data["attackers"][1] == {
        "attacker": "B", "below_threshold": 0, "hidden": 1523,
        "knows": "Knows also that zeros are printed.", "narrowest": 5, "recoverable": 0,
        "title": "A careful reader",
    }  # fmt: skip
    assert site.data["tables"][1] == {
        "already_public": 12, "cells": 2800, "hidden": 400, "published": 2400,
        "source_name": "school_census", "table_title": "Pupils on roll", "time_period": "202324",
    }  # fmt: skip


def test_the_same_certificate_gives_the_same_bytes(site: Site, tmp_path: Path) -> None:
    again = Site(tmp_path)
    for name in ("disclosure.html", "disclosure.json"):
        assert (again.folder / name).read_bytes() == (site.folder / name).read_bytes()


def test_the_pages_lead_to_it(site: Site) -> None:
    for page in sorted(site.folder.glob("*.html")):
        nav = parse(page.read_text(encoding="utf-8")).find("nav")
        assert all("How individuals are protected" in each.text() for each in nav)
    for name in ("index", "quality", "methods", "data", "chapter-1-population-and-prevalence"):
        links = site.page(f"{name}.html").find("main")[0].find("a")
        assert any(a.attributes["href"].startswith("disclosure.html") for a in links), name


def test_no_page_of_another_rule_has_a_loaded_word(published_only: Site, open_site: Site) -> None:
    assert banned_in(published_only.page()) == []
    assert banned_in(open_site.page()) == []


SUM_IS_WRONG = (("sen2", "Plans", "202425", 10, 5, 2, 2, 0),)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ((SUMMARY, ATTACKERS, SUM_IS_WRONG), "does not add up"),
        ((SUMMARY, ((*ATTACKERS[0][:4], 1, 0, 5.0),)), "could be worked out.*do not publish"),
        ((SUMMARY, ((*ATTACKERS[0][:4], 0, 1, 5.0),)), "could be worked out"),
        ((SUMMARY, ()), "nothing says that hidden counts cannot be worked out"),
        (((*SUMMARY[:10], 0, *SUMMARY[11:]),), "own figures, but disclosure control speaks of"),
    ],
)
def test_a_certificate_that_proves_nothing_stops_the_pages(
    tmp_path: Path, given: Any, words: str
) -> None:
    published = build_published(tmp_path / "published.duckdb")
    with duckdb.connect(str(published)) as con:
        write_certificate(con, *given)
    with pytest.raises(ReportError, match=words):
        read_report(published)


def test_a_database_without_a_certificate_is_not_reported_on(tmp_path: Path) -> None:
    published = build_published(tmp_path / "published.duckdb")
    with duckdb.connect(str(published)) as con:
        con.execute("delete from disclosure")
    with pytest.raises(ReportError, match="`disclosure` has 0 rows, not one"):
        read_report(published)
