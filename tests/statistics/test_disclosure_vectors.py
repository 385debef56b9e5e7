"""The auditor and the suppressor against reference tables with known intervals."""

import csv
import gzip
import json
import math
from pathlib import Path

import pytest

from pipeline.disclose.audit import feasible_intervals
from pipeline.disclose.suppress import Hideable, choose_hidden
from tests.county import Person, tables

FOLDER = Path("vectors") / "disclosure"
NEED_BY_AREA = [["need", "area"]]
THREE_LINKED = [["need", "area"], ["need", "phase"], ["need", "age"]]
BY_PROVISION = [["need", "prov", "area"]]
BY_PHASE = [["need", "phase", "area"]]
BY_BOTH = [["need", "prov", "phase", "area"]]


@pytest.fixture(scope="module")
def people(shared_data: Path) -> list[Person]:
    """Give the made-up pupils of the reference county."""
    file = shared_data / FOLDER / "synthetic_persons_12223.csv.gz"
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.parametrize(("attacker", "lower"), [("nonneg", 0), ("zeros_published", 1)])
def test_intervals_are_the_reference_ones(shared_data: Path, attacker: str, lower: int) -> None:
    cases = json.loads((shared_data / FOLDER / "audit_cases.json").read_text(encoding="utf-8"))
    assert cases
    for case in cases:
        relations = [(total, parts) for total, parts in case["relations"]]
        found = feasible_intervals(case["cells"], relations, case["suppressed"], lower=lower)
        expected = case["intervals"][attacker]["integer"]
        assert found == {key: tuple(span) for key, span in expected.items()}, case["name"]


@pytest.mark.parametrize(
    ("wanted", "small", "exact"),
    [
        (NEED_BY_AREA, 16, (6, 12)),
        (THREE_LINKED, 37, (15, 21)),
        (BY_PROVISION, 89, (81, 89)),
        (BY_PHASE, 334, (62, 162)),
    ],
)
def test_small_counts_hidden_alone_come_back(
    people: list[Person], wanted: list[list[str]], small: int, exact: tuple[int, int]
) -> None:
    cells, sums = tables(people, wanted)
    hidden = {key for key, count in cells.items() if 1 <= count <= 4}
    assert len(hidden) == small
    for lower in (0, 1):
        found = feasible_intervals(cells, sums, hidden, lower=lower)
        assert sum(low == high for low, high in found.values()) == exact[lower]


@pytest.mark.parametrize(
    ("wanted", "most"),
    [(NEED_BY_AREA, 10), (THREE_LINKED, 23), (BY_PROVISION, 76), (BY_PHASE, 138), (BY_BOTH, 561)],
    ids=["need-area", "linked", "provision", "phase", "provision-phase"],
)
def test_nothing_comes_back_and_little_more_is_hidden(
    people: list[Person], wanted: list[list[str]], most: int
) -> None:
    cells, sums = tables(people, wanted)
    chosen = choose_hidden(
        {
            key: Hideable(count, 1.0, 1.0 if count else math.inf, 5.0 if 1 <= count <= 4 else None)
            for key, count in cells.items()
        },
        sums,
    )
    small = {key for key, count in cells.items() if 1 <= count <= 4}
    assert small <= chosen.hidden and chosen.unprotected == ()
    assert len(chosen.hidden - small) <= most
    for lower in (0, 1):
        found = feasible_intervals(cells, sums, chosen.hidden, lower=lower)
        assert not [key for key, (low, high) in found.items() if low == high or high < 5]
