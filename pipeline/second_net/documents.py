"""Sheets that readers take away: ODS files, which are packed XML."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook


def sheets_of(file: Path) -> dict[str, list[list[str]]]:
    """Give the rows of every sheet of an ODS file; none if it cannot be read."""
    try:
        book = CalamineWorkbook.from_path(str(file))
        sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}
    except (CalamineError, OSError, zipfile.BadZipFile):
        return {}
    return {name: [[_text(cell) for cell in row] for row in rows] for name, rows in sheets.items()}


def members_of(file: Path) -> str:
    """Give the text of everything in a packed file; none if it cannot be read."""
    try:
        with zipfile.ZipFile(file) as packed:
            members = (packed.read(name) for name in packed.namelist())
            return "\n".join(member.decode("utf-8", "replace") for member in members)
    except (OSError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return ""


def _text(cell: object) -> str:
    """Give a cell as a CSV file would hold it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
