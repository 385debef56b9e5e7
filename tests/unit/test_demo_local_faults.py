"""What is wrong in real extracts is planted in the demonstration's, each way at least once."""

import csv
import io
from collections import Counter
from pathlib import Path

import pytest

from tests.fixtures_demo_local import YEARS, blade, write


@pytest.fixture(scope="module")
def area(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("area"), YEARS)


def test_pupils_are_registered_twice_in_every_way(area: Path) -> None:
    rolls = blade(area, "2025_spring", "pupilonroll")
    statuses = Counter(row["enrolstatus"] for row in rolls)
    assert {"C", "M", "S", "G", "F", "O", ""} <= set(statuses)
    by_number: dict[str, list[str]] = {}
    for row in rolls:
        by_number.setdefault(row["upn"], []).append(row["enrolstatus"])
    pairs = Counter(tuple(sorted(found)) for number, found in by_number.items() if number)
    assert pairs["M", "S"] == statuses["S"] == statuses["M"]
    assert pairs["C", "C"] == 2
    assert pairs["C", "F"] == 1
    assert sum(row["upn"] == "" for row in rolls) == 1


def test_needs_are_wrong_in_every_way(area: Path) -> None:
    rolls = {row["pupilonrolltableid"]: row for row in blade(area, "2025_spring", "pupilonroll")}
    needs: dict[str, list[tuple[str, str]]] = {}
    for row in blade(area, "2025_spring", "senneeds"):
        needs.setdefault(row["pupilonrolltableid"], []).append((row["sentyperank"], row["sentype"]))
    ranks = {pupil: sorted(rank for rank, _ in found) for pupil, found in needs.items()}
    provisions = {pupil: row["senprovision"] for pupil, row in rolls.items()}
    assert set(needs) - set(rolls)  # needs without a pupil
    assert any(provisions[one] == "K" for one in set(rolls) - set(needs))
    assert any(provisions.get(one) == "N" for one in needs)
    assert ["1", "2"] in ranks.values()
    assert ["1", "1"] in ranks.values()
    assert ["2"] in ranks.values()
    codes = Counter(code for found in needs.values() for _, code in found)
    assert codes["QQQ"] == 1
    assert "BESD" not in codes
    first = blade(area, "2023_spring", "senneeds")
    assert "BESD" in {row["sentype"] for row in first}
    assert "DS" not in {row["sentype"] for row in first}
    old = {row["senprovision"] for row in blade(area, "2023_spring", "pupilonroll")}
    assert old == {"N", "E", "K", "S", "A", "P", ""}


def test_dates_and_exclusions_are_wrong_in_every_way(area: Path) -> None:
    born = [row["dob"] for row in blade(area, "2025_spring", "pupilonroll")]
    assert "31/13/2012" in born
    assert "2025-Feb-11 00:00:00" in born  # after the census
    exclusions = blade(area, "2025_spring", "termlyexclusionsonroll")
    told = Counter((row["pupilonrolltableid"], row["startdate"]) for row in exclusions)
    assert max(told.values()) == 2
    assert "DS" in {row["reason1"] for row in exclusions}
    assert {row["category"] for row in exclusions} == {"SUSP", "LNCH"}


def test_an_early_delivery_says_otherwise(area: Path) -> None:
    folder = area / "inbox" / "school_census" / "2024_spring_first_delivery"
    text = (folder / "2024_spring_pupilonroll.csv").read_text(encoding="utf-8")
    rows = [{k.lower(): v for k, v in row.items()} for row in csv.DictReader(io.StringIO(text))]
    assert {row["senprovision"] for row in rows} == {"K"}
    made = {row["datetime"] for row in blade(area, "2024_spring", "schoolcensus")}
    assert made == {"2024-Feb-26 00:00:00"}
