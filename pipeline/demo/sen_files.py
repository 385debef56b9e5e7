"""SEN in schools: shares by provision and provider, needs by phase, and pupils with plans."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from pipeline.demo.chance import rounded
from pipeline.demo.geography import Area, academic_year, areas, authorities
from pipeline.demo.layouts import FLAT
from pipeline.demo.number_text import as_float
from pipeline.demo.packing import csv_bytes, csv_line
from pipeline.demo.school_census import (
    MAINSTREAM,
    NEED_JANUARY,
    NEEDS,
    NONE,
    PHASES,
    PLAN,
    SUPPORT,
)
from pipeline.demo.schools import schools
from pipeline.demo.world import World, added

JANUARIES = range(2023, 2017, -1)
_BOYS = 0.68  # the share of boys among pupils with SEN
Pupils = Counter[tuple[str, str]]


def write_sen_files(world: World) -> Mapping[str, bytes]:
    """The shares of the release of 2023, its needs by phase, and the schools of that January."""
    return {
        "percent_pupils_ehcp.csv": _csv("percent_pupils_ehcp.csv", _shares(world)),
        "mainstream_with_sen.csv": _csv("mainstream_with_sen.csv", _mainstream(world)),
        "provider_types.csv": _csv("provider_types.csv", _providers(world)),
        "sen_jan2023_need_by_phase_la.csv": _csv(
            "sen_jan2023_need_by_phase_la.csv", _needs_by_phase(world)
        ),
        "sen_jan2023_by_school.csv": _csv("sen_jan2023_by_school.csv", _by_school(world)),
    }


def _csv(name: str, rows: Iterator[list[str]]) -> bytes:
    layout = FLAT[name]
    return csv_bytes(
        layout.columns, (csv_line(row) for row in rows), bom=layout.bom, newline=layout.newline
    )


def _count(pupils: Pupils, phases: Sequence[str], provisions: Sequence[str]) -> int:
    return sum(pupils[phase, provision] for phase in phases for provision in provisions)


def _time(january: int) -> tuple[str, str]:
    """The period as these files write it: `202223.0` and `2022/23`."""
    return f"{academic_year(january)}.0", f"{january - 1}/{january % 100}"


def _region(area: Area, country: str) -> str:
    return area.region.name if area.region else country


def _named(area: Area, january: int) -> tuple[str, str]:
    one = area.authority
    return (one.name, one.gss_code_in(january)) if one else ("", "")


def _shares(world: World) -> Iterator[list[str]]:
    for january in JANUARIES:
        period, year = _time(january)
        for area in areas(january):
            pupils = added(world.census.pupils, area, january)
            for label, provision in (("EHC plan", PLAN), ("SEN support", SUPPORT)):
                share = as_float(_count(pupils, PHASES, (provision,)), pupils.total(), 2)
                region = _region(area, "England")
                name, code = _named(area, january)
                yield [period, area.level, region, name, code, label, share, year]


def _mainstream(world: World) -> Iterator[list[str]]:
    groups = (("EHC plan", (PLAN,)), ("SEN support", (SUPPORT,)), ("All SEN", (PLAN, SUPPORT)))
    for january in JANUARIES:
        period, year = _time(january)
        for area in areas(january):
            pupils = added(world.census.pupils, area, january)
            total = _count(pupils, MAINSTREAM, (PLAN, SUPPORT, NONE))
            for label, provisions in groups:
                share = as_float(_count(pupils, MAINSTREAM, provisions), total, 2)
                name, _ = _named(area, january)
                region = _region(area, "")
                yield [period, region, area.level, name, f"{total}.0", label, share, year]


def _providers(world: World) -> Iterator[list[str]]:
    """The share of each kind of school among all pupils, and among those with a plan or support."""
    groups = (
        ("all pupils", (PLAN, SUPPORT, NONE)),
        ("pupils with EHC plans", (PLAN,)),
        ("pupils on SEN support", (SUPPORT,)),
    )
    for january in JANUARIES:
        _, year = _time(january)
        for area in areas(january):
            pupils = added(world.census.pupils, area, january)
            name, code = _named(area, january)
            start = [year, "Academic year", area.level, _region(area, ""), name, code]
            for phase in sorted(PHASES):
                if not _count(pupils, (phase,), (PLAN, SUPPORT, NONE)):
                    continue
                for label, provisions in groups:
                    whole = _count(pupils, PHASES, provisions)
                    yield [
                        *start,
                        phase,
                        label,
                        as_float(_count(pupils, (phase,), provisions), whole, 2),
                    ]


def _needs_by_phase(world: World) -> Iterator[list[str]]:
    """Pupils with a plan or SEN support together."""
    for area in sorted(authorities(NEED_JANUARY), key=lambda area: area.name):
        counts = added(world.census.plan_needs, area, NEED_JANUARY)
        for place in area.places:
            counts += world.census.support_needs[place]
        for phase in sorted(PHASES):
            for need in sorted(NEEDS):
                number = counts[phase, need]
                if number:
                    boys = rounded(number * _BOYS)
                    yield [area.name, phase, need, *map(str, (number, boys, number - boys))]


def _by_school(world: World) -> Iterator[list[str]]:
    for area in authorities(NEED_JANUARY):
        for place in area.places:
            for school in schools(place, world.census.pupils[place, NEED_JANUARY]):
                sen = school.support + school.plans
                numbers = (school.pupils, school.support, school.plans, sen)
                yield [area.name, school.name, *map(str, numbers)]
