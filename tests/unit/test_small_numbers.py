"""Small groups of children are held back, and no single figure can be worked out from the rest."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.disclose.small_numbers import hide_small_numbers

Row = tuple[str, str, str, str, str, float | None, float | None, str]
PLACE = ("p", "202425")
LA = ("Local authority", "501")


def published(rows: Sequence[Row], kind: str = "rate") -> duckdb.DuckDBPyConnection:
    """Rows of (level, area, topic, breakdown, indicator, numerator, denominator, status)."""
    con = duckdb.connect()
    con.execute(
        "create table indicator_values (indicator_id varchar, population_id varchar, "
        "time_period varchar, geographic_level varchar, area_code varchar, "
        "breakdown_topic varchar, breakdown varchar, numerator double, denominator double, "
        "indicator_value double, unit varchar, lower_ci double, upper_ci double, "
        "ci_method varchar, value_status varchar, missing_reason varchar)"
    )
    con.execute("create table indicators (indicator_id varchar, kind varchar)")
    for level, area, topic, breakdown, name, numerator, denominator, status in rows:
        con.execute(
            "insert into indicator_values values (?, 'p', '202425', ?, ?, ?, ?, ?, ?, 1, "
            "'percent', 0.5, 1.5, 'Wilson', ?, null)",
            [name, level, area, topic, breakdown, numerator, denominator, status],
        )
    names = sorted({row[4] for row in rows})
    con.executemany("insert into indicators values (?, ?)", [[name, kind] for name in names])
    return con


def shown(con: duckdb.DuckDBPyConnection) -> dict[tuple[str, str, str, str], float | None]:
    found = con.execute(
        "select indicator_id, area_code, breakdown_topic, breakdown, numerator "
        "from indicator_values where missing_reason is null"
    ).fetchall()
    return {tuple(row[:4]): row[4] for row in found}


def test_one_small_group_takes_its_whole_topic_along() -> None:
    con = published(
        [
            (*LA, "Total", "Total", "a", 50, 100, "local"),
            (*LA, "Sex", "Male", "a", 47, 60, "local"),
            (*LA, "Sex", "Female", "a", 3, 40, "local"),
            (*LA, "Age", "Age 5", "a", 50, 100, "local"),
        ]
    )
    protected = hide_small_numbers(con, "council-1-4")
    assert {key[2:] for key in shown(con)} == {("Total", "Total"), ("Age", "Age 5")}
    assert (protected.figures, protected.hidden) == (4, 2)


def test_the_interval_goes_with_its_value() -> None:
    con = published(
        [
            (*LA, "Total", "Total", "a", 2, 100, "local"),
            (*LA, "Total", "Total", "a", 2, 100, "final"),
        ]
    )
    hide_small_numbers(con, "council-1-4")
    hidden, passed = con.execute(
        "select indicator_value, numerator, denominator, lower_ci, upper_ci, ci_method "
        "from indicator_values order by value_status = 'final'"
    ).fetchall()
    assert hidden == (None,) * 6
    assert passed == (1, 2, 100, 0.5, 1.5, "Wilson")


def test_all_but_a_few_is_as_small_as_a_few() -> None:
    con = published([(*LA, "Total", "Total", "a", 98, 100, "local")])
    hide_small_numbers(con, "council-1-4")
    assert not shown(con)


def test_the_same_children_in_another_figure_are_held_back_too() -> None:
    con = published(
        [
            (*LA, "Sex", "Male", "a", 3, 60, "local"),
            (*LA, "Sex", "Male", "b", 30, 60, "local"),
        ]
    )
    hide_small_numbers(con, "council-1-4")
    assert not shown(con)


def test_one_locality_takes_the_others_along_and_the_area_stays() -> None:
    con = published(
        [
            (*LA, "Total", "Total", "a", 50, 100, "local"),
            ("Locality", "locality-x", "Total", "Total", "a", 2, 20, "local"),
            ("Locality", "locality-y", "Total", "Total", "a", 48, 80, "local"),
        ]
    )
    hide_small_numbers(con, "council-1-4")
    assert {key[1] for key in shown(con)} == {"501"}


def test_a_small_total_leaves_nothing_below_it() -> None:
    con = published(
        [
            (*LA, "Total", "Total", "a", 4, 100, "local"),
            (*LA, "Sex", "Male", "a", 0, 60, "local"),
            (*LA, "Sex", "Female", "a", 0, 40, "local"),
        ]
    )
    hide_small_numbers(con, "council-1-4")
    assert not shown(con)


def test_published_figures_pass_unchanged() -> None:
    con = published([(*LA, "Total", "Total", "a", 1, 2, "final")])
    assert hide_small_numbers(con, "council-1-4").figures == 0
    assert len(shown(con)) == 1


@pytest.mark.parametrize(("preset", "visible"), [("nhs-1-7-round5", 0), ("dfe-open", 1)])
def test_the_preset_sets_the_threshold(preset: str, visible: int) -> None:
    con = published([(*LA, "Total", "Total", "a", 6, 100, "local")])
    hide_small_numbers(con, preset)
    assert len(shown(con)) == visible


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(
        st.tuples(st.sampled_from(["501", "locality-x", "locality-y"]), st.sampled_from("AB")),
        st.lists(st.integers(0, 12), min_size=1, max_size=4),
        min_size=1,
    )
)
def test_no_small_figure_is_left_and_groups_go_whole(
    groups: dict[tuple[str, str], list[int]],
) -> None:
    rows = [
        ("Local authority" if area == "501" else "Locality", area, topic, f"g{place}", "a", n, 50,
         "local")
        for (area, topic), counts in groups.items()
        for place, n in enumerate(counts)
    ]  # fmt: skip
    con = published(rows)
    hide_small_numbers(con, "council-1-4")
    left = shown(con)
    assert not any(1 <= (number or 0) <= 4 for number in left.values())
    for (area, topic), counts in groups.items():
        visible = sum(key[1] == area and key[2] == topic for key in left)
        assert visible in (0, len(counts))
        if area != "501" and any(1 <= n <= 4 for n in counts):
            assert not any(key[1] != "501" and key[2] == topic for key in left)
