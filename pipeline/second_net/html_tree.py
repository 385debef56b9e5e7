"""A page as a tree of its elements, read without the templates that made it."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser

from pipeline.second_net.numbers import END, SHOWN, VALUE

_VOID = frozenset(
    {
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr"),
    }
)
_TOLD = ("title", "alt", "placeholder", "content", "summary", "label")
"""Attributes that are read to somebody, or by a script; those of aria and data come with them."""

_IDS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns")


class Element:
    """An element: its tag, its attributes and what is in it."""

    __slots__ = ("attributes", "children", "parent", "tag")

    def __init__(self, tag: str, attributes: dict[str, str], parent: Element | None = None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent = parent
        self.children: list[Element | str] = []

    @property
    def classes(self) -> frozenset[str]:
        """Give the names of its classes."""
        return frozenset(self.attributes.get("class", "").split())

    def elements(self) -> Iterator[Element]:
        """Give the elements right in it."""
        return (child for child in self.children if isinstance(child, Element))

    def walk(self) -> Iterator[Element]:
        """Give every element in it, in the order of the page."""
        for child in self.elements():
            yield child
            yield from child.walk()

    def find(self, *tags: str) -> Iterator[Element]:
        """Give every element in it that has one of the tags."""
        return (element for element in self.walk() if element.tag in tags)

    def text(
        self, leave: frozenset[str] = frozenset(), without: frozenset[str] = frozenset()
    ) -> str:
        """Give what is written in it, but for elements of the tags `leave`, the classes `without`.

        A number that the page gives twice, as `data` does, keeps both forms.
        """
        parts: list[str] = []
        self._gather(parts, leave, without)
        return " ".join("".join(parts).split())

    def told(self) -> Iterator[str]:
        """Give the texts of its attributes that are not seen on the page but are there."""
        for name, value in self.attributes.items():
            is_told = name in _TOLD or name.startswith(("aria-", "data-"))
            if value and is_told and name not in _IDS:
                yield value

    def _gather(self, parts: list[str], leave: frozenset[str], without: frozenset[str]) -> None:
        for child in self.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.tag == "data" and child.attributes.get("value"):
                shown = child.text()
                parts.append(f"{VALUE}{child.attributes['value']}{SHOWN}{shown}{END}")
            elif child.tag not in leave and not child.classes & without:
                child._gather(parts, leave, without)


def read_page(text: str) -> Element:
    """Give the root of a page's tree."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = self._add(tag, attrs)
        if tag not in _VOID:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        element: Element | None = self.here
        while element is not None and element.tag != tag:
            element = element.parent
        if element is not None and element.parent is not None:
            self.here = element.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)

    def handle_comment(self, data: str) -> None:
        # Nobody sees a comment, and everybody can read it.
        self._add("p", [("data-comment", data)])

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> Element:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        return element
