"""Extract: find the files, recognise each by its header, load it as text into DuckDB `raw`."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.errors import InputError, as_jsna_error
from pipeline.extract.areas import area_is_known
from pipeline.extract.loader import (
    create_raw_tables,
    latest_period,
    load_csv,
    load_parquet,
    load_rows,
    record_file,
)
from pipeline.extract.pieces import Piece, find_pieces
from pipeline.extract.recognise import Closest, Match, Start, recognise, start_of_csv
from pipeline.extract.scratch import ReadyFile, make_ready
from pipeline.extract.sheets import read_sheets
from pipeline.progress import Progress
from pipeline.sources import Registry, normalise_header

RECOGNISED = "recognised"
NOT_RECOGNISED = "not recognised"
NOT_DATA = "no data file"
REPEATED = "same content as another file"


@dataclass(frozen=True)
class Inspection:
    """What one file, zip member or sheet was taken for."""

    file_name: str
    member_name: str
    status: str
    source_name: str | None
    table_name: str | None
    row_count: int | None
    data_to: str | None
    missing_columns: tuple[str, ...]
    unknown_columns: tuple[str, ...]
    closest: str | None
    note: str | None

    @property
    def label(self) -> str:
        """How messages name it."""
        return f"{self.file_name} > {self.member_name}" if self.member_name else self.file_name


def extract(
    roots: Sequence[Path], warehouse: Path, registry: Registry, progress: Progress
) -> list[Inspection]:
    """Everything under the roots into the warehouse's `raw` schema; what each file was taken for.

    InputError (nothing else is raised for bad input) where a file is damaged or nothing usable is
    left. The warehouse is made anew.
    """
    pieces = find_pieces(roots)
    with as_jsna_error(InputError, "the build folder cannot be written to"):
        warehouse.parent.mkdir(parents=True, exist_ok=True)
        warehouse.unlink(missing_ok=True)
        scratch = warehouse.parent / "scratch"
        shutil.rmtree(scratch, ignore_errors=True)
        scratch.mkdir()
    try:
        with as_jsna_error(InputError, "the warehouse cannot be written"):
            con = duckdb.connect(str(warehouse))
            try:
                found = _Extraction(con, registry, scratch).run(pieces, progress)
            finally:
                con.close()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if not any(item.status == RECOGNISED and item.row_count for item in found):
        raise InputError(
            f"none of the {len(found)} files is a table that jsna knows",
            remedy="run `jsna inspect` on the folder to see what each lacks",
        )
    return found


def inspect(path: Path, registry: Registry, progress: Progress, scratch: Path) -> list[Inspection]:
    """What each file under `path` is taken for, without keeping anything."""
    con = duckdb.connect()
    try:
        return _Extraction(con, registry, scratch).run(find_pieces([path]), progress)
    finally:
        con.close()


class _Extraction:
    """One run: a connection, the registry, a folder for scratch files, and what was seen."""

    def __init__(self, con: duckdb.DuckDBPyConnection, registry: Registry, scratch: Path) -> None:
        self.con = con
        self.registry = registry
        self.scratch = scratch
        self.seen: dict[str, str] = {}

    def run(self, pieces: Sequence[Piece], progress: Progress) -> list[Inspection]:
        create_raw_tables(self.con, self.registry)
        found: list[Inspection] = []
        for piece in pieces:
            progress.note(piece.label)
            found.extend(self._read(piece))
        return found

    def _read(self, piece: Piece) -> list[Inspection]:
        if not piece.suffix:
            return [self._keep(piece, "", NOT_DATA, note="not a kind of file that is read")]
        ready = make_ready(piece, self.scratch)
        try:
            if ready.sha256 in self.seen:
                note = f"same content as {self.seen[ready.sha256]}"
                return [self._keep(piece, ready.sha256, REPEATED, note=note)]
            self.seen[ready.sha256] = piece.label
            if piece.suffix == ".xlsx":
                return self._read_workbook(piece, ready)
            if piece.suffix == ".parquet":
                return [self._read_parquet(piece, ready)]
            return [self._read_csv(piece, ready)]
        finally:
            ready.path.unlink(missing_ok=True)

    def _read_csv(self, piece: Piece, ready: ReadyFile) -> Inspection:
        start = start_of_csv(ready.path, piece.label)
        match = recognise(start, "csv", self.registry)
        note = "read as Windows-1252, not UTF-8" if ready.encoding == "cp1252" else None
        if isinstance(match, Closest):
            return self._keep(piece, ready.sha256, NOT_RECOGNISED, closest=match)
        file_id = _file_id(match, ready)
        rows = load_csv(self.con, ready.path, start, match, file_id, piece.label)
        return self._keep(piece, ready.sha256, RECOGNISED, match=match, rows=rows, note=note)

    def _read_parquet(self, piece: Piece, ready: ReadyFile) -> Inspection:
        try:
            described = self.con.execute(
                "describe select * from read_parquet(?)", [str(ready.path)]
            ).fetchall()
            names = [row[0] for row in described]
            match = recognise(Start((tuple(names),)), "parquet", self.registry)
            if isinstance(match, Closest):
                return self._keep(piece, ready.sha256, NOT_RECOGNISED, closest=match)
            rows = load_parquet(self.con, ready.path, match, names, _file_id(match, ready))
        except duckdb.Error as error:
            raise InputError(
                "the Parquet file is damaged or was not downloaded to the end",
                file=piece.label,
                remedy="download it again",
            ) from error
        return self._keep(piece, ready.sha256, RECOGNISED, match=match, rows=rows)

    def _read_workbook(self, piece: Piece, ready: ReadyFile) -> list[Inspection]:
        found: list[Inspection] = []
        closest = Closest(None, ())
        for rows in read_sheets(ready.path, piece.label).values():
            match = recognise(Start(tuple(rows[:14])), "xlsx", self.registry)
            if isinstance(match, Closest):
                closest = match if match.spec else closest
                continue
            count = load_rows(self.con, match, rows, _file_id(match, ready))
            found.append(self._keep(piece, ready.sha256, RECOGNISED, match=match, rows=count))
        return found or [self._keep(piece, ready.sha256, NOT_RECOGNISED, closest=closest)]

    def _keep(
        self,
        piece: Piece,
        sha256: str,
        status: str,
        *,
        match: Match | None = None,
        closest: Closest | None = None,
        rows: int | None = None,
        note: str | None = None,
    ) -> Inspection:
        spec = match.spec if match else None
        near = closest.spec if closest else None
        file_id = f"{spec.source}.{spec.table}.{sha256[:8]}" if spec else None
        inspection = Inspection(
            file_name=piece.file_name,
            member_name=piece.member_name,
            status=status,
            source_name=spec.source if spec else None,
            table_name=spec.table if spec else None,
            row_count=rows,
            data_to=latest_period(self.con, spec, file_id) if spec and file_id else None,
            missing_columns=_missing(match) or (closest.missing if closest else ()),
            unknown_columns=tuple(spec.unknown_in(match.header)) if spec and match else (),
            closest=f"{near.source}.{near.table}" if near else None,
            note=note,
        )
        year = re.findall(r"20\d\d", piece.file_name)
        record_file(
            self.con,
            **{
                **vars(inspection),
                "missing_columns": ", ".join(inspection.missing_columns),
                "unknown_columns": ", ".join(inspection.unknown_columns),
                "file_id": file_id,
                "sha256": sha256 or None,
                "name_year": year[-1] if year else None,
                "publisher": spec.publisher if spec else None,
                "title": spec.title if spec else None,
                "licence": spec.licence if spec else None,
                "url": spec.url if spec else None,
            },
        )
        return inspection


def _file_id(match: Match, ready: ReadyFile) -> str:
    return f"{match.spec.source}.{match.spec.table}.{ready.sha256[:8]}"


def _missing(match: Match | None) -> tuple[str, ...]:
    """The optional columns that a recognised file lacks: its figures will be missing."""
    if match is None or match.spec.loaded:
        return ()
    present = set(match.header)
    return tuple(name for name in match.spec.optional if name not in present)


__all__ = ["Inspection", "area_is_known", "extract", "inspect", "normalise_header"]
