"""The demonstration's own extracts: official layouts, planted faults, and the same every time."""

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

import pytest

from pipeline.demo import Extracts
from pipeline.demo.geography import HOME
from pipeline.demo.local.blade_columns import AUTUMN, SPRING, columns, export_name, tables
from pipeline.demo.local.children import day_text
from pipeline.demo.local.giap_headings import EYFSP, KS2, KS4, PHONICS
from pipeline.demo.local.identifiers import temporary_upn, uln, upn
from pipeline.demo.local.schools import local_schools, other_establishments
from pipeline.demo.traits import home_area_of, traits
from pipeline.errors import ConfigError
from tests.fixtures_demo_local import YEARS, blade, flat, small_world, texts, write


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("area"), YEARS)


# --- the folder -----------------------------------------------------------------------------------


def test_two_runs_write_the_same_bytes(tmp_path: Path) -> None:
    one, other = (
        {name: hashlib.sha256(raw).digest() for name, raw in texts(write(folder, 1))}
        for folder in (make(tmp_path / "one"), make(tmp_path / "other"))
    )
    assert one == other
    assert len(one) > 30


def make(folder: Path) -> Path:
    folder.mkdir()
    return folder


def test_the_inbox_says_what_it_holds(area: Path) -> None:
    text = (area / "inbox" / "README.md").read_text(encoding="utf-8")
    for path in (area / "inbox").iterdir():
        if path.name != "README.md":
            assert f"| {path.name}{'/' if path.is_dir() else ''} |" in text


def test_every_year_has_its_returns_and_results(area: Path) -> None:
    inbox = area / "inbox"
    assert sorted(path.name for path in (inbox / "school_census").iterdir()) == [
        "2023_spring.zip", "2024_autumn", "2024_spring", "2024_spring_first_delivery",
        "2025_spring",
    ]  # fmt: skip
    assert sorted(path.name for path in (inbox / "results").glob("ks2*")) == [
        "ks2_2022_2023.csv", "ks2_2023_2024.csv", "ks2_2024_2025.csv",
    ]  # fmt: skip
    months = sorted(path.name for path in (inbox / "nccis").glob("*2025*"))
    assert months == [f"nccis_2025_{month:02d}.csv" for month in (1, 2, 3, 4)]


@pytest.mark.parametrize(("pupils", "years"), [(299, 3), (500_001, 3), (900, 0), (900, 11)])
def test_sizes_that_cannot_be_written_are_refused(pupils: int, years: int) -> None:
    with pytest.raises(ConfigError, match="give --(pupils|years) from"):
        Extracts(pupils, years)


# --- layouts --------------------------------------------------------------------------------------


def test_headers_change_with_the_return(area: Path) -> None:
    rolls = {year: blade(area, f"{year}_spring", "pupilonroll")[0] for year in (2023, 2024, 2025)}
    assert [list(rolls[year])[:7] for year in (2023, 2024, 2025)] == 3 * [
        [
            "pupilonrolltableid", "nativeid", "pupilonrollorderseqcolumn", "sourceid",
            "schoolcensustableid", "upn", "formerupn",
        ]
    ]  # fmt: skip
    assert [len(rolls[year]) for year in (2023, 2024, 2025)] == [48, 48, 44]
    assert "gender" in rolls[2023]
    assert "sex" not in rolls[2023]
    assert list(rolls[2024])[-2:] == ["youngcarer", "sex"]
    assert list(rolls[2025])[-4:] == ["eyppr", "youngcarer", "sex", "eligibilitycode"]
    assert "termlysessionsauthorised" not in rolls[2025]
    assert columns("termlyexclusionsonroll", 2019, SPRING)[-2:] == ("reason", "senprovision")
    assert columns("termlysessiondetailsonroll", 2020, SPRING)[-2] == "absencesessions"
    assert "senneeds" not in tables(AUTUMN)
    assert not (area / "inbox/school_census/2024_autumn/2024_autumn_senneeds.csv").exists()


def test_exports_differ_in_bom_case_flags_and_packing(area: Path) -> None:
    folder = area / "inbox" / "school_census"
    assert (folder / "2025_spring/2025_spring_pupilonroll.csv").read_bytes()[:3] == b"\xef\xbb\xbf"
    mixed = (folder / "2024_spring/2024_spring_pupilonroll.csv").read_text(encoding="utf-8")
    assert mixed.startswith("PUPILONROLLTABLEID,Nativeid,pupilonrollorderseqcolumn,")
    flags = {row["senunitindicator"] for row in blade(area, "2023_spring", "pupilonroll")}
    assert flags == {"True", "False"}
    again = folder / "2025_spring/2025_spring_senneeds (1).csv"
    assert again.read_bytes() == (folder / "2025_spring/2025_spring_senneeds.csv").read_bytes()


def test_downloads_have_the_official_number_of_headings(area: Path) -> None:
    for stage, listed, size in (
        ("ks2", KS2, 151), ("ks4", KS4, 292), ("eyfsp", EYFSP, 55), ("phonics", PHONICS, 16),
    ):  # fmt: skip
        row = flat(area, f"results/{stage}_2023_2024.csv")[0]
        assert tuple(row) == listed
        assert len(listed) == size
    assert (KS2[0], KS2[-1]) == ("ACADYR", "VERSION")
    assert {"KS4_ATT8", "KS4_L2BASICS_94", "KS4_SENE"} < set(KS4)
    assert flat(area, "results/ks4_2024_2025.csv")[3]["KS4_P8SCORE"] == ""


@pytest.mark.real_data
def test_every_column_is_that_of_the_official_schema(shared_data: Path) -> None:
    known: dict[tuple[str, str], list[str]] = {}
    path = shared_data / "formats" / "school_census_blade_columns_2019_2026.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            known.setdefault((row["schema"], row["table"]), []).append(row["column"])
    for year, term in [*((year, SPRING) for year in range(2019, 2026)), (2024, AUTUMN)]:
        for table in tables(term):
            official = known[f"{year}_{term}", export_name(table, term)]
            assert list(columns(table, year, term)) == official, (year, term, table)
    for name, listed in (("KS2", KS2), ("KS4", KS4), ("EYFSP", EYFSP), ("Phonics", PHONICS)):
        file_name = shared_data / "formats" / "giap" / f"headers_{name}.csv"
        assert ",".join(listed) == file_name.read_text(encoding="utf-8").strip()


def test_dates_are_written_as_the_export_does() -> None:
    assert day_text("2013-07-19") == "2013-Jul-19 00:00:00"
    assert day_text("") == ""
    assert day_text("31/13/2012") == "31/13/2012"


# --- who is in it ---------------------------------------------------------------------------------


def check_letter(number: str) -> str:
    letters = "ABCDEFGHJKLMNPQRTUVWXYZ"
    values = [letters.index(sign) if sign.isalpha() else int(sign) for sign in number[1:]]
    return letters[sum(weight * value for weight, value in enumerate(values, start=2)) % 23]


def test_identifiers_pass_their_checks() -> None:
    for serial in range(100_000_000, 100_000_200):
        for number in (upn(HOME, serial), temporary_upn(HOME, serial)):
            assert len(number) == 13
            assert number[0] == check_letter(number)
        total = sum(int(d) * w for d, w in zip(uln(serial), range(10, 1, -1), strict=False))
        assert int(uln(serial)[9]) == 10 - total % 11
    assert temporary_upn(HOME, 123_456_789)[-1].isalpha()


def test_nearly_every_number_on_the_roll_is_right(area: Path) -> None:
    numbers = [row["upn"] for row in blade(area, "2025_spring", "pupilonroll") if row["upn"]]
    wrong = [number for number in numbers if number[0] != check_letter(number)]
    assert 1 <= len(wrong) <= 5  # one was typed wrong, and a guest's was made up
    assert any(number[-1].isalpha() for number in numbers) or len(numbers) < 2_000


def test_every_name_is_a_mark_and_none_leaves_the_inbox(area: Path) -> None:
    for row in blade(area, "2024_spring", "pupilonroll"):
        assert row["surname"].startswith("Zzsur")
        assert row["forename"].startswith("Zzfore")
    for row in blade(area, "2024_spring", "addresses"):
        assert row["postcode"][:2] in ("ZZ", "ZX", "")
    for name, raw in texts(area):
        if not name.startswith("inbox"):
            assert b"Zz" not in raw, name


def test_schools_of_every_kind_are_there_however_small_the_area() -> None:
    for pupils in (300, 900, 84_500):
        home = local_schools(pupils)
        assert {"NS", "PS", "SS", "AT", "SP", "PR"} <= {school.phase for school in home}
        assert any(school.has_unit for school in home)
        assert any(school.has_resourced for school in home)
        assert len({school.urn for school in home}) == len(home)
        assert len({school.estab for school in home}) == len(home)
    groups = Counter(school.group_name for school in other_establishments())
    assert {"Colleges", "Independent schools", "Special schools"} <= set(groups)
    assert {school.la_code for school in other_establishments()} > {HOME, "502", "506"}


def test_the_list_of_establishments_names_every_school_of_the_census(area: Path) -> None:
    with (area / "published" / "gias_schools.csv").open(encoding="utf-8", newline="") as file:
        listed = {row["URN"]: row for row in csv.DictReader(file)}
    for row in blade(area, "2025_spring", "schoolcensus"):
        found = listed[row["urn"]]
        assert (found["LA (code)"], found["EstablishmentNumber"]) == (HOME, row["estab"])


def test_totals_by_phase_are_those_of_the_published_files(area: Path) -> None:
    truth = json.loads((area / "truth.json").read_text(encoding="utf-8"))
    cells = {
        (row["time_period"], row["breakdown"]): row
        for row in truth
        if row["indicator_id"] == "pupils_with_ehc_plan" and row["breakdown_topic"] == "School type"
    }
    published = small_world().census.pupils
    phases = {
        "State-funded nursery": ("Nursery",),
        "State-funded primary": ("Primary",),
        "State-funded secondary": ("Secondary", "All-through"),
        "State-funded special school": ("Special",),
        "State-funded AP school": ("Alternative provision",),
    }
    for january in (2023, 2024, 2025):
        period = f"{january - 1}{january % 100}"
        for phase, types in phases.items():
            groups = {name: published[HOME, january][phase, name] for name in PROVISIONS}
            mine = [cells[period, one] for one in types if (period, one) in cells]
            assert sum(row["denominator"] for row in mine) == sum(groups.values()), phase
            assert sum(row["numerator"] for row in mine) == groups["plan"], phase


PROVISIONS = ("plan", "support", "none")


def test_the_size_of_the_home_area_changes_no_other_place() -> None:
    before = [traits(place) for place in ("501", "502")]
    with home_area_of(2_000):
        inside = [traits(place) for place in ("501", "502")]
    assert inside[0].pupils == 2_000
    assert inside[1] == before[1]
    assert [traits(place) for place in ("501", "502")] == before
