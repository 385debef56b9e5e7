"""What an attacker can work out of the counts that are hidden: the auditor.

It knows what anybody can know, the printed counts and the sums that hold between all of them, and
gives for each hidden count the least and the greatest value that fits. Three ways are taken, each
able to answer more than the one before: what plain algebra determines, what adding and subtracting
bounds leaves, and linear programs for the rest. It shares no code with the suppressor.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from typing import TypeVar

from pipeline.disclose.audit_algebra import determined
from pipeline.disclose.audit_bounds import Line, narrowed
from pipeline.disclose.audit_programs import ranges

K = TypeVar("K", bound=Hashable)
Known = Mapping[K, "float | tuple[float, float]"]

_NEARLY = 1e-6  # of what a solver calls equal, a whole number may be missed by this much


def feasible_intervals(
    cells: Mapping[K, int],
    relations: Iterable[tuple[K, Sequence[K]]],
    suppressed: Collection[K],
    lower: int = 0,
    known: Known[K] | None = None,
) -> dict[K, tuple[int | float, int | float]]:
    """Give the least and the greatest whole number that each suppressed cell can be.

    cells       every count by its key; those in `suppressed` are used for nothing but `lower`
    relations   (total, parts): the total is the sum of its parts
    lower       0, or 1 for an attacker who knows that zeros are printed. A suppressed cell that
                is 0 all the same keeps 0.
    known       what the attacker knows besides: of a cell its value, or (least, greatest)

    The greatest is `math.inf` where nothing limits it. ValueError where a relation names an unknown
    key, a true sum does not hold, or nothing fits what is `known`.
    """
    lines = list(relations)
    hidden = set(suppressed)
    _stop_for_nonsense(cells, lines, hidden, known or {})
    floors = {key: float(min(lower, cells.get(key, lower))) for key in hidden}
    found = feasible_ranges(cells, lines, floors, known)
    return {key: (_up(low), _down(high)) for key, (low, high) in sorted_items(found)}


def feasible_ranges(
    values: Mapping[K, float],
    relations: Iterable[tuple[K, Sequence[K]]],
    floors: Mapping[K, float],
    known: Known[K] | None = None,
) -> dict[K, tuple[float, float]]:
    """Give the range of real numbers that each hidden count can have.

    The hidden ones are the keys of `floors`, with the least that each is thought to be; any other
    count is known by its value. ValueError where nothing fits.
    """
    bounds: dict[K, tuple[float, float]] = {key: (floor, math.inf) for key, floor in floors.items()}
    printed: dict[K, float] = {key: value for key, value in values.items() if key not in floors}
    for key, fact in (known or {}).items():
        least, most = fact if isinstance(fact, tuple) else (fact, fact)
        if key in bounds:
            bounds[key] = (max(bounds[key][0], least), min(bounds[key][1], most))
        elif key not in printed:
            bounds[key] = (least, most)
    order = _ordered(bounds)
    lines = _lines(order, printed, list(relations))
    box = narrowed([bounds[key] for key in order], lines)
    fixed = determined(len(order), lines)
    found = ranges(box, lines, fixed)
    return {key: span for key, span in zip(order, found, strict=True) if key in floors}


def sorted_items(found: Mapping[K, tuple[float, float]]) -> list[tuple[K, tuple[float, float]]]:
    """Give the items in an order that does not depend on how they came."""
    return [(key, found[key]) for key in _ordered(found)]


def _ordered(keys: Iterable[K]) -> list[K]:
    return sorted(keys, key=lambda key: (str(type(key)), str(key)))


def _lines(
    order: Sequence[K], printed: Mapping[K, float], relations: Iterable[tuple[K, Sequence[K]]]
) -> list[Line]:
    """Give the relations as equations of hidden counts, each once, what is printed on the right."""
    place = {key: number for number, key in enumerate(order)}
    seen: dict[tuple[tuple[int, ...], tuple[float, ...]], Line] = {}
    for total, parts in relations:
        weights: dict[int, float] = {}
        right = 0.0
        for key, weight in [(total, -1.0), *((part, 1.0) for part in parts)]:
            if key in place:
                weights[place[key]] = weights.get(place[key], 0.0) + weight
            else:
                right -= weight * printed[key]
        columns = tuple(sorted(column for column, weight in weights.items() if weight))
        if columns:
            line = Line(columns, tuple(weights[column] for column in columns), right)
            seen.setdefault((line.columns, line.weights), line)
    return [seen[key] for key in sorted(seen)]


def _stop_for_nonsense(
    cells: Mapping[K, float],
    relations: Iterable[tuple[K, Sequence[K]]],
    hidden: Collection[K],
    known: Known[K],
) -> None:
    for total, parts in relations:
        named = (total, *parts)
        if any(key not in cells and key not in known and key not in hidden for key in named):
            raise ValueError("a relation names a key that is not among the cells")
        if all(key in cells for key in named) and not math.isclose(
            cells[total], sum(cells[part] for part in parts), abs_tol=_NEARLY
        ):
            raise ValueError("a total is not the sum of its parts: their intervals mean nothing")


def _up(low: float) -> int | float:
    return math.ceil(low - _NEARLY) if math.isfinite(low) else low


def _down(high: float) -> int | float:
    return math.floor(high + _NEARLY) if math.isfinite(high) else high
