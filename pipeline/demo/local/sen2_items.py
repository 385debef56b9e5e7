"""What each item of the SEN2 return is called in each form, and the years that asked for it."""

from dataclasses import dataclass
from typing import NamedTuple


class Item(NamedTuple):
    """One item: its names in the three forms, and the years in which it was collected."""

    column: str
    tag: str  # blank where the XML has not been seen to carry it
    heading: str
    first: int = 2023
    last: int = 9999
    is_number: bool = False  # in the template


@dataclass(frozen=True)
class Table:
    """One module of the return."""

    name: str
    parent: str
    tag: str
    title: str  # of the block in the template
    items: tuple[Item, ...]

    def items_of(self, year: int) -> tuple[Item, ...]:
        """What the return of a year asked for."""
        return tuple(item for item in self.items if item.first <= year <= item.last)


_RESIDENTIAL, _WORK = "Residential Settings", "Work Based Learning Activity"
_URN, _UKPRN = "URN - Unique Reference Number", "UKPRN - UK Provider Reference Number"
_PLACED = (
    Item("urn", "URN", _URN, is_number=True),
    Item("ukprn", "UKPRN", _UKPRN, is_number=True),
    Item("sensetting", "SENSetting", "SEN Setting – Establishment type"),
    Item("sensettingother", "SENSettingOther", "SEN Setting - Other"),
    Item("placementrank", "PlacementRank", "Placement Rank (1=Primary, 2=Secondary)",
         is_number=True),
)  # fmt: skip
_FLAGS = (
    Item("senunitindicator", "SENunitIndicator", "SEN Unit Indicator"),
    Item("resourcedprovisionindicator", "ResourcedProvisionIndicator",
         "Resourced Provision Indicator"),
)  # fmt: skip

SEN2 = Table("sen2", "", "Header", "Header Record", (
    Item("collection", "Collection", "Collection Name"),
    Item("year", "Year", "Year", is_number=True),
    Item("referencedate", "ReferenceDate", "Reference Date"),
    Item("sourcelevel", "SourceLevel", "Source Level"),
    Item("lea", "LEA", "LA Number"),
    Item("softwarecode", "SoftwareCode", "Software Code"),
    Item("release", "Release", "Release"),
    Item("serialno", "SerialNo", "Serial Number", is_number=True),
    Item("datetime", "DateTime", "Date & Time \n(ccyy-mm-ddThh:mm:ss)"),
    Item("dmo", "", "Designated Medical Officer"),
    Item("dco", "", "Designated Clinical Officer"),
    Item("dsco", "", "Designated Social Care Officer", 2025),
))  # fmt: skip
PERSON = Table("person", "sen2", "Person", "Person Record", (
    Item("surname", "Surname", "Surname"),
    Item("forename", "Forename", "Forename"),
    Item("personbirthdate", "PersonBirthDate", "Date of Birth \n(ccyy-mm-dd)"),
    Item("gendercurrent", "GenderCurrent", "Gender", last=2023, is_number=True),
    Item("sex", "Sex", "Sex", 2024),
    Item("ethnicity", "Ethnicity", "Ethnicity"),
    Item("postcode", "PostCode", "Post Code"),
    Item("upn", "UPN", "UPN - Unique Pupil Number"),
    Item("uniquelearnernumber", "UniqueLearnerNumber", "ULN - Young Persons Unique Learner Number"),
    Item("upnunknown", "UPNunknown", "UPN and ULN unavailable – Reason"),
))  # fmt: skip
REQUESTS = Table("requests", "person", "Requests", "Requests Records", (
    Item("receiveddate", "ReceivedDate", "Date request was received"),
    Item("requestsource", "RequestSource", "Source of request for an EHC needs assessment", 2025,
         is_number=True),
    Item("rya", "RYA", "Initial Request Whilst In RYA"),
    Item("requestoutcomedate", "RequestOutcomeDate", "Request Outcome Date"),
    Item("requestoutcome", "RequestOutcome", "Request Outcome"),
    Item("requestmediation", "RequestMediation", "Request Mediation"),
    Item("requesttribunal", "RequestTribunal", "Request Tribunal"),
    Item("exported", "Exported",
         "Exported - Child or young person moves out of LA before assessment is completed"),
))  # fmt: skip
ASSESSMENT = Table("assessment", "requests", "Assessment", "Assessments Records", (
    Item("assessmentoutcome", "AssessmentOutcome",
         "Assessment Outcome - Decision to issue EHC plan"),
    Item("assessmentoutcomedate", "AssessmentOutcomeDate", "Assessment Outcome Date"),
    Item("assessmentmediation", "AssessmentMediation", "Assessment Mediation"),
    Item("assessmenttribunal", "AssessmentTribunal", "Assessment Tribunal"),
    Item("othermediation", "OtherMediation", "Other Mediation"),
    Item("othertribunal", "OtherTribunal", "Other Tribunal"),
    Item("week20", "Week20", "Twenty week time limit exceptions apply"),
))  # fmt: skip
NAMED_PLAN = Table("namedplan", "assessment", "NamedPlan", "Named Plan Records", (
    Item("startdate", "StartDate", "EHC Plan Start Date"),
    Item("planres", "PlanRes", _RESIDENTIAL),
    Item("planwbp", "PlanWPB", _WORK),
    Item("pb", "PB", "Personal Budget taken up"),
    Item("oa", "OA", "Personal Budget - Organised Arrangements"),
    Item("dp", "DP", "Personal Budget - Direct Payments"),
    Item("ceasedate", "CeaseDate", "Date EHC plan ceased"),
    Item("ceasereason", "CeaseReason", "Reason EHC plan ceased", is_number=True),
))  # fmt: skip
PLAN_DETAIL = Table(
    "plandetail", "namedplan", "PlanDetail", "Plan Detail Records", _PLACED + _FLAGS
)
ACTIVE_PLANS = Table("activeplans", "requests", "ActivePlans", "Active Plan Records", (
    Item("transferla", "TransferLA",
         "EHC Plan transferred in from another LA during calendar year", is_number=True),
    Item("res", "RES", _RESIDENTIAL, last=2023),
    Item("wbp", "WPB", _WORK, last=2023),
    Item("reviewmeeting", "ReviewMeeting", "Annual Review Meeting Date", 2024),
    Item("reviewoutcome", "ReviewOutcome", "Annual Review Decision", 2024),
    Item("reviewdraft", "ReviewDraft", "Annual review – date draft amended EHC plan issued", 2025),
    Item("phasetransferduedate", "PhaseTransferDueDate",
         "Phase transfer review - due date for any amended plan", 2025),
    Item("phasetransferfinaldate", "PhaseTransferFinalDate",
         "Phase transfer review - final plan date", 2025),
    # Some take the two headings of the review for each other. These follow what they say.
    Item("lastreview", "LastReview", "EHC Plan Review Decisions Date"),
))  # fmt: skip
PLACEMENT_DETAIL = Table(
    "placementdetail", "activeplans", "PlacementDetail", "Placement Detail Records", (
    Item("res", "RES", _RESIDENTIAL, 2024),
    Item("wbp", "WPB", _WORK, 2024),
    *_PLACED,
    Item("entrydate", "EntryDate", "Placement Start Date"),
    Item("leavingdate", "LeavingDate", "Placement Leaving Date"),
    Item("attendancepattern", "", "Attendance Pattern", last=2023),
    *_FLAGS,
))  # fmt: skip
SEN_NEED = Table("senneed", "activeplans", "SENneed", "SEN Need Records", (
    Item("sentype", "SENtype", "SEN Type of Need"),
    Item("sentyperank", "SENtypeRank", "SEN Type of Need rank  (1=Primary, 2=Secondary)",
         is_number=True),
))  # fmt: skip
TABLES = (
    SEN2, PERSON, REQUESTS, ASSESSMENT, NAMED_PLAN, PLAN_DETAIL, ACTIVE_PLANS, PLACEMENT_DETAIL,
    SEN_NEED,
)  # fmt: skip
