"""The demonstration area: what it writes is in the official layouts, adds up, and names nobody."""

import csv
import gzip
import hashlib
import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from python_calamine import CalamineWorkbook

from pipeline.demo import Extracts, layouts, nhs_files, write_demo_area
from pipeline.demo.money_layouts import CSV_FILES, GRANT_FILES, GRANT_SHEET, OUTTURN_FILE
from pipeline.demo.tribunal import figures_header, years_header
from pipeline.errors import InputError
from pipeline.extract.sheets import read_sheets
from pipeline.settings import load_settings

Query = Callable[[str], list[Any]]
PLANS_2025 = "education-health-and-care-plans_2025.zip"
PLANS_2022 = "education-health-and-care-plans_2022.zip"
TRIBUNAL = "supporting-files/SEND Tribunals and appeal rate 2014-2024.csv"
NEIGHBOURS = ("sn_may_2025.xlsx", "sn_april_2021.xlsx")
HOME_REGION = (
    "Brackenford", "Fellmarch", "Garthshire", "Holmsea", "Millstone Valley", "Ousterby, City of",
)  # fmt: skip
TABLES_2025 = [name[5:-4] for name in layouts.PLANS_2025 if name.startswith("data/")]
TABLES_2022 = [name[5:-4] for name in layouts.PLANS_2022]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_demo_area(tmp_path_factory.mktemp("empty")) / "published"


@pytest.fixture(scope="module")
def query(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Query]:
    """Give a function that asks the written files, each a table of text named like the file."""
    loose = tmp_path_factory.mktemp("loose")
    with duckdb.connect() as connection:
        connection.execute("create macro n(text) as coalesce(try_cast(text as bigint), 0)")
        connection.execute(
            "create macro half_up(part, whole) as floor(1000 * part / whole + 0.5) / 10"
        )
        for name, text in texts(published):
            if name == TRIBUNAL or not name.endswith((".csv", ".csv.gz")):
                continue
            table = Path(name).name.split(".")[0]
            (loose / f"{table}.csv").write_text(text, encoding="utf-8", newline="")
            how = "header=true, all_varchar=true, quote='\"'"
            source = f"read_csv('{loose}/{table}.csv', {how})"
            connection.execute(f'create table "{table}" as from {source}')
        connection.execute(f"create table lait as from '{published / layouts.LAIT_FILE}'")
        yield lambda sql: connection.execute(sql).fetchall()


def content(folder: Path, name: str, member: str = "") -> str:
    """Give the text of a file, unpacked."""
    raw = (folder / name).read_bytes()
    if member:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            raw = archive.read(member)
    return (gzip.decompress(raw) if name.endswith(".gz") else raw).decode("utf-8")


def texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Give the text of everything in the folder, by file or member."""
    for path in sorted(folder.rglob("*")):
        if path.suffix == ".zip":
            with zipfile.ZipFile(path) as archive:
                yield from ((one, archive.read(one).decode()) for one in archive.namelist())
        elif path.suffix == ".parquet":
            yield path.name, "\n".join(map(str, parquet(path)))
        elif path.name in NEIGHBOURS:
            yield path.name, "\n".join(map(str, sheet(path.parent, path.name)))
        elif path.suffix in (".xlsx", ".ods"):
            yield path.name, str(read_sheets(path, path.name))
        elif path.is_file():
            yield path.name, content(path.parent, path.name)


def parquet(path: Path, how: str = "") -> list[tuple[Any, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(f"{how} from '{path}'").fetchall()


def sheet(folder: Path, name: str) -> list[list[object]]:
    book = CalamineWorkbook.from_path(folder / name)
    assert book.sheet_names == ["LA SN Groups"]
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def expected_headers() -> dict[str, str]:
    listed = {**layouts.PLANS_2025, **layouts.PLANS_2022, **layouts.FLAT, **nhs_files.LAYOUTS}
    listed |= CSV_FILES
    listed |= dict(layouts.NEET.values())
    listed[layouts.PUPILS_WITH_PLANS_FILE] = layouts.PUPILS_WITH_PLANS
    return {
        name: "\ufeff" * one.bom + ",".join(one.columns) + one.newline.rstrip("\n")
        for name, one in listed.items()
    }


# --- the folder -----------------------------------------------------------------------------------


def test_two_runs_write_the_same_bytes(published: Path, tmp_path: Path) -> None:
    again, first = write_demo_area(tmp_path / "again"), published.parent
    files = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert files == sorted(path.relative_to(again) for path in again.rglob("*") if path.is_file())
    for file in files:
        one, other = (hashlib.sha256((root / file).read_bytes()) for root in (first, again))
        assert one.digest() == other.digest(), file


def test_the_folder_is_an_area_that_says_it_is_a_demonstration(published: Path) -> None:
    settings = load_settings(published.parent)
    assert (settings.la_code, settings.area_name) == ("501", "Fellmarch")
    assert (settings.neighbours, settings.disclosure_preset) == ("dfe-2025", "council-1-4")
    assert settings.is_demonstration
    for folder in ("inbox", "commentary"):
        assert [path.name for path in (published.parent / folder).iterdir()] == ["README.md"]
    assert settings.editions_dir == published.parent / "editions"
    assert list(settings.editions_dir.iterdir()) == []


@pytest.mark.parametrize("make", [Path.touch, lambda path: (path / "kept").mkdir(parents=True)])
def test_a_folder_that_is_not_empty_is_refused(
    make: Callable[[Path], None], tmp_path: Path
) -> None:
    make(tmp_path / "area")
    with pytest.raises(InputError, match="not empty.*choose another folder"):
        write_demo_area(tmp_path / "area")


# --- the layouts ----------------------------------------------------------------------------------


def test_every_header_is_that_of_its_layout(published: Path) -> None:
    first_lines = {name: text.split("\n", 1)[0] for name, text in texts(published)}
    expected = expected_headers()
    assert {name: first_lines[name] for name in expected} == expected
    dictionary = csv.reader(io.StringIO(content(published, layouts.LAIT_DICTIONARY_FILE)))
    assert tuple(next(dictionary)) == layouts.LAIT_DICTIONARY
    schema = parquet(published / layouts.LAIT_FILE, "describe")
    assert [name for name, *_ in schema] == list(layouts.LAIT_COLUMNS)
    assert [kind for _, kind, *_ in schema] == ["VARCHAR"] * 5 + ["DOUBLE", "VARCHAR"]


@pytest.mark.real_data
def test_every_header_is_that_of_the_real_file(published: Path, shared_data: Path) -> None:
    where = {path.name: path.parent for path in (shared_data / "data" / "published").rglob("*")}
    for name, header in expected_headers().items():
        release = PLANS_2022 if name in layouts.PLANS_2022 else PLANS_2025
        is_member = name.startswith(("data/", "supporting-files/"))
        file, member = (release, name) if is_member else (name, "")
        assert content(where[file], file, member).split("\n", 1)[0] == header, name
    for name in NEIGHBOURS:
        written, official = (sheet(folder, name)[:3] for folder in (published, where[name]))
        assert written == [row[:25] for row in official]
    pages = [content(folder, PLANS_2025, TRIBUNAL) for folder in (published, where[PLANS_2025])]
    mine, real = (list(csv.reader(io.StringIO(page)))[:5] for page in pages)
    assert mine == real
    assert mine[3:] == [years_header(), figures_header()]
    name = layouts.LAIT_FILE
    assert parquet(published / name, "describe") == parquet(where[name] / name, "describe")


@pytest.mark.real_data
def test_the_workbooks_of_money_have_the_headings_of_the_real_ones(
    published: Path, shared_data: Path
) -> None:
    real = shared_data / "data" / "published" / "finance"
    for name in GRANT_FILES.values():
        mine, official = (read_sheets(f / name, name)[GRANT_SHEET][:4] for f in (published, real))
        for own, printed in zip(mine, official, strict=True):
            assert [cell.strip() for cell in own] == [cell.strip() for cell in printed], name
    mine, official = (
        read_sheets(folder / OUTTURN_FILE, OUTTURN_FILE)["Sheet1"][:5]
        for folder in (published, real)
    )
    for own, printed in zip(mine, official, strict=True):
        for place, cell in enumerate(own):
            assert cell in ("", printed[place]) or printed[place].startswith(cell), (place, cell)
    assert mine[3][60:87] == official[3][60:87]
    assert mine[4][1:5] == official[4][1:5]


@pytest.mark.real_data
def test_no_real_area_is_named(published: Path, shared_data: Path) -> None:
    real: set[str] = set()
    for name in ("dfeR_la_code_vintages.csv", "dfe_qa_las.csv", "dfe_qa_regions.csv"):
        text = content(shared_data / "data" / "published" / "areas", name)
        for row in csv.DictReader(io.StringIO(text)):
            for column in ("la_name", "region_name", "new_la_code", "region_code"):
                real |= set(row.get(column, "").split(" / "))
    real -= {"", "z", "Reading"}  # "reading, writing and maths" is no place: see below
    for label, text in texts(published.parent):
        lowered = text.lower()
        for name in sorted(real):
            if name.lower() in lowered:
                assert not re.search(rf"\b{re.escape(name)}\b", text, re.IGNORECASE), (label, name)
        assert not re.search(r"(^|[,'\"])reading(['\",]|$)", text, re.IGNORECASE | re.M), label


def test_every_authority_has_ten_neighbours_of_its_time(published: Path) -> None:
    for name, count in zip(NEIGHBOURS, (18, 16), strict=True):
        listed = sheet(published, name)[3:]
        assert len(listed) == count
        assert all(len({row[0], *row[5:25:2]}) == 11 for row in listed)


# --- parts and wholes -----------------------------------------------------------------------------


def misses_of_sums(query: Query, table: str, keys: str) -> list[Any]:
    """Give the periods and counts in which the authorities or the regions do not sum to England."""
    keys = f"time_period, {keys}".rstrip(", ")
    return query(f"""
        with long as (
            unpivot (from "{table}" select * exclude (
                time_identifier, country_code, country_name, region_code, region_name,
                old_la_code, new_la_code, la_name
            )) on columns(* exclude (geographic_level, {keys})) into name measure value value
        )
        select {keys}, measure,
            sum(n(value)) filter (geographic_level = 'Local authority') as authorities,
            sum(n(value)) filter (geographic_level = 'Regional') as regions,
            sum(n(value)) filter (geographic_level = 'National') as england
        from long
        where not regexp_matches(lower(measure), '^pc_|_pc$|rate$|^dco|^dmo|percent')
        group by all
        having not (authorities = regions and regions = england)
    """)


@pytest.mark.parametrize("table", TABLES_2025)
def test_areas_add_up_in_2025(query: Query, table: str) -> None:
    misses = misses_of_sums(query, table, "breakdown_topic, breakdown")
    planted = [("2022", "New EHC plans", "New EHC plans", "new_ehc_plans")]
    assert [miss[:4] for miss in misses] == (planted if table == "newplans" else [])


@pytest.mark.parametrize("table", TABLES_2022)
def test_areas_add_up_in_2022(query: Query, table: str) -> None:
    keys = {"age": "characteristic_age", "estab": "establishment_type, establishment_group"}
    assert not misses_of_sums(query, table, keys.get(table.split("_")[1], ""))


def test_areas_add_up_in_the_pupil_file(query: Query) -> None:
    keys = "phase_type_grouping, characteristic_group, characteristic, fsm_eligibility"
    assert not misses_of_sums(query, "spc_pupils_fsm_ethnicity_yrgp", keys)


def test_residents_add_up(query: Query) -> None:
    assert not query("""
        select time_period,
            sum(n(population_estimate)) filter (geographic_level like 'Local%') as authorities,
            sum(n(population_estimate)) filter (geographic_level = 'Regional') as regions,
            sum(n(population_estimate)) filter (geographic_level = 'National') as england
        from "ons_mid-year_population_estimates_2012_to_2024"
        group by all
        having not (authorities = regions and regions = england)
    """)
    ages = " + ".join(f'"{age}"::double' for age in range(90))
    found = query(f"""
        select count(*), count(*) filter (total_population::double != {ages} + "90+"::double)
        from humaniverse_utla_single_year_of_age_2019_2020
    """)
    assert found == [(32, 0)]


@pytest.mark.parametrize("name", GRANT_FILES.values())
def test_the_grant_adds_up(published: Path, name: str) -> None:
    rows = [row for row in read_sheets(published / name, name)[GRANT_SHEET][4:] if row]
    amounts = {row[:2]: [int(cell) for cell in row[2:]] for row in rows}
    for after in (0, 5):
        for figures in amounts.values():
            assert sum(figures[after : after + 4]) == figures[after + 4]
    england = amounts["ENGLAND", ""]
    authorities = [figures for (_, area), figures in amounts.items() if area]
    by_type = [figures for (area, _), figures in amounts.items() if area.endswith("AUTHORITIES")]
    regions = [amounts[area, ""] for area in ("Merrow Vale", "Osmer Coast")]
    regions.append(amounts["Aldermarch and The Fells", ""])
    for members in (authorities, by_type, regions):
        assert [sum(column) for column in zip(*members, strict=True)] == england


def test_top_ups_are_those_of_the_outturn(published: Path, query: Query) -> None:
    rows = read_sheets(published / OUTTURN_FILE, OUTTURN_FILE)["Sheet1"][7:]
    outturn = {
        (row[3], sector): sum(int(row[place]) for place in places)
        for row in rows
        for sector, places in (("State", (71, 72)), ("Independent or non-maintained", (79, 80)))
    }
    found = query("""
        select la_name, category, total_spend::double::bigint from specialist_spend
        where year = '2021-22' and category != 'Total'
    """)
    assert {(name, sector): amount for name, sector, amount in found} == outturn


def test_a_deficit_is_given_with_both_signs(query: Query) -> None:
    balance = '"DSG cumulative balance as a % of the total income"'
    found = query(f"""
        select count(*), count(*) filter (deficit::double != -{balance}::double),
            min(deficit::double) < 0 and max(deficit::double) > 0
        from dsg_deficit
    """)
    assert found == [(60, 0, True)]


PLANS_BY_SETTING = [("caseload", "ehcplans", "202324"), ("newplans", "new_ehc_plans", "2022")]


@pytest.mark.parametrize(("table", "whole", "inside_from"), PLANS_BY_SETTING)
def test_settings_sum_to_plans(query: Query, table: str, whole: str, inside_from: str) -> None:
    groups = "mainstream_total, special_total, ap_pru_total, fe_total, ed_elsewhere"
    rest = "nm_early_years, placement_unknown, await_prov_2022, perm_ex_2022"
    parts = " + ".join(f"n({column})" for column in f"{groups}, {rest}".split(", "))
    outside = f"case when time_period < '{inside_from}' then n(other_placement_settings) else 0 end"
    misses = query(f"""
        select distinct time_period, breakdown_topic, la_name from {table}
        where n({whole}) != {parts} + {outside} order by all
    """)
    planted = [("2022", "New EHC plans", name) for name in HOME_REGION]
    assert misses == (planted if table == "newplans" else [])


@pytest.mark.parametrize(("table", "whole", "inside_from"), PLANS_BY_SETTING)
def test_every_group_of_settings_is_the_sum_of_its_settings(
    query: Query, table: str, whole: str, inside_from: str
) -> None:
    columns = [name for name, *_ in query(f"describe {table}")]
    first = columns.index("elective_home_education")
    elsewhere = [one for one in columns[first : first + 11] if one != "other_placement_settings"]
    members = {
        "mainstream_total": [one for one in columns if one.startswith("mainstream_")][:10],
        "special_total": [one for one in columns if one.startswith("special_")][:4],
        "ap_pru_total": [one for one in columns if one.startswith("ap_pru_")][:3],
        "fe_total": columns[columns.index("fe_total") - 3 : columns.index("fe_total")],
    }
    inside = f"case when time_period < '{inside_from}' then 0 else n(other_placement_settings) end"
    sums = {group: " + ".join(f"n({one})" for one in parts) for group, parts in members.items()}
    sums["ed_elsewhere"] = " + ".join(f"n({one})" for one in elsewhere) + " + " + inside
    for group, parts in sums.items():
        assert query(f"select count(*) from {table} where n({group}) != {parts}") == [(0,)]


@pytest.mark.parametrize("table", TABLES_2025)
def test_every_breakdown_sums_to_its_total(query: Query, table: str) -> None:
    first = [name for name, *_ in query(f"describe {table}")][12:]
    counts = [name for name in first if not re.search("_pc$|^pc_", name, re.IGNORECASE)]
    sums = ", ".join(f'sum(n("{one}")) as "{one}"' for one in counts)
    misses = query(f"""
        with sums as (
            select time_period, geographic_level, region_name, la_name, breakdown_topic, {sums}
            from {table}
            where breakdown not like '% - total' group by all
        ),
        topics as (from sums where not regexp_matches(breakdown_topic, '^(All|New) ')),
        totals as (from sums where regexp_matches(breakdown_topic, '^(All|New) '))
        select topics.time_period, topics.la_name, topics.breakdown_topic
        from topics join totals using (time_period, geographic_level, region_name, la_name)
        where ({", ".join(f'topics."{one}"' for one in counts)})
            is distinct from ({", ".join(f'totals."{one}"' for one in counts)})
            and not ('{table}' = 'newplans' and topics.time_period = '2022'
                and topics.region_name like 'Aldermarch%' and topics.la_name is not null)
    """)
    assert not misses
    assert query(f"select count(distinct breakdown_topic) > 2 from {table}") == [(True,)]


PARTITIONS = [
    ("sen_needs_all_plans", "", "ehc_plans = number_asd number_hi number_mld number_msi number_oth"
     " number_pd number_pmld number_semh number_slcn number_sld number_spld number_vi"
     " number_need_unknown"),
    ("ceased_plans", "", "total_ceased = max_age needs_met he employ transfer no_engage"
     " moved_outside_eng deceased not_rec other"),
    ("requests", "2023", "requests_received_in_year = requests_decided_to_assess"
     " requests_decided_not_to_assess requests_decision_not_made requests_withdrawn"),
    ("assessments", "2022", "assess_in_year = assess_issued assess_not_issued assess_not_made"
     " assess_withdrawn"),
    ("assessments", "2023", "assess_not_issued = outcome_decision_within_time"
     " outcome_decision_over_time"),
    ("timeliness_20_week", "2023", "plans_issued_den = plans_issued_within_20_weeks"
     " plans_issued_gt20weeks_ltYear plans_issued_gt_1_year"),
    ("timeliness_20_week", "2023", "plans_issued_den_ex = plans_issued_20_weeks_ex"
     " plans_issued_gt20weeks_ltYear_ex plans_issued_gt_1_year_ex"),
    ("annual_reviews", "", "total_ehc_plans = review_expected review_not_expected"),
    ("annual_reviews", "", "review_expected = total_review_meeting no_review_meeting"),
    ("annual_reviews", "", "total_review_meeting = review_meeting_25 review_meeting_24"
     " review_meeting_prior_24"),
    ("annual_reviews", "", "total_review_meeting = outcome_amend outcome_cease outcome_maintan"
     " no_outcome"),
    ("residential_settings", "", "Res_tot = Res_3851 Res_52"),
    ("work_based_placements", "", "open_wbp = open_supp_intern open_apprentice open_trainee"),
    ("sen2_wbp_residential_dmo", "2018", "TotMres38weekEHC = Mres38week05EHC Mres38week510EHC"
     " Mres38week1115EHC Mres38week1619EHC Mres38week2025EHC"),
]  # fmt: skip


@pytest.mark.parametrize(("table", "since", "identity"), PARTITIONS)
def test_parts_sum_to_their_total(query: Query, table: str, since: str, identity: str) -> None:
    whole, parts = identity.split(" = ")
    sums = " + ".join(f"n({one})" for one in parts.split())
    found = query(f"""
        select count(*) > 0, count(*) filter (n({whole}) != {sums})
        from {table} where time_period >= '{since}'
    """)
    assert found == [(True, 0)]


@pytest.mark.parametrize(
    ("table", "share", "part", "whole"),
    [
        ("caseload", "special_total_pc", "special_total", "ehcplans"),
        ("newplans", "fe_total_pc", "fe_total", "new_ehc_plans"),
        ("sen_needs_all_plans", "asd_pc", "number_asd", "ehc_plans"),
        ("requests", "request_not_assess_pc", "requests_decided_not_to_assess",
         "requests_received_in_year"),
        ("assessments", "assess_issued_pc", "assess_issued", "assess_in_year"),
        ("timeliness_20_week", "pc_plans_issued_within_20_weeks", "plans_issued_within_20_weeks",
         "plans_issued_den"),
        ("annual_reviews", "pc_decsion_4weeks", "number_decsion_4weeks",
         "(number_decsion_4weeks::int + number_decision_gt_4weeks::int)"),
    ],
)  # fmt: skip
def test_percentages_follow_from_counts(
    query: Query, table: str, share: str, part: str, whole: str
) -> None:
    found = query(f"""
        select count(*) > 0, count(*) filter (
            {share}::double != half_up({part}::double, ({whole})::double)
            and not ('{table}' = 'newplans' and time_period = '2022' and la_name is not null
                and region_name like 'Aldermarch%' and breakdown_topic = breakdown)
        ) from {table} where {share} != 'x' and {part} != 'x'
    """)
    assert found == [(True, 0)]


def test_plans_follow_from_new_and_ceased_plans(query: Query) -> None:
    misses = query("""
        with stock as (
            select coalesce(la_name, region_name, '') as area,
                '20' || right(time_period, 2) as january, n(ehcplans) as plans
            from caseload where breakdown_topic = 'All EHC plans'
        ),
        made as (
            select coalesce(la_name, region_name, '') as area, time_period as year,
                n(mainstream_total) + n(special_total) + n(ap_pru_total) + n(fe_total)
                + n(ed_elsewhere) + n(nm_early_years) + n(placement_unknown) as plans
            from newplans where breakdown_topic = 'New EHC plans' and time_period >= '2022'
        ),
        ended as (
            select coalesce(la_name, region_name, '') as area, time_period as year,
                n(total_ceased) as plans
            from ceased_plans where breakdown_topic = 'All ceased EHC plans'
        )
        select before.plans + made.plans - ended.plans - after.plans
        from made join ended using (area, year)
        join stock as before on before.area = made.area and before.january = year
        join stock as after on after.area = made.area and after.january::int = year::int + 1
    """)
    assert len(misses) > 50
    assert set(misses) == {(0,)}


# --- one file against another ---------------------------------------------------------------------


def tribunal_rows(published: Path) -> dict[tuple[str, str], dict[int, int]]:
    """Give the appealable decisions by name, without its footnote digit, and code."""
    found = {}
    for name, code, *cells in csv.reader(io.StringIO(content(published, PLANS_2025, TRIBUNAL))):
        if re.fullmatch("[0-9]{3}", code):
            figures = {2014 + i: cells[3 * i + 1].strip() for i in range(11)}
            known = {year: text.replace(",", "") for year, text in figures.items() if text != ".."}
            numbers = {year: int(text) for year, text in known.items()}
            found[name.rstrip("0123456789"), code] = numbers
    return found


def decisions(query: Query) -> dict[tuple[str, int], int]:
    """Give refusals + assessments without a plan + plans + plans ceased as needs were met."""
    found = query("""
        with parts as (
            select la_name, time_period::int as year, n(requests_decided_not_to_assess) as part
            from requests where breakdown_topic like 'All%' and time_period >= '2022'
            union all select la_name, time_period::int, n(assess_not_issued)
            from assessments where breakdown_topic like 'All%' and time_period >= '2022'
            union all select la_name, time_period::int, n(needs_met)
            from ceased_plans where breakdown_topic like 'All%'
            union all select la_name, left(time_period, 4)::int, n(ehcplans)
            from caseload where breakdown_topic like 'All%' and time_period >= '202223'
            union all select la_name, time_period::int, n(AssRefused) + n(AssRefusedEHC)
                + n(Assnone) + n(AssnoneEHC) + n(Dismet) + n(DismetEHC)
            from sen2_mi
            union all select la_name, time_period::int - 1, n(Total_all)
            from sen2_age_caseload where characteristic_age = 'Total' and time_period >= '2015'
        )
        select la_name, year, sum(part) from parts where la_name is not null group by all
    """)
    return {(name, year): number for name, year, number in found}


def test_appealable_decisions_are_the_sum_of_their_parts_by_name(
    published: Path, query: Query
) -> None:
    rows = tribunal_rows(published)
    table = {(name, year): n for (name, _), years in rows.items() for year, n in years.items()}
    parts = decisions(query)
    assert len(parts) == 15 * 11 + 9 + 2 * 2
    assert table == parts


def test_two_authorities_of_another_region_carry_each_others_code(
    published: Path, query: Query
) -> None:
    true_codes = dict(query("select distinct la_name, old_la_code from caseload"))
    wrong = {code for name, code in tribunal_rows(published) if true_codes[name] != code}
    assert wrong == {"507", "508"}
    assert not wrong & {true_codes[name] for name in HOME_REGION}


LAIT = {
    "SEN_CASES_JAN": "select la_name, '20' || right(time_period, 2), n(ehcplans) from caseload",
    "SEN_INIT_REQ": "select la_name, time_period, n(requests_received_in_year) from requests",
    "SEN_EHC_All_20wks": "select la_name, time_period,"
    " pc_plans_issued_within_20_weeks::double from timeliness_20_week",
}


@pytest.mark.parametrize("code", LAIT)
def test_lait_repeats_the_release(query: Query, code: str) -> None:
    released = query(f"{LAIT[code]} where breakdown_topic like 'All%' and la_name is not null")
    repeated = query(f"""
        select "LA and Regions", Years, "Values"::double from lait
        where "Short Desc" = '{code}' and Region != 'NA' and "Values" != '-' and Years >= '2019'
    """)
    assert sorted(repeated) == sorted(released)


def test_lait_repeats_results_and_scorecards(query: Query) -> None:
    assert query("""
        select count(*) > 40, count(*) filter ("Values"::int != pt_rwm_met_expected_standard::int)
        from ks2_rwm_by_sen_la join lait
            on "LA and Regions" = la_name and '20' || right(time_period, 2) = Years
            and "Short Desc" = 'NEW_KS2_RWM_Sen_Withsta' and characteristic = 'EHC plan'
    """) == [(True, 0)]
    scorecards = " union all ".join(
        f"from {name[:-4]} select la_name, time_period, NEET_not_known_percent::double as share"
        for name, _ in layouts.NEET.values()
    )
    assert query(f"""
        select count(*), count(*) filter ("Values"::double != share)
        from ({scorecards}) join lait on "LA and Regions" = la_name and Years = time_period
            and "Short Desc" = '16-17_not known_NEET'
    """) == [(16 * 3 + 17, 0)]
    assert query("""
        select count(*), count(*) filter ("Values"::double != value::double)
        from ks4_a8_p8_by_sen_la_2019_2024 join dfeR_la_code_vintages using (new_la_code)
        join lait on "LA and Regions" = la_name and '20' || right(time_period, 2) = Years
        where variable = 'avg_att8' and sex = 'Total' and sen_provision = 'SEN State EHC'
            and "Short Desc" = 'SEN_Stat_AVG_Attain8_Score'
    """) == [(16 * 4 + 17 * 2, 0)]


def test_the_two_releases_agree_where_they_overlap(query: Query) -> None:
    overlaps = {
        "ehcplans from caseload": "n(Total_all) from sen2_age_caseload"
        " where characteristic_age = 'Total'",
        "new_ehc_plans from newplans": "n(Total_new_all) from sen2_age_new_plans"
        " where characteristic_age = 'Total'",
        "mainstream_total from caseload": "n(Total_all) from sen2_estab_caseload"
        " where establishment_type = 'Total' and establishment_group = 'Mainstream school'",
        "requests_received_in_year from requests": "n(InreqEHC) from sen2_mi where true",
        "plans_issued_within_20_weeks from timeliness_20_week": "n(IncExc20weekEHC)"
        " from sen2_mi where true",
        "Res_tot from residential_settings": "n(TotMres38weekEHC) + n(TotMres52weekEHC)"
        " from sen2_wbp_residential_dmo where true",
    }
    area = "coalesce(la_name, region_name, 'England')"
    year = "if(length(time_period) = 6, '20' || right(time_period, 2), time_period)"
    for new, old in overlaps.items():
        column, table = new.split(" from ")
        is_total = "regexp_matches(breakdown_topic, '^(All|New) ')"
        newer = set(query(f"select {area}, {year}, n({column}) from {table} where {is_total}"))
        older = set(query(f"select {area}, time_period, {old} and time_period >= '2019'"))
        assert len(older) >= 3 * 20
        assert older <= newer, new


SCHOOLS = """
    select la_name, sum(n("Total pupils")) as pupils, sum(n("EHC plan")) as plans,
        sum(n("SEN support")) as support
    from sen_jan2023_by_school group by all
"""
OUTSIDE_INDEPENDENT = """
    select la_name, new_la_code as location_code, "Provision type" as provision,
        (100 - "% of pupils (with SEN provision type)"::double) / 100 as share
    from provider_types
    where academic_year = '2022/23' and phase_type_grouping = 'Independent school'
"""
NEEDS = " + ".join(
    f"coalesce({name}::double, 0)"
    for name in layouts.PUPILS_WITH_PLANS.columns
    if name.endswith("_count") and not name.startswith(("age", "male", "female"))
)
AGES = " + ".join(
    f"age_{age}_count::double" for age in ("2_and_under", *range(3, 19), "19_and_over")
)


def test_every_school_has_as_many_pupils_with_sen_as_with_plans_and_support(query: Query) -> None:
    found = query("""
        select count(*) > 2000, count(*) filter (
            n("Total Sen") != n("SEN support") + n("EHC plan") or n("Total Sen") > n("Total pupils")
        ) from sen_jan2023_by_school
    """)
    assert found == [(True, 0)]


def test_the_shares_of_pupils_with_plans_follow_from_the_schools(query: Query) -> None:
    found = query(f"""
        select count(*), count(*) filter (abs("% of pupils"::double - 100 * plans / pupils) > 0.005)
        from percent_pupils_ehcp join ({SCHOOLS}) using (la_name)
        where time_period = '202223.0' and "SEN provision" = 'EHC plan'
    """)
    assert found == [(16, 0)]


def test_plans_by_need_are_those_of_the_schools_that_are_not_independent(query: Query) -> None:
    found = query(f"""
        select count(*), count(*) filter (abs(plans * share - ({NEEDS})) > 0.5)
        from ehc_pupils_by_need_age_sex_la_2016_2025
        join ({OUTSIDE_INDEPENDENT}) using (location_code) join ({SCHOOLS}) using (la_name)
        where year = '202223' and provision = 'pupils with EHC plans'
    """)
    assert found == [(16, 0)]


def test_needs_by_phase_are_plans_and_support_outside_independent_schools(query: Query) -> None:
    found = query(f"""
        with by_phase as (
            select la_name, sum(n(number_of_pupils)) as pupils,
                sum(n(pupil_gender_boys) + n(pupil_gender_girls)) as both_sexes
            from sen_jan2023_need_by_phase_la group by all
        )
        select count(*), count(*) filter (
            by_phase.pupils != both_sexes
            or abs(by_phase.pupils - ({NEEDS}) - support * share) > 1
        )
        from by_phase join ({SCHOOLS}) as schools using (la_name)
        join ({OUTSIDE_INDEPENDENT}) using (la_name)
        join ehc_pupils_by_need_age_sex_la_2016_2025 using (location_code)
        where year = '202223' and provision = 'pupils on SEN support'
    """)
    assert found == [(16, 0)]


def test_ages_sexes_and_year_groups_count_the_same_pupils(query: Query) -> None:
    found = query(f"""
        select count(*), count(*) filter ({AGES} != n(denominator)),
            count(*) filter ({AGES} != female_count::double + male_count::double)
        from ehc_pupils_by_need_age_sex_la_2016_2025 join spc_pupils_fsm_ethnicity_yrgp
            on year = time_period and location_code = new_la_code
        where phase_type_grouping = 'Total' and characteristic = 'Total'
            and fsm_eligibility like 'Known%'
    """)
    assert found == [(16 * 7, 0, 0)]


def test_the_rows_called_total_sum_the_years_and_the_authorities(query: Query) -> None:
    counts = [name for name in layouts.PUPILS_WITH_PLANS.columns if name.endswith("_count")]
    sums = ", ".join(f"sum(coalesce({name}::double, 0))" for name in counts)
    table = "from ehc_pupils_by_need_age_sex_la_2016_2025"
    by_authority = query(
        f"select {sums} {table} where year != 'Total' and location_code != 'Total'"
    )
    assert (
        query(f"select {sums} {table} where year = 'Total' and location_code = 'Total'")
        == by_authority
    )
    assert query(f"select count(*) {table}") == [(11 * 20,)]


@pytest.mark.parametrize("pupils", [300, 450])
def test_the_smallest_council_can_be_written(tmp_path: Path, pupils: int) -> None:
    """Some years of so small an area have no new plan at all."""
    write_demo_area(tmp_path / "area", Extracts(pupils, 1))
    assert (tmp_path / "area" / "truth.json").stat().st_size > 10_000
