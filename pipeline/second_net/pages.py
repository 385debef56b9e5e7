"""Pages: everything in them that is about a hidden figure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from pipeline.second_net.charts import search_chart
from pipeline.second_net.grids import Cell, Grid, Line, search_grid
from pipeline.second_net.hidden import OTHERS
from pipeline.second_net.html_tree import Element, read_page
from pipeline.second_net.leaks import Leak
from pipeline.second_net.numbers import has_digit
from pipeline.second_net.periods import periods_in
from pipeline.second_net.specs import read_json, search_json
from pipeline.second_net.views import View, Views

_APART = frozenset({"table", "svg", "script", "style"})
_BLOCKS = frozenset(
    {
        *("article", "aside", "body", "button", "caption", "dd", "details", "div", "dl", "dt"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head"),
        *("header", "html", "label", "legend", "li", "main", "nav", "ol", "option", "p", "pre"),
        *("section", "summary", "title", "ul"),
    }
)
_FILES = frozenset({"file", "rows", "size"})
"""Headings of columns that say something of a download: how many rows it has is nobody's value."""
_BARS = frozenset({"svg", "rect", "meter", "progress", "canvas"})


class Pages:
    """Looks through pages, and drawings that stand alone."""

    def __init__(self, views: Views) -> None:
        self.views = views

    def search(self, file: str, text: str) -> Iterator[Leak]:
        """Give what a page tells of hidden figures, each place once."""
        page = file.rpartition("/")[2].rpartition(".")[0]
        view = self.views.of_figure(page) if file.endswith(".svg") else None
        yield from self._visit(file, read_page(text), view, "")

    def _visit(
        self, file: str, element: Element, view: View | None, caption: str
    ) -> Iterator[Leak]:
        for child in element.elements():
            if child.tag == "figure" and "id" in child.attributes:
                view_in = self.views.of_figure(child.attributes["id"])
                if view_in is not None:
                    yield from self._visit(file, child, view_in, _caption_of(child))
                    yield from self._texts(file, child, view_in)
                continue
            of = view or (self._target(child) if child.tag in ("li", "p") else None)
            yield from self._texts(file, child, of)
            if child.tag == "table":
                yield from self._table(file, child, of)
                continue
            if child.tag == "script" and of is not None:
                yield from search_json(file, of, read_json(child.text()), caption)
            if child.tag == "svg" and of is not None:
                yield from search_chart(file, of, child)
            yield from self._visit(file, child, of, caption)

    def _target(self, element: Element) -> View | None:
        for link in element.find("a"):
            _, has_anchor, anchor = link.attributes.get("href", "").partition("#")
            if has_anchor and anchor and (view := self.views.of_figure(anchor)):
                return view
        return None

    def _texts(self, file: str, element: Element, view: View | None) -> Iterator[Leak]:
        """Give a leak for a sentence or an attribute that tells a number of a hidden figure."""
        seen = ""
        if element.tag in _BLOCKS:
            seen = element.text(leave=_BLOCKS | _APART)
        elif element.tag in ("text", "desc"):
            seen = element.text()
        for text, what in (
            (seen, "a number in a text"),
            *((told, "a number in an attribute") for told in element.told()),
        ):
            if not has_digit(text):
                continue
            for each in (view,) if view else self.views.of_title(text):
                if each.is_told(text):
                    yield Leak(file, each.figure, what, each.indicator_id)

    def _table(self, file: str, table: Element, view: View | None) -> Iterator[Leak]:
        yield from search_grid(file, view, self._grid(table, view))
        for part in table.find("caption", "th"):
            yield from self._texts(file, part, view)

    def _grid(self, table: Element, view: View | None) -> Grid:
        rows = [list(row.elements()) for row in table.find("tr")]
        head = next((row for row in rows if row and all(cell.tag == "th" for cell in row)), [])
        lines = []
        width = 1
        for row in rows:
            if row is head or not row:
                continue
            labels = [cell for cell in row if cell.tag == "th"] or row[:1]
            labels += _dates(head, row[len(labels) :], len(labels))
            width = len(labels)
            texts = tuple(label.text() for label in labels)
            of = view or self._of_row(labels, texts)
            cells = tuple(_cell(cell) for cell in row[width:])
            lines.append(Line(texts, _of_figures(head[width:], cells), None if of is view else of))
        names = tuple(cell.text() for cell in _of_figures(head[width:], head[width:]))
        longest = max((len(line.cells) for line in lines), default=0)
        return Grid(_caption_of(table), names + ("",) * (longest - len(names)), tuple(lines))

    def _of_row(self, labels: list[Element], texts: tuple[str, ...]) -> View | None:
        """Give what a row outside the figures is about: what it links to, or names."""
        linked = next((view for label in labels if (view := self._target(label))), None)
        return linked or next(iter(self.views.of_title(" ".join(texts))), None)


T = TypeVar("T")


def _of_figures(head: Sequence[Element], cells: Sequence[T]) -> tuple[T, ...]:
    """Give the cells without those of columns that are about files."""
    about_files = {n for n, cell in enumerate(head) if cell.text().casefold() in _FILES}
    return tuple(cell for n, cell in enumerate(cells) if n not in about_files)


def _dates(head: list[Element], cells: list[Element], first: int) -> list[Element]:
    """Give the next cell, if the head says that it is the row's period."""
    heading = head[first].text().casefold() if len(head) > first else ""
    return cells[:1] if heading in ("period", "date", "year", "month") else []


def _cell(cell: Element) -> Cell:
    """Give a cell of a table without what in it is of other areas."""
    marks: list[str] = []
    has_bar = False
    for element in _own(cell):
        marks += element.told()
        style = element.attributes.get("style", "")
        has_bar |= element.tag in _BARS or "width" in style or "height" in style
    return Cell(cell.text(without=OTHERS), (*cell.told(), *marks), has_bar)


def _own(element: Element) -> Iterator[Element]:
    for child in element.elements():
        if not child.classes & OTHERS:
            yield child
            yield from _own(child)


def _caption_of(element: Element) -> str:
    """Give the caption of a table, or the first of a figure that names a period."""
    captions = [caption.text() for caption in element.find("caption")]
    return next((text for text in captions if any(periods_in(text))), "")
