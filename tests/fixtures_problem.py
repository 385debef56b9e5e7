"""A handful of made-up figures, and what is to be protected of them."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.disclose.counts import Key, System
from pipeline.disclose.editions import Known
from pipeline.disclose.problem import Problem, make_problem
from pipeline.disclose.rules import PRESETS, Rules
from pipeline.own_counts import OwnCounts
from tests.fixtures_counts import AREA, figure, key, system_of

COUNCIL = PRESETS["council-1-4"]
NHS = PRESETS["nhs-1-7-round5"]
NOTHING = Known(0, {}, frozenset(), {})
RATE = {"neet": OwnCounts("plans", "plans_neet", "plans")}
COUNT = {"plans": OwnCounts("plans", "plans")}
SHARE = {"by_sex": OwnCounts("plans", "plans", "plans", of_total=True)}
MEAN = {"points": OwnCounts("plans", "points", "pupils", counts="sums")}
NEET, PLANS, REST = key("plans_neet"), key("plans"), key("plans less plans_neet")


def problem(system: System, rules: Rules = COUNCIL, earlier: Known = NOTHING) -> Problem:
    return make_problem(system, rules, AREA, earlier)


def rate(top: float, bottom: float) -> System:
    """One rate: some young people of those with a plan."""
    return system_of({NEET: top, PLANS: bottom}, [figure("neet", (top, bottom))], RATE)


def groups(counts: Mapping[str, float], *, printed: Mapping[str, float] | None = None) -> System:
    """Plans by sex, each printed as a count, and their total."""
    values = {key("plans", "Sex", name): value for name, value in counts.items()}
    figures = [figure("plans", (sum(counts.values()), None))] + [
        figure("plans", (value, None), "Sex", name)
        for name, value in (counts if printed is None else printed).items()
    ]
    return system_of({PLANS: sum(counts.values()), **values}, figures, COUNT)


def mean(points: float, pupils: float) -> System:
    return system_of(
        {key("points"): points, key("pupils"): pupils},
        [figure("points", (points, pupils), kind="mean")],
        MEAN,
    )


def sex(name: str, area: str = AREA) -> Key:
    """The key of plans of one sex."""
    return key("plans", "Sex", name, area)
