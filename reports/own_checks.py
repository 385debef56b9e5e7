"""What published.duckdb says about the council's own records: counts of rows, and differences."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RowRule:
    """A rule that rows break; `rows` is None where they are fewer than five."""

    severity: str
    source_name: str
    table_name: str
    rule_id: str
    field: str
    message: str
    rows: int | None


@dataclass(frozen=True)
class Reject:
    """Cells of one column that cannot be used; `cells` is None where they are fewer than five."""

    source_name: str
    table_name: str
    column_name: str
    value_class: str
    cells: int | None


@dataclass(frozen=True)
class MissingTable:
    """A table that exports lack, and what is missing then."""

    source_name: str
    table_name: str
    consequence: str
    exports: int


@dataclass(frozen=True)
class Difference:
    """One figure from both sides; without a published value where that is withheld."""

    indicator_id: str
    time_period: str
    breakdown_topic: str
    breakdown: str
    unit: str
    local_value: float
    published_value: float | None
    difference: float | None
    reasons: str

    @property
    def share(self) -> float:
        """Give the difference as a part of the larger figure: what makes figures comparable."""
        if self.published_value is None or self.difference is None:
            return 1.0
        larger = max(abs(self.local_value), abs(self.published_value))
        return abs(self.difference) / larger if larger else 0.0


@dataclass(frozen=True)
class OwnRecords:
    """Everything about the council's own records that may be published."""

    rules: tuple[RowRule, ...]
    rejects: tuple[Reject, ...]
    missing_tables: tuple[MissingTable, ...]
    differences: tuple[Difference, ...]
