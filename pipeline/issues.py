"""The data-quality list of the council's own records: every row that breaks a rule, one per line.

The list stays in the build folder. It says where a row stands and what is wrong with it, never what
the row holds; the pages show counts only.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from pipeline.errors import ReportError, as_jsna_error

if TYPE_CHECKING:
    from rich.table import Table

FILE_NAME = "issues.csv"
MOST_RULES = 20
"""More rules than anybody reads in a terminal: the rest are in the list."""

_LIST = """
    select
        issues.rule_id,
        issues.severity,
        issues.source_name || '.' || issues.table_name as "table",
        issues.field,
        issues.school,
        files.file_name
        || case when files.member_name <> '' then ' > ' || files.member_name else '' end as file,
        issues.row_number as row,
        rules.message,
        count(*) over (
            partition by issues.rule_id, issues.file_id, issues.table_name
        ) as how_many
    from quality.int_local_issues as issues
    inner join reference.local_rules as rules on issues.rule_id = rules.rule_id
    left join raw.files as files on issues.file_id = files.file_id
    order by issues.severity, issues.rule_id, file, issues.row_number, issues.file_id
"""
_COUNTS = """
    select
        issues.rule_id,
        issues.severity,
        issues.source_name || '.' || issues.table_name as "table",
        rules.message,
        count(*) as rows
    from quality.int_local_issues as issues
    inner join reference.local_rules as rules on issues.rule_id = rules.rule_id
    group by all
    order by issues.severity, rows desc, issues.rule_id
"""


@dataclass(frozen=True)
class RuleCount:
    """How many rows of the council's own records break one rule."""

    rule_id: str
    severity: str
    table: str
    message: str
    rows: int


def has_own_records(warehouse: Path) -> bool:
    """Say whether any file of the council's own was read."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        [(files,)] = con.execute(
            "select count(*) from raw.files where origin = 'inbox' and status = 'recognised'"
        ).fetchall()
    return bool(files)


def write_issues(warehouse: Path, file: Path) -> tuple[RuleCount, ...]:
    """Write the whole list in place of the last one; give the rules that rows break, worst first.

    ReportError where the list cannot be written, such as while a spreadsheet has it open.
    """
    unfinished = file.with_name(f"{file.name}.part")
    with as_jsna_error(ReportError, f"{file.name} cannot be written"):
        with duckdb.connect(str(warehouse), read_only=True) as con:
            path = str(unfinished).replace("'", "''")
            con.execute(f"copy ({_LIST}) to '{path}' (format csv, header true)")
            found = con.execute(_COUNTS).fetchall()
        os.replace(unfinished, file)
    return tuple(RuleCount(*row) for row in found)


def remove_issues(file: Path) -> None:
    """Take away the list of an earlier build, which had records that this one does not have."""
    with as_jsna_error(ReportError, f"{file.name} cannot be removed"):
        file.unlink(missing_ok=True)


def summary(counts: tuple[RuleCount, ...]) -> Table:
    """Give the first rules as a table for the terminal."""
    from rich.table import Table
    from rich.text import Text  # a message may hold [x], which rich reads as a colour

    left_out = len(counts) - MOST_RULES
    more = f"{left_out:,} more rules are in the list" if left_out > 0 else None
    table = Table(title="Rows of your own records that break a rule", caption=more)
    for heading in ("Severity", "Rule", "Table"):
        table.add_column(heading)
    table.add_column("Rows", justify="right")
    table.add_column("What is wrong", ratio=1)
    for count in counts[:MOST_RULES]:
        words = (count.severity, count.rule_id, count.table, f"{count.rows:,}", count.message)
        table.add_row(*map(Text, words))
    return table
