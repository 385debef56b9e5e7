"""What disclosure control works on: counts, the sums that tie them, and the figures made of them.

Plain data without logic. `lineage` and `system` make it; everything that decides what is hidden,
or checks it, reads it. Every tuple and mapping is sorted by key: same input, same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

# Table, measure, time_period, area_code, breakdown_topic and breakdown of `int_local_observations`.
# Totals are topic 'Total', breakdown 'Total'. A count that no observation holds (a complement, a
# rest) has a measure of its own in words: "plans less plans_neet", "pupils, other".
Key = tuple[str, str, str, str, str, str]
# Indicator, time_period, area_code, breakdown_topic and breakdown of a figure.
Place = tuple[str, str, str, str, str]
HIDDEN = "c"  # the reason of a figure that is held back


@dataclass(frozen=True)
class Cell:
    """One count of children or events, or a sum over children (points, sessions)."""

    key: Key
    value: float  # the true one: it never leaves the disclose stage
    is_printed: bool  # a figure prints it, as numerator or denominator, unless it is hidden
    is_sum: bool = False  # a sum over children, not a number of children or events
    group: Key | None = None  # of a sum: the count of children it is over


@dataclass(frozen=True)
class Relation:
    """The total is the sum of its parts, in the true values, up to 1e-6."""

    total: Key
    parts: tuple[Key, ...]


@dataclass(frozen=True)
class Use:
    """One own figure (a row of `indicator_values` with the status 'local') and its counts."""

    indicator_id: str
    time_period: str
    area_code: str
    breakdown_topic: str
    breakdown: str
    numerator: Key | None
    denominator: Key | None
    others: tuple[Key, ...] = ()  # further counts of its value: the other side of a ratio or gap
    rest: Key | None = None  # denominator less numerator, where that counts some of its children
    group: Key | None = None  # the number of children it is about; of a mean its denominator

    @property
    def printed(self) -> tuple[Key, ...]:
        """The counts that the figure gives, or gives away with a count beside it."""
        counts = (self.numerator, self.denominator, *self.others)
        return tuple(key for key in counts if key is not None)

    @property
    def place(self) -> Place:
        """What tells the figure from all others."""
        return (
            *(self.indicator_id, self.time_period, self.area_code),
            *(self.breakdown_topic, self.breakdown),
        )


@dataclass(frozen=True)
class System:
    """All counts that are published together, and everything known of how they hang together."""

    cells: Mapping[Key, Cell]
    relations: tuple[Relation, ...]
    uses: tuple[Use, ...]
    public: Mapping[Key, float]  # cells that a department publishes with the same value
