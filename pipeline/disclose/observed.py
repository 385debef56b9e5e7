"""The counts of the council's own records as they stand in the warehouse, and its figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb

from pipeline.disclose.counts import Key
from pipeline.errors import DisclosureError

TOTAL = "Total"
Line = tuple[str, str, str, str, str]  # a key without its breakdown

_OBSERVATIONS = """
    select table_name, measure, time_period, area_code, breakdown_topic, breakdown, value
    from warehouse.intermediate.int_local_observations
    where value is not null
    order by all
"""
_FIGURES = """
    select
        v.indicator_id, i.kind, v.time_period, v.area_code, v.breakdown_topic, v.breakdown,
        v.numerator, v.denominator, v.indicator_value
    from indicator_values as v
    inner join indicators as i on v.indicator_id = i.indicator_id
    where v.value_status = 'local'
    order by v.indicator_id, v.time_period, v.area_code, v.breakdown_topic, v.breakdown
"""
_TWINS = """
    select
        own.indicator_id, own.time_period, own.area_code, own.breakdown_topic, own.breakdown,
        twin.numerator, twin.denominator
    from indicator_values as own
    inner join indicator_values as twin
        using (indicator_id, time_period, area_code, breakdown_topic, breakdown)
    where
        own.value_status = 'local'
        and twin.value_status not in ('local', 'projected')
        and own.area_code = ?
    order by all
"""


@dataclass(frozen=True)
class Figure:
    """One own figure as `indicator_values` has it."""

    indicator_id: str
    kind: str
    time_period: str
    area_code: str
    breakdown_topic: str
    breakdown: str
    numerator: float | None
    denominator: float | None
    value: float | None

    @property
    def place(self) -> tuple[str, str, str, str, str]:
        """What tells the figure from all others."""
        return (
            *(self.indicator_id, self.time_period, self.area_code),
            *(self.breakdown_topic, self.breakdown),
        )


@dataclass(frozen=True)
class Twin:
    """What a department publishes beside an own figure."""

    place: tuple[str, str, str, str, str]
    numerator: float | None
    denominator: float | None


@dataclass(frozen=True)
class Observed:
    """Every count by its key, and the breakdowns that each line has."""

    values: Mapping[Key, float]
    breakdowns: Mapping[Line, tuple[str, ...]] = field(init=False)

    def __post_init__(self) -> None:
        lines: dict[Line, list[str]] = {}
        for key in sorted(self.values):
            lines.setdefault(line_of(key), []).append(key[5])
        object.__setattr__(self, "breakdowns", {k: tuple(v) for k, v in lines.items()})

    def keys_of(self, line: Line) -> tuple[Key, ...]:
        """The keys of one line, sorted."""
        return tuple((*line, breakdown) for breakdown in self.breakdowns.get(line, ()))


def line_of(key: Key) -> Line:
    """The key without its breakdown."""
    return key[:5]


def with_measure(key: Key, measure: str) -> Key:
    """The same place in the table, another measure."""
    return (key[0], measure, *key[2:])


def read_observed(con: duckdb.DuckDBPyConnection) -> Observed:
    """Read every own count; DisclosureError where two have one key."""
    rows = con.execute(_OBSERVATIONS).fetchall()
    values = {tuple(row[:6]): row[6] for row in rows}
    if len(values) != len(rows):
        raise DisclosureError("two counts of the council's own records cannot be told apart")
    return Observed(values)


def read_figures(con: duckdb.DuckDBPyConnection) -> tuple[Figure, ...]:
    """Read the own figures of `indicator_values`, in order."""
    return tuple(Figure(*row) for row in con.execute(_FIGURES).fetchall())


def read_twins(con: duckdb.DuckDBPyConnection, la_code: str) -> tuple[Twin, ...]:
    """Read what departments publish of the area beside its own figures, in order."""
    rows = con.execute(_TWINS, [la_code]).fetchall()
    return tuple(Twin(tuple(row[:5]), row[5], row[6]) for row in rows)
