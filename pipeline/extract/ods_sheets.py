"""The sheets of an OpenDocument workbook as rows of text, read as a stream from `content.xml`.

Nothing else of the archive is looked at: what some publishers put out lacks the entry by which
other readers know the format. Empty cells and rows at the ends are left out, however often they
are said to be repeated; what is not empty is written out as often as that, up to a limit.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from pipeline.errors import InputError
from pipeline.extract.workbook_limits import MAX_CELLS, too_large

SUFFIX = ".ods"
Rows = list[tuple[str, ...]]
_CONTENT = "content.xml"
_CHUNK = 1024 * 1024
_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _OFFICE, _TEXT = (f"{_SPACE}{name}:1.0}}" for name in ("table", "office", "text"))
_SHEET, _ROW, _CELL = f"{_TABLE}table", f"{_TABLE}table-row", f"{_TABLE}table-cell"
_COVERED = f"{_TABLE}covered-table-cell"
_NOTE, _PARAGRAPH = f"{_OFFICE}annotation", f"{_TEXT}p"
_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_NUMBERS = ("float", "currency", "percentage")
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, KeyError),
    *(ParseError, DefusedXmlException, ValueError),
)


def read_ods(path: Path, label: str, as_text: Callable[[object], str]) -> dict[str, Rows]:
    """The rows of each sheet, by sheet name; InputError where it is damaged or too large.

    `as_text` writes a number. Rows are as long as their last cell that is not empty.
    """
    target = _Sheets(label, as_text)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    try:
        with zipfile.ZipFile(path) as archive, archive.open(_CONTENT) as stream:
            while chunk := stream.read(_CHUNK):
                parser.feed(chunk)
        parser.close()
    except _DAMAGED as error:
        raise InputError(
            "the workbook is damaged or locked with a password",
            file=label,
            remedy="open it and save it again as .xlsx",
        ) from error
    return target.sheets


class _Sheets:
    """Collects the cells of the row that is open, and the rows of the sheet that is open."""

    def __init__(self, label: str, as_text: Callable[[object], str]) -> None:
        self.sheets: dict[str, Rows] = {}
        self._label = label
        self._as_text = as_text
        self._rows: Rows = []
        self._row: list[str] = []
        self._empty_rows = self._empty_cells = self._cells = 0
        self._repeated = {_ROW: 1, _CELL: 1}
        self._value: str | None = None
        self._paragraphs: list[str] | None = None  # those of the cell that is open
        self._notes = 0  # remarks of readers stand inside the cell that they are about

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if tag == _SHEET:
            self._rows = self.sheets.setdefault(attributes.get(f"{_TABLE}name", ""), [])
            self._empty_rows = 0
        elif tag == _ROW:
            self._row, self._empty_cells = [], 0
            self._repeated[_ROW] = int(attributes.get(f"{_TABLE}number-rows-repeated", "1"))
        elif tag in (_CELL, _COVERED):
            self._repeated[_CELL] = int(attributes.get(f"{_TABLE}number-columns-repeated", "1"))
            self._value, self._paragraphs = self._written_value(attributes), []
        elif tag == _NOTE:
            self._notes += 1
        elif self._paragraphs is not None and not self._notes:
            self._start_text(tag, attributes)

    def data(self, text: str) -> None:
        """Text, which only counts inside a paragraph of a cell."""
        if self._paragraphs and not self._notes:
            self._paragraphs[-1] += text

    def end(self, tag: str) -> None:
        """An element ends."""
        if tag == _NOTE:
            self._notes -= 1
        elif tag in (_CELL, _COVERED) and self._paragraphs is not None:
            written = "\n".join(self._paragraphs).strip()
            self._add_cell(written if self._value is None else self._value)
            self._paragraphs = None
        elif tag == _ROW:
            self._add_row()

    def close(self) -> None:
        """The document ends."""

    def _start_text(self, tag: str, attributes: dict[str, str]) -> None:
        assert self._paragraphs is not None
        if tag == _PARAGRAPH:
            self._paragraphs.append("")
        elif tag in _SIGNS and self._paragraphs:
            self._paragraphs[-1] += _SIGNS[tag] * min(int(attributes.get(f"{_TEXT}c", "1")), 100)

    def _written_value(self, attributes: dict[str, str]) -> str | None:
        """The value of a number or a date, whatever its cell shows."""
        kind = attributes.get(f"{_OFFICE}value-type")
        if kind in _NUMBERS:
            return self._as_text(float(attributes[f"{_OFFICE}value"]))
        return attributes.get(f"{_OFFICE}date-value") if kind == "date" else None

    def _add_cell(self, text: str) -> None:
        if not text:
            self._empty_cells += self._repeated[_CELL]
            return
        self._count(self._empty_cells + self._repeated[_CELL])
        self._row += [""] * self._empty_cells + [text] * self._repeated[_CELL]
        self._empty_cells = 0

    def _add_row(self) -> None:
        if not self._row:
            self._empty_rows += self._repeated[_ROW]
            return
        self._count(self._empty_rows + (self._repeated[_ROW] - 1) * len(self._row))
        self._rows += [()] * self._empty_rows + [tuple(self._row)] * self._repeated[_ROW]
        self._empty_rows = 0

    def _count(self, cells: int) -> None:
        self._cells += cells
        if self._cells > MAX_CELLS:
            raise too_large(self._label)
