"""The source registry: which tables can be recognised, read from models/staging/*/_*__sources.yml.

The registry is dbt's own source files, so a table is described in one place: dbt reads the
description, this module reads what stands under `meta.extract`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import ConfigError

_SOURCE_KEYS = {"origin", "publisher", "title", "licence", "url", "required"}
_TABLE_KEYS = {
    "format",
    "required",
    "optional",
    "aliases",
    "values",
    "absent",
    "loaded",
    "private",
    "personal",
    "unread",
    "without",
    "needed",
    "terms",
}
_ORIGINS = {"published", "inbox", "either"}
# What becomes of a private column: the columns that the raw table has in its place.
_PRIVATE_COLUMNS = {
    "upn": ("{0}", "{0}_problem"),  # keyed hash, and what is wrong with the number
    "identifier": ("{0}", "{0}_problem"),  # keyed hash
    "birth_month": ("{0}", "{0}_problem"),  # year and month
    "place": ("{0}_locality", "{0}_icb"),  # codes of localities.csv
}


def raw_columns(name: str, kind: str | None) -> tuple[str, ...]:
    """The columns of the raw table that a column of a file becomes."""
    return tuple(column.format(name) for column in _PRIVATE_COLUMNS.get(kind or "", ("{0}",)))


def normalise_header(cells: Sequence[object]) -> list[str]:
    """The cells of a header row as column names.

    Lower case, `%` written out, every run of other signs one underscore; a name that comes again
    gets `_2`, `_3` ... (real files repeat one). An empty cell stays an empty name.
    """
    names: list[str] = []
    seen: dict[str, int] = {}
    for cell in cells:
        text = "" if cell is None else str(cell).lstrip("\ufeff").replace("%", " percent ")
        name = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
        if name:
            seen[name] = seen.get(name, 0) + 1
            if seen[name] > 1:
                name = f"{name}_{seen[name]}"
        names.append(name)
    return names


@dataclass(frozen=True)
class TableSpec:
    """One table that can be recognised, and the columns that are kept of it."""

    source: str
    table: str
    format: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    aliases: Mapping[str, str]
    values: Mapping[str, frozenset[str]]
    absent: frozenset[str]
    loaded: tuple[str, ...]
    private: Mapping[str, str]
    personal: frozenset[str]
    unread: str  # why a table that is known is not read
    without: str  # what the report lacks where an export has no such file; for linked tables only
    is_needed: bool  # without it the other files of an export mean nothing
    terms: frozenset[str]  # the school census terms whose exports have the file; empty: all
    origin: str
    publisher: str
    title: str
    licence: str
    url: str

    @property
    def name(self) -> str:
        """The raw table's name, `<source>__<table>`."""
        return f"{self.source}__{self.table}"

    @property
    def wanted(self) -> tuple[str, ...]:
        """The columns of a file that are read, by the names they have there."""
        return self.required + self.optional

    @property
    def is_linked(self) -> bool:
        """Whether its rows are joined to other tables of the same export."""
        return bool(self.without)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """The columns of the raw table, without the provenance columns."""
        if self.loaded:
            return self.loaded
        return tuple(
            column for name in self.wanted for column in raw_columns(name, self.private.get(name))
        )

    def canonical(self, header: Sequence[str]) -> list[str]:
        """The header with known misspellings put right."""
        return [self.aliases.get(name, name) for name in header]

    def missing_from(self, header: Sequence[str]) -> list[str]:
        """The required columns that the header lacks."""
        present = set(self.canonical(header))
        return [name for name in self.required if name not in present]

    def unknown_in(self, header: Sequence[str]) -> list[str]:
        """The columns of the header that are not kept, but for the personal ones."""
        known = set(self.wanted) | self.personal
        return [name for name in self.canonical(header) if name and name not in known]


@dataclass(frozen=True)
class Registry:
    """Every table that can be recognised."""

    tables: tuple[TableSpec, ...]

    def get(self, source: str, table: str) -> TableSpec:
        """The entry of one table; KeyError if there is none."""
        for spec in self.tables:
            if (spec.source, spec.table) == (source, table):
                return spec
        raise KeyError(f"{source}.{table}")


def load_registry(project: Path) -> Registry:
    """The registry of the project in `project`; ConfigError where an entry is not understood."""
    files = sorted((project / "models" / "staging").glob("*/_*__sources.yml"))
    tables: list[TableSpec] = []
    for file in files:
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
        for source in document.get("sources", []):
            tables.extend(_tables_of(source, file))
    return Registry(tuple(tables))


def _tables_of(source: Mapping[str, Any], file: Path) -> list[TableSpec]:
    common = source["config"]["meta"]["extract"]
    _reject_unknown(common, _SOURCE_KEYS, file, source["name"])
    _reject_unknown({common.get("origin", "published"): None}, _ORIGINS, file, source["name"])
    specs = []
    for table in source["tables"]:
        entry = table["config"]["meta"]["extract"]
        _reject_unknown(entry, _TABLE_KEYS, file, f"{source['name']}.{table['name']}")
        kinds = dict.fromkeys(entry.get("private", {}).values())
        _reject_unknown(kinds, set(_PRIVATE_COLUMNS), file, f"{source['name']}.{table['name']}")
        specs.append(
            TableSpec(
                source=source["name"],
                table=table["name"],
                format=entry["format"],
                required=tuple(common.get("required", [])) + tuple(entry["required"]),
                optional=tuple(entry.get("optional", [])),
                aliases=dict(entry.get("aliases", {})),
                values={key: frozenset(v) for key, v in entry.get("values", {}).items()},
                absent=frozenset(entry.get("absent", [])),
                loaded=tuple(entry.get("loaded", [])),
                private=dict(entry.get("private", {})),
                personal=frozenset(entry.get("personal", [])),
                unread=entry.get("unread", ""),
                without=entry.get("without", ""),
                is_needed=bool(entry.get("needed", False)),
                terms=frozenset(entry.get("terms", [])),
                origin=common.get("origin", "published"),
                publisher=common["publisher"],
                title=common["title"],
                licence=common["licence"],
                url=common["url"],
            )
        )
    return specs


def _reject_unknown(entry: Mapping[str, Any], known: set[str], file: Path, where: str) -> None:
    for key in entry:
        if key not in known:
            raise ConfigError(
                f"{where}: meta.extract has the unknown key `{key}`",
                file=file.name,
                remedy=f"use one of {', '.join(sorted(known))}",
            )
