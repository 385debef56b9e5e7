"""Change and trend: told only where the figures of two years may be held against one another."""

from reports.facts import Fact
from reports.sentences.everyday import spelled
from reports.sentences.judged import distance, figure_of, looks_the_same, meaning
from reports.words import Phrase, phrase, when

WHY_NO_TREND = {
    "break": "the series has a break",
    "fewer than five points": "it has fewer than five years",
    "gap": "a year is missing",
    "missing point": "a year has no value",
    "no interval": "the source gives no counts",
    "overlapping periods": "its periods overlap",
    "numerator equals denominator": "every one of those counted is in it",
    "suspected break": "recording may have changed",
    "two values in a year": "a year has two values",
    "withheld point": "a year is withheld",
}


def change(fact: Fact) -> Phrase:
    """Give the change since the previous period, or why none is told."""
    if fact.cell.value is None or fact.previous is None:
        return Phrase()
    if fact.suspected:
        return jump(fact)
    since = phrase(" since ", when(fact.previous))
    row = fact.beside("previous")
    if fact.is_break:
        return phrase("We give no change", since, ", because the series has a break.")
    if row is not None and row.judgement_note == "small base":
        return phrase("We give no change", since, ", because the numbers are small.")
    if row is None or fact.change is None or row.comparator_value is None:
        return phrase("We give no change", since, ": there is no value to compare with.")
    before = figure_of(fact, row.comparator_value)
    if looks_the_same(fact, row.comparator_value):
        return phrase("The same when rounded as in ", when(fact.previous), " (", before, ").")
    way = "Up " if fact.change > 0 else "Down "
    size = distance(fact, row, fact.change)
    return phrase(way, size, since, ", from ", before, meaning(fact, row), ".")


def jump(fact: Fact) -> Phrase:
    """Tell a flagged jump as what it may be, and claim no direction."""
    row = fact.beside("previous")
    why = "recording may have changed, so we tell no change."
    if row is None or row.comparator_value is None or fact.cell.value is None:
        return phrase("The recorded figure jumps in ", when(fact.value.period), ": ", why)
    ends = phrase(
        figure_of(fact, row.comparator_value),
        *(" in ", when(fact.previous or fact.value.period), " to "),
        *(figure_of(fact, fact.cell.value), " in ", when(fact.value.period)),
    )
    return phrase("There is a jump in the recorded figure, from ", ends, ": ", why)


def trend(fact: Fact) -> Phrase:
    """Give the trend of the last years without a sentence around it, or why there is none."""
    found = fact.trend
    if found is None or fact.cell.value is None:
        return Phrase()
    if _is_unknown(fact):
        why = WHY_NO_TREND.get(found.reason or "", found.reason or "the series does not allow it")
        return phrase(f"cannot be calculated: {why}")
    span = f"over the last {spelled(found.points)} years" if found.points else "over the years"
    if not found.is_clear:
        return phrase(f"no clear trend {span}")
    way = "rising" if found.marker == "increasing" else "falling"
    worth = {True: ", which is better", False: ", which is worse", None: ""}[found.is_better]
    return phrase(f"{way} {span}{worth}")


def trend_sentence(fact: Fact) -> Phrase:
    """Give the trend as a sentence; nothing where none can be calculated."""
    told = trend(fact)
    return phrase("Trend: ", told, ".") if told and not _is_unknown(fact) else Phrase()


def no_trend(fact: Fact) -> Phrase:
    """Say why no trend can be calculated, if that is so."""
    return phrase("A trend ", trend(fact), ".") if trend(fact) and _is_unknown(fact) else Phrase()


def _is_unknown(fact: Fact) -> bool:
    return fact.trend is None or fact.trend.marker == "cannot be calculated"
