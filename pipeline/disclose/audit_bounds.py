"""What bounds on some counts say of others: of a sum, each part is the rest taken away."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

Span = tuple[float, float]

_NEARLY = 1e-9
_MOST_ROUNDS = 50  # bounds that creep on are left to the linear programs


class Line(NamedTuple):
    """One equation: the weights times the hidden counts in these columns add up to `right`."""

    columns: tuple[int, ...]
    weights: tuple[float, ...]
    right: float


def narrowed(box: Sequence[Span], lines: Sequence[Line]) -> list[Span]:
    """Give the bounds of every column after adding and subtracting along every line.

    ValueError where nothing fits.
    """
    spans = list(box)
    of_column: dict[int, list[int]] = defaultdict(list)
    for number, line in enumerate(lines):
        for column in line.columns:
            of_column[column].append(number)
    waiting = list(range(len(lines)))
    for _ in range(_MOST_ROUNDS):
        changed = {column for number in waiting for column in _narrow(spans, lines[number])}
        if not changed:
            break
        waiting = sorted({number for column in changed for number in of_column[column]})
    return spans


def _narrow(spans: list[Span], line: Line) -> list[int]:
    """Narrow the spans of one line in place, and give the columns that changed."""
    ends = [
        (weight * spans[column][0], weight * spans[column][1])
        for column, weight in zip(line.columns, line.weights, strict=True)
    ]
    lows, highs = [min(pair) for pair in ends], [max(pair) for pair in ends]
    changed = []
    for place, (column, weight) in enumerate(zip(line.columns, line.weights, strict=True)):
        least = line.right - _sum_without(highs, place)
        most = line.right - _sum_without(lows, place)
        if weight < 0:
            least, most = most, least
        low, high = spans[column]
        new = (max(low, least / weight), min(high, most / weight))
        if new[0] > new[1] + 1e-6 * max(1.0, abs(new[1])):
            raise ValueError("nothing fits: what is known of the counts contradicts their sums")
        if new[0] > low + _NEARLY or new[1] < high - _NEARLY:
            spans[column] = (min(new), max(new))
            changed.append(column)
    return changed


def _sum_without(values: Sequence[float], place: int) -> float:
    return math.fsum(value for number, value in enumerate(values) if number != place)
