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
from xml.etree.ElementTree import Element, ParseError

import duckdb
from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from pipeline.errors import InputError, as_jsna_error
from pipeline.extract.loader import load_cells
from pipeline.extract.records import Record
from pipeline.sources import Registry

SOURCE = "sen2"
BATCH = 50_000
_ELEMENTS_LOOKED_AT = 200
_PLAIN_NAME = re.compile(r"[A-Za-z0-9_.:-]{1,40}")


def what_else_it_is(path: Path, label: str) -> str | None:
    """None for the XML of a SEN2 return; for any other XML what it is.

    InputError where it is no XML at all, or XML that declares entities.
    """
    root = ""
    try:
        with as_jsna_error(InputError, f"{label} cannot be read"), path.open("rb") as stream:
            events = iterparse(stream, events=("start", "end"))
            for event, element in islice(events, _ELEMENTS_LOOKED_AT):
                name = _local_name(element)
                root = root or name
                if root.lower() != "message":
                    break
                if event == "end" and name.lower() == "collection":
                    text = (element.text or "").strip()
                    return None if text.upper() == "SEN2" else _collection(text)
    except (ParseError, DefusedXmlException, ValueError):
        raise InputError(
            "the XML is damaged or not plain XML", file=label, remedy="export it again"
        ) from None
    return f"XML whose root element is `{root}`" if _PLAIN_NAME.fullmatch(root) else "other XML"


def _local_name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _collection(text: str) -> str:
    return f"XML of the collection {text}" if _PLAIN_NAME.fullmatch(text) else "other XML"


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
