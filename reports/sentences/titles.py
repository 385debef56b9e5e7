"""Titles of figures: what a figure is called, what it found, and whom it counts."""

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
    join,
    lower_first,
    phrase,
    unit_words,
    upper_first,
    when,
)

MOST_WORDS = 12
_NAMES = frozenset({"Ethnic group", "First language", "ICB area", "Locality"})
"""Breakdowns whose groups are names, so that they keep their capital inside a line."""


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
    crossed = topic.rpartition(" by ")[2]
    said = rf",? by ({re.escape(topic)}|{re.escape(crossed)})$"
    return (
        upper_first(re.sub(said, "", indicator.title, flags=re.IGNORECASE)),
        upper_first(indicator.short_title),
    )


def named(fact: Fact) -> str:
    """Give what was measured and for whom: `Attainment 8: pupils with an EHC plan`."""
    name = names(fact.indicator, fact.value.topic)[0]
    if not fact.group:
        return name
    since = fact.value.topic == SINCE
    name += _crossed(fact)
    return f"{name} {lower_first(fact.group)}" if since else f"{name}: {people(fact)}"


def about(fact: Fact) -> str:
    """Give the same for the middle of a line: `EHC plans, hearing impairment`."""
    name = names(fact.indicator, fact.value.topic)[0]
    if not fact.group:
        return name
    group = people(fact)
    part = group if fact.value.topic in _NAMES else lower_first(group)
    return f"{name}{_crossed(fact)}{' ' if fact.value.topic == SINCE else ', '}{part}"


def _crossed(fact: Fact) -> str:
    """Give what a breakdown adds to the base: `Level 2` of `Level 2 by SEN provision`."""
    adds, by, _ = fact.value.topic.partition(" by SEN provision")
    if not by:
        adds = fact.value.topic.partition(", ")[2]
    return f", {lower_first(adds)}" if adds else ""


def people(fact: Fact) -> str:
    """Give who a group is in words: an Attainment 8 of "EHC plan" was once taken for all SEN."""
    known = {
        "EHC plan": "with an EHC plan",
        "SEN support": "on SEN support",
        "All SEN": "with SEN",
        "No SEN": "without SEN",
    }
    if fact.group not in known:
        return _with_its_noun(fact)
    who = fact.population.who_is_counted.lower()
    counted = next((w for w in ("young people", "children") if who.startswith(w)), "pupils")
    return f"{counted} {known[fact.group]}"


def _with_its_noun(fact: Fact) -> str:
    """Give a group with the word that its name leaves out: `Special` of a school type."""
    if fact.value.topic == "Free school meals":
        return fact.group.replace("ligible", "ligible for free school meals")
    is_school = fact.value.topic.startswith("School type")
    is_said = any(word in fact.group.lower() for word in ("school", "provision", "unknown"))
    return f"{fact.group} schools" if is_school and not is_said else fact.group


def title_of_line(fact: Fact, england: Cell) -> Phrase:
    """Give an active title for a series: the latest value and England's."""
    value = _value_or_reason(fact.cell)
    at = phrase(" in ", when(fact.value.period))
    beside = phrase("; England ", number(england)) if england.value is not None else Phrase()
    if fact.indicator.kind == "count":
        beside = Phrase()
    told = [phrase(Words(name + group_of(fact)), ": ", value) for name in names(fact.indicator)]
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


def group_of(fact: Fact) -> str:
    """Give the group as it follows the name of what is measured; nothing for the total."""
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
