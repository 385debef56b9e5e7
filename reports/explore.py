"""The interactive chart of a figure: a Plotly specification made from the figure's own table."""

import json
import textwrap
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import plotly.graph_objects as go

from reports.tables import Row, Table
from reports.words import SIGNS, Amount, Period

COLOURS = {
    "area": "#12436D",
    "england": "#3D3D3D",
    "neighbours": "#28A197",
    "region": "#801650",
}
_DASHES = {"area": "solid", "england": "dash", "neighbours": "dot", "region": "longdashdot"}
_MARKERS = {
    "area": "circle",
    "england": "square",
    "neighbours": "triangle-up",
    "region": "diamond",
}
CONFIG = {
    "displayModeBar": False,
    "displaylogo": False,
    "showSendToCloud": False,
    "plotlyServerURL": "",
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": False,
}
_FONT = {"family": "Arial, Helvetica, sans-serif", "size": 16, "color": "#0b0c0c"}
_RULE = "#d9dbdc"
ROW, BARS, LINE, LETTERS = 68, 40, 19, 34
"""Pixels of a row and of its bars, pixels of a line of text, and letters in it."""


def line_spec(
    table: Table, periods: Sequence[Period], breaks: Mapping[str, Collection[int]]
) -> str:
    """Give the chart of a table whose rows are periods, with the static chart's gaps."""
    chart = go.Figure()
    for number, column in enumerate(table.columns):
        if column.is_drawn:
            gaps = breaks.get(column.role, ())
            chart.add_scatter(
                **_points(table, number, periods, gaps),
                name=column.heading,
                mode="lines+markers",
                connectgaps=False,
                hovertemplate="%{customdata}<extra></extra>",
                line={"color": COLOURS[column.role], "width": 3, "dash": _DASHES[column.role]},
                marker={"symbol": _MARKERS[column.role], "size": 9},
            )
    for row, period in zip(table.rows, periods, strict=True):
        if row.cells[0].value is None:
            chart.add_annotation(
                x=period.step, y=0, text=row.cells[0].text, showarrow=False, yanchor="bottom"
            )
    ticks = {"tickvals": [p.step for p in periods], "ticktext": [p.axis for p in periods]}
    chart.update_xaxes(**ticks, tickangle=0, showgrid=False)
    chart.update_yaxes(rangemode="tozero", **axis_numbers(table))
    chart.update_layout(height=440)
    return spec_text(chart)


def bar_spec(table: Table, period: Period) -> str:
    """Give the bars of the table's drawn rows, each group's name above its bars."""
    rows = table.drawn_rows()
    chart = go.Figure()
    for number, column in enumerate(table.columns):
        if column.is_drawn:
            name = column.heading if not rows[0].role else period.label
            chart.add_bar(
                orientation="h",
                y=list(range(len(rows))),
                x=[row.cells[number].value for row in rows],
                customdata=[f"{name}: {row.cells[number].text}" for row in rows],
                name=name,
                hovertemplate="%{customdata}<extra></extra>",
                marker={"color": [COLOURS[row.role or column.role] for row in rows]},
            )
    lines = [_wrapped(row) for row in rows]
    height = ROW + LINE * (max(map(len, lines)) - 1)
    thickness = BARS / height
    for place, words in enumerate(lines):
        for above, line in enumerate(reversed(words)):
            chart.add_annotation(
                x=0,
                xref="paper",
                y=place - thickness / 2,
                yshift=LINE * above,
                text=line,
                showarrow=False,
                xanchor="left",
                yanchor="bottom",
            )
    chart.update_xaxes(rangemode="tozero", nticks=5, **axis_numbers(table))
    chart.update_yaxes(range=[len(rows) - 0.5, -0.8], showticklabels=False, zeroline=False)
    chart.update_layout(bargap=1 - thickness, height=110 + height * len(rows))
    return spec_text(chart)


def _wrapped(row: Row) -> list[str]:
    """Give a group's name in lines that fit a telephone, with the sign if it has no value."""
    missing = f" {row.cells[0].text}" if row.cells[0].value is None else ""
    return textwrap.wrap(f"{row.labels[-1]}{missing}", LETTERS)


def _points(
    table: Table, number: int, periods: Sequence[Period], gaps: Collection[int]
) -> dict[str, list[Any]]:
    """Give one line's points, with an empty one wherever the line must not be joined."""
    heading = table.columns[number].heading
    points: dict[str, list[Any]] = {"x": [], "y": [], "customdata": []}
    for row, (cells, period) in enumerate(zip(table.rows, periods, strict=True)):
        if row and (period.step > periods[row - 1].step + 1 or row in gaps):
            _add(points, period.step - 0.5, None, "")
        cell = cells.cells[number]
        _add(points, period.step, cell.value, f"{heading}, {period.label}: {cell.text}")
    return points


def _add(points: dict[str, list[Any]], x: float, y: Amount | None, text: str) -> None:
    points["x"].append(x)
    points["y"].append(y)
    points["customdata"].append(text)


def axis_numbers(table: Table) -> dict[str, Any]:
    """Give how an axis writes the table's numbers."""
    before, after = SIGNS.get(table.rows[0].cells[0].unit, ("", ""))
    signs = {"tickprefix": before, "ticksuffix": after}
    return {"gridcolor": _RULE, **signs, "tickformat": ",~r"}


def settings() -> str:
    """Give what every chart on a page has in common: layout and configuration."""
    layout = go.Figure(layout=_layout()).to_plotly_json()["layout"]
    layout.pop("template", None)
    return _text({"layout": layout, "config": CONFIG})


def _layout() -> dict[str, Any]:
    axis = {"fixedrange": True, "automargin": True, "zerolinecolor": _RULE, "linecolor": _RULE}
    key = {"orientation": "h", "x": 0, "y": 1, "yref": "container", "yanchor": "top"}
    return {
        "font": _FONT,
        "margin": {"l": 8, "r": 16, "t": 8, "b": 8},
        "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": "#ffffff",
            "bordercolor": "#0b0c0c",
            "font": _FONT,
            "align": "left",
        },
        "showlegend": True,
        "legend": key,
        "xaxis": axis,
        "yaxis": axis,
        "paper_bgcolor": "#ffffff",
        "plot_bgcolor": "#ffffff",
    }


def spec_text(chart: go.Figure) -> str:
    """Give the specification without Plotly's template."""
    spec = chart.to_plotly_json()
    spec["layout"].pop("template", None)
    return _text({"data": spec["data"], "layout": spec["layout"]})


def _text(content: dict[str, Any]) -> str:
    """Give the JSON text, safe inside a script element."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.replace("<", "\\u003c")
