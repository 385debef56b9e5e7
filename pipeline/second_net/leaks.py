"""What the search finds, and how it is told: places only, never a value."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.errors import DisclosureError

MOST_NAMED = 5
MANY_DIGITS = "a number with many digits"
"""What is found by its digits alone, without a place."""


@dataclass(frozen=True, order=True)
class Leak:
    """A place at which something hidden can be read, or a file that must not be published.

    `figure` names the figure, table or kind of file, `what` how the value shows there.
    """

    file: str
    figure: str
    what: str
    indicator_id: str = ""


def tidied(leaks: Iterable[Leak]) -> tuple[Leak, ...]:
    """Give the leaks in order, each once: digits alone add nothing to a place that is known."""
    found = set(leaks)
    placed = {(leak.file, leak.indicator_id) for leak in found if leak.what != MANY_DIGITS}
    return tuple(
        leak
        for leak in sorted(found)
        if leak.what != MANY_DIGITS or (leak.file, leak.indicator_id) not in placed
    )


def stop_for_leaks(leaks: Sequence[Leak]) -> None:
    """Raise DisclosureError, which counts and names the places, if there is any."""
    if not leaks:
        return
    named = [f"{leak.file} ({leak.figure}: {leak.what})" for leak in leaks[:MOST_NAMED]]
    more = f" and {len(leaks) - MOST_NAMED:,} more" if len(leaks) > MOST_NAMED else ""
    places = "1 place" if len(leaks) == 1 else f"{len(leaks):,} places"
    raise DisclosureError(
        f"what is hidden can be read at {places} of the new site: {', '.join(named)}{more}",
        remedy="the site was not replaced; this is a fault of jsna, so please report the line",
    )
