"""The invented NHS: Integrated Care Boards and former CCG areas, none of them a council's area."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

UPPER, LOWER = "Upper Counties", "Lower Counties"  # NHS regions are not government regions
REGION_CODES: Mapping[str, str] = {UPPER: "Y91", LOWER: "Y92"}
ALDERMARCH, FELLS, MERROW, OSMER = (
    "Aldermarch",
    "Fells and Coast",
    "Merrow Vale and Ironbeck",
    "Osmer",
)


@dataclass(frozen=True)
class NhsArea:
    """The area of a former Clinical Commissioning Group, and who took it over."""

    code: str
    ccg: str
    icb: str
    region: str
    authorities: Sequence[str]  # those that it overlaps
    children: int  # under 18
    slowness: float  # of its services, against the country's

    @property
    def name(self) -> str:
        """The full name of the CCG."""
        return f"NHS {self.ccg} CCG"


# Fellmarch lies in two ICBs and three CCG areas, none of which is Fellmarch.
AREAS = (
    NhsArea("9ZA", "Fellmarch Dales", ALDERMARCH, UPPER, ("501",), 61_000, 0.9),
    NhsArea(
        "9ZB", "Aldermarch and Ousterby", ALDERMARCH, UPPER, ("501", "502", "503"), 88_000, 1.15
    ),
    NhsArea("9ZC", "Fells and Coast", FELLS, UPPER, ("501", "505", "506"), 103_000, 1.0),
    NhsArea("9ZD", "Millstone Valley", ALDERMARCH, UPPER, ("504",), 78_000, 1.2),
    NhsArea("9ZE", "Merrow", MERROW, LOWER, ("507", "508", "509"), 204_000, 0.85),
    NhsArea("9ZF", "Ironbeck and Tamblefield", MERROW, LOWER, ("510", "511"), 131_000, 1.3),
    NhsArea("9ZG", "Osmer Coast", OSMER, LOWER, ("512", "513", "514", "515"), 246_000, 0.95),
    NhsArea("9ZH", "Dunmarsh", OSMER, LOWER, ("516", "517", "518"), 85_000, 1.05),
)
ICBS = tuple(sorted({area.icb for area in AREAS}))


def areas_of_icb(icb: str) -> tuple[NhsArea, ...]:
    """The former CCG areas that an ICB took over."""
    return tuple(area for area in AREAS if area.icb == icb)


def region_of_icb(icb: str) -> str:
    """The NHS region of an ICB."""
    return areas_of_icb(icb)[0].region
