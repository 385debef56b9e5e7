"""The pages: which there are, and what each template is given."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from reports.chapters import Chapter, Outline, Term
from reports.compared import how_we_compare, what_has_changed
from reports.facts import TOTAL, Fact, Facts, latest_told, topic_words
from reports.figures import Figure, figures_of
from reports.model import ENGLAND, Indicator, Report
from reports.nhs_areas import nhs_figures
from reports.own_records import held_back, own_figures
from reports.projection_figure import projection_figures
from reports.sentences.points import MOST, Point, points, verdict
from reports.tables import Cell, Column, Row, Table, TellingTable
from reports.words import Period, Phrase, Words, listed, phrase, unit_words, upper_first


@dataclass(frozen=True)
class Link:
    """An entry of the list of pages."""

    href: str
    text: str
    is_chapter: bool = False


@dataclass(frozen=True)
class ChapterPage:
    """A chapter that has data."""

    chapter: Chapter
    figures: tuple[Figure, ...]
    others: Table | None
    held_back: tuple[Phrase, ...] = ()

    @property
    def points(self) -> tuple[Point, ...]:
        """Give the main points, the most important first."""
        beside = tuple(each.point for each in self.figures if each.point)
        return (*points(self.told), *beside)[:MOST]

    @property
    def is_judged(self) -> bool:
        """Whether any comparison on the page is called different or similar."""
        rows = (
            row for _, fact in self.told if fact.comparison for row in fact.comparison.by.values()
        )
        return any(row.is_different is not None for row in rows)

    @property
    def compared(self) -> TellingTable | None:
        """Give how the figures compare with England and similar councils."""
        return how_we_compare(self.told)

    @property
    def changed(self) -> TellingTable | None:
        """Give what has changed since the period before."""
        return what_has_changed(self.told)

    @cached_property
    def told(self) -> tuple[tuple[str, Fact], ...]:
        """Give every fact that the figures tell, with the figure's id."""
        return tuple((each.figure_id, fact) for each in self.figures for fact in each.facts)

    @property
    def verdict(self) -> Phrase:
        """Say so if no figure differs from England, or none can be judged."""
        facts = [fact for _, fact in self.told]
        return verdict(facts, facts[0].area) if facts else Phrase()


def chapter_pages(report: Report, outline: Outline) -> tuple[ChapterPage, ...]:
    """Give the chapters for which the area has values, in order."""
    pages = []
    for number, indicators in by_chapter(report).items():
        figures = tuple(
            figure
            for indicator in indicators
            for figure in (
                *figures_of(report, indicator),
                *nhs_figures(report, indicator),
                *projection_figures(report, indicator),
                *own_figures(report, indicator),
            )
        )
        others = _others(report, [i for i in indicators if i.chart == "none"])
        hidden = tuple(_held_back(report, indicators))
        if figures or others or hidden:
            pages.append(ChapterPage(chapter_of(number, outline), figures, others, hidden))
    return tuple(pages)


def links(pages: Sequence[ChapterPage]) -> tuple[Link, ...]:
    """Give the list of pages, as it stands on every page."""
    chapters = [Link(p.chapter.href, p.chapter.title, is_chapter=True) for p in pages]
    return (
        Link("index.html", "What our JSNA tells us"),
        *chapters,
        Link("quality.html", "Data quality"),
        Link("disclosure.html", "How individuals are protected"),
        Link("methods.html", "Methods and glossary"),
        Link("data.html", "Data and downloads"),
    )


def area_notes(report: Report) -> tuple[Phrase, ...]:
    """Give what every page says about the area: its note, and where its figures start or end."""
    area = report.areas.get(report.build.la_code)
    if area is None:
        return ()
    years = [year_of(v.period) for values in report.values.values() for v in values]
    first, last = area.first_period_year, area.last_period_year
    is_young = bool(first and years and int(str(first)[:4]) > min(years))
    is_over = bool(last and years and int(str(last)[:4]) < max(years))
    notes = [phrase(Words(area.note))] if area.note and (is_young or is_over or not first) else []
    if area.note and "figures" in area.note.lower():
        return tuple(notes)
    if is_young and first:
        notes.append(phrase(f"Figures for {area.area_name} start in ", _year(first), "."))
    if is_over and last:
        notes.append(phrase(f"Figures for {area.area_name} end in ", _year(last), "."))
    return tuple(notes)


def _year(year: int) -> Words:
    return Words(Period(str(year), "").label, "period")


def year_of(period: Period) -> int:
    """Give the calendar year in which the period begins."""
    return int(period.time_period[:4]) if period.time_period[:4].isdigit() else 0


def terms_on(html: str, glossary: Sequence[Term]) -> tuple[Term, ...]:
    """Give the abbreviations that a page uses and does not spell out, in order of first use."""
    visible = re.sub(r"<script.*?</script>|<[^>]+>", " ", html, flags=re.DOTALL)
    places = {}
    for term in glossary:
        found = re.search(rf"\b{re.escape(term.term)}\b", visible)
        is_spelled = f"{term.meaning} ({term.term})".lower() in visible.lower()
        if found and not is_spelled:
            places[term] = found.start()
    return tuple(sorted(places, key=lambda term: places[term]))


def chapter_of(number: int, outline: Outline) -> Chapter:
    """Give the chapter of that number, even if the outline does not know it."""
    known = {chapter.number: chapter for chapter in outline.chapters}
    return known.get(number) or Chapter(
        number, "more", f"Chapter {number}", "What else is known about children and young people?"
    )


def _held_back(report: Report, indicators: Sequence[Indicator]) -> Iterator[Phrase]:
    for indicator in indicators:
        topics = [topic_words(topic) for topic in held_back(report, indicator)]
        if topics:
            by = ["in total" if topic == "total" else f"by {topic}" for topic in topics]
            yield phrase(Words(upper_first(indicator.title)), ": ", Words(listed(by)), ".")


def by_chapter(report: Report) -> dict[int, list[Indicator]]:
    """Give the catalogue's entries by the number of their chapter, in order."""
    found: dict[int, list[Indicator]] = {}
    for indicator in report.indicators:
        found.setdefault(indicator.chapter_number, []).append(indicator)
    return dict(sorted(found.items()))


def period_label(report: Report, indicator: Indicator, time_period: str) -> str:
    """Give a period's name as the indicator's population dates it."""
    return Period(time_period, "", report.population(indicator).period_kind or "").label


def _others(report: Report, indicators: Sequence[Indicator]) -> Table | None:
    """Give the latest values of the measures that have no chart."""
    rows = []
    for indicator in indicators:
        facts = Facts(report, indicator)
        totals = [v for v in facts.home if v.topic == TOTAL]
        if not totals:
            continue
        latest = latest_told(totals)
        cells: list[Cell] = [
            facts.cell(code, TOTAL, latest.breakdown, latest.period)
            for code in (report.build.la_code, ENGLAND, report.neighbours_code)
        ]
        labels = (
            f"{upper_first(indicator.title)} ({unit_words(indicator.unit)})",
            latest.period.label,
        )
        rows.append(Row(indicator.indicator_id, labels, tuple(cells)))
    columns = (
        Column("area", report.build.area_name, ""),
        Column("england", "England", ""),
        Column("neighbours", "Statistical neighbours (mean)", ""),
    )
    caption = "Other measures in this chapter: latest values"
    headings = ("Measure", "Period")
    return Table(caption, "indicator_id", headings, columns, tuple(rows)) if rows else None
