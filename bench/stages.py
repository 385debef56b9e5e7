"""Where a build spends its time, and what starting the judge early saves.

    python bench/stages.py [PUBLISHED_DIR CODE]     (default: the demonstration area)

Prints a table: the share of each stage in one whole build, and one ratio measured in the same run:
extract and judge with the judge's process started first, against started when it is needed. Shares
and ratios hold across machines; seconds do not, and are not printed.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from pipeline.build import build
from pipeline.demo import write_demo_area
from pipeline.extract import extract
from pipeline.progress import Silent
from pipeline.project import project_dir
from pipeline.settings import Settings, load_settings
from pipeline.sources import load_registry
from pipeline.validate import Judge

SUITES = ["ehc_plans", "ehc_plans_to_2022", "lait"]


class Stopwatch(Silent):
    """Progress that notes when each stage began."""

    def __init__(self) -> None:
        """Begin before the first stage."""
        self.marks: list[tuple[str, float]] = []

    def stage(self, name: str) -> None:
        """Note the beginning of a stage."""
        self.marks.append((name, time.perf_counter()))

    def shares(self) -> list[tuple[str, float]]:
        """The share of each stage in the whole."""
        ends = [mark for _, mark in self.marks[1:]] + [time.perf_counter()]
        spent = [(name, end - begun) for (name, begun), end in zip(self.marks, ends, strict=True)]
        whole = sum(seconds for _, seconds in spent)
        return [(name, seconds / whole) for name, seconds in spent]


def main(arguments: list[str]) -> None:
    """Measure one build and print the table."""
    with tempfile.TemporaryDirectory() as folder:
        settings = _settings(arguments, Path(folder))
        watch = Stopwatch()
        build(settings, watch)
        for name, share in watch.shares():
            print(f"{share:6.1%}  {name}")
        early = min(_extract_and_judge(settings, early=True) for _ in range(3))
        late = min(_extract_and_judge(settings, early=False) for _ in range(3))
        print(f"{early / late:6.2f}  extract and judge, judge started first : when needed")


def _settings(arguments: list[str], folder: Path) -> Settings:
    if arguments:
        return load_settings(folder, area=arguments[1], published=[Path(arguments[0])], out=folder)
    return load_settings(write_demo_area(folder / "area"))


def _extract_and_judge(settings: Settings, *, early: bool) -> float:
    warehouse = settings.build_dir / "bench.duckdb"
    registry = load_registry(project_dir())
    began = time.perf_counter()
    judge = Judge.start() if early else None
    extract(settings.roots, warehouse, registry, Silent())
    with judge or Judge.start() as ready:
        ready.run(warehouse, SUITES)
    return time.perf_counter() - began


if __name__ == "__main__":
    main(sys.argv[1:])
