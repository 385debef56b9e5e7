"""The order of rows: a hidden one that stands where its value would put it is told."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

Ranked = Sequence[tuple[str, float | None]]
"""Names in the order in which they stand, with their values if they are shown."""
_FIXED = ("ehc plan", "sen support", "all sen", "no sen", "no ehc plan", "unknown", "total")
_FEWEST = 3
"""Hidden rows that follow one another: two may stand in any order by chance."""


def is_ordered_by_hidden(rows: Ranked, hidden: Mapping[str, float]) -> bool:
    """Whether rows are ranked by their values, and hidden ones stand among them at their rank."""
    # Whose group is not known stands last, whatever its value.
    while rows and rows[-1][0] not in hidden and rows[-1][0].endswith(("not known", "unknown")):
        rows = rows[:-1]
    names = [name for name, _ in rows]
    if len(set(names)) < len(names) or _is_by_name(names):
        return False
    return any(_is_told(rows, hidden, sign) for sign in (1.0, -1.0))


def _is_told(rows: Ranked, hidden: Mapping[str, float], sign: float) -> bool:
    values = [(name, value) for name, value in rows if value is not None or name in hidden]
    shown = [sign * value for name, value in values if name not in hidden and value is not None]
    if len(set(shown)) < 2 or shown != sorted(shown, reverse=True):
        return _are_ranked(values, hidden, sign) and len(set(shown)) < 2
    last = max(place for place, (name, _) in enumerate(values) if name not in hidden)
    true = [sign * hidden.get(name, value or 0.0) for name, value in values[: last + 1]]
    if len(true) == len(shown):  # all hidden ones stand at the end
        return _are_ranked(values, hidden, sign)
    return true == sorted(true, reverse=True)


def _are_ranked(rows: Ranked, hidden: Mapping[str, float], sign: float) -> bool:
    """Whether the hidden rows, put at one end, stand there in the order of their values."""
    names = [name for name, _ in rows if name in hidden]
    values = [sign * hidden[name] for name in names]
    is_ranked = values == sorted(values, reverse=True) and len(set(values)) == len(values)
    return len(names) >= _FEWEST and is_ranked and not _is_by_name(names)


def _is_by_name(names: Sequence[str]) -> bool:
    """Whether names stand in an order that needs no value: of letters, of numbers, or of SEN."""
    numbers = [int(found[0]) for name in names if (found := re.search(r"\d+", name))]
    places = [_FIXED.index(name) for name in names if name in _FIXED]
    return (
        list(names) == sorted(names)
        or (len(numbers) > 1 and numbers == sorted(numbers))
        or (len(places) == len(names) and places == sorted(places))
    )
