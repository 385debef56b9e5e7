"""Each protection is switched off in turn, and an outsider then finds out what was protected.

The outsider tries every table of whole numbers and shares no code with the program. With all
protections on he finds nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from pipeline.disclose import problem as problems
from pipeline.disclose import protect as protecting
from pipeline.disclose.counts import System
from pipeline.disclose.editions import Edition, Known, known_of
from pipeline.disclose.problem import kind_of_line, make_problem
from pipeline.disclose.rules import PRESETS, Rules
from pipeline.disclose.suppress import Choice
from tests.fixtures_attack import Site, given_away
from tests.fixtures_council import ALL, Council, Row, row_of
from tests.fixtures_counts import AREA
from tests.fixtures_problem import COUNCIL, NHS, NOTHING

Switch = Callable[[pytest.MonkeyPatch], None]
Change = Callable[[System], System]

ICBS = {"east": "icb-1", "north": "icb-1", "south": "icb-2", "west": "icb-2"}


def rows(indicator: str, areas: tuple[str, ...], groups: tuple[str, ...]) -> frozenset[Row]:
    return frozenset((indicator, area, group) for area in areas for group in groups)


def only(counts: dict[str, tuple[int, int]], **more: object) -> Council:
    """One locality, and the area by group."""
    children = {("east", group): pair for group, pair in counts.items()}
    shown = rows("rate", (AREA,), (ALL, *counts))
    return Council(children, shown, **more)  # type: ignore[arg-type]


def spread(counts: dict[str, tuple[int, int]], **more: object) -> Council:
    """One group, and the area by locality; another group that nothing is said of."""
    children = {(place, "girls"): pair for place, pair in counts.items()}
    children |= {(place, "boys"): (20, 20) for place in counts}
    shown = rows("rate", (AREA, *counts), ("girls",))
    return Council(children, shown | more.pop("rows", frozenset()), **more)  # type: ignore[arg-type, operator]


@dataclass(frozen=True)
class Case:
    """A council, and the protection that it needs."""

    council: Council
    switch: Switch = lambda patch: None
    change: Change = lambda system: system
    rules: Rules = COUNCIL
    planned: Rules | None = None  # the rule that is followed in place of that
    before: frozenset[Row] = frozenset()
    forgets: bool = False  # what was printed before

    def found_out(self, *, is_off: bool) -> set[str]:
        """Give what an outsider finds out of what is published."""
        whole = self.council.system()
        system = self.change(whole) if is_off else whole
        rules = self.planned if is_off and self.planned else self.rules
        earlier = NOTHING if is_off and self.forgets else _earlier(self.council, whole, self.before)
        found = protecting.protect(make_problem(system, rules, AREA, earlier))
        closed = found.problem.closed
        return given_away(
            Site(self.council, self.rules, found.hidden, closed, whole.uses), self.before
        )


def _earlier(council: Council, system: System, before: frozenset[Row]) -> Known:
    values = council.values()
    printed = {
        use.place: (float(values[count[0]]), float(values[count[1]]))
        for use in system.uses
        if row_of(use) in before
        for count in [council.counts_of(row_of(use))]
    }
    return known_of([Edition("2024", 0, printed, frozenset())], system) if before else NOTHING


def without(kind: str) -> Change:
    def change(system: System) -> System:
        kept = (each for each in system.relations if kind_of_line(each) != kind)
        return replace(system, relations=tuple(kept))

    return change


def without_levels(system: System) -> System:
    kept = (each for each in system.relations if not each.total[3].startswith("icb"))
    return replace(system, relations=tuple(kept))


def without_rests(system: System) -> System:
    return replace(system, uses=tuple(replace(use, rest=None) for use in system.uses))


def only_sensitive(cells: dict[object, object], *_: object) -> Choice:
    hidden = (key for key, cell in cells.items() if getattr(cell, "target", None) is not None)
    return Choice(frozenset(hidden), ())


def hide_only_small(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(protecting, "choose_hidden", only_sensitive)


def leave_nothing_out(patch: pytest.MonkeyPatch) -> None:
    for step in ("_opened", "_given_up"):
        patch.setattr(protecting, step, lambda problem, choice: problem)


def in_problem(name: str, value: object) -> Switch:
    return lambda patch: patch.setattr(problems, name, value)


CASES = {
    "small counts are hidden": Case(
        only({"girls": (3, 40), "boys": (20, 30), "other": (30, 30)}),
        in_problem("_is_small", lambda value, rules: False),
    ),
    "others are hidden with them": Case(
        only({"girls": (3, 40), "boys": (20, 30), "other": (30, 30)}), hide_only_small
    ),
    "so is what is left of a denominator": Case(
        only({"girls": (38, 2), "boys": (20, 30), "other": (30, 30)}), change=without_rests
    ),
    "groups add up": Case(
        only({"girls": (3, 40), "boys": (20, 30), "other": (30, 30)}), change=without("groups")
    ),
    "localities add up": Case(
        spread({"east": (3, 40), "north": (20, 30), "south": (30, 30)}), change=without("places")
    ),
    "localities add up to ICBs": Case(
        spread(
            {"east": (3, 18), "north": (25, 0), "south": (2, 4), "west": (3, 4)},
            icbs=ICBS,
            rows=rows("rate", ("icb-1", "icb-2"), ("girls",)),
        ),
        change=without_levels,
    ),
    "what is hidden is at least 1": Case(
        only({"girls": (2, 0), "boys": (22, 30), "other": (2, 1)}),
        in_problem("_floor", lambda cell, is_somebody: min(0.0, cell.value)),
    ),
    "a group without a row is nobody": Case(
        Council(
            {
                **{("east", "boys"): (1, 30), ("east", "girls"): (7, 6)},
                **{("north", "girls"): (0, 7)},
                **{("south", "boys"): (9, 4), ("south", "girls"): (22, 3)},
            },
            rows("share", ("east", "south", AREA), ("boys", "girls"))
            | {("share", "north", "girls")},
        ),
        in_problem("_zeros", lambda cells, demands: frozenset()),
    ),
    "nobody of few is not told": Case(
        only({"girls": (0, 15), "boys": (20, 30), "other": (30, 30)}),
        planned=replace(COUNCIL, group_of=0),
    ),
    "no rate is given of few": Case(
        only({"girls": (0, 8), "boys": (20, 30), "other": (30, 30)}),
        rules=replace(COUNCIL, group_of=0),
        planned=replace(COUNCIL, group_of=0, least_group=0),
    ),
    "public totals are known": Case(
        spread(
            {"east": (3, 22), "north": (1, 2), "south": (1, 4)},
            public=rows("rate", (AREA,), ("girls",)),
        ),
        change=lambda system: replace(system, public={}),
    ),
    "lines are left out": Case(
        spread(
            {"east": (2, 40), "north": (1, 30), "south": (2, 30)},
            public=rows("rate", (AREA,), ("girls",)),
        ),
        leave_nothing_out,
    ),
    "earlier editions are known": Case(
        only({"girls": (3, 40), "boys": (20, 30), "other": (30, 30)}),
        before=frozenset({("rate", AREA, "boys")}),
        forgets=True,
    ),
    "rounding leaves little open": Case(
        only({"boys": (9, 9), "other": (15, 1)}),
        in_problem(
            "_rounded",
            lambda cells, rules, exact: {
                key: (0.0, 1000.0) for key in cells if key not in exact and cells[key].is_printed
            },
        ),
        rules=NHS,
    ),
    "the rule is followed": Case(
        only({"girls": (3, 40), "boys": (20, 30), "other": (30, 30)}),
        planned=PRESETS["dfe-open"],
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_with_every_protection_nothing_is_found_out(case: Case) -> None:
    assert case.found_out(is_off=False) == set()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_without_this_protection_something_is(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    case.switch(monkeypatch)
    assert case.found_out(is_off=True)
