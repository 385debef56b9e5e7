"""The printed table of SEND Tribunal appeals and appealable decisions, 2014 to 2024."""

from collections import Counter
from functools import cache

from pipeline.demo.chance import between, rounded, stream, varied
from pipeline.demo.faults import tribunal_code
from pipeline.demo.geography import AUTHORITIES, REGIONS, Area, Authority, england
from pipeline.demo.number_text import fixed, percent_units
from pipeline.demo.packing import csv_bytes, csv_line
from pipeline.demo.traits import traits
from pipeline.demo.world import World, added

YEARS = range(2014, 2025)
WIDTH = 37
NONE, NOT_AVAILABLE = " - ", " .. "
REORGANISED_NOTE = "8"
_APPEAL_RATE = {2014: 0.015, 2018: 0.016, 2021: 0.018, 2023: 0.026, 2024: 0.033}

TITLE = (
    "SEND Appeal rate table 1: Special Educational Needs - Appeal rate to the SEND Tribunal based "
    "on total appealable decisions1, by local authorities in England 2014-20242,3"
)
_DECISIONS, _RATE = "Total Appealable Decisions1", "SEND Tribunal Appeal Rate2"
_IN_DEVELOPMENT = (f"In development: {_DECISIONS},8", f"In development: {_RATE}")


def figures_header() -> list[str]:
    """The row of figure names: the last two years have a footnote more."""
    names = ["", ""]
    for year in YEARS:
        decisions = f"{_DECISIONS},9" if year >= 2023 else _DECISIONS
        names += ["Appeals registered4", decisions, _RATE]
    return [*names, *_IN_DEVELOPMENT]


def years_header() -> list[str]:
    """The row of years: each stands above the first of its three figures."""
    cells = ["Local Authority", "LA code"]
    for year in YEARS:
        cells += [str(year), "", ""]
    return [*cells, "", ""]


def appealable_decisions(world: World, area: Area, year: int) -> int:
    """Refusals + assessments without a plan + plans in January + plans ceased as needs were met."""
    requests = world.columns("requests", area, year)
    assessments = world.columns("assessments", area, year)
    return (
        requests["requests_decided_not_to_assess"]
        + assessments["assess_not_issued"]
        + added(world.plans.stock, area, year + 1).total()
        + world.columns("ceased", area, year)["needs_met"]
    )


def appeals(world: World, area: Area, year: int) -> int:
    """The appeals registered in a calendar year."""
    return sum(_appeals(place, year, _decisions_of(world, place, year)) for place in area.places)


def _decisions_of(world: World, place: str, year: int) -> int:
    return appealable_decisions(world, Area("Local authority", (place,)), year)


@cache
def _appeals(place: str, year: int, decisions: int) -> int:
    rate = between(_APPEAL_RATE, year) * traits(place).appeals
    return rounded(decisions * varied(stream("appeals", place, year), rate, 0.3))


def _newly_counted(world: World, area: Area) -> int:
    """The decisions of 2024 that could be appealed, as the new method counts them."""
    reviews: Counter[str] = Counter()
    for place in area.places:
        for card in world.records["plans"][place, 2025]["review"]:
            reviews.update(card)
    decided = sum(reviews[f"review_decision{when}"] for when in ("24", "25"))
    without_plans = appealable_decisions(world, area, 2024)
    without_plans -= added(world.plans.stock, area, 2025).total()
    return decided + without_plans + added(world.plans.new, area, 2024).total()


def tribunal_csv(world: World) -> bytes:
    """The whole printed page as a CSV file."""
    blank = [""] * WIDTH
    rows = [blank, blank, years_header(), figures_header()]
    for region in REGIONS:
        is_first = region is REGIONS[0]
        rows.append([region.name.upper(), *blank[1:]] if is_first else _heading(region.name))
        inside = [one for one in AUTHORITIES if one.region is region]
        rows += [_row(world, one) for one in sorted(inside, key=lambda one: one.name)]
    totals = _figures(world, england())
    rows += [["England Total4,9", "", *totals], _without_suppressed(totals), blank]
    rows += [[*note, *blank[len(note) :]] for note in _NOTES]
    lines = [csv_line(row) for row in rows]
    return csv_bytes([TITLE, *blank[1:]], lines, bom=True, newline="\r\n")


def _heading(name: str) -> list[str]:
    cells = [name.upper()] + [""] * (WIDTH - 1)
    cells[33] = cells[35] = "  "
    return cells


def _row(world: World, authority: Authority) -> list[str]:
    area = Area("Local authority", authority.places, authority.region, authority)
    name = authority.name + (REORGANISED_NOTE if authority.is_of_one_map else "")
    return [name, tribunal_code(authority), *_figures(world, area)]


def _figures(world: World, area: Area) -> list[str]:
    cells: list[str] = []
    for year in YEARS:
        if area.authority and not area.authority.exists(year + 1):
            cells += [NOT_AVAILABLE] * 3
            continue
        decisions = appealable_decisions(world, area, year)
        registered = appeals(world, area, year)
        cells += [_thousands(registered), _thousands(decisions), _rate(registered, decisions)]
    if area.authority and not area.authority.exists(YEARS.stop):
        return [*cells[:-1], "", "  ", ""]
    counted = _newly_counted(world, area)
    return [*cells, _thousands(counted), _rate(appeals(world, area, YEARS[-1]), counted)]


def _thousands(number: int) -> str:
    return f"{number:,}" if number else NONE


def _rate(part: int, whole: int) -> str:
    """A percentage of one decimal, printed with two."""
    return fixed(percent_units(part, whole, 1), 1) + "0%"


def _without_suppressed(totals: list[str]) -> list[str]:
    """The last line of figures: nothing is suppressed here, so it repeats the total."""
    cells = ["England total excluding suppressed", *[""] * (WIDTH - 1)]
    cells[32] = totals[-5]
    cells[35:] = totals[-2:]
    return cells


_NOTES = (
    (
        "Sources:",
        "Made-up data in the layout of the table by HMCTS and the Department for Education",
    ),
    ("Notes: ",),
    (
        "1. Total Appealable Decisions is the sum of:\n"
        "- initial requests for assessments refused\n"
        "- assessments after which no EHC plan was issued\n"
        "- EHC plans in January of the next year\n"
        "- EHC plans ceased because the needs are met without one",
    ),
    ("2. Appeals registered as a percentage of total appealable decisions.",),
    ("3. These figures are for calendar years, 1st January to 31st December.",),
    ("4. Appeals registered, all kinds.",),
    ("8. In April 2023 Dunmarsh split into East Dunmarsh and Westmere and Levels.",),
    ("9. The collection of person-level data began with 2022.",),
    (f"{NOT_AVAILABLE.strip()} Not Available",),
    ("~ Suppressed ",),
)
