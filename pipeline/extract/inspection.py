"""What the extract stage found out about each file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TypeGuard

from pipeline.extract.pieces import Piece
from pipeline.extract.recognise import Closest, Match, out_of_place
from pipeline.extract.scratch import ReadyFile
from pipeline.sources import TableSpec

RECOGNISED = "recognised"
NOT_RECOGNISED = "not recognised"
NOT_DATA = "no data file"
REPEATED = "same content as another file"
OUT_OF_PLACE = "in the wrong folder"
DAMAGED = "cannot be read"  # told by inspect alone: extract stops
WORKBOOKS = (".xlsx", ".xlsm", ".ods")


@dataclass(frozen=True)
class Inspection:
    """What one file, zip member or sheet was taken for."""

    file_name: str
    member_name: str
    status: str
    source_name: str | None = None
    table_name: str | None = None
    row_count: int | None = None
    data_to: str | None = None
    belongs_in: str | None = None
    set_id: str | None = None
    missing_columns: tuple[str, ...] = ()
    unknown_columns: tuple[str, ...] = ()
    header_notes: tuple[str, ...] = ()
    closest: str | None = None
    note: str | None = None

    @property
    def label(self) -> str:
        """How messages name it."""
        return f"{self.file_name} > {self.member_name}" if self.member_name else self.file_name


@dataclass(frozen=True)
class Found:
    """An inspection with what the later steps need: the piece, its digest, its rows' file_id.

    `container` names what holds the files of one export: a folder, a zip file or a workbook.
    """

    inspection: Inspection
    piece: Piece
    sha256: str = ""
    spec: TableSpec | None = None
    file_id: str | None = None
    container: str | None = None


def not_read(piece: Piece, status: str, *, sha256: str = "", note: str | None = None) -> Found:
    """A file of which no row was loaded."""
    return Found(Inspection(piece.file_name, piece.member_name, status, note=note), piece, sha256)


def is_usable(match: Match | Closest, origin: str) -> TypeGuard[Match]:
    """Whether a table was recognised that may lie in a folder of this origin."""
    return isinstance(match, Match) and out_of_place(match.spec, origin) is None


def refused(
    piece: Piece, ready: ReadyFile, match: Match | Closest, *, note: str | None = None
) -> Found:
    """What is told of a file that is not usable."""
    if isinstance(match, Match):
        why = out_of_place(match.spec, piece.origin)
        return not_read(piece, OUT_OF_PLACE, sha256=ready.sha256, note=why)
    found = not_read(piece, NOT_RECOGNISED, sha256=ready.sha256, note=note)
    near = match.spec
    closest = f"{near.source}.{near.table}" if near else None
    inspection = replace(found.inspection, closest=closest, missing_columns=match.missing)
    return replace(found, inspection=inspection)


def most_telling(found: Sequence[Found]) -> Found:
    """Of sheets that are not read, one in the wrong folder, else the one most like a table."""
    return max(
        found,
        key=lambda item: (
            item.inspection.status == OUT_OF_PLACE,
            item.inspection.closest is not None,
        ),
    )


def repeated(piece: Piece, ready: ReadyFile, before: Sequence[Found]) -> Found:
    """A file whose content was seen; a table of an export may belong to another export as well."""
    first = before[0]
    if first.spec and (why := out_of_place(first.spec, piece.origin)):
        return not_read(piece, OUT_OF_PLACE, sha256=ready.sha256, note=why)
    note = f"same content as {first.piece.label}"
    again = not_read(piece, REPEATED, sha256=ready.sha256, note=note)
    if len(before) > 1 or first.spec is None or not first.spec.is_linked:
        return again
    known = first.inspection
    inspection = replace(
        again.inspection,
        source_name=known.source_name,
        table_name=known.table_name,
        belongs_in=known.belongs_in,
        missing_columns=known.missing_columns,
        unknown_columns=known.unknown_columns,
        header_notes=known.header_notes,
    )
    container = container_of(piece, is_whole=piece.suffix in WORKBOOKS)
    return Found(inspection, piece, ready.sha256, first.spec, first.file_id, container)


def container_of(piece: Piece, *, is_whole: bool) -> str:
    """What holds the files of the export that a piece belongs to, or the piece if it is a whole."""
    if is_whole:
        return piece.label
    if not piece.member_name:
        return PurePosixPath(piece.file_name).parent.as_posix()
    folder = PurePosixPath(piece.member_name).parent.as_posix()
    return piece.file_name if folder == "." else f"{piece.file_name} > {folder}"


def missing_columns(match: Match) -> tuple[str, ...]:
    """The optional columns that a recognised file lacks: its figures will be missing."""
    if match.spec.loaded:
        return ()
    present = set(match.header)
    return tuple(name for name in match.spec.optional if name not in present)


def comes_twice(match: Match) -> str | None:
    """What to tell of a header in which a column that is read comes a second time."""
    again = [
        name
        for name in match.spec.wanted
        if f"{name}_2" in match.header and f"{name}_2" not in match.spec.wanted
    ]
    return f"the first of two columns is read: {', '.join(again)}" if again else None


def header_notes(match: Match, ready: ReadyFile) -> tuple[str, ...]:
    """What a reader of the file without this registry would stumble over in its first line."""
    names = set(match.header) - set(match.spec.wanted)
    twice = [name[:-2] for name in match.header if name.endswith("_2") and name in names]
    twice = [name for name in twice if name in match.header]
    notes = {
        "a byte-order mark stands before the first name": ready.encoding == "utf-8-sig",
        f"read under another name: {', '.join(match.renamed)}": match.renamed,
        f"a name stands twice: {', '.join(twice)}": twice,
    }
    return tuple(note for note, is_so in notes.items() if is_so)


def taken_for(
    piece: Piece,
    ready: ReadyFile,
    match: Match,
    *,
    row_count: int | None,
    data_to: str | None,
    sheet: str | None,
    note: str | None,
) -> Inspection:
    """What is told of a file, or a sheet of one, that was recognised and loaded."""
    spec = match.spec
    return Inspection(
        file_name=piece.file_name,
        member_name=" > ".join(part for part in (piece.member_name, sheet) if part),
        status=RECOGNISED,
        source_name=spec.source,
        table_name=spec.table,
        row_count=row_count,
        data_to=data_to,
        belongs_in={"inbox": "inbox/", "either": "inbox/ or published/"}.get(spec.origin),
        missing_columns=missing_columns(match),
        unknown_columns=tuple(spec.unknown_in(match.header)),
        header_notes=header_notes(match, ready),
        note="; ".join(text for text in (note, comes_twice(match)) if text) or None,
    )


def file_row(item: Found) -> dict[str, object]:
    """What `raw.files` keeps of a file."""
    spec = item.spec
    year = re.findall(r"20\d\d", item.piece.file_name)
    return {
        **vars(item.inspection),
        "missing_columns": ", ".join(item.inspection.missing_columns),
        "unknown_columns": ", ".join(item.inspection.unknown_columns),
        "header_notes": "; ".join(item.inspection.header_notes),
        "file_id": item.file_id if item.inspection.status == RECOGNISED else None,
        "sha256": item.sha256 or None,
        "name_year": year[-1] if year else None,
        "publisher": spec.publisher if spec else None,
        "title": spec.title if spec else None,
        "licence": spec.licence if spec else None,
        "url": spec.url if spec else None,
        "origin": item.piece.origin,
    }


def not_used(found: Iterable[Found]) -> Iterator[str]:
    """One line for each file that is left out though it seems to matter."""
    for item in found:
        is_own_table = item.piece.advice and item.piece.origin == "inbox"
        status = item.inspection.status
        if status == OUT_OF_PLACE or (status == NOT_DATA and is_own_table):
            yield f"{item.inspection.label} is not used: {item.inspection.note}"
