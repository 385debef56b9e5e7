"""Counts suspensions, exclusions and absence over all returns, as docs/local-data.md says."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.demo.local.enrolments import Enrolment
from pipeline.demo.local.pupil_truth import SCHOOL_TYPES, PupilTruth, SchoolAreas
from pipeline.demo.local.truth import (
    PROVISIONS,
    TOTAL,
    WHOLE,
    Area,
    Truth,
    academic_year,
    one_of,
)

_SUSPENSIONS = ("SUSP", "FIXD")
_PERMANENT = "PERM"
_AUTHORISED = ("C", "C1", "C2", "E", "F", "H", "I", "J1", "M", "R", "S", "T")
_UNAUTHORISED = ("G", "N", "O", "U")
_ABSENCE = frozenset((*_AUTHORISED, *_UNAUTHORISED))
_REDUCED_TIMETABLE = "C2"
_SUMS = ("rows", "possible", "absent", "reduced", "often", "mostly")
Cell = tuple[Area, str, str]


@dataclass(slots=True)
class _Event:
    upn: str
    urn: str
    school_type: str
    reported_provision: str


@dataclass(slots=True)
class _Attended:
    urn: str
    school_type: str
    provision: str
    possible: int = 0
    absent: int = 0
    reduced: int = 0


class EventTruth:
    """The exclusions and absences of all years."""

    def __init__(self, areas: SchoolAreas) -> None:
        """`areas` say where the pupils of a school count."""
        self._areas = areas
        self._events: dict[str, dict[tuple[str, str, str], _Event]] = defaultdict(dict)
        self._attended: dict[str, dict[tuple[str, str], _Attended]] = defaultdict(dict)
        self._rows = 0

    def add(self, one: Enrolment, year_of_absence: int, is_on_roll: bool) -> None:
        """A pupil of a return about the term that belongs to the academic year ending then."""
        self._rows += 1
        key = one.upn or f"report {self._rows}"
        school_type = one_of(SCHOOL_TYPES, one.school.phase)
        for event in one.exclusions:
            ends = int(event.start[:4]) + (event.start[5:7] >= "09")
            found = _Event(key, one.school.urn, school_type, one_of(PROVISIONS, event.provision))
            self._events[academic_year(ends)].setdefault((key, event.start, event.category), found)
        if is_on_roll and one.possible > 0:
            self._attend(academic_year(year_of_absence), key, school_type, one)

    def _attend(self, period: str, key: str, school_type: str, one: Enrolment) -> None:
        urn = one.school.urn
        row = self._attended[period].setdefault(
            (key, urn), _Attended(urn, school_type, one_of(PROVISIONS, one.provision))
        )
        row.possible += one.possible
        for reason, number in one.sessions:
            if reason in _ABSENCE:
                row.absent += number
            if reason == _REDUCED_TIMETABLE:
                row.reduced += number

    def finish_exclusions(self, truth: Truth, census: PupilTruth) -> None:
        """Add the figures of the academic year of a January, once all its returns were added."""
        pupils: Counter[Cell] = Counter()
        alike = Counter((one.urn, one.school_type, one.provision) for one in census.pupils.values())
        for kind, number in alike.items():
            for cell in self._cells(*kind):
                pupils[cell] += number
        suspensions, permanent = Counter[Cell](), Counter[Cell]()
        suspended: set[tuple[Cell, str]] = set()
        for (upn, _, category), event in self._events[census.period].items():
            known = census.pupils.get(upn)
            provision = known.provision if known else event.reported_provision
            for cell in self._cells(event.urn, event.school_type, provision):
                if category in _SUSPENSIONS:
                    suspensions[cell] += 1
                    suspended.add((cell, upn))
                elif category == _PERMANENT:
                    permanent[cell] += 1
        truth.rates("suspension_rate", census.period, suspensions, pupils)
        truth.rates("permanent_exclusion_rate", census.period, permanent, pupils)
        truth.rates(
            "pupils_suspended", census.period, Counter(cell for cell, _ in suspended), pupils
        )

    def finish_absence(self, truth: Truth, last: int | None = None) -> None:
        """Add the figures of the academic year that ends then, or of all that are still open."""
        periods = sorted(self._attended) if last is None else [academic_year(last)]
        for period in periods:
            sums: dict[str, Counter[Cell]] = {name: Counter() for name in _SUMS}
            for kind, totals in _alike(self._attended.pop(period, {}).values()).items():
                for cell in self._cells(*kind):
                    for name in _SUMS:
                        sums[name][cell] += totals[name]
            truth.rates("overall_absence", period, sums["absent"], sums["possible"])
            truth.rates("persistent_absence", period, sums["often"], sums["rows"])
            truth.rates("severe_absence", period, sums["mostly"], sums["rows"])
            truth.rates("reduced_timetable", period, sums["reduced"], sums["possible"], 1_000)

    def _cells(self, urn: str, school_type: str, provision: str) -> Iterator[Cell]:
        for area in self._areas[urn]:
            yield area, TOTAL, TOTAL
        yield WHOLE, "School type", school_type
        yield WHOLE, "SEN provision", provision


def _alike(rows: Iterable[_Attended]) -> Mapping[tuple[str, str, str], Counter[str]]:
    """Sums over the enrolments of one school and provision."""
    alike: dict[tuple[str, str, str], Counter[str]] = {}
    for row in rows:
        totals = alike.setdefault((row.urn, row.school_type, row.provision), Counter())
        totals["rows"] += 1
        totals["possible"] += row.possible
        totals["absent"] += row.absent
        totals["reduced"] += row.reduced
        totals["often"] += row.absent * 10 >= row.possible
        totals["mostly"] += row.absent * 2 >= row.possible
    return alike
