"""The second net: every file of a new site is searched for hidden values before it is published.

Nothing here is shared with the code that makes the site. The files are read as a stranger reads
them: headings say which figure a cell is, a scale what a point in a chart is worth.

Not judged, because it could not be without false alarms: how high a mark stands in a chart of
published figures, and the checks of what departments publish. Not read, because no site has it: PDF
and packed files other than ODS, which are refused.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path

from pipeline.second_net import artefacts, documents
from pipeline.second_net.grids import grid_of, search_grid
from pipeline.second_net.hidden import Secrets, is_own, read_secrets
from pipeline.second_net.leaks import MANY_DIGITS, Leak, stop_for_leaks, tidied
from pipeline.second_net.numbers import Known, long_numbers, same_digits
from pipeline.second_net.pages import Pages
from pipeline.second_net.records import Records
from pipeline.second_net.specs import read_json, search_json
from pipeline.second_net.views import Views

__all__ = ["Leak", "search_site", "stop_for_leaks"]

PUBLISHED = "published.duckdb"
_VALUES = ("indicator_value", "comparator_value", "local_value")
"""Columns that hold a figure as it is; what is worked out of shown ones may equal a hidden one."""
_PLACED = re.compile(r'"(?:xref":"paper","y|bargap)":-?[\d.]+')
"""Where an interactive chart puts a name above a bar: simple fractions, and nobody's value."""
_PACKED = (".ods", ".pdf", ".zip", ".gz")
_NO_WORDS = (".woff", ".woff2", ".ico")
"""Fonts and the like, in which there is nothing to be read."""


@cache
def _as_shipped(name: str) -> bytes | None:
    """Give a script or style sheet as it comes with Plotly or jsna: its digits are nobody's."""
    for package, folder in (("plotly", "package_data"), ("reports", "static")):
        file = files(package) / folder / name
        if file.is_file():
            return file.read_bytes()
    return None


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
        self.pages = Pages(self.views)
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
            for row in filter(is_own, rows):
                for value in map(row.get, _VALUES):
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
        if ending in _NO_WORDS or content == _as_shipped(path.name):
            return
        sheets = documents.sheets_of(path) if ending == ".ods" else {}
        text = documents.members_of(path) if sheets else _decoded(content, ending)
        if not text and content:
            yield Leak(file, "a file that cannot be searched", "it must not be published")
            return
        for name, rows in sheets.items():
            known = name if self.views.of_figure(name) else path.stem
            yield from self._rows(file, known, rows)
        yield from self._text(file, ending, text)
        yield from self._long_numbers(file, text)

    def _text(self, file: str, ending: str, text: str) -> Iterator[Leak]:
        stem = Path(file).stem
        if ending in (".html", ".svg"):
            yield from self.pages.search(file, text)
        elif ending == ".csv":
            yield from self._rows(file, stem, list(csv.reader(io.StringIO(text))))
        elif ending == ".json":
            content = read_json(text)
            if leak := artefacts.unfit_json(file, text):
                yield leak
            elif content is None:
                yield Leak(file, "a file that cannot be searched", "it must not be published")
            if view := self.views.of_figure(stem):
                yield from search_json(file, view, content, "")

    def _rows(self, file: str, name: str, rows: Sequence[Sequence[str]]) -> Iterator[Leak]:
        """Look through a table: of rows that name their figure, or of one figure."""
        filled = [row for row in rows if any(cell.strip() for cell in row)]
        # Above a sheet's table stand lines of one cell.
        start = next((n for n, row in enumerate(filled) if sum(map(bool, row)) > 1), 0)
        head, *body = filled[start:] or [[]]
        if leak := artefacts.unfit_headings(file, head):
            yield leak
        if "indicator_id" in head:
            named = [dict(zip(head, (cell or None for cell in row), strict=False)) for row in body]
            yield from self.records.search(file, name, named)
        elif view := self.views.of_figure(name):
            yield from search_grid(file, view, grid_of(head, body))

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


def _decoded(content: bytes, ending: str) -> str:
    """Give the text of a file; none if it is packed or drawn."""
    if b"\x00" in content or ending in _PACKED:
        return ""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return ""
