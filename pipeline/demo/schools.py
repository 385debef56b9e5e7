"""Invented schools whose pupils add up to those of their place, phase by phase."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from pipeline.demo.chance import spread, stream, varied
from pipeline.demo.school_census import (
    ALTERNATIVE,
    INDEPENDENT,
    NON_MAINTAINED,
    NONE,
    NURSERY,
    PHASES,
    PLAN,
    PRIMARY,
    SECONDARY,
    SPECIAL,
    SUPPORT,
)

_SIZES = {
    NURSERY: 70,
    PRIMARY: 240,
    SECONDARY: 950,
    SPECIAL: 120,
    ALTERNATIVE: 60,
    NON_MAINTAINED: 40,
    INDEPENDENT: 260,
}
_ENDINGS = {
    NURSERY: "Nursery School",
    PRIMARY: "Primary School",
    SECONDARY: "Academy",
    SPECIAL: "Special School",
    ALTERNATIVE: "Alternative Provision Academy",
    NON_MAINTAINED: "School for Special Needs",
    INDEPENDENT: "Independent School",
}
_FIRST = (
    "Alder Birch Bramble Clover Curlew Fern Finch Foxglove Gorse Harebell Hazel Heron Juniper "
    "Kestrel Kingfisher Lapwing Lark Linnet Maple Osier Plover Quince Rowan Sorrel Swift Teasel "
    "Thistle Wren Yarrow"
)
_SECOND = "Bank Bridge Brow Copse Cross Dale Fold Green Grove Hill Lane Mead Row Side Spring Way"


@dataclass(frozen=True)
class School:
    """One invented school."""

    name: str
    pupils: int
    plans: int
    support: int


def schools(place: str, pupils: Counter[tuple[str, str]]) -> Iterator[School]:
    """The schools of a place, with all its pupils in them."""
    for phase in PHASES:
        rng = stream("schools", place, phase)
        groups = {group: pupils[phase, group] for group in (PLAN, SUPPORT, NONE)}
        total = sum(groups.values())
        if not total:
            continue
        number = max(1, total // _SIZES[phase])
        sizes = [varied(rng, 1, 0.7) for _ in range(number)]
        plans, support, none = (
            spread(count, [varied(rng, size, 0.5) for size in sizes]) for count in groups.values()
        )
        for name, p, s, n in zip(_names(rng, number, phase), plans, support, none, strict=True):
            yield School(name, p + s + n, p, s)


def _names(rng: Random, number: int, phase: str) -> list[str]:
    names = [f"{first} {second}" for first in _FIRST.split() for second in _SECOND.split()]
    return [f"{name} {_ENDINGS[phase]}" for name in rng.sample(names, number)]
