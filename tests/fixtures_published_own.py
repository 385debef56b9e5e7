"""The made-up figures of `fixtures_published` that come from the council's own records."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from tests.fixtures_published_comparisons import Point

LOCALITIES = (
    ("locality-harbour", "Harbour", "Locality"),
    ("locality-moors", "Moors and dales", "Locality"),
    ("locality-not-known", "Locality not known", "Locality"),
    ("icb-east", "East ICB", "ICB"),
)
POPULATIONS = (
    ("census_pupils_local", "Pupils on roll", "Schools that sent a census", "january", None),
    ("cases_at_risk", "Requests that can lead to a plan", "The council", "calendar_year", None),
)
SOURCE = ("school_census", "The council's own records", "School Census", None, None, None, None)
LOCAL_OF = {
    "pupils_with_ehc_plan": ("census_pupils_local", "Pupils of the schools that sent a census."),
}
# Indicator, period, level, area, topic, breakdown, numerator, denominator, reason.
_PUPILS = "pupils_with_ehc_plan"
_ROWS: tuple[tuple[Any, ...], ...] = (
    (_PUPILS, "202324", "Local authority", "599", "Total", "Total", 3400, 80100, None),
    (_PUPILS, "202425", "Local authority", "599", "Total", "Total", 3712, 80020, None),
    (_PUPILS, "202425", "Local authority", "599", "Sex", "Female", 1012, 39000, None),
    (_PUPILS, "202425", "Local authority", "599", "Sex", "Male", 2700, 41020, None),
    (_PUPILS, "202425", "Local authority", "599", "School type", "Primary", 1320, 45000, None),
    (_PUPILS, "202425", "Local authority", "599", "School type", "Secondary", 1400, 34020, None),
    (_PUPILS, "202425", "Local authority", "599", "School type", "Special", 992, 1000, None),
    (_PUPILS, "202425", "Local authority", "599", "Ethnic group", "White", None, None, "c"),
    (_PUPILS, "202425", "Local authority", "599", "Ethnic group", "Unknown", None, None, "c"),
    (_PUPILS, "202425", "Locality", "locality-harbour", "Total", "Total", 2012, 43000, None),
    (_PUPILS, "202425", "Locality", "locality-moors", "Total", "Total", 1600, 35020, None),
    (_PUPILS, "202425", "Locality", "locality-not-known", "Total", "Total", 100, 2000, None),
    (_PUPILS, "202425", "ICB", "icb-east", "Total", "Total", 3712, 80020, None),
    ("days_request_to_plan", "2024", "Local authority", "599", "Time to plan", "Median", 612, 1400,
     None, 187),
    ("days_request_to_plan", "2024", "Local authority", "599", "Time to plan", "90th percentile",
     612, 1400, "x"),
)  # fmt: skip


def own_rows() -> Iterator[list[Any]]:
    """Give rows of `indicator_values` in the order of its columns."""
    names = {code: name for code, name, _ in LOCALITIES} | {"599": "Exampleshire"}
    for name, period, level, area, topic, breakdown, top, bottom, reason, *given in _ROWS:
        is_pupils = name == _PUPILS
        value = given[0] if given else (100 * top / bottom if is_pupils and top else None)
        yield [
            *(name, "census_pupils_local" if is_pupils else "cases_at_risk", period),
            *("Academic year" if is_pupils else "Calendar year", date(2025, 1, 16)),
            *(level, area, names[area], topic, breakdown, top, bottom, value),
            *("percent" if is_pupils else "days", None, None, None),
            *("local", reason, False, "school_census", None),
        ]


def own_points() -> Iterator[Point]:
    """Give the values that are shown: what is hidden is compared with nothing."""
    for name, period, _, area, topic, breakdown, top, bottom, reason, *given in _ROWS:
        if reason is None:
            value = given[0] if given else 100 * top / bottom
            yield Point(name, topic, breakdown, period, area, value, None, top, bottom, False)
