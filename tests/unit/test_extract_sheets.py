"""OpenDocument workbooks, and printed tables that a header row alone does not explain."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from pipeline.demo.money_layouts import grant_headings, spending_headings
from pipeline.demo.open_document import ods_bytes
from pipeline.errors import InputError
from pipeline.extract import NOT_DATA, NOT_RECOGNISED, RECOGNISED, Inspection, extract
from pipeline.extract import grant_table as grants
from pipeline.extract import spending_table as spending
from pipeline.extract.pieces import find_pieces
from pipeline.extract.reading import Reading
from pipeline.extract.sheets import read_sheets
from pipeline.progress import Silent
from pipeline.project import project_dir
from pipeline.settings import Root
from pipeline.sources import load_registry

NAMES = "urn:oasis:names:tc:opendocument:xmlns"
HEAD = (
    f'<office:document-content xmlns:office="{NAMES}:office:1.0" xmlns:table="{NAMES}:table:1.0" '
    f'xmlns:text="{NAMES}:text:1.0"><office:body><office:spreadsheet>'
    '<table:table table:name="One">'
)
TAIL = "</table:table></office:spreadsheet></office:body></office:document-content>"


def packed(content: str | bytes, more: Mapping[str, str] | None = None) -> bytes:
    """Give an archive with that content.xml, and no first entry that says what it is."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", content)
        for name, text in (more or {}).items():
            archive.writestr(name, text)
    return buffer.getvalue()


def rows_of(folder: Path, inside: str) -> list[tuple[str, ...]]:
    (folder / "a.ods").write_bytes(packed(HEAD + inside + TAIL))
    return read_sheets(folder / "a.ods", "a.ods")["One"]


def cell(text: str, repeated: int = 1) -> str:
    return (
        f'<table:table-cell table:number-columns-repeated="{repeated}" '
        f'office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
    )


def test_cells_keep_their_places_and_the_empty_end_is_left_out(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        "<table:table-row>" + cell("a") + "<table:covered-table-cell/>" + cell("b", 2)
        + '<table:table-cell table:number-columns-repeated="16380"/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2"><table:table-cell/></table:table-row>'
        '<table:table-row table:number-rows-repeated="2">' + cell("c") + "</table:table-row>"
        '<table:table-row table:number-rows-repeated="1048570">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
    )  # fmt: skip
    assert rows == [("a", "", "b", "b"), (), (), ("c",), ("c",)]


def test_a_number_is_its_value_and_a_remark_is_no_text(tmp_path: Path) -> None:
    rows = rows_of(
        tmp_path,
        '<table:table-row><table:table-cell office:value-type="currency" '
        'office:value="55003214"><text:p>£55m</text:p></table:table-cell>'
        '<table:table-cell office:value-type="percentage" office:value="0.125"/>'
        '<table:table-cell office:value-type="date" office:date-value="2024-03-31"/>'
        "<table:table-cell><office:annotation><text:p>who said so?</text:p></office:annotation>"
        "<text:p>a<text:s/><text:span>b</text:span></text:p><text:p>c</text:p></table:table-cell>"
        "</table:table-row>",
    )
    assert rows == [("55003214", "0.125", "2024-03-31", "a b\nc")]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"no workbook", "damaged"),
        (packed("<a><b></a>"), "damaged"),
        (packed(b"\x00\x01\x02"), "damaged"),
        (packed('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'), "damaged"),
        (packed(HEAD + '<table:table-row table:number-rows-repeated="x"/>' + TAIL), "damaged"),
        (
            packed(
                f'{HEAD}<table:table-row table:number-rows-repeated="1048576">'
                f"{cell('a', 16384)}</table:table-row>{TAIL}"
            ),
            "too large",
        ),
        (
            packed(
                f"{HEAD}<table:table-row><table:table-cell "
                f'table:number-columns-repeated="999999999"/>{cell("a")}</table:table-row>{TAIL}'
            ),
            "too large",
        ),
    ],
)
def test_a_workbook_that_cannot_be_read_is_told_in_one_line(
    tmp_path: Path, content: bytes, told: str
) -> None:
    (tmp_path / "a.ods").write_bytes(content)
    with pytest.raises(InputError, match=told) as caught:
        read_sheets(tmp_path / "a.ods", "a.ods")
    assert "\n" not in str(caught.value)


def test_what_the_demonstration_writes_is_read_by_others_too(tmp_path: Path) -> None:
    (tmp_path / "a.ods").write_bytes(ods_bytes({"One & two": [["a<b", "", 12], [], ["", -3]]}))
    assert read_sheets(tmp_path / "a.ods", "a.ods") == {
        "One & two": [("a<b", "", "12"), (), ("", "-3")]
    }
    book = CalamineWorkbook.from_path(tmp_path / "a.ods")
    assert book.get_sheet_by_name("One & two").to_python()[0] == ["a<b", "", 12.0]


# --- the summary of the grant ---------------------------------------------------------------------


def grant_rows(year: int = 2023) -> list[tuple[str, ...]]:
    body = [
        ["ENGLAND", "", *map(str, range(10))],
        ["815", "North", *map(str, range(10, 20))],
        ["UNITARY AUTHORITIES", "", *["1"] * 10],
        ["", "", *["5"] * 10],
        ["South West", "", "", "", "7"],
    ]
    return [tuple(row) for row in (*grant_headings(year), *body)]


def test_the_grant_is_known_by_its_titles_and_blocks() -> None:
    rows = grant_rows()
    assert [n for n in range(len(rows)) if grants.accepts(rows, n)] == [1]
    found = list(grants.read_rows(rows, 1))
    assert found[0] == (5, [None, "ENGLAND", "2023-24", *map(str, range(10))])
    assert found[1] == (6, ["815", "North", "2023-24", *map(str, range(10, 20))])
    assert [row[1] for _, row in found] == ["ENGLAND", "North", "UNITARY AUTHORITIES", "South West"]
    assert found[3][1][2:6] == ["2023-24", None, None, "7"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("(£s)", "(£ million)"),
        ("after deductions", "as well"),
        ("2023 to 2024 allocations", "allocations"),
        ("High needs block (£s)", "Other block (£s)"),
    ],
)
def test_a_grant_in_another_layout_is_not_taken_for_this_one(old: str, new: str) -> None:
    rows = [tuple(text.replace(old, new) for text in row) for row in grant_rows()]
    assert not any(grants.accepts(rows, n) for n in range(len(rows)))


# --- the benchmarking tool ------------------------------------------------------------------------


def spending_rows() -> list[list[str]]:
    rows = [[""], *([""] + row for row in spending_headings())]
    area = [""] * len(rows[1])
    area[1:5] = ["SOUTH WEST ", "599", "Exampleshire", "1000.5"]
    for place in range(27):
        area[15 + place], area[60 + place] = str(place), str(100 + place)
    return [*rows, area]


def test_spending_is_that_of_the_outturn_and_not_of_the_budget() -> None:
    rows = spending_rows()
    assert [n for n in range(len(rows)) if spending.accepts(rows, n)] == [4]
    assert list(spending.read_rows(rows, 4)) == [
        (
            8,
            [
                *("SOUTH WEST", "599", "Exampleshire", "1000.5", "2021-22"),
                *("100", "107", "115", "123", "124", "125", "126"),
                *("111", "112", "119", "120"),
            ],
        )
    ]


@pytest.mark.parametrize("lost", ["Section 251 outturn", "Year", "2-18 Population", "LA code"])
def test_a_spending_sheet_that_lacks_a_heading_is_not_taken_for_one(lost: str) -> None:
    rows = [["" if text.startswith(lost) else text for text in row] for row in spending_rows()]
    assert not any(spending.accepts(rows, n) for n in range(len(rows)))


# --- in a folder ----------------------------------------------------------------------------------


def run(folder: Path, origin: str) -> list[Inspection]:
    registry = load_registry(project_dir())
    root = Root(folder / "in", origin)
    return extract([root], folder / "build" / "warehouse.duckdb", registry, Silent())


def test_the_sheet_of_the_grant_is_loaded_and_the_others_are_not(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    sheets: dict[str, Sequence[Sequence[str]]] = {
        "Information": [["About"]],
        "Allocations_summary": grant_rows(2021),
    }
    (tmp_path / "in" / "GRANT.ODS").write_bytes(ods_bytes(sheets))
    [item] = run(tmp_path, "published")
    assert (item.status, item.source_name, item.table_name) == (
        *(RECOGNISED, "schools_grant", "allocations"),
    )
    assert (item.row_count, item.data_to, item.unknown_columns) == (4, "2021-22", ())
    with duckdb.connect(str(tmp_path / "build" / "warehouse.duckdb"), read_only=True) as con:
        rows = con.execute(
            "select la_code, area_name, high_needs_block, total_grant_after, _row "
            "from raw.schools_grant__allocations order by _row"
        ).fetchall()
    assert rows[:2] == [(None, "ENGLAND", "2", "9", 5), ("815", "North", "12", "19", 6)]


def test_an_opendocument_workbook_of_the_councils_own_is_to_be_saved_as_another(
    tmp_path: Path,
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "return.ods").write_bytes(ods_bytes({"Person": [["UPN"]]}))
    (tmp_path / "in" / "places.csv").write_text("localitycode,localityname,school\n")
    found = {item.file_name: item for item in _inspected(tmp_path, "inbox")}
    assert found["return.ods"].status == NOT_DATA
    assert "save it as .xlsx" in (found["return.ods"].note or "")
    assert _inspected(tmp_path, "published")[1].status == NOT_RECOGNISED


def _inspected(folder: Path, origin: str) -> list[Inspection]:
    scratch = folder / f"scratch-{origin}"
    scratch.mkdir()
    with duckdb.connect() as con:
        reading = Reading(con, load_registry(project_dir()), scratch, b"0" * 32)
        return reading.run(find_pieces([Root(folder / "in", origin)]), Silent())
