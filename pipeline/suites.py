"""What is expected of each table, read from `expectations/*.yml`; nothing is judged here.

A file is a list of blocks, one YAML file for each source and one for what dbt makes of them all:

    - table: [caseload, new_plans]    # raw.<name of the file>__<table>, or schema.table
      batch_by: [time_period]         # each value is judged on its own
      derive:                         # more columns, as SQL, for a rule about several of them
        parts_missing: ehcplans - mainstream_total
      expectations:
        - type: expect_column_values_to_not_be_null     # any that Great Expectations has
          column: time_period         # or a list: the same is expected of each
          severity: critical          # critical stops the build; a warning goes on the quality page
          why: a row without a period belongs to no year

What else stands in an expectation goes to Great Expectations as it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import ConfigError

SEVERITIES = ("critical", "warning")
_BLOCK_KEYS = ("table", "batch_by", "derive", "expectations")
_COLUMN_ARGUMENTS = ("column", "column_A", "column_B", "column_list", "column_set")


@dataclass(frozen=True)
class Expectation:
    """One thing that should be true of a batch; `arguments` are Great Expectations' own."""

    type: str
    severity: str
    why: str
    arguments: Mapping[str, Any]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that it is about."""
        found: list[str] = []
        for name in _COLUMN_ARGUMENTS:
            value = self.arguments.get(name, [])
            found += [value] if isinstance(value, str) else value
        return tuple(found)


@dataclass(frozen=True)
class TableSuite:
    """What is expected of every batch of one table."""

    suite: str
    table: str
    batch_by: tuple[str, ...]
    derive: Mapping[str, str]
    expectations: tuple[Expectation, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that are needed of it, each once."""
        named = (column for expectation in self.expectations for column in expectation.columns)
        return tuple(dict.fromkeys(named))


def load_suites(project: Path, names: Sequence[str]) -> tuple[TableSuite, ...]:
    """Give what the named suites expect, table by table; ConfigError where one is wrong."""
    return tuple(suite for name in names for suite in _load(project / "expectations", name))


def _load(folder: Path, name: str) -> list[TableSuite]:
    file = folder / f"{name}.yml"
    if not file.is_file():
        raise ConfigError(f"there is no suite `{name}`", file=file)
    try:
        blocks = yaml.safe_load(file.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        raise ConfigError(f"not valid YAML: {error.problem}", file=file, row=line) from error
    if not isinstance(blocks, list):
        raise ConfigError("a suite is a list of blocks", file=file)
    found: dict[tuple[str, tuple[str, ...]], TableSuite] = {}
    for number, block in enumerate(blocks, start=1):
        for suite in _read_block(block, file, f"block {number}"):
            # Several blocks about one table are one batch: it is read once.
            key = (suite.table, suite.batch_by)
            found[key] = _merged(found[key], suite) if key in found else suite
    return list(found.values())


def _merged(first: TableSuite, second: TableSuite) -> TableSuite:
    return TableSuite(
        first.suite,
        first.table,
        first.batch_by,
        {**first.derive, **second.derive},
        first.expectations + second.expectations,
    )


def _read_block(block: object, file: Path, where: str) -> list[TableSuite]:
    entry = _mapping(block, file, where)
    for key in entry:
        if key not in _BLOCK_KEYS:
            close = get_close_matches(str(key), _BLOCK_KEYS, n=1)
            remedy = f"did you mean `{close[0]}`?" if close else f"known are {_BLOCK_KEYS}"
            raise ConfigError(f"{where}: unknown key `{key}`", file=file, remedy=remedy)
    listed = entry.get("expectations")
    if "table" not in entry or not isinstance(listed, list):
        raise ConfigError(f"{where} needs `table` and a list of `expectations`", file=file)
    expectations = tuple(
        expectation
        for number, item in enumerate(listed, start=1)
        for expectation in _read_expectation(item, file, f"{where}, expectation {number}")
    )
    return [
        TableSuite(
            suite=file.stem,
            table=table if "." in table else f"raw.{file.stem}__{table}",
            batch_by=tuple(_listed(entry.get("batch_by", []))),
            derive=_mapping(entry.get("derive", {}), file, f"{where}, derive"),
            expectations=expectations,
        )
        for table in _listed(entry["table"])
    ]


def _read_expectation(item: object, file: Path, where: str) -> list[Expectation]:
    entry = dict(_mapping(item, file, where))
    for key in ("type", "severity", "why"):
        if not isinstance(entry.get(key), str):
            raise ConfigError(f"{where} needs `{key}`", file=file)
    if entry["severity"] not in SEVERITIES:
        raise ConfigError(f"{where}: severity is {' or '.join(SEVERITIES)}", file=file)
    kind, severity, why = entry.pop("type"), entry.pop("severity"), entry.pop("why")
    columns = entry.pop("column", None)
    if columns is None:
        return [Expectation(kind, severity, why, entry)]
    return [Expectation(kind, severity, why, {"column": c, **entry}) for c in _listed(columns)]


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


def _mapping(value: object, file: Path, where: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ConfigError(f"{where} is not a set of keys and values", file=file)
    return value
