"""What a comparison says: how far apart two values are, and whether that means anything.

The direction is told from the two values, the judgement from the rules of the mart. `better` and
`worse` are said only where a higher figure is better or worse in itself.
"""

from reports.comparison import Beside
from reports.facts import Fact
from reports.words import Amount, Number, Phrase, amount, count, figure, join, phrase, rounded

AMONG_COUNCILS = ("funnel", "spread")
"""Methods that hold a difference against how much councils differ; the others, against chance."""


def beside(fact: Fact) -> Phrase:
    """Give how far the value is from England, the neighbours, pupils without SEN, the council."""
    if fact.indicator.kind == "count":
        return Phrase()
    england = _apart(fact, "england", "England")
    others = [
        _apart(fact, "neighbours", "the mean of its statistical neighbours", how_many(fact)),
        _apart(fact, "no_sen", "the figure for those without SEN"),
        _apart(fact, "area", f"{fact.area} as a whole"),
    ]
    told = [part for part in (england, join(others, " and ")) if part]
    openings = ("That is ", "It is ")
    return join(phrase(way, part, ".") for way, part in zip(openings, told, strict=False))


def briefly(fact: Fact, comparator: str, whose: str) -> Phrase:
    """Give the direction, the other's value and the judgement: `lower than in England (5.3%)`."""
    row = fact.beside(comparator)
    if row is None or row.difference is None or row.comparator_value is None:
        return Phrase()
    value = figure_of(fact, row.comparator_value)
    if looks_the_same(fact, row.comparator_value):
        return phrase("the same as ", whose, " when rounded (", value, ")")
    way = "higher than " if row.difference > 0 else "lower than "
    return phrase(way, whose, " (", value, ")", meaning(fact, row))


def meaning(fact: Fact, row: Beside) -> str:
    """Give the judgement in words, to follow what is compared; nothing where there is none."""
    if row.is_different is None or (fact.suspected and row.comparator != "previous"):
        return ""
    word = f": {row.judgement}" if row.judgement in ("better", "worse") else ""
    if row.judgement_method in AMONG_COUNCILS:
        size = "by more" if row.is_different else "but no more"
        return f"{word}, {size} than councils usually differ"
    if row.is_different:
        return f"{word}, by more than chance alone would explain"
    return ", which chance alone could explain"


def how_many(fact: Fact) -> Phrase:
    """Give how many of the neighbours have a value."""
    found = fact.comparison
    if found is None or found.neighbours_with_value is None:
        return phrase("number of areas not given")
    some = count(found.neighbours_with_value)
    if found.neighbours_in_group is None:
        return phrase(some, " areas")
    every = count(found.neighbours_in_group)
    return phrase(some, " of ", every, " areas")


def figure_of(fact: Fact, value: Amount) -> Number:
    """Give another value of the same kind as the fact's."""
    return Number(value, figure(value, fact.indicator.unit, fact.indicator.decimals))


def looks_the_same(fact: Fact, other: float) -> bool:
    """Whether a reader sees the same figure twice, because both are rounded."""
    shown = figure_of(fact, fact.cell.value or 0).text
    return fact.cell.value is not None and shown == figure_of(fact, other).text


def distance(fact: Fact, row: Beside, difference: float) -> Number | str:
    """Give how large a difference is, without its direction; `slightly` where it rounds to 0."""
    if rounded(difference, fact.indicator.decimals) == 0:
        return "slightly"
    unit = row.difference_unit or fact.indicator.unit
    return Number(difference, amount(abs(difference), unit, fact.indicator.decimals))


def _apart(fact: Fact, comparator: str, whose: str, note: Phrase | None = None) -> Phrase:
    row = fact.beside(comparator)
    if row is None or row.difference is None or row.comparator_value is None:
        return Phrase()
    value = figure_of(fact, row.comparator_value)
    of_whom = phrase(" (", value, "; ", note, ")") if note else phrase(" (", value, ")")
    if looks_the_same(fact, row.comparator_value):
        return phrase("the same as ", whose, " when rounded", of_whom)
    way = " higher than " if row.difference > 0 else " lower than "
    size = distance(fact, row, row.difference)
    return phrase(size, way, whose, of_whom, meaning(fact, row))
