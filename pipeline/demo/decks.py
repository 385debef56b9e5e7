"""What happens to requests, assessments and plans in a year, as decks of cards.

A card is the set of columns that one case counts in, so a deck gives every column of a release,
and its parts add up to its totals whatever way the cards are dealt to ages, sexes and settings.
"""

from collections import Counter
from collections.abc import Mapping
from functools import cache
from random import Random

from pipeline.demo.chance import between, rounded, spread_over, stream, varied
from pipeline.demo.traits import Traits, traits

Card = tuple[str, ...]
Deck = Counter[Card]

_REFUSED = {2014: 1.15, 2019: 0.98, 2022: 0.94, 2024: 1.06}
_TIMED = {2021: 0.988, 2022: 0.97, 2024: 0.95}
_EXEMPT = {2014: 0.16, 2019: 0.08, 2024: 0.06}
_OVER_A_YEAR = {2021: 0.02, 2024: 0.07}
_BUDGETS = {2014: 0.012, 2020: 0.05, 2022: 0.053, 2023: 0.036, 2025: 0.031}
_RESIDENTIAL = {2018: 0.011, 2022: 0.007, 2023: 0.0042, 2025: 0.0036}
_WORK = {2017: 0.008, 2022: 0.0092, 2025: 0.0068}

_CEASE_REASONS: Mapping[str, float] = {
    "max_age": 5, "needs_met": 9, "he": 5, "employ": 9, "transfer": 30, "no_engage": 35,
    "moved_outside_eng": 2, "deceased": 1.2, "not_rec": 0.02, "other": 3,
}  # fmt: skip
_BUDGET_KINDS: Mapping[Card, float] = {
    ("personal_budget", "org_arrangments"): 14,
    ("personal_budget", "pb_health"): 1.5,
    ("personal_budget", "pb_education"): 11,
    ("personal_budget", "pb_social"): 68,
    ("personal_budget", "pb_integrated"): 5.5,
}
_STAYS: Mapping[Card, float] = {("Res_tot", "Res_3851"): 63, ("Res_tot", "Res_52"): 37}
_PLACEMENTS: Mapping[Card, float] = {
    ("open_wbp", "open_supp_intern"): 61,
    ("open_wbp", "open_apprentice"): 23,
    ("open_wbp", "open_trainee"): 16,
}


def columns(deck: Deck) -> Counter[str]:
    """How many cards count in each column."""
    totals: Counter[str] = Counter()
    for card, number in deck.items():
        for column in card:
            totals[column] += number
    return totals


def _chance(what: str, place: str, year: int) -> tuple[Random, Traits]:
    return stream(what, place, year), traits(place)


def assessments(place: str, year: int, issued: int) -> Deck:
    """The assessments of a calendar year; `issued` of them led to a plan."""
    rng, character = _chance("assessments", place, year)
    not_issued = rounded(varied(rng, issued * character.not_issued, 0.2))
    has_withdrawals = year >= 2022
    withdrawn = rounded(varied(rng, issued * 0.004, 0.5)) if has_withdrawals else 0
    not_made = rounded(varied(rng, issued * 0.0015, 0.9)) if year >= 2023 else 0
    deck = _with_disputes(
        issued, ("assess_in_year", "assess_issued"), "number_other", (955, 17, 22, 6)
    )
    in_time = rounded(not_issued * varied(rng, 0.36, 0.3))
    for number, when in ((in_time, "within"), (not_issued - in_time, "over")):
        card = ("assess_in_year", "assess_not_issued", f"outcome_decision_{when}_time")
        deck += _with_disputes(number, card, "number_assess", (52, 28, 15, 5))
    deck["assess_in_year", "assess_withdrawn"] += withdrawn
    deck["assess_in_year", "assess_not_made"] += not_made
    return deck


def _with_disputes(number: int, card: Card, start: str, shares: tuple[float, ...]) -> Deck:
    """`number` cards, some with mediation, some with an appeal to the tribunal, some with both."""
    # The release spells one of its columns with three s.
    both = start.replace("assess", "asssess") + "_mediation_tribunal"
    mediation, tribunal = f"{start}_mediation", f"{start}_tribunal"
    kinds = (card, (*card, mediation), (*card, tribunal), (*card, mediation, tribunal, both))
    return spread_over(number, dict(zip(kinds, shares, strict=True)))


def requests(place: str, year: int, assessed: int) -> Deck:
    """The requests of a calendar year that led to `assessed` assessments."""
    rng, character = _chance("requests", place, year)
    granted = rounded(varied(rng, assessed * 1.05, 0.03))
    rate = varied(rng, character.refusal * between(_REFUSED, year), 0.12)
    refused = rounded(granted * rate / (1 - rate))
    open_ones = rounded(varied(rng, (granted + refused) * 0.08, 0.3))
    withdrawn = rounded(varied(rng, (granted + refused) * 0.016, 0.5))
    in_time = varied(rng, 0.84, 0.12)
    deck: Deck = Counter()
    for number, outcome in ((granted, "decided_to_assess"), (refused, "decided_not_to_assess")):
        card = ("requests_received_in_year", f"requests_{outcome}")
        early = rounded(number * in_time)
        deck += _disputed(early, (*card, "request_outcome_six_weeks"), outcome)
        deck += _disputed(number - early, (*card, "request_outcome_over_6_weeks"), outcome)
    deck["requests_received_in_year", "requests_decision_not_made"] += open_ones
    deck["requests_received_in_year", "requests_withdrawn"] += withdrawn
    return deck


def _disputed(number: int, card: Card, outcome: str) -> Deck:
    if outcome == "decided_to_assess":  # a few are of young people in custody
        return spread_over(number, {card: 997, (*card, "requests_rya"): 3})
    mediation, tribunal = "mediation_related_request", "tribunal_related_request"
    both = (*card, mediation, tribunal, "tribunal_after_mediation_request")
    return spread_over(number, {card: 68, (*card, mediation): 20, (*card, tribunal): 8, both: 4})


def timeliness(place: str, year: int, issued: int) -> Deck:
    """The plans issued in a calendar year by how long they took; some could not be timed."""
    rng, character = _chance("timeliness", place, year)
    timed = rounded(issued * between(_TIMED, year))
    exempt = rounded(varied(rng, timed * between(_EXEMPT, year), 0.5))
    punctual = varied(rng, between(character.punctuality, year), 0.05)
    slow = varied(rng, between(_OVER_A_YEAR, year), 0.6) * (1 - punctual)
    deck = _by_weeks(timed - exempt, punctual, slow, True)
    deck += _by_weeks(exempt, punctual * 0.6, slow * 2, False)
    deck[()] += issued - timed
    return deck


def _by_weeks(number: int, punctual: float, slow: float, counts_without_exceptions: bool) -> Deck:
    def card(column: str, column_without_exceptions: str) -> Card:
        both = ("plans_issued_den", column, "plans_issued_den_ex", column_without_exceptions)
        return both if counts_without_exceptions else both[:2]

    weights: Mapping[Card, float] = {
        card("plans_issued_within_20_weeks", "plans_issued_20_weeks_ex"): punctual,
        card("plans_issued_gt20weeks_ltYear", "plans_issued_gt20weeks_ltYear_ex"): 1
        - punctual
        - slow,
        card("plans_issued_gt_1_year", "plans_issued_gt_1_year_ex"): slow,
    }
    return spread_over(number, weights)


def ceased(place: str, year: int, total: int) -> Deck:
    """The plans that ceased in a calendar year, by reason."""
    rng = stream("ceased", place)
    return Counter(
        {
            ("total_ceased", reason): number
            for reason, number in spread_over(
                total,
                {reason: varied(rng, share, 0.35) for reason, share in _CEASE_REASONS.items()},
            ).items()
        }
    )


@cache
def _level(what: str, place: str) -> float:
    return varied(stream(what, place), 1.0, 0.4)


def budgets(place: str, january: int, plans: int) -> Deck:
    """The personal budgets of a January."""
    total = rounded(plans * between(_BUDGETS, january) * _level("budgets", place))
    return spread_over(total, _BUDGET_KINDS)


def residential(place: str, january: int, plans: int) -> Deck:
    """The residential placements of a January."""
    total = rounded(plans * between(_RESIDENTIAL, january) * _level("residential", place))
    return spread_over(total, _STAYS)


def work_based(place: str, january: int, plans: int) -> Deck:
    """The work-based placements of a January."""
    total = rounded(plans * between(_WORK, january) * _level("work", place))
    return spread_over(total, _PLACEMENTS)
