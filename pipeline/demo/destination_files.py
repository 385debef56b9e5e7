"""Destinations after key stage 4 and 16 to 18 study: shares with one decimal, without England."""

from collections.abc import Iterator, Mapping, Sequence

from pipeline.demo.cohorts import Counts
from pipeline.demo.destinations import (
    DIFFICULTY,
    KS4_KINDS,
    NO_DIFFICULTY,
    NOT_SUSTAINED,
    POST16_KINDS,
)
from pipeline.demo.geography import COUNTRY, Area, academic_year, authorities, regions
from pipeline.demo.layouts_by_sen import BY_SEN, KS4_FILE, POST16_FILE
from pipeline.demo.number_text import as_float
from pipeline.demo.packing import csv_bytes, csv_line, gzip_bytes
from pipeline.demo.school_census import NONE, PLAN, SUPPORT
from pipeline.demo.world import World, added

_KS4_YEARS = {2021: "Revised", 2022: "Provisional"}
_POST16_YEARS = (2021, 2022)
_KS4_GROUPS = {
    "EHC plan or Statement": (PLAN,),
    "Identified SEN": (PLAN, SUPPORT),
    "No identified SEN": (NONE,),
    "SEN support": (SUPPORT,),
}
_POST16_GROUPS = {
    "No identified LLDD": (NO_DIFFICULTY,),
    "Identified LLDD (mainstream)": (DIFFICULTY,),
    "No identified SEN": (NONE,),
    "Identified SEN (mainstream)": (SUPPORT,),
}
_SUSTAINED = "overall"
_LABELS = {
    "all_work": "Employment",
    "appren": "Apprenticeship",
    "sfc": "Sixth form college",
    "ssf": "School sixth form",
    "he": "Higher education",
    "fe": "Further education",
    "other_edu": "Education (other)",
    "all_notsust": "Not sustained",
    "all_unknown": "Unknown",
    _SUSTAINED: "Overall sustained",
}
_LEVEL_3, _IN_EDUCATION = 0.35, ("sfc", "ssf", "fe", "other_edu")


def write_destinations(world: World) -> Mapping[str, bytes]:
    """The two files."""
    files = {KS4_FILE: _ks4(world), POST16_FILE: _post16(world)}
    return {
        name: gzip_bytes(csv_bytes(BY_SEN[name], map(csv_line, rows)))
        for name, rows in files.items()
    }


def _areas(year: int) -> tuple[Area, ...]:
    return (*authorities(year + 1), *regions())


def _year(year: int) -> str:
    return f"{year - 1}/{year % 100}"


def _count(counts: Counts, what: str, groups: Sequence[str]) -> int:
    name = "sustained" if what == _SUSTAINED else what
    return sum(counts[name, group] for group in groups)


def _ks4(world: World) -> Iterator[list[str]]:
    for year, version in _KS4_YEARS.items():
        for area in _areas(year):
            counts = added(world.results["destinations"], area, year)
            for label, groups in _KS4_GROUPS.items():
                cohort = _count(counts, "eligible", groups)
                if not cohort:
                    continue
                start = [
                    academic_year(year),
                    "Academic year",
                    area.level,
                    *COUNTRY,
                    *_codes(area, year),
                ]
                start += ["", "", "", "", "Local education authority area"]
                start += ["State-funded mainstream & special schools", "Total", "SEN Provision"]
                work = _training(counts, groups, cohort)
                middle = [label, version, "Percentage", str(cohort), *work, _year(year)]
                for kind in (*KS4_KINDS, *NOT_SUSTAINED, _SUSTAINED):
                    share = as_float(_count(counts, kind, groups), cohort, 1)
                    yield [*start, *middle, kind, share, share, _LABELS[kind]]


def _codes(area: Area, year: int) -> list[str]:
    one, region = area.authority, area.region
    place = [region.code, region.name] if region else ["", ""]
    return [*place, *((one.code, one.gss_code_in(year + 1), one.name) if one else ("", "", ""))]


def _training(counts: Counts, groups: Sequence[str], cohort: int) -> list[str]:
    """Shares in education, and in apprenticeships of level 3 and of level 2."""
    education = sum(_count(counts, kind, groups) for kind in _IN_EDUCATION)
    apprentices = _count(counts, "appren", groups)
    higher = int(apprentices * _LEVEL_3)
    return [as_float(part, cohort, 1) for part in (education, higher, apprentices - higher)]


def _post16(world: World) -> Iterator[list[str]]:
    for year in _POST16_YEARS:
        for area in _areas(year):
            counts = added(world.results["post16"], area, year)
            name = area.authority.name if area.authority else ""
            region = area.region.name if area.region else ""
            for label, groups in _POST16_GROUPS.items():
                cohort = _count(counts, "eligible", groups)
                if not cohort:
                    continue
                start = [
                    academic_year(year),
                    area.level,
                    region,
                    name,
                    label,
                    str(cohort),
                    _year(year),
                ]
                for kind in (*POST16_KINDS, *NOT_SUSTAINED, _SUSTAINED):
                    share = as_float(_count(counts, kind, groups), cohort, 1)
                    yield [*start, kind, share, _LABELS[kind]]
