"""How many people of each age live in a place in the middle of a year."""

from collections.abc import Sequence

from pipeline.demo.chance import between, rounded, stream, varied
from pipeline.demo.geography import Area
from pipeline.demo.traits import traits

OLDEST = 90  # and over
_COHORTS_AT_SCHOOL = 12.6
_BY_AGE = {
    0: 0.95,
    5: 1.02,
    9: 1.05,
    16: 0.98,
    18: 0.9,
    20: 0.82,
    25: 1.0,
    50: 1.15,
    70: 0.9,
    89: 0.25,
}
_OVER_TIME = {2012: 0.97, 2018: 1.0, 2021: 0.99, 2024: 1.0}
_AT_90 = 0.9
# What was estimated before the census was found to be too high.
_REVISION = 0.98


def residents(area: Area, year: int) -> list[int]:
    """Residents by single year of age, the last of them 90 and over, as first estimated."""
    places = [_of_place(place, year) for place in area.places]
    return [sum(ages) for ages in zip(*places, strict=True)]


def children(area: Area, year: int) -> int:
    """Residents aged 0 to 17, as revised after the census."""
    return sum(rounded(sum(_of_place(place, year)[:18]) * _REVISION) for place in area.places)


def of_ages(area: Area, year: int, first: int, last: int) -> int:
    """Residents from one age to another, both included."""
    return sum(residents(area, year)[first : last + 1])


def _of_place(place: str, year: int) -> Sequence[int]:
    rng = stream("residents", place)
    cohort = traits(place).pupils / _COHORTS_AT_SCHOOL * between(_OVER_TIME, year)
    ages = [rounded(varied(rng, cohort * between(_BY_AGE, age), 0.04)) for age in range(OLDEST)]
    return [*ages, rounded(cohort * _AT_90)]
