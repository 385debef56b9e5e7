"""A SEN2 return made up for the tests, and written as XML or as a workbook.

The tags and headings stand here a second time on purpose: a mistake in the project's own list of
them must not be made by the writer too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import xlsxwriter

from pipeline.extract.records import Record

# table -> column: (XML tag, heading of the submission template)
ITEMS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "sen2": {
        "collection": ("Collection", "Collection Name"),
        "year": ("Year", "Year"),
        "referencedate": ("ReferenceDate", "Reference Date"),
        "lea": ("LEA", "LA Number"),
        "serialno": ("SerialNo", "Serial Number"),
        "datetime": ("DateTime", "Date & Time \n(ccyy-mm-ddThh:mm:ss)"),
        "dmo": ("DMO", "Designated Medical Officer"),
        "dco": ("DCO", "Designated Clinical Officer"),
        "dsco": ("DSCO", "Designated Social Care Officer"),
    },
    "person": {
        "personbirthdate": ("PersonBirthDate", "Date of Birth \n(ccyy-mm-dd)"),
        "upn": ("UPN", "UPN - Unique Pupil Number"),
        "sex": ("Sex", "Sex"),
        "gendercurrent": ("GenderCurrent", "Gender"),
        "ethnicity": ("Ethnicity", "Ethnicity"),
        "uniquelearnernumber": (
            "UniqueLearnerNumber",
            "ULN - Young Persons Unique Learner Number",
        ),
        "upnunknown": ("UPNunknown", "UPN and ULN unavailable – Reason"),
        "postcode": ("PostCode", "Post Code"),
    },
    "requests": {
        "receiveddate": ("ReceivedDate", "Date request was received"),
        "requestoutcome": ("RequestOutcome", "Request Outcome"),
        "requestoutcomedate": ("RequestOutcomeDate", "Request Outcome Date"),
        "requestsource": ("RequestSource", "Source of request for an EHC needs assessment"),
        "rya": ("RYA", "Initial Request Whilst In RYA"),
        "requestmediation": ("RequestMediation", "Request Mediation"),
        "requesttribunal": ("RequestTribunal", "Request Tribunal"),
        "exported": (
            "Exported",
            "Exported - Child or young person moves out of LA before assessment is completed",
        ),
    },
    "assessment": {
        "assessmentoutcome": (
            "AssessmentOutcome",
            "Assessment Outcome - Decision to issue EHC plan",
        ),
        "assessmentoutcomedate": ("AssessmentOutcomeDate", "Assessment Outcome Date"),
        "assessmentmediation": ("AssessmentMediation", "Assessment Mediation"),
        "assessmenttribunal": ("AssessmentTribunal", "Assessment Tribunal"),
        "othermediation": ("OtherMediation", "Other Mediation"),
        "othertribunal": ("OtherTribunal", "Other Tribunal"),
        "week20": ("Week20", "Twenty week time limit exceptions apply"),
    },
    "namedplan": {
        "startdate": ("StartDate", "EHC Plan Start Date"),
        "planres": ("PlanRes", "Residential Settings"),
        "planwpb": ("PlanWPB", "Work Based Learning Activity"),
        "pb": ("PB", "Personal Budget taken up"),
        "oa": ("OA", "Personal Budget - Organised Arrangements"),
        "dp": ("DP", "Personal Budget - Direct Payments"),
        "ceasedate": ("CeaseDate", "Date EHC plan ceased"),
        "ceasereason": ("CeaseReason", "Reason EHC plan ceased"),
    },
    "plandetail": {
        "placementrank": ("PlacementRank", "Placement Rank (1=Primary, 2=Secondary)"),
        "urn": ("URN", "URN - Unique Reference Number"),
        "ukprn": ("UKPRN", "UKPRN - UK Provider Reference Number"),
        "sensetting": ("SENSetting", "SEN Setting – Establishment type"),
        "senunitindicator": ("SENunitIndicator", "SEN Unit Indicator"),
        "resourcedprovisionindicator": (
            "ResourcedProvisionIndicator",
            "Resourced Provision Indicator",
        ),
    },
    "activeplans": {
        "reviewmeeting": ("ReviewMeeting", "Annual Review Meeting Date"),
        "lastreview": ("LastReview", "EHC Plan Review Decisions Date"),
        "reviewoutcome": ("ReviewOutcome", "Annual Review Decision"),
        "reviewdraft": ("ReviewDraft", "Annual review – date draft amended EHC plan issued"),
        "phasetransferduedate": (
            "PhaseTransferDueDate",
            "Phase transfer review - due date for any amended plan",
        ),
        "phasetransferfinaldate": (
            "PhaseTransferFinalDate",
            "Phase transfer review - final plan date",
        ),
        "transferla": (
            "TransferLA",
            "EHC Plan transferred in from another LA during calendar year",
        ),
        "res": ("RES", "Residential Settings"),
        "wpb": ("WPB", "Work Based Learning Activity"),
    },
    "placementdetail": {
        "placementrank": ("PlacementRank", "Placement Rank (1=Primary, 2=Secondary)"),
        "urn": ("URN", "URN - Unique Reference Number"),
        "ukprn": ("UKPRN", "UKPRN - UK Provider Reference Number"),
        "sensetting": ("SENSetting", "SEN Setting – Establishment type"),
        "entrydate": ("EntryDate", "Placement Start Date"),
        "leavingdate": ("LeavingDate", "Placement Leaving Date"),
        "senunitindicator": ("SENunitIndicator", "SEN Unit Indicator"),
        "resourcedprovisionindicator": (
            "ResourcedProvisionIndicator",
            "Resourced Provision Indicator",
        ),
        "res": ("RES", "Residential Settings"),
        "wpb": ("WPB", "Work Based Learning Activity"),
    },
    "senneed": {
        "sentype": ("SENtype", "SEN Type of Need"),
        "sentyperank": ("SENtypeRank", "SEN Type of Need rank  (1=Primary, 2=Secondary)"),
    },
}
# table -> (XML element, the module above, title in the template, name of a sheet of its own)
PLACES: Mapping[str, tuple[str, str | None, str, str]] = {
    "sen2": ("Header", None, "Header Record", "Header"),
    "person": ("Person", None, "Person Record", "Person"),
    "requests": ("Requests", "person", "Requests Records", "Requests"),
    "assessment": ("Assessment", "requests", "Assessments Records", "Assessments"),
    "namedplan": ("NamedPlan", "assessment", "Named Plan Records", "Named Plan"),
    "plandetail": ("PlanDetail", "namedplan", "Plan Detail Records", "Plan Detail"),
    "activeplans": ("ActivePlans", "requests", "Active Plan Records", "Active Plan"),
    "placementdetail": (
        "PlacementDetail",
        "activeplans",
        "Placement Detail Records",
        "Placement Detail",
    ),
    "senneed": ("SENneed", "activeplans", "SEN Need Records", "SEN Need"),
}
PERSONAL = {"person": "Surname", "plandetail": "SENSettingOther"}
SECRET = "Zzyzxname"
HEADER = {"collection": "SEN2", "year": "2025", "referencedate": "2025-01-16", "lea": "599"}
_PERSON_ID = "Person ID\n\n(This must match the relevant ID in the Person record table)"
_REQUEST_ID = "Requests record ID\n\n(This must match the relevant ID in the Requests table)"


@dataclass
class Node:
    """One record of a module, and the records inside it."""

    table: str
    values: dict[str, str | None] = field(default_factory=dict)
    children: list[Node] = field(default_factory=list)


def a_person(**values: str | None) -> Node:
    """A person with a plan: two places named in it, two needs."""
    plan = Node(
        "namedplan",
        {"startdate": "2024-03-01", "planwpb": "A"},
        [Node("plandetail", {"urn": "100001", "placementrank": rank}) for rank in "12"],
    )
    active = Node(
        "activeplans",
        {"lastreview": "2024-06-20", "reviewmeeting": "2024-06-01", "res": "A"},
        [
            Node("placementdetail", {"urn": "100001", "placementrank": "1", "res": "B"}),
            Node("senneed", {"sentype": "ASD", "sentyperank": "1"}),
            Node("senneed", {"sentype": "SEMH", "sentyperank": "2"}),
        ],
    )
    request = Node("requests", {"receiveddate": "2023-11-01", "requestoutcome": "Y"})
    request.children = [Node("assessment", {"assessmentoutcome": "Y"}, [plan]), active]
    refused = Node("requests", {"receiveddate": "2022-01-01", "requestoutcome": "H"})
    return Node("person", {"upn": "A599000000001", "sex": "F", **values}, [request, refused])


def id_of(table: str) -> str:
    return f"{table}tableid"


def expected_records(persons: Sequence[Node], header: Mapping[str, str | None]) -> list[Record]:
    """What a reader has to find, in no certain order."""
    rows: Counter[str] = Counter()
    found: list[Record] = []

    def add(node: Node, above: str | None) -> None:
        rows[node.table] += 1
        row = str(rows[node.table])
        parent = PLACES[node.table][1]
        values: dict[str, str | None] = {id_of(node.table): row}
        values |= {id_of(parent): above} if parent else {}
        values |= {column: node.values.get(column) for column in ITEMS[node.table]}
        found.append(Record(node.table, int(row), values))
        for child in node.children:
            add(child, row)

    for node in (Node("sen2", dict(header)), *persons):
        add(node, None)
    return found


def xml_of(
    persons: Sequence[Node], header: Mapping[str, str | None] = HEADER, namespace: str = ""
) -> str:
    """The return as XML, one element a line."""
    declared = f' xmlns="{namespace}"' if namespace else ""
    lines = ['<?xml version="1.0" encoding="utf-8"?>', f"<Message{declared}>", "<Header>"]
    lines += ["<CollectionDetails>"]
    for column, (tag, _) in ITEMS["sen2"].items():
        if column == "lea":
            lines += ["</CollectionDetails>", "<Source>", "<SourceLevel>L</SourceLevel>"]
        lines += _leaf(tag, header.get(column))
    lines += ["</Source>", "</Header>", "<Persons>"]
    for person in persons:
        lines += _element(person)
    return "\n".join([*lines, "</Persons>", "</Message>", ""])


def _element(node: Node) -> Iterator[str]:
    tag = PLACES[node.table][0]
    yield f"<{tag}>"
    if node.table in PERSONAL:
        yield from _leaf(PERSONAL[node.table], SECRET)
    for column, (name, _) in ITEMS[node.table].items():
        yield from _leaf(name, node.values.get(column))
    for child in node.children:
        yield from _element(child)
    yield f"</{tag}>"


def _leaf(tag: str, value: str | None) -> list[str]:
    return [] if value is None else [f"<{tag}>{escape(value)}</{tag}>"]


Grid = list[list[Any]]


def template_grid(
    persons: Sequence[Node], header: Mapping[str, str | None] | None = HEADER
) -> Grid:
    """The rows of the submission template: blocks one below the other, numbers as numbers."""
    grid: Grid = [["Guidance above the blocks"], []]
    for table, rows in _flat(persons, header).items():
        headings = _template_headings(table)
        grid += [[PLACES[table][2]], list(headings.values())]
        grid += [[_cell(row.get(column)) for column in headings] for row in rows]
        grid += [[], []]
    return grid


def sheet_grids(
    persons: Sequence[Node], header: Mapping[str, str | None] | None = HEADER
) -> dict[str, Grid]:
    """The rows of one sheet per module, with the names of the Blade export as headings."""
    grids: dict[str, Grid] = {}
    for table, rows in _flat(persons, header).items():
        links = [] if table == "sen2" else ["persontableid", "requeststableid"]
        columns = [*links[: 1 if table == "person" else 2], *ITEMS[table]]
        renamed = {"requestsource": "rquestsource", "": PERSONAL.get(table, "").lower()}
        columns += [""] if table in PERSONAL else []
        headings = [renamed.get(name, name) for name in columns]
        cells = [[_cell(row.get(column)) for column in columns] for row in rows]
        grids[PLACES[table][3]] = [headings, *cells]
    return grids


def write_grids(path: Path, grids: Mapping[str, Grid]) -> None:
    """A workbook of these sheets."""
    with xlsxwriter.Workbook(
        path, {"strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        for name, grid in grids.items():
            sheet = book.add_worksheet(name)
            for line, cells in enumerate(grid):
                for position, cell in enumerate(cells):
                    if isinstance(cell, float):
                        sheet.write_number(line, position, cell)
                    elif cell is not None:
                        sheet.write_string(line, position, cell)


def write_template(
    path: Path, persons: Sequence[Node], header: Mapping[str, str | None] | None = HEADER
) -> None:
    """The return as the submission template."""
    grid = template_grid(persons, header)
    write_grids(path, {"Guidance": [["Person Record"]], "Data Entry Template": grid})


def write_sheets(
    path: Path, persons: Sequence[Node], header: Mapping[str, str | None] | None = HEADER
) -> None:
    """The return as a workbook of one sheet per module."""
    write_grids(path, sheet_grids(persons, header))


def _template_headings(table: str) -> dict[str, str]:
    links = {"persontableid": _PERSON_ID, "requeststableid": _REQUEST_ID}
    shown = {"sen2": 0, "person": 1}.get(table, 2)
    personal = {"": PERSONAL[table]} if table in PERSONAL else {}
    return {
        "type": "Record Type",
        **dict(list(links.items())[:shown]),
        "la": "LA\n(From Header Record)",
        **personal,
        **{column: heading for column, (_, heading) in ITEMS[table].items()},
    }


def _flat(
    persons: Sequence[Node], header: Mapping[str, str | None] | None
) -> dict[str, list[dict[str, Any]]]:
    """The rows of each module, with the ids of the person and the request that they belong to."""
    rows: dict[str, list[dict[str, Any]]] = {table: [] for table in ITEMS}
    if header is None:
        del rows["sen2"]
    else:
        rows["sen2"].append({column: header.get(column) for column in ITEMS["sen2"]})

    def add(node: Node, person: int, request: int) -> None:
        values = {column: node.values.get(column) for column in ITEMS[node.table]}
        links: dict[str, Any] = {"persontableid": person}
        if node.table != "person":
            links["requeststableid"] = request
        rows[node.table].append({"": SECRET, **links, **values})
        for child in node.children:
            number = len(rows["requests"]) + 1 if child.table == "requests" else request
            add(child, person, number)

    for number, person in enumerate(persons, start=1):
        add(person, number, 0)
    return rows


def _cell(value: Any) -> str | float | None:
    """Ids and flags are numbers in a workbook, everything else is text."""
    is_number = isinstance(value, int) or value in ("0", "1", "2")
    return float(value) if is_number else value
