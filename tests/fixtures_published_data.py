"""The made-up figures of `fixtures_published`."""

from dataclasses import dataclass
from typing import Any

AREA_NOTE = "This council was created in April 2019 from six districts: figures start in 2019."
NEIGHBOURS = (
    *("Ashford Vale", "Brackenshire", "Coldbeck", "Dunmoor", "East Fenland"),
    *("Farrowshire", "Greymarsh", "Hollin Dale", "Ivelshire"),
)


@dataclass(frozen=True)
class Entry:
    """One made-up catalogue entry."""

    indicator_id: str
    title: str
    short_title: str
    chapter: str
    chapter_number: int
    kind: str
    unit: str
    decimals: int
    population_id: str
    chart: str
    numerator_label: str | None = None
    denominator_label: str | None = None
    caveats: str | None = None
    polarity: str = "none"
    why: str = "It shows whether children and young people get what they need, and in time."


def _entry(*parts: Any, **more: Any) -> Entry:
    return Entry(*parts, **more)


INDICATORS = (
    _entry(
        *("pupils_with_ehc_plan", "Pupils with an EHC plan", "Pupils with an EHC plan"),
        *("Population and prevalence", 1, "rate", "percent", 1, "census_pupils", "line"),
        *("Pupils with an EHC plan", "pupils on roll"),
    ),
    _entry(
        *("ehc_plans_by_primary_need", "EHC plans by primary need", "plans by need"),
        *("Plans, placements and forecast", 5, "share", "percent", 1, "maintained_plans", "bars"),
        *("EHC plans with that primary need", "EHC plans maintained"),
        "The need is the one that the plan names first.",
    ),
    _entry(
        "plans_in_20_weeks_excl_exceptions",
        "EHC plans issued within 20 weeks, excluding exceptions",
        "20 weeks, no exceptions",
        *("Assessment and review", 4, "rate", "percent", 1, "new_plans", "line"),
        *("EHC plans issued within 20 weeks", "new EHC plans without an exception"),
        "Only finished cases are counted: clearing a backlog makes the figure look worse.",
        polarity="higher_better",
    ),
    _entry(
        *("annual_reviews_held", "Annual reviews held in the year", "Annual reviews held"),
        *("Assessment and review", 4, "rate", "percent", 1, "maintained_plans", "none"),
        *("Reviews held", "EHC plans due for review"),
    ),
    _entry(
        *("ehc_plans_maintained", "EHC plans maintained by the council", "EHC plans maintained"),
        *("Plans, placements and forecast", 5, "count", "count", 0, "maintained_plans", "line"),
    ),
    _entry(
        "need_not_recorded",
        "EHC plans without a recorded primary need",
        "Plans without a recorded need",
        *("Plans, placements and forecast", 5, "rate", "percent", 1, "maintained_plans", "line"),
        *("EHC plans without a need", "EHC plans maintained"),
        polarity="lower_better",
    ),
    _entry(
        *("ehc_plan_growth", "Growth in EHC plans maintained", "Growth in EHC plans"),
        *("Plans, placements and forecast", 5, "growth", "percent", 1, "maintained_plans", "line"),
        *("EHC plans added", "EHC plans at the start"),
    ),
    _entry(
        "ks2_rwm_expected_all_sen",
        "Expected standard at key stage 2, all pupils with SEN",
        "KS2, all SEN",
        *("Attainment", 6, "rate", "percent", 0, "results_cohort", "line"),
        *("Pupils with SEN reaching the standard", "all pupils with SEN at the end of KS2"),
    ),
    _entry(
        "ks2_rwm_expected",
        "Expected standard at KS2 by SEN provision",
        "KS2 by provision",
        *("Attainment", 6, "rate", "percent", 0, "results_cohort", "groups"),
        *("Pupils reaching the standard", "pupils at the end of KS2"),
    ),
    _entry(
        "ks2_rwm_gap",
        "Gap between pupils with SEN and pupils with no SEN at the expected standard at KS2",
        "Attainment gap at KS2",
        *("Attainment", 6, "gap", "percentage_points", 0, "results_cohort", "line"),
    ),
    _entry(
        *("attainment_8", "Average Attainment 8 score", "Attainment 8 score"),
        *("Attainment", 6, "mean", "score", 1, "results_cohort", "groups"),
        caveats="Grading changed in 2021 and went back in 2023.",
    ),
    _entry(
        *("suspension_rate", "Suspensions for every 100 pupils", "Suspension rate"),
        *("Attendance and exclusion", 7, "rate", "per_100", 2, "census_pupils_year", "line"),
    ),
    _entry(
        "neet_or_not_known_16_17",
        "Young people aged 16 and 17 who are NEET or whose activity is not known",
        "NEET or not known at 16 and 17",
        *("Preparing for adulthood", 8, "rate", "percent", 1, "known_16_17", "groups"),
        polarity="lower_better",
    ),
    _entry(
        *("tribunal_appeal_rate", "SEND Tribunal appeal rate", "SEND Tribunal appeal rate"),
        *("Assessment and review", 4, "rate", "percent", 1, "decisions", "line"),
        *("Appeals registered", "decisions that can be appealed"),
    ),
    _entry(
        *("days_request_to_plan", "Days from request to EHC plan", "Days to plan"),
        *("Assessment and review", 4, "quantile", "days", 0, "cases_at_risk", "bars"),
        *("EHC plans started", "cases"),
    ),
)

POPULATIONS: tuple[tuple[Any, ...], ...] = (
    ("census_pupils", "Pupils on roll", "Schools in the area", "january", None),
    ("census_pupils_year", "Pupils on roll", "Schools in the area", "academic_year", None),
    (
        *("maintained_plans", "Children and young people aged 0 to 25 with an EHC plan"),
        *("Maintained by the council, wherever they are educated", "january", None),
    ),
    ("new_plans", "New EHC plans", "Issued by the council", "calendar_year", None),
    (
        *("results_cohort", "Pupils at the end of the key stage", "State-funded schools here"),
        *("academic_year", "Pupils are counted where they go to school, not where they live."),
    ),
    ("known_16_17", "Young people aged 16 and 17", "Known to the council", "winter_average", None),
    ("decisions", "Decisions that can be appealed", "Made by the council", "calendar_year", None),
)

_JANUARIES = "201718 201819 201920 202021 202122 202223 202324 202425"
_NEEDS: dict[str, tuple[Any, ...]] = {
    "Autistic spectrum disorder": (2106, 1874, 33.6, 35.2),
    "Social, emotional and mental health": (1141, 1003, 20.4, 21.9),
    "Speech, language and communication needs": (968, 902, 21.2, 18.4),
    "Moderate learning difficulty": (431, 440, 8.9, 9.3),
    "Specific learning difficulty": (297, 269, 5.0, 4.4),
    "Severe learning difficulty": (214, 221, 4.6, 4.9),
    "Physical disability": (143, 146, 2.9, "x"),
    "Hearing impairment": (88, 84, 1.3, 1.5),
    "Profound and multiple learning difficulty": (64, 66, 1.1, 1.2),
    "Visual impairment": (31, 33, 0.7, 0.6),
    "Multi-sensory impairment": ("c", "c", 0.1, 0.1),
    "Down syndrome": ("low", "low", 0.2, "z"),
}


def _need(mine: Any, before: Any, england: Any, near: Any) -> Any:
    counts = [n if isinstance(n, str) else (n, base) for n, base in ((before, 5040), (mine, 5486))]
    return ("202324 202425", counts, [england, england], [near, near], [england, england])


def _groups(periods: str, *lines: list[Any]) -> Any:
    return (periods, *lines)


SERIES: dict[tuple[str, str, str], Any] = {
    ("pupils_with_ehc_plan", "Total", "Total"): (
        _JANUARIES,
        [None, (2440, 83912), (2671, 84010), "x", (2998, 84120), (3206, 84377)]
        + [(3541, 84409), (3854, 84150)],
        [2.9, 3.1, 3.3, 3.7, 4.0, 4.3, 4.8, 5.3],
        [2.8, 2.9, 3.1, 3.4, 3.8, 4.2, 4.6, 5.1],
        [2.7, 2.9, 3.2, 3.5, 3.9, 4.2, 4.7, 5.2],
    ),
    ("plans_in_20_weeks_excl_exceptions", "Total", "Total"): (
        "2019 2020 2021 2022 2023 2024",
        [(412, 451), (371, 498), (96, 671), "u", (268, 598), (145, 590)],
        [60.4, 58.0, 59.9, 49.2, 50.3, 46.4],
        [66.1, 61.8, 58.7, 47.3, 51.0, 55.2],
        [71.2, 66.5, 61.1, 52.8, 49.6, 50.1],
    ),
    ("annual_reviews_held", "Total", "Total"): ("2024", [(3984, 4605)], [79.1], [81.3], [80.2]),
    ("ehc_plans_maintained", "Total", "Total"): (
        _JANUARIES,
        [None, 3021, 3344, 3612, 3998, 4427, 5040, 5486],
        [319819, 353995, 390109, 430697, 473255, 517026, 576474, 638745],
        [2610.4, 2889.2, 3104.8, 3391.1, 3688.9, 3990.3, 4391.6, 4777.2],
        [31020, 33984, 37011, 40480, 44102, 48777, 54010, 60121],
    ),
    ("need_not_recorded", "Total", "Total"): (
        "202021 202122 202223 202324 202425",
        [(31, 3612), (35, 3998), (40, 4427), (52, 5040), (640, 5486)],
        [0.9, 1.0, 1.0, 1.1, 1.1],
    ),
    ("ehc_plan_growth", "Since", "201819"): (
        "201920 202021 202122 202223 202324 202425",
        [(many - 3021, 3021) for many in (3344, 3612, 3998, 4427, 5040, 5486)],
        [10.2, 21.7, 33.7, 46.1, 62.8, 80.4],
        [7.5, 17.4, 27.7, 38.1, 52.0, 65.3],
    ),
    ("ks2_rwm_expected_all_sen", "SEN provision", "All SEN"): _groups(
        "201819 202122 202223",
        [(221, 1190), (196, 1284), (231, 1322)],
        [22.0, 18.0, 20.0],
        [20.1, 17.3, 19.2],
        [20.4, 17.0, 19.0],
    ),
    ("ks2_rwm_expected", "SEN provision", "EHC plan"): _groups(
        "201819 202122 202223",
        [(17, 213), (16, 229), (20, 251)],
        [9.0, 7.0, 8.0],
        [8.0, 7.1, "c"],
        [8.4, 7.0, 8.1],
    ),
    ("ks2_rwm_expected", "SEN provision", "SEN support"): _groups(
        "201819 202122 202223",
        [(204, 977), (180, 1055), (211, 1071)],
        [25.0, 21.0, 24.0],
        [23.3, 20.0, 22.8],
        [23.9, 20.2, 22.0],
    ),
    ("ks2_rwm_expected", "SEN provision", "No SEN"): _groups(
        "201819 202122 202223",
        [(4011, 5520), (3706, 5481), (3795, 5501)],
        [74.0, 69.0, 70.0],
        [73.3, 68.1, 69.2],
        [72.7, 67.0, 69.4],
    ),
    ("ks2_rwm_gap", "Total", "Total"): (
        "201819 202122 202223 202324",
        [54.1, 52.4, 51.5, 52.0],
        [52.0, 51.0, 50.0, 50.4],
        [53.2, 50.8, 50.0, 51.1],
        [52.3, 50.0, 50.4, 50.2],
    ),
    ("attainment_8", "SEN provision", "EHC plan"): _groups(
        "202122 202223 202324", [14.8, 14.2, 14.1], [14.3, 14.0, 14.2], [14.9, 14.1, 14.4]
    ),
    ("attainment_8", "SEN provision", "SEN support"): _groups(
        "202122 202223 202324", [33.9, 32.6, 33.2], [34.9, 33.3, 33.1], [34.0, 32.2, 32.7]
    ),
    ("attainment_8", "SEN provision", "No SEN"): _groups(
        "202122 202223 202324", [51.7, 50.0, 50.2], [52.5, 50.2, 49.9], [51.6, 49.7, 49.5]
    ),
    ("suspension_rate", "Total", "Total"): (
        "201617 201718 201819 201920 202021 202122 202223",
        [None, None, 5.61, 3.9, 4.41, 8.02, 11.43],
        [4.76, 5.08, 5.36, 3.76, 4.25, 6.91, 9.33],
        [5.0, 5.4, 5.9, 4.1, 4.7, 7.2, 9.9],
        [5.3, 5.9, 6.2, 4.4, 4.9, 7.9, 11.0],
    ),
    ("neet_or_not_known_16_17", "SEN provision", "EHC plan"): _groups(
        "202223 202324 202425", [8.8, 7.1, 6.4], [9.9, 9.7, 9.4]
    ),
    ("neet_or_not_known_16_17", "SEN provision", "SEN support"): _groups(
        "202223 202324 202425", [6.0, 5.7, 6.1], [9.0, 9.1, 9.3]
    ),
    ("neet_or_not_known_16_17", "SEN provision", "No SEN"): _groups(
        "202223 202324 202425", [3.1, 3.0, 2.8], [4.4, 4.3, 4.6]
    ),
    ("tribunal_appeal_rate", "Total", "Total"): ("2024", [(58, 1318)], [3.2], [3.6], [4.1]),
    **{("ehc_plans_by_primary_need", "Primary need", n): _need(*v) for n, v in _NEEDS.items()},
}

BREAKS = {
    "ks2_rwm_expected": ("202223",),
    "ks2_rwm_expected_all_sen": ("202223",),
    "ks2_rwm_gap": ("202223",),
    "suspension_rate": ("202021",),
    "attainment_8": ("202223",),
}

SUSPECTED = {("need_not_recorded", "Total", "Total"): "202425"}

BREAK_REASONS = [
    (
        *("ks2_rwm_expected", None, None, None, "202223", "declared"),
        *("the tests were changed", "The tests were changed.", None),
    ),
    (
        *("suspension_rate", None, None, None, "202021", "declared"),
        *("schools were closed", "Schools were closed for part of the year.", None),
    ),
]

SOURCE_OF = {
    "plans_in_20_weeks_excl_exceptions": "ehc_plans:timeliness",
    "ks2_rwm_expected": "attainment:ks2",
    "ks2_rwm_expected_all_sen": "attainment:ks2",
    "attainment_8": "attainment:ks2 + ehc_plans:caseload",
}
