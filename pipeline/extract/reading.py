"""One reading of many files: each is recognised, loaded, and told about."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb

from pipeline.errors import InputError
from pipeline.extract import documents, places
from pipeline.extract.inspection import (
    NOT_DATA,
    NOT_RECOGNISED,
    OUT_OF_PLACE,
    RECOGNISED,
    REPEATED,
    Found,
    Inspection,
)
from pipeline.extract.loader import (
    create_raw_tables,
    load_csv,
    load_parquet,
    load_rows,
    record_file,
    record_missing_table,
)
from pipeline.extract.periods import latest_period
from pipeline.extract.pieces import Piece
from pipeline.extract.recognise import (
    Closest,
    Match,
    Start,
    out_of_place,
    recognise,
    start_of_csv,
)
from pipeline.extract.scratch import ReadyFile, make_ready
from pipeline.extract.sets import describe_missing, missing_tables, with_sets
from pipeline.extract.sheets import read_sheets
from pipeline.progress import Progress
from pipeline.sources import Registry, TableSpec

_WORKBOOKS = (".xlsx", ".xlsm")


class Reading:
    """A connection, the registry, a folder for scratch files, and what was seen."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, registry: Registry, scratch: Path, key: bytes
    ) -> None:
        self.con = con
        self.registry = registry
        self.scratch = scratch
        self.seen: dict[str, list[Found]] = {}
        # What does not fit into memory is written where it is removed in every case.
        con.execute("set temp_directory = ?", [str(scratch / "spilled")])
        create_raw_tables(con, registry, key)

    def run(self, pieces: Sequence[Piece], progress: Progress) -> list[Inspection]:
        """Read every piece; what each was taken for, in the order of their names."""
        found: list[Found] = []
        for piece in sorted(pieces, key=_lists_of_localities_first):
            progress.note(piece.label)
            found.extend(self._read(piece))
        found = with_sets(self.con, sorted(found, key=lambda item: item.piece))
        missing = missing_tables(self.con, found, self.registry)
        for item in found:
            self._record(item)
            if item.inspection.status == OUT_OF_PLACE:
                progress.warn(f"{item.inspection.label} is not used: {item.inspection.note}")
        for row in missing:
            record_missing_table(self.con, *row)
        for line in describe_missing(missing, self.registry):
            progress.warn(line)
        return [item.inspection for item in found]

    def _read(self, piece: Piece) -> list[Found]:
        if not piece.suffix:
            return [_found(piece, NOT_DATA, note="not a kind of file that is read")]
        ready = make_ready(piece, self.scratch)
        try:
            if before := self.seen.get(ready.sha256):
                return [_repeated(piece, ready, before)]
            found = self._read_new(piece, ready)
        finally:
            ready.discard()
        # A file in the wrong folder must not hide its copy in the right one.
        if not any(item.inspection.status == OUT_OF_PLACE for item in found):
            self.seen[ready.sha256] = found
        return found

    def _read_new(self, piece: Piece, ready: ReadyFile) -> list[Found]:
        if piece.suffix in _WORKBOOKS:
            return self._read_workbook(piece, ready)
        if piece.suffix == ".xml":
            return self._read_xml(piece, ready)
        if piece.suffix == ".parquet":
            return [self._read_parquet(piece, ready)]
        return [self._read_csv(piece, ready)]

    def _read_csv(self, piece: Piece, ready: ReadyFile) -> Found:
        start = start_of_csv(ready.path, piece.label)
        match = recognise(start, "csv", self.registry, piece.origin)
        if refused := _refused(piece, ready, match):
            return refused
        assert isinstance(match, Match)
        file_id = _file_id(match.spec, ready)
        rows = load_csv(self.con, ready.path, start, match, file_id, piece.label)
        note = "read as Windows-1252, not UTF-8" if ready.encoding == "cp1252" else None
        if match.spec.name == places.TABLE:
            note = self._place_postcodes() or note
        return self._loaded(piece, ready, match, rows, note=note)

    def _place_postcodes(self) -> str | None:
        places.complete_places(self.con)
        unclear = places.index_postcodes(self.con)
        if unclear:
            return f"{unclear} of its postcodes are not understood"
        if any(item.spec and "place" in item.spec.private.values() for item in self._seen()):
            return "read after homes that it has to place: call it localities.csv"
        return None

    def _seen(self) -> list[Found]:
        return [item for items in self.seen.values() for item in items]

    def _read_parquet(self, piece: Piece, ready: ReadyFile) -> Found:
        try:
            described = self.con.execute(
                "describe select * from read_parquet(?)", [str(ready.path)]
            ).fetchall()
            names = [row[0] for row in described]
            match = recognise(Start((tuple(names),)), "parquet", self.registry, piece.origin)
            if refused := _refused(piece, ready, match):
                return refused
            assert isinstance(match, Match)
            rows = load_parquet(self.con, ready.path, match, names, _file_id(match.spec, ready))
        except duckdb.Error:
            raise InputError(
                "the Parquet file is damaged or was not downloaded to the end",
                file=piece.label,
                remedy="download it again",
            ) from None
        return self._loaded(piece, ready, match, rows)

    def _read_workbook(self, piece: Piece, ready: ReadyFile) -> list[Found]:
        found: list[Found] = []
        refused: Found | None = None
        for sheet, rows in read_sheets(ready.path, piece.label).items():
            match = recognise(Start(tuple(rows[:14])), "xlsx", self.registry, piece.origin)
            if nothing := _refused(piece, ready, match):
                # Of the sheets that are not read, the one that is most like a table is told.
                refused = nothing if refused is None or nothing.inspection.closest else refused
                if nothing.inspection.status == OUT_OF_PLACE:
                    return [nothing]
                continue
            assert isinstance(match, Match)
            count = load_rows(self.con, match, rows, _file_id(match.spec, ready))
            own_sheet = sheet if match.spec.origin == "inbox" else None
            found.append(self._loaded(piece, ready, match, count, sheet=own_sheet))
        return found or self._read_template(piece, ready) or ([refused] if refused else [])

    def _read_template(self, piece: Piece, ready: ReadyFile) -> list[Found]:
        from pipeline.extract.sen2_template import read_sen2_template

        records = read_sen2_template(ready.path, piece.label)
        return [] if records is None else self._read_return(piece, ready, records)

    def _read_xml(self, piece: Piece, ready: ReadyFile) -> list[Found]:
        if other := documents.what_else_it_is(ready.path, piece.label):
            return [_found(piece, NOT_RECOGNISED, sha256=ready.sha256, note=other)]
        from pipeline.extract.sen2_xml import read_sen2_xml

        return self._read_return(piece, ready, read_sen2_xml(ready.path, piece.label))

    def _read_return(self, piece: Piece, ready: ReadyFile, records: Any) -> list[Found]:
        """A whole SEN2 return in one document: every table of it is one that was found."""
        spec = self.registry.get(documents.SOURCE, "sen2")
        if why := out_of_place(spec, piece.origin):
            return [_found(piece, OUT_OF_PLACE, sha256=ready.sha256, note=why)]
        counts = documents.load_records(self.con, self.registry, records, ready.sha256)
        found = []
        for table, rows in counts.items():
            spec = self.registry.get(documents.SOURCE, table)
            match = Match(spec, 0, spec.wanted)
            found.append(self._loaded(piece, ready, match, rows, sheet=table))
        return found

    def _loaded(
        self,
        piece: Piece,
        ready: ReadyFile,
        match: Match,
        rows: int,
        *,
        sheet: str | None = None,
        note: str | None = None,
    ) -> Found:
        spec = match.spec
        file_id = _file_id(spec, ready)
        inspection = Inspection(
            file_name=piece.file_name,
            member_name=" > ".join(part for part in (piece.member_name, sheet) if part),
            status=RECOGNISED,
            source_name=spec.source,
            table_name=spec.table,
            row_count=rows,
            data_to=latest_period(self.con, spec, file_id),
            belongs_in={"inbox": "inbox/", "either": "inbox/ or published/"}.get(spec.origin),
            missing_columns=_missing(match),
            unknown_columns=tuple(spec.unknown_in(match.header)),
            note=note,
        )
        container = _container(piece, is_whole=sheet is not None)
        return Found(inspection, piece, ready.sha256, spec, file_id, container)

    def _record(self, item: Found) -> None:
        spec = item.spec
        year = re.findall(r"20\d\d", item.piece.file_name)
        record_file(
            self.con,
            **{
                **vars(item.inspection),
                "missing_columns": ", ".join(item.inspection.missing_columns),
                "unknown_columns": ", ".join(item.inspection.unknown_columns),
                "file_id": item.file_id if item.inspection.status == RECOGNISED else None,
                "sha256": item.sha256 or None,
                "name_year": year[-1] if year else None,
                "publisher": spec.publisher if spec else None,
                "title": spec.title if spec else None,
                "licence": spec.licence if spec else None,
                "url": spec.url if spec else None,
                "origin": item.piece.origin,
            },
        )


def _lists_of_localities_first(piece: Piece) -> tuple[bool, Piece]:
    return not places.is_list_of_localities(piece.label), piece


def _found(piece: Piece, status: str, *, sha256: str = "", note: str | None = None) -> Found:
    return Found(Inspection(piece.file_name, piece.member_name, status, note=note), piece, sha256)


def _refused(piece: Piece, ready: ReadyFile, match: Match | Closest) -> Found | None:
    """What is told of a file that is not read; None for one that is."""
    if isinstance(match, Match):
        why = out_of_place(match.spec, piece.origin)
        return _found(piece, OUT_OF_PLACE, sha256=ready.sha256, note=why) if why else None
    found = _found(piece, NOT_RECOGNISED, sha256=ready.sha256)
    near = match.spec
    closest = f"{near.source}.{near.table}" if near else None
    inspection = replace(found.inspection, closest=closest, missing_columns=match.missing)
    return replace(found, inspection=inspection)


def _repeated(piece: Piece, ready: ReadyFile, before: Sequence[Found]) -> Found:
    """A file whose content was seen; a table of an export may belong to another export as well."""
    first = before[0]
    note = f"same content as {first.piece.label}"
    again = _found(piece, REPEATED, sha256=ready.sha256, note=note)
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
    )
    container = _container(piece, is_whole=piece.suffix in _WORKBOOKS)
    return Found(inspection, piece, ready.sha256, first.spec, first.file_id, container)


def _container(piece: Piece, *, is_whole: bool) -> str:
    """What holds the files of the export that a piece belongs to, or the piece if it is a whole."""
    if is_whole:
        return piece.label
    if not piece.member_name:
        return PurePosixPath(piece.file_name).parent.as_posix()
    folder = PurePosixPath(piece.member_name).parent.as_posix()
    return piece.file_name if folder == "." else f"{piece.file_name} > {folder}"


def _file_id(spec: TableSpec, ready: ReadyFile) -> str:
    return f"{spec.source}.{spec.table}.{ready.sha256[:8]}"


def _missing(match: Match) -> tuple[str, ...]:
    """The optional columns that a recognised file lacks: its figures will be missing."""
    if match.spec.loaded:
        return ()
    present = set(match.header)
    return tuple(name for name in match.spec.optional if name not in present)
