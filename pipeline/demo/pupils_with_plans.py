"""Pupils with a plan by need, and all pupils by age and sex, per authority from 2015/16 to 2024/25.

The layout mixes two bases, as the real file does: needs count the pupils with a plan, ages and
sexes count every pupil outside independent schools. Its rows and columns called "Total" are kept.
"""

from collections import Counter
from collections.abc import Mapping

from pipeline.demo.geography import AUTHORITIES, Area, academic_year, england
from pipeline.demo.layouts import PUPILS_WITH_PLANS, PUPILS_WITH_PLANS_FILE
from pipeline.demo.packing import csv_bytes
from pipeline.demo.school_census import AGES, DOWN_SYNDROME, JANUARIES
from pipeline.demo.world import World, added

TOTAL = "Total"
_NEED_COLUMNS: Mapping[str, str] = {
    "Autistic Spectrum Disorder": "autistic_spectrum_disorder",
    "Hearing Impairment": "hearing_impairment",
    "Moderate Learning Difficulty": "moderate_learning_difficulty",
    "Multi- Sensory Impairment": "multi_sensory_impairment",
    "Other Difficulty/Disability": "other_difficulty_or_disability",
    "Physical Disability": "physical_disability",
    "Profound & Multiple Learning Difficulty": "profound_and_multiple_learning_difficulty",
    "Social, Emotional and Mental Health": "social_emotional_and_mental_health",
    "Speech, Language and Communications needs": "speech_language_and_communications_needs",
    "Severe Learning Difficulty": "severe_learning_difficulty",
    "Specific Learning Difficulty": "specific_learning_difficulty",
    "Visual Impairment": "visual_impairment",
    "SEN support but no specialist assessment of type of need": (
        "sen_support_but_no_specialist_assessment_of_type_of_need"
    ),
    DOWN_SYNDROME: "down_syndrome",
}
Counts = Counter[str]


def write_pupils_with_plans(world: World) -> Mapping[str, bytes]:
    """The file: every code in every year, blank where the authority did not have that code."""
    by_code = {
        (january, code): _counts(world, area, january)
        for january in JANUARIES
        for code, area in _areas(january).items()
    }
    codes = sorted({code for _, code in by_code} - {TOTAL})
    lines = []
    for january in JANUARIES:
        for code in [*codes, TOTAL]:
            lines.append(_line(academic_year(january), code, by_code.get((january, code))))
    for code in [*codes, TOTAL]:
        over_time: Counts = Counter()
        for january in JANUARIES:
            over_time += by_code.get((january, code), Counter())
        lines.append(_line(TOTAL, code, over_time))
    layout = PUPILS_WITH_PLANS
    content = csv_bytes(layout.columns, lines, bom=layout.bom, newline=layout.newline)
    return {PUPILS_WITH_PLANS_FILE: content}


def _areas(january: int) -> Mapping[str, Area]:
    named = {
        one.gss_code_in(january): Area("Local authority", one.places, one.region, one)
        for one in AUTHORITIES
        if one.exists(january)
    }
    return named | {TOTAL: england()}


def _counts(world: World, area: Area, january: int) -> Counts:
    counts: Counts = Counter()
    for (_, need), number in added(world.census.plan_needs, area, january).items():
        counts[_NEED_COLUMNS[need]] += number
    for age, number in added(world.census.ages, area, january).items():
        counts[_age_column(age)] += number
    return counts + added(world.census.sexes, area, january)


def _age_column(age: int) -> str:
    return {AGES[0]: "age_2_and_under", AGES[-1]: "age_19_and_over"}.get(age, f"age_{age}")


def _line(year: str, code: str, counts: Counts | None) -> str:
    if not counts:
        return ",".join([year, code, *[""] * (len(PUPILS_WITH_PLANS.columns) - 2)])
    cells = {"year": year, "location_code": code} | _summaries(counts)
    ages = {_age_column(age): float(counts[_age_column(age)]) for age in AGES}
    sexes = {sex: float(counts[sex]) for sex in ("female", "male")}
    needs = {column: float(counts[column]) for column in _NEED_COLUMNS.values() if counts[column]}
    for group in (ages, sexes, needs):
        whole = sum(counts[name] for name in group)
        for name, number in group.items():
            cells[f"{name}_count"] = str(number)
            cells[f"{name}_percent"] = str(number / whole * 100)
    return ",".join([cells.get(column, "") for column in PUPILS_WITH_PLANS.columns])


def _summaries(counts: Counts) -> dict[str, str]:
    by_age = {age: counts[_age_column(age)] for age in AGES}
    pupils = sum(by_age.values())
    so_far, median = 0, 0
    for age, number in by_age.items():
        so_far += number
        if 2 * so_far >= pupils:
            median = age
            break
    needs = {column: counts[column] for column in _NEED_COLUMNS.values()}
    return {
        "age_mean": str(sum(age * number for age, number in by_age.items()) / pupils),
        "age_median": f"{median}.0",
        "age_mode": _age_column(max(by_age, key=lambda age: by_age[age])),
        "sen_type_mode": max(needs, key=lambda column: needs[column]),
        "sex_mode": max(("female", "male"), key=lambda sex: counts[sex]),
    }
