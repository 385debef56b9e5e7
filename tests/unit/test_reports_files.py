"""The folder that is written: its files, links and rules, and when it is refused."""

import csv
import posixpath
import re
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import ReportError
from reports.downloads import COMPARISONS, VALUES, text
from reports.render import render_site
from tests.fixtures_html import Element, parse
from tests.fixtures_published import build_published

ROOT = Path(__file__).resolve().parents[2]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'none'; base-uri 'none'; form-action 'none'"
)


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


def test_the_values_file_is_the_one_table(site: Path, published: Path) -> None:
    raw = (site / "data" / "indicator_values.csv").read_bytes()
    assert b"\r" not in raw
    with (site / "data" / "indicator_values.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == VALUES
    with duckdb.connect(str(published), read_only=True) as connection:
        expected = connection.execute(
            f"select {', '.join(VALUES)} from indicator_values"
        ).fetchall()
    assert sorted(rows) == sorted([[text(v) for v in row] for row in expected])
    assert {row[header.index("break_before")] for row in rows} == {"true", "false"}
    assert rows[0][header.index("reference_date")].count("-") == 2


def test_the_comparisons_file_holds_every_comparison(site: Path) -> None:
    with (site / "data" / "indicator_comparisons.csv").open(newline="") as file:
        header, *rows = csv.reader(file)
    assert tuple(header) == COMPARISONS
    assert len(rows) > 50


def test_two_renders_give_the_same_bytes(published: Path, site: Path, tmp_path: Path) -> None:
    render_site(published, tmp_path)
    one = {file.relative_to(site): file.read_bytes() for file in site.rglob("*.*")}
    other = {file.relative_to(tmp_path): file.read_bytes() for file in tmp_path.rglob("*.*")}
    assert one.keys() == other.keys()
    assert [str(name) for name in one if one[name] != other[name]] == []


def test_every_link_leads_somewhere_inside(site: Path, pages: dict[str, Element]) -> None:
    anchors = {
        name: {e.attributes["id"] for e in page.walk() if "id" in e.attributes}
        for name, page in pages.items()
    }
    for name, page in pages.items():
        for link in page.find("a"):
            href = link.attributes["href"]
            if "external" in link.attributes.get("rel", ""):
                assert name == "data.html"
                continue
            target, _, fragment = href.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
            target = target if href.partition("#")[0] else name
            assert (site / target).is_file(), href
            assert not fragment or fragment in anchors[target], href


def test_a_page_is_sound(pages: dict[str, Element]) -> None:
    titles = []
    for page in pages.values():
        ids = [e.attributes["id"] for e in page.walk() if "id" in e.attributes]
        assert len(ids) == len(set(ids))
        assert page.find("html")[0].attributes["lang"] == "en-GB"
        assert len(page.find("h1")) == len(page.find("main")) == len(page.find("footer")) == 1
        levels = [int(e.tag[1]) for e in page.walk() if re.fullmatch("h[1-6]", e.tag)]
        assert all(b - a <= 1 for a, b in zip(levels, levels[1:], strict=False))
        first = page.find("a")[0]
        assert first.attributes["href"] == "#main"
        titles.append(page.find("title")[0].text())
    assert len(titles) == len(set(titles))


def test_a_page_keeps_the_content_security_policy(site: Path, pages: dict[str, Element]) -> None:
    for name, page in pages.items():
        (policy,) = [e for e in page.find("meta") if "http-equiv" in e.attributes]
        assert policy.attributes["content"] == POLICY
        for element in page.walk():
            assert not [a for a in element.attributes if a == "style" or a.startswith("on")], name
            if element.tag == "script":
                kind = element.attributes.get("type", "")
                assert "src" in element.attributes or kind == "application/json"
        for element in [*page.find("script"), *page.find("link")]:
            address = element.attributes.get("src") or element.attributes.get("href") or ""
            assert not re.match(r"/|[a-z]+://", address)
            if address and not address.startswith("data:"):
                assert (site / name).parent.joinpath(address).resolve().is_file(), address
    for file in [*site.rglob("*.html"), *site.glob("assets/site.*"), *site.glob("assets/*.css")]:
        words = file.read_text(encoding="utf-8")
        for banned in ('type="module"', "fetch(", "import(", "Storage", "cookie", "eval("):
            assert banned not in words, file.name
        for host in ("cdn", "googleapis", "gstatic", "unpkg", "jsdelivr", "assets.nhs.uk"):
            assert host not in words, file.name


def test_the_site_is_small(site: Path) -> None:
    assert sum(file.stat().st_size for file in site.rglob("*.*")) < 10_000_000
    assert len(list(site.rglob("plotly*.js"))) == 1
    assert (site / "assets" / "site.js").stat().st_size < 15_000
    assert (site / "assets" / "site.css").stat().st_size < 30_000
    assert max(page.stat().st_size for page in site.rglob("*.html")) < 150_000


def test_a_folder_that_is_not_empty_is_refused(published: Path, tmp_path: Path) -> None:
    (tmp_path / "old.html").write_text("old", encoding="utf-8")
    with pytest.raises(ReportError, match="not empty"):
        render_site(published, tmp_path)


def test_a_missing_or_foreign_database_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="nothing to report on"):
        render_site(tmp_path / "none.duckdb", tmp_path / "site")
    duckdb.connect(str(tmp_path / "other.duckdb")).close()
    with pytest.raises(ReportError, match="not what the report expects"):
        render_site(tmp_path / "other.duckdb", tmp_path / "site")


def test_an_area_without_values_still_gets_its_pages(published: Path, tmp_path: Path) -> None:
    empty = build_published(tmp_path / "empty.duckdb")
    with duckdb.connect(str(empty)) as connection:
        connection.execute(
            "delete from indicator_values where area_code = '599' or value_status = 'local'"
        )
        connection.execute("delete from indicator_comparisons")
        connection.execute("delete from quality_checks")
        connection.execute("delete from quality_summary")
        connection.execute("delete from files")
        connection.execute("delete from sources")
        connection.execute("delete from neighbours")
        connection.execute("delete from indicator_trends")
    render_site(empty, tmp_path / "site")
    found = {page.name for page in (tmp_path / "site").glob("*.html")}
    assert found == {
        "index.html", "quality.html", "disclosure.html", "methods.html", "data.html",
    }  # fmt: skip


def test_nothing_of_this_machine_is_in_the_site(site: Path) -> None:
    for file in [*site.rglob("*.html"), *site.glob("data/*"), *site.glob("assets/*.css")]:
        words = file.read_text(encoding="utf-8")
        assert str(ROOT) not in words
        assert str(site) not in words
