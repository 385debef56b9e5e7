"""Made-up numbers that are the same on every run, on every computer and in every Python.

No logarithm, power or float `sum()` is used anywhere in this package: their last digit differs
between platforms and Python versions, and one different digit can move one pupil.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import floor, fsum
from random import Random
from typing import TypeVar

Card = TypeVar("Card")


def stream(*names: object) -> Random:
    """A source of chance for `names` alone: a new draw elsewhere changes nothing here."""
    return Random("/".join(("jsna demonstration", *map(str, names))))


def rounded(number: float) -> int:
    """The nearest whole number, halves up."""
    return floor(number + 0.5)


def spread(total: int, weights: Sequence[float]) -> list[int]:
    """Whole numbers that sum to `total` exactly and follow `weights` as nearly as they can."""
    whole = fsum(weights)
    if not whole:
        if total:
            raise ValueError(f"nothing to spread {total} over")
        return [0] * len(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [floor(share) for share in exact]
    by_remainder = sorted(range(len(parts)), key=lambda index: (parts[index] - exact[index], index))
    for index in by_remainder[: total - sum(parts)]:
        parts[index] += 1
    return parts


def spread_over(total: int, weights: Mapping[Card, float]) -> Counter[Card]:
    """`spread`, keyed: how many of `total` each key of `weights` gets."""
    return Counter(dict(zip(weights, spread(total, list(weights.values())), strict=True)))


def draw(rng: Random, weights: Mapping[Card, float], size: int) -> list[Card]:
    """`size` keys of `weights`, drawn with their weights."""
    return rng.choices(list(weights), weights=list(weights.values()), k=size)


def deal(rng: Random, deck: Counter[Card]) -> list[Card]:
    """Every card of the deck as often as it is in it, in a random order."""
    cards = list(deck.elements())
    rng.shuffle(cards)
    return cards


def varied(rng: Random, around: float, by: float) -> float:
    """A number within the share `by` of `around`."""
    return around * (1 + by * (2 * rng.random() - 1))


def between(anchors: Mapping[int, float], year: int) -> float:
    """The value of a series in `year`, on straight lines between its anchor years."""
    years = sorted(anchors)
    if year <= years[0]:
        return anchors[years[0]]
    for before, after in zip(years, years[1:], strict=False):
        if year <= after:
            share = (year - before) / (after - before)
            return anchors[before] + (anchors[after] - anchors[before]) * share
    return anchors[years[-1]]
