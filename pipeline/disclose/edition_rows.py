"""The rows of a kept database or CSV file: which own figures it printed, and which it held back."""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import duckdb

from pipeline.disclose.counts import HIDDEN, Place
from pipeline.errors import ConfigError

Counts = tuple[float | None, float | None]  # numerator, denominator

AGAIN = "copy it again as it was published, and do not save it with another program"

_COLUMNS = (
    *("indicator_id", "time_period", "area_code", "breakdown_topic", "breakdown"),
    *("numerator", "denominator", "value_status", "missing_reason"),
)
_PERIOD = re.compile(r"[0-9]{4}(-?[0-9]{2})?")


class OwnFigures(NamedTuple):
    """The council's own figures: the counts of those that print any, and those held back."""

    printed: Mapping[Place, Counts]
    hidden: frozenset[Place]


def read_csv(file: Path) -> OwnFigures:
    """Read an `indicator_values.csv` of a site; ConfigError where it is none."""
    return _own_figures(_csv_lines(file), file)


def read_database(file: Path) -> tuple[object, OwnFigures]:
    """Read a `published.duckdb`, and what it tells of rounding: 0 in older ones, which did not.

    ConfigError where it is none.
    """
    try:
        with closing(duckdb.connect(str(file), read_only=True)) as con:
            found = con.execute(
                "select table_name, column_name from information_schema.columns "
                "where table_schema = 'main'"
            ).fetchall()
            _need({column for table, column in found if table == "indicator_values"}, file)
            rounding = _rounding_in(con, found)
            rows = con.execute(
                f"select {', '.join(_COLUMNS)} from indicator_values order by all"
            ).fetchall()
    except duckdb.Error as error:
        # What DuckDB says may hold a value, so it is not passed on.
        raise ConfigError(
            "an earlier edition cannot be read as a database",
            file=file,
            remedy="close it in other programs, or keep the site's indicator_values.csv instead",
        ) from error
    return rounding, _own_figures(((None, row) for row in rows), file)


def _rounding_in(con: duckdb.DuckDBPyConnection, columns: Collection[tuple[str, str]]) -> object:
    if all(table != "disclosure" for table, _ in columns):
        return 0
    if ("disclosure", "rounding") not in columns:
        return None
    told = con.execute("select rounding from disclosure").fetchall()
    return told[0][0] if len(told) == 1 else None


def _csv_lines(file: Path) -> Iterator[tuple[int, list[str]]]:
    """Give each line's number and the cells of the columns that are needed."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.reader(stream, strict=True)
            header = next(reader, [])
            _need(header, file)
            where = [header.index(name) for name in _COLUMNS]
            for cells in filter(None, reader):
                if len(cells) != len(header):
                    raise _damaged("has more or fewer cells than columns", file, reader.line_num)
                yield reader.line_num, [cells[at] for at in where]
    except (UnicodeDecodeError, csv.Error) as error:
        raise _damaged("is no CSV file in UTF-8", file) from error


def _need(columns: Collection[str], file: Path) -> None:
    for name in _COLUMNS:
        if name not in columns:
            raise ConfigError(
                "an earlier edition has no such column",
                file=file,
                column=name,
                remedy="keep the site's data/indicator_values.csv, or build/published.duckdb",
            )


def _own_figures(lines: Iterable[tuple[int | None, Sequence[Any]]], file: Path) -> OwnFigures:
    seen: set[Place] = set()
    printed: dict[Place, Counts] = {}
    hidden = set()
    line: int | None = 0
    for line, (*names, numerator, denominator, status, reason) in lines:
        if status != "local":
            continue
        place = _place(names, file, line)
        if place in seen:
            raise _damaged("tells an own figure a second time", file, line)
        seen.add(place)
        counts = (_number(numerator, file, line), _number(denominator, file, line))
        if counts != (None, None):
            printed[place] = counts
        if reason == HIDDEN:
            hidden.add(place)
    if line == 0:
        raise _damaged("has no rows", file)
    return OwnFigures(dict(sorted(printed.items())), frozenset(hidden))


def _place(names: Sequence[str | None], file: Path, line: int | None) -> Place:
    if not all(names) or not _PERIOD.fullmatch(str(names[1])):
        raise _damaged("does not name its figure and period as a site does", file, line)
    indicator_id, time_period, area_code, breakdown_topic, breakdown = map(str, names)
    return indicator_id, time_period, area_code, breakdown_topic, breakdown


def _number(found: object, file: Path, line: int | None) -> float | None:
    if found is None or found == "":
        return None
    try:
        number = float(str(found))
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise _damaged("has a count that is no number", file, line)
    return number


def _damaged(how: str, file: Path, line: int | None = None) -> ConfigError:
    what = "an earlier edition" if line is None else "a line of an earlier edition"
    return ConfigError(f"{what} {how}", file=file, row=line, remedy=AGAIN)
