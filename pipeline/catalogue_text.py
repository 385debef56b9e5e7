"""One indicator of the catalogue as text that people read: what `jsna indicators ID` prints."""

from __future__ import annotations

import csv
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from pipeline import measure_words
from pipeline.catalogue import Indicator
from pipeline.project import project_dir
from pipeline.sources import load_registry
from reports.words import Period

WIDTH = 88
_POPULATIONS = Path("seeds/reference/populations.csv")
_NAMED_SOURCE = re.compile(r"source_name\s*=\s*'(\w+)'")


def describe(indicator: Indicator, project: Path | None = None) -> str:
    """Give definition, population, formula, sources, breaks and caveats as a text of lines."""
    root = project or project_dir()
    lines = [f"{indicator.indicator_id}: {indicator.title}", ""]
    for heading, text in _entries(indicator, root):
        lines += textwrap.wrap(
            text,
            WIDTH,
            initial_indent=f"{heading}: ",
            subsequent_indent="    ",
            break_on_hyphens=False,
        )
    return "\n".join(lines)


def _entries(indicator: Indicator, root: Path) -> Iterator[tuple[str, str]]:
    populations = _populations(root)
    counted = populations[indicator.population_id]
    yield "definition", indicator.definition
    if indicator.local_definition:
        yield "from the council's own records", indicator.local_definition
    yield "why it matters", indicator.why_it_matters
    yield "population", f"{counted['who_is_counted']}, {counted['where_counted']}"
    if indicator.local_population_id:
        own = populations[indicator.local_population_id]
        yield (
            "population in the council's own records",
            f"{own['who_is_counted']}, {own['where_counted']}",
        )
    yield "formula", measure_words.formula(*_parts(indicator))
    yield "unit", f"{indicator.unit.replace('_', ' ')}, shown to {_places(indicator.decimals)}"
    yield "how sure", measure_words.interval(indicator.kind, indicator.unit, indicator.intervals)
    yield "compared", measure_words.comparison(indicator.kind, indicator.comparators)
    yield "better or worse", measure_words.polarity(indicator.polarity)
    for source in _sources(indicator, root):
        yield "source", source
    for text in indicator.breaks:
        period, _, reason = text.partition(": ")
        label = Period(period, "", counted["period_kind"]).label
        yield "break", f"before {label}: {reason}"
    for text in indicator.caveats:
        yield "caveat", text
    yield "chapter", str(indicator.chapter)
    yield "owner", indicator.owner


def _parts(indicator: Indicator) -> tuple[str, str, str | None, str | None]:
    return indicator.kind, indicator.unit, indicator.numerator, indicator.denominator


def _places(decimals: int) -> str:
    return "whole numbers" if not decimals else f"{decimals} decimal place{'s'[: decimals != 1]}"


def _populations(root: Path) -> dict[str, dict[str, str]]:
    with (root / _POPULATIONS).open(encoding="utf-8", newline="") as stream:
        return {row["population_id"]: row for row in csv.DictReader(stream)}


def _sources(indicator: Indicator, root: Path) -> Iterator[str]:
    """Give the publications that the indicator's model reads, in the order of its branches."""
    titles = {spec.source: f"{spec.publisher}, {spec.title}" for spec in load_registry(root).tables}
    for name in _source_names(indicator.family, root / "models", set()):
        if name in titles:
            yield titles[name]


def _source_names(model: str, models: Path, seen: set[str]) -> list[str]:
    """Give the sources that a model names, or those of the models that it is made of."""
    seen.add(model)
    file = next(iter(sorted(models.rglob(f"{model}.sql"))), None)
    if file is None:
        return []
    sql = file.read_text(encoding="utf-8")
    names = list(dict.fromkeys(_NAMED_SOURCE.findall(sql)))
    for other in re.findall(r"ref\('((?:ind|int)_\w+)'\)", sql):
        if not names and other not in seen:
            names = _source_names(other, models, seen)
    return names
