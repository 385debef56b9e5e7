"""The made-up sources, files and checks of `fixtures_published`."""

from typing import Any

_OGL = "Open Government Licence v3.0"
_DFE = "Department for Education"
SOURCES: tuple[tuple[Any, ...], ...] = (
    (
        *("ehc_plans:caseload", _DFE, "Education, health and care plans (made up)", "caseload"),
        *("January 2025", "ehc_plans_2025.zip", "data/caseload.csv", "0" * 64, 21840, _OGL),
        "https://explore-education-statistics.service.gov.uk/",
    ),
    (
        *("ehc_plans:timeliness", _DFE, "Education, health and care plans (made up)"),
        *("timeliness", "2024", "ehc_plans_2025.zip", "data/timeliness.csv", "1" * 64, 3120, _OGL),
        "https://explore-education-statistics.service.gov.uk/",
    ),
    (
        *("attainment:ks2", _DFE, "Key stage 2 attainment (made up)", "ks2", "2022/23"),
        *("ks2_by_sen.csv", None, "2" * 64, 912, None, "by e-mail"),
    ),
)

FILES: tuple[tuple[Any, ...], ...] = (
    (
        *("ehc_plans_2025.zip", "data/caseload.csv", "recognised", "ehc_plans", "caseload", 21840),
        *(None, "notes, region_code_old", None, None),
    ),
    ("ks2_by_sen.csv", None, "recognised", "attainment", "ks2", 912, None, None, None, None),
    (
        *("a_very_long_file_name_that_nobody_recognises_2024_final_FINAL_v2.csv", None),
        *("not recognised", None, None, None, "time_period, la_code", "colour, shape"),
        *("ehc_plans.caseload", "2 of 9 columns are there"),
    ),
)

_SUM = ("sum_of_needs", "Needs sum to plans", "identity")
_LATE = ("timeliness_parts", "In time and late sum to plans issued", "identity")
CHECKS: tuple[tuple[Any, ...], ...] = (
    (
        *_LATE,
        *("critical", "plans_in_20_weeks_excl_exceptions", "2022", "599", "Exampleshire", "Total"),
        *(612.0, 702.0, 90.0, "fail", "withheld"),
        "The plans issued in time and late sum to 702, but 612 plans were issued.",
    ),
    (
        *_LATE,
        *("critical", "plans_in_20_weeks_excl_exceptions", "2022", "604", "Dunmoor", "Total"),
        *(288.0, 6078.0, 5790.0, "fail", "withheld"),
        "The regional total stands in the council's row.",
    ),
    (
        *_SUM,
        *("warning", "ehc_plans_by_primary_need", "202425", "599", "Exampleshire", "Total"),
        *(5486.0, 5483.0, -3.0, "fail", "noted", "Two needs are hidden, so the parts fall short."),
    ),
    (
        *_SUM,
        *("warning", "ehc_plans_by_primary_need", "202324", "605", "East Fenland", "Total"),
        *(None, None, None, "cannot be checked", "none", "One need is not available."),
    ),
    (
        *_SUM,
        *("info", "ehc_plans_by_primary_need", "202425", "606", "Farrowshire", "Total"),
        *(1000.0, 1000.0, 0.0, "pass", "none", None),
    ),
    (
        *("area_codes", "Areas are matched by code and year", "area", "warning"),
        *(None, "2023", "891", "Nottingham", None, None, None, None, "fail", "noted"),
        "The file says 891 for Nottingham; the code belongs to Nottinghamshire. Matched by name.",
    ),
)

SUMMARIES: tuple[tuple[Any, ...], ...] = (
    (*_LATE, "Plans issued in time and late must sum to plans issued.", 912, 910, 2, 0, 2),
    (*_SUM, "The needs of all plans must sum to the plans maintained.", 304, 302, 1, 1, 0),
    ("area_codes", "Areas are matched by code and year", "area", None, 170, 169, 1, 0, 0),
)

_NEEDS = ("school_census", "senneeds")
ROW_RULES: tuple[tuple[Any, ...], ...] = (
    (
        *("senneeds_need_unknown", "ERROR", *_NEEDS, "sentype"),
        *("The type of need is no code of the census.", 1217, False),
    ),
    (
        *("senneeds_rank_gap", "QUERY", *_NEEDS, "sentyperank"),
        *("The ranks of the needs of a pupil leave one out.", None, True),
    ),
)
REJECTS: tuple[tuple[Any, ...], ...] = (
    (*_NEEDS, "sentype", "unknown code", 1217, False),
    ("sen2", "requests", "receiveddate", "not a date", None, True),
)
MISSING_TABLES: tuple[tuple[Any, ...], ...] = (
    ("sen2", "senneed", "the needs of maintained plans are missing", 2),
)
_BOTH = ("maintained_plans", "maintained_plans", "sen2", "ehc_plans:caseload")
_LATE_ONES = ("new_plans", "new_plans", "sen2", "ehc_plans:timeliness")
LOCAL_DIFFERENCES: tuple[tuple[Any, ...], ...] = (
    (
        *("ehc_plans_by_primary_need", "202425", "599", "Primary need", "Autistic spectrum"),
        *("percent", 30.0, 60.0, -30.0, *_BOTH, ""),
    ),
    (
        *("ehc_plans_maintained", "202324", "599", "Total", "Total", "count", 5038.0, 5040.0),
        *(-2.0, *_BOTH, "The published figure was revised after it first came out."),
    ),
    (
        *("ehc_plans_maintained", "202425", "599", "Total", "Total", "count", 5501.0, 5486.0),
        *(15.0, *_BOTH, "The published figure is provisional."),
    ),
    (
        *("plans_in_20_weeks_excl_exceptions", "2022", "599", "Total", "Total", "percent", 71.5),
        *(None, None, *_LATE_ONES),
        "The published figure is withheld, because it fails a check.",
    ),
)

IDENTITIES: tuple[tuple[Any, ...], ...] = (
    ("sum_of_needs", "Needs sum to plans", 12, 1, 1, 0, 2, 150, 9, 14, 12),
    ("timeliness_parts", "In time and late sum to plans issued", 6, 1, 0, 1, 0, 152, 2, 2, 0),
)
