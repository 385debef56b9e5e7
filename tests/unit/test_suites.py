"""What the expectations files say, and that they speak of tables that exist."""

import re
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.project import project_dir
from pipeline.sources import load_registry
from pipeline.suites import load_suites

MARTS_SUITE = "indicator_values"

BLOCK = """
- table: {table}
  expectations:
    - type: expect_column_values_to_not_be_null
      column: [a, b]
      severity: critical
      why: it matters
"""


def project(folder: Path, text: str) -> Path:
    """Give a project with one suite, `things`."""
    (folder / "expectations").mkdir()
    (folder / "expectations" / "things.yml").write_text(text, encoding="utf-8")
    return folder


def test_a_block_about_two_tables_and_columns_is_four_expectations(tmp_path: Path) -> None:
    first, second = load_suites(project(tmp_path, BLOCK.format(table="[x, y]")), ["things"])
    assert (first.table, second.table) == ("raw.things__x", "raw.things__y")
    assert [item.columns for item in first.expectations] == [("a",), ("b",)]
    assert first.columns == ("a", "b")


def test_a_table_with_its_schema_is_taken_as_it_is(tmp_path: Path) -> None:
    (suite,) = load_suites(project(tmp_path, BLOCK.format(table="marts.fct")), ["things"])
    assert suite.table == "marts.fct"


def test_two_blocks_about_one_table_are_one_batch(tmp_path: Path) -> None:
    (suite,) = load_suites(project(tmp_path, BLOCK.format(table="x") * 2), ["things"])
    assert len(suite.expectations) == 4


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("expectations:", "expectation:", "unknown key `expectation`.*did you mean"),
        ("- table: x", "- batch_by: [x]", "needs `table`"),
        ("severity: critical", "severity: fatal", "severity is critical or warning"),
        ("why: it matters", "", "expectation 1 needs `why`"),
        ("- table: x", "table: x", "not valid YAML.*line"),
        ("- table: x", "- table: [x", "not valid YAML.*line"),
        ("- table: x", "- x\n- table: x", "block 1 is not a set of keys"),
    ],
)
def test_a_mistake_in_a_suite_is_named(tmp_path: Path, old: str, new: str, words: str) -> None:
    text = BLOCK.format(table="x").replace(old, new)
    with pytest.raises(ConfigError, match=words) as caught:
        load_suites(project(tmp_path, text), ["things"])
    assert "things.yml" in str(caught.value)


def test_a_suite_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no suite `none`"):
        load_suites(tmp_path, ["none"])


def test_every_source_has_expectations_about_columns_that_it_has() -> None:
    registry = load_registry(project_dir())
    columns = {f"raw.{table.name}": set(table.columns) for table in registry.tables}
    files = (project_dir() / "expectations").glob("*.yml")
    names = sorted({file.stem for file in files} - {MARTS_SUITE})
    assert set(names) == {table.source for table in registry.tables}
    for suite in load_suites(project_dir(), names):
        known = columns[suite.table] | set(suite.derive)
        assert set(suite.columns) | set(suite.batch_by) <= known, suite.table


def test_the_one_table_is_judged_by_columns_that_the_documentation_gives() -> None:
    text = (Path(__file__).parents[2] / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = re.search(r"The one table, in this order: `([a-z_,\s]+)`", text)
    assert listed
    for suite in load_suites(project_dir(), [MARTS_SUITE]):
        known = set(re.split(r",\s+", listed[1])) | set(suite.derive)
        assert set(suite.columns) | set(suite.batch_by) <= known
