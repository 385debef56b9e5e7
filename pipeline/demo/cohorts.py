"""A year group by SEN provision, and how many of each group reach a level."""

from collections import Counter
from collections.abc import Mapping
from random import Random

from pipeline.demo.chance import between, rounded, varied
from pipeline.demo.plan_totals import Key
from pipeline.demo.school_census import INDEPENDENT, NONE, PLAN, SUPPORT, SchoolCensus
from pipeline.demo.traits import traits

Counts = Counter[tuple[str, ...]]
Levels = Mapping[str, Mapping[int, float]]


def groups_of(
    key: Key, census: SchoolCensus, size: int, plan: float, support: float
) -> Counter[str]:
    """A year group of `size` pupils by SEN provision, against the shares in all schools."""
    pupils = census.pupils[key]
    base = sum(number for (phase, _), number in pupils.items() if phase != INDEPENDENT)
    part = Counter[str]()
    for (phase, provision), number in pupils.items():
        if phase != INDEPENDENT:
            part[provision] += number
    plans = rounded(size * part[PLAN] / base * plan)
    supported = rounded(size * part[SUPPORT] / base * support)
    return Counter({PLAN: plans, SUPPORT: supported, NONE: size - plans - supported})


def met(rng: Random, key: Key, groups: Counter[str], levels: Levels, name: str) -> Counts:
    """How many of each group are `eligible`, and how many of them did what `name` says."""
    counts: Counts = Counter()
    for group, number in groups.items():
        level = between(levels[group], key[1]) * traits(key[0]).attainment
        share = min(varied(rng, level, 0.03 if group == NONE else 0.09), 0.99)
        counts["eligible", group] = number
        counts[name, group] = rounded(number * share)
    return counts
