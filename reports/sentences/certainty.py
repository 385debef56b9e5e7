"""How sure a figure is and how it was compared: the notes that say so, in plain words."""

from collections.abc import Iterator, Sequence

from reports.facts import Fact
from reports.sentences.titles import people
from reports.words import CONFIDENCE, Number, Part, Phrase, Words, amount, lower_first, phrase

_METHODS = {
    "funnel": "Compared with England by a funnel: the range in which councils of this size "
    "usually lie, from chance and from how much councils differ.",
    "spread": "Compared with England by how far councils' figures usually lie from England's: "
    "there are no counts to judge by.",
}
_NOT_JUDGED = {
    "few areas": "Not judged beside England: too few councils have a figure.",
    "no counts": "Not judged beside England: the source gives no counts.",
}
LUCK = (
    "Among many comparisons some differ by luck alone. We set the bar so that of the differences "
    "called more than usual on this page no more than about one in twenty should be luck "
    "(false discovery rate)."
)


def how_sure(facts: Sequence[Fact]) -> Phrase:
    """Give the interval of the fact that is told first, or why the source allows none."""
    shown = [fact for fact in facts if fact.cell.value is not None]
    if not shown:
        return Phrase()
    fact = shown[0]
    if fact.value.lower is not None and fact.value.upper is not None:
        return _interval(fact, fact.value.lower, fact.value.upper)
    if fact.indicator.is_own or any(each.value.denominator is not None for each in shown):
        return Phrase()
    if fact.indicator.unit == "score":
        return phrase("The source gives average scores only: no interval can be given.")
    if fact.indicator.kind in ("rate", "share"):
        return phrase("The source gives rounded rates without counts: no interval can be given.")
    return Phrase()


def how_compared(facts: Sequence[Fact]) -> Iterator[Phrase]:
    """Give by which rules the figure's values were held against England."""
    rows = [row for fact in facts if (row := fact.beside("england")) is not None]
    methods = {row.judgement_method for row in rows if row.is_different is not None}
    for method in sorted(methods & _METHODS.keys(), key=str):
        yield phrase(_METHODS[str(method)])
    if not methods:
        notes = {row.judgement_note for row in rows}
        for note in sorted(notes & _NOT_JUDGED.keys(), key=str):
            yield phrase(_NOT_JUDGED[str(note)])


def _interval(fact: Fact, lower: float, upper: float) -> Phrase:
    of_whom: tuple[Part, ...] = ()
    if fact.group:
        of_whom = (" (", Words(lower_first(people(fact))), ")")
    method = f" ({fact.value.interval_method} method)" if fact.value.interval_method else ""
    return phrase(
        *("How sure: the ", CONFIDENCE, " interval of the latest value", *of_whom, " is "),
        *(_limit(fact, lower), " to ", _limit(fact, upper), method, "."),
    )


def _limit(fact: Fact, value: float) -> Number:
    return Number(value, amount(value, fact.indicator.unit, fact.indicator.decimals))
