"""SEN2 returns that are one document: the XML that is uploaded, and the publisher's template.

What they hold comes record by record; it is loaded in batches, so that a large return never lies
in memory as a whole.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from itertools import islice
from pathlib import Path

import duckdb

from pipeline.extract.loader import load_cells
from pipeline.extract.records import Record
from pipeline.extract.sen2_xml import ROOT, SEN2_ROOT, root_of
from pipeline.sources import Registry

SOURCE = "sen2"
BATCH = 50_000
NAMES_SHOWN = 20
_PLAIN_NAME = re.compile(r"(?!.*[0-9]{4})[a-z][a-z0-9]{0,39}")


def what_else_it_is(path: Path) -> str | None:
    """What an XML file is that is surely no SEN2 return; None for one, and for what is damaged.

    What is wrong with a damaged one is told by the reader of returns.
    """
    root, _, collection = (root_of(path) or ROOT).partition("/")
    if root == ROOT:
        if not collection or f"{root}/{collection}" == SEN2_ROOT:
            return None
        return f"XML of the collection {collection.upper()}"
    return f"XML whose root element is `{root}`" if _is_plain(root) else "other XML"


def names_not_known(unknown: Iterable[str]) -> tuple[str, ...]:
    """The names of elements or headings as they may be shown.

    What stands in the place of a name and does not look like one may be a child's number.
    """
    names = sorted(unknown)
    plain = [name for name in names if _is_plain(name)]
    shown = plain[:NAMES_SHOWN]
    others = len(names) - len(shown)
    return (*shown, f"{others} more") if others else tuple(shown)


def _is_plain(name: str) -> bool:
    return _PLAIN_NAME.fullmatch(name) is not None


def load_records(
    con: duckdb.DuckDBPyConnection,
    registry: Registry,
    records: Iterable[Record],
    digest: str,
) -> dict[str, int]:
    """The records of one return into the raw tables; the number of rows of each SEN2 table."""
    counts = {spec.table: 0 for spec in registry.tables if spec.source == SOURCE}
    remaining = iter(records)
    while batch := list(islice(remaining, BATCH)):
        by_table: dict[str, list[Record]] = defaultdict(list)
        for record in batch:
            by_table[record.table].append(record)
        for table, rows in by_table.items():
            spec = registry.get(SOURCE, table)
            cells = ((row.row, [row.values.get(name) for name in spec.wanted]) for row in rows)
            file_id = f"{spec.source}.{spec.table}.{digest[:8]}"
            counts[table] += load_cells(con, spec, spec.wanted, cells, file_id)
    return counts
