"""The Blade export of a school census: one CSV file per table, written line by line."""

from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self, TextIO

from pipeline.demo.geography import HOME
from pipeline.demo.local.blade_columns import AUTUMN, SPRING, columns, export_name, tables
from pipeline.demo.local.children import day_text
from pipeline.demo.local.enrolments import Enrolment, Exclusion, Need
from pipeline.demo.local.places import town_of
from pipeline.demo.local.schools import REFERRAL, SPECIAL, School

_ABSENCE = ["C", "C1", "C2", "E", "G", "I", "M", "N", "O", "R", "S", "T", "U"]
_UNAUTHORISED = ["G", "N", "O", "U"]
_TYPES = {"Community school": "07", "Academy converter": "51", "Academy sponsor led": "49"}
_FIXED: Mapping[str, Mapping[str, str]] = {
    "schoolcensus": {
        "collection": "SC", "name": "School Census", "sourcelevel": "S", "softwarecode": "DEMO",
        "release": "1.0", "xversion": "1", "lea": HOME, "sourceid": "1",
    },
    "school": {"email": "office@example.sch.uk", "phoneno": "1632960000", "accommodation": "D"},
    "pupilonroll": {
        "schoollunchtaken": "1", "parttime": "0", "hoursatsetting": "30.00", "missingaddress": "0",
        "boarder": "N", "classtype": "O", "yssa": "UNS", "servicechild": "N", "plaa": "N",
        "dafindicator": "0", "topupfunding": "0", "youngcarer": "N",
    },
    "fsmperiod": {"ukcountry": "ENG"},
    "addresses": {"town": "Zztown", "addressline1": "1 Zzstreet"},
    "pupilnolongeronroll": {"parttime": "0", "boarder": "N"},
}  # fmt: skip
_FILLED: Mapping[str, str] = {  # the columns that differ from row to row
    "schoolcensus": "term year referencedate estab serialno datetime urn",
    "school": "schoolname phase type highestncyeargroup lowestncyeargroup intake governance",
    "pupilonroll": (
        "upn surname forename uniquelearnernumber dob entrydate senunitindicator "
        "resourcedprovisionindicator termlysessionspossible termlysessionsauthorised "
        "termlysessionsunauthorised gender sex ethnicity language enrolstatus ncyearactual "
        "senprovision"
    ),
    "senneeds": "sentyperank sentype",
    "fsmperiod": "fsmstartdate fsmenddate",
    "addresses": "postcode posttown",
    "termlyexclusions": "startdate sessions category reason reason1 reason2 senprovision",
    "termlysessiondetails": "sessions absencesessions attendancereason",
    "pupilnolongeronroll": (
        "upn surname forename uniquelearnernumber dob entrydate leavingdate gender sex ethnicity "
        "language termlysessionspossible termlysessionsauthorised termlysessionsunauthorised"
    ),
}


@dataclass(frozen=True)
class Return:
    """One collection: when it was, and how this council's export of it happens to look."""

    year: int  # the calendar year of the census
    term: str
    reference: date
    made: str  # ISO date of the export: a later one replaces an earlier one
    has_bom: bool = False
    has_mixed_case: bool = False
    has_words_for_flags: bool = False

    @property
    def name(self) -> str:
        """The beginning of its files' names."""
        return f"{self.year}_{self.term}"

    def flag(self, is_set: bool) -> str:
        """A yes or no as this export writes it."""
        return str(is_set) if self.has_words_for_flags else str(int(is_set))


class _Table:
    """One file, and the pattern of its lines."""

    def __init__(self, stack: ExitStack, folder: Path, name: str, about: Return) -> None:
        self._export_name = export_name(name, about.term)
        listed = columns(name, about.year, about.term)
        kind = name.removesuffix("onroll").removesuffix("offroll")
        kind = kind if kind in _FILLED else name
        fixed = _FIXED.get(name, {})
        filled = {*_FILLED[kind].split(), *listed[:3]} | {
            column for column in listed[:5] if column.endswith("tableid")
        }
        parts = [f"%({one})s" if one in filled else fixed.get(one, "") for one in listed]
        self._pattern = ",".join(parts) + "\n"
        header = ",".join(_mixed(listed) if about.has_mixed_case else listed)
        path = folder / f"{about.name}_{self._export_name}.csv"
        encoding = "utf-8-sig" if about.has_bom else "utf-8"
        self._file: TextIO = stack.enter_context(
            path.open("w", encoding=encoding, newline="", buffering=1 << 18)
        )
        self._file.write(header + "\n")
        self._id, self._order = f"{self._export_name}tableid", f"{self._export_name}orderseqcolumn"
        self._rows = 0

    def write(self, cells: dict[str, object]) -> int:
        """Add a row, and give its number in the table."""
        self._rows += 1
        cells[self._id] = self._rows
        cells.setdefault(self._order, self._rows)
        cells["NativeId"] = f"{HOME}{self._rows:08d}"
        self._file.write(self._pattern % cells)
        return self._rows


def _mixed(listed: tuple[str, ...]) -> list[str]:
    return [
        column.upper() if number % 3 == 0 else column.title() if number % 3 == 1 else column
        for number, column in enumerate(listed)
    ]


class BladeExport:
    """Writes the tables of one return into a folder."""

    def __init__(self, folder: Path, about: Return) -> None:
        """Begin the files."""
        folder.mkdir(parents=True, exist_ok=True)
        self._about = about
        self._stack = ExitStack()
        self._tables = {
            name: _Table(self._stack, folder, name, about) for name in tables(about.term)
        }
        self._censuses: dict[str, int] = {}

    def __enter__(self) -> Self:
        """Nothing more to open."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the files."""
        self._stack.close()

    def school(self, school: School) -> None:
        """The header of a school's return, and the school."""
        about = self._about
        number = self._tables["schoolcensus"].write(
            {
                "term": "SPR" if about.term == SPRING else "AUT",
                "year": about.year,
                "referencedate": day_text(about.reference.isoformat()),
                "estab": school.estab,
                "serialno": 1,
                "datetime": day_text(about.made),
                "urn": school.urn,
            }
        )
        self._censuses[school.urn] = number
        self._tables["school"].write(
            {
                "schoolcensustableid": number,
                "schoolname": school.name,
                "phase": school.phase,
                "type": _TYPES.get(school.type_name, "12"),
                "highestncyeargroup": school.high_year,
                "lowestncyeargroup": school.low_year,
                "intake": "SPEC" if school.phase in (SPECIAL, REFERRAL) else "COMP",
                "governance": "CA" if "cademy" in school.type_name else "CO",
            }
        )

    def on_roll(self, one: Enrolment) -> None:
        """A pupil on roll, with needs, meals, address, sessions and exclusions."""
        about = self._about
        cells = self._person(one)
        cells["senunitindicator"] = about.flag(one.in_unit)
        cells["resourcedprovisionindicator"] = about.flag(one.in_resourced)
        cells["enrolstatus"] = one.status
        cells["ncyearactual"] = one.year_group
        cells["senprovision"] = one.provision
        pupil = self._tables["pupilonroll"].write(cells)
        self._meals(pupil, one)
        self._tables["addresses"].write(
            {
                "pupilonrolltableid": pupil,
                "postcode": one.child.postcode,
                "posttown": town_of(one.child.postcode),
            }
        )
        if about.term != AUTUMN:
            for need in one.needs:
                self.need(pupil, need)
        self._events("onroll", {"pupilonrolltableid": pupil}, one)

    def no_longer_on_roll(self, one: Enrolment) -> None:
        """A pupil who left, with sessions and exclusions."""
        cells = self._person(one)
        cells["leavingdate"] = day_text(one.leaving)
        pupil = self._tables["pupilnolongeronroll"].write(cells)
        self._events("offroll", {"pupilnolongeronrolltableid": pupil}, one)

    def need(self, pupil: int, need: Need) -> None:
        """A need of the pupil with that number, who may not exist."""
        self._tables["senneeds"].write(
            {
                "pupilonrolltableid": pupil,
                "senneedsorderseqcolumn": need.order,
                "sentyperank": need.rank,
                "sentype": need.code,
            }
        )

    def _person(self, one: Enrolment) -> dict[str, object]:
        child = one.child
        lost = sum(number for reason, number in one.sessions if reason in _ABSENCE)
        unauthorised = sum(number for reason, number in one.sessions if reason in _UNAUTHORISED)
        return {
            "schoolcensustableid": self._censuses[one.school.urn],
            "upn": one.upn,
            "surname": child.surname,
            "forename": child.forename,
            "uniquelearnernumber": child.uln if one.school.ages.stop > 15 else "",
            "dob": day_text(one.born),
            "entrydate": day_text(one.entry),
            "termlysessionspossible": one.possible or "",
            "termlysessionsauthorised": lost - unauthorised if one.possible else "",
            "termlysessionsunauthorised": unauthorised if one.possible else "",
            "gender": one.sex,
            "sex": one.sex,
            "ethnicity": child.ethnicity,
            "language": child.language,
        }

    def _meals(self, pupil: int, one: Enrolment) -> None:
        for start, end in one.meals:
            self._tables["fsmperiod"].write(
                {
                    "pupilonrolltableid": pupil,
                    "fsmstartdate": day_text(start),
                    "fsmenddate": day_text(end),
                }
            )

    def _events(self, roll: str, keys: Mapping[str, object], one: Enrolment) -> None:
        for reason, number in one.sessions:
            cells = {"attendancereason": reason, "sessions": number, "absencesessions": number}
            self._tables[f"termlysessiondetails{roll}"].write({**keys, **cells})
        for event in one.exclusions:
            self._tables[f"termlyexclusions{roll}"].write({**keys, **_exclusion(event)})


def _exclusion(event: Exclusion) -> dict[str, object]:
    first, second = (*event.reasons, "", "")[:2]
    return {
        "startdate": day_text(event.start),
        "sessions": event.sessions or "",
        "category": event.category,
        "reason": first,
        "reason1": first,
        "reason2": second,
        "senprovision": event.provision,
    }
