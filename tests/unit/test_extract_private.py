"""What becomes of a child's values on the way in: nothing that could lead back to the child."""

from __future__ import annotations

import gzip
import hashlib
import hmac
import io
import stat
import sys
import zipfile
from pathlib import Path
from types import ModuleType

import duckdb
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.extract import RECOGNISED, Inspection, extract
from pipeline.extract.loader import load_csv
from pipeline.extract.places import postcode_part
from pipeline.extract.private import prepare, select_rows
from pipeline.progress import Silent
from pipeline.project import project_dir
from pipeline.settings import Root
from pipeline.sources import Registry, load_registry

KEY = bytes(range(32))
GOOD_UPN = (
    "H801200001001"  # 8x2 + 0 + 1x4 + 2x5 + 1x10 + 1x13 = 53, and 53 mod 23 is the place of H
)
PUPIL_HEADER = (
    "pupilonrolltableid,NativeId,DOB,Surname,Forename,UPN,FormerUPN,UniqueLearnerNumber,"
    "SchoolCensusTableId,EnrolStatus,NCyearActual,SENprovision"
)


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(project_dir())


@pytest.fixture(scope="module")
def con() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    prepare(con, KEY)
    return con


def one(con: duckdb.DuckDBPyConnection, sql: str, value: str | None) -> object:
    return con.execute(f"select {sql}", {"x": value}).fetchall()[0][0]


def hashed(value: str) -> str:
    return hmac.new(KEY, value.encode(), hashlib.sha256).hexdigest()[:20]


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=90))
def test_the_hash_is_hmac_sha256_whatever_the_text(
    con: duckdb.DuckDBPyConnection, text: str
) -> None:
    assert one(con, "keyed_hash($x)", text) == hashed(text)


def test_another_key_gives_another_hash(con: duckdb.DuckDBPyConnection) -> None:
    with duckdb.connect() as other:
        prepare(other, KEY[::-1])
        assert one(other, "keyed_hash($x)", GOOD_UPN) != one(con, "keyed_hash($x)", GOOD_UPN)


@pytest.mark.parametrize(
    ("upn", "problem"),
    [
        (GOOD_UPN, None),
        ("A801200001001", "check letter"),
        ("H801200001002", "check letter"),
        ("H80120000100A", None),  # temporary: not judged by its check letter
        ("H80120000100I", "form"),
        ("H8012000010", "form"),
        ("8801200001001", "form"),
        ("HX01200001001", "form"),
        ("H801200001001X", "form"),
        ("L000200001001", "local authority"),
        (None, "blank"),
    ],
)
def test_what_is_wrong_with_a_pupil_number(
    con: duckdb.DuckDBPyConnection, upn: str | None, problem: str | None
) -> None:
    assert one(con, "upn_problem($x)", upn) == problem


@settings(max_examples=100, deadline=None)
@given(st.integers(10**11, 10**12 - 1), st.sampled_from("ABCDEFGHJKLMNPQRTUVWXYZ"))
def test_the_check_letter_is_the_weighted_sum(
    con: duckdb.DuckDBPyConnection, number: int, letter: str
) -> None:
    digits = str(number)
    total = sum(int(digit) * weight for weight, digit in enumerate(digits, start=2))
    is_right = "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23] == letter
    found = one(con, "upn_problem($x)", f"{letter}{digits}")
    assert (found == "check letter") is not is_right


@pytest.mark.parametrize(
    ("text", "month", "problem"),
    [
        ("2013-Jul-19 00:00:00", "2013-07", None),
        ("2013-JUL-19", "2013-07", None),
        ("2013-07-19", "2013-07", None),
        ("2013-07-19T00:00:00", "2013-07", None),
        ("19/07/2013", "2013-07", None),
        ("9/7/2013 00:00", "2013-07", None),
        ("19-Jul-2013", "2013-07", None),
        ("41474", "2013-07", None),
        ("41474.0", "2013-07", None),
        ("2012-02-29", "2012-02", None),
        ("2013-02-29", None, "not a date"),
        ("31/02/2013", None, "not a date"),
        ("2013-Feb-31 00:00:00", None, "not a date"),
        ("07/19/2013", None, "not a date"),
        ("19/07/13", None, "not a date"),  # of which century is not said
        ("1013-07-19", None, "not a date"),
        ("99999", None, "not a date"),
        ("unknown", None, "not a date"),
        ("", None, "blank"),
        ("  ", None, "blank"),
    ],
)
def test_of_a_birth_date_the_month_is_kept(
    con: duckdb.DuckDBPyConnection, text: str, month: str | None, problem: str | None
) -> None:
    spec = load_registry(project_dir()).get("pupil_lists", "pupils")
    rows = select_rows(spec, {"dob": "t"}, "(select $x as t, 1 as _row)")
    kept = f"select dob, dob_problem from ({rows})"
    assert con.execute(kept, {"x": text, "file_id": "f"}).fetchall() == [(month, problem)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("yo11", "YO11"),
        ("YO11 2", "YO11 2"),
        ("YO112", "YO11 2"),
        ("YO1 1", "YO1 1"),
        ("yo112ab", "YO11 2AB"),
        ("YO1 2AB", "YO1 2AB"),
        (" YO11  2AB ", "YO11 2AB"),
        ("HG", "HG"),
        ("EC1A", "EC1A"),
        ("W1A 1", "W1A 1"),
        ("Scarborough", None),
        ("11", None),
    ],
)
def test_what_a_list_of_localities_means_by_a_postcode(text: str, part: str | None) -> None:
    assert postcode_part(text) == part


class Area:
    """An inbox, a build folder beside it, and a key."""

    def __init__(self, folder: Path, registry: Registry) -> None:
        self.inbox = folder / "inbox"
        self.inbox.mkdir()
        self.build = folder / "build"
        self.key_file = folder / ".jsna-key"
        self.key_file.write_text(KEY.hex())
        self.registry = registry

    def write(self, name: str, text: str) -> None:
        (self.inbox / name).write_text(text, encoding="utf-8")

    def extract(self) -> list[Inspection]:
        return extract(
            [Root(self.inbox, "inbox")],
            self.build / "warehouse.duckdb",
            self.registry,
            Silent(),
            key_file=self.key_file,
        )

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with duckdb.connect(str(self.build / "warehouse.duckdb"), read_only=True) as con:
            return con.execute(sql).fetchall()


@pytest.fixture
def area(tmp_path: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch) -> Area:
    """An area; no workbook of it is a whole SEN2 return."""
    module = ModuleType("sen2_template")
    setattr(module, "read_sen2_template", lambda path, label, unknown: None)  # noqa: B010
    monkeypatch.setitem(sys.modules, "pipeline.extract.sen2_template", module)
    return Area(tmp_path, registry)


def test_a_row_is_kept_without_what_leads_back_to_the_child(area: Area) -> None:
    area.write(
        "roll.csv",
        f"{PUPIL_HEADER}\n"
        f"1,9,2013-Jul-19 00:00:00,Name,Other, {GOOD_UPN.lower()} ,,1234567890,1,C,3,K\n"
        f"2,9,,Name,Other,,,123,1,C,3,N\n"
        f"3,9,2013-Feb-31,Name,Other,wrong,,,1,C,3,N\n"
        f"4,9,2013-02-01,Name,Other,WRONG,,1234567890.0,1,C,3,N\n",
    )
    area.extract()
    columns = "upn, upn_problem, dob, dob_problem"
    assert area.rows(f"select {columns} from raw.school_census__pupilonroll order by _row") == [
        (hashed(GOOD_UPN), None, "2013-07", None),
        (None, "blank", None, "blank"),
        (hashed("WRONG"), "form", None, "not a date"),
        (hashed("WRONG"), "form", "2013-02", None),
    ]
    kept = area.rows("select column_name from (describe raw.school_census__pupilonroll)")
    assert not {"surname", "forename", "uniquelearnernumber"} & {name for (name,) in kept}


def test_an_identifier_is_hashed_whatever_its_form(area: Area) -> None:
    area.write(
        "n.csv",
        "MonthNo,Activity_Code,Date_of_birth,YPID,ULN\n1,210,2008-01-02,ab-1,12\n2,210,2008-01-02,,\n",
    )
    area.extract()
    sql = "select young_person_id, young_person_id_problem, uln_problem from raw.nccis__activities"
    assert area.rows(f"{sql} order by _row") == [
        (hashed("AB-1"), None, "form"),
        (None, "blank", "blank"),
    ]


def test_a_postcode_becomes_its_place_by_the_longest_part(area: Area) -> None:
    area.write(
        "localities.csv",
        "locality,postcode,ICB,icb_code,locality_code\n"
        "Coast,YO11,Humber & York,,\n"
        "Old Town,yo11 2,,,old\n"
        "City,YO1,West,E54000054,locality-city\n"
        "One House,YO11 2XY,,QOQ,\n"
        "Dales,,,,\n"
        "Broken,nowhere,,,\n",
    )
    postcodes = ["YO11 1AB", "yo112ab", "YO11 2XY", "YO1 1AB", "YO12 1AB", "", "YO11", "YO1  9ZZ"]
    lines = "".join(f"{n},2013-07-19,,{text}\n" for n, text in enumerate(postcodes))
    area.write("person.csv", f"persontableid,personbirthdate,upn,postcode\n{lines}")
    listed = next(item for item in area.extract() if item.source_name == "localities")
    assert listed.note == "1 of its postcodes are not understood"
    sql = "select postcode_locality, postcode_icb from raw.sen2__person order by _row"
    assert area.rows(sql) == [
        ("locality-coast", "icb-humber-york"),
        ("locality-old", "icb-humber-york"),
        ("locality-one-house", "icb-QOQ"),
        ("locality-city", "E54000054"),
        (None, None),
        (None, None),
        (None, None),
        ("locality-city", "E54000054"),
    ]
    assert area.rows(
        "select locality_code, icb_code from raw.localities__places where locality = 'Dales'"
    ) == [("locality-dales", None)]


def test_the_list_of_localities_of_the_area_folder_is_read_first(area: Area) -> None:
    area.write("a.csv", "persontableid,personbirthdate,upn,postcode\n1,2013-07-19,,YO11 2AB\n")
    own = area.inbox.parent / "localities.csv"
    own.write_text("locality,postcode\nCoast,YO11\n")
    roots = [Root(area.inbox, "inbox"), Root(own, "inbox")]
    extract(roots, area.build / "warehouse.duckdb", area.registry, Silent())
    sql = "select postcode_locality from raw.sen2__person"
    assert area.rows(sql) == [("locality-coast",)]


def test_where_pupils_of_the_census_live_is_not_read_at_all(area: Area) -> None:
    area.write("roll.csv", f"{PUPIL_HEADER}\n1,9,2013-07-19,A,B,,,,1,C,3,K\n")
    area.write("homes.csv", "addressestableid,pupilonrolltableid,postcode\n1,1,YO11 2AB\n")
    [homes] = [item for item in area.extract() if item.table_name == "addresses"]
    assert (homes.row_count, homes.note) == (0, "not read: no figure needs where pupils live")
    assert area.rows("select * from raw.school_census__addresses") == []


MARKS = {
    "surname": "MARKSURNAME",
    "forename": "MARKFORENAME",
    "upn": "H801200001001",
    "formerupn": "Q999888777666",
    "uln": "9182736450",
    "postcode": "ZE39 9QX",
    "close_postcode": "ZE399QX",
    "birth": "2013-Jul-19",
    "iso_birth": "2013-07-19",
    "street": "MARKSTREET",
}
PUPIL = (
    f"{PUPIL_HEADER}\n1,9,{{birth}} 00:00:00,{{surname}},{{forename}},{{upn}},{{formerupn}},{{uln}}"
    ",1,C,3,K\n"
).format(**MARKS)
ADDRESS = (
    "addressestableid,pupilonrolltableid,postcode,street\n1,1,{postcode},{street}\n2,2,{close_postcode},\n"
).format(**MARKS)
PERSON = (
    "persontableid,Surname,Forename,PersonBirthDate,UPN,UniqueLearnerNumber,PostCode\n"
    "1,{surname},{forename},{iso_birth},{upn},{uln},{postcode}\n"
).format(**MARKS)


def traces(folder: Path) -> list[tuple[str, str]]:
    """The marks that are in a file below the folder, in any common encoding, or in its name."""
    return [
        (path.name, mark)
        for path in folder.rglob("*")
        for mark in MARKS.values()
        if path.is_file()
        and any(
            mark.encode(encoding) in path.read_bytes() + path.name.encode(encoding)
            for encoding in ("utf-8", "utf-16-le", "utf-16-be")
        )
    ]


def traces_in_tables(area: Area) -> list[str]:
    """The marks that a table holds: in the file they could be packed beyond recognition."""
    tables = area.rows("select table_name from information_schema.tables")
    cells = {
        str(cell) for (name,) in tables for row in area.rows(f'from raw."{name}"') for cell in row
    }
    return [mark for mark in MARKS.values() if any(mark in cell for cell in cells)]


def write_marked_inbox(area: Area) -> None:
    """Marked children in every kind of packing and encoding that is copied on the way."""
    area.write("roll.csv", PUPIL)
    (area.inbox / "a.csv.gz").write_bytes(gzip.compress(ADDRESS.encode()))
    (area.inbox / "person.csv").write_bytes(PERSON.encode("utf-16"))
    with zipfile.ZipFile(area.inbox / "more.zip", "w") as archive:
        archive.writestr("roll.csv", PUPIL.replace(",9,", ",é,").encode("cp1252"))
    with xlsxwriter.Workbook(area.inbox / "list.xlsx") as book:
        sheet = book.add_worksheet("all")
        sheet.write_row(0, 0, ["UPN", "Surname", "DOB", "SENprovision", "SENneed1"])
        sheet.write_row(1, 0, [MARKS["upn"], MARKS["surname"], MARKS["iso_birth"], "K", "ASD"])


def test_no_byte_of_the_build_folder_names_a_child(area: Area) -> None:
    write_marked_inbox(area)
    found = area.extract()
    assert [item.status for item in found] == [RECOGNISED] * 5
    hashes = area.rows("select distinct upn from raw.school_census__pupilonroll")
    assert (
        hashes == area.rows("select upn from raw.pupil_lists__pupils") == [(hashed(MARKS["upn"]),)]
    )
    assert [path.name for path in area.build.rglob("*")] == ["warehouse.duckdb"]
    assert traces(area.build) == []
    assert traces_in_tables(area) == []
    assert len(traces(area.inbox)) >= len(MARKS)  # the search itself finds them


def test_a_build_that_stops_leaves_no_copy_behind(area: Area) -> None:
    write_marked_inbox(area)
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("roll.csv", PUPIL + "1,2\n")
    (area.inbox / "z.zip").write_bytes(broken.getvalue())
    with pytest.raises(InputError, match=r"2 fields where the header has 12, in z\.zip") as caught:
        area.extract()
    assert not any(mark in str(caught.value) for mark in MARKS.values())
    assert traces(area.build) == []
    assert [path.name for path in area.build.iterdir()] == ["warehouse.duckdb"]


def test_copies_can_be_seen_by_their_owner_alone_and_plain_files_are_not_copied(
    area: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    area.write("roll.csv", PUPIL)
    (area.inbox / "other.csv").write_bytes(PERSON.encode("utf-8-sig"))
    seen: dict[str, tuple[int, list[str]]] = {}

    class Watching(Silent):
        def note(self, text: str) -> None:
            scratch = area.build / "scratch"
            seen[text] = (stat.S_IMODE(scratch.stat().st_mode), [])

    def watched(*arguments: object) -> int:
        path = arguments[1]
        assert isinstance(path, Path)
        seen[f"{path.parent.name}"] = (0o700, [path.name])
        return load_csv(*arguments)  # type: ignore[arg-type]

    for module in ("reading", "side_loads"):
        monkeypatch.setattr(f"pipeline.extract.{module}.load_csv", watched)
    extract([Root(area.inbox, "inbox")], area.build / "w.duckdb", area.registry, Watching())
    assert {mode for mode, _ in seen.values()} == {0o700}
    assert seen["inbox"][1] == ["roll.csv"]
    assert len(seen["scratch"][1]) == 1
    assert (area.inbox / "roll.csv").read_text() == PUPIL
    assert (area.inbox / "other.csv").exists()


def test_a_file_that_another_program_has_locked_is_one_clear_line(
    area: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    area.write("roll.csv", PUPIL)
    opened = Path.open

    def refuse(path: Path, *arguments: object, **named: object) -> object:
        if path.name == "roll.csv":
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *arguments, **named)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"roll\.csv cannot be read: permission was refused"):
        area.extract()
