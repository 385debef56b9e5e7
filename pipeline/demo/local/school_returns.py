"""The school censuses of all years: written, counted, and handed on to what comes after them."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from pipeline.demo.local.blade_columns import AUTUMN, SPRING
from pipeline.demo.local.census_download import write_census_download
from pipeline.demo.local.census_files import BladeExport, Return
from pipeline.demo.local.census_traps import UNKNOWN_PARENT, Traps
from pipeline.demo.local.enrolments import Enrolment, Exclusion, Need, enrol, left
from pipeline.demo.local.event_truth import EventTruth
from pipeline.demo.local.people import PlanPeople
from pipeline.demo.local.plans import LAST_JANUARY, census_date
from pipeline.demo.local.pupil_truth import PupilTruth, SchoolAreas
from pipeline.demo.local.roster import Roster
from pipeline.demo.local.schools import YEAR_GROUPS, School
from pipeline.demo.local.truth import Truth
from pipeline.demo.packing import zip_files

FOLDER = "school_census"
AUTUMN_YEAR = LAST_JANUARY - 1
_ZIPPED = LAST_JANUARY - 2
_TERM_BEFORE_LAST = f"{AUTUMN_YEAR}-06-1"  # days of the summer term: 10 to 19 June


@dataclass(frozen=True)
class SchoolReturns:
    """Writes the returns of the home schools below `inbox`, one January after the other."""

    inbox: Path
    schools: Sequence[School]
    areas: SchoolAreas
    januaries: range
    truth: Truth
    events: EventTruth

    def january(
        self, roster: Roster, people: PlanPeople, january: int
    ) -> tuple[Sequence[Enrolment], PupilTruth]:
        """Write the spring return of a January, count it, and give its rows and its pupils."""
        about = _spring(january)
        seats = roster.pupils_in(january, people.in_home_schools(january))
        enrolments = list(enrol(seats, january))
        del seats  # hundreds of thousands in a large area
        planted = Traps(enrolments, self.schools, january, self.januaries.start).plant()
        gone = list(left(roster.leavers(january), january))
        folder = self.inbox / FOLDER / about.name
        _write(folder, about, self.schools, planted, gone)
        self._deliver_badly(folder, about, planted)
        day = about.reference.isoformat()
        is_last = january == LAST_JANUARY
        ranks = write_census_download(self.inbox, january, day, planted) if is_last else {}
        census = PupilTruth(january, day, self.areas, ranks)
        for one in planted:
            census.add(one)
            self.events.add(one, january, is_on_roll=True)
        for one in gone:
            self.events.add(one, january, is_on_roll=False)
        if january == max(AUTUMN_YEAR, self.januaries.start):
            self._autumn(planted)
        self.events.finish_exclusions(self.truth, census)
        self.events.finish_absence(self.truth, january)
        census.finish(self.truth)
        return planted, census

    def _deliver_badly(self, folder: Path, about: Return, planted: Sequence[Enrolment]) -> None:
        """What happens on the way: a file twice, an early delivery beside the final one, a zip."""
        if about.year == LAST_JANUARY:
            needs = folder / f"{about.name}_senneeds.csv"
            shutil.copyfile(needs, folder / f"{about.name}_senneeds (1).csv")
        if about.year == max(AUTUMN_YEAR, self.januaries.start):
            early = replace(about, made=f"{about.year}-01-29")
            schools = self.schools[1:3]
            urns = {school.urn for school in schools}
            rows = [
                replace(one, provision="K", needs=[Need(1, 1, "SEMH")])
                for one in planted
                if one.school.urn in urns
            ]
            _write(folder.with_name(f"{about.name}_first_delivery"), early, schools, rows, ())
        if about.year == _ZIPPED:
            zip_files(folder.with_suffix(".zip"), sorted(folder.iterdir()))
            shutil.rmtree(folder)

    def _autumn(self, planted: Sequence[Enrolment]) -> None:
        """The October return of some schools: about the summer term before."""
        about = Return(AUTUMN_YEAR, AUTUMN, date(AUTUMN_YEAR, 10, 3), f"{AUTUMN_YEAR}-11-06")
        schools = self.schools[::4]
        urns = {school.urn for school in schools}
        rows = [
            _in_october(one, number)
            for number, one in enumerate(planted)
            if one.school.urn in urns and _stays(one)
        ]
        for one in rows:
            self.events.add(one, AUTUMN_YEAR, is_on_roll=True)
        _write(self.inbox / FOLDER / about.name, about, schools, rows, ())


def _spring(january: int) -> Return:
    return Return(
        year=january,
        term=SPRING,
        reference=census_date(january),
        made=f"{january}-02-26",
        has_bom=january == LAST_JANUARY,
        has_mixed_case=january == AUTUMN_YEAR,
        has_words_for_flags=january == _ZIPPED,
    )


def _write(
    folder: Path,
    about: Return,
    schools: Sequence[School],
    rows: Sequence[Enrolment],
    gone: Sequence[Enrolment],
) -> None:
    with BladeExport(folder, about) as export:
        for school in schools:
            export.school(school)
        for one in rows:
            export.on_roll(one)
        for one in gone:
            export.no_longer_on_roll(one)
        if about.term == SPRING:
            export.need(UNKNOWN_PARENT, Need(1, 1, "ASD"))


def _stays(one: Enrolment) -> bool:
    """Whether a pupil of January is still in that school in the October after."""
    return (
        one.status == "C"
        and bool(one.upn)
        and one.year_group in YEAR_GROUPS
        and one.year_group != one.school.high_year
    )


def _in_october(one: Enrolment, number: int) -> Enrolment:
    exclusions = []
    if one.exclusions and number % 3 == 0:
        start = f"{_TERM_BEFORE_LAST}{number % 10}"
        exclusions = [Exclusion(start, 2, "SUSP", one.exclusions[0].provision, ("DB",))]
    next_year = YEAR_GROUPS[YEAR_GROUPS.index(one.year_group) + 1]
    return replace(
        one,
        year_group=next_year,
        needs=(),
        possible=one.possible - 16 if one.possible else 0,
        sessions=[(reason, size // 2) for reason, size in one.sessions if size > 1],
        exclusions=exclusions,
    )
