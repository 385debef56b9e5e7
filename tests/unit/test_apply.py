"""Every number of a figure goes that has a hidden count in it, and no number of any other."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import pytest

from pipeline.disclose.apply import hide_figures
from pipeline.disclose.counts import Key
from pipeline.disclose.rules import PRESETS
from tests.fixtures_applied import NUMBERS, Row, database, read, secured, use_of
from tests.fixtures_counts import AREA, key

COUNCIL, NHS = PRESETS["council-1-4"], PRESETS["nhs-1-7-round5"]
OPEN = PRESETS["dfe-open"]
NEET, PLANS, OTHERS, ALL_OTHERS = (key(name) for name in ("neet", "plans", "others", "all_others"))
GONE = (None,) * len(NUMBERS)
RATE = {"neet": ("rate", 1)}
ROW = Row("neet", 30, 120, 25.0)
HOME = ("neet", AREA, "Total", "local")


def applied(
    rows: list[Row],
    values: Mapping[Key, float],
    *,
    hidden: set[Key],
    closed: Collection[Key] = (),
    rules: Any = COUNCIL,
    kinds: Mapping[str, tuple[str, int]] = RATE,
    **counts: Any,
) -> tuple[int, dict[tuple[str, ...], tuple[Any, ...]]]:
    """How many figures are held back of rows that are all of the same counts, and all numbers."""
    uses = [use_of(row, **counts) for row in rows if row.status == "local"]
    con = database(rows, kinds)
    held_back = hide_figures(con, secured(uses, values, rules, hidden, closed), rules)
    return held_back, read(con)


@pytest.mark.parametrize("hidden", [NEET, PLANS])
def test_a_hidden_count_takes_every_number_of_its_row(hidden: Key) -> None:
    held_back, rows = applied(
        [ROW], {NEET: 30, PLANS: 120}, hidden={hidden}, numerator=NEET, denominator=PLANS
    )
    assert held_back == 1
    assert rows == {HOME: (*GONE, "c")}


@pytest.mark.parametrize("hidden", [OTHERS, ALL_OTHERS])
def test_a_gap_goes_with_the_counts_of_those_it_is_compared_with(hidden: Key) -> None:
    values = {NEET: 30.0, PLANS: 120.0, OTHERS: 50.0, ALL_OTHERS: 400.0}
    rows = [Row("neet", None, None, 12.5)]
    everybody: dict[str, Any] = {"others": (NEET, PLANS, OTHERS, ALL_OTHERS), "group": PLANS}
    gap = {"neet": ("gap", 1)}
    assert applied(rows, values, hidden={hidden}, kinds=gap, **everybody)[1][HOME] == (*GONE, "c")
    held_back, shown = applied(rows, values, hidden=set(), kinds=gap, **everybody)
    assert held_back == 0 and shown[HOME][2] == 12.5


def test_what_has_no_hidden_count_is_not_touched() -> None:
    held_back, rows = applied(
        [ROW], {NEET: 30, PLANS: 120}, hidden=set(), numerator=NEET, denominator=PLANS
    )
    assert held_back == 0
    assert rows == {HOME: (30, 120, 25.0, 0.5, 1.5, "Wilson", None)}


def test_what_departments_publish_beside_it_stays() -> None:
    final, other = ROW._replace(status="final"), Row("neet", 3, 9, 33.3, "E10", status="final")
    _, rows = applied(
        [ROW, final, other],
        {NEET: 30, PLANS: 120},
        hidden={NEET},
        closed={PLANS},
        rules=NHS,
        numerator=NEET,
        denominator=PLANS,
    )
    assert rows == {
        ("neet", AREA, "Total", "final"): (30, 120, 25.0, 0.5, 1.5, "Wilson", None),
        ("neet", "E10", "Total", "final"): (3, 9, 33.3, 0.5, 1.5, "Wilson", None),
    }


def test_rows_of_a_line_that_is_left_out_are_gone_and_others_are_not() -> None:
    places = [ROW, ROW._replace(area="north"), ROW._replace(breakdown="Male", topic="Sex")]
    later = ROW._replace(period="202324", indicator_id="earlier")
    counts = {row: key("neet", row.topic, row.breakdown, row.area) for row in [*places, later]}
    values = {**dict.fromkeys(counts.values(), 30.0), PLANS: 120.0}
    uses = [use_of(row, numerator=counts[row], denominator=PLANS) for row in counts]
    rules = replace(COUNCIL, threshold=4)
    con = database([*places, later], {**RATE, "earlier": ("rate", 1)})
    held_back = hide_figures(con, secured(uses, values, rules, closed=[counts[places[1]]]), rules)
    assert held_back == 1
    assert {name[:3] for name in read(con)} == {
        ("neet", AREA, "Total"),
        ("neet", AREA, "Male"),
        ("earlier", AREA, "Total"),
    }


@pytest.mark.parametrize(
    ("least", "children", "is_held_back"), [(10, 9, True), (10, 10, False), (0, 9, False)]
)
def test_no_rate_is_given_of_a_group_below_the_least(
    least: int, children: float, is_held_back: bool
) -> None:
    rules = replace(COUNCIL, least_group=least, group_of=0, threshold=2)
    row = ROW._replace(numerator=5, denominator=children)
    held_back, rows = applied(
        [row],
        {NEET: 5, PLANS: children},
        hidden=set(),
        rules=rules,
        numerator=NEET,
        denominator=PLANS,
        group=PLANS,
    )
    assert held_back == is_held_back
    assert (rows[HOME][:2] == (None, None)) is is_held_back


def test_no_ratio_is_given_where_those_it_is_compared_with_are_few() -> None:
    values = {NEET: 30.0, PLANS: 120.0, OTHERS: 6.0, ALL_OTHERS: 9.0}
    everybody: dict[str, Any] = {"numerator": NEET, "denominator": PLANS, "group": PLANS}
    everybody["others"] = (OTHERS, ALL_OTHERS)
    ratio = {"neet": ("ratio", 2)}
    held_back, _ = applied([ROW], values, hidden=set(), kinds=ratio, **everybody)
    assert held_back == 1
    values[ALL_OTHERS] = 10.0
    held_back, _ = applied([ROW], values, hidden=set(), kinds=ratio, **everybody)
    assert held_back == 0


def _rounded(row: Row, kind: str, decimals: int = 1) -> tuple[Any, ...]:
    values = {NEET: row.numerator or 0.0, PLANS: row.denominator or 0.0}
    _, rows = applied(
        [row],
        values,
        hidden=set(),
        rules=NHS,
        kinds={"neet": (kind, decimals)},
        numerator=NEET,
        denominator=PLANS,
    )
    return rows[HOME]


@pytest.mark.parametrize(
    ("counts", "rate", "expected"),
    [
        ((33, 121), 100 * 33 / 121, (35, 120, 100 * 35 / 120)),
        ((32, 118), 1000 * 32 / 118, (30, 120, 1000 * 30 / 120)),
        ((12.5, 120), 100 * 12.5 / 120, (15, 120, 12.5)),  # halves go up
        ((0, 121), 0.0, (0, 120, 0.0)),
    ],
)
@pytest.mark.parametrize("kind", ["rate", "share"])
def test_percentages_are_made_of_rounded_counts(
    kind: str, counts: tuple[float, float], rate: float, expected: tuple[float, float, float]
) -> None:
    found = _rounded(Row("neet", *counts, rate), kind)
    assert found[:3] == pytest.approx(expected)
    assert found[3:] == (None, None, None, None)


def test_counts_and_means_are_rounded_and_lose_their_intervals() -> None:
    assert _rounded(Row("neet", 33, None, 33), "count") == (35, None, 35, *[None] * 4)
    mean = _rounded(Row("neet", 333, 121, 333 / 121), "mean", decimals=2)
    assert mean == (335, 120, 2.75, *[None] * 4)
    assert _rounded(Row("neet", 33, 121, 1.23456), "ratio")[:3] == (35, 120, 1.2)
    assert _rounded(Row("neet", None, None, -3.456), "gap")[:3] == (None, None, -3.5)


def test_a_row_without_a_value_keeps_its_reason_and_its_counts_are_rounded() -> None:
    row = Row("neet", None, None, None, reason="z")
    assert _rounded(row, "rate") == (*GONE, "z")
    row = Row("neet", 33, 121, None, reason="z")
    assert _rounded(row, "ratio") == (35, 120, *GONE[2:], "z")


def test_hidden_rows_are_not_rounded_into_view() -> None:
    _, rows = applied(
        [ROW], {NEET: 30, PLANS: 120}, hidden={NEET}, rules=NHS, numerator=NEET, denominator=PLANS
    )
    assert rows[HOME] == (*GONE, "c")


def test_without_rounding_every_digit_stays() -> None:
    row = Row("neet", 33, 121, 100 * 33 / 121)
    _, rows = applied(
        [row], {NEET: 33, PLANS: 121}, hidden=set(), rules=OPEN, numerator=NEET, denominator=PLANS
    )
    assert rows[HOME][:3] == (33, 121, 100 * 33 / 121)
    assert rows[HOME][3:5] == (0.5, 1.5)
