"""JSON of a figure: the specification of its interactive chart."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from pipeline.second_net.hidden import TOTAL
from pipeline.second_net.leaks import Leak
from pipeline.second_net.numbers import has_digit
from pipeline.second_net.periods import last_in, periods_of, step, without_periods
from pipeline.second_net.views import View

_SPOKEN = "a text in the data of an interactive chart"
_DRAWN = "a point or bar of an interactive chart"


def read_json(text: str) -> Any:
    """Give what a JSON text holds; None if it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return None


def search_json(file: str, view: View, content: Any, caption: str) -> Iterator[Leak]:
    """Give a leak if a JSON value of a figure, which has a caption, tells what is hidden."""
    if not view.hidden:
        return
    traces = content.get("data") if isinstance(content, dict) and view.is_own else None
    if any(_is_drawn(view, content.get("layout", {}), trace, caption) for trace in traces or ()):
        yield Leak(file, view.figure, _DRAWN, view.indicator_id)
    elif any(view.is_told(text) for text in _strings(content)):
        yield Leak(file, view.figure, _SPOKEN, view.indicator_id)


def _is_drawn(
    view: View, layout: Mapping[str, Any], trace: Mapping[str, Any], caption: str
) -> bool:
    """Whether a trace of the area has a number at the place of a hidden figure."""
    if view.is_of_others(str(trace.get("name"))):
        return False
    is_bars = trace.get("orientation") == "h"
    across = "x" if is_bars else "y"
    places = (
        _hidden_bars(view, layout, trace, caption)
        if is_bars
        else _hidden_steps(view, layout, trace)
    )
    bars = trace.get(f"error_{across}") or {}
    lists = [trace.get(name) for name in (across, "customdata", "text", "hovertext")]
    lists += [bars.get("array"), bars.get("arrayminus")]
    return any(_is_number(values[place]) for values in lists if values for place in places)


def _hidden_bars(
    view: View, layout: Mapping[str, Any], trace: Mapping[str, Any], caption: str
) -> list[int]:
    """Give the numbers of the bars of hidden groups, by the names above the bars."""
    lines: dict[float, list[tuple[float, str]]] = defaultdict(list)
    for note in layout.get("annotations", ()):
        place = math.ceil(note["y"])
        lines[place].append((-float(note.get("yshift") or 0), str(note["text"])))
    names = {place: " ".join(text for _, text in sorted(said)) for place, said in lines.items()}
    dated = periods_of(str(trace.get("name"))) or last_in(caption) or view.periods[-1:]
    groups = [view.group_of(names.get(y, "")) for y in trace["y"]]
    whole = TOTAL if view.is_whole else ""
    return [n for n, group in enumerate(groups) if view.at({group or whole}, dated)]


def _hidden_steps(view: View, layout: Mapping[str, Any], trace: Mapping[str, Any]) -> list[int]:
    """Give the numbers of the points that stand at the period of a hidden figure."""
    axis = layout.get("xaxis", {})
    named = dict(zip(axis.get("tickvals", ()), axis.get("ticktext", ()), strict=False))
    hidden = {spot.time_period for spot in view.hidden}
    steps = {step(period) for period in hidden}
    return [
        number
        for number, x in enumerate(trace["x"])
        if x in steps or periods_of(str(named.get(x, x))) & hidden
    ]


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return has_digit(without_periods(value).rpartition(":")[2])
    return isinstance(value, int | float)


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for value in content.values() if isinstance(content, dict) else content:
            yield from _strings(value)
