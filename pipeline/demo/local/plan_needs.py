"""The needs of each plan holder, which stay the same over the years."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from pipeline.demo.chance import draw, stream
from pipeline.demo.geography import HOME
from pipeline.demo.local.plans import LAST_JANUARY, Plan
from pipeline.demo.placements import SETTING_BY_KEY
from pipeline.demo.who import NEED_WEIGHTS
from pipeline.demo.world import World

NOT_RECORDED = "need_unknown"
OTHER, DOWN_SYNDROME = "OTH", "DS"
DOWN_SYNDROME_FROM = 2025  # the first January whose codes have it
_SECOND: Mapping[str, float] = {
    "SLCN": 34, "SEMH": 22, "ASD": 12, "MLD": 11, "SPLD": 8, "PD": 6, "SLD": 3, "HI": 2, "VI": 1,
    "OTH": 1,
}  # fmt: skip
_HAS_SECOND, _HAS_DOWN_SYNDROME = 0.32, 0.35  # of all plans; of those with another need


def give_needs(world: World, plans: Sequence[Plan], last: Sequence[Plan]) -> None:
    """Give each plan its needs, so that those of the last January are those of the figures."""
    rng = stream("needs")
    primary: dict[int, str] = {}
    for plan in plans:
        first = plan.stays[min(plan.stays)].setting if plan.stays else "elective_home_education"
        weights = NEED_WEIGHTS[SETTING_BY_KEY[first].profile]
        primary[id(plan)] = draw(rng, weights, 1)[0]
    _match(world, primary, last)
    for plan in plans:
        code = primary[id(plan)].upper()
        plan.has_need_recorded = primary[id(plan)] != NOT_RECORDED
        if not plan.has_need_recorded:
            code = OTHER  # the school knows of a need all the same
        elif code == OTHER and rng.random() < _HAS_DOWN_SYNDROME:
            code = DOWN_SYNDROME
        second = draw(rng, _SECOND, 1)[0] if rng.random() < _HAS_SECOND else None
        plan.needs = (code, second if second != code else None)


def _match(world: World, primary: dict[int, str], last: Iterable[Plan]) -> None:
    """Change as few needs as will do."""
    target = Counter(world.records["plans"][HOME, LAST_JANUARY]["need"])
    kept: Counter[str] = Counter()
    to_change = []
    for plan in last:
        need = primary[id(plan)]
        if kept[need] < target[need]:
            kept[need] += 1
        else:
            to_change.append(plan)
    for plan, need in zip(to_change, (target - kept).elements(), strict=True):
        primary[id(plan)] = need


def needs_in(plan: Plan, january: int) -> tuple[str, str | None]:
    """The codes of the needs as that January's code list has them."""
    primary, second = plan.needs
    if primary == DOWN_SYNDROME and january < DOWN_SYNDROME_FROM:
        primary = OTHER
    return primary, second if second != primary else None
