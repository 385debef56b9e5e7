"""Charts drawn in SVG: whether a mark of the area stands at the period of a hidden figure.

The scale is worked out from what the chart itself says: the names of the periods along it. Only
charts of the council's own records are judged; what stands as high as a hidden figure in a chart
of published ones may do so by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.second_net.hidden import OTHERS
from pipeline.second_net.html_tree import Element
from pipeline.second_net.leaks import Leak
from pipeline.second_net.numbers import has_digit
from pipeline.second_net.periods import meant_by, periods_in, step
from pipeline.second_net.views import View

_FRAME = frozenset({"grid", "tick", "period-mark", "break", "break-label", "sample"})
_ACROSS = ("x", "cx", "x1", "x2")
_PAIR = re.compile(r"(-?[\d.]+)%?[\s,]+-?[\d.]+")
_NEAR = 0.2
"""Of the distance between two periods: so near a mark is at a period."""


def search_chart(file: str, view: View, svg: Element) -> Iterator[Leak]:
    """Give a leak if a mark of the area stands at the place of a hidden figure."""
    if not (view.hidden and view.is_own):
        return
    known = sorted(_periods(svg, view).items())
    if len(known) < 2:
        return
    (first, one), (last, other) = known[0], known[-1]
    hidden = {place for spot in view.hidden if (place := step(spot.time_period)) is not None}
    for x in _marks(svg):
        at = one + (x - first) * (other - one) / (last - first)
        if any(abs(at - place) < _NEAR for place in hidden):
            yield Leak(file, view.figure, "a point of a chart", view.indicator_id)
            return


def _periods(svg: Element, view: View) -> dict[float, int]:
    """Give the places across that are named, with their periods' places in time."""
    forms = {len(period) for period in view.periods}  # years or months
    places: dict[float, int] = {}
    for element in svg.find("text"):
        if "period-mark" not in element.classes:
            continue
        x = _number(element.attributes.get("x", ""))
        named = meant_by(periods_in(element.text()))
        steps = {place for period in named if len(period) in forms and (place := step(period))}
        if x is not None and len(steps) == 1:
            places[x] = steps.pop()
    return places


def _marks(svg: Element) -> Iterator[float]:
    """Give how far across the points stand of everything that is drawn of the area itself."""
    for element in svg.elements():
        if element.classes & (_FRAME | OTHERS):
            continue
        if element.tag != "text" or has_digit(element.text()):
            for name in _ACROSS:
                x = _number(element.attributes.get(name, ""))
                if x is not None:
                    yield x
            for name in ("points", "d"):
                yield from map(float, _PAIR.findall(element.attributes.get(name, "")))
        yield from _marks(element)


def _number(text: str) -> float | None:
    try:
        return float(text.strip().removesuffix("%").removesuffix("px"))
    except ValueError:
        return None
