"""The council's own files: where they may lie, what documents hold, what `inspect` tells."""

from __future__ import annotations

import sys
import time
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import duckdb
import pytest
import xlsxwriter

from pipeline.errors import ConfigError, InputError
from pipeline.extract import (
    NOT_RECOGNISED,
    OUT_OF_PLACE,
    RECOGNISED,
    REPEATED,
    Inspection,
    area_is_known,
    documents,
    extract,
    inspect,
)
from pipeline.extract.records import Record
from pipeline.progress import Silent
from pipeline.project import project_dir
from pipeline.settings import Root
from pipeline.sources import Registry, load_registry
from tests.fixtures_sen2 import a_person, template_grid, write_grids

PUPILS = "UPN,Surname,SENprovision,SENneed1,shoe_size\nH801200001001,Name,K,ASD,4\n"
GIAS = (
    "URN,LA (code),EstablishmentName,TypeOfEstablishment (name),Street,Locality,Town\n"
    "100001,599,A School,Community school,Street,Place,Town\n"
)
PUBLISHED = (
    "time_period,time_identifier,geographic_level,region_code,region_name,new_la_code,old_la_code,"
    "la_name,breakdown_topic,breakdown,Res_3851,Res_52,Res_tot\n"
    "202425,Academic year,Local authority,E1,R,E06000999,599,Exampleshire,T,T,1,2,3\n"
)
HEADER = "sen2tableid,Collection,Year,ReferenceDate,LEA\n1,SEN2,2025,2025-Jan-16 00:00:00,599\n"


class Told(Silent):
    """Progress that remembers what it was warned of."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


class Area:
    """A published folder, an inbox, and what comes of them."""

    def __init__(self, folder: Path, registry: Registry) -> None:
        self.folder = folder
        self.published = folder / "published"
        self.inbox = folder / "inbox"
        self.published.mkdir()
        self.inbox.mkdir()
        self.warehouse = folder / "build" / "warehouse.duckdb"
        self.key_file = folder / ".jsna-key"
        self.registry = registry
        self.told = Told()

    def extract(self, *origins: str) -> list[Inspection]:
        roots = [Root(self.published, "published"), Root(self.inbox, "inbox")]
        wanted = [root for root in roots if not origins or root.origin in origins]
        return extract(wanted, self.warehouse, self.registry, self.told, key_file=self.key_file)

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.warehouse), read_only=True) as con:
            return con.execute(sql).fetchall()


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(project_dir())


@pytest.fixture
def area(tmp_path: Path, registry: Registry) -> Area:
    return Area(tmp_path, registry)


def test_a_list_of_children_among_published_files_is_refused(area: Area) -> None:
    (area.published / "pupils.csv").write_text(PUPILS)
    (area.published / "open.csv").write_text(PUBLISHED)
    found = area.extract()
    assert [item.status for item in found] == [RECOGNISED, OUT_OF_PLACE]
    assert area.told.warnings == [
        "pupils.csv is not used: School Census (flat list): the council's own records belong in "
        "inbox/, never in published/"
    ]
    assert area.rows("select count(*) from raw.pupil_lists__pupils") == [(0,)]
    assert area.rows("select status, origin from raw.files where file_name = 'pupils.csv'") == [
        (OUT_OF_PLACE, "published")
    ]


def test_a_file_in_the_wrong_folder_does_not_hide_its_copy_in_the_right_one(area: Area) -> None:
    for folder in (area.published, area.inbox):
        (folder / "pupils.csv").write_text(PUPILS)
        (folder / "open.csv").write_text(PUBLISHED)
    assert sorted(item.status for item in area.extract()) == [
        OUT_OF_PLACE,
        OUT_OF_PLACE,
        RECOGNISED,
        RECOGNISED,
    ]
    assert "open.csv is not used" in area.told.warnings[1] + area.told.warnings[0]
    assert area.rows("select count(*) from raw.pupil_lists__pupils") == [(1,)]


@pytest.mark.parametrize("folder", ["published", "inbox"])
def test_the_list_of_schools_may_lie_in_either_folder(area: Area, folder: str) -> None:
    (area.folder / folder / "schools.csv").write_text(GIAS)
    [item] = area.extract()
    assert (item.source_name, item.belongs_in) == ("gias", "inbox/ or published/")


def test_a_list_of_schools_that_lacks_a_column_is_no_list_of_localities(area: Area) -> None:
    (area.inbox / "schools.csv").write_text(GIAS.replace("TypeOfEstablishment (name)", "Kind"))
    (area.inbox / "pupils.csv").write_text(PUPILS)
    item = area.extract()[1]
    assert (item.status, item.closest) == (NOT_RECOGNISED, "gias.schools")


def test_an_inbox_alone_can_be_read_and_knows_its_area(area: Area, registry: Registry) -> None:
    (area.inbox / "sen2.csv").write_text(HEADER)
    [item] = area.extract("inbox")
    assert (item.status, item.data_to) == (RECOGNISED, "2025")
    assert area.rows("select origin, set_id from raw.files") == [("inbox", "sen2:.")]
    assert area_is_known(area.warehouse, registry, "599")
    assert not area_is_known(area.warehouse, registry, "598")


def test_a_key_is_made_for_an_inbox_with_files_only(area: Area) -> None:
    (area.published / "open.csv").write_text(PUBLISHED)
    (area.inbox / "README.md").write_text("words")
    area.extract()
    assert not area.key_file.exists()
    (area.inbox / "pupils.csv").write_text(PUPILS)
    area.extract()
    [warning] = area.told.warnings
    assert str(area.key_file) in warning
    assert area.key_file.stat().st_mode & 0o777 == 0o600
    assert bytes.fromhex(area.key_file.read_text()).hex() not in warning
    first = area.rows("select upn from raw.pupil_lists__pupils")
    area.extract()
    assert area.rows("select upn from raw.pupil_lists__pupils") == first
    area.key_file.unlink()
    area.extract()
    assert area.rows("select upn from raw.pupil_lists__pupils") != first


def test_a_broken_key_stops_the_build(area: Area) -> None:
    (area.inbox / "pupils.csv").write_text(PUPILS)
    area.key_file.write_text("ab" * 31)
    with pytest.raises(ConfigError, match="not 64 hexadecimal digits") as caught:
        area.extract()
    assert "abab" not in str(caught.value)


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_an_extract_may_come_from_any_program(area: Area, delimiter: str, encoding: str) -> None:
    text = PUPILS.replace(",", delimiter).replace("UPN", "Unique Pupil Number").upper()
    (area.inbox / "a.csv").write_bytes(text.replace("\nH", "\nÉ").encode(encoding))
    [item] = area.extract()
    assert item.unknown_columns == ("shoe_size",)
    assert area.rows("select senneed1, upn_problem from raw.pupil_lists__pupils") == [
        ("ASD", "form")
    ]


@pytest.mark.usefixtures("readers")
def test_a_sheet_of_a_workbook_is_read_like_a_file(area: Area) -> None:
    with xlsxwriter.Workbook(area.inbox / "export.xlsx") as book:
        for name, text in (
            ("Person", "PersonTableId,PersonBirthDate,UPN\n1,2013-07-19,x"),
            (
                "Requests",
                "RequestsTableId,PersonTableId,ReceivedDate,RequestOutcome,"
                "rquestsource\n1,1,2024-02-03,Y,2",
            ),
        ):
            sheet = book.add_worksheet(name)
            for line, row in enumerate(text.split("\n")):
                sheet.write_row(line, 0, row.split(","))
    found = area.extract()
    assert [(item.table_name, item.member_name, item.set_id) for item in found] == [
        ("person", "Person", "sen2:export.xlsx"),
        ("requests", "Requests", "sen2:export.xlsx"),
    ]
    assert area.rows("select personbirthdate from raw.sen2__person") == [("2013-07",)]
    assert area.rows("select requestsource from raw.sen2__requests") == [("2",)]


@pytest.mark.usefixtures("readers")
def test_two_sheets_of_one_table_keep_their_rows_apart(area: Area) -> None:
    with xlsxwriter.Workbook(area.inbox / "months.xlsx") as book:
        for month in (1, 2):
            sheet = book.add_worksheet(str(month))
            sheet.write_row(0, 0, ["MonthNo", "Activity_Code", "DOB"])
            sheet.write_row(1, 0, [month, 210, "2008-01-02"])
    area.extract()
    sql = "select count(*), count(distinct _file_id) from raw.nccis__activities"
    assert area.rows(sql) == [(2, 2)]
    assert area.rows("select count(distinct file_id), count(distinct set_id) from raw.files") == [
        (2, 2)
    ]


SEN2_XML = (
    "<?xml version='1.0'?><Message><Header><CollectionDetails><Collection>SEN2</Collection>"
    "</CollectionDetails></Header><Persons/></Message>"
)


@pytest.fixture
def readers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers that give a return of three persons, and of workbooks those called template."""

    def records(path: Path, label: str, unknown: Counter[str]) -> Iterator[Record]:
        yield Record("sen2", 1, {"collection": "SEN2", "year": "2025", "lea": "599"})
        for number in range(1, 4):
            yield Record(
                "person",
                number,
                {"persontableid": str(number), "upn": " h801200001001", "postcode": "YO11 2AB"},
            )
            yield Record("senneed", number, {"sentype": "ASD", "sentyperank": "1"})

    def template(path: Path, label: str, unknown: Counter[str]) -> Iterator[Record] | None:
        return records(path, label, unknown) if "template" in label else None

    for name, reader in (("sen2_xml", records), ("sen2_template", template)):
        module = ModuleType(name)
        setattr(module, f"read_{name}", reader)
        monkeypatch.setitem(sys.modules, f"pipeline.extract.{name}", module)


@pytest.mark.usefixtures("readers")
@pytest.mark.parametrize("batch", [1, 2, 50_000])
def test_the_xml_of_a_return_becomes_its_tables(
    area: Area, monkeypatch: pytest.MonkeyPatch, batch: int
) -> None:
    monkeypatch.setattr(documents, "BATCH", batch)
    (area.inbox / "return.xml").write_text(SEN2_XML)
    (area.inbox / "localities.csv").write_text("locality,postcode\nCoast,YO11\n")
    found = [item for item in area.extract() if item.source_name == "sen2"]
    assert {item.table_name: item.row_count for item in found if item.row_count} == {
        "sen2": 1,
        "person": 3,
        "senneed": 3,
    }
    assert len(found) == 9
    assert {(item.set_id, item.status) for item in found} == {("sen2:return.xml", RECOGNISED)}
    assert all(item.member_name == item.table_name for item in found)
    assert next(item.data_to for item in found if item.table_name == "sen2") == "2025"
    columns = "length(upn), upn_problem, postcode_locality, personbirthdate_problem, _row"
    assert area.rows(f"select {columns} from raw.sen2__person order by _row") == [
        (20, None, "locality-coast", "blank", number) for number in range(1, 4)
    ]
    assert area.rows(
        "select count(*) from raw.sen2__person as p join raw.files as f on f.file_id = p._file_id"
    ) == [(3,)]
    assert area.rows("select * from raw.missing_tables") == []


@pytest.mark.usefixtures("readers")
def test_the_template_is_a_return_as_well(area: Area) -> None:
    for name in ("template.xlsm", "notes.xlsx"):
        with xlsxwriter.Workbook(area.inbox / name) as book:
            book.add_worksheet("Data Entry Template").write_row(0, 0, ["Header Record", name])
    found = area.extract()
    assert [item.status for item in found] == [NOT_RECOGNISED] + [RECOGNISED] * 9
    assert {item.set_id for item in found[1:]} == {"sen2:template.xlsm"}


@pytest.mark.usefixtures("readers")
def test_a_return_among_published_files_is_refused(area: Area) -> None:
    (area.published / "return.xml").write_text(SEN2_XML)
    (area.published / "open.csv").write_text(PUBLISHED)
    assert [item.status for item in area.extract()] == [RECOGNISED, OUT_OF_PLACE]
    assert area.rows("select count(*) from raw.sen2__person") == [(0,)]


@pytest.mark.usefixtures("readers")
@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("<Workbook><a/></Workbook>", "XML whose root element is `workbook`"),
        (SEN2_XML.replace("SEN2", "CIN"), "XML of the collection CIN"),
        ("<A801200001001/>", "other XML"),
    ],
)
def test_other_xml_is_not_recognised_but_named(area: Area, text: str, note: str) -> None:
    (area.inbox / "a.xml").write_text(text)
    (area.inbox / "pupils.csv").write_text(PUPILS)
    item = area.extract()[0]
    assert (item.status, item.note) == (NOT_RECOGNISED, note)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("no xml", "the XML is broken"),
        ("", "ends before its last element is closed"),
        ("<Message><Header>", "ends before its last element is closed"),
        ("<Message><Persons/></Message>", "no Header with the Collection SEN2"),
        ('<!DOCTYPE a [<!ENTITY x "y">]><Message>&x;</Message>', "document type or entities"),
        ("<?xml version='1.0' encoding='unheard-of'?><Message/>", "not in the encoding"),
        (f"<Message><!--{'x' * 30_000_000}--></Message>", "tag or comment is longer"),
        (f"<!--{'x' * 30_000_000}--><Message/>", "tag or comment is longer"),
    ],
    ids=[
        "words",
        "empty",
        "cut off",
        "no header",
        "entity",
        "encoding",
        "comment",
        "comment first",
    ],
)
def test_a_damaged_return_is_one_clear_line_and_soon(area: Area, text: str, message: str) -> None:
    (area.inbox / "a.xml").write_text(text)
    began = time.monotonic()
    with pytest.raises(InputError, match=rf"{message}.* in a\.xml"):
        area.extract()
    assert time.monotonic() - began < 10


@pytest.mark.parametrize("suffix", [".xlsx", ".xlsm"])
@pytest.mark.parametrize("origin", ["published", "inbox"])
def test_a_forgotten_cell_far_away_is_one_clear_line(area: Area, suffix: str, origin: str) -> None:
    with xlsxwriter.Workbook(area.folder / origin / f"a{suffix}") as book:
        sheet = book.add_worksheet("2025")
        sheet.write_row(0, 0, ["MonthNo", "Activity_Code", "DOB"])
        sheet.write(1_048_575, 16_383, "forgotten")
    with pytest.raises(InputError, match=rf"cell far away.* in a\{suffix}; delete the rows"):
        area.extract()


def test_elements_that_a_return_does_not_have_are_named(area: Area, registry: Registry) -> None:
    text = SEN2_XML.replace("<Persons/>", "<Persons/><New>A801200001001</New><New/><Odd-One/>")
    text = text.replace("<Persons/>", "<Persons><A801200001001/></Persons>")
    (area.inbox / "return.xml").write_text(text)
    found = area.extract()
    names = ("new", "oddone", "1 more")
    assert {item.table_name: item.unknown_columns for item in found if item.unknown_columns} == {
        "sen2": names
    }
    assert "return.xml: not known and not read: new, oddone, 1 more" in area.told.warnings
    sql = "select unknown_columns from raw.files where table_name = 'sen2'"
    assert area.rows(sql) == [(", ".join(names),)]


def test_headings_that_the_template_does_not_have_are_named(area: Area) -> None:
    rows = template_grid([a_person()])
    rows[3] = [*rows[3], "Shoe size"]
    write_grids(area.inbox / "return.xlsx", {"Data Entry Template": rows})
    assert area.extract()[0].unknown_columns == ("shoesize",)
    assert "return.xlsx: not known and not read: shoesize" in area.told.warnings


def test_hidden_members_of_a_zip_file_are_left_alone(area: Area) -> None:
    with zipfile.ZipFile(area.inbox / "a.zip", "w") as archive:
        archive.writestr("2025/pupils.csv", PUPILS)
        archive.writestr("__MACOSX/2025/._pupils.csv", b"\x00\x05")
    [item] = area.extract()
    assert item.set_id == "pupil_lists:a.zip > 2025/pupils.csv"


def test_inspect_tells_what_a_file_says_of_itself(area: Area, registry: Registry) -> None:
    census = (
        "schoolcensustableid,term,year,referencedate,lea,estab\n"
        "1,SPR,2024,2024-Jan-18,599,1000\n2,AUT,2024,2024-Oct-03,599,1000\n"
        "3,SUM,2024,2024-May-16,599,1000\n4,AUT,H801200001001,2024-May-16,599,1000\n"
    )
    results = "ACADYR,UPN,Surname,ELIGRWM,RWMEXP\n2023/2024,H801200001001,Name,1,1\n"
    (area.folder / "all").mkdir()
    for name, text in (("a.csv", census), ("b.csv", results), ("c.csv", PUPILS), ("d.csv", HEADER)):
        (area.folder / "all" / name).write_text(text)
    (area.folder / "scratch").mkdir()
    found = inspect(area.folder / "all", registry, Silent(), area.folder / "scratch")
    told = [(item.table_name, item.data_to, item.belongs_in) for item in found]
    assert told == [
        ("schoolcensus", "2024 AUT", "inbox/"),
        ("ks2", "2023/2024", "inbox/"),
        ("pupils", None, "inbox/"),
        ("sen2", "2025", "inbox/"),
    ]
    assert found[2].unknown_columns == ("shoe_size",)
    assert "dob" in found[2].missing_columns
    assert found[1].unknown_columns == ()
    assert found[0].set_id == "school_census:."
    assert list((area.folder / "scratch").iterdir()) == []


def test_the_same_flat_list_counts_once(area: Area) -> None:
    for name in ("a.csv", "b.csv"):
        (area.inbox / name).write_text(PUPILS)
    assert [item.status for item in area.extract()] == [RECOGNISED, REPEATED]
    assert area.rows("select count(*) from raw.pupil_lists__pupils") == [(1,)]


def test_a_headers_many_columns_are_one_clear_line(area: Area) -> None:
    (area.inbox / "a.csv").write_text(",".join(f"c{n}" for n in range(10_000)) + "\n")
    with pytest.raises(InputError, match="more than 5,000 columns"):
        area.extract()
