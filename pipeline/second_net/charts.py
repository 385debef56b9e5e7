"""Charts drawn in SVG: whether a mark stands where a hidden value would be.

The scales are worked out from what the chart itself says: the names of periods along it, and the
grid's lines with the numbers beside them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.second_net.hidden import TOTAL, Spot
from pipeline.second_net.html_tree import Element
from pipeline.second_net.leaks import Leak
from pipeline.second_net.numbers import has_digit, tokens
from pipeline.second_net.periods import periods_in, step
from pipeline.second_net.views import View

_OTHERS = frozenset({"england", "neighbours", "region"})
_FRAME = frozenset({"grid", "tick", "period-mark", "break", "break-label", "sample"})
_ENDS = (("x", "y"), ("cx", "cy"), ("x1", "y1"), ("x2", "y2"))
_PAIR = re.compile(r"(-?[\d.]+)%?[\s,]+(-?[\d.]+)")
_NEAR = 0.2
"""Of the distance between two periods: so near a mark is at a period."""
_EXACT = 1.5
"""Pixels by which a mark may be off, because places are rounded."""


@dataclass(frozen=True)
class Scale:
    """A straight scale: what stands at a place."""

    zero: float
    size: float

    def at(self, place: float) -> float:
        """Give what a place stands for."""
        return self.zero + place * self.size


@dataclass(frozen=True)
class Mark:
    """A point of a mark, or a text."""

    x: float
    y: float
    text: str = ""


def search_chart(file: str, view: View, svg: Element) -> Iterator[Leak]:
    """Give a leak if a mark of the area stands at the place of a hidden figure."""
    if not view.hidden:
        return
    across, down = _across(svg, view), _down(svg)
    for mark in _marks(svg):
        if across is not None and view.is_own and view.is_sure:
            is_told = _is_at_hidden(view, across, mark)
        else:
            is_told = _is_hidden_value(view, across, down, mark)
        if is_told:
            yield Leak(file, view.figure, "a point of a chart", view.indicator_id)
            return


def _is_at_hidden(view: View, across: Scale, mark: Mark) -> bool:
    if mark.text and not has_digit(mark.text):
        return False
    place = across.at(mark.x)
    return any(abs(place - (step(spot.time_period) or 0)) < _NEAR for spot in view.hidden)


def _is_hidden_value(view: View, across: Scale | None, down: Scale | None, mark: Mark) -> bool:
    """Whether a mark stands as high as a hidden figure, and as no other figure of its period."""
    if down is None or mark.text:
        return False
    high, gap = down.at(mark.y), abs(down.size) * _EXACT
    spots = tuple(spot for spot in view.hidden if spot.topic == TOTAL)
    if across is not None:
        place = across.at(mark.x)
        spots = tuple(s for s in spots if abs(place - (step(s.time_period) or 0)) < _NEAR)
    found = [spot for spot in spots if any(abs(rate - high) <= gap for rate in spot.rates)]
    return any(not _is_shown(view, spot, high, gap) for spot in found)


def _is_shown(view: View, spot: Spot, high: float, gap: float) -> bool:
    known = view.shown_of.get((view.indicator_id, spot.group.casefold()))
    return known is not None and any(known.near(abs(high), gap))


def _across(svg: Element, view: View) -> Scale | None:
    """Give the scale of periods, from the names below the chart."""
    places: dict[float, int] = {}
    for element in svg.find("text"):
        named = list(periods_in(element.text())) if "period-mark" in element.classes else []
        x = _number(element.attributes.get("x"))
        known = [p for each in named for p in each.periods if _has_form_of(view, p)]
        steps = {number for period in known if (number := step(period)) is not None}
        if x is not None and len(steps) == 1:
            places[x] = steps.pop()
    return _scale(sorted((x, float(number)) for x, number in places.items()))


def _has_form_of(view: View, period: str) -> bool:
    """Whether a period that a name may mean has the form of the view's own: year or month."""
    return any(len(period) == len(own) for own in view.periods)


def _down(svg: Element) -> Scale | None:
    """Give the scale of values, from the grid's lines and the numbers beside them."""
    lines = [e for e in svg.find("line") if "grid" in e.classes]
    ticks = [e for e in svg.find("text") if "tick" in e.classes]
    found = []
    for line, tick in zip(lines, ticks, strict=False):
        text = tick.text()
        place, value = _number(line.attributes.get("y1")), next(iter(tokens(text)), None)
        if place is not None and value is not None:
            sign = -1 if text.strip()[:1] in ("-", "\N{MINUS SIGN}") else 1
            found.append((place, sign * value.value))
    return _scale(sorted(found))


def _scale(places: list[tuple[float, float]]) -> Scale | None:
    if len(places) < 2 or places[0][0] == places[-1][0]:
        return None
    (first, one), (last, other) = places[0], places[-1]
    size = (other - one) / (last - first)
    return Scale(one - first * size, size)


def _marks(svg: Element) -> Iterator[Mark]:
    """Give the points of everything that is drawn of the area itself."""
    for element in svg.elements():
        if element.classes & _FRAME or element.classes & _OTHERS:
            continue
        if element.tag == "text":
            yield from _texts(element)
        else:
            yield from _points(element)
        yield from _marks(element)


def _texts(element: Element) -> Iterator[Mark]:
    x, y = (_number(element.attributes.get(name)) for name in ("x", "y"))
    text = element.text()
    if x is not None and text:
        yield Mark(x, y or 0.0, text)


def _points(element: Element) -> Iterator[Mark]:
    for across, down in _ENDS:
        x, y = (_number(element.attributes.get(name)) for name in (across, down))
        if x is not None and y is not None:
            yield Mark(x, y)
    for name in ("points", "d"):
        for x_text, y_text in _PAIR.findall(element.attributes.get(name, "")):
            yield Mark(float(x_text), float(y_text))


def _number(text: str | None) -> float | None:
    try:
        return float((text or "").strip().removesuffix("%").removesuffix("px"))
    except ValueError:
        return None
