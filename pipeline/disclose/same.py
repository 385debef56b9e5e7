"""Counts that are one count under several keys."""

from __future__ import annotations

from collections.abc import Container

from pipeline.disclose.counts import Key


class Same:
    """Sets of keys that are one cell, each known by its least key in the system."""

    def __init__(self, cells: Container[Key]) -> None:
        self._cells = cells
        self._above: dict[Key, Key] = {}

    def join(self, one: Key, other: Key) -> None:
        """Say that two keys are one cell."""
        one, other = self.of(one), self.of(other)
        if one != other:
            first, second = sorted((one, other), key=lambda key: (key not in self._cells, key))
            self._above[second] = first

    def of(self, key: Key) -> Key:
        """The key that stands for all of its set."""
        path = []
        while key in self._above:
            path.append(key)
            key = self._above[key]
        for passed in path:
            self._above[passed] = key
        return key
