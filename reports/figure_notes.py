"""What stands under a figure: caveats, breaks, withheld values, signs, and sources."""

from collections.abc import Iterable, Iterator, Sequence

from reports.facts import TOTAL, Fact, Facts
from reports.model import Break, Source, Value
from reports.sentences.certainty import how_compared, how_sure
from reports.sentences.changes import no_trend
from reports.sentences.judged import how_many
from reports.tables import Table
from reports.words import SYMBOLS, Period, Phrase, Words, join, phrase, symbol, when

_STATUS = {"provisional": "provisional", "revised": "revised"}


def notes_of(
    facts: Facts, table: Table, own: Sequence[Value], told: Sequence[Fact]
) -> tuple[Phrase, ...]:
    """Give the notes in the order in which a reader needs them; the first fact is the latest."""
    latest = told[0]
    return tuple(
        note
        for note in (
            *_breaks(facts, own),
            *_signs(table),
            *_statuses(own),
            how_sure(told),
            *how_compared(told),
            no_trend(latest) if latest.value.topic == TOTAL else Phrase(),
            _neighbours(table, latest),
            _drawn(facts, table),
            _winter(latest),
            *(phrase(Words(text)) for text in _to_keep_in_mind(facts)),
            _population(facts),
        )
        if note
    )


def sources_of(facts: Facts, own: Iterable[Value]) -> tuple[Source, ...]:
    """Give the sources of the area's values, in the order of their names."""
    codes = {
        code.strip() for value in own for code in (value.source_id or "").split("+") if code.strip()
    }
    known = facts.report.sources
    # Several tables of one publication are one source to a reader: the first stands for them.
    by_title = {
        (known[code].publisher, known[code].title): code
        for code in sorted(codes, reverse=True)
        if code in known
    }
    return tuple(known[code] for code in sorted(by_title.values()))


def _breaks(facts: Facts, own: Sequence[Value]) -> Iterator[Phrase]:
    broken = [(v.period, facts.report.break_before(v), v) for v in own if v.is_break]
    for period in sorted({period for period, found, _ in broken if not _is_suspected(found)}):
        reason = next((found.reason for at, found, _ in broken if at == period and found), "")
        yield phrase(
            "Break in the series before ",
            when(period),
            ": " if reason else ": do not compare figures on either side of it.",
            Words(reason),
        )
    for period, found, value in sorted(broken, key=lambda one: (one[0], one[2].breakdown)):
        if found is not None and found.is_suspected:
            whose = f" of {value.breakdown}" if value.topic != TOTAL else ""
            yield phrase(
                Words(f"The recording{whose} may have changed before "),
                when(period),
                ", so no change is told: ",
                Words(found.reason),
            )


def _is_suspected(found: Break | None) -> bool:
    return found is not None and found.is_suspected


def _signs(table: Table) -> Iterator[Phrase]:
    found = {cell.missing for row in table.rows for cell in row.cells if cell.value is None}
    for missing, meaning in SYMBOLS.items():
        if missing in found:
            yield phrase(f"{symbol(missing)} {meaning}.")


def _statuses(own: Sequence[Value]) -> Iterator[Phrase]:
    for status, words in _STATUS.items():
        periods = sorted(
            {v.period for v in own if v.value_status == status and v.value is not None}
        )
        if periods:
            yield phrase(f"Figures that are {words}: ", _periods(periods), ".")


def _periods(periods: Sequence[Period]) -> Phrase:
    return join([phrase(when(period)) for period in periods], ", ")


def _neighbours(table: Table, latest: Fact) -> Phrase:
    if not any(column.role == "neighbours" for column in table.columns):
        return Phrase()
    found = latest.comparison
    if found is None or found.neighbours_value is None:
        return phrase("Statistical neighbours: the unweighted mean of similar councils.")
    return phrase(
        "Statistical neighbours: the unweighted mean of similar councils (",
        how_many(latest),
        " in ",
        when(latest.value.period),
        ").",
    )


def _drawn(facts: Facts, table: Table) -> Phrase:
    left_out = facts.indicator.kind == "count" and any(
        column.role in ("england", "region") for column in table.columns
    )
    text = "Counts for England and the region are in the table only: they are far larger."
    return phrase(text) if left_out else Phrase()


def _winter(latest: Fact) -> Phrase:
    if latest.value.period.kind != "winter_average":
        return Phrase()
    return phrase("Winter means the average of December, January and February.")


def _to_keep_in_mind(facts: Facts) -> tuple[str, ...]:
    """Give the caveats; the council's own records have how they are counted instead."""
    if not facts.indicator.is_own:
        return facts.indicator.caveats
    return (facts.indicator.local_definition,) if facts.indicator.local_definition else ()


def _population(facts: Facts) -> Phrase:
    note = facts.report.population(facts.indicator).note
    return phrase(Words(note)) if note else Phrase()
