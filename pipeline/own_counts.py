"""The key `own_counts` of the catalogue: which counts of the council's records a figure is made of.

One mapping, or a list of them of which the first that fits a figure's breakdown is taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import ConfigError

OTHERS = "others"
COUNTED = ("children", "events", "sums")


@dataclass(frozen=True)
class OwnCounts:
    """Where the numerator and denominator of a figure stand in `int_local_observations`."""

    table: str
    numerator: str  # a measure, within the breakdown of the figure
    denominator: str | None = None  # a measure, within the same breakdown
    denominator_table: str | None = None  # where the denominator stands in another table
    of_total: bool = False  # the denominator is that of the area, not of the breakdown
    counts: str = "children"  # what the numerator counts; children: some of the denominator's
    group: str | None = None  # the measure of the children that both are sums over
    topics: tuple[str, ...] = ()  # the entry is of figures of these topics only
    topic: str | None = None  # what the counts call the topic, where that is another name
    by_provision: str | None = None  # of figures crossed with this SEN provision only
    breakdown: str | None = None  # the breakdown of the counts, where the figure's names none
    compared_with: tuple[str, ...] = ()  # breakdowns that a ratio or gap compares with, or `others`

    @property
    def sums(self) -> tuple[tuple[tuple[str, str], str], ...]:
        """The sums over children, as (table, measure), each with the measure of the children."""
        if self.counts != "sums":
            return ()
        if self.group is None:
            return (((self.table, self.numerator), self.denominator or ""),)
        measures = (self.numerator, self.denominator or self.numerator)
        return tuple(((self.table, measure), self.group) for measure in measures)


_TEXTS = (
    *("table", "numerator", "denominator", "denominator_table", "counts", "group", "topic"),
    *("by_provision", "breakdown"),
)
_LISTS = ("topics", "compared_with")


def read_own_counts(entry: Any, indicator_id: str, file: str) -> tuple[OwnCounts, ...]:
    """The counts of one catalogue entry; ConfigError where they do not fit the schema."""
    listed = entry if isinstance(entry, list) else [entry]
    found = []
    for item in listed:
        wrong = _what_is_wrong(item)
        if wrong:
            raise ConfigError(f"indicator {indicator_id}: `own_counts` {wrong}", file=file)
        values: dict[str, Any] = {
            key: tuple(value) if key in _LISTS else value for key, value in item.items()
        }
        found.append(OwnCounts(**values))
    return tuple(found)


def _what_is_wrong(item: Any) -> str | None:
    if not isinstance(item, Mapping):
        return "is a mapping, or a list of them"
    unknown = sorted(set(item) - set(_TEXTS) - set(_LISTS) - {"of_total"})
    if unknown:
        return f"has unknown keys: {', '.join(map(str, unknown))}"
    if not {"table", "numerator"} <= set(item):
        return "needs `table` and `numerator`"
    for key in _TEXTS:
        if key in item and not (isinstance(item[key], str) and item[key]):
            return f"has no text as `{key}`"
    for key in _LISTS:
        if key in item and not _is_list_of_texts(item[key]):
            return f"has no list of texts as `{key}`"
    if not isinstance(item.get("of_total", False), bool):
        return "has neither true nor false as `of_total`"
    return _what_does_not_go_together(item)


def _is_list_of_texts(value: object) -> bool:
    return (
        isinstance(value, Sequence)
        and not isinstance(value, str)
        and bool(value)
        and all(isinstance(text, str) and text for text in value)
    )


def _what_does_not_go_together(item: Mapping[str, Any]) -> str | None:
    counts = item.get("counts", "children")
    if counts not in COUNTED:
        return f"counts none of {', '.join(COUNTED)}"
    if "denominator" not in item:
        for key in ("denominator_table", "of_total", "compared_with", "group"):
            if key in item:
                return f"has `{key}` without a denominator"
        if counts == "sums":
            return "has sums without a denominator"
    if "group" in item and counts != "sums":
        return "has a `group`, which only sums have"
    if "breakdown" in item and "by_provision" not in item:
        return "has a `breakdown` without `by_provision`"
    return None
