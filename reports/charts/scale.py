"""Axes: a few round numbers that hold every value, always with zero."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from reports.words import Amount, exact, figure

_STEPS = (Decimal("1"), Decimal("2"), Decimal("2.5"), Decimal("5"), Decimal("10"))


@dataclass(frozen=True)
class Scale:
    """A linear axis from `low` to `high` with a line at each tick."""

    low: Decimal
    high: Decimal
    ticks: tuple[Decimal, ...]

    def share(self, value: Amount) -> float:
        """Give how far along the axis the value lies, from 0 to 1."""
        return float((Decimal(exact(value)) - self.low) / (self.high - self.low))

    def tick_text(self, tick: Decimal, unit: str) -> str:
        """Give the tick's number as short as it can be."""
        exponent = tick.normalize().as_tuple().exponent
        return figure(tick, unit, max(0, -int(exponent)))


def scale(values: Iterable[Amount], most_ticks: int = 5) -> Scale:
    """Give an axis that holds zero and every value with at most that many steps."""
    numbers = [Decimal(0), *(Decimal(exact(value)) for value in values)]
    low, high = min(numbers), max(numbers)
    if low == high:
        high = Decimal(1)
    step = _step((high - low) / most_ticks)
    first = math.floor(low / step)
    last = math.ceil(high / step)
    ticks = tuple(step * number for number in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], ticks)


def _step(least: Decimal) -> Decimal:
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * step for step in _STEPS if power * step >= least)


def percent(share: float) -> str:
    """Give a share of the width as SVG writes it."""
    return f"{exact(round(share * 100, 2))}%"
