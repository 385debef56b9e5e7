"""A SEN2 return kept as a workbook: the submission template, or one sheet per module.

The template stacks its modules as blocks on one sheet: a title, a row of headings, then the rows.
Its modules are joined by Person ID and Requests record ID alone; the ids of the Blade export are
made here from these. Macros are never run, formulas are read as their last value.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from pipeline.errors import InputError
from pipeline.extract import ods_sheets
from pipeline.extract.records import Record
from pipeline.extract.sen2_fields import Module, plain, sen2_fields
from pipeline.extract.workbook_limits import check_workbook

_TEMPLATE_SHEET = plain("Data Entry Template")
_LOOKED_AT_ROWS = 10  # for the headings of a sheet of its own
_LOOKED_AT_BELOW_TITLE = 3
_ENOUGH_HEADINGS = 2
_EXCEL_DAY_0 = datetime(1899, 12, 30)
_LAST_EXCEL_DAY = 2_958_465
_WHOLE = re.compile(r"^\d+\.0+$")
_NUMBER = re.compile(r"^\d+(?:\.\d+)?$")
_MIDNIGHT = re.compile(r"^(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?$")

Cells = Sequence[object]
Values = dict[str, str | None]


@dataclass(frozen=True)
class _Block:
    """The rows of one module, and which column of the sheet holds which item."""

    module: Module
    places: Mapping[str, int]
    others: frozenset[int]  # columns of items that are left out
    rows: Sequence[Cells]


Blocks = Mapping[str, Sequence[_Block]]


def read_sen2_template(
    path: Path, label: str, unknown: Counter[str] | None = None
) -> Iterator[Record] | None:
    """Every record of the workbook, table by table; None if it is no SEN2 return.

    InputError where it is damaged, or does not say which return it is. `unknown` is given how
    often each heading came that the return does not have.
    """
    blocks = _blocks(path, label, Counter() if unknown is None else unknown)
    if not blocks:
        return None
    if not any(True for _ in _filled(blocks.get("sen2", ()))):
        raise InputError(
            "the SEN2 workbook has no header record, so its year and council are not known",
            file=label,
            remedy="add a sheet Header with Collection Name, Year, Reference Date and LA Number",
        )
    return _records(blocks)


def _blocks(path: Path, label: str, unknown: Counter[str]) -> Blocks:
    """The blocks that the workbook holds, by table."""
    if path.suffix.lower() == ods_sheets.SUFFIX:
        return {}
    try:
        with CalamineWorkbook.from_path(str(path)) as book:
            # A copy that is called "Person (2)" is not the sheet Person.
            names = {plain(name.replace("(", " ")): name for name in book.sheet_names}
            if not names.keys() & {_TEMPLATE_SHEET, *_sheets_of("requests")}:
                return {}
            check_workbook(path, label)
            if _TEMPLATE_SHEET in names:
                found = _stacked(_rows(book, names[_TEMPLATE_SHEET]), label, unknown)
            else:
                found = _one_per_sheet(book, names, unknown)
    except CalamineError as error:
        raise InputError(
            "the workbook is damaged or locked with a password",
            file=label,
            remedy="open it and save it again as .xlsx",
        ) from error
    blocks: dict[str, list[_Block]] = {}
    for block in found:
        blocks.setdefault(block.module.table, []).append(block)
    return blocks


def _rows(book: CalamineWorkbook, name: str) -> list[Cells]:
    return [*book.get_sheet_by_name(name).to_python(skip_empty_area=False)]


def _stacked(rows: Sequence[Cells], label: str, unknown: Counter[str]) -> list[_Block]:
    """The blocks of the template: from each title to the next one."""
    titles = {module.sheets[0]: module for module in sen2_fields().modules.values()}
    found = [
        (index, titles[name])
        for index, row in enumerate(rows)
        if (name := _only_name(row)) in titles
    ]
    blocks: list[_Block] = []
    without: list[int] = []
    for (start, module), (end, _) in zip(found, [*found[1:], (len(rows), None)], strict=False):
        headings = _headings_of(module, rows[:end], start + 1, _LOOKED_AT_BELOW_TITLE)
        if headings is None:
            without.append(start + 1)
        else:
            blocks.append(_block(module, rows[headings], rows[headings + 1 : end], unknown))
    if blocks and without:
        raise InputError(
            "a block of the SEN2 template has no headings that are known",
            file=label,
            row=without[0],
            remedy="copy the records into an empty template",
        )
    return blocks


def _one_per_sheet(
    book: CalamineWorkbook, names: Mapping[str, str], unknown: Counter[str]
) -> list[_Block]:
    """The sheets that are named after modules, if persons and requests are among them."""
    blocks = []
    for module in sen2_fields().modules.values():
        for name in dict.fromkeys(module.sheets):
            rows = _rows(book, names[name]) if name in names else []
            headings = _headings_of(module, rows, 0, _LOOKED_AT_ROWS)
            if headings is not None:
                blocks.append(_block(module, rows[headings], rows[headings + 1 :], unknown))
    return blocks if {"person", "requests"} <= {block.module.table for block in blocks} else []


def _sheets_of(table: str) -> tuple[str, ...]:
    return sen2_fields().modules[table].sheets


def _headings_of(module: Module, rows: Sequence[Cells], start: int, limit: int) -> int | None:
    """Which of the next rows has the headings of the module; None if none has."""
    for index in range(start, min(start + limit, len(rows))):
        if len(_places(module, rows[index])) >= _ENOUGH_HEADINGS:
            return index
    return None


def _only_name(row: Cells) -> str:
    """The text of a row in which one cell alone is filled."""
    cells = [cell for cell in row if cell not in (None, "")]
    return plain(str(cells[0])) if len(cells) == 1 else ""


def _places(module: Module, headings: Cells) -> dict[str, int]:
    """Where each item and link stands in a row of headings."""
    places: dict[str, int] = {}
    for position, cell in enumerate(headings):
        name = plain(str(cell))
        given = name if name in module.columns else None
        if column := given or module.names.get(name) or sen2_fields().links.get(name):
            places.setdefault(column, position)
    return places


def _block(module: Module, headings: Cells, rows: Sequence[Cells], unknown: Counter[str]) -> _Block:
    places = _places(module, headings)
    others = set()
    for position, cell in enumerate(headings):
        name = plain(str(cell))
        if name in module.left_out:
            others.add(position)
        elif name and position not in places.values() and name not in sen2_fields().unread:
            unknown[name] += 1
    return _Block(module, places, frozenset(others), rows)


def _filled(blocks: Sequence[_Block]) -> Iterator[Values]:
    """The values of each row that has any."""
    for block in blocks:
        read = {*block.places.values(), *block.others}
        for row in block.rows:
            if any(_text(row[at]) for at in read if at < len(row)):
                yield {
                    column: _text(row[at], column, block.module) if at < len(row) else None
                    for column, at in block.places.items()
                }


def _records(blocks: Blocks) -> Iterator[Record]:
    ids = _Ids(_filled(blocks.get("requests", ())))
    for table, module in sen2_fields().modules.items():
        for row, given in enumerate(_filled(blocks.get(table, ())), start=1):
            values: Values = {column: given.get(column) for column in module.columns}
            ids.complete(module, row, given, values)
            yield Record(table, row, values)


class _Ids:
    """The ids that the Blade export has, made from the person's and the request's where not given.

    A request keeps its own id; where two persons have requests of the same id, the person's id
    goes before it. A record under a request has the request's id, a second one of its module a
    running number after it.
    """

    def __init__(self, requests: Iterator[Values]) -> None:
        persons: defaultdict[str, set[str | None]] = defaultdict(set)
        for values in requests:
            if request := values.get("requeststableid"):
                persons[request].add(values.get("persontableid"))
        self.shared = {request for request, whose in persons.items() if len(whose) > 1}
        self.made: Counter[tuple[str, str]] = Counter()
        self.first: dict[tuple[str | None, str | None], str] = {}

    def complete(self, module: Module, row: int, given: Values, values: Values) -> None:
        """Fill in the record's own id and its link, where the workbook does not give them."""
        request = self._request(given)
        link = module.link_column
        if "requeststableid" in values:
            values["requeststableid"] = request
        elif link and not values[link]:
            values[link] = self.first.get((module.parent, request), request)
        own = values[module.id_column] or self._own(module, request, row)
        values[module.id_column] = own
        if request:
            self.first.setdefault((module.table, request), own)

    def _request(self, given: Values) -> str | None:
        request = given.get("requeststableid")
        person = given.get("persontableid")
        return f"{person}/{request}" if request in self.shared and person else request

    def _own(self, module: Module, request: str | None, row: int) -> str:
        if request is None:
            return str(row) if module.table == "sen2" else f"row {row}"
        self.made[module.table, request] += 1
        number = self.made[module.table, request]
        return request if number == 1 else f"{request}/{number}"


def _text(cell: object, column: str = "", module: Module | None = None) -> str | None:
    """A cell as text: whole numbers without a point, dates as in ISO 8601."""
    is_moment = module is not None and column in module.moments
    is_date = module is not None and column in module.dates
    if isinstance(cell, bool):
        return str(int(cell))
    if is_date or is_moment:
        cell = _from_serial(cell)
    if isinstance(cell, datetime):
        whole_day = is_date or (not is_moment and cell.time() == datetime.min.time())
        return cell.date().isoformat() if whole_day else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    text = "" if cell is None else str(cell).strip()
    if is_date:
        text = _MIDNIGHT.sub(r"\1", text)
    return (text.partition(".")[0] if _WHOLE.match(text) else text) or None


def _from_serial(cell: object) -> object:
    """A day number of Excel as its date and time; anything else as it is."""
    if isinstance(cell, str) and _NUMBER.match(cell.strip()):
        number = float(cell)
    elif isinstance(cell, int | float):
        number = cell
    else:
        return cell
    if not 1 <= number <= _LAST_EXCEL_DAY:
        return cell
    return _EXCEL_DAY_0 + timedelta(seconds=round(number * 86_400))
