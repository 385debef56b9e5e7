"""The catalogue of indicators, read from the entries beside the indicator models.

dbt builds `dim_indicators` from the same entries, so the command line and the report cannot differ.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from pipeline.errors import ConfigError
from pipeline.own_counts import OwnCounts, read_own_counts
from pipeline.project import project_dir

KINDS = (
    *("count", "rate", "share", "mean", "growth", "gap", "projection", "quantile", "ratio"),
    "change",
)
UNITS = (
    *("count", "percent", "percentage_points", "score", "per_100", "per_1000", "days", "ratio"),
    *("pounds", "pounds_million"),
)
POLARITIES = ("higher_better", "lower_better", "none")
CHARTS = ("line", "bars", "groups", "none")
DISCLOSURE_CLASSES = ("public", "local")
_BREAKS = Path("seeds/reference/series_breaks.csv")


@dataclass(frozen=True)
class Indicator:
    """One entry: what is counted, of whom, in which unit, and how it may be read."""

    indicator_id: str
    family: str
    title: str
    short_title: str
    chapter: int
    sort_order: int
    kind: str
    unit: str
    decimals: int
    polarity: str
    population_id: str
    numerator: str | None
    denominator: str | None
    definition: str
    why_it_matters: str
    caveats: tuple[str, ...]
    breaks: tuple[str, ...]
    comparators: tuple[str, ...]
    chart: str
    is_ranked: bool
    disclosure_class: str
    owner: str
    local_population_id: str | None = None  # where the council's own records count others
    local_definition: str | None = None  # how they are counted there
    intervals: bool = True  # false where what is counted is not counted child by child: sessions
    rolling: bool = False  # true where a month's figure is of several months: it has no limits
    own_counts: tuple[OwnCounts, ...] = ()  # what figures from the council's records are made of


_OPTIONAL_KEYS = {
    *("local_population_id", "local_definition", "intervals", "rolling", "own_counts"),
}
_ENTRY_KEYS = (
    {field.name for field in fields(Indicator)} - {"indicator_id", "family"} - _OPTIONAL_KEYS
) | {"id"}
_CHOICES = {
    "kind": KINDS,
    "unit": UNITS,
    "polarity": POLARITIES,
    "chart": CHARTS,
    "disclosure_class": DISCLOSURE_CLASSES,
}


def load_catalogue(project: Path | None = None) -> tuple[Indicator, ...]:
    """Every indicator, by chapter and order; ConfigError where an entry does not fit the schema."""
    root = project or project_dir()
    breaks = _breaks(root / _BREAKS)
    found: list[Indicator] = []
    for file in sorted((root / "models" / "indicators").glob("*/ind_*.yml")):
        document = yaml.safe_load(file.read_text(encoding="utf-8"))
        for model in document["models"]:
            for entry in model["config"]["meta"]["indicators"]:
                found.append(_indicator(entry, model["name"], file, breaks))
    repeated = {
        i.indicator_id for i in found if sum(i.indicator_id == j.indicator_id for j in found) > 1
    }
    if repeated:
        raise ConfigError(f"indicators are defined twice: {', '.join(sorted(repeated))}")
    return tuple(sorted(found, key=lambda i: (i.chapter, i.sort_order, i.indicator_id)))


def _indicator(
    entry: Mapping[str, Any], family: str, file: Path, breaks: Mapping[str, str]
) -> Indicator:
    name = entry.get("id", "an entry without id")
    if set(entry) - _OPTIONAL_KEYS != _ENTRY_KEYS:
        wrong = sorted((set(entry) - _OPTIONAL_KEYS) ^ _ENTRY_KEYS)
        raise ConfigError(
            f"indicator {name}: these keys are missing or unknown: {', '.join(wrong)}",
            file=file.name,
            remedy="give each key of the schema in pipeline/catalogue.py once",
        )
    for key, allowed in _CHOICES.items():
        if entry[key] not in allowed:
            raise ConfigError(
                f"indicator {name}: `{key}` is none of {', '.join(allowed)}", file=file.name
            )
    for key in ("intervals", "rolling"):
        if not isinstance(entry.get(key, False), bool):
            raise ConfigError(f"indicator {name}: `{key}` is true or false", file=file.name)
    if entry["kind"] in ("rate", "share") and not (entry["numerator"] and entry["denominator"]):
        raise ConfigError(
            f"indicator {name}: a {entry['kind']} needs numerator and denominator", file=file.name
        )
    values = {key: value for key, value in entry.items() if key != "id"}
    values |= {key: tuple(entry[key]) for key in ("caveats", "comparators")}
    if "own_counts" in entry:
        values["own_counts"] = read_own_counts(entry["own_counts"], name, file.name)
    for break_id in entry["breaks"]:
        if str(break_id) not in breaks:
            raise ConfigError(
                f"indicator {name}: `breaks` names {break_id}, which is not listed",
                file=file.name,
                remedy=f"name a break of {_BREAKS.as_posix()}, or add it there",
            )
    values["breaks"] = tuple(breaks[break_id] for break_id in entry["breaks"])
    return Indicator(indicator_id=name, family=family, **values)


def _breaks(file: Path) -> Mapping[str, str]:
    """The first period after each break and what changed, by the break's id."""
    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return {row["break_id"]: f"{row['time_period']}: {row['reason']}" for row in rows}
