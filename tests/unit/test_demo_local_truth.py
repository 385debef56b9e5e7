"""What truth.json says can be counted again from the files, and by hand in made-up cases."""

import csv
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pipeline.demo.local.children import Child
from pipeline.demo.local.schools import local_schools
from pipeline.demo.local.truth import WHOLE, Truth
from tests.fixtures_demo_local import YEARS, blade, flat, write

Key = tuple[str, str, str, str]
ABSENCE = {"C", "C1", "C2", "E", "G", "I", "M", "N", "O", "R", "S", "T", "U"}
SCHOOLS = {school.phase: school for school in local_schools(900)}
CHILD = Child("", "", "2014-05-06", "M", "WBRI", "ENG", "", "", "", 0, 0, 0, 0, 0, 0, "", "", "")


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("area"), YEARS)


@pytest.fixture(scope="module")
def whole(area: Path) -> Mapping[Key, Mapping[str, float]]:
    rows = json.loads((area / "truth.json").read_text(encoding="utf-8"))
    return by_cell(row for row in rows if row["geographic_level"] == "Local authority")


def by_cell(rows: Iterator[Mapping[str, float]]) -> Mapping[Key, Mapping[str, float]]:
    columns = ("indicator_id", "time_period", "breakdown_topic", "breakdown")
    return {tuple(str(row[column]) for column in columns): row for row in rows}  # type: ignore[misc]


def counted(truth: Truth) -> Mapping[Key, tuple[object, object]]:
    """Give the numerator and denominator of every cell of the whole area."""
    cells = by_cell(row for row in truth.rows() if row["area_code"] == WHOLE.code)  # type: ignore[misc]
    return {key: (row["numerator"], row["denominator"]) for key, row in cells.items()}


# --- counted again from the files -----------------------------------------------------------------


def pupils_of(area: Path, name: str) -> Mapping[str, Mapping[str, str]]:
    """Give one row per pupil of a return: the rows that are no second registration."""
    schools = {row["schoolcensustableid"]: row for row in blade(area, name, "schoolcensus")}
    best: dict[str, tuple[tuple[object, ...], Mapping[str, str]]] = {}
    for place, row in enumerate(blade(area, name, "pupilonroll")):
        status = row["enrolstatus"]
        if status in ("S", "G"):
            continue
        months = ["Sep", "Nov"]
        entry = (int(row["entrydate"][:4]), months.index(row["entrydate"][5:8]))
        school = schools[row["schoolcensustableid"]]
        order = (["C", "M", "F", "O", ""].index(status) or 1, -entry[0], -entry[1])
        rank = (*order, school["lea"] + school["estab"], place)
        key = row["upn"] or f"row {place}"
        if key not in best or rank < best[key][0]:
            best[key] = (rank, {**row, "urn": school["urn"]})
    return {key: row for key, (_, row) in best.items()}


PROVISIONS = {"E": "plan", "S": "plan", "K": "support", "A": "support", "P": "support"}


@pytest.mark.parametrize("year", [2023, 2024, 2025])
def test_pupils_are_those_of_the_files(
    area: Path, whole: Mapping[Key, Mapping[str, float]], year: int
) -> None:
    period = f"{year - 1}{year % 100}"
    pupils = pupils_of(area, f"{year}_spring").values()
    provisions = Counter(PROVISIONS.get(row["senprovision"]) for row in pupils)
    for name, number in (
        ("pupils_with_ehc_plan", provisions["plan"]),
        ("pupils_on_sen_support", provisions["support"]),
        ("pupils_with_sen", provisions["plan"] + provisions["support"]),
    ):
        cell = whole[name, period, "Total", "Total"]
        assert (cell["numerator"], cell["denominator"]) == (number, len(pupils))
        assert cell["indicator_value"] == 100 * number / len(pupils)
    sexes = Counter(row["gender" if year < 2024 else "sex"] for row in pupils)
    for code, label in (("M", "Male"), ("F", "Female"), ("", "Unknown")):
        cell = whole["pupils_with_sen", period, "Sex", label]
        assert cell["denominator"] == sexes[code]


def test_needs_are_those_of_the_files(area: Path, whole: Mapping[Key, Mapping[str, float]]) -> None:
    needs: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in blade(area, "2025_spring", "senneeds"):
        if row["sentyperank"] == "1":
            order = int(row["senneedsorderseqcolumn"])
            needs[row["pupilonrolltableid"]].append((order, row["sentype"]))
    pupils = pupils_of(area, "2025_spring").values()
    first = Counter(
        min(needs[row["pupilonrolltableid"]])[1]
        for row in pupils
        if row["senprovision"] == "K" and needs[row["pupilonrolltableid"]]
    )
    del first["NSA"], first["QQQ"]
    for code, label in (
        ("SEMH", "Social, emotional and mental health"),
        ("SLCN", "Speech, language and communication needs"),
        ("ASD", "Autistic spectrum disorder"),
    ):
        cell = whole["sen_support_by_primary_need", "202425", "Primary need", label]
        assert (cell["numerator"], cell["denominator"]) == (first[code], first.total())


def test_suspensions_and_absence_are_those_of_the_files(
    area: Path, whole: Mapping[Key, Mapping[str, float]]
) -> None:
    numbers = {
        row["pupilonrolltableid"]: row["upn"] for row in blade(area, "2025_spring", "pupilonroll")
    }
    gone = {
        row["pupilnolongeronrolltableid"]: row["upn"]
        for row in blade(area, "2025_spring", "pupilnolongeronroll")
    }
    told = {
        (numbers[row["pupilonrolltableid"]], row["startdate"])
        for row in blade(area, "2025_spring", "termlyexclusionsonroll")
        if row["category"] == "SUSP"
    } | {
        (gone[row["pupilnolongeronrolltableid"]], row["startdate"])
        for row in blade(area, "2025_spring", "termlyexclusionsoffroll")
        if row["category"] == "SUSP"
    }
    assert whole["suspension_rate", "202425", "Total", "Total"]["numerator"] == len(told)
    pupils = whole["pupils_suspended", "202425", "Total", "Total"]["numerator"]
    assert pupils == len({number for number, _ in told})
    possible = absent = 0
    for row in blade(area, "2025_spring", "pupilonroll"):
        possible += int(row["termlysessionspossible"] or 0)
    for row in blade(area, "2025_spring", "termlysessiondetailsonroll"):
        absent += int(row["sessions"]) if row["attendancereason"] in ABSENCE else 0
    cell = whole["overall_absence", "202425", "Total", "Total"]
    assert (cell["numerator"], cell["denominator"]) == (absent, possible)


def test_autumn_is_about_the_academic_year_before(
    area: Path, whole: Mapping[Key, Mapping[str, float]]
) -> None:
    possible = 0
    for name in ("2024_spring", "2024_autumn"):
        for row in blade(area, name, "pupilonroll"):
            possible += int(row["termlysessionspossible"] or 0)
    assert whole["overall_absence", "202324", "Total", "Total"]["denominator"] == possible


def test_results_are_those_of_the_files(
    area: Path, whole: Mapping[Key, Mapping[str, float]]
) -> None:
    best: dict[str, tuple[tuple[int, int], Mapping[str, str]]] = {}
    for place, row in enumerate(flat(area, "results/ks2_2023_2024.csv")):
        if row["LARES"] == "1":
            rank = ("UAF".index(row["VERSION"]), place)
            key = row["UPN"] or f"row {place}"
            best[key] = max(best.get(key, (rank, row)), (rank, row), key=lambda one: one[0])
    rows = [row for _, row in best.values() if row["ELIGRWM"] == "1"]
    census = pupils_of(area, "2024_spring")
    codes = [census[row["UPN"]]["senprovision"] if row["UPN"] in census else row["SENTYPE"]
             for row in rows]  # fmt: skip
    for code, label in (("K", "SEN support"), ("N", "No SEN")):
        met = [row["RWMEXP"] == "1" for row, own in zip(rows, codes, strict=True) if own == code]
        cell = whole["ks2_rwm_expected", "202324", "SEN provision", label]
        assert (cell["numerator"], cell["denominator"]) == (sum(met), len(met))


def test_points_are_those_of_the_files(
    area: Path, whole: Mapping[Key, Mapping[str, float]]
) -> None:
    best: dict[str, tuple[tuple[int, int], Mapping[str, str]]] = {}
    for place, row in enumerate(flat(area, "results/ks4_2023_2024.csv")):
        if row["KS4_LARES"] == "1":
            rank = ("UAF".index(row["KS4_VERSION"]), place)
            key = row["KS4_UPN"] or f"row {place}"
            best[key] = max(best.get(key, (rank, row)), (rank, row), key=lambda one: one[0])
    rows = [row for _, row in best.values()]
    cell = whole["attainment_8", "202324", "Total", "Total"]
    tenths = sum(int(row["KS4_ATT8"].replace(".", "")) for row in rows)
    assert (cell["numerator"], cell["denominator"]) == (tenths / 10, len(rows))
    groups = ("EHC plan", "SEN support", "No SEN", "Unknown")
    progress = [whole.get(("progress_8", "202324", "SEN provision", one), {}) for one in groups]
    included = [row for row in rows if row["KS4_INP8CALC"] == "1"]
    assert sum(one.get("denominator", 0) for one in progress) == len(included)
    assert not [key for key in whole if key[:2] == ("progress_8", "202425")]
    for grade in (4, 5):
        reached = Counter(row[f"KS4_L2BASICS_9{grade}"] for row in rows)["1"]
        topic = f"Grade {grade} and above by SEN provision"
        parts = [whole.get(("english_maths_grade", "202324", topic, one), {}) for one in groups]
        assert sum(one.get("numerator", 0) for one in parts) == reached


def test_early_results_are_those_of_the_files(
    area: Path, whole: Mapping[Key, Mapping[str, float]]
) -> None:
    for file, key, outcome, met, out, name in (
        ("eyfsp", "FSP_", "FSP_GLD", "1", "", "eyfsp_good_development"),
        ("phonics", "Phonics_", "Phonics_PHONICS_OUTCOME", "Wa", "L", "phonics_expected"),
    ):
        last: dict[str, tuple[tuple[int, int], str]] = {}
        for place, row in enumerate(flat(area, f"results/{file}_2024_2025.csv")):
            number = row[f"{key}UPN"] or f"row {place}"
            rank = ("UAF".index(row[f"{key}VERSION"]), place)
            last[number] = max(last.get(number, (rank, row[outcome])), (rank, row[outcome]))
        outcomes = Counter(found for _, found in last.values() if found != out)
        cell = whole[name, "202425", "Total", "Total"]
        assert (cell["numerator"], cell["denominator"]) == (outcomes[met], outcomes.total())


def test_plan_holders_after_school_are_those_of_the_files(
    area: Path, whole: Mapping[Key, Mapping[str, float]]
) -> None:
    last = {
        row["UPN"] or row["ULN"] or row["Young_Person_ID"]: row
        for row in flat(area, "nccis/nccis_2025_04.csv")
    }
    held = [
        row["Current_Activity_Code"]
        for row in last.values()
        if row["SEND_Flag"] == "Y" and row["DOB"][:1].isdigit()
    ]
    counted = [code for code in held if code not in ("710", "290", "130")]
    cell = whole["ehcp_post16_neet", "2025", "Total", "Total"]
    neet = sum(code[:2] in ("61", "62", "63", "64", "65", "66", "67", "68") for code in counted)
    assert (cell["numerator"], cell["denominator"]) == (neet, len(counted))


def test_months_are_those_of_the_files(
    area: Path, whole: Mapping[Key, Mapping[str, float]]
) -> None:
    cohort = 0
    for month in ("2024_12", "2025_01", "2025_02"):
        last = {
            row["UPN"] or row["ULN"] or row["Young_Person_ID"]: row
            for row in flat(area, f"nccis/nccis_{month}.csv")
        }
        for row in last.values():
            day, _, rest = row["DOB"].partition("/")
            if day.isdigit() and row["Current_Activity_Code"] not in ("710", "290", "130"):
                turned = int(rest[3:]) + (rest[:2] >= "09")
                cohort += 2024 - turned in (16, 17)
    cell = whole["neet_or_not_known_16_17", "2025", "Total", "Total"]
    assert cell["denominator"] == cohort / 3


def test_smaller_areas_add_up_to_the_whole(area: Path) -> None:
    rows = json.loads((area / "truth.json").read_text(encoding="utf-8"))
    sums: Counter[tuple[str, str]] = Counter()
    for row in rows:
        if row["indicator_id"] == "pupils_with_sen" and row["breakdown"] == "Total":
            sums[row["geographic_level"], row["time_period"]] += row["denominator"]
    for period in ("202223", "202324", "202425"):
        assert len({sums[level, period] for level in ("Local authority", "Locality", "ICB")}) == 1
    places = {row["area_code"] for row in rows if row["geographic_level"] == "Locality"}
    assert "locality-not-known" in places
    with (area / "inbox" / "localities.csv").open(encoding="utf-8", newline="") as file:
        listed = {f"locality-{row['locality_code']}" for row in csv.DictReader(file)}
    assert places - {"locality-not-known"} <= listed
