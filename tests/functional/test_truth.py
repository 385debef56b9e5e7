"""The build against what the demonstration's generator counted itself, in plain Python."""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.build import make_indicators
from pipeline.demo import Extracts, write_demo_area
from pipeline.progress import Silent
from pipeline.settings import load_settings

Key = tuple[str, str, str, str, str]
Counts = tuple[float | None, float | None, float | None, str | None]
_KEY = ("indicator_id", "time_period", "area_code", "breakdown_topic", "breakdown")
_COUNTS = ("numerator", "denominator", "indicator_value", "missing_reason")


def truth_of(folder: Path) -> Mapping[Key, Counts]:
    entries: list[dict[str, Any]] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    found = {tuple(e[k] for k in _KEY): tuple(e[k] for k in _COUNTS) for e in entries}
    assert len(found) == len(entries), "truth.json says something twice"
    return found


def built_from(folder: Path) -> Mapping[Key, Counts]:
    settings = load_settings(folder)
    make_indicators(settings, Silent())
    with duckdb.connect(str(settings.build_dir / "warehouse.duckdb"), read_only=True) as con:
        rows = con.execute(
            f"select {', '.join(_KEY + _COUNTS)} from marts.fct_indicator_values "
            "where value_status = 'local'"
        ).fetchall()
    return {row[:5]: row[5:] for row in rows}


def differences(truth: Mapping[Key, Counts], built: Mapping[Key, Counts]) -> list[str]:
    """What the two do not agree on, a line each."""
    lines = [f"not built: {key} {truth[key]}" for key in sorted(truth.keys() - built.keys())]
    listed = {key[0] for key in truth}
    lines += [
        f"not in truth: {key} {built[key]}"
        for key in sorted(built.keys() - truth.keys())
        if key[0] in listed
    ]
    lines += [
        f"differs: {key} truth {truth[key]} built {built[key]}"
        for key in sorted(truth.keys() & built.keys())
        if not all(map(_same, truth[key], built[key]))
    ]
    return lines


def _same(one: object, other: object) -> bool:
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-12)
    return one == other


@dataclass(frozen=True)
class Area:
    """What the generator counted of an area, and what the build made of its files."""

    truth: Mapping[Key, Counts]
    built: Mapping[Key, Counts]


@pytest.fixture(scope="module")
def area_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int, str], Area]:
    """Seven years of an area of so many pupils, with SEN2 returns of a form; each made once."""

    @cache
    def make(pupils: int, form: str) -> Area:
        folder = tmp_path_factory.mktemp("truth") / "area"
        write_demo_area(folder, Extracts(pupils, 7, form))
        area = Area(truth_of(folder), built_from(folder))
        shutil.rmtree(folder)
        return area

    return make


@pytest.mark.parametrize(
    ("pupils", "form"), [(900, "blade"), (900, "xml"), (900, "template"), (90_000, "blade")]
)
def test_the_build_equals_the_generators_own_count(
    area_of: Callable[[int, str], Area], pupils: int, form: str
) -> None:
    area = area_of(pupils, form)
    wrong = differences(area.truth, area.built)
    assert not wrong, "\n".join([f"{len(wrong)} of {len(area.truth)}", *wrong[:20]])
    assert len(area.truth) > 4_000


def test_the_three_forms_of_the_sen2_return_give_identical_numbers(
    area_of: Callable[[int, str], Area],
) -> None:
    blade, xml, template = (area_of(900, form).built for form in ("blade", "xml", "template"))
    assert blade == xml == template


def test_every_indicator_with_own_figures_is_in_the_truth(
    area_of: Callable[[int, str], Area],
) -> None:
    area = area_of(900, "blade")
    assert {key[0] for key in area.built} == {key[0] for key in area.truth}
