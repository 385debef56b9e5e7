"""The sheets that a header row alone does not explain, each with the module that reads it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.extract import grant_table, spending_table

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class SheetLayout:
    """How a sheet is known by one of its first rows, and how the rows below that are read."""

    accepts: Callable[[Rows, int], bool]
    read_rows: Callable[[Rows, int], Iterator[tuple[int, list[str | None]]]]


SHEET_LAYOUTS: Mapping[str, SheetLayout] = {
    module.FORMAT: SheetLayout(module.accepts, module.read_rows)
    for module in (grant_table, spending_table)
}
