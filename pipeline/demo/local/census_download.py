"""A download of the last school census: what the department adds to it is where pupils live.

It is cleaned, one row for each pupil number, and the council's own export counts before it. What it
adds is the rank of the home's neighbourhood by deprivation (IDACI); a few have none.
"""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pipeline.demo.chance import stream
from pipeline.demo.local.enrolments import Enrolment

FOLDER = "census_download"
NEIGHBOURHOODS = 32_844
_COLUMNS = (
    "PupilMatchingRef,AcademicYear,CensusTerm,LA,Estab,LAEstab,URN,PHASE,UPN,FormerUPN,Surname,"
    "Forename,MiddleNames,PreferredSurname,FormerSurname,Sex,DOB,Ethnicity,FSMeligible,"
    "FSM_protected,EVERFSM_6,EVERFSM_6_P,Language,HoursAtSetting,FundedHours,EnrolStatus,EntryDate,"
    "NCyearActual,SENProvision,PrimarySENeedsType,SecondarySENType,IDACI_S,IDACI_R,EYPPR,EYPPBF,"
    "ExtendedHours,ExpandedHours,DAFIndicator,Funding_Basis_ECO,Funding_Basis_HSD,"
    "Funding_Basis_LAA"
)
Ranks = Mapping[str, int]  # by pupil number


def write_census_download(
    inbox: Path, january: int, reference: str, rows: Sequence[Enrolment]
) -> Ranks:
    """Write the download of a January, whose day `reference` is, and give the ranks in it."""
    folder = inbox / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    ranks: dict[str, int] = {}
    listed = _COLUMNS.split(",")
    path = folder / f"Spring_{january - 1}_{january}.csv"
    with path.open("w", encoding="utf-8", newline="", buffering=1 << 18) as file:
        file.write(_COLUMNS + "\n")
        for one, rank in _ranked(january, rows):
            if rank:
                ranks[one.upn] = rank
            cells = _cells(one, january, reference, rank)
            file.write(",".join(cells.get(column, "") for column in listed) + "\n")
    return ranks


def _ranked(january: int, rows: Sequence[Enrolment]) -> Iterator[tuple[Enrolment, int]]:
    """Each pupil with a number once, and the rank of the home: the poorer, the lower; 0 is none."""
    rng = stream("deprivation", january)
    seen: set[str] = set()
    for one in rows:
        if not one.upn or one.upn in seen or one.status == "G":
            continue
        seen.add(one.upn)
        draw = rng.random()
        share = 0.25 * min(one.child.meals, 0.999) + 0.75 * rng.random()
        yield one, 0 if draw < 0.02 else 1 + int(share * NEIGHBOURHOODS)


def _cells(one: Enrolment, january: int, reference: str, rank: int) -> Mapping[str, str]:
    needs = {need.rank: need.code for need in one.needs}
    is_eligible = any(
        start <= reference and (not end or end >= reference) for start, end in one.meals
    )
    left = 1 - rank / NEIGHBOURHOODS
    return {
        "AcademicYear": f"{january - 1}/{january}",
        "CensusTerm": "Spring",
        "LA": one.school.la_code,
        "Estab": one.school.estab,
        "LAEstab": one.school.la_code + one.school.estab,
        "URN": one.school.urn,
        "PHASE": one.school.phase,
        "UPN": one.upn,
        "Surname": one.child.surname,
        "Forename": one.child.forename,
        "Sex": one.sex,
        "DOB": one.born,
        "Ethnicity": one.child.ethnicity,
        "FSMeligible": str(int(is_eligible)),
        "Language": one.child.language,
        "EnrolStatus": one.status,
        "EntryDate": one.entry,
        "NCyearActual": one.year_group,
        "SENProvision": one.provision,
        "PrimarySENeedsType": needs.get(1, ""),
        "SecondarySENType": needs.get(2, ""),
        "IDACI_S": f"{0.7 * left * left:.3f}" if rank else "",
        "IDACI_R": str(rank) if rank else "",
    }
