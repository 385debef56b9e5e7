"""A build whose new site tells what is hidden ends, and leaves the site that was there."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from pipeline import build as stages
from pipeline.errors import DisclosureError
from pipeline.progress import Silent
from pipeline.settings import Settings
from tests.fixtures_second_net import NURSERY, TYPES, Searched, small_site

OLD = "<h1>The last edition</h1>"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Searched:
    return small_site(tmp_path_factory.mktemp("small"))


@pytest.fixture
def settings(clean: Searched, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """An area with a site, and stages before `search` that bring the small council's data."""

    @contextmanager
    def judge() -> Iterator[None]:
        yield

    found = Settings(
        area_dir=tmp_path,
        out_dir=tmp_path,
        la_code="599",
        area_name=None,
        published=(),
        inbox=None,
        edition="January 2026",
        contact=None,
    )
    found.build_dir.mkdir(parents=True)
    found.site_dir.mkdir()
    (found.site_dir / "index.html").write_text(OLD, encoding="utf-8")
    (found.site_dir / "manifest.json").write_text("{}", encoding="utf-8")
    shutil.copyfile(clean.warehouse, found.build_dir / "warehouse.duckdb")
    shutil.copyfile(clean.published, found.build_dir / "published.duckdb")
    monkeypatch.setattr("pipeline.build.Judge.start", judge)
    for name in ("_transform", "_list_issues", "_tell_issues", "_disclose"):
        monkeypatch.setattr(stages, name, lambda *_: ())
    monkeypatch.setattr(stages, "_extract_and_judge", lambda *_: ([], []))
    monkeypatch.setattr(stages, "_judge", lambda *_: [])
    monkeypatch.setattr(stages, "_tell_other_neighbours", lambda *_: None)
    return found


def planted(staged: Path) -> Path:
    file = staged / "data" / f"{TYPES}.csv"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("Nursery,[c]", f"Nursery,{NURSERY:.1f}"), encoding="utf-8")
    return staged


def test_a_leak_stops_the_build(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    render = stages._render
    monkeypatch.setattr(stages, "_render", lambda *given: planted(render(*given)))
    with pytest.raises(DisclosureError, match=rf"1 place .*{TYPES}\.csv") as stopped:
        stages.build(settings, Silent())
    assert stopped.value.exit_code == 14
    assert (settings.site_dir / "index.html").read_text(encoding="utf-8") == OLD
    assert sorted(path.name for path in settings.site_dir.iterdir()) == [
        *("index.html", "manifest.json")
    ]
    assert not (settings.site_dir.parent / ".site-being-made").exists()


def test_a_site_without_a_leak_is_put_in_place(settings: Settings) -> None:
    assert OLD not in stages.build(settings, Silent()).read_text(encoding="utf-8")
