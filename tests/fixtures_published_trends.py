"""The trends of the made-up series of `fixtures_published`.

The markers are made here by a simpler rule than the model's: a series rises or falls if every one
of its last five points does.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from tests import fixtures_published_data as data
from tests.fixtures_published_comparisons import HOME, Point

COLUMNS = """
    indicator_id varchar, area_code varchar, breakdown_topic varchar, breakdown varchar,
    is_local boolean, first_period varchar, last_period varchar, points integer, marker varchar,
    reason varchar, chi_squared double, slope double, is_better boolean, test varchar"""
_MOST = 5


def rows(points: Sequence[Point]) -> Iterator[list[Any]]:
    """Give a row of `indicator_trends` for every published series of the area."""
    mine = sorted((p for p in points if p.area_code == HOME), key=lambda p: (p.series, p.period))
    for (name, topic, breakdown), series in groupby(mine, key=lambda p: p.series):
        last = list(series)[-_MOST:]
        reason = _reason(last)
        marker = "cannot be calculated" if reason else _marker(last)
        yield [
            *(name, HOME, topic, breakdown, False, last[0].period, last[-1].period, len(last)),
            *(marker, reason, None, None, _is_better(last[0].entry, marker), None),
        ]


def _reason(last: Sequence[Point]) -> str | None:
    suspected = [p for p in last[1:] if data.SUSPECTED.get(p.series) == p.period]
    reasons = (
        (suspected, "suspected break"),
        (any(p.is_break for p in last[1:]), "break"),
        (any(p.missing == "u" for p in last), "withheld point"),
        (any(p.value is None for p in last), "missing point"),
        (len(last) < _MOST, "fewer than five points"),
        (last[0].entry.kind != "count" and any(not p.denominator for p in last), "no interval"),
    )
    return next((reason for holds, reason in reasons if holds), None)


def _marker(last: Sequence[Point]) -> str:
    steps = [(b.value or 0) - (a.value or 0) for a, b in pairwise(last)]
    if all(step > 0 for step in steps):
        return "increasing"
    return "decreasing" if all(step < 0 for step in steps) else "no significant change"


def _is_better(entry: data.Entry, marker: str) -> bool | None:
    if marker not in ("increasing", "decreasing") or entry.polarity == "none":
        return None
    return (marker == "increasing") == (entry.polarity == "higher_better")
