"""The files of the SEN2 returns: three forms that say the same, and what is wrong in them."""

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from defusedxml.ElementTree import parse
from python_calamine import CalamineWorkbook

from pipeline.demo.local.people import PlanPeople, plan_people
from pipeline.demo.local.plans import census_date
from pipeline.demo.local.sen2_files import FORMS, write_sen2
from pipeline.demo.local.sen2_items import TABLES
from pipeline.demo.traits import home_area_of
from pipeline.demo.world import World, grow_world

PUPILS, YEARS = 9_000, 4
RETURNS = (2023, 2024, 2025)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
Rows = Mapping[str, list[dict[str, str]]]


@contextmanager
def area(pupils: int) -> Iterator[World]:
    with home_area_of(pupils):
        yield grow_world()


@pytest.fixture(scope="module")
def people() -> Iterator[PlanPeople]:
    with area(PUPILS) as world:
        yield plan_people(PUPILS, YEARS, world)


@pytest.fixture(scope="module")
def inbox(people: PlanPeople, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("returns")
    for form in FORMS:
        write_sen2(folder / form, people, form)
    return folder


def blade(folder: Path, year: int) -> Rows:
    rows = {}
    for path in (folder / "blade" / "sen2" / str(year)).iterdir():
        with path.open(encoding="utf-8-sig", newline="") as file:
            table = re.fullmatch(r"Blade-Export_\d\d-\d\d-\d{4}_(\w+).csv", path.name)
            assert table
            lines = csv.DictReader(file)
            rows[table[1]] = [{name.lower(): text for name, text in row.items()} for row in lines]
    return rows


def xml(folder: Path, year: int) -> Rows:
    columns = {t.tag: {item.tag: item.column for item in t.items_of(year)} for t in TABLES}
    names = {t.tag: t.name for t in TABLES}
    rows: dict[str, list[dict[str, str]]] = {table.name: [] for table in TABLES}
    root = parse(folder / "xml" / "sen2" / f"sen2_{year}.xml").getroot()
    assert root is not None
    for element in root.iter():
        if element.tag in columns:
            known = columns[element.tag]
            inside = element.iter() if element.tag == "Header" else element
            row = {known[e.tag]: e.text or "" for e in inside if e.tag in known and not len(e)}
            rows[names[element.tag]].append(row)
    return rows


def template(folder: Path, year: int) -> Rows:
    path = folder / "template" / "sen2" / f"sen2-submission-template-{year}.xlsx"
    book = CalamineWorkbook.from_path(path)
    assert book.sheet_names == ["Data Entry Template"]
    tables = {table.title: table for table in TABLES}
    rows: dict[str, list[dict[str, str]]] = {table.name: [] for table in TABLES}
    table, headings = TABLES[0], list[str]()
    for cells in book.get_sheet_by_index(0).to_python():
        texts = [cell_text(cell) for cell in cells]
        if texts[0] in tables:
            table, headings = tables[texts[0]], []
        elif not headings:
            headings = texts
        elif any(texts):
            found = dict(zip(headings, texts, strict=True))
            rows[table.name].append(
                {item.column: found[item.heading] for item in table.items_of(year)}
            )
    return rows


def cell_text(cell: Any) -> str:
    if isinstance(cell, float):
        return f"{cell:.0f}"
    return cell.isoformat() if isinstance(cell, datetime) else str(cell)


def plain(table: str, rows: Sequence[Mapping[str, str]], year: int) -> list[dict[str, str]]:
    """Give the items of the XML, in the words that all forms share."""
    items = next(t for t in TABLES if t.name == table).items_of(year)
    return [
        {item.column: plain_text(row.get(item.column, "")) for item in items if item.tag}
        for row in rows
    ]


def plain_text(text: str) -> str:
    if match := re.fullmatch(r"(\d{4})-([A-Z][a-z]{2}|13)-(\d\d) (\d\d:\d\d:\d\d)", text):
        month = MONTHS.index(match[2]) + 1 if match[2] in MONTHS else int(match[2])
        day = f"{match[1]}-{month:02d}-{match[3]}"
        return day if match[4] == "00:00:00" else f"{day}T{match[4]}"
    return {"False": "0", "True": "1"}.get(text, text)


@pytest.mark.parametrize("year", RETURNS)
def test_the_three_forms_say_the_same(year: int, inbox: Path) -> None:
    exported, sent, typed = blade(inbox, year), xml(inbox, year), template(inbox, year)
    for table in TABLES:
        expected = plain(table.name, exported[table.name], year)
        assert plain(table.name, typed[table.name], year) == expected
        # A need without a plan has no place in the XML.
        in_xml = expected[:-1] if table.name == "senneed" else expected
        assert plain(table.name, sent[table.name], year) == in_xml


@pytest.mark.parametrize("year", RETURNS)
def test_every_row_of_the_export_but_one_belongs_to_another(year: int, inbox: Path) -> None:
    rows = blade(inbox, year)
    for table in TABLES[1:]:
        parents = {row[f"{table.parent}tableid"] for row in rows[table.parent]}
        lost = [row for row in rows[table.name] if row[f"{table.parent}tableid"] not in parents]
        assert len(lost) == (table.name == "senneed")


@pytest.mark.parametrize(
    ("table", "column", "years"),
    [
        ("person", "gendercurrent", (2023,)),
        ("person", "sex", (2024, 2025)),
        ("activeplans", "res", (2023,)),
        ("activeplans", "wbp", (2023,)),
        ("placementdetail", "res", (2024, 2025)),
        ("placementdetail", "wbp", (2024, 2025)),
        ("placementdetail", "attendancepattern", (2023,)),
        ("activeplans", "reviewmeeting", (2024, 2025)),
        ("activeplans", "reviewoutcome", (2024, 2025)),
        ("activeplans", "lastreview", RETURNS),
        ("activeplans", "reviewdraft", (2025,)),
        ("activeplans", "phasetransferduedate", (2025,)),
        ("requests", "requestsource", (2025,)),
        ("sen2", "dsco", (2025,)),
    ],
)
def test_a_return_has_the_columns_of_its_year(
    table: str, column: str, years: Sequence[int], inbox: Path
) -> None:
    assert tuple(y for y in RETURNS if column in blade(inbox, y)[table][0]) == tuple(years)


def test_one_header_is_in_mixed_case_and_one_file_has_a_byte_order_mark(inbox: Path) -> None:
    heads = {
        f"{path.parent.name} {path.stem.split('_')[-1]}": path.read_bytes().split(b"\r\n")[0]
        for path in (inbox / "blade" / "sen2").rglob("*.csv")
    }
    small = {
        name: head.replace(b"NativeId", b"").decode().islower() for name, head in heads.items()
    }
    assert [name for name, is_small in small.items() if not is_small] == ["2023 person"]
    marked = [name for name, head in heads.items() if head.startswith(b"\xef\xbb\xbf")]
    assert marked == ["2024 requests"]


def test_two_runs_write_the_same_bytes(inbox: Path, tmp_path: Path) -> None:
    with area(PUPILS) as world:
        again = plan_people(PUPILS, YEARS, world)
        for form in FORMS:
            write_sen2(tmp_path / form, again, form)
    for path in inbox.rglob("*.*"):
        one, other = (
            hashlib.sha256(file.read_bytes()).digest()
            for file in (path, tmp_path / path.relative_to(inbox))
        )
        assert one == other, path.name


# --- what is wrong in them ------------------------------------------------------------------------


def days(row: Mapping[str, str], column: str) -> date | None:
    try:
        return date.fromisoformat(plain_text(row[column]))
    except ValueError:
        return None


def joined(rows: Rows) -> list[dict[str, str]]:
    """Give the requests with their person, assessment and plan beside them, where there are any."""

    def by(table: str, key: str) -> Mapping[str, dict[str, str]]:
        return {row[key]: row for row in rows[table]}

    assessments = by("assessment", "requeststableid")
    plans, active = by("namedplan", "assessmenttableid"), by("activeplans", "requeststableid")
    persons = by("person", "persontableid")
    found = []
    for request in rows["requests"]:
        assessment = assessments.get(request["requeststableid"], {})
        plan = plans.get(assessment.get("assessmenttableid", ""), {})
        is_active = active.get(request["requeststableid"], {})
        person = persons[request["persontableid"]]
        found.append({**person, **request, **assessment, **plan, **is_active})
    return found


@pytest.mark.parametrize("year", RETURNS)
def test_the_faults_of_plans_are_there(year: int, inbox: Path) -> None:
    rows, census = blade(inbox, year), census_date(year)
    active = [row for row in joined(rows) if "activeplanstableid" in row]
    starts = [days(row, "startdate") for row in active if row.get("startdate")]
    ends = [days(row, "ceasedate") for row in active if row.get("ceasedate")]
    assert any(start and start > census for start in starts)
    assert any(end and end <= census for end in ends)
    assert any(end and end > census for end in ends)
    per_record = Counter(row["persontableid"] for row in active)
    per_upn = Counter(row["upn"] for row in active if row["upn"])
    assert max(per_record.values()) == 2 and sum(n > 1 for n in per_upn.values()) >= 2
    came = [row for row in active if row["transferla"]]
    assert {row["requestoutcome"] for row in came} == {"H"}
    assert {row.get("assessmentoutcome") for row in came} == {"H", None}
    assert any(not row["upn"] and row["uniquelearnernumber"] for row in active)
    assert any(not row["upn"] and row["upnunknown"] for row in active)


@pytest.mark.parametrize("year", RETURNS)
def test_the_faults_of_needs_and_places_are_there(year: int, inbox: Path) -> None:
    rows = blade(inbox, year)
    ranks = Counter((row["activeplanstableid"], row["sentyperank"]) for row in rows["senneed"])
    first, second = (Counter(rank for (_, rank), n in ranks.items() if n == times)
                     for times in (1, 2))  # fmt: skip
    assert first["2"] > 50 and second == {"1": 1}
    placed = {row["activeplanstableid"] for row in rows["placementdetail"]}
    assert any(row["activeplanstableid"] not in placed for row in rows["activeplans"])
    assert {row["placementrank"] for row in rows["placementdetail"]} == {"1", "2"}
    assert {row["placementrank"] for row in rows["plandetail"]} == {"1", "2"}
    settings = {row["sensetting"] for row in rows["placementdetail"]}
    assert settings >= {"", "EHE", "OLA", "OTH", "NEET", "NIEC", "NIEO", "EYP"}
    assert any(row["ukprn"] and not row["urn"] for row in rows["placementdetail"])
    assert ("DS" in {row["sentype"] for row in rows["senneed"]}) == (year == 2025)


@pytest.mark.parametrize("year", RETURNS)
def test_the_faults_of_flows_are_there(year: int, inbox: Path) -> None:
    rows, last = joined(blade(inbox, year)), date(year - 1, 12, 31)
    outcomes = {row["requestoutcome"] for row in rows}
    assert outcomes == {"Y", "N", "A", "W", "H"}
    late = [days(row, "requestoutcomedate") for row in rows]
    late += [days(row, "assessmentoutcomedate") for row in rows if "assessmentoutcome" in row]
    assert any(day and day > last for day in late)
    refused = {row["persontableid"] for row in rows if row["requestoutcome"] == "N"}
    agreed = {row["persontableid"] for row in rows if row["requestoutcome"] == "Y"}
    assert refused & agreed
    reasons = {row["ceasereason"] for row in rows if row.get("ceasedate")}
    assert {"", "12"} < reasons
    received = [days(row, "receiveddate") for row in rows]
    assert None in received
    waited = [
        start - day
        for row, day in zip(rows, received, strict=True)
        if day and (start := days(row, "startdate") if row.get("startdate") else None)
    ]
    assert timedelta(140) > min(waited) and max(waited) > timedelta(364)


@pytest.mark.parametrize("year", (2024, 2025))
def test_the_faults_of_dates_are_there(year: int, inbox: Path) -> None:
    rows = blade(inbox, year)
    reviews = [(days(r, "reviewmeeting"), days(r, "lastreview")) for r in rows["activeplans"]]
    assert sum(bool(met and decided and decided < met) for met, decided in reviews) == 1
    assert any(met is None for met, _ in reviews)
    assert f"{year - 1}-Feb-30 00:00:00" in {row["lastreview"] for row in rows["activeplans"]}
    births = {row["personbirthdate"] for row in rows["person"]}
    assert {"", "2011-13-05 00:00:00"} < births


def test_one_return_says_true_and_false_where_the_others_have_digits(inbox: Path) -> None:
    said = {y: {row["pb"] for row in blade(inbox, y)["namedplan"]} for y in RETURNS}
    assert said == {2023: {"0", "1"}, 2024: {"False", "True"}, 2025: {"0", "1"}}
