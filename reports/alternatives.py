"""Text alternatives of charts: what a chart shows, in words, for those who cannot see it."""

from collections.abc import Sequence

from pipeline.errors import ReportError
from reports.facts import Facts
from reports.model import ENGLAND, Value
from reports.words import amount

SHORTEST, LONGEST = 80, 400


def alternative(name: str, sentences: Sequence[str]) -> str:
    """Give a text alternative of 80 to 400 characters: as many of the sentences as fit."""
    text = ""
    for sentence in [*sentences, "Every value is in the table that follows the chart."]:
        longer = f"{text} {sentence}".strip()
        if len(longer) <= LONGEST and (len(text) < SHORTEST or sentence in sentences):
            text = longer
    if not SHORTEST <= len(text) <= LONGEST:
        raise ReportError(
            f"the chart `{name}` has a text alternative of {len(text)} characters",
            remedy=f"it must have {SHORTEST} to {LONGEST}: shorten the indicator's title",
        )
    return text


def line_sentences(facts: Facts, series: Sequence[tuple[str, Sequence[Value]]]) -> list[str]:
    """Give what a line chart shows, in words: ends and extremes of the area, ends of the others."""
    sentences = []
    for place, (name, values) in enumerate(series):
        known = [v for v in values if v.value is not None and not v.missing]
        if not known:
            sentences.append(f"{name}: no value can be shown.")
            continue
        first, last = known[0], known[-1]
        text = f"{name}: {_plain(facts, first)}"
        if len(known) > 1:
            text += f", {_plain(facts, last)}"
        sentences.append(f"{text}.")
        if place == 0 and len(known) > 2:
            low = min(known, key=lambda v: v.value or 0)
            high = max(known, key=lambda v: v.value or 0)
            sentences.append(f"Lowest {_plain(facts, low)}; highest {_plain(facts, high)}.")
    return sentences


def bar_sentences(facts: Facts, values: Sequence[Value], is_ranked: bool) -> list[str]:
    """Give what bars show, in words: the highest ones and the lowest, or every group."""
    known = [v for v in values if v.value is not None and not v.missing]
    told = [_group(facts, value) for value in known]
    if is_ranked and len(told) > 5:
        sentences = [f"Highest: {'; '.join(told[:3])}.", f"Lowest: {told[-1]}."]
    else:
        sentences = [f"{'; '.join(told)}."] if told else ["No value can be shown."]
    hidden = [facts.fact(v) for v in values if v not in known]
    if hidden:
        names = ", ".join(f"{fact.group} {fact.cell.text}" for fact in hidden[:4])
        sentences.append(f"Without a value: {names}.")
    return sentences


def _plain(facts: Facts, value: Value) -> str:
    told = amount(value.value or 0, facts.indicator.unit, facts.indicator.decimals)
    return f"{told} in {value.period.label}"


def _group(facts: Facts, value: Value) -> str:
    fact = facts.fact(value)
    england = facts.cell(ENGLAND, value.topic, value.breakdown, value.period)
    beside_it = f" (England {england.text})" if england.value is not None else ""
    return f"{fact.group} {fact.cell.text}{beside_it}"
