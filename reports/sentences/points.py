"""The main points of a chapter: at most six sentences, each about one fact and linked to it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reports.facts import SINCE, Fact
from reports.sentences import changes, judged, readings, titles
from reports.sentences.importance import in_order
from reports.words import Part, Phrase, Words, join, lower_first, phrase, when

MOST = 6
MOST_OF_ONE = 2
"""A table with many groups must not fill the list alone."""
_NOT_ABOUT_SEND = ("No SEN", "Total", "Unknown")
_NONE_DIFFERS = "differs from England by more than councils usually differ."


@dataclass(frozen=True)
class Point:
    """One main point: what it is about, what is claimed, and of whom."""

    figure_id: str
    about: Words
    claim: Phrase
    base: Phrase


def points(told: Sequence[tuple[str, Fact]]) -> tuple[Point, ...]:
    """Give the main points among the facts that the chapter's figures tell, by figure."""
    where: dict[int, str] = {}
    candidates = []
    for figure_id, fact in told:
        if _may_be_one(fact):
            where[id(fact)] = figure_id
            candidates.append(fact)
    of_one: Counter[str] = Counter()
    chosen: list[Point] = []
    for fact in in_order(candidates):
        entry = fact.indicator.entry_id
        if of_one[entry] < MOST_OF_ONE and len(chosen) < MOST:
            of_one[entry] += 1
            chosen.append(_point(where[id(fact)], fact))
    return tuple(chosen)


def verdict(facts: Sequence[Fact], place: str) -> Phrase:
    """Say plainly if no figure of the chapter differs from England, or none can be judged."""
    published = [fact for fact in facts if not fact.indicator.is_own]
    rows = [row for fact in published if (row := fact.beside("england"))]
    known = [row.is_different for row in rows if row.is_different is not None]
    if not published or any(known):
        return Phrase()
    if known:
        return phrase("No figure in this chapter for ", Words(place), " ", _NONE_DIFFERS)
    return phrase("No figure in this chapter for ", Words(place), " can be judged beside England.")


def _may_be_one(fact: Fact) -> bool:
    """Whether the fact has a value, and is about those whom the report is about."""
    group = fact.group
    is_named = group not in _NOT_ABOUT_SEND and not group.endswith(("not known", "unknown"))
    return fact.cell.value is not None and is_named


def _point(figure_id: str, fact: Fact) -> Point:
    return Point(figure_id, Words(titles.about(fact)), _claim(fact), _base(fact))


def _claim(fact: Fact) -> Phrase:
    value = fact.cell.value
    assert value is not None  # a point is made of facts that have one
    parts: list[Part | Phrase] = [
        *(titles.spoken(value, fact.cell.unit, fact.cell.decimals), " in ", Words(fact.area)),
        *(" in ", when(fact.value.period)),
    ]
    if words := readings.in_everyday_words(fact):
        parts += [", ", words]
    if fact.suspected:
        return phrase(*parts, ". ", changes.jump(fact))
    if compared := _compared(fact):
        parts += [", ", compared]
    if fact.trend is not None and fact.trend.is_clear:
        parts += ["; ", changes.trend(fact)]
    return phrase(*parts, ".")


def _compared(fact: Fact) -> Phrase:
    """Give the comparison that says most: England, the council as a whole, or the year before."""
    for comparator, whose in (("england", "in England"), ("area", f"in {fact.area} as a whole")):
        if fact.indicator.kind != "count" and (told := judged.briefly(fact, comparator, whose)):
            return told
    if fact.change is None or fact.is_break:
        return Phrase()
    told = changes.change(fact)
    return _continued(told)


def _continued(told: Phrase) -> Phrase:
    """Give a sentence as the continuation of another: no capital, no full stop."""
    parts = list(told.parts)
    if parts and isinstance(parts[0], str):
        parts[0] = lower_first(parts[0])
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip(".")
    return Phrase(tuple(part for part in parts if part != ""))


def _base(fact: Fact) -> Phrase:
    """Give of whom the figure is: numerator of denominator and where, or how it was published."""
    people = fact.population
    where = Words(lower_first(people.where_counted.rstrip(". ")))
    who = Words(lower_first(people.who_is_counted.rstrip(". ")))
    base = readings.out_of(fact)
    if fact.indicator.kind == "growth":
        told = join([base, phrase(who, ", ", where)], ": ")
    elif base:
        told = phrase(base, ", ", where)
    else:
        told = phrase(_published_as(fact), who, ", ", where)
    return phrase(told.capitalised(), ".")


def _published_as(fact: Fact) -> str:
    """Give how a figure without counts came, so that nobody looks for its base."""
    has_counts = fact.indicator.kind in ("count", "quantile") or fact.indicator.is_own
    if has_counts or fact.value.topic == SINCE:
        return "counted: "
    if fact.indicator.unit == "score":
        return "average scores published without counts: "
    if fact.indicator.kind == "gap":
        return "difference of two published percentages: "
    return "rounded rates published without counts: "
