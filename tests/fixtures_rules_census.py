"""Made-up school census exports; see `fixtures_rules`."""

from tests.fixtures_rules_row import OWN, Export, Row, row

_PUPIL = {
    "pupilonrolltableid": OWN,
    "schoolcensustableid": "s1",
    "upn": OWN,
    "dob": "2015-03",
    "sex": "F",
    "ethnicity": "WBRI",
    "enrolstatus": "C",
    "ncyearactual": "5",
    "senprovision": "N",
    "entrydate": "2019-Sep-02 00:00:00",
    "senunitindicator": "0",
    "resourcedprovisionindicator": "False",
    "termlysessionspossible": "120",
    "termlysessionsauthorised": "20",
    "termlysessionsunauthorised": "100",
}
_EXCLUSION = {"startdate": "2024-Oct-01 00:00:00", "category": "SUSP", "senprovision": "K"}
_SESSIONS = {"attendancereason": "I", "sessions": "3"}
_ON_ROLL, _LEFT = {"pupilonrolltableid": "p1"}, {"pupilnolongeronrolltableid": "q1"}

CLEAN = {
    "school_census.schoolcensus": {
        "schoolcensustableid": "s1",
        "lea": "501",
        "estab": "2001",
        "year": "2025",
        "term": "SPR",
        "referencedate": "2025-Jan-16 00:00:00",
    },
    "school_census.school": {"schooltableid": OWN, "schoolcensustableid": "s1", "phase": "PS"},
    "school_census.pupilonroll": _PUPIL,
    "school_census.pupilnolongeronroll": {
        "pupilnolongeronrolltableid": OWN,
        "schoolcensustableid": "s1",
        "upn": OWN,
        "dob": "2015-03",
        "sex": "M",
        "ethnicity": "CHNE",
    },
    "school_census.senneeds": {**_ON_ROLL, "sentype": "ASD", "sentyperank": "1"},
    "school_census.fsmperiod": {**_ON_ROLL, "fsmstartdate": "2020-Sep-01 00:00:00"},
    "school_census.termlyexclusionsonroll": {**_ON_ROLL, **_EXCLUSION},
    "school_census.termlyexclusionsoffroll": {**_LEFT, **_EXCLUSION},
    "school_census.termlysessiondetailsonroll": {**_ON_ROLL, **_SESSIONS},
    "school_census.termlysessiondetailsoffroll": {**_LEFT, **_SESSIONS},
}


def numbers_and_births() -> list[Row]:
    """Give rows for what is asked of every pupil, wherever a pupil is told of."""
    return [
        row("upn_missing", upn=None, upn_problem="blank"),
        row("upn_form", upn_problem="form"),
        row("upn_check_letter", upn_problem="check letter"),
        row("upn_local_authority", upn_problem="local authority"),
        row("birth_missing", dob=None, dob_problem="blank"),
        row("birth_not_a_date", dob=None, dob_problem="not a date"),
        row("birth_in_future", dob="2025-02", entrydate=None),
        row("age", dob="1998-08"),
        row(dob="1998-09"),
        row("sex_unknown ethnicity_unknown", sex="X", ethnicity="ZZZZ"),
        row(ethnicity="REFU", sex=""),
    ]


def _without_entry(rows: list[Row]) -> list[Row]:
    return [Row(r.breaks, {k: v for k, v in r.cells.items() if k != "entrydate"}) for r in rows]


def _sessions() -> list[Row]:
    return [
        row(
            "possible_not_a_number authorised_not_a_number unauthorised_not_a_number",
            termlysessionspossible="many",
            termlysessionsauthorised="few",
            termlysessionsunauthorised="none",
        ),
        row(
            "missed_more_than_possible",
            termlysessionspossible="4",
            termlysessionsauthorised="3",
            termlysessionsunauthorised="2",
        ),
    ]


_PUPILS = [
    row(),
    *numbers_and_births(),
    *_sessions(),
    row("orphan", schoolcensustableid="none"),
    row("entry_before_birth", dob="2019-10"),
    row("entry_not_a_date", entrydate="31/02/2019"),
    row("entry_in_future", entrydate="2025-01-17"),
    row("provision_missing", senprovision=""),
    row("provision_unknown", senprovision="Q"),
    row("provision_legacy", senprovision="A"),
    row("sen_without_need", senprovision="K"),
    row(senprovision="E", pupilonrolltableid="p18"),
    row("need_without_sen", pupilonrolltableid="p19"),
    row("sen_without_need", senprovision="E", pupilonrolltableid="p20"),
    row(
        "enrolment_status_unknown year_group_unknown",
        enrolstatus="Z",
        ncyearactual="15",
    ),
    row(
        "unit_and_resourced",
        senunitindicator="1",
        resourcedprovisionindicator="True",
    ),
    row("upn_at_two_schools", upn="two schools"),
    row("upn_at_two_schools", upn="two schools", schoolcensustableid="s2", enrolstatus="M"),
    row(upn="two schools", schoolcensustableid="s3", enrolstatus="S"),
    row("upn_twice_in_school", upn="twice"),
    row("upn_twice_in_school", upn="twice"),
    row(upn="two schools", schoolcensustableid="autumn", senprovision="K"),
]

_NEEDS = [
    row(),
    row("orphan", pupilonrolltableid="nobody"),
    row("need_missing", pupilonrolltableid="p3", sentype=""),
    row("need_unknown", pupilonrolltableid="p4", sentype="XXX"),
    row("need_of_other_year", pupilonrolltableid="p5", sentype="BESD"),
    row(pupilonrolltableid="p5", sentype="DS", sentyperank="2"),
    row("need_of_other_year", pupilonrolltableid="p6", sentype="DS"),
    row("nsa_with_plan", pupilonrolltableid="p7", sentype="NSA"),
    row("rank_not_a_number", pupilonrolltableid="p8", sentyperank="first"),
    row(pupilonrolltableid="p8"),
    row("rank_1_twice", pupilonrolltableid="p9"),
    row("rank_1_twice", pupilonrolltableid="p9", sentype="PD"),
    row("rank_twice", pupilonrolltableid="p9", sentyperank="2"),
    row("rank_twice", pupilonrolltableid="p9", sentyperank="2", sentype="PD"),
    row(pupilonrolltableid="p10", sentyperank="1.0"),
    row("rank_gap", pupilonrolltableid="p10", sentyperank="3"),
]

_LEAVERS = [
    row(),
    *_without_entry(numbers_and_births()),
    *_sessions(),
    row("orphan", schoolcensustableid="none"),
]


def _exclusions(key: str, twin: str) -> list[Row]:
    return [
        row(),
        row("orphan", **{key: "nobody"}),
        row("start_missing", startdate=""),
        row("start_not_a_date", startdate="October"),
        row("start_in_future", startdate="2025-02-01"),
        row("category_missing", category="", startdate="2024-Oct-05"),
        row("category_unknown", category="ZZZ"),
        row("provision_unknown", senprovision="Z", startdate="2024-Oct-07"),
        # The same pupil, start and category on the other roll.
        row("reported_twice", **{key: twin}, startdate="2024-Oct-08"),
    ]


def _session_details(key: str) -> list[Row]:
    return [
        row(),
        row(attendancereason="c2"),
        row("orphan", **{key: "nobody"}),
        row("reason_unknown", attendancereason="?"),
        row("sessions_not_a_number", sessions="x"),
    ]


RECORDS: dict[str, Export] = {
    "pupils": {
        "school_census.schoolcensus": [
            row(),
            row(schoolcensustableid="s2", estab="2002"),
            row(schoolcensustableid="s3", estab="2003"),
            row(schoolcensustableid="autumn", term="AUT", referencedate="2024-10-03"),
        ],
        "school_census.pupilonroll": _PUPILS,
        "school_census.pupilnolongeronroll": _LEAVERS,
        "school_census.senneeds": [
            row(pupilonrolltableid="p18"),
            row(pupilonrolltableid="p19"),
            row("rank_gap", pupilonrolltableid="p20", sentyperank="2"),
        ],
    },
    "needs": {
        "school_census.schoolcensus": [
            row(estab="2011"),
            row(schoolcensustableid="2024", estab="2011", year="2024", referencedate="2024-01-18"),
        ],
        "school_census.pupilonroll": [
            row(senprovision="K", pupilonrolltableid="p1"),
            *(row(senprovision="K", pupilonrolltableid=f"p{n}") for n in (3, 4, 5, 8, 9, 10)),
            row(senprovision="K", pupilonrolltableid="p6", schoolcensustableid="2024"),
            row(senprovision="E", pupilonrolltableid="p7"),
        ],
        "school_census.senneeds": _NEEDS,
    },
    "returns": {
        "school_census.schoolcensus": [
            row(estab="2021"),
            row("another_la", schoolcensustableid="s2", lea="502", estab="2021"),
            row("delivered_twice", schoolcensustableid="s3", estab="2023"),
            row("delivered_twice", schoolcensustableid="s4", estab="2023"),
            row("without_school_row", schoolcensustableid="s5", estab="2025"),
            row(
                "year_not_a_number term_unknown reference_not_a_date",
                schoolcensustableid="s6",
                estab="2026",
                year="next",
                term="X",
                referencedate="soon",
            ),
            row("reference_missing", schoolcensustableid="s7", estab="2027", referencedate=""),
            row(schoolcensustableid="s8", estab="2021", term="Summer"),
        ],
        "school_census.school": [
            *(row(schoolcensustableid=f"s{n}") for n in (1, 2, 3, 4, 6, 7, 8)),
            row("orphan", schoolcensustableid="none"),
            row("phase_unknown", phase="QQ"),
        ],
    },
    "events": {
        "school_census.schoolcensus": [row(estab="2031")],
        "school_census.pupilonroll": [
            row(pupilonrolltableid="p1"),
            row(pupilonrolltableid="p2", upn="moved"),
        ],
        "school_census.pupilnolongeronroll": [
            row(pupilnolongeronrolltableid="q1"),
            row(pupilnolongeronrolltableid="q2", upn="moved"),
        ],
        "school_census.termlyexclusionsonroll": _exclusions("pupilonrolltableid", "p2"),
        "school_census.termlyexclusionsoffroll": _exclusions("pupilnolongeronrolltableid", "q2"),
        "school_census.termlysessiondetailsonroll": _session_details("pupilonrolltableid"),
        "school_census.termlysessiondetailsoffroll": _session_details("pupilnolongeronrolltableid"),
        "school_census.fsmperiod": [
            row(),
            row("orphan", pupilonrolltableid="nobody"),
            row("start_not_a_date", fsmstartdate="?"),
            row("end_not_a_date", fsmenddate="?"),
            row("end_before_start", fsmenddate="2019-01-01"),
        ],
    },
}
