"""What a figure reads: the latest value, beside the others and beside the one before.

A sentence states values, what they are compared with, and differences in the right unit. It never
divides one population by another, and never tells a change across a break or a missing value.
"""

from reports.facts import SINCE, Fact
from reports.sentences.titles import group_of, names, spoken
from reports.words import (
    SYMBOLS,
    Number,
    Phrase,
    Words,
    amount,
    count,
    figure,
    join,
    lower_first,
    phrase,
    rounded,
    when,
)


def reading(fact: Fact) -> Phrase:
    """Give the sentences that say what the latest value is, beside the others and the last one."""
    return join([_stated(fact), beside(fact), change(fact), _broken_growth(fact)])


def _stated(fact: Fact) -> Phrase:
    cell = fact.cell
    area, period = Words(fact.area), when(fact.value.period)
    is_part = fact.group and fact.value.topic != SINCE
    subject = Words(fact.group if is_part else names(fact.indicator)[0] + group_of(fact))
    if cell.value is None:
        reason = SYMBOLS.get(cell.missing or "x", "not available")
        return phrase(subject, ", ", area, ", ", period, ": ", reason, " ", cell.text, ".")
    told = spoken(cell.value, cell.unit, cell.decimals)
    base = out_of(fact)
    tail = phrase(" (", base, ")") if base else Phrase()
    return phrase(subject, ": ", told, tail, " in ", area, ", ", period, ".")


def _broken_growth(fact: Fact) -> Phrase:
    """Say so if the two ends of a growth figure lie on different sides of a break."""
    if not fact.spans_break or fact.cell.value is None:
        return Phrase()
    return phrase("The series has a break between the two dates: read the growth with care.")


def out_of(fact: Fact) -> Phrase:
    """Give numerator and denominator in words, where the source has counts."""
    top, bottom = fact.value.numerator, fact.value.denominator
    if top is None or bottom is None or fact.value.value is None:
        return Phrase()
    above, below = count(top), count(bottom)
    over = lower_first(fact.indicator.numerator_label or "")
    under = lower_first(fact.indicator.denominator_label or "").removeprefix("all ")
    if fact.indicator.kind in ("rate", "share") and fact.indicator.unit == "percent":
        return phrase(above, " of ", below, " ", Words(under))
    if fact.indicator.kind == "rate":
        return phrase(above, " ", Words(over), " for ", below, " ", Words(under))
    if fact.indicator.kind == "growth":
        than = " more than the " if top >= 0 else " fewer than the "
        return phrase(count(abs(top)), than, below, " in ", Words(fact.group[len("Since ") :]))
    return Phrase()


def beside(fact: Fact) -> Phrase:
    """Give how far the value is from England and from the neighbours' mean."""
    found = fact.comparison
    if found is None or fact.cell.value is None or fact.indicator.kind == "count":
        return Phrase()
    parts = []
    if found.england_value is not None and found.difference_from_england is not None:
        value = Number(found.england_value, _figure(fact, found.england_value))
        parts.append(
            phrase(_distance(fact, found.difference_from_england, "England"), " (", value, ")")
        )
    if found.neighbours_value is not None and found.difference_from_neighbours is not None:
        value = Number(found.neighbours_value, _figure(fact, found.neighbours_value))
        whose = "the mean of its statistical neighbours"
        distance = _distance(fact, found.difference_from_neighbours, whose)
        parts.append(phrase(distance, " (", value, "; ", how_many(fact), ")"))
    return phrase("That is ", join(parts, " and "), ".") if parts else Phrase()


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


def change(fact: Fact) -> Phrase:
    """Give the change since the previous period, or why none is told."""
    if fact.cell.value is None or fact.previous is None:
        return Phrase()
    since = phrase(" since ", when(fact.previous))
    if fact.is_break:
        return phrase("We give no change", since, ", because the series has a break.")
    difference, found = fact.change, fact.comparison
    if difference is None or found is None or found.previous_value is None:
        return phrase("We give no change", since, ": there is no value to compare with.")
    before = Number(found.previous_value, _figure(fact, found.previous_value))
    if rounded(difference, fact.indicator.decimals) == 0:
        return phrase("The same when rounded as in ", when(fact.previous), " (", before, ").")
    way = "Up " if difference > 0 else "Down "
    return phrase(way, _difference(fact, difference), since, ", from ", before, ".")


def _distance(fact: Fact, difference: float, whose: str) -> Phrase:
    if rounded(difference, fact.indicator.decimals) == 0:
        return phrase("the same as ", whose, " when rounded")
    way = " higher than " if difference > 0 else " lower than "
    return phrase(_difference(fact, difference), way, whose)


def _difference(fact: Fact, difference: float) -> Number:
    unit = (fact.comparison.difference_unit if fact.comparison else None) or fact.indicator.unit
    return Number(difference, amount(abs(difference), unit, fact.indicator.decimals))


def _figure(fact: Fact, value: float) -> str:
    return figure(value, fact.indicator.unit, fact.indicator.decimals)
