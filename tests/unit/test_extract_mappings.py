"""The council's own names for columns."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.extract import RECOGNISED, inspect, with_mappings
from pipeline.progress import Silent
from pipeline.project import project_dir
from pipeline.sources import Registry, load_registry


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(project_dir())


def mappings(folder: Path, text: str, source: str = "nccis") -> Path:
    (folder / "mappings").mkdir()
    (folder / "mappings" / f"{source}.csv").write_text(text, encoding="utf-8-sig")
    return folder / "mappings"


def test_an_extract_with_other_headings_is_recognised(tmp_path: Path, registry: Registry) -> None:
    mappings(
        tmp_path,
        "jsna_column,your_column\ncurrent_activity_code,EET Status (code)\nmonthno,Period\n\n"
        "DOB,Born on\n",
    )
    (tmp_path / "inbox").mkdir()
    (tmp_path / "scratch").mkdir()
    (tmp_path / "inbox/a.csv").write_text("EET status (Code),Period,Born on\n210,1,2008-01-02\n")
    [item] = inspect(tmp_path / "inbox", registry, Silent(), tmp_path / "scratch")
    assert item.status != RECOGNISED
    (tmp_path / "jsna.toml").write_text("[area]\nla_code = 599\n")
    [item] = inspect(tmp_path / "inbox", registry, Silent(), tmp_path / "scratch")
    assert (item.table_name, item.unknown_columns) == ("activities", ())


def test_a_name_is_added_to_the_tables_that_have_the_column(
    tmp_path: Path, registry: Registry
) -> None:
    folder = mappings(tmp_path, "your_column,jsna_column\nUnit?,senunitindicator\n", "sen2")
    changed = with_mappings(registry, folder)
    assert changed.get("sen2", "plandetail").aliases["unit"] == "senunitindicator"
    assert "unit" not in changed.get("sen2", "person").aliases
    assert changed.get("sen2", "person").aliases == registry.get("sen2", "person").aliases


def test_without_a_folder_nothing_changes(tmp_path: Path, registry: Registry) -> None:
    assert with_mappings(registry, tmp_path / "mappings") == registry


@pytest.mark.parametrize(
    ("text", "source", "message"),
    [
        ("jsna_column,your_column\nmonthnr,M\n", "nccis", r"no column `monthnr`.*line 2; did you"),
        ("jsna_column,your_column\nmonthno,M\n", "ncis", r"no source is called `ncis`.*`nccis`\?"),
        ("a,b\nmonthno,M\n", "nccis", r"needs the columns jsna_column and your_column"),
        ("", "nccis", r"needs the columns"),
        ("jsna_column,your_column\nmonthno,\n", "nccis", r"only one of the two names.*line 2"),
        ("jsna_column,your_column\nmonthno,A\ndob,A\n", "nccis", r"`a` stands for two columns"),
        ("jsna_column,your_column\nsex,Surname\n", "nccis", r"`surname` is personal"),
    ],
)
def test_a_wrong_mapping_is_one_clear_line(
    tmp_path: Path, registry: Registry, text: str, source: str, message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        with_mappings(registry, mappings(tmp_path, text, source))


def test_a_mapping_in_another_encoding_is_one_clear_line(
    tmp_path: Path, registry: Registry
) -> None:
    folder = mappings(tmp_path, "")
    (folder / "nccis.csv").write_bytes("jsna_column,your_column\nsex,Geschlécht\n".encode("cp1252"))
    with pytest.raises(ConfigError, match="not UTF-8"):
        with_mappings(registry, folder)
