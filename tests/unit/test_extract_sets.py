"""Which files are one export, what it lacks, and what two exports share."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import duckdb
import pytest

from pipeline.extract import RECOGNISED, REPEATED, Inspection, extract
from pipeline.progress import Silent
from pipeline.project import project_dir
from pipeline.settings import Root
from pipeline.sources import Registry, load_registry

SEN2 = {
    "sen2": "sen2tableid,collection,year,referencedate,lea\n1,SEN2,{year},{year}-01-16,599\n",
    "person": "persontableid,personbirthdate,upn\n1,2013-07-19,x{year}\n",
    "requests": "requeststableid,persontableid,receiveddate,requestoutcome\n1,1,{year}-01-01,Y\n",
    "assessment": "assessmenttableid,requeststableid,assessmentoutcome\n1,1,Y\n",
    "namedplan": "namedplantableid,assessmenttableid,startdate\n1,1,{year}-02-03\n",
    "plandetail": "plandetailtableid,namedplantableid,placementrank\n",
    "activeplans": "activeplanstableid,requeststableid,lastreview\n1,1,{year}-02-03\n",
    "placementdetail": "placementdetailtableid,activeplanstableid,placementrank\n1,1,1\n",
    "senneed": "senneedtableid,activeplanstableid,sentype,sentyperank\n1,1,ASD,1\n",
}
CENSUS = {
    "schoolcensus": "schoolcensustableid,term,year,referencedate,lea,estab\n1,{term},2025,x,1,2\n",
    "school": "schooltableid,schoolcensustableid,phase\n1,1,PS\n",
    "pupilonroll": (
        "pupilonrolltableid,schoolcensustableid,upn,dob,enrolstatus,ncyearactual,senprovision\n"
        "1,1,x{term},2013-07-19,C,3,K\n"
    ),
}


class Told(Silent):
    """Progress that remembers what it was warned of."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


class Inbox:
    """A folder of exports, and what comes of them."""

    def __init__(self, folder: Path, registry: Registry) -> None:
        self.folder = folder / "inbox"
        self.folder.mkdir()
        self.warehouse = folder / "build" / "warehouse.duckdb"
        self.registry = registry
        self.warnings: list[str] = []

    def write(self, pattern: str, tables: dict[str, str], **values: object) -> None:
        for table, text in tables.items():
            file = self.folder / pattern.format(table=table)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.format(**values))

    def extract(self) -> list[Inspection]:
        told = Told()
        found = extract([Root(self.folder, "inbox")], self.warehouse, self.registry, told)
        self.warnings = told.warnings
        return found

    def sets(self) -> dict[str | None, set[str | None]]:
        """The tables of each set that rows were kept of."""
        sets: dict[str | None, set[str | None]] = {}
        for item in self.extract():
            if item.status == RECOGNISED:
                sets.setdefault(item.set_id, set()).add(item.table_name)
        return sets

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.warehouse), read_only=True) as con:
            return con.execute(sql).fetchall()


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(project_dir())


@pytest.fixture
def inbox(tmp_path: Path, registry: Registry) -> Inbox:
    return Inbox(tmp_path, registry)


def test_a_folder_with_one_export_is_its_set(inbox: Inbox) -> None:
    inbox.write("sen2/2024/{table}.csv", SEN2, year=2024)
    inbox.write("sen2/2025/Export {table} (final).csv", SEN2, year=2025)
    assert inbox.sets() == {"sen2:sen2/2024": set(SEN2), "sen2:sen2/2025": set(SEN2)}
    assert inbox.warnings == []


@pytest.mark.parametrize(
    "patterns",
    [
        ("Blade-Export_18-01-2024_{table}.csv", "Blade-Export_16-01-2025_{table}.csv"),
        ("2024_{table}.csv", "{table}-2025.csv"),
        ("SEN2 2024 {table}.CSV", "SEN2 2025 {table}.CSV"),
    ],
)
def test_a_folder_with_several_exports_is_parted_by_the_rest_of_the_names(
    inbox: Inbox, patterns: tuple[str, str]
) -> None:
    for pattern, year in zip(patterns, (2024, 2025), strict=True):
        inbox.write(pattern, SEN2, year=year)
    sets = inbox.sets()
    assert sorted(map(len, sets.values())) == [9, 9]
    assert all(str(name).startswith("sen2:.#") for name in sets)
    assert inbox.warnings == []


def test_both_sources_of_one_folder_are_sets_of_their_own(inbox: Inbox) -> None:
    inbox.write("{table}.csv", SEN2, year=2025)
    inbox.write("{table}.csv", CENSUS, term="AUT")
    assert inbox.sets() == {"sen2:.": set(SEN2), "school_census:.": set(CENSUS)}


def test_a_zip_file_holds_a_set_in_each_of_its_folders(inbox: Inbox) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for folder, year in (("", 2024), ("new/", 2025)):
            for table, text in SEN2.items():
                archive.writestr(f"{folder}{table}.csv", text.format(year=year))
    (inbox.folder / "all.zip").write_bytes(packed.getvalue())
    assert inbox.sets() == {"sen2:all.zip": set(SEN2), "sen2:all.zip > new": set(SEN2)}
    assert inbox.warnings == []


def test_a_table_that_two_exports_share_is_in_both(inbox: Inbox) -> None:
    inbox.write("first/{table}.csv", CENSUS, term="SPR")
    inbox.write("second/{table}.csv", CENSUS, term="SUM")
    assert inbox.sets() == {
        "school_census:first": set(CENSUS),
        "school_census:second": set(CENSUS),
    }
    # The two tables `school` are the same bytes; each set has rows of its own.
    assert inbox.rows(
        "select f.set_id, count(*) from raw.school_census__school as s "
        "inner join raw.files as f on f.file_id = s._file_id group by all order by all"
    ) == [("school_census:first", 1), ("school_census:second", 1)]
    assert inbox.rows("select count(*), count(distinct file_id) from raw.files") == [(6, 6)]
    [note] = [item.note for item in inbox.extract() if item.note]
    assert note == "same content as first/school.csv"


def test_an_export_that_is_there_twice_counts_once(inbox: Inbox) -> None:
    inbox.write("a/{table}.csv", SEN2, year=2025)
    inbox.write("b/{table}.csv", SEN2, year=2025)
    (inbox.folder / "a" / "person (1).csv").write_text(SEN2["person"].format(year=2025))
    assert inbox.sets() == {"sen2:a": set(SEN2)}
    assert inbox.warnings == []
    assert inbox.rows("select count(*) from raw.sen2__person") == [(1,)]
    assert sum(item.status == REPEATED for item in inbox.extract()) == 10


def test_what_an_export_lacks_is_told_in_one_line(inbox: Inbox) -> None:
    tables = {name: text for name, text in SEN2.items() if name not in ("assessment", "senneed")}
    inbox.write("2025/{table}.csv", tables, year=2025)
    inbox.extract()
    assert inbox.warnings == [
        "SEN2 return: the export in 2025 is not whole: no `assessment`: assessments and new plans "
        "are not counted; no `senneed`: the needs of maintained plans are missing"
    ]


def test_without_a_table_that_is_needed_nothing_else_is_told(inbox: Inbox) -> None:
    tables = {name: text for name, text in SEN2.items() if name not in ("person", "senneed")}
    inbox.write("{table}.csv", tables, year=2025)
    inbox.extract()
    assert inbox.warnings == [
        "SEN2 return: the export in inbox is not whole: no `person`: none of the other files of "
        "this export can be used"
    ]
    assert inbox.rows("select * from raw.missing_tables order by all") == [
        (
            "sen2:.",
            "sen2",
            "person",
            "none of the other files of this export can be used",
        ),
        ("sen2:.", "sen2", "senneed", "the needs of maintained plans are missing"),
    ]


@pytest.mark.parametrize(("term", "is_missing"), [("SPR", True), ("AUT", False), ("Summer", False)])
def test_needs_are_missing_from_a_spring_census_only(
    inbox: Inbox, term: str, is_missing: bool
) -> None:
    inbox.write("{table}.csv", CENSUS, term=term)
    inbox.extract()
    missing = {row[0] for row in inbox.rows("select table_name from raw.missing_tables")}
    assert ("senneeds" in missing) is is_missing
    assert "fsmperiod" in missing
    assert not missing & set(CENSUS)


def test_every_table_of_a_linked_source_says_what_is_missing_without_it(registry: Registry) -> None:
    for spec in registry.tables:
        is_read = spec.source in ("school_census", "sen2") and not spec.unread
        assert spec.is_linked == is_read, spec.name
    needed = {spec.table for spec in registry.tables if spec.is_needed}
    assert needed == {"schoolcensus", "pupilonroll", "sen2", "person", "requests"}


def test_the_same_inbox_gives_the_same_sets(inbox: Inbox) -> None:
    inbox.write("first/{table}.csv", CENSUS, term="SPR")
    inbox.write("second/{table}.csv", CENSUS, term="SUM")
    inbox.extract()
    sql = "select * from raw.files order by all"
    before = inbox.rows(sql)
    inbox.extract()
    assert inbox.rows(sql) == before
