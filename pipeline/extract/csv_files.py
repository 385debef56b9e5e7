"""CSV files: their first rows, and what lies below the header, which is all that DuckDB is given.

DuckDB skips lines, and its lines are not those of a header with a line break in a cell or of
titles above it. So it skips one line, which is the header where that is one plain line.
"""

from __future__ import annotations

import csv
import io
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import duckdb

from pipeline.errors import InputError, as_jsna_error

ROWS_LOOKED_AT = 14
MAX_COLUMNS = 5_000
_START_BYTES = 4 * 1024 * 1024
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class RowEnd:
    """Where the text of a row ends: how many bytes into the file, and with which line end."""

    offset: int
    line_end: str
    is_plain: bool  # one line, in which each quote opens or closes a cell


@dataclass(frozen=True)
class Start:
    """The first rows of a table of text cells, and how to read the rest of it."""

    rows: tuple[tuple[str, ...], ...]
    ends: tuple[RowEnd, ...] = ()  # of the rows, and of one more
    delimiter: str = ","


def start_of_csv(path: Path, label: str) -> Start:
    """The first rows of a UTF-8 CSV file; InputError where it is no CSV file at all."""
    with (
        as_jsna_error(InputError, f"{label} cannot be read"),
        path.open("r", encoding="utf-8", newline="") as stream,
    ):
        text = stream.read(_START_BYTES)
    delimiter = _delimiter(text)
    csv.field_size_limit(2**31 - 1)
    lines = _Lines(text, delimiter)
    reader = csv.reader(lines, delimiter=delimiter)
    rows: list[tuple[str, ...]] = []
    ends: list[RowEnd] = []
    try:
        for row in reader:
            rows.append(tuple(row))
            ends.append(lines.take())
            if len(rows) > ROWS_LOOKED_AT:
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
    return Start(tuple(rows[:ROWS_LOOKED_AT]), tuple(ends), delimiter)


def why_no_table(start: Start) -> str | None:
    """What a file holds instead of a table; None where that is not plain."""
    cells = [cell.strip() for row in start.rows for cell in row]
    if not any(cells):
        return "the file is empty"
    if cells[0].lower().startswith(("<!doctype", "<html", "<?xml")):
        return "a web page, not a table: download the file itself"
    if max(len(row) for row in start.rows) == 1:
        return "no comma, semicolon or tab parts its columns"
    return None


def _delimiter(text: str) -> str:
    """The sign that comes most often in the first line that has any."""
    for line in islice(io.StringIO(text, newline=""), ROWS_LOOKED_AT):
        sign = max(_DELIMITERS, key=line.count)
        if sign in line:
            return sign
    return _DELIMITERS[0]


@contextmanager
def below_header(path: Path, start: Start, header_row: int, scratch: Path) -> Iterator[Path]:
    """A file of one line to skip, and below it every row that comes after the header.

    It is the file itself where it already is like that; else a copy, which is removed again.
    """
    header = start.ends[header_row]
    following = start.ends[header_row + 1 : header_row + 2]
    # DuckDB takes the first line end that it sees for that of every row.
    line_end = following[0].line_end if following else header.line_end
    if header_row == 0 and header.is_plain and header.line_end == line_end:
        yield path
        return
    copy = scratch / "below-header.csv"
    try:
        with as_jsna_error(InputError, "the build folder cannot be written to"):
            _copy_end(path, header.offset, line_end, copy)
        yield copy
    finally:
        copy.unlink(missing_ok=True)


def _copy_end(path: Path, begin: int, line_end: str, target: Path) -> None:
    with path.open("rb") as stream, target.open("wb") as out:
        stream.seek(begin)
        out.write((line_end or "\n").encode())
        shutil.copyfileobj(stream, out, 1024 * 1024)


class _Lines:
    """The lines of a text for a csv reader, with a note of how far it has read."""

    def __init__(self, text: str, delimiter: str) -> None:
        self._lines = io.StringIO(text, newline="")
        cell = f'(?:"[^"]*"|[^"{delimiter}]*)'
        self._plain = re.compile(f"{cell}(?:{delimiter}{cell})*")
        self._end = 0
        self._count = 0
        self._last = ""

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        self._last = next(self._lines)
        self._end += len(self._last.encode("utf-8"))
        self._count += 1
        return self._last

    def take(self) -> RowEnd:
        """The end of the row that ends with the last line."""
        text = self._last.rstrip("\r\n")
        is_plain = self._count == 1 and self._plain.fullmatch(text) is not None
        self._count = 0
        return RowEnd(self._end, self._last[len(text) :], is_plain)


def unreadable_csv(error: duckdb.Error, label: str, width: int, header_row: int) -> InputError:
    """What DuckDB found below the header, without the line itself: it may hold a child's record."""
    text = str(error)
    if "No space left" in text:
        return InputError("the disk is full", remedy="free some space and run it again")
    if isinstance(error, duckdb.IOException):
        return InputError(
            "the file cannot be opened", file=label, remedy="close it elsewhere and run it again"
        )
    line = re.search(r"CSV Error on Line: (\d+)", text)
    return InputError(
        _fault(text, width),
        file=label,
        row=int(line.group(1)) + header_row if line else None,
        remedy="correct the row or export the file again" if line else "export the file again",
    )


def _fault(text: str, width: int) -> str:
    found = re.search(r"Expected Number of Columns: \d+ Found: (\d+)", text)
    if found:
        return f"a row has {found.group(1)} fields where the header has {width}"
    if "unterminated quote" in text:
        return "a quoted field is not closed, or text follows its closing quote"
    if "Maximum line size" in text:
        return "a row is longer than 8 MB: most likely a quoted field is not closed"
    if "invalid state" in text:
        return "some lines end in another way than the first, or a quote stands inside a field"
    return "a row cannot be read"
