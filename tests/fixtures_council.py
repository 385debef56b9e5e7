"""Small made-up councils, and what an outsider who reads their figures knows.

What adds up to what, and what the rule protects, is said here once more and on its own terms:
nothing of it is taken from the system or the problem that is put to the test.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import product

from pipeline.disclose.counts import Key, System, Use
from pipeline.disclose.observed import Figure, Twin
from pipeline.disclose.places import HOME, ICB, LOCALITY, Places
from pipeline.disclose.rules import Rules
from pipeline.own_counts import OwnCounts
from tests.fixtures_counts import AREA, figure, key, system_of

ALL = "Total"
Count = tuple[str, str, str]  # what is counted, area, group
Row = tuple[str, str, str]  # indicator, area, group
Sum = tuple[Count, tuple[Count, ...]]

OWN_COUNTS = {
    "rate": OwnCounts("plans", "plans_neet", "plans"),
    "share": OwnCounts("plans", "plans", "plans", of_total=True),
}
_MEASURES = {"counted": "plans_neet", "all": "plans"}


@dataclass(frozen=True)
class Council:
    """Children of whom some are counted, by locality and group, and which rows are figures."""

    children: Mapping[tuple[str, str], tuple[int, int]]  # counted, others
    rows: frozenset[Row]
    icbs: Mapping[str, str] = field(default_factory=dict)  # locality: its ICB
    public: frozenset[Row] = frozenset()

    @property
    def areas(self) -> dict[str, tuple[str, ...]]:
        """Every area that somebody lives in, with its localities."""
        localities = tuple(sorted({place for place, _ in self._inhabited()}))
        icbs = sorted({self.icbs[place] for place in localities if self.icbs})
        return {
            AREA: localities,
            **{icb: tuple(x for x in localities if self.icbs[x] == icb) for icb in icbs},
            **{locality: (locality,) for locality in localities},
        }

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups of the one topic that anybody is in."""
        return tuple(sorted({group for _, group in self._inhabited()}))

    def values(self) -> dict[Count, int]:
        """Every count, `others` being all children of the area but this group."""
        found: dict[Count, int] = {}
        for area, localities in self.areas.items():
            for group in (ALL, *self.groups):
                of = [
                    pair
                    for (place, name), pair in self.children.items()
                    if place in localities and group in (ALL, name)
                ]
                counted, rest = sum(a for a, _ in of), sum(b for _, b in of)
                found[("counted", area, group)] = counted
                found[("rest", area, group)] = rest
                found[("all", area, group)] = counted + rest
        for area in self.areas:
            for group in self.groups:
                total = found[("all", area, ALL)]
                found[("others", area, group)] = total - found[("all", area, group)]
        return found

    def sums(self) -> list[Sum]:
        """Whatever adds up."""
        found: list[Sum] = []
        for area, localities in self.areas.items():
            for group in (ALL, *self.groups):
                both = (("counted", area, group), ("rest", area, group))
                found.append((("all", area, group), both))
            for what in ("counted", "rest", "all"):
                found.append(((what, area, ALL), tuple((what, area, g) for g in self.groups)))
                for group in (ALL, *self.groups) if localities != (area,) else ():
                    parts = tuple((what, place, group) for place in localities)
                    found.append(((what, area, group), parts))
            for group in self.groups:
                both = (("all", area, group), ("others", area, group))
                found.append((("all", area, ALL), both))
        return found

    def _inhabited(self) -> list[tuple[str, str]]:
        return [place for place, pair in self.children.items() if any(pair)]

    def counts_of(self, row: Row) -> tuple[Count, Count, Count]:
        """The counts of a row: its numerator, its denominator, and what is left of that."""
        indicator, area, group = row
        if indicator == "rate":
            return ("counted", area, group), ("all", area, group), ("rest", area, group)
        return ("all", area, group), ("all", area, ALL), ("others", area, group)

    def system(self) -> System:
        """The system that is protected."""
        values, figures, twins = self.values(), [], []
        for row in sorted(self.rows):
            top, bottom, _ = (float(values[count]) for count in self.counts_of(row))
            figures.append(_figure(row, top, bottom))
            if row in self.public:
                twins.append(Twin(figures[-1].place, top, bottom))
        # A group that has no children in an area has no row there.
        observed = {
            key_of(count): float(value)
            for count, value in values.items()
            if count[0] in _MEASURES and values[("all", *count[1:])]
        }
        places = Places(
            AREA,
            {area: _level(area, self) for area in self.areas},
            {place: frozenset([icb]) for place, icb in self.icbs.items()},
        )
        return system_of(observed, figures, OWN_COUNTS, places=places, twins=twins)


def row_of(use: Use) -> Row:
    """The row that a use is of."""
    return use.indicator_id, use.area_code, use.breakdown


def key_of(count: Count) -> Key:
    """The key of a count that records hold."""
    what, area, group = count
    return key(_MEASURES[what], _topic(group), group, area)


def _topic(group: str) -> str:
    return ALL if group == ALL else "Sex"


def _level(area: str, council: Council) -> str:
    if area == AREA:
        return HOME
    return ICB if area in council.icbs.values() else LOCALITY


def _figure(row: Row, top: float, bottom: float) -> Figure:
    indicator, area, group = row
    return figure(
        indicator, (top, bottom), _topic(group), group, area=area, value=100 * top / bottom
    )


def sensitive(council: Council, rules: Rules) -> set[Count]:
    """Give what the rule protects, as docs/disclosure.md says it."""
    values, found = council.values(), set()
    for row in council.rows:
        top, bottom, rest = council.counts_of(row)
        found |= {count for count in (top, bottom, rest) if 1 <= values[count] <= rules.threshold}
        if not rules.print_zeros:
            found |= {count for count in (top, bottom) if values[count] == 0}
        if 0 < values[bottom] < rules.group_of:
            found |= {count for count in (top, rest) if values[count] == 0}
        if 0 < values[bottom] < rules.least_group and values[top] == 0:
            found.add(top)  # no percentage, and so not that it is 0
    return found if rules.threshold else set()


def public_counts(council: Council) -> set[Count]:
    """Give what a department publishes."""
    return {count for row in council.public for count in council.counts_of(row)[:2]}


def told_zeros(council: Council, rules: Rules, left_out: Collection[Row] = ()) -> set[Count]:
    """Give the zeros that are told: nobody of a large group, or a group without a row.

    A row tells by its absence unless those beside it are absent too: those of all groups in the
    area, or those of the same group in all areas of its level.
    """
    values, levels = council.values(), {area: _level(area, council) for area in council.areas}
    beside: dict[tuple[str, ...], bool] = {}
    for row in council.rows:
        indicator, area, group = row
        kind = "Total" if group == ALL else "groups"
        for line in ((indicator, area, kind), (indicator, levels[area], group, "areas")):
            beside[line] = beside.get(line, False) or row not in left_out
    told = set()
    for area, group in product(council.areas, (ALL, *council.groups)):
        kind = "Total" if group == ALL else "groups"
        for indicator in {row[0] for row in council.rows}:
            in_area = beside.get((indicator, area, kind), False)
            in_level = beside.get((indicator, levels[area], group, "areas"), True)
            if in_area and in_level:
                told |= set(council.counts_of((indicator, area, group))[:2])
    return {count for count in told - sensitive(council, rules) if values[count] == 0}
