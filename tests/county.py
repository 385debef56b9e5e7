"""Made-up counties of children for tests and benchmarks: tables of counts with all their sums."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

Key = tuple[tuple[str, str], ...]  # the dimensions that are fixed, totals left out
Person = Mapping[str, str]
Table = tuple[dict[Key, int], list[tuple[Key, list[Key]]]]


def tables(people: Sequence[Person], wanted: Iterable[Sequence[str]]) -> Table:
    """Give the cells of all the tables, equal margins once, and their sums; zeros are cells too."""
    cells: dict[Key, int] = {}
    sums: list[tuple[Key, list[Key]]] = []
    for dimensions in wanted:
        counts = Counter(key(person, shown) for person in people for shown in _margins(dimensions))
        values = {name: sorted({person[name] for person in people}) for name in dimensions}
        for shown in _margins(dimensions):
            for fixed in product(*(values[name] for name in shown)):
                person = dict(zip(shown, fixed, strict=True))
                total = key(person, shown)
                cells[total] = counts[total]
                for name in set(dimensions) - set(shown):
                    parts = [key({**person, name: value}, [*shown, name]) for value in values[name]]
                    sums.append((total, parts))
    return cells, sorted(sums)


def key(person: Person, shown: Iterable[str]) -> Key:
    """Give the key of a person's cell in the table of these dimensions."""
    return tuple(sorted((name, person[name]) for name in shown))


def _margins(dimensions: Sequence[str]) -> list[tuple[str, ...]]:
    flags = product((True, False), repeat=len(dimensions))
    return [
        tuple(name for name, is_shown in zip(dimensions, shown, strict=True) if is_shown)
        for shown in flags
    ]


def county(seed: int, children: int, sizes: Mapping[str, int]) -> list[Person]:
    """Give children whose groups are drawn at random, the first group of each kind the largest."""
    draw = random.Random(seed)
    return [
        {
            name: f"{name} {min(int(draw.expovariate(1.0) * size / 3), size - 1)}"
            for name, size in sizes.items()
        }
        for _ in range(children)
    ]
