"""SEN2 returns as DfE's submission template: a workbook with one sheet of stacked blocks."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from pipeline.demo.geography import HOME
from pipeline.demo.local.sen2_header import header
from pipeline.demo.local.sen2_items import SEN2, TABLES, Item
from pipeline.demo.local.sen2_records import ImpossibleDay, Sen2Return, Value
from pipeline.demo.local.sen2_rows import Row, numbered
from pipeline.demo.packing import repacked

SHEET = "Data Entry Template"
_RECORD_TYPE, _LA = "Record Type", "LA\n(From Header Record)"
_PERSON_ID = "Person ID\n\n(This must be a unique ID for each Person record)"
_REQUEST_ID = "Requests record ID\n\n(This must be a unique ID for each Requests record)"
_PERSON_LINK = "Person ID\n\n(This must match the relevant ID in the Person record table)"
_REQUEST_LINK = "Requests record ID\n\n(This must match the relevant ID in the Requests table)"
# Below the requests no record has a number of its own: it belongs to a person's request.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "sen2": (_RECORD_TYPE,),
    "person": (_RECORD_TYPE, _PERSON_ID, _LA),
    "requests": (_RECORD_TYPE, _REQUEST_ID, _LA, _PERSON_LINK),
    "assessment": (_RECORD_TYPE, _PERSON_LINK, _LA, _REQUEST_LINK),
}
_OTHER_KEYS = (_RECORD_TYPE, _PERSON_LINK, _REQUEST_LINK, _LA)
_RECORD_TYPES = ("0", "1", "2", "3", "4a", "4b", "5a", "5b", "5c")
_BLANK_ROWS = 2  # between two blocks
Cell = str | int | datetime


def write_template(inbox: Path, returns: Sequence[Sen2Return]) -> None:
    """One workbook for each return."""
    folder = inbox / "sen2"
    folder.mkdir(parents=True, exist_ok=True)
    for one in returns:
        path = folder / f"sen2-submission-template-{one.year}.xlsx"
        path.write_bytes(_workbook(one))


def _workbook(one: Sen2Return) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": "Demonstration", "created": datetime(2025, 1, 1)})
        moment = workbook.add_format({"num_format": "yyyy-mm-ddThh:mm:ss"})
        sheet = workbook.add_worksheet(SHEET)
        for number, cells in enumerate(_rows(one)):
            for column, cell in enumerate(cells):
                if isinstance(cell, datetime):
                    sheet.write_datetime(number, column, cell, moment)
                elif isinstance(cell, int):
                    sheet.write_number(number, column, cell)
                elif cell:
                    sheet.write_string(number, column, cell)
    return repacked(buffer.getvalue())


def _rows(one: Sen2Return) -> Iterator[Sequence[Cell]]:
    rows = {SEN2.name: [Row(1, 0, 0, 0, header(one))]} | dict(numbered(one))
    for position, table in enumerate(TABLES):
        if position:
            yield from ([] for _ in range(_BLANK_ROWS))
        items = table.items_of(one.year)
        keys = _KEYS.get(table.name, _OTHER_KEYS)
        yield [table.title]
        yield [*keys, *(item.heading for item in items)]
        for row in rows.get(table.name, []):
            yield [
                *_keys(_RECORD_TYPES[position], row, keys),
                *(_cell(row.record, item) for item in items),
            ]


def _keys(record_type: str, row: Row, keys: Sequence[str]) -> Sequence[Cell]:
    values: Mapping[str, Cell] = {
        _RECORD_TYPE: record_type,
        _LA: HOME,
        _PERSON_ID: row.person,
        _PERSON_LINK: row.person,
        _REQUEST_ID: row.request,
        _REQUEST_LINK: row.request,
    }
    return [values[key] for key in keys]


def _cell(record: Any, item: Item) -> Cell:
    value: Value = getattr(record, item.column)
    if value is None or isinstance(value, str):
        return int(value) if value and item.is_number else value or ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, ImpossibleDay):
        return "{:04d}-{:02d}-{:02d}".format(*value)
    return value if isinstance(value, datetime) else value.isoformat()
