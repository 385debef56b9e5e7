"""Which table of the registry a file is, by its header alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract import tribunal_table
from pipeline.extract.csv_files import Start
from pipeline.extract.sheet_layouts import SHEET_LAYOUTS
from pipeline.sources import Registry, TableSpec, normalise_header

NEAR_ENOUGH = 0.4  # with fewer of its columns a file is not like a table at all


@dataclass(frozen=True)
class Match:
    """A recognised table: its registry entry, and which of the first rows is the header."""

    spec: TableSpec
    header_row: int
    header: tuple[str, ...]
    renamed: tuple[str, ...] = ()  # names in the file that the registry knows as other spellings


@dataclass(frozen=True)
class Closest:
    """For a file that is not recognised: the entry that is nearest, and what it lacks."""

    spec: TableSpec | None
    missing: tuple[str, ...]


def recognise(
    start: Start, kind: str, registry: Registry, origin: str = "either"
) -> Match | Closest:
    """The table that the rows begin, or the nearest one.

    A table is recognised when one of the first rows holds all its required columns; where several
    tables fit, the one that asks for most wins, and of those one that may lie in `origin`. What
    wins may still be out of place there: see `out_of_place`.
    """
    best: Match | None = None
    best_rank = (0, False)
    for index, row in enumerate(start.rows):
        header = normalise_header(row)
        for spec in registry.tables:
            if not _fits(spec, kind, header, start.rows, index):
                continue
            rank = (len(spec.required), out_of_place(spec, origin) is None)
            if best is None or rank > best_rank:
                known = tuple(spec.canonical(header))
                renamed = tuple(a for a, b in zip(header, known, strict=True) if a != b)
                best, best_rank = Match(spec, index, known, renamed), rank
    return best or _closest(start, registry)


def out_of_place(spec: TableSpec, origin: str) -> str | None:
    """Why a table must not be read from a folder of this origin; None where it may be."""
    if "either" in (spec.origin, origin) or spec.origin == origin:
        return None
    if spec.origin == "inbox":
        return f"{spec.title}: the council's own records belong in inbox/, never in published/"
    return f"{spec.title}: published data belongs in published/"


def _fits(
    spec: TableSpec,
    kind: str,
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    index: int,
) -> bool:
    if spec.format == tribunal_table.FORMAT:
        return kind == "csv" and tribunal_table.accepts(rows, index)
    if layout := SHEET_LAYOUTS.get(spec.format):
        return kind == "xlsx" and layout.accepts(rows, index)
    # The council's own lists are kept as workbooks as often as CSV files.
    formats = ("csv", "xlsx") if spec.format == "csv" and spec.origin == "inbox" else (spec.format,)
    if kind not in formats or spec.missing_from(header) or spec.absent & set(header):
        return False
    first = rows[index + 1] if index + 1 < len(rows) else None
    return first is None or all(
        dict(zip(spec.canonical(header), first, strict=False)).get(column) in allowed
        for column, allowed in spec.values.items()
    )


def _closest(start: Start, registry: Registry) -> Closest:
    best: tuple[float, TableSpec, tuple[str, ...]] | None = None
    for row in start.rows:
        header = normalise_header(row)
        for spec in registry.tables:
            missing = tuple(spec.missing_from(header))
            share = 1 - len(missing) / len(spec.required)
            if spec.absent & set(header):
                continue
            if share >= NEAR_ENOUGH and (best is None or share > best[0]):
                best = (share, spec, missing)
    return Closest(best[1], best[2]) if best else Closest(None, ())
