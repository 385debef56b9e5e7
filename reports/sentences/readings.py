"""What a figure reads: the latest value, beside the others and beside the one before.

A sentence states values, what they are compared with, and differences in the right unit. It never
divides one population by another, and never tells a change across a break or a missing value.
"""

from reports.facts import SINCE, Fact
from reports.sentences import everyday
from reports.sentences.changes import change, trend_sentence
from reports.sentences.judged import beside
from reports.sentences.titles import group_of, names, people, spoken
from reports.words import (
    SYMBOLS,
    Number,
    Part,
    Phrase,
    Words,
    count,
    join,
    lower_first,
    phrase,
    upper_first,
    when,
)


def reading(fact: Fact) -> Phrase:
    """Give the sentences that say what the latest value is, beside the others and the last one."""
    told = [_stated(fact), beside(fact), change(fact), trend_sentence(fact), _broken_growth(fact)]
    return join(told)


def _stated(fact: Fact) -> Phrase:
    cell = fact.cell
    area, period = Words(fact.area), when(fact.value.period)
    is_part = fact.group and fact.value.topic != SINCE
    full = names(fact.indicator)[0] + group_of(fact)
    subject = Words(upper_first(people(fact)) if is_part else full)
    if cell.value is None:
        reason = SYMBOLS.get(cell.missing or "x", "not available")
        return phrase(subject, ", ", area, ", ", period, ": ", reason, " ", cell.text, ".")
    told = spoken(cell.value, cell.unit, cell.decimals)
    base = join(
        [phrase(words) if (words := in_everyday_words(fact)) else Phrase(), out_of(fact)], "; "
    )
    tail = phrase(" (", base, ")") if base else Phrase()
    return phrase(subject, ": ", told, tail, " in ", area, ", ", period, ".")


def in_everyday_words(fact: Fact) -> Part | None:
    """Give a percentage as `about one in six`, where its counts bear that out."""
    top, bottom, value = fact.value.numerator, fact.value.denominator, fact.cell.value
    is_share = fact.indicator.kind in ("rate", "share") and fact.indicator.unit == "percent"
    if not is_share or top is None or bottom is None or value is None:
        return None
    words = everyday.share(top, bottom)
    return Number(value, words.text) if isinstance(words, Number) else words


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
        return _from_to(fact, top, bottom)
    return Phrase()


def _from_to(fact: Fact, added: float, start: float) -> Phrase:
    """Give both ends of a growth figure with their dates."""
    ends = phrase(
        *("from ", count(start), " in ", Words(fact.group[len("Since ") :], "period")),
        *(" to ", count(start + added), " in ", when(fact.value.period)),
    )
    times = everyday.ratio(start + added, start)
    as_many = " as many" if times and times.endswith("times") else ""
    return phrase(ends, f", {times}{as_many}") if times else ends
