"""Reads published.duckdb: the only thing that the report is ever given."""

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

import duckdb

from pipeline.errors import ReportError, as_jsna_error
from reports.comparison import Beside, Comparison
from reports.disclosure import Attacker, Disclosure, OwnTable, Summary, checked
from reports.identities import Identity
from reports.model import (
    ENGLAND,
    OWN,
    Area,
    Break,
    BreakKey,
    Build,
    Check,
    CheckSummary,
    ComparisonKey,
    File,
    Indicator,
    NhsArea,
    Population,
    Report,
    SeriesKey,
    Source,
    Value,
)
from reports.own_checks import Difference, MissingTable, OwnRecords, Reject, RowRule
from reports.own_records import PLACES, own_view
from reports.projections import Measured, Outcome, Projections
from reports.trend import Trend
from reports.words import Period

Record = TypeVar("Record")

_VALUES = """
    select
        indicator_id, time_period, time_identifier, area_code, breakdown_topic, breakdown,
        numerator::double, denominator::double, indicator_value::double, unit,
        value_status, missing_reason, coalesce(break_before, false), source_id,
        lower_ci::double, upper_ci::double, ci_method,
        geographic_level, area_name
    from indicator_values
    where
        area_code in (?, ?, ?, ?)
        -- A locality is a group of the area's children, so its total is a breakdown to the report.
        or (geographic_level in ('Locality', 'ICB') and breakdown_topic = 'Total')
        -- An area of the NHS keeps its own code: it is not the council's.
        or geographic_level = 'NHS area'
    order by indicator_id, breakdown_topic, breakdown, area_code, time_period, value_status
"""

# A locality's row is that of a breakdown, as its value is.
_COMPARISONS = """
    select
        c.indicator_id, c.time_period, c.breakdown_topic, c.breakdown, c.is_local,
        a.geographic_level, a.area_name, {columns}
    from indicator_comparisons as c
    left join areas as a on c.area_code = a.area_code
    where coalesce(a.geographic_level, '') not in ('Locality', 'ICB') or c.breakdown_topic = 'Total'
    order by all
"""

_TRENDS = """
    select
        t.indicator_id, t.breakdown_topic, t.breakdown, t.is_local, a.geographic_level,
        a.area_name, {columns}
    from indicator_trends as t
    inner join areas as a on t.area_code = a.area_code
    where
        a.is_home
        or (a.geographic_level in ('Locality', 'ICB') and t.breakdown_topic = 'Total')
    order by all
"""


def read_report(published: Path) -> Report:
    """Give everything that the pages are made of."""
    with open_published(published) as connection:
        return _Reader(connection).report()


def open_published(published: Path) -> duckdb.DuckDBPyConnection:
    """Give a read-only connection to published.duckdb."""
    if not published.is_file():
        raise ReportError("there is nothing to report on", file=published, remedy="run the build")
    with as_jsna_error(ReportError, f"cannot open {published.name}"):
        return duckdb.connect(str(published), read_only=True)


class _Reader:
    """Turns the tables into records."""

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection

    def report(self) -> Report:
        build = self._build()
        populations = {p.population_id: p for p in self._records(Population, "populations")}
        indicators = tuple(self._indicators())
        for indicator in indicators:
            for view in (indicator, own_view(indicator)):
                if view.population_id not in populations:
                    raise ReportError(
                        f"indicator {indicator.indicator_id} counts `{view.population_id}`, "
                        "which is not in the table `populations`",
                    )
        return Report(
            build=build,
            areas={area.area_code: area for area in self._records(Area, "areas")},
            indicators=indicators,
            populations=populations,
            breaks=self._breaks(),
            values=self._values(build, indicators, populations),
            comparisons=self._comparisons(),
            trends=self._trends(),
            neighbours=self._neighbours(build.la_code),
            nhs_areas=tuple(self._records(NhsArea, "nhs_areas", "area_name, area_code")),
            sources={s.source_id: s for s in self._records(Source, "sources", "source_id")},
            files=tuple(self._records(File, "files", "status, file_name, member_name, table_name")),
            checks=self._checks(),
            summaries=tuple(self._records(CheckSummary, "quality_summary", "check_kind, check_id")),
            identities=tuple(self._records(Identity, "identities_by_area", "identity_id")),
            own_records=OwnRecords(
                rules=tuple(self._records(RowRule, "row_rules")),
                rejects=tuple(self._records(Reject, "rejects")),
                missing_tables=tuple(self._records(MissingTable, "missing_tables")),
                differences=tuple(self._records(Difference, "local_differences")),
            ),
            disclosure=self._disclosure(),
            projections=Projections(
                tested=tuple(self._records(Measured, "projection_backtest")),
                outcomes=tuple(self._records(Outcome, "projection_outcomes")),
            ),
        )

    def _rows(self, sql: str, *parameters: object) -> list[tuple[Any, ...]]:
        try:
            return self.connection.execute(sql, parameters).fetchall()
        except (duckdb.CatalogException, duckdb.BinderException) as error:
            first = str(error).splitlines()[0]
            raise ReportError(
                f"published.duckdb is not what the report expects: {first}",
                remedy="build it again with this version of jsna",
            ) from error

    def _records(
        self, kind: type[Record], table: str, order: str = "all", where: str = "true"
    ) -> Iterator[Record]:
        columns = ", ".join(field.name for field in fields(kind))  # type: ignore[arg-type]
        for row in self._rows(f"select {columns} from {table} where {where} order by {order}"):
            yield kind(*row)

    def _build(self) -> Build:
        return self._one(Build, "build")

    def _one(self, kind: type[Record], table: str) -> Record:
        found = list(self._records(kind, table))
        if len(found) != 1:
            raise ReportError(f"the table `{table}` has {len(found)} rows, not one")
        return found[0]

    def _disclosure(self) -> Disclosure:
        in_order = "source_name, table_title, time_period"
        found = Disclosure(
            summary=self._one(Summary, "disclosure"),
            attackers=tuple(self._records(Attacker, "disclosure_attackers", "attacker")),
            tables=tuple(self._records(OwnTable, "disclosure_tables", in_order)),
        )
        own = self._rows("select count(*) from indicator_values where value_status = 'local'")
        return checked(found, own_figures=own[0][0])

    def _indicators(self) -> Iterator[Indicator]:
        names = [field.name for field in fields(Indicator)]
        order = "chapter_number, sort_order, indicator_id"
        for row in self._rows(f"select {', '.join(names)} from indicators order by {order}"):
            entry = dict(zip(names, row, strict=True))
            entry["caveats"] = _texts(entry["caveats"])
            listed = ",".join(_texts(entry["comparators"])).split(",")
            entry["comparators"] = tuple(name.strip() for name in listed if name.strip())
            entry["break_periods"] = tuple(
                period
                for text in _texts(entry["break_periods"])
                for period in re.split(r"[\s,;]+", text)
            )
            yield Indicator(**entry)

    def _values(
        self, build: Build, indicators: tuple[Indicator, ...], people: dict[str, Population]
    ) -> dict[str, tuple[Value, ...]]:
        kinds = {
            view.indicator_id: people[view.population_id].period_kind or ""
            for indicator in indicators
            for view in (indicator, own_view(indicator))
        }
        found: dict[str, list[Value]] = defaultdict(list)
        codes = (build.la_code, ENGLAND, build.region_code, f"neighbours-{build.la_code}")
        for name, period, identifier, *rest, level, place in self._rows(_VALUES, *codes):
            value = Value(name, Period(str(period), identifier or ""), *rest)
            view = name + OWN if value.value_status == "local" else name
            if view not in kinds:
                continue
            stamp = replace(value.period, kind=kinds[view])
            value = replace(value, indicator_id=view, period=stamp)
            if level in PLACES:
                value = replace(
                    value, area_code=build.la_code, topic=PLACES[level], breakdown=place
                )
            found[view].append(value)
        return {name: tuple(values) for name, values in found.items()}

    def _comparisons(self) -> dict[ComparisonKey, Comparison]:
        columns = ", ".join(f"c.{field.name}" for field in fields(Beside))
        found: dict[ComparisonKey, dict[str, Beside]] = defaultdict(dict)
        for name, period, topic, breakdown, is_local, level, place, *rest in self._rows(
            _COMPARISONS.format(columns=columns)
        ):
            whose = (PLACES[level], place) if level in PLACES else (topic, breakdown)
            key = (name + OWN if is_local else name, str(period), *whose)
            row = Beside(*rest)
            found[key][row.comparator] = row
        return {key: Comparison(by) for key, by in found.items()}

    def _breaks(self) -> dict[BreakKey, Break]:
        columns = ", ".join(field.name for field in fields(Break))
        sql = (
            f"select indicator_id || case when is_local then '{OWN}' else '' end, time_period, "
            f"area_code, breakdown_topic, breakdown, {columns} from breaks order by all"
        )
        return {(a, str(b), c, d, e): Break(*rest) for a, b, c, d, e, *rest in self._rows(sql)}

    def _trends(self) -> dict[SeriesKey, Trend]:
        columns = ", ".join(f"t.{field.name}" for field in fields(Trend))
        found = {}
        for name, topic, group, is_local, level, place, *rest in self._rows(
            _TRENDS.format(columns=columns)
        ):
            whose = (PLACES[level], place) if level in PLACES else (topic, group)
            found[(name + OWN if is_local else name, *whose)] = Trend(*rest)
        return found

    def _neighbours(self, la_code: str) -> tuple[str, ...]:
        sql = (
            "select neighbour_name from neighbours where area_code = ? "
            "order by neighbour_rank, neighbour_code"
        )
        return tuple(name for (name,) in self._rows(sql, la_code) if name)

    def _checks(self) -> tuple[Check, ...]:
        order = (
            "check_kind, check_id, time_period desc, area_code, breakdown, indicator_id, "
            "found_value, expected_value, area_name, explanation"
        )
        return tuple(self._records(Check, "quality_checks", order, "outcome <> 'pass'"))


def _texts(value: object) -> tuple[str, ...]:
    """Give the texts in a column that holds a list, a JSON list, one text, or nothing."""
    if isinstance(value, str) and value.startswith("["):
        value = json.loads(value)
    if isinstance(value, list | tuple):
        return tuple(str(item) for item in value if item not in (None, ""))
    text = str(value or "").strip()
    return (text,) if text else ()
