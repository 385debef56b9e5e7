"""SEN2 returns as the Blade export of COLLECT: one CSV file per table, linked by numbers."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from pipeline.demo.geography import HOME
from pipeline.demo.local.sen2_header import header
from pipeline.demo.local.sen2_items import SEN2, TABLES, Item, Table
from pipeline.demo.local.sen2_records import ImpossibleDay, Sen2Return, Value
from pipeline.demo.local.sen2_rows import Row, numbered
from pipeline.demo.packing import csv_bytes, csv_line

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_FIRST_NUMBER = 1_000  # the export numbers the records of all authorities together
_WORDS_FOR_FLAGS = (2024,)  # returns whose export has True and False
_MIXED_CASE, _WITH_BOM = (2023, "person"), (2024, "requests")
_MIXED = {"tableid": "TableId", "order": "Order", "column": "Column", "date": "Date"}


def write_blade(inbox: Path, returns: Sequence[Sen2Return]) -> None:
    """A folder of nine files for each return."""
    for one in returns:
        folder = inbox / "sen2" / str(one.year)
        folder.mkdir(parents=True, exist_ok=True)
        rows = {SEN2.name: [Row(1, 0, 0, 0, header(one))]} | dict(numbered(one))
        exported = f"{one.census_date.day + 5:02d}-02-{one.year}"
        for table in TABLES:
            path = folder / f"Blade-Export_{exported}_{table.name}.csv"
            path.write_bytes(_content(one.year, table, rows.get(table.name, [])))


def _content(year: int, table: Table, rows: Sequence[Row]) -> bytes:
    items = table.items_of(year)
    keys = [f"{table.name}tableid", "NativeId", f"{table.name}orderseqcolumn", "sourceid"]
    keys += [f"{table.parent}tableid"] if table.parent else []
    columns = [*keys, *(item.column for item in items)]
    if (year, table.name) == _MIXED_CASE:
        columns = [_mixed(column) for column in columns]
    lines = _lines(year, table, items, rows)
    return csv_bytes(columns, lines, bom=(year, table.name) == _WITH_BOM, newline="\r\n")


def _mixed(column: str) -> str:
    for small, mixed in _MIXED.items():
        column = column.replace(small, mixed)
    return column[:1].upper() + column[1:]


def _lines(year: int, table: Table, items: Sequence[Item], rows: Sequence[Row]) -> Iterator[str]:
    flags = ("False", "True") if year in _WORDS_FOR_FLAGS else ("0", "1")
    for row in rows:
        keys = [str(_FIRST_NUMBER + row.number), HOME, str(row.number), "1"]
        keys += [str(_FIRST_NUMBER + row.parent)] if table.parent else []
        yield csv_line([*keys, *(_text(_value(row.record, item), flags) for item in items)])


def _value(record: Any, item: Item) -> Value:
    value: Value = getattr(record, item.column)
    return value


def _text(value: Value, flags: tuple[str, str]) -> str:
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return flags[value]
    if isinstance(value, date):
        time = value.strftime("%H:%M:%S")  # midnight where only the day counts
        return f"{value.year}-{_MONTHS[value.month - 1]}-{value.day:02d} {time}"
    return _impossible(value)


def _impossible(day: ImpossibleDay) -> str:
    month = _MONTHS[day.month - 1] if day.month <= len(_MONTHS) else str(day.month)
    return f"{day.year}-{month}-{day.day:02d} 00:00:00"
