"""What the page on disclosure control says: the rule, what was hidden, and how that was checked.

How many counts are hidden for each of the two reasons is told roughly, of the whole report, or not
at all. In a table whose hidden counts were all small a reader would know each to be small, and the
check of what can be worked out supposes that nobody knows which are.
"""

import json
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.errors import ReportError
from reports.words import Number, Period, count, rounded

SCHEMA = 1
"""Goes up when a key of `disclosure.json` gets another name or meaning."""
_LEAST_OF_EACH = 50
"""Of fewer hidden counts for one of the two reasons, not even the rough share is told."""
_ROUGH = (20, 80)
"""Nearer to none and to all than these, in percent, it is not told either."""
_RULE = ("preset", "threshold", "zeros_printed", "rounding", "least_group", "group_of")
_CHECK = ("solver", "programs", "time_taken", "earlier_editions")
_ATTACKER = ("attacker", "title", "knows", "recoverable", "below_threshold")


@dataclass(frozen=True)
class Summary:
    """The rule and the check: the one row of the table `disclosure`."""

    preset: str
    threshold: int
    zeros_printed: bool
    rounding: int
    least_group: int
    group_of: int
    solver: str | None
    programs: int
    time_taken: str | None
    counts: int
    figures: int
    figures_hidden: int
    earlier_editions: int

    @property
    def has_own(self) -> bool:
        """Whether there are figures from the council's own records at all."""
        return self.figures > 0

    @property
    def hides(self) -> bool:
        """Whether the rule hides or rounds any count."""
        return self.threshold > 0 or self.rounding > 0


@dataclass(frozen=True)
class Attacker:
    """Somebody who would work out what is hidden: what is known, and how near that comes."""

    attacker: str
    title: str
    knows: str
    hidden: int
    recoverable: int
    below_threshold: int
    narrowest: float | None

    @property
    def range(self) -> int | None:
        """Give how far apart the ends of the narrowest range are, if it has two."""
        is_known = self.hidden and self.narrowest is not None and math.isfinite(self.narrowest)
        return math.floor(self.narrowest) if is_known and self.narrowest is not None else None


@dataclass(frozen=True)
class OwnTable:
    """The counts of one table of the council's own records, of one period or of all."""

    source_name: str
    table_title: str
    time_period: str
    cells: int
    published: int
    hidden_small: int
    hidden_to_protect: int
    already_public: int

    @property
    def hidden(self) -> int:
        """Give how many are hidden, whatever for."""
        return self.hidden_small + self.hidden_to_protect

    @property
    def period(self) -> str:
        """Give the period's name."""
        return Period(self.time_period, "").label


@dataclass(frozen=True)
class Disclosure:
    """What published.duckdb says about disclosure control."""

    summary: Summary
    attackers: tuple[Attacker, ...]
    tables: tuple[OwnTable, ...]

    @property
    def total(self) -> OwnTable:
        """Give the counts of all tables together."""
        return _sum("", "", self.tables)

    @property
    def by_table(self) -> tuple[OwnTable, ...]:
        """Give the counts of each table, its periods together."""
        parts: dict[tuple[str, str], list[OwnTable]] = {}
        for table in self.tables:
            parts.setdefault((table.source_name, table.table_title), []).append(table)
        return tuple(_sum(*names, tables) for names, tables in parts.items())

    @property
    def all_tried(self) -> bool:
        """Whether every hidden count was tried: where only small ones were, their number stays."""
        return all(each.hidden >= self.total.hidden for each in self.attackers)

    @property
    def tenths_small(self) -> Number | None:
        """Give roughly how many in ten hidden counts are small, where that tells of no count."""
        small, others = self.total.hidden_small, self.total.hidden_to_protect
        if min(small, others) < _LEAST_OF_EACH:
            return None
        percent = int(rounded(100 * small / (small + others), -1))
        return count(percent // 10) if _ROUGH[0] <= percent <= _ROUGH[1] else None


def checked(found: Disclosure, own_figures: int) -> Disclosure:
    """Give the same; ReportError where it proves nothing, or does not add up.

    `own_figures` is how many figures of the council's own records the pages will show or hide.
    """
    if own_figures and not found.summary.has_own:
        raise ReportError("there are own figures, but disclosure control speaks of none")
    for table in found.tables:
        if table.cells != table.published + table.hidden:
            raise ReportError("the table `disclosure_tables` does not add up")
    if any(each.recoverable or each.below_threshold for each in found.attackers):
        raise ReportError(
            "a hidden count could be worked out",
            remedy="do not publish these pages; build again with this version of jsna",
        )
    if found.total.hidden and not found.attackers:
        raise ReportError("nothing says that hidden counts cannot be worked out")
    return found


def as_json(found: Disclosure, area: Mapping[str, str | None]) -> str:
    """Give the page's content for machines: fixed keys in order, null where there is nothing."""
    summary, total = found.summary, found.total
    tenths = found.tenths_small
    content: dict[str, Any] = {
        "schema": SCHEMA,
        "area": dict(area),
        "has_own_figures": summary.has_own,
        "rule": _picked(summary, _RULE),
        "check": _picked(summary, _CHECK),
        "figures": {"own": summary.figures, "hidden": summary.figures_hidden},
        "counts": _counts(total)
        | {"in_the_system": summary.counts, "small_in_ten_hidden": tenths and tenths.value},
        "attackers": [
            _picked(each, _ATTACKER)
            | {"hidden": each.hidden if found.all_tried else None, "narrowest": each.range}
            for each in found.attackers
        ],
        "tables": [
            _picked(each, ("source_name", "table_title", "time_period")) | _counts(each)
            for each in found.tables
        ],
    }
    text = json.dumps(content, sort_keys=True, indent=2, ensure_ascii=False, allow_nan=False)
    return f"{text}\n"


def _picked(record: object, names: Iterable[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _counts(table: OwnTable) -> dict[str, int]:
    return _picked(table, ("cells", "published", "hidden", "already_public"))


def _sum(source_name: str, table_title: str, tables: Sequence[OwnTable]) -> OwnTable:
    return OwnTable(
        source_name,
        table_title,
        "",
        cells=sum(table.cells for table in tables),
        published=sum(table.published for table in tables),
        hidden_small=sum(table.hidden_small for table in tables),
        hidden_to_protect=sum(table.hidden_to_protect for table in tables),
        already_public=sum(table.already_public for table in tables),
    )
