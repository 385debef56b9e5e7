"""Tables about one figure: its CSV file, a sheet, a table or a chart of a page.

The headings of a cell's row and column say which figure it is. At the place of a hidden one there
must be no number at all, whatever it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.second_net.hidden import TOTAL, Spot
from pipeline.second_net.leaks import Leak
from pipeline.second_net.numbers import has_digit, tokens
from pipeline.second_net.order import is_ordered_by_hidden
from pipeline.second_net.periods import last_in, meant_by, periods_in, periods_of, without_periods
from pipeline.second_net.views import View, bare


@dataclass(frozen=True)
class Cell:
    """A cell: what a reader sees, what else it holds (attributes), and whether a bar is in it."""

    text: str
    marks: tuple[str, ...] = ()
    has_bar: bool = False


@dataclass(frozen=True)
class Line:
    """A row: its headings and its cells; `view` where it is about another figure than the rest."""

    labels: tuple[str, ...]
    cells: tuple[Cell, ...]
    view: View | None = None


@dataclass(frozen=True)
class Grid:
    """A table: its caption, the headings of its cells' columns, and its rows."""

    caption: str
    headings: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class _Place:
    """What a row is about: groups and periods, as far as its headings say."""

    groups: frozenset[str]
    periods: frozenset[str]


def search_grid(file: str, view: View | None, grid: Grid) -> Iterator[Leak]:
    """Give the places of a table that tell what is hidden."""
    for line in grid.lines:
        of = line.view or view
        if of is None or not of.hidden or any(map(of.is_of_others, line.labels)):
            continue
        if what := _told(of, grid, line):
            yield Leak(file, of.figure, what, of.indicator_id)
    if view is not None and view.is_own and view.hidden and is_told_by_order(view, grid):
        yield Leak(file, view.figure, "rows in the order of a hidden value", view.indicator_id)


def _told(view: View, grid: Grid, line: Line) -> str | None:
    place = place_of(view, grid.caption, line)
    for heading, cell in zip(grid.headings, line.cells, strict=False):
        spots = () if view.is_of_others(bare(heading)) else _spots(view, place, heading, cell)
        if spots and view.is_own and cell.has_bar:
            return "a bar"
        if spots and (_has_number(cell) if view.is_own else _gives(view, cell, spots)):
            return "a number in a table"
    return None


def place_of(view: View, caption: str, line: Line) -> _Place:
    """Give what a row's headings say it is about; the caption where they say no period."""
    labels = [" ".join(label.split()) for label in line.labels]
    groups = {group for label in labels if (group := view.group_of(label))}
    dated = [periods_of(label) for label in labels if not view.group_of(label)]
    periods = {period for found in dated for period in found}
    if not groups and line.view is not None:  # a line in words, about one figure
        said = " | ".join(labels)
        groups, periods = view.groups_in(said), meant_by(periods_in(said))
    if not periods:
        periods = set(last_in(caption) or view.periods[-1:])
    if not groups and (view.is_whole or line.view is not None or not view.is_own):
        groups = {TOTAL.casefold()}
    return _Place(frozenset(groups), frozenset(periods))


def is_told_by_order(view: View, grid: Grid) -> bool:
    """Whether rows of one period stand in an order that only the hidden values explain."""
    by_period: dict[frozenset[str], list[tuple[str, float | None]]] = {}
    hidden: dict[str, float] = {}
    for line in grid.lines:
        place = place_of(view, grid.caption, line)
        if len(place.groups) != 1 or not line.cells:
            continue
        [group] = place.groups
        for spot in view.at(place.groups, place.periods):
            hidden[group] = spot.rates[0] if spot.rates else 0.0
        texts = list(tokens(line.cells[0].text))
        shown = texts[0].value if texts else None
        by_period.setdefault(place.periods, []).append((group, shown))
    return any(is_ordered_by_hidden(rows, hidden) for rows in by_period.values())


def _spots(view: View, place: _Place, heading: str, cell: Cell) -> tuple[Spot, ...]:
    """Give the hidden figures that a cell is about; its column may name a group or a period."""
    group = view.group_of(bare(heading))
    dated = periods_of(bare(heading))
    said = meant_by(periods_in(cell.text))
    return view.at({group} if group else place.groups, said or dated or place.periods)


def _has_number(cell: Cell) -> bool:
    return any(map(has_digit, (without_periods(cell.text), *cell.marks)))


def _gives(view: View, cell: Cell, spots: tuple[Spot, ...]) -> bool:
    groups = {spot.group.casefold() for spot in spots}
    texts = (cell.text, *cell.marks)
    return any(view.gives(token, spots, groups) for text in texts for token in tokens(text))


def grid_of(head: Sequence[str], body: Iterable[Sequence[str]]) -> Grid:
    """Give the table that a CSV file or a sheet holds: headings with a unit are measures."""
    first = next((n for n, name in enumerate(head) if name.rstrip().endswith(")")), 1)
    first = max(first, 1)
    return Grid(
        "",
        tuple(head[first:]),
        tuple(Line(tuple(row[:first]), tuple(Cell(text) for text in row[first:])) for row in body),
    )
