"""Refuses workbooks that would take all memory: a sheet is read as a full rectangle.

One forgotten cell in the last row and column makes that rectangle 17 thousand million cells large.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from pipeline.errors import InputError

MAX_CELLS = 20_000_000
MAX_UNPACKED_BYTES = 2 * 1024**3
_CELL = re.compile(rb"""<(?:\w+:)?c\b[^>]*?\br=["']([A-Z]{1,3})([0-9]{1,7})["']""")
_SHEET = re.compile(r"xl/worksheets/[^/]*\.xml", re.IGNORECASE)
_CHUNK = 4 * 1024**2
_LONGEST_TAG = 200


def check_workbook(path: Path, label: str) -> None:
    """InputError where the sheets are too large to be read; a damaged file passes."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
                raise too_large(label)
            for part in parts:
                if _SHEET.fullmatch(part.filename):
                    _check_sheet(archive, part, label)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        return  # what is wrong with it is told by the reader


def _check_sheet(archive: zipfile.ZipFile, part: zipfile.ZipInfo, label: str) -> None:
    last_row = last_column = 0
    with archive.open(part) as stream:
        rest = b""
        while chunk := stream.read(_CHUNK):
            cells = _CELL.findall(rest + chunk)
            last_row = max([last_row, *(int(row) for _, row in cells)])
            last_column = max([last_column, *map(_number, {column for column, _ in cells})])
            rest = chunk[-_LONGEST_TAG:]
    if last_row * last_column > MAX_CELLS:
        raise too_large(label)


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def too_large(label: str) -> InputError:
    """What is told of a workbook with a sheet that is not read."""
    return InputError(
        "a sheet of the workbook is too large, or has a cell far away from its table",
        file=label,
        remedy="delete the rows below the table and the columns beside it, and save it again",
    )
