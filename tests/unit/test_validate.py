"""The judge: what it finds, and that it never repeats a value."""

import pickle
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipeline import validate
from pipeline.errors import ConfigError, ValidationFailed
from pipeline.validate import Finding, Judge, raise_if_critical

SECRET = "Jane Secret"
FOUND = Finding(
    suite="things",
    table="raw.things__plans",
    period="2023",
    expectation="expect_column_values_to_match_regex",
    column="number",
    severity="critical",
    success=False,
    unexpected_count=1,
    element_count=1200,
    why="it is a count",
)


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge.start() as started:
        yield started


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """Give a warehouse with a small table of two periods and an empty one."""
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("create schema raw")
        con.execute("create table raw.things__plans (period text, pupil text, number text)")
        con.execute("create table raw.things__none (period varchar, number varchar)")
        con.executemany(
            "insert into raw.things__plans values (?, ?, ?)",
            [["2022", "a", "1"], ["2022", "b", "x"], ["2023", SECRET, SECRET], [None, "d", None]],
        )
    return path


@pytest.fixture
def suite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Write the suite `things`, of one expectation unless told otherwise."""

    def write(
        kind: str = "expect_column_values_to_match_regex",
        column: str = "number",
        arguments: str = "regex: '^(\\d+|x)$'",
        table: str = "plans",
        more: str = "batch_by: [period]",
    ) -> None:
        (tmp_path / "expectations").mkdir()
        (tmp_path / "expectations" / "things.yml").write_text(
            f"- table: {table}\n  {more}\n  expectations:\n    - type: {kind}\n"
            f"      column: {column}\n      severity: critical\n      why: it is a count\n"
            f"      {arguments}\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(validate, "project_dir", lambda: tmp_path)

    return write


def test_each_period_is_judged_on_its_own_and_only_counts_come_back(
    judge: Judge, warehouse: Path, suite: Callable[..., None]
) -> None:
    suite()
    findings = judge.run(warehouse, ["things"])
    found = [(item.period, item.success, item.unexpected_count) for item in findings]
    assert found == [("2022", True, 0), ("2023", False, 1), ("none", True, 0)]
    assert findings[1] == replace(FOUND, element_count=1)
    assert SECRET.encode() not in pickle.dumps(findings)


def test_a_rule_about_several_columns_is_derived_in_sql(
    judge: Judge, warehouse: Path, suite: Callable[..., None]
) -> None:
    suite(
        "expect_column_values_to_be_in_set",
        "is_told_apart",
        "value_set: [true]",
        more="derive: {is_told_apart: pupil <> number}",
    )
    (found,) = judge.run(warehouse, ["things"])
    assert (found.period, found.success, found.unexpected_count) == (None, False, 1)


def test_an_expectation_without_a_count_is_judged_too(
    judge: Judge, warehouse: Path, suite: Callable[..., None]
) -> None:
    suite("expect_column_distinct_values_to_contain_set", "period", "value_set: ['2024']", more="")
    (found,) = judge.run(warehouse, ["things"])
    assert (found.success, found.unexpected_count) == (False, None)


def test_an_empty_table_is_not_judged(
    judge: Judge, warehouse: Path, suite: Callable[..., None]
) -> None:
    suite(table="none")
    assert judge.run(warehouse, ["things"]) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"column": "nmber"}, "has no column nmber"),
        ({"table": "nothing"}, "has no column"),
        ({"kind": "expect_miracles"}, "expect_miracles is not known"),
        ({"arguments": "regexp: x"}, "was given wrong arguments"),
        ({"kind": "expect_column_values_to_be_between", "arguments": "min_value: 1"}, "be judged"),
    ],
)
def test_a_suite_that_does_not_fit_is_named(
    judge: Judge,
    warehouse: Path,
    suite: Callable[..., None],
    changes: dict[str, str],
    words: str,
) -> None:
    suite(**changes)
    with pytest.raises(ConfigError, match=words) as caught:
        judge.run(warehouse, ["things"])
    assert "expectations/things.yml" in str(caught.value)
    assert SECRET not in str(caught.value)


def test_not_even_a_failing_query_repeats_a_value(
    judge: Judge, warehouse: Path, suite: Callable[..., None]
) -> None:
    suite(column="n", more="derive: {n: cast(number as integer)}")
    with pytest.raises(ValidationFailed, match="stopped with ConversionException") as caught:
        judge.run(warehouse, ["things"])
    assert SECRET not in str(caught.value)


def test_a_missing_warehouse_is_one_line(
    judge: Judge, tmp_path: Path, suite: Callable[..., None]
) -> None:
    suite()
    with pytest.raises(ValidationFailed, match="cannot open the warehouse"):
        judge.run(tmp_path / "none.duckdb", ["things"])


def test_a_judge_that_dies_is_one_line(warehouse: Path, suite: Callable[..., None]) -> None:
    suite()
    with Judge.start() as started:
        started._process.kill()
        with pytest.raises(ValidationFailed, match="ended before they were done") as caught:
            started.run(warehouse, ["things"])
    assert "\n" not in str(caught.value)


def test_a_critical_failure_stops_the_build_and_says_how_many() -> None:
    with pytest.raises(ValidationFailed) as caught:
        raise_if_critical([FOUND, FOUND])
    assert str(caught.value) == (
        "raw.things__plans (2023): expect_column_values_to_match_regex of `number` fails for "
        "1 of 1,200 rows, it is a count (and 1 more); "
        "get the file from its publisher again, or leave it out"
    )


def test_a_warning_or_a_success_stops_nothing() -> None:
    raise_if_critical([replace(FOUND, severity="warning"), replace(FOUND, success=True)])


def test_a_broken_installation_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise ModuleNotFoundError("no module named pandas")

    monkeypatch.setattr(validate, "_Bench", fail)
    failure = validate._set_up()
    assert isinstance(failure, ValidationFailed)
    assert "cannot be used (ModuleNotFoundError); install jsna again" in str(failure)
