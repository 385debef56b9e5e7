"""Which files belong to one export, what an export lacks, and files that come again.

The ids that link the tables of a COLLECT export are unique only within it. So each of its files
gets a `set_id` when all are read: the folder, zip file or workbook that holds them, or the rest of
their names where one folder holds several exports.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import NamedTuple

import duckdb

from pipeline.extract.inspection import RECOGNISED, REPEATED, Found
from pipeline.extract.loader import copy_rows, quoted
from pipeline.extract.periods import latest_period
from pipeline.sources import Registry, TableSpec


class MissingTable(NamedTuple):
    """A table that an export lacks, and what the report lacks in consequence."""

    set_id: str
    source_name: str
    table_name: str
    consequence: str


def with_sets(con: duckdb.DuckDBPyConnection, found: Sequence[Found]) -> list[Found]:
    """What was found, with the set of each of the council's own files.

    A file whose content is known from another export is loaded again for its own, unless the
    whole export is there twice.
    """
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    set_ids: dict[int, str] = {}
    for place, item in enumerate(found):
        if item.spec is None or item.spec.origin != "inbox" or not item.sha256:
            continue
        if item.spec.is_linked and item.container is not None:
            groups[item.spec.source, item.container].append(place)
        elif item.inspection.status == RECOGNISED:
            set_ids[place] = f"{item.spec.source}:{_whole_file(item)}"
    for (source, container), places in groups.items():
        items = [found[place] for place in places]
        is_shared = _holds_several(items)
        names = [_rest_of_name(item) if is_shared else "" for item in items]
        for place, name in zip(places, names, strict=True):
            end = f"#{name}" if name else ""
            set_ids[place] = f"{source}:{container}{end}"
    placed = [
        replace(item, inspection=replace(item.inspection, set_id=set_ids.get(place)))
        for place, item in enumerate(found)
    ]
    return _with_repeats_loaded(con, placed)


def missing_tables(
    con: duckdb.DuckDBPyConnection, found: Iterable[Found], registry: Registry
) -> list[MissingTable]:
    """The tables that each export lacks, in the order of the sets and of the registry."""
    sets: dict[tuple[str, str], list[Found]] = defaultdict(list)
    for item in found:
        set_id = item.inspection.set_id
        if set_id and item.spec and item.spec.is_linked and item.inspection.status == RECOGNISED:
            sets[set_id, item.spec.source].append(item)
    missing = []
    for (set_id, source), items in sorted(sets.items()):
        present = {item.inspection.table_name for item in items}
        terms = _terms(con, items)
        for spec in registry.tables:
            if spec.source != source or not spec.is_linked or spec.table in present:
                continue
            if not spec.terms or spec.terms & terms:
                missing.append(MissingTable(set_id, source, spec.table, spec.without))
    return missing


def describe_missing(missing: Sequence[MissingTable], registry: Registry) -> list[str]:
    """One line for each export that lacks a table."""
    by_set: dict[str, list[MissingTable]] = defaultdict(list)
    for item in missing:
        by_set[item.set_id].append(item)
    lines = []
    for set_id, items in by_set.items():
        specs = [registry.get(item.source_name, item.table_name) for item in items]
        # Where one that is needed is missing, it does not matter what else is.
        worst = [spec for spec in specs if spec.is_needed] or specs
        consequences: dict[str, list[str]] = defaultdict(list)
        for spec in worst:
            consequences[spec.without].append(f"`{spec.table}`")
        lacks = "; ".join(
            f"no {' and no '.join(tables)}: {text}" for text, tables in consequences.items()
        )
        where = set_id.partition(":")[2].replace(".#", "").removeprefix(".") or "inbox"
        lines.append(f"{specs[0].title}: the export in {where} is not whole: {lacks}")
    return lines


def _whole_file(item: Found) -> str:
    name = item.inspection.file_name
    return f"{name} > {item.inspection.member_name}" if item.inspection.member_name else name


def _holds_several(items: Sequence[Found]) -> bool:
    """Whether a table is there twice, with different rows."""
    contents: dict[str | None, set[str]] = defaultdict(set)
    for item in items:
        contents[item.inspection.table_name].add(item.sha256)
    return any(len(digests) > 1 for digests in contents.values())


def _rest_of_name(item: Found) -> str:
    """A file's name without its table's: `2025_spring` of `2025_spring_pupilonroll.csv`.

    A table may stand there in the plural, with other separators, or as of pupils on roll.
    """
    name = PurePosixPath(item.piece.member_name or item.piece.file_name).name.lower()
    stem = name[: -len(item.piece.suffix)] if item.piece.suffix else name
    table = item.inspection.table_name or ""
    letters = r"[\W_]*".join(re.escape(letter) for letter in table.removesuffix("s"))
    found = list(re.finditer(rf"{letters}s?(?:[\W_]*o(?:n|ff)roll)?", stem))
    if found:
        stem = f"{stem[: found[-1].start()]}_{stem[found[-1].end() :]}"
    return re.sub(r"[\W_]+", "_", stem).strip("_")


def _with_repeats_loaded(con: duckdb.DuckDBPyConnection, found: list[Found]) -> list[Found]:
    """Load once more what an export shares with another one, such as a table without rows."""
    contents: dict[str, set[str]] = defaultdict(set)
    for item in found:
        if item.inspection.set_id:
            contents[item.inspection.set_id].add(item.sha256)
    # Sets that have rows of their own come first; a whole set that came before is not needed again.
    own = {item.inspection.set_id for item in found if item.inspection.status == RECOGNISED}
    taken = {
        (item.inspection.set_id, item.sha256)
        for item in found
        if item.inspection.status == RECOGNISED
    }
    copies: dict[str, int] = defaultdict(lambda: 1)
    result = []
    for item in found:
        set_id = item.inspection.set_id
        if item.inspection.status == REPEATED and set_id and item.spec and item.file_id:
            is_whole_twice = set_id not in own and any(
                contents[set_id] <= others for name, others in contents.items() if name in own
            )
            if not is_whole_twice and (set_id, item.sha256) not in taken:
                taken.add((set_id, item.sha256))
                copies[item.file_id] += 1
                result.append(_loaded_again(con, item, item.spec, copies[item.file_id]))
                continue
        result.append(item)
    return result


def _loaded_again(
    con: duckdb.DuckDBPyConnection, item: Found, spec: TableSpec, number: int
) -> Found:
    new_id = f"{item.file_id}-{number}"
    rows = copy_rows(con, spec, str(item.file_id), new_id)
    inspection = replace(
        item.inspection,
        status=RECOGNISED,
        row_count=rows,
        data_to=latest_period(con, spec, new_id),
    )
    return replace(item, file_id=new_id, inspection=inspection)


def _terms(con: duckdb.DuckDBPyConnection, items: Iterable[Found]) -> set[str]:
    """The terms that the headers of a set name."""
    terms: set[str] = set()
    for item in items:
        if item.spec and "term" in item.spec.columns:
            rows = con.execute(
                f"select distinct left(upper(stripped(term)), 3) "
                f"from raw.{quoted(item.spec.name)} where _file_id = ?",
                [item.file_id],
            ).fetchall()
            terms |= {str(row[0]) for row in rows}
    return terms
