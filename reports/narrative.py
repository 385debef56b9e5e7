"""Titles and sentences, all made from facts.

A sentence states values, what they are compared with, and differences in the right unit. It never
divides one population by another, and never tells a change across a break or a missing value.
"""

import re
from collections.abc import Sequence

from reports.facts import SINCE, TOTAL, Fact, Facts, topic_words
from reports.model import Indicator, Value
from reports.tables import Cell
from reports.words import (
    SYMBOLS,
    Amount,
    Number,
    Part,
    Period,
    Phrase,
    Words,
    amount,
    count,
    figure,
    join,
    lower_first,
    phrase,
    rounded,
    unit_words,
    upper_first,
    when,
)

MOST_WORDS = 12


def number(cell: Cell) -> Part:
    """Give a cell as a part of a title: its number, or its sign."""
    return cell.text if cell.value is None else Number(cell.value, cell.text)


def spoken(value: Amount, unit: str, decimals: int) -> Number:
    """Give a number as a sentence says it, with its unit."""
    return Number(value, amount(value, unit, decimals))


def title(candidates: Sequence[Phrase]) -> Phrase:
    """Give the first title of at most twelve words; the last is the shortest there is."""
    return next((c for c in candidates if len(str(c).split()) <= MOST_WORDS), candidates[-1])


def names(indicator: Indicator, topic: str = TOTAL) -> tuple[str, str]:
    """Give what the indicator measures, in full and short; `by ...` is left to the groups."""
    return (
        upper_first(re.sub(rf" by {re.escape(topic)}$", "", indicator.title, flags=re.IGNORECASE)),
        upper_first(indicator.short_title),
    )


def title_of_line(fact: Fact, england: Cell) -> Phrase:
    """Give an active title for a series: the latest value and England's."""
    value = _value_or_reason(fact.cell)
    at = phrase(" in ", when(fact.value.period))
    beside = phrase("; England ", number(england)) if england.value is not None else Phrase()
    if fact.indicator.kind == "count":
        beside = Phrase()
    told = [phrase(Words(name + _group_of(fact)), ": ", value) for name in names(fact.indicator)]
    # A short name with England beside it says more than a long name alone.
    candidates = [t + ending for ending in (at + beside, beside, at, Phrase()) for t in told]
    return title([*candidates, phrase(Words(names(fact.indicator)[1]))])


def title_of_bars(facts: Facts, ranked: Sequence[Value]) -> Phrase:
    """Give an active title for ranked bars: which is highest, and what it is."""
    both = names(facts.indicator)
    if not ranked:
        return title([phrase(Words(name), ": no values can be shown") for name in both])
    fact = facts.fact(ranked[0])
    ties = sum(v.value == ranked[0].value for v in ranked)
    highest = " joint highest, " if ties > 1 else " highest, "
    told = phrase(Words(fact.group), highest, number(fact.cell))
    at = phrase(" in ", when(fact.value.period))
    candidates = []
    for name in both:
        full = phrase(Words(name), ": ", told)
        candidates += [full + at, full]
    highest_only = phrase(Words(both[1]), ": highest ", number(fact.cell))
    return title([*candidates, highest_only + at, highest_only])


def title_of_groups(facts: Facts, values: Sequence[Value]) -> Phrase:
    """Give an active title for a few groups: the value of each, as many as there is room for."""
    told = [phrase(Words(fact.group), " ", _with_unit(fact)) for fact in map(facts.fact, values)]
    at = phrase(" in ", when(values[0].period))
    candidates = []
    for name in names(facts.indicator, values[0].topic):
        for many in range(min(len(told), 3), 1 if len(told) > 1 else 0, -1):
            some = phrase(Words(name), ": ", join(told[:many], ", "))
            candidates += [some + at, some]
    short = Words(names(facts.indicator)[1])
    return title([*candidates, phrase(short, ": ", told[0]), phrase(short)])


def _with_unit(fact: Fact) -> Part:
    """Give a group's value; percentage points are said, because no sign shows them."""
    if fact.indicator.unit != "percentage_points" or fact.cell.value is None:
        return number(fact.cell)
    return spoken(fact.cell.value, fact.indicator.unit, fact.indicator.decimals)


def _group_of(fact: Fact) -> str:
    if fact.value.topic == SINCE:
        return f" {lower_first(fact.group)}"
    return f", {fact.group}" if fact.group else ""


def _value_or_reason(cell: Cell) -> Part | Phrase:
    if cell.value is not None:
        return Number(cell.value, cell.text)
    return f"{_short_reason(cell.missing)} {cell.text}"


def _short_reason(missing: str | None) -> str:
    return SYMBOLS.get(missing or "x", "not available").split(",")[0].split(" so that")[0]


def subtitle(facts: Facts, topic: str, periods: Sequence[Period]) -> Phrase:
    """Give the statistical subtitle: measure, area, period, unit."""
    by = by_topic(facts, topic)
    span: list[Part] = [when(periods[0]), " to ", when(periods[-1])]
    if periods[0] == periods[-1]:
        span = [when(periods[0])]
    unit = Words(unit_words(facts.indicator.unit).capitalize())
    place = Words(facts.report.build.area_name)
    return phrase(Words(facts.indicator.title + by), ". ", place, ", ", *span, ". ", unit, ".")


def by_topic(facts: Facts, topic: str) -> str:
    """Give `, by primary need`, unless the title says so already."""
    words = f"by {topic_words(topic)}"
    is_whole = topic in (TOTAL, SINCE) or len(facts.series) == 1
    is_said = is_whole or words.lower() in facts.indicator.title.lower()
    return "" if is_said else f", {words}"


def counted(facts: Facts) -> Phrase:
    """Give who is counted, and where."""
    people = facts.report.population(facts.indicator)
    who, where = people.who_is_counted.rstrip(". "), people.where_counted.rstrip(". ")
    told = phrase("Counted: ", Words(lower_first(who)), ", ", Words(lower_first(where)), ".")
    return phrase("From the council's own records. ", told) if facts.indicator.is_own else told


def reading(fact: Fact) -> Phrase:
    """Give the sentences that say what the latest value is, beside the others and the last one."""
    return join([_stated(fact), beside(fact), change(fact), _broken_growth(fact)])


def _stated(fact: Fact) -> Phrase:
    cell = fact.cell
    area, period = Words(fact.area), when(fact.value.period)
    is_part = fact.group and fact.value.topic != SINCE
    subject = Words(fact.group if is_part else names(fact.indicator)[0] + _group_of(fact))
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
