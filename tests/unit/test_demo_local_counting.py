"""The rules by which the demonstration counts its own records, in cases that fit on one hand."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from pipeline.demo.local.children import Child
from pipeline.demo.local.enrolments import Enrolment, Exclusion, Need
from pipeline.demo.local.event_truth import EventTruth
from pipeline.demo.local.nccis import Activity
from pipeline.demo.local.nccis_truth import WinterTruth
from pipeline.demo.local.pupil_truth import PupilTruth, ethnic_group, first_language
from pipeline.demo.local.results import EYFSP, KS2, KS4, PHONICS, Result
from pipeline.demo.local.results_truth import ResultsTruth
from pipeline.demo.local.schools import local_schools
from pipeline.demo.local.truth import Truth, areas_of

Cell = tuple[object, object]
SCHOOLS = {school.phase: school for school in local_schools(900)}
AREAS = {school.urn: areas_of("FM1", "") for school in local_schools(900)}
CHILD = Child("", "", "2014-05-06", "M", "WBRI", "ENG", "", "", "", 0, 0, 0, 0, 0, 0, "", "", "")
PUPIL = Enrolment(
    CHILD, SCHOOLS["PS"], "A1", "2014-05-06", "M", "C", "N", "4", "2020-09-04"
)  # fmt: skip
SUPPORTED = replace(PUPIL, upn="K1", provision="K", needs=[Need(1, 1, "ASD"), Need(2, 2, "HI")])


def cells(truth: Truth, level: str = "Local authority") -> Mapping[tuple[str, str, str], Cell]:
    """Give numerator and denominator by indicator, topic and breakdown."""
    return {
        (str(row["indicator_id"]), str(row["breakdown_topic"]), str(row["breakdown"])): (
            row["numerator"],
            row["denominator"],
        )
        for row in truth.rows()
        if row["geographic_level"] == level
    }


def census(*rows: Enrolment, ranks: Mapping[str, int] | None = None) -> PupilTruth:
    made = PupilTruth(2025, "2025-01-16", AREAS, ranks or {})
    for row in rows:
        made.add(row)
    return made


def counted(*rows: Enrolment) -> Mapping[tuple[str, str, str], Cell]:
    truth = Truth()
    census(*rows).finish(truth)
    return cells(truth)


# --- pupils ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "second",
    [
        replace(SUPPORTED, upn="A1", status="S"),
        replace(SUPPORTED, upn="B1", status="G"),
        replace(SUPPORTED, upn="A1", status="F", entry="2024-09-04"),
        replace(SUPPORTED, upn="A1", entry="2019-09-04"),
        replace(SUPPORTED, upn="A1", school=SCHOOLS["SP"]),  # the higher school number
    ],
)
def test_the_first_registration_counts_whatever_the_order(second: Enrolment) -> None:
    for rows in ((PUPIL, second), (second, PUPIL)):
        assert counted(*rows)["pupils_with_sen", "Total", "Total"] == (0, 1)


def test_a_later_entry_and_a_main_registration_win() -> None:
    later = replace(SUPPORTED, upn="A1", entry="2021-09-04", status="M")
    assert counted(PUPIL, later)["pupils_on_sen_support", "Total", "Total"] == (1, 1)


def test_a_pupil_without_a_number_is_a_pupil() -> None:
    unknown = replace(PUPIL, upn="")
    assert counted(unknown, unknown)["pupils_with_sen", "Total", "Total"] == (0, 2)


def test_old_and_unknown_provisions() -> None:
    rows = [
        replace(PUPIL, upn=code or "-", provision=code) for code in ("S", "A", "P", "E", "", "Q")
    ]
    found = counted(*rows)
    assert found["pupils_with_ehc_plan", "Total", "Total"] == (2, 6)
    assert found["pupils_on_sen_support", "Total", "Total"] == (2, 6)


def test_the_primary_need_is_that_of_the_lowest_order_then_of_the_alphabet() -> None:
    for needs, label in (
        ([Need(1, 2, "ASD"), Need(1, 1, "SEMH")], "Social, emotional and mental health"),
        ([Need(1, 1, "SLD"), Need(1, 1, "PD")], "Physical disability"),
        ([Need(2, 1, "SLD")], "Need not recorded"),
        ([Need(1, 1, "QQQ")], "Need not recorded"),
        ([Need(1, 1, "BESD")], "Social, emotional and mental health"),
        ([Need(1, 1, "DS")], "Down syndrome"),
    ):
        found = counted(replace(SUPPORTED, needs=needs), PUPIL)
        assert found["primary_need_per_1000_pupils", "Primary need", label] == (1, 2)


def test_pupils_without_a_known_need_are_outside_the_base_of_needs() -> None:
    rows = [SUPPORTED] + [
        replace(SUPPORTED, upn=str(number), needs=needs)
        for number, needs in enumerate(([], [Need(1, 1, "NSA")], [Need(1, 1, "QQQ")]))
    ]
    found = counted(*rows)
    name, topic = "sen_support_by_primary_need", "Primary need"
    assert found[name, topic, "Autistic spectrum disorder"] == (1, 1)
    assert found["secondary_need_recorded", "Total", "Total"] == (1, 4)
    assert [key for key in found if key[0] == name] == [(name, topic, "Autistic spectrum disorder")]


def test_meals_count_on_the_day_of_the_census() -> None:
    for period, label in (
        (("2020-09-01", ""), "Eligible"),
        (("2020-09-01", "2025-01-16"), "Eligible"),
        (("2020-09-01", "2025-01-15"), "Not eligible"),
        (("2025-01-17", ""), "Not eligible"),
    ):
        found = counted(replace(PUPIL, meals=[period]))
        assert found["pupils_with_sen", "Free school meals", label] == (0, 1)


def test_codes_of_groups() -> None:
    codes = ("WBRI", "REFU", "NOBT", "", "CHNE", "OOTH")
    assert [ethnic_group(code) for code in codes] == [
        "White", "Unknown", "Unknown", "Unknown", "Chinese", "Any other ethnic group",
    ]  # fmt: skip
    languages = ("ENB", "POL", "NOT", "")
    assert [first_language(code) for code in languages] == [
        "English", "Other than English", "Unknown", "Unknown",
    ]  # fmt: skip


# --- exclusions and absence -----------------------------------------------------------------------


def events(*rows: Enrolment, on_roll: Enrolment = SUPPORTED) -> Mapping[tuple[str, str, str], Cell]:
    truth, made = Truth(), EventTruth(AREAS)
    for row in rows:
        made.add(row, 2025, is_on_roll=True)
    made.finish_exclusions(truth, census(PUPIL, on_roll))
    made.finish_absence(truth, 2025)
    return cells(truth)


def suspended(start: str, category: str = "SUSP") -> Enrolment:
    return replace(SUPPORTED, exclusions=[Exclusion(start, 2, category, "N", ("PP",))])


def test_a_suspension_is_counted_once_in_the_year_of_its_start() -> None:
    told = [suspended("2024-10-01"), suspended("2024-10-01"), suspended("2024-10-02", "FIXD")]
    others = [suspended("2024-08-31"), suspended("2025-09-01"), suspended("2024-10-03", "LNCH")]
    found = events(*told, *others)
    assert found["suspension_rate", "Total", "Total"] == (2, 2)
    assert found["pupils_suspended", "Total", "Total"] == (1, 2)
    # On roll in January, so that provision counts and not the one in the row.
    assert found["suspension_rate", "SEN provision", "SEN support"] == (2, 1)
    assert found["permanent_exclusion_rate", "Total", "Total"] == (0, 2)


def test_a_child_no_longer_on_roll_has_the_provision_of_the_row() -> None:
    other = replace(PUPIL, upn="A2")
    found = events(suspended("2024-10-01", "PERM"), on_roll=other)
    assert found["permanent_exclusion_rate", "SEN provision", "No SEN"] == (1, 2)


def test_absence_is_persistent_from_a_tenth_on() -> None:
    for absent, persistent, severe in ((12, 0, 0), (13, 1, 0), (64, 1, 0), (65, 1, 1)):
        row = replace(PUPIL, possible=130, sessions=[("I", absent - 2), ("O", 2), ("L", 40)])
        found = events(row, replace(PUPIL, upn="A3"))
        assert found["overall_absence", "Total", "Total"] == (absent, 130)
        assert found["persistent_absence", "Total", "Total"] == (persistent, 1)
        assert found["severe_absence", "Total", "Total"] == (severe, 1)


def test_terms_of_one_enrolment_are_added_and_schools_are_not() -> None:
    row = replace(PUPIL, possible=100, sessions=[("C2", 6)])
    found = events(row, row, replace(row, school=SCHOOLS["SP"]))
    assert found["persistent_absence", "Total", "Total"] == (0, 2)
    assert found["reduced_timetable", "Total", "Total"] == (18, 300)


# --- results --------------------------------------------------------------------------------------


def result(number: str, **changes: object) -> Result:
    row = Result(CHILD, SCHOOLS["PS"], number, "M", "K", True, "F", year_group="6")
    for name, value in changes.items():
        setattr(row, name, value)
    return row


def results(stage: str, *rows: Result) -> Mapping[tuple[str, str, str], Cell]:
    truth = Truth()
    ResultsTruth(census(PUPIL, SUPPORTED), rows).finish(truth, stage)
    return cells(truth)


def test_the_final_row_counts_and_of_two_the_last() -> None:
    good, bad = {"has_met": True}, {"has_met": False}
    for rows in (
        (result("A1", **good), result("A1", version="U", **bad)),
        (result("A1", version="U", **bad), result("A1", version="A", **good)),
        (result("A1", **bad), result("A1", **good)),
        (result("A1", **good), result("A1", is_in_la_results=False, **bad)),
    ):
        assert results(KS2, *rows)["ks2_rwm_expected", "SEN provision", "No SEN"] == (1, 1)


def test_the_census_says_who_has_sen_and_else_the_file() -> None:
    rows = [result("A1"), result("K1", has_met=True), result("X1"), result("", sen="E")]
    found = results(KS2, *rows, result("X2", is_eligible=False))
    assert found["ks2_rwm_expected", "SEN provision", "No SEN"] == (0, 1)
    assert found["ks2_rwm_expected", "SEN provision", "SEN support"] == (1, 2)
    assert found["ks2_rwm_expected_all_sen", "SEN provision", "All SEN"] == (1, 3)
    assert found["ks2_rwm_expected", "Primary need", "Autistic spectrum disorder"] == (1, 1)
    assert found["ks2_rwm_expected", "Primary need", "Need not recorded"] == (0, 2)
    early = results(EYFSP, result("X1", year_group="R"))
    assert early["eyfsp_good_development", "SEN provision", "Unknown"] == (0, 1)


def test_points_are_added_exactly() -> None:
    rows = [result("A1", points=333, grade=4, progress=-7), result("A2", points=667, grade=5)]
    found = results(KS4, *[replace(row, year_group="11") for row in rows])
    assert found["attainment_8", "Total", "Total"] == (100.0, 2)
    assert found["progress_8", "SEN provision", "No SEN"] == (-0.07, 1)
    topics = {key[1:]: value for key, value in found.items() if key[0] == "english_maths_grade"}
    assert topics["Grade 5 and above by SEN provision", "No SEN"] == (0, 1)
    assert topics["Grade 4 and above by SEN provision", "SEN support"] == (1, 1)


def test_children_who_left_before_the_check_do_not_count() -> None:
    outcomes = ("Wa", "Wt", "A", "D", "Q", "L")
    rows = [result(f"X{code}", outcome=code, year_group="1") for code in outcomes]
    assert results(PHONICS, *rows)["phonics_expected", "Total", "Total"] == (1, 5)


# --- young people ---------------------------------------------------------------------------------


def young(number: str, code: str, born: str = "2007-09-01", has_plan: str = "N") -> Activity:
    return Activity(number, "", "", born, "F", "", "", "", has_plan, code, "P", 12, 2025)


def test_custody_and_other_ages_are_left_out_and_the_last_row_counts() -> None:
    winter, truth = WinterTruth(2025), Truth()
    months = {
        12: [young("1", "210"), young("1", "810"), young("2", "710"), young("3", "999")],
        1: [young("1", "619"), young("4", "619", born="2008-09-01")],
        2: [young("1", "210", has_plan="Y"), young("5", "210", born="2006-08-31")],
        3: [young("1", "330"), young("2", "460"), young("3", "290")],
        4: [young("1", "619", has_plan="Y"), young("6", "230", "1999-01-01", "Y")],
    }
    for month, rows in months.items():
        winter.add(month, rows)
    winter.finish(truth)
    found = cells(truth)
    assert found["neet_or_not_known_16_17", "Total", "Total"] == (2 / 3, 4 / 3)
    assert found["neet_or_not_known_16_17", "SEN provision", "EHC plan"] == (0, 1 / 3)
    assert found["participation_16_17", "Total", "Total"] == (1, 2)
    assert found["ehcp_post16_neet", "Total", "Total"] == (1, 2)
    assert found["ehcp_post16_neet", "Age", "Age 25"] == (0, 1)


def test_a_winter_needs_all_its_months() -> None:
    winter, truth = WinterTruth(2025), Truth()
    for month in (12, 1):
        winter.add(month, [young("1", "210")])
    winter.finish(truth)
    assert not list(truth.rows())


def test_places_that_are_not_listed_are_a_group() -> None:
    truth = Truth()
    census(PUPIL).finish(truth)
    assert ("pupils_with_sen", "Total", "Total") in cells(truth, "ICB")
    codes = {row["area_code"] for row in truth.rows()}
    assert codes == {"501", "locality-FM1", "icb-not-known"}


# --- ratios ---------------------------------------------------------------------------------------


def values(census_: PupilTruth) -> Mapping[tuple[str, str, str], tuple[object, object]]:
    """Give value and reason by indicator, topic and breakdown."""
    truth = Truth()
    census_.finish(truth)
    return {
        (str(row["indicator_id"]), str(row["breakdown_topic"]), str(row["breakdown"])): (
            row["indicator_value"],
            row["missing_reason"],
        )
        for row in truth.rows()
    }


def test_a_group_is_set_beside_all_others_whose_group_is_known() -> None:
    rows = [replace(SUPPORTED, upn="F1", sex="F"), replace(PUPIL, upn="F2", sex="F")]
    rows += [replace(SUPPORTED, upn="M1", sex="M")]
    rows += [replace(PUPIL, upn=f"M{n}", sex="M") for n in range(2, 5)]
    rows += [replace(SUPPORTED, upn="U1", sex="")]
    found = values(census(*rows))
    topic = ("sen_disproportionality", "Sex by SEN provision")
    assert found[*topic, "Female, SEN support"] == (2.0, None)
    assert found[*topic, "Male, SEN support"] == (0.5, None)
    assert found[*topic, "Female, EHC plan"] == (None, "z")
    assert not [key for key in found if key[2].startswith("Unknown,")]


def test_the_most_deprived_fifth_is_set_beside_the_least_where_most_ranks_are_known() -> None:
    rows = [replace(SUPPORTED, upn="A1"), replace(PUPIL, upn="A2"), replace(SUPPORTED, upn="B1")]
    rows += [replace(PUPIL, upn=f"B{n}") for n in range(2, 5)]
    ranks = {"A1": 1, "A2": 6_568, "B1": 32_844, "B2": 26_276, "B3": 32_000, "B4": 30_000}
    topic = ("sen_deprivation_ratio", "IDACI quintile by SEN provision")
    found = values(census(*rows, ranks=ranks))
    assert found[*topic, "All SEN"] == (2.0, None)
    assert found[*topic, "EHC plan"] == (None, "z")
    few = {upn: rank for upn, rank in ranks.items() if upn in ("A1", "A2", "B1", "B2")}
    assert not [key for key in values(census(*rows, ranks=few)) if key[0] == topic[0]]
