"""SEN of children in need, with a child protection plan, and looked after, on 31 March.

Small numbers are suppressed; the figures of regions and England are not rounded here.
"""

from collections.abc import Iterator, Mapping

from pipeline.demo.chance import spread
from pipeline.demo.geography import COUNTRY, Area, academic_year, areas
from pipeline.demo.layouts_by_sen import BY_SEN, SOCIAL_CARE_FILE
from pipeline.demo.number_text import percent
from pipeline.demo.packing import csv_bytes, csv_line
from pipeline.demo.results import SOCIAL_CARE_GROUPS
from pipeline.demo.school_census import NONE, PLAN, SUPPORT
from pipeline.demo.world import World, added

_YEARS = range(2025, 2019, -1)
_NEEDS = (14, 1, 12, 0.3, 2, 3, 4, 5, 28, 15, 9, 6, 1)  # in the order of the columns
_SMALLEST_SHOWN = 6


def write_social_care(world: World) -> Mapping[str, bytes]:
    """The file."""
    rows = (csv_line(row) for row in _rows(world))
    return {SOCIAL_CARE_FILE: csv_bytes(BY_SEN[SOCIAL_CARE_FILE], rows)}


def _rows(world: World) -> Iterator[list[str]]:
    for year in _YEARS:
        for area in areas(year):
            counts = added(world.results["social_care"], area, year)
            start = [
                academic_year(year),
                "Academic year",
                area.level,
                *COUNTRY,
                *_codes(area, year),
            ]
            for group in SOCIAL_CARE_GROUPS:
                plan, support, none = (counts[group, part] for part in (PLAN, SUPPORT, NONE))
                sen = plan + support
                parts = [none, sen, support, plan]
                needs = spread(sen, _NEEDS)
                hidden = _hidden([*parts, *needs], area)
                bases = [sen + none] * len(parts) + [sen] * len(needs)
                numbers = [
                    "c" if is_hidden else str(number)
                    for number, is_hidden in zip([*parts, *needs], hidden, strict=True)
                ]
                shares = [
                    "c" if is_hidden else percent(number, base, 1, "z")
                    for number, base, is_hidden in zip([*parts, *needs], bases, hidden, strict=True)
                ]
                yield [*start, group, str(sen + none), *numbers, *shares]


def _hidden(numbers: list[int], area: Area) -> list[bool]:
    """Which numbers are suppressed: the small ones, and what they could be worked out from."""
    if area.authority is None:
        return [False] * len(numbers)
    hidden = [0 < number < _SMALLEST_SHOWN for number in numbers]
    for one, other in ((0, 1), (2, 3)):
        hidden[one] = hidden[other] = hidden[one] or hidden[other]
    return hidden


def _codes(area: Area, year: int) -> list[str]:
    one, region = area.authority, area.region
    place = [region.code, region.name] if region else ["", ""]
    codes = (one.code, one.name, one.gss_code_in(year)) if one else ("", "", "")
    return [*place, *codes]
