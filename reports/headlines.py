"""The facts that the first page opens with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.chapters import HeadlineChoice
from reports.facts import SINCE, Fact, Facts, latest_told
from reports.figure_notes import sources_of
from reports.figures import Figure
from reports.model import Report, Source, Value
from reports.sentences import changes, judged, readings, titles
from reports.tables import Cell
from reports.words import SYMBOLS, Phrase, Words, phrase, when

MOST = 8


@dataclass(frozen=True)
class Beside:
    """A value that the area's is compared with."""

    role: str
    name: str
    cell: Cell
    note: Phrase


@dataclass(frozen=True)
class Headline:
    """A headline tile."""

    number: Cell
    name: str
    what: Phrase
    counted: Phrase
    beside: tuple[Beside, ...]
    change: Phrase
    sources: tuple[Source, ...]
    href: str


def headlines(
    report: Report, choices: Sequence[HeadlineChoice], links: Mapping[str, str]
) -> tuple[Headline, ...]:
    """Give the first eight of the chosen facts that the area has values for."""
    found = []
    for choice in choices:
        indicator = report.indicator(choice.indicator_id)
        facts = Facts(report, indicator) if indicator else None
        value = _latest(facts, choice) if facts else None
        if facts is not None and value is not None:
            found.append(_headline(facts, facts.fact(value), links))
    return tuple(found[:MOST])


def links_of(figures: Mapping[str, Sequence[Figure]]) -> dict[str, str]:
    """Give the address of each indicator's figure, by page."""
    links: dict[str, str] = {}
    for page, drawn in figures.items():
        for each in drawn:
            links.setdefault(each.indicator.entry_id, f"{page}#{each.figure_id}")
    return links


def _latest(facts: Facts, choice: HeadlineChoice) -> Value | None:
    groups = facts.groups(choice.breakdown_topic)
    if not groups:
        return None
    mine = [v for v in facts.home if v.topic == choice.breakdown_topic]
    breakdown = choice.breakdown or (_base(mine) if choice.breakdown_topic == SINCE else groups[0])
    chosen = [v for v in mine if v.breakdown == breakdown]
    return latest_told(chosen) if chosen else None


def _base(growth: Sequence[Value]) -> str:
    """Give the earliest base that the latest growth is told from."""
    latest = max(value.period for value in growth)
    return min(value.breakdown for value in growth if value.period == latest)


def _headline(facts: Facts, fact: Fact, links: Mapping[str, str]) -> Headline:
    indicator_id = facts.indicator.indicator_id
    return Headline(
        number=fact.cell,
        name=titles.named(fact),
        what=_what(fact),
        counted=titles.counted(facts),
        beside=tuple(_beside(facts, fact)),
        change=changes.change(fact),
        sources=sources_of(facts, [fact.value]),
        href=links.get(indicator_id, f"methods/{indicator_id}.html"),
    )


def _what(fact: Fact) -> Phrase:
    place = phrase(Words(fact.area), ", ", when(fact.value.period))
    if fact.cell.value is None:
        reason = SYMBOLS.get(fact.cell.missing or "x", "not available")
        return phrase(place, ": ", reason, ".")
    base = readings.out_of(fact).capitalised()
    return phrase(base, ". ", place, ".") if base else phrase(place, ".")


def _beside(facts: Facts, fact: Fact) -> list[Beside]:
    found, value = fact.comparison, fact.value
    codes = facts.codes()
    names = (
        ("england", "England", found.england_value if found else None),
        ("region", facts.report.region_name, found.region_value if found else None),
        ("neighbours", "Statistical neighbours", found.neighbours_value if found else None),
    )
    entries = []
    for role, name, number in names:
        row = facts.get(codes[role], value.topic, value.breakdown, value.period)
        reason = (row.missing if row else None) or "x"
        unit, decimals = facts.indicator.unit, facts.indicator.decimals
        cell = Cell(number, None if number is not None else reason, unit, decimals)
        note = Phrase()
        if role == "neighbours" and number is not None:
            note = phrase("mean of ", judged.how_many(fact))
        entries.append(Beside(role, name, cell, note))
    return entries
