"""What was printed before: whoever kept an earlier edition of the site knows its numbers."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.disclose.counts import Cell, Key, Place, System, Use
from pipeline.disclose.edition_files import read_edition
from pipeline.errors import ConfigError, as_jsna_error

__all__ = ["Edition", "Known", "Place", "Span", "known_of", "read_editions"]

Span = tuple[float, float]

_SAME = 1e-6  # as near as sums of the counts have to be
_NOTES = (".txt", ".md")
_LEFT_BY_WINDOWS = ("thumbs.db", "desktop.ini")


@dataclass(frozen=True)
class Edition:
    """What one edition printed of the council's own figures."""

    name: str  # of the file or folder in editions/
    rounding: int  # to which multiple its own counts were rounded; 0: they were not
    printed: Mapping[Place, tuple[float | None, float | None]]  # numerator and denominator shown
    hidden: frozenset[Place]  # own figures that it held back


@dataclass(frozen=True)
class Known:
    """What all editions together tell of today's counts.

    spans       between what each count is known to be; twice the same if it was printed exactly
    remembered  counts of figures that the latest edition held back, which no edition prints
    by_edition  the counts that each edition tells something of, for messages
    """

    editions: int
    spans: Mapping[Key, Span]
    remembered: frozenset[Key]
    by_edition: Mapping[str, frozenset[Key]]


def read_editions(folder: Path) -> tuple[Edition, ...]:
    """Read all that was published, by name, the latest last; nothing where there is no folder.

    ConfigError for whatever else lies there: an edition that is passed over is not defended from.
    """
    with as_jsna_error(ConfigError, "the earlier editions cannot be read"):
        if not folder.exists():
            return ()
        entries = sorted(folder.iterdir(), key=lambda entry: entry.name)
    return tuple(_read(entry) for entry in entries if not _is_passed_over(entry))


def known_of(editions: Sequence[Edition], system: System) -> Known:
    """Give what the editions tell of the counts of a system.

    Numbers that today's count does not agree with say nothing of it: the records were revised.
    """
    spans: dict[Key, Span] = {}
    printed: set[Key] = set()
    by_edition = {}
    for edition in editions:
        told = set()
        for key, number in _printed(edition, system.uses):
            printed.add(key)
            if span := _span(number, edition.rounding, system.cells[key]):
                told.add(key)
                low, high = spans.get(key, span)
                spans[key] = (max(low, span[0]), min(high, span[1]))
        by_edition[edition.name] = frozenset(told)
    remembered = _hidden(editions[-1], system.uses) - printed if editions else frozenset()
    return Known(len(editions), dict(sorted(spans.items())), remembered, by_edition)


def _read(entry: Path) -> Edition:
    rounding, figures = read_edition(entry)
    return Edition(entry.name, rounding, figures.printed, figures.hidden)


def _is_passed_over(entry: Path) -> bool:
    name = entry.name.lower()
    if name.startswith((".", "~$")) or name in _LEFT_BY_WINDOWS:
        return True
    return entry.is_file() and (name.startswith("readme") or name.endswith(_NOTES))


def _printed(edition: Edition, uses: Sequence[Use]) -> Iterator[tuple[Key, float]]:
    """Give each count of today that the edition printed a number of, with that number."""
    for use in uses:
        numerator, denominator = edition.printed.get(use.place, (None, None))
        for key, number in ((use.numerator, numerator), (use.denominator, denominator)):
            if key is not None and number is not None:
                yield key, number


def _hidden(edition: Edition, uses: Sequence[Use]) -> frozenset[Key]:
    return frozenset(
        key
        for use in uses
        if use.place in edition.hidden
        for key in (use.numerator, use.denominator)
        if key is not None
    )


def _span(number: float, rounding: int, cell: Cell) -> Span | None:
    """Give between what a printed number says its count is, where the true one lies there."""
    # What is no multiple in an edition that rounds was printed as it is.
    is_exact = rounding == 0 or abs(math.remainder(number, rounding)) > _SAME
    if is_exact or number == cell.value == 0:
        return (cell.value, cell.value) if abs(number - cell.value) <= _SAME else None
    half = rounding / 2
    low, high = number - half, number + half
    if number == 0 and not cell.is_sum:
        low = 0.0  # no count is negative
    return (low, high) if low <= cell.value <= high else None
