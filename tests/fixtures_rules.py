"""Made-up records of a council: for every rule a row that breaks it, and beside it what it breaks.

`RECORDS` has exports (sets of files that belong together), each with its tables and their rows. A
row is the clean row of its table with some cells changed, and the names of the rules that it then
breaks; a row without names breaks none.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb

from pipeline.extract.loader import create_raw_tables
from pipeline.project import project_dir
from pipeline.sources import load_registry
from tests import fixtures_rules_census as census
from tests import fixtures_rules_lists as lists
from tests import fixtures_rules_others as others
from tests import fixtures_rules_sen2 as sen2
from tests.fixtures_rules_row import OWN, Export

CLEAN: Mapping[str, Mapping[str, str | None]] = {
    **census.CLEAN,
    **lists.CLEAN,
    **sen2.CLEAN,
    **others.CLEAN,
}
RECORDS: Mapping[str, Export] = {
    **census.RECORDS,
    **lists.RECORDS,
    **sen2.RECORDS,
    **others.RECORDS,
}


@dataclass(frozen=True)
class Place:
    """A row of a file, and the rules that it breaks."""

    file_id: str
    row: int
    rules: frozenset[str]


def build_warehouse(path: Path) -> Path:
    """Write `raw` with every made-up record to `path` and give the path back."""
    with duckdb.connect(str(path)) as con:
        create_raw_tables(con, load_registry(project_dir()), bytes(32))
        con.execute(
            "create table if not exists raw.missing_tables "
            "(set_id varchar, source_name varchar, table_name varchar, consequence varchar)"
        )
        for set_id, export in RECORDS.items():
            for table, rows in export.items():
                file_id = f"{set_id}/{table}"
                source, _, name = table.partition(".")
                con.execute(
                    "insert into raw.files (file_id, file_name, member_name, status, source_name, "
                    "table_name, row_count, origin, set_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [file_id, f"{file_id}.csv", "", "recognised", source, name, len(rows)]
                    + ["inbox", set_id],
                )
                for number, row in enumerate(rows, start=1):
                    cells = {**CLEAN[table], **row.cells, "_file_id": file_id, "_row": str(number)}
                    own = f"{file_id}/{number}"
                    values = [own if value == OWN else value for value in cells.values()]
                    con.execute(
                        f"insert into raw.{source}__{name} ({', '.join(cells)}) "
                        f"values ({', '.join('?' * len(cells))})",
                        values,
                    )
    return path


def expected() -> Iterator[Place]:
    """Give every row that is looked at and the rules that it breaks, by their full names."""
    for set_id, export in RECORDS.items():
        for table, rows in export.items():
            name = table.partition(".")[2]
            for number, row in enumerate(rows, start=1):
                if row.breaks is not None:
                    rules = frozenset(f"{name}_{rule}" for rule in row.breaks)
                    yield Place(f"{set_id}/{table}", number, rules)
