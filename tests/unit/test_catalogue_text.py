"""What `jsna indicators ID` prints of an entry: everything that a reader must be told."""

import re

import pytest

from pipeline import measure_words
from pipeline.catalogue import Indicator, load_catalogue
from pipeline.catalogue_text import WIDTH, describe

EVERY = load_catalogue()
BY_ID = {item.indicator_id: item for item in EVERY}


@pytest.mark.parametrize("item", EVERY, ids=lambda item: item.indicator_id)
def test_every_entry_reads_as_a_text(item: Indicator) -> None:
    text = describe(item)
    flat = " ".join(text.split())
    assert text.splitlines()[0] == f"{item.indicator_id}: {item.title}"
    assert max(map(len, text.splitlines()[1:])) <= WIDTH
    for heading in ("definition", "population", "formula", "how sure", "compared"):
        assert f" {heading}: " in f" {flat}", heading
    assert " ".join(item.definition.split()) in flat
    for caveat in item.caveats:
        assert f"caveat: {' '.join(caveat.split())}" in flat
    assert text.count("\nbreak: before ") == len(item.breaks)
    assert "\nsource: " in text
    assert "None" not in re.sub(r"how sure: None:", "", flat)


def test_a_share_names_its_formula_its_base_and_its_sources() -> None:
    text = " ".join(describe(BY_ID["ehc_plans_by_primary_need"]).split())
    assert "formula: 100 x (plans with the primary need) / (all plans maintained)" in text
    assert "population: children and young people aged 0 to 25 with an EHC plan, whose plan" in text
    assert "source: Department for Education, Education, health and care plans" in text
    assert "source: The council's own records, SEN2 return" in text


def test_breaks_are_dated_as_the_population_is() -> None:
    text = describe(BY_ID["ehc_plan_growth"])
    assert "break: before January 2023: From January 2023 the SEN2 return" in text
    assert "source: Department for Education" in text  # read through the model it is made of
    assert "break: before 2022/23" in describe(BY_ID["attainment_8"])


@pytest.mark.parametrize(
    ("kind", "unit", "top", "bottom", "words"),
    [
        ("rate", "percent", "late", "all", "100 x (late) / (all)"),
        ("rate", "per_1000", "late", "all", "1,000 x (late) / (all)"),
        ("mean", "score", "points", "pupils", "(points) / (pupils)"),
        ("count", "count", "plans", None, "The number of plans."),
        ("gap", "percentage_points", "a", None, "The value for pupils without SEN, less"),
        ("quantile", "days", "plans", "cases", "The time after which that part"),
    ],
)
def test_a_formula_fits_its_kind(
    kind: str, unit: str, top: str, bottom: str | None, words: str
) -> None:
    assert measure_words.formula(kind, unit, top, bottom).startswith(words)


def test_an_interval_is_promised_only_where_one_is_made() -> None:
    assert "Wilson" in measure_words.interval("rate", "percent")
    assert "Byar" in measure_words.interval("rate", "per_100")
    assert "Student" in measure_words.interval("mean", "score")
    for kind in ("gap", "growth", "quantile"):
        assert measure_words.interval(kind, "percent") == measure_words.NO_INTERVAL
    assert measure_words.interval("rate", "percent", False) == measure_words.NO_INTERVAL


def test_what_is_never_judged_is_not_said_to_be() -> None:
    assert "without a judgement" in measure_words.comparison("count", ["England"])
    assert "no figures of other councils" in measure_words.comparison("rate", [])
    both = measure_words.comparison("rate", ["England", "statistical neighbours"])
    assert both.startswith("With England and the council's statistical neighbours.")
