"""The data and the dictionary of DfE's Local Authority Interactive Tool (LAIT)."""

from collections.abc import Mapping
from pathlib import Path

import duckdb

from pipeline.demo.geography import AUTHORITIES, Area, england, regions
from pipeline.demo.lait_measures import MEASURES, Measure
from pipeline.demo.layouts import LAIT_COLUMNS, LAIT_DICTIONARY, LAIT_DICTIONARY_FILE, LAIT_FILE
from pipeline.demo.number_text import from_spreadsheet
from pipeline.demo.packing import quoted_csv_bytes
from pipeline.demo.world import World

ENGLAND_NUMBER = 970
MISSING = "-"
_TYPES = ("varchar", "varchar", "varchar", "varchar", "varchar", "double", "varchar")
Row = tuple[str, str | None, str, str, str, float, str]


def write_lait_dictionary() -> Mapping[str, bytes]:
    """The dictionary: one row per measure."""
    rows = [LAIT_DICTIONARY, *(_entry(measure) for measure in MEASURES)]
    return {LAIT_DICTIONARY_FILE: quoted_csv_bytes(rows, "\r\n")}


def _entry(measure: Measure) -> list[str]:
    entry = {
        "Topic": measure.topic,
        "Measure": measure.title,
        "Chart_title": measure.title,
        "Measure_short": measure.code,
        "Polarity": measure.polarity,
        "y_axis_name": measure.axis,
        "state_funded_flag": "State Funded" if measure.is_state_funded else "NA",
        "Description": "Made-up figures of the demonstration.\n\nThey describe no real place.",
        "Last Update": "45800",
        "Next Update": "46165",
        "Data Owner (DO) /Supplier and Contact Details": "Demonstration",
        "Methodology": "Made up from counts that add up.",
        "dps": "NA" if measure.places is None else str(measure.places),
        "Year_Type": measure.year_type,
    }
    return [entry.get(column, "NA") for column in LAIT_DICTIONARY]


def write_lait(world: World, folder: Path) -> None:
    """The data, as a Parquet file in `folder`."""
    columns = [list(column) for column in zip(*_rows(world), strict=True)]
    lists = ", ".join(
        f'unnest(?::{kind}[]) as "{name}"' for name, kind in zip(LAIT_COLUMNS, _TYPES, strict=True)
    )
    with duckdb.connect() as connection:
        connection.execute("set threads = 1")
        connection.execute(f"create table lait as select {lists}", columns)
        # The path is quoted for SQL: it is the user's own folder, and may hold an apostrophe.
        target = str(folder / LAIT_FILE).replace("'", "''")
        connection.execute(f"copy lait to '{target}' (format parquet)")


def _rows(world: World) -> list[Row]:
    places = _named_areas()
    rows: list[Row] = []
    for measure in MEASURES:
        for year in measure.years:
            label = _label(measure, year)
            # The long name is given in the first year only, and not at all for newer measures.
            item = measure.title if year == measure.years[0] < 2018 else None
            for name, area, number, region in places:
                value = _value(measure, world, area, year)
                rows.append((measure.code, item, label, name, value, float(number), region))
    return rows


def _label(measure: Measure, year: int) -> str:
    if measure.is_slashed:
        return f"{year - 1}/{year % 100:02d}"
    return f"{year} (prov)" if year == measure.provisional else str(year)


def _value(measure: Measure, world: World, area: Area, year: int) -> str:
    january = year + measure.collected_after
    exists = area.authority is None or area.authority.exists(january)
    if not exists or year in measure.gaps:
        return MISSING
    return from_spreadsheet(measure.value(world, area, year))


def _named_areas() -> list[tuple[str, Area, int, str]]:
    authorities = [
        (one.name, Area("Local authority", one.places, one.region, one), int(one.code), one.region)
        for one in sorted(AUTHORITIES, key=lambda one: one.name)
    ]
    return [
        *((name, area, number, region.lait_name) for name, area, number, region in authorities),
        ("England", england(), ENGLAND_NUMBER, "NA"),
        *(
            (one.region.lait_name, one, one.region.lait_number, "NA")
            for one in regions()
            if one.region
        ),
    ]
