"""The methods pages: one for each indicator, made from its entry of the catalogue."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipeline import measure_words
from reports.chapters import Chapter, Outline
from reports.facts import Facts
from reports.figure_notes import sources_of
from reports.model import Indicator, Population, Report, Source
from reports.own_records import own_view
from reports.pages import by_chapter, chapter_of
from reports.words import Period, Words, when

FOLDER = "methods"


@dataclass(frozen=True)
class BreakTold:
    """A break of a series as the page tells it."""

    before: Words
    title: str
    reason: str


@dataclass(frozen=True)
class MethodPage:
    """What the page of one indicator says."""

    indicator: Indicator
    chapter: Chapter
    population: Population
    own_population: Population | None
    formula: str
    interval: str
    comparison: str
    polarity: str
    breaks: tuple[BreakTold, ...]
    sources: tuple[Source, ...]
    figure: str | None

    @property
    def href(self) -> str:
        """Give the address of the page, from the top of the site."""
        return address(self.indicator)


def address(indicator: Indicator) -> str:
    """Give the address of an indicator's page; both of its views share it."""
    return f"{FOLDER}/{indicator.entry_id}.html"


def method_pages(
    report: Report, outline: Outline, figures: Mapping[str, str]
) -> tuple[MethodPage, ...]:
    """Give a page for every entry of the catalogue, by chapter; `figures` by indicator."""
    return tuple(
        _page(report, indicator, chapter_of(number, outline), figures)
        for number, indicators in by_chapter(report).items()
        for indicator in indicators
    )


def _page(
    report: Report, indicator: Indicator, chapter: Chapter, figures: Mapping[str, str]
) -> MethodPage:
    own_id = indicator.local_population_id
    is_other = own_id is not None and own_id != indicator.population_id
    labels = (indicator.numerator_label, indicator.denominator_label)
    return MethodPage(
        indicator=indicator,
        chapter=chapter,
        population=report.population(indicator),
        own_population=report.populations[own_id] if own_id and is_other else None,
        formula=measure_words.formula(indicator.kind, indicator.unit, *labels),
        interval=measure_words.interval(
            indicator.kind, indicator.unit, indicator.has_intervals is not False
        ),
        comparison=measure_words.comparison(indicator.kind, indicator.comparators),
        polarity=measure_words.polarity(indicator.polarity),
        breaks=tuple(_break(report, indicator, period) for period in indicator.break_periods),
        sources=_sources(report, indicator),
        figure=figures.get(indicator.indicator_id),
    )


def _break(report: Report, indicator: Indicator, time_period: str) -> BreakTold:
    found = report.declared_break(indicator, time_period)
    kind = report.population(indicator).period_kind or ""
    before = when(Period(time_period, "", kind))
    return BreakTold(before, found.title if found else "", found.reason if found else "")


def _sources(report: Report, indicator: Indicator) -> tuple[Source, ...]:
    views: Sequence[Indicator] = (indicator, own_view(indicator))
    values = [value for view in views for value in Facts(report, view).values]
    return sources_of(Facts(report, indicator), values)
