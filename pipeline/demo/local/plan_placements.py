"""What a return shows of a plan: the named places, and those, needs and reviews of active plans."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from pipeline.demo.chance import between, stream
from pipeline.demo.geography import HOME
from pipeline.demo.local.people import PlanPeople
from pipeline.demo.local.plan_needs import needs_in
from pipeline.demo.local.plan_schools import has_resourced, has_unit
from pipeline.demo.local.plans import Plan, Stay, census_date
from pipeline.demo.local.sen2_records import (
    ActiveRecord,
    NamedPlanRecord,
    NeedRecord,
    PlacedRecord,
    PlacementRecord,
)
from pipeline.demo.placements import SETTING_BY_KEY
from pipeline.demo.traits import traits

_Placed = TypeVar("_Placed", bound=PlacedRecord)
_CODES = {
    "elective_home_education": "EHE",
    "other_arrangements_la": "OLA",
    "other_arrangements_parents": "OPA",
    "online_provider": "OTH",
    "w_settings": "OTH",
    "other_schools": "OTH",
    "other_placement_settings": "OTH",
    "neet": "NEET",
    "neet_ntci": "NIEC",
    "neet_other": "NIEO",
    "neet_other_csa": "NIEO",
    "nm_early_years": "EYP",
}
_BY_UKPRN = "ukrlp_provider"
_BUDGETS = {"org_arrangments": "0", "pb_health": "1", "pb_education": "1", "pb_social": "1",
            "pb_integrated": "1"}  # whether it is a direct payment  # fmt: skip
_RESIDENTIAL = {"Res_3851": "A", "Res_52": "B"}
_WORK = {"open_apprentice": "A", "open_supp_intern": "S", "open_trainee": "T"}
_OUTCOMES = "MMMMAAAAAC"  # maintain, amend, cease
_SECOND_PLACE = 0.03
_PHASE_TRANSFERS = {3: (2, 15), 6: (2, 15), 10: (2, 15), 15: (3, 31)}  # age: due by this day


class Placements:
    """What the return of one year says of plans."""

    def __init__(self, people: PlanPeople, year: int) -> None:
        """Decide who boards, works, has a budget and was reviewed: as many as the figures say."""
        self._year, self._census = year, census_date(year)
        plans = people.stock[year]
        figures = people.world.flows

        def handed(table: str, codes: Mapping[str, str], lot: int, may: _Rule) -> dict[int, str]:
            numbers = figures[table][HOME, year]
            eligible = sorted(
                (plan for plan in plans if may(plan, year)),
                key=lambda plan: (plan.lots[lot], plan.person.key),
            )
            kinds = [code for key, code in codes.items() for _ in range(numbers[key])]
            return {id(plan): kind for plan, kind in zip(eligible, kinds, strict=False)}

        self._budgets = handed("budgets", _BUDGETS, 0, _anybody)
        self._residential = handed("residential", _RESIDENTIAL, 1, _may_board)
        self._work = handed("work_based", _WORK, 2, _may_work)
        self._reviews = _Reviews(year, plans)

    def named(self, plan: Plan, is_active: bool) -> NamedPlanRecord:
        """The plan that was issued."""
        has_budget = is_active and id(plan) in self._budgets
        kind = self._budgets.get(id(plan), "") if has_budget else ""
        return NamedPlanRecord(
            startdate=plan.start,
            planres=self._residential.get(id(plan), ""),
            planwbp=self._work.get(id(plan), ""),
            pb=has_budget,
            oa=kind == "0",
            dp=kind,
            details=self._places(plan, PlacedRecord),
        )

    def active(self, plan: Plan) -> ActiveRecord:
        """The plan as it is on the census date."""
        came = plan.case.transfer_la and min(plan.stays) == self._year
        residential, work = self._residential.get(id(plan), ""), self._work.get(id(plan), "")
        record = ActiveRecord(
            transferla=plan.case.transfer_la if came else "",
            res=residential,
            wbp=work,
            placements=self._places(plan, PlacementRecord),
        )
        for place in record.placements[:1]:
            place.res, place.wbp = residential, work
            place.entrydate = _entry(plan, self._year)
            place.attendancepattern = "Full time" if place.urn else ""
        if plan.has_need_recorded:
            primary, second = needs_in(plan, self._year)
            record.needs.append(NeedRecord(primary, "1"))
            if second:
                record.needs.append(NeedRecord(second, "2"))
        self._reviews.fill(plan, record)
        due = _PHASE_TRANSFERS.get(plan.age(self._year))
        if due:
            record.phasetransferduedate = date(self._year, *due)
            if plan.lots[0] < 0.3:
                record.phasetransferfinaldate = date(self._year, 1, 6)
        return record

    def _places(self, plan: Plan, make: type[_Placed]) -> list[_Placed]:
        stay = plan.stays.get(self._year) or (plan.stays[max(plan.stays)] if plan.stays else None)
        if stay is None:
            return []
        places = _first_place(stay, plan, make)
        if places and plan.lots[1] > 1 - _SECOND_PLACE:
            second = make(sensetting="OLA", placementrank="2")
            places.append(second)
        return places


_Rule = Callable[[Plan, int], bool]


def _anybody(plan: Plan, year: int) -> bool:
    return True


def _may_board(plan: Plan, year: int) -> bool:
    stay = plan.stays[year]
    profile = SETTING_BY_KEY[stay.setting].profile
    return stay.school is not None and plan.age(year) > 4 and profile in ("special", "further")


def _may_work(plan: Plan, year: int) -> bool:
    stay = plan.stays[year]
    is_further = SETTING_BY_KEY[stay.setting].profile == "further"
    return stay.school is not None and plan.age(year) > 15 and is_further


def _first_place(stay: Stay, plan: Plan, make: type[_Placed]) -> list[_Placed]:
    if stay.school is None:
        code = _CODES.get(stay.setting, "")
        if not code and plan.lots[2] < 0.5:
            return []  # a placement that is not known has no record, or an empty one
        other = "Online tuition" if stay.setting == "online_provider" else ""
        return [make(sensetting=code, sensettingother=other)]
    by_ukprn = stay.setting == _BY_UKPRN
    return [
        make(
            urn="" if by_ukprn else stay.school.urn,
            ukprn=stay.school.ukprn if by_ukprn or plan.lots[2] < 0.1 else "",
            senunitindicator=has_unit(stay.setting),
            resourcedprovisionindicator=has_resourced(stay.setting),
        )
    ]


def _entry(plan: Plan, january: int) -> date:
    """When the holder came to the place: the September after the last other one, or the start."""
    first = january
    here = plan.stays.get(january)
    while first - 1 in plan.stays and here and plan.stays[first - 1].school is here.school:
        first -= 1
    return max(date(first - 1, 9, 1), min(plan.start, date(january, 1, 1)))


class _Reviews:
    """The annual reviews that a return shows."""

    def __init__(self, year: int, plans: Sequence[Plan]) -> None:
        self._rng = stream("reviews", year)
        self._year, self._census = year, census_date(year)
        self._punctual = between(traits(HOME).punctuality, year - 1)
        self._drawn = {id(plan): self._review(self._rng, plan) for plan in plans}

    def fill(self, plan: Plan, record: ActiveRecord) -> None:
        """Enter the last review of a plan, if there was one."""
        meeting, decision, outcome = self._drawn.get(id(plan), (None, None, ""))
        record.reviewmeeting, record.lastreview, record.reviewoutcome = meeting, decision, outcome
        if meeting and decision and outcome == "A":
            record.reviewdraft = decision

    def _review(self, rng: Random, plan: Plan) -> tuple[date | None, date | None, str]:
        year_began = date(self._year - 1, 1, 1)
        is_due = plan.start < year_began
        chance, when, speed, decided = (rng.random() for _ in range(4))
        outcome = rng.choice(_OUTCOMES)
        if chance < (0.13 if is_due else 0.97):
            return None, None, ""
        if when < 0.02:
            meeting = date(self._year, 1, 1) + timedelta(days=int(decided * 12))
        elif when < 0.85 or not is_due:
            meeting = year_began + timedelta(days=int(decided * 365))
        else:
            meeting = year_began - timedelta(days=1 + int(decided * 300))
        if meeting <= plan.start:
            return None, None, ""
        days = int(29 * rng.random()) if speed < self._punctual else 29 + int(90 * rng.random())
        decision = meeting + timedelta(days=days)
        if decision > self._census or rng.random() < 0.1:
            return meeting, None, ""
        return meeting, decision, outcome
