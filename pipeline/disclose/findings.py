"""What the validation found, as rows of the tables of quality checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import duckdb

from pipeline.validate import Finding

# Fewer rows than this are told as "fewer": a count of so few records may point at a child.
FEW = 5


def add_findings(con: duckdb.DuckDBPyConnection, findings: Sequence[Finding]) -> None:
    """Great Expectations' results: one row per failed batch, one per check."""
    own = con.execute(
        "select distinct source_name from warehouse.raw.files where origin = 'inbox'"
    ).fetchall()
    own_tables = tuple(f"raw.{source}__" for (source,) in own if source)
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for found in findings:
        title = f"{_readable(found.table)}: {found.why}"
        counts[(title, found.why)][0 if found.success else 1] += 1
        if not found.success:
            con.execute(
                "insert into quality_checks "
                "(check_id, check_title, check_kind, severity, time_period, found_value, "
                "outcome, action, explanation) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    found.expectation,
                    title,
                    "expectation",
                    found.severity,
                    found.period,
                    _told(found.unexpected_count, found.table.startswith(own_tables)),
                    "fail",
                    "noted",
                    "Counts of rows of the file, not of children.",
                ],
            )
    for (title, why), (passed, failed) in sorted(counts.items()):
        con.execute(
            "insert into quality_summary values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [title, title, "expectation", why, passed + failed, passed, failed, 0, 0],
        )


def _told(rows: int | None, is_own: bool) -> int | None:
    """How many rows are not as expected; a few of the council's own records are not counted out."""
    return None if is_own and rows is not None and rows < FEW else rows


def _readable(table: str) -> str:
    """`raw.ehc_plans__caseload` as "EHC plans, caseload", which a reader of the page can follow."""
    words = table.partition(".")[2].replace("__", ", ").replace("_", " ")
    return words.replace("ehc ", "EHC ").replace("lait", "LAIT").replace("sen ", "SEN ")
