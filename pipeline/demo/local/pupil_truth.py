"""Counts the pupils of a January's school census, as docs/local-data.md says."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from pipeline.demo.local.enrolments import Enrolment
from pipeline.demo.local.ratio_truth import QUINTILES, add_ratios, quintile
from pipeline.demo.local.truth import (
    NEEDS,
    NO_ASSESSMENT,
    NO_SEN,
    NOT_RECORDED,
    PLAN,
    PROVISIONS,
    SUPPORT,
    TOTAL,
    UNKNOWN,
    WHOLE,
    Area,
    Truth,
    academic_year,
    one_of,
)

SCHOOL_TYPES = {
    "NS": "Nursery", "EY": "Nursery", "PS": "Primary", "MP": "Primary", "SS": "Secondary",
    "MS": "Secondary", "AT": "All-through", "SP": "Special", "PR": "Alternative provision",
}  # fmt: skip
_SEXES = {"F": "Female", "M": "Male"}
_YEAR_GROUPS = {
    **dict.fromkeys(("E1", "E2", "N1", "N2"), "Early years"),
    "R": "Reception",
    **{str(year): f"Year {year}" for year in range(1, 15)},
    **dict.fromkeys("MX", "Not in a year group"),
}
_ETHNIC_GROUPS = {
    "W": "White",
    "M": "Mixed or multiple ethnic groups",
    "A": "Asian or Asian British",
    "B": "Black or Black British",
    "C": "Chinese",
    "O": "Any other ethnic group",
}
_STATUSES = ("CM", "F", "O", "")
SEN = (PLAN, SUPPORT)
SchoolAreas = Mapping[str, tuple[Area, ...]]  # by URN


class Pupil(NamedTuple):
    """What is counted of one pupil."""

    school_type: str
    provision: str
    need: str  # blank without SEN
    has_second_need: bool
    groups: tuple[tuple[str, str], ...]
    urn: str

    @property
    def has_sen(self) -> bool:
        """Whether the pupil has an EHC plan or SEN support."""
        return self.provision in SEN


class PupilTruth:
    """The pupils of one January, each once."""

    def __init__(
        self, january: int, reference: str, areas: SchoolAreas, ranks: Mapping[str, int]
    ) -> None:
        """`reference` is the census date; `areas` say where the pupils of a school count.

        `ranks` are those of pupils' neighbourhoods by deprivation, by pupil number.
        """
        self.period = academic_year(january)
        self.areas = areas
        self._ranks = ranks
        self._reference = reference
        self._kept: dict[str, tuple[tuple[int, int, str, int], Enrolment]] = {}
        self._by_key: dict[str, Pupil] | None = None
        self._rows = 0

    def add(self, one: Enrolment) -> None:
        """A row of the roll, in the order of the file."""
        self._rows += 1
        if one.status in ("S", "G"):
            return
        order = 0 if one.status in ("C", "M") else _STATUSES.index(one.status)
        newest = -int(one.entry.replace("-", "") or 0)
        rank = (order, newest, one.school.la_code + one.school.estab, self._rows)
        key = one.upn or f"row {self._rows}"
        if key not in self._kept or rank < self._kept[key][0]:
            self._kept[key] = (rank, one)

    @property
    def pupils(self) -> Mapping[str, Pupil]:
        """Every pupil, by UPN."""
        if self._by_key is None:
            ranked = sum(one.upn in self._ranks for _, one in self._kept.values())
            has_ranks = 5 * ranked >= 4 * len(self._kept)  # of fewer the rest would say too little
            self._by_key = {
                key: self._pupil(one, has_ranks) for key, (_, one) in self._kept.items()
            }
        return self._by_key

    def _pupil(self, one: Enrolment, has_ranks: bool) -> Pupil:
        homes = ((QUINTILES, quintile(self._ranks.get(one.upn, 0))),) if has_ranks else ()
        provision = one_of(PROVISIONS, one.provision)
        eligible = any(
            start <= self._reference and (not end or end >= self._reference)
            for start, end in one.meals
        )
        return Pupil(
            school_type=one_of(SCHOOL_TYPES, one.school.phase),
            provision=provision,
            need=_primary_need(one) if provision in SEN else "",
            has_second_need=any(need.rank == 2 for need in one.needs),
            groups=(
                ("Sex", one_of(_SEXES, one.sex)),
                ("Year group", one_of(_YEAR_GROUPS, one.year_group)),
                ("Ethnic group", ethnic_group(one.child.ethnicity)),
                ("Free school meals", "Eligible" if eligible else "Not eligible"),
                ("First language", first_language(one.child.language)),
                *homes,
            ),
            urn=one.school.urn,
        )

    def finish(self, truth: Truth) -> None:
        """Add every figure about pupils."""
        alike = Counter(self.pupils.values())
        cells: dict[str, Counter[tuple[Area, str, str]]] = {
            name: Counter() for name in ("all", PLAN, SUPPORT, "second", "needs", "by need", "type")
        }
        for pupil, number in alike.items():
            for cell in self._cells(pupil):
                cells["all"][cell] += number
                if pupil.has_sen:
                    cells[pupil.provision][cell] += number
            for name, cell in self._sen_cells(pupil):
                cells[name][cell] += number
        self._add_rates(truth, cells)
        self._add_shares(truth, alike)

    def _cells(self, pupil: Pupil) -> Iterator[tuple[Area, str, str]]:
        for area in self.areas[pupil.urn]:
            yield area, TOTAL, TOTAL
        yield WHOLE, "School type", pupil.school_type
        for topic, group in pupil.groups:
            yield WHOLE, topic, group

    def _sen_cells(self, pupil: Pupil) -> Iterator[tuple[str, tuple[Area, str, str]]]:
        """The cells of secondary needs, among all with SEN and those who have one."""
        if not pupil.has_sen:
            return
        cells = [(area, TOTAL, TOTAL) for area in self.areas[pupil.urn]]
        cells.append((WHOLE, "SEN provision", pupil.provision))
        cells.append((WHOLE, "School type", pupil.school_type))
        for cell in cells:
            yield "needs", cell
            if pupil.has_second_need:
                yield "second", cell

    def _add_rates(self, truth: Truth, cells: Mapping[str, Counter[tuple[Area, str, str]]]) -> None:
        everyone, period = cells["all"], self.period
        truth.rates("pupils_with_sen", period, cells[PLAN] + cells[SUPPORT], everyone)
        truth.rates("pupils_with_ehc_plan", period, cells[PLAN], everyone)
        truth.rates("pupils_on_sen_support", period, cells[SUPPORT], everyone)
        add_ratios(truth, period, everyone, {name: cells[name] for name in SEN})
        truth.rates("secondary_need_recorded", period, cells["second"], cells["needs"])

    def _add_shares(self, truth: Truth, alike: Counter[Pupil]) -> None:
        mainstream = ("Primary", "Secondary", "All-through")
        provisions, supported, needs, types = (Counter[tuple[Area, str]]() for _ in range(4))
        pupils: Counter[Area] = Counter()
        for pupil, number in alike.items():
            for area in self.areas[pupil.urn]:
                pupils[area] += number
                if not pupil.has_sen:
                    continue
                needs[area, pupil.need] += number
                if pupil.school_type in mainstream:
                    provisions[area, pupil.provision] += number
                if pupil.provision == PLAN:
                    types[area, pupil.school_type] += number
                elif pupil.need not in (NOT_RECORDED, NO_ASSESSMENT):
                    supported[area, pupil.need] += number
        self._shares(truth, "sen_pupils_by_provision", "SEN provision", provisions)
        self._shares(truth, "sen_support_by_primary_need", "Primary need", supported)
        self._shares(truth, "pupils_with_plan_by_school_type", "School type", types)
        for (area, need), number in needs.items():
            cell = ("Primary need", need)
            name = "primary_need_per_1000_pupils"
            truth.rate(name, self.period, area, cell, number, pupils[area], 1_000)

    def _shares(
        self, truth: Truth, indicator_id: str, topic: str, groups: Counter[tuple[Area, str]]
    ) -> None:
        whole: Counter[Area] = Counter()
        for (area, _), number in groups.items():
            whole[area] += number
        for (area, group), number in groups.items():
            truth.rate(indicator_id, self.period, area, (topic, group), number, whole[area])


def _primary_need(one: Enrolment) -> str:
    first = sorted((need.order, need.code) for need in one.needs if need.rank == 1)
    return NEEDS.get(first[0][1], NOT_RECORDED) if first else NOT_RECORDED


def ethnic_group(code: str) -> str:
    """The broad group of an ethnicity code."""
    return UNKNOWN if code in ("REFU", "NOBT") else one_of(_ETHNIC_GROUPS, code[:1])


def first_language(code: str) -> str:
    """English, another language, or not known."""
    if code in ("", "NOT", "REF"):
        return UNKNOWN
    return "English" if code in ("ENG", "ENB") else "Other than English"


__all__ = ["NO_SEN", "Pupil", "PupilTruth", "SchoolAreas"]
