"""What is said of figures of NHS areas: whose they are, and that they are not the council's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reports.facts import TOTAL
from reports.model import ENGLAND, Indicator, NhsArea, Value
from reports.sentences.points import Point
from reports.sentences.readings import out_of
from reports.sentences.titles import names, title
from reports.words import (
    Amount,
    Number,
    Phrase,
    Words,
    amount,
    count,
    join,
    lower_first,
    phrase,
    rounded,
    unit_words,
    when,
)

if TYPE_CHECKING:
    from reports.nhs_areas import NhsGroup


def name(group: NhsGroup) -> str:
    """Give what the figure shows, without an area."""
    whole = names(group.facts.indicator)[0]
    return whole if group.topic == TOTAL else f"{whole}: {lower_first(group.breakdown)}"


def title_of(group: NhsGroup) -> Phrase:
    """Give an active title: the lowest and the highest of the areas, and England."""
    full, short = names(group.facts.indicator)
    part = "" if group.topic == TOTAL else f", {lower_first(group.breakdown)}"
    beside = _england_after(group)
    candidates = []
    for told in (full, short):
        ends = phrase(Words(told + part), ": ", _ends(group))
        candidates += [ends + beside, ends]
    return title([*candidates, phrase(Words(short + part))])


def subtitle(group: NhsGroup) -> Phrase:
    """Give measure, areas, period and unit."""
    unit = Words(unit_words(group.facts.indicator.unit).capitalize())
    whose = Words(f"{_whose(group)}, ")
    return phrase(Words(name(group)), ". ", whose, when(group.latest), ". ", unit, ".")


def caption(group: NhsGroup) -> str:
    """Give the table's caption."""
    first, last = group.periods[-1], group.periods[0]
    to = " and later, until the " if last.kind == "twelve_months" else " to "
    span = last.label if first == last else f"{first.label}{to}{last.label}"
    unit = unit_words(group.facts.indicator.unit)
    return f"{name(group)}. {_whose(group)}, {span} ({unit})"


def opening(group: NhsGroup) -> str:
    """Give the first sentence of the text alternative."""
    return f"{name(group)}. Bar chart: {lower_first(_whose(group))}, {group.latest.label}."


def reading(group: NhsGroup, area: NhsArea) -> Phrase:
    """Give what an area's latest value is beside England, and that it is not the council's."""
    value = group.get(area.area_code, group.latest)
    who = phrase(Words(area.area_name), " (", _extent(group, area), "): ")
    if value is None or value.value is None:
        return phrase(who, "no figure for ", when(group.latest), ".")
    base = out_of(group.facts.fact(value))
    tail = phrase(" (", base, ")") if base else Phrase()
    told = _number(group, value.value)
    said = phrase(who, told, tail, ", ", when(group.latest), _beside(group, value), ".")
    return join([said, _leap(group, value)])


def point(group: NhsGroup, figure_id: str) -> Point | None:
    """Give the main point of a figure: from the lowest of the areas to the highest, and England."""
    if not any(value.value is not None for value in group.newest):
        return None
    claim = phrase(_ends(group), ", ", when(group.latest), _england_after(group), ".")
    whose = phrase(Words(_whose(group)), ": not the council's own area.")
    return Point(figure_id, Words(name(group)), claim, whose)


def difference_unit(indicator: Indicator) -> str:
    """Give the unit of a difference between two values."""
    return "percentage_points" if indicator.unit == "percent" else indicator.unit


def _whose(group: NhsGroup) -> str:
    council = group.facts.report.build.area_name
    areas = "NHS area that overlaps" if len(group.areas) == 1 else "NHS areas that overlap"
    return f"{areas} {council}{', and England' if group.is_compared else ''}"


def _extent(group: NhsGroup, area: NhsArea) -> Phrase:
    council = Words(group.facts.report.build.area_name)
    part = "covers part of " if area.areas_of_kind > 1 else "covers "
    beyond = "" if area.areas_of_kind > 1 else " and may reach beyond it"
    return phrase(part, council, beyond, "; an NHS area is not the council's area")


def _ends(group: NhsGroup) -> Phrase:
    values = sorted(value.value for value in group.newest if value.value is not None)
    if not values:
        return phrase("no values can be shown")
    if len(values) == 1:
        return phrase("NHS area ", _number(group, values[0]))
    return phrase("NHS areas ", _number(group, values[0]), " to ", _number(group, values[-1]))


def _england_after(group: NhsGroup) -> Phrase:
    england = group.get(ENGLAND, group.latest)
    if not group.is_compared or england is None or england.value is None:
        return Phrase()
    return phrase("; England ", _number(group, england.value))


def _beside(group: NhsGroup, value: Value) -> Phrase:
    england = group.get(ENGLAND, group.latest)
    if not group.is_compared or england is None or england.value is None or value.value is None:
        return Phrase()
    indicator, difference = group.facts.indicator, value.value - england.value
    whole = phrase(" (", _number(group, england.value), ")")
    if rounded(difference, indicator.decimals) == 0:
        return phrase(", the same as England when rounded", whole)
    far = amount(abs(difference), difference_unit(indicator), indicator.decimals)
    way = " higher than England" if difference > 0 else " lower than England"
    return phrase(", ", Number(difference, far), way, whole)


def _leap(group: NhsGroup, value: Value) -> Phrase:
    """Warn of a base that halved or doubled since the month before: a provider may be missing."""
    earlier = [v for v in group.own if v.area_code == value.area_code and v.period < value.period]
    before = max(earlier, key=lambda v: v.period, default=None)
    if before is None or not before.denominator or not value.denominator:
        return Phrase()
    if 0.5 < value.denominator / before.denominator < 2:
        return Phrase()
    told = phrase(count(before.denominator), " in ", when(before.period))
    return phrase("Read it with care: the number counted was ", told, ".")


def _number(group: NhsGroup, value: Amount) -> Number:
    indicator = group.facts.indicator
    return Number(value, amount(value, indicator.unit, indicator.decimals))
