"""The printed table of SEND appeal rates, turned into one row per area, year and figure.

The publisher gives it as a page: titles, a row of years, a row of figure names with footnote
digits, region headings between the areas, notes at the end. The years are columns, so every
edition has another header; this is the one published file that needs code to be read.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

FORMAT = "tribunal_table"
_FIGURES = (
    ("appeals registered", "appeals_registered"),
    ("total appealable decisions", "appealable_decisions"),
    ("send tribunal appeal rate", "appeal_rate"),
)
_IN_DEVELOPMENT = "in development"
_YEAR = re.compile(r"^(?:19|20)\d\d$")


def accepts(rows: Sequence[Sequence[str]], index: int) -> bool:
    """Whether row `index` is the row of years and the next the row of figure names."""
    if index + 1 >= len(rows) or len(rows[index]) < 5:
        return False
    names = [cell.strip().lower() for cell in rows[index][:2]]
    figures = [cell.strip().lower() for cell in rows[index + 1]]
    return names == ["local authority", "la code"] and any(
        cell.startswith("appeals registered") for cell in figures
    )


def read_rows(
    path: Path, header_row: int, delimiter: str
) -> Iterator[tuple[int, list[str | None]]]:
    """Record number and (region_name, la_name, la_code, year, figure, figure_value) of each cell.

    The experimental figures ("In development") of the last columns are left out. Names keep their
    footnote digits: staging decides what they mean.
    """
    with path.open("r", encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream, delimiter=delimiter))
    columns = _columns(rows[header_row], rows[header_row + 1])
    region: str | None = None
    for number, row in enumerate(rows[header_row + 2 :], start=header_row + 3):
        name = row[0].strip() if row else ""
        if name.lower().startswith(("sources", "notes")):
            return
        if not name or len(row) < 3:
            continue
        if not any(cell.strip() for cell in row[1:]):
            region = name
            continue
        for position, year, figure in columns:
            value = row[position].strip() if position < len(row) else ""
            yield number, [region, name, row[1].strip() or None, year, figure, value or None]


def _columns(years: Sequence[str], figures: Sequence[str]) -> list[tuple[int, str, str]]:
    columns = []
    year = ""
    for position, name in enumerate(figures):
        if position < len(years) and _YEAR.match(years[position].strip()):
            year = years[position].strip()
        label = name.strip().lower()
        if label.startswith(_IN_DEVELOPMENT):
            continue
        for start, figure in _FIGURES:
            if year and label.startswith(start):
                columns.append((position, year, figure))
    return columns
