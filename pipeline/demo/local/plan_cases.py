"""Requests and assessments: how long each step took, and those that led to no plan.

The cases of a year are as many as the published figures of the home area say, and so are the plans
within 20 weeks; what was still open at the end of a year follows from that.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from pipeline.demo.chance import deal, draw, rounded, spread_over, stream
from pipeline.demo.geography import HOME
from pipeline.demo.local.person import PersonMaker, august_before
from pipeline.demo.local.plans import LAST_JANUARY, NO, WITHDRAWN, YES, Case, day_of
from pipeline.demo.who import REQUEST_AGES
from pipeline.demo.world import World

WITHIN, LATER, OVER_A_YEAR = "within 20 weeks", "later", "over a year"
Speed = tuple[str, bool]  # and whether the limit of 20 weeks did not apply
_SOURCES = {"1": 33, "2": 54, "3": 6, "4": 3, "5": 4}
_CASE_YEARS = range(2021, LAST_JANUARY)
_COMING = {LAST_JANUARY: 1.22, LAST_JANUARY + 1: 1.4}  # against the last year's plans
_AGAIN, _DISPUTED = 0.1, 0.3  # refused requests that were made again, or taken further
_REFUSED_BEFORE = (100, 300)  # days before the request that was agreed
_NOTED_EARLY = 0.4


def speeds(world: World, year: int, plans: int) -> list[Speed]:
    """How fast each of a year's new plans came, in a random order."""
    counts = world.flows["timeliness"][HOME, year]
    columns = {
        WITHIN: ("plans_issued_within_20_weeks", "plans_issued_20_weeks_ex"),
        LATER: ("plans_issued_gt20weeks_ltYear", "plans_issued_gt20weeks_ltYear_ex"),
        OVER_A_YEAR: ("plans_issued_gt_1_year", "plans_issued_gt_1_year_ex"),
    }
    weights: dict[Speed, float] = {}
    for speed, (all_plans, without_exempt) in columns.items():
        weights[speed, False] = counts[without_exempt]
        weights[speed, True] = counts[all_plans] - counts[without_exempt]
    weights[LATER, False] += 1  # so that there is something to spread in the smallest area
    return deal(stream("speeds", year), spread_over(plans, weights))


def case_with_plan(
    rng: Random, makers: PersonMaker, age: int, start: date, speed: Speed, in_time: float = 0.8
) -> Case:
    """A case that leads to a plan on that day, for somebody of that age then."""
    days = _days_to_plan(rng, speed[0])
    received = start - timedelta(days=days)
    decided = _days_to_decision(rng, in_time, days - 25)
    assessed = max(days - rng.randint(3, 30), decided + 15)
    return Case(
        person=makers.born(rng, age, august_before(start)),
        received=received,
        source=_source(rng),
        decision=YES,
        decided=received + timedelta(days=decided),
        assessment=YES,
        assessed=received + timedelta(days=assessed),
        start=start,
        is_exempt=speed[1],
        is_disputed=rng.random() < 0.05,
        is_noted_early=rng.random() < _NOTED_EARLY,
    )


def _days_to_plan(rng: Random, speed: str) -> int:
    shape = rng.random() * rng.random()
    if speed == WITHIN:
        return 140 - int(shape * 75)
    return 141 + int(shape * 224) if speed == LATER else 365 + int(shape * 240)


def _days_to_decision(rng: Random, in_time: float, most: int = 120) -> int:
    if rng.random() < in_time or most < 50:
        return min(42 - int(rng.random() * rng.random() * 30), most)
    return rng.randint(43, min(most, 120))


def _source(rng: Random) -> str:
    return rng.choices(list(_SOURCES), list(_SOURCES.values()))[0]


def coming_cases(world: World, makers: PersonMaker) -> Iterator[Case]:
    """The cases that had begun by the last census, and whose plans start after it."""
    rng = stream("coming cases")
    last = LAST_JANUARY - 1
    for year, growth in _COMING.items():
        number = rounded(world.plans.new[HOME, last].total() * growth)
        for speed, age in zip(
            speeds(world, last, number), draw(rng, REQUEST_AGES, number), strict=True
        ):
            case = case_with_plan(rng, makers, age, day_of(rng, year), speed)
            if case.received < date(LAST_JANUARY, 1, 17):
                yield case


def cases_without_plan(
    world: World, makers: PersonMaker, with_plan: Sequence[Case]
) -> Iterator[Case]:
    """The requests that were refused or withdrawn, and the assessments that led to no plan."""
    agreed = Counter(case.received.year for case in with_plan if not case.transfer_la)
    for year in _CASE_YEARS:
        rng = stream("cases without plan", year)
        requests = world.flows["requests"][HOME, year]
        assessments = world.flows["assessments"][HOME, year]
        rest = max(requests["requests_received_in_year"] - agreed[year], 0)
        kinds = [
            ((YES, NO), assessments["assess_not_issued"]),
            ((WITHDRAWN, ""), requests["requests_withdrawn"]),
            ((YES, WITHDRAWN), assessments["assess_withdrawn"]),
        ]
        for (decision, assessment), number in kinds:
            for _ in range(min(number, rest)):
                yield _ended(rng, makers, day_of(rng, year), decision, assessment)
            rest -= min(number, rest)
        again = list(_refused_first(rng, year, with_plan))[: rounded(rest * _AGAIN)]
        yield from again
        for _ in range(rest - len(again)):
            yield _ended(rng, makers, day_of(rng, year), NO, "")


def _ended(
    rng: Random, makers: PersonMaker, received: date, decision: str, assessment: str
) -> Case:
    age = draw(rng, REQUEST_AGES, 1)[0]
    days = _days_to_decision(rng, 0.88)
    decided: date | None = received + timedelta(days=days)
    if decision == WITHDRAWN and rng.random() < 0.4:
        decided = None  # the return does not ask when a request was withdrawn
    assessed = None
    if assessment:
        in_time = rng.random() < 0.4
        weeks_16 = rng.randint(days + 10, 112) if in_time and days < 100 else rng.randint(113, 240)
        assessed = received + timedelta(days=max(weeks_16, days + 5))
    return Case(
        person=makers.born(rng, age, august_before(received)),
        received=received,
        source=_source(rng),
        decision=decision,
        decided=decided,
        assessment=assessment,
        assessed=assessed,
        is_disputed=rng.random() < _DISPUTED,
        is_noted_early=rng.random() < _NOTED_EARLY,
    )


def _refused_first(rng: Random, year: int, with_plan: Sequence[Case]) -> Iterator[Case]:
    """Refused requests of people whose later request was agreed."""
    for case in with_plan:
        received = case.received - timedelta(days=rng.randint(*_REFUSED_BEFORE))
        if received.year != year or case.transfer_la or rng.random() < 0.6:
            continue
        decided = received + timedelta(days=_days_to_decision(rng, 0.88, 90))
        yield replace(
            case,
            received=received,
            decision=NO,
            decided=decided,
            assessment="",
            assessed=None,
            start=None,
            is_exempt=False,
            is_disputed=True,
        )
