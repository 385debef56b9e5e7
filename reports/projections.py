"""The projection of plans: its records, and the sentences that tell it with what is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from reports.words import (
    CONFIDENCE,
    Number,
    Part,
    Period,
    Phrase,
    Words,
    amount,
    count,
    phrase,
    rounded,
    when,
)

OWN_AND_NATIONAL, NATIONAL = "shrunk growth", "national growth"
METHODS = {
    OWN_AND_NATIONAL: "Own and national growth",
    NATIONAL: "National growth alone",
    "last growth": "Last year's growth",
    "linear": "Mean change in plans",
    "no change": "No change",
}
"""What the ways to project are called on a page, the one that is used first."""
FEWEST_JUDGED = 3
"""Januaries whose ranges were judged, so that a sentence says how often they held."""
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_WHY_NONE = {
    "z": "has too few plans for growth that means anything",
    "u": "has no number of plans that can be trusted in the newest January: it is withheld",
}


@dataclass(frozen=True)
class Measured:
    """How far off one method was, so many years ahead: of every council, or of one."""

    method: str
    horizon: int
    area_code: str | None
    wape: float
    bias: float
    p90_error: float
    coverage_95: float | None
    coverage_80: float | None
    series: int
    origins: int
    judged_origins: int


@dataclass(frozen=True)
class Outcome:
    """What was projected from one January for another, and what came of it."""

    origin_period: str
    time_period: str
    horizon: int
    projected: float
    lower_95: float | None
    upper_95: float | None
    lower_80: float | None
    upper_80: float | None
    actual: float | None
    error_percent: float | None
    method: str

    @property
    def origin(self) -> Period:
        """Give the January projected from."""
        return january(self.origin_period)

    @property
    def period(self) -> Period:
        """Give the January projected."""
        return january(self.time_period)


def january(time_period: str) -> Period:
    """Give the January of an academic year."""
    return Period(time_period, "Academic year", "january")


@dataclass(frozen=True)
class Projections:
    """The tests of the method, and all projections of the area."""

    tested: tuple[Measured, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    @cached_property
    def coming(self) -> tuple[Outcome, ...]:
        """Give the projections from the newest January, the nearest first."""
        newest = max((outcome.origin_period for outcome in self.outcomes), default="")
        found = [o for o in self.outcomes if o.origin_period == newest and o.actual is None]
        return tuple(sorted(found, key=lambda outcome: outcome.horizon))

    @cached_property
    def came_of(self) -> tuple[Outcome, ...]:
        """Give what was projected for the newest January with an outcome, the latest made first."""
        known = [outcome for outcome in self.outcomes if outcome.actual is not None]
        newest = max((outcome.time_period for outcome in known), default="")
        found = [outcome for outcome in known if outcome.time_period == newest]
        return tuple(sorted(found, key=lambda outcome: outcome.horizon))

    def of_all(self, method: str) -> tuple[Measured, ...]:
        """Give the test of a method on every council, the nearest January first."""
        found = [t for t in self.tested if t.method == method and t.area_code is None]
        return tuple(sorted(found, key=lambda tested: tested.horizon))

    def of_one(self, method: str, area_code: str, horizon: int) -> Measured | None:
        """Give the test of a method on one council."""
        wanted = (method, area_code, horizon)
        rows = (t for t in self.tested if (t.method, t.area_code, t.horizon) == wanted)
        return next(rows, None)


def years(horizon: int) -> str:
    """Give a number of years in words: `one year`, `five years`."""
    number = _NUMBERS[horizon] if horizon < len(_NUMBERS) else "many"
    return f"{number} year{'' if horizon == 1 else 's'}"


def readings(area: str, projections: Projections) -> tuple[Phrase, ...]:
    """Give the sentences: what is projected, how sure that is, and how the last one fared."""
    if not projections.coming:
        return ()
    last = projections.coming[-1]
    told = (
        _projected(area, last, projections.came_of),
        _range(area, last, projections.of_all(last.method)),
        _fared(area, projections.came_of),
    )
    return tuple(each for each in told if each)


def why_none(area: str, missing: str | None, newest: Period) -> Phrase:
    """Give why the area has no projection."""
    why = _WHY_NONE.get(missing or "x", "has no number of plans in the newest January")
    return phrase(Words(area), " is not projected after ", when(newest), f": it {why}.")


def scenario(area: str, name: str, value: float, period: Period) -> Phrase:
    """Give what one of the council's own scenarios comes to."""
    return phrase(
        *("If the scenario \N{LEFT DOUBLE QUOTATION MARK}", Words(name)),
        *("\N{RIGHT DOUBLE QUOTATION MARK} came true, ", Words(area), " would have about "),
        *(count(value), " plans in ", when(period), "."),
    )


def _projected(area: str, last: Outcome, came_of: Sequence[Outcome]) -> Phrase:
    place = Words(area)
    growth: tuple[Part, ...] = ("If plans grow as England's did in the last three years, ", place)
    if last.method == OWN_AND_NATIONAL:
        growth = ("If plans grow at a rate partway between ", place, "'s own last three years and ")
        growth += ("England's, ", place)
    now = [o.actual for o in came_of if o.time_period == last.origin_period]
    since: tuple[Part, ...] = ()
    if now and now[0] is not None:
        since = (", after ", count(now[0]), " in ", when(last.origin))
    told = (" would have about ", count(last.projected), " plans in ", when(last.period))
    return phrase(*growth, *told, *since, ".")


def _range(area: str, last: Outcome, tested: Sequence[Measured]) -> Phrase:
    if last.lower_95 is None or last.upper_95 is None:
        return Phrase()
    told = phrase(
        *("The ", CONFIDENCE, " range for ", Words(area), " in ", when(last.period), " is "),
        *(count(last.lower_95), " to ", count(last.upper_95), " plans. "),
    )
    judged = [t for t in tested if t.judged_origins >= FEWEST_JUDGED and t.coverage_95 is not None]
    untested = [t.horizon for t in tested if t not in judged]
    if not judged:
        return told + phrase("Too few years have passed to test such ranges.")
    held: list[Part] = ["In tests from past Januaries such ranges held "]
    for place, end in enumerate(judged[:1] + judged[1:][-1:]):
        share = Number(end.coverage_95 or 0, amount(end.coverage_95 or 0, "percent", 1))
        of_what = " of all councils' outcomes " if place == 0 else " "
        held += [" and " if place else "", share, f"{of_what}{years(end.horizon)} ahead"]
    if untested:
        more = " or more" if len(untested) > 1 else ""
        held.append(f"; for {years(untested[0])}{more} too few years have passed to test them")
    return told + phrase(*(part for part in held if part), ".")


def _fared(area: str, came_of: Sequence[Outcome]) -> Phrase:
    found = next((outcome for outcome in came_of if outcome.horizon == 1), None)
    if found is None or found.actual is None or found.error_percent is None:
        return Phrase()
    told: list[Part] = ["A year before, the same method gave ", Words(area), " "]
    told += [count(found.projected), " plans for ", when(found.period), "; there were "]
    told += [count(found.actual), ", so it was "]
    if rounded(found.error_percent, 1) == 0:
        return phrase(*told, "right when rounded.")
    off = Number(found.error_percent, amount(abs(found.error_percent), "percent", 1))
    return phrase(*told, off, " too high." if found.error_percent > 0 else " too low.")
