"""The council's own what-ifs of the projection: `scenarios.toml` in the area folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError, as_jsna_error
from pipeline.toml_file import read_toml, unknown

FILE_NAME = "scenarios.toml"
MOST, LONGEST_NAME = 6, 60
_TABLE = "scenario"
# Percent a year, from the least that has a meaning to the most that can be meant.
_RATES = {"growth_ceiling": (-50, 100), "exit_rate": (0, 100)}
_KEYS = dict.fromkeys(("name", *_RATES))


@dataclass(frozen=True)
class Scenario:
    """One what-if: growth held down, or a share of plans that ends, or both; percent a year."""

    name: str
    growth_ceiling: float | None = None
    exit_rate: float | None = None


def load_scenarios(area_dir: Path) -> tuple[Scenario, ...]:
    """Give the scenarios of an area folder in the order of the file; none if there is no file."""
    file = area_dir / FILE_NAME
    if not file.is_file():
        return ()
    content = read_toml(file)
    for key in content:
        if key != _TABLE:
            raise unknown("section", f"[{key}]", key, {_TABLE: None}, file)
    entries = content.get(_TABLE, [])
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ConfigError(f"`{_TABLE}` is a list", file=file, remedy=f"write [[{_TABLE}]]")
    if len(entries) > MOST:
        raise ConfigError(f"there are more than {MOST} scenarios", file=file)
    scenarios = tuple(_scenario(entry, file) for entry in entries)
    _refuse_doubles(scenarios, file)
    return scenarios


def _scenario(entry: Mapping[str, Any], file: Path) -> Scenario:
    for key in entry:
        if key not in _KEYS:
            raise unknown("key", f"`{key}` in [[{_TABLE}]]", key, _KEYS, file)
    name = entry.get("name")
    if not isinstance(name, str) or not name.strip():
        raise ConfigError(
            "a scenario has no name", file=file, remedy='add one, such as name = "Slower growth"'
        )
    name = name.strip()
    if len(name) > LONGEST_NAME or not name.isprintable():
        raise ConfigError(
            f"`name` must be one line of at most {LONGEST_NAME} characters", file=file
        )
    rates = {key: _rate(entry[key], key, name, file) for key in _RATES if key in entry}
    if not rates:
        raise ConfigError(
            f"the scenario `{name}` says nothing", file=file, remedy=f"add {' or '.join(_RATES)}"
        )
    return Scenario(name, **rates)


def _rate(value: Any, key: str, name: str, file: Path) -> float:
    low, high = _RATES[key]
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not low <= float(value) <= high:
        raise ConfigError(
            f"`{key}` of `{name}` must be a number from {low} to {high}: percent a year", file=file
        )
    return float(value)


def _refuse_doubles(scenarios: tuple[Scenario, ...], file: Path) -> None:
    seen: set[str] = set()
    for scenario in scenarios:
        if scenario.name.casefold() in seen:
            raise ConfigError(f"two scenarios are called `{scenario.name}`", file=file)
        seen.add(scenario.name.casefold())


_TEMPLATE = """\
# What if: scenarios of your own for the projection of EHC plans. Lines that start with # are notes.
# Each is shown beside the projection; without any, only the projection is shown.

# Growth held down: plans grow as projected, but by no more than this percentage a year.
# [[scenario]]
# name = "Growth of at most 3 percent a year"
# growth_ceiling = 3

# More plans end: this percentage of plans ends each year, and as many new plans start as in the
# year before the newest January.
# [[scenario]]
# name = "One plan in ten ends each year"
# exit_rate = 10
"""


def write_scenarios_template(area_dir: Path) -> Path:
    """Write a commented `scenarios.toml` without a scenario, unless there is one; its path."""
    file = area_dir / FILE_NAME
    if not file.exists():
        with as_jsna_error(ConfigError, f"cannot write {FILE_NAME}"):
            file.write_text(_TEMPLATE, encoding="utf-8", newline="\n")
    return file
