"""One system of all counts that are published together, and how they hang together.

The breakdowns and places that a figure's counts stand in, the identities between measures and
tables, and what is left of a denominator: everything from which a hidden count could be worked out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import duckdb

from pipeline.catalogue import load_catalogue
from pipeline.disclose.counts import Cell, Key, Relation, System, Use
from pipeline.disclose.identities import (
    Counts,
    Identity,
    find_subtotals,
    read_identities,
    tie_identities,
)
from pipeline.disclose.lineage import Lineage, rest_key, trace
from pipeline.disclose.observed import (
    Figure,
    Observed,
    Twin,
    read_figures,
    read_observed,
    read_twins,
    with_nobody,
)
from pipeline.disclose.places import Places, read_places
from pipeline.disclose.relations import SAME, Ledger, take_lines, tie_groups, tie_places
from pipeline.disclose.same import Same
from pipeline.errors import DisclosureError
from pipeline.own_counts import OwnCounts


@dataclass(frozen=True)
class Records:
    """What a system is made of."""

    figures: tuple[Figure, ...]
    twins: tuple[Twin, ...]
    observed: Observed
    places: Places
    own_counts: Mapping[str, tuple[OwnCounts, ...]]
    identities: tuple[Identity, ...]


def read_system(con: duckdb.DuckDBPyConnection, la_code: str) -> System:
    """The system of the own figures in `indicator_values`, with the warehouse attached.

    DisclosureError where a figure is not made of the counts that the catalogue says.
    """
    return make_system(
        Records(
            figures=read_figures(con),
            twins=read_twins(con, la_code),
            observed=read_observed(con),
            places=read_places(con, la_code),
            own_counts={item.indicator_id: item.own_counts for item in load_catalogue()},
            identities=read_identities(),
        )
    )


def make_system(records: Records) -> System:
    """The system of some records."""
    lineage = trace(records.figures, records.own_counts, records.observed)
    observed = with_nobody(records.observed)
    ledger = Ledger(observed, lineage.sums)
    take_lines(ledger, _used(lineage, observed), records.places)
    subtotals = find_subtotals(records.identities, Counts(observed, {}))
    tie_groups(ledger, subtotals)
    tie_places(ledger, records.places)
    _tie_uses(ledger, lineage)
    pairs = tie_identities(ledger, records.identities)
    same = _merged(ledger, pairs)
    uses = tuple(_renamed(use, same, ledger) for use in lineage.uses)
    cells = _cells(ledger, same, {key for use in uses for key in use.printed})
    return System(cells, _relations(ledger, same), uses, _public(records.twins, uses, cells))


def _used(lineage: Lineage, observed: Observed) -> set[Key]:
    """The observed counts that figures are made of."""
    keys = {key for use in lineage.uses for key in (*use.printed, use.group) if key is not None}
    keys |= {key for parts in lineage.gathered.values() for key in parts}
    return {key for key in keys if key in observed.values}


def _tie_uses(ledger: Ledger, lineage: Lineage) -> None:
    """Tie what is left of each denominator, and the groups that a ratio compares with."""
    for together, parts in sorted(lineage.gathered.items()):
        ledger.cells[together] = sum(ledger.value(part) for part in parts)
        if parts:
            ledger.relations.append(Relation(together, parts))
    for use in lineage.uses:
        if use.rest is None or use.numerator is None or use.denominator is None:
            continue
        if ledger.value(use.numerator) > ledger.value(use.denominator) + SAME:
            raise DisclosureError(
                f"an own figure of {use.indicator_id} counts more than its denominator",
                remedy="say in the indicator's `own_counts` what is counted",
            )
        ledger.take_rest(use.denominator, use.numerator, use.rest)
    _tie_beside(ledger, lineage)


def _tie_beside(ledger: Ledger, lineage: Lineage) -> None:
    """Tie the same two counts where no figure is made of them: a group that is left over, nobody.

    There, too, nobody is counted who is not in the denominator.
    """
    wholes: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for use in lineage.uses:
        part, whole = use.numerator, use.denominator
        if use.rest and part and whole and part[2:] == whole[2:]:
            wholes.setdefault(part[:2], set()).add(whole[:2])
    for key in sorted(ledger.cells):
        for measure in sorted(wholes.get(key[:2], ())):
            total = (*measure, *key[2:])
            if total in ledger.cells and ledger.value(key) <= ledger.value(total) + SAME:
                ledger.take_rest(total, key, rest_key(total, key))


def _merged(ledger: Ledger, pairs: Iterable[tuple[Key, Key]]) -> Same:
    """Which cells are one: by an identity, a sum of one part, or as rests of the same counts."""
    same = Same(ledger.cells)
    for one, other in pairs:
        same.join(one, other)
    for relation in ledger.relations:
        if len(relation.parts) == 1:
            same.join(relation.total, relation.parts[0])
    rests: dict[tuple[Key, Key], Key] = {}
    for rest, (total, part) in sorted(ledger.rests.items()):
        same.join(rest, rests.setdefault((same.of(total), same.of(part)), rest))
    return same


def _renamed(use: Use, same: Same, ledger: Ledger) -> Use:
    """The use with the keys of the merged cells; without counts that there are none of."""

    def name(key: Key | None) -> Key | None:
        return same.of(key) if key is not None and key in ledger.cells else None

    return replace(
        use,
        numerator=name(use.numerator),
        denominator=name(use.denominator),
        others=tuple(found for key in use.others if (found := name(key)) is not None),
        rest=name(use.rest),
        group=name(use.group),
    )


def _cells(ledger: Ledger, same: Same, printed: set[Key]) -> dict[Key, Cell]:
    values = {same.of(key): value for key, value in sorted(ledger.cells.items(), reverse=True)}
    groups = {same.of(key): same.of(group) for key, group in sorted(ledger.groups.items())}
    cells = {}
    for key in sorted(values):
        group = groups.get(key)
        cells[key] = Cell(
            key,
            values[key],
            is_printed=key in printed,
            is_sum=key in groups,
            group=group if group in values else None,
        )
    return cells


def _relations(ledger: Ledger, same: Same) -> tuple[Relation, ...]:
    """The relations between the merged cells, each once; none between a cell and itself."""
    found = set()
    for relation in ledger.relations:
        total = same.of(relation.total)
        parts = tuple(sorted(same.of(part) for part in relation.parts))
        if total not in parts:
            found.add((total, parts))
    return tuple(Relation(total, parts) for total, parts in sorted(found))


def _public(
    twins: Iterable[Twin], uses: Iterable[Use], cells: Mapping[Key, Cell]
) -> dict[Key, float]:
    """The cells that a department's figure gives the value of."""
    places = {
        (use.indicator_id, use.time_period, use.area_code, use.breakdown_topic, use.breakdown): use
        for use in uses
    }
    public = {}
    for twin in twins:
        use = places[twin.place]
        pairs = ((use.numerator, twin.numerator), (use.denominator, twin.denominator))
        for key, published in pairs:
            if key is not None and published is not None:
                value = cells[key].value
                if abs(value - published) <= SAME:
                    public[key] = value
    return dict(sorted(public.items()))
