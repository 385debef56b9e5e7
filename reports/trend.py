"""The trend of a series, as the mart gives it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Trend:
    """The trend of the last five yearly points; where there is no marker's test, `reason` why."""

    first_period: str | None
    last_period: str | None
    points: int | None
    marker: str
    reason: str | None
    is_better: bool | None

    @property
    def is_clear(self) -> bool:
        """Whether the series rises or falls beyond doubt."""
        return self.marker in ("increasing", "decreasing")
