"""The demonstration area, built as a new user would build it."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import duckdb
import pytest

from pipeline.build import build, demo_build
from pipeline.catalogue import load_catalogue
from pipeline.errors import ConfigError, InputError
from pipeline.progress import Silent
from pipeline.project import project_dir
from pipeline.settings import load_settings
from tests.functional.conftest import Built


def _digests(folder: Path) -> dict[str, str]:
    return {
        file.relative_to(folder).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_two_builds_of_the_same_input_give_the_same_bytes(
    demonstration: Built, tmp_path: Path
) -> None:
    again = tmp_path / "again"
    shutil.copytree(demonstration.folder, again, ignore=shutil.ignore_patterns("build", "site"))
    build(load_settings(again), Silent())
    assert _digests(again / "site") == _digests(demonstration.site)


def test_every_page_says_that_it_is_a_demonstration(demonstration: Built) -> None:
    pages = sorted(demonstration.site.glob("*.html"))
    assert len(pages) > 8
    for page in pages:
        assert "every figure on this page is made up" in page.read_text(encoding="utf-8"), page


def test_every_indicator_has_values_and_every_value_an_entry(demonstration: Built) -> None:
    with duckdb.connect(str(demonstration.warehouse), read_only=True) as con:
        valued = {
            name
            for (name,) in con.execute(
                "select distinct indicator_id from marts.fct_indicator_values "
                "where indicator_value is not null"
            ).fetchall()
        }
        emitted = {
            name
            for (name,) in con.execute(
                "select distinct indicator_id from intermediate.int_indicator_candidates"
            ).fetchall()
        }
    catalogued = {item.indicator_id for item in load_catalogue()}
    assert valued == emitted == catalogued


def test_every_family_of_indicators_is_in_the_one_list(demonstration: Built) -> None:
    families = {item.family for item in load_catalogue()}
    with duckdb.connect(str(demonstration.warehouse), read_only=True) as con:
        built = {
            name
            for (name,) in con.execute(
                "select table_name from information_schema.tables where table_schema = 'indicators'"
            ).fetchall()
        }
    assert built == families


def test_the_two_planted_faults_are_found_and_no_other(demonstration: Built) -> None:
    with duckdb.connect(str(demonstration.warehouse), read_only=True) as con:
        found = con.execute(
            "select distinct check_id, indicator_id from marts.fct_quality_checks "
            "where action = 'withheld'"
        ).fetchall()
        noted = con.execute(
            "select check_id, count(*) from marts.fct_quality_checks "
            "where action = 'noted' and check_kind = 'identity' group by 1"
        ).fetchall()
    assert set(found) == {
        ("settings_sum_to_new_plans", "new_ehc_plans"),
        ("below_region", "new_ehc_plans"),
        ("code_matches_name", "tribunal_appeal_rate"),
    }
    # What follows from them: the swapped decisions do not add up, nor do the printed new plans.
    assert {check for check, _ in noted} <= {
        "appealable_decisions_add_up",
        "breakdowns_sum_to_total",
        "stock_and_flow",
    }


def test_the_settings_of_a_real_area_are_not_taken_for_a_demonstration(tmp_path: Path) -> None:
    folder = tmp_path / "jsna-demo"
    folder.mkdir()
    (folder / "jsna.toml").write_text('[area]\nla_code = "815"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="no demonstration"):
        demo_build(folder)


def test_an_area_that_no_file_knows_stops_with_one_line_and_leaves_the_site(
    demonstration: Built, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    shutil.copytree(demonstration.site, site)
    before = _digests(site)
    settings = load_settings(
        tmp_path, area="999", published=[demonstration.folder / "published"], out=tmp_path
    )
    with pytest.raises(ConfigError, match="999"):
        build(settings, Silent())
    assert _digests(site) == before


def test_without_a_usable_file_the_build_stops(tmp_path: Path) -> None:
    published = tmp_path / "published"
    published.mkdir()
    (published / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    settings = load_settings(tmp_path, area="815", published=[published], out=tmp_path)
    with pytest.raises(InputError, match="none of the 1 files"):
        build(settings, Silent())


def test_the_models_pass_their_unit_tests(demonstration: Built, tmp_path: Path) -> None:
    """Unit tests of dbt need the columns of a built warehouse; they leave it as it is."""
    from pipeline.transform import run_unit_tests

    copy = tmp_path / "warehouse.duckdb"
    shutil.copy(demonstration.warehouse, copy)
    passed = run_unit_tests(copy, project_dir(), tmp_path)
    assert passed >= 25


def test_every_data_test_passes_on_the_demonstration(demonstration: Built, tmp_path: Path) -> None:
    from pipeline.transform import run_data_tests

    copy = tmp_path / "warehouse.duckdb"
    shutil.copy(demonstration.warehouse, copy)
    assert run_data_tests(copy, project_dir(), tmp_path) >= 230


_FIGURE = ("indicator_id", "time_period", "area_code", "breakdown_topic", "breakdown")


def test_no_small_number_of_the_own_records_is_published(demonstration: Built) -> None:
    """But where a department publishes the same number of the same children."""
    own = [row for row in demonstration.rows if row["value_status"] == "local"]
    public = {
        tuple(row[name] for name in (*_FIGURE, "indicator_value"))
        for row in demonstration.rows
        if row["value_status"] != "local"
    }
    counted = [row for row in own if row["unit"] == "count" and row["indicator_value"]]
    assert len(counted) > 10
    few = [row for row in counted if 1 <= float(row["indicator_value"]) <= 4]
    assert {tuple(row[name] for name in (*_FIGURE, "indicator_value")) for row in few} <= public
    told = {
        (*(row[name] for name in _FIGURE), column, row[column])
        for row in demonstration.rows
        if row["value_status"] != "local"
        for column in ("numerator", "denominator")
    }
    rates = [row for row in own if row["unit"] == "percent" and row["numerator"]]
    assert len(rates) > 30
    for row in rates:
        hidden = {
            column: float(row[column])
            for column in ("numerator", "denominator")
            if (*(row[name] for name in _FIGURE), column, row[column]) not in told
        }
        left = float(row["denominator"]) - float(row["numerator"]) if hidden else 0
        small = {1, 2, 3, 4} & {left, *hidden.values()}
        assert not small or row["indicator_id"] == "overall_absence", row
    assert any(row["missing_reason"] == "c" for row in own)


def test_a_figure_that_is_held_back_has_no_interval_and_is_in_no_trend(
    demonstration: Built,
) -> None:
    own = [row for row in demonstration.rows if row["value_status"] == "local"]
    limits = ("lower_ci", "upper_ci", "ci_method")
    assert not [row for row in own if row["missing_reason"] and any(row[name] for name in limits)]
    methods = {row["ci_method"] for row in own if row["ci_method"]}
    assert methods == {"Byar", "Exact", "Log ratio", "Student t", "Wilson"}
    with duckdb.connect(str(demonstration.folder / "build/published.duckdb")) as con:
        [(of_hidden,)] = con.execute(
            "select count(*) from indicator_trends as t inner join indicator_values as v "
            "on t.indicator_id = v.indicator_id and t.area_code = v.area_code "
            "and t.breakdown_topic = v.breakdown_topic and t.breakdown = v.breakdown "
            "and v.time_period between t.first_period and t.last_period "
            "where t.is_local and v.value_status = 'local' and v.missing_reason = 'c'"
        ).fetchall()
        [(own_trends,)] = con.execute(
            "select count(*) from indicator_trends where is_local"
        ).fetchall()
    assert of_hidden == 0
    assert own_trends > 0


def test_no_check_tells_an_own_figure(demonstration: Built) -> None:
    """The quality page compares own figures only where both are shown."""
    with duckdb.connect(str(demonstration.folder / "build/published.duckdb")) as con:
        [(told,)] = con.execute(
            "select count(*) from local_differences as d anti join indicator_values as v "
            "on d.indicator_id = v.indicator_id and d.time_period = v.time_period "
            "and d.breakdown_topic = v.breakdown_topic and d.breakdown = v.breakdown "
            "and v.value_status = 'local' and v.indicator_value = d.local_value"
        ).fetchall()
        [(shown,)] = con.execute("select count(*) from local_differences").fetchall()
        checks = con.execute(
            "select distinct check_id from quality_checks where check_kind = 'identity'"
        ).fetchall()
    assert shown > 0
    assert told == 0
    assert ("releases_agree",) not in checks


def test_the_site_names_no_file_of_the_inbox(demonstration: Built) -> None:
    names = {path.name for path in (demonstration.folder / "inbox").rglob("*.csv")}
    assert len(names) > 20
    for path in demonstration.site.rglob("*"):
        if path.suffix in (".html", ".csv", ".json") and path.name != "plotly.js":
            text = path.read_text(encoding="utf-8")
            assert not [name for name in names if name in text], path.name


class Told(Silent):
    """Progress that keeps the warnings."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


def test_a_missing_neighbour_set_is_told_and_the_other_used(
    demonstration: Built, tmp_path: Path
) -> None:
    area = tmp_path / "area"
    shutil.copytree(demonstration.folder, area, ignore=shutil.ignore_patterns("build", "site"))
    (area / "published/sn_may_2025.xlsx").unlink()
    (area / "published/unknown.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    told = Told()
    build(load_settings(area), told)
    assert any("`dfe-2025` are in no file: `dfe-2021`" in text for text in told.warnings)
    assert any("unknown.csv is not recognised" in text for text in told.warnings)
    quality = (area / "site/quality.html").read_text(encoding="utf-8")
    assert "unknown.csv" in quality
