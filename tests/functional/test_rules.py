"""Every rule on the council's own records, through `jsna check` as a user runs it."""

from __future__ import annotations

import csv
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipeline import build
from pipeline.disclose import tables
from pipeline.progress import Silent
from pipeline.project import project_dir
from pipeline.settings import load_settings
from tests.fixtures_rules import RECORDS, build_warehouse, expected


@dataclass(frozen=True)
class Ran:
    """A finished check of the made-up records."""

    checked: build.Checked
    warehouse: Path
    issues: list[dict[str, str]]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ran]:
    folder = tmp_path_factory.mktemp("rules")
    settings = load_settings(folder, area="501", published=[folder], out=folder)
    settings.build_dir.mkdir()
    warehouse = build_warehouse(settings.build_dir / "warehouse.duckdb")
    with pytest.MonkeyPatch.context() as patch:
        # The records are in the warehouse already: what reads files is tested elsewhere.
        patch.setattr(build, "_extract_and_judge", lambda *_: ([], []))
        checked = build.check(settings, Silent())
    assert checked.issues
    with checked.issues.open(encoding="utf-8", newline="") as stream:
        yield Ran(checked, warehouse, list(csv.DictReader(stream)))


def test_every_row_breaks_the_rules_it_is_made_to_break_and_no_other(ran: Ran) -> None:
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for issue in ran.issues:
        found[issue["file"].removesuffix(".csv"), int(issue["row"])].add(issue["rule_id"])
    for place in expected():
        got = found[place.file_id, place.row]
        assert got == place.rules, f"{place.file_id} row {place.row}"


def test_every_rule_is_broken_by_some_row(ran: Ran) -> None:
    with (project_dir() / "seeds/reference/local_rules.csv").open(encoding="utf-8") as stream:
        rules = {rule["rule_id"] for rule in csv.DictReader(stream)}
    assert {rule for place in expected() for rule in place.rules} == rules
    assert {issue["rule_id"] for issue in ran.issues} == rules


def test_the_list_is_in_a_total_order_and_says_how_many(ran: Ran) -> None:
    columns = ["rule_id", "severity", "table", "field", "school", "file", "row", "message"]
    assert list(ran.issues[0]) == [*columns, "how_many"]
    places = [(i["severity"], i["rule_id"], i["file"], int(i["row"])) for i in ran.issues]
    assert places == sorted(places)
    assert len(places) == len(set(places))
    counts = Counter((i["rule_id"], i["file"]) for i in ran.issues)
    assert all(int(i["how_many"]) == counts[i["rule_id"], i["file"]] for i in ran.issues)


def test_a_row_names_its_school_where_it_has_one(ran: Ran) -> None:
    schools = {(i["file"], i["row"]): i["school"] for i in ran.issues}
    assert schools["needs/school_census.senneeds.csv", "3"] == "5012011"
    assert schools["lists/pupil_lists.pupils.csv", "2"] == "5012001"
    assert schools["results/results.ks2.csv", "2"] == "5012001"
    assert schools["sen2 persons/sen2.person.csv", "2"] == ""


def test_what_cannot_be_typed_is_a_reject_without_its_value(ran: Ran) -> None:
    with duckdb.connect(str(ran.warehouse), read_only=True) as con:
        rejects = con.execute(
            "select table_name, column_name, value_class from quality.raw_rejects "
            "where file_id = 'needs/school_census.senneeds' order by row_number"
        ).fetchall()
    assert rejects == [
        ("senneeds", "sentype", "unknown code"),
        ("senneeds", "sentyperank", "not a number"),
    ]


def test_no_value_of_a_made_up_record_stands_in_the_list(ran: Ran) -> None:
    words = {cell for issue in ran.issues for cell in issue.values()}
    told = {"two schools", "listed twice", "moved", "learner", "October", "first", "soon", "XXX"}
    given = {
        str(value)
        for export in RECORDS.values()
        for rows in export.values()
        for row in rows
        for value in row.cells.values()
    }
    assert told <= given
    assert not told & words


def test_the_counts_are_those_of_the_list_worst_first(ran: Ran) -> None:
    counts = Counter(issue["rule_id"] for issue in ran.issues)
    assert {rule.rule_id: rule.rows for rule in ran.checked.rules} == counts
    severities = [rule.severity for rule in ran.checked.rules]
    assert severities == sorted(severities)


@pytest.mark.parametrize(("table", "count"), [("row_rules", "rows"), ("rejects", "cells")])
def test_what_is_published_counts_no_fewer_than_five(ran: Ran, table: str, count: str) -> None:
    with duckdb.connect() as con:
        con.execute(f"attach {tables.text(str(ran.warehouse))} as warehouse (read_only)")
        con.execute(f"create table {table} as {tables._QUERIES[table]}")
        [(few,)], [(least,)] = (
            con.execute(f"select count(*) from {table} where is_few").fetchall(),
            con.execute(f"select min({count}) from {table} where not is_few").fetchall(),
        )
        [(told,)] = con.execute(f"select count({count}) from {table} where is_few").fetchall()
    assert few > 0
    assert told == 0
    assert least is None or least >= 5
