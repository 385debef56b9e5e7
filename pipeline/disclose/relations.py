"""How the counts add up: over the groups of a topic, over localities and ICBs, and complements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from pipeline.disclose.counts import Key, Relation
from pipeline.disclose.observed import TOTAL, Observed, line_of, with_measure
from pipeline.disclose.places import HOME, ICB, LOCALITY, Places

SAME = 1e-6


class Words(NamedTuple):
    """What the counts are called that a sum needs beside its total and parts."""

    left_over: str
    added_up: str
    counted_twice: str


_GROUPS = Words("other", "added up", "counted twice")
_LOCALITIES = Words("in no locality", "localities added up", "in two localities")
_ICBS = Words("in no ICB", "ICBs added up", "in two ICBs")
_SHARED = Words("in shared localities", "whole localities added up", "in two whole localities")


class Ledger:
    """The cells and relations of a system while it is put together."""

    def __init__(self, observed: Observed, sums: Mapping[tuple[str, str], str]) -> None:
        self.observed = observed
        self.cells: dict[Key, float] = {}
        self.relations: list[Relation] = []
        self.rests: dict[Key, tuple[Key, Key]] = {}  # what is left of a total without one part
        self.groups: dict[Key, Key] = {}  # of a sum: the key of its children, if there is one
        self._sums = sums

    def add(self, key: Key) -> None:
        """Take a count into the system; one that has no row is 0."""
        if key in self.cells:
            return
        self.cells[key] = self.observed.values.get(key, 0.0)
        if key[:2] in self._sums:
            self.groups[key] = with_measure(key, self._sums[key[:2]])

    def value(self, key: Key) -> float:
        """The value of a count, in the system or not."""
        return self.cells.get(key, self.observed.values.get(key, 0.0))

    def is_known(self, key: Key) -> bool:
        """Whether there is such a count."""
        return key in self.cells or key in self.observed.values

    def take_rest(self, total: Key, part: Key, rest: Key) -> None:
        """Tie a total to one of its parts and what is left; the rest is a cell even where 0."""
        if rest in self.rests:
            return
        self.add(total)
        self.add(part)
        self.cells[rest] = _no_dust(self.value(total) - self.value(part))
        self.rests[rest] = (total, part)
        self.relations.append(Relation(total, tuple(sorted((part, rest)))))

    def tie(self, total: Key, parts: Iterable[Key], words: Words, at: Key | None = None) -> None:
        """Tie a total to its parts, with what is left over or counted twice at the place `at`."""
        listed = tuple(sorted(parts))
        if not listed:
            return
        for key in (total, *listed):
            self.add(key)
        over = self.value(total) - sum(self.value(part) for part in listed)
        place = at or total
        if abs(over) <= SAME:
            self.relations.append(Relation(total, listed))
        elif over > 0 or total[:2] in self._sums:
            left_over = self._make(total, place, words.left_over, over)
            self.relations.append(Relation(total, tuple(sorted((*listed, left_over)))))
        else:
            added_up = self._make(total, place, words.added_up, self.value(total) - over)
            twice = self._make(total, place, words.counted_twice, -over)
            self.relations.append(Relation(added_up, listed))
            self.relations.append(Relation(added_up, tuple(sorted((total, twice)))))

    def _make(self, total: Key, place: Key, words: str, value: float) -> Key:
        key = with_measure(place, f"{total[1]}, {words}")
        self.cells[key] = value
        group = self._sums.get(total[:2])
        if group:
            self.groups[key] = with_measure(place, f"{group}, {words}")
        return key


def _no_dust(value: float) -> float:
    return 0.0 if abs(value) <= SAME else value


def take_lines(ledger: Ledger, used: Iterable[Key], places: Places) -> None:
    """Take every group of the used lines and their totals, in all areas of the used levels.

    The groups in the localities are counts too where no figure prints them: both margins limit
    them, and so do the denominators that are printed there.
    """
    topics: dict[tuple[str, ...], set[str]] = {}
    levels: dict[tuple[str, ...], set[str]] = {}
    for table, measure, period, area, topic, _ in used:
        topics.setdefault((table, measure, period), {TOTAL}).add(topic)
        levels.setdefault((table, measure, period), set()).add(places.level[area])
    for key in ledger.observed.values:
        about = key[:3]
        if key[4] in topics.get(about, ()) and places.level[key[3]] in levels[about]:
            ledger.add(key)


def tie_groups(ledger: Ledger, subtotals: Mapping[Key, tuple[Key, ...]]) -> None:
    """Each total is the sum of each topic's groups; a subtotal is none of them."""
    lines = sorted({line_of(key) for key in ledger.cells if key in ledger.observed.values})
    for line in lines:
        total = (*line[:4], TOTAL, TOTAL)
        if line[4] == TOTAL or not ledger.is_known(total):
            continue
        parts = [key for key in ledger.observed.keys_of(line) if key not in subtotals]
        ledger.tie(total, parts, _GROUPS, (*line, TOTAL))


def tie_places(ledger: Ledger, places: Places) -> None:
    """The area is the sum of its localities, and of its ICBs; an ICB holds its whole localities."""
    cells = sorted(key for key in ledger.cells if key in ledger.observed.values)
    for key in cells:
        if places.level[key[3]] == HOME:
            ledger.tie(key, _in(ledger, key, places.of_level(LOCALITY)), _LOCALITIES)
            ledger.tie(key, _in(ledger, key, places.of_level(ICB)), _ICBS)
        elif places.level[key[3]] == ICB:
            ledger.tie(key, _in(ledger, key, places.wholly_in(key[3])), _SHARED)


def _in(ledger: Ledger, key: Key, areas: Iterable[str]) -> list[Key]:
    """The cells of the same count in these areas."""
    found = ((*key[:3], area, *key[4:]) for area in areas)
    return [other for other in found if other in ledger.cells]
