"""A small published.duckdb about a made-up council, with one indicator of every kind.

`build_published(path)` writes it. Exampleshire (599) lies in Example Region and has nine
neighbours. Every figure is invented; the two modules
beside this one hold them.
"""

import math
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from tests import fixtures_published_comparisons as comparisons
from tests import fixtures_published_data as data
from tests import fixtures_published_disclosure as disclosure
from tests import fixtures_published_own as own
from tests import fixtures_published_projection as projection
from tests import fixtures_published_quality as quality
from tests import fixtures_published_trends as trends

HOME, REGION, ENGLAND, NEIGHBOURS = "599", "E12000099", "E92000001", "neighbours-599"
NAMES = {
    HOME: ("Exampleshire", "Local authority"),
    ENGLAND: ("England", "National"),
    REGION: ("Example Region", "Regional"),
    NEIGHBOURS: ("Statistical neighbours", "Neighbours"),
}
TABLES = {
    "indicator_values": """
        indicator_id varchar, population_id varchar, time_period varchar, time_identifier varchar,
        reference_date date, geographic_level varchar, area_code varchar, area_name varchar,
        breakdown_topic varchar, breakdown varchar, numerator double, denominator double,
        indicator_value double, unit varchar, lower_ci double, upper_ci double, ci_method varchar,
        value_status varchar, missing_reason varchar, break_before boolean, source_id varchar,
        new_la_code varchar""",
    "indicator_comparisons": comparisons.COLUMNS,
    "indicators": """
        indicator_id varchar, family varchar, title varchar, short_title varchar, chapter varchar,
        chapter_number integer, kind varchar, unit varchar, decimals integer, polarity varchar,
        population_id varchar, numerator_label varchar, denominator_label varchar,
        why_it_matters varchar, definition varchar, caveats varchar, break_periods varchar,
        comparators varchar, chart varchar, is_ranked boolean, disclosure_class varchar,
        owner varchar, sort_order integer, local_population_id varchar, local_definition varchar,
        has_intervals boolean""",
    "indicator_trends": trends.COLUMNS,
    "projection_backtest": projection.BACKTEST,
    "projection_outcomes": projection.OUTCOMES,
    "breaks": """
        indicator_id varchar, area_code varchar, breakdown_topic varchar, breakdown varchar,
        time_period varchar, kind varchar, title varchar, reason varchar, is_local boolean""",
    "populations": """
        population_id varchar, who_is_counted varchar, where_counted varchar, period_kind varchar,
        note varchar""",
    "areas": """
        area_code varchar, area_name varchar, geographic_level varchar, region_code varchar,
        region_name varchar, first_period_year integer, last_period_year integer, note varchar,
        is_home boolean""",
    "neighbours": """
        area_code varchar, neighbour_code varchar, neighbour_name varchar, neighbour_rank integer,
        neighbour_set varchar""",
    "nhs_areas": """
        area_code varchar, area_name varchar, area_kind varchar, areas_of_kind bigint""",
    "sources": """
        source_id varchar, publisher varchar, title varchar, table_name varchar, data_to varchar,
        file_name varchar, member_name varchar, sha256 varchar, row_count bigint, licence varchar,
        url varchar""",
    "files": """
        file_name varchar, member_name varchar, status varchar, source_name varchar,
        table_name varchar, row_count bigint, missing_columns varchar, unknown_columns varchar,
        closest varchar, note varchar""",
    "quality_checks": """
        check_id varchar, check_title varchar, check_kind varchar, severity varchar,
        indicator_id varchar, time_period varchar, area_code varchar, area_name varchar,
        breakdown varchar, expected_value double, found_value double, miss double,
        outcome varchar, action varchar, explanation varchar""",
    "identities_by_area": """
        identity_id varchar, title varchar, checked bigint, failed bigint, explained bigint,
        withheld bigint, not_checkable bigint, areas_checked bigint, areas_failed bigint,
        all_failed bigint, all_explained bigint
    """,
    "quality_summary": """
        check_id varchar, check_title varchar, check_kind varchar, description varchar,
        checked integer, passed integer, failed integer, not_checkable integer, withheld integer""",
    "row_rules": """
        rule_id varchar, severity varchar, source_name varchar, table_name varchar, field varchar,
        message varchar, rows bigint, is_few boolean""",
    "rejects": """
        source_name varchar, table_name varchar, column_name varchar, value_class varchar,
        cells bigint, is_few boolean""",
    "missing_tables": """
        source_name varchar, table_name varchar, consequence varchar, exports bigint""",
    "local_differences": """
        indicator_id varchar, time_period varchar, area_code varchar, breakdown_topic varchar,
        breakdown varchar, unit varchar, local_value double, published_value double,
        difference double, local_population_id varchar, published_population_id varchar,
        local_source_id varchar, published_source_id varchar, reasons varchar""",
    "build": """
        la_code varchar, area_name varchar, region_code varchar, edition varchar, contact varchar,
        is_demonstration boolean, data_date date, neighbour_set varchar, jsna_version varchar""",
}


def build_published(
    path: Path, *, is_demonstration: bool = True, area_note: str | None = data.AREA_NOTE
) -> Path:
    """Write the fixture to `path` and give the path back."""
    path.unlink(missing_ok=True)
    points = list(_points())
    with duckdb.connect(str(path)) as connection:
        for table, columns in TABLES.items():
            connection.execute(f"create table {table} ({columns})")
        _insert(connection, "indicator_values", (_value_row(point) for point in points))
        _insert(connection, "indicator_values", own.own_rows())
        _insert(connection, "indicator_values", projection.value_rows())
        _insert(connection, "projection_backtest", projection.backtest_rows())
        _insert(connection, "projection_outcomes", projection.outcome_rows())
        _insert(
            connection, "indicator_comparisons", comparisons.rows(points, list(own.own_points()))
        )
        _insert(connection, "indicators", (_indicator_row(i) for i in data.INDICATORS))
        _insert(connection, "indicator_trends", trends.rows(points))
        _insert(connection, "breaks", (*data.BREAK_REASONS, *_suspected()))
        _insert(connection, "populations", (*data.POPULATIONS, *own.POPULATIONS))
        _insert(connection, "areas", _areas(area_note))
        _insert(connection, "neighbours", _neighbours())
        _insert(connection, "sources", quality.SOURCES)
        _insert(connection, "sources", [[*own.SOURCE, None, 160120, "Not published", None]])
        _insert(connection, "files", quality.FILES)
        _insert(connection, "quality_checks", quality.CHECKS)
        _insert(connection, "identities_by_area", quality.IDENTITIES)
        _insert(connection, "quality_summary", quality.SUMMARIES)
        _insert(connection, "row_rules", quality.ROW_RULES)
        _insert(connection, "rejects", quality.REJECTS)
        _insert(connection, "missing_tables", quality.MISSING_TABLES)
        _insert(connection, "local_differences", quality.LOCAL_DIFFERENCES)
        _insert(connection, "build", [_build(is_demonstration)])
        disclosure.write_certificate(connection)
    return path


def _insert(
    connection: duckdb.DuckDBPyConnection, table: str, rows: Iterable[Sequence[Any]]
) -> None:
    every = [list(row) for row in rows]
    marks = f"({', '.join('?' * len(every[0]))})"
    values = [value for row in every for value in row]
    connection.execute(f"insert into {table} values {', '.join([marks] * len(every))}", values)


def _points() -> Iterator[comparisons.Point]:
    for (name, topic, breakdown), series in data.SERIES.items():
        breaks = data.BREAKS.get(name, ())
        for area_code, values in zip((HOME, ENGLAND, NEIGHBOURS, REGION), series[1:], strict=False):
            for period, entry in zip(series[0].split(), values, strict=True):
                if entry is None:
                    continue
                value, counts, missing = _entry(entry)
                key = (name, topic, breakdown, period, area_code)
                suspected = area_code == HOME and data.SUSPECTED.get(key[:3]) == period
                is_break = period in breaks or suspected
                yield comparisons.Point(*key, value, missing, *counts, is_break)


def _entry(
    entry: float | str | tuple[int, int],
) -> tuple[float | None, tuple[float | None, float | None], str | None]:
    """Give value, counts and reason of a number, a reason, or (numerator, denominator)."""
    if isinstance(entry, str):
        return None, (None, None), entry
    if isinstance(entry, tuple):
        return 100 * entry[0] / entry[1], entry, None
    return entry, (None, None), None


def _value_row(point: comparisons.Point) -> list[Any]:
    indicator = _indicator(point.indicator_id)
    population = next(p for p in data.POPULATIONS if p[0] == indicator.population_id)
    identifier = "Calendar year" if len(point.period) == 4 else "Academic year"
    year = int(point.period[:4])
    name, level = NAMES[point.area_code]
    status = "provisional" if point.period == "2024" else "final"
    code = {HOME: "E06000999", ENGLAND: ENGLAND, REGION: REGION}.get(point.area_code)
    return [
        *(point.indicator_id, population[0], point.period, identifier, date(year, 12, 31)),
        *(level, point.area_code, name, point.topic, point.breakdown),
        *(point.numerator, point.denominator, point.value, indicator.unit, *_interval(point)),
        *(None if point.missing else status, point.missing, point.is_break),
        *(data.SOURCE_OF.get(point.indicator_id, "ehc_plans:caseload"), code),
    ]


def _indicator(indicator_id: str) -> data.Entry:
    return next(i for i in data.INDICATORS if i.indicator_id == indicator_id)


def _indicator_row(entry: data.Entry) -> list[Any]:
    return [
        *(entry.indicator_id, "fixture", entry.title, entry.short_title, entry.chapter),
        *(entry.chapter_number, entry.kind, entry.unit, entry.decimals, entry.polarity),
        *(entry.population_id, entry.numerator_label, entry.denominator_label, entry.why),
        *(f"{entry.title}, as the Department for Education (DfE) defines it.", entry.caveats),
        *(", ".join(data.BREAKS.get(entry.indicator_id, ())), "england, region, neighbours"),
        *(entry.chart, True, "public", "SEND data team", data.INDICATORS.index(entry)),
        *own.LOCAL_OF.get(entry.indicator_id, (entry.population_id, None)),
        True,
    ]


def _interval(point: comparisons.Point) -> tuple[float | None, float | None, str | None]:
    """Give the limits of a share: near enough to Wilson's to read like them."""
    top, base = point.numerator, point.denominator
    is_share = point.entry.kind in ("rate", "share")
    if not (is_share and top and base and top < base) or point.value is None:
        return None, None, None
    half = 196 * math.sqrt(top / base * (1 - top / base) / base)
    return point.value - half, point.value + half, "Wilson"


def _suspected() -> Iterator[list[Any]]:
    for (name, topic, group), period in data.SUSPECTED.items():
        reason = "The share rose twelvefold in one year; no other council's did."
        words = ("recording may have changed", reason, False)
        yield [name, HOME, topic, group, period, "suspected", *words]


def _areas(area_note: str | None) -> Iterator[list[Any]]:
    for code, (name, level) in NAMES.items():
        note, is_home = (area_note, True) if code == HOME else (None, False)
        first = 2019 if is_home else None
        yield [code, name, level, REGION, "Example Region", first, None, note, is_home]
    for code, name, level in own.LOCALITIES:
        yield [code, name, level, None, None, None, None, None, False]


def _neighbours() -> Iterator[list[Any]]:
    for place, name in enumerate(data.NEIGHBOURS, start=1):
        yield [HOME, str(600 + place), name, place, "made-up-2025"]


def _build(is_demonstration: bool) -> list[Any]:
    contact = "send.data@exampleshire.example"
    made = (date(2025, 10, 1), "made-up-2025", "0.1.0")
    return [HOME, "Exampleshire", REGION, "2026", contact, is_demonstration, *made]
