"""Counts of several measures and tables that count the same children: count_identities.csv.

A row names one part of a total, as patterns over table, measure, topic and breakdown; the period
and the area are those of the total. `*` stands for all alike, `each` for every group of the topic.
An identity that the counts of a place do not fulfil is left out there.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.disclose.counts import Key, Relation
from pipeline.disclose.lineage import rest_key
from pipeline.disclose.observed import Observed, with_measure
from pipeline.disclose.relations import SAME, Ledger
from pipeline.project import project_dir

SEED = Path("seeds/reference/count_identities.csv")
EQUAL = "equal"
ANY = "*"
EACH = "each"
Pattern = tuple[str, str, str, str]  # table, measure, topic, breakdown


@dataclass(frozen=True)
class Identity:
    """A total is the sum of its parts, or at least that: then something is left over."""

    identity_id: str
    relation: str  # 'equal' or 'at least'
    total: Pattern
    parts: tuple[Pattern, ...]


@dataclass(frozen=True)
class Instance:
    """An identity in one period and area."""

    identity: Identity
    total: Key
    parts: tuple[Key, ...]


def read_identities(project: Path | None = None) -> tuple[Identity, ...]:
    """The identities in the order of the file, in which later ones may name rests of earlier."""
    with ((project or project_dir()) / SEED).open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found: dict[str, Identity] = {}
    for row in rows:
        total, part = (
            (
                *(row[f"{side}_table"], row[f"{side}_measure"]),
                *(row[f"{side}_topic"], row[f"{side}_breakdown"]),
            )
            for side in ("total", "part")
        )
        name = row["identity_id"]
        parts = (*(found[name].parts if name in found else ()), part)
        found[name] = Identity(name, row["relation"], total, parts)
    return tuple(found.values())


class Counts:
    """All counts, observed and made, by their measure; what is made later is seen as well."""

    def __init__(self, observed: Observed, made: Mapping[Key, float]) -> None:
        self._observed = observed
        self._made = made
        self._by_measure: dict[str, list[Key]] = {}
        for key in sorted(observed.values):
            self._by_measure.setdefault(key[1], []).append(key)
            self._by_measure.setdefault(ANY, []).append(key)

    def instances(self, identity: Identity) -> Iterator[Instance]:
        """The identity in each period and area that has its total, in order."""
        table, measure, topic, breakdown = identity.total
        for key in self._of_measure(measure):
            if topic in (ANY, key[4]) and breakdown in (ANY, key[5]) and table in (ANY, key[0]):
                parts = {found for part in identity.parts for found in self._bound(part, key)}
                if parts and parts != {key}:
                    yield Instance(identity, key, tuple(sorted(parts)))

    def over(self, instance: Instance) -> float:
        """How much more the total is than its parts."""
        parts = sum(self._value(part) for part in instance.parts)
        return self._value(instance.total) - parts

    def _of_measure(self, measure: str) -> list[Key]:
        found = self._by_measure.get(measure)
        return found or sorted(key for key in self._made if key[1] == measure)

    def _value(self, key: Key) -> float:
        found = self._observed.values.get(key)
        return self._made[key] if found is None else found

    def _bound(self, part: Pattern, total: Key) -> Iterator[Key]:
        table, measure, topic, breakdown = (
            own if pattern == ANY else pattern
            for pattern, own in zip(part, (*total[:2], *total[4:]), strict=True)
        )
        line = (table, measure, total[2], total[3], topic)
        if breakdown == EACH:
            yield from self._observed.keys_of(line)
        elif (key := (*line, breakdown)) in self._observed.values or key in self._made:
            yield key


def find_subtotals(identities: tuple[Identity, ...], counts: Counts) -> dict[Key, tuple[Key, ...]]:
    """The totals whose parts are groups of their own topic."""
    return {
        found.total: found.parts
        for identity in identities
        if identity.relation == EQUAL
        and all(_is_beside(identity.total, part) for part in identity.parts)
        for found in counts.instances(identity)
    }


def _is_beside(total: Pattern, part: Pattern) -> bool:
    return part[:3] == total[:3] and part[3] != total[3] and total[3] != "Total"


def tie_identities(ledger: Ledger, identities: tuple[Identity, ...]) -> list[tuple[Key, Key]]:
    """Tie what the identities say of the system's cells; gives the pairs that are one count."""
    same: list[tuple[Key, Key]] = []
    counts = Counts(ledger.observed, ledger.cells)
    for identity in identities:
        for found in counts.instances(identity):
            over = counts.over(found)
            if identity.relation == EQUAL and abs(over) <= SAME:
                if len(found.parts) == 1:
                    same.append((found.total, found.parts[0]))
                elif _concerns(ledger, found):
                    _tie(ledger, found)
            elif identity.relation != EQUAL and over >= -SAME and _concerns(ledger, found):
                _tie_with_rest(ledger, found, max(over, 0.0))
    return same


def _concerns(ledger: Ledger, found: Instance) -> bool:
    """Whether the identity ties at least two cells of the system."""
    return sum(key in ledger.cells for key in (found.total, *found.parts)) > 1


def _tie(ledger: Ledger, found: Instance) -> None:
    for key in (found.total, *found.parts):
        ledger.add(key)
    ledger.relations.append(Relation(found.total, found.parts))


def _tie_with_rest(ledger: Ledger, found: Instance, over: float) -> None:
    if len(found.parts) == 1:
        [part] = found.parts
        ledger.take_rest(found.total, part, rest_key(found.total, part))
        return
    for key in (found.total, *found.parts):
        ledger.add(key)
    rest = with_measure(found.total, f"{found.total[1]}, rest of {found.identity.identity_id}")
    ledger.cells[rest] = over
    ledger.relations.append(Relation(found.total, tuple(sorted((*found.parts, rest)))))
