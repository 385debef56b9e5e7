"""What sets one invented place apart from another: size, share of plans, growth, punctuality."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache

from pipeline.demo.chance import stream, varied
from pipeline.demo.geography import HOME


@dataclass(frozen=True)
class Traits:
    """The lasting character of one place."""

    pupils: int  # in state-funded schools, January 2016
    plan_rate: float  # plans per hundred of these pupils, January 2015
    growth: float  # of plans, against the country's
    refusal: float  # share of requests refused
    not_issued: float  # assessments without a plan, per plan issued
    support: float  # share of pupils on SEN support, against the country's
    attainment: float  # against the country's
    appeals: float  # against the country's
    independent: float  # share of pupils in independent schools
    punctuality: Mapping[int, float]  # share of plans within 20 weeks, anchor years


HOME_PUPILS = 84_500
# All of the world asks for traits: the size would else be an argument of forty functions.
_home_pupils: ContextVar[int] = ContextVar("home_pupils", default=HOME_PUPILS)
_SIZES = {
    "501": (HOME_PUPILS, 1.78, 1.31),
    "502": (24_000, 3.1, 1.0),
    "503": (33_000, 3.0, 1.06),
    "504": (62_000, 2.8, 1.1),
    "505": (27_000, 3.5, 0.92),
    "506": (71_000, 2.4, 1.12),
    "507": (99_000, 2.5, 1.04),
    "508": (41_000, 3.3, 0.9),
    "509": (22_000, 2.9, 0.98),
    "510": (55_000, 3.0, 1.0),
    "511": (48_000, 3.6, 0.86),
    "512": (83_000, 2.6, 1.1),
    "513": (30_000, 3.4, 0.94),
    "514": (37_000, 3.7, 0.84),
    "515": (45_000, 3.1, 0.96),
    "517": (36_000, 2.8, 1.02),
    "518": (31_000, 2.6, 1.08),
}
_HOME_PUNCTUALITY = {
    2014: 0.79,
    2017: 0.74,
    2019: 0.64,
    2021: 0.5,
    2022: 0.33,
    2023: 0.39,
    2024: 0.53,
}


@contextmanager
def home_area_of(pupils: int) -> Iterator[None]:
    """Give the home area another number of pupils inside the `with`; all else is as before."""
    token = _home_pupils.set(pupils)
    try:
        yield
    finally:
        _home_pupils.reset(token)


def traits(place: str) -> Traits:
    """The character of a place."""
    return _traits(place, _home_pupils.get() if place == HOME else _SIZES[place][0])


@cache
def _traits(place: str, pupils: int) -> Traits:
    rng = stream("traits", place)
    _, plan_rate, growth = _SIZES[place]
    return Traits(
        pupils=pupils,
        plan_rate=plan_rate,
        growth=growth,
        refusal=varied(rng, 0.23, 0.3),
        not_issued=varied(rng, 0.065, 0.5),
        support=varied(rng, 1.0, 0.08),
        attainment=varied(rng, 1.0, 0.08),
        appeals=varied(rng, 1.0, 0.6),
        independent=varied(rng, 0.045, 0.5),
        punctuality=_HOME_PUNCTUALITY if place == HOME else _made_up_punctuality(place),
    )


def _made_up_punctuality(place: str) -> Mapping[int, float]:
    rng = stream("punctuality", place)
    years = (2014, 2017, 2020, 2022, 2024)
    country = (0.64, 0.62, 0.58, 0.5, 0.48)
    return {year: varied(rng, level, 0.35) for year, level in zip(years, country, strict=True)}
