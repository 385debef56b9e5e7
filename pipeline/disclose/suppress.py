"""Which counts to hide besides the small ones, so that the small ones cannot be worked out.

For each sensitive count a linear program asks: which other counts would have to be unknown, so that
this one could just as well be large? It moves counts away from their true values along the sums
that hold between them, at a cost for each that is not hidden yet, until the sensitive one reaches
its target. Whatever had to move is hidden. (The deviation programs of Kelly, Golden and Assad
1992; the costs per unit approximate a fixed charge per count.) Passes over what was chosen then
leave out what proves not to be needed.

The order of keys breaks every tie and each program starts afresh, so the choice depends on the
counts alone.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.disclose.moves import Floats, Line, Moves

Flags = NDArray[np.bool_]

_NEARLY = 1e-6
_LEAST_STEP = 0.3  # a count that moves by less is charged as if it moved by this
_DEARER = 1.5  # what a solution did without costs this much more while it is refined
# One more pass over a component of no more counts than each of these.
_LOOKS = (math.inf, 1000, 600, 600)


@dataclass(frozen=True)
class Hideable:
    """A count as the suppressor sees it.

    value    the true one
    floor    the least that an outsider holds possible once it is hidden
    cost     what its hiding costs the reader: 0 of what is not printed, inf where it cannot be
    target   of a sensitive count, which is hidden: the value that it must be able to have
    """

    value: float
    floor: float = 0.0
    cost: float = 1.0
    target: float | None = None


@dataclass(frozen=True)
class Choice:
    """What is hidden, sensitive counts and what is not printed included.

    A sensitive count is `unprotected` where it cannot reach its target whatever else is hidden.
    """

    hidden: frozenset[Any]
    unprotected: tuple[Any, ...]


def choose_hidden(
    cells: Mapping[Any, Hideable], relations: Iterable[tuple[Any, Sequence[Any]]]
) -> Choice:
    """Give the counts to hide, such that every sensitive one can reach its target.

    `relations` are totals with their parts. The keys have to be sortable.
    """
    hidden = {key for key, cell in cells.items() if cell.target is not None or cell.cost == 0}
    unprotected: list[Any] = []
    for keys, lines in _components(cells, relations):
        component = _Component([cells[key] for key in keys], lines)
        chosen = component.choose()
        hidden.update(keys[place] for place in np.flatnonzero(chosen))
        unprotected += [keys[place] for place in component.unprotected]
    return Choice(frozenset(hidden), tuple(sorted(unprotected)))


def _components(
    cells: Mapping[Any, Hideable], relations: Iterable[tuple[Any, Sequence[Any]]]
) -> list[tuple[list[Any], list[Line]]]:
    """Give the counts that can move together with a sensitive one, and the sums between them."""
    movable = {key for key, cell in cells.items() if math.isfinite(cell.cost)}
    sums = _sums(movable, relations)
    parent = {key: key for key in movable}

    def root(key: Any) -> Any:
        while parent[key] != key:
            parent[key] = parent[parent[key]]
            key = parent[key]
        return key

    for members in sums:
        for key, _ in members[1:]:
            parent[root(key)] = root(members[0][0])
    together: dict[Any, tuple[list[Any], list[Line]]] = {}
    place: dict[Any, int] = {}
    for key in sorted(movable):
        keys, _ = together.setdefault(root(key), ([], []))
        place[key] = len(keys)
        keys.append(key)
    for members in sums:
        lines = together[root(members[0][0])][1]
        lines.append(tuple((place[key], weight) for key, weight in members))
    sensitive = {key for key, cell in cells.items() if cell.target is not None}
    return [found for found in together.values() if not sensitive.isdisjoint(found[0])]


def _sums(
    movable: Collection[Any], relations: Iterable[tuple[Any, Sequence[Any]]]
) -> list[tuple[tuple[Any, float], ...]]:
    """Give the members that can move of each sum, with their weights; each sum once, in order."""
    sums = set()
    for total, parts in relations:
        weights: dict[Any, float] = defaultdict(float)
        for key, weight in [(total, -1.0), *((part, 1.0) for part in parts)]:
            if key in movable:
                weights[key] += weight
        sums.add(tuple(sorted((key, weight) for key, weight in weights.items() if weight)))
    return sorted(members for members in sums if members)


class _Component:
    """Counts that hang together, and the passes that choose among them."""

    def __init__(self, cells: Sequence[Hideable], lines: Sequence[Line]) -> None:
        self.value = np.array([cell.value for cell in cells])
        self.cost = np.array([cell.cost for cell in cells])
        self.target = np.array([math.nan if c.target is None else c.target for c in cells])
        self.down = np.maximum(self.value - np.array([cell.floor for cell in cells]), 0.0)
        self.up = np.full(len(cells), math.inf)
        self.always: Flags = ~np.isnan(self.target) | (self.cost == 0)
        self.unprotected: list[int] = []
        self.moves = Moves(len(cells), lines)

    def choose(self) -> Flags:
        """Give which counts are hidden."""
        places = range(len(self.value))
        largest = sorted(places, key=lambda place: (-self.value[place], place))
        smallest = sorted(places, key=lambda place: (self.value[place], place))
        chosen = self._pass(np.ones(len(places), dtype=bool), largest, refinements=2)
        again = [smallest, largest, list(places), list(reversed(places))]
        for order in again[: self._passes()]:
            fewer = self._pass(chosen, order, refinements=1)
            if self.cost[fewer].sum() <= self.cost[chosen].sum():
                chosen = fewer
        return chosen

    def _passes(self) -> int:
        """Give how often to look for what is not needed: the larger, the dearer a look is."""
        return sum(len(self.value) <= limit for limit in _LOOKS)

    def _pass(self, allowed: Flags, order: Sequence[int], refinements: int) -> Flags:
        """Give what is hidden after every sensitive count has reached its target."""
        down, up = np.where(allowed, self.down, 0.0), np.where(allowed, self.up, 0.0)
        self.moves.allow(down, up)
        hidden: Flags = self.always.copy()
        waiting = dict.fromkeys(place for place in order if self.always[place])
        self.unprotected = []
        while waiting:
            place = next(iter(waiting))
            del waiting[place]
            step = self.target[place] - self.value[place]
            if not step > 0:  # nothing to reach, or not sensitive
                continue
            self.moves.allow_one(place, 0.0, math.inf, least=step)
            moved = self._sparsest(step, hidden, refinements)
            self.moves.allow_one(place, down[place], up[place])
            if moved is None:
                self.unprotected.append(place)
                continue
            hidden |= moved != 0
            reached = self.value + moved >= self.target - _NEARLY
            for other in [other for other in waiting if reached[other]]:
                del waiting[other]
        return hidden

    def _sparsest(self, step: float, hidden: Flags, refinements: int) -> Floats | None:
        """Give a movement that needs few counts more, each refinement fewer than the one before."""
        price = np.where(hidden, 0.0, self.cost)
        up = price / step
        down = price / np.minimum(step, np.maximum(self.down, _LEAST_STEP))
        best, least = self.moves.cheapest(up, down), math.inf
        moved = best
        for _ in range(refinements):
            if moved is None or not (price[moved != 0] > 0).any():
                break
            least = float(price[moved != 0].sum())
            size = np.maximum(np.abs(moved), _LEAST_STEP)
            used = moved != 0
            moved = self.moves.cheapest(
                np.where(used, price / size, up * _DEARER),
                np.where(used, price / size, down * _DEARER),
            )
            if moved is not None and price[moved != 0].sum() < least - _NEARLY:
                best = moved
        return best
