"""The school or college of each plan holder, from the setting and the age."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate
from random import Random

from pipeline.demo.chance import stream
from pipeline.demo.geography import HOME
from pipeline.demo.local.places import DISTRICTS
from pipeline.demo.local.plans import Plan, Stay
from pipeline.demo.local.schools import (
    ALL_THROUGH,
    EARLY_YEARS,
    MIDDLE,
    MIDDLE_DEEMED_PRIMARY,
    NURSERY,
    PRIMARY,
    REFERRAL,
    SECONDARY,
    SPECIAL,
    School,
)
from pipeline.demo.school_census import ALTERNATIVE, PLAN
from pipeline.demo.school_census import NURSERY as NURSERY_PUPILS
from pipeline.demo.school_census import PRIMARY as PRIMARY_PUPILS
from pipeline.demo.school_census import SECONDARY as SECONDARY_PUPILS
from pipeline.demo.school_census import SPECIAL as SPECIAL_PUPILS
from pipeline.demo.world import World

_CENSUS_PHASES = {
    NURSERY: NURSERY_PUPILS, EARLY_YEARS: NURSERY_PUPILS, PRIMARY: PRIMARY_PUPILS,
    MIDDLE_DEEMED_PRIMARY: PRIMARY_PUPILS, MIDDLE: SECONDARY_PUPILS, SECONDARY: SECONDARY_PUPILS,
    ALL_THROUGH: SECONDARY_PUPILS, SPECIAL: SPECIAL_PUPILS, REFERRAL: ALTERNATIVE,
}  # fmt: skip
_MAINSTREAM = (NURSERY, EARLY_YEARS, PRIMARY, MIDDLE_DEEMED_PRIMARY, MIDDLE, SECONDARY, ALL_THROUGH)
_STATE, _SPECIAL, _AP = "state mainstream", "state special", "alternative"
_KINDS: Mapping[str, str] = {
    "special_la_maintained": _SPECIAL,
    "hospital_school": _SPECIAL,
    "special_academy_free": _SPECIAL,
    "ap_pru_academy": _AP,
    "ap_pru_free_school": _AP,
    "ap_pru_la_maintained": _AP,
    "mainstream_independent": "Other independent school",
    "special_independent": "Other independent special school",
    "special_non_maintained": "Non-maintained special school",
    "general_fe_tertiary_colleges": "Further education",
    "other_fe": "Further education",
    "sixth_form_college": "Further education",
    "ukrlp_provider": "Further education",
    "specialist_post_16_institutions": "Special post 16 institution",
}  # a kind of the area's own schools, or the type of the establishments elsewhere
_HOME_PHASES: Mapping[str, Sequence[str]] = {
    _STATE: _MAINSTREAM, _SPECIAL: (SPECIAL,), _AP: (REFERRAL,)
}  # fmt: skip
_OUTSIDE: Mapping[str, Sequence[str]] = {
    _STATE: ("Academy converter", "Community school"),
    _SPECIAL: ("Academy special converter", "Community special school"),
    _AP: ("Pupil referral unit",),
}
_ROOM = 0.97  # of the pupils with a plan in a phase; the others are of other authorities
_GOES_OUT = 0.03  # of those who could have a place in the area
_NEARER = 8  # how much likelier a school near home is


def has_unit(setting: str) -> bool:
    """Whether the place is in a SEN unit."""
    return setting.endswith("_senunit")


def has_resourced(setting: str) -> bool:
    """Whether the place is in resourced provision."""
    return setting.endswith("_resourced_provision")


def kind_of(setting: str) -> str:
    """The kind of establishment that a setting is in; blank where it is in none."""
    if setting.startswith("mainstream") and setting != "mainstream_independent":
        return _STATE
    return _KINDS.get(setting, "")


class Places:
    """Finds a school for each plan, no more in a phase than the published census has."""

    def __init__(self, world: World, home: Sequence[School], others: Sequence[School]) -> None:
        self._world, self._home, self._others = world, home, others
        self._found: dict[tuple[str, int, str, str], tuple[list[School], list[int]]] = {}

    def stays(
        self, january: int, plans: Sequence[Plan], settings: Mapping[int, str]
    ) -> Mapping[int, Stay]:
        """The setting and school of each plan in a January, by the key of its holder."""
        rng = stream("places", january)
        pupils = self._world.census.pupils[HOME, january]
        room = Counter(
            {phase: int(pupils[phase, PLAN] * _ROOM) for phase in set(_CENSUS_PHASES.values())}
        )
        chosen: dict[int, Stay] = {}
        for plan in plans:
            setting = settings[plan.person.key]
            school = self._school(rng, plan, january, setting, room)
            chosen[plan.person.key] = Stay(setting, school)
        return chosen

    def _school(
        self, rng: Random, plan: Plan, january: int, setting: str, room: Counter[str]
    ) -> School | None:
        kind = kind_of(setting)
        if not kind:
            return None
        age = plan.age(january)
        last = plan.stays.get(january - 1)
        stayed = last.school if last and kind_of(last.setting) == kind else None
        if stayed and not (self._fits(stayed, setting, age) and _takes(stayed, room)):
            stayed = None
        if stayed:
            school = stayed
        elif kind in _HOME_PHASES:
            school = self._at_home(rng, plan, kind, setting, age, room)
        else:
            school = self._picked(rng, (kind,), self._others, age, "")
        if school.is_home:
            room[_CENSUS_PHASES[school.phase]] -= 1
        return school

    def _fits(self, school: School, setting: str, age: int) -> bool:
        has_place = (school.has_unit or not has_unit(setting)) and (
            school.has_resourced or not has_resourced(setting)
        )
        return school.takes(age) and (has_place or not school.is_home)

    def _at_home(
        self, rng: Random, plan: Plan, kind: str, setting: str, age: int, room: Counter[str]
    ) -> School:
        district = plan.person.postcode.split(" ")[0]
        locality = next((d.locality_code for d in DISTRICTS if d.code == district), "")
        school = self._picked(rng, _HOME_PHASES[kind], self._home, age, locality, setting)
        if _takes(school, room) and rng.random() > _GOES_OUT:
            return school
        return self._picked(rng, _OUTSIDE[kind], self._others, age, "")

    def _picked(
        self,
        rng: Random,
        wanted: Sequence[str],
        schools: Sequence[School],
        age: int,
        locality: str,
        setting: str = "",
    ) -> School:
        """One of the schools of the wanted phases or types, if possible for that age."""
        places = setting if has_unit(setting) or has_resourced(setting) else ""
        key = wanted[0], age, locality, places
        if key not in self._found:
            of_kind = [s for s in schools if (s.phase or s.type_name) in wanted]
            suitable = (
                _those(of_kind, lambda s: self._fits(s, setting, age))
                or _those(of_kind, lambda s: s.takes(age))
                or of_kind
            )
            weights = [one.size * (_NEARER if _is_near(one, locality) else 1) for one in suitable]
            self._found[key] = suitable, list(accumulate(weights))
        found, bounds = self._found[key]
        return rng.choices(found, cum_weights=bounds)[0]


def _those(schools: Sequence[School], wanted: Callable[[School], bool]) -> list[School]:
    return [school for school in schools if wanted(school)]


def _takes(school: School, room: Counter[str]) -> bool:
    return not school.is_home or room[_CENSUS_PHASES[school.phase]] > 0


def _is_near(school: School, locality: str) -> bool:
    return school.locality_code == locality if locality else school.la_code == HOME
