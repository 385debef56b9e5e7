"""Reading a SEN2 return from a workbook: the submission template, and one sheet per module."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.extract.records import Record
from pipeline.extract.sen2_template import read_sen2_template
from tests.fixtures_sen2 import (
    HEADER,
    ITEMS,
    PLACES,
    SECRET,
    Node,
    a_person,
    expected_records,
    id_of,
    write_sheets,
    write_template,
)

MARK = "MARKED9VALUE"
Writer = Callable[..., None]
WRITERS = pytest.mark.parametrize("write", [write_template, write_sheets])
LINKS = {table: id_of(place[1]) for table, place in PLACES.items() if place[1]}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "return.xlsx"


def read(path: Path, unknown: Counter[str] | None = None) -> list[Record]:
    records = read_sen2_template(path, path.name, unknown)
    assert records is not None
    return list(records)


def rows(records: Sequence[Record], table: str) -> list[dict[str, str | None]]:
    return [record.values for record in records if record.table == table]


def contents(records: Sequence[Record]) -> Counter[tuple[str, tuple[tuple[str, str], ...]]]:
    """What each record holds, without its ids."""
    return Counter(
        (
            record.table,
            tuple(
                sorted(
                    (key, value)
                    for key, value in record.values.items()
                    if value is not None and not key.endswith("tableid")
                )
            ),
        )
        for record in records
    )


def lineage(records: Sequence[Record]) -> Counter[tuple[str, ...]]:
    """Each record's content and that of all records above it, followed by the ids."""
    known = {(record.table, record.values[id_of(record.table)]): record for record in records}
    assert len(known) == len(records)

    def line(record: Record) -> tuple[str, ...]:
        [(content, _)] = contents([record]).items()
        if record.table not in LINKS:
            return (repr(content),)
        link = LINKS[record.table]
        above = known[link.removesuffix("tableid"), record.values[link]]
        return (repr(content), *line(above))

    return Counter(line(record) for record in records)


def test_the_columns_are_the_same_as_those_of_the_xml(file: Path) -> None:
    write_template(file, [a_person()])
    expected = {
        record.table: sorted(record.values) for record in expected_records([a_person()], HEADER)
    }
    assert {record.table: sorted(record.values) for record in read(file)} == expected


@WRITERS
def test_every_record_arrives_with_its_links(file: Path, write: Writer) -> None:
    persons = [a_person(), a_person(upn="A599000000002", sex="M")]
    write(file, persons)
    assert lineage(read(file)) == lineage(expected_records(persons, HEADER))
    numbers = [(record.table, record.row) for record in read(file)]
    assert len(set(numbers)) == len(numbers)


def test_a_workbook_with_macros_is_read_without_them(file: Path) -> None:
    write_template(file, [a_person()])
    macros = file.with_suffix(".xlsm")
    shutil.copy(file, macros)
    assert contents(read(macros)) == contents(read(file))


@WRITERS
def test_names_never_arrive(file: Path, write: Writer) -> None:
    write(file, [a_person()])
    assert SECRET not in repr(read(file))


def test_numbers_become_whole_numbers_as_text(file: Path) -> None:
    write_template(file, [a_person()])
    [person] = rows(read(file), "person")
    assert person["persontableid"] == "1"
    assert [row["requeststableid"] for row in rows(read(file), "requests")] == ["1", "2"]
    assert [row["placementrank"] for row in rows(read(file), "plandetail")] == ["1", "2"]


def test_a_second_record_of_a_request_gets_an_id_of_its_own(file: Path) -> None:
    write_template(file, [a_person()])
    found = read(file)
    [plan] = rows(found, "namedplan")
    details = rows(found, "plandetail")
    assert (plan["namedplantableid"], plan["assessmenttableid"]) == ("1", "1")
    assert [row["plandetailtableid"] for row in details] == ["1", "1/2"]
    assert {row["namedplantableid"] for row in details} == {"1"}


def write_block(file: Path, table: str, headings: list[str], *lines: list[Any]) -> None:
    """A template of a header, and one block of its own making below it."""
    options = {"default_date_format": "dd/mm/yyyy"}
    with xlsxwriter.Workbook(file, options) as book:
        sheet = book.add_worksheet(" data entry  TEMPLATE")
        sheet.write(0, 0, "Header Record")
        sheet.write_row(1, 0, ["Collection Name", "LA Number"])
        sheet.write_row(2, 0, ["SEN2", 599])
        sheet.write(4, 0, PLACES[table][2])
        sheet.write(5, 1, "Fill in one line for each record")
        for line, cells in enumerate([headings, *lines], start=6):
            sheet.write_row(line, 0, cells)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("2024-06-01", "2024-06-01"),
        (date(2024, 6, 1), "2024-06-01"),
        (datetime(2024, 6, 1, 9, 30), "2024-06-01"),
        (45444, "2024-06-01"),
        ("45444.0", "2024-06-01"),
        ("2024-06-01T00:00:00", "2024-06-01"),
        ("2024-06-01 00:00", "2024-06-01"),
        ("1 June 2024", "1 June 2024"),
        ("20240601", "20240601"),
        ("  ", None),
    ],
)
def test_a_date_is_iso_text_however_it_is_kept(file: Path, cell: object, text: str) -> None:
    write_block(file, "requests", ["Requests record ID", "Date request was received"], [7, cell])
    [request] = rows(read(file), "requests")
    assert request["receiveddate"] == text


def test_the_time_of_the_header_is_kept(file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data Entry Template")
        sheet.write_column(0, 0, ["Header Record", "Year", 2025.0])
        sheet.write_column(1, 1, ["Date & Time \n(ccyy-mm-ddThh:mm:ss)", 45678.4375])
        sheet.write_column(1, 2, ["Reference Date", 45673])
    [header] = rows(read(file), "sen2")
    assert (header["year"], header["datetime"]) == ("2025", "2025-01-21T10:30:00")
    assert header["referencedate"] == "2025-01-16"


@pytest.mark.parametrize(
    "heading",
    [
        "SEN Type of Need rank  (1=Primary, 2=Secondary)",
        "sen type of need RANK",
        "SEN Type of Need\nrank (1=Primary,\n2=Secondary",
    ],
)
def test_headings_match_whatever_their_blanks_and_brackets(file: Path, heading: str) -> None:
    write_block(file, "senneed", ["Requests record ID", "SEN Type of Need", heading], [1, "HI", 2])
    [need] = rows(read(file), "senneed")
    assert (need["sentype"], need["sentyperank"]) == ("HI", "2")


def test_the_dates_of_a_review_follow_the_items_not_the_order(file: Path) -> None:
    headings = ["EHC Plan Review Decisions Date", "Annual Review Meeting Date"]
    write_block(file, "activeplans", headings, ["2024-06-20", "2024-06-01"])
    [plan] = rows(read(file), "activeplans")
    assert (plan["reviewmeeting"], plan["lastreview"]) == ("2024-06-01", "2024-06-20")


def test_requests_of_one_id_of_two_persons_stay_apart(file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data Entry Template")
        lines: list[list[object]] = [
            ["Header Record"], ["Year", "LA Number"], [2025, 599],
            ["Requests Records"], ["Requests record ID", "Person ID"], [1, 10], [1, 11], [2, 10],
            ["Active Plan Records"], ["Person ID", "Requests record ID"], [11, 1], [10, 1],
            ["SEN Need Records"], ["Person ID", "Requests record ID", "SEN Type of Need"],
            [10, 1, "HI"], [11, 1, "VI"],
        ]  # fmt: skip
        for line, cells in enumerate(lines):
            sheet.write_row(line, 0, cells)
    found = read(file)
    assert [row["requeststableid"] for row in rows(found, "requests")] == ["10/1", "11/1", "2"]
    assert [row["requeststableid"] for row in rows(found, "activeplans")] == ["11/1", "10/1"]
    needs = [(row["activeplanstableid"], row["sentype"]) for row in rows(found, "senneed")]
    assert needs == [("10/1", "HI"), ("11/1", "VI")]


def test_ids_that_the_workbook_gives_are_kept(file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        sheets = {
            "sen2": [["year", "lea"], [2025, 599]],
            "Person": [["persontableid", "upn"], [1, "A"]],
            "Requests": [["requeststableid", "persontableid"], [5, 1]],
            "Assessment": [["assessmenttableid", "requeststableid"], [50, 5]],
            "NamedPlan": [
                ["namedplantableid", "assessmenttableid", "requeststableid"],
                [500, 50, 5],
            ],
            "Plan Detail": [["requeststableid", "urn"], [5, 100001]],
            "Named Plan (2)": [["namedplantableid", "assessmenttableid"], [501, 50]],
        }
        for name, lines in sheets.items():
            sheet = book.add_worksheet(name)
            for line, cells in enumerate(lines):
                sheet.write_row(line, 0, cells)
    found = read(file)
    [plan] = rows(found, "namedplan")
    assert (plan["namedplantableid"], plan["assessmenttableid"]) == ("500", "50")
    assert rows(found, "assessment")[0]["assessmenttableid"] == "50"
    assert rows(found, "plandetail")[0]["namedplantableid"] == "500"


def test_rows_without_an_id_are_kept_and_linked_to_nothing(file: Path) -> None:
    headings = ["Requests record ID", "SEN Type of Need"]
    write_block(file, "senneed", headings, [None, "HI"], [None, None], [None, "VI"])
    needs = rows(read(file), "senneed")
    assert [need["sentype"] for need in needs] == ["HI", "VI"]
    assert {need["activeplanstableid"] for need in needs} == {None}
    assert len({need["senneedtableid"] for need in needs}) == 2


def test_unknown_headings_are_counted(file: Path) -> None:
    headings = ["Record Type", "Requests record ID", "Request Outcome", "LA\n(x)", "New", "Note"]
    write_block(file, "requests", headings, ["R", 1, "Y", 599, MARK, MARK])
    unknown: Counter[str] = Counter()
    assert MARK not in repr(read(file, unknown))
    assert unknown == {"new": 1, "note": 1}


def test_a_row_of_nothing_but_what_formulas_fill_in_is_no_record(file: Path) -> None:
    headings = ["Record Type", "Requests record ID", "Request Outcome", "LA\n(From Header Record)"]
    write_block(file, "requests", headings, ["R", 1, "Y", 599], ["R", "", "", 599])
    assert len(rows(read(file), "requests")) == 1


@WRITERS
def test_a_workbook_without_a_header_is_one_clear_line(file: Path, write: Writer) -> None:
    write(file, [a_person(upn=MARK)], None)
    with pytest.raises(
        InputError, match=r"no header record.* in return\.xlsx; add a sheet"
    ) as caught:
        read(file)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "sheets",
    [
        {"Person": ["persontableid", "upn"], "Other": ["LA num", "LA Name"]},
        {"Requests": ["requeststableid", "persontableid"]},
        {"Requests": ["Name", "upn"], "Person": ["persontableid", "upn"]},
        {"Data Entry Template": ["Person ID", "Person Record"]},
        {"Data Entry Template": ["Person Record"]},
        {"Data Entry Template": []},
    ],
)
def test_another_workbook_is_not_taken(file: Path, sheets: dict[str, list[str]]) -> None:
    with xlsxwriter.Workbook(file) as book:
        for name, cells in sheets.items():
            book.add_worksheet(name).write_row(0, 0, cells)
    assert read_sen2_template(file, "a.xlsx") is None


def test_a_forgotten_cell_far_away_is_one_clear_line(file: Path) -> None:
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Data Entry Template")
        sheet.write(0, 0, "Header Record")
        sheet.write(1_048_575, 16_383, MARK)
    with pytest.raises(InputError, match=r"cell far away.* in return\.xlsx; delete the rows"):
        read(file)


def test_a_workbook_that_unpacks_to_very_much_is_not_read(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_template(file, [a_person()])
    monkeypatch.setattr("pipeline.extract.workbook_limits.MAX_UNPACKED_BYTES", 1000)
    with pytest.raises(InputError, match="too large"):
        read(file)


def test_a_block_of_other_headings_is_not_taken_for_rows_of_the_block_before(file: Path) -> None:
    write_block(file, "requests", ["Number", "Name"], [1, MARK])
    with pytest.raises(InputError, match=r"no headings that are known, in return\.xlsx, line 5"):
        read(file)


@pytest.mark.parametrize("share", [0.0, 0.3, 0.98])
def test_a_damaged_workbook_is_one_clear_line(file: Path, share: float) -> None:
    write_template(file, [a_person(upn=MARK)])
    content = file.read_bytes()
    file.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(InputError, match=r"workbook is damaged .* in return\.xlsx; open it"):
        read(file)


@st.composite
def families(draw: st.DrawFn, table: str = "person") -> Node:
    """A record that has something in it, with at most as many under it as the return allows."""
    most = {"requests": 2, "plandetail": 2, "placementdetail": 3, "senneed": 2}
    words = st.text("ABCxyz é-/'", min_size=1, max_size=8).map(str.strip).filter(bool)
    columns = draw(st.lists(st.sampled_from(sorted(ITEMS[table])), min_size=1, unique=True))
    below = [name for name, place in PLACES.items() if place[1] == table]
    children = [
        draw(families(name))
        for name in below
        for _ in range(draw(st.integers(0, most.get(name, 1))))
    ]
    return Node(table, {column: draw(words) for column in columns}, children)


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(
    persons=st.lists(families(), max_size=3), write=st.sampled_from([write_template, write_sheets])
)
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, persons: list[Node], write: Writer
) -> None:
    file = tmp_path_factory.getbasetemp() / "round-trip.xlsx"
    if write is write_sheets and not persons:
        persons = [a_person()]
    write(file, persons)
    assert lineage(read(file)) == lineage(expected_records(persons, HEADER))
