"""Tiny councils of which one protection each keeps an outsider from finding anything."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.disclose.counts import Key, System
from pipeline.disclose.editions import Edition, Known, known_of
from pipeline.disclose.gate import secure
from pipeline.disclose.identities import Identity
from pipeline.disclose.problem import make_problem
from pipeline.disclose.protect import Protection, protect
from pipeline.disclose.rules import PRESETS, Rules
from pipeline.errors import DisclosureError
from pipeline.own_counts import OwnCounts
from tests.bruteforce import BruteForce
from tests.fixtures_attack import Site, given_away
from tests.fixtures_council import Council, Row, row_of
from tests.fixtures_counts import AREA, figure, key, system_of
from tests.fixtures_problem import NOTHING

COUNCIL = PRESETS["council-1-4"]
NHS = PRESETS["nhs-1-7-round5"]

Children = Mapping[tuple[str, str], tuple[int, int]]


def rows(*figures: str) -> frozenset[Row]:
    """Rows, each written as `rate 501 Total`."""
    return frozenset(tuple(name.split(" ", 2)) for name in figures)  # type: ignore[misc]


def of_groups(*areas: str, groups: Iterable[str] = ("boys", "girls")) -> frozenset[Row]:
    """A rate of each group and of all, in some areas."""
    return rows(*(f"rate {area} {group}" for area in areas for group in ("Total", *groups)))


@dataclass(frozen=True)
class Scenario:
    """A council, what a department and an earlier edition tell of it, and the rule."""

    children: Children
    rows: frozenset[Row]
    rules: Rules = COUNCIL
    icbs: Mapping[str, str] = field(default_factory=dict)
    public: frozenset[Row] = frozenset()
    before: frozenset[Row] = frozenset()

    def is_found(self) -> bool:
        """Whether an outsider finds what the rule protects, were the choice published as it is."""
        return self._found(protect(make_problem(self._system(), self.rules, AREA, self.earlier)))

    def is_found_behind_the_gate(self) -> bool:
        """Whether an outsider finds it in what is published; if nothing is, he does not."""
        try:
            secured = secure(self._system(), self.rules, AREA, self.earlier)
        except DisclosureError:
            return False
        return self._found(secured.protection)

    def _council(self) -> Council:
        return Council(self.children, self.rows, self.icbs, self.public)

    def _system(self) -> System:
        return self._council().system()

    @property
    def earlier(self) -> Known:
        """What the edition told."""
        council, system = self._council(), self._system()
        values = council.values()
        printed = {}
        for use in system.uses:
            if row_of(use) in self.before:
                top, bottom, _ = council.counts_of(row_of(use))
                place = (use.indicator_id, use.time_period, use.area_code, use.breakdown_topic)
                printed[(*place, use.breakdown)] = (float(values[top]), float(values[bottom]))
        editions = [Edition("2024", 0, printed, frozenset())] if self.before else []
        return known_of(editions, system)

    def _found(self, found: Protection) -> bool:
        closed = found.problem.closed
        site = Site(self._council(), self.rules, found.hidden, closed, self._system().uses)
        return bool(given_away(site, self.before))


IDENTITY = Identity(
    "all_sen",
    "equal",
    ("*", "pupils_with_sen", "*", "*"),
    (("*", "pupils_with_plan", "*", "*"), ("*", "pupils_on_support", "*", "*")),
)


def identity_is_found() -> bool:
    """Whether three counts of two tables that add up give the small one of them away."""
    counts = {"pupils_with_sen": 43.0, "pupils_with_plan": 3.0, "pupils_on_support": 40.0}
    names = {measure: key(measure) for measure in counts}
    system = system_of(
        {names[measure]: n for measure, n in counts.items()},
        [figure(measure, (n, None)) for measure, n in counts.items()],
        {measure: OwnCounts("plans", measure) for measure in counts},
        identities=[IDENTITY],
    )
    hidden = protect(make_problem(system, COUNCIL, AREA, NOTHING)).hidden
    total, *parts = names.values()
    return not _could_be(hidden, counts, names, [(total, parts)], names["pupils_with_plan"], 5)


def sum_of_few_is_found() -> bool:
    """Whether the points of three girls are what is left of all points without the boys'."""
    counts = {"Total": (400, 60), "Female": (20, 3), "Male": (380, 57)}
    place = {name: ("Total" if name == "Total" else "Sex", name) for name in counts}
    names = {
        f"{measure} {name}": key(measure, *place[name])
        for name in counts
        for measure in ("points", "pupils")
    }
    values = {
        f"{measure} {name}": float(pair[number])
        for name, pair in counts.items()
        for number, measure in enumerate(("points", "pupils"))
    }
    system = system_of(
        {names[name]: n for name, n in values.items()},
        [figure("points", pair, *place[name], kind="mean") for name, pair in counts.items()],
        {"points": OwnCounts("plans", "points", "pupils", counts="sums")},
    )
    hidden = protect(make_problem(system, COUNCIL, AREA, NOTHING)).hidden
    sums = [
        (names[f"{what} Total"], [names[f"{what} Female"], names[f"{what} Male"]])
        for what in ("points", "pupils")
    ]
    return not _could_be(hidden, values, names, sums, names["points Female"], 21)


def _could_be(
    hidden: Collection[Key],
    values: Mapping[str, float],
    names: Mapping[str, Key],
    sums: list[tuple[Key, list[Key]]],
    asked: Key,
    least: int,
) -> bool:
    """Whether a count could be so many to who knows all that is not hidden."""
    most = 600
    knows = {
        names[name]: (0, most) if names[name] in hidden else (int(n), int(n))
        for name, n in values.items()
    }
    return BruteForce(knows, sums).can_be(asked, least, most)


Attack = Callable[[], bool]
