"""The two long tables of rates: absence and exclusions by SEN provision, and absence by need.

Of local authorities only, and without counts, as they were reshaped by others. Two traps of the
real files are here too: "No SEN" comes a second time with other figures, from the table of needs,
and terms of the running year stand beside whole years.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.demo.attendance import ATTENDED, EVENTS, REDUCED_FROM, TERMS
from pipeline.demo.chance import rounded
from pipeline.demo.cohorts import Counts
from pipeline.demo.geography import Area, academic_year, authorities
from pipeline.demo.layouts_by_sen import BY_SEN, NEED_FILE, PROVISION_FILE
from pipeline.demo.number_text import as_float
from pipeline.demo.packing import csv_bytes, csv_line, gzip_bytes
from pipeline.demo.school_census import NONE, PLAN, PRIMARY, SECONDARY, SPECIAL, SUPPORT
from pipeline.demo.world import World, added

_ABSENCE, _EXCLUSIONS = "absence_characteristics", "exclusions_characteristics"
_RUNNING, _RUNNING_YEAR = "attendance_sen", 2026
_WHOLE_YEAR = "Academic year"
_BY_PROVISION, _BY_NEED = "SEN provision", "SEN primary need"
_PHASES = {
    PRIMARY: "State-funded primary",
    SECONDARY: "State-funded secondary",
    SPECIAL: "Special",
}
_PROVISIONS = {PLAN: "EHC plan", NONE: "No SEN", SUPPORT: "SEN support"}
_METRICS = (
    ("enrolments_pa_10_exact_percent", "percent", "persistent", "enrolments"),
    ("enrolments_pa_50_exact_percent", "percent", "severe", "enrolments"),
    ("sess_overall_percent", "percent", "absent", "possible"),
)
_Metric = tuple[str, str, str, str]  # name, kind, numerator, denominator
_REDUCED = ("sess_auth_temp_reduced_timetable_rate", "rate", "reduced", "possible")
_EVENT_METRICS = dict(
    zip(EVENTS, ("susp_rate", "one_plus_susp_rate", "perm_excl_rate"), strict=True)
)
# How much more, or less, is missed with each need than by all pupils with SEN; 2025 has one more.
_NEEDS = {
    "Autistic spectrum disorder": 1.2,
    "Hearing impairment": 0.72,
    "Moderate learning difficulty": 0.95,
    "Multi-sensory impairment": 0.9,
    "No specialist assessment": 0.85,
    "Other difficulty/disability": 1.15,
    "Physical disability": 1.12,
    "Profound and multiple learning difficulty": 1.35,
    "Severe learning difficulty": 1.05,
    "Social emotional and mental health": 1.55,
    "Specific learning difficulty": 0.83,
    "Speech language and communications needs": 0.8,
    "Visual impairment": 0.86,
    "Down Syndrome": 0.9,
}
_NEW_NEED, _NEW_NEED_FROM = "Down Syndrome", 2025
_YEARS = (2019, 2021, 2022, 2023, 2024, 2025)
_NEED_YEARS, _TERM_YEARS = (2023, 2024, 2025), (2021, 2022, 2023, 2024)


def write_attendance(world: World) -> Mapping[str, bytes]:
    """The two files."""
    files = {PROVISION_FILE: _by_provision(world), NEED_FILE: _by_need(world)}
    return {
        name: gzip_bytes(csv_bytes(BY_SEN[name], map(csv_line, rows)))
        for name, rows in files.items()
    }


def _by_provision(world: World) -> Iterator[list[str]]:
    for area in authorities(_RUNNING_YEAR):
        yield from _running_year(area, added(world.results["absence"], area, _RUNNING_YEAR - 1))
    for year in _YEARS:
        for area in authorities(year + 1):
            yield from _of_a_year(area, year, added(world.results["absence"], area, year))
    for year in _TERM_YEARS:
        for area in authorities(year + 1):
            yield from _of_terms(area, year, added(world.results["exclusions"], area, year))


def _running_year(area: Area, counts: Counts) -> Iterator[list[str]]:
    """The first two terms of a year that is not over, by other definitions."""
    for term, more in ((TERMS[0], 1.04), (TERMS[1], 1.1)):
        for group, label in _PROVISIONS.items():
            missed, possible = (
                _sum(counts, what, ATTENDED, group) for what in ("absent", "possible")
            )
            value = as_float(rounded(missed * more), possible, 3)
            start = [
                _RUNNING,
                academic_year(_RUNNING_YEAR),
                term,
                f"{academic_year(_RUNNING_YEAR)}.0",
            ]
            rate = ["overall_absence_perc", "percent", value]
            yield [*start, "Total", "", label, "", "", *_place(area, _RUNNING_YEAR), *rate]


def _of_a_year(area: Area, year: int, counts: Counts) -> Iterator[list[str]]:
    start = [_ABSENCE, academic_year(year), _WHOLE_YEAR, ""]
    metrics = [*_METRICS, _REDUCED] if year >= REDUCED_FROM else _METRICS
    groups: list[tuple[str, Sequence[str], Sequence[_Metric]]] = [("Total", ATTENDED, metrics)]
    groups += [(name, (phase,), _METRICS[:1]) for phase, name in _PHASES.items()]
    for phase, phases, of_phase in groups:
        for group, label in _PROVISIONS.items():
            for metric, kind, part, whole in of_phase:
                base = _sum(counts, whole, phases, group)
                if base:
                    value = as_float(_sum(counts, part, phases, group), base, 6)
                    place = _place(area, year + 1)
                    what = [phase, "", label, _BY_PROVISION, ""]
                    yield [*start, *what, *place, metric, kind, value]
    for metric, kind, part, whole in _METRICS:
        base = _sum(counts, whole, ATTENDED, NONE)
        again = as_float(rounded(_sum(counts, part, ATTENDED, NONE) * 1.003), base, 6)
        what = ["Total", "", _PROVISIONS[NONE], _BY_NEED, ""]
        yield [*start, *what, *_place(area, year + 1), metric, kind, again]


def _of_terms(area: Area, year: int, counts: Counts) -> Iterator[list[str]]:
    for term in TERMS:
        for group, label in _PROVISIONS.items():
            for event, metric in _EVENT_METRICS.items():
                value = as_float(counts[event, term, group], counts["pupils", term, group], 3)
                start = [_EXCLUSIONS, academic_year(year), term, ""]
                what = ["Total", "", label, _BY_PROVISION, ""]
                yield [*start, *what, *_place(area, year + 1), metric, "rate", value]


def _by_need(world: World) -> Iterator[list[str]]:
    for year in _NEED_YEARS:
        for area in authorities(year + 1):
            counts = added(world.results["absence"], area, year)
            for need, factor in _NEEDS.items():
                if need == _NEW_NEED and year < _NEW_NEED_FROM:
                    continue
                for metric, kind, part, whole in _METRICS:
                    missed, base = (
                        sum(_sum(counts, what, ATTENDED, group) for group in (PLAN, SUPPORT))
                        for what in (part, whole)
                    )
                    value = as_float(rounded(missed * factor), base, 6)
                    start = [_ABSENCE, academic_year(year), _WHOLE_YEAR, "", "Total", ""]
                    place = _place(area, year + 1)
                    yield [*start, need, _BY_NEED, need, *place, metric, kind, value]


def _sum(counts: Counter[tuple[str, ...]], what: str, phases: Sequence[str], group: str) -> int:
    return sum(counts[what, phase, group] for phase in phases)


def _place(area: Area, january: int) -> list[str]:
    one = area.authority
    if one is None or area.region is None:
        return ["", "", "", ""]
    return [area.region.code, area.region.name, one.gss_code_in(january), one.name]
