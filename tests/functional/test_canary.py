"""Nothing that names a child leaves the inbox: every byte of a build's output is searched."""

from __future__ import annotations

import calendar
import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipeline.build import build, check
from pipeline.demo import Extracts, write_demo_area
from pipeline.progress import Silent
from pipeline.settings import load_settings

NAMES = {"surname", "forename", "preferredsurname", "formersurname", "middlenames", "forenames"}
NUMBERS = {"upn", "formerupn", "uniquelearnernumber", "uln", "young_person_id"}
PLACES = {"postcode", "street", "paon", "town", "addressline1"}
BIRTHS = {"dob", "personbirthdate"}
DATE = re.compile(r"\d{4}-\d{2}-\d{2}|\d{2}/\d{2}/\d{4}|\d{4}-[A-Z][a-z]{2}-\d{2}")
_MONTHS = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}


@dataclass(frozen=True)
class Marks:
    """What must not be found: names, numbers and postcodes, and days of birth."""

    words: frozenset[str]
    births: frozenset[str]


@dataclass(frozen=True)
class Canary:
    """A finished build of an area whose children are marked."""

    folder: Path
    marks: Marks


@pytest.fixture(scope="module")
def canary(tmp_path_factory: pytest.TempPathFactory) -> Canary:
    folder = tmp_path_factory.mktemp("canary") / "area"
    write_demo_area(folder, Extracts(900, 3))
    settings = load_settings(folder)
    check(settings, Silent())
    build(settings, Silent())
    return Canary(folder, marks_in(folder / "inbox"))


def marks_in(inbox: Path) -> Marks:
    words: set[str] = set()
    births: set[str] = set()
    for header, rows in tables_in(inbox):
        names = [re.sub(r"^(ks4|fsp|phonics)_", "", name.strip().lower()) for name in header]
        for row in rows:
            for name, cell in zip(names, row, strict=False):
                text = cell.strip()
                if len(text) >= 6 and name in NAMES | NUMBERS | PLACES:
                    words.add(text)
                    words.add(text.replace(" ", ""))
                if text and name in BIRTHS:
                    births.add(text.split(" ")[0])
    return Marks(frozenset(words), frozenset(births))


def tables_in(inbox: Path) -> Iterator[tuple[list[str], list[list[str]]]]:
    for path in sorted(inbox.rglob("*")):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                texts = [archive.read(name) for name in archive.namelist() if name.endswith("csv")]
        elif path.suffix == ".csv":
            texts = [path.read_bytes()]
        else:
            continue
        for text in texts:
            rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig"), newline="")))
            yield rows[0], rows[1:]


def test_the_marks_are_really_in_the_extracts(canary: Canary) -> None:
    assert len(canary.marks.words) > 2_000
    assert len(canary.marks.births) > 500
    kinds = [r"Zz", r"^[A-Z][0-9]{11}[0-9A-Z]$", r"^ZZ[0-9]"]
    for kind in kinds:
        assert any(re.search(kind, word) for word in canary.marks.words), kind


def test_no_byte_of_the_output_holds_a_mark(canary: Canary) -> None:
    files = [
        path for part in ("build", "site") for path in (canary.folder / part).rglob("*")
        if path.is_file()
    ]  # fmt: skip
    assert any(path.name == "issues.csv" for path in files)
    assert any(path.name == "index.html" for path in files)
    for path in files:
        found = words_in(path.read_bytes().decode("utf-8", "replace")) & canary.marks.words
        assert not found, f"{path.name} holds {len(found)} marks"


def words_in(text: str) -> set[str]:
    """Every run of letters and digits, and every two beside each other, as postcodes are."""
    runs = re.findall(r"[A-Za-z0-9'-]+", text)
    bare = [part for run in runs for part in re.split(r"['-]", run)]
    pairs = {f"{one} {other}" for one, other in zip(bare, bare[1:], strict=False)}
    return set(runs) | set(bare) | pairs


def test_no_day_of_birth_is_in_the_site_or_the_list_of_issues(canary: Canary) -> None:
    days = {form for birth in canary.marks.births for form in forms_of(birth)}
    with duckdb.connect(str(canary.folder / "build/published.duckdb"), read_only=True) as con:
        # The dates that figures describe are many people's birthdays, and nobody's secret.
        told = con.execute("select distinct reference_date::varchar from indicator_values")
        days -= {date for (date,) in told.fetchall()}
    for path in [*canary.folder.glob("site/**/*"), *canary.folder.glob("build/*.csv")]:
        if path.is_file() and path.suffix in (".html", ".csv", ".json"):
            assert not set(DATE.findall(path.read_text(encoding="utf-8"))) & days, path.name


def forms_of(birth: str) -> Iterator[str]:
    """A day in the three ways in which files write one."""
    yield birth
    if found := re.fullmatch(r"(\d{4})-([A-Za-z]{3})-(\d{2})", birth):
        month = f"{_MONTHS[found[2].lower()]:02d}"
        yield f"{found[1]}-{month}-{found[3]}"
        yield f"{found[3]}/{month}/{found[1]}"


@pytest.mark.parametrize("database", ["warehouse.duckdb", "published.duckdb"])
def test_no_value_of_the_databases_holds_a_mark(canary: Canary, database: str) -> None:
    # The files are compressed, so the values are looked at one by one.
    with duckdb.connect(str(canary.folder / "build" / database), read_only=True) as con:
        columns = con.execute(
            "select table_schema, table_name, column_name from information_schema.columns "
            "where data_type = 'VARCHAR'"
        ).fetchall()
        assert columns
        for schema, table, column in columns:
            values = con.execute(
                f'select distinct "{column}" from "{schema}"."{table}" where "{column}" is not null'
            ).fetchall()
            held = {word for (value,) in values for word in {value, *value.split()}}
            found = held & canary.marks.words
            assert not found, f"{schema}.{table}.{column} holds {len(found)} marks"


def test_of_a_birth_date_the_warehouse_keeps_the_month_only(canary: Canary) -> None:
    with duckdb.connect(str(canary.folder / "build/warehouse.duckdb"), read_only=True) as con:
        columns = con.execute(
            "select table_schema, table_name, column_name from information_schema.columns "
            "where regexp_matches(column_name, '(^|_)(dob|personbirthdate|birth_month)$') "
            "and data_type = 'VARCHAR'"
        ).fetchall()
        assert len(columns) >= 3
        for schema, table, column in columns:
            [(longer,)] = con.execute(
                f'select count(*) from "{schema}"."{table}" '
                f"""where not regexp_matches("{column}", '^[0-9]{{4}}-[0-9]{{2}}$')"""
            ).fetchall()
            assert not longer, f"{schema}.{table}.{column}"
