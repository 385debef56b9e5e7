"""A page as a tree, for tests that read what a page says."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_EMPTY = {"br", "circle", "img", "input", "line", "link", "meta", "path", "rect", "use"}


@dataclass
class Element:
    """One element with its attributes, its children and the texts between them."""

    tag: str
    attributes: dict[str, str]
    parent: "Element | None" = None
    children: "list[Element | str]" = field(default_factory=list)

    def walk(self) -> "Iterator[Element]":
        """Give the element and every one inside it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()

    def find(self, tag: str = "", css: str = "") -> "list[Element]":
        """Give the elements inside with that name and that class."""
        return [e for e in self.walk() if tag in ("", e.tag) and (not css or css in e.classes)]

    def texts(self) -> "Iterator[tuple[Element, str]]":
        """Give every text inside with the element that holds it."""
        for child in self.children:
            if isinstance(child, Element):
                yield from child.texts()
            else:
                yield self, child

    def text(self) -> str:
        """Give the whole text inside, its spaces made single."""
        return " ".join("".join(text for _, text in self.texts()).split())

    @property
    def classes(self) -> list[str]:
        """Give the names in its class attribute."""
        return self.attributes.get("class", "").split()

    def is_inside(self, test: "Element") -> bool:
        """Say whether it is that element or lies within it."""
        return self is test or (self.parent is not None and self.parent.is_inside(test))

    def ancestry(self) -> "Iterator[Element]":
        """Give the element and all that it lies in."""
        yield self
        if self.parent is not None:
            yield from self.parent.ancestry()


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = Element("", {})
        self.here = self.root

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.children.append(element)
        if tag not in _EMPTY:
            self.here = element

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.here.children.append(Element(tag, attributes, self.here))

    def handle_endtag(self, tag: str) -> None:
        if tag in _EMPTY:
            return
        if self.here.tag != tag or self.here.parent is None:
            raise ValueError(f"</{tag}> closes <{self.here.tag}>, line {self.getpos()[0]}")
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def parse(html: str) -> Element:
    """Give the page as a tree; tags that do not match are an error."""
    builder = _Builder()
    builder.feed(html)
    builder.close()
    if builder.here is not builder.root:
        raise ValueError(f"<{builder.here.tag}> is never closed")
    return builder.root
