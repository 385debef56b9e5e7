"""The interactive chart of a projection: a Plotly specification made from the figure's table."""

from collections.abc import Sequence
from typing import Any

import plotly.graph_objects as go

from reports.charts.projection import RANGES
from reports.explore import COLOURS, axis_numbers, spec_text
from reports.tables import Table
from reports.words import CONFIDENCE, Period

_BAND = "rgba(18,67,109,0.14)"


def projection_spec(table: Table, periods: Sequence[Period], published: int) -> str:
    """Give the chart of a table whose first rows, `published` of them, are published figures."""
    chart = go.Figure()
    for number, (low, high) in enumerate(RANGES):
        # Each range opens from the last published value.
        shared = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
        start = published - 1
        below, above = (_bound(table, periods, role, start) for role in (low, high))
        chart.add_scatter(**below, **shared, showlegend=False)
        name = f"{CONFIDENCE.text} range" if number == 0 else "80% range"
        chart.add_scatter(**above, **shared, name=name, fill="tonexty", fillcolor=_BAND)
    for name, first, last, dash in (
        ("Published", 0, published, "solid"),
        ("Projected", published - 1, len(periods), "dash"),
    ):
        chart.add_scatter(
            **_points(table, periods, range(first, last)),
            name=name,
            mode="lines+markers",
            connectgaps=False,
            hovertemplate="%{customdata}<extra></extra>",
            line={"color": COLOURS["area"], "width": 3, "dash": dash},
            marker={"size": 9},
        )
    ticks = {"tickvals": [p.step for p in periods], "ticktext": [p.axis for p in periods]}
    chart.update_xaxes(**ticks, tickangle=0, showgrid=False)
    chart.update_yaxes(rangemode="tozero", **axis_numbers(table))
    chart.update_layout(height=440)
    return spec_text(chart)


def _bound(table: Table, periods: Sequence[Period], role: str, start: int) -> dict[str, Any]:
    rows = list(zip(table.rows, periods, strict=True))[start:]
    values = [table.cell(row, "area" if n == 0 else role) for n, (row, _) in enumerate(rows)]
    return {
        "x": [period.step for _, period in rows],
        "y": [cell.value if cell else None for cell in values],
    }


def _points(table: Table, periods: Sequence[Period], rows: range) -> dict[str, Any]:
    cells = [table.rows[number].cells[0] for number in rows]
    return {
        "x": [periods[number].step for number in rows],
        "y": [cell.value for cell in cells],
        "customdata": [
            f"{periods[number].label}, {table.rows[number].labels[1]}: {cell.text}"
            for number, cell in zip(rows, cells, strict=True)
        ],
    }
