"""What the readers of XML files and workbooks hand over: one record of one table at a time."""

from __future__ import annotations

from typing import NamedTuple


class Record(NamedTuple):
    """One record of a return: its table, its running number there, and the wanted columns."""

    table: str
    row: int
    values: dict[str, str | None]
