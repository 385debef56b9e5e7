"""The life of a plan: request, decision, assessment, plan, placements, end.

Nothing here knows of a return: each return shows what had happened by its date.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from pipeline.demo.local.person import Person
from pipeline.demo.local.schools import School

FIRST_JANUARY, LAST_JANUARY = 2016, 2025
FIRST_RETURN = 2023  # the first that was made of single persons
YES, NO, WITHDRAWN = "Y", "N", "W"


def census_date(january: int) -> date:
    """The third Thursday of a January."""
    first = date(january, 1, 1)
    return first + timedelta(days=(3 - first.weekday()) % 7 + 14)


def day_of(rng: Random, year: int) -> date:
    """A day of a year after its census, so that stock and flow of calendar years balance.

    Not 31 August: whether that is "before" itself decides ages.
    """
    first, last = census_date(year) + timedelta(days=1), date(year, 12, 31)
    day = first + timedelta(days=rng.randint(0, (last - first).days))
    return day if (day.month, day.day) != (8, 31) else day + timedelta(days=1)


@dataclass(frozen=True)
class Case:
    """One request for an assessment, as far as it will ever go."""

    person: Person
    received: date
    source: str  # 1 to 5
    decision: str  # on the request: Y, N, W
    decided: date | None
    assessment: str = ""  # Y, N, W; blank where there was none
    assessed: date | None = None
    start: date | None = None  # of the plan
    is_exempt: bool = False  # from the limit of twenty weeks
    transfer_la: str = ""  # the authority that made the plan
    is_disputed: bool = False  # mediation or the tribunal
    is_noted_early: bool = False  # what happens in early January already stands in the return

    @property
    def ended(self) -> date | None:
        """When the case stopped being open; None where no date was kept."""
        if self.decision != YES:
            return self.decided
        return self.start if self.assessment == YES else self.assessed


@dataclass(frozen=True)
class Stay:
    """Where a plan holder is in a January; no school for those educated elsewhere."""

    setting: str  # a key of `placements.SETTINGS`
    school: School | None = None


@dataclass
class Plan:
    """One plan, with where its holder was in each January."""

    case: Case
    start: date
    lots: tuple[float, float, float]  # decide who has a budget, boards, or works
    needs: tuple[str, str | None] = ("OTH", None)
    has_need_recorded: bool = True
    ceased: date | None = None
    cease_reason: str = ""  # 1 to 9
    stays: dict[int, Stay] = field(default_factory=dict)

    @property
    def person(self) -> Person:
        """Whose plan it is."""
        return self.case.person

    def age(self, january: int) -> int:
        """The holder's age at the 31 August before a January."""
        return self.person.age(census_date(january))


Stock = Mapping[int, list[Plan]]  # the plans of each January
