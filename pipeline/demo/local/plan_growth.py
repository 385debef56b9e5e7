"""How the home area's plans come and go, one by one, from January 2016 to January 2025.

In each January there are exactly as many plans as the published figures of the home area say, in
each year as many new and as many ceased ones. Plans that came from other authorities are in no
published flow; as many plans leave without an entry, as when a family has moved and the record went
with it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from pipeline.demo.chance import draw, rounded, stream
from pipeline.demo.geography import HOME
from pipeline.demo.local.person import PersonMaker, august_before
from pipeline.demo.local.plan_cases import WITHIN, Speed, case_with_plan, speeds
from pipeline.demo.local.plans import FIRST_JANUARY, LAST_JANUARY, Case, Plan, census_date, day_of
from pipeline.demo.plan_totals import FIRST_JANUARY as FIRST_KNOWN
from pipeline.demo.who import AGE_GROUPS, AGE_WEIGHTS, CEASE_AGES, REQUEST_AGES
from pipeline.demo.world import World

_BANDS = dict(zip(AGE_GROUPS, (range(0, 5), range(5, 11), range(11, 16), range(16, 20),
                               range(20, 26)), strict=True))  # fmt: skip
_OLDEST = 25
_TRANSFERS = 0.035  # plans from other authorities, per new plan
_YEARS_BEFORE = (1, 0, 1, 2, 3)
_OTHER_AUTHORITIES = ("502", "503", "504", "505", "506", "507", "512")
# In the order of the ages at which they are usual, from the oldest on.
_REASONS = {
    "max_age": "1", "he": "3", "employ": "4", "no_engage": "6", "other": "9", "deceased": "8",
    "moved_outside_eng": "7", "needs_met": "2", "transfer": "5",
}  # fmt: skip


class Growth:
    """The plans of every January, grown year by year."""

    def __init__(self, world: World, makers: PersonMaker) -> None:
        self._world, self._makers = world, makers
        self.plans: list[Plan] = []  # all there ever were
        self.stock: dict[int, list[Plan]] = {FIRST_JANUARY: self._first()}
        for year in range(FIRST_JANUARY, LAST_JANUARY):
            self.stock[year + 1] = self._passed(year, self.stock[year])

    def _first(self) -> list[Plan]:
        rng = stream("first plans")
        ages = _ages(rng, self._world.plans.stock_ages[HOME, FIRST_JANUARY], _stock_weights())
        years = range(FIRST_JANUARY - 1, FIRST_KNOWN - 1, -1)
        weights = {year: self._world.plans.new[HOME, year].total() + 1 for year in years}
        plans = []
        for age, year in zip(ages, draw(rng, weights, len(ages)), strict=True):
            held = min(FIRST_JANUARY - 1 - year, max(age - 2, 0))
            start = day_of(rng, FIRST_JANUARY - 1 - held)
            august = august_before(census_date(FIRST_JANUARY))
            then = age - (august - august_before(start))
            case = case_with_plan(rng, self._makers, then, start, _USUAL)
            plans.append(self._plan(rng, case, start))
        return plans

    def _passed(self, year: int, before: Sequence[Plan]) -> list[Plan]:
        rng = stream("plans of a year", year)
        totals = self._world.plans
        made = self._made(rng, year)
        ceased = totals.ceased[HOME, year]
        # Nobody has a plan beyond 25, whatever the figures say.
        too_old = [plan for plan in before if plan.age(year + 1) > _OLDEST]
        wanted = max(rounded(len(made) * _TRANSFERS), 1 if len(made) > 3 else 0)
        leaving = max(ceased + wanted, len(too_old))
        came = self._transferred(rng, year, leaving - ceased)
        coming = Counter(_band(plan, year + 1) for plan in (*made, *came))
        target = totals.stock_ages[HOME, year + 1]
        gone = _leavers(rng, before, year + 1, leaving, coming, target)
        without_entry = set(rng.sample(range(len(gone)), leaving - ceased))
        self._end(rng, year, [plan for i, plan in enumerate(gone) if i not in without_entry])
        left = set(map(id, gone))
        return [*(plan for plan in before if id(plan) not in left), *made, *came]

    def _made(self, rng: Random, year: int) -> list[Plan]:
        ages = _ages(rng, self._world.plans.new_ages[HOME, year], REQUEST_AGES)
        how_fast = speeds(self._world, year, len(ages))
        counts = self._world.flows["requests"][HOME, year]
        early, late = (counts[f"request_outcome_{n}"] for n in ("six_weeks", "over_6_weeks"))
        in_time = early / max(early + late, 1)
        plans = []
        for age, speed in zip(ages, how_fast, strict=True):
            start = day_of(rng, year)
            case = case_with_plan(rng, self._makers, age, start, speed, in_time)
            plans.append(self._plan(rng, case, start))
        return plans

    def _transferred(self, rng: Random, year: int, number: int) -> list[Plan]:
        plans = []
        ages = draw(rng, {age: CEASE_AGES[age] for age in range(5, 16)}, number)
        for position, age in enumerate(ages):
            # Some were made in the very year in which they came.
            start = day_of(rng, year - _YEARS_BEFORE[position % len(_YEARS_BEFORE)])
            at_start = age - (august_before(census_date(year + 1)) - august_before(start))
            case = case_with_plan(rng, self._makers, max(at_start, 1), start, _USUAL)
            origin = rng.choice(_OTHER_AUTHORITIES)
            plans.append(self._plan(rng, replace(case, transfer_la=origin), start))
        return plans

    def _plan(self, rng: Random, case: Case, start: date) -> Plan:
        lots = (rng.random(), rng.random(), rng.random())
        plan = Plan(case, start, lots)
        self.plans.append(plan)
        return plan

    def _end(self, rng: Random, year: int, plans: Sequence[Plan]) -> None:
        counts = self._world.flows["ceased"][HOME, year]
        codes = [code for reason, code in _REASONS.items() for _ in range(counts[reason])]
        codes += [""] * (len(plans) - len(codes))  # the rest has no reason in the figures either
        oldest_first = sorted(plans, key=lambda plan: (plan.person.birth, plan.person.key))
        for plan, code in zip(oldest_first, codes, strict=False):
            plan.ceased = max(day_of(rng, year), plan.start + timedelta(days=1))
            plan.cease_reason = code


_USUAL: Speed = (WITHIN, False)


def _stock_weights() -> Mapping[int, float]:
    return {
        age: sum(AGE_WEIGHTS[profile].get(age, 0) for profile in ("mainstream", "special"))
        + AGE_WEIGHTS["further"].get(age, 0) / 3
        for age in range(2, _OLDEST + 1)
    }


def _ages(rng: Random, bands: Mapping[str, int], weights: Mapping[int, float]) -> list[int]:
    """Ages that are in the age bands as often as given."""
    ages: list[int] = []
    for band, number in bands.items():
        inside = {age: float(weights.get(age, 0)) for age in _BANDS[band]}
        if not any(inside.values()):
            inside = {min(_BANDS[band]): 1.0}
        ages += draw(rng, inside, number)
    rng.shuffle(ages)
    return ages


def _band(plan: Plan, january: int) -> str:
    age = plan.age(january)
    return next((band for band, ages in _BANDS.items() if age in ages), "")


def _leavers(
    rng: Random,
    before: Sequence[Plan],
    january: int,
    number: int,
    coming: Mapping[str, int],
    target: Mapping[str, int],
) -> list[Plan]:
    """Plans that go, so that those who stay have the ages of the figures as nearly as they can."""
    by_band: dict[str, list[Plan]] = {band: [] for band in ("", *_BANDS)}
    for plan in before:
        by_band[_band(plan, january)].append(plan)
    gone = by_band.pop("")
    quota = {
        band: min(max(len(plans) + coming.get(band, 0) - target[band], 0), len(plans))
        for band, plans in by_band.items()
    }
    spare = number - len(gone) - sum(quota.values())
    while spare:
        step = 1 if spare > 0 else -1
        free = {
            band: (len(by_band[band]) - quota[band] if spare > 0 else quota[band]) for band in quota
        }
        quota[max(free, key=lambda band: free[band])] += step
        spare -= step
    for band, plans in by_band.items():
        first = {
            id(plan): CEASE_AGES.get(plan.age(january), 1) * rng.random()
            + (1_000 if plan.age(january) == _OLDEST and rng.random() < 0.7 else 0)
            for plan in plans
        }
        gone += sorted(plans, key=lambda plan: -first[id(plan)])[: quota[band]]
    return gone
