"""The made-up projection of `fixtures_published`: five Januaries, its tests and its outcomes."""

import math
from collections.abc import Iterator
from datetime import date
from typing import Any

INDICATOR = "ehc_plan_projection"
BACKTEST = """
    method varchar, horizon integer, area_code varchar, wape double, bias double,
    p90_error double, coverage_95 double, coverage_80 double, series bigint, origins bigint,
    half_width_95 double, half_width_80 double, judged_origins bigint"""
OUTCOMES = """
    area_code varchar, origin_period varchar, time_period varchar, horizon integer,
    projected double, lower_95 double, upper_95 double, lower_80 double, upper_80 double,
    actual double, error_percent double, method varchar"""
_HOME, _METHOD = "599", "shrunk growth"
_METHODS = {_METHOD: 4, "national growth": 4.2, "last growth": 5, "linear": 4.5, "no change": 10}
_PLANS = {2021: 3612, 2022: 3998, 2023: 4427, 2024: 5040, 2025: 5486}
_PARTS = (
    ("Primary need", "Autistic spectrum disorder", 0.4),
    ("Primary need", "Speech, language and communication needs", 0.25),
    ("Setting", "Mainstream school", 0.45),
    ("Setting", "Special school", None),
    ("Scenario", "Growth of at most 3 percent a year", 0.9),
)


def backtest_rows() -> Iterator[list[Any]]:
    """Give rows of `projection_backtest`."""
    for area in (None, _HOME):
        for method, error in _METHODS.items():
            for ahead in range(1, 6):
                judged = max(0, 6 - ahead) if ahead < 5 else 0
                held = (95.0 + ahead, 80.0 + ahead) if judged else (None, None)
                wide = (11.0 * ahead, 6.0 * ahead) if judged else (None, None)
                series = (1 if area else 152, 9 - ahead)
                errors = (error * ahead, 0.1 - ahead / 10, 2 * error * ahead)
                yield [method, ahead, area, *errors, *held, *series, *wide, judged]


def outcome_rows() -> Iterator[list[Any]]:
    """Give rows of `projection_outcomes`: from every January since 2021."""
    for origin in _PLANS:
        for ahead in range(1, 6):
            actual = _PLANS.get(origin + ahead)
            value = _projected(origin, ahead)
            error = None if actual is None else 100 * (value / actual - 1)
            limits = (value * math.exp(side * half * ahead) for half in (0.1, 0.06)
                      for side in (-1, 1))  # fmt: skip
            yield [
                *(_HOME, _period(origin), _period(origin + ahead), ahead, value),
                *(limits if origin > 2021 else (None,) * 4),
                *(actual, error, _METHOD),
            ]


def value_rows() -> Iterator[list[Any]]:
    """Give rows of `indicator_values` in the order of its columns."""
    for ahead in range(1, 6):
        total = _projected(2025, ahead)
        limits = (total * math.exp(-0.1 * ahead), total * math.exp(0.1 * ahead), "Conformal")
        yield _value(ahead, "Total", "Total", total, *limits)
        for topic, breakdown, share in _PARTS:
            yield _value(ahead, topic, breakdown, None if share is None else share * total)


def _value(
    ahead: int,
    topic: str,
    breakdown: str,
    value: float | None,
    lower: float | None = None,
    upper: float | None = None,
    method: str | None = None,
) -> list[Any]:
    return [
        *(INDICATOR, "maintained_plans", _period(2025 + ahead), "Academic year"),
        *(date(2025 + ahead, 1, 16), "Local authority", _HOME, "Exampleshire", topic, breakdown),
        *(None, None, value, "count", lower, upper, method),
        *("projected", "x" if value is None else None, False, "ehc_plans:caseload", None),
    ]


def _projected(origin: int, ahead: int) -> float:
    return float(round(_PLANS[origin] * math.exp(0.1 * ahead), 6))


def _period(year: int) -> str:
    return f"{year - 1}{year % 100:02d}"
