"""Pupils by school phase, year group, ethnicity and free school meals, 2015/16 to 2021/22."""

from collections import Counter
from collections.abc import Iterator, Mapping

from pipeline.demo.chance import between, rounded, spread, spread_over, stream, varied
from pipeline.demo.geography import COUNTRY, PLACES, Area, academic_year, areas
from pipeline.demo.layouts import FLAT
from pipeline.demo.number_text import percent
from pipeline.demo.packing import csv_bytes, csv_line, gzip_bytes
from pipeline.demo.plan_totals import Key
from pipeline.demo.school_census import (
    ALTERNATIVE,
    INDEPENDENT,
    NON_MAINTAINED,
    NURSERY,
    PRIMARY,
    SECONDARY,
    SPECIAL,
)
from pipeline.demo.traits import traits
from pipeline.demo.world import World, added

FILE = "spc_pupils_fsm_ethnicity_yrgp.data.csv.gz"
JANUARIES = range(2016, 2023)
TOTAL = "Total"
ELIGIBLE = "Known to be eligible for free school meals"
NOT_ELIGIBLE = "Not known to be eligible for free school meals"
_PHASE_LABELS = {
    NURSERY: NURSERY,
    PRIMARY: PRIMARY,
    SECONDARY: SECONDARY,
    SPECIAL: SPECIAL,
    ALTERNATIVE: "Pupil referral unit",
    NON_MAINTAINED: "Non-maintained special school",
}
_YEAR_GROUPS = {2: "Nursery 1", 3: "Nursery 2", 4: "Reception"} | {
    age: f"Year {min(age - 4, 14)}" for age in range(5, 20)
}
_ETHNIC_GROUPS: Mapping[str, float] = {  # two of the names are misspelled in the real file
    "Any other ethnic group": 1.4,
    "Asian - Any other Asian background": 1.6,
    "Asian - Bangaladeshi": 1.2,
    "Asian - Chinese": 0.5,
    "Asian - Indian": 2.4,
    "Asian - Pakistani": 3.2,
    "Black - Any other Black background": 0.5,
    "Black - Black African": 2.6,
    "Black - Black Caribbean": 0.7,
    "Mixed - Any other Mixed background": 1.9,
    "Mixed - White and Asian": 1.3,
    "Mixed - White and Black African": 0.7,
    "Mixed - White and Black Carribean": 1.4,
    "Unclassified": 1.5,
    "White - Any other White background": 6.5,
    "White - Gypsy/Roma": 0.3,
    "White - Irish": 0.2,
    "White - Traveller of Irish heritage": 0.1,
    "White - White British": 72.0,
}
_MEALS = {2016: 0.14, 2018: 0.135, 2022: 0.21}
Figures = Counter[tuple[str, str, str, bool]]  # phase, group, characteristic, eligible


def write_pupil_file(world: World) -> Mapping[str, bytes]:
    """The file, compressed as the real one is."""
    layout = FLAT[FILE]
    content = csv_bytes(layout.columns, _lines(world), bom=layout.bom, newline=layout.newline)
    return {FILE: gzip_bytes(content)}


def _lines(world: World) -> Iterator[str]:
    figures = {
        (place, january): _figures(world, (place, january))
        for place in PLACES
        for january in JANUARIES
    }
    for january in JANUARIES:
        for area in sorted(areas(january), key=lambda area: area.level):
            counts = added(figures, area, january)
            start = _start(area, january)
            for phase, group, characteristic in sorted({key[:3] for key in counts}):
                numbers = [counts[phase, group, characteristic, known] for known in (True, False)]
                for meals, number in zip((ELIGIBLE, NOT_ELIGIBLE), numbers, strict=True):
                    if number:
                        share = percent(number, sum(numbers), 2)
                        cells = f"{phase},{group},{characteristic},{meals}"
                        yield f"{start},{cells},{number},{sum(numbers)},{share}"


def _start(area: Area, january: int) -> str:
    region = (area.region.name, area.region.code) if area.region else ("", "")
    one = area.authority
    authority = (one.code, one.name, one.gss_code_in(january)) if one else ("", "", "")
    period = (academic_year(january), "Academic year", area.level)
    return csv_line([*period, *COUNTRY, *region, *authority])


def _figures(world: World, key: Key) -> Figures:
    """Year groups and ethnic groups over all phases, and the total of each phase."""
    pupils = world.census.pupils[key]
    phases: Counter[str] = Counter()
    for (phase, _), number in pupils.items():
        if phase != INDEPENDENT and number:
            phases[_PHASE_LABELS[phase]] += number
    eligible = _eligible(key, phases)
    total, total_eligible = phases.total(), eligible.total()
    figures: Figures = Counter()
    for phase, number in phases.items():
        figures[phase, TOTAL, TOTAL, True] = eligible[phase]
        figures[phase, TOTAL, TOTAL, False] = number - eligible[phase]
    year_groups: Counter[str] = Counter()
    for age, number in world.census.ages[key].items():
        year_groups[_YEAR_GROUPS[age]] += number
    ethnic_groups = spread_over(total, _ethnic_mix(key[0]))
    for name, groups in (("NC year group", year_groups), ("Ethnicity", ethnic_groups)):
        parts = spread(total_eligible, list(groups.values()))
        for (group, number), part in zip(groups.items(), parts, strict=True):
            figures[TOTAL, name, group, True] = part
            figures[TOTAL, name, group, False] = number - part
    figures[TOTAL, TOTAL, TOTAL, True] = total_eligible
    figures[TOTAL, TOTAL, TOTAL, False] = total - total_eligible
    return figures


def _eligible(key: Key, phases: Counter[str]) -> Counter[str]:
    place, january = key
    rate = between(_MEALS, january) / traits(place).attainment
    rng = stream("meals", place)
    return Counter(
        {phase: rounded(number * varied(rng, rate, 0.2)) for phase, number in phases.items()}
    )


def _ethnic_mix(place: str) -> Mapping[str, float]:
    rng = stream("ethnic groups", place)
    return {group: varied(rng, share, 0.5) for group, share in _ETHNIC_GROUPS.items()}
