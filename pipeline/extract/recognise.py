"""Which table of the registry a file is, by its header alone."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import InputError, as_jsna_error
from pipeline.extract import tribunal_table
from pipeline.sources import Registry, TableSpec, normalise_header

ROWS_LOOKED_AT = 14
MAX_COLUMNS = 5_000
NEAR_ENOUGH = 0.4  # with fewer of its columns a file is not like a table at all
_START_BYTES = 4 * 1024 * 1024
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Start:
    """The first rows of a table of text cells, and how to read the rest of it."""

    rows: tuple[tuple[str, ...], ...]
    line_ends: tuple[int, ...] = ()
    delimiter: str = ","


@dataclass(frozen=True)
class Match:
    """A recognised table: its registry entry, and which of the first rows is the header."""

    spec: TableSpec
    header_row: int
    header: tuple[str, ...]


@dataclass(frozen=True)
class Closest:
    """For a file that is not recognised: the entry that is nearest, and what it lacks."""

    spec: TableSpec | None
    missing: tuple[str, ...]


def start_of_csv(path: Path, label: str) -> Start:
    """The first rows of a UTF-8 CSV file; InputError where it is no CSV file at all."""
    with (
        as_jsna_error(InputError, f"{label} cannot be read"),
        path.open("r", encoding="utf-8", newline="") as stream,
    ):
        text = stream.read(_START_BYTES)
    if "\x00" in text:
        raise InputError(
            "the file holds binary data, not text", file=label, remedy="export it again as CSV"
        )
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=lambda sign: (first.count(sign), sign == ","))
    csv.field_size_limit(2**31 - 1)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[str, ...]] = []
    ends: list[int] = []
    try:
        for row in reader:
            rows.append(tuple(row))
            ends.append(reader.line_num)
            if len(rows) >= ROWS_LOOKED_AT:
                break
    except csv.Error as error:
        raise InputError(
            "the first lines are not CSV",
            file=label,
            row=reader.line_num,
            remedy="export it again as CSV",
        ) from error
    if rows and max(len(row) for row in rows) > MAX_COLUMNS:
        raise InputError(
            f"the file has more than {MAX_COLUMNS:,} columns, no known table has",
            file=label,
            remedy="export the table itself",
        )
    return Start(tuple(rows), tuple(ends), delimiter)


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
                best, best_rank = Match(spec, index, tuple(spec.canonical(header))), rank
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
