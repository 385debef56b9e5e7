"""The sheet of the high needs benchmarking tool: what each local authority spent, line by line.

Three rows stand above the areas. The first says where the amounts of the outturn begin and end, the
second names its lines, the third the area and its residents. The financial year is in a corner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

FORMAT = "spending_table"
_OUTTURN = "section 251 outturn"
_YEAR = re.compile(r"20\d\d-\d\d")
_AREA = ("region", "la code", "la name")
_RESIDENTS = "2-18 population"
_LINES = (
    "place funding",
    "top up funding (maintained schools, academies, free schools and colleges)",
    "top up funding (non-maintained and independent schools and colleges)",
    "sen support and inclusion services",
    "alternative provision services",
    "hospital education services",
    "therapies and other health related services",
    "special schools and academies (1)",
    "prus and ap academies (1)",
    "special schools and academies (2)",
    "prus and ap academies (2)",
)


def accepts(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Whether row `index` is the lowest of the three, with every line of an outturn above it."""
    return _year(rows, index) is not None and None not in _columns(rows, index)


def read_rows(
    rows: Sequence[Sequence[str]], header_row: int
) -> Iterator[tuple[int, list[str | None]]]:
    """Row number and (region_name, la_code, la_name, residents aged 2 to 18, year, the lines)."""
    year, columns = _year(rows, header_row), _columns(rows, header_row)
    for number, row in enumerate(rows[header_row + 1 :], start=header_row + 2):
        cells = [
            (row[place].strip() or None) if place is not None and place < len(row) else None
            for place in columns
        ]
        if cells[1]:
            yield number, [*cells[:4], year, *cells[4:]]


def _columns(rows: Sequence[Sequence[str]], index: int) -> list[int | None]:
    """The columns of what is read, in its order; None for what is not there."""
    header = [_plain(cell) for cell in rows[index]]
    area = [header.index(name) if name in header else None for name in _AREA]
    residents = [n for n, cell in enumerate(header) if cell.startswith(_RESIDENTS)]
    return [*area, residents[0] if residents else None, *_lines(rows[:index])]


def _lines(above: Sequence[Sequence[str]]) -> list[int | None]:
    """The column of every line, between the heading of the outturn and the next one."""
    if len(above) < 2:
        return [None]
    parts = [(n, _plain(cell)) for n, cell in enumerate(above[-2]) if cell.strip()]
    begins = [n for n, name in parts if name == _OUTTURN]
    if not begins:
        return [None]
    names = [_plain(cell) for cell in above[-1]]
    end = min((n for n, _ in parts if n > begins[0]), default=len(names))
    part = names[begins[0] : end]
    return [begins[0] + part.index(line) if line in part else None for line in _LINES]


def _year(rows: Sequence[Sequence[str]], index: int) -> str | None:
    """The financial year: what stands beside the first cell that says `Year`."""
    for row in rows[:index]:
        for cell, beside in zip(row, row[1:], strict=False):
            if _plain(cell) == "year":
                return beside.strip() if _YEAR.fullmatch(beside.strip()) else None
    return None


def _plain(cell: str) -> str:
    return " ".join(cell.split()).lower()
