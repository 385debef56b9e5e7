"""A row of made-up records."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

OWN = "*"
"""Stands for a value that no other row has."""


@dataclass(frozen=True)
class Row:
    """The cells that differ from the table's clean row, and the rules that the row breaks.

    `breaks` is None for a row that is only there for others to hang on.
    """

    breaks: tuple[str, ...] | None
    cells: Mapping[str, str | None]


Export = Mapping[str, Sequence[Row]]
"""The rows of each table, `source.table`."""


def row(breaks: str = "", **cells: str | None) -> Row:
    """Give a row that breaks the named rules, apart by spaces."""
    return Row(tuple(breaks.split()), cells)
