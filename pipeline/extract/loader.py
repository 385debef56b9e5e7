"""Recognised tables into DuckDB: schema `raw`, every column text, every row with its provenance."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.errors import InputError
from pipeline.extract import tribunal_table
from pipeline.extract.recognise import Match, Start
from pipeline.sources import Registry, TableSpec

MAX_LINE_BYTES = 8 * 1024 * 1024
_FILE_COLUMNS = (
    "file_id",
    "file_name",
    "member_name",
    "sha256",
    "status",
    "source_name",
    "table_name",
    "publisher",
    "title",
    "licence",
    "url",
    "row_count",
    "data_to",
    "name_year",
    "missing_columns",
    "unknown_columns",
    "closest",
    "note",
    "origin",
    "set_id",
)


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def create_raw_tables(con: duckdb.DuckDBPyConnection, registry: Registry) -> None:
    """An empty raw table for every entry, so that models compile whatever was delivered."""
    con.execute("create schema if not exists raw")
    for spec in registry.tables:
        columns = ", ".join(f"{quoted(name)} varchar" for name in spec.columns)
        con.execute(
            f"create or replace table raw.{quoted(spec.name)} "
            f"({columns}, _file_id varchar, _row bigint)"
        )
    columns = ", ".join(
        f"{name} {'bigint' if name == 'row_count' else 'varchar'}" for name in _FILE_COLUMNS
    )
    con.execute(f"create or replace table raw.files ({columns})")


def record_file(con: duckdb.DuckDBPyConnection, **values: object) -> None:
    """One row of raw.files; what is not given is null."""
    row = [values.get(name) for name in _FILE_COLUMNS]
    con.execute(f"insert into raw.files values ({', '.join('?' * len(row))})", row)


def load_csv(
    con: duckdb.DuckDBPyConnection, path: Path, start: Start, match: Match, file_id: str, label: str
) -> int:
    """The rows of a CSV file into its raw table; the number of rows.

    InputError with the line where a row has too few or too many fields.
    """
    if match.spec.format == tribunal_table.FORMAT:
        cells = tribunal_table.read_rows(path, match.header_row, start.delimiter)
        return _load_cells(con, match.spec, match.spec.columns, cells, file_id)
    width = len(match.header)
    names = [f"c{position}" for position in range(width)]
    chosen = ", ".join(_column_sources(match))
    try:
        before = _count(con, match.spec)
        con.execute(
            f"""
            insert into raw.{quoted(match.spec.name)}
            select {chosen}, ?, row_number() over ()
            from read_csv(
                ?, columns = {{{", ".join(f"'{name}': 'VARCHAR'" for name in names)}}},
                auto_detect = false, header = false, skip = ?, delim = ?,
                quote = '"', escape = '"', null_padding = false, strict_mode = true,
                max_line_size = {MAX_LINE_BYTES}
            )
            """,
            [file_id, str(path), start.line_ends[match.header_row], start.delimiter],
        )
    except duckdb.Error as error:
        raise _broken_row(error, label, width) from None
    return _count(con, match.spec) - before


def load_parquet(
    con: duckdb.DuckDBPyConnection, path: Path, match: Match, raw_names: Sequence[str], file_id: str
) -> int:
    """The rows of a Parquet file into its raw table, every value as text; the number of rows."""
    place = dict(zip(match.header, raw_names, strict=True))
    chosen = ", ".join(
        f"cast({quoted(place[name])} as varchar)" if name in place else "null"
        for name in match.spec.columns
    )
    before = _count(con, match.spec)
    con.execute(
        f"insert into raw.{quoted(match.spec.name)} "
        f"select {chosen}, ?, row_number() over () from read_parquet(?)",
        [file_id, str(path)],
    )
    return _count(con, match.spec) - before


def load_rows(
    con: duckdb.DuckDBPyConnection,
    match: Match,
    rows: Sequence[Sequence[str]],
    file_id: str,
) -> int:
    """The rows of a sheet below its header into the raw table; the number of rows."""
    place = {name: position for position, name in enumerate(match.header)}
    wanted = [place.get(name) for name in match.spec.columns]

    def cells() -> Iterator[tuple[int, list[str | None]]]:
        for number, row in enumerate(rows[match.header_row + 1 :], start=match.header_row + 2):
            if any(cell for cell in row):
                yield (
                    number,
                    [
                        (row[position] or None)
                        if position is not None and position < len(row)
                        else None
                        for position in wanted
                    ],
                )

    return _load_cells(con, match.spec, match.spec.columns, cells(), file_id)


def _load_cells(
    con: duckdb.DuckDBPyConnection,
    spec: TableSpec,
    columns: Sequence[str],
    cells: Iterator[tuple[int, list[str | None]]],
    file_id: str,
) -> int:
    frame = pd.DataFrame(
        ([*values, file_id, number] for number, values in cells),
        columns=[*columns, "_file_id", "_row"],
    ).astype({name: "string" for name in [*columns, "_file_id"]} | {"_row": "int64"})
    con.register("cells_to_load", frame)
    con.execute(f"insert into raw.{quoted(spec.name)} select * from cells_to_load")
    con.unregister("cells_to_load")
    return len(frame)


def _column_sources(match: Match) -> list[str]:
    place = {name: position for position, name in reversed(list(enumerate(match.header)))}
    return [f"c{place[name]}" if name in place else "null" for name in match.spec.columns]


def _count(con: duckdb.DuckDBPyConnection, spec: TableSpec) -> int:
    [(rows,)] = con.execute(f"select count(*) from raw.{quoted(spec.name)}").fetchall()
    return int(rows)


def latest_period(con: duckdb.DuckDBPyConnection, spec: TableSpec, file_id: str) -> str | None:
    """The latest period that a file holds, as it writes it; None where it has no period column."""
    for column in ("time_period", "academic_year", "years", "year"):
        if column in spec.columns:
            [(latest,)] = con.execute(
                f"select max({column}) filter (where {column} similar to '[0-9].*') "
                f"from raw.{quoted(spec.name)} where _file_id = ?",
                [file_id],
            ).fetchall()
            return None if latest is None else str(latest)
    return None


def _broken_row(error: duckdb.Error, label: str, width: int) -> InputError:
    """What DuckDB found, without the line itself: it may hold a child's record."""
    text = str(error)
    line = re.search(r"CSV Error on Line: (\d+)", text)
    found = re.search(r"Found: (\d+)", text)
    if "No space left" in text:
        return InputError("the disk is full", remedy="free some space and run it again")
    if found:
        what = f"a row has {found.group(1)} fields where the header has {width}"
    elif "quote" in text.lower():
        what = "a quoted field is not closed"
    else:
        what = "a row cannot be read"
    return InputError(
        what,
        file=label,
        row=int(line.group(1)) if line else None,
        remedy="correct the row or download the file again",
    )
