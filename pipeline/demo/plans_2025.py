"""The 2025 release of "Education, health and care plans": one zip with CSV files and guidance."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.demo import breakdown_labels as labels
from pipeline.demo import plans_2025_cells as cells
from pipeline.demo.breakdown_labels import Labels
from pipeline.demo.chance import draw, stream
from pipeline.demo.faults import carries_regional_total
from pipeline.demo.geography import (
    COUNTRY,
    PLACES,
    Area,
    academic_year,
    areas,
    authorities,
    regions,
)
from pipeline.demo.layouts import PLANS_2025
from pipeline.demo.packing import csv_bytes, csv_line, text_bytes, zip_bytes
from pipeline.demo.placements import SETTING_BY_KEY
from pipeline.demo.tribunal import tribunal_csv
from pipeline.demo.world import World, added

FILE = "education-health-and-care-plans_2025.zip"
TRIBUNAL_MEMBER = "supporting-files/SEND Tribunals and appeal rate 2014-2024.csv"
Topics = Mapping[str, tuple[str, Labels]]  # topic -> column of the records and its labels
Figures = dict[tuple[str, str], Counter[str]]  # (topic, label) -> column -> number
_AGE, _SEX = "Child or young persons age", "Sex"
_PLACEMENT = "Type of placement"


@dataclass(frozen=True)
class _Table:
    """One data file: its total rows, and the columns of the records that break them down."""

    name: str
    title: str
    years: Sequence[int]
    records: str
    measure: str  # the column of the records that says what a case counts in
    topics: Topics
    cells: Callable[[Counter[str], int], cells.Cells]
    totals: Callable[[World, Area, int], Counter[str]] | None = None
    is_january: bool = False
    labels_from: int = 0


def _deck(table: str) -> Callable[[World, Area, int], Counter[str]]:
    return lambda world, area, year: world.columns(table, area, year)


def _stock(world: World, area: Area, january: int) -> Counter[str]:
    return _by_column(added(world.plans.stock, area, january))


def _new(world: World, area: Area, year: int) -> Counter[str]:
    return _by_column(added(world.plans.new, area, year))


def _by_column(settings: Counter[str]) -> Counter[str]:
    columns: Counter[str] = Counter()
    for setting, number in settings.items():
        columns[SETTING_BY_KEY[setting].column] += number
    return columns


_PEOPLE: Topics = {_AGE: ("age", labels.age), _SEX: ("sex", labels.same)}
_PEOPLE_AGED: Topics = {_AGE: ("age", labels.aged), _SEX: ("sex", labels.same)}
_PLANS: Topics = {
    "Age when plan started": ("started", labels.age),
    _AGE: ("age", labels.each_age),
    _SEX: ("sex", labels.same),
    "Years EHC plan in place": ("held", labels.years_in_place),
}
_TABLES = (
    _Table("annual_reviews", "All annual reviews", (2024,), "plans", "review", {
        **_PEOPLE_AGED,
        _PLACEMENT: ("setting", labels.placement_with_capital),
        "Years EHC plan in place": ("held", labels.years_in_place),
    }, cells.reviews),
    _Table("assessments", "All EHC needs assessments", range(2019, 2025), "assessments", "card",
           _PEOPLE_AGED, cells.assessments, _deck("assessments")),
    _Table("caseload", "All EHC plans", range(2019, 2026), "plans", "setting", _PLANS,
           cells.stock, _stock, True),
    _Table("ceased_plans", "All ceased EHC plans", range(2022, 2025), "ceased", "card", {
        "Age plan ceased": ("age", labels.age),
        _SEX: ("sex", labels.same),
        _PLACEMENT: ("setting", labels.placement_with_capital),
        "Years plan held": ("held", labels.years_held),
    }, cells.plain, _deck("ceased")),
    _Table("newplans", "New EHC plans", range(2019, 2025), "new_plans", "setting", {
        "Age when plan started": ("age", labels.age), _SEX: ("sex", labels.same),
    }, cells.new, _new),
    _Table("personal_budgets", "All personal budgets", range(2020, 2026), "plans", "budget",
           {**_PEOPLE, _PLACEMENT: ("setting", labels.placement)}, cells.plain,
           _deck("budgets"), True),
    _Table("requests", "All requests for EHC needs assessments", range(2019, 2025), "requests",
           "card", _PEOPLE_AGED, cells.requests, _deck("requests")),
    _Table("residential_settings", "All residential placements", range(2019, 2026), "plans",
           "residential", {**_PEOPLE, _PLACEMENT: ("setting", labels.placement)}, cells.plain,
           _deck("residential"), True),
    _Table("sen_needs_all_plans", "All EHC plans", (2025,), "plans", "need", {
        _AGE: ("age", labels.each_age),
        _SEX: ("sex", labels.same),
        _PLACEMENT: ("setting", labels.placement_with_capital),
        "Years EHC plan in place": ("held", labels.years_in_place),
    }, cells.needs, None, True),
    _Table("timeliness_20_week", "All EHC plans issued", range(2019, 2025), "new_plans", "card",
           _PEOPLE, cells.timeliness, _deck("timeliness"), labels_from=2023),
    _Table("work_based_placements", "All work based placements", (2025,), "plans", "work", {
        "Young persons age": ("age", labels.working_age),
        _SEX: ("sex", labels.same),
        _PLACEMENT: ("setting", labels.placement),
    }, cells.plain, _deck("work_based"), True),
)  # fmt: skip


def write_plans_2025(world: World) -> Mapping[str, bytes]:
    """The zip of the release."""
    members = {f"data/{table.name}.csv": _table_csv(world, table) for table in _TABLES}
    members["supporting-files/sen2_dmo_dco.csv"] = _officers_csv()
    members[TRIBUNAL_MEMBER] = tribunal_csv(world)
    members["data-guidance/data-guidance.txt"] = text_bytes(_GUIDANCE, newline="\r\n")
    return {FILE: zip_bytes(members)}


def _table_csv(world: World, table: _Table) -> bytes:
    layout = PLANS_2025[f"data/{table.name}.csv"]
    lines = _lines(world, table, layout.columns[12:])
    return csv_bytes(layout.columns, lines, bom=layout.bom, newline=layout.newline)


def _lines(world: World, table: _Table, columns: Sequence[str]) -> Iterator[str]:
    for year in table.years:
        january = year if table.is_january else year + 1
        # The reviews of 2024 are those of the plans of January 2025.
        key_year = january if table.records == "plans" else year
        by_place = _figures_by_place(world, table, year, key_year)
        for area in areas(january):
            start = _start(area, *_period(january, table.is_january))
            figures = _area_figures(by_place, area)
            if table.totals:
                figures[table.title, table.title] = table.totals(world, area, year)
            for (topic, label), counts in sorted(figures.items(), key=_case_blind):
                row = table.cells(counts, year)
                if table.name == "newplans" and topic == table.title:
                    row |= _planted_fault(world, area, year)
                values = ",".join([row.get(column, "0") for column in columns])
                yield f"{start},{topic},{label},{values}"


def _case_blind(item: tuple[tuple[str, str], Any]) -> tuple[str, str]:
    (topic, label), _ = item
    return topic.casefold(), label.casefold()


def _period(january: int, is_january: bool) -> tuple[str, str]:
    if is_january:
        return academic_year(january), "Academic year"
    return str(january - 1), "Calendar year"


def _start(area: Area, *period: str) -> str:
    region = (area.region.code, area.region.name) if area.region else ("", "")
    one = area.authority
    # This release never changed to the new nine-character codes.
    authority = (one.first_gss_code, one.code, one.name) if one else ("", "", "")
    return csv_line([*period, area.level, *COUNTRY, *region, *authority])


def _planted_fault(world: World, area: Area, year: int) -> cells.Cells:
    if not carries_regional_total(area, year):
        return {}
    region = next(one for one in regions() if one.region is area.region)
    return {"new_ehc_plans": str(_new(world, region, year).total())}


def _figures_by_place(
    world: World, table: _Table, year: int, key_year: int
) -> Mapping[str, Figures]:
    kept = world.records[table.records]
    if (PLACES[0], key_year) not in kept or year < table.labels_from:
        return {place: {} for place in PLACES}
    return {place: _cross(table, kept[place, key_year]) for place in PLACES}


def _cross(table: _Table, records: Mapping[str, Sequence[Any]]) -> Figures:
    """Every topic of the table against what its cases count in."""
    figures: Figures = {}
    topics = dict(table.topics)
    if not table.totals:
        topics[table.title] = (table.measure, lambda _: (table.title,))
    for topic, (column, label) in topics.items():
        pairs = Counter(zip(records[column], records[table.measure], strict=True))
        for (value, measure), number in pairs.items():
            counted = _columns_of(table.measure, measure)
            for text in label(_column_of(value) if column == "setting" else value):
                counts = figures.setdefault((topic, text), Counter())
                for name in counted:
                    counts[name] += number
    return figures


def _columns_of(measure: str, value: Any) -> tuple[str, ...]:
    if measure == "setting":
        return (_column_of(value),)
    if measure == "need":
        return (f"number_{value}",)
    return tuple(value)


def _column_of(setting: str) -> str:
    return SETTING_BY_KEY[setting].column


def _area_figures(by_place: Mapping[str, Figures], area: Area) -> Figures:
    if len(area.places) == 1:
        return dict(by_place[area.places[0]])
    figures: Figures = {}
    for place in area.places:
        for key, counts in by_place[place].items():
            total = figures.setdefault(key, Counter())
            for column, number in counts.items():
                total[column] += number
    return figures


def _officers_csv() -> bytes:
    """Which authorities have designated officers, each year."""
    layout = PLANS_2025["supporting-files/sen2_dmo_dco.csv"]
    answers = {"Yes": 7.0, "No": 2.0, "Recruiting": 1.0}
    lines = []
    for january in range(2019, 2026):
        for area in authorities(january):
            rng = stream("officers", area.name, january)
            medical, clinical = draw(rng, answers, 2)
            care = draw(rng, answers | {"Not returned": 1.0}, 1)[0] if january >= 2025 else "n/a"
            start = _start(area, str(january), "Calendar year")
            lines.append(f"{start},{medical},{clinical},{care}")
    return csv_bytes(layout.columns, lines, bom=layout.bom, newline=layout.newline)


_GUIDANCE = """\
Education, health and care plans
Reporting year 2025

Description

Made-up data in the layout of this release, for an England that does not exist. It shows what
the files look like and how they fit together. Nothing in it describes a real place or person.

File formats and conventions

The dataset and outputs have not had suppression or rounding applied

z - Not applicable

x - unavailable
"""
