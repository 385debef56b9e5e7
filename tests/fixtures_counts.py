"""Made-up counts of the council's own records, and the systems that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.disclose.counts import Key, Relation, System
from pipeline.disclose.identities import Identity
from pipeline.disclose.observed import Figure, Observed, Twin
from pipeline.disclose.places import HOME, ICB, LOCALITY, Places
from pipeline.disclose.system import Records, make_system
from pipeline.own_counts import OwnCounts

PERIOD = "202425"
AREA = "501"
NO_PLACES = Places(AREA, {AREA: HOME}, {})
# North and East lie in one ICB, South in the other; West straddles both.
PLACES = Places(
    AREA,
    {
        AREA: HOME,
        **dict.fromkeys(("north", "east", "south", "west", "nowhere"), LOCALITY),
        **dict.fromkeys(("icb-1", "icb-2", "icb-none"), ICB),
    },
    {
        "north": frozenset(["icb-1"]),
        "east": frozenset(["icb-1"]),
        "south": frozenset(["icb-2"]),
        "west": frozenset(["icb-1", "icb-2"]),
        "nowhere": frozenset(["icb-none"]),
    },
)


def key(
    measure: str,
    topic: str = "Total",
    breakdown: str = "Total",
    area: str = AREA,
    table: str = "plans",
) -> Key:
    """A key of the one made-up period."""
    return (table, measure, PERIOD, area, topic, breakdown)


def figure(
    indicator_id: str,
    counts: tuple[float | None, float | None],
    topic: str = "Total",
    breakdown: str = "Total",
    *,
    area: str = AREA,
    kind: str = "rate",
    value: float | None = 1.0,
) -> Figure:
    """An own figure with its numerator and denominator."""
    return Figure(indicator_id, kind, PERIOD, area, topic, breakdown, *counts, value)


def system_of(
    values: Mapping[Key, float],
    figures: Sequence[Figure],
    own_counts: Mapping[str, OwnCounts],
    *,
    places: Places = NO_PLACES,
    identities: Sequence[Identity] = (),
    twins: Sequence[Twin] = (),
) -> System:
    """The system of made-up counts."""
    return make_system(
        Records(
            figures=tuple(figures),
            twins=tuple(twins),
            observed=Observed(values),
            places=places,
            own_counts={name: (entry,) for name, entry in own_counts.items()},
            identities=tuple(identities),
        )
    )


def relation(total: Key, *parts: Key) -> Relation:
    """A relation with its parts in order."""
    return Relation(total, tuple(sorted(parts)))


def values(system: System) -> dict[Key, float]:
    """The value of every cell."""
    return {name: cell.value for name, cell in system.cells.items()}
