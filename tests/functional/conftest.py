"""Whole builds, made once for all the tests that look at them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.build import build
from pipeline.demo import Extracts, write_demo_area
from pipeline.progress import Silent
from pipeline.settings import load_settings

Row = Mapping[str, str]


@dataclass(frozen=True)
class Built:
    """A finished build: its folder, and the one table as it was published."""

    folder: Path
    rows: tuple[Row, ...]

    @property
    def warehouse(self) -> Path:
        return self.folder / "build" / "warehouse.duckdb"

    @property
    def site(self) -> Path:
        return self.folder / "site"

    def find(self, indicator_id: str, period: str, area: str, breakdown: str = "Total") -> Row:
        """The one published row of an indicator, period, area and breakdown."""
        found = [
            row
            for row in self.rows
            if row["value_status"] != "local"
            and row["indicator_id"] == indicator_id
            and row["time_period"] == period
            and row["area_code"] == area
            and row["breakdown"] == breakdown
        ]
        assert len(found) == 1, f"{indicator_id} {period} {area} {breakdown}: {len(found)} rows"
        return found[0]


def read_built(folder: Path) -> Built:
    with (folder / "site/data/indicator_values.csv").open(encoding="utf-8", newline="") as stream:
        return Built(folder, tuple(csv.DictReader(stream)))


@pytest.fixture(scope="session")
def north_yorkshire(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The build of LA 815 from the real published files."""
    out = tmp_path_factory.mktemp("north-yorkshire")
    published = shared_data / "data" / "published"
    build(load_settings(out, area="815", published=[published], out=out), Silent())
    return read_built(out)


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The build of the demonstration area, with one year of its own records."""
    folder = tmp_path_factory.mktemp("demonstration") / "area"
    write_demo_area(folder, Extracts(pupils=90_000, years=1))
    build(load_settings(folder), Silent())
    return read_built(folder)


@pytest.fixture(scope="session")
def small_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The build of a demonstration area with few pupils, and one year of its own records."""
    folder = tmp_path_factory.mktemp("small-demonstration") / "area"
    write_demo_area(folder, Extracts(pupils=3_000, years=1))
    build(load_settings(folder), Silent())
    return read_built(folder)
