"""A projected series: the published line, dashed where it is projected, in its pale ranges."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.charts.lines import PLOT, LineChart, Point, Segment, line_chart
from reports.charts.scale import Scale, percent, scale
from reports.tables import Cell, Row, Table
from reports.words import Amount, Period

WIDTH = 1000
"""Units across the plot in which the ranges are drawn; the page stretches them to its width."""
RANGES = (("lower_95", "upper_95"), ("lower_80", "upper_80"))
"""The roles of the columns that bound each range, the widest first."""
WIDEST = RANGES[0]


@dataclass(frozen=True)
class ProjectionChart:
    """Everything that the template draws."""

    lines: LineChart
    published: tuple[Segment, ...]
    projected: tuple[Segment, ...]
    published_marks: tuple[Point, ...]
    projected_marks: tuple[Point, ...]
    ranges: tuple[str, ...]
    """Paths in units of WIDTH across and pixels down from the top of the plot."""
    plot: int = PLOT
    width: int = WIDTH

    @property
    def ends(self) -> tuple[tuple[str, str, int], ...]:
        """Give role, text and place of each number at the right end."""
        return tuple((t.role, t.end_text, t.end_y) for t in self.lines.traces if t.end_text)


def projection_chart(
    table: Table, periods: Sequence[Period], published: int, breaks: Mapping[int, str]
) -> ProjectionChart:
    """Draw a table whose first rows, `published` of them, are published figures."""
    lines = line_chart(table, periods, {"area": breaks})
    own = next(trace for trace in lines.traces if trace.role == "area")
    axis = scale(
        cell.value
        for row in table.rows
        for cell, column in zip(row.cells, table.columns, strict=True)
        if column.is_drawn and cell.value is not None
    )
    across = _across(periods)
    last = percent(across[published - 1])
    return ProjectionChart(
        lines=lines,
        published=tuple(s for s in own.segments if _share(s.end) <= _place(last)),
        projected=tuple(s for s in own.segments if _share(s.end) > _place(last)),
        published_marks=tuple(m for m in own.marks if _share(m) <= _place(last)),
        projected_marks=tuple(m for m in own.marks if _share(m) > _place(last)),
        ranges=tuple(
            path
            for low, high in RANGES
            if (path := _range(table, across, published - 1, axis, low, high))
        ),
    )


def _across(periods: Sequence[Period]) -> list[float]:
    first, last = periods[0].step, periods[-1].step
    return [(period.step - first) / max(1, last - first) for period in periods]


def _share(point: Point) -> float:
    return _place(point.x)


def _place(x: str) -> float:
    return float(x.rstrip("%"))


def _range(
    table: Table, across: Sequence[float], start: int, axis: Scale, low: str, high: str
) -> str:
    """Give the outline of a range, which opens from the last published value."""
    first = table.cell(table.rows[start], "area")
    if first is None or first.value is None:
        return ""
    bounds = [
        (across[number], below, above)
        for number, row in enumerate(table.rows)
        if number > start
        and (below := _value(table, row, low)) is not None
        and (above := _value(table, row, high)) is not None
    ]
    if not bounds:
        return ""
    there = [(across[start], first.value), *((x, above) for x, _, above in bounds)]
    back = [(x, below) for x, below, _ in reversed(bounds)]
    points = (f"{round(x * WIDTH)} {_down(axis, value)}" for x, value in (*there, *back))
    return f"M{'L'.join(points)}Z"


def _value(table: Table, row: Row, role: str) -> Amount | None:
    cell: Cell | None = table.cell(row, role)
    return cell.value if cell is not None else None


def _down(axis: Scale, value: Amount) -> int:
    return round((1 - axis.share(value)) * PLOT)
