"""Figures of the NHS's areas: shown by their own names beside England, never as the council's.

A figure that NHS England gives for its own areas says something about children of a council's area
and of others. Its values keep the codes of these areas, so nothing that is told of the council can
take one for its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from reports import alternatives, explore, nhs_area_words
from reports.charts.bars import bar_chart
from reports.facts import Fact, Facts
from reports.figure_notes import notes_of, sources_of
from reports.figures import Figure
from reports.model import ENGLAND, Indicator, NhsArea, Report, Value
from reports.sentences.points import MOST_OF_ONE
from reports.sentences.titles import counted
from reports.tables import Cell, Column, Row, Table
from reports.words import Period, slug, unit_words, upper_first


def nhs_figures(report: Report, indicator: Indicator) -> tuple[Figure, ...]:
    """Give a figure for each breakdown of an indicator of NHS areas; none for any other."""
    facts = Facts(report, indicator)
    areas = _areas(facts)
    groups = {(v.topic, v.breakdown) for v in facts.values if v.area_code in areas}
    if indicator.chart == "none":
        return ()
    parts = [NhsGroup(facts, tuple(areas.values()), *key) for key in sorted(groups, key=_in_order)]
    telling = sorted(parts, key=lambda part: -part.distance)[:MOST_OF_ONE]
    return tuple(_figure(part, place, part in telling) for place, part in enumerate(parts))


def _areas(facts: Facts) -> Mapping[str, NhsArea]:
    """Give the overlapping areas of the kinds that the indicator is published for, by code."""
    codes = {value.area_code for value in facts.values}
    every = facts.report.nhs_areas
    kinds = {area.area_kind for area in every if area.area_code in codes}
    return {area.area_code: area for area in every if area.area_kind in kinds}


def _in_order(group: tuple[str, str]) -> tuple[str, int, str]:
    """Put `Under 10` before `Age 10 to 17`, and what has no age by its name."""
    topic, breakdown = group
    digits = "".join(c if c.isdigit() else " " for c in breakdown).split()
    first = int(digits[0]) - breakdown.startswith("Under") if digits else 0
    return topic, first, breakdown


@dataclass(frozen=True)
class NhsGroup:
    """One breakdown of an indicator: the values of each NHS area and of England."""

    facts: Facts
    areas: tuple[NhsArea, ...]
    topic: str
    breakdown: str

    @cached_property
    def own(self) -> tuple[Value, ...]:
        """Give the values of the NHS areas, of every period."""
        codes = {area.area_code for area in self.areas}
        return tuple(
            value
            for value in self.facts.values
            if value.area_code in codes
            and (value.topic, value.breakdown) == (self.topic, self.breakdown)
        )

    @cached_property
    def periods(self) -> tuple[Period, ...]:
        """Give the periods in which one of the areas has a row, the latest first."""
        return tuple(sorted({value.period for value in self.own}, reverse=True))

    @cached_property
    def latest(self) -> Period:
        """Give the latest period in which one of the areas has a value."""
        known = [value.period for value in self.own if value.value is not None]
        return max(known or self.periods)

    @cached_property
    def newest(self) -> tuple[Value, ...]:
        """Give the areas' values of the latest period."""
        return tuple(value for value in self.own if value.period == self.latest)

    @property
    def is_compared(self) -> bool:
        """Whether England's value is a measure for an area's: that of a count is not."""
        return self.facts.indicator.kind != "count"

    @cached_property
    def has_counts(self) -> bool:
        """Whether the source gives what the values were computed from."""
        return self.is_compared and any(v.denominator is not None for v in self.own)

    @cached_property
    def distance(self) -> float:
        """Give how far the area that is furthest from England is from it; 0 if nothing is known."""
        england = self.get(ENGLAND, self.latest)
        if not self.is_compared or england is None or england.value is None:
            return 0.0
        known = [value.value for value in self.newest if value.value is not None]
        return max((abs(value - england.value) for value in known), default=0.0)

    def get(self, area_code: str, period: Period) -> Value | None:
        """Give the value of an area or of England, if the data has a row for it."""
        return self.facts.get(area_code, self.topic, self.breakdown, period)


def _figure(group: NhsGroup, place: int, is_telling: bool) -> Figure:
    """Give the figure; all but the first (`place` 0) have the breakdown in their id.

    It tells no fact: all facts are the council's. A telling one has a main point of its own.
    """
    facts, table = group.facts, _table(group)
    figure_id = facts.indicator.indicator_id + (f"-{slug(group.breakdown)}" if place else "")
    return Figure(
        figure_id=figure_id,
        name=nhs_area_words.name(group),
        indicator=facts.indicator,
        kind="bars",
        title=nhs_area_words.title_of(group),
        subtitle=nhs_area_words.subtitle(group),
        counted=counted(facts),
        facts=(),  # nothing here is said of the council
        readings=tuple(nhs_area_words.reading(group, area) for area in group.areas),
        alternative=alternatives.alternative(
            figure_id,
            [
                nhs_area_words.opening(group),
                *(f"{row.labels[-1]} {row.cells[0].text}." for row in table.drawn_rows()),
            ],
        ),
        key=(),
        chart=bar_chart(table, (), "Area"),
        table=table,
        notes=notes_of(facts, table, group.newest, [_without_interval(group)]),
        sources=sources_of(facts, group.own),
        spec=explore.bar_spec(table, group.latest),
        bar_heading="Value",
        point=nhs_area_words.point(group, figure_id) if is_telling else None,
    )


def _without_interval(group: NhsGroup) -> Fact:
    """Give the fact that the notes go by: the interval of one of several areas is none of them."""
    return group.facts.fact(replace(group.newest[0], lower=None, upper=None))


def _table(group: NhsGroup) -> Table:
    """Give every period, the latest first, one row per area and one for England."""
    rows = [row for period in group.periods for row in _rows(group, period)]
    headings = (group.latest.heading, "Area")
    columns = tuple(_columns(group))
    return Table(nhs_area_words.caption(group), "time_period", headings, columns, tuple(rows))


def _rows(group: NhsGroup, period: Period) -> Iterator[Row]:
    listed = [(area.area_code, area.area_name, "area") for area in group.areas]
    for code, name, role in (*listed, (ENGLAND, "England", "england")):
        # A whole country's count would flatten the bars of its parts.
        is_drawn = period == group.latest and (role == "area" or group.is_compared)
        cells = tuple(_cells(group, code, period))
        yield Row(period.time_period, (period.label, name), cells, is_drawn, role)


def _columns(group: NhsGroup) -> Iterator[Column]:
    indicator = group.facts.indicator
    yield Column("area", "Value", unit_words(indicator.unit), is_drawn=True)
    if group.is_compared:
        unit = unit_words(nhs_area_words.difference_unit(indicator))
        yield Column("difference", "Difference from England", unit)
    if group.has_counts:
        yield Column("numerator", upper_first(indicator.numerator_label or ""), "number")
        yield Column("denominator", upper_first(indicator.denominator_label or ""), "number")


def _cells(group: NhsGroup, code: str, period: Period) -> Iterator[Cell]:
    value = group.get(code, period)
    yield group.facts.cell(code, group.topic, group.breakdown, period)
    if group.is_compared:
        yield _difference(group, code, period)
    if group.has_counts:
        missing = (value and value.missing) or "x"
        for number in (value.numerator, value.denominator) if value else (None, None):
            yield Cell(number, None if number is not None else missing, "count", 0)


def _difference(group: NhsGroup, code: str, period: Period) -> Cell:
    value, england = group.get(code, period), group.get(ENGLAND, period)
    if code == ENGLAND:
        return Cell(None, "z")
    if value is None or value.value is None or england is None or england.value is None:
        return Cell(None, "x")
    indicator = group.facts.indicator
    unit = nhs_area_words.difference_unit(indicator)
    return Cell(value.value - england.value, None, unit, indicator.decimals)
