"""The second net: every file of a new site is searched for hidden values before it is published.

Nothing here is shared with the code that makes the site. The files are read as a stranger reads
them: headings say which figure a cell is, a scale what a point in a chart is worth.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from pipeline.second_net import artefacts, documents
from pipeline.second_net.grids import Grids, grid_of
from pipeline.second_net.hidden import Row, Secrets, is_own, read_secrets
from pipeline.second_net.leaks import MANY_DIGITS, Leak, stop_for_leaks, tidied
from pipeline.second_net.numbers import Known, long_numbers, same_digits
from pipeline.second_net.pages import Pages
from pipeline.second_net.records import Records
from pipeline.second_net.specs import Specs, read_json
from pipeline.second_net.views import Views

__all__ = ["Leak", "search_site", "stop_for_leaks"]

PUBLISHED = "published.duckdb"
_PAGES = (".html", ".htm", ".svg")
_SHEETS = (".ods", ".xlsx")
_PLACED = re.compile(r'"(?:xref":"paper","y|bargap)":-?[\d.]+')
"""Where an interactive chart puts a name above a bar: simple fractions, and nobody's value."""
_NO_WORDS = (".woff", ".woff2", ".ico")
"""Fonts and the like, in which there is nothing to be read."""


def search_site(site: Path, warehouse: Path, published: Path) -> tuple[Leak, ...]:
    """Give every place of the folder `site`, and of `published`, that tells what is hidden.

    What is hidden stands in `published` as hidden, and in `warehouse` with its true numbers.
    """
    return tidied(_Search(read_secrets(warehouse, published)).leaks(site))


class _Search:
    def __init__(self, secrets: Secrets) -> None:
        self.secrets = secrets
        self.views = Views(secrets)
        self.records = Records(secrets)
        self.grids = Grids(secrets, self.views)
        self.specs = Specs(secrets, self.views, self.records)
        self.pages = Pages(secrets, self.views, self.grids, self.specs)
        self.long = Known.of(secrets.long)
        self.seen: dict[str, str | None] = {}

    def leaks(self, site: Path) -> Iterator[Leak]:
        yield from self._database()
        for path in sorted(site.rglob("*")):
            if path.is_file():
                yield from self._file(path.relative_to(site).as_posix(), path)

    def _database(self) -> Iterator[Leak]:
        for table, rows in self.secrets.tables.items():
            yield from self.records.search(PUBLISHED, table, rows)
            if table == "indicator_values":
                continue
            for row in filter(is_own, rows):
                for value in row.values():
                    if isinstance(value, float) and abs(value) in self.secrets.long:
                        name = self.secrets.long[abs(value)]
                        yield Leak(PUBLISHED, f"{table}, {name}", MANY_DIGITS, name)

    def _file(self, file: str, path: Path) -> Iterator[Leak]:
        content = path.read_bytes()
        unfit = artefacts.unfit_by_name(file) or artefacts.unfit_by_content(content[:64])
        if unfit:
            yield Leak(file, unfit, "it must not be published")
            return
        ending = path.suffix.lower()
        if ending in _NO_WORDS:
            return
        if ending in _SHEETS:
            yield from self._sheets(file, path)
            return
        text = documents.text_of_pdf(content) if ending == ".pdf" else _decoded(content)
        if text is None:
            yield Leak(file, "a file that cannot be searched", "it must not be published")
            return
        yield from self._text(file, ending, text)
        yield from self._long_numbers(file, text)

    def _text(self, file: str, ending: str, text: str) -> Iterator[Leak]:
        stem = Path(file).stem
        if ending in _PAGES:
            yield from self.pages.search(file, text)
        elif ending in (".csv", ".tsv"):
            rows = list(csv.reader(io.StringIO(text), delimiter="\t" if ending == ".tsv" else ","))
            yield from self._rows(file, stem, rows)
        elif ending in (".json", ".geojson"):
            content = read_json(text)
            if leak := artefacts.unfit_json(file, text):
                yield leak
            elif content is None:
                yield Leak(file, "a file that cannot be searched", "it must not be published")
            yield from self.specs.search(file, self.views.of_figure(stem), content, "")

    def _rows(self, file: str, name: str, rows: Sequence[Sequence[str]]) -> Iterator[Leak]:
        """Look through a table: of rows that name their figure, or of one figure."""
        filled = [row for row in rows if any(cell.strip() for cell in row)]
        if not filled:
            return
        start = next((n for n, row in enumerate(filled[:20]) if _names_figures(row)), None)
        if leak := artefacts.unfit_headings(file, filled[start or 0]):
            yield leak
        if start is not None:
            head = filled[start]
            named: Iterator[Row] = (
                {key: value or None for key, value in zip(head, row, strict=False)}
                for row in filled[start + 1 :]
            )
            yield from self.records.search(file, name, named)
        elif view := self.views.of_figure(name):
            yield from self.grids.search(file, view, grid_of(filled))

    def _sheets(self, file: str, path: Path) -> Iterator[Leak]:
        sheets, text = documents.sheets_of(path), documents.members_of(path)
        if sheets is None or text is None:
            yield Leak(file, "a file that cannot be searched", "it must not be published")
            return
        for name, rows in sheets.items():
            known = name if self.views.of_figure(name) else path.stem
            yield from self._rows(file, known, rows)
        yield from self._long_numbers(file, text)

    def _long_numbers(self, file: str, text: str) -> Iterator[Leak]:
        """Give the hidden values that are known by their digits, wherever they stand."""
        if not self.secrets.hidden and not self.secrets.long:
            return
        plain = _PLACED.sub("", html.unescape(text) if "&#" in text else text)
        for number in set(long_numbers(plain)):
            if number not in self.seen:
                self.seen[number] = self._indicator_of(number)
            if name := self.seen[number]:
                yield Leak(file, name, MANY_DIGITS, name)

    def _indicator_of(self, number: str) -> str | None:
        found = next(same_digits(number, self.long), None)
        if found is None or any(same_digits(number, self.secrets.shown)):
            return None
        return self.secrets.long[found]


def _names_figures(row: Sequence[str]) -> bool:
    names = {cell.strip().lower() for cell in row}
    return bool(names & {"indicator_id", "indicator"}) and len(names) > 2


def _decoded(content: bytes) -> str | None:
    """Give the text of a file; None if it is none."""
    if b"\x00" in content:
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
