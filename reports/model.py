"""What published.duckdb holds, as frozen records with the names of its columns."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from reports.comparison import Beside as Beside
from reports.comparison import Comparison as Comparison
from reports.disclosure import Disclosure
from reports.identities import Identity
from reports.own_checks import OwnRecords
from reports.projections import Projections
from reports.trend import Trend
from reports.words import Period

ENGLAND = "E92000001"
OWN = "-local"
"""Ends the id of an indicator's view in the council's own records."""


@dataclass(frozen=True)
class Indicator:
    """One entry of the catalogue."""

    indicator_id: str
    title: str
    short_title: str
    chapter_number: int
    kind: str
    unit: str
    decimals: int
    polarity: str | None
    population_id: str
    numerator_label: str | None
    denominator_label: str | None
    why_it_matters: str | None
    definition: str | None
    caveats: tuple[str, ...]
    break_periods: tuple[str, ...]
    chart: str
    owner: str | None
    sort_order: int
    comparators: tuple[str, ...] = ()
    has_intervals: bool | None = None
    local_population_id: str | None = None
    local_definition: str | None = None

    @property
    def is_own(self) -> bool:
        """Whether this is the view of the council's own records."""
        return self.indicator_id.endswith(OWN)

    @property
    def entry_id(self) -> str:
        """Give the id of the catalogue's entry, which both views share."""
        return self.indicator_id.removesuffix(OWN)


@dataclass(frozen=True)
class Population:
    """Who is counted, and where."""

    population_id: str
    who_is_counted: str
    where_counted: str
    period_kind: str | None
    note: str | None


@dataclass(frozen=True)
class Value:
    """One row of the one table, for the area or something it is compared with."""

    indicator_id: str
    period: Period
    area_code: str
    topic: str
    breakdown: str
    numerator: float | None
    denominator: float | None
    value: float | None
    unit: str
    value_status: str | None
    missing: str | None
    is_break: bool
    source_id: str | None
    lower: float | None = None
    upper: float | None = None
    interval_method: str | None = None


@dataclass(frozen=True)
class Break:
    """A point across which a series is not compared: declared, or suspected of that series."""

    kind: str
    title: str
    reason: str

    @property
    def is_suspected(self) -> bool:
        """Whether only the figures themselves speak for it."""
        return self.kind == "suspected"


@dataclass(frozen=True)
class Area:
    """A council, a region or England."""

    area_code: str
    area_name: str
    geographic_level: str
    first_period_year: int | None
    last_period_year: int | None
    note: str | None


@dataclass(frozen=True)
class NhsArea:
    """An area of the NHS that overlaps the council's, and how many of its kind do."""

    area_code: str
    area_name: str
    area_kind: str
    areas_of_kind: int


@dataclass(frozen=True)
class Source:
    """One table of one file of one publication."""

    source_id: str
    publisher: str
    title: str
    table_name: str | None
    data_to: str | None
    file_name: str | None
    member_name: str | None
    sha256: str | None
    row_count: int | None
    licence: str | None
    url: str | None


@dataclass(frozen=True)
class File:
    """One file that was given, and what became of it."""

    file_name: str
    member_name: str | None
    status: str
    source_name: str | None
    table_name: str | None
    row_count: int | None
    missing_columns: str | None
    unknown_columns: str | None
    closest: str | None
    note: str | None


@dataclass(frozen=True)
class Check:
    """One check that did not pass, of one value."""

    check_id: str
    check_title: str
    check_kind: str
    severity: str
    indicator_id: str | None
    time_period: str | None
    area_code: str | None
    area_name: str | None
    breakdown: str | None
    expected_value: float | None
    found_value: float | None
    miss: float | None
    outcome: str
    action: str
    explanation: str | None


@dataclass(frozen=True)
class CheckSummary:
    """How often one check was made, and how it went."""

    check_id: str
    check_title: str
    check_kind: str
    description: str | None
    checked: int
    passed: int
    failed: int
    not_checkable: int
    withheld: int


@dataclass(frozen=True)
class Build:
    """What was built, for whom, with what."""

    la_code: str
    area_name: str
    region_code: str | None
    edition: str | None
    contact: str | None
    is_demonstration: bool
    data_date: date | None
    neighbour_set: str | None
    jsna_version: str | None


ComparisonKey = tuple[str, str, str, str]
"""Indicator, time period, breakdown topic, breakdown."""
SeriesKey = tuple[str, str, str]
"""Indicator, breakdown topic, breakdown."""

BreakKey = tuple[str, str, str | None, str | None, str | None]
"""Indicator, time period, area, breakdown topic, breakdown; None stands for every one."""


@dataclass(frozen=True)
class Report:
    """Everything that the pages are made of."""

    build: Build
    areas: Mapping[str, Area]
    indicators: tuple[Indicator, ...]
    populations: Mapping[str, Population]
    breaks: Mapping[BreakKey, Break]
    values: Mapping[str, tuple[Value, ...]]
    comparisons: Mapping[ComparisonKey, Comparison]
    trends: Mapping[SeriesKey, Trend]
    neighbours: tuple[str, ...]
    nhs_areas: tuple[NhsArea, ...]
    sources: Mapping[str, Source]
    files: tuple[File, ...]
    checks: tuple[Check, ...]
    summaries: tuple[CheckSummary, ...]
    identities: tuple[Identity, ...]
    own_records: OwnRecords
    disclosure: Disclosure
    projections: Projections = Projections()

    @property
    def neighbours_code(self) -> str:
        """Give the code under which the neighbours' mean stands in the one table."""
        return f"neighbours-{self.build.la_code}"

    @property
    def region_name(self) -> str:
        """Give the name of the area's region."""
        region = self.areas.get(self.build.region_code or "")
        return region.area_name if region else "the region"

    def indicator(self, indicator_id: str) -> Indicator | None:
        """Give the catalogue's entry, if there is one."""
        return next((i for i in self.indicators if i.indicator_id == indicator_id), None)

    def population(self, indicator: Indicator) -> Population:
        """Give who is counted by the indicator."""
        return self.populations[indicator.population_id]

    def declared_break(self, indicator: Indicator, time_period: str) -> Break | None:
        """Give the break that every series of the indicator has before a period, if any."""
        return self.breaks.get((indicator.entry_id, time_period, None, None, None))

    def break_before(self, value: Value) -> Break | None:
        """Give the break before a value: of the indicator, of the area, or of the very series."""
        entry, period = value.indicator_id.removesuffix(OWN), value.period.time_period
        keys: tuple[BreakKey, ...] = (
            (entry, period, None, None, None),
            (entry, period, value.area_code, None, None),
            (value.indicator_id, period, value.area_code, value.topic, value.breakdown),
        )
        return next((self.breaks[key] for key in keys if key in self.breaks), None)

    def comparison(self, value: Value) -> Comparison | None:
        """Give what the area's value is compared with, if anything."""
        key = (value.indicator_id, value.period.time_period, value.topic, value.breakdown)
        return self.comparisons.get(key)

    def trend(self, value: Value) -> Trend | None:
        """Give the trend of the area's series that ends with the value."""
        found = self.trends.get((value.indicator_id, value.topic, value.breakdown))
        is_end = found is not None and found.last_period == value.period.time_period
        return found if is_end else None
