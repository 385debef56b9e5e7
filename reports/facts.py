"""One indicator's values, looked up by area, period and breakdown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from reports.comparison import Beside, Comparison
from reports.model import ENGLAND, Break, Indicator, Population, Report, Value
from reports.tables import Cell
from reports.trend import Trend
from reports.words import Period, lower_first

TOTAL = "Total"
SINCE = "Since"
_GROUPS = ("EHC plan", "SEN support", "All SEN", "No SEN", "Total")


@dataclass(frozen=True)
class Fact:
    """The area's value of one period and breakdown, and all that a sentence may say about it."""

    report: Report
    indicator: Indicator
    value: Value
    comparison: Comparison | None
    previous: Period | None
    is_break: bool
    spans_break: bool = False
    is_only_group: bool = False

    @property
    def population(self) -> Population:
        """Give who is counted."""
        return self.report.population(self.indicator)

    @property
    def area(self) -> str:
        """Give the area's name."""
        return self.report.build.area_name

    @property
    def group(self) -> str:
        """Give the name of the breakdown; nothing for the total, or for the only one there is."""
        if self.value.topic == TOTAL or (self.is_only_group and self.value.topic != SINCE):
            return ""
        return group_label(self.value, self.population)

    @property
    def cell(self) -> Cell:
        """Give the value as a table shows it."""
        return cell_of(self.value, self.indicator)

    @property
    def suspected(self) -> Break | None:
        """Give the suspected break of recording just before the value, if there is one."""
        found = self.report.break_before(self.value)
        return found if found is not None and found.is_suspected else None

    @property
    def trend(self) -> Trend | None:
        """Give the trend of the series that ends with the value."""
        return self.report.trend(self.value)

    def beside(self, comparator: str) -> Beside | None:
        """Give the value beside that comparator; nothing if either of the two is missing."""
        row = self.comparison.by.get(comparator) if self.comparison else None
        is_whole = row is not None and row.comparator_value is not None
        return row if is_whole and self.cell.value is not None else None

    @property
    def change(self) -> float | None:
        """Give the change since the previous period, unless the two may not be compared."""
        if self.comparison is None or self.is_break or self.value.value is None:
            return None
        if self.comparison.previous_value is None or self.previous is None:
            return None
        return self.comparison.change_since_previous


def group_label(value: Value, population: Population) -> str:
    """Give the breakdown's name for a reader; the base of a growth figure is a date."""
    if value.topic == SINCE:
        base = Period(value.breakdown, value.period.time_identifier, population.period_kind or "")
        return f"Since {base.label}"
    return value.breakdown


def cell_of(value: Value | None, indicator: Indicator) -> Cell:
    """Give the value as a cell; one that is not in the data is not available."""
    if value is None:
        return Cell(None, "x", indicator.unit, indicator.decimals)
    missing = value.missing if value.missing or value.value is not None else "x"
    shown = None if value.missing else value.value
    return Cell(shown, missing, indicator.unit, indicator.decimals)


def latest_told(values: Sequence[Value]) -> Value:
    """Give the latest value that a title may tell: one that is there, withheld or hidden.

    What is not available or not applicable keeps its place in charts and tables only.
    """
    told = [v for v in values if v.value is not None or v.missing not in (None, "x", "z")]
    return max(told or values, key=lambda value: value.period)


@dataclass(frozen=True)
class Facts:
    """The values of one indicator."""

    report: Report
    indicator: Indicator

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """Give every value of the area and of what it is compared with."""
        return self.report.values.get(self.indicator.indicator_id, ())

    @cached_property
    def home(self) -> tuple[Value, ...]:
        """Give the area's own values."""
        return tuple(v for v in self.values if v.area_code == self.report.build.la_code)

    @cached_property
    def _by_key(self) -> Mapping[tuple[str, str, str, str], Value]:
        return {(v.area_code, v.topic, v.breakdown, v.period.time_period): v for v in self.values}

    @cached_property
    def topics(self) -> tuple[str, ...]:
        """Give the ways in which the area's values are broken down, `Total` not among them."""
        return tuple(sorted({v.topic for v in self.home} - {TOTAL}))

    @cached_property
    def series(self) -> tuple[tuple[str, str], ...]:
        """Give every topic and breakdown that the area has values for."""
        return tuple(sorted({(v.topic, v.breakdown) for v in self.home}))

    def periods(self, topic: str, breakdown: str | None = None) -> tuple[Period, ...]:
        """Give the periods, oldest first, in which the area or another has a row."""
        found = {
            v.period for v in self.values if v.topic == topic and breakdown in (None, v.breakdown)
        }
        return tuple(sorted(found))

    def latest(self, topic: str) -> Period:
        """Give the latest period for which there is something to tell about the area."""
        return latest_told([v for v in self.home if v.topic == topic]).period

    def groups(self, topic: str, period: Period | None = None) -> tuple[str, ...]:
        """Give the breakdowns in the order in which a reader expects them."""
        names = {v.breakdown for v in self.home if v.topic == topic and period in (None, v.period)}
        return tuple(sorted(names, key=_place))

    def get(self, area_code: str, topic: str, breakdown: str, period: Period) -> Value | None:
        """Give one value, if the data has a row for it."""
        return self._by_key.get((area_code, topic, breakdown, period.time_period))

    def cell(self, area_code: str, topic: str, breakdown: str, period: Period) -> Cell:
        """Give one value as a table shows it."""
        return cell_of(self.get(area_code, topic, breakdown, period), self.indicator)

    def fact(self, value: Value) -> Fact:
        """Give all that may be said about one of the area's values."""
        comparison = self.report.comparison(value)
        previous = self._previous(value, comparison)
        is_break = value.is_break or any(
            v.is_break and previous is not None and previous < v.period < value.period
            for v in self.home
            if v.topic == value.topic and v.breakdown == value.breakdown
        )
        spans = value.topic == SINCE and any(
            v.is_break and value.breakdown < v.period.time_period <= value.period.time_period
            for v in self.home
        )
        only = len(self.series) == 1
        return Fact(self.report, self.indicator, value, comparison, previous, is_break, spans, only)

    def codes(self) -> dict[str, str]:
        """Give the area codes by role, in the order of the columns."""
        build = self.report.build
        return {
            "area": build.la_code,
            "england": ENGLAND,
            "neighbours": self.report.neighbours_code,
            "region": build.region_code or "",
        }

    def _previous(self, value: Value, comparison: Comparison | None) -> Period | None:
        if comparison is None or not comparison.previous_time_period:
            return None
        period = str(comparison.previous_time_period)
        return Period(period, value.period.time_identifier, value.period.kind)


def topic_words(topic: str) -> str:
    """Give the breakdown topic for the middle of a sentence: `sex and SEN provision`."""
    return lower_first(topic).replace(" by ", " and ")


def _place(name: str) -> tuple[int, list[tuple[int, str]]]:
    known = _GROUPS.index(name) if name in _GROUPS else len(_GROUPS)
    # Ages and year groups in the order of their numbers, not of their letters.
    number = "".join(c if c.isdigit() else " " for c in name).split()
    return known, [(int(number[0]) if number else 0, name)]
