"""What a page says of a break: declared for all, of the council, or suspected of one series."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from reports.context import read_report
from reports.figures import Figure, figures_of
from reports.model import Report
from tests.fixtures_published import build_published

SERIES = ("ehc_plans_maintained", "599", "Total", "Total", "202425")
INDICATOR = SERIES[0]
Place = tuple[str | None, str | None, str | None]
HOME: Place = ("599", "Total", "Total")


def report_with(
    folder: Path, kind: str, place: Place = HOME, *, is_local: bool | None = False
) -> Report:
    """Give the report of the fixture with one more break, at a value that is flagged."""
    path = build_published(folder / "published.duckdb")
    with duckdb.connect(str(path)) as connection:
        connection.execute(
            "insert into breaks values (?, ?, ?, ?, '202425', ?, 'short title', 'It fell.', ?)",
            [INDICATOR, *place, kind, is_local],
        )
        connection.execute(
            "update indicator_values set break_before = true where indicator_id = ? and "
            "area_code = ? and breakdown_topic = ? and breakdown = ? and time_period = ? "
            "and value_status <> 'local'",
            list(SERIES),
        )
    return read_report(path)


def figure_of(report: Report) -> Figure:
    indicator = report.indicator(INDICATOR)
    assert indicator is not None
    [figure] = figures_of(report, indicator)
    return figure


@pytest.mark.parametrize(
    ("kind", "place", "is_local", "note"),
    [
        ("declared", (None, None, None), None, "Break in the series before January 2025: It fell."),
        ("declared", ("599", None, None), None, "Break in the series before January 2025: It fell"),
        (
            *("suspected", HOME, False),
            "The recording may have changed before January 2025, so no change is told. It fell.",
        ),
    ],
)
def test_the_chart_has_the_title_and_the_notes_the_reason(
    tmp_path: Path, kind: str, place: Place, is_local: bool | None, note: str
) -> None:
    figure = figure_of(report_with(tmp_path, kind, place, is_local=is_local))
    assert [mark.text for mark in figure.chart.breaks] == ["short title"]  # type: ignore[union-attr]
    assert any(str(one).startswith(note) for one in figure.notes)
    assert not any(str(one).startswith("Break") for one in figure.notes) or kind == "declared"


@pytest.mark.parametrize(
    ("place", "is_local"),
    [(("599", "Total", "Part"), False), (("600", "Total", "Total"), False), (HOME, True)],
)
def test_a_suspected_break_is_of_its_own_series_only(
    tmp_path: Path, place: Place, is_local: bool
) -> None:
    figure = figure_of(report_with(tmp_path, "suspected", place, is_local=is_local))
    assert [mark.text for mark in figure.chart.breaks] == ["break in series"]  # type: ignore[union-attr]
    assert not any("It fell" in str(one) for one in figure.notes)


def test_no_change_is_told_across_a_suspected_break(tmp_path: Path) -> None:
    told = " ".join(str(one) for one in figure_of(report_with(tmp_path, "suspected")).readings)
    assert "Up " not in told
    assert "There is a jump in the recorded figure, from 5,040 in January 2024 to 5,486" in told
    assert "so we tell no change" in told
    assert "Trend:" not in told
