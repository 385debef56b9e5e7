"""The LAIT measures of the demonstration: how each is named, and how it follows from the counts."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.demo.attendance import ATTENDED, EVENTS, YEAR
from pipeline.demo.geography import Area
from pipeline.demo.number_text import mean_units, percent_units
from pipeline.demo.results import GROUPS, SEXES, UNKNOWN, WITHOUT_TESTS
from pipeline.demo.school_census import NONE, PHASES, PLAN, PRIMARY, SECONDARY, SUPPORT
from pipeline.demo.tribunal import appealable_decisions, appeals
from pipeline.demo.world import World, added

Value = Callable[[World, Area, int], float]
Key = tuple[str, ...]


@dataclass(frozen=True)
class Measure:
    """One measure: its entry in the dictionary, its years, and its value for an area."""

    code: str
    topic: str
    title: str
    polarity: str
    axis: str
    year_type: str
    years: Sequence[int]
    value: Value
    places: int | None = None
    collected_after: int = 1  # January after the year, or the January of the year itself
    gaps: tuple[int, ...] = ()
    provisional: int = 0
    is_state_funded: bool = False
    is_slashed: bool = False  # the year is written `2018/19`, not `2019`


_SEN, _CALENDAR, _ACADEMIC = "Children with SEN", "Calendar Year", "Academic Year"
_FINANCIAL = "Financial Year"
_NAMES = {PLAN: "EHCPs", SUPPORT: "SEN Support", NONE: "No SEND"}
_TESTS, _UP_TO_2024 = range(2016, 2026), range(2016, 2025)


def share(part: int, whole: int, places: int) -> float:
    """A percentage, rounded half up; 0 without a base."""
    return percent_units(part, whole, places) / 10**places if whole else 0.0


def _flow(table: str, part: str, whole: str, places: int) -> Value:
    def value(world: World, area: Area, year: int) -> float:
        counts = world.columns(table, area, year)
        return share(counts[part], counts[whole], places)

    return value


def _refused(world: World, area: Area, year: int) -> float:
    counts = world.columns("requests", area, year)
    places = 2 if year < 2023 else 1  # as published
    received = counts["requests_received_in_year"]
    return share(counts["requests_decided_not_to_assess"], received, places)


def _received(world: World, area: Area, year: int) -> float:
    return world.columns("requests", area, year)["requests_received_in_year"]


def _plans(world: World, area: Area, year: int) -> float:
    return added(world.plans.stock, area, year).total()


def _appeal_rate(world: World, area: Area, year: int) -> float:
    registered = appeals(world, area, year)
    decisions = appealable_decisions(world, area, year)
    if area.level == "Regional":  # not rounded in LAIT
        return 100 * registered / decisions
    return 100 * (percent_units(registered, decisions, 1) / 1000)


def _result(theme: str, part: str, places: int, groups: Sequence[str] = GROUPS) -> Value:
    def value(world: World, area: Area, year: int) -> float:
        counts = added(world.results[theme], area, year)
        met, eligible = (
            sum(counts[name, group] for group in groups) for name in (part, "eligible")
        )
        return share(met, eligible, places)

    return value


def _stayed_on(places: int, groups: Sequence[str] = GROUPS) -> Value:
    """The tool names the year of a destination by the exams before it."""
    of_destination_year = _result("destinations", "sustained", places, groups)
    return lambda world, area, year: of_destination_year(world, area, year + 1)


def _good_level(groups: Sequence[str]) -> Value:
    return _of_counts("eyfsp", [("good", g) for g in groups], [("eligible", g) for g in groups], 1)


def _of_counts(theme: str, part: Sequence[Key], whole: Sequence[Key], places: int) -> Value:
    def value(world: World, area: Area, year: int) -> float:
        counts = added(world.results[theme], area, year)
        return share(sum(counts[key] for key in part), sum(counts[key] for key in whole), places)

    return value


def _missed(part: str, whole: str) -> Value:
    groups = [(phase, group) for phase in ATTENDED for group in GROUPS]
    return _of_counts("absence", [(part, *g) for g in groups], [(whole, *g) for g in groups], 2)


def _in_year(event: str) -> Value:
    parts, wholes = ([(what, YEAR, group) for group in GROUPS] for what in (event, "pupils"))
    return _of_counts("exclusions", parts, wholes, 5)


def _mean(total: str, scale: int, groups: Sequence[str] = GROUPS) -> Value:
    def value(world: World, area: Area, year: int) -> float:
        counts = added(world.results["ks4"], area, year)
        return ks4_mean(counts, total, groups, SEXES) / scale

    return value


def ks4_mean(
    counts: Counter[tuple[str, ...]], total: str, groups: Sequence[str], sexes: Sequence[str]
) -> int:
    """Mean points or progress of some groups and sexes, in units of the last decimal."""
    keys = [(group, sex) for group in groups for sex in sexes]
    pupils = sum(counts["pupils", *key] for key in keys)
    return mean_units(sum(counts[total, *key] for key in keys), pupils) if pupils else 0


def _in_schools(provision: str, phases: Sequence[str], places: int) -> Value:
    def value(world: World, area: Area, year: int) -> float:
        pupils = added(world.census.pupils, area, year)
        base = sum(number for (phase, _), number in pupils.items() if phase in phases)
        return share(sum(pupils[phase, provision] for phase in phases), base, places)

    return value


def _adrift(world: World, area: Area, year: int) -> float:
    counts = added(world.results["neet"], area, year)
    away = sum(counts[what, group] for what in ("neet", "not_known") for group in GROUPS)
    return share(away, sum(counts["cohort", group] for group in GROUPS), 1)


def _in_training(world: World, area: Area, year: int) -> float:
    counts = added(world.results["neet"], area, year)
    taking_part, everyone = counts["march", "sen", "participating"], counts["march", "sen"]
    if year == 2018:  # published without rounding
        return 100 * taking_part / everyone
    return share(taking_part, everyone, 2)


def _by_group(
    codes: dict[str, str], topic: str, title: str, axis: str, years: range, theme: str, part: str,
    places: int, provisional: int = 0, gaps: tuple[int, ...] = (), is_state_funded: bool = True,
) -> list[Measure]:  # fmt: skip
    return [
        Measure(
            codes[group], topic, f"{title} - {_NAMES[group]}", "High", axis, _ACADEMIC, years,
            _result(theme, part, places, (group,)), gaps=gaps, provisional=provisional,
            is_state_funded=is_state_funded,
        )
        for group in codes
    ]  # fmt: skip


def _mean_by_group(codes: dict[str, str], title: str, total: str, scale: int) -> list[Measure]:
    is_progress = total == "progress"
    return [
        Measure(
            code, _SEN, f"{title} - {_NAMES[group]}", "High", "Score per pupil", _ACADEMIC,
            _UP_TO_2024 if is_progress else _TESTS, _mean(total, scale, (group,)),
            2 if is_progress else None, gaps=WITHOUT_TESTS if is_progress else (),
            is_state_funded=True,
        )
        for group, code in codes.items()
    ]  # fmt: skip


def _codes(plan: str, support: str, none: str) -> dict[str, str]:
    return {PLAN: plan, SUPPORT: support, NONE: none}


def _by_19(part: str, ending: str, title: str) -> list[Measure]:
    codes = _codes(f"Age19_SEN-S{ending}", f"Age19_SENwoS{ending}", f"Age19_NoNSEN{ending}")
    return [
        Measure(
            code, _SEN, f"%19 year olds qualified to {title} - {_NAMES[group]}", "High",
            "% achieving the level", _ACADEMIC, _UP_TO_2024,
            _result("by_19", part, 2, (group,)), 2,
        )
        for group, code in codes.items()
    ]  # fmt: skip


_WITHIN = "New EHC plans issued within 20 weeks"
_ATTENDANCE = "All Pupil Absence & Exclusions"
_EET = "KS4 pupils going to, or remaining in education & employment/training"
MEASURES = (
    Measure("SEN_INIT_REQ", _SEN, "Number of initial requests", "-", "Number of requests",
            _CALENDAR, range(2019, 2025), _received),
    Measure("EHCP_Initial_req_refused", _SEN,
            "Initial requests for assessment for an EHC plan refused", "-", "% refused",
            _CALENDAR, _UP_TO_2024, _refused),
    Measure("SEN_EHC_Excpt_20wks", _SEN, f"{_WITHIN} - excluding exceptions", "High",
            "% of EHC plans", _CALENDAR, _UP_TO_2024,
            _flow("timeliness", "plans_issued_20_weeks_ex", "plans_issued_den_ex", 1)),
    Measure("SEN_EHC_All_20wks", _SEN, f"{_WITHIN} - including exceptions (all)", "High",
            "% of EHC plans", _CALENDAR, _UP_TO_2024,
            _flow("timeliness", "plans_issued_within_20_weeks", "plans_issued_den", 1)),
    Measure("SEN_CASES_JAN", _SEN, "Total number of cases (as at January)", "-", "Total cases",
            "Annual - January", range(2019, 2026), _plans, collected_after=0),
    Measure("SEN_AppealableDec", _SEN,
            "Appeal rate to the SEND Tribunal based on total appealable decisions", "Low",
            "% of appeals", _CALENDAR, _UP_TO_2024, _appeal_rate, 2),
    *_by_group(_codes("NEW_KS2_RWM_Sen_Withsta", "NEW_KS2_RWM_Sen_W/Osta", "NoID_SEN_NEW_KS2_RWM"),
               _SEN, "KS2 attainment RWM", "% achieving expected level", _TESTS, "ks2", "met", 0,
               gaps=WITHOUT_TESTS),
    *_mean_by_group(_codes("SEN_Stat_AVG_Attain8_Score", "SEN_WoStat_AVG_Attain8_Score",
                           "SEN_NoID_AVG_Attain8_Score"), "Attainment 8 score", "points", 10),
    Measure("AVG_Attain8_Score", "Key Stage 4", "Average Attainment 8 score per pupil", "High",
            "Score per pupil", _ACADEMIC, _TESTS, _mean("points", 10), is_state_funded=True),
    *_mean_by_group(_codes("SEN_Stat_AVG_Prog8_Score", "SEN_WoStat_AVG_Prog8_Score",
                           "SEN_NoID_AVG_Prog8_Score"), "Progress 8 score", "progress", 100),
    Measure("KS1P_all", "Key Stage 1 and Phonics", "Phonics Decoding - All pupils", "High",
            "% achieving expected level", _ACADEMIC, _TESTS, _result("phonics", "met", 0),
            gaps=WITHOUT_TESTS, provisional=2025, is_state_funded=True),
    *_by_group(_codes("KS1P_EHCP", "KS1P_SEND", "KS1P_NonSEND"), "Key Stage 1 and Phonics",
               "Phonics Decoding", "% achieving expected level", _TESTS, "phonics", "met", 0,
               2025, WITHOUT_TESTS),
    Measure("SEN_TotStat", _SEN, "% of pupils with EHC plans (all schools)", "NA",
            "% Total pupils with statement/EHC", _ACADEMIC, _TESTS,
            _in_schools(PLAN, PHASES, 1), collected_after=0),
    Measure("SEN_TotSENSuP", _SEN, "% of pupils with SEN Support (all schools)", "NA",
            "% all pupils with SEN Support", _ACADEMIC, _TESTS,
            _in_schools(SUPPORT, PHASES, 1), collected_after=0),
    Measure("PrimStatements", _SEN, "% of pupils with EHC plans (primary)", "NA",
            "% Primary pupils with a statement/EHC", _ACADEMIC, _TESTS,
            _in_schools(PLAN, (PRIMARY,), 1), collected_after=0),
    Measure("SecStatements", _SEN, "% of pupils with EHC plans (secondary)", "NA",
            "% Secondary pupils with a statement/EHC", _ACADEMIC, _TESTS,
            _in_schools(PLAN, (SECONDARY,), 2), collected_after=0),
    Measure("SusEdOverall_All", "Key Stage 4", f"% {_EET}", "High", "% in EET", _ACADEMIC,
            range(2017, 2024), _stayed_on(1), is_state_funded=True),
    *(Measure(code, _SEN, f"% {_EET} - {_NAMES[group]}", "High", "% in EET", _ACADEMIC,
              range(2017, 2024), _stayed_on(1, (group,)), is_state_funded=True)
      for group, code in _codes("SusEdOverall_SEN_Stat_incSpec", "SusEdOverall_SEN_NoStat_incSpec",
                                "SusEdOverall_NoSEN_incSpec").items()),
    Measure("KS4_SEN_Des_incSpec", _SEN, f"% {_EET} - all SEN", "High", "%KS4 SEN in EET",
            _ACADEMIC, range(2017, 2024), _stayed_on(1, (PLAN, SUPPORT)), is_state_funded=True),
    *(Measure(code, "Foundation Stage", f"% achieving a good level of development{of}", "High",
              "% of children", _ACADEMIC, _TESTS, _good_level(groups), gaps=WITHOUT_TESTS)
      for code, of, groups in (("FSP_NEW_GOODDEV", "", (*GROUPS, UNKNOWN)),
                               ("FSP_Gooddev_Without_SENSTATE", " - SEN support", (SUPPORT,)),
                               ("FSP_Gooddev_With_SENSTATE", " - EHC plan", (PLAN,)))),
    *(Measure(code, _ATTENDANCE, title, "Low", "% of sessions or registrations", _ACADEMIC,
              range(2019, 2026), _missed(part, whole), 2, gaps=(2020,), is_state_funded=True)
      for code, title, part, whole in (
          ("TotAbs", "Total school absence", "absent", "possible"),
          ("TotPerAbNew", "Total persistent absence", "persistent", "enrolments"),
          ("TotSevPerAbNew", "Total severe absence", "severe", "enrolments"))),
    *(Measure(code, _ATTENDANCE, title, "Low", "Rate per 100 pupils", _ACADEMIC,
              range(2020, 2025), _in_year(event), 2, is_state_funded=True, is_slashed=True)
      for event, code, title in zip(EVENTS, ("TotFixedEx", "Total_ Pup_FixedEx", "TotPermEx"),
                                    ("Suspensions", "Pupils suspended", "Permanent exclusions"),
                                    strict=True)),
    Measure("16-17YroldSEN_ET", _SEN, "16-17 yr olds with SEN in education & training", "High",
            "% 16-17 SEN in Ed & Training", _FINANCIAL, range(2018, 2026), _in_training, 2, 0),
    Measure("16-17_not known_NEET", "Economic Factors",
            "% of 16-17 who are NEET or whose activity is not known", "Low",
            "% of 16 - 17 year olds", _FINANCIAL, range(2019, 2026), _adrift, None, 0),
    *_by_19("level_2", "", "Level 2"),
    *_by_19("level_2_em", "_L2EM", "Level 2, inc E&M"),
    *_by_19("level_3", "_L3", "Level 3"),
)  # fmt: skip
