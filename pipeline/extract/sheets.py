"""Workbook sheets as rows of text; macros are never run, formulas are read as their last value."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from pipeline.errors import InputError
from pipeline.extract.ods_sheets import SUFFIX, read_ods
from pipeline.extract.workbook_limits import check_workbook


def read_sheets(path: Path, label: str) -> dict[str, list[tuple[str, ...]]]:
    """The rows of each sheet, by sheet name; InputError where the file is no readable workbook.

    Sheets that are too large are refused: what reads them cannot be stopped.
    """
    check_workbook(path, label)
    if path.suffix.lower() == SUFFIX:
        return read_ods(path, label, _text)
    try:
        book = CalamineWorkbook.from_path(str(path))
        return {
            name: [
                tuple(_text(cell) for cell in row)
                for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            ]
            for name in book.sheet_names
        }
    except CalamineError as error:
        raise InputError(
            "the workbook is damaged or locked with a password",
            file=label,
            remedy="open it and save it again as .xlsx",
        ) from error


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return "" if cell is None else str(cell).strip()
