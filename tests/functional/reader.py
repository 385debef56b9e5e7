"""What a reader of a finished site could work out: read from its download, not from the program.

Of the disclose stage nothing is used but the system of counts, which says how they hang together,
and the auditor. What is small, hidden, shown and left out is read here anew.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import duckdb

from pipeline.disclose.audit import feasible_ranges
from pipeline.disclose.counts import Key, System, Use
from pipeline.disclose.system import read_system
from tests.functional.conftest import Built

AREA = "501"
SMALL = 4
TOLD_OF_MANY = 20  # of fewer it is not told that there is nobody


def system_of(warehouse: Path) -> System:
    """All counts behind the own figures, before anything is hidden."""
    with duckdb.connect() as con:
        con.execute(f"attach '{warehouse}' as warehouse (read_only)")
        con.execute(
            "create table indicator_values as select * from warehouse.marts.fct_indicator_values "
            f"where value_status = 'local' or area_code = '{AREA}'"
        )
        con.execute("create table indicators as select * from warehouse.marts.dim_indicators")
        return read_system(con, AREA)


@dataclass(frozen=True)
class Reader:
    """Somebody with the download `indicator_values.csv`, and all rules of adding up."""

    system: System
    rows: Mapping[tuple[str, ...], Mapping[str, str]]  # own figures by their place

    @classmethod
    def of(cls, built: Built) -> Reader:
        names = ("indicator_id", "time_period", "area_code", "breakdown_topic", "breakdown")
        own = (row for row in built.rows if row["value_status"] == "local")
        rows = {tuple(row[name] for name in names): row for row in own}
        return cls(system_of(built.warehouse), rows)

    @cached_property
    def told(self) -> frozenset[Key]:
        """The counts that some row gives, and what is public."""
        shown = {key for use in self.system.uses if self._shows(use) for key in _keys(use)}
        return frozenset(shown | self.system.public.keys())

    @cached_property
    def left_out(self) -> frozenset[Key]:
        """The counts of figures without a row."""
        return frozenset(
            key for use in self.system.uses if use.place not in self.rows for key in _keys(use)
        )

    @property
    def small(self) -> Iterator[Key]:
        """The counts of 1 to 4 that figures are of or leave out, and that are not public."""
        for use in self.system.uses:
            for key in (use.numerator, use.denominator, use.rest):
                if key is not None and key not in self.system.public:
                    cell = self.system.cells[key]
                    if not cell.is_sum and 0 < cell.value <= SMALL:
                        yield key

    def ranges(self, knows_zeros: bool) -> dict[Key, tuple[float, float]]:
        """Between what each small count lies for the reader; of those that are told, nothing."""
        known = self.told | self._nobody
        floors = {
            key: 1.0 if knows_zeros and key in self._signed else 0.0
            for key in self.system.cells.keys() - known
        }
        return self._ranges(floors)

    def public_ranges(self) -> dict[Key, tuple[float, float]]:
        """The same for somebody who has not seen own figures, except that there is nobody."""
        zeros = {
            key
            for use in self.system.uses
            if self._shows(use)
            for key in (use.numerator, use.rest)
            if key is not None and self.system.cells[key].value == 0
        }
        known = self.system.public.keys() | zeros
        return self._ranges(dict.fromkeys(self.system.cells.keys() - known, 0.0))

    def _ranges(self, floors: Mapping[Key, float]) -> dict[Key, tuple[float, float]]:
        cells = self.system.cells
        low = {key: min(floor, cells[key].value) for key, floor in floors.items()}
        values = {key: cell.value for key, cell in cells.items()}
        sums = [(relation.total, relation.parts) for relation in self.system.relations]
        return feasible_ranges(values, sums, low, wanted=frozenset(self.small)).spans

    def _shows(self, use: Use) -> bool:
        row = self.rows.get(use.place)
        return row is not None and row["missing_reason"] != "c"

    @cached_property
    def _signed(self) -> frozenset[Key]:
        """The counts that have a sign where a zero would have been shown."""
        few = {
            use.numerator
            for use in self.system.uses
            if use.rest and use.group and self.system.cells[use.group].value < TOLD_OF_MANY
        }
        signed = {
            key
            for use in self.system.uses
            if use.place in self.rows and not self._shows(use)
            for key in _keys(use)
        }
        return frozenset(signed - few - self.left_out)

    @cached_property
    def _nobody(self) -> frozenset[Key]:
        """The groups without a row, where others of their topic have one and none is left out."""
        cells = self.system.cells
        printed: set[tuple[str, ...]] = set()
        for use in self.system.uses:
            printed.update(_line(key) for key in _keys(use))
        open_lines = {line for key in self.left_out for line in (_line(key), _places(key))}
        return frozenset(
            key
            for key, cell in cells.items()
            if cell.value == 0
            and not cell.is_printed
            and _line(key) in printed
            and not {_line(key), _places(key)} & open_lines
        )


def _keys(use: Use) -> Collection[Key]:
    return [key for key in (use.numerator, use.denominator, *use.others) if key is not None]


def _line(key: Key) -> tuple[str, ...]:
    return ("groups", *key[:5])


def _places(key: Key) -> tuple[str, ...]:
    return ("places", *key[:3], *key[4:])
