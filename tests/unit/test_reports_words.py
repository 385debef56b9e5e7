"""Numbers and periods in words."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.words import (
    Number,
    Period,
    Phrase,
    Words,
    amount,
    exact,
    figure,
    join,
    listed,
    lower_first,
    phrase,
    rounded,
    unit_words,
)


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(2.345, 2, "2.35"), (2.5, 0, "3"), (3.5, 0, "4"), (0.125, 2, "0.13"), (-2.5, 0, "-3")],
)
def test_a_value_is_rounded_half_up(value: float, decimals: int, shown: str) -> None:
    assert str(rounded(value, decimals)) == shown


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_exact_text_reads_back_as_the_same_number_and_has_no_exponent(value: float) -> None:
    text = exact(value)
    assert float(text) == value
    assert "e" not in text.lower()
    assert not text.endswith(".0")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5486, "5486"),
        (5486.0, "5486"),
        (100.0, "100"),
        (1e-7, "0.0000001"),
        (1e22, "10000000000000000000000"),
        (-0.0, "0"),
        (Decimal("1.50"), "1.5"),
        (24.576271186440678, "24.576271186440678"),
    ],
)
def test_exact_text_is_as_short_as_can_be(value: float, text: str) -> None:
    assert exact(value) == text


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "in_table", "in_sentence"),
    [
        (24.57, "percent", 1, "24.6%", "24.6%"),
        (4427.0, "count", 0, "4,427", "4,427"),
        (-3.25, "percentage_points", 1, "−3.3", "−3.3 percentage points"),
        (1.0, "percentage_points", 0, "1", "1 percentage point"),
        (1.0, "percentage_points", 1, "1.0", "1.0 percentage points"),
        (14.05, "score", 1, "14.1", "14.1"),
        (5.126, "per_100", 2, "5.13", "5.13 per 100"),
        (-0.04, "percent", 1, "0.0%", "0.0%"),
        (237.952, "pounds", 0, "£238", "£238"),
        (-1234.5, "pounds", 2, "−£1,234.50", "−£1,234.50"),
        (78.095938, "pounds_million", 1, "£78.1m", "£78.1 million"),
        (9952.172126, "pounds_million", 1, "£9,952.2m", "£9,952.2 million"),
        (-0.04, "pounds_million", 1, "£0.0m", "£0.0 million"),
    ],
)
def test_a_number_is_shown_with_its_unit(
    value: float, unit: str, decimals: int, in_table: str, in_sentence: str
) -> None:
    assert figure(value, unit, decimals) == in_table
    assert amount(value, unit, decimals) == in_sentence


def test_units_have_names() -> None:
    assert unit_words("percentage_points") == "percentage points"
    assert unit_words("per_100") == "rate per 100"
    assert unit_words("pounds") == "pounds"
    assert unit_words("pounds_million") == "millions of pounds"


@pytest.mark.parametrize(
    ("time_period", "identifier", "kind", "label", "axis", "step"),
    [
        ("202223", "Academic year", "january", "January 2023", "2023", 2023),
        ("202223", "Academic year", "academic_year", "2022/23", "2022/23", 2023),
        ("199900", "Academic year", "academic_year", "1999/00", "1999/00", 2000),
        ("2024", "Calendar year", "calendar_year", "2024", "2024", 2024),
        ("202425", "Academic year", "winter_average", "winter 2024/25", "2024/25", 2025),
        ("2025", "Calendar year", "winter_average", "winter 2024/25", "2024/25", 2025),
        ("2025", "Calendar year", "march", "March 2025", "2025", 2025),
        ("2023-04", "Month", "", "April 2023", "Apr 2023", 24280),
        ("2023-04", "Month", "month", "April 2023", "Apr 2023", 24280),
        ("2023-04", "Month", "twelve_months", "12 months to April 2023", "Apr 2023", 24280),
        ("202122", "Financial year", "financial_year", "2021-22", "2021-22", 2022),
        ("2020", "Reporting year", "mid_year", "mid-2020", "2020", 2020),
    ],
)
def test_a_period_is_named_as_its_population_dates_it(
    time_period: str, identifier: str, kind: str, label: str, axis: str, step: int
) -> None:
    period = Period(time_period, identifier, kind)
    assert (period.label, period.axis, period.step) == (label, axis, step)


def test_a_column_of_periods_says_what_they_are() -> None:
    assert Period("202122", "Financial year", "financial_year").heading == "Financial year"
    assert Period("2020", "Reporting year", "mid_year").heading == "Mid-year"


def test_periods_are_in_the_order_of_time() -> None:
    months = [Period("2023-12", "Month"), Period("2024-01", "Month")]
    assert sorted(reversed(months)) == months
    assert months[1].step == months[0].step + 1


def test_a_phrase_is_html_and_plain_text_at_once() -> None:
    made = phrase("a < b: ", Number(24.57, "24.6%"), " of ", Words("plans & more"))
    assert str(made) == "a < b: 24.6% of plans & more"
    assert made.__html__() == (
        'a &lt; b: <data value="24.57">24.6%</data> of <span class="name">plans &amp; more</span>'
    )


def test_joining_leaves_out_what_says_nothing() -> None:
    assert str(join([phrase("One."), Phrase(), phrase("Two.")])) == "One. Two."
    assert not join([])


def test_abbreviations_and_names_keep_their_capitals() -> None:
    words = ["Pupils with SEN", "SEN support", "EHC plan", "Down syndrome", "KS2", "No SEN"]
    assert [lower_first(word) for word in words] == [
        *("pupils with SEN", "SEN support", "EHC plan", "Down syndrome", "KS2", "no SEN"),
    ]


def test_names_are_listed_as_in_a_sentence() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
