"""What the comparisons say of the published figures of all local authorities."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from tests.functional.conftest import Built
from tests.macro_sql import macro_sql

pytestmark = pytest.mark.real_data

# Of 153 local authorities: percent outside 95 % limits by chance alone, the standard deviation
# between them beyond chance in percentage points, and percent outside with it.
NEEDS = {
    "Autistic spectrum disorder": (86, 8.6, 6),
    "Social, emotional and mental health": (79, 5.0, 7),
    "Speech, language and communication needs": (83, 6.0, 7),
    "Moderate learning difficulty": (78, 4.4, 6),
    # About the sum of the local authorities it is 73, 1.3 and 6; England's own figure is lower.
    "Specific learning difficulty": (74, 1.3, 7),
}


@pytest.fixture(scope="module")
def warehouse(north_yorkshire: Built) -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect(str(north_yorkshire.warehouse), read_only=True) as con:
        con.execute("use intermediate")
        yield con


@pytest.mark.parametrize("need", NEEDS)
def test_local_authorities_differ_by_more_than_chance(
    warehouse: duckdb.DuckDBPyConnection, need: str
) -> None:
    share, counts = "numerator / denominator", {"x": "numerator", "n": "denominator"}
    variance = macro_sql("funnel_variance", p0="p0", n="denominator", counting="counting")
    z = macro_sql("funnel_z", p=share, p0="p0", variance=f"({variance})", tau_squared="tau_squared")
    low, high = (macro_sql("wilson_limit", **counts, side=side) for side in ("lower", "upper"))
    [(councils, by_chance, tau, beyond)] = warehouse.execute(
        f"""
        select
            count(*), 100 * avg((p0 not between {low} and {high})::int),
            100 * sqrt(any_value(tau_squared)), 100 * avg((abs({z}) > 1.959964)::int)
        from int_comparison_values
        inner join int_funnels using (indicator_id, time_period, breakdown_topic, breakdown)
        where
            indicator_id = 'ehc_plans_by_primary_need' and time_period = '202425'
            and geographic_level = 'Local authority' and breakdown = ?
        """,
        [need],
    ).fetchall()
    assert councils == 153
    expected_by_chance, expected_tau, expected_beyond = NEEDS[need]
    assert round(by_chance) == expected_by_chance
    assert tau == pytest.approx(expected_tau, abs=0.06)
    assert round(beyond) == expected_beyond


def test_every_row_is_judged_or_says_why_not(warehouse: duckdb.DuckDBPyConnection) -> None:
    odd = warehouse.execute(
        """
        select * from marts.fct_indicator_comparisons
        where
            (judgement is null) = (judgement_note is null)
            or (judgement is null) <> (q_value is null)
            or (judgement is null) <> (is_different is null)
            or q_value < p_value or q_value > 1
            or difference not between difference_lower and difference_upper
            or (judgement = 'similar') = is_different
        limit 5
        """
    ).fetchall()
    assert odd == []


def test_a_wide_spread_between_councils_is_no_difference_of_one(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    # Outside Wilson's limits for most needs, and yet as far from England as councils usually are.
    rows = warehouse.execute(
        """
        select distinct judgement from marts.fct_indicator_comparisons
        where
            indicator_id = 'ehc_plans_by_primary_need' and area_code = '815'
            and time_period = '202425' and comparator = 'england' and judgement is not null
        """
    ).fetchall()
    assert rows == [("similar",)]


def test_the_fall_of_plans_issued_in_20_weeks_is_found(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    [row] = warehouse.execute(
        """
        select judgement, judgement_method, comparator_period, difference_lower < -10
        from marts.fct_indicator_comparisons
        where
            indicator_id = 'plans_in_20_weeks' and area_code = '815' and time_period = '2024'
            and breakdown = 'Total' and comparator = 'previous'
        """
    ).fetchall()
    assert row == ("worse", "newcombe", "2023", True)


def test_neighbours_are_ranked_with_the_area_and_never_judged(
    warehouse: duckdb.DuckDBPyConnection,
) -> None:
    [row] = warehouse.execute(
        """
        select
            count(*) > 500, bool_and(judgement is null),
            bool_and(area_rank between 1 and rank_of), bool_and(rank_of = comparator_n + 1),
            bool_and(comparator_value between comparator_low - 1e-9 and comparator_high + 1e-9)
        from marts.fct_indicator_comparisons
        where
            area_code = '815' and comparator = 'neighbours' and indicator_value is not null
            and comparator_value is not null
        """
    ).fetchall()
    assert row == (True, True, True, True, True)
