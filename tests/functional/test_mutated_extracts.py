"""The council's files, damaged in hundreds of ways: each ends in whole tables or in one clear line.

Whatever is done to a file, `extract` either succeeds, and then every row that an independent count
finds in the files is in a raw table exactly once; or it says in one line what is wrong, without a
value of the file.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree import ElementTree

import duckdb
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from pipeline.errors import ConfigError, InputError
from pipeline.extract import RECOGNISED, Inspection, extract
from pipeline.project import project_dir
from pipeline.settings import Root
from pipeline.sources import Registry, load_registry
from tests.fixtures_sen2 import (
    PLACES,
    Grid,
    Node,
    a_person,
    sheet_grids,
    template_grid,
    write_grids,
    xml_of,
)

MARK = "zq9"  # begins every value that a message must not hold
ROWS_LOOKED_AT = 14
# Where there is a disk in memory, hundreds of warehouses need not wait for a real one.
IN_MEMORY = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
EXAMPLES = settings(
    deadline=None,
    derandomize=bool(os.environ.get("JSNA_CI")),
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
NASTY = [
    "",
    " ",
    '"',
    'a"b',
    "a,b;c\td",
    "two\nlines",
    "two\r\nlines",
    "é – ü",
    "\u202e",
    "\x00",
    "\x1a",
    "\ufeff",
    "=1+1",
    "NULL",
    "0.0",
    "99999999999999999999",
    "31/02/2025",
    "😀",
    "x" * 20_000,
    MARK + "value",
    f"{MARK}first,{MARK}second",
    f"{MARK}first\n{MARK}second",
]
BYTES = [b"\x00", b"\xff", b"\x81", b'"', b"\r", b"\n", b",", b"\xef\xbb\xbf", b"\xc3", b"<", b"&"]


@dataclass
class Delivered:
    """A file as it will lie in the inbox, and what has to be known to count its rows."""

    name: str
    header: list[str]
    rows: list[list[str]]
    above: list[list[str]] = field(default_factory=list)
    delimiter: str = ","
    newline: str = "\r\n"
    encoding: str = "utf-8"
    quoting: int = csv.QUOTE_MINIMAL
    packed: str = ""
    damage: Callable[[bytes], bytes] | None = None
    is_touched: bool = False

    def content(self) -> bytes:
        out = io.StringIO(newline="")
        writer = csv.writer(
            out,
            delimiter=self.delimiter,
            lineterminator=self.newline,
            quoting=self.quoting,  # type: ignore[arg-type]
        )
        writer.writerows([*self.above, self.header, *self.rows])
        content = out.getvalue().encode(self.encoding, "replace")
        return self.damage(content) if self.damage else content


# raw table -> the columns by which it is recognised, further ones, and a row; `#` counts the rows
TABLES: Mapping[str, tuple[str, str, str]] = {
    "sen2__sen2": ("collection year referencedate lea", "NativeId", "SEN2 2025 2025-01-16 599 1"),
    "sen2__person": (
        "persontableid personbirthdate upn",
        "Surname Sex PostCode",
        "# 2012-Mar-01 zq9A599# zq9name F zq9ZZ99",
    ),
    "sen2__requests": (
        "requeststableid persontableid receiveddate requestoutcome",
        "rya",
        "# # 2024-Feb-01 Y 0",
    ),
    "sen2__activeplans": (
        "activeplanstableid requeststableid lastreview",
        "transferla",
        "# # 2024-Jun-01 zq9",
    ),
    "sen2__senneed": (
        "senneedtableid activeplanstableid sentype sentyperank",
        "NativeId",
        "# # ASD 1 zq9#",
    ),
    "school_census__schoolcensus": (
        "schoolcensustableid term year referencedate lea estab",
        "collection",
        "# SPR 2025 2025-Jan-16 599 zq9est SC",
    ),
    "school_census__pupilonroll": (
        "pupilonrolltableid schoolcensustableid upn dob enrolstatus ncyearactual senprovision",
        "Surname Sex",
        "# 1 zq9A599# 2012-Mar-01 C 7 K zq9name F",
    ),
    "school_census__senneeds": (
        "senneedstableid pupilonrolltableid sentyperank sentype",
        "NativeId",
        "# # 1 ASD zq9#",
    ),
    "results__ks2": ("acadyr upn eligrwm rwmexp", "Forename", "2024/2025 zq9A599# 1 1 zq9name"),
    "nccis__activities": (
        "monthno current_activity_code dob",
        "upn Surname",
        "3 210 2008-03-01 zq9A599# zq9name",
    ),
    "pupil_lists__pupils": (
        "upn senprovision senneed1",
        "Forename dob",
        "zq9A599# K ASD zq9name 2012-03-01",
    ),
    "localities__places": ("locality", "postcode", "zq9town ZZ99"),
}


# Lies in every inbox as it should be, so that no example fails for want of a single row.
STEADY = Delivered(
    "steady.csv",
    ["phonics_acadyr", "phonics_upn", "phonics_phonics_outcome"],
    [["2024/2025", f"{MARK}A5991", "Wa"]],
)


class Heard:
    """Progress that keeps what it was told."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def stage(self, name: str) -> None:
        self.lines.append(name)

    def note(self, text: str) -> None:
        self.lines.append(text)

    def tell(self, text: str) -> None:
        self.lines.append(text)

    def warn(self, text: str) -> None:
        self.lines.append(text)


@dataclass(frozen=True)
class Outcome:
    """What an extract found, and the rows of each raw table that has any."""

    found: Sequence[Inspection]
    rows: Counter[str]


@cache
def council_registry() -> Registry:
    """The tables that an inbox may hold: the published ones only cost time here."""
    tables = load_registry(project_dir()).tables
    return Registry(tuple(spec for spec in tables if spec.origin == "inbox"))


def run(inbox: Path) -> Outcome | None:
    """Extract what lies in a folder; None where it was refused as it should be."""
    heard = Heard()
    warehouse = inbox.parent / "build" / "warehouse.duckdb"
    try:
        found = extract([Root(inbox, "inbox")], warehouse, council_registry(), heard)
    except (InputError, ConfigError) as error:
        assert "\n" not in str(error)
        assert str(error).strip()
        assert MARK not in str(error).lower()
        return None
    finally:
        assert MARK not in " ".join(heard.lines).lower()
        assert not (warehouse.parent / "scratch").exists()
    return Outcome(found, _rows_of_raw_tables(warehouse))


def _rows_of_raw_tables(warehouse: Path) -> Counter[str]:
    with duckdb.connect(str(warehouse), read_only=True) as con:
        names = con.execute(
            "select table_name from duckdb_tables() where schema_name = 'raw' "
            "and table_name not in ('files', 'missing_tables') and estimated_size > 0"
        ).fetchall()
        counted = {
            name: con.execute(
                f"select count(*), count(distinct (_file_id, _row)) from raw.{name}"
            ).fetchall()[0]
            for (name,) in names
        }
    assert all(rows == places for rows, places in counted.values()), "two rows have one place"
    return Counter({name: rows for name, (rows, _) in counted.items() if rows})


def table_of(item: Inspection) -> str:
    return f"{item.source_name}__{item.table_name}"


# ---------- CSV files ----------


@st.composite
def deliveries(draw: st.DrawFn) -> list[Delivered]:
    """One to three good files, and up to four things that happened to them."""
    names = draw(st.lists(st.sampled_from(sorted(TABLES)), min_size=1, max_size=3, unique=True))
    files = [_good_file(name, draw(st.integers(0, 4))) for name in names]
    for _ in range(draw(st.integers(0, 4))):
        happen = draw(st.sampled_from(HAPPENINGS))
        happen(draw, files)
    return files


def _good_file(table: str, rows: int) -> Delivered:
    required, further, row = TABLES[table]
    header = [*required.split(), *further.split()]
    cells = [
        [cell.replace("#", str(number)) for cell in row.split()] for number in range(1, rows + 1)
    ]
    return Delivered(f"{table}.csv", header, cells)


def _one(draw: st.DrawFn, files: list[Delivered]) -> Delivered:
    file = draw(st.sampled_from(files))
    file.is_touched = True
    return file


def _cell_changes(draw: st.DrawFn, files: list[Delivered]) -> None:
    file = _one(draw, files)
    cells = [row for row in file.rows if row]
    if cells:
        row = draw(st.sampled_from(cells))
        row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(NASTY) | st.text(max_size=8))


def _row_comes_again(draw: st.DrawFn, files: list[Delivered]) -> None:
    file = _one(draw, files)
    row = draw(st.sampled_from([file.header, [], [""] * len(file.header), *file.rows]))
    file.rows.insert(draw(st.integers(0, len(file.rows))), list(row))


def _row_gets_longer_or_shorter(draw: st.DrawFn, files: list[Delivered]) -> None:
    file = _one(draw, files)
    if file.rows:
        row = draw(st.sampled_from(file.rows))
        row[:] = [*row, MARK] if draw(st.booleans()) else row[:-1]


def _column_goes(draw: st.DrawFn, files: list[Delivered]) -> None:
    file = _one(draw, files)
    at = draw(st.integers(0, max(0, len(file.header) - 1)))
    for row in (file.header, *file.rows):
        del row[at : at + 1]


def _column_comes(draw: st.DrawFn, files: list[Delivered]) -> None:
    file = _one(draw, files)
    at = draw(st.integers(0, len(file.header)))
    file.header.insert(at, draw(st.sampled_from(["", "upn", "Notes", "SURNAME", *file.header])))
    for row in file.rows:
        row.insert(at, MARK + "new")


def _columns_change_places(draw: st.DrawFn, files: list[Delivered]) -> None:
    file = _one(draw, files)
    order = draw(st.permutations(range(len(file.header))))
    file.header = [file.header[at] for at in order]
    file.rows = [[row[at] for at in order if at < len(row)] for row in file.rows]


def _header_is_written_otherwise(draw: st.DrawFn, files: list[Delivered]) -> None:
    file = _one(draw, files)
    write = draw(
        st.sampled_from([str.upper, str.title, lambda name: f" {name}\n", lambda name: name + "x"])
    )
    file.header = [write(name) for name in file.header]


def _headers_are_swapped(draw: st.DrawFn, files: list[Delivered]) -> None:
    first, second = _one(draw, files), _one(draw, files)
    first.header, second.header = second.header, list(first.header)


def _header_is_lost(draw: st.DrawFn, files: list[Delivered]) -> None:
    file = _one(draw, files)
    file.header = file.rows.pop(0) if file.rows else []


def _titles_come_above(draw: st.DrawFn, files: list[Delivered]) -> None:
    file = _one(draw, files)
    file.above = [["A title", ""]] * draw(st.integers(1, 16))


def _saved_by_another_program(draw: st.DrawFn, files: list[Delivered]) -> None:
    file = _one(draw, files)
    file.encoding = draw(
        st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1", "cp437"])
    )
    file.delimiter = draw(st.sampled_from(",;\t|"))
    file.newline = draw(st.sampled_from(["\n", "\r\n", "\r"]))
    file.quoting = draw(st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]))


def _cut_off(draw: st.DrawFn, files: list[Delivered]) -> None:
    share = draw(st.floats(0, 1))
    _one(draw, files).damage = lambda content: content[: int(len(content) * share)]


def _bytes_get_in(draw: st.DrawFn, files: list[Delivered]) -> None:
    share, more = draw(st.floats(0, 1)), draw(st.sampled_from(BYTES))

    def damage(content: bytes) -> bytes:
        at = int(len(content) * share)
        return content[:at] + more + content[at:]

    _one(draw, files).damage = damage


def _line_ends_get_mixed(draw: st.DrawFn, files: list[Delivered]) -> None:
    number, end = draw(st.integers(0, 5)), draw(st.sampled_from([b"\n", b"\r\n", b"\n\n"]))

    def damage(content: bytes) -> bytes:
        lines = content.split(b"\n")
        at = min(number, len(lines) - 1)
        return b"\n".join(
            lines[:at] + [lines[at].rstrip(b"\r") + end + b"\n".join(lines[at + 1 :])]
        )

    _one(draw, files).damage = damage


def _file_comes_twice(draw: st.DrawFn, files: list[Delivered]) -> None:
    copy = deepcopy(_one(draw, files))
    copy.name = draw(st.sampled_from(["copy of ", "older/", "older/deep/"])) + copy.name
    if copy.name not in {file.name for file in files}:
        files.append(copy)


def _packed(draw: st.DrawFn, files: list[Delivered]) -> None:
    _one(draw, files).packed = draw(st.sampled_from(["gz", "zip"]))


HAPPENINGS: list[Callable[[st.DrawFn, list[Delivered]], None]] = [
    _cell_changes,
    _cell_changes,
    _row_comes_again,
    _row_gets_longer_or_shorter,
    _column_goes,
    _column_comes,
    _columns_change_places,
    _header_is_written_otherwise,
    _headers_are_swapped,
    _header_is_lost,
    _titles_come_above,
    _saved_by_another_program,
    _saved_by_another_program,
    _cut_off,
    _bytes_get_in,
    _line_ends_get_mixed,
    _file_comes_twice,
    _packed,
]


def _deliver(files: Iterable[Delivered], inbox: Path) -> dict[str, Delivered]:
    """Write the files; each by the label under which it will be told of."""
    labels = {}
    for file in files:
        path = inbox / file.name
        path.parent.mkdir(parents=True, exist_ok=True)
        label = file.name
        if file.packed == "gz":
            label += ".gz"
            (inbox / label).write_bytes(gzip.compress(file.content(), 1))
        elif file.packed == "zip":
            label = f"{file.name}.zip > {path.name}"
            with zipfile.ZipFile(inbox / f"{file.name}.zip", "w") as archive:
                archive.writestr(path.name, file.content())
        else:
            path.write_bytes(file.content())
        labels[label] = file
    return labels


def _counted(file: Delivered, table: str) -> int:
    """The rows below the header, as Python's csv module reads them."""
    lines = csv.reader(io.StringIO(_text_of(file.content()), newline=""), delimiter=file.delimiter)
    rows = list(lines)
    if file is STEADY:
        return len(STEADY.rows)
    required = set(TABLES[table][0].split())
    for index, row in enumerate(rows[:ROWS_LOOKED_AT]):
        if required <= {re.sub("[^a-z0-9]+", "_", cell.lower()).strip("_") for cell in row}:
            return sum(1 for row in rows[index + 1 :] if row)
    raise AssertionError(f"{table} was recognised without its header")


def _text_of(content: bytes) -> str:
    for bom, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\xff\xfe", "utf-16"),
    ):
        if content.startswith(bom):
            return content.decode(encoding)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _with(**changes: Any) -> list[Delivered]:
    """A good file of three rows, changed in one way that has lost rows before."""
    return [replace(_good_file("sen2__requests", 3), is_touched=True, **changes)]


@settings(EXAMPLES, max_examples=340)
@given(files=deliveries())
@example(
    files=_with(header=[f"{name}\n" for name in TABLES["sen2__requests"][0].split()] + ["rya"])
)
@example(
    files=_with(
        header=[f"{name}\n" for name in TABLES["sen2__requests"][0].split()] + ["rya"], newline="\n"
    )
)
@example(
    files=_with(above=[["A title"]], damage=lambda content: content.replace(b"\r\n", b"\n", 2))
)
@example(files=_with(above=[["A title\nof two lines"], [], ["and another"]]))
def test_tables_arrive_whole_or_are_refused_in_one_line(files: list[Delivered]) -> None:
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        labels = _deliver([*files, STEADY], inbox)
        outcome = run(inbox)
    if outcome is None:
        assert any(file.is_touched for file in files)
        return
    expected: Counter[str] = Counter()
    assert sorted(item.label for item in outcome.found) == sorted(labels)
    for item in outcome.found:
        file = labels[item.label]
        if item.status == RECOGNISED:
            expected[table_of(item)] += _counted(file, table_of(item))
            assert item.row_count == _counted(file, table_of(item)), item.label
        assert file.is_touched or item.status == RECOGNISED, item.label
    assert outcome.rows == +expected


# ---------- the XML of a SEN2 return ----------


def marked_persons() -> list[Node]:
    return [a_person(upn=f"{MARK}1", postcode=f"{MARK}2"), a_person(upn=f"{MARK}3")]


LINES = xml_of(marked_persons()).splitlines()


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """A return with up to three things that happened to it."""
    lines = list(LINES)
    encoding = "utf-8"
    for _ in range(draw(st.integers(0, 3))):
        at, other = (draw(st.integers(0, len(lines) - 1)) for _ in range(2))
        what = draw(st.integers(0, 7))
        if what == 0:
            lines[at] = draw(st.sampled_from(NASTY)) + lines[at]
        elif what == 1:
            lines.insert(other, lines[at])
        elif what == 2 and len(lines) > 1:
            del lines[at]
        elif what == 3:
            lines[at], lines[other] = lines[other], lines[at]
        elif what == 4:
            lines[at] = re.sub(r"</?\w+>", lambda tag: tag[0].upper(), lines[at])
        elif what == 5:
            encoding = draw(st.sampled_from(["utf-8-sig", "utf-16", "cp1252", "utf-32"]))
        elif what == 6:
            lines.insert(at, "<Wrapper>")
            lines.insert(max(at, other) + 1, "</Wrapper>")
        else:
            lines.insert(
                at, draw(st.sampled_from(["<!DOCTYPE Message>", "<!-- zq9 -->", "<New/>"]))
            )
    content = "\n".join(lines).encode(encoding, "replace")
    if draw(st.booleans()):
        return content
    at = draw(st.integers(0, len(content)))
    return (
        content[:at]
        + draw(st.sampled_from([*BYTES, b""]))
        + content[at : draw(st.just(None) | st.just(at))]
    )


def _elements(content: bytes) -> Counter[str]:
    """The elements of each module that stand where the module belongs."""
    tables = {element.lower(): table for table, (element, *_) in PLACES.items()}
    counts: Counter[str] = Counter()

    def count(element: ElementTree.Element, above: str | None) -> None:
        table = tables.get(str(element.tag).rpartition("}")[2].lower())
        if table and PLACES[table][1] == above:
            counts[f"sen2__{table}"] += 1
            above = table
        for child in element:
            count(child, above)

    count(ElementTree.fromstring(content), None)
    return counts


@settings(EXAMPLES, max_examples=90)
@given(content=documents())
@example(content="\n".join(LINES).replace('"utf-8"', f'"{MARK}"').encode())
def test_a_return_as_xml_arrives_whole_or_is_refused_in_one_line(content: bytes) -> None:
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        (inbox / "return.xml").write_bytes(content)
        outcome = run(inbox)
    assert outcome is not None or content != "\n".join(LINES).encode()
    if outcome is not None:
        assert outcome.rows == _elements(content)


# ---------- a SEN2 return as a workbook ----------


@st.composite
def workbooks(draw: st.DrawFn) -> dict[str, Grid]:
    """A return as template or as sheets, with up to three things that happened to its rows."""
    persons = marked_persons()
    grids: dict[str, Grid] = sheet_grids(persons)
    if draw(st.booleans()):
        grids = {"Data Entry Template": template_grid(persons)}
    for _ in range(draw(st.integers(0, 3))):
        grid = draw(st.sampled_from(list(grids.values())))
        rows = [at for at in _data_rows(grid) if grid[at]]
        if not rows:
            continue
        at = draw(st.sampled_from(rows))
        what = draw(st.integers(0, 4))
        if what == 0:
            place = draw(st.integers(2, max(2, len(grid[at]) - 1)))
            texts = [text for text in NASTY if not re.search("[\x00-\x1f]", text)]
            grid[at][place : place + 1] = [draw(st.sampled_from([*texts, "12.0"]) | st.none())]
        elif what == 1:
            grid.insert(at, list(grid[at]))
        elif what == 2:
            del grid[at]
        elif what == 3:
            grid.insert(at, [])
        else:
            grid[at] = [None] * len(grid[at])
    return grids


def _data_rows(grid: Grid) -> Iterator[int]:
    """The rows of a sheet that are neither title, headings nor blank."""
    titles = {place[2] for place in PLACES.values()}
    for at in range(1, len(grid)):
        below_title = grid[at - 1] and grid[at - 1][0] in titles
        if _is_filled(grid[at]) and grid[at][0] not in titles and not below_title:
            yield at


def _is_filled(row: Sequence[object]) -> bool:
    return any(cell is not None and str(cell).strip() for cell in row)


def _rows_of_grids(grids: Mapping[str, Grid]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for name, grid in grids.items():
        names = {place[3]: table for table, place in PLACES.items()}
        titles = {place[2]: table for table, place in PLACES.items()}
        table = names.get(name, "")
        data = set(_data_rows(grid))
        for at, row in enumerate(grid):
            table = titles.get(str(row[0]), table) if row else table
            if at in data and table:
                counts[f"sen2__{table}"] += 1
    return counts


@settings(EXAMPLES, max_examples=70)
@given(
    grids=workbooks(), suffix=st.sampled_from([".xlsx", ".xlsm"]), share=st.none() | st.floats(0, 1)
)
def test_a_return_as_a_workbook_arrives_whole_or_is_refused_in_one_line(
    grids: dict[str, Grid], suffix: str, share: float | None
) -> None:
    with TemporaryDirectory(dir=IN_MEMORY) as folder:
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        written = Path(folder) / "written.xlsx"
        write_grids(written, grids)
        content = written.read_bytes()
        if share is not None:
            at = int(len(content) * share)
            content = content[:at] + b"\x00" + content[at + 1 :]
        (inbox / f"return{suffix}").write_bytes(content)
        outcome = run(inbox)
    if outcome is None:
        assert share is not None or "sen2__sen2" not in _rows_of_grids(grids)
        return
    assume(share is None)  # what a workbook with another byte holds, nobody can say
    assert outcome.rows == _rows_of_grids(grids)


def test_the_tables_of_this_test_are_those_of_the_registry() -> None:
    specs = {spec.name: spec for spec in council_registry().tables}
    for table, (required, _, row) in TABLES.items():
        assert set(specs[table].required) == set(required.split()), table
        assert MARK in row or table in ("sen2__sen2", "sen2__requests")
