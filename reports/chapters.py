"""The outline of the report: chapters, headline facts and glossary, from YAML files."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, TypeVar

import yaml

from pipeline.errors import ReportError

HERE = Path(__file__).resolve().parent
Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Chapter:
    """A chapter and the question that it answers."""

    number: int
    slug: str
    title: str
    question: str

    @property
    def href(self) -> str:
        """Give the name of its page."""
        return f"chapter-{self.number}-{self.slug}.html"


@dataclass(frozen=True)
class HeadlineChoice:
    """A fact for the first page. Without a breakdown, the topic's first one is taken."""

    indicator_id: str
    breakdown_topic: str = "Total"
    breakdown: str | None = None


@dataclass(frozen=True)
class Term:
    """An abbreviation and what it stands for."""

    term: str
    meaning: str


@dataclass(frozen=True)
class Outline:
    """What the report is made of, before there is any data."""

    chapters: tuple[Chapter, ...]
    headlines: tuple[HeadlineChoice, ...]
    glossary: tuple[Term, ...]


def read_outline(folder: Path = HERE) -> Outline:
    """Give the outline; a key that nobody knows is an error."""
    file = folder / "chapters.yml"
    outline = _read(file)
    if not isinstance(outline, dict) or set(outline) != {"chapters", "headlines"}:
        raise ReportError("expected the keys `chapters` and `headlines`", file=file)
    glossary = folder / "glossary.yml"
    return Outline(
        chapters=_entries(Chapter, outline["chapters"], file),
        headlines=_entries(HeadlineChoice, outline["headlines"], file),
        glossary=_entries(Term, _read(glossary), glossary),
    )


def _read(file: Path) -> Any:
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def _entries(kind: type[Entry], items: object, file: Path) -> tuple[Entry, ...]:
    known = {field.name for field in fields(kind)}  # type: ignore[arg-type]
    entries = []
    for item in items if isinstance(items, list) else []:
        if not isinstance(item, Mapping) or not set(item) <= known:
            raise ReportError(
                f"cannot read the entry {item!r}",
                file=file,
                remedy=f"use {', '.join(sorted(known))}",
            )
        try:
            entries.append(kind(**item))
        except TypeError as error:
            raise ReportError(f"the entry {item!r} is not complete", file=file) from error
    return tuple(entries)
