"""A site is put in place whole, or not at all."""

import errno
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.errors import PublishError
from pipeline.publish import publish, verify, write_manifest
from pipeline.settings import Settings

SETTINGS = Settings(
    area_dir=Path("/home/analyst/area"),
    out_dir=Path("/home/analyst/area"),
    la_code="815",
    area_name="North Yorkshire",
    published=(Path("/home/analyst/published"),),
    inbox=None,
    edition="2026",
    contact=None,
)
INDEX = '<h1 id="top-of-it">New</h1><a href="pages/a%20b.html?x=1#part">a</a><img src="map.svg">'
PAGE = '<p id="part">Part</p><a href="../">up</a><a href="https://a.uk">out</a><a href="#">t</a>'


def stage_pages(folder: Path, **changes: str) -> Path:
    """Give a staged folder of two pages and a picture, `changes` put in by file stem."""
    (folder / "pages").mkdir(parents=True)
    (folder / "index.html").write_text(changes.get("index", INDEX), encoding="utf-8")
    (folder / "pages" / "a b.html").write_text(changes.get("page", PAGE), encoding="utf-8")
    (folder / "map.svg").write_text("<svg/>", encoding="utf-8")
    write_manifest(folder, {"caseload.csv": "ab12"}, {"jsna": "0.1.0"}, SETTINGS)
    return folder


@pytest.fixture
def staged(tmp_path: Path) -> Path:
    return stage_pages(tmp_path / "build" / "site")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """Give a site that is already there."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("Old", encoding="utf-8")
    (folder / "manifest.json").write_text("{}", encoding="utf-8")
    return folder


def first_page(site: Path) -> str:
    return (site / "index.html").read_text(encoding="utf-8")


def test_a_first_site_is_put_in_place(staged: Path, tmp_path: Path) -> None:
    publish(staged, tmp_path / "new" / "site")
    assert first_page(tmp_path / "new" / "site") == INDEX
    assert not staged.exists()


def test_a_site_is_replaced_and_nothing_is_left_over(staged: Path, site: Path) -> None:
    publish(staged, site)
    assert first_page(site) == INDEX
    assert sorted(path.name for path in site.parent.iterdir()) == ["build", "site"]


def test_the_manifest_holds_no_path_and_no_clock(staged: Path, tmp_path: Path) -> None:
    text = (staged / "manifest.json").read_text(encoding="utf-8")
    manifest = json.loads(text)
    assert "analyst" not in text
    assert list(manifest) == ["inputs", "outputs", "settings", "versions"]
    assert list(manifest["outputs"]) == ["index.html", "map.svg", "pages/a b.html"]
    assert manifest["settings"]["la_code"] == "815"
    again = stage_pages(tmp_path / "again")
    assert (again / "manifest.json").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("index", "words"),
    [
        ('<a href="none.html">x</a>', "`none.html` leads nowhere, in index.html"),
        ('<img src="none.png">', "`none.png` leads nowhere"),
        ('<img srcset="map.svg 1x, none.png 2x">', "`none.png` leads nowhere"),
        ('<a href="/map.svg">x</a>', "`/map.svg` leads nowhere"),
        ('<a href="../secret.csv">x</a>', "leads nowhere"),
        ('<a href="Map.svg">x</a>', "`Map.svg` leads nowhere"),
        ('<a href="pages/">x</a>', "`pages/` leads nowhere"),
        ('<a href="#none">x</a>', "leads to no part of index.html"),
        ('<a href="pages/a%20b.html#none">x</a>', "leads to no part of pages/a b.html"),
        ('<svg><use href="#none"/></svg>', "leads to no part"),
    ],
)
def test_a_broken_link_keeps_the_old_site(
    tmp_path: Path, site: Path, index: str, words: str
) -> None:
    staged = stage_pages(tmp_path / "staged", index=index)
    with pytest.raises(PublishError, match=words):
        publish(staged, site)
    assert first_page(site) == "Old"


@pytest.mark.parametrize(
    "link", ["manifest.json", "#", "#top", "mailto:a@b.uk", "data:text/plain,x", "//x.uk/a", "."]
)
def test_a_good_link_is_good(tmp_path: Path, link: str) -> None:
    verify(stage_pages(tmp_path / "staged", index=f'<a href="{link}">x</a>'))


def remove_page(staged: Path) -> None:
    (staged / "map.svg").unlink()


def remove_index(staged: Path) -> None:
    (staged / "index.html").unlink()


def change_page(staged: Path) -> None:
    (staged / "map.svg").write_text("<svg></svg>", encoding="utf-8")


def add_page(staged: Path) -> None:
    (staged / "pupils.csv").write_text("name", encoding="utf-8")


def damage_manifest(staged: Path) -> None:
    (staged / "manifest.json").write_text("{", encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "words"),
    [
        (remove_page, "map.svg is missing"),
        (remove_index, "index.html is missing"),
        (change_page, "map.svg was changed"),
        (add_page, "pupils.csv is not in the manifest"),
        (damage_manifest, "manifest.json is missing or damaged"),
    ],
)
def test_a_folder_that_is_not_what_the_manifest_says_keeps_the_old_site(
    staged: Path, site: Path, harm: Callable[[Path], None], words: str
) -> None:
    harm(staged)
    with pytest.raises(PublishError, match=words):
        publish(staged, site)
    assert first_page(site) == "Old"


@pytest.mark.parametrize("failing_call", [1, 2])
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "in use"), "close the browser"),
        (OSError(errno.ENOSPC, "full"), "the disk is full"),
    ],
)
def test_a_swap_that_fails_half_way_keeps_the_old_site(
    staged: Path,
    site: Path,
    monkeypatch: pytest.MonkeyPatch,
    failing_call: int,
    error: OSError,
    words: str,
) -> None:
    fail_at(monkeypatch, failing_call, error)
    with pytest.raises(PublishError, match=words):
        publish(staged, site)
    assert first_page(site) == "Old"
    assert sorted(path.name for path in site.parent.iterdir()) == ["build", "site"]


def fail_at(monkeypatch: pytest.MonkeyPatch, call: int, error: BaseException) -> None:
    """Make one call of `os.replace` fail."""
    real, calls = os.replace, iter(range(1, 100))

    def replace(source: Path, target: Path) -> None:
        if next(calls) == call:
            raise error
        real(source, target)

    monkeypatch.setattr(os, "replace", replace)


def test_ctrl_c_half_way_keeps_the_old_site(
    staged: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fail_at(monkeypatch, 2, KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        publish(staged, site)
    assert first_page(site) == "Old"


def test_a_power_cut_half_way_is_mended_by_the_next_run(staged: Path, site: Path) -> None:
    site.rename(site.with_name("site.old.7"))
    (staged / "map.svg").unlink()
    with pytest.raises(PublishError):
        publish(staged, site)
    publish(stage_pages(site.parent / "again"), site)
    assert first_page(site) == INDEX
    assert not site.with_name("site.old.7").exists()


def test_after_a_power_cut_the_last_site_is_back_even_if_the_swap_fails_again(
    staged: Path, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.rename(site.with_name("site.old.7"))
    fail_at(monkeypatch, 3, OSError(errno.EIO, "broken"))
    with pytest.raises(PublishError):
        publish(staged, site)
    assert first_page(site) == "Old"


def test_a_folder_of_somebody_elses_is_never_removed(staged: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "thesis.docx").write_text("years of work", encoding="utf-8")
    with pytest.raises(PublishError, match="did not make"):
        publish(staged, site)
    assert (site / "thesis.docx").exists()


def test_what_a_linked_site_leads_to_is_replaced(staged: Path, site: Path) -> None:
    link = site.with_name("link")
    link.symlink_to(site, target_is_directory=True)
    publish(staged, link)
    assert link.is_symlink()
    assert first_page(site) == INDEX
