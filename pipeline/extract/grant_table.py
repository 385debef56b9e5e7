"""The summary sheet of the dedicated schools grant's allocations.

A row of titles names the financial year, and over which columns the amounts before and those after
deductions stand; below it are the names of the blocks. Codes and names have no heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

FORMAT = "grant_table"
_TITLE = re.compile(r"dedicated schools grant.*\b(20\d\d) to 20(\d\d)\b.*allocation", re.IGNORECASE)
_BLOCKS = (
    ("schools block", "schools_block"),
    ("central school services block", "central_services_block"),
    ("high needs block", "high_needs_block"),
    ("early years block", "early_years_block"),
    ("total dsg allocation", "total_grant"),
)
_STAGES = (" before ", " after deductions")
_POUNDS = "(£s)"


def accepts(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Whether row `index` names every block twice, and the row above the financial year."""
    return _year(rows, index) is not None and None not in _columns(rows, index)


def read_rows(
    rows: Sequence[Sequence[str]], header_row: int
) -> Iterator[tuple[int, list[str | None]]]:
    """Row number and (la_code, area_name, year, five amounts before, five after deductions).

    England, the regions and other groups of local authorities have no code.
    """
    year, columns = _year(rows, header_row), _columns(rows, header_row)
    for number, row in enumerate(rows[header_row + 1 :], start=header_row + 2):
        names = [cell.strip() for cell in row[:2]]
        amounts = [
            row[place].strip() if place is not None and place < len(row) else ""
            for place in columns
        ]
        if names and names[0] and any(amounts):
            is_authority = len(names) > 1 and bool(names[1])
            code, name = names if is_authority else (None, names[0])
            yield number, [code, name, year, *(amount or None for amount in amounts)]


def _year(rows: Sequence[Sequence[str]], index: int) -> str | None:
    above = rows[index - 1] if index else ()
    found = _TITLE.search(above[0]) if above else None
    return f"{found[1]}-{found[2]}" if found else None


def _columns(rows: Sequence[Sequence[str]], index: int) -> list[int | None]:
    """The column of every block, before deductions and after; None where it is not there."""
    above = rows[index - 1] if index else ()
    stage = -1
    places: dict[tuple[int, str], int] = {}
    for place, cell in enumerate(rows[index]):
        title = above[place].lower() if place < len(above) else ""
        stage = next((n for n, words in enumerate(_STAGES) if place and words in title), stage)
        heading = cell.strip().lower()
        block = next((name for start, name in _BLOCKS if heading.startswith(start)), None)
        if block and heading.endswith(_POUNDS):
            places.setdefault((stage, block), place)
    return [places.get((n, block)) for n in range(len(_STAGES)) for _, block in _BLOCKS]
