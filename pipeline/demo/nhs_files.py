"""Waits, autism referrals and mental health contacts of the invented NHS, and who lies where.

The oddities are the publishers' own: names that change between capitals and not, one code under an
old and a new name, a row type that is blank, months without a figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from math import fsum

from pipeline.demo.chance import rounded, stream, varied
from pipeline.demo.geography import AUTHORITY_BY_CODE
from pipeline.demo.layouts import Layout
from pipeline.demo.nhs_areas import (
    AREAS,
    ICBS,
    LOWER,
    REGION_CODES,
    UPPER,
    NhsArea,
    areas_of_icb,
    region_of_icb,
)
from pipeline.demo.packing import csv_bytes, csv_line, gzip_bytes

LOOKUP_FILE, WAITS_FILE = "la_ccg_lookup.csv", "la_communityhealth.csv"
AUTISM_FILE, CONTACTS_FILE = "autism.csv.gz", "mentalhealth.csv"
_PUBLISHED = (
    "REPORTING_PERIOD_START,REPORTING_PERIOD_END,STATUS,BREAKDOWN,PRIMARY_LEVEL,"
    "PRIMARY_LEVEL_DESCRIPTION,SECONDARY_LEVEL,SECONDARY_LEVEL_DESCRIPTION,"
)
_HEADERS = {
    LOOKUP_FILE: "la_row,la_name,ccg_row,icb_name,nhs_code,nhs_name,nhs_type,nhs_region,count",
    WAITS_FILE: (
        "Organisation Type,Organisation Name,Date,formattedDate,Therapy,Total waiting list,"
        "Waiting >18-52 weeks,Waiting >52 weeks,Percentage waiting more than 18 weeks"
    ),
    AUTISM_FILE: (
        f"{_PUBLISHED}METRIC,METRIC_NAME,METRIC_VALUE,source,age_group,"
        "% with first appointment after more than 13 weeks,Age group,nhs_name,nhs_type,nhs_region,"
        "date,data_level"
    ),
    CONTACTS_FILE: (
        f"{_PUBLISHED}MEASURE_ID,MEASURE_NAME,MEASURE_VALUE,Year ending,BREAKDOWN2,nhs_name,"
        "nhs_type,nhs_region,Number of children and young people"
    ),
}
LAYOUTS: Mapping[str, Layout] = {
    name: Layout(tuple(header.split(","))) for name, header in _HEADERS.items()
}
_FORMER = "Former CCG area"
_CAPITALS_FROM, _SUB_ICBS_FROM = "2023-08", "2022-07"
_SERVICES: Mapping[str, tuple[float, float, float]] = {
    # waiting per 1,000 children, shares over 18 and over 52 weeks
    "Audiology": (1.6, 0.22, 0.03),
    "Community Paediatric Service": (6.2, 0.4, 0.15),
    "Occupational Therapy": (1.6, 0.28, 0.06),
    "Speech And Language": (5.6, 0.33, 0.05),
}
_METRIC = (
    "Proportion of patients aged {ages} with an open suspected autism referral in the month that "
    "has been open for at least 13 weeks receiving a first appointment after more than 13 weeks"
)
_AGES: Mapping[str, tuple[str, str, float]] = {
    "10 to 17": ("ASD19e", "0 to 17", 0.34),
    "Under 10": ("ASD19e", "0 to 17", 0.4),
    "18 to 24": ("ASD19g", "18 and over", 0.22),
}
_MEASURE = (
    "Number of CYP aged under 18 supported through NHS funded mental health with at least one "
    "contact (12 month rolling)"
)
Counts = tuple[int, int, int]  # waiting, 18 to 52 weeks, over 52 weeks


def write_nhs_files() -> Mapping[str, bytes]:
    """The four files."""
    lines = {
        LOOKUP_FILE: _lookup(),
        WAITS_FILE: _waits(),
        AUTISM_FILE: _autism(),
        CONTACTS_FILE: _contacts(),
    }
    files = {name: csv_bytes(LAYOUTS[name].columns, each) for name, each in lines.items()}
    return files | {AUTISM_FILE: gzip_bytes(files[AUTISM_FILE])}


def _months(first: str, last: str) -> Iterator[date]:
    """The first day of each month, from one `2023-04` to another."""
    day = date.fromisoformat(f"{first}-01")
    while day.isoformat()[:7] <= last:
        yield day
        day = (day + timedelta(days=31)).replace(day=1)


def _last_day(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _lookup() -> Iterator[str]:
    codes = sorted({code for area in AREAS for code in area.authorities})
    for number, code in enumerate(codes, start=1):
        here = [area for area in AREAS if code in area.authorities]
        for area in here:
            start = [f"{number}.0", AUTHORITY_BY_CODE[code].name, f"{AREAS.index(area) + 1}.0"]
            rest = [area.code, area.name, _FORMER, area.region, str(len(here))]
            yield csv_line([*start, f"NHS {area.icb} ICB", *rest])


def _waits() -> Iterator[str]:
    for month in _months("2023-01", "2023-10"):
        # The type of England's rows changes from month to month.
        kind = ("", "Organisation", "National")[min(month.month // 3, 2)]
        for service in _SERVICES:
            by_icb = {icb: _waiting(icb, service, month) for icb in ICBS}
            yield _wait_line(kind, "England", month, service, _added([*by_icb.values()]))
            for region in (UPPER, LOWER):
                mine = [by_icb[icb] for icb in ICBS if region_of_icb(icb) == region]
                yield _wait_line("Region", region, month, service, _added(mine))
            for icb, counts in by_icb.items():
                yield _wait_line("ICB", icb, month, service, counts)
                provider = f"{icb} Community NHS Trust"
                what = "Provider" if month.month < 5 else "Organisation"
                yield _wait_line(what, provider, month, service, counts)


def _waiting(icb: str, service: str, month: date) -> Counts | None:
    """The list of an ICB; some have none of a service."""
    areas = areas_of_icb(icb)
    rng = stream("community waits", icb, service, month.isoformat())
    if service == "Audiology" and month.month == 1 + len(icb) % 9:
        return None
    per_1000, over_18, over_52 = _SERVICES[service]
    children = sum(area.children for area in areas)
    slowness = fsum(area.slowness * area.children for area in areas) / children
    size = rounded(varied(rng, per_1000, 0.06) * children / 1000)
    late = rounded(size * min(varied(rng, over_18 * slowness, 0.08), 0.6))
    return size, late, rounded(size * varied(rng, over_52 * slowness, 0.1))


def _added(counts: Sequence[Counts | None]) -> Counts:
    known = [one for one in counts if one is not None]
    waiting, late, longest = (sum(one[place] for one in known) for place in range(3))
    return waiting, late, longest


def _wait_line(kind: str, name: str, month: date, service: str, counts: Counts | None) -> str:
    is_loud = month.isoformat()[:7] >= _CAPITALS_FROM and kind in ("ICB", "Region", "Organisation")
    cells = [kind, name.upper() if is_loud else name, f"{month:%B %Y}", month.isoformat(), service]
    if counts is None:
        return csv_line([*cells, "", "", "", ""])
    waiting, late, longest = counts
    share = str(100 * (late + longest) / waiting)
    return csv_line([*cells, *(f"{number}.0" for number in counts), share])


def _autism() -> Iterator[str]:
    for month in _months("2022-07", "2023-06"):
        for ages in _AGES:
            yield _autism_line(month, ages, "Age Group", ages, f"People aged {ages.lower()}", 1.0)
            for region, code in REGION_CODES.items():
                name = f"{region.upper()} COMMISSIONING REGION"
                yield _autism_line(month, ages, "Commissioning Region", code, name, 1.0)
            for area in AREAS:
                # Small groups are left out of the publication without a row.
                if stream("autism", area.code, ages, month).random() > 0.12:
                    name = f"NHS {area.icb.upper()} ICB - {area.code}"
                    what = "CCG or Sub ICB Location"
                    yield _autism_line(month, ages, what, area.code, name, area.slowness, area)
            yield _autism_line(month, ages, "Provider", "RZ9", "FELLS NHS FOUNDATION TRUST", 1.0)


def _autism_line(
    month: date,
    ages: str,
    breakdown: str,
    code: str,
    name: str,
    slowness: float,
    area: NhsArea | None = None,
) -> str:
    metric, all_ages, share = _AGES[ages]
    rng = stream("autism share", code, ages, month)
    value = f"{rounded(100 * varied(rng, share * slowness, 0.08))}.0"
    level = {
        "Age Group": "National",
        "Commissioning Region": "NHS Region",
        "CCG or Sub ICB Location": "CCG or Sub ICB",
    }.get(breakdown, "Provider")
    if level != "National":
        place = "" if level == "Provider" else " - GP Practice or Residence"
        breakdown = f"{breakdown}{place}; Age Group"
    group = f"Age: {ages}"
    start = [month.isoformat(), _last_day(month).isoformat(), "Latest Available Data", breakdown]
    about = [metric, _METRIC.format(ages=all_ages), value, "AutismStats_demonstration.csv"]
    where = [area.name, _FORMER, area.region] if area else [name, "Provider", ""]
    ends = [group, value, group, *where, month.isoformat(), level]
    return csv_line([*start, code, name, "NONE", "NONE", *about, *ends])


def _contacts() -> Iterator[str]:
    for number, month in enumerate(_months("2022-01", "2023-08")):
        by_area = {area: _in_contact(area, number) for area in AREAS}
        yield _contact_line(month, "England", "England", "England", sum(by_area.values()))
        for region, code in REGION_CODES.items():
            mine = sum(count for area, count in by_area.items() if area.region == region)
            name = f"{region.upper()} COMMISSIONING REGION"
            yield _contact_line(month, "Commissioning Region", code, name, mine)
        for area, count in by_area.items():
            is_new = month.isoformat()[:7] >= _SUB_ICBS_FROM
            name = f"NHS {area.icb.upper()} ICB - {area.code}" if is_new else area.name.upper()
            what = "Sub ICB of Residence" if is_new else "CCG of Residence"
            yield _contact_line(month, what, area.code, name, count, area)


def _in_contact(area: NhsArea, number: int) -> int:
    rng = stream("mental health contacts", area.code, number)
    share = 0.052 + 0.0007 * number
    return 5 * rounded(varied(rng, share * area.children, 0.01) / 5)


def _contact_line(
    month: date, breakdown: str, code: str, name: str, count: int, area: NhsArea | None = None
) -> str:
    end = _last_day(month)
    start = _last_day(month.replace(year=month.year - 1)) + timedelta(days=1)
    status = "Final" if month.isoformat()[:7] <= "2022-03" else "Performance"
    cells = [f"{start:%d/%m/%Y}", f"{end:%d/%m/%Y}", status, breakdown, code, name, "NONE", "NONE"]
    about = ["MHS95", _MEASURE, str(count), end.isoformat()]
    where = [area.name, _FORMER, area.region] if area else [name, "", ""]
    group = "CCG/Sub-ICB of Residence" if area else breakdown
    return csv_line([*cells, *about, group, *where, f"{count}.0"])
