"""The main points of a chapter: at most six sentences, each about one fact and linked to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.facts import SINCE, Fact
from reports.sentences import changes, judged, readings, titles
from reports.sentences.importance import has_changed, in_order
from reports.words import Part, Phrase, Words, lower_first, phrase, when

MOST = 6
MOST_OF_ONE = 2
"""A table with many groups must not fill the list alone."""
_DETAILS = frozenset({"Age", "Age band", "Sex", "Year group"})
"""Breakdowns that stand in figures and files, and not among the points and in the tables."""
_NOT_ABOUT_SEND = ("No SEN", "Total")
_NOT_A_GROUP = ("not known", "unknown", "Unknown", "not recorded")
_WHY_NOT_JUDGED = {
    "few areas": "too few councils have a figure",
    "no counts": "the sources give no counts",
    "small base": "the numbers are small",
    "few cases": "the numbers are small",
}
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
    where = {id(fact): figure_id for figure_id, fact in told}
    ordered = in_order(fact for _, fact in told if is_telling(fact) and _is_about_send(fact))
    chosen = _first_measure(ordered)
    # One point of each indicator before a second one of any.
    for most in range(1, MOST_OF_ONE + 1):
        for fact in ordered:
            of_one = sum(one.indicator.entry_id == fact.indicator.entry_id for one in chosen)
            if of_one < most and len(chosen) < MOST and not _is_said(fact, chosen):
                chosen.append(fact)
    in_their_order = [*chosen[:1], *in_order(chosen[1:])]
    return tuple(_point(where[id(fact)], fact) for fact in in_their_order)


def _first_measure(ordered: Sequence[Fact]) -> list[Fact]:
    """Give what the chapter is about: of its first measure the fact that matters most, if any."""
    published = [fact for fact in ordered if not fact.indicator.is_own] or ordered
    return sorted(published, key=lambda fact: fact.indicator.sort_order)[:1]


def is_telling(fact: Fact) -> bool:
    """Whether a fact has a value other than a count of none, of a group that a reader asks for."""
    is_group = not fact.value.breakdown.endswith(_NOT_A_GROUP)
    is_nothing = fact.indicator.kind == "count" and fact.cell.value == 0
    is_there = fact.cell.value is not None and not is_nothing
    return is_there and is_group and fact.value.topic not in _DETAILS


def _is_about_send(fact: Fact) -> bool:
    return fact.group not in _NOT_ABOUT_SEND


def _is_said(fact: Fact, chosen: Sequence[Fact]) -> bool:
    """Whether a point says the same already: the same count, or all but it, of the same whole."""
    return any(
        fact is one or (_counts(fact) is not None and _counts(fact) == _counts(one))
        for one in chosen
    )


def _counts(fact: Fact) -> tuple[str, float, float] | None:
    top, whole = fact.value.numerator, fact.value.denominator
    if top is None or whole is None or fact.indicator.kind not in ("rate", "share"):
        return None
    return fact.value.period.time_period, whole, min(top, whole - top)


def verdict(facts: Sequence[Fact], place: str) -> Phrase:
    """Say plainly if no figure of the chapter differs from England, or none can be judged."""
    published = [fact for fact in facts if not fact.indicator.is_own]
    compared = [fact for fact in published if fact.indicator.kind != "count"]
    rows = [row for fact in compared if (row := fact.beside("england"))]
    known = [row.is_different for row in rows if row.is_different is not None]
    if not rows or any(known):
        return Phrase()
    if known:
        return phrase("No figure in this chapter for ", Words(place), " ", _NONE_DIFFERS)
    why = {_WHY_NOT_JUDGED.get(row.judgement_note or "", "") for row in rows}
    reason = f": {why.pop()}" if len(why) == 1 and "" not in why else ""
    where = phrase("No figure in this chapter for ", Words(place))
    return phrase(where, f" can be judged beside England{reason}.")


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
    if compared := _beside(fact):
        parts += [", ", compared]
    if fact.change is not None and not fact.is_break and (has_changed(fact) or not compared):
        parts += ["; ", _continued(changes.change(fact))]
    if fact.trend is not None and fact.trend.is_clear:
        parts += ["; ", changes.trend(fact)]
    return phrase(*parts, ".")


def _beside(fact: Fact) -> Phrase:
    """Give the comparison that says most: with England, or with the council as a whole."""
    for comparator, whose in (("england", "in England"), ("area", f"in {fact.area} as a whole")):
        if fact.indicator.kind != "count" and (told := judged.briefly(fact, comparator, whose)):
            return told
    return Phrase()


def _continued(told: Phrase) -> Phrase:
    """Give a sentence as the continuation of another: no capital, no full stop."""
    parts = list(told.parts)
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0][:1].lower() + parts[0][1:]
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip(".")
    return Phrase(tuple(part for part in parts if part != ""))


def _base(fact: Fact) -> Phrase:
    """Give of whom the figure is: numerator of denominator and where, or how it was published."""
    people = fact.population
    where = Words(lower_first(people.where_counted.rstrip(". ")))
    who = Words(lower_first(people.who_is_counted.rstrip(". ")))
    base = readings.out_of(fact)
    if not base:
        return phrase(phrase(_published_as(fact)).capitalised(), who, ", ", where, ".")
    if _names_them(fact, who.text):
        return phrase(base.capitalised(), ", ", where, ".")
    return phrase(base.capitalised(), ". Counted: ", who, ", ", where, ".")


def _names_them(fact: Fact, who: str) -> bool:
    """Whether the denominator says already who is counted."""
    whole = lower_first(fact.indicator.denominator_label or "").removeprefix("all ")
    return bool(whole) and (whole.startswith(who) or who.startswith(whole))


def _published_as(fact: Fact) -> str:
    """Give how a figure without counts came, so that nobody looks for its base."""
    has_counts = fact.indicator.kind in ("count", "quantile") or fact.indicator.is_own
    if has_counts or fact.value.topic == SINCE:
        return "counted: "
    if fact.indicator.unit == "score":
        return "average scores published without counts: "
    if fact.indicator.kind == "change":
        return "worked out from published figures: "
    if fact.indicator.kind == "gap":
        return "difference of two published percentages: "
    return "rounded rates published without counts: "
