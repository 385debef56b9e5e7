"""Where nothing differs, a page seldom says that something does."""

from __future__ import annotations

from tests.backtest.comparisons import own_pages, published_pages


def test_one_page_in_twenty_at_most_finds_a_difference_from_england_or_the_year_before() -> None:
    outcome = published_pages(chapters=6, seed=1)
    assert outcome.pages == 918 and outcome.comparisons > 30_000
    assert outcome.pages_with_a_false_finding <= 0.05
    assert outcome.share_found_falsely <= 0.005
    # Without the correction most pages would, although each comparison is as careful.
    assert outcome.pages_with_a_false_finding_uncorrected > 0.5
    assert 0.02 <= outcome.share_found_falsely_uncorrected <= 0.06


def test_one_page_in_twenty_at_most_finds_a_difference_among_own_figures() -> None:
    outcome = own_pages(chapters=200, seed=12)
    assert outcome.pages == 200 and outcome.comparisons > 30_000
    assert outcome.pages_with_a_false_finding <= 0.05
    assert 0.03 <= outcome.share_found_falsely_uncorrected <= 0.06


def test_what_has_moved_is_found_and_few_of_the_findings_are_false() -> None:
    outcome = published_pages(chapters=2, seed=13, moved=0.2)
    assert outcome.false_among_findings <= 0.05
    assert outcome.share_of_true_found is not None and outcome.share_of_true_found > 0.5
