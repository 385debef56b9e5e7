"""Each step from the choice to the published tables matters: an outsider profits from its lack."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from pipeline.disclose import apply, gate
from pipeline.disclose.apply import hide_figures
from pipeline.disclose.counts import Key
from pipeline.disclose.judge import judge
from pipeline.disclose.problem import Problem
from pipeline.disclose.protect import Protection
from tests.bruteforce import BruteForce
from tests.fixtures_applied import Row, database, read, secured, use_of
from tests.fixtures_counts import AREA, key
from tests.fixtures_protections import COUNCIL, NHS, Scenario, of_groups

Patch = pytest.MonkeyPatch
Pair = tuple[int, int]
NEET, PLANS = key("neet"), key("plans")
MOST = 60
COLUMNS = ("numerator", "denominator", "indicator_value", "lower_ci", "upper_ci")


def _wilson(top: int, bottom: int) -> tuple[float, float]:
    """Give the interval of a percentage, as every textbook has it."""
    z, share = 1.96, top / bottom
    middle = (share + z * z / (2 * bottom)) / (1 + z * z / bottom)
    half = z * math.sqrt(share * (1 - share) / bottom + z * z / (4 * bottom**2))
    half /= 1 + z * z / bottom
    return 100 * (middle - half), 100 * (middle + half)


def _pairs(shown: Iterable[float | None], bottoms: Iterable[int]) -> set[Pair]:
    """Give what numerator and denominator a row can have that shows these numbers."""
    found = set()
    for top, bottom in product(range(MOST), bottoms):
        if top <= bottom:
            made = (top, bottom, 100 * top / bottom, *_wilson(top, bottom))
            if all(one is None or math.isclose(one, other, abs_tol=1e-9)
                   for one, other in zip(shown, made, strict=True)):  # fmt: skip
                found.add((top, bottom))
    return found


def _read_off(top: int, bottom: int, hidden: Key, bottoms: Iterable[int]) -> set[Pair]:
    """Give what an outsider makes of the row of a rate with one hidden count."""
    row = Row("neet", top, bottom, 100 * top / bottom)
    con = database([row], {"neet": ("rate", 1)})
    low, high = _wilson(top, bottom)
    con.execute("update indicator_values set lower_ci = ?, upper_ci = ?", [low, high])
    use = use_of(row, numerator=NEET, denominator=PLANS)
    values = {NEET: float(top), PLANS: float(bottom)}
    hide_figures(con, secured([use], values, COUNCIL, [hidden]), COUNCIL)
    [shown] = read(con).values()
    return _pairs(shown[:5], bottoms)


@pytest.mark.parametrize("column", COLUMNS)
def test_every_number_of_a_hidden_row_would_tell_its_numerator(
    column: str, monkeypatch: Patch
) -> None:
    """Of the denominator another row tells, that it is 40."""
    if column == "denominator":
        attack = {"top": 2, "bottom": 3, "hidden": PLANS, "bottoms": range(1, MOST)}
    else:
        attack = {"top": 3, "bottom": 40, "hidden": NEET, "bottoms": [40]}
    assert max(max(pair) for pair in _read_off(**attack)) >= 40  # type: ignore[arg-type]
    assert len(_read_off(**attack)) > 40  # type: ignore[arg-type]
    assert f"{column} = null" in apply._HIDE
    kept = apply._HIDE.replace(f"{column} = null", f"{column} = v.{column}")
    monkeypatch.setattr(apply, "_HIDE", kept)
    found = _read_off(**attack)  # type: ignore[arg-type]
    if column == "denominator":
        assert {bottom for _, bottom in found} == {3}
    else:
        assert found == {(3, 40)}


GROUPS = {"Total": 204.0, "Female": 3.0, "Male": 201.0}


def _group(name: str) -> Row:
    return Row("plans", GROUPS[name], None, GROUPS[name], AREA, "Sex", name)


def _girls_from_counts(rules: Any) -> set[int]:
    """Give how many girls there may be: the total less the boys, of whom both are shown."""
    group_rows = [_group(name) for name in GROUPS]
    keys = {row: key("plans", "Sex", row.breakdown) for row in group_rows}
    uses = [use_of(row, numerator=keys[row]) for row in group_rows]
    values = {keys[row]: float(row.numerator or 0) for row in group_rows}
    con = database(group_rows, {"plans": ("count", 0)})
    hide_figures(con, secured(uses, values, rules, [key("plans", "Sex", "Female")]), rules)
    shown = {name[2]: numbers[0] for name, numbers in read(con).items()}
    assert shown.pop("Female") is None
    knows = {"Female": (0, 300)}
    for name, number in shown.items():
        is_rounded = rules.rounding and number % rules.rounding == 0
        knows[name] = (int(number) - 2, int(number) + 2) if is_rounded else (int(number),) * 2
    return BruteForce(knows, [("Total", ("Female", "Male"))]).possible("Female")


def test_counts_that_were_not_rounded_would_tell_what_is_left(monkeypatch: Patch) -> None:
    assert max(_girls_from_counts(NHS)) == 9
    monkeypatch.setattr(apply, "_ROUND", "select $base")
    assert _girls_from_counts(NHS) == {3}


def _girls_from_rows() -> set[int]:
    """Give how many of three are girls: who has a row is somebody, who has none may be nobody."""
    counts = {"Female": 1.0, "Male": 2.0}
    places = {name: Row("plans", n, None, n, AREA, "Sex", name) for name, n in counts.items()}
    keys = {name: key("plans", "Sex", name) for name in counts}
    uses = [use_of(places[name], numerator=keys[name]) for name in counts]
    values = {keys[name]: n for name, n in counts.items()}
    con = database(places.values(), {"plans": ("count", 0)})
    hide_figures(con, secured(uses, values, COUNCIL, closed=keys.values()), COUNCIL)
    signs = {name[2] for name in read(con)}
    knows: Mapping[str, Pair] = {name: (int(name in signs), 3) for name in counts}
    return BruteForce({**knows, "all": (3, 3)}, [("all", ("Female", "Male"))]).possible("Female")


def test_a_row_that_stays_of_a_line_that_is_left_out_would_tell_that_there_is_somebody(
    monkeypatch: Patch,
) -> None:
    assert _girls_from_rows() == {0, 1, 2, 3}
    monkeypatch.setattr(apply, "_LEAVE_OUT", "select 1")
    assert _girls_from_rows() == {1, 2}


def _shows_a_rate_of(children: int) -> bool:
    row = Row("neet", 4, children, 100 * 4 / children)
    use = use_of(row, numerator=NEET, denominator=PLANS, group=PLANS)
    rules = replace(COUNCIL, threshold=3, group_of=0)
    con = database([row], {"neet": ("rate", 1)})
    hide_figures(con, secured([use], {NEET: 4.0, PLANS: float(children)}, rules), rules)
    return any(numbers[2] is not None for numbers in read(con).values())


def test_a_rate_of_few_would_be_shown(monkeypatch: Patch) -> None:
    assert _shows_a_rate_of(10) and not _shows_a_rate_of(9)
    monkeypatch.setattr(apply, "_is_of_few", lambda *_: False)
    assert _shows_a_rate_of(9)


TWO = Scenario({("north", "boys"): (3, 60), ("north", "girls"): (40, 60)}, of_groups("501"))


def _hides_nothing(given: Problem, _memory: object = None) -> Protection:
    return Protection(given, frozenset(), ())


def _hides_only_what_is_small(given: Problem, _memory: object = None) -> Protection:
    return Protection(given, frozenset(given.target), ())


@pytest.mark.parametrize("choice", [_hides_nothing, _hides_only_what_is_small])
def test_only_the_judge_stops_a_choice_that_is_not_enough(choice: Any, monkeypatch: Patch) -> None:
    monkeypatch.setattr(gate, "protect", choice)
    assert not TWO.is_found_behind_the_gate()
    monkeypatch.setattr(gate, "judge", lambda _: ())
    assert TWO.is_found_behind_the_gate()


def test_only_the_judge_who_knows_the_editions_stops_a_choice_that_does_not(
    monkeypatch: Patch,
) -> None:
    kept = Scenario(TWO.children, TWO.rows, before=frozenset([("rate", "501", "girls")]))
    hidden = frozenset([key("plans_neet", "Sex", name) for name in ("boys", "girls")])
    monkeypatch.setattr(gate, "protect", lambda given, _: Protection(given, hidden, ()))
    assert not kept.is_found_behind_the_gate()

    monkeypatch.setattr(gate, "judge", lambda given: judge(given)[:2])
    assert kept.is_found_behind_the_gate()


def _says_that_hiding_is_of_no_use(given: Problem, _memory: object) -> Protection:
    values = {name: given.system.cells[name].value for name in given.target}
    limits = {name: (value, value) for name, value in values.items()}
    return _hides_nothing(replace(given, limits=limits))


def test_only_the_proof_stops_a_limit_that_is_made_up(monkeypatch: Patch) -> None:
    monkeypatch.setattr(gate, "protect", _says_that_hiding_is_of_no_use)
    assert not TWO.is_found_behind_the_gate()
    monkeypatch.setattr(gate, "unproven_limits", lambda _: frozenset())
    assert TWO.is_found_behind_the_gate()
