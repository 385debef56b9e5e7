"""Disclosure control of whole builds: nothing that is hidden can be worked out."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from pipeline.disclose import apply, write_published
from pipeline.errors import DisclosureError
from pipeline.settings import Settings, load_settings
from tests.functional.conftest import Built
from tests.functional.reader import Reader

Row = dict[str, str]


@pytest.fixture(params=["demonstration", "small_demonstration"])
def built(request: pytest.FixtureRequest) -> Built:
    found: Built = request.getfixturevalue(request.param)
    return found


def test_a_reader_of_the_site_cannot_work_out_a_small_count(built: Built) -> None:
    reader = Reader.of(built)
    small = set(reader.small)
    assert len(small) > 100
    public = reader.public_ranges()
    # What follows from what departments publish is told by them, and may be told again.
    assert all(public[key][0] == public[key][1] for key in small & reader.told)
    for knows_zeros in (False, True):
        for key, (low, high) in reader.ranges(knows_zeros).items():
            if key in small:
                limit = public[key]
                is_narrow = high - low < 0.5 or high < 5 - 1e-6
                # No report can make larger what departments say is small.
                assert not is_narrow or (limit[1] < 5 - 1e-6 and high >= limit[1] - 1e-6)


def test_the_certificate_says_so_of_every_attacker(built: Built) -> None:
    published = built.folder / "build" / "published.duckdb"
    with duckdb.connect(str(published), read_only=True) as con:
        [(figures, hidden)] = con.execute(
            "select figures, figures_hidden from disclosure"
        ).fetchall()
        attackers = con.execute(
            "select attacker, hidden, recoverable, below_threshold from disclosure_attackers"
        ).fetchall()
        [(shown,)] = con.execute(
            "select count(*) from indicator_values where value_status = 'local' "
            "and missing_reason is distinct from 'c'"
        ).fetchall()
    assert [name for name, *_ in attackers] == ["A", "B", "D"]
    assert all(tried > 100 and bare == below == 0 for _, tried, bare, below in attackers)
    assert 0 < hidden < figures and figures - hidden == shown
    told = json.loads((built.site / "disclosure.json").read_text(encoding="utf-8"))
    assert told["figures"] == {"own": figures, "hidden": hidden}
    assert "[c]" in (built.site / "disclosure.html").read_text(encoding="utf-8")


def area_of(built: Built, folder: Path, edition: Callable[[Row], None] | None = None) -> Settings:
    """The same area with one earlier edition, whose figures may have been other ones."""
    keep = shutil.ignore_patterns("build", "site", "inbox", "published")
    shutil.copytree(built.folder, folder, ignore=keep)
    file = folder / "editions" / "2024" / "data" / "indicator_values.csv"
    file.parent.mkdir(parents=True)
    with file.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, built.rows[0].keys())
        writer.writeheader()
        for row in built.rows:
            printed = dict(row)
            if edition is not None:
                edition(printed)
            writer.writerow(printed)
    shutil.copy(built.site / "disclosure.json", folder / "editions" / "2024")
    return load_settings(folder)


def disclose(built: Built, settings: Settings) -> Path:
    published = settings.area_dir / "published.duckdb"
    write_published(built.warehouse, published, settings, [])
    return published


def shown_rows(published: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(str(published), read_only=True) as con:
        return con.execute(
            "select * from indicator_values where value_status = 'local' "
            "and missing_reason is distinct from 'c' order by all"
        ).fetchall()


def test_the_same_is_shown_beside_the_last_edition(
    small_demonstration: Built, tmp_path: Path
) -> None:
    published = disclose(small_demonstration, area_of(small_demonstration, tmp_path / "area"))
    before = set(shown_rows(small_demonstration.folder / "build" / "published.duckdb"))
    # Which of several lines is left out may change, and a row come to light by that.
    assert before <= set(shown_rows(published))
    assert len(set(shown_rows(published)) - before) < 5
    with duckdb.connect(str(published), read_only=True) as con:
        assert con.execute("select earlier_editions from disclosure").fetchall() == [(1,)]
        judged = con.execute(
            "select recoverable, below_threshold from disclosure_attackers where attacker = 'D'"
        ).fetchall()
    assert judged == [(0, 0)]


def test_what_an_earlier_edition_printed_stops_the_build(
    small_demonstration: Built, tmp_path: Path
) -> None:
    """That small count stands in no figure of today, but in the edition of last year."""
    reader = Reader.of(small_demonstration)
    small = set(reader.small)
    use = next(
        use
        for use in reader.system.uses
        if use.numerator in small and use.place in reader.rows and use.denominator is None
    )
    value = int(reader.system.cells[use.numerator].value) if use.numerator else 0

    def printed(row: Row) -> None:
        names = ("indicator_id", "time_period", "area_code", "breakdown_topic", "breakdown")
        if tuple(row[name] for name in names) == use.place and row["value_status"] == "local":
            row |= {"numerator": str(value), "indicator_value": str(value), "missing_reason": ""}

    settings = area_of(small_demonstration, tmp_path / "area", printed)
    with pytest.raises(DisclosureError, match=r"earlier editions printed \(2024\)") as told:
        disclose(small_demonstration, settings)
    assert told.value.exit_code == 14
    assert use.breakdown not in str(told.value) and use.indicator_id not in str(told.value)
    assert not (settings.area_dir / "published.duckdb").exists()
    assert not (settings.area_dir / "published.draft").exists()


def test_a_total_left_in_another_table_stops_the_build(
    small_demonstration: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One count, two figures: of these only one is hidden."""
    hide = apply.hide_figures

    def forgetful(con: duckdb.DuckDBPyConnection, *given: object) -> int:
        con.execute("create temporary table kept as select rowid as place, * from indicator_values")
        hidden = hide(con, *given)  # type: ignore[arg-type]
        con.execute(
            "update indicator_values as v set numerator = kept.numerator, missing_reason = null "
            "from kept where kept.place = v.rowid and v.missing_reason = 'c' and "
            "v.indicator_id = (select min(indicator_id) from indicator_values "
            "where missing_reason = 'c' and value_status = 'local')"
        )
        return hidden

    monkeypatch.setattr("pipeline.disclose.hide_figures", forgetful)
    settings = area_of(small_demonstration, tmp_path / "area")
    shutil.rmtree(settings.editions_dir)
    with pytest.raises(DisclosureError, match="could be worked out although they are hidden"):
        disclose(small_demonstration, settings)
    assert not (settings.area_dir / "published.duckdb").exists()
