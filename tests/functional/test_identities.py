"""The identities, over every local authority of the real published files.

What breaks one must be a fault that is known, each with its cause; docs/identities.md counts them.
"""

from __future__ import annotations

import csv
import gzip
import io
import re
import zipfile
from pathlib import Path

import duckdb
import pytest

from tests.functional.conftest import Built

pytestmark = pytest.mark.real_data

YORKSHIRE = {
    *("370", "371", "372", "373", "380", "381", "382", "383"),
    *("384", "810", "811", "812", "813", "815", "816"),
}
MISCODED = {"891", "928", "892", "873", "823"}


@pytest.fixture(scope="module")
def warehouse(north_yorkshire: Built) -> duckdb.DuckDBPyConnection:
    return duckdb.connect(str(north_yorkshire.warehouse), read_only=True)


def failures(warehouse: duckdb.DuckDBPyConnection, condition: str) -> list[tuple[object, ...]]:
    return warehouse.execute(
        "select identity_id, time_period, area_code from quality.int_identity_failures "
        f"where {condition}"
    ).fetchall()


def file_check(warehouse: duckdb.DuckDBPyConnection, check: str) -> tuple[int, int]:
    row = warehouse.execute(
        "select sum(checked)::bigint, sum(failed)::bigint "
        "from quality.int_file_checks where check_id = ?",
        [check],
    ).fetchall()[0]
    return (row[0], row[1])


def test_every_failure_has_a_known_cause(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert failures(warehouse, "cause = 'not known'") == []


def test_every_known_cause_is_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    unused = warehouse.execute(
        "select explanation_id from reference.identity_explanations as e where not exists ("
        "select 1 from quality.int_identity_failures as f "
        "where f.explanation_id = e.explanation_id)"
    ).fetchall()
    assert unused == []


def test_the_regional_total_in_the_rows_of_its_councils_is_found(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = failures(warehouse, "identity_id = 'below_region'")
    assert {(period, area) for _, period, area in found} == {("2022", a) for a in YORKSHIRE}


def test_every_other_sum_of_new_plans_holds(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = failures(
        warehouse,
        "measure = 'new_ehc_plans' and identity_id in "
        "('breakdowns_sum_to_total', 'settings_sum_to_new_plans')",
    )
    assert {period for _, period, _ in found} == {"2022"}
    assert {area for _, _, area in found} == YORKSHIRE | {"E12000003", "E92000001"}


def test_codes_of_other_dates_are_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = dict(
        warehouse.execute(
            "select area_code, explanation from quality.int_file_checks "
            "where check_id = 'code_of_its_time' and failed > 0"
        ).fetchall()
    )
    assert "E10000023" in found["815"]
    assert "E06000065" in found["815"]
    assert {"825", "929", "933", "390"} <= set(found)


def test_the_five_wrong_codes_of_the_tribunal_table_are_found(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    found = failures(warehouse, "identity_id = 'code_matches_name'")
    assert {area for _, _, area in found} == MISCODED


def test_appealable_decisions_add_up_as_often_as_they_do(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    # Of the 144 that can be joined by the printed codes, 91 add up exactly and 132 within 1 %.
    # Five of the codes are wrong, and five are of another date: by code and name there are 149.
    rows = warehouse.execute(
        "select miss, found_value from quality.int_identity_results "
        "where identity_id = 'appealable_decisions_add_up' "
        "and time_period = '2024' and geographic_level = 'Local authority'"
    ).fetchall()
    assert len(rows) == 149
    assert sum(miss == 0 for miss, _ in rows) == 93
    assert sum(abs(miss) <= 0.01 * found for miss, found in rows) == 138


def test_headers_that_are_not_plain_are_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    notes = " ".join(
        text
        for (text,) in warehouse.execute(
            "select explanation from quality.int_file_checks where check_id = 'header_is_plain'"
        ).fetchall()
        if text
    )
    assert "byte-order mark" in notes
    assert "a name stands twice: review_meeting_prior_24" in notes
    assert "number_decsion_4weeks" in notes
    assert "org_arrangments" in notes


def test_januaries_under_another_label_are_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    checked, failed = file_check(warehouse, "january_is_academic_year")
    assert checked == failed > 0


def test_symbols_years_and_noise_of_the_interactive_tool_are_found(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    assert file_check(warehouse, "reasons_are_told_apart")[1] == 93_883
    spellings, odd = file_check(warehouse, "years_are_written_alike")
    assert spellings == 65
    assert 0 < odd < spellings
    assert file_check(warehouse, "numbers_are_exact")[1] > 0


def test_labels_of_needs_and_a_new_need_are_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    assert file_check(warehouse, "needs_have_one_label")[1] > 0
    new = warehouse.execute(
        "select explanation from quality.int_file_checks where check_id = 'needs_of_every_year'"
    ).fetchall()
    assert new == [("New in 202425: down syndrome count.",)]


def test_a_quoted_field_far_down_loses_no_row(
    warehouse: duckdb.DuckDBPyConnection, shared_data: Path
) -> None:
    file = shared_data / "data/published/pupils/spc_pupils_fsm_ethnicity_yrgp.data.csv.gz"
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        rows = sum(1 for _ in csv.reader(stream)) - 1
    loaded = warehouse.execute(
        "select row_count from raw.files where file_name like '%spc_pupils%data.csv.gz'"
    ).fetchall()
    assert loaded == [(rows,)]


def test_returns_of_totals_only_are_found(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute(
        "select area_code from quality.int_file_checks "
        "where check_id = 'parts_are_there' and failed > 0 "
        "and table_name = 'caseload' and time_period = '202324'"
    ).fetchall()
    assert {area for (area,) in found} == {"204", "874"}
    expected, total = warehouse.execute(
        "select expected_value, found_value from quality.int_identity_failures "
        "where identity_id = 'settings_sum_to_plans' and area_code = 'E92000001'"
    ).fetchall()[0]
    assert (expected, total) == (572_829, 576_474)


def test_small_cells_in_the_open_are_counted(
    warehouse: duckdb.DuckDBPyConnection, shared_data: Path
) -> None:
    release = shared_data / "data/published/ehc_plans/education-health-and-care-plans_2025.zip"
    with zipfile.ZipFile(release) as archive:
        name = next(n for n in archive.namelist() if n.endswith("sen_needs_all_plans.csv"))
        with archive.open(name) as raw:
            rows = csv.DictReader(io.TextIOWrapper(raw, encoding="utf-8-sig", newline=""))
            small = sum(
                re.fullmatch("[1-4]", cell) is not None
                for row in rows
                if row["geographic_level"] == "Local authority"
                for column, cell in row.items()
                if re.fullmatch("number_[a-z]{2,4}|number_need_unknown", column)
            )
    assert file_check(warehouse, "no_small_cells") == (167_414, small) == (167_414, 43_673)


def test_every_council_has_a_result_for_the_identities_of_its_figures(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    councils = dict(
        warehouse.execute(
            "select identity_id, count(*) from marts.fct_identities_by_area "
            "where geographic_level = 'Local authority' group by 1"
        ).fetchall()
    )
    for identity in ("settings_sum_to_plans", "needs_sum_to_plans", "stock_and_flow"):
        assert councils[identity] >= 153
    unexplained = warehouse.execute(
        "select sum(failed - explained) from marts.fct_identities_by_area"
    ).fetchall()
    assert unexplained == [(0,)]
