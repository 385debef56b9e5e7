"""The demonstration's own count of itself, written to truth.json.

It follows docs/local-data.md in plain Python, from the records as they are written, so that it
shares no code with the models that are tested against it. Values are not rounded.
"""

import json
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from pipeline.demo.geography import HOME

LA, LOCALITY, ICB = "Local authority", "Locality", "ICB"
TOTAL = "Total"
_NOT_KNOWN = "not-known"
PLAN, SUPPORT, NO_SEN, ALL_SEN = "EHC plan", "SEN support", "No SEN", "All SEN"
UNKNOWN = "Unknown"
NOT_RECORDED = "Need not recorded"
NO_ASSESSMENT = "No specialist assessment of type of need"
NEEDS: Mapping[str, str] = {
    "ASD": "Autistic spectrum disorder",
    "SEMH": "Social, emotional and mental health",
    "BESD": "Social, emotional and mental health",
    "SLCN": "Speech, language and communication needs",
    "MLD": "Moderate learning difficulty",
    "SPLD": "Specific learning difficulty",
    "SLD": "Severe learning difficulty",
    "PMLD": "Profound and multiple learning difficulty",
    "PD": "Physical disability",
    "HI": "Hearing impairment",
    "VI": "Vision impairment",
    "MSI": "Multi-sensory impairment",
    "OTH": "Other difficulty or disability",
    "DS": "Down syndrome",
    "NSA": NO_ASSESSMENT,
}
PROVISIONS = {"E": PLAN, "S": PLAN, "K": SUPPORT, "A": SUPPORT, "P": SUPPORT, "N": NO_SEN}


def academic_year(last: int) -> str:
    """The academic year that ends in a year, as DfE writes it."""
    return f"{last - 1}{last % 100:02d}"


class Area(NamedTuple):
    """Where a record counts: the authority, or one of the smaller areas that it plans by."""

    level: str
    code: str


WHOLE = Area(LA, HOME)


def areas_of(locality_code: str, icb_code: str) -> tuple[Area, Area, Area]:
    """The areas in which a record of that locality and ICB counts; blank codes are not known.

    The codes of the council's list are its own: the kind of area goes before them.
    """
    return (
        WHOLE,
        Area(LOCALITY, f"locality-{locality_code or _NOT_KNOWN}"),
        Area(ICB, f"icb-{icb_code or _NOT_KNOWN}"),
    )


class Truth:
    """Collects what every cell of every figure should be."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self._rows: dict[tuple[str, ...], dict[str, object]] = {}

    def add(
        self,
        indicator_id: str,
        period: str,
        area: Area,
        cell: tuple[str, str],
        numerator: float | None,
        denominator: float | None = None,
        value: float | None = None,
        missing: str | None = None,
    ) -> None:
        """One cell: its breakdown topic and breakdown, and what was counted."""
        key = (indicator_id, period, area.level, area.code, *cell)
        if key in self._rows:
            raise ValueError(f"counted twice: {key}")
        self._rows[key] = {
            "indicator_id": indicator_id,
            "time_period": period,
            "geographic_level": area.level,
            "area_code": area.code,
            "breakdown_topic": cell[0],
            "breakdown": cell[1],
            "numerator": numerator,
            "denominator": denominator,
            "indicator_value": value,
            "missing_reason": missing,
        }

    def count(
        self, indicator_id: str, period: str, area: Area, cell: tuple[str, str], number: int
    ) -> None:
        """A cell that is a plain count."""
        self.add(indicator_id, period, area, cell, number, None, number)

    def rate(
        self,
        indicator_id: str,
        period: str,
        area: Area,
        cell: tuple[str, str],
        numerator: float,
        denominator: float,
        per: int = 100,
    ) -> None:
        """A cell that is so many per 100 or per 1,000; none where nobody is in the denominator."""
        if denominator:
            value = per * numerator / denominator
            self.add(indicator_id, period, area, cell, numerator, denominator, value)

    def rates(
        self,
        indicator_id: str,
        period: str,
        numerators: Counter[tuple[Area, str, str]],
        denominators: Counter[tuple[Area, str, str]],
        per: int = 100,
    ) -> None:
        """A cell for every group of the denominators, by area, topic and breakdown."""
        for (area, *cell), number in denominators.items():
            key = (area, cell[0], cell[1])
            self.rate(indicator_id, period, area, key[1:], numerators[key], number, per)

    def rows(self) -> Iterator[Mapping[str, object]]:
        """Every cell, sorted."""
        for key in sorted(self._rows):
            yield self._rows[key]

    def write(self, path: Path) -> None:
        """All cells as a JSON list, one to a line."""
        lines = [json.dumps(row, ensure_ascii=False) for row in self.rows()]
        path.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8", newline="\n")


def one_of(labels: Mapping[str, str], code: Hashable) -> str:
    """The label of a code, or Unknown."""
    return labels.get(str(code), UNKNOWN)
