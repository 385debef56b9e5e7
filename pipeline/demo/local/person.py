"""A child or young person who asked for or has a plan, made up of marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from pipeline.demo.chance import stream
from pipeline.demo.geography import HOME
from pipeline.demo.local.children import ETHNICITIES, LANGUAGES
from pipeline.demo.local.identifiers import forename, surname, uln, upn
from pipeline.demo.local.places import DISTRICTS, UNLISTED_DISTRICTS
from pipeline.demo.who import SEXES

_CODES = {"Male": "M", "Female": "F", "Unknown": ""}
_HOMES = (140, 200, 180, 120, 140, 100, 120)  # how many live in each district
_UNLISTED = 4


@dataclass(frozen=True)
class Person:
    """One child or young person, the same in every return."""

    key: int
    upn: str
    uln: str
    birth: date
    sex: str  # M, F, or blank where nobody knows
    ethnicity: str
    language: str
    postcode: str
    surname: str
    forename: str

    def age(self, day: date) -> int:
        """The age on the last 31 August before or on a day."""
        return august_before(day) - self.birth.year - (self.birth.month > 8)


def august_before(day: date) -> int:
    """The year of the last 31 August before or on a day."""
    return day.year if (day.month, day.day) >= (8, 31) else day.year - 1


class PersonMaker:
    """Gives one new person after the other."""

    def __init__(self) -> None:
        """Nobody is there yet."""
        self._rng = stream("people")
        self._made = 0

    def born(self, rng: Random, age: int, august: int) -> Person:
        """A new person of that age on 31 August of a year; `rng` decides the day of birth."""
        self._made += 1
        serial = self._made  # of the numbers that are kept free for people with plans
        return Person(
            key=serial,
            upn=upn(HOME, serial),
            uln=uln(serial),
            birth=_birth_date(rng, age, august),
            sex=_CODES[self._one_of(SEXES)],
            ethnicity=self._one_of(ETHNICITIES),
            language=self._one_of(LANGUAGES),
            postcode=self._postcode(),
            surname=surname(serial),
            forename=forename(serial),
        )

    def _one_of(self, weights: Mapping[str, float]) -> str:
        return self._rng.choices(list(weights), list(weights.values()))[0]

    def _postcode(self) -> str:
        weights = [*_HOMES, *(_UNLISTED for _ in UNLISTED_DISTRICTS)]
        district = self._rng.choices([*DISTRICTS, *UNLISTED_DISTRICTS], weights)[0]
        return district.postcode(self._rng)


def _birth_date(rng: Random, age: int, august: int) -> date:
    first = date(august - age - 1, 9, 1)
    return first + timedelta(days=rng.randint(0, (date(august - age, 8, 31) - first).days))
