"""All counts of the demonstration area: each figure's lineage, and every identity declared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement

import duckdb
import pytest

from pipeline.catalogue import load_catalogue
from pipeline.disclose.counts import Key, System
from pipeline.disclose.identities import EQUAL, Counts, Identity, read_identities
from pipeline.disclose.lineage import trace
from pipeline.disclose.observed import Observed, read_figures, read_observed
from pipeline.disclose.relations import SAME
from pipeline.disclose.same import Same
from pipeline.disclose.system import read_system
from tests.functional.conftest import Built

AREA = "501"
FEW = 20
ENOUGH = 6

WITHOUT_RECORDS = {"progress_8_pupils"}  # the last year has no Progress 8


@dataclass(frozen=True)
class Counted:
    """The demonstration's system, with what it was made of."""

    observed: Observed
    system: System
    names: Mapping[Key, Key]  # each printed count as it was observed: its cell

    def values(self, measure: tuple[str, str]) -> dict[tuple[str, str], float]:
        """The printed totals of a measure of a table, by period and area."""
        return {
            key[2:4]: self.observed.values[key]
            for key in self.names
            if key[:2] == measure and key[4] == "Total"
        }


@pytest.fixture(scope="module")
def counted(demonstration: Built) -> Counted:
    """The system of every own figure of the demonstration, before anything is hidden."""
    con = duckdb.connect()
    con.execute(f"attach '{demonstration.warehouse}' as warehouse (read_only)")
    con.execute(
        "create table indicator_values as select * from warehouse.marts.fct_indicator_values "
        f"where value_status = 'local' or area_code = '{AREA}'"
    )
    con.execute("create table indicators as select * from warehouse.marts.dim_indicators")
    observed, figures = read_observed(con), read_figures(con)
    entries = {item.indicator_id: item.own_counts for item in load_catalogue()}
    system = read_system(con, AREA)
    names = {}
    for use, named in zip(trace(figures, entries, observed).uses, system.uses, strict=True):
        for key, cell in (
            (use.numerator, named.numerator),
            (use.denominator, named.denominator),
        ):
            if key is not None and cell is not None:
                names[key] = cell
    con.close()
    return Counted(observed, system, names)


def test_every_own_figure_is_made_of_cells(counted: Counted) -> None:
    assert len(counted.system.uses) > 1000
    cells = counted.system.cells
    for use in counted.system.uses:
        keys = [use.numerator, use.denominator, use.rest, use.group, *use.others]
        assert any(key is not None for key in keys), use.indicator_id
        assert all(key is None or key in cells for key in keys), use.indicator_id


def test_every_relation_holds_in_the_true_values(counted: Counted) -> None:
    cells = counted.system.cells
    assert len(counted.system.relations) > 1000
    for relation in counted.system.relations:
        parts = sum(cells[part].value for part in relation.parts)
        assert abs(cells[relation.total].value - parts) <= SAME, relation.total
        assert len({relation.total, *relation.parts}) == 1 + len(relation.parts), relation.total
        assert len(relation.parts) > 1, relation.total


def test_no_count_of_children_is_less_than_nobody(counted: Counted) -> None:
    for cell in counted.system.cells.values():
        assert cell.is_sum or cell.value >= 0, cell.key


def test_every_sum_has_the_children_it_is_over(counted: Counted) -> None:
    cells = counted.system.cells
    sums = [cell for cell in cells.values() if cell.is_sum]
    assert len(sums) > 50
    for cell in sums:
        assert cell.group is not None, cell.key
        assert not cells[cell.group].is_sum, cell.key


def test_public_counts_are_the_areas_own(counted: Counted) -> None:
    assert counted.system.public
    for key, value in counted.system.public.items():
        assert counted.system.cells[key].value == value
        assert counted.system.cells[key].is_printed


def test_the_declared_identities_hold(counted: Counted) -> None:
    made = {key: cell.value for key, cell in counted.system.cells.items()}
    counts = Counts(counted.observed, made)
    for identity in read_identities():
        found = [
            (item, counts.over(item))
            for item in counts.instances(identity)
            if item.total[3] == AREA
        ]
        if identity.identity_id not in WITHOUT_RECORDS:
            assert found, identity.identity_id
        for item, over in found:
            assert _holds(identity, over), (identity.identity_id, item.total)


def _holds(identity: Identity, over: float) -> bool:
    return abs(over) <= SAME if identity.relation == EQUAL else over >= -SAME


@pytest.mark.parametrize("parts", [(0, 1, 4, 5), (0, 1, 4)])
def test_counts_that_are_always_equal_are_declared(
    counted: Counted, parts: tuple[int, ...]
) -> None:
    equal = _equal_through_sums(counted.system)
    patterns: dict[tuple[str, ...], dict[tuple[str, ...], Key]] = {}
    for key in counted.names:
        place = tuple(text for i, text in enumerate(key) if i not in parts)
        patterns.setdefault(tuple(key[i] for i in parts), {})[place] = key
    compared = 0
    for one, other in combinations(sorted(patterns), 2):
        pairs = _pairs(patterns[one], patterns[other])
        if _are_always_equal(counted.observed, pairs):
            compared += 1
            for first, second in pairs:
                cells = (counted.names[first], counted.names[second])
                assert equal.of(cells[0]) == equal.of(cells[1]), (one, other)
    assert compared > 2


def _pairs(
    one: Mapping[tuple[str, ...], Key], other: Mapping[tuple[str, ...], Key]
) -> list[tuple[Key, Key]]:
    return [(one[place], other[place]) for place in sorted(set(one) & set(other))]


def _are_always_equal(observed: Observed, pairs: list[tuple[Key, Key]]) -> bool:
    values = observed.values
    return (
        len(pairs) >= ENOUGH
        and all(values[one] == values[other] for one, other in pairs)
        and len({values[one] for one, _ in pairs if values[one] > FEW}) >= 3
    )


def _equal_through_sums(system: System) -> Same:
    """Cells that are equal because everything else in a sum is known to be nobody."""
    same = Same(system.cells)
    nobody = {key for key, cell in system.cells.items() if cell.value == 0 and not cell.is_printed}
    for relation in system.relations:
        left = [part for part in relation.parts if part not in nobody]
        if len(left) == 1:
            same.join(relation.total, left[0])
    return same


def test_measures_that_always_add_up_are_declared(counted: Counted) -> None:
    measures = sorted({key[:2] for key in counted.names if key[4] == "Total"})
    found = set(_sums(counted, measures))
    assert found
    for total, parts in found:
        for period, area in counted.values(total):
            keys = [(*m, period, area, "Total", "Total") for m in (total, *parts)]
            cells = [counted.names[key] for key in keys if key in counted.names]
            assert len(cells) < 3 or any(
                relation.total == cells[0] and set(cells[1:]) <= set(relation.parts)
                for relation in counted.system.relations
            ), (total, parts)


def _sums(
    counted: Counted, measures: list[tuple[str, str]]
) -> Iterator[tuple[tuple[str, str], tuple[tuple[str, str], tuple[str, str]]]]:
    values = {measure: counted.values(measure) for measure in measures}
    for total in measures:
        beside = [m for m in measures if m[0] == total[0] and m != total]
        for one, other in combinations_with_replacement(beside, 2):
            places = set(values[total]) & set(values[one]) & set(values[other])
            overs = [values[total][p] - values[one][p] - values[other][p] for p in places]
            if len(places) >= ENOUGH and all(abs(over) <= SAME for over in overs):
                yield total, (one, other)
