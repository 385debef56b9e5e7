"""The CSV files: whole tables straight from published.duckdb, and one file per figure."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from pipeline.errors import ReportError
from reports.words import exact

VALUES = (
    *("indicator_id", "population_id", "time_period", "time_identifier", "reference_date"),
    *("geographic_level", "area_code", "area_name", "breakdown_topic", "breakdown"),
    *("numerator", "denominator", "indicator_value", "unit", "lower_ci", "upper_ci", "ci_method"),
    *("value_status", "missing_reason", "break_before", "source_id", "new_la_code"),
)
_VALUES_ORDER = (
    *("indicator_id", "breakdown_topic", "breakdown", "geographic_level", "area_code"),
    *("time_period", "population_id", "value_status", "source_id"),
)
COMPARISONS = (
    *("indicator_id", "time_period", "area_code", "breakdown_topic", "breakdown", "is_local"),
    *("comparator", "comparator_area_code", "comparator_period"),
    *("indicator_value", "comparator_value", "comparator_low", "comparator_high"),
    *("comparator_n", "comparator_of", "area_rank", "rank_of"),
    *("difference", "difference_unit", "difference_lower", "difference_upper"),
    *("difference_method", "judgement_method", "z_score", "p_value", "q_value", "is_different"),
    *("judgement", "judgement_note"),
)
_COMPARISONS_ORDER = (
    *("indicator_id", "breakdown_topic", "breakdown", "is_local", "area_code", "time_period"),
    "comparator",
)
CHECKS = (
    *("check_id", "check_title", "check_kind", "severity", "indicator_id", "time_period"),
    *("area_code", "area_name", "breakdown", "expected_value", "found_value", "miss"),
    *("outcome", "action", "explanation"),
)


@dataclass(frozen=True)
class Download:
    """A file that readers can take away."""

    file_name: str
    title: str
    rows: int

    @property
    def href(self) -> str:
        """Give its address."""
        return f"data/{self.file_name}"


def write_tables(connection: duckdb.DuckDBPyConnection, folder: Path) -> list[Download]:
    """Write the whole tables and give what was written."""
    wanted = (
        ("indicator_values", "Every indicator value", VALUES, _VALUES_ORDER),
        ("indicator_comparisons", "Every comparison", COMPARISONS, _COMPARISONS_ORDER),
        ("quality_checks", "Every quality check", CHECKS, CHECKS),
    )
    return [
        Download(f"{table}.csv", title, _write_table(connection, folder, table, columns, order))
        for table, title, columns, order in wanted
    ]


def write_csv(file: Path, rows: Iterable[Sequence[str]]) -> int:
    """Write rows of text, the first of them the header, and give how many follow the header."""
    count = -1
    with file.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        for row in rows:
            writer.writerow(row)
            count += 1
    return count


def text(value: object) -> str:
    """Give a database value as the CSV files write it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float | Decimal):
        return exact(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _write_table(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    table: str,
    columns: Sequence[str],
    order: Sequence[str],
) -> int:
    sql = f"select {', '.join(columns)} from {table} order by {', '.join(order)}"
    try:
        found = connection.execute(sql).fetchall()
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        first = str(error).splitlines()[0]
        raise ReportError(f"cannot read the table `{table}`: {first}") from error
    body = ([text(value) for value in row] for row in found)
    return write_csv(folder / f"{table}.csv", [list(columns), *body])
