"""Shapes: where lines, bars and signs are."""

import json
from collections.abc import Sequence
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts.bars import bar_chart
from reports.charts.lines import FLOOR, TOP, line_chart, words_length
from reports.charts.scale import scale
from reports.explore import COLOURS, CONFIG, line_spec
from reports.tables import Cell, Column, Row, Table
from reports.words import Period


def years(*numbers: int) -> list[Period]:
    return [Period(str(number), "Calendar year", "calendar_year") for number in numbers]


def table(*lines: Sequence[float | str], roles: tuple[str, ...] = ("area", "england")) -> Table:
    """Give a table with one row per entry of `lines` and one column per role."""
    columns = tuple(Column(role, role, "percent", is_drawn=True) for role in roles)
    rows = tuple(
        Row(str(n), (f"Group {n}",), tuple(cell(entry) for entry in line))
        for n, line in enumerate(lines)
    )
    return Table("A table", "key", ("Group",), columns, rows)


def cell(entry: float | str) -> Cell:
    if isinstance(entry, str):
        return Cell(None, entry, "percent", 1)
    return Cell(entry, None, "percent", 1)


@given(st.lists(st.floats(-1e9, 1e9, allow_nan=False), min_size=1))
def test_an_axis_has_zero_every_value_and_few_lines(values: list[float]) -> None:
    axis = scale(values)
    assert axis.low <= 0 <= axis.high
    assert Decimal(0) in axis.ticks
    assert all(-1e-9 <= axis.share(value) <= 1 + 1e-9 for value in values)
    assert 2 <= len(axis.ticks) <= 8


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([91.4], ["0%", "20%", "40%", "60%", "80%", "100%"]),
        ([11.43], ["0%", "2.5%", "5%", "7.5%", "10%", "12.5%"]),
        ([-1.2, 0.4], ["−1.5%", "−1%", "−0.5%", "0%", "0.5%"]),
        ([0.0], ["0%", "0.2%", "0.4%", "0.6%", "0.8%", "1%"]),
    ],
)
def test_ticks_are_round_numbers(values: list[float], ticks: list[str]) -> None:
    axis = scale(values)
    assert [axis.tick_text(tick, "percent") for tick in axis.ticks] == ticks


def test_a_line_has_a_gap_at_a_missing_value_a_break_and_a_year_that_is_not_there() -> None:
    periods = years(2017, 2018, 2019, 2022, 2023, 2024)
    values: list[list[float | str]] = [[10, 20], [20, 20], ["u", 20], [30, 20], [40, 20], [50, 20]]
    chart = line_chart(table(*values), periods, {"area": {5: "new form"}})
    area, england = chart.traces
    assert [(s.start.x, s.end.x) for s in area.segments] == [
        ("0%", "14.29%"),
        ("71.43%", "85.71%"),
    ]
    assert len(england.segments) == 4  # from 2019 to 2022 nothing is known
    assert [(sign.text, sign.x) for sign in chart.signs] == [("[u]", "28.57%")]
    assert [(mark.text, mark.x) for mark in chart.breaks] == [("new form", "92.86%")]


def test_every_value_of_the_area_is_marked_and_of_others_the_last_and_the_lonely() -> None:
    periods = years(2021, 2022, 2023, 2024)
    chart = line_chart(table([1, 1], [2, "x"], [3, 1], [4, 1]), periods, {})
    area, england = chart.traces
    assert len(area.marks) == 4
    assert [mark.x for mark in england.marks] == ["0%", "100%"]


def test_values_at_the_ends_of_lines_are_moved_apart_and_stay_inside() -> None:
    roles = ("area", "england", "neighbours", "region")
    chart = line_chart(table([1, 1, 1, 1], [0.1, 0.2, 0.1, 0], roles=roles), years(2023, 2024), {})
    ends = sorted(trace.end_y for trace in chart.traces)
    assert all(b - a >= 18 for a, b in zip(ends, ends[1:], strict=False))
    assert ends[0] >= TOP
    assert ends[-1] <= FLOOR


def test_a_line_that_ended_earlier_has_no_value_at_the_edge() -> None:
    chart = line_chart(table([1, 1], [2, "x"]), years(2023, 2024), {})
    assert [trace.end_text for trace in chart.traces] == ["2.0%", ""]


def test_a_long_series_names_some_years_and_always_the_latest() -> None:
    periods = years(*range(2009, 2025))
    chart = line_chart(table(*[[1.0, 2.0]] * 16), periods, {})
    names = [mark.text for mark in chart.periods]
    narrow = [mark.text for mark in chart.periods if not mark.is_wide_only]
    assert names[-1] == narrow[-1] == "2024"
    assert len(narrow) < len(names) < 16


@pytest.mark.parametrize("words", ["break in series", "recording may have changed", "w" * 30])
def test_the_words_at_a_break_keep_clear_of_the_values_that_follow(words: str) -> None:
    for after in ([100.0, 95.0], [0.0, 1.0], [100.0, 2.0]):
        chart = line_chart(table([50, 50], after), years(2023, 2024), {"area": {1: words}})
        (mark,) = chart.breaks
        for trace in chart.traces:
            assert not mark.y <= trace.marks[-1].y <= mark.y + words_length(words)


def test_bars_are_shares_of_the_longest() -> None:
    chart = bar_chart(table([50, 25], [100, "c"]), (), "Group")
    first, second = chart.rows
    assert [bar.length for bar in first.bars] == ["50%", "25%"]
    assert [bar.length for bar in second.bars] == ["100%", "0%"]
    assert [bar.has_text for bar in first.bars] == [True, False]
    assert not chart.has_negative


def test_negative_bars_grow_from_a_line_at_zero() -> None:
    chart = bar_chart(table([-1, 1], roles=("area", "england")), (), "Group", is_grouped=True)
    assert chart.has_negative
    assert chart.zero == "50%"
    assert [(bar.start, bar.length) for bar in chart.rows[0].bars] == [
        ("0%", "50%"),
        ("50%", "50%"),
    ]


def test_the_interactive_line_has_the_same_gaps() -> None:
    periods = years(2019, 2022, 2023)
    spec = json.loads(line_spec(table([1, 2], ["u", 2], [3, 2]), periods, {"england": {2}}))
    area, england = spec["data"]
    assert area["y"] == [1, None, None, 3]
    assert england["y"] == [2, None, 2, None, 2]
    assert "template" not in spec["layout"]
    assert [note["text"] for note in spec["layout"]["annotations"]] == ["[u]"]


def test_nothing_is_offered_that_would_send_data_away() -> None:
    assert CONFIG["showSendToCloud"] is False
    assert CONFIG["plotlyServerURL"] == ""
    assert CONFIG["displayModeBar"] is False
    assert CONFIG["displaylogo"] is False


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", COLOURS.values())
def test_every_data_colour_stands_out_from_white(colour: str) -> None:
    assert 1.05 / (luminance(colour) + 0.05) >= 3
