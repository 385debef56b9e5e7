"""What the dedicated schools grant gives each place, what is left of it, and what is spent.

A financial year is known by the calendar year in which it begins: 2021 is 2021-22.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.demo.chance import between, rounded, spread_over, stream, varied
from pipeline.demo.geography import Area
from pipeline.demo.money_layouts import (
    INDEPENDENT_LINES,
    PLACE_LINES,
    SERVICE_LINES,
    SPENDING_LINES,
    STATE_LINES,
)
from pipeline.demo.traits import traits
from pipeline.demo.world import World

SCHOOLS, CENTRAL, HIGH_NEEDS, EARLY_YEARS = "schools", "central", "high needs", "early years"
BLOCKS = (SCHOOLS, CENTRAL, HIGH_NEEDS, EARLY_YEARS)
_PER_PUPIL = {
    SCHOOLS: {2018: 4_700.0, 2020: 4_950.0, 2023: 5_700.0},
    CENTRAL: {2018: 62.0, 2020: 58.0, 2023: 52.0},
    EARLY_YEARS: {2018: 480.0, 2021: 475.0, 2023: 515.0},
}
_PER_PLAN = {2018: 17_600.0, 2020: 18_100.0, 2023: 19_200.0}
_DEDUCTED = {SCHOOLS: 0.57, HIGH_NEEDS: 0.1}
_FIRST_BALANCE = 2018
_SPENT = {2018: 1.02, 2021: 1.07}  # of the high needs block
_PLACE, _STATE, _INDEPENDENT = (
    next(name for name in SPENDING_LINES if name.startswith(start))
    for start in ("Place", "Top up funding (maintained", "Top up funding (non-maintained")
)
_WEIGHTS: Mapping[str, float] = {
    **dict(zip(PLACE_LINES, (0.1, 2, 2, 15, 3, 0.2), strict=True)),
    **dict(zip(STATE_LINES, (1, 17, 9, 30, 4, 8, 0), strict=True)),
    **dict(zip(INDEPENDENT_LINES, (0.2, 0.4, 0.8, 20, 1.5, 4, 0), strict=True)),
    **dict(zip(SERVICE_LINES, (8, 2, 1, 1), strict=True)),
}


@dataclass(frozen=True)
class Grant:
    """The blocks of an area, in pounds, before and after deductions."""

    before: Counter[str]
    after: Counter[str]


def grant(world: World, area: Area, year: int) -> Grant:
    """The grant of an area: that of its places, added up."""
    before: Counter[str] = Counter()
    after: Counter[str] = Counter()
    for place in area.places:
        blocks = _blocks(world, place, year)
        before.update(blocks)
        after.update({block: blocks[block] - _deduction(blocks, place, block) for block in BLOCKS})
    return Grant(before, after)


def _blocks(world: World, place: str, year: int) -> Mapping[str, int]:
    pupils = traits(place).pupils
    rng = stream("grant", place)
    blocks = {
        block: rounded(varied(rng, pupils * between(amounts, year), 0.05))
        for block, amounts in _PER_PUPIL.items()
    }
    plans = world.plans.stock[place, year].total()
    # Half follows the plans, half the pupils: a formula does not pay for every plan.
    by_plan = (plans + pupils * 0.037) / 2 * between(_PER_PLAN, year)
    return {**blocks, HIGH_NEEDS: rounded(varied(rng, by_plan, 0.08))}


def _deduction(blocks: Mapping[str, int], place: str, block: str) -> int:
    share = _DEDUCTED.get(block, 0.0)
    return rounded(varied(stream("deductions", place, block), blocks[block] * share, 0.3))


def balance(world: World, area: Area, year: int) -> int:
    """What is carried forward at the end of the year, in pounds; a deficit is negative."""
    total = 0
    for place in area.places:
        rng = stream("balance", place)
        share = varied(rng, 0.006, 2.0)
        yearly = varied(rng, -0.011, 1.2)
        left = share + yearly * (year - _FIRST_BALANCE)
        total += rounded(sum(_blocks(world, place, year).values()) * left)
    return total


def spending(world: World, area: Area, year: int) -> Counter[str]:
    """What an area spent on high needs, in pounds, by line; the totals of lines among them."""
    lines: Counter[str] = Counter()
    for place in area.places:
        lines.update(_spending(world, place, year))
    # The printed place funding is that of special schools and of alternative provision.
    lines[_PLACE] = lines[PLACE_LINES[3]] + lines[PLACE_LINES[4]]
    for total, parts in ((_STATE, STATE_LINES), (_INDEPENDENT, INDEPENDENT_LINES)):
        lines[total] = sum(lines[part] for part in parts[:-1]) - lines[parts[-1]]
    return lines


def _spending(world: World, place: str, year: int) -> Counter[str]:
    rng = stream("spending", place)
    weights = {line: varied(rng, weight, 0.4) for line, weight in _WEIGHTS.items()}
    block = _blocks(world, place, year)[HIGH_NEEDS]
    return spread_over(rounded(varied(rng, block * between(_SPENT, year), 0.06)), weights)


def top_ups(lines: Counter[str]) -> tuple[int, int]:
    """The top-up funding for special schools and alternative provision: state, independent."""
    state, independent = (
        lines[part[3]] + lines[part[4]] for part in (STATE_LINES, INDEPENDENT_LINES)
    )
    return state, independent
