"""The modules and items of the SEN2 return, as sen2_fields.yml lists them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

_IN_BRACKETS = re.compile(r"\(.*?(?:\)|$)", re.DOTALL)
_SIGNS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True)
class Module:
    """One module of the return: a table of the Blade export, an element of the XML, a sheet."""

    table: str
    element: str
    parent: str | None
    id_column: str
    link_column: str | None
    columns: tuple[str, ...]
    names: Mapping[str, str]  # a plain name of an item -> its column
    left_out: frozenset[str]  # plain names of items that are known and never read
    sheets: tuple[str, ...]
    dates: frozenset[str]
    moments: frozenset[str]


@dataclass(frozen=True)
class Fields:
    """All that is known of the return; every name in it is plain."""

    modules: Mapping[str, Module]
    containers: frozenset[str]
    unread: frozenset[str]  # headings of a workbook that are no items
    links: Mapping[str, str]  # headings of a workbook that join its modules -> the column


def plain(name: str) -> str:
    """A tag or heading as names are compared: no brackets, signs, blanks or capital letters."""
    return _SIGNS.sub("", _IN_BRACKETS.sub("", name).lower())


@cache
def sen2_fields() -> Fields:
    """The return as it has been since 2023."""
    file = Path(__file__).with_name("sen2_fields.yml")
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    entries = document["modules"]
    return Fields(
        modules={table: _module(table, entries) for table in entries},
        containers=_plain_set(document["containers"]),
        unread=_plain_set(document["unread"]),
        links=_by_name(document["links"]),
    )


def _module(table: str, entries: Mapping[str, Mapping[str, Any]]) -> Module:
    entry = entries[table]
    parent = entry.get("parent")
    link = entries[parent]["id"] if parent else None
    return Module(
        table=table,
        element=plain(entry["element"]),
        parent=parent,
        id_column=entry["id"],
        link_column=link,
        columns=(entry["id"], *([link] if link else []), *entry["items"]),
        names=_by_name(entry["items"]),
        left_out=_plain_set(entry.get("left_out", [])),
        sheets=tuple(plain(name) for name in (*entry["sheets"], table)),
        dates=frozenset(entry.get("dates", [])),
        moments=frozenset(entry.get("moments", [])),
    )


def _by_name(items: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {plain(name): column for column, names in items.items() for name in (column, *names)}


def _plain_set(names: Iterable[str]) -> frozenset[str]:
    return frozenset(plain(name) for name in names)
