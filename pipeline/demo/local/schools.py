"""The invented schools of the home area, and the establishments elsewhere that take its children.

Establishment numbers, URNs and UKPRNs lie outside the ranges that have been given to real schools.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from random import Random

from pipeline.demo.chance import stream, varied
from pipeline.demo.geography import HOME
from pipeline.demo.local.places import DISTRICTS, District

NURSERY, PRIMARY, MIDDLE, SECONDARY = "NS", "PS", "MS", "SS"
MIDDLE_DEEMED_PRIMARY, ALL_THROUGH, SPECIAL, REFERRAL = "MP", "AT", "SP", "PR"
EARLY_YEARS, NO_PHASE = "EY", ""
NO_SPECIAL_PLACES = "Not applicable"
UNIT, RESOURCED, UNIT_AND_RESOURCED = (
    "SEN unit",
    "Resourced provision",
    "Resourced provision and SEN unit",
)
_MAINTAINED, _ACADEMIES = "Local authority maintained schools", "Academies"
_FREE, _SPECIAL_GROUP = "Free Schools", "Special schools"
_INDEPENDENT, _COLLEGES = "Independent schools", "Colleges"
YEAR_GROUPS = ("N1", "N2", "R", *map(str, range(1, 15)))  # from age 2 on 31 August
FIRST_AGE = 2


@dataclass(frozen=True)
class School:
    """One establishment."""

    urn: str
    ukprn: str
    la_code: str
    estab: str
    name: str
    phase: str  # as the school census has it: NS EY PS MP MS SS AT SP PR; blank outside the census
    type_name: str  # as the list of establishments (GIAS) has it
    group_name: str
    low_year: str
    high_year: str
    locality_code: str
    icb_code: str
    postcode: str
    is_home: bool  # its pupils are in the home authority's school census
    special_places: str = NO_SPECIAL_PLACES  # GIAS: type of resourced provision
    size: int = 100  # against the other schools of its kind

    @property
    def has_unit(self) -> bool:
        """Whether it has a SEN unit."""
        return self.special_places in (UNIT, UNIT_AND_RESOURCED)

    @property
    def has_resourced(self) -> bool:
        """Whether it has resourced provision."""
        return self.special_places in (RESOURCED, UNIT_AND_RESOURCED)

    @cached_property
    def ages(self) -> range:
        """The ages at 31 August of its year groups."""
        low, high = (
            YEAR_GROUPS.index(year) + FIRST_AGE for year in (self.low_year, self.high_year)
        )
        return range(low, high + 1)

    def takes(self, age: int) -> bool:
        """Whether it has a year group of children who were of that age on 31 August."""
        return age in self.ages


@dataclass(frozen=True)
class Kind:
    """A kind of school: its codes and names, and one such school per how many pupils of all."""

    phase: str
    first_estab: int
    types: tuple[tuple[str, str], ...]
    years: tuple[str, str]
    ending: str
    pupils_per_school: int
    size: int
    special_places: float = 0.0  # share of the schools that have a unit or resourced provision
    needs_pupils: int = 0  # no such school in an area with fewer pupils


_SCHOOLS = (
    ("Community school", _MAINTAINED),
    ("Academy converter", _ACADEMIES),
    ("Voluntary controlled school", _MAINTAINED),
    ("Academy sponsor led", _ACADEMIES),
)
_SECONDARIES = (
    ("Academy converter", _ACADEMIES),
    ("Community school", _MAINTAINED),
    ("Academy sponsor led", _ACADEMIES),
    ("Free schools", _FREE),
)
_SPECIALS = (
    ("Community special school", _SPECIAL_GROUP),
    ("Academy special converter", _ACADEMIES),
    ("Free schools special", _FREE),
)
_REFERRALS = (
    ("Pupil referral unit", _MAINTAINED),
    ("Academy alternative provision converter", _ACADEMIES),
)
_NURSERIES = (("Local authority nursery school", _MAINTAINED),)
_KINDS = (
    Kind(NURSERY, 1000, _NURSERIES, ("N1", "N2"), "Nursery School", 28_000, 80),
    Kind(EARLY_YEARS, 1050, _NURSERIES, ("N1", "N2"), "Early Years Centre", 80_000, 60,
         needs_pupils=40_000),
    Kind(PRIMARY, 2000, _SCHOOLS, ("N2", "6"), "Primary School", 400, 240, 0.06),
    Kind(PRIMARY, 3400, _SCHOOLS, ("R", "2"), "Infant School", 20_000, 110,
         needs_pupils=20_000),
    Kind(PRIMARY, 3500, _SCHOOLS, ("3", "6"), "Junior School", 20_000, 180,
         needs_pupils=20_000),
    Kind(MIDDLE_DEEMED_PRIMARY, 3600, _SCHOOLS, ("4", "6"), "Middle School", 40_000, 160,
         needs_pupils=20_000),
    Kind(MIDDLE, 4700, _SECONDARIES, ("7", "9"), "Upper Middle School", 40_000, 300,
         needs_pupils=20_000),
    Kind(SECONDARY, 4000, _SECONDARIES, ("7", "14"), "Academy", 2_300, 950, 0.2),
    Kind(ALL_THROUGH, 6900, _SECONDARIES, ("R", "14"), "All-through School", 60_000, 900),
    Kind(SPECIAL, 7000, _SPECIALS, ("N1", "14"), "Special School", 7_500, 120),
    Kind(REFERRAL, 1100, _REFERRALS, ("1", "11"), "Pupil Referral Unit", 16_000, 60),
)  # fmt: skip

_FIRST = (
    "Amber Ashen Bracken Briar Cinder Copper Elder Ember Flint Heather Ivory Larch Lichen Marl "
    "Moss Nettle Ochre Pebble Russet Sedge Slate Tansy Umber Willow"
)
_SECOND = "beck bourne by combe croft field gill ham hope ley mere scar shaw stow thorpe wick"


def school_names(rng: Random) -> Iterator[str]:
    """Invented place names in a random order, each once."""
    names = [f"{first}{second}" for first in _FIRST.split() for second in _SECOND.split()]
    rng.shuffle(names)
    while True:
        yield from names
        names = [f"Upper {name}" for name in names]


@cache
def local_schools(pupils: int) -> tuple[School, ...]:
    """The state-funded schools of the home area, for that many pupils."""
    rng = stream("local schools", pupils)
    names = school_names(rng)
    made: list[School] = []
    for kind in _KINDS:
        if pupils < kind.needs_pupils:
            continue
        for number in range(max(1, pupils // kind.pupils_per_school)):
            made.append(_home_school(rng, kind, number, len(made), next(names)))
    return tuple(made)


def _home_school(rng: Random, kind: Kind, number: int, before: int, name: str) -> School:
    district = DISTRICTS[rng.randrange(len(DISTRICTS))]
    type_name, group_name = kind.types[number % len(kind.types)]
    # The first school of a kind that can have special places has them, however small the area is.
    chosen = number == 0 or rng.random() < kind.special_places
    places = NO_SPECIAL_PLACES
    if kind.special_places and chosen:
        places = (RESOURCED, UNIT, UNIT_AND_RESOURCED)[rng.randrange(3) if number else 2]
    return School(
        urn=str(900_001 + before),
        ukprn=str(19_900_001 + before),
        la_code=HOME,
        estab=f"{kind.first_estab + number:04d}",
        name=f"{name} {kind.ending}",
        phase=kind.phase,
        type_name=type_name,
        group_name=group_name,
        low_year=kind.years[0],
        high_year=kind.years[1],
        locality_code=district.locality_code,
        icb_code=district.icb_code,
        postcode=district.postcode(rng),
        is_home=True,
        special_places=places,
        size=max(int(varied(rng, kind.size, 0.6)), 1),
    )


@dataclass(frozen=True)
class _Elsewhere:
    """Establishments of one kind that are outside the home authority's school census."""

    type_name: str
    group_name: str
    years: tuple[str, str]
    ending: str
    places: tuple[str, ...]  # the authority of each


_NEIGHBOURS = ("502", "503", "504", "505", "506")
_OTHERS = (
    _Elsewhere("Further education", _COLLEGES, ("12", "14"), "College",
               (HOME, HOME, HOME, *_NEIGHBOURS)),
    _Elsewhere("Special post 16 institution", _COLLEGES, ("12", "14"), "Specialist College",
               (HOME, "503", "507")),
    _Elsewhere("Other independent school", _INDEPENDENT, ("R", "13"), "Independent School",
               (HOME, HOME, HOME, "502", "504")),
    _Elsewhere("Other independent special school", _INDEPENDENT, ("R", "14"),
               "Independent Special School",
               (HOME, HOME, HOME, "502", "503", "504", "506", "507", "512")),
    _Elsewhere("Non-maintained special school", _SPECIAL_GROUP, ("R", "14"),
               "Non-maintained Special School", (HOME, "504", "506", "507")),
    _Elsewhere("Community special school", _SPECIAL_GROUP, ("N1", "14"), "Special School",
               _NEIGHBOURS),
    _Elsewhere("Academy special converter", _ACADEMIES, ("N1", "14"), "Special Academy",
               _NEIGHBOURS),
    _Elsewhere("Academy converter", _ACADEMIES, ("R", "6"), "Primary Academy", _NEIGHBOURS),
    _Elsewhere("Community school", _MAINTAINED, ("R", "6"), "Community Primary School",
               _NEIGHBOURS),
    _Elsewhere("Academy converter", _ACADEMIES, ("7", "13"), "Secondary Academy", _NEIGHBOURS),
    _Elsewhere("Pupil referral unit", _MAINTAINED, ("1", "11"), "Pupil Referral Unit",
               ("502", "504")),
)  # fmt: skip


@cache
def other_establishments() -> tuple[School, ...]:
    """Colleges, independent schools and schools of other authorities: the same for every size."""
    rng = stream("other establishments")
    names = school_names(rng)
    made: list[School] = []
    for kind in _OTHERS:
        for place in kind.places:
            made.append(_other(rng, kind, place, len(made), next(names)))
    return tuple(made)


def _other(rng: Random, kind: _Elsewhere, place: str, before: int, name: str) -> School:
    district = DISTRICTS[rng.randrange(len(DISTRICTS))] if place == HOME else _outside(place)
    return School(
        urn=str(980_001 + before),
        ukprn=str(19_980_001 + before),
        la_code=place,
        estab=f"{6000 + before:04d}",
        name=f"{name} {kind.ending}",
        phase=NO_PHASE,
        type_name=kind.type_name,
        group_name=kind.group_name,
        low_year=kind.years[0],
        high_year=kind.years[1],
        locality_code=district.locality_code,
        icb_code=district.icb_code,
        postcode=district.postcode(rng),
        is_home=False,
    )


def _outside(place: str) -> District:
    return District(f"ZX{int(place) - 500}", "", "")
