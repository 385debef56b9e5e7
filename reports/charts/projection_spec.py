"""The interactive chart of a projection: a Plotly specification made from the figure's table."""

from collections.abc import Collection, Sequence
from typing import Any

import plotly.graph_objects as go

from reports.charts.projection import RANGES
from reports.explore import COLOURS, axis_numbers, spec_text
from reports.tables import Column, Table
from reports.words import Amount, Period

_BAND = "rgba(18,67,109,0.14)"
_HOVER = "%{customdata}<extra></extra>"
_DASHED = {"color": COLOURS["area"], "width": 3, "dash": "dash"}


def projection_spec(
    table: Table, periods: Sequence[Period], published: int, breaks: Collection[int]
) -> str:
    """Give the chart of a table whose first rows, `published` of them, are published figures.

    Every value is drawn once; before the rows `breaks` the line is not joined.
    """
    chart = go.Figure()
    for role, is_upper in ((role, place) for ends in RANGES for place, role in enumerate(ends)):
        number = next(n for n, column in enumerate(table.columns) if column.role == role)
        fill = {"fill": "tonexty", "fillcolor": _BAND} if is_upper else {}
        chart.add_scatter(
            **_points(table, periods, number, range(published, len(periods)), ()),
            name=table.columns[number].heading,
            mode="lines",
            line={"width": 0},
            hovertemplate=_HOVER,
            showlegend=bool(is_upper),
            **fill,
        )
    solid = {**_DASHED, "dash": "solid"}
    for name, rows, line, mark in (
        (table.columns[0].heading, range(published), solid, "circle"),
        ("Projected", range(published, len(periods)), _DASHED, "circle-open"),
    ):
        chart.add_scatter(
            **_points(table, periods, 0, rows, breaks),
            name=name,
            mode="lines+markers",
            connectgaps=False,
            hovertemplate=_HOVER,
            line=line,
            marker={"symbol": mark, "size": 9},
        )
    _join(chart, table, periods, published)
    ticks = {"tickvals": [p.step for p in periods], "ticktext": [p.axis for p in periods]}
    chart.update_xaxes(**ticks, tickangle=0, showgrid=False)
    chart.update_yaxes(rangemode="tozero", **axis_numbers(table))
    chart.update_layout(height=440, legend={"traceorder": "normal"})
    return spec_text(chart)


def _join(chart: go.Figure, table: Table, periods: Sequence[Period], published: int) -> None:
    """Draw the line from the last published value to the first projected one."""
    before, after = (table.rows[n].cells[0].value for n in (published - 1, published))
    if before is not None and after is not None:
        ends = {"x0": periods[published - 1].step, "x1": periods[published].step}
        chart.add_shape(type="line", **ends, y0=before, y1=after, line=_DASHED)


def _points(
    table: Table,
    periods: Sequence[Period],
    column: int,
    rows: range,
    breaks: Collection[int],
) -> dict[str, Any]:
    points: dict[str, list[Any]] = {"x": [], "y": [], "customdata": []}
    for number in rows:
        if number in breaks and number > rows[0]:
            _add(points, periods[number].step - 0.5, None, "")
        words = _words(table, table.columns[column], number)
        value = table.rows[number].cells[column].value
        _add(
            points, periods[number].step, value, f"{words}: {table.rows[number].cells[column].text}"
        )
    return points


def _words(table: Table, column: Column, number: int) -> str:
    """Give what a value is: `January 2030, projected`, `January 2030, 95% range, to`."""
    date, kind = table.rows[number].labels
    return f"{date}, {kind if column.role == 'area' else column.heading}"


def _add(points: dict[str, list[Any]], x: float, y: Amount | None, text: str) -> None:
    points["x"].append(x)
    points["y"].append(y)
    points["customdata"].append(text)
