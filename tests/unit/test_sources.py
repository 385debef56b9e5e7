"""The source registry is dbt's own source files, and every entry of it is used."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import ConfigError
from pipeline.project import project_dir
from pipeline.sources import load_registry, normalise_header


def test_header_cells_become_column_names() -> None:
    cells = [
        "\ufefftime_period",
        "% of pupils",
        "Res_52",
        "a",
        "A",
        " a ",
        "",
        None,
        "LA & Regions",
    ]
    assert normalise_header(cells) == [
        "time_period",
        "percent_of_pupils",
        "res_52",
        "a",
        "a_2",
        "a_3",
        "",
        "",
        "la_regions",
    ]


@given(st.lists(st.text(max_size=8), max_size=8))
def test_names_that_are_not_empty_differ(cells: list[str]) -> None:
    plain = [cell for cell in cells if not cell.strip()[-1:].isdigit()]
    names = [name for name in normalise_header(plain) if name]
    assert len(names) == len(set(names))


def test_no_two_tables_are_taken_for_each_other() -> None:
    tables = load_registry(project_dir()).tables
    assert len(tables) >= 30
    names = [spec.name for spec in tables]
    assert len(names) == len(set(names))
    for spec in tables:
        twins = [
            other
            for other in tables
            if other is not spec
            and other.format == spec.format
            and set(other.required) == set(spec.required)
        ]
        for other in twins:
            assert spec.values and other.values and spec.values != other.values


def test_an_unknown_key_is_an_error_that_names_it(tmp_path: Path) -> None:
    folder = tmp_path / "models/staging/x"
    folder.mkdir(parents=True)
    (folder / "_x__sources.yml").write_text(
        "sources:\n- name: x\n  config: {meta: {extract: {publisher: p, titel: t}}}\n  tables: []\n"
    )
    with pytest.raises(ConfigError, match="`titel`"):
        load_registry(tmp_path)
