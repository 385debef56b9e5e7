"""What the made-up figures of `fixtures_published` are compared with, in the long shape.

The judgements are made here by simpler rules than the models', so that every word occurs.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tests import fixtures_published_data as data

HOME = "599"
COLUMNS = """
    indicator_id varchar, time_period varchar, area_code varchar, breakdown_topic varchar,
    breakdown varchar, is_local boolean, comparator varchar, comparator_area_code varchar,
    comparator_period varchar, indicator_value double, comparator_value double,
    comparator_low double, comparator_high double, comparator_n bigint, comparator_of bigint,
    area_rank bigint, rank_of bigint, difference double, difference_unit varchar,
    difference_lower double, difference_upper double, difference_method varchar,
    judgement_method varchar, z_score double, p_value double, q_value double,
    is_different boolean, judgement varchar, judgement_note varchar"""
_CODES = {"england": "E92000001", "region": "E12000099", "neighbours": "neighbours-599"}
_WITH_VALUE = 8
_SPREAD = 4.0
"""Made up: by how many percent of its value councils differ."""


@dataclass(frozen=True)
class Point:
    """One value as the builder handles it."""

    indicator_id: str
    topic: str
    breakdown: str
    period: str
    area_code: str
    value: float | None
    missing: str | None
    numerator: float | None
    denominator: float | None
    is_break: bool

    @property
    def entry(self) -> data.Entry:
        return next(i for i in data.INDICATORS if i.indicator_id == self.indicator_id)

    @property
    def series(self) -> tuple[str, str, str]:
        return self.indicator_id, self.topic, self.breakdown


def rows(points: Sequence[Point], own: Sequence[Point]) -> Iterator[list[Any]]:
    """Give every row of `indicator_comparisons`."""
    for is_local, given in ((False, points), (True, own)):
        every = [_without_counts(p) if p.entry.kind == "growth" else p for p in given]
        for point in every:
            if is_local or point.area_code == HOME:
                for comparator, other in _pairs(point, every):
                    yield _row(point, comparator, other, every, is_local)


def _without_counts(point: Point) -> Point:
    """Give a figure that is no share of anything, so that no share's limits are made of it."""
    return replace(point, numerator=None, denominator=None)


def _pairs(point: Point, every: Sequence[Point]) -> Iterator[tuple[str, Point]]:
    at = [p for p in every if p.period == point.period]
    same = {p.area_code: p for p in at if p.series == point.series}
    for comparator, code in _CODES.items():
        if code in same:
            yield comparator, same[code]
    mine = [p for p in every if p.area_code == point.area_code and p.series == point.series]
    before = [p for p in mine if p.period < point.period]
    if before:
        yield "previous", max(before, key=lambda p: p.period)
    here = [p for p in at if p.area_code == point.area_code]
    groups = {p.breakdown: p for p in here if p.series[:2] == point.series[:2]}
    if "No SEN" in groups and point.breakdown != "No SEN":
        yield "no_sen", groups["No SEN"]
    if point.area_code != HOME and HOME in same:
        yield "area", same[HOME]


def _row(
    point: Point, comparator: str, other: Point, every: Sequence[Point], is_local: bool
) -> list[Any]:
    is_previous, is_neighbours = comparator == "previous", comparator == "neighbours"
    is_count = point.entry.kind == "count" and not is_previous
    blocked = is_count or (is_previous and point.is_break)
    apart = None if blocked else _minus(point.value, other.value)
    newest = max(p.period for p in every if p.series == point.series)
    note = _note(point, comparator, other, newest)
    judged = [None] * 6 + [note] if note else _judged(point, comparator, other)
    spread = other.value is not None and is_neighbours
    return [
        *(point.indicator_id, point.period, point.area_code, point.topic, point.breakdown),
        *(is_local, comparator),
        None if comparator in ("previous", "no_sen") else other.area_code,
        *(other.period, point.value, other.value),
        *((0.8 * other.value, 1.3 * other.value) if spread and other.value else (None, None)),
        *((_WITH_VALUE if spread else 0, len(data.NEIGHBOURS)) if is_neighbours else (None, None)),
        *((3, _WITH_VALUE + 1) if spread and point.value is not None else (None, None)),
        apart,
        "percentage_points" if point.entry.unit == "percent" else point.entry.unit,
        *_limits(point, other, apart if comparator in ("previous", "no_sen", "area") else None),
        *judged,
    ]


def _limits(point: Point, other: Point, apart: float | None) -> tuple[Any, Any, Any]:
    if apart is None or not (point.denominator and other.denominator):
        return None, None, None
    half = 1.96 * _error(point, other)
    return apart - half, apart + half, "Newcombe"


def _note(point: Point, comparator: str, other: Point, newest: str) -> str | None:
    reasons = (
        (point.missing == "u" or other.missing == "u", "withheld"),
        (point.value is None or other.value is None, "no value"),
        (comparator == "neighbours", "mean of rates"),
        (comparator == "region", "contains the area"),
        (point.entry.kind == "count", "count"),
        (is_suspected(point, comparator), "suspected break"),
        (comparator == "previous" and point.is_break, "break"),
        (point.period != newest, "older period"),
        (comparator != "england" and not (point.denominator and other.denominator), "no counts"),
    )
    return next((note for holds, note in reasons if holds), None)


def is_suspected(point: Point, comparator: str) -> bool:
    """Whether the point is held against one before a suspected break of recording."""
    return comparator == "previous" and data.SUSPECTED.get(point.series) == point.period


def _judged(point: Point, comparator: str, other: Point) -> list[Any]:
    if comparator == "england":
        assert other.value is not None
        method, error = ("funnel" if point.denominator else "spread"), abs(other.value) * _SPREAD
        error /= 100
    else:
        method, error = "newcombe", _error(point, other)
    z = (_minus(point.value, other.value) or 0) / error
    p = math.erfc(abs(z) / math.sqrt(2))
    q = min(1.0, 1.5 * p)
    word = "similar" if q > 0.05 else _word(point.entry.polarity, z)
    return [method, z, p, q, q <= 0.05, word, None]


def _word(polarity: str, z: float) -> str:
    if polarity == "none":
        return "higher" if z > 0 else "lower"
    return "better" if (z > 0) == (polarity == "higher_better") else "worse"


def _error(point: Point, other: Point) -> float:
    """Give the standard error of the difference of two percentages."""
    variance = 0.0
    for each in (point, other):
        share = (each.value or 0) / 100
        variance += share * (1 - share) / (each.denominator or 1)
    return 100 * math.sqrt(variance)


def _minus(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other
