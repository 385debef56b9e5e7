"""A second way to the back-test, with arrays and without a line of SQL."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FIRST, WINDOW, WEIGHT, USED, JUDGED = 2017, 3, 0.3, 4, 2020
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Result:
    """The measures of one method and number of years ahead, in percent."""

    wape: float
    bias: float
    p90_error: float
    coverage_95: float | None
    coverage_80: float | None
    half_width_95: float | None
    half_width_80: float | None


def count(plans: Floats, first_year: int) -> dict[tuple[str, int], Result]:
    """Give the measures of every method; a row of `plans` is a council, a column a January."""
    panel = _Panel(plans, first_year)
    methods: dict[str, Callable[[int, int], Floats]] = {
        "shrunk growth": lambda t, h: panel.grown(t, h, WEIGHT),
        "national growth": lambda t, h: panel.grown(t, h, 0),
        "last growth": lambda t, h: panel.at(t) * (panel.at(t) / panel.at(t - 1)) ** h,
        "linear": lambda t, h: panel.at(t) + h * (panel.at(t) - panel.at(t - WINDOW)) / WINDOW,
        "no change": lambda t, h: panel.at(t),
    }
    return {
        (name, ahead): panel.result(method, ahead)
        for name, method in methods.items()
        for ahead in range(1, 6)
    }


@dataclass(frozen=True)
class _Panel:
    plans: Floats
    first_year: int

    def at(self, year: int) -> Floats:
        return self.plans[:, year - self.first_year]

    @property
    def last_year(self) -> int:
        return self.first_year + int(self.plans.shape[1]) - 1

    def grown(self, origin: int, ahead: int, weight: float) -> Floats:
        now, base = self.at(origin), self.at(origin - WINDOW)
        local = np.log(now / base) / WINDOW
        national = np.log(now.sum() / base.sum()) / WINDOW
        grown: Floats = now * np.exp(ahead * (weight * local + (1 - weight) * national))
        return grown

    def result(self, method: Callable[[int, int], Floats], ahead: int) -> Result:
        origins = range(FIRST, self.last_year - ahead + 1)
        guess = np.array([method(t, ahead) for t in origins])
        truth = np.array([self.at(t + ahead) for t in origins])
        off = np.abs(np.log(truth / guess))
        found: dict[float, list[tuple[float, float]]] = {0.95: [], 0.80: []}
        for number, origin in enumerate(origins):
            known = [n for n, t in enumerate(origins) if 0 <= origin - ahead - t < USED]
            if origin < JUDGED or not known:
                continue
            for level, pairs in found.items():
                half = float(np.quantile(off[known], level))
                inside = float(np.mean(off[number] <= half))
                pairs.append((100 * inside, 100 * (np.exp(half) - 1)))
        means = [
            float(np.mean([pair[place] for pair in pairs])) if pairs else None
            for place in (0, 1)
            for pairs in found.values()
        ]
        error = guess / truth - 1
        return Result(
            float(100 * np.abs(guess - truth).sum() / truth.sum()),
            float(100 * error.mean()),
            float(100 * np.quantile(np.abs(error), 0.9)),
            *means,
        )
