"""Made-up SEN2 returns; see `fixtures_rules`.

A row below a person hangs on parents of its own, which `_chain` makes: the first row on the parents
with the id 1, the second on those with the id 2, and so on.
"""

from collections.abc import Iterable

from tests import fixtures_rules_sen2_rows as rows
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
        for table, below in made.items():
            own, above = _KEYS[table]
            below.append(Row(None, {key: str(one) for key in (own, above) if key}))
    return made


def _numbered(given: Iterable[Row], key: str) -> list[Row]:
    """Give the rows, each on a parent of its own unless it says which."""
    return [
        Row(one.breaks, {key: str(number), **one.cells})
        for number, one in enumerate(given, start=1)
    ]


def _below(given: Iterable[Row], parent: str, rank: str) -> list[Row]:
    names = {"parent": parent, "rank": rank}
    return [
        Row(one.breaks, {names.get(cell, cell): value for cell, value in one.cells.items()})
        for one in _numbered(given, "parent")
    ]


def _with_placements() -> Export:
    made = _chain(range(1, 30), *_TO_PLANS, "sen2.activeplans")
    older = _chain(["16 years"], *_TO_PLANS, "sen2.activeplans")
    detail, active = "namedplantableid", "activeplanstableid"
    return {
        **{table: below + older[table] for table, below in made.items()},
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
        "sen2.plandetail": _below(rows.RANKS + rows.SETTINGS, detail, "placementrank"),
        "sen2.placementdetail": _below(
            rows.RANKS + rows.SETTINGS + rows.PLACEMENTS, active, "placementrank"
        ),
        "sen2.senneed": _below(rows.RANKS + rows.NEEDS, active, "sentyperank"),
    }


RECORDS: dict[str, Export] = {
    "sen2 persons": {
        **_chain(range(1, 16), "sen2.requests"),
        "sen2.sen2": [row(year="2030")],
        "sen2.person": _numbered(rows.PERSONS, "persontableid"),
    },
    "sen2 requests": {
        **_chain(range(1, 20), "sen2.person"),
        "sen2.sen2": [row(year="2027", referencedate="2025-01-16")],
        "sen2.requests": _numbered(_numbered(rows.REQUESTS, "persontableid"), "requeststableid"),
        "sen2.activeplans": [Row(None, {"requeststableid": "17"})] * 2,
        "sen2.assessment": _numbered(rows.ASSESSMENTS, "requeststableid"),
    },
    "sen2 plans": {
        **_chain(range(1, 30), *_TO_REQUESTS, "sen2.assessment"),
        "sen2.sen2": [row(year="2028", referencedate="2025-01-16")],
        "sen2.namedplan": _numbered(_numbered(rows.PLANS, "assessmenttableid"), "namedplantableid"),
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
        "sen2.activeplans": _numbered(
            _numbered(rows.ACTIVE, "requeststableid"), "activeplanstableid"
        ),
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
