"""Rows that name the figure they are about: tables of published.duckdb, whole CSV files, JSON."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from pipeline.second_net.hidden import NUMBERS, Key, Row, Secrets, Spot, is_own, text_of
from pipeline.second_net.leaks import Leak
from pipeline.second_net.numbers import is_number, number_of

_NOT_MEASURES = frozenset(
    {
        *("time_period", "comparator_period", "first_period", "last_period", "reference_date"),
        *("area_code", "comparator_area_code", "new_la_code", "breakdown", "breakdown_topic"),
        *("break_before", "is_local", "local", "period", "area", "topic", "row", "sort_order"),
    }
)
_ALIASES = {
    "indicator": "indicator_id",
    "period": "time_period",
    "area": "area_code",
    "topic": "breakdown_topic",
}
Series = tuple[str, str, str, str]
"""Indicator, area, breakdown topic, breakdown."""


class Records:
    """Looks through rows that name their figure."""

    def __init__(self, secrets: Secrets) -> None:
        self.secrets = secrets

    def search(self, file: str, table: str, rows: Iterable[Row]) -> Iterator[Leak]:
        """Give the rows that tell what is hidden, one leak for each indicator and kind."""
        found = set()
        for row in map(_renamed, rows):
            indicator = text_of(row.get("indicator_id"))
            what = self._told(row) if indicator else None
            if what:
                found.add(Leak(file, f"{table}, {indicator}", what, indicator))
        yield from sorted(found)

    def _told(self, row: Row) -> str | None:
        if row.get("missing_reason") == "c" and is_own(row) is not False and _given(row, NUMBERS):
            return "a number in a row that is marked as hidden"
        if row["indicator_id"] not in self.secrets.concerned:
            return None
        own = is_own(row)
        if own is None:
            return self._same_number(row)
        return self._of_own(row) if own else None

    def _of_own(self, row: Row) -> str | None:
        measures = [name for name in row if name not in _NOT_MEASURES]
        if "comparator" in row:
            return self._of_comparison(row, measures)
        if "first_period" in row and "last_period" in row:
            first, last = text_of(row["first_period"]), text_of(row["last_period"])
            is_told = any(first <= period <= last for period in self._hidden_in(row))
            return "a trend of a series with a hidden figure" if is_told else None
        if "centre" in row:
            is_told = bool(self._hidden_in(row)) and _given(row, measures)
            return "limits of a series with a hidden figure" if is_told else None
        if row.get("kind") == "suspected":
            return "a suspected break at a hidden figure" if self._is_beside_hidden(row) else None
        key = self.secrets.key_of(row)
        if key in self.secrets.hidden and _given(row, measures):
            return "a number in a row about a hidden figure"
        return None

    def _of_comparison(self, row: Row, measures: list[str]) -> str | None:
        """A comparison tells both its sides."""
        key = self.secrets.key_of(row)
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

    def _hidden_in(self, row: Row) -> list[str]:
        key = self.secrets.key_of(row)
        return self._hidden_by_series.get((key[0], *key[2:]), [])

    def _is_beside_hidden(self, row: Row) -> bool:
        """Whether the figure after a break, or the one before it, is hidden."""
        key = self.secrets.key_of(row)
        periods = self._periods_by_series.get((key[0], *key[2:]), [])
        before = [period for period in periods if period < key[1]][-1:]
        return any(period in self._hidden_in(row) for period in (*before, key[1]))

    def _same_number(self, row: Row) -> str | None:
        """A row that does not say whose it is must not hold the number of a hidden figure."""
        key = self.secrets.key_of(row)
        spots = [
            spot
            for (_, period, area, _, breakdown), spot in self._hidden_of(key[0])
            if key[1] == period and key[2] in ("", area) and key[4] == breakdown
        ]
        numbers = {number for spot in spots for number in spot.numbers}
        others = self._shown_at.get((key[0], key[1], key[2]), frozenset())
        for name, value in row.items():
            if name in _NOT_MEASURES or isinstance(value, bool) or not _is_measure(value):
                continue
            number = number_of(value)
            if number and number in numbers and number not in others:
                return "the number of a hidden figure"
        return None

    def _hidden_of(self, indicator_id: str) -> list[tuple[Key, Spot]]:
        return self._hidden_by_indicator.get(indicator_id, [])

    @cached_property
    def _hidden_by_indicator(self) -> Mapping[str, list[tuple[Key, Spot]]]:
        found: dict[str, list[tuple[Key, Spot]]] = defaultdict(list)
        for key, spot in self.secrets.hidden.items():
            found[key[0]].append((key, spot))
        return found

    @cached_property
    def _hidden_by_series(self) -> Mapping[Series, list[str]]:
        return _by_series(self.secrets.hidden)

    @cached_property
    def _periods_by_series(self) -> Mapping[Series, list[str]]:
        rows = self.secrets.tables["indicator_values"]
        return _by_series(self.secrets.key_of(row) for row in rows if is_own(row))

    @cached_property
    def _shown_at(self) -> Mapping[tuple[str, str, str], frozenset[float]]:
        """Give the numbers that are shown of an indicator, a period and an area."""
        found: dict[tuple[str, str, str], set[float]] = defaultdict(set)
        for row in self.secrets.tables["indicator_values"]:
            key = self.secrets.key_of(row)
            if not (is_own(row) and key in self.secrets.hidden):
                numbers = {float(row[name]) for name in NUMBERS if row[name] is not None}
                found[key[:3]] |= numbers
        return {place: frozenset(numbers) for place, numbers in found.items()}


def _by_series(keys: Iterable[Key]) -> Mapping[Series, list[str]]:
    found: dict[Series, list[str]] = defaultdict(list)
    for name, period, area, topic, breakdown in sorted(keys):
        found[name, area, topic, breakdown].append(period)
    return found


def _renamed(row: Row) -> Row:
    if "indicator_id" in row:
        return row
    return {_ALIASES.get(name, name): value for name, value in row.items()}


def _given(row: Row, names: Iterable[str]) -> bool:
    """Whether any of the columns has a number, or the outcome of a test."""
    return any(_is_measure(row.get(name)) for name in names)


def _is_measure(value: object) -> bool:
    if isinstance(value, str):
        return is_number(value)
    return isinstance(value, bool | int | float) or (value is not None and hasattr(value, "scaleb"))
