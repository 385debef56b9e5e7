"""Each protection matters: without it, and with all others, an outsider finds a small count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest

from pipeline.disclose import places, problem, protect, relations, system
from pipeline.disclose.counts import Key, Use
from pipeline.disclose.suppress import Choice
from tests.fixtures_protections import (
    COUNCIL,
    NHS,
    Attack,
    Scenario,
    identity_is_found,
    of_groups,
    rows,
    sum_of_few_is_found,
)

Patch = pytest.MonkeyPatch
HOME = of_groups("501")


@dataclass(frozen=True)
class Protects:
    """Whether an outsider finds something, and how the protection from that is taken away."""

    attack: Attack
    take_away: Callable[[Patch], None]


def without(module: Any, name: str, instead: Any) -> Callable[[Patch], None]:
    """Put something idle in the place of a protection."""
    return lambda patch: patch.setattr(module, name, instead)


def _nothing(*_: Any) -> Iterator[Key]:
    yield from ()


def _hide_only_what_is_small(cells: Any, _sums: Any, _memory: Any) -> Choice:
    return Choice(frozenset(k for k, cell in cells.items() if cell.target is not None), ())


def _leave_nothing_out(patch: Patch) -> None:
    for step in ("_opened", "_given_up"):
        patch.setattr(protect, step, lambda given, *_: given)


_sensitive_in = problem._sensitive_in


def _without_rests(use: Use, *about: Any) -> Iterator[Key]:
    yield from (name for name in _sensitive_in(use, *about) if name != use.rest)


def _without_none_and_all(use: Use, cells: Any, rules: Any) -> Iterator[Key]:
    yield from (name for name in _sensitive_in(use, cells, rules) if cells[name].value != 0)


def _only_if_below_the_threshold(use: Use, cells: Any, rules: Any) -> Iterator[Key]:
    yield from _sensitive_in(use, cells, replace(rules, least_group=0))


_lines_of = relations.take_lines


def _only_printed_groups(ledger: Any, used: Any, where: Any) -> None:
    """Take the used lines and their totals, and no others of their levels and topics."""
    used = set(used)
    _lines_of(ledger, used, where)
    lines = {(name[:3], where.level[name[3]], name[4]) for name in used}
    lines |= {(about, level, "Total") for about, level, _ in lines}
    for name in list(ledger.cells):
        if (name[:3], where.level[name[3]], name[4]) not in lines:
            del ledger.cells[name]


CASES = {
    "small counts are hidden": Protects(
        Scenario({("north", "boys"): (3, 60)}, rows("rate 501 Total")).is_found,
        without(problem, "_is_small", lambda value, rules: False),
    ),
    "others are hidden beside them": Protects(
        Scenario({("north", "boys"): (3, 60), ("north", "girls"): (40, 60)}, HOME).is_found,
        without(protect, "choose_hidden", _hide_only_what_is_small),
    ),
    "all but a few is as small as a few": Protects(
        Scenario({("north", "boys"): (58, 2)}, rows("rate 501 Total")).is_found,
        without(problem, "_sensitive_in", _without_rests),
    ),
    "groups add up to their total": Protects(
        Scenario({("north", "boys"): (3, 60), ("north", "girls"): (40, 60)}, HOME).is_found,
        without(system, "tie_groups", _nothing),
    ),
    "localities add up to the area": Protects(
        Scenario(
            {("north", "boys"): (3, 60), ("south", "boys"): (40, 60)},
            rows("rate 501 Total", "rate north Total", "rate south Total"),
        ).is_found,
        without(system, "tie_places", _nothing),
    ),
    "localities add up to their ICB": Protects(
        Scenario(
            {
                ("north", "boys"): (3, 60),
                ("east", "boys"): (40, 60),
                ("south", "boys"): (50, 60),
            },
            rows(*(f"rate {area} Total" for area in ("north", "east", "south", "icb-1", "icb-2"))),
            icbs={"north": "icb-1", "east": "icb-1", "south": "icb-2"},
        ).is_found,
        without(places.Places, "wholly_in", lambda *_: ()),
    ),
    "counts of several tables add up": Protects(
        identity_is_found, without(system, "tie_identities", lambda *_: [])
    ),
    "a denominator is what is counted and what is not": Protects(
        Scenario({("north", "boys"): (58, 2)}, rows("rate 501 Total")).is_found,
        without(system, "_tie_uses", _nothing),
    ),
    "a hidden count is not 0 where zeros are shown": Protects(
        Scenario(
            {
                ("north", "boys"): (3, 60),
                ("north", "girls"): (2, 60),
                ("north", "not known"): (40, 60),
            },
            of_groups("501", groups=("boys", "girls", "not known")),
        ).is_found,
        without(problem, "_floor", lambda *_: 0.0),
    ),
    "none of a small group is hidden": Protects(
        Scenario({("north", "boys"): (0, 15), ("north", "girls"): (20, 30)}, HOME).is_found,
        without(problem, "_sensitive_in", _without_none_and_all),
    ),
    "all of a small group is hidden": Protects(
        Scenario({("north", "boys"): (15, 0), ("north", "girls"): (20, 30)}, HOME).is_found,
        without(problem, "_sensitive_in", _without_none_and_all),
    ),
    "nothing is told of a group below the least": Protects(
        Scenario(
            {("north", "boys"): (0, 8), ("north", "girls"): (20, 30)},
            HOME,
            replace(COUNCIL, group_of=0),
        ).is_found,
        without(problem, "_sensitive_in", _only_if_below_the_threshold),
    ),
    "a sum over few is hidden": Protects(
        sum_of_few_is_found, without(problem, "_sums_of_few", _nothing)
    ),
    "what a department publishes is known": Protects(
        Scenario(
            {("north", "boys"): (3, 60), ("south", "boys"): (0, 60)},
            rows("rate 501 Total", "rate north Total", "rate south Total"),
            public=rows("rate 501 Total"),
        ).is_found,
        without(problem, "_follows", lambda *_: frozenset()),
    ),
    "lines are left out where hiding does not help": Protects(
        Scenario(
            {("north", "boys"): (3, 60), ("south", "boys"): (0, 60)},
            rows("rate 501 Total", "rate north Total", "rate south Total"),
            public=rows("rate 501 Total"),
        ).is_found,
        _leave_nothing_out,
    ),
    "what an earlier edition printed is known": Protects(
        Scenario(
            {("north", "boys"): (3, 60), ("north", "girls"): (40, 60)},
            HOME,
            before=rows("rate 501 girls"),
        ).is_found,
        without(problem, "_whole", lambda *_: {}),
    ),
    "what is rounded is known nearly": Protects(
        Scenario(
            {("north", "boys"): (3, 60), ("north", "girls"): (40, 60)},
            HOME,
            replace(NHS, rounding=2),
        ).is_found,
        without(problem, "_rounded", lambda cells, *_: dict.fromkeys(cells, (8.0, 900.0))),
    ),
    "nobody is counted who is not in the denominator, where there is no figure too": Protects(
        Scenario(
            {
                ("north", "girls"): (3, 37),
                ("north", "boys"): (20, 30),
                ("south", "boys"): (20, 30),
            },
            of_groups("501", "north") | rows("rate south Total", "rate south boys"),
            public=rows("rate 501 girls"),
        ).is_found,
        without(system, "_tie_beside", _nothing),
    ),
    "groups of localities are counts although no figure prints them": Protects(
        Scenario(
            {
                ("south", "girls"): (2, 38),
                ("north", "girls"): (1, 49),
                ("north", "boys"): (30, 30),
            },
            HOME
            | rows("rate north Total", "rate south Total", "share south girls")
            | rows("share north boys", "share north girls"),
            public=HOME,
        ).is_found,
        without(system, "take_lines", _only_printed_groups),
    ),
    "a group without children has no row and so no sign": Protects(
        Scenario(
            {("north", "boys"): (5, 5), ("north", "girls"): (2, 1), ("north", "other"): (1, 1)},
            rows(*(f"share 501 {group}" for group in ("boys", "girls", "other"))),
        ).is_found,
        without(problem, "_with_a_row_only_if_somebody", _nothing),
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_without_it_an_outsider_finds_what_is_protected(case: Protects, monkeypatch: Patch) -> None:
    assert not case.attack()
    case.take_away(monkeypatch)
    assert case.attack()
