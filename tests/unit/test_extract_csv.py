"""CSV files of every shape: no row is lost, and a row that cannot be read is named."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.extract import RECOGNISED, Inspection, csv_files, extract
from pipeline.progress import Silent
from pipeline.project import project_dir
from pipeline.settings import Root
from pipeline.sources import Registry, load_registry

NAMES = ["requeststableid", "persontableid", "receiveddate", "requestoutcome"]
ROWS = [[str(number), "1", "2024-02-01", "Y"] for number in range(1, 4)]
LINE_ENDS = ["\n", "\r\n", "\r"]


class Inbox:
    """One file in an inbox, and the rows that come of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "inbox"
        self.folder.mkdir(parents=True)
        tables = load_registry(project_dir()).tables
        self.registry = Registry(tuple(spec for spec in tables if spec.source == "sen2"))
        self.warehouse = folder / "build" / "warehouse.duckdb"

    def load(self, content: bytes) -> Inspection:
        (self.folder / "requests.csv").write_bytes(content)
        [item] = extract([Root(self.folder, "inbox")], self.warehouse, self.registry, Silent())
        assert [path.name for path in self.warehouse.parent.iterdir()] == ["warehouse.duckdb"]
        return item

    def rows(self) -> list[list[str | None]]:
        with duckdb.connect(str(self.warehouse), read_only=True) as con:
            found = con.execute(
                f"select {', '.join(NAMES)} from raw.sen2__requests order by _row"
            ).fetchall()
            numbers = con.execute("select _row from raw.sen2__requests order by 1").fetchall()
        assert [number for (number,) in numbers] == list(range(1, len(found) + 1))
        return [list(row) for row in found]


@pytest.fixture
def inbox(tmp_path: Path) -> Inbox:
    return Inbox(tmp_path)


def written(
    rows: Sequence[Sequence[str]],
    line_end: str = "\n",
    delimiter: str = ",",
    *,
    all_quoted: bool = False,
) -> bytes:
    """CSV in which a cell is quoted if it must be: the module csv forgets other line ends."""

    def cell(text: str) -> str:
        is_quoted = all_quoted or any(sign in text for sign in f'"\r\n{delimiter}')
        return '"' + text.replace('"', '""') + '"' if is_quoted else text

    return "".join(delimiter.join(map(cell, row)) + line_end for row in rows).encode()


@pytest.mark.parametrize("line_end", LINE_ENDS)
@pytest.mark.parametrize("break_in_cell", LINE_ENDS)
@pytest.mark.parametrize("delimiter", ",;\t")
def test_a_line_break_in_a_header_cell_costs_no_row(
    inbox: Inbox, line_end: str, break_in_cell: str, delimiter: str
) -> None:
    header = [name + break_in_cell for name in NAMES]
    assert inbox.load(written([header, *ROWS], line_end, delimiter)).row_count == 3
    assert inbox.rows() == ROWS


@pytest.mark.parametrize("line_end", LINE_ENDS)
@pytest.mark.parametrize("titles", [[["T"]], [["T\nof two lines"], [], ["U", "\r\n"]], [[""]] * 13])
def test_titles_above_the_header_cost_no_row(
    inbox: Inbox, titles: list[list[str]], line_end: str
) -> None:
    assert inbox.load(written([*titles, NAMES, *ROWS], line_end)).row_count == 3
    assert inbox.rows() == ROWS


@pytest.mark.parametrize(("above", "below"), [*product(LINE_ENDS, LINE_ENDS)])
def test_a_header_may_end_otherwise_than_the_rows(inbox: Inbox, above: str, below: str) -> None:
    assert inbox.load(written([NAMES], above) + written(ROWS, below)).row_count == 3
    assert inbox.rows() == ROWS


@pytest.mark.parametrize("line_end", LINE_ENDS)
@pytest.mark.parametrize("break_in_cell", LINE_ENDS)
def test_the_first_row_may_begin_with_another_line_break(
    inbox: Inbox, line_end: str, break_in_cell: str
) -> None:
    rows = [[f"a{break_in_cell}b", *ROWS[0][1:]], *ROWS]
    assert inbox.load(written([["T"], NAMES, *rows], line_end)).row_count == 4
    assert inbox.rows() == rows


def test_blank_lines_are_no_rows(inbox: Inbox) -> None:
    assert inbox.load(written([NAMES, [], ROWS[0], [], [], *ROWS[1:], []])).row_count == 3
    assert inbox.rows() == ROWS


@pytest.mark.parametrize("all_quoted", [False, True])
def test_a_plain_file_is_read_where_it_lies(
    inbox: Inbox, monkeypatch: pytest.MonkeyPatch, all_quoted: bool
) -> None:
    monkeypatch.delattr(csv_files, "_copy_end")
    assert inbox.load(written([NAMES, *ROWS], all_quoted=all_quoted)).row_count == 3


@pytest.mark.parametrize("ending", ["", "\n", "\r\n"])
def test_a_header_alone_is_a_table_without_rows(tmp_path: Path, ending: str) -> None:
    inbox = Inbox(tmp_path)
    (inbox.folder / "sen2.csv").write_text("collection,year,referencedate,lea\nSEN2,2025,x,599\n")
    (inbox.folder / "requests.csv").write_bytes(",".join(NAMES).encode() + ending.encode())
    found = extract([Root(inbox.folder, "inbox")], inbox.warehouse, inbox.registry, Silent())
    assert [(item.status, item.row_count) for item in found] == [(RECOGNISED, 0), (RECOGNISED, 1)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (written([NAMES, *ROWS, ["1", "2"]]), "2 fields where the header has 4, .* line 5;"),
        (
            written([["A\ntitle"], [n + "\n" for n in NAMES], *ROWS, ["1", "2"]]),
            "2 fields where the header has 4, .* line 6;",
        ),
        (written([NAMES, ROWS[0]]) + b'2,1,"2024-0', "a quoted field is not closed.* line 3;"),
        (written([["T"], NAMES, ROWS[0]]) + b'2,1,"x"y,Y\n', "follows its closing quote.* line 4;"),
        (
            written([NAMES, ROWS[0]]) + written(ROWS, "\r\n"),
            "lines end in another way than the first",
        ),
        (written([NAMES, ["x" * 9_000_000, *ROWS[0][1:]]]), "longer than 8 MB"),
    ],
    ids=["short", "short below titles", "cut off", "text after a quote", "line ends", "long"],
)
def test_a_row_that_cannot_be_read_is_one_clear_line(
    inbox: Inbox, content: bytes, message: str
) -> None:
    with pytest.raises(InputError, match=message) as caught:
        inbox.load(content)
    assert "\n" not in str(caught.value)
    assert "2024" not in str(caught.value)


def test_of_two_columns_of_one_name_the_first_counts(inbox: Inbox) -> None:
    rows = [[*row, "other"] for row in ROWS]
    item = inbox.load(written([[*NAMES, "RequestsTableId"], *rows]))
    assert item.unknown_columns == ("requeststableid_2",)
    assert inbox.rows() == ROWS


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_one_clear_line(inbox: Inbox, encoding: str) -> None:
    text = written([NAMES, *ROWS]).decode().replace("Y", "é")
    with pytest.raises(InputError, match="UTF-16 without a byte-order mark, in requests.csv"):
        inbox.load(text.encode(encoding))


@pytest.mark.parametrize("place", [1, 50, 5_000_000])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_a_byte_of_zero_is_one_clear_line(inbox: Inbox, place: int, encoding: str) -> None:
    text = written([NAMES, *ROWS]).decode() + ROWS[0][2] * 1_000_000
    with pytest.raises(InputError, match=r"binary data, not text, in requests\.csv"):
        inbox.load((text[:place] + "\0é" + text[place:]).encode(encoding))


def test_a_large_file_of_zeros_is_refused_at_once(inbox: Inbox) -> None:
    with (inbox.folder / "requests.csv").open("wb") as stream:
        stream.truncate(2 * 1024**3)
    with pytest.raises(InputError, match="binary data"):
        extract([Root(inbox.folder, "inbox")], inbox.warehouse, inbox.registry, Silent())


CELLS = st.sampled_from(["1", "", " ", "x y", "a\nb", "a\r\nb", "a\rb", 'q"q', ",", "é"])


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    titles=st.lists(st.lists(CELLS, max_size=2), max_size=3),
    breaks=st.lists(st.sampled_from(["", " ", *LINE_ENDS]), min_size=4, max_size=4),
    rows=st.lists(st.lists(CELLS, min_size=3, max_size=3).map(lambda row: ["1", *row]), min_size=1),
    ends=st.lists(st.sampled_from(LINE_ENDS), min_size=2, max_size=2),
)
def test_no_shape_of_a_header_changes_the_rows(
    tmp_path_factory: pytest.TempPathFactory,
    titles: list[list[str]],
    breaks: list[str],
    rows: list[list[str]],
    ends: list[str],
) -> None:
    inbox = Inbox(tmp_path_factory.mktemp("shape"))
    header = [name + end for name, end in zip(NAMES, breaks, strict=True)]
    inbox.load(written([["T"], *titles, header], ends[0]) + written(rows, ends[1]))
    assert [[cell or "" for cell in row] for row in inbox.rows()] == rows
