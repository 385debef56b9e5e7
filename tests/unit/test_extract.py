"""Recognising and loading files: every fault ends in a correct table or in one clear line."""

from __future__ import annotations

import gzip
import io
import zipfile
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.errors import InputError
from pipeline.extract import NOT_DATA, NOT_RECOGNISED, RECOGNISED, REPEATED, Inspection, extract
from pipeline.extract.pieces import MAX_MEMBERS
from pipeline.progress import Silent
from pipeline.project import project_dir
from pipeline.settings import Root
from pipeline.sources import Registry, load_registry

HEADER = (
    "time_period,time_identifier,geographic_level,region_code,region_name,new_la_code,old_la_code,"
    "la_name,breakdown_topic,breakdown,Res_3851,Res_52,Res_tot"
)
ROW = "202425,Academic year,Local authority,E12000099,Region,E06000999,599,Exampleshire,T,T,1,2,3"
CSV = f"{HEADER}\n{ROW}\n"
TABLE = 'raw."ehc_plans__residential_settings"'


@pytest.fixture(scope="module")
def registry() -> Registry:
    return load_registry(project_dir())


def run(folder: Path, registry: Registry) -> list[Inspection]:
    return extract(
        [Root(folder, "published")],
        folder.parent / "build" / "warehouse.duckdb",
        registry,
        Silent(),
    )


def loaded(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(folder.parent / "build/warehouse.duckdb"), read_only=True) as con:
        return con.execute(sql).fetchall()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def test_a_file_is_recognised_by_its_header_whatever_its_name(
    folder: Path, registry: Registry
) -> None:
    (folder / "export (3).csv").write_text(CSV)
    [item] = run(folder, registry)
    assert (item.status, item.source_name, item.table_name, item.row_count, item.data_to) == (
        RECOGNISED,
        "ehc_plans",
        "residential_settings",
        1,
        "202425",
    )
    assert loaded(folder, f"select res_tot, la_name, _row, _file_id[:33] from {TABLE}") == [
        ("3", "Exampleshire", 1, "ehc_plans.residential_settings." + item_digest(folder)[:2])
    ]


def item_digest(folder: Path) -> str:
    [(digest,)] = loaded(folder, "select sha256 from raw.files")
    return str(digest)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_encodings_give_the_same_table(
    folder: Path, registry: Registry, encoding: str
) -> None:
    text = CSV.replace("Exampleshire", "Example–shire")
    (folder / "a.csv").write_bytes(text.encode(encoding))
    [item] = run(folder, registry)
    assert loaded(folder, f"select la_name from {TABLE}") == [("Example–shire",)]
    assert (item.note is None) == (encoding != "cp1252")


def test_text_that_is_neither_is_one_clear_line(folder: Path, registry: Registry) -> None:
    (folder / "a.csv").write_bytes(CSV.encode() + b"\x81\x8d\n")
    with pytest.raises(InputError, match=r"neither UTF-8 nor Windows-1252, in a\.csv; save it"):
        run(folder, registry)


def test_packed_files_are_read_in_place(folder: Path, registry: Registry) -> None:
    with zipfile.ZipFile(folder / "all.zip", "w") as archive:
        archive.writestr("data/one.csv", CSV)
        archive.writestr("../../outside.csv", CSV.replace(",599,", ",598,"))
        archive.writestr("guide.txt", "words")
    (folder / "two.csv.gz").write_bytes(gzip.compress(CSV.replace(",599,", ",597,").encode()))
    found = run(folder, registry)
    assert [item.status for item in found] == [RECOGNISED, RECOGNISED, NOT_DATA, RECOGNISED]
    assert loaded(folder, f"select old_la_code from {TABLE} order by 1") == [
        ("597",),
        ("598",),
        ("599",),
    ]
    written = {path.name for path in folder.parent.rglob("*") if path.is_file()}
    assert written == {"all.zip", "two.csv.gz", "warehouse.duckdb"}


def test_the_same_content_counts_once(folder: Path, registry: Registry) -> None:
    (folder / "a.csv").write_text(CSV)
    (folder / "b.csv").write_text(CSV)
    assert [item.status for item in run(folder, registry)] == [RECOGNISED, REPEATED]
    assert loaded(folder, f"select count(*) from {TABLE}") == [(1,)]


def test_a_sheet_is_found_below_its_titles(folder: Path, registry: Registry) -> None:
    with xlsxwriter.Workbook(folder / "groups.xlsx") as book:
        sheet = book.add_worksheet("LA SN Groups")
        names = ["LA num", "LA Name"] + [name for i in range(1, 11) for name in (f"SN{i}", "SNP")]
        for line, cells in enumerate([["A", "B"], [1, 2], names, [599, "Exampleshire", 598.0]]):
            sheet.write_row(line, 0, cells)
    [item] = run(folder, registry)
    assert (item.source_name, item.table_name) == ("statistical_neighbours", "groups")
    sql = 'select la_num, sn1, sn2, _row from raw."statistical_neighbours__groups"'
    assert loaded(folder, sql) == [("599", "598", None, 4)]


def test_an_unknown_file_is_named_with_the_nearest_source(folder: Path, registry: Registry) -> None:
    (folder / "a.csv").write_text(CSV)
    (folder / "b.csv").write_text(CSV.replace("Res_52", "Res_other"))
    item = run(folder, registry)[1]
    assert (item.status, item.closest) == (NOT_RECOGNISED, "ehc_plans.residential_settings")
    assert item.missing_columns == ("res_52",)


def test_an_optional_column_that_is_missing_is_told(folder: Path, registry: Registry) -> None:
    header = HEADER.replace("Res_3851,Res_52,Res_tot", "plans_issued_den,new_one")
    header += ",plans_issued_within_20_weeks"
    (folder / "a.csv").write_text(f"{header}\n{ROW}\n")
    [item] = run(folder, registry)
    assert item.table_name == "timeliness"
    assert "plans_issued_gt_1_year" in item.missing_columns
    assert item.unknown_columns == ("new_one",)


def test_two_tables_of_one_header_are_told_apart_by_their_first_row(
    folder: Path, registry: Registry
) -> None:
    needs = [
        "asd",
        "hi",
        "mld",
        "msi",
        "oth",
        "pd",
        "pmld",
        "semh",
        "slcn",
        "sld",
        "spld",
        "vi",
        "need_unknown",
    ]
    header = HEADER.replace(
        "Res_3851,Res_52,Res_tot", "ehc_plans," + ",".join(f"number_{need}" for need in needs)
    )
    line = ROW.replace("1,2,3", ",".join("1" * 1 for _ in range(14)))
    (folder / "all.csv").write_text(f"{header}\n{line}\n")
    (folder / "new.csv").write_text(
        f"{header}\n{line.replace('202425,Academic year', '2024,Calendar year')}\n"
    )
    assert [item.table_name for item in run(folder, registry)] == [
        "needs_all_plans",
        "needs_new_plans",
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.zip", b"PK\x03\x04 cut", r"zip file is damaged .* in a\.zip; download it again"),
        ("a.csv.gz", gzip.compress(CSV.encode())[:-9], r"damaged or was not downloaded to the end"),
        ("a.parquet", b"PAR1 cut", r"Parquet file is damaged"),
        ("a.xlsx", b"no workbook", r"workbook is damaged"),
        (
            "a.csv",
            f"{CSV}{ROW},4\n".encode(),
            r"14 fields where the header has 13, in a\.csv, line",
        ),
        ("a.csv", f"{CSV}202425,Academic year\n".encode(), r"2 fields where the header has 13"),
        ("a.csv", f'{CSV}"{ROW}\n'.encode(), r"in a\.csv"),
        ("a.csv", b"a,b\x00\n", r"binary data, not text"),
        ("a.csv", ("c," * 6000 + "\n").encode(), r"more than 5,000 columns"),
    ],
)
def test_a_damaged_file_is_one_clear_line(
    folder: Path, registry: Registry, name: str, content: bytes, message: str
) -> None:
    (folder / name).write_bytes(content)
    with pytest.raises(InputError, match=message) as caught:
        run(folder, registry)
    assert "\n" not in str(caught.value)
    assert "Exampleshire" not in str(caught.value)
    assert caught.value.exit_code == 11


def test_a_truncated_zip_is_one_clear_line(folder: Path, registry: Registry) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", CSV * 200)
    (folder / "a.zip").write_bytes(packed.getvalue()[:-40])
    with pytest.raises(InputError, match="damaged or was not downloaded"):
        run(folder, registry)


def test_a_zip_bomb_is_not_unpacked(folder: Path, registry: Registry) -> None:
    with zipfile.ZipFile(folder / "a.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.csv", "0" * (120 * 1024**2))
    with pytest.raises(InputError, match="would unpack to 120 MB"):
        run(folder, registry)


def test_a_zip_of_very_many_files_is_not_read(folder: Path, registry: Registry) -> None:
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        for number in range(MAX_MEMBERS + 1):
            archive.writestr(f"{number}.csv", "")
    with pytest.raises(InputError, match="holds 2,001 files"):
        run(folder, registry)


def test_a_folder_that_is_not_there_is_one_clear_line(tmp_path: Path, registry: Registry) -> None:
    with pytest.raises(InputError, match="does not exist"):
        extract(
            [Root(tmp_path / "none", "published")], tmp_path / "build/w.duckdb", registry, Silent()
        )


def test_an_unreadable_folder_is_one_clear_line(
    folder: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(Path, "iterdir", refuse)
    with pytest.raises(InputError, match="permission was refused"):
        run(folder, registry)


def test_a_full_disk_is_one_clear_line(
    folder: Path, registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "a.csv").write_text(CSV)

    class Full(io.BytesIO):
        def write(self, _: object) -> int:
            raise OSError(28, "No space left on device")

    monkeypatch.setattr("pipeline.extract.scratch._writing", lambda _: Full())
    with pytest.raises(InputError, match="the disk is full"):
        run(folder, registry)


def test_the_table_of_appeal_rates_becomes_one_row_per_figure(
    folder: Path, registry: Registry
) -> None:
    (folder / "appeals.csv").write_text(
        '"SEND Appeal rate table 1",,,,,,,\n,,,,,,,\n'
        "Local Authority,LA code,2023,,,2024,,\n"
        ",,Appeals registered4,Total Appealable Decisions1,SEND Tribunal Appeal Rate2,"
        "Appeals registered4,Total Appealable Decisions1,SEND Tribunal Appeal Rate2\n"
        "SOUTH WEST,,,,,,,\n"
        'Dorset6,838, - ,"1,071",0.00%,7, x ,x\n'
        'England Total4,9,"15,615",2,3%,4,5,6%\n'
        ",,,,,,,\nNotes:,,,,,,,\n1. Words,,,,,,,\n"
    )
    [item] = run(folder, registry)
    assert (item.source_name, item.row_count) == ("tribunal", 12)
    rows = loaded(
        folder,
        "select region_name, la_name, la_code, year, figure, figure_value "
        "from raw.\"tribunal__appeal_rates\" where la_name = 'Dorset6' and year = '2024'",
    )
    assert rows == [
        ("SOUTH WEST", "Dorset6", "838", "2024", "appeals_registered", "7"),
        ("SOUTH WEST", "Dorset6", "838", "2024", "appealable_decisions", "x"),
        ("SOUTH WEST", "Dorset6", "838", "2024", "appeal_rate", "x"),
    ]


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    cells=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=12),
        min_size=5,
        max_size=5,
    )
)
def test_any_text_in_a_cell_arrives_as_it_is(
    tmp_path_factory: pytest.TempPathFactory, registry: Registry, cells: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("any") / "in"
    folder.mkdir()
    row = [*ROW.split(",")[:8], *cells]
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in row)
    (folder / "a.csv").write_bytes(f"{HEADER}\n{quoted}\n".encode())
    run(folder, registry)
    [found] = loaded(
        folder, f"select breakdown_topic, breakdown, res_3851, res_52, res_tot from {TABLE}"
    )
    assert [cell or "" for cell in found] == cells
