"""The words and small rules by which plans and requests are counted for truth.json."""

from collections.abc import Mapping
from datetime import date

from pipeline.demo.local.person import august_before
from pipeline.demo.local.places import DISTRICTS
from pipeline.demo.local.sen2_records import Day, PersonRecord
from pipeline.demo.local.truth import UNKNOWN, Area, areas_of

AGE_UNKNOWN = "Age unknown"
_BANDS = ((5, "Under 5"), (11, "Age 5 to 10"), (16, "Age 11 to 15"), (20, "Age 16 to 19"),
          (26, "Age 20 to 25"))  # fmt: skip
_SEXES = {"M": "Male", "F": "Female", "1": "Male", "2": "Female"}
_DISTRICTS = {one.code: one for one in DISTRICTS}
FIRST_WITH_SEX = 2024

Labels = Mapping[str, str]  # breakdown by topic


def real(day: Day) -> date | None:
    """A day that there is; an impossible one counts as blank."""
    return day if isinstance(day, date) else None


def age_on(person: PersonRecord, day: date) -> int | None:
    """The age at the last 31 August, which the month of birth gives."""
    birth = real(person.personbirthdate)
    return None if birth is None else august_before(day) - birth.year - (birth.month > 8)


def plan_age(age: int | None) -> str:
    """The single year of age."""
    return AGE_UNKNOWN if age is None else f"Age {age}"


def age_band(age: int | None) -> str:
    """The age band of plans and new plans."""
    if age is None:
        return AGE_UNKNOWN
    return next((label for limit, label in _BANDS if age < limit), AGE_UNKNOWN)


def flow_age(age: int | None) -> str:
    """The age in flows, where the youngest and the oldest are together."""
    if age is None:
        return AGE_UNKNOWN
    if age <= 2:
        return "Age 2 and under"
    return "Age 20 and over" if age >= 20 else f"Age {age}"


def sex_of(person: PersonRecord, year: int) -> str:
    """The sex, from the item that the return of that year asked for."""
    code = person.sex if year >= FIRST_WITH_SEX else person.gendercurrent
    return _SEXES.get(code, UNKNOWN)


def areas_of_home(person: PersonRecord) -> tuple[Area, ...]:
    """The areas that the home postcode lies in."""
    district = _DISTRICTS.get(person.postcode.split(" ")[0])
    return areas_of(district.locality_code, district.icb_code) if district else areas_of("", "")
