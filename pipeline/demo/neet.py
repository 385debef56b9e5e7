"""The NEET and participation scorecards for ages 16 and 17: one CSV file per year.

The four files differ as the real ones do: that of 2021 gives nothing by SEN below England, that of
2023 prints every decimal, the latest has no population and names one column differently.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from functools import partial

from pipeline.demo.geography import COUNTRY, Area, areas, england
from pipeline.demo.lait_measures import ks4_mean
from pipeline.demo.layouts import NEET
from pipeline.demo.number_text import fixed, percent_units, trimmed
from pipeline.demo.packing import csv_bytes, csv_line
from pipeline.demo.results import GROUPS, SEXES
from pipeline.demo.school_census import NONE, PLAN, SUPPORT
from pipeline.demo.world import World, added

Counts = Counter[tuple[str, ...]]
Figures = dict[str, int]  # tenths, by column
Z = "z"
_CHANGES = {
    "annual_change_ppts_NEET_not_known": "NEET_not_known_percent",
    "annualchange_NEET": "NEET_percent",
    "annualchange_notknown": "Notknown_percent",
    "annual_change_Participation_in_education_training": (
        "TOTAL_participating_in_education_and_training_percent"
    ),
    "annual_change_FTE": "Full_time_education_percent",
    "annual_change_apprenticeship": "Apprenticeship_percent",
    "annual_change_other_education_training": "Other_education_and_training_percent",
    "September_guarantee_annual_change_ppts": "September_guarantee_Offer_made_percent",
}
_QUINTILES = {  # column: what it ranks, and whether a high value is good
    "NEET_NK_quintile": ("NEET_not_known_percent", False),
    "NEET_quintile": ("NEET_percent", False),
    "Notknown_quintile": ("Notknown_percent", False),
    "Participation_ET_quintile": ("TOTAL_participating_in_education_and_training_percent", True),
    "Sep_guarantee_quintile": ("September_guarantee_Offer_made_percent", True),
}
_COHORTS = ("Cohort_DJFavg", "cohort_March", "VG_cohort_DJF_avg", "Age1617_ONS_population")
_ONLY_ENGLAND_IN_2021 = (
    *(f"{name}_{group}_percent" for group in ("noSEN", "EHCP", "SENDsupport")
      for name in ("cohort", "NEET_NK")),
    *("VG_cohort_DJF_avg", "VG_cohort_percentage", "VG_NEET_NK_percentage"),
    *("sess_overall_percent", "sess_overall_percent_pa_10_exact"),
)  # fmt: skip


def write_neet(world: World) -> Mapping[str, bytes]:
    """The four scorecards."""
    return {name: _scorecard(world, year) for year, (name, _) in NEET.items()}


def _scorecard(world: World, year: int) -> bytes:
    layout = NEET[year][1]
    columns = layout.columns[11:]
    figures = {area: _figures(world, area, year) for area in areas(year)}
    quintiles = _quintiles(figures)
    lines = []
    for area in areas(year):
        cells = {name: _cell(name, value, year) for name, value in figures[area].items()}
        cells |= quintiles.get(area, dict.fromkeys(_QUINTILES, Z))
        if year == 2021 and area is not england():
            cells |= dict.fromkeys(_ONLY_ENGLAND_IN_2021, "")
        if year == 2023:
            cells["Age1617_ONS_population"] = Z
        values = ",".join([cells.get(column, "") for column in columns])
        lines.append(f"{_start(area, year)},16-17,{values}")
    return csv_bytes(layout.columns, lines, bom=layout.bom, newline=layout.newline)


def _start(area: Area, year: int) -> str:
    region = (area.region.code, area.region.name) if area.region else ("", "")
    one = area.authority
    authority = (one.code, one.gss_code_in(year), one.name) if one else ("", "", "")
    return csv_line([str(year), "Calendar year", area.level, *COUNTRY, *region, *authority])


def _cell(column: str, value: int, year: int) -> str:
    if column in _COHORTS:
        return str(value)
    return fixed(value, 1) if year == 2023 else trimmed(value, 1)


def _figures(world: World, area: Area, year: int) -> Figures:
    """Every number of a row: tenths of a percentage, or whole people."""
    now = _shares(added(world.results["neet"], area, year))
    before = _shares(added(world.results["neet"], area, year - 1))
    now |= {change: now[of] - before[of] for change, of in _CHANGES.items()}
    ks4 = added(world.results["ks4"], area, year - 1)
    now["avg_att8"] = ks4_mean(ks4, "points", GROUPS, SEXES)
    return now


def _shares(counts: Counts) -> Figures:
    size = sum(counts["cohort", group] for group in GROUPS)
    of_cohort = partial(_tenths, size)
    of_march = partial(_tenths, counts["march",])
    neet = sum(counts["neet", group] for group in GROUPS)
    unknown = sum(counts["not_known", group] for group in GROUPS)
    ways = {way: counts["march", way] for way in ("full_time", "apprenticeship", "other")}
    figures: Figures = {
        "Cohort_DJFavg": size,
        "NEET_not_known_percent": of_cohort(neet + unknown),
        "NEET_percent": of_cohort(neet),
        "Notknown_percent": of_cohort(unknown),
        "cohort_March": counts["march",],
        "TOTAL_participating_in_education_and_training_percent": of_march(sum(ways.values())),
        "Full_time_education_percent": of_march(ways["full_time"]),
        "Apprenticeship_percent": of_march(ways["apprenticeship"]),
        "Other_education_and_training_percent": of_march(ways["other"]),
        "Age1617_ONS_population": counts["population",],
    }
    for group, name in ((NONE, "noSEN"), (PLAN, "EHCP"), (SUPPORT, "SENDsupport")):
        away = counts["neet", group] + counts["not_known", group]
        figures[f"cohort_{name}_percent"] = of_cohort(counts["cohort", group])
        figures[f"NEET_NK_{name}_percent"] = _tenths(counts["cohort", group], away)
    return figures | _other_columns(counts, of_cohort)


def _other_columns(counts: Counts, of_cohort: Callable[[int], int]) -> Figures:
    card = {what: counts["scorecard", what] for what in ("offer", "vulnerable", "level_3")}
    more = {what: counts["scorecard", what] for what in ("level_2_em", "basics", "absence")}
    persistent = of_cohort(counts["scorecard", "persistent"])
    adrift = counts["scorecard", "vulnerable", "adrift"]
    return {
        "September_guarantee_Offer_made_percent": of_cohort(card["offer"]),
        "VG_cohort_DJF_avg": card["vulnerable"],
        "VG_cohort_percentage": of_cohort(card["vulnerable"]),
        "VG_NEET_NK_percentage": _tenths(card["vulnerable"], adrift),
        "Level_3": of_cohort(card["level_3"]),
        "L2_em_GCSE_othL2": of_cohort(more["level_2_em"]),
        "pt_l2basics_94": of_cohort(more["basics"]),
        "sess_overall_percent": of_cohort(more["absence"]),
        "sess_overall_percent_pa_10_exact": persistent,
        "enrolments_pa_10_exact_percent": persistent,
    }


def _tenths(whole: int, part: int) -> int:
    return percent_units(part, whole, 1) if whole else 0


def _quintiles(figures: Mapping[Area, Figures]) -> Mapping[Area, dict[str, str]]:
    """1 to 5 by rank among the authorities, 1 the best."""
    authorities = [area for area in figures if area.authority]
    cells: dict[Area, dict[str, str]] = {area: {} for area in authorities}
    for column, (of, high_is_good) in _QUINTILES.items():
        sign = -1 if high_is_good else 1
        order = {area: (sign * figures[area][of], area.name) for area in authorities}
        ranked = sorted(authorities, key=order.__getitem__)
        for rank, area in enumerate(ranked):
            cells[area][column] = str(1 + 5 * rank // len(ranked))
    return cells
