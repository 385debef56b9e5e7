"""The columns of the school census's Blade export, in the order of each return's schema."""

from collections.abc import Mapping

FIRST_SCHEMA = 2019  # returns before are laid out like this one
SPRING, AUTUMN = "spring", "autumn"
TABLES = (
    "schoolcensus",
    "school",
    "pupilonroll",
    "senneeds",
    "fsmperiod",
    "addresses",
    "termlyexclusionsonroll",
    "termlysessiondetailsonroll",
    "pupilnolongeronroll",
    "termlyexclusionsoffroll",
    "termlysessiondetailsoffroll",
)
# The autumn return has no needs, and another name for two tables.
AUTUMN_NAMES = {"fsmperiod": "fsmperiodsonroll", "addresses": "addressesonroll"}
_NOT_IN_AUTUMN = ("senneeds",)

_PARENTS = {
    "schoolcensus": "",
    "school": "schoolcensustableid",
    "pupilonroll": "schoolcensustableid",
    "pupilnolongeronroll": "schoolcensustableid",
    "termlyexclusionsoffroll": "pupilnolongeronrolltableid",
    "termlysessiondetailsoffroll": "pupilnolongeronrolltableid",
}
_PUPIL = "pupilonrolltableid"
_ADDRESS = (
    "postcode saon paon street locality town administrativearea posttown addressline1 addressline2 "
    "addressline3 addressline4 addressline5 uniquepropertyreferencenumber"
)
_CENSUS = (
    "term collection name year referencedate sourcelevel estab softwarecode release serialno "
    "xversion datetime lea urn"
)
_SCHOOL_SPRING = (
    "schoolname email phoneno maxdaypupils maxboarders minmaleage maxmaleage minfemaleage "
    "maxfemaleage infantslodged infantswithdrawn infantsheard infantsupheld infantsrejected "
    "parttimenotin privatestudy pupilsatotherschool workexperience fecollege freemealstaken "
    "childmothers teenmotherplaces childcareplaces phase type highestncyeargroup "
    "lowestncyeargroup intake governance accommodation secondaryheard secondarylodged "
    "secondaryrejected secondaryupheld secondarywithdrawn"
)
_ROLL_2019 = (
    "upn formerupn surname forename uniquelearnernumber middlenames preferredsurname formersurname "
    "dob entrydate schoollunchtaken parttime senunitindicator resourcedprovisionindicator "
    "missingaddress hoursatsetting termlysessionspossible termlysessionsauthorised "
    "termlysessionsunauthorised fundedhours duplicatenotfunded moveoffrollflag topupfunding "
    "unitcontacttime gender ethnicity yssa language enrolstatus classtype boarder ncyearactual "
    "senprovision servicechild eyppbf plaa dafindicator extendedhours thirtyhourcode eyppr"
)
_GONE_2019 = (
    "upn formerupn surname forename middlenames formersurname dob entrydate leavingdate parttime "
    "termlysessionspossible moveonrollflag termlysessionsauthorised termlysessionsunauthorised "
    "uniquelearnernumber gender ethnicity language boarder"
)
_COVID = "termlysessionscoronavirus"
_WITHOUT_ABSENCE_TOTALS = (
    "termlysessionsauthorised",
    "termlysessionsunauthorised",
    "termlysessionseducational",
    "termlysessionsexceptional",
)
_SINCE_2021 = (_COVID, "termlysessionseducational", "termlysessionsexceptional")
# By table: from which year on, columns taken out and columns added at the end.
_CHANGES: Mapping[str, Mapping[int, tuple[tuple[str, ...], tuple[str, ...]]]] = {
    "pupilonroll": {
        2021: ((), _SINCE_2021),
        2023: ((_COVID,), ("youngcarer",)),
        2024: (("gender",), ("sex",)),
        2025: ((*_WITHOUT_ABSENCE_TOTALS, "thirtyhourcode"), ("eligibilitycode",)),
    },
    "pupilnolongeronroll": {
        2021: ((), _SINCE_2021),
        2023: ((_COVID,), ()),
        2024: (("gender",), ("sex",)),
        2025: (_WITHOUT_ABSENCE_TOTALS, ()),
    },
    "termlyexclusions": {
        2020: ((), ("reinstatementdate", "reviewdate", "reviewresult", "senexpert")),
        2021: (
            ("reason", "reinstatementdate", "reviewdate", "reviewresult", "senexpert"),
            ("reason1", "reason2", "reason3"),
        ),
    },
    "termlysessiondetails": {2021: (("absencesessions",), ("sessions",))},
}
_FIRST: Mapping[str, str] = {
    "schoolcensus": _CENSUS,
    "school": _SCHOOL_SPRING,
    "pupilonroll": _ROLL_2019,
    "senneeds": "sentyperank sentype",
    "fsmperiod": "fsmstartdate fsmenddate ukcountry",
    "addresses": _ADDRESS,
    "termlyexclusions": "startdate sessions category reason senprovision",
    "termlysessiondetails": "absencesessions attendancereason",
    "pupilnolongeronroll": _GONE_2019,
}
_PRIOR = (
    "mathsgcsehighestpriorattainment englishgcsehighestpriorattainment mathsgcsefundingexemption "
    "englishgcsefundingexemption"
)
_PRIOR_YEAR = (
    "englishgcsehighestpriorattainmentpreviousyear mathsgcsehighestpriorattainmentpreviousyear "
    "nonqualhrspreviousyear qualhrspreviousyear tlevelnonqualhrs tlevelqualhrs "
    "englishgcsepriorattainmentyear11 mathsgcsepriorattainmentyear11"
)
_AUTUMN_2024: Mapping[str, str] = {
    "schoolcensus": (
        "name collection term year referencedate serialno sourcelevel estab softwarecode datetime "
        "release xversion lea urn"
    ),
    "school": (
        "schoolname email phoneno intake phase type highestncyeargroup governance lowestncyeargroup"
    ),
    "pupilonroll": (
        "upn formerupn surname forename middlenames preferredsurname uniquelearnernumber "
        "formersurname dob hoursatsetting schoollunchtaken parttime entrydate topupfunding "
        "termlysessionspossible termlysessionsauthorised termlysessionsunauthorised qualhrs "
        "nonqualhrs ftemp moveoffrollflag fundedhours missingaddress duplicatenotfunded "
        "summerhalfterm2sessionspossible summerhalfterm2sessionsauthorised "
        "summerhalfterm2sessionsunauthorised yssa language classtype enrolstatus boarder "
        f"senprovision ncyearactual {_PRIOR} plaa dafindicator extendedhours "
        f"resourcedprovisionindicator senunitindicator servicechild {_PRIOR_YEAR} sex "
        "eligibilitycode eyppr eyppbf"
    ),
    "pupilnolongeronroll": (
        "upn formerupn surname forename middlenames uniquelearnernumber formersurname dob "
        "entrydate leavingdate parttime termlysessionspossible termlysessionsauthorised "
        "termlysessionsunauthorised moveonrollflag missingaddress "
        "summerhalfterm2sessionsauthorised summerhalfterm2sessionspossible "
        "summerhalfterm2sessionsunauthorised qualhrs nonqualhrs boarder language ncyearleaving "
        f"{_PRIOR} {_PRIOR_YEAR} sex"
    ),
}


def tables(term: str) -> tuple[str, ...]:
    """The tables that are written for a return of that term."""
    if term == AUTUMN:
        return tuple(table for table in TABLES if table not in _NOT_IN_AUTUMN)
    return TABLES


def export_name(table: str, term: str) -> str:
    """What the export calls a table in that term."""
    return AUTUMN_NAMES.get(table, table) if term == AUTUMN else table


def columns(table: str, year: int, term: str) -> tuple[str, ...]:
    """The columns of a table in the return of that calendar year and term (autumn: 2024 only)."""
    name = export_name(table, term)
    keys = [f"{name}tableid", "NativeId", f"{name}orderseqcolumn", "sourceid"]
    parent = _PARENTS.get(table, _PUPIL)
    keys += [parent] if parent else []
    if term == AUTUMN and table in _AUTUMN_2024:
        return (*keys, *_AUTUMN_2024[table].split())
    kind = table.removesuffix("onroll").removesuffix("offroll")
    kind = kind if kind in _FIRST else table
    listed = _FIRST[kind].split()
    for since, (gone, added) in sorted(_CHANGES.get(kind, {}).items()):
        if since <= year:
            listed = [column for column in listed if column not in gone] + list(added)
    return (*keys, *listed)
