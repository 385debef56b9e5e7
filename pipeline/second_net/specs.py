"""JSON in pages: specifications of interactive charts, and whatever else there is."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from pipeline.second_net.hidden import TOTAL, Secrets
from pipeline.second_net.leaks import Leak
from pipeline.second_net.numbers import has_digit
from pipeline.second_net.periods import last_in, periods_of, step, without_periods
from pipeline.second_net.records import Records
from pipeline.second_net.views import View

_SPOKEN = "a text in the data of an interactive chart"
_DRAWN = "a point or bar of an interactive chart"


def read_json(text: str) -> Any:
    """Give what a JSON text holds; None if it is none."""
    try:
        return json.loads(text)
    except ValueError:
        return None


class Specs:
    """Looks through JSON."""

    def __init__(self, secrets: Secrets, records: Records) -> None:
        self.records = records
        self.others = secrets.others

    def search(self, file: str, view: View | None, content: Any, caption: str) -> Iterator[Leak]:
        """Give what a JSON value tells of hidden figures; `view` is the figure it belongs to."""
        for name, rows in _tables(content, "data"):
            yield from self.records.search(file, name, rows)
        if view is None or not view.hidden:
            return
        is_spec = isinstance(content, dict) and isinstance(content.get("data"), list)
        if is_spec and view.is_own:
            drawn = next(self._traces(file, view, content, caption), None)
            if drawn is not None:
                yield drawn
                return
        if any(view.is_told(text) for text in _strings(content)):
            yield Leak(file, view.figure, _SPOKEN, view.indicator_id)

    def _traces(
        self, file: str, view: View, spec: Mapping[str, Any], caption: str
    ) -> Iterator[Leak]:
        layout = spec.get("layout") or {}
        for trace in spec["data"]:
            if not isinstance(trace, dict) or self._is_of_others(trace):
                continue
            if trace.get("orientation") == "h":
                places = _hidden_bars(view, layout, trace, caption)
            else:
                places = _hidden_steps(view, layout, trace)
            if _has_number_at(trace, places):
                yield Leak(file, view.figure, _DRAWN, view.indicator_id)

    def _is_of_others(self, trace: Mapping[str, Any]) -> bool:
        name = str(trace.get("name") or "").casefold()
        return name in self.others or "neighbours" in name or name == "england"


def _hidden_bars(
    view: View, layout: Mapping[str, Any], trace: Mapping[str, Any], caption: str
) -> list[int]:
    """Give the numbers of the bars of hidden groups, by the names above the bars."""
    lines: dict[float, list[tuple[float, str]]] = defaultdict(list)
    for note in layout.get("annotations") or ():
        place = math.ceil(note["y"])
        lines[place].append((-float(note.get("yshift") or 0), str(note["text"])))
    names = {place: " ".join(text for _, text in sorted(said)) for place, said in lines.items()}
    dated = periods_of(str(trace.get("name"))) or last_in(caption) or view.periods[-1:]
    groups = [view.group_of(names.get(y, "")) for y in _list(trace.get("y"))]
    whole = TOTAL if view.is_whole else ""
    return [n for n, group in enumerate(groups) if view.at({group or whole}, dated)]


def _hidden_steps(view: View, layout: Mapping[str, Any], trace: Mapping[str, Any]) -> list[int]:
    """Give the numbers of the points that stand at the period of a hidden figure."""
    axis = layout.get("xaxis") or {}
    named = dict(zip(_list(axis.get("tickvals")), _list(axis.get("ticktext")), strict=False))
    hidden = {spot.time_period for spot in view.hidden}
    steps = {step(period) for period in hidden}
    return [
        number
        for number, x in enumerate(_list(trace.get("x")))
        if x in steps or periods_of(str(named.get(x, x))) & hidden
    ]


def _has_number_at(trace: Mapping[str, Any], places: Iterable[int]) -> bool:
    across = "x" if trace.get("orientation") == "h" else "y"
    lists = [trace.get(across), *(trace.get(name) for name in ("customdata", "text", "hovertext"))]
    bars = trace.get(f"error_{across}") or {}
    lists += [bars.get("array"), bars.get("arrayminus")]
    told = (
        values[place] for place in places for values in map(_list, lists) if place < len(values)
    )
    return any(map(_is_number, told))


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return has_digit(without_periods(value).rpartition(":")[2])
    return isinstance(value, int | float)


def _tables(content: Any, name: str) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Give every list of rows that name an indicator."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from _tables(value, str(key))
    elif isinstance(content, list):
        rows = [row for row in content if isinstance(row, dict)]
        if rows and any("indicator_id" in row for row in rows):
            yield name, rows
        else:
            for value in content:
                yield from _tables(value, name)


def _strings(content: Any) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict):
        for value in content.values():
            yield from _strings(value)
    elif isinstance(content, list):
        for value in content:
            yield from _strings(value)


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
