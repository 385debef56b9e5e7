"""The list of establishments (Get information about schools), of the invented ones only."""

from collections.abc import Sequence
from pathlib import Path

from pipeline.demo.geography import AUTHORITY_BY_CODE
from pipeline.demo.local.schools import School
from pipeline.demo.packing import csv_line

FILE = "gias_schools.csv"
_BEFORE = """
URN;LA (code);LA (name);EstablishmentNumber;EstablishmentName;TypeOfEstablishment (code);
TypeOfEstablishment (name);EstablishmentTypeGroup (code);EstablishmentTypeGroup (name);
EstablishmentStatus (code);EstablishmentStatus (name);OpenDate;CloseDate;PhaseOfEducation (code);
PhaseOfEducation (name);StatutoryLowAge;StatutoryHighAge;Gender (name);SchoolCapacity;UKPRN;
FurtherEducationType (name);LastChangedDate;Street;Town;Postcode;HeadTitle (name);HeadFirstName;
HeadLastName;HeadPreferredJobTitle;SENPRU (name);Section41Approved (name);SEN1 (name);
TypeOfResourcedProvision (name);ResourcedProvisionOnRoll;ResourcedProvisionCapacity;
SenUnitOnRoll;SenUnitCapacity;GOR (name);Country (name)
"""
HEADINGS = tuple(_BEFORE.replace("\n", "").split(";"))
_PHASES = {
    "NS": "Nursery",
    "EY": "Nursery",
    "PS": "Primary",
    "MP": "Middle deemed primary",
    "MS": "Middle deemed secondary",
    "SS": "Secondary",
    "AT": "All-through",
}


def write_gias(published: Path, schools: Sequence[School]) -> None:
    """The list, with every school that a return of the area can name."""
    with (published / FILE).open("w", encoding="utf-8", newline="") as file:
        file.write(csv_line(HEADINGS) + "\n")
        for school in sorted(schools, key=lambda school: school.urn):
            cells = _cells(school)
            file.write(csv_line([cells.get(heading, "") for heading in HEADINGS]) + "\n")


def _cells(school: School) -> dict[str, str]:
    authority = AUTHORITY_BY_CODE[school.la_code]
    college = school.group_name == "Colleges"
    return {
        "URN": school.urn,
        "LA (code)": school.la_code,
        "LA (name)": authority.name,
        "EstablishmentNumber": school.estab,
        "EstablishmentName": school.name,
        "TypeOfEstablishment (name)": school.type_name,
        "EstablishmentTypeGroup (name)": school.group_name,
        "EstablishmentStatus (code)": "1",
        "EstablishmentStatus (name)": "Open",
        "PhaseOfEducation (name)": "16 plus" if college else _phase(school),
        "StatutoryLowAge": str(school.ages.start),
        "StatutoryHighAge": str(school.ages.stop),
        "Gender (name)": "Mixed",
        "UKPRN": school.ukprn,
        "Postcode": school.postcode,
        "TypeOfResourcedProvision (name)": school.special_places,
        "GOR (name)": authority.region.name,
    }


def _phase(school: School) -> str:
    return _PHASES.get(school.phase, "Not applicable")
