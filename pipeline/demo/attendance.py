"""Absence of a year, and suspensions and exclusions of each term, by SEN provision."""

from collections import Counter
from collections.abc import Mapping

from pipeline.demo.chance import between, rounded, stream, varied
from pipeline.demo.cohorts import Counts, Levels
from pipeline.demo.plan_totals import Key
from pipeline.demo.school_census import (
    NONE,
    PLAN,
    PRIMARY,
    SECONDARY,
    SPECIAL,
    SUPPORT,
    SchoolCensus,
)
from pipeline.demo.traits import traits

ATTENDED = (PRIMARY, SECONDARY, SPECIAL)  # the phases whose absence is published
TERMS = ("Autumn term", "Spring term", "Summer term")
EVENTS = ("suspensions", "suspended", "excluded")
YEAR = "year"  # beside the terms: pupils who were suspended in any of them
REDUCED_FROM = 2025  # the code for a reduced timetable is new
_SESSIONS = 310  # of one registration in a year
_MISSED: Levels = {
    NONE: {2019: 0.043, 2021: 0.041, 2022: 0.069, 2023: 0.064, 2025: 0.058},
    SUPPORT: {2019: 0.065, 2021: 0.067, 2022: 0.101, 2025: 0.1},
    PLAN: {2019: 0.088, 2021: 0.132, 2022: 0.13, 2025: 0.142},
}
_BY_PHASE = {PRIMARY: 0.83, SECONDARY: 1.28, SPECIAL: 0.95}
_REDUCED = {NONE: 0.00002, SUPPORT: 0.0003, PLAN: 0.0007}
_SUSPENSIONS: Levels = {  # in a term, of a hundred pupils
    NONE: {2020: 0.8, 2021: 0.5, 2024: 1.0},
    SUPPORT: {2020: 2.2, 2021: 1.5, 2024: 3.4},
    PLAN: {2020: 2.2, 2021: 1.6, 2024: 3.2},
}
_EXCLUSIONS = {NONE: 0.016, SUPPORT: 0.085, PLAN: 0.075}
_BY_TERM = {TERMS[0]: 1.08, TERMS[1]: 1.05, TERMS[2]: 0.87}
_PANDEMIC: Mapping[tuple[int, str], float] = {(2020, TERMS[2]): 0.06, (2021, TERMS[1]): 0.3}


def absence(key: Key, census: SchoolCensus) -> Counts:
    """Registrations and sessions by phase and SEN provision; nothing is known of 2020."""
    counts: Counts = Counter()
    if key[1] == 2020:
        return counts
    rng = stream("absence", *key)
    calm = (1 + traits(key[0]).attainment) / 2
    for phase in ATTENDED:
        for group, levels in _MISSED.items():
            pupils = census.pupils[key][phase, group]
            rate = varied(rng, between(levels, key[1]) * _BY_PHASE[phase] / calm, 0.06)
            persistent = rounded(pupils * rate * varied(rng, 2.7, 0.05))
            counts["enrolments", phase, group] = pupils
            counts["possible", phase, group] = pupils * _SESSIONS
            counts["absent", phase, group] = rounded(pupils * _SESSIONS * rate)
            counts["persistent", phase, group] = persistent
            counts["severe", phase, group] = rounded(persistent * varied(rng, rate * 1.7, 0.1))
            if key[1] >= REDUCED_FROM:
                share = varied(rng, _REDUCED[group], 0.3)
                counts["reduced", phase, group] = rounded(pupils * _SESSIONS * share)
    return counts


def exclusions(key: Key, census: SchoolCensus) -> Counts:
    """Suspensions and exclusions of each term; pupils suspended also in the whole year."""
    rng = stream("exclusions", *key)
    calm = varied(stream("calm", key[0]), 1, 0.3)
    counts: Counts = Counter()
    for group, levels in _SUSPENSIONS.items():
        pupils = sum(census.pupils[key][phase, group] for phase in ATTENDED)
        counts["pupils", YEAR, group] = pupils
        for term in TERMS:
            share = _BY_TERM[term] * calm * _PANDEMIC.get((key[1], term), 1) / 100
            suspensions = rounded(pupils * varied(rng, between(levels, key[1]) * share, 0.1))
            suspended = rounded(suspensions * varied(rng, 0.56, 0.1))
            excluded = rounded(pupils * varied(rng, _EXCLUSIONS[group] * share, 0.6))
            counts["pupils", term, group] = pupils
            for what, number in zip(EVENTS, (suspensions, suspended, excluded), strict=True):
                counts[what, term, group] = number
                counts[what, YEAR, group] += number
        # Some are suspended in more than one term.
        counts["suspended", YEAR, group] = rounded(counts["suspended", YEAR, group] * 0.72)
    return counts
