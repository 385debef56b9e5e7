"""Made-up SEN2 returns; see `fixtures_rules`.

A row below a person hangs on parents of its own, which `_chain` makes: the first row on the parents
with the id 1, the second on those with the id 2, and so on.
"""

from collections.abc import Iterable

from tests.fixtures_rules_row import OWN, Export, Row, row

_PLACEMENT = {"placementrank": "1", "urn": "100001"}
CLEAN: dict[str, dict[str, str | None]] = {
    "sen2.sen2": {"lea": "501", "year": "2025", "referencedate": "2025-Jan-16 00:00:00"},
    "sen2.person": {
        "persontableid": OWN,
        "personbirthdate": "2010-05",
        "upn": OWN,
        "sex": "F",
        "ethnicity": "WBRI",
    },
    "sen2.requests": {
        "requeststableid": OWN,
        "persontableid": "1",
        "receiveddate": "2024-Mar-01 00:00:00",
        "requestoutcome": "Y",
        "requestoutcomedate": "2024-Apr-01 00:00:00",
        "requestsource": None,
        "rya": "0",
        "requestmediation": "0",
        "requesttribunal": "False",
        "exported": "",
    },
    "sen2.assessment": {
        "assessmenttableid": OWN,
        "requeststableid": "1",
        "assessmentoutcome": "Y",
        "assessmentoutcomedate": "2024-Jun-01 00:00:00",
        "week20": "0",
        "assessmentmediation": "0",
    },
    "sen2.namedplan": {
        "namedplantableid": OWN,
        "assessmenttableid": "1",
        "startdate": "2024-Jul-01 00:00:00",
        "planwpb": "S",
        "pb": "0",
    },
    "sen2.activeplans": {
        "activeplanstableid": OWN,
        "requeststableid": "1",
        "lastreview": "2024-May-20 00:00:00",
    },
    "sen2.plandetail": {**_PLACEMENT, "plandetailtableid": OWN, "namedplantableid": "1"},
    "sen2.placementdetail": {
        **_PLACEMENT,
        "placementdetailtableid": OWN,
        "activeplanstableid": "1",
        "entrydate": "2020-Sep-01 00:00:00",
    },
    "sen2.senneed": {
        "senneedtableid": OWN,
        "activeplanstableid": "1",
        "sentype": "ASD",
        "sentyperank": "1",
    },
}
_KEYS = {
    "sen2.person": ("persontableid", None),
    "sen2.requests": ("requeststableid", "persontableid"),
    "sen2.assessment": ("assessmenttableid", "requeststableid"),
    "sen2.namedplan": ("namedplantableid", "assessmenttableid"),
    "sen2.activeplans": ("activeplanstableid", "requeststableid"),
}
_TO_REQUESTS = ("sen2.person", "sen2.requests")
_TO_PLANS = (*_TO_REQUESTS, "sen2.assessment", "sen2.namedplan")


def _chain(ids: Iterable[int | str], *tables: str) -> dict[str, list[Row]]:
    """Give a row per id in each table, hanging on the one above with the same id."""
    made: dict[str, list[Row]] = {table: [] for table in tables}
    for one in ids:
        for table, rows in made.items():
            own, above = _KEYS[table]
            rows.append(Row(None, {key: str(one) for key in (own, above) if key}))
    return made


def _numbered(rows: Iterable[Row], key: str) -> list[Row]:
    """Give the rows, each on a parent of its own unless it says which."""
    return [
        Row(one.breaks, {key: str(number), **one.cells}) for number, one in enumerate(rows, start=1)
    ]


_PERSONS = [
    row(),
    row("twice", upn="twice"),
    row("twice", upn="twice"),
    row("number_missing", upn=None, upn_problem="blank"),
    row(upn=None, upn_problem="blank", uniquelearnernumber="learner"),
    row(upn=None, upn_problem="blank", upnunknown="UN1"),
    row("upnunknown_unknown", upn=None, upn_problem="blank", upnunknown="UN4"),
    row("upn_form sex_unknown", upn_problem="form", sex="9"),
    row("upn_check_letter gender_unknown", upn_problem="check letter", gendercurrent="F"),
    row("upn_local_authority ethnicity_unknown", upn_problem="local authority", ethnicity="Q"),
    row("birth_missing", personbirthdate=None, personbirthdate_problem="blank"),
    row("birth_not_a_date", personbirthdate=None, personbirthdate_problem="not a date"),
    row("birth_in_future", personbirthdate="2025-02"),
    row("age", personbirthdate="1998-08"),
    row(personbirthdate="1998-09"),
    row("without_request", persontableid="99"),
]

_REQUESTS = [
    row(requestsource="2"),
    row("received_missing", receiveddate=""),
    row("received_not_a_date", receiveddate="?"),
    row("received_in_future", receiveddate="2025-02-01", requestoutcome="A", requestoutcomedate=""),
    row("received_before_birth", receiveddate="2009-02-01"),
    row("outcome_missing", requestoutcome=""),
    row("outcome_unknown", requestoutcome="Q"),
    row("outcome_date_missing", requestoutcomedate=""),
    row("outcome_not_a_date", requestoutcomedate="?"),
    row("outcome_before_receipt", requestoutcomedate="2024-02-29"),
    row("outcome_in_future", requestoutcomedate="2025-01-17"),
    row("source_unknown exported_unknown", requestsource="6", exported="9"),
    row(
        "rya_unknown mediation_unknown tribunal_unknown",
        rya="2",
        requestmediation="2",
        requesttribunal="2",
    ),
    row(requestoutcome="H", requestoutcomedate=""),
    row("several", persontableid="15"),
    row("several", persontableid="15"),
    row("two_active_plans", persontableid="17"),
    row("orphan", persontableid="nobody"),
]

_ASSESSMENTS = [
    row(),
    row("orphan", requeststableid="none"),
    row("several", requeststableid="3"),
    row("several", requeststableid="3"),
    row("outcome_missing", assessmentoutcome=""),
    row("outcome_unknown", assessmentoutcome="Q"),
    row("outcome_date_missing", assessmentoutcomedate=""),
    row("outcome_not_a_date", assessmentoutcomedate="?"),
    row("outcome_before_receipt", assessmentoutcomedate="2024-02-01"),
    row("outcome_in_future", assessmentoutcomedate="2025-03-01"),
    row(
        "week20_unknown mediation_unknown tribunal_unknown other_mediation_unknown "
        "other_tribunal_unknown",
        week20="2",
        assessmentmediation="2",
        assessmenttribunal="2",
        othermediation="2",
        othertribunal="2",
    ),
]

_PLANS = [
    row(),
    row("orphan", assessmenttableid="none"),
    row("several", assessmenttableid="3"),
    row("several", assessmenttableid="3"),
    row("without_detail", namedplantableid="without"),
    row("details_too_many", namedplantableid="many"),
    row("start_missing", startdate=""),
    row("start_not_a_date", startdate="?"),
    row("start_before_request", startdate="2024-02-01"),
    row("start_in_future", startdate="2025-02-01"),
    row("start_in_future start_after_census_but_active", startdate="2025-02-01"),
    row("ceased_not_a_date", ceasedate="?", ceasereason="1"),
    row("ceased_in_future", ceasedate="2025-06-01", ceasereason="5"),
    row("ceased_before_start", ceasedate="2024-06-01", ceasereason="9"),
    row("ceased_but_active", ceasedate="2024-08-01", ceasereason="1"),
    row(ceasedate="2024-08-01", ceasereason="1.0"),
    row("cease_reason_missing", ceasedate="2024-09-01"),
    row("cease_reason_unknown", ceasedate="2024-09-01", ceasereason="10"),
    row("planres_unknown planwpb_unknown dp_unknown", planres="C", planwpb="Q", dp="Q"),
    row("pb_unknown oa_unknown", pb="2", oa="2"),
]
_ACTIVE = [
    row(reviewmeeting="2024-May-01 00:00:00", reviewoutcome="M"),
    row("orphan", requeststableid="none"),
    row("without_placement needs_not_1_or_2"),
    row("without_rank_1"),
    row("needs_not_1_or_2"),
    row("two_primary_needs"),
    row("transfer_not_historical", transferla="502"),
    row(transferla="502", requeststableid="historical"),
    row("last_review_not_a_date", lastreview="?"),
    row("meeting_not_a_date", reviewmeeting="?"),
    row("decision_before_meeting", reviewmeeting="2024-05-21"),
    row("decision_in_future", lastreview="2025-01-31"),
    row("meeting_in_future", reviewmeeting="2025-01-31", lastreview=""),
    row(
        "draft_not_a_date phase_due_not_a_date phase_final_not_a_date",
        reviewdraft="?",
        phasetransferduedate="?",
        phasetransferfinaldate="?",
    ),
    row(phasetransferduedate="2025-02-15"),
    row("review_outcome_unknown res_unknown wpb_unknown", reviewoutcome="Q", res="Q", wpb="Q"),
]
_RANKS = [
    row(),
    row("orphan", parent="none"),
    row("rank_unknown", rank="x"),
    row("rank_missing", rank=""),
    row("rank_1_twice", parent="5"),
    row("rank_1_twice", parent="5"),
    row("rank_twice", parent="5", rank="2"),
    row("rank_twice", parent="5", rank="2.0"),
    row(parent="9"),
    row("rank_gap", parent="9", rank="3"),
]
_SETTINGS = [
    row("urn_not_a_number ukprn_not_a_number", urn="x", ukprn="y"),
    row("setting_unknown", sensetting="QQ"),
    row("setting_missing", urn=""),
    row("neet_under_16", urn="", sensetting="NEET"),
    row(parent="16 years", urn="", sensetting="neet"),
    row("unit_and_resourced", senunitindicator="1", resourcedprovisionindicator="1"),
]
_PLACEMENTS = [
    row("entry_not_a_date", entrydate="?"),
    row("leaving_not_a_date", leavingdate="?"),
    row("left_before_entry", leavingdate="2019-09-01"),
    row("res_unknown wpb_unknown", res="Q", wpb="Q"),
    row(res="A", wpb="T"),
]
_NEEDS = [
    row("need_missing", sentype=""),
    row("need_unknown", sentype="QQ"),
    row("need_nsa", sentype="NSA"),
    row(sentype="DS"),
]


def _below(rows: Iterable[Row], parent: str, rank: str) -> list[Row]:
    names = {"parent": parent, "rank": rank}
    return [
        Row(one.breaks, {names.get(cell, cell): value for cell, value in one.cells.items()})
        for one in _numbered(rows, "parent")
    ]


def _with_placements() -> Export:
    made = _chain(range(1, 30), *_TO_PLANS, "sen2.activeplans")
    older = _chain(["16 years"], *_TO_PLANS, "sen2.activeplans")
    detail, active = "namedplantableid", "activeplanstableid"
    return {
        **{table: rows + older[table] for table, rows in made.items()},
        "sen2.sen2": [row()],
        "sen2.person": [
            *(
                Row(None, {**one.cells, "personbirthdate": "2008-09"})
                for one in made["sen2.person"]
            ),
            *(
                Row(None, {**one.cells, "personbirthdate": "2008-08"})
                for one in older["sen2.person"]
            ),
        ],
        "sen2.plandetail": _below(_RANKS + _SETTINGS, detail, "placementrank"),
        "sen2.placementdetail": _below(_RANKS + _SETTINGS + _PLACEMENTS, active, "placementrank"),
        "sen2.senneed": _below(_RANKS + _NEEDS, active, "sentyperank"),
    }


RECORDS: dict[str, Export] = {
    "sen2 persons": {
        **_chain(range(1, 16), "sen2.requests"),
        "sen2.sen2": [row(year="2030")],
        "sen2.person": _numbered(_PERSONS, "persontableid"),
    },
    "sen2 requests": {
        **_chain(range(1, 20), "sen2.person"),
        "sen2.sen2": [row(year="2027", referencedate="2025-01-16")],
        "sen2.requests": _numbered(_numbered(_REQUESTS, "persontableid"), "requeststableid"),
        "sen2.activeplans": [Row(None, {"requeststableid": "17"})] * 2,
        "sen2.assessment": _numbered(_ASSESSMENTS, "requeststableid"),
    },
    "sen2 plans": {
        **_chain(range(1, 30), *_TO_REQUESTS, "sen2.assessment"),
        "sen2.sen2": [row(year="2028", referencedate="2025-01-16")],
        "sen2.namedplan": _numbered(_numbered(_PLANS, "assessmenttableid"), "namedplantableid"),
        "sen2.plandetail": [
            *(Row(None, {"namedplantableid": str(one)}) for one in range(1, 30)),
            *[Row(None, {"namedplantableid": "many"})] * 3,
        ],
        "sen2.activeplans": [Row(None, {"requeststableid": one}) for one in ("11", "15")],
    },
    "sen2 active plans": {
        "sen2.sen2": [row(year="2029", referencedate="2025-01-16")],
        "sen2.person": [row(persontableid="1")],
        "sen2.requests": [
            *_chain(range(1, 30), "sen2.requests")["sen2.requests"],
            Row(None, {"requeststableid": "historical", "requestoutcome": "H"}),
        ],
        "sen2.activeplans": _numbered(_numbered(_ACTIVE, "requeststableid"), "activeplanstableid"),
        "sen2.placementdetail": [
            *(
                Row(None, {"activeplanstableid": str(one)})
                for one in range(1, 30)
                if one not in (3, 4)
            ),
            Row(None, {"activeplanstableid": "4", "placementrank": "2"}),
        ],
        "sen2.senneed": [
            *(Row(None, {"activeplanstableid": str(one)}) for one in range(1, 30) if one != 3),
            Row(None, {"activeplanstableid": "5", "sentyperank": "2"}),
            Row(None, {"activeplanstableid": "5", "sentyperank": "3"}),
            Row(None, {"activeplanstableid": "6"}),
        ],
    },
    "sen2 placements": _with_placements(),
    # Items of later years in the return of 2023, whose header leaves the date out.
    "sen2 2023": {
        "sen2.sen2": [row("dsco_too_early", year="2023", referencedate="", dsco="1")],
        "sen2.person": [row("sex_too_early", persontableid="1")],
        "sen2.requests": [
            row(
                "source_too_early outcome_in_future",
                requeststableid="1",
                requestsource="2",
                receiveddate="2022-05-01",
                requestoutcomedate="2023-01-20",
            )
        ],
        "sen2.activeplans": [
            row(
                "meeting_too_early review_outcome_too_early draft_too_early phase_due_too_early "
                "phase_final_too_early",
                activeplanstableid="1",
                reviewmeeting="2022-05-01",
                lastreview="2022-05-02",
                reviewoutcome="A",
                reviewdraft="2022-06-01",
                phasetransferduedate="2023-02-15",
                phasetransferfinaldate="2022-06-01",
            )
        ],
        "sen2.placementdetail": [row("res_too_early wpb_too_early", res="A", wpb="T")],
        "sen2.senneed": [row("need_of_other_year", sentype="DS")],
    },
    "sen2 2026": {
        "sen2.sen2": [row("delivered_twice reference_not_a_date", year="2026", referencedate="?")]
    },
    "sen2 2026 again": {"sen2.sen2": [row("delivered_twice", year="2026")]},
    "sen2 of another": {"sen2.sen2": [row("another_la year_not_a_number", lea="502", year="next")]},
}
