"""What is hidden, and what is shown: read from the warehouse and from published.duckdb."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import duckdb

from pipeline.second_net.numbers import FEW, SURE, Known, digits

Key = tuple[str, str, str, str, str]
"""Indicator, time period, area, breakdown topic, breakdown."""
Row = Mapping[str, Any]
NUMBERS = ("numerator", "denominator", "indicator_value", "lower_ci", "upper_ci")
TOTAL = "Total"
LEVELS = {"Locality": "Locality", "ICB": "ICB area"}
"""The topics under which pages show the totals of smaller areas."""
OTHERS = frozenset({"england", "neighbours", "region"})
"""The classes of what charts and tables show of other areas."""

_OWN = """
    select indicator_id, time_period, area_code, breakdown_topic, breakdown, geographic_level,
        area_name, numerator, denominator, indicator_value, lower_ci, upper_ci
    from warehouse.marts.fct_indicator_values
    where value_status = 'local'
    order by all
"""
_WORDS = (
    *("title", "short_title", "numerator_label", "denominator_label", "definition"),
    *("local_definition", "caveats", "why_it_matters"),
)


@dataclass(frozen=True)
class Spot:
    """One of the council's own figures, under the topic and group that pages show it in."""

    indicator_id: str
    time_period: str
    topic: str
    group: str
    counts: tuple[float, ...]
    rates: tuple[float, ...]
    """Its value and interval."""
    is_hidden: bool

    @property
    def numbers(self) -> tuple[float, ...]:
        """Give its true numbers."""
        return (*self.counts, *self.rates)


@dataclass(frozen=True)
class Secrets:
    """Everything that the search compares the site with."""

    hidden: Mapping[Key, Spot]
    spots: tuple[Spot, ...]
    titles: Mapping[str, str]
    """The indicators of which something is hidden, by their titles, as these are compared."""
    words: Mapping[str, tuple[str, ...]]
    """What the site says of each of them itself, in which no group is named."""
    others: frozenset[str]
    """The names of areas that are not the council's own, as they are compared."""
    tables: Mapping[str, tuple[Row, ...]]
    """The tables of published.duckdb."""
    unknown: frozenset[tuple[str, float]] = field(repr=False, default=frozenset())
    """Indicator and number: true numbers that published.duckdb does not give where they belong."""

    @cached_property
    def concerned(self) -> frozenset[str]:
        """Give the indicators of which something is hidden."""
        return frozenset(key[0] for key in self.hidden)

    @cached_property
    def shown(self) -> Known:
        """Give every number that published.duckdb gives of anything that is not hidden."""
        return Known.of(number for rows in self.tables.values() for number in self._given(rows))

    @cached_property
    def shown_of(self) -> Mapping[tuple[str, str], Known]:
        """Give the numbers that are shown of each indicator and group, of any area and period."""
        found: dict[tuple[str, str], list[float]] = defaultdict(list)
        for rows in self.tables.values():
            if not rows or "indicator_id" not in rows[0]:
                continue
            for row in rows:
                topic, group = row.get("breakdown_topic"), text_of(row.get("breakdown") or TOTAL)
                place = (text_of(row["indicator_id"]), group.casefold())
                found[place].extend(self._given([row]))
                if topic == TOTAL and row.get("geographic_level") in LEVELS:
                    place = (place[0], text_of(row["area_name"]).casefold())
                    found[place].extend(self._given([row]))
        return {place: Known.of(numbers) for place, numbers in found.items()}

    @cached_property
    def long(self) -> Mapping[float, str]:
        """Give the hidden numbers that are known by their digits, with their indicator.

        One that is also the value of a figure that is shown is not among them.
        """
        valued = Known.of(self._given(self.tables["indicator_values"]))
        found: dict[float, str] = {}
        for name, number in sorted(self.unknown):
            size = abs(number)
            if digits(size) < (FEW if size % 1 else SURE) or any(valued.near(size, 1e-12 * size)):
                continue
            found[size] = name
        return found

    def _given(self, rows: Iterable[Row]) -> Iterator[float]:
        for row in rows:
            if key_of(row) in self.hidden and is_own(row):
                continue
            for value in row.values():
                if isinstance(value, int | float) and not isinstance(value, bool):
                    yield float(value)


def key_of(row: Row) -> Key:
    """Give which figure a row is about, as far as it says."""
    return (
        text_of(row.get("indicator_id")),
        text_of(row.get("time_period")),
        text_of(row.get("area_code")),
        text_of(row.get("breakdown_topic") or TOTAL),
        text_of(row.get("breakdown") or TOTAL),
    )


def text_of(value: object) -> str:
    """Give a value as the keys have it."""
    return "" if value is None else str(value)


def is_own(row: Row) -> bool:
    """Whether a row is of the council's own records; one that does not say may well be.

    Checks are of what departments publish, among it what is withheld: it may be the same number.
    """
    if "check_kind" in row:
        return False
    if "value_status" in row:
        return text_of(row["value_status"]) == "local"
    return text_of(row.get("is_local", True)).lower() == "true"


def slug(text: str) -> str:
    """Give a name as it stands in the names of files and anchors."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def read_secrets(warehouse: Path, published: Path) -> Secrets:
    """Give what is hidden: the true figures from `warehouse`, what is shown from `published`."""
    tables = _tables(published)
    [build] = tables["build"]
    home = text_of(build["la_code"])
    own = {key_of(row): row for row in tables["indicator_values"] if is_own(row)}
    populations = {text_of(row["population_id"]): row for row in tables["populations"]}
    spots: list[Spot] = []
    hidden: dict[Key, Spot] = {}
    unknown: set[tuple[str, float]] = set()
    for row in _true_figures(warehouse):
        key = key_of(row)
        told = own.get(key)
        # One without a row is of a line that is left out.
        is_hidden = told is None or told["missing_reason"] == "c"
        true = _spot(row, home, is_hidden)
        # What is shown is shown as published.duckdb has it, which may be rounded.
        spot = true if told is None or is_hidden else _spot(told, home, False)
        if is_hidden:
            hidden[key] = true
        if spot.topic:
            spots.append(spot)
        given = () if spot is true else spot.numbers
        unknown |= {(key[0], number) for number in true.numbers if number not in given}
    concerned = {key[0] for key in hidden}
    entries = [row for row in tables["indicators"] if row["indicator_id"] in concerned]
    return Secrets(
        hidden=hidden,
        spots=tuple(spots),
        titles={
            row[name].casefold(): row["indicator_id"]
            for row in entries
            for name in ("title", "short_title")
            if row[name]
        },
        words={row["indicator_id"]: _words(row, populations) for row in entries},
        others=_others(tables["areas"]),
        tables=tables,
        unknown=frozenset(unknown),
    )


def _spot(row: Row, la_code: str, is_hidden: bool) -> Spot:
    """Give a figure in the place in which pages show it; without a topic, where they do not."""
    topic, group = text_of(row["breakdown_topic"]), text_of(row["breakdown"])
    if row["area_code"] != la_code:
        is_place = topic == TOTAL and row["geographic_level"] in LEVELS
        topic = LEVELS[row["geographic_level"]] if is_place else ""
        group = text_of(row["area_name"])
    counts, rates = (
        tuple(float(row[name]) for name in names if row[name] is not None)
        for names in (NUMBERS[:2], NUMBERS[2:])
    )
    period = text_of(row["time_period"])
    return Spot(text_of(row["indicator_id"]), period, topic, group, counts, rates, is_hidden)


def _words(row: Row, populations: Mapping[str, Row]) -> tuple[str, ...]:
    """Give what is said of an indicator, the longest first."""
    found = [text_of(row.get(name)) for name in _WORDS]
    for of in ("population_id", "local_population_id"):
        people = populations.get(text_of(row.get(of)), {})
        found += [text_of(people.get(name)) for name in ("who_is_counted", "where_counted", "note")]
    # In a sentence they begin with a small letter.
    words = {form for text in found if text for form in (text, text[0].lower() + text[1:])}
    return tuple(sorted(words, key=lambda text: (-len(text), text)))


def _others(areas: Iterable[Row]) -> frozenset[str]:
    return frozenset(
        text_of(row["area_name"]).casefold()
        for row in areas
        if not row["is_home"] and row["geographic_level"] not in LEVELS
    )


def _true_figures(warehouse: Path) -> list[Row]:
    with duckdb.connect() as con:
        con.execute(f"attach {_literal(warehouse)} as warehouse (read_only)")
        return _rows(con, _OWN)


def _tables(published: Path) -> dict[str, tuple[Row, ...]]:
    with duckdb.connect() as con:
        con.execute(f"attach {_literal(published)} as published (read_only)")
        names = con.execute(
            "select table_name from duckdb_tables() where database_name = 'published' order by all"
        ).fetchall()
        return {name: tuple(_rows(con, f'select * from published."{name}"')) for (name,) in names}


def _rows(con: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    result = con.execute(query)
    columns = [column[0] for column in result.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def _literal(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
