"""Children of the home area, cohort by cohort: who they are, and what is lasting about them.

A cohort is the children who are of one age on the same 31 August. Its list grows as more children
are asked for, always by the same children in the same order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache
from itertools import accumulate
from random import Random

from pipeline.demo.chance import stream
from pipeline.demo.geography import HOME
from pipeline.demo.local.identifiers import forename, surname, temporary_upn, uln, upn
from pipeline.demo.local.places import DISTRICTS, UNLISTED_DISTRICTS

MAIN, SPECIAL_TRACK, ALTERNATIVE_TRACK = "main", "special", "alternative"
TRACKS = (MAIN, SPECIAL_TRACK, ALTERNATIVE_TRACK)
FIRST_COHORT = 1990
_SERIALS_PER_TRACK = 300_000  # more than the children of one age in the largest area
_FIRST_SERIAL = 100_000_000  # below are the numbers of people with plans

ETHNICITIES: Mapping[str, float] = {
    "WBRI": 76, "WOTH": 5.5, "WIRI": 0.3, "WIRT": 0.1, "WROM": 0.4, "MWBC": 1.4, "MWBA": 0.8,
    "MWAS": 1.4, "MOTH": 1.8, "AIND": 2.2, "APKN": 2.6, "ABAN": 0.9, "AOTH": 1.4, "BCRB": 0.5,
    "BAFR": 2.0, "BOTH": 0.4, "CHNE": 0.5, "OOTH": 1.2, "REFU": 0.4, "NOBT": 0.15, "": 0.05,
}  # fmt: skip
LANGUAGES: Mapping[str, float] = {
    "ENG": 88, "ENB": 1.5, "POL": 2.4, "URD": 1.6, "PNJ": 1.1, "RMN": 1.2, "LIT": 0.7, "ARA": 0.9,
    "BNG": 0.6, "OTH": 1.1, "NOT": 0.4, "REF": 0.2, "": 0.3,
}  # fmt: skip
_SUPPORT_NEEDS: Mapping[str, tuple[float, float]] = {  # in primary and in secondary schools
    "ASD": (7, 12), "SEMH": (18, 26), "SLCN": (36, 13), "MLD": (15, 16), "SPLD": (12, 20),
    "SLD": (0.1, 0.1), "PMLD": (0.1, 0), "PD": (2, 2), "HI": (1.3, 1.6), "VI": (0.7, 0.9),
    "MSI": (0.2, 0.1), "OTH": (4, 5), "NSA": (3.5, 3.3),
}  # fmt: skip
_PLAN_NEEDS: Mapping[str, float] = {
    "ASD": 34, "SEMH": 17, "SLCN": 22, "MLD": 9, "SPLD": 3, "SLD": 6, "PMLD": 2, "PD": 4, "HI": 1.5,
    "VI": 0.7, "MSI": 0.3, "OTH": 1.2, "DS": 0.6,
}  # fmt: skip


@dataclass(slots=True)
class Child:
    """One child, with traits between 0 and 1 that last."""

    upn: str
    uln: str
    born: str  # ISO date
    sex: str
    ethnicity: str
    language: str
    postcode: str
    surname: str
    forename: str
    school: float  # which school of its phase
    support: float  # low: among the first to get SEN support
    meals: float  # low: among the first to be eligible for free school meals
    attendance: float  # low: among the most absent
    conduct: float  # low: among the most suspended
    learning: float  # high: among the best results
    support_need: str
    plan_need: str
    second_need: str


class Weighted:
    """Keys that are drawn with fixed weights, quickly."""

    def __init__(self, weights: Mapping[str, float]) -> None:
        """Prepare for the keys of `weights`."""
        self._keys = list(weights)
        self._bounds = list(accumulate(weights.values()))

    def draw(self, rng: Random) -> str:
        """One key."""
        return rng.choices(self._keys, cum_weights=self._bounds)[0]


_ETHNICITIES, _LANGUAGES = Weighted(ETHNICITIES), Weighted(LANGUAGES)
_PRIMARY_NEEDS = Weighted({need: both[0] for need, both in _SUPPORT_NEEDS.items()})
_SECONDARY_NEEDS = Weighted({need: both[1] for need, both in _SUPPORT_NEEDS.items()})
_PLANNED = Weighted(_PLAN_NEEDS)
_SECOND = Weighted({**{need: both[0] for need, both in _SUPPORT_NEEDS.items()}, "NSA": 0})
_DISTRICTS = (*DISTRICTS * 8, *UNLISTED_DISTRICTS)


class Cohorts:
    """The lists of children, by cohort and track; those that have left school can be forgotten."""

    def __init__(self) -> None:
        """No children are known yet."""
        self._lists: dict[tuple[int, str], tuple[Random, list[Child]]] = {}

    def children(self, cohort: int, track: str, first: int, number: int) -> Sequence[Child]:
        """So many children of a cohort, from position `first` of its list on."""
        key = (cohort, track)
        if key not in self._lists:
            self._lists[key] = (stream("children", *key), [])
        rng, known = self._lists[key]
        while len(known) < first + number:
            known.append(_child(rng, cohort, track, len(known)))
        return known[first : first + number]

    def forget_before(self, cohort: int) -> None:
        """Let go of the cohorts older than `cohort`."""
        for key in [key for key in self._lists if key[0] < cohort]:
            del self._lists[key]


def cohort_of(january: int, age: int) -> int:
    """The cohort that is of that age on the 31 August before: the year in which it was born."""
    return january - 1 - age


def born_in_cohort(cohort: int, day: int) -> str:
    """The date of birth of a child born so many days after 31 August of the year before."""
    return _iso(date(cohort - 1, 9, 1) + timedelta(days=day))


@cache
def _iso(day: date) -> str:
    return day.isoformat()


def _child(rng: Random, cohort: int, track: str, position: int) -> Child:
    serial = _serial(cohort, track, position)
    draw = rng.random
    boy = draw() < 0.511
    drawn = _Drawn(draw(), draw(), draw(), draw(), draw(), draw())
    first_need = _PRIMARY_NEEDS if drawn.learning < 0.6 else _SECONDARY_NEEDS
    support_need = first_need.draw(rng)
    plan_need = _PLANNED.draw(rng)
    second = _SECOND.draw(rng) if draw() < 0.28 else ""
    return Child(
        upn=_number(rng, serial),
        uln=uln(serial % 1_000_000_000),
        born=born_in_cohort(cohort, int(draw() * 364.99)),
        sex="M" if boy else "F",
        ethnicity=_ETHNICITIES.draw(rng),
        language=_LANGUAGES.draw(rng),
        postcode=_DISTRICTS[int(draw() * len(_DISTRICTS))].postcode(rng),
        surname=surname(serial),
        forename=forename(serial * 7 + 3),
        school=drawn.school,
        support=drawn.support * (0.8 if boy else 1.25) * (0.75 + 0.5 * drawn.meals),
        meals=drawn.meals,
        attendance=0.75 * drawn.attendance + 0.25 * drawn.meals,
        conduct=drawn.conduct * (0.8 if boy else 1.4) * (0.6 + 0.8 * drawn.meals),
        learning=0.85 * drawn.learning + 0.15 * drawn.meals,
        support_need=support_need,
        plan_need=plan_need,
        second_need=second if second not in (support_need, plan_need) else "",
    )


@dataclass(slots=True)
class _Drawn:
    school: float
    support: float
    meals: float
    attendance: float
    conduct: float
    learning: float


def _serial(cohort: int, track: str, position: int) -> int:
    block = (cohort - FIRST_COHORT) * len(TRACKS) + TRACKS.index(track)
    return _FIRST_SERIAL + block * _SERIALS_PER_TRACK + position


def _number(rng: Random, serial: int) -> str:
    """Most UPNs are the home authority's; some are of where the child lived before."""
    chance = rng.random()
    if chance < 0.0008:
        return temporary_upn(HOME, serial)
    if chance < 0.04:
        return upn(str(502 + serial % 14), serial)
    return upn(HOME, serial)


@lru_cache(maxsize=100_000)
def day_text(iso: str) -> str:
    """A date as the Blade export writes it: 2013-07-19 is `2013-Jul-19 00:00:00`.

    What is no date is left as it was typed.
    """
    parts = iso.split("-")
    if len(parts) != 3:
        return iso
    year, month, day = parts
    return f"{year}-{_MONTHS[int(month) - 1]}-{day} 00:00:00"


_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
