"""A small invented England: three regions, eighteen local authorities, seventeen places.

A place is the smallest piece of land that is ever counted by itself. Every area, at any time, is a
set of places, so areas always add up. Two things happened in April 2023, as in the real England:
the home county became one unitary authority (same three-digit code, new nine-character code), and
another county was replaced by two new authorities (new codes of both kinds).
"""

from dataclasses import dataclass
from functools import cache

HOME = "501"
NEW_MAP_FROM = 2024  # the first January whose figures were collected under the map of April 2023
COUNTRY = ("E92000001", "England")


@dataclass(frozen=True)
class Region:
    """An invented region, with the spelling and numbers that LAIT has for it."""

    code: str
    name: str
    lait_name: str
    lait_number: int
    sheet_number: int


@dataclass(frozen=True)
class Authority:
    """An invented local authority and the nine-character codes it had."""

    code: str
    name: str
    region: Region
    gss_code: str
    places: tuple[str, ...]
    gss_code_before: str | None = None
    from_january: int = 0
    to_january: int = 9999

    def exists(self, january: int) -> bool:
        """Whether the figures of that January were collected under this authority."""
        return self.from_january <= january <= self.to_january

    @property
    def is_of_one_map(self) -> bool:
        """Whether the authority began or ended with the reorganisation."""
        return self.from_january > 0 or self.to_january < 9999

    def gss_code_in(self, january: int) -> str:
        """The nine-character code at that time."""
        if self.gss_code_before and january < NEW_MAP_FROM:
            return self.gss_code_before
        return self.gss_code

    @property
    def first_gss_code(self) -> str:
        """The oldest nine-character code: some releases never changed to the new one."""
        return self.gss_code_before or self.gss_code


@dataclass(frozen=True)
class Area:
    """England, a region or a local authority as one row of a table."""

    level: str
    places: tuple[str, ...]
    region: Region | None = None
    authority: Authority | None = None

    @property
    def name(self) -> str:
        """What the area is called."""
        if self.authority:
            return self.authority.name
        return self.region.name if self.region else COUNTRY[1]


ALDERMARCH = Region("E12000091", "Aldermarch and The Fells", "Aldermarch and the Fells", 980, 1)
MERROW = Region("E12000092", "Merrow Vale", "Merrow Vale", 981, 2)
OSMER = Region("E12000093", "Osmer Coast", "Osmer Coast", 982, 3)
REGIONS = (ALDERMARCH, MERROW, OSMER)

AUTHORITIES = (
    Authority("501", "Fellmarch", ALDERMARCH, "E06000901", ("501",), "E10000901"),
    Authority("502", "Brackenford", ALDERMARCH, "E06000902", ("502",)),
    Authority("503", "Ousterby, City of", ALDERMARCH, "E06000903", ("503",)),
    Authority("504", "Millstone Valley", ALDERMARCH, "E08000901", ("504",)),
    Authority("505", "Holmsea", ALDERMARCH, "E06000904", ("505",)),
    Authority("506", "Garthshire", ALDERMARCH, "E10000902", ("506",)),
    Authority("507", "Merrowshire", MERROW, "E10000903", ("507",)),
    Authority("508", "Castle Merrow", MERROW, "E06000905", ("508",)),
    Authority("509", "Wexholt", MERROW, "E06000906", ("509",)),
    Authority("510", "Tamblefield", MERROW, "E08000902", ("510",)),
    Authority("511", "Ironbeck", MERROW, "E08000903", ("511",)),
    Authority("512", "Osmerland", OSMER, "E10000904", ("512",)),
    Authority("513", "Saltmere", OSMER, "E06000907", ("513",)),
    Authority("514", "Port Ansley", OSMER, "E06000908", ("514",)),
    Authority("515", "Greyhaven and Strand", OSMER, "E06000909", ("515",)),
    Authority("516", "Dunmarsh", OSMER, "E10000905", ("517", "518"), to_january=NEW_MAP_FROM - 1),
    Authority("517", "East Dunmarsh", OSMER, "E06000910", ("517",), from_january=NEW_MAP_FROM),
    Authority(
        "518", "Westmere and Levels", OSMER, "E06000911", ("518",), from_january=NEW_MAP_FROM
    ),
)
PLACES = tuple(sorted({place for authority in AUTHORITIES for place in authority.places}))
AUTHORITY_BY_CODE = {authority.code: authority for authority in AUTHORITIES}


@cache
def authorities(january: int) -> tuple[Area, ...]:
    """The local authorities under which the figures of that January were collected."""
    return tuple(
        Area("Local authority", one.places, one.region, one)
        for one in AUTHORITIES
        if one.exists(january)
    )


@cache
def regions() -> tuple[Area, ...]:
    """The three regions."""
    return tuple(
        Area("Regional", tuple(p for p in PLACES if region_of(p) is region), region)
        for region in REGIONS
    )


@cache
def england() -> Area:
    """The whole country."""
    return Area("National", PLACES)


@cache
def areas(january: int) -> tuple[Area, ...]:
    """England, then the regions, then the local authorities of that January."""
    return (england(), *regions(), *authorities(january))


def region_of(place: str) -> Region:
    """The region of a place, which never changes."""
    return AUTHORITY_BY_CODE[place].region


def academic_year(january: int) -> str:
    """The academic year of a January as DfE writes it: 2023 is `202223`."""
    return f"{january - 1}{january % 100:02d}"
