"""Time series: places are percentages across and pixels down, so that text never scales."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from reports.charts.scale import Scale, percent, scale
from reports.tables import Table
from reports.words import Amount, Period

TOP, PLOT, BELOW = 14, 270, 40
FLOOR = TOP + PLOT
LABEL_GAP = 20
NARROW, WIDE = 170, 440
"""Pixels across the plot that labels must fit in: at 320 px, and from 640 px."""
LETTER = 9.2
BREAK_LETTER = 7.1
"""Pixels of a letter of the words at a break, which run downwards."""
MOST_MARKS = 12
"""With more values than that, marks would hide the line."""


@dataclass(frozen=True)
class Point:
    """A value's place."""

    x: str
    y: int


@dataclass(frozen=True)
class Segment:
    """A straight line between two neighbouring values."""

    start: Point
    end: Point


@dataclass(frozen=True)
class Trace:
    """One line of the chart."""

    role: str
    segments: tuple[Segment, ...]
    marks: tuple[Point, ...]
    end_text: str
    end_y: int


@dataclass(frozen=True)
class Mark:
    """A text with its place: a tick, a period's name, or the sign of a missing value."""

    text: str
    x: str = "0"
    y: int = 0
    is_wide_only: bool = False


@dataclass(frozen=True)
class LineChart:
    """Everything that the template draws."""

    height: int
    floor: int
    top: int
    zero: int
    left: str
    ticks: tuple[Mark, ...]
    periods: tuple[Mark, ...]
    signs: tuple[Mark, ...]
    breaks: tuple[Mark, ...]
    traces: tuple[Trace, ...]


def line_chart(
    table: Table, periods: Sequence[Period], breaks: Mapping[str, Mapping[int, str]]
) -> LineChart:
    """Give the drawing of a table whose rows are periods; `breaks` are words by role and row."""
    columns = [number for number, column in enumerate(table.columns) if column.is_drawn]
    cells = [row.cells[number] for row in table.rows for number in columns]
    axis = scale(cell.value for cell in cells if cell.value is not None)
    across = _across(periods)
    traces = tuple(_trace(table, number, axis, periods, across, breaks) for number in columns)
    ticks = tuple(_tick(axis, number, cells[0].unit) for number in range(len(axis.ticks)))
    widest = max(len(tick.text) for tick in ticks)
    own = table.columns[columns[0]].role
    return LineChart(
        height=FLOOR + BELOW,
        floor=FLOOR,
        top=TOP,
        zero=_down(axis, 0),
        left="short" if widest <= 4 else "middle" if widest <= 6 else "long",
        ticks=ticks,
        periods=_period_marks(periods),
        signs=tuple(_signs(table, columns[0], across)),
        breaks=tuple(
            _break(table, number, words, axis, across, columns)
            for number, words in sorted(breaks.get(own, {}).items())
            if number
        ),
        traces=_apart(traces),
    )


def _across(periods: Sequence[Period]) -> list[float]:
    first, last = periods[0].step, periods[-1].step
    if first == last:
        return [0.5 for _ in periods]
    return [(period.step - first) / (last - first) for period in periods]


def _down(axis: Scale, value: Amount) -> int:
    return TOP + round((1 - axis.share(value)) * PLOT)


def _tick(axis: Scale, number: int, unit: str) -> Mark:
    tick = axis.ticks[number]
    return Mark(axis.tick_text(tick, unit), y=_down(axis, float(tick)))


def _trace(
    table: Table,
    column: int,
    axis: Scale,
    periods: Sequence[Period],
    across: Sequence[float],
    breaks: Mapping[str, Collection[int]],
) -> Trace:
    role = table.columns[column].role
    cells = [row.cells[column] for row in table.rows]
    shown = [number for number, cell in enumerate(cells) if cell.value is not None]
    places = {
        number: Point(percent(across[number]), _down(axis, float(value)))
        for number in shown
        if (value := cells[number].value) is not None
    }
    segments = tuple(
        Segment(places[a], places[b])
        for a, b in zip(shown, shown[1:], strict=False)
        if b == a + 1 and periods[b].step == periods[a].step + 1 and b not in breaks.get(role, ())
    )
    ends_here = bool(shown) and shown[-1] == len(cells) - 1
    return Trace(
        role=role,
        segments=segments,
        marks=_marks(tuple(places.values()), segments, role == "area" and len(cells) <= MOST_MARKS),
        end_text=cells[-1].text if ends_here else "",
        end_y=places[shown[-1]].y if ends_here else 0,
    )


def _marks(
    points: tuple[Point, ...], segments: tuple[Segment, ...], marks_all: bool
) -> tuple[Point, ...]:
    """Give the points to mark: all of the area's, if few; else the last and the lonely ones."""
    joined = {end for segment in segments for end in (segment.start, segment.end)}
    return tuple(p for p in points if marks_all or p == points[-1] or p not in joined)


def words_length(words: str) -> int:
    """Give how many pixels the words at a break take downwards."""
    return round(len(words) * BREAK_LETTER)


def _break(
    table: Table,
    row: int,
    words: str,
    axis: Scale,
    across: Sequence[float],
    columns: Sequence[int],
) -> Mark:
    """Give a break's place, with its words where they cover as few values as they can."""
    near = [
        _down(axis, cell.value)
        for following in table.rows[row : row + 3]
        for cell in (following.cells[column] for column in columns)
        if cell.value is not None
    ]
    length = words_length(words)
    starts = range(TOP + 4, max(TOP + 5, FLOOR - length - 4), 6)
    covered = {y: sum(y - 8 <= place <= y + length + 8 for place in near) for y in starts}
    start = min(starts, key=lambda y: covered[y])
    return Mark(words, percent((across[row - 1] + across[row]) / 2), start)


def _signs(table: Table, column: int, across: Sequence[float]) -> list[Mark]:
    cells = [row.cells[column] for row in table.rows]
    return [
        Mark(cell.text, percent(place), FLOOR - 6)
        for cell, place in zip(cells, across, strict=True)
        if cell.value is None
    ]


def _period_marks(periods: Sequence[Period]) -> tuple[Mark, ...]:
    """Give as many of the periods' names as fit, counted back from the latest."""
    widest = max(len(period.axis) for period in periods) * LETTER + 12
    steps = max(1, periods[-1].step - periods[0].step)
    every_narrow = max(1, math.ceil(widest * steps / NARROW))
    every_wide = max(1, math.ceil(widest * steps / WIDE))
    if every_narrow % every_wide:
        every_narrow += every_wide - every_narrow % every_wide
    marks = []
    for period, place in zip(periods, _across(periods), strict=True):
        back = periods[-1].step - period.step
        if back % every_wide == 0:
            mark = Mark(period.axis, percent(place), FLOOR + 28, back % every_narrow != 0)
            marks.append(mark)
    return tuple(marks)


def _apart(traces: Sequence[Trace]) -> tuple[Trace, ...]:
    """Give the traces with the values at their ends moved apart, so that none covers another."""
    labelled = sorted((t for t in traces if t.end_text), key=lambda trace: trace.end_y)
    places: list[int] = []
    for trace in labelled:
        places.append(max(trace.end_y, places[-1] + LABEL_GAP if places else TOP))
    limit = FLOOR
    for number in range(len(places) - 1, -1, -1):
        places[number] = min(places[number], limit)
        limit = places[number] - LABEL_GAP
    moved = {trace.role: place for trace, place in zip(labelled, places, strict=True)}
    return tuple(
        Trace(t.role, t.segments, t.marks, t.end_text, moved.get(t.role, 0)) for t in traces
    )
