"""Bars inside a real table: the table is the chart, and its text is ordinary text."""

from dataclasses import dataclass
from decimal import Decimal

from reports.charts.scale import Scale, percent, scale
from reports.tables import Cell, Row, Table
from reports.words import exact


@dataclass(frozen=True)
class Bar:
    """One bar: where it starts and how long it is, as shares of the cell, and its value."""

    role: str
    cell: Cell
    start: str
    length: str
    has_text: bool


@dataclass(frozen=True)
class BarRow:
    """One group: its name, its bars, and the values that stand beside them."""

    label: str
    bars: tuple[Bar, ...]
    others: tuple[Cell, ...]


@dataclass(frozen=True)
class BarChart:
    """Everything that the template draws."""

    heading: str
    others: tuple[str, ...]
    rows: tuple[BarRow, ...]
    zero: str
    has_negative: bool
    is_grouped: bool


def bar_chart(
    table: Table, beside: tuple[str, ...], heading: str, is_grouped: bool = False
) -> BarChart:
    """Give the drawing of the table's drawn rows; `beside` are the roles shown as numbers only.

    When grouped, every bar carries its value; otherwise only the first does and the others are
    thin bars beneath it.
    """
    drawn = [number for number, column in enumerate(table.columns) if column.is_drawn]
    rows = table.drawn_rows()
    values = [row.cells[n].value for row in rows for n in drawn]
    axis = scale([value for value in values if value is not None])
    has_negative = axis.low < 0
    if not has_negative:  # a bar may fill its cell: no axis is drawn
        top = max((value for value in values if value), default=1)
        axis = Scale(axis.low, Decimal(exact(top)), axis.ticks)
    by_role = {column.role: n for n, column in enumerate(table.columns)}
    others = tuple(role for role in beside if role in by_role)
    return BarChart(
        heading=heading,
        others=tuple(table.columns[by_role[role]].heading for role in others),
        rows=tuple(
            BarRow(
                label=row.labels[-1],
                bars=tuple(_bars(table, row, drawn, axis, is_grouped)),
                others=tuple(row.cells[by_role[role]] for role in others),
            )
            for row in rows
        ),
        zero=percent(axis.share(0)),
        has_negative=has_negative,
        is_grouped=is_grouped,
    )


def _bars(table: Table, row: Row, drawn: list[int], axis: Scale, is_grouped: bool) -> list[Bar]:
    bars = []
    for place, number in enumerate(drawn):
        cell = row.cells[number]
        start = length = 0.0
        if cell.value is not None:
            ends = sorted((axis.share(0), axis.share(cell.value)))
            start, length = ends[0], ends[1] - ends[0]
        has_text = is_grouped or place == 0
        role = row.role or table.columns[number].role
        bars.append(Bar(role, cell, percent(start), percent(length), has_text))
    return bars
