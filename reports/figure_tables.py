"""The table behind each figure: rows and columns of one indicator's values."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reports.facts import SINCE, Facts, group_label
from reports.model import Value
from reports.sentences.titles import by_topic
from reports.tables import Cell, Column, Row, Table
from reports.words import Period, lower_first, unit_words

KEY = "time_period"
_IN_ORDER = re.compile(r"\bage\b|year|quintile|decile|since", re.IGNORECASE)


def line_table(facts: Facts, topic: str, breakdown: str) -> tuple[Table, tuple[Period, ...]]:
    """Give a time series, from the area's first period on: one row per period."""
    own = [v.period for v in facts.home if v.topic == topic and v.breakdown == breakdown]
    periods = tuple(p for p in facts.periods(topic, breakdown) if p >= min(own))
    columns = _columns(facts, ("area", "england", "neighbours", "region"))
    rows = [
        Row(p.time_period, (p.label,), _cells(facts, columns, topic, breakdown, p)) for p in periods
    ]
    caption = _caption(facts, topic if topic == SINCE else "", periods)
    return _tidy(Table(caption, KEY, (periods[-1].heading,), columns, tuple(rows))), periods


def area_table(facts: Facts, topic: str, breakdown: str) -> tuple[Table, Period]:
    """Give one period, one row per area: for a series that has only one point."""
    period = facts.latest(topic)
    indicator = facts.indicator
    columns = [Column("area", "Value", unit_words(indicator.unit), is_drawn=True)]
    columns += _counts(facts)
    rows = []
    for role, code in facts.codes().items():
        value = facts.get(code, topic, breakdown, period)
        if value is None and role != "area":
            continue
        drawn = indicator.kind != "count" or role in ("area", "neighbours")
        cells = tuple(_cell(facts, column.role, value) for column in columns)
        rows.append(Row(code, (name_of(facts, role),), cells, drawn, role))
    caption = _caption(facts, "", [period])
    return _tidy(Table(caption, "area_code", ("Area",), tuple(columns), tuple(rows))), period


def bar_table(facts: Facts, topic: str) -> tuple[Table, tuple[Value, ...]]:
    """Give the latest period, one row per group: ranked, unless the groups have an order."""
    period = facts.latest(topic)
    values = [v for v in facts.home if v.topic == topic and v.period == period]
    values = _ranked(facts, topic, values)
    columns = _columns(facts, ("area", "england"), beside=("neighbours",))
    previous = _previous(facts, values)
    if previous is not None:
        heading = Column("previous", previous.label, unit_words(facts.indicator.unit))
        columns = (*columns[:3], heading, *columns[3:])
    rows = []
    for value in values:
        cells = _cells(facts, columns, topic, value.breakdown, period, previous)
        rows.append(Row(period.time_period, (_label(facts, value),), cells))
    table = Table(_caption(facts, topic, [period]), KEY, (topic,), columns, tuple(rows))
    return _tidy(table), tuple(values)


def group_table(facts: Facts, topic: str) -> tuple[Table, tuple[Value, ...]]:
    """Give every period, the latest first, one row per group; the latest period is drawn."""
    latest = facts.latest(topic)
    columns = _columns(facts, ("area", "england"), beside=("neighbours", "region"))
    periods = sorted({v.period for v in facts.home if v.topic == topic}, reverse=True)
    rows, shown = [], []
    for period in periods:
        for name in facts.groups(topic, period):
            value = facts.get(facts.report.build.la_code, topic, name, period)
            if value is None:
                continue
            cells = _cells(facts, columns, topic, name, period)
            labels = (period.label, _label(facts, value))
            rows.append(Row(period.time_period, labels, cells, period == latest))
            shown += [value] if period == latest else []
    headings = (latest.heading, topic)
    caption = _caption(facts, topic, sorted(periods))
    return _tidy(Table(caption, KEY, headings, columns, tuple(rows))), tuple(shown)


def name_of(facts: Facts, role: str) -> str:
    """Give the name of whoever has that role."""
    return {
        "area": facts.report.build.area_name,
        "england": "England",
        "neighbours": "Statistical neighbours (mean)",
        "region": facts.report.region_name,
    }[role]


def _columns(facts: Facts, drawn: Sequence[str], beside: Sequence[str] = ()) -> tuple[Column, ...]:
    roles = [*drawn, *beside]
    roles += [role for role in facts.codes() if role not in roles]
    # A whole country would flatten an area's line of counts: it stands in the table only.
    apart = ("england", "region") if facts.indicator.kind == "count" else ()
    unit = unit_words(facts.indicator.unit)
    columns = [
        Column(role, name_of(facts, role), unit, role in drawn and role not in apart)
        for role in roles
    ]
    return (*columns, *_counts(facts))


def _counts(facts: Facts) -> list[Column]:
    if facts.indicator.kind == "count":
        return []
    place = facts.report.build.area_name
    above = facts.indicator.numerator_label or "numerator"
    below = facts.indicator.denominator_label or "denominator"
    return [
        Column("numerator", f"{place}: {lower_first(above)}", "number"),
        Column("denominator", f"{place}: {lower_first(below)}", "number"),
    ]


def _cells(
    facts: Facts,
    columns: Sequence[Column],
    topic: str,
    breakdown: str,
    period: Period,
    previous: Period | None = None,
) -> tuple[Cell, ...]:
    codes = facts.codes()
    cells = []
    for column in columns:
        code = codes.get(column.role, codes["area"])
        at = previous if column.role == "previous" and previous is not None else period
        cells.append(_cell(facts, column.role, facts.get(code, topic, breakdown, at)))
    return tuple(cells)


def _cell(facts: Facts, role: str, value: Value | None) -> Cell:
    if role in ("numerator", "denominator"):
        if value is None or value.missing or value.value is None:
            return Cell(None, (value and value.missing) or "x")
        count = value.numerator if role == "numerator" else value.denominator
        return Cell(count, None if count is not None else "x")
    indicator = facts.indicator
    if value is None or value.missing or value.value is None:
        reason = (value and value.missing) or "x"
        return Cell(None, reason, indicator.unit, indicator.decimals)
    return Cell(value.value, None, indicator.unit, indicator.decimals)


def _tidy(table: Table) -> Table:
    """Give the table without the columns in which nobody has a number; the area's own stays."""
    keep = [
        number
        for number, column in enumerate(table.columns)
        if column.role == "area" or any(row.cells[number].value is not None for row in table.rows)
    ]
    rows = (replace(row, cells=tuple(row.cells[n] for n in keep)) for row in table.rows)
    return replace(table, columns=tuple(table.columns[n] for n in keep), rows=tuple(rows))


def _ranked(facts: Facts, topic: str, values: Iterable[Value]) -> list[Value]:
    order = {name: place for place, name in enumerate(facts.groups(topic))}
    if _IN_ORDER.search(topic):
        return sorted(values, key=lambda v: order[v.breakdown])
    return sorted(
        values,
        key=lambda v: (
            v.value is None or bool(v.missing),
            v.breakdown.endswith(("not known", "Unknown")),
            -(v.value or 0),
            order[v.breakdown],
        ),
    )


def _previous(facts: Facts, values: Iterable[Value]) -> Period | None:
    """Give the period before, if every group may be compared with it."""
    every = [facts.fact(value) for value in values]
    found = {fact.previous for fact in every if fact.previous is not None}
    return found.pop() if len(found) == 1 and not any(f.is_break for f in every) else None


def _label(facts: Facts, value: Value) -> str:
    return group_label(value, facts.report.population(facts.indicator))


def _caption(facts: Facts, topic: str, periods: Sequence[Period]) -> str:
    by = by_topic(facts, topic) if topic else ""
    first, last = periods[0], periods[-1]
    span = last.label if first == last else f"{first.label} to {last.label}"
    unit = unit_words(facts.indicator.unit)
    return f"{facts.indicator.title}{by}, {facts.report.build.area_name}, {span} ({unit})"
