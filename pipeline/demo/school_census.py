"""Pupils by school phase, SEN provision, need, age and sex, each January from 2016 to 2025.

The plans here are of pupils in the schools of a place; those of `plan_totals` are the ones that its
authority keeps, wherever the child is placed. As in the real England, the first are fewer.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.demo.chance import between, rounded, spread, spread_over, stream, varied
from pipeline.demo.geography import PLACES
from pipeline.demo.plan_totals import Key, PlanTotals
from pipeline.demo.traits import traits

JANUARIES = range(2016, 2026)
NEED_JANUARY = 2023  # the only January whose needs are known by phase
AGES = range(2, 20)  # 2 stands for "2 and under", 19 for "19 and over"
PHASES = (
    "State-funded nursery",
    "State-funded primary",
    "State-funded secondary",
    "State-funded special school",
    "State-funded AP school",
    "Non-maintained special school",
    "Independent school",
)
NURSERY, PRIMARY, SECONDARY, SPECIAL, ALTERNATIVE, NON_MAINTAINED, INDEPENDENT = PHASES
MAINSTREAM = (NURSERY, PRIMARY, SECONDARY)
PLAN, SUPPORT, NONE = "plan", "support", "none"

# The order of the names is that of the SEN release, with its spelling.
NEEDS = (
    "Autistic Spectrum Disorder",
    "Hearing Impairment",
    "Moderate Learning Difficulty",
    "Multi- Sensory Impairment",
    "Other Difficulty/Disability",
    "Physical Disability",
    "Profound & Multiple Learning Difficulty",
    "Social, Emotional and Mental Health",
    "Speech, Language and Communications needs",
    "Severe Learning Difficulty",
    "Specific Learning Difficulty",
    "Visual Impairment",
    "SEN support but no specialist assessment of type of need",
    "Down Syndrome",
)
DOWN_SYNDROME = NEEDS[-1]
_DOWN_SYNDROME_FROM = 2025
_PLAN_NEEDS: Mapping[str, tuple[float, ...]] = {
    NURSERY: (36, 1, 1, 0.5, 1, 6, 2, 3, 46, 2, 0, 1, 0, 0.5),
    PRIMARY: (29, 1.8, 7, 0.3, 1.5, 5, 0.6, 17, 34, 1.4, 1.6, 0.9, 0, 0.5),
    SECONDARY: (29, 2.4, 12, 0.3, 1.8, 5.5, 0.1, 25, 16, 0.6, 6, 1.3, 0, 0.2),
    SPECIAL: (43, 0.5, 9, 0.2, 0.7, 2.4, 5, 15, 9, 14, 0.5, 0.3, 0, 0.6),
    ALTERNATIVE: (17, 0, 3, 0, 1, 0, 0, 72, 6, 0, 1, 0, 0, 0),
    NON_MAINTAINED: (52, 3, 3, 0.5, 1, 6, 6, 16, 5, 6, 1, 1, 0, 0),
}
_SUPPORT_NEEDS: Mapping[str, tuple[float, ...]] = {
    NURSERY: (9, 1, 2, 0.2, 4, 2, 0.1, 9, 68, 0.1, 0.5, 0.6, 3.5, 0.1),
    PRIMARY: (7, 1.3, 15, 0.2, 4, 2, 0.1, 18, 36, 0.1, 12, 0.7, 3.5, 0.1),
    SECONDARY: (12, 1.6, 16, 0.1, 5, 2, 0, 26, 13, 0, 20, 0.9, 3.3, 0),
    SPECIAL: (60, 0, 8, 0, 4, 2, 1, 14, 8, 3, 0, 0, 0, 0),
    ALTERNATIVE: (5, 0, 4, 0, 3, 0, 0, 82, 4, 0, 1, 0, 1, 0),
    NON_MAINTAINED: (60, 0, 0, 0, 5, 5, 0, 30, 0, 0, 0, 0, 0, 0),
}
_SUPPORT_RATE: Mapping[str, Mapping[int, float]] = {
    NURSERY: {2016: 0.08, 2025: 0.11},
    PRIMARY: {2016: 0.122, 2025: 0.147},
    SECONDARY: {2016: 0.108, 2025: 0.136},
    INDEPENDENT: {2016: 0.12, 2025: 0.17},
}
_GROWTH = {2016: 1.0, 2020: 1.03, 2023: 1.038, 2025: 1.026}
_AGE_WEIGHTS = (9, 32, 76, 77, 78, 79, 79, 79, 79, 78, 77, 76, 75, 73, 28, 25, 2, 0.05)


@dataclass(frozen=True)
class SchoolCensus:
    """Counts of pupils per place and January."""

    pupils: Mapping[Key, Counter[tuple[str, str]]]  # (phase, provision)
    plan_needs: Mapping[Key, Counter[tuple[str, str]]]  # (phase, need), without independent schools
    support_needs: Mapping[str, Counter[tuple[str, str]]]  # the same in NEED_JANUARY
    ages: Mapping[Key, Counter[int]]  # all pupils outside independent schools
    sexes: Mapping[Key, Counter[str]]


def take_census(totals: PlanTotals) -> SchoolCensus:
    """The pupils of every place."""
    keys = [(place, january) for place in PLACES for january in JANUARIES]
    pupils = {key: _pupils(key, totals.stock[key]) for key in keys}
    return SchoolCensus(
        pupils=pupils,
        plan_needs={key: _plan_needs(key, pupils[key]) for key in keys},
        support_needs={place: _support_needs(pupils[place, NEED_JANUARY]) for place in PLACES},
        ages={key: _ages(key, _outside_independent(pupils[key])) for key in keys},
        sexes={key: _sexes(key, _outside_independent(pupils[key])) for key in keys},
    )


def _pupils(key: Key, settings: Counter[str]) -> Counter[tuple[str, str]]:
    place, january = key
    character = traits(place)
    rng = stream("pupils", place, january)
    plans = _plans_by_phase(place, settings)
    totals = _totals_by_phase(place, january, plans)
    counts: Counter[tuple[str, str]] = Counter()
    for phase in PHASES:
        rate = between(_SUPPORT_RATE.get(phase, {2016: 0.0}), january)
        support = rounded(varied(rng, totals[phase] * rate * character.support, 0.02))
        rest = totals[phase] - plans[phase] - support
        if phase == ALTERNATIVE:
            support = rounded((totals[phase] - plans[phase]) * 0.8)
            rest = totals[phase] - plans[phase] - support
        elif phase in (SPECIAL, NON_MAINTAINED):
            support, rest = rest, 0
        for provision, number in ((PLAN, plans[phase]), (SUPPORT, support), (NONE, rest)):
            counts[phase, provision] = number
    return counts


def _plans_by_phase(place: str, settings: Counter[str]) -> Mapping[str, int]:
    rng = stream("plans by phase", place)
    state = sum(
        number
        for setting, number in settings.items()
        if setting.startswith("mainstream") and setting != "mainstream_independent"
    )
    in_state_schools = rounded(state * varied(rng, 0.94, 0.03))
    nursery, primary, secondary = spread(in_state_schools, (0.006, varied(rng, 0.55, 0.04), 0.45))
    special = settings["special_la_maintained"] + settings["special_academy_free"]
    independent = settings["mainstream_independent"] + settings["special_independent"]
    alternative = settings["ap_pru_la_maintained"] + settings["ap_pru_academy"]
    return {
        NURSERY: nursery,
        PRIMARY: primary,
        SECONDARY: secondary,
        SPECIAL: rounded(special * varied(rng, 0.96, 0.03)),
        ALTERNATIVE: rounded(alternative * 0.5),
        NON_MAINTAINED: rounded(settings["special_non_maintained"] * varied(rng, 0.85, 0.4)),
        INDEPENDENT: rounded(independent * varied(rng, 0.6, 0.3)),
    }


def _totals_by_phase(place: str, january: int, plans: Mapping[str, int]) -> Mapping[str, int]:
    character = traits(place)
    rng = stream("phases", place)
    size = rounded(character.pupils * between(_GROWTH, january) * varied(rng, 1, 0.01))
    special = rounded(plans[SPECIAL] * 1.012)
    alternative = plans[ALTERNATIVE] * 3 + rounded(size * 0.0008)
    nursery = plans[NURSERY] + rounded(size * 0.003)
    in_primary = between({2016: 0.572, 2025: 0.545}, january)
    primary = rounded((size - special - alternative - nursery) * in_primary)
    return {
        NURSERY: nursery,
        PRIMARY: primary,
        SECONDARY: size - special - alternative - nursery - primary,
        SPECIAL: special,
        ALTERNATIVE: alternative,
        NON_MAINTAINED: rounded(plans[NON_MAINTAINED] * 1.01),
        INDEPENDENT: plans[INDEPENDENT] + rounded(size * character.independent),
    }


def _plan_needs(key: Key, pupils: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    has_down_syndrome = key[1] >= _DOWN_SYNDROME_FROM
    counts: Counter[tuple[str, str]] = Counter()
    for phase, weights in _PLAN_NEEDS.items():
        rng = stream("plan needs", key[0], phase)
        by_need = {need: varied(rng, w, 0.25) for need, w in zip(NEEDS, weights, strict=True)}
        by_need[DOWN_SYNDROME] *= has_down_syndrome
        for need, number in spread_over(pupils[phase, PLAN], by_need).items():
            counts[phase, need] = number
    return counts


def _support_needs(pupils: Counter[tuple[str, str]]) -> Counter[tuple[str, str]]:
    counts: Counter[tuple[str, str]] = Counter()
    for phase, weights in _SUPPORT_NEEDS.items():
        by_need = dict(zip(NEEDS, weights, strict=True)) | {DOWN_SYNDROME: 0}
        for need, number in spread_over(pupils[phase, SUPPORT], by_need).items():
            counts[phase, need] = number
    return counts


def _outside_independent(pupils: Counter[tuple[str, str]]) -> int:
    return sum(number for (phase, _), number in pupils.items() if phase != INDEPENDENT)


def _ages(key: Key, total: int) -> Counter[int]:
    # A large or small cohort grows one year older each January.
    weights = {
        age: varied(stream("cohort", key[0], key[1] - age), weight, 0.04)
        for age, weight in zip(AGES, _AGE_WEIGHTS, strict=True)
    }
    return spread_over(total, weights)


def _sexes(key: Key, total: int) -> Counter[str]:
    female = rounded(total * varied(stream("sexes", *key), 0.489, 0.004))
    return Counter({"female": female, "male": total - female})
