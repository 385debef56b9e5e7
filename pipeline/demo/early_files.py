"""The foundation stage profile of one year, and the phonics check, by SEN provision, with counts.

The counts of regions are not rounded here, so that every percentage can be worked out again.
"""

from collections.abc import Iterator, Mapping

from pipeline.demo.geography import COUNTRY, Area, academic_year, areas
from pipeline.demo.layouts_by_sen import BY_SEN, EYFSP_FILE, PHONICS_FILE
from pipeline.demo.number_text import as_float, fixed, percent, percent_units
from pipeline.demo.packing import csv_bytes, csv_line
from pipeline.demo.results import UNKNOWN
from pipeline.demo.school_census import NONE, PLAN, SUPPORT
from pipeline.demo.world import World, added

_EYFSP_YEAR = 2022
_PHONICS_YEARS = (2016, 2017, 2018, 2019, 2022, 2023)
_GROUPS = {
    "No identified SEN": (NONE,),
    "All SEN": (PLAN, SUPPORT),
    "SEN support": (SUPPORT,),
    "EHC plan": (PLAN,),
    "Unclassified": (UNKNOWN,),
}
_PHONICS_GROUPS = {
    "All SEN": (PLAN, SUPPORT),
    "EHC plan or Statement": (PLAN,),
    "No SEN": (NONE,),
    "SEN support": (SUPPORT,),
}
_GOALS = 17
_DISTRICT = ("E07000901", "Fellmarch Dale")


def write_early_years(world: World) -> Mapping[str, bytes]:
    """The two files."""
    files = {EYFSP_FILE: _eyfsp(world), PHONICS_FILE: _phonics(world)}
    return {name: csv_bytes(BY_SEN[name], map(csv_line, rows)) for name, rows in files.items()}


def _eyfsp(world: World) -> Iterator[list[str]]:
    for area in areas(_EYFSP_YEAR + 1):
        counts = added(world.results["eyfsp"], area, _EYFSP_YEAR)
        everyone = (NONE, PLAN, SUPPORT, UNKNOWN)
        start = [academic_year(_EYFSP_YEAR), "Academic year", area.level, *COUNTRY, *_codes(area)]
        children, well = (
            sum(counts[what, group] for group in everyone) for what in ("eligible", "good")
        )
        yield [*start, "", "", "Total", "Total", "Total", *_measures(children, well)]
        if area.authority and area.authority.gss_code_before:
            part = _measures(children // 7, well // 7)
            district = [*start[:2], "Local authority district", *start[3:]]
            yield [*district, *_DISTRICT, "Total", "Total", "Total", *part]
        for sex in ("Girls", "Boys"):
            numbers = _measures(counts["children", sex], counts["well", sex])
            yield [*start, "", "", "Total", "Total", sex, *numbers]
        for label, groups in _GROUPS.items():
            children, well = (
                sum(counts[what, group] for group in groups) for what in ("eligible", "good")
            )
            place = [*start, "", "", "SEN provision", label, "Total"]
            yield [*place, *_measures(children, well)]


def _codes(area: Area) -> list[str]:
    one, region = area.authority, area.region
    place = [region.code, region.name] if region else ["", ""]
    codes = (one.code, one.gss_code_in(_EYFSP_YEAR + 1), one.name) if one else ("", "", "")
    return [*place, *codes]


def _measures(children: int, well: int) -> list[str]:
    """Children, the mean of goals met, and three measures as number and percentage."""
    if not children:
        return ["0", "z", *("0", "z") * 3]
    goals = fixed(percent_units(well + children, 2 * children, 0) * _GOALS, 2)
    cells = [str(children), f"{goals}0000"]
    for number in (well * 29 // 30, min(well + well // 35, children), well):
        cells += [str(number), f"{fixed(percent_units(number, children, 1), 1)}00000"]
    return cells


def _phonics(world: World) -> Iterator[list[str]]:
    for year in _PHONICS_YEARS:
        for area in areas(year + 1):
            counts = added(world.results["phonics"], area, year)
            region = area.region.name if area.region else ""
            name = area.authority.name if area.authority else ""
            for label, groups in _PHONICS_GROUPS.items():
                met, eligible = (
                    sum(counts[what, group] for group in groups) for what in ("met", "eligible")
                )
                if not eligible:
                    continue
                # The percentage of pupils with a plan is not in the file.
                printed = "" if label.startswith("EHC") else percent(met, eligible, 0)
                numbers = [printed, f"{met}.0", f"{eligible}.0", as_float(met, eligible, 2)]
                place = [academic_year(year), area.level, region, name, label]
                yield [*place, *numbers, f"{year - 1}/{year % 100}"]
