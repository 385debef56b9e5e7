"""Counts what young people do in a winter, as docs/local-data.md says."""

from collections import Counter
from collections.abc import Iterator, Sequence

from pipeline.demo.local.nccis import Activity
from pipeline.demo.local.truth import PLAN, TOTAL, UNKNOWN, WHOLE, Truth

_CUSTODY = ("710", "290", "130")
_NEET = (
    "140", "510", "520", "540", "610", "615", "616", "619", "620", "630", "640", "650", "660",
    "670", "680",
)  # fmt: skip
_NOT_KNOWN = ("150", "810", "820", "830")
_PARTICIPATING = (
    "110", "120", "210", "220", "230", "240", "250", "260", "270", "280", "290", "310", "320",
    "340", "381", "410", "430", "440", "450", "460", "530", "550",
)  # fmt: skip
_WINTER, _MARCH, _APRIL = (12, 1, 2), 3, 4
_COUNTED_AGES = (16, 17)
_PROVISIONS = {"Y": PLAN, "N": "No EHC plan"}
Cell = tuple[str, str]


class WinterTruth:
    """The counts of the months of one winter."""

    def __init__(self, ends: int) -> None:
        """The winter that ends in that year."""
        self._ends = ends
        self._months: set[int] = set()
        self._cohort, self._away = Counter[Cell](), Counter[Cell]()
        self._in_march, self._taking_part = Counter[Cell](), Counter[Cell]()
        self._with_plan, self._neet = Counter[Cell](), Counter[Cell]()

    def add(self, month: int, rows: Sequence[Activity]) -> None:
        """The rows of a month's file, in its order."""
        self._months.add(month)
        for one in _once(rows):
            age = _academic_age(one)
            if age is None or one.code in _CUSTODY:
                continue
            if age in _COUNTED_AGES:
                self._count_young(month, one)
            if month == _APRIL and 16 <= age <= 25 and one.has_plan == "Y":
                for cell in ((TOTAL, TOTAL), ("Age", f"Age {age}")):
                    self._with_plan[cell] += 1
                    self._neet[cell] += one.code in _NEET

    def _count_young(self, month: int, one: Activity) -> None:
        for cell in ((TOTAL, TOTAL), ("SEN provision", _PROVISIONS.get(one.has_plan, UNKNOWN))):
            if month in _WINTER:
                self._cohort[cell] += 1
                self._away[cell] += one.code in _NEET or one.code in _NOT_KNOWN
            elif month == _MARCH:
                self._in_march[cell] += 1
                self._taking_part[cell] += one.code in _PARTICIPATING

    def finish(self, truth: Truth) -> None:
        """Add the figures of the winter."""
        period = str(self._ends)
        if self._months.issuperset(_WINTER):
            for cell, number in self._cohort.items():
                away = self._away[cell]
                mean, value = number / len(_WINTER), 100 * away / number
                name = "neet_or_not_known_16_17"
                truth.add(name, period, WHOLE, cell, away / len(_WINTER), mean, value)
        for indicator_id, numerators, denominators in (
            ("participation_16_17", self._taking_part, self._in_march),
            ("ehcp_post16_neet", self._neet, self._with_plan),
        ):
            for cell, number in denominators.items():
                truth.rate(indicator_id, period, WHOLE, cell, numerators[cell], number)


def _once(rows: Sequence[Activity]) -> Iterator[Activity]:
    """The last row of each person: by UPN, else by ULN, else by the service's own number."""
    kept: dict[str, Activity] = {}
    for one in rows:
        kept[one.upn or one.uln or one.young_person_id] = one
    return iter(kept.values())


def _academic_age(one: Activity) -> int | None:
    """The age on the last 31 August before the month."""
    year, _, rest = one.born.partition("-")
    if not year.isdigit():
        return None
    return one.ends - 1 - int(year) - (rest[:2] >= "09")
