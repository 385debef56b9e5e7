"""Rows that name the figure they are about: tables of published.duckdb, whole CSV files, JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cached_property

from pipeline.second_net.hidden import NUMBERS, Key, Row, Secrets, is_own, key_of, text_of
from pipeline.second_net.leaks import Leak
from pipeline.second_net.numbers import is_number

_NOT_MEASURES = frozenset(
    {
        *("time_period", "comparator_period", "first_period", "last_period", "reference_date"),
        *("area_code", "comparator_area_code", "new_la_code", "breakdown", "breakdown_topic"),
        *("break_before", "is_local"),
    }
)
Series = tuple[str, str, str, str]
"""Indicator, area, breakdown topic, breakdown."""


class Records:
    """Looks through rows that name their figure."""

    def __init__(self, secrets: Secrets) -> None:
        self.secrets = secrets

    def search(self, file: str, table: str, rows: Iterable[Row]) -> Iterator[Leak]:
        """Give the rows that tell what is hidden, one leak for each indicator and kind."""
        found = set()
        for row in rows:
            indicator = text_of(row.get("indicator_id"))
            if is_own(row) and (what := self._told(row)):
                found.add(Leak(file, f"{table}, {indicator}", what, indicator))
        yield from sorted(found)

    def _told(self, row: Row) -> str | None:
        """Give what an own row tells of hidden figures."""
        key = key_of(row)
        measures = [name for name in row if name not in _NOT_MEASURES]
        if row.get("missing_reason") == "c" and _given(row, NUMBERS):
            return "a number in a row that is marked as hidden"
        if key[0] not in self.secrets.concerned:
            return None
        if "comparator" in row:
            return self._of_comparison(key, row, measures)
        hidden = self._hidden[key[0], *key[2:]]
        if "first_period" in row:
            first, last = text_of(row["first_period"]), text_of(row["last_period"])
            is_told = any(first <= period <= last for period in hidden)
            return "a trend of a series with a hidden figure" if is_told else None
        if "centre" in row and hidden and _given(row, measures):
            return "limits of a series with a hidden figure"
        if row.get("kind") == "suspected" and hidden & {key[1], self._before(key)}:
            return "a suspected break at a hidden figure"
        if key[1] in hidden and _given(row, measures):
            return "a number in a row about a hidden figure"
        return None

    def _of_comparison(self, key: Key, row: Row, measures: list[str]) -> str | None:
        """A comparison tells both its sides."""
        mine = [name for name in measures if not name.startswith("comparator")]
        theirs = [name for name in measures if name != "indicator_value"]
        if key in self.secrets.hidden and _given(row, mine):
            return "a comparison of a hidden figure"
        other = (
            key[0],
            text_of(row.get("comparator_period")) or key[1],
            text_of(row.get("comparator_area_code")) or key[2],
            key[3],
            "No SEN" if row["comparator"] == "no_sen" else key[4],
        )
        if other != key and other in self.secrets.hidden and _given(row, theirs):
            return "a comparison with a hidden figure"
        return None

    def _before(self, key: Key) -> str:
        """Give the period of the figure before this one in its series."""
        periods = self._periods[key[0], *key[2:]]
        return max((period for period in periods if period < key[1]), default="")

    @cached_property
    def _hidden(self) -> Mapping[Series, set[str]]:
        return _by_series(self.secrets.hidden)

    @cached_property
    def _periods(self) -> Mapping[Series, set[str]]:
        rows = self.secrets.tables["indicator_values"]
        return _by_series(key_of(row) for row in rows if is_own(row))


def _by_series(keys: Iterable[Key]) -> Mapping[Series, set[str]]:
    found: dict[Series, set[str]] = defaultdict(set)
    for name, period, area, topic, breakdown in keys:
        found[name, area, topic, breakdown].add(period)
    return found


def _given(row: Row, names: Iterable[str]) -> bool:
    """Whether any of the columns has a number, or the outcome of a test."""
    return any(_is_measure(row.get(name)) for name in names)


def _is_measure(value: object) -> bool:
    if isinstance(value, str):
        return is_number(value)
    return isinstance(value, bool | int | float | Decimal)
