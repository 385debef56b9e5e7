"""An attacker who tries every table of whole numbers: slow, and wrong about nothing.

It shares no code and no method with `pipeline.disclose`. There linear programs and algebra work on
real numbers; here one whole number after the other is tried until all sums hold.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
Bounds = dict[K, tuple[int, int]]

_MOST_TRIES = 300_000


class TooManyError(Exception):
    """There are more tables to try than a test has time for."""


class BruteForce(Generic[K]):
    """Everything that somebody knows of some counts: between what each lies, and what adds up."""

    def __init__(
        self, knows: Mapping[K, tuple[int, int]], sums: Sequence[tuple[K, Sequence[K]]]
    ) -> None:
        self._knows = dict(knows)
        self._sums = [(total, tuple(parts)) for total, parts in sums]
        self._sums_with: dict[K, list[int]] = {key: [] for key in knows}
        for number, (total, parts) in enumerate(self._sums):
            for key in {total, *parts}:
                self._sums_with[key].append(number)
        self._found: list[dict[K, int]] = []  # tables, each an answer to other questions too
        self._tries = 0

    def tables(self) -> Iterator[dict[K, int]]:
        """Give every table that fits."""
        return self._fitting(self._knows)

    def possible(self, key: K) -> set[int]:
        """Give every value that a count can have."""
        least, most = self._knows[key]
        return {value for value in range(least, most + 1) if self.can_be(key, value, value)}

    def can_be(self, key: K, least: int, most: int) -> bool:
        """Whether a count can have any value from least to most."""
        low, high = self._knows[key]
        asked = (max(low, least), min(high, most))
        if asked[0] > asked[1]:
            return False
        if any(asked[0] <= table[key] <= asked[1] for table in self._found):
            return True
        table = next(self._fitting({**self._knows, key: asked}), None)
        if table is not None:
            self._found.append(table)
        return table is not None

    def _fitting(self, knows: Bounds[K]) -> Iterator[dict[K, int]]:
        self._tries = 0
        narrowed = self._narrowed(knows, range(len(self._sums)))
        if narrowed is not None:
            yield from self._search(narrowed)

    def _search(self, bounds: Bounds[K]) -> Iterator[dict[K, int]]:
        """Try each value of the unknown with the fewest, and so on with what is left."""
        self._tries += 1
        if self._tries > _MOST_TRIES:
            raise TooManyError
        unknown = [key for key, (low, high) in bounds.items() if low < high]
        if not unknown:
            yield {key: low for key, (low, _) in bounds.items()}
            return
        key = min(unknown, key=lambda each: bounds[each][1] - bounds[each][0])
        for value in range(bounds[key][0], bounds[key][1] + 1):
            narrowed = self._narrowed({**bounds, key: (value, value)}, self._sums_with[key])
            if narrowed is not None:
                yield from self._search(narrowed)

    def _narrowed(self, bounds: Bounds[K], start: Sequence[int]) -> Bounds[K] | None:
        """Give what the sums leave of the bounds, by adding and subtracting; None if nothing."""
        bounds = dict(bounds)
        waiting = list(start)
        while waiting:
            total, parts = self._sums[waiting.pop()]
            low = sum(bounds[part][0] for part in parts)
            high = sum(bounds[part][1] for part in parts)
            changed = [_cut(bounds, total, low, high)]
            least, most = bounds[total]
            for part in parts:
                others_low, others_high = low - bounds[part][0], high - bounds[part][1]
                changed.append(_cut(bounds, part, least - others_high, most - others_low))
            if "nothing" in changed:
                return None
            for key, change in zip((total, *parts), changed, strict=True):
                if change == "less":
                    waiting += [n for n in self._sums_with[key] if n not in waiting]
        return bounds


def _cut(bounds: Bounds[K], key: K, least: int, most: int) -> str:
    """Cut the bounds of one count; say whether they are the same, less, or nothing."""
    low, high = bounds[key]
    bounds[key] = (max(low, least), min(high, most))
    if bounds[key][0] > bounds[key][1]:
        return "nothing"
    return "same" if bounds[key] == (low, high) else "less"
