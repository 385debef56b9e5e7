"""The catalogue: one entry per indicator, with everything a reader must be told."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from pipeline.catalogue import load_catalogue
from pipeline.errors import ConfigError
from pipeline.project import project_dir

BREAKS = "seeds/reference/series_breaks.csv"
ASKED_FOR = [
    "ehc_plans_maintained",
    "ehc_plan_growth",
    "new_ehc_plans",
    "ehc_plans_by_setting",
    "ehc_plans_by_primary_need",
    "pupils_with_ehc_plan",
    "pupils_on_sen_support",
    "sen_pupils_by_provision",
    "pupils_with_plan_by_school_type",
    "sen_support_by_primary_need",
    "need_not_recorded",
    "assessment_requests",
    "assessment_requests_refused",
    "request_decisions_in_6_weeks",
    "plans_in_20_weeks",
    "plans_in_20_weeks_excl_exceptions",
    "plans_after_52_weeks",
    "annual_reviews_held",
    "review_decisions_in_4_weeks",
    "personal_budgets",
    "residential_placements",
    "work_based_placements",
    "ceased_plans_by_reason",
    "plans_without_school_place",
    "mediation_cases",
    "tribunal_appeal_rate",
    "statutory_roles_filled",
    "ks2_rwm_expected_all_sen",
    "ks2_rwm_expected",
    "ks2_rwm_gap",
    "attainment_8",
    "progress_8",
    "phonics_expected",
    "eyfsp_good_development",
    "english_maths_grade",
    "ehcp_post16_neet",
    "neet_or_not_known_16_17",
    "participation_16_17",
    "level_2_3_by_19",
    "ks4_sustained_destination",
    "independent_special_placements",
    "unit_and_resourced_places",
    "plan_duration",
    "ehcp_post16_neet_sen2",
    "cross_border_placements",
    "assessments_leading_to_plan",
    "not_to_issue_in_16_weeks",
    "open_assessments_by_age",
    "days_request_to_plan",
    "pupils_with_sen",
    "primary_need_per_1000_pupils",
    "secondary_need_recorded",
    "overall_absence",
    "persistent_absence",
    "severe_absence",
    "reduced_timetable",
    "suspension_rate",
    "pupils_suspended",
    "permanent_exclusion_rate",
    "community_waits_over_18_weeks",
    "autism_referrals_13_weeks",
    "nhs_mental_health_contact",
    "sen_disproportionality",
    "sen_deprivation_ratio",
    "ehc_plan_projection",
    "suspensions_in_term",
    "pupils_suspended_in_term",
    "permanent_exclusions_in_term",
    "ks4_destinations",
    "post16_sustained_destination",
    "social_care_children_with_sen",
    "high_needs_block",
    "dsg_balance",
    "high_needs_spend_per_head",
    "high_needs_spend_by_line",
    "specialist_top_up_per_head",
    "residents_0_17",
    "residents_0_25",
    "ehc_plans_per_1000_residents",
    "need_mix_change",
    "plan_stock_flow_residual",
]


def test_the_indicators_of_this_edition_are_all_there() -> None:
    assert sorted(item.indicator_id for item in load_catalogue()) == sorted(ASKED_FOR)


def test_every_entry_counts_a_known_population() -> None:
    with (project_dir() / "seeds/reference/populations.csv").open(encoding="utf-8") as stream:
        known = {row["population_id"] for row in csv.DictReader(stream)}
    used = {
        population
        for item in load_catalogue()
        for population in (item.population_id, item.local_population_id)
        if population
    }
    assert used == known


def test_titles_and_short_titles_differ_between_indicators() -> None:
    catalogue = load_catalogue()
    for name in ("title", "short_title", "definition"):
        texts = [getattr(item, name) for item in catalogue]
        assert len(texts) == len(set(texts)), name


def test_sessions_and_estimates_have_no_intervals_as_if_each_were_a_child() -> None:
    assert {item.indicator_id for item in load_catalogue() if not item.intervals} == {
        "overall_absence",
        "reduced_timetable",
        "residents_0_17",
        "residents_0_25",
    }


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"unit": "percentage"}, "`unit` is none of"),
        ({"extra": 1}, "missing or unknown: extra"),
        ({"numerator": None}, "needs numerator and denominator"),
        ({"rolling": "yes"}, "`rolling` is true or false"),
        ({"intervals": 0}, "`intervals` is true or false"),
        ({"breaks": ["no_such_break"]}, "`breaks` names no_such_break, which is not listed"),
        ({"breaks": [{"period": "2023"}]}, "`breaks` names {'period': '2023'}, which is not"),
    ],
)
def test_an_entry_that_does_not_fit_is_named(
    tmp_path: Path, change: dict[str, object], message: str
) -> None:
    import yaml

    real = project_dir() / "models/indicators/plans_issued/ind_plans_issued_on_time.yml"
    document = yaml.safe_load(real.read_text(encoding="utf-8"))
    document["models"][0]["config"]["meta"]["indicators"][0] |= change
    folder = tmp_path / "models/indicators/x"
    folder.mkdir(parents=True)
    (folder / "ind_x.yml").write_text(yaml.safe_dump(document), encoding="utf-8")
    (tmp_path / "seeds/reference").mkdir(parents=True)
    shutil.copy(project_dir() / BREAKS, tmp_path / BREAKS)
    with pytest.raises(ConfigError, match=message) as raised:
        load_catalogue(tmp_path)
    assert "\n" not in str(raised.value)


def test_every_listed_break_has_a_short_title_and_is_one_of_an_indicator() -> None:
    with (project_dir() / BREAKS).open(encoding="utf-8", newline="") as stream:
        listed = list(csv.DictReader(stream))
    assert all(0 < len(row["title"]) <= 30 for row in listed)
    assert all(row["reason"].endswith(".") for row in listed)
    told = {text for item in load_catalogue() for text in item.breaks}
    assert told == {f"{row['time_period']}: {row['reason']}" for row in listed}
