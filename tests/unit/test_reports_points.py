"""Which facts become main points, in which order, and what a point says."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import pytest

from reports.chapters import read_outline
from reports.comparison import Beside, Comparison
from reports.context import read_report
from reports.facts import Fact, Facts
from reports.model import Report
from reports.pages import ChapterPage, chapter_pages
from reports.sentences.importance import importance, in_order
from reports.sentences.points import MOST, MOST_OF_ONE, Point, points
from reports.trend import Trend
from tests.fixtures_published import build_published


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return read_report(build_published(tmp_path_factory.mktemp("data") / "published.duckdb"))


def page_of(report: Report, number: int) -> ChapterPage:
    return next(p for p in chapter_pages(report, read_outline()) if p.chapter.number == number)


def fact_of(report: Report, indicator_id: str, period: str, group: str = "Total") -> Fact:
    indicator = report.indicator(indicator_id)
    assert indicator is not None
    facts = Facts(report, indicator)
    (value,) = [v for v in facts.home if v.period.time_period == period and v.breakdown == group]
    return facts.fact(value)


@pytest.fixture
def plain(report: Report) -> Fact:
    """Give a fact that nothing is known of but its value beside England's."""
    fact = fact_of(report, "tribunal_appeal_rate", "2024")
    return with_rows(fact, england={"is_different": None, "z_score": None, "judgement": None})


def with_rows(fact: Fact, **rows: dict[str, Any]) -> Fact:
    assert fact.comparison is not None
    by = dict(fact.comparison.by)
    template = by["england"]
    for comparator, changes in rows.items():
        start = by.get(comparator, replace(template, comparator=comparator))
        by[comparator] = replace(start, **changes)
    return replace(fact, comparison=Comparison(by))


def with_polarity(fact: Fact, polarity: str) -> Fact:
    return replace(fact, indicator=replace(fact.indicator, polarity=polarity))


def with_trend(fact: Fact, marker: str) -> Fact:
    value = fact.value
    key = (value.indicator_id, value.topic, value.breakdown)
    trend = Trend(None, value.period.time_period, 5, marker, None, None)
    return replace(fact, report=replace(fact.report, trends={key: trend}))


def different(fact: Fact, z: float) -> Fact:
    return with_rows(fact, england={"is_different": True, "z_score": z, "judgement": "higher"})


def similar(fact: Fact, z: float) -> Fact:
    return with_rows(fact, england={"is_different": False, "z_score": z, "judgement": "similar"})


def ranked(fact: Fact, rank: int) -> Fact:
    return with_rows(fact, neighbours={"area_rank": rank, "rank_of": 11, "is_different": None})


def test_what_is_certain_comes_first(plain: Fact) -> None:
    changed = with_rows(
        plain, previous={"is_different": True, "z_score": 9.0, "comparator_value": 1.0}
    )
    rising = with_trend(plain, "increasing")
    order = [different(plain, 3.0), changed, rising, similar(plain, 2.5), plain]
    assert in_order(reversed(order)) == order


def test_a_larger_difference_comes_first_in_whole_steps(plain: Fact) -> None:
    small, large, lower = different(plain, 3.2), different(plain, 4.1), different(plain, -5.0)
    assert in_order([small, large, lower]) == [lower, large, small]
    assert importance(different(plain, 3.2)) == importance(different(plain, 3.9))


def test_then_what_can_be_better_or_worse_then_the_rank_then_the_catalogue(plain: Fact) -> None:
    one, other = similar(ranked(plain, 6), 1.0), similar(ranked(plain, 11), 1.0)
    judgeable = with_polarity(one, "lower_better")
    assert in_order([one, other, judgeable]) == [judgeable, other, one]
    first = similar(ranked(plain, 1), 1.0)
    assert in_order([first, other]) == [first, other]
    assert in_order([other, first]) == [other, first]


def test_better_does_not_come_before_worse(plain: Fact) -> None:
    fact = with_polarity(plain, "higher_better")
    assert importance(different(fact, 3.0)) == importance(different(fact, -3.0))


def test_a_figure_whose_recording_may_have_changed_never_leads(report: Report) -> None:
    fact = different(fact_of(report, "need_not_recorded", "202425"), 40.0)
    plain = similar(fact_of(report, "tribunal_appeal_rate", "2024"), 0.1)
    assert in_order([fact, plain]) == [plain, fact]


def test_own_figures_come_after_published_ones(report: Report) -> None:
    own = [fact for _, fact in page_of(report, 1).told if fact.indicator.is_own]
    published = fact_of(report, "pupils_with_ehc_plan", "202425")
    assert in_order([*own, published])[0] is published


def test_there_are_at_most_six_points_and_two_of_one_indicator(report: Report) -> None:
    for page in chapter_pages(report, read_outline()):
        assert len(page.points) <= MOST
        ids = {each.figure_id for each in page.figures}
        of_one: dict[str, int] = {}
        for point in page.points:
            assert point.figure_id in ids
            of_one[point.figure_id] = of_one.get(point.figure_id, 0) + 1
        assert max(of_one.values(), default=0) <= MOST_OF_ONE


def told(point: Point) -> str:
    return f"{point.about.text}: {point.claim} {point.base}"


def test_a_point_names_group_value_base_comparator_and_judgement(report: Report) -> None:
    (point,) = [p for p in page_of(report, 4).points if "within 20 weeks" in p.about.text]
    assert told(point) == (
        "EHC plans issued within 20 weeks, excluding exceptions: 24.6% in Exampleshire in 2024, "
        "about one in four, lower than in England (46.4%): worse, by more than councils usually "
        "differ; down 20.2 percentage points since 2023, from 44.8%: worse, by more than chance "
        "alone would explain. 145 of 590 new EHC plans without an exception, issued by the "
        "council."
    )


def test_a_score_says_that_it_came_without_counts(report: Report) -> None:
    found = [told(p) for p in page_of(report, 6).points if "Attainment 8" in p.about.text]
    assert found[0].startswith("Average Attainment 8 score, pupils with an EHC plan: 14.1 in")
    assert "Average scores published without counts: pupils at the end of the key" in found[0]


def test_a_jump_is_told_as_one_without_a_direction_or_a_judgement(report: Report) -> None:
    (point,) = [p for p in page_of(report, 5).points if "without a recorded" in p.about.text]
    assert str(point.claim) == (
        "11.7% in Exampleshire in January 2025. There is a jump in the recorded figure, from 1.0% "
        "in January 2024 to 11.7% in January 2025: recording may have changed, so we tell no "
        "change."
    )


def test_pupils_without_sen_details_and_repetitions_are_no_points(report: Report) -> None:
    fact = fact_of(report, "ks2_rwm_expected", "202223", "No SEN")
    assert points([("a", fact)]) == ()
    mine = fact_of(report, "pupils_with_ehc_plan", "202425")
    aged = replace(mine, value=replace(mine.value, topic="Age", breakdown="Age 10"))
    assert points([("a", aged)]) == ()
    rest = replace(mine.value, numerator=84150 - 3854, value=95.4)
    assert len(points([("a", mine), ("b", replace(mine, value=rest))])) == 1
    other = replace(mine.value, numerator=1000)
    assert len(points([("a", mine), ("b", replace(mine, value=other))])) == 2


def test_no_point_is_made_of_a_hidden_or_withheld_value(report: Report) -> None:
    mine = fact_of(report, "pupils_with_ehc_plan", "202425")
    for reason in ("c", "u", "x"):
        hidden = replace(mine, value=replace(mine.value, value=None, missing=reason))
        assert points([("a", hidden)]) == ()


def test_one_point_of_each_indicator_comes_before_a_second_one(report: Report) -> None:
    page = page_of(report, 6)
    assert len({p.figure_id for p in page.points}) == 4
    assert len(page.points) == MOST


def rows_of(path: Path, change: str) -> ChapterPage:
    with duckdb.connect(str(path)) as connection:
        connection.execute(change)
    return page_of(read_report(path), 7)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ("is_different = true, judgement = 'higher'", ""),
        (
            "is_different = false, judgement = 'similar'",
            "No figure in this chapter for Exampleshire differs from England by more than "
            "councils usually differ.",
        ),
        (
            "is_different = null, judgement = null, judgement_note = 'few areas'",
            "No figure in this chapter for Exampleshire can be judged beside England: too few "
            "councils have a figure.",
        ),
    ],
)
def test_a_chapter_says_plainly_if_nothing_differs(tmp_path: Path, change: str, words: str) -> None:
    path = build_published(tmp_path / "published.duckdb")
    page = rows_of(path, f"update indicator_comparisons set {change} where comparator = 'england'")
    assert str(page.verdict) == words


def test_a_row_without_the_other_s_value_is_no_comparison(report: Report) -> None:
    fact = fact_of(report, "ks2_rwm_expected", "202223", "EHC plan")
    row: Beside | None = fact.beside("neighbours")
    assert row is None
    assert fact.beside("england") is not None
