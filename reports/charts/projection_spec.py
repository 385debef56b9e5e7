"""The interactive chart of a projection: a Plotly specification made from the figure's table."""

from collections.abc import Collection, Sequence
from typing import Any

import plotly.graph_objects as go

from reports.charts.projection import RANGES
from reports.explore import COLOURS, axis_numbers, spec_text
from reports.tables import Table
from reports.words import Amount, Period, Words

_BAND = "rgba(18,67,109,0.14)"


def projection_spec(
    table: Table,
    periods: Sequence[Period],
    published: int,
    breaks: Collection[int],
    levels: Sequence[Words],
) -> str:
    """Give the chart of a table whose first rows, `published` of them, are published figures.

    Before the rows `breaks` the line is not joined; `levels` names the ranges, the widest first.
    """
    chart = go.Figure()
    for (low, high), level in zip(RANGES, levels, strict=True):
        # Each range opens from the last published value.
        shared = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
        start = published - 1
        below, above = (_bound(table, periods, role, start) for role in (low, high))
        chart.add_scatter(**below, **shared, showlegend=False)
        name = f"{level.text} range"
        chart.add_scatter(**above, **shared, name=name, fill="tonexty", fillcolor=_BAND)
    for name, first, last, dash, mark in (
        ("Published", 0, published, "solid", "circle"),
        ("Projected", published - 1, len(periods), "dash", "circle-open"),
    ):
        chart.add_scatter(
            **_points(table, periods, range(first, last), breaks),
            name=name,
            mode="lines+markers",
            connectgaps=False,
            hovertemplate="%{customdata}<extra></extra>",
            line={"color": COLOURS["area"], "width": 3, "dash": dash},
            marker={"symbol": mark, "size": 9},
        )
    ticks = {"tickvals": [p.step for p in periods], "ticktext": [p.axis for p in periods]}
    chart.update_xaxes(**ticks, tickangle=0, showgrid=False)
    chart.update_yaxes(rangemode="tozero", **axis_numbers(table))
    chart.update_layout(height=440, legend={"traceorder": "normal"})
    return spec_text(chart)


def _bound(table: Table, periods: Sequence[Period], role: str, start: int) -> dict[str, Any]:
    rows = list(zip(table.rows, periods, strict=True))[start:]
    values = [table.cell(row, "area" if n == 0 else role) for n, (row, _) in enumerate(rows)]
    return {
        "x": [period.step for _, period in rows],
        "y": [cell.value if cell else None for cell in values],
    }


def _points(
    table: Table, periods: Sequence[Period], rows: range, breaks: Collection[int]
) -> dict[str, Any]:
    points: dict[str, list[Any]] = {"x": [], "y": [], "customdata": []}
    for number in rows:
        period, row = periods[number], table.rows[number]
        if number in breaks and number > rows[0]:
            _add(points, period.step - 0.5, None, "")
        cell = row.cells[0]
        _add(points, period.step, cell.value, f"{period.label}, {row.labels[1]}: {cell.text}")
    return points


def _add(points: dict[str, list[Any]], x: float, y: Amount | None, text: str) -> None:
    points["x"].append(x)
    points["y"].append(y)
    points["customdata"].append(text)
