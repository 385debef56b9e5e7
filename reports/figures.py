"""A figure of a chapter: title, chart, table and notes, all from one indicator's values."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reports import alternatives, explore
from reports.charts.bars import BarChart, bar_chart
from reports.charts.lines import LineChart, line_chart
from reports.charts.projection import ProjectionChart
from reports.facts import SINCE, TOTAL, Fact, Facts, latest_told
from reports.figure_notes import notes_of, sources_of
from reports.figure_tables import area_table, bar_table, group_table, line_table, name_of
from reports.model import ENGLAND, Indicator, Report, Source, Value
from reports.sentences import readings, titles
from reports.sentences.points import Point
from reports.tables import Cell, Table
from reports.words import Period, Phrase, phrase, slug, when

SMALLEST_BASE = 30
"""A group of fewer children is never called the highest: one child more or less would decide it."""


@dataclass(frozen=True)
class KeyItem:
    """One entry of the key above a chart."""

    role: str
    name: str
    cell: Cell | None = None
    at: Phrase = Phrase()


@dataclass(frozen=True)
class Figure:
    """Everything that a page says and shows about one figure."""

    figure_id: str
    name: str
    indicator: Indicator
    kind: str
    title: Phrase
    subtitle: Phrase
    counted: Phrase
    facts: tuple[Fact, ...]
    readings: tuple[Phrase, ...]
    alternative: str
    key: tuple[KeyItem, ...]
    chart: LineChart | BarChart | ProjectionChart
    table: Table
    notes: tuple[Phrase, ...]
    sources: tuple[Source, ...]
    spec: str
    bar_heading: str = ""  # heads the bars where they are not the council's
    beside: tuple[Table, ...] = ()
    point: Point | None = None  # the main point of a figure that tells no fact of the council

    @property
    def method(self) -> str:
        """Give the address of the page that says how it is measured."""
        return f"methods/{self.indicator.entry_id}.html"

    @property
    def csv_name(self) -> str:
        """Give the name of the figure's CSV file."""
        return f"{self.figure_id}.csv"


def figures_of(report: Report, indicator: Indicator) -> tuple[Figure, ...]:
    """Give the indicator's figures: none if the area has no values or the catalogue says none."""
    facts = Facts(report, indicator)
    if indicator.chart == "none" or indicator.kind == "projection" or not facts.home:
        return ()
    topics = tuple(topic for topic in facts.topics if topic != SINCE)
    if indicator.chart in ("bars", "groups") and topics and len(facts.series) > 1:
        return tuple(by_group(facts, topic, place) for place, topic in enumerate(topics))
    series = _series(facts)
    if series is not None:
        return (over_time(facts, *series),)
    return tuple(by_group(facts, topic, place) for place, topic in enumerate(facts.topics))


def _series(facts: Facts) -> tuple[str, str] | None:
    """Give the topic and breakdown of the one series that a line shows, if there is such."""
    if len(facts.series) == 1:
        return facts.series[0]
    if any(value.topic == TOTAL for value in facts.home):
        return TOTAL, next(v.breakdown for v in facts.home if v.topic == TOTAL)
    bases = facts.groups(SINCE)
    if not bases:
        return None
    counts = {base: sum(v.breakdown == base for v in facts.home) for base in bases}
    return SINCE, max(bases, key=lambda base: (counts[base], -int(base[:4] or 0)))


def over_time(facts: Facts, topic: str, breakdown: str) -> Figure:
    """Give the figure of one series; bars of areas where it has one point only."""
    own = [v for v in facts.home if v.topic == topic and v.breakdown == breakdown]
    if len({v.period for v in own}) < 2:
        return _one_point(facts, topic, breakdown, own)
    table, periods = line_table(facts, topic, breakdown)
    roles = [column.role for column in table.columns if column.is_drawn]
    codes = facts.codes()
    lines = {
        role: [facts.get(codes[role], topic, breakdown, period) for period in periods]
        for role in roles
    }
    breaks = {
        role: {
            n: _break_title(facts, value)
            for n, value in enumerate(line)
            if value is not None and value.is_break
        }
        for role, line in lines.items()
    }
    told = [(name_of(facts, r), [v for v in line if v is not None]) for r, line in lines.items()]
    latest = latest_told(own)
    fact = facts.fact(latest)
    span = f"{periods[0].label} to {periods[-1].label}"
    opening = f"{titles.names(facts.indicator)[0]}: line chart, {span}."
    return Figure(
        figure_id=facts.indicator.indicator_id,
        name=titles.names(facts.indicator)[0],
        indicator=facts.indicator,
        kind="line",
        title=titles.title_of_line(fact, _england(facts, latest)),
        subtitle=titles.subtitle(facts, topic, periods),
        counted=titles.counted(facts),
        facts=(fact,),
        readings=(readings.reading(fact),),
        alternative=alternatives.alternative(
            facts.indicator.indicator_id, [opening, *alternatives.line_sentences(facts, told)]
        ),
        key=tuple(_key_of_line(facts, table, periods)),
        chart=line_chart(table, periods, breaks),
        table=table,
        notes=notes_of(facts, table, own, (fact,)),
        sources=sources_of(facts, own),
        spec=explore.line_spec(table, periods, breaks),
    )


def _break_title(facts: Facts, value: Value) -> str:
    found = facts.report.break_before(value)
    return found.title if found else "break in series"


def _one_point(facts: Facts, topic: str, breakdown: str, own: Sequence[Value]) -> Figure:
    table, period = area_table(facts, topic, breakdown)
    fact = facts.fact(own[-1])
    opening = f"{titles.names(facts.indicator)[0]}: bar chart of areas, {period.label}."
    told = [f"{row.labels[-1]} {row.cells[0].text}." for row in table.drawn_rows()]
    return Figure(
        figure_id=facts.indicator.indicator_id,
        name=titles.names(facts.indicator)[0],
        indicator=facts.indicator,
        kind="bars",
        title=titles.title_of_line(fact, _england(facts, own[-1])),
        subtitle=titles.subtitle(facts, topic, [period]),
        counted=titles.counted(facts),
        facts=(fact,),
        readings=(readings.reading(fact),),
        alternative=alternatives.alternative(facts.indicator.indicator_id, [opening, *told]),
        key=(),
        chart=bar_chart(table, (), "Area"),
        table=table,
        notes=notes_of(facts, table, own, (fact,)),
        sources=sources_of(facts, own),
        spec=explore.bar_spec(table, period),
    )


def by_group(facts: Facts, topic: str, place: int) -> Figure:
    """Give the figure of one breakdown; all but the first (`place` 0) have it in their id."""
    is_grouped = facts.indicator.chart == "groups"
    table, values = (group_table if is_grouped else bar_table)(facts, topic)
    period = values[0].period
    known = [v for v in values if v.value is not None and not v.missing]
    figure_id = facts.indicator.indicator_id + (f"-{slug(topic)}" if place else "")
    chart = "bars for" if is_grouped else "bar chart of"
    name = titles.names(facts.indicator)[0] + titles.by_topic(facts, topic)
    opening = (
        f"{name}: {chart} {len(values)} groups, {facts.report.build.area_name}, {period.label}."
    )
    told = alternatives.bar_sentences(facts, values, is_ranked=not is_grouped)
    ranked = _ranked(known)
    read = _to_read(facts, values, ranked, place)
    told_first = _told(facts, read, values)
    heading = (
        titles.title_of_groups(facts, values) if is_grouped else titles.title_of_bars(facts, ranked)
    )
    beside = ("neighbours",) if is_grouped else ("england", "neighbours", "previous")
    return Figure(
        figure_id=figure_id,
        name=name,
        indicator=facts.indicator,
        kind="bars",
        title=heading,
        subtitle=titles.subtitle(facts, topic, [period]),
        counted=titles.counted(facts),
        facts=told_first,
        readings=tuple(readings.reading(each) for each in read),
        alternative=alternatives.alternative(figure_id, [opening, *told]),
        key=tuple(_key_of_bars(facts, table)),
        chart=bar_chart(table, beside, topic, is_grouped),
        table=table,
        notes=notes_of(facts, table, values, told_first),
        sources=sources_of(facts, values),
        spec=explore.bar_spec(table, period),
    )


def _ranked(known: Sequence[Value]) -> list[Value]:
    """Give the groups that a title may call the highest, of which enough children are counted."""
    named = sorted(filter(_is_named, known), key=lambda value: -(value.value or 0))
    large = [v for v in named if v.denominator is None or v.denominator >= SMALLEST_BASE]
    return large or named


def _is_named(value: Value) -> bool:
    """Whether the group is one that a title may call the highest."""
    return value.breakdown != "Unknown" and not value.breakdown.endswith(("not known", "unknown"))


def _to_read(
    facts: Facts, values: Sequence[Value], ranked: Sequence[Value], place: int
) -> list[Fact]:
    """Give the facts that sentences are about: the total, then the highest or the first two."""
    if facts.indicator.chart == "groups":
        return [facts.fact(value) for value in values[:2]]
    totals = [v for v in facts.home if v.topic == TOTAL and not place]
    whole = [latest_told(totals)] if totals else []
    return [facts.fact(value) for value in (*whole, (ranked or values)[0])]


def _told(facts: Facts, read: Sequence[Fact], values: Sequence[Value]) -> tuple[Fact, ...]:
    """Give every fact that a figure shows, those that are read out first."""
    said = [fact.value for fact in read]
    return (*read, *(facts.fact(value) for value in values if value not in said))


def _england(facts: Facts, value: Value) -> Cell:
    return facts.cell(ENGLAND, value.topic, value.breakdown, value.period)


def _key_of_line(facts: Facts, table: Table, periods: Sequence[Period]) -> Iterable[KeyItem]:
    for number, column in enumerate(table.columns):
        if not column.is_drawn:
            continue
        cells = [(row.cells[number], p) for row, p in zip(table.rows, periods, strict=True)]
        known = [pair for pair in cells if pair[0].value is not None]
        cell, period = known[-1] if known else cells[-1]
        at = Phrase() if period == periods[-1] else phrase(" (", when(period), ")")
        yield KeyItem(column.role, name_of(facts, column.role), cell, at)


def _key_of_bars(facts: Facts, table: Table) -> Iterable[KeyItem]:
    for column in table.columns:
        if column.is_drawn:
            yield KeyItem(column.role, name_of(facts, column.role))
