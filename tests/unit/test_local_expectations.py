"""What is expected of the council's own tables: right rows pass, and each fault is counted."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipeline.extract.loader import create_raw_tables
from pipeline.project import project_dir
from pipeline.sources import load_registry
from pipeline.suites import load_suites
from pipeline.validate import Judge

SUITES = ("school_census", "sen2", "results", "nccis", "pupil_lists", "gias", "localities")
SECRET = "SECRET"
RIGHT = {
    "school_census__schoolcensus": [
        {
            "term": "SPR",
            "year": "2023",
            "referencedate": "2023-Jan-19",
            "lea": "501",
            "estab": school,
        }
        for school in ("2001", "2002")
    ],
    "school_census__school": [{"phase": "PS"}],
    "school_census__pupilonroll": [
        {"schoolcensustableid": "1", "upn": "a", "dob": "2012-05", "senprovision": "N"}
        | {"enrolstatus": "C", "ncyearactual": "6", "sex": "F"}
    ],
    "school_census__senneeds": [{"sentype": "ASD", "sentyperank": "1"}],
    "school_census__termlyexclusionsonroll": [{"category": "SUSP", "startdate": "2022-10-03"}],
    "school_census__termlysessiondetailsonroll": [{"sessions": "3"}],
    "sen2__sen2": [{"year": "2024", "referencedate": "2024-01-18", "lea": "501"}],
    "sen2__person": [{"personbirthdate": "2012-05", "upn": "a"}],
    "sen2__requests": [{"persontableid": "1", "receiveddate": "18/01/2023", "requestoutcome": "Y"}],
    "sen2__placementdetail": [{"placementrank": "1", "urn": "100000"}],
    "sen2__senneed": [{"sentype": "SEMH", "sentyperank": "2"}],
    "results__ks2": [{"acadyr": "2022/2023", "upn": "a", "eligrwm": "1", "rwmexp": "0"}],
    "results__ks4": [
        {"ks4_acadyr": "202223", "ks4_upn": "a", "ks4_att8": "45.5", "ks4_l2basics_94": "1"}
    ],
    "results__eyfsp": [{"fsp_acadyr": "2023", "fsp_upn": "a", "fsp_gld": "1"}],
    "results__phonics": [
        {"phonics_acadyr": "2022/23", "phonics_upn": "a", "phonics_phonics_outcome": "Wt"}
    ],
    "nccis__activities": [
        {"acadyr": "2024/2025", "monthno": "12", "current_activity_code": "210", "upn": "a"}
        | {"dob": "2007-05", "send_flag": "N"}
    ],
    "pupil_lists__pupils": [{"upn": "a", "senprovision": "K", "senneed1": "ASD - Autism"}],
    "gias__schools": [
        {"urn": urn, "la_code": la, "typeofestablishment_name": "Community school"}
        for urn, la in (("100001", "501"), ("100002", "599"))
    ],
    "localities__places": [
        {"locality": name, "urn": urn} for name, urn in (("East", "100001"), ("West", "100002"))
    ],
}


@pytest.fixture(scope="module")
def judge() -> Iterator[Judge]:
    with Judge.start() as started:
        yield started


@pytest.fixture(scope="module")
def right_warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a warehouse with a right row or two in the tables that are judged."""
    path = tmp_path_factory.mktemp("right") / "warehouse.duckdb"
    with duckdb.connect(str(path)) as con:
        create_raw_tables(con, load_registry(project_dir()), bytes(32))
        for table, rows in RIGHT.items():
            for row in rows:
                marks = ", ".join("?" * len(row))
                con.execute(
                    f"insert into raw.{table} ({', '.join(row)}) values ({marks})",
                    list(row.values()),
                )
    return path


@pytest.fixture
def warehouse(right_warehouse: Path, tmp_path: Path) -> Path:
    """Give a copy of it that a test may spoil."""
    return Path(shutil.copy(right_warehouse, tmp_path))


def test_right_rows_are_as_expected(judge: Judge, right_warehouse: Path) -> None:
    findings = judge.run(right_warehouse, SUITES)
    assert {found.table for found in findings} == {f"raw.{table}" for table in RIGHT}
    assert [found for found in findings if not found.success] == []


@pytest.mark.parametrize(
    ("table", "column", "wrong", "severities"),
    [
        ("school_census__schoolcensus", "year", SECRET, ["critical"]),
        ("school_census__schoolcensus", "estab", "2001", ["warning"]),
        ("school_census__school", "phase", SECRET, ["warning"]),
        ("school_census__pupilonroll", "schoolcensustableid", None, ["critical"]),
        ("school_census__pupilonroll", "senprovision", SECRET, ["critical", "warning"]),
        ("school_census__pupilonroll", "upn_problem", "form", ["warning"]),
        ("school_census__pupilonroll", "ncyearactual", SECRET, ["warning"]),
        ("school_census__senneeds", "sentype", SECRET, ["warning"]),
        ("school_census__termlyexclusionsonroll", "category", SECRET, ["warning"]),
        ("school_census__termlysessiondetailsonroll", "sessions", SECRET, ["warning"]),
        ("sen2__sen2", "lea", SECRET, ["warning"]),
        ("sen2__person", "upn", None, ["warning"]),
        ("sen2__requests", "receiveddate", SECRET, ["critical", "warning"]),
        ("sen2__placementdetail", "urn", None, ["warning"]),
        ("sen2__senneed", "sentyperank", SECRET, ["warning"]),
        ("results__ks2", "acadyr", SECRET, ["critical", "warning"]),
        ("results__ks2", "rwmexp", SECRET, ["warning"]),
        ("results__ks4", "ks4_att8", SECRET, ["warning"]),
        ("results__eyfsp", "fsp_gld", SECRET, ["warning"]),
        ("results__phonics", "phonics_phonics_outcome", SECRET, ["warning"]),
        ("nccis__activities", "acadyr", None, ["critical", "warning"]),
        ("nccis__activities", "current_activity_code", SECRET, ["critical", "warning"]),
        ("nccis__activities", "upn", None, ["warning"]),
        ("nccis__activities", "send_flag", None, ["warning"]),
        ("pupil_lists__pupils", "senneed1", SECRET, ["warning"]),
        ("gias__schools", "la_code", "501", ["warning"]),
        ("localities__places", "urn", None, ["critical", "warning", "warning"]),
    ],
)
def test_a_fault_is_counted_and_its_value_is_not_told(
    judge: Judge,
    warehouse: Path,
    table: str,
    column: str,
    wrong: str | None,
    severities: list[str],
) -> None:
    with duckdb.connect(str(warehouse)) as con:
        con.execute(f"update raw.{table} set {column} = ?", [wrong])
    findings = judge.run(warehouse, [table.split("__")[0]])
    found = [finding for finding in findings if not finding.success]
    assert [item.table for item in found] == [f"raw.{table}"] * len(severities)
    assert sorted(item.severity for item in found) == severities
    if table != "school_census__schoolcensus":  # a return's year names its batch, and is no child's
        assert SECRET not in repr(found)


def test_the_codes_of_activities_and_outcomes_are_those_of_the_lists() -> None:
    for table, column, seed in (
        ("nccis__activities", "activity_is_known", "nccis_activities"),
        ("results__phonics", "is_said", "phonics_outcomes"),
    ):
        lines = (project_dir() / f"seeds/reference/{seed}.csv").read_text(encoding="utf-8")
        codes = [line.split(",")[0] for line in lines.splitlines()[1:]]
        [suite] = [
            suite for suite in load_suites(project_dir(), SUITES) if suite.table == f"raw.{table}"
        ]
        listed = suite.derive[column].split(" in (")[1]
        assert sorted(part for part in listed.split("'")[1::2] if part) == sorted(codes)
