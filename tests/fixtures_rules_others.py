"""Made-up results files and a caseload extract; see `fixtures_rules`."""

from tests.fixtures_rules_row import OWN, Export, Row, row

CLEAN: dict[str, dict[str, str | None]] = {
    "results.ks2": {
        "upn": OWN,
        "la": "501",
        "sex": "F",
        "version": "F",
        "acadyr": "2022/2023",
        "eligrwm": "1",
        "rwmexp": "0",
        "sentype": "K",
        "laestab": "5012001",
    },
    "results.ks4": {
        "ks4_upn": OWN,
        "ks4_la": "501",
        "ks4_sex": "F",
        "ks4_version": "F",
        "ks4_acadyr": "2022/2023",
        "ks4_att8": "46.5",
        "ks4_p8score": "-0.3",
        "ks4_l2basics_94": "1",
        "ks4_l2basics_95": "0",
        "ks4_senk": "0",
        "ks4_sene": "0",
    },
    "results.eyfsp": {
        "fsp_upn": OWN,
        "fsp_la": "501",
        "fsp_sex": "F",
        "fsp_version": "F",
        "fsp_acadyr": "2022/2023",
        "fsp_gld": "1",
    },
    "results.phonics": {
        "phonics_upn": OWN,
        "phonics_la": "501",
        "phonics_sex": "F",
        "phonics_version": "F",
        "phonics_acadyr": "2022/2023",
        "phonics_phonics_outcome": "Wa",
        "phonics_ncyearactual": "1",
    },
    "nccis.activities": {
        "young_person_id": OWN,
        "upn": OWN,
        "acadyr": "2023/24",
        "monthno": "1",
        "current_activity_code": "210",
        "dob": "2007-05",
        "sex": "M",
        "send_flag": "N",
    },
}


def _results(prefix: str, *own: Row) -> list[Row]:
    upn, problem, version = f"{prefix}upn", f"{prefix}upn_problem", f"{prefix}version"
    return [
        row(),
        row("another_la", **{f"{prefix}la": "502"}),
        row("upn_missing", **{upn: None, problem: "blank"}),
        row("upn_form", **{problem: "form"}),
        row("upn_check_letter", **{problem: "check letter"}),
        row("upn_local_authority", **{problem: "local authority"}),
        row("twice", **{upn: "twice"}),
        row("twice", **{upn: "twice"}),
        row(**{upn: "twice", version: "U"}),
        row("sex_unknown version_unknown", **{f"{prefix}sex": "Q", version: "Q"}),
        *own,
    ]


RECORDS: dict[str, Export] = {
    "results": {
        "results.ks2": _results(
            "",
            row(
                "eligible_unknown outcome_unknown provision_unknown",
                eligrwm="x",
                rwmexp="x",
                sentype="x",
            ),
        ),
        "results.ks4": _results(
            "ks4_",
            row(
                "attainment_8_not_a_number progress_8_not_a_number",
                ks4_att8="x",
                ks4_p8score="x",
            ),
            row("grade_4_unknown grade_5_unknown", ks4_l2basics_94="x", ks4_l2basics_95="x"),
            row("sen_support_unknown ehc_plan_unknown", ks4_senk="x", ks4_sene="x"),
        ),
        "results.eyfsp": _results("fsp_", row("outcome_unknown", fsp_gld="9")),
        "results.phonics": _results(
            "phonics_",
            row("outcome_unknown", phonics_phonics_outcome="9"),
            row("year_group_unknown", phonics_ncyearactual="99"),
        ),
    },
    "caseload": {
        "nccis.activities": [
            row(),
            row("month_unknown", monthno="13"),
            row("month_missing", monthno=""),
            row("activity_missing", current_activity_code=""),
            row("activity_unknown", current_activity_code="999"),
            row("send_flag_unknown sex_unknown", send_flag="Q", sex="Q"),
            row("number_missing", young_person_id=None, upn=None),
            row("twice", young_person_id="twice"),
            row("twice", young_person_id="twice"),
            row(young_person_id="twice", monthno="2"),
            row("upn_form", upn_problem="form"),
            row("upn_check_letter", upn_problem="check letter"),
            row("upn_local_authority", upn_problem="local authority"),
            row("birth_missing", dob=None, dob_problem="blank"),
            row("birth_not_a_date", dob=None, dob_problem="not a date"),
            # January of 2023/24 is in 2024, September in 2023.
            row("birth_in_future", dob="2024-02"),
            row("birth_in_future", dob="2023-10", monthno="9"),
            row("age", dob="1990-01"),
        ],
    },
}
