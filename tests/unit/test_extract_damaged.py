"""Whatever lies in an inbox: `inspect` tells of each file in one line, `extract` stops with one."""

from __future__ import annotations

import csv
import io
import os
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from pipeline.errors import InputError
from pipeline.extract import (
    DAMAGED,
    NOT_DATA,
    NOT_RECOGNISED,
    RECOGNISED,
    Inspection,
    extract,
    inspect,
)
from pipeline.extract.workbook_limits import check_workbook
from pipeline.progress import Silent
from pipeline.project import project_dir
from pipeline.settings import Root
from pipeline.sources import Registry, load_registry
from tests.fixtures_sen2 import a_person, write_template, xml_of

CHILD = "H801200001001"
PUPILS = f"UPN,Surname,SENprovision,SENneed1\n{CHILD},Name,K,ASD\n{CHILD},Name,K,ASD\n"
XML = xml_of([a_person()])
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def packed(content: str | bytes, name: str = "pupils.csv") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def workbook() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Pupils")
        for line, row in enumerate(csv.reader(io.StringIO(PUPILS))):
            sheet.write_row(line, 0, row)
    return out.getvalue()


DAMAGED_FILES: dict[str, tuple[str | bytes, str]] = {
    "little.csv": (PUPILS.encode("utf-16-le"), "UTF-16 without a byte-order mark"),
    "big.csv": (PUPILS.encode("utf-16-be"), "UTF-16 without a byte-order mark"),
    "half.zip": (packed(PUPILS * 2000)[:80], "not downloaded to the end"),
    "wide.csv": (",".join(f"c{n}" for n in range(10_000)), "more than 5,000 columns"),
    "cut quote.csv": (f'{PUPILS}{CHILD},"Na', "a quoted field is not closed"),
    "cut row.csv": (f"{PUPILS}{CHILD},Na", "2 fields where the header has 4"),
    "zeros.csv": (bytes(5000), "binary data"),
    "zero.csv": (PUPILS.replace("ASD", "A\0D"), "binary data"),
    "book.csv": (workbook(), "binary data"),
    "mixed.csv": (f"{PUPILS}{CHILD},Name,K,ASD\r\n", "lines end in another way"),
    "laughs.xml": (
        f'<!DOCTYPE M [<!ENTITY a0 "x">{LAUGHS}]><M>&a9;</M>',
        "document type or entities",
    ),
    "cut.xml": (XML[: len(XML) // 2], "ends before its last element"),
    "empty.xml": ("", "ends before its last element"),
    "empty.xlsx": ("", "workbook is damaged"),
    "text.xlsx": (PUPILS + "\n", "workbook is damaged"),
    "cut.xlsm": (workbook()[:3000], "workbook is damaged"),
    "empty.zip": ("", "zip file is damaged"),
    "empty.parquet": ("", "Parquet file is damaged"),
}
NO_TABLES: dict[str, tuple[str | bytes, str, str]] = {
    "empty.csv": ("", NOT_RECOGNISED, "the file is empty"),
    "blank.csv": (" \n\n,,\n", NOT_RECOGNISED, "the file is empty"),
    "login.csv": ("<!DOCTYPE html><html>Name</html>", NOT_RECOGNISED, "a web page, not a table"),
    "pipes.csv": ("UPN|SENprovision\nx|K\n", NOT_RECOGNISED, "no comma, semicolon or tab"),
    "old.xls": (b"\xd0\xcf\x11\xe0", NOT_DATA, "save it as .xlsx"),
    "pupils.tsv": (PUPILS, NOT_DATA, "rename it to .csv"),
    "zip.zip": (packed(packed(PUPILS), "inner.zip"), NOT_DATA, "unpack it"),
    "notes.docx": (b"PK", NOT_DATA, "not a kind of file that is read"),
}


class Told(Silent):
    """Progress that remembers what it was warned of."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, text: str) -> None:
        self.warnings.append(text)


@pytest.fixture(scope="module")
def registry() -> Registry:
    tables = load_registry(project_dir()).tables
    return Registry(tuple(spec for spec in tables if spec.origin == "inbox"))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "pupils.csv").write_text(PUPILS)
    return folder


def put(inbox: Path, name: str, content: str | bytes) -> Path:
    path = inbox / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def extracted(inbox: Path, registry: Registry, told: Told) -> list[Inspection]:
    return extract([Root(inbox, "inbox")], inbox.parent / "build" / "w.duckdb", registry, told)


def inspected(inbox: Path, registry: Registry) -> list[Inspection]:
    scratch = inbox.parent / "scratch"
    scratch.mkdir()
    found = inspect(inbox, registry, Silent(), scratch)
    assert list(scratch.iterdir()) == []
    return found


@pytest.mark.parametrize("name", DAMAGED_FILES)
def test_a_damaged_file_stops_the_build_with_one_line(
    inbox: Path, registry: Registry, name: str
) -> None:
    content, message = DAMAGED_FILES[name]
    put(inbox, name, content)
    with pytest.raises(InputError, match=message) as caught:
        extracted(inbox, registry, Told())
    line = str(caught.value)
    assert f"in {name}" in line
    assert "; " in line
    assert "\n" not in line
    assert CHILD not in line
    assert "Name" not in line


def test_inspect_tells_of_every_file_though_some_are_damaged(
    inbox: Path, registry: Registry
) -> None:
    for name, (content, _) in DAMAGED_FILES.items():
        put(inbox, name, content)
    found = {item.label: item for item in inspected(inbox, registry)}
    assert set(found) == {"pupils.csv", *DAMAGED_FILES}
    assert (found["pupils.csv"].status, found["pupils.csv"].row_count) == (RECOGNISED, 2)
    for name, (_, message) in DAMAGED_FILES.items():
        assert found[name].status == DAMAGED
        assert message in str(found[name].note)


@pytest.mark.parametrize("name", NO_TABLES)
def test_a_file_that_is_no_table_is_told_of_with_the_reason(
    inbox: Path, registry: Registry, name: str
) -> None:
    content, status, note = NO_TABLES[name]
    put(inbox, name, content)
    told = Told()
    found = {item.file_name: item for item in extracted(inbox, registry, told)}
    assert found[name].status == status
    assert note in str(found[name].note)
    # A table that is packed or kept otherwise must not be left out in silence.
    is_warned = any(line.startswith(found[name].label) for line in told.warnings)
    assert is_warned == (name.endswith((".xls", ".tsv", ".zip")))


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"", b""), (b"<c ", b"<x:c "), (b'"XFD1048576"', b"'XFD1048576'")],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/worksheets/Pupils.XML"])
def test_a_cell_far_away_is_found_however_it_is_written(
    tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    cell = b'<sheetData><row r="1048576"><c r="XFD1048576" t="n"><v>1</v></c></row></sheetData>'
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(part, cell.replace(old, new))
    with pytest.raises(InputError, match="has a cell far away"):
        check_workbook(tmp_path / "a.xlsx", "a.xlsx")


def test_an_empty_folder_is_one_clear_line(inbox: Path, registry: Registry) -> None:
    (inbox / "pupils.csv").unlink()
    with pytest.raises(InputError, match=r"there is no file in .*inbox; put the downloads there"):
        extracted(inbox, registry, Told())


def test_of_a_column_that_comes_twice_the_first_is_read_and_told(
    inbox: Path, registry: Registry
) -> None:
    twice = "".join(
        f"{new},{line}\n" for new, line in zip(["upn", 1, 2], PUPILS.split(), strict=True)
    )
    put(inbox, "pupils.csv", twice)
    told = Told()
    [item] = extracted(inbox, registry, told)
    assert item.note == "the first of two columns is read: upn"
    assert told.warnings == [f"pupils.csv: {item.note}"]


def test_a_workbook_with_macros_is_only_read(inbox: Path, registry: Registry) -> None:
    (inbox / "pupils.csv").unlink()
    write_template(inbox / "plain.xlsx", [a_person()])
    content = (inbox / "plain.xlsx").read_bytes()
    (inbox / "plain.xlsx").rename(inbox / "return.xlsm")
    (item, *_) = extracted(inbox, registry, Told())
    assert (item.status, item.set_id) == (RECOGNISED, "sen2:return.xlsm")
    assert (inbox / "return.xlsm").read_bytes() == content


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read every file"
)
def test_a_file_that_may_not_be_read_is_one_clear_line(inbox: Path, registry: Registry) -> None:
    put(inbox, "secret.csv", PUPILS + PUPILS).chmod(0)
    with pytest.raises(InputError, match=r"secret\.csv cannot be read: permission was refused"):
        extracted(inbox, registry, Told())
