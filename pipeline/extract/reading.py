"""One reading of many files: each is recognised, loaded, and told about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb

from pipeline.errors import InputError
from pipeline.extract import documents, places
from pipeline.extract.csv_files import ROWS_LOOKED_AT, Start, start_of_csv, why_no_table
from pipeline.extract.inspection import (
    DAMAGED,
    NOT_DATA,
    NOT_RECOGNISED,
    OUT_OF_PLACE,
    RECOGNISED,
    WORKBOOKS,
    Found,
    Inspection,
    comes_twice,
    container_of,
    file_row,
    is_usable,
    most_telling,
    not_read,
    not_used,
    refused,
    repeated,
    taken_for,
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
from pipeline.extract.recognise import Match, out_of_place, recognise
from pipeline.extract.records import Record
from pipeline.extract.scratch import ReadyFile, make_ready
from pipeline.extract.sets import describe_missing, missing_tables, with_sets
from pipeline.extract.sheets import read_sheets
from pipeline.extract.side_loads import SideLoads
from pipeline.progress import Progress
from pipeline.sources import Registry, TableSpec


class Reading:
    """A connection, the registry, a folder for scratch files, and what was seen."""

    def __init__(
        self, con: duckdb.DuckDBPyConnection, registry: Registry, scratch: Path, key: bytes
    ) -> None:
        self.con = con
        self.registry = registry
        self.scratch = scratch
        self.key = key
        self.seen: dict[str, list[Found]] = {}
        self.remarks: list[str] = []  # what is told of files that are used
        # What does not fit into memory is written where it is removed in every case.
        con.execute("set temp_directory = ?", [str(scratch / "spilled")])
        create_raw_tables(con, registry, key)

    def run(
        self,
        pieces: Sequence[Piece],
        progress: Progress,
        unreadable: dict[Piece, InputError] | None = None,
    ) -> list[Inspection]:
        """Read every piece; what each was taken for, in the order of their names.

        InputError at the first that cannot be read; with `unreadable`, all of them are told of.
        """
        found: list[Found] = []

        def add(piece: Piece, step: Callable[[], list[Found]]) -> None:
            try:
                found.extend(step())
            except InputError as error:
                if unreadable is None:
                    raise
                unreadable[piece] = error

        with SideLoads.open(self.con, self.key, self.scratch) as loads:
            for piece in sorted(pieces, key=_lists_of_localities_first):
                progress.note(piece.label)
                add(piece, partial(self._read, piece, loads))
            begun = found.copy()
            found.clear()
            for item in begun:
                add(item.piece, partial(self._finished, item, loads))
        for piece, why in (unreadable or {}).items():
            found.append(not_read(piece, DAMAGED, note=str(why)))
        found = with_sets(self.con, sorted(found, key=lambda item: item.piece))
        missing = missing_tables(self.con, found, self.registry)
        for item in found:
            record_file(self.con, **file_row(item))
        for row in missing:
            record_missing_table(self.con, *row)
        missed = describe_missing(missing, self.registry)
        for line in (*not_used(found), *self.remarks, *missed):
            progress.warn(line)
        return [item.inspection for item in found]

    def _read(self, piece: Piece, loads: SideLoads) -> list[Found]:
        if not piece.suffix:
            note = piece.advice or "not a kind of file that is read"
            return [not_read(piece, NOT_DATA, note=note)]
        ready = make_ready(piece, self.scratch)
        try:
            if before := self.seen.get(ready.sha256):
                ready.discard()
                return [repeated(piece, ready, before)]
            found = self._read_new(piece, ready, loads)
        except BaseException:
            ready.discard()
            raise
        if not any(loads.has(item.file_id) for item in found):
            ready.discard()
        # A file in the wrong folder must not hide its copy in the right one.
        if not any(item.inspection.status == OUT_OF_PLACE for item in found):
            self.seen[ready.sha256] = found
        return found

    def _read_new(self, piece: Piece, ready: ReadyFile, loads: SideLoads) -> list[Found]:
        if piece.suffix in WORKBOOKS:
            return self._read_workbook(piece, ready)
        if piece.suffix == ".xml":
            return self._read_xml(piece, ready)
        if piece.suffix == ".parquet":
            return [self._read_parquet(piece, ready)]
        return [self._read_csv(piece, ready, loads)]

    def _read_csv(self, piece: Piece, ready: ReadyFile, loads: SideLoads) -> Found:
        start = start_of_csv(ready.path, piece.label)
        match = recognise(start, "csv", self.registry, piece.origin)
        if not is_usable(match, piece.origin):
            return refused(piece, ready, match, note=why_no_table(start))
        if match.spec.unread:
            return self._loaded(piece, ready, match, 0, note=f"not read: {match.spec.unread}")
        file_id = _file_id(match.spec, ready)
        rows: int | None = None
        # Postcodes are placed by a list that only this connection has.
        if "place" in match.spec.private.values() or match.spec.name == places.TABLE:
            rows = load_csv(self.con, ready.path, start, match, file_id, piece.label, self.scratch)
        else:
            loads.begin(ready, start, match, file_id, piece.label)
        note = "read as Windows-1252, not UTF-8" if ready.encoding == "cp1252" else None
        if match.spec.name == places.TABLE:
            note = self._place_postcodes() or note
        return self._loaded(piece, ready, match, rows, note=note)

    def _finished(self, item: Found, loads: SideLoads) -> list[Found]:
        """The file with what is known once its rows are loaded."""
        is_begun = item.inspection.status == RECOGNISED and item.inspection.row_count is None
        if not (is_begun and item.spec and item.file_id):
            return [item]
        rows = loads.rows(item.file_id)
        period = latest_period(self.con, item.spec, item.file_id)
        return [replace(item, inspection=replace(item.inspection, row_count=rows, data_to=period))]

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
            if not is_usable(match, piece.origin):
                return refused(piece, ready, match)
            rows = load_parquet(self.con, ready.path, match, names, _file_id(match.spec, ready))
        except duckdb.Error:
            raise InputError(
                "the Parquet file is damaged or was not downloaded to the end",
                file=piece.label,
                remedy="download it again",
            ) from None
        return self._loaded(piece, ready, match, rows)

    def _read_workbook(self, piece: Piece, ready: ReadyFile) -> list[Found]:
        """A workbook of sheets that are tables, or a whole return: that is looked for first."""
        if piece.origin != "published":
            return self._read_template(piece, ready) or self._read_sheets(piece, ready)
        found = self._read_sheets(piece, ready)
        is_known = any(item.inspection.status == RECOGNISED for item in found)
        return found if is_known else self._read_template(piece, ready) or found

    def _read_sheets(self, piece: Piece, ready: ReadyFile) -> list[Found]:
        found: list[Found] = []
        others: list[Found] = []
        for sheet, rows in read_sheets(ready.path, piece.label).items():
            start = Start(tuple(rows[:ROWS_LOOKED_AT]))
            match = recognise(start, "xlsx", self.registry, piece.origin)
            if not is_usable(match, piece.origin):
                others.append(refused(piece, ready, match))
                continue
            same = sum(item.spec == match.spec for item in found)
            file_id = _file_id(match.spec, ready) + (f"-{same + 1}" if same else "")
            count = load_rows(self.con, match, rows, file_id)
            own = sheet if match.spec.origin == "inbox" else None
            found.append(self._loaded(piece, ready, match, count, sheet=own, file_id=file_id))
        nothing = not_read(piece, NOT_RECOGNISED, sha256=ready.sha256)
        return found or [most_telling([nothing, *others])]

    def _read_template(self, piece: Piece, ready: ReadyFile) -> list[Found]:
        from pipeline.extract.sen2_template import read_sen2_template

        unknown: Counter[str] = Counter()
        records = read_sen2_template(ready.path, piece.label, unknown)
        return [] if records is None else self._read_return(piece, ready, records, unknown)

    def _read_xml(self, piece: Piece, ready: ReadyFile) -> list[Found]:
        if other := documents.what_else_it_is(ready.path):
            return [not_read(piece, NOT_RECOGNISED, sha256=ready.sha256, note=other)]
        from pipeline.extract.sen2_xml import read_sen2_xml

        unknown: Counter[str] = Counter()
        records = read_sen2_xml(ready.path, piece.label, unknown)
        return self._read_return(piece, ready, records, unknown)

    def _read_return(
        self, piece: Piece, ready: ReadyFile, records: Iterable[Record], unknown: Counter[str]
    ) -> list[Found]:
        """A whole SEN2 return in one document: every table of it is one that was found.

        What `unknown` names, once the records are read, is told with the return's first table.
        """
        spec = self.registry.get(documents.SOURCE, "sen2")
        if why := out_of_place(spec, piece.origin):
            return [not_read(piece, OUT_OF_PLACE, sha256=ready.sha256, note=why)]
        counts = documents.load_records(self.con, self.registry, records, ready.sha256)
        found: list[Found] = []
        for table, rows in counts.items():
            spec = self.registry.get(documents.SOURCE, table)
            header = spec.wanted
            if unknown and not found:
                names = documents.names_not_known(unknown)
                self.remarks.append(f"{piece.label}: not known and not read: {', '.join(names)}")
                header += names
            match = Match(spec, 0, header)
            found.append(self._loaded(piece, ready, match, rows, sheet=table))
        return found

    def _loaded(
        self,
        piece: Piece,
        ready: ReadyFile,
        match: Match,
        rows: int | None,
        *,
        sheet: str | None = None,
        note: str | None = None,
        file_id: str | None = None,
    ) -> Found:
        spec = match.spec
        file_id = file_id or _file_id(spec, ready)
        data_to = None if rows is None else latest_period(self.con, spec, file_id)
        inspection = taken_for(
            piece, ready, match, row_count=rows, data_to=data_to, sheet=sheet, note=note
        )
        if twice := comes_twice(match):
            self.remarks.append(f"{inspection.label}: {twice}")
        container = container_of(piece, is_whole=sheet is not None)
        return Found(inspection, piece, ready.sha256, spec, file_id, container)


def _lists_of_localities_first(piece: Piece) -> tuple[bool, Piece]:
    return not places.is_list_of_localities(piece.label), piece


def _file_id(spec: TableSpec, ready: ReadyFile) -> str:
    return f"{spec.source}.{spec.table}.{ready.sha256[:8]}"
