"""Made-up figures of NHS areas, put into the published.duckdb of `fixtures_published`."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

ENGLAND = ("E92000001", "England", "National")
EAST = ("nhs-east", "NHS Exampleshire and East ICB", "NHS area")
WEST = ("nhs-west", "NHS Westland ICB", "NHS area")
HARBOUR = ("nhs-9XA", "NHS Harbour CCG", "NHS area")
AREAS = (
    ("nhs-east", "NHS Exampleshire and East ICB", "ICB", 2),
    ("nhs-west", "NHS Westland ICB", "ICB", 2),
    ("nhs-9XA", "NHS Harbour CCG", "Former CCG area", 1),
)
WAITS, CONTACTS = "community_waits", "mental_health_contacts"
# Indicator, area, period, topic, breakdown, numerator, denominator, value, reason.
Row = tuple[
    str, tuple[str, str, str], str, str, str, float | None, float | None, float | None, str | None
]
ROWS: tuple[Row, ...] = (
    (WAITS, EAST, "2023-09", "Service", "Audiology", 200, 400, 50.0, None),
    (WAITS, WEST, "2023-09", "Service", "Audiology", 30, 300, 10.0, None),
    (WAITS, ENGLAND, "2023-09", "Service", "Audiology", 300, 1000, 30.0, None),
    (WAITS, EAST, "2023-10", "Service", "Audiology", 38, 152, 25.0, None),
    (WAITS, WEST, "2023-10", "Service", "Audiology", 36, 300, 12.0, None),
    (WAITS, ENGLAND, "2023-10", "Service", "Audiology", 260, 1000, 26.0, None),
    (WAITS, EAST, "2023-10", "Service", "Occupational therapy", 45, 100, 45.0, None),
    (WAITS, WEST, "2023-10", "Service", "Occupational therapy", None, None, None, "x"),
    (WAITS, ENGLAND, "2023-10", "Service", "Occupational therapy", 450, 1000, 45.0, None),
    (CONTACTS, HARBOUR, "2023-07", "Total", "Total", 4985, None, 4985, None),
    (CONTACTS, HARBOUR, "2023-08", "Total", "Total", 4960, None, 4960, None),
    (CONTACTS, ENGLAND, "2023-08", "Total", "Total", 800000, None, 800000, None),
)
_INDICATORS = (
    (WAITS, "Children waiting over 18 weeks for community health services", "Waiting over 18 weeks",
     "rate", "percent", 1, "children who have waited over 18 weeks", "children waiting"),
    (CONTACTS, "Children in contact with mental health services", "Mental health contacts",
     "count", "count", 0, "children with a contact", None),
)  # fmt: skip
_POPULATIONS = (
    (WAITS, "children waiting", "at the providers of the NHS area", "month"),
    (CONTACTS, "children in contact", "living in the NHS area", "twelve_months"),
)


def add_nhs(
    published: Path, areas: Sequence[tuple[str, str, str, int]] = AREAS, rows: Sequence[Row] = ROWS
) -> Path:
    """Add two indicators of NHS areas to the file and give its path back."""
    with duckdb.connect(str(published)) as connection:
        if areas:
            connection.executemany("insert into nhs_areas values (?, ?, ?, ?)", areas)
        for name, title, short, kind, unit, decimals, above, below in _INDICATORS:
            connection.execute(
                "insert into indicators (indicator_id, title, short_title, chapter_number, kind, "
                "unit, decimals, numerator_label, denominator_label, population_id, caveats, "
                "chart, sort_order, definition) "
                "values (?, ?, ?, 9, ?, ?, ?, ?, ?, ?, '[]', 'bars', 1, 'As published.')",
                [name, title, short, kind, unit, decimals, above, below, name],
            )
        for name, who, where, kind in _POPULATIONS:
            connection.execute(
                "insert into populations values (?, ?, ?, ?, 'An NHS area is not the council''s.')",
                [name, who, where, kind],
            )
        for row in rows:
            _insert(connection, row)
    return published


def _insert(connection: duckdb.DuckDBPyConnection, row: Row) -> None:
    name, (code, place, level), period, topic, breakdown, above, below, value, reason = row
    unit = "percent" if name == WAITS else "count"
    connection.execute(
        "insert into indicator_values (indicator_id, population_id, time_period, time_identifier, "
        "reference_date, geographic_level, area_code, area_name, breakdown_topic, breakdown, "
        "numerator, denominator, indicator_value, unit, value_status, missing_reason, "
        "break_before, source_id) "
        "values (?, ?, ?, 'Month', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'final', ?, false, "
        "'ehc_plans:caseload')",
        [name, name, period, date(2023, int(period[5:]), 28), level, code, place, topic, breakdown,
         above, below, value, unit, reason],
    )  # fmt: skip
