"""The records of a SEN2 return, whatever form it is written in.

Fields are named like the columns of the Blade export. The letters of work-based learning, of direct
payments and of review outcomes have not been seen in a published list: they are made up here.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple


class ImpossibleDay(NamedTuple):
    """A date as somebody typed it, which no calendar has."""

    year: int
    month: int
    day: int


Day = date | ImpossibleDay | None
Value = str | bool | date | ImpossibleDay | None


@dataclass(slots=True, kw_only=True)
class PlacedRecord:
    """A placement that a plan names."""

    urn: str = ""
    ukprn: str = ""
    sensetting: str = ""
    sensettingother: str = ""
    placementrank: str = "1"
    senunitindicator: bool | None = None
    resourcedprovisionindicator: bool | None = None


@dataclass(slots=True, kw_only=True)
class PlacementRecord(PlacedRecord):
    """Where the holder of an active plan is."""

    entrydate: Day = None
    leavingdate: Day = None
    attendancepattern: str = ""
    res: str = ""
    wbp: str = ""


@dataclass(slots=True)
class NeedRecord:
    """A need of the holder of an active plan."""

    sentype: str
    sentyperank: str


@dataclass(slots=True, kw_only=True)
class NamedPlanRecord:
    """A plan that was issued."""

    startdate: Day
    planres: str = ""
    planwbp: str = ""
    pb: bool | None = None
    oa: bool | None = None
    dp: str = ""
    ceasedate: Day = None
    ceasereason: str = ""
    details: list[PlacedRecord] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class AssessmentRecord:
    """An EHC needs assessment."""

    assessmentoutcome: str
    assessmentoutcomedate: Day = None
    assessmentmediation: bool | None = None
    assessmenttribunal: bool | None = None
    othermediation: bool | None = None
    othertribunal: bool | None = None
    week20: bool | None = None
    plan: NamedPlanRecord | None = None


@dataclass(slots=True, kw_only=True)
class ActiveRecord:
    """A plan that is active on the census date."""

    transferla: str = ""
    res: str = ""
    wbp: str = ""
    reviewmeeting: Day = None
    reviewoutcome: str = ""
    reviewdraft: Day = None
    phasetransferduedate: Day = None
    phasetransferfinaldate: Day = None
    lastreview: Day = None
    placements: list[PlacementRecord] = field(default_factory=list)
    needs: list[NeedRecord] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class RequestRecord:
    """A request for an EHC needs assessment, with all that came of it."""

    receiveddate: Day
    requestoutcome: str
    requestsource: str = ""
    rya: bool | None = None
    requestoutcomedate: Day = None
    requestmediation: bool | None = None
    requesttribunal: bool | None = None
    exported: str = ""
    assessment: AssessmentRecord | None = None
    active: ActiveRecord | None = None

    @property
    def plan(self) -> NamedPlanRecord | None:
        """The plan that was issued, if one was."""
        return self.assessment.plan if self.assessment else None


@dataclass(slots=True, kw_only=True)
class PersonRecord:
    """A child or young person."""

    surname: str
    forename: str
    personbirthdate: Day
    gendercurrent: str  # 0, 1, 2, 9
    sex: str  # M, F
    ethnicity: str
    postcode: str
    upn: str
    uniquelearnernumber: str
    upnunknown: str
    requests: list[RequestRecord] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Sen2Return:
    """The return of one year."""

    year: int
    census_date: date
    persons: list[PersonRecord]
    stray_needs: list[NeedRecord] = field(default_factory=list)  # of no active plan
