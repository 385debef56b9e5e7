"""The figure of the projection: its chart, its sentences, and the tables that test it."""

from collections.abc import Iterator, Mapping, Sequence

from reports import alternatives
from reports.charts.projection import WIDEST, projection_chart
from reports.charts.projection_spec import projection_spec
from reports.facts import TOTAL, Facts
from reports.figure_notes import sources_of
from reports.figures import Figure
from reports.model import Indicator, Report, Value
from reports.projection_tables import (
    NARROW_RANGE,
    came_of_table,
    method_table,
    methods_table,
    mix_tables,
    series_table,
)
from reports.projections import readings, scenario, why_none
from reports.sentences.titles import counted, title
from reports.tables import Table
from reports.words import CONFIDENCE, SYMBOLS, Period, Phrase, Words, count, phrase, symbol, when

BASE, SCENARIO = "ehc_plans_maintained", "Scenario"
HISTORY = 7
"""Published Januaries in the chart: as many as leave room for a mark at each of its values."""


def projection_figures(report: Report, indicator: Indicator) -> tuple[Figure, ...]:
    """Give the figure of a projection: none for another indicator, or without rows of the area."""
    facts = Facts(report, indicator)
    if indicator.kind != "projection" or not facts.home:
        return ()
    base = report.indicator(BASE)
    published = _published(Facts(report, base)) if base else ()
    return (_figure(facts, published),) if published else ()


def _published(base: Facts) -> tuple[Value, ...]:
    total = [value for value in base.home if value.topic == TOTAL]
    return tuple(sorted(total, key=lambda value: value.period))[-HISTORY:]


def _figure(facts: Facts, published: Sequence[Value]) -> Figure:
    report, indicator = facts.report, facts.indicator
    projections, area = report.projections, report.build.area_name
    totals = sorted((v for v in facts.home if v.topic == TOTAL), key=lambda v: v.period)
    scenarios = [v for v in facts.home if v.topic == SCENARIO]
    table = series_table(facts, published, totals, scenarios, projections.coming)
    periods = [value.period for value in (*published, *totals)]
    told = readings(area, projections) if totals[-1].value is not None else ()
    told = told or (why_none(area, totals[-1].missing, published[-1].period),)
    breaks = _breaks(facts, published)
    beside = tuple(_beside(facts))
    return Figure(
        figure_id=indicator.indicator_id,
        name=indicator.title,
        indicator=indicator,
        kind="projection",
        title=_title(facts, totals),
        subtitle=_subtitle(facts, periods),
        counted=counted(facts),
        facts=(),
        readings=(*told, *_scenarios(area, scenarios, totals[-1])),
        alternative=_alternative(facts, published, totals, table),
        key=(),
        chart=projection_chart(table, periods, len(published), breaks),
        table=table,
        notes=tuple(_notes(facts, published, (table, *beside))),
        sources=sources_of(facts, (*published, *facts.home)),
        spec=projection_spec(table, periods, len(published), breaks),
        beside=beside,
    )


def _beside(facts: Facts) -> Iterator[Table]:
    """Give the tables that follow the figure."""
    report = facts.report
    for table in (
        method_table(report.projections),
        methods_table(report.projections, report.build.la_code, report.build.area_name),
        came_of_table(report.projections, report.build.area_name),
        *mix_tables(facts),
    ):
        if table is not None:
            yield table


def _breaks(facts: Facts, published: Sequence[Value]) -> Mapping[int, str]:
    found = {n: facts.report.break_before(v) for n, v in enumerate(published) if v.is_break}
    return {n: broken.title if broken else "break in series" for n, broken in found.items()}


def _title(facts: Facts, totals: Sequence[Value]) -> Phrase:
    name, last = Words(facts.indicator.title), totals[-1]
    if last.value is None:
        reason = SYMBOLS[last.missing or "x"].split(",")[0]
        return title([phrase(name, f": {reason}")])
    told = phrase(name, ": about ", count(last.value))
    return title([told + phrase(" in ", when(last.period)), told])


def _subtitle(facts: Facts, periods: Sequence[Period]) -> Phrase:
    place = Words(facts.report.build.area_name)
    span = phrase(when(periods[0]), " to ", when(periods[-1]))
    return phrase(Words(facts.indicator.title), ". ", place, ", ", span, ". Number.")


def _scenarios(area: str, values: Sequence[Value], last: Value) -> Iterator[Phrase]:
    for value in sorted(values, key=lambda value: value.breakdown):
        if value.period == last.period and value.value is not None:
            yield scenario(area, value.breakdown, value.value, value.period)


def _alternative(
    facts: Facts, published: Sequence[Value], totals: Sequence[Value], table: Table
) -> str:
    first, newest, last = published[0], published[-1], totals[-1]
    sentences = [
        f"{facts.indicator.title}: line chart, {first.period.label} to {last.period.label}, "
        f"dashed after {newest.period.label}.",
    ]
    end = table.rows[-1]
    shown = {c.role: cell for c, cell in zip(table.columns, end.cells, strict=True)}
    for row in (table.rows[0], table.rows[len(published) - 1], end):
        sentences.append(f"{row.labels[0]} ({row.labels[1]}): {row.cells[0].text}.")
    low, high = (shown.get(role) for role in WIDEST)
    if low is not None and high is not None and low.value is not None:
        level = CONFIDENCE.text
        sentences.append(
            f"Its {level} range widens from year to year to {low.text} to {high.text}."
        )
    return alternatives.alternative(facts.indicator.indicator_id, sentences)


def _notes(facts: Facts, published: Sequence[Value], tables: Sequence[Table]) -> Iterator[Phrase]:
    for value in published:
        found = facts.report.break_before(value) if value.is_break else None
        if found is not None:
            yield phrase("Break before ", when(value.period), ": ", Words(found.reason))
    cells = [cell for table in tables for row in table.rows for cell in row.cells]
    signs = {cell.missing for cell in cells if cell.value is None}
    for missing, meaning in SYMBOLS.items():
        if missing in signs:
            yield phrase(f"{symbol(missing)} {meaning}.")
    yield phrase(
        *("The pale bands are ranges in which ", CONFIDENCE, " and ", NARROW_RANGE),
        " of outcomes should lie, made from how far projections of all councils were off before.",
    )
    for text in facts.indicator.caveats:
        yield phrase(Words(text))
