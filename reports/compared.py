"""How we compare, and what has changed: the two tables of a chapter, from the same comparisons."""

from collections.abc import Callable, Sequence

from reports.comparison import Beside
from reports.facts import SINCE, Fact
from reports.sentences import changes, judged, titles
from reports.sentences.importance import in_order
from reports.sentences.points import is_telling
from reports.tables import Cell, TellingRow, TellingTable, Told
from reports.words import (
    CONFIDENCE,
    Number,
    Phrase,
    Words,
    count,
    figure,
    phrase,
    unit_words,
    upper_first,
    when,
)

MOST_ROWS = 12
"""The most important ones; every comparison is in the CSV file."""
_WHY_NOT_TOLD = {
    "break": "the series has a break",
    "small base": "the numbers are small",
    "suspected break": "recording may have changed",
    "withheld": "a figure is withheld",
}
_NOTHING = (phrase("None"), phrase("Not judged"))
Named = tuple[str, Fact]
"""The id of a figure, and a fact that it tells."""


def how_we_compare(told: Sequence[Named]) -> TellingTable | None:
    """Give the figures that stand beside England's, the most important first."""
    facts = [fact for _, fact in told if _is_beside_england(fact) and is_telling(fact)]
    if not facts:
        return None
    headings = (
        *(facts[0].area, "England", "Neighbours' mean (how many)"),
        *("Lowest to highest neighbour", "Rank with neighbours", "Beside England"),
    )
    caption = f"How we compare: newest figures of {facts[0].area}, England and similar councils"
    return _table(caption, headings, in_order(facts), told, _comparison)


def what_has_changed(told: Sequence[Named]) -> TellingTable | None:
    """Give the figures that have one before them: what changed, or why no change is told."""
    facts = [fact for _, fact in told if _has_one_before(fact) and is_telling(fact)]
    if not facts:
        return None
    headings = ("Before", "Now", "Change", "Interval of the change", "More than chance", "Trend")
    caption = f"What has changed in {facts[0].area} since the period before"
    return _table(caption, headings, sorted(facts, key=_clearest), told, _change)


def _table(
    caption: str,
    headings: Sequence[str],
    facts: Sequence[Fact],
    told: Sequence[Named],
    cells: Callable[[Fact], tuple[Told, ...]],
) -> TellingTable:
    where = {id(fact): figure_id for figure_id, fact in told}
    rows = tuple(
        TellingRow(where[id(fact)], Words(titles.about(fact)), _dates(fact), cells(fact))
        for fact in facts[:MOST_ROWS]
    )
    return TellingTable(caption, tuple(headings), rows, count(max(0, len(facts) - MOST_ROWS)))


def _is_beside_england(fact: Fact) -> bool:
    row = fact.beside("england")
    return row is not None and row.difference is not None


def _has_one_before(fact: Fact) -> bool:
    """Whether there is a figure before; a change of what is itself a change says nothing."""
    return fact.beside("previous") is not None and fact.value.topic != SINCE


def _clearest(fact: Fact) -> tuple[bool, bool, int]:
    row = fact.beside("previous")
    different = bool(row and row.is_different)
    size = int(abs(row.z_score)) if row and row.z_score and different else 0
    return fact.indicator.is_own, not different, -size


def _dates(fact: Fact) -> Phrase:
    unit = fact.indicator.unit
    is_plain = unit in ("count", "percent", "score")
    return phrase(when(fact.value.period), "" if is_plain else f", {unit_words(unit)}")


def _comparison(fact: Fact) -> tuple[Told, ...]:
    england, near = fact.beside("england"), fact.beside("neighbours")
    assert england is not None  # only what stands beside it has a row
    return (
        fact.cell,
        _cell(fact, england.comparator_value),
        _mean(fact, near),
        _range(fact, near),
        _rank(near),
        phrase("Not judged" if fact.suspected else _judgement(england)),
    )


def _mean(fact: Fact, near: Beside | None) -> Told:
    if near is None or near.comparator_value is None:
        return _cell(fact, None)
    mean = judged.figure_of(fact, near.comparator_value)
    if near.comparator_n is None or near.comparator_of is None:
        return phrase(mean)
    return phrase(mean, " (", count(near.comparator_n), " of ", count(near.comparator_of), ")")


def _range(fact: Fact, near: Beside | None) -> Told:
    if near is None or near.comparator_low is None or near.comparator_high is None:
        return _cell(fact, None)
    ends = [judged.figure_of(fact, end) for end in (near.comparator_low, near.comparator_high)]
    return phrase(ends[0], " to ", ends[1])


def _rank(near: Beside | None) -> Phrase:
    if near is None or near.area_rank is None or near.rank_of is None:
        return phrase("Not ranked")
    return phrase(count(near.area_rank), " of ", count(near.rank_of))


def _judgement(row: Beside) -> str:
    """Give the judgement with its direction: `Worse (lower)`, `Higher`, `Within the usual range`.

    Similar it is only to how councils differ: 25% beside 46% is no likeness to a reader.
    """
    if row.judgement == "similar":
        return "Within the usual range"
    word = upper_first(row.judgement or "not judged")
    if row.judgement not in ("better", "worse") or row.difference is None:
        return word
    return f"{word} ({'higher' if row.difference > 0 else 'lower'})"


def _change(fact: Fact) -> tuple[Told, ...]:
    row = fact.beside("previous")
    assert row is not None  # only what has a figure before it has a row
    assert row.comparator_value is not None and fact.previous is not None
    before = phrase(judged.figure_of(fact, row.comparator_value), " (", when(fact.previous), ")")
    if row.difference is None or fact.is_break or row.judgement_note == "small base":
        why = _WHY_NOT_TOLD.get(_note(fact, row), "the two cannot be compared")
        return (before, fact.cell, phrase(f"Not told: {why}"), *_NOTHING, _trend(fact))
    told = (_size(fact, row), _limits(fact, row), phrase(_chance(row)))
    return (before, fact.cell, *told, _trend(fact))


def _note(fact: Fact, row: Beside) -> str:
    if fact.suspected:
        return "suspected break"
    return "break" if fact.is_break else row.judgement_note or ""


def _size(fact: Fact, row: Beside) -> Phrase:
    assert row.difference is not None and row.comparator_value is not None
    if judged.looks_the_same(fact, row.comparator_value):
        return phrase("The same when rounded")
    way = "Up " if row.difference > 0 else "Down "
    size = judged.distance(fact, row, row.difference)
    return phrase(way, size)


def _limits(fact: Fact, row: Beside) -> Phrase:
    if row.difference_lower is None or row.difference_upper is None:
        return phrase("None")
    ends = [
        Number(end, figure(end, "count", fact.indicator.decimals))
        for end in (row.difference_lower, row.difference_upper)
    ]
    return phrase(ends[0], " to ", ends[1], " (", CONFIDENCE, ")")


def _chance(row: Beside) -> str:
    if row.is_different is None:
        return "Not judged"
    if not row.is_different:
        return "No"
    return f"Yes, {row.judgement}" if row.judgement in ("better", "worse") else "Yes"


def _trend(fact: Fact) -> Phrase:
    told = changes.trend(fact)
    return told.capitalised() if told else phrase("Not calculated")


def _cell(fact: Fact, value: float | None) -> Cell:
    missing = "x" if value is None else None
    return Cell(value, missing, fact.indicator.unit, fact.indicator.decimals)
