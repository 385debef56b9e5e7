"""The demonstration's files by SEN provision: what they say adds up, within and between them."""

from __future__ import annotations

import csv
import gzip
from collections import Counter, defaultdict
from pathlib import Path

import duckdb
import pytest

from pipeline.demo import layouts, layouts_by_sen, write_demo_area

Row = dict[str, str]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_demo_area(tmp_path_factory.mktemp("by-sen") / "area") / "published"


def rows(folder: Path, name: str) -> list[Row]:
    raw = (folder / name).read_bytes()
    text = (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")
    return list(csv.DictReader(text.splitlines()))


def lait(folder: Path, code: str, years: str) -> dict[str, float]:
    """Give a measure of one year by area."""
    with duckdb.connect() as con:
        return dict(
            con.execute(
                'select "LA and Regions", "Values"::double from '
                f"'{folder / layouts.LAIT_FILE}' "
                'where "Short Desc" = ? and Years = ? and "Values" <> \'-\'',
                [code, years],
            ).fetchall()
        )


def test_the_files_stay_small(published: Path) -> None:
    sizes = [(published / name).stat().st_size for name in layouts_by_sen.BY_SEN]
    assert len(sizes) == 7
    assert sum(sizes) < 2_000_000


@pytest.mark.parametrize(
    "name", [layouts_by_sen.PROVISION_FILE, layouts_by_sen.NEED_FILE], ids=["provision", "need"]
)
def test_every_rate_is_of_one_council_and_group(published: Path, name: str) -> None:
    found = Counter(
        tuple(value for key, value in row.items() if key != "value")
        for row in rows(published, name)
    )
    assert len(found) > 2_000
    assert set(found.values()) == {1}


def test_no_sen_comes_twice_with_two_figures(published: Path) -> None:
    figures: dict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
    for row in rows(published, layouts_by_sen.PROVISION_FILE):
        if row["send_category"] == "No SEN" and row["metric"] == "sess_overall_percent":
            key = (row["time_period"], row["new_la_code"], row["education_phase"])
            figures[key][row["send_detail_display"]] = row["value"]
    both = [each for each in figures.values() if len(each) == 2]
    assert len(both) > 90
    assert all(each["SEN provision"] != each["SEN primary need"] for each in both)


def test_more_is_missed_than_by_those_who_miss_half(published: Path) -> None:
    values: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    for row in rows(published, layouts_by_sen.PROVISION_FILE):
        if row["education_phase"] == "Total" and row["send_detail_display"] == "SEN provision":
            key = (row["time_period"], row["time_identifier"], row["la_name"], row["send_category"])
            values[key][row["metric"]] = float(row["value"])
    for each in values.values():
        if "susp_rate" in each:
            assert each["one_plus_susp_rate"] <= each["susp_rate"]
        else:
            severe, persistent = (each[f"enrolments_pa_{n}_exact_percent"] for n in (50, 10))
            assert 0 <= severe <= persistent <= 100


@pytest.mark.parametrize(
    ("name", "groups"), [(layouts_by_sen.KS4_FILE, 4), (layouts_by_sen.POST16_FILE, 4)]
)
def test_destinations_add_up_and_councils_to_regions(
    published: Path, name: str, groups: int
) -> None:
    shares: dict[tuple[str, ...], dict[str, float]] = defaultdict(dict)
    cohorts: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row in rows(published, name):
        place = (row["time_period"], row["region_name"], row["characteristic"])
        shares[(*place, row["la_name"])][row["destination_raw"]] = float(row["% of pupils"])
        if row["destination_raw"] == "overall":
            cohorts[place][row["geographic_level"]] += int(row["cohort"])
    assert len(cohorts) == 2 * 3 * groups
    assert all(each["Local authority"] == each["Regional"] for each in cohorts.values())
    for each in shares.values():
        overall = each.pop("overall")
        assert sum(each.values()) == pytest.approx(100, abs=0.5)
        rest = each["all_notsust"] + each["all_unknown"]
        assert overall + rest == pytest.approx(100, abs=0.16)


def test_lait_names_a_destination_by_the_year_of_the_exams(published: Path) -> None:
    of_exams = lait(published, "SusEdOverall_SEN_Stat_incSpec", "2021")
    printed = {
        row["la_name"]: float(row["% of pupils"])
        for row in rows(published, layouts_by_sen.KS4_FILE)
        if row["time_period"] == "202122"
        and row["destination_raw"] == "overall"
        and row["characteristic"] == "EHC plan or Statement"
        and row["la_name"]
    }
    assert len(printed) == 16
    assert {name: of_exams[name] for name in printed} == printed


@pytest.mark.parametrize(
    ("name", "columns", "group"),
    [
        (layouts_by_sen.EYFSP_FILE, ("children_number", "gld_number"), "characteristic_type"),
        (
            layouts_by_sen.PHONICS_FILE,
            ("t_phonics_y1_eligible_pupils", "t_phonics_y1_met_expected_standard"),
            "characteristic",
        ),
    ],
)
def test_councils_add_up_to_regions_and_england(
    published: Path, name: str, columns: tuple[str, ...], group: str
) -> None:
    sums: dict[tuple[str, ...], Counter[str]] = defaultdict(Counter)
    for row in rows(published, name):
        for column in columns:
            key = (row["time_period"], row[group], row.get("gender", ""), column)
            sums[key][row["geographic_level"]] += int(float(row[column]))
    assert len(sums) >= 16
    for each in sums.values():
        assert each["Local authority"] == each["Regional"] == each["National"] > 0


def test_children_with_and_without_sen_are_all_children(published: Path) -> None:
    found = rows(published, layouts_by_sen.SOCIAL_CARE_FILE)
    assert any("c" in (row["t_SEN_support"], row["t_all_SEN"]) for row in found)
    for row in found:
        parts = [row["t_no_identified_SEN"], row["t_all_SEN"]]
        if "c" not in parts:
            assert sum(map(int, parts)) == int(row["t_pupils"])
        else:
            assert parts == ["c", "c"]


def test_lait_writes_the_year_of_suspensions_by_both_ends(published: Path) -> None:
    assert len(lait(published, "TotFixedEx", "2023/24")) == 17 + 3 + 1
    assert lait(published, "TotFixedEx", "2024") == {}
