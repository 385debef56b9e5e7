"""Recognised tables into DuckDB: schema `raw`, every column text, every row with its provenance.

`_row` leads an analyst to the row: for a CSV file the number of the record below the header, for a
sheet the number that the row has there, for a whole return the running number of the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import duckdb
import pandas as pd

from pipeline.extract import tribunal_table
from pipeline.extract.csv_files import Start, below_header, unreadable_csv
from pipeline.extract.private import prepare, select_rows
from pipeline.extract.recognise import Match
from pipeline.extract.sheet_layouts import SHEET_LAYOUTS
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
    "header_notes",
    "closest",
    "note",
    "origin",
    "set_id",
)
_MISSING_COLUMNS = ("set_id", "source_name", "table_name", "consequence")


def quoted(name: str) -> str:
    """A name as an SQL identifier."""
    return '"' + name.replace('"', '""') + '"'


def create_raw_tables(con: duckdb.DuckDBPyConnection, registry: Registry, key: bytes) -> None:
    """An empty raw table for every entry, so that models compile whatever was delivered.

    `key` is what the numbers of children are hashed with.
    """
    prepare(con, key)
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
    columns = ", ".join(f"{name} varchar" for name in _MISSING_COLUMNS)
    con.execute(f"create or replace table raw.missing_tables ({columns})")


def record_file(con: duckdb.DuckDBPyConnection, **values: object) -> None:
    """One row of raw.files; what is not given is null."""
    row = [values.get(name) for name in _FILE_COLUMNS]
    con.execute(f"insert into raw.files values ({', '.join('?' * len(row))})", row)


def record_missing_table(con: duckdb.DuckDBPyConnection, *row: str) -> None:
    """One row of raw.missing_tables: set, source, table, and what the report lacks."""
    con.execute("insert into raw.missing_tables values (?, ?, ?, ?)", list(row))


def load_csv(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    start: Start,
    match: Match,
    file_id: str,
    label: str,
    scratch: Path,
) -> int:
    """The rows of a CSV file into its raw table; the number of rows.

    `_row` is the number of the record below the header, from 1: with the header in row 1 of a
    spreadsheet it is that of the sheet less one. Blank lines are no records. InputError, with the
    line as a spreadsheet counts it, where a row has too few or too many fields.
    """
    if match.spec.format == tribunal_table.FORMAT:
        cells = tribunal_table.read_rows(path, match.header_row, start.delimiter)
        return load_cells(con, match.spec, match.spec.columns, cells, file_id)
    width = len(match.header)
    names = [f"c{position}" for position in range(width)]
    source = f"""(
        select *, row_number() over () as _row
        from read_csv(
            $path, columns = {{{", ".join(f"'{name}': 'VARCHAR'" for name in names)}}},
            auto_detect = false, header = false, skip = 1, delim = $delimiter,
            quote = '"', escape = '"', null_padding = false, strict_mode = true,
            max_line_size = {MAX_LINE_BYTES}
        )
    )"""
    present = _present(match.header, names)
    with below_header(path, start, match.header_row, scratch) as below:
        values = {"path": str(below), "delimiter": start.delimiter}
        try:
            return _insert(con, match.spec, present, source, file_id, values)
        except (duckdb.BinderException, duckdb.CatalogException, duckdb.ParserException):
            raise  # a bug, whose message holds no value of the file
        except duckdb.Error as error:
            raise unreadable_csv(error, label, width, match.header_row) from None


def load_parquet(
    con: duckdb.DuckDBPyConnection, path: Path, match: Match, raw_names: Sequence[str], file_id: str
) -> int:
    """The rows of a Parquet file into its raw table, every value as text; the number of rows."""
    texts = [f"cast({quoted(name)} as varchar)" for name in raw_names]
    source = "(select *, row_number() over () as _row from read_parquet($path))"
    present = _present(match.header, texts)
    return _insert(con, match.spec, present, source, file_id, {"path": str(path)})


def load_rows(
    con: duckdb.DuckDBPyConnection,
    match: Match,
    rows: Sequence[Sequence[str]],
    file_id: str,
) -> int:
    """The rows of a sheet below its header into the raw table; the number of rows."""
    if layout := SHEET_LAYOUTS.get(match.spec.format):
        given = layout.read_rows(rows, match.header_row)
        return load_cells(con, match.spec, match.spec.columns, given, file_id)
    place = {name: position for position, name in reversed(list(enumerate(match.header)))}
    names = [name for name in match.spec.wanted if name in place]
    wanted = [place[name] for name in names]

    def cells() -> Iterator[tuple[int, list[str | None]]]:
        for number, row in enumerate(rows[match.header_row + 1 :], start=match.header_row + 2):
            if any(cell for cell in row):
                yield (
                    number,
                    [
                        (row[position] or None) if position < len(row) else None
                        for position in wanted
                    ],
                )

    return load_cells(con, match.spec, names, cells(), file_id)


def load_cells(
    con: duckdb.DuckDBPyConnection,
    spec: TableSpec,
    names: Sequence[str],
    cells: Iterable[tuple[int, Sequence[str | None]]],
    file_id: str,
) -> int:
    """Rows of text, each with its number, into a raw table; `names` says what the cells are."""
    frame = pd.DataFrame(
        ([*values, number] for number, values in cells), columns=[*names, "_row"]
    ).astype({name: "string" for name in names} | {"_row": "int64"})
    con.register("cells_to_load", frame)
    try:
        present = {name: quoted(name) for name in names}
        return _insert(con, spec, present, "cells_to_load", file_id, {})
    finally:
        con.unregister("cells_to_load")


def copy_rows(con: duckdb.DuckDBPyConnection, spec: TableSpec, file_id: str, new_id: str) -> int:
    """The rows of one file once more, as those of another file with the same content; how many."""
    [(rows,)] = con.execute(
        f"insert into raw.{quoted(spec.name)} select * replace ($new as _file_id) "
        f"from raw.{quoted(spec.name)} where _file_id = $old",
        {"new": new_id, "old": file_id},
    ).fetchall()
    return int(rows)


def _insert(
    con: duckdb.DuckDBPyConnection,
    spec: TableSpec,
    present: Mapping[str, str],
    source: str,
    file_id: str,
    values: Mapping[str, object],
) -> int:
    # Only what select_rows gives is kept: the private columns are never written as they are.
    [(rows,)] = con.execute(
        f"insert into raw.{quoted(spec.name)} {select_rows(spec, present, source)}",
        {**values, "file_id": file_id},
    ).fetchall()
    return int(rows)


def _present(header: Sequence[str], expressions: Sequence[str]) -> dict[str, str]:
    """The SQL of each column of a header; of a name that comes twice, the first counts."""
    pairs = list(zip(header, expressions, strict=True))
    return {name: sql for name, sql in reversed(pairs) if name}
