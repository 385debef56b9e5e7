"""Earlier editions are read from every form that is kept; what is none is told of."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import duckdb
import pytest

from pipeline.disclose.editions import Edition, read_editions
from pipeline.errors import ConfigError
from tests.fixtures_editions import (
    COLUMNS,
    HIDDEN,
    PRINTED,
    Row,
    place,
    row,
    write_csv,
    write_database,
    write_site,
)


def one(folder: Path) -> Edition:
    (edition,) = read_editions(folder)
    return edition


def test_no_folder_and_an_empty_folder_are_no_editions(tmp_path: Path) -> None:
    assert read_editions(tmp_path / "editions") == ()
    assert read_editions(tmp_path) == ()


def test_every_form_of_an_edition_says_the_same(tmp_path: Path) -> None:
    write_csv(tmp_path / "1.csv")
    write_database(tmp_path / "2.duckdb")
    write_database(tmp_path / "3/build/published.duckdb")
    write_database(tmp_path / "4/kept.duckdb")
    write_site(tmp_path / "5", 0)
    write_site(tmp_path / "6/site", 0)
    write_csv(tmp_path / "7/indicator_values.csv")
    write_csv(tmp_path / "8/our figures.CSV")
    editions = read_editions(tmp_path)
    names = ["1.csv", "2.duckdb", "3", "4", "5", "6", "7", "8"]
    assert [edition.name for edition in editions] == names
    for edition in editions:
        assert edition.rounding == 0
        assert edition.printed == PRINTED
        assert edition.hidden == HIDDEN


def test_the_latest_edition_is_the_last_by_name(tmp_path: Path) -> None:
    for name in ("2026 spring", "2024", "2025 autumn"):
        write_csv(tmp_path / name / "indicator_values.csv")
    write_csv(tmp_path / "2025.csv")
    names = [edition.name for edition in read_editions(tmp_path)]
    assert names == ["2024", "2025 autumn", "2025.csv", "2026 spring"]


def test_what_is_no_edition_by_its_name_is_passed_over(tmp_path: Path) -> None:
    for name in (".DS_Store", ".gitkeep", "README", "ReadMe.html", "a.txt", "b.MD", "Thumbs.db"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    (tmp_path / "~$2025.csv").write_bytes(b"\0")
    (tmp_path / ".cache").mkdir()
    assert read_editions(tmp_path) == ()


def test_a_copy_of_the_area_folder_is_read_as_its_site(tmp_path: Path) -> None:
    write_site(tmp_path / "2025/site", 5)
    write_database(tmp_path / "2025/build/published.duckdb", rows=[row("Autism", 99, 999)])
    (tmp_path / "2025/build/warehouse.duckdb").write_bytes(b"no database")
    write_csv(tmp_path / "2025/.trash/indicator_values.csv", [row("Autism", 99, 999)])
    assert one(tmp_path).rounding == 5
    assert one(tmp_path).printed == PRINTED


def test_a_copy_of_the_build_folder_is_read_as_its_published_database(tmp_path: Path) -> None:
    write_database(tmp_path / "2025/published.duckdb")
    (tmp_path / "2025/warehouse.duckdb").write_bytes(b"no database")
    write_csv(tmp_path / "2025/issues.csv", [], ("file", "row"))
    assert one(tmp_path).printed == PRINTED


def test_a_csv_may_have_a_mark_at_its_start_other_line_ends_and_a_blank_line(
    tmp_path: Path,
) -> None:
    file = write_csv(tmp_path / "1.csv")
    content = file.read_bytes().replace(b"\n", b"\r\n")
    file.write_bytes(b"\xef\xbb\xbf" + content + b"\r\n")
    assert one(tmp_path).printed == PRINTED
    assert one(tmp_path).hidden == HIDDEN


def test_a_figure_held_back_may_print_its_denominator(tmp_path: Path) -> None:
    write_csv(tmp_path / "1.csv", [row("Autism", None, 340, reason="c")])
    assert one(tmp_path).printed == {place(): (None, 340.0)}
    assert one(tmp_path).hidden == {place()}


def test_reading_leaves_a_database_as_it_is(tmp_path: Path) -> None:
    file = write_database(tmp_path / "1.duckdb", 5)
    before = file.read_bytes()
    with duckdb.connect(str(file), read_only=True):  # which nobody who would write may join
        assert one(tmp_path).rounding == 5
    assert file.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["1.duckdb"]


# --- rounding --------------------------------------------------------------------------------


@pytest.mark.parametrize("rounding", [0, 5, 10])
def test_rounding_is_what_the_edition_tells(tmp_path: Path, rounding: int) -> None:
    write_database(tmp_path / "1.duckdb", rounding)
    write_site(tmp_path / "2", rounding)
    assert [edition.rounding for edition in read_editions(tmp_path)] == [rounding] * 2


def numbered(counts: Iterable[float]) -> list[Row]:
    return [row(f"Need {at}", count, None) for at, count in enumerate(counts)]


@pytest.mark.parametrize(
    ("counts", "rounding"),
    [
        ([*range(10, 110, 5)], 5),
        ([*range(10, 105, 5)], 0),  # 19: too few to tell
        ([60] * 40, 0),  # one number, however often it stands there, tells as little
        ([*range(10, 110, 5), *range(10), 12.5], 5),  # small ones and fractions do not matter
        ([*range(10, 85, 5), 91, 92, 93, 94, 96], 5),  # 15 of 20
        ([*range(10, 80, 5), 91, 92, 93, 94, 96, 97], 0),  # 14 of 20
        ([*range(10, 200)], 0),
    ],
)
def test_a_csv_alone_is_taken_as_rounded_where_its_counts_look_it(
    tmp_path: Path, counts: list[float], rounding: int
) -> None:
    write_csv(tmp_path / "1.csv", numbered(counts))
    assert one(tmp_path).rounding == rounding


def test_only_own_counts_say_whether_a_csv_is_rounded(tmp_path: Path) -> None:
    others = [row(f"Need {at}", 10 + at, None, "final") for at in range(200)]
    write_csv(tmp_path / "1.csv", [*numbered(range(10, 110, 5)), *others])
    assert one(tmp_path).rounding == 5


def test_nothing_is_guessed_where_the_edition_tells(tmp_path: Path) -> None:
    write_site(tmp_path / "1", 0, numbered(range(10, 110, 5)))
    write_database(tmp_path / "2.duckdb", None, numbered(range(10, 110, 5)))
    assert [edition.rounding for edition in read_editions(tmp_path)] == [0, 0]


def error(folder: Path) -> str:
    with pytest.raises(ConfigError) as caught:
        read_editions(folder)
    message = str(caught.value)
    assert "\n" not in message
    assert all(secret not in message for secret in ("Autism", "ehc_plans", "340", "twelve"))
    return message.replace(str(folder), "EDITIONS").replace("\\", "/")


NO_EDITION = (
    "is no earlier edition of the site, in EDITIONS; put a kept site folder, "
    "its indicator_values.csv or a published.duckdb there"
)
AGAIN = "copy it again as it was published, and do not save it with another program"
KEEP = "keep the site's data/indicator_values.csv, or build/published.duckdb"


@pytest.mark.parametrize("name", ["2024.zip", "2024", "disclosure.json"])
def test_another_file_is_told_of(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert error(tmp_path) == f"`{name}` {NO_EDITION}"


def test_a_folder_without_an_edition_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "2024/data").mkdir(parents=True)
    (tmp_path / "2024/data/notes.txt").write_text("x", encoding="utf-8")
    assert error(tmp_path) == f"`2024` {NO_EDITION}"


def test_editions_that_is_a_file_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "editions"
    file.write_text("x", encoding="utf-8")
    assert error(file).startswith("the earlier editions cannot be read: ")


def test_two_editions_in_one_folder_are_told_of(tmp_path: Path) -> None:
    write_site(tmp_path / "old/2023", 0)
    write_site(tmp_path / "old/2024", 0)
    assert error(tmp_path) == (
        "2 files could be the indicator_values.csv of one earlier edition, in EDITIONS/old; "
        "keep each edition in a folder of its own, directly in editions/"
    )


@pytest.mark.parametrize("missing", [name for name in COLUMNS if name != "indicator_value"])
def test_a_missing_column_is_named(tmp_path: Path, missing: str) -> None:
    columns = tuple(name for name in COLUMNS if name != missing)
    file = write_csv(tmp_path / "1.csv", [], columns)
    line = f"an earlier edition has no such column, in EDITIONS/{{}}, column `{missing}`; {KEEP}"
    assert error(tmp_path) == line.format("1.csv")
    file.unlink()
    write_database(tmp_path / "1.duckdb", None, [], columns)
    assert error(tmp_path) == line.format("1.duckdb")


def test_an_empty_csv_and_one_with_a_header_only_are_told_of(tmp_path: Path) -> None:
    file = tmp_path / "1.csv"
    file.write_bytes(b"")
    assert "has no such column, in EDITIONS/1.csv, column `indicator_id`" in error(tmp_path)
    write_csv(file, [])
    assert error(tmp_path) == f"an earlier edition has no rows, in EDITIONS/1.csv; {AGAIN}"


def test_a_csv_cut_off_in_a_row_is_told_of(tmp_path: Path) -> None:
    file = write_csv(tmp_path / "1.csv", [row("Autism", 12, 340)])
    file.write_bytes(file.read_bytes()[:-8])
    assert error(tmp_path) == (
        "a line of an earlier edition has more or fewer cells than columns, in EDITIONS/1.csv, "
        f"line 2; {AGAIN}"
    )


@pytest.mark.parametrize("tail", [b'"Autism"twelve\n', b'"Autism, 340', b"\xff\xfe340\n"])
def test_a_file_that_is_no_csv_is_told_of(tmp_path: Path, tail: bytes) -> None:
    file = write_csv(tmp_path / "1.csv")
    file.write_bytes(file.read_bytes() + tail)
    assert error(tmp_path) == (
        f"an earlier edition is no CSV file in UTF-8, in EDITIONS/1.csv; {AGAIN}"
    )


@pytest.mark.parametrize("count", ["twelve", "nan", "inf", "1,340", "[c]"])
def test_a_count_that_is_no_number_is_told_of(tmp_path: Path, count: str) -> None:
    write_csv(tmp_path / "1.csv", [row("Autism", 12, count)])
    assert error(tmp_path) == (
        "a line of an earlier edition has a count that is no number, in EDITIONS/1.csv, line 2; "
        f"{AGAIN}"
    )


@pytest.mark.parametrize(("at", "text"), [(1, "Apr-23"), (1, "2023/24"), (0, ""), (4, "")])
def test_a_figure_that_was_renamed_by_another_program_is_told_of(
    tmp_path: Path, at: int, text: str
) -> None:
    cells = list(row("Autism", 12, 340))
    cells[at] = text
    write_csv(tmp_path / "1.csv", [tuple(cells)])
    assert error(tmp_path) == (
        "a line of an earlier edition does not name its figure and period as a site does, "
        f"in EDITIONS/1.csv, line 2; {AGAIN}"
    )


@pytest.mark.parametrize("period", ["2024", "202324", "2023-04"])
def test_every_form_of_a_period_is_read(tmp_path: Path, period: str) -> None:
    cells = list(row("Autism", 12, 340))
    cells[1] = period
    write_csv(tmp_path / "1.csv", [tuple(cells)])
    assert [where[1] for where in one(tmp_path).printed] == [period]


def test_a_figure_told_twice_is_told_of(tmp_path: Path) -> None:
    write_csv(tmp_path / "1.csv", [row("Autism", 12, 340), row("Autism", 13, 340)])
    assert error(tmp_path) == (
        "a line of an earlier edition tells an own figure a second time, in EDITIONS/1.csv, "
        f"line 3; {AGAIN}"
    )
    (tmp_path / "1.csv").unlink()
    write_database(tmp_path / "1.duckdb", None, [row("Autism", 12, 340), row("Autism", 13, 340)])
    assert error(tmp_path) == (
        f"an earlier edition tells an own figure a second time, in EDITIONS/1.duckdb; {AGAIN}"
    )


def test_a_file_that_is_no_database_is_told_of(tmp_path: Path) -> None:
    file = tmp_path / "1.duckdb"
    for content in (b"Autism 340\n" * 2000, write_database(tmp_path / "x.db").read_bytes()[:9000]):
        (tmp_path / "x.db").unlink(missing_ok=True)
        file.write_bytes(content)
        assert error(tmp_path) == (
            "an earlier edition cannot be read as a database, in EDITIONS/1.duckdb; "
            "close it in other programs, or keep the site's indicator_values.csv instead"
        )


def test_a_database_without_the_figures_is_told_of(tmp_path: Path) -> None:
    with duckdb.connect(str(tmp_path / "1.duckdb")) as con:
        con.execute("create table numbers as select 1 as indicator_id")
    assert error(tmp_path) == (
        "an earlier edition has no such column, in EDITIONS/1.duckdb, column `indicator_id`; "
        f"{KEEP}"
    )


@pytest.mark.parametrize("rounding", [None, True, 2.5, "five", -5])
def test_a_site_that_does_not_tell_its_rounding_is_told_of(
    tmp_path: Path, rounding: object
) -> None:
    write_site(tmp_path / "1", rounding)
    assert error(tmp_path) == (
        "an earlier edition does not say how its counts were rounded, "
        f"in EDITIONS/1/disclosure.json; {AGAIN}"
    )


@pytest.mark.parametrize("content", [b"", b"[340]", b'{"rule": 340}', b"{}", b"\xff", b"{\n{"])
def test_a_damaged_certificate_is_told_of(tmp_path: Path, content: bytes) -> None:
    write_site(tmp_path / "1", 0)
    (tmp_path / "1/disclosure.json").write_bytes(content)
    assert "does not say how its counts were rounded, in EDITIONS/1/disc" in error(tmp_path)


@pytest.mark.parametrize(
    "table", ["select 1 as preset", "select 0 as rounding where false", "select null as rounding"]
)
def test_a_database_that_does_not_tell_its_rounding_is_told_of(tmp_path: Path, table: str) -> None:
    with duckdb.connect(str(write_database(tmp_path / "1.duckdb"))) as con:
        con.execute(f"create table disclosure as {table}")
    assert "does not say how its counts were rounded, in EDITIONS/1.duckdb" in error(tmp_path)
