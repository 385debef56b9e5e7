"""Suspected breaks in made-up series of known noise: what is found, and what is left alone."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from functools import cache

import duckdb
import pytest

from tests.backtest.planted_breaks import alarm_rate, recall
from tests.backtest.suspected_breaks import empty_inputs, insert, run_models

COUNCILS = [str(code) for code in range(301, 361)]
YEARS = range(2013, 2025)
INDICATORS = {
    "plans": ("count", "count", 0),
    "placements": ("count", "count", 0),
    "on_time": ("rate", "percent", 1),
    "absent": ("rate", "percent", 1),
}
Point = tuple[float | None, float | None, float]
Change = Callable[[str, str, int, Point], Point | None]


def _poisson(chance: random.Random, mean: float) -> int:
    """A Poisson number: by its definition if small, as a rounded normal one if large."""
    if mean > 200:
        return max(0, round(chance.gauss(mean, math.sqrt(mean))))
    limit, count, product = math.exp(-mean), 0, chance.random()
    while product > limit:
        count, product = count + 1, product * chance.random()
    return count


@cache
def _made_up(seed: int) -> dict[tuple[str, str, int], Point]:
    """Plans grow by 10 % a year, give or take 3; shares wander; the rest is chance."""
    chance = random.Random(seed)
    points: dict[tuple[str, str, int], Point] = {}
    for council in COUNCILS:
        plans, few = chance.uniform(400, 6000), chance.uniform(2, 40)
        odds, absent = chance.gauss(0, 0.6), chance.uniform(5, 12)
        for year in YEARS:
            plans *= math.exp(chance.gauss(0.1, 0.03))
            odds += chance.gauss(0, 0.15)
            absent += chance.gauss(0.1, 0.3)
            count = _poisson(chance, plans)
            base = _poisson(chance, plans / 5)
            share = 1 / (1 + math.exp(-odds))
            noise = chance.gauss(0, math.sqrt(base * share * (1 - share)))
            part = min(base, max(0, round(base * share + noise)))
            points["plans", council, year] = (float(count), None, float(count))
            placed = float(_poisson(chance, few))
            points["placements", council, year] = (placed, None, placed)
            points["on_time", council, year] = (float(part), float(base), 100 * part / base)
            points["absent", council, year] = (None, None, round(absent, 1))
    return points


def _ran(seed: int, change: Change = lambda *point: point[-1]) -> duckdb.DuckDBPyConnection:
    """The models' tables of made-up figures, of which `change` may make others or none."""
    con = empty_inputs()
    rows = []
    for (name, council, year), point in _made_up(seed).items():
        changed = change(name, council, year, point)
        if changed is not None:
            key = (name, "Local authority", council, "Total", "Total", str(year))
            rows.append((*key, "Calendar year", "final", True, *changed))
    insert(con, "int_indicator_values_chosen", rows)
    for name, entry in INDICATORS.items():
        con.execute("insert into dim_indicators values (?, ?, ?, ?)", [name, *entry])
    con.execute(
        "insert into int_periods select cast(y as varchar), 'Calendar year', y "
        "from range(2013, 2025) as years(y)"
    )
    run_models(con)
    return con


def _suspected(con: duckdb.DuckDBPyConnection, council: str, name: str) -> dict[str, str]:
    return dict(
        con.execute(
            "select time_period, pattern from int_suspected_breaks "
            "where area_code = ? and indicator_id = ?",
            [council, name],
        ).fetchall()
    )


def _as_count(number: float) -> Point:
    return number, None, number


def test_what_chance_and_growth_do_is_hardly_ever_suspected() -> None:
    rates = [alarm_rate(_ran(seed)) for seed in (1, 2)]
    assert max(rates) <= 0.001


def test_large_breaks_are_found_where_numbers_are_large() -> None:
    counted = recall(_ran(1), range(1, 7), 0.4)
    least: Mapping[tuple[str, float], float] = {
        ("counts of 500 and more", 2.0): 1,
        ("counts of 500 and more", 0.5): 1,
        ("counts of 500 and more", 1.25): 0.7,
        ("shares of 1,000 and more", 30.0): 0.8,
        ("shares of 1,000 and more", -30.0): 0.7,
        ("percentages without counts", 10.0): 0.95,
        ("percentages without counts", 5.0): 0.9,
    }
    for key, share in least.items():
        hits, planted = counted[key]
        assert planted >= 8, (key, planted)
        assert hits / planted >= share, (key, hits, planted)


def test_a_fall_from_49_to_2_is_a_break_and_a_rise_from_3_to_6_is_none() -> None:
    fall = dict(zip(YEARS, [45, 52, 47, 50, 44, 51, 48, 53, 46, 49, 2, 1], strict=True))
    rise = dict(zip(YEARS, [3, 4, 2, 3, 5, 3, 4, 2, 3, 3, 6, 6], strict=True))
    made = {"301": fall, "302": rise}

    def change(name: str, council: str, year: int, point: Point) -> Point:
        given = made.get(council) if name == "placements" else None
        return _as_count(given[year]) if given else point

    con = _ran(3, change)
    assert _suspected(con, "301", "placements") == {"2023": "jump"}
    assert _suspected(con, "302", "placements") == {}


def test_a_point_that_jumps_and_comes_back_is_a_spike_and_both_changes_are_in_doubt() -> None:
    def change(name: str, council: str, year: int, point: Point) -> Point:
        is_it = (name, council, year) == ("plans", "303", 2018)
        return _as_count(point[2] * 2) if is_it else point

    con = _ran(4, change)
    assert _suspected(con, "303", "plans") == {"2018": "spike", "2019": "return"}


def test_a_jump_of_everybody_is_nobodys_break() -> None:
    def change(name: str, council: str, year: int, point: Point) -> Point:
        return _as_count(round(point[2] * 3)) if name == "plans" and year >= 2019 else point

    con = _ran(5, change)
    [(rate,)] = con.execute(
        "select count(*) from int_suspected_breaks "
        "where indicator_id = 'plans' and time_period = '2019'"
    ).fetchall()
    assert rate <= 1


@pytest.mark.parametrize("years", [6, 12])
def test_one_council_alone_is_held_against_its_own_years_if_they_are_enough(years: int) -> None:
    def change(name: str, council: str, year: int, point: Point) -> Point | None:
        if name != "plans" or council != "301" or year <= 2024 - years:
            return None
        return _as_count(round(point[2] * (2.5 if year == 2024 else 1)))

    con = _ran(6, change)
    assert _suspected(con, "301", "plans") == ({"2024": "jump"} if years == 12 else {})


def test_a_missing_year_has_no_change_and_the_next_one_is_not_blamed() -> None:
    def change(name: str, council: str, year: int, point: Point) -> Point | None:
        if name == "plans" and council == "304" and year >= 2016:
            return None if year == 2016 else _as_count(point[2] * 3)
        return point

    assert _suspected(_ran(7, change), "304", "plans") == {}
