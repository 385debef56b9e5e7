"""The files about money and residents: the grant, its balance, spending, estimates of residents."""

import io
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

import xlsxwriter

from pipeline.demo import money, residents
from pipeline.demo.geography import COUNTRY, Area, areas, authorities, england, regions
from pipeline.demo.money_layouts import (
    BALANCES_FILE,
    BUDGET_AT,
    CHILDREN_FILE,
    CSV_FILES,
    GRANT_FILES,
    GRANT_SHEET,
    OUTTURN_AT,
    OUTTURN_FILE,
    SHEET_WIDTH,
    SINGLE_AGES_FILE,
    SPENDING_LINES,
    TOP_UPS_FILE,
    grant_headings,
    spending_headings,
)
from pipeline.demo.number_text import percent_units, trimmed
from pipeline.demo.open_document import Row, ods_bytes
from pipeline.demo.packing import csv_bytes, csv_line, repacked
from pipeline.demo.world import World

CHILDREN_YEARS = range(2024, 2011, -1)
SINGLE_AGE_YEARS = (2019, 2020)
BALANCE_YEARS = range(2019, 2022)
SPENDING_YEARS = range(2018, 2022)
_OUTTURN_YEAR = SPENDING_YEARS[-1]
_GROUPS = ("METROPOLITAN AUTHORITIES", "UNITARY AUTHORITIES", "UPPER TIER AUTHORITIES")
_BUDGETED = 96  # percent of what was spent in the end


def write_money(world: World) -> Mapping[str, bytes]:
    """Every file, by its name."""
    return {
        **{name: _grant(world, year) for year, name in GRANT_FILES.items()},
        OUTTURN_FILE: _outturn(world),
        BALANCES_FILE: _csv(BALANCES_FILE, _balances(world)),
        TOP_UPS_FILE: _csv(TOP_UPS_FILE, _top_ups(world)),
        CHILDREN_FILE: _csv(CHILDREN_FILE, _children()),
        SINGLE_AGES_FILE: _csv(SINGLE_AGES_FILE, _single_ages()),
    }


def _csv(name: str, rows: Iterator[Sequence[str]]) -> bytes:
    layout = CSV_FILES[name]
    lines = (csv_line(row) for row in rows)
    return csv_bytes(layout.columns, lines, bom=layout.bom, newline=layout.newline)


def _map_of(year: int) -> int:
    """The January by whose map the figures of a year that begins in April are collected."""
    return year + 1


def _financial_year(year: int) -> str:
    return f"{year}-{(year + 1) % 100:02d}"


def _named(year: int) -> Iterator[tuple[Area, str, str]]:
    """Every local authority of a financial year, with its code and name."""
    for area in authorities(_map_of(year)):
        if area.authority:
            yield area, area.authority.code, area.authority.name


def _grant(world: World, year: int) -> bytes:
    about = [
        [f"Dedicated schools grant (DSG): {year} to {year + 1} financial year allocations"],
        [],
        ["Made-up figures in the layout of the publication."],
    ]
    rows: list[Row] = [*grant_headings(year), ["ENGLAND", "", *_amounts(world, england(), year)]]
    rows += [[code, name, *_amounts(world, area, year)] for area, code, name in _named(year)]
    for number, group in enumerate(_GROUPS):
        members = [one for one, _, _ in _named(year) if _type_of(one) == number]
        places = tuple(place for one in members for place in one.places)
        rows.append([group, "", *_amounts(world, Area("Group", places), year)])
    rows.append([])
    rows += [[area.name, "", *_amounts(world, area, year)] for area in regions()]
    return ods_bytes({f"Information_{year}_to_{year + 1}": about, GRANT_SHEET: rows})


def _type_of(area: Area) -> int:
    return ("E08", "E06", "E10").index(area.authority.gss_code[:3]) if area.authority else -1


def _amounts(world: World, area: Area, year: int) -> list[int]:
    given = money.grant(world, area, year)
    amounts = []
    for blocks in (given.before, given.after):
        amounts += [blocks[block] for block in money.BLOCKS] + [blocks.total()]
    return amounts


def _balances(world: World) -> Iterator[Sequence[str]]:
    for year in BALANCE_YEARS:
        for area in areas(_map_of(year)):
            left = money.balance(world, area, year)
            units = percent_units(abs(left), money.grant(world, area, year).before.total(), 2)
            share = units if left > 0 else -units
            region = area.region.name if area.region else COUNTRY[1]
            name = area.name if area.authority else ""
            period = f"{year}{(year + 1) % 100:02d}"
            numbers = (trimmed(-share, 2), trimmed(share, 2))
            yield period, area.level, region, name, *numbers, _financial_year(year)


def _top_ups(world: World) -> Iterator[Sequence[str]]:
    for year in SPENDING_YEARS:
        for area, _, name in _named(year):
            state, independent = money.top_ups(money.spending(world, area, year))
            people = residents.of_ages(area, year, 2, 18)
            region = area.region.name if area.region else ""
            for sector, amount in (
                ("State", state),
                ("Independent or non-maintained", independent),
                ("Total", state + independent),
            ):
                numbers = (str(amount / people), f"{people}.0", f"{amount}.0")
                yield name, sector, _financial_year(year), *numbers, region


def _outturn(world: World) -> bytes:
    rows: list[list[str | int]] = [[*row] for row in spending_headings()]
    for area, code, name in _named(_OUTTURN_YEAR):
        spent = money.spending(world, area, _OUTTURN_YEAR)
        row: list[str | int] = [""] * SHEET_WIDTH
        row[0:3] = [f"{area.region.name.upper()} " if area.region else "", int(code), name]
        row[3] = residents.of_ages(area, _OUTTURN_YEAR, 2, 18)
        row[5] = sum(world.plans.stock[place, _OUTTURN_YEAR].total() for place in area.places)
        for place, line in enumerate(SPENDING_LINES):
            row[BUDGET_AT + place] = spent[line] * _BUDGETED // 100
            row[OUTTURN_AT + place] = spent[line]
        rows.append(row)
    return _workbook(rows)


def _workbook(rows: Sequence[Sequence[str | int]]) -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as workbook:
        workbook.set_properties({"title": "Demonstration", "created": datetime(2025, 1, 1)})
        sheet = workbook.add_worksheet("Sheet1")
        for number, row in enumerate(rows, start=1):
            for place, value in enumerate(row, start=1):
                if value != "":
                    sheet.write(number, place, value)
    return repacked(buffer.getvalue())


def _children() -> Iterator[Sequence[str]]:
    for year in CHILDREN_YEARS:
        january = _map_of(year)
        for area in areas(january):
            region = (area.region.code, area.region.name) if area.region else ("", "")
            one = area.authority
            names = (one.code, one.gss_code_in(january), one.name) if one else ("", "", "")
            start = (str(year), "Reporting year", area.level, *COUNTRY, *region, *names)
            yield *start, "Children aged 0 to 17 years", str(residents.children(area, year))


def _single_ages() -> Iterator[Sequence[str]]:
    for year in SINGLE_AGE_YEARS:
        january = _map_of(year)
        for area in authorities(january):
            if area.authority:
                ages = residents.residents(area, year)
                numbers = [f"{number}.0" for number in (sum(ages), *ages)]
                yield area.authority.gss_code_in(january), area.name, *numbers, str(year)
