"""What is wrong or odd in real school censuses, planted on purpose, a little of each.

Nothing here changes how many pupils count in a phase with a plan or with SEN support, so that the
council's own totals stay those of the published files.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from pipeline.demo.chance import stream
from pipeline.demo.local.enrolments import Enrolment, Exclusion, Need
from pipeline.demo.local.schools import REFERRAL, School

_PUPILS_PER_TRAP = 6_000
UNKNOWN_PARENT = 999_999_999  # no pupil of any export has this number


class Traps:
    """Plants every trap of one January among the enrolments."""

    def __init__(
        self, enrolments: Sequence[Enrolment], schools: Sequence[School], january: int, first: int
    ) -> None:
        """`first` is the earliest January that is written: it keeps the oldest codes."""
        self._rng: Random = stream("traps", january)
        self._all = list(enrolments)
        self._schools, self._january, self._first = schools, january, first
        self._number = 1 + len(self._all) // _PUPILS_PER_TRAP
        # Every row falls into one trap at most, and small areas get small traps first.
        order = list(range(len(self._all)))
        self._rng.shuffle(order)
        self._unused = order

    def plant(self) -> list[Enrolment]:
        """The enrolments, changed and added to."""
        self._change_pupils()
        self._change_provision()
        self._change_needs()
        self._change_events()
        return [*self._all, *self._second_registrations()]

    def _take(
        self, suits: Callable[[Enrolment], bool], number: int | None = None
    ) -> list[Enrolment]:
        """Rows that suit and are in no trap yet."""
        wanted = self._number if number is None else number
        taken: list[int] = []
        for place in range(len(self._unused) - 1, -1, -1):
            if len(taken) == wanted:
                break
            if suits(self._all[self._unused[place]]):
                taken.append(self._unused.pop(place))
        return [self._all[index] for index in taken]

    def _change_pupils(self) -> None:
        for one in self._take(_has_no_events):
            one.upn = ""
        for one in self._take(_any):  # a wrong check letter
            one.upn = ("A" if one.upn[0] != "A" else "B") + one.upn[1:]
        for one in self._take(_any):
            one.sex = ""
        for one in self._take(_has_none, 1):
            one.born = f"{self._january}-02-11"
        for one in self._take(_any, 1):
            one.born = "31/13/2012"
        for status in ("F", "O", ""):
            for one in self._take(_any):
                one.status = status
        for year_group in ("M", "X", ""):
            for one in self._take(_any):
                one.year_group = year_group

    def _change_provision(self) -> None:
        for one in self._take(_has_none):
            one.provision = ""
        codes = {"S": "E", "A": "K", "P": "K"} if self._january == self._first else {}
        for old, new in codes.items():
            for one in self._take(_has(new)):
                one.provision = old

    def _change_needs(self) -> None:
        for one in self._take(_has("K")):
            one.needs = ()
        for one in self._take(_has("K"), 1):
            one.needs = [Need(1, 1, "QQQ")]
        for one in self._take(_has("K")):  # no need of rank 1
            one.needs = [Need(2, 1, "SLCN")]
        for one in self._take(_has("K")):  # two needs of rank 1: the lower order number counts
            one.needs = [Need(1, 2, "ASD"), Need(1, 1, "SEMH")]
        for one in self._take(_has("E")):  # the same, and the same order: the first by alphabet
            one.needs = [Need(1, 1, "SLD"), Need(1, 1, "PD")]
        for one in self._take(_has_none):
            one.needs = [Need(1, 1, "MLD")]
        if self._january == self._first:
            for one in self._take(_has("K")):
                one.needs = [Need(1, 1, "BESD")]

    def _change_events(self) -> None:
        for one in self._take(_was_suspended):  # reported twice
            one.exclusions = [*one.exclusions, one.exclusions[0]]
        for one in self._take(_was_suspended):  # damage, not Down syndrome
            one.exclusions = [replace(event, reasons=("DS",)) for event in one.exclusions]
        for one in self._take(_any):
            start = f"{self._january - 1}-10-09"
            one.exclusions = [Exclusion(start, 1, "LNCH", one.provision, ("DB",))]

    def _second_registrations(self) -> list[Enrolment]:
        """Second rows of pupils who are on roll already, and guests."""
        added: list[Enrolment] = []
        referral = [one for one in self._schools if one.phase == REFERRAL]
        for number, one in enumerate(self._take(_can_be_dual, self._number * 4)):
            one.status = "M"
            added.append(_subsidiary(one, referral[number % len(referral)]))
        for number, one in enumerate(self._take(_can_be_dual)):  # on roll twice
            second = _elsewhere(one, self._another(one.school, number), years=-1)
            added.append(replace(second, needs=()))
        for one in self._take(self._has_later_school, 1):  # entered both on the same day
            added.append(replace(_elsewhere(one, self._later_school(one.school), 0), needs=()))
        for number, one in enumerate(self._take(_can_be_dual)):  # a college says so too
            second = _elsewhere(one, self._another(one.school, number), years=1)
            added.append(replace(second, status="F"))
        for one in self._take(_can_be_dual):
            guest = _elsewhere(one, one.school, years=0)
            added.append(replace(guest, upn=f"Z{one.upn[1:]}", status="G"))
        return added

    def _another(self, school: School, number: int) -> School:
        others = [one for one in self._schools if one.urn != school.urn]
        return others[number * 11 % len(others)]

    def _later_school(self, school: School) -> School:
        return min(
            (one for one in self._schools if one.estab > school.estab), key=lambda one: one.estab
        )

    def _has_later_school(self, one: Enrolment) -> bool:
        return _can_be_dual(one) and any(o.estab > one.school.estab for o in self._schools)


def _subsidiary(one: Enrolment, school: School) -> Enrolment:
    """The pupil's second school, which is attended for a part of the time."""
    sessions = [(reason, (number + 1) // 2) for reason, number in one.sessions]
    return replace(
        one,
        school=school,
        status="S",
        possible=one.possible // 2,
        sessions=sessions,
        exclusions=(),
    )


def _elsewhere(one: Enrolment, school: School, years: int) -> Enrolment:
    """Another row of the pupil, of a school that was entered so many years later."""
    entry = f"{int(one.entry[:4]) + years}{one.entry[4:]}"
    return replace(
        one, school=school, entry=entry, provision="N", possible=0, sessions=(), exclusions=()
    )


def _any(one: Enrolment) -> bool:
    return True


def _has(provision: str) -> Callable[[Enrolment], bool]:
    return lambda one: one.provision == provision


_has_none = _has("N")


def _was_suspended(one: Enrolment) -> bool:
    return bool(one.exclusions)


def _has_no_events(one: Enrolment) -> bool:
    return not one.exclusions


def _can_be_dual(one: Enrolment) -> bool:
    return one.status == "C" and bool(one.upn) and one.school.phase != REFERRAL
