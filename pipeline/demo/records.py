"""Single plans, requests and assessments of the years that the releases break down by age and sex.

Records are kept column by column: the same position in every column is the same case.
"""

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from pipeline.demo.chance import between, deal, draw, stream
from pipeline.demo.decks import Card, Deck
from pipeline.demo.placements import SETTING_BY_KEY
from pipeline.demo.plan_totals import FIRST_JANUARY, PlanTotals
from pipeline.demo.traits import traits
from pipeline.demo.who import AGE_WEIGHTS, CEASE_AGES, NEED_WEIGHTS, REQUEST_AGES, SEXES

Records = Mapping[str, Sequence[Any]]
MOST_YEARS = 12
_KNOWN_SEXES = {sex: weight for sex, weight in SEXES.items() if sex != "Unknown"}


def plans_in_place(
    place: str, january: int, totals: PlanTotals, decks: Mapping[str, Deck]
) -> Records:
    """Every plan of a place in a January."""
    rng = stream("plans", place, january)
    settings = list(totals.stock[place, january].elements())
    ages, needs = _ages_and_needs(rng, totals.stock[place, january], AGE_WEIGHTS)
    size = len(settings)
    held = [
        min(years, max(age - 2, 0))
        for years, age in zip(
            draw(rng, _years_held(place, january, totals), size), ages, strict=True
        )
    ]
    profiles = [SETTING_BY_KEY[setting].profile for setting in settings]
    boarders = [i for i in range(size) if ages[i] > 4 and profiles[i] in ("special", "further")]
    trainees = [i for i in range(size) if ages[i] > 15 and profiles[i] == "further"]
    return {
        "setting": settings,
        "age": ages,
        "need": needs,
        "sex": draw(rng, SEXES, size),
        "held": held,
        "started": [age - years for age, years in zip(ages, held, strict=True)],
        "review": _reviews(rng, place, held),
        "budget": _handed_out(rng, decks["budgets"], size, range(size)),
        "residential": _handed_out(rng, decks["residential"], size, boarders),
        "work": _handed_out(rng, decks["work_based"], size, trainees),
    }


def new_plans(place: str, year: int, totals: PlanTotals, timed: Deck) -> Records:
    """Every plan that a place made in a calendar year."""
    rng = stream("new plans", place, year)
    settings = totals.new[place, year]
    early = {
        profile: {age: weight * REQUEST_AGES.get(age, 1) for age, weight in weights.items()}
        for profile, weights in AGE_WEIGHTS.items()
    }
    ages, _ = _ages_and_needs(rng, settings, early)
    size = len(ages)
    return {
        "setting": list(settings.elements()),
        "age": ages,
        "sex": draw(rng, SEXES, size),
        "card": deal(rng, timed),
    }


def cases(what: str, place: str, year: int, deck: Deck) -> Records:
    """The requests or assessments of a calendar year."""
    rng = stream(what, "cases", place, year)
    size = deck.total()
    return {
        "card": deal(rng, deck),
        "age": draw(rng, REQUEST_AGES, size),
        "sex": draw(rng, SEXES, size),
    }


def ceased_plans(place: str, year: int, totals: PlanTotals, deck: Deck) -> Records:
    """The plans that ceased in a calendar year."""
    rng = stream("ceased plans", place, year)
    size = deck.total()
    ages = draw(rng, CEASE_AGES, size)
    held = draw(rng, _years_held(place, year, totals), size)
    return {
        "card": deal(rng, deck),
        "age": ages,
        "sex": draw(rng, _KNOWN_SEXES, size),
        "setting": draw(rng, totals.stock[place, year], size),
        "held": [min(years, age - 2) for years, age in zip(held, ages, strict=True)],
    }


def _ages_and_needs(
    rng: Random, settings: Mapping[str, int], weights: Mapping[str, Mapping[int, float]]
) -> tuple[list[int], list[str]]:
    ages: list[int] = []
    needs: list[str] = []
    for setting, number in settings.items():
        profile = SETTING_BY_KEY[setting].profile
        ages += draw(rng, weights[profile], number)
        needs += draw(rng, NEED_WEIGHTS[profile], number)
    return ages, needs


def _years_held(place: str, january: int, totals: PlanTotals) -> Mapping[int, float]:
    """The plans made in each earlier year that are still there, as weights."""
    weights: dict[int, float] = {}
    still = 0.985
    for years, year in enumerate(range(january - 1, FIRST_JANUARY - 1, -1)):
        bucket = min(years, MOST_YEARS)
        weights[bucket] = weights.get(bucket, 0) + totals.new[place, year].total() * still
        still *= 0.96
    return weights


def _handed_out(rng: Random, deck: Deck, size: int, eligible: Sequence[int]) -> list[Card]:
    """The cards of the deck among the eligible of `size` cases; the others get an empty card."""
    hands: list[Card] = [()] * size
    for position, card in zip(rng.sample(eligible, deck.total()), deck.elements(), strict=True):
        hands[position] = card
    return hands


def _reviews(rng: Random, place: str, held: Sequence[int]) -> list[Card]:
    """The annual review of each plan, given how many years it has been held."""
    punctual = between(traits(place).punctuality, 2024)
    first_year = sum(1 for years in held if years == 0)
    drawn = {
        True: iter(draw(rng, _review_cards(0.97, punctual), first_year)),
        False: iter(draw(rng, _review_cards(0.03, punctual), len(held) - first_year)),
    }
    return [next(drawn[years == 0]) for years in held]


_MEETINGS = {"25": 0.02, "24": 0.83, "_prior_24": 0.15}
_DECISIONS: Mapping[str, Mapping[str, float]] = {
    "25": {"decision25": 0.45, "decision_not_due": 0.45, "decision_outstanding": 0.1},
    "24": {"decision24": 0.78, "decision_not_due": 0.03, "decision_outstanding": 0.19},
    "_prior_24": {"decision24": 0.25, "decision_prior24": 0.55, "decision_outstanding": 0.2},
}
_OUTCOMES = {"outcome_amend": 0.57, "outcome_maintan": 0.41, "outcome_cease": 0.02}


def _review_cards(not_expected: float, punctual: float) -> Mapping[Card, float]:
    expected = 1 - not_expected
    start = ("total_ehc_plans", "review_expected")
    cards: dict[Card, float] = {
        ("total_ehc_plans", "review_not_expected"): not_expected,
        (*start, "no_review_meeting"): expected * 0.13,
    }
    for year, share in _MEETINGS.items():
        meeting = f"review_meeting{year}" if year.startswith("_") else f"review_meeting_{year}"
        for decision, likely in _DECISIONS[year].items():
            card = (*start, meeting, "total_review_meeting", f"review_{decision}")
            cards |= _with_outcome(card, expected * 0.87 * share * likely, punctual)
    return cards


def _with_outcome(card: Card, weight: float, punctual: float) -> Mapping[Card, float]:
    if card[-1] in ("review_decision_not_due", "review_decision_outstanding"):
        return {(*card, "no_outcome"): weight}
    speeds = {"number_decsion_4weeks": punctual, "number_decision_gt_4weeks": 1 - punctual}
    return {
        (*card, outcome, speed): weight * likely * share
        for outcome, likely in _OUTCOMES.items()
        for speed, share in speeds.items()
    }
