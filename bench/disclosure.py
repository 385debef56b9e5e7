"""How long it takes to hide what gives small counts away, and to prove that nothing does.

    python bench/disclosure.py [PUPILS.csv[.gz]]     (default: a made-up county of 12,000 children)

PUPILS has a row for each child with the columns need, prov, phase, area and age. Prints a table:
the counts of each set of tables, how many are small, how many more are hidden, and the seconds that
suppressor and auditor took, in all and as a ratio to the first row's (seconds depend on the
machine, ratios hardly). It stops with an error where a hidden count could be worked out.
"""

from __future__ import annotations

import csv
import gzip
import math
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.disclose.audit import feasible_intervals
from pipeline.disclose.suppress import Hideable, choose_hidden
from tests.county import Person, county, tables

SIZES = {"need": 12, "prov": 2, "phase": 6, "area": 12, "age": 5}
TABLES = {
    "need by area": [["need", "area"]],
    "need by area, phase and age": [["need", "area"], ["need", "phase"], ["need", "age"]],
    "need by provision by area": [["need", "prov", "area"]],
    "need by phase by area": [["need", "phase", "area"]],
    "need by provision by phase by area": [["need", "prov", "phase", "area"]],
}


def measure(people: list[Person], wanted: list[list[str]]) -> tuple[int, int, int, float, float]:
    """Give counts, small ones, others hidden, and the seconds of suppressor and auditor."""
    cells, sums = tables(people, wanted)
    small = {key for key, count in cells.items() if 1 <= count <= 4}
    begin = time.perf_counter()
    hidden = choose_hidden(
        {
            key: Hideable(count, 1.0, 1.0 if count else math.inf, 5.0 if key in small else None)
            for key, count in cells.items()
        },
        sums,
    ).hidden
    chosen = time.perf_counter()
    found = feasible_intervals(cells, sums, hidden, lower=1)
    proven = time.perf_counter()
    if any(low == high or high < 5 for low, high in found.values()):
        raise SystemExit("a hidden count can be worked out")
    return len(cells), len(small), len(hidden - small), chosen - begin, proven - chosen


def main(arguments: list[str]) -> None:
    """Measure and print."""
    people = read(Path(arguments[0])) if arguments else county(1, 12_000, SIZES)
    print(f"{'tables':36}{'counts':>8}{'small':>7}{'others':>8}{'hide s':>8}{'prove s':>9}{'x':>7}")
    first = None
    for name, wanted in TABLES.items():
        counts, small, others, hide, prove = measure(people, wanted)
        first = first or hide + prove
        ratio = (hide + prove) / first
        print(f"{name:36}{counts:8,}{small:7,}{others:8,}{hide:8.2f}{prove:9.2f}{ratio:7.0f}")


def read(file: Path) -> list[Person]:
    """Read one row for each child."""
    opened = gzip.open if file.suffix == ".gz" else open
    with opened(file, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    main(sys.argv[1:])
