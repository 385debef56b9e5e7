"""The area's value beside others, with what may be said of the difference."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Beside:
    """The area's value beside one other, how far the two are apart, and what may be said of it.

    `judgement` is one word of the seed `judgement_rules`; where there is none, `judgement_note`
    says why not.
    """

    comparator: str
    comparator_area_code: str | None
    comparator_period: str | None
    indicator_value: float | None
    comparator_value: float | None
    comparator_low: float | None
    comparator_high: float | None
    comparator_n: int | None
    comparator_of: int | None
    area_rank: int | None
    rank_of: int | None
    difference: float | None
    difference_unit: str | None
    difference_lower: float | None
    difference_upper: float | None
    difference_method: str | None
    judgement_method: str | None
    z_score: float | None
    p_value: float | None
    q_value: float | None
    is_different: bool | None
    judgement: str | None
    judgement_note: str | None


@dataclass(frozen=True)
class Comparison:
    """The area's value of one period and breakdown beside every other that it is compared with.

    `by` has a row for each comparator that there is: `england`, `region`, `neighbours`, `previous`,
    `no_sen`, and `area` for a locality beside its council.
    """

    by: Mapping[str, Beside]

    @property
    def england_value(self) -> float | None:
        """Give England's value."""
        return self._value("england")

    @property
    def region_value(self) -> float | None:
        """Give the region's value."""
        return self._value("region")

    @property
    def neighbours_value(self) -> float | None:
        """Give the mean of the neighbours that have a value."""
        return self._value("neighbours")

    @property
    def neighbours_with_value(self) -> int | None:
        """Give how many neighbours have a value."""
        return self.by["neighbours"].comparator_n if "neighbours" in self.by else None

    @property
    def neighbours_in_group(self) -> int | None:
        """Give how many neighbours there are."""
        return self.by["neighbours"].comparator_of if "neighbours" in self.by else None

    @property
    def previous_time_period(self) -> str | None:
        """Give the period before, where the series has it."""
        return self.by["previous"].comparator_period if "previous" in self.by else None

    @property
    def previous_value(self) -> float | None:
        """Give the value of the period before."""
        return self._value("previous")

    @property
    def difference_from_england(self) -> float | None:
        """Give how much higher than England's the value is; nothing for a count."""
        return self._difference("england")

    @property
    def difference_from_region(self) -> float | None:
        """Give how much higher than the region's the value is; nothing for a count."""
        return self._difference("region")

    @property
    def difference_from_neighbours(self) -> float | None:
        """Give how much higher than the neighbours' mean the value is; nothing for a count."""
        return self._difference("neighbours")

    @property
    def change_since_previous(self) -> float | None:
        """Give the change since the period before; nothing across a break."""
        return self._difference("previous")

    @property
    def difference_unit(self) -> str | None:
        """Give the unit of every difference."""
        return next((row.difference_unit for row in self.by.values()), None)

    def _value(self, comparator: str) -> float | None:
        return self.by[comparator].comparator_value if comparator in self.by else None

    def _difference(self, comparator: str) -> float | None:
        return self.by[comparator].difference if comparator in self.by else None
