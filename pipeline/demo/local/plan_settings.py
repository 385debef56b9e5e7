"""Who is placed where in each January: the settings of the published figures, plan by plan.

A plan keeps its setting as long as its holder's age allows and the figures leave room.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from random import Random

from pipeline.demo.chance import stream
from pipeline.demo.geography import HOME
from pipeline.demo.local.plans import Plan
from pipeline.demo.placements import SETTING_BY_KEY
from pipeline.demo.who import AGE_WEIGHTS
from pipeline.demo.world import World

_NEVER, _SELDOM, _RATHER = 0.0, 1e-9, 60.0
_SCHOOL_AGES, _AFTER_SCHOOL = range(5, 16), range(16, 26)
_FURTHER = "further"
_PROFILE_AGES: Mapping[str, range] = {"special": range(2, 19), "alternative": _SCHOOL_AGES}
_AGES: Mapping[str, range] = {
    "neet": _AFTER_SCHOOL,
    "neet_ntci": _AFTER_SCHOOL,
    "neet_other": range(15, 26),
    "neet_other_csa": _SCHOOL_AGES,
    "elective_home_education": _SCHOOL_AGES,
}


def settings_of(
    world: World, january: int, plans: Sequence[Plan], before: Mapping[int, str]
) -> Mapping[int, str]:
    """The setting of each plan, by the key of its holder, with `before` that of the last January.

    Every setting is given as often as the published figures say.
    """
    room = +world.plans.stock[HOME, january]
    rng = stream("settings", january)
    after_school = sum(plan.age(january) in _AFTER_SCHOOL for plan in plans)
    still_at_school = max(after_school - _further_places(room), 0)
    kept: dict[str, list[tuple[float, int]]] = {}
    for plan in plans:
        setting, age = before.get(plan.person.key, ""), plan.age(january)
        likely = _likely(setting, age) if setting in room else _NEVER
        if age in _AFTER_SCHOOL and likely and not _is_further(setting):
            # Who can go to a college does: its places are those of the figures.
            still_at_school -= 1
            likely = likely if still_at_school >= 0 else _NEVER
        if likely:
            kept.setdefault(setting, []).append((likely * rng.random(), plan.person.key))
    chosen: dict[int, str] = {}
    for setting, ranked in kept.items():
        for _, key in sorted(ranked, reverse=True)[: room[setting]]:
            chosen[key] = setting
    room -= Counter(chosen.values())
    waiting = [plan for plan in plans if plan.person.key not in chosen]
    return {**chosen, **_placed(rng, january, waiting, room)}


def _further_places(room: Counter[str]) -> int:
    return sum(number for setting, number in room.items() if _is_further(setting))


def _is_further(setting: str) -> bool:
    return SETTING_BY_KEY[setting].profile == _FURTHER


def _placed(
    rng: Random, january: int, waiting: Sequence[Plan], room: Counter[str]
) -> Mapping[int, str]:
    """Places for those who need one: the youngest and oldest choose first, as few suit them."""
    chosen: dict[int, str] = {}
    for plan in sorted(waiting, key=lambda p: (_turn(p.age(january)), p.person.key)):
        age = plan.age(january)
        weights = [number * max(_likely(key, age), _SELDOM) for key, number in room.items()]
        if age in _AFTER_SCHOOL:
            weights = [
                weight * (_RATHER if _is_further(key) else 1)
                for key, weight in zip(room, weights, strict=True)
            ]
        setting = rng.choices(list(room), weights)[0]
        chosen[plan.person.key] = setting
        room[setting] -= 1
    return chosen


def _turn(age: int) -> int:
    return -age if age in _AFTER_SCHOOL else abs(age - 4)


def _likely(setting: str, age: int) -> float:
    """How usual the setting is at an age."""
    profile = SETTING_BY_KEY[setting].profile
    if age not in _AGES.get(setting, _PROFILE_AGES.get(profile, range(26))):
        return _NEVER
    # The youngest of whom the weights know are the "under 3".
    return AGE_WEIGHTS[profile].get(max(age, 2), _NEVER)
