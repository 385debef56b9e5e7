"""The XML of a SEN2 return, read as a stream: nothing is kept but the elements that are open.

Document types, entities and references to other files are refused before they are read. A message
says what is wrong and in which line, never what stands there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO
from xml.parsers.expat import errors as expat

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser, ParseError

from pipeline.errors import InputError, as_jsna_error
from pipeline.extract.records import Record
from pipeline.extract.sen2_fields import Module, plain, sen2_fields

ROOT = "message"
SEN2_ROOT = f"{ROOT}/sen2"
_COLLECTION = "sen2"
_CHUNK = 64 * 1024
_LOOKED_AT_BYTES = 1024 * 1024
_MAX_DEPTH = 50  # a return has nine levels
_MAX_TEXT = 10_000
_MAX_UNKNOWN = 200
_MAX_QUIET_CHUNKS = 16  # one tag or comment that is longer costs time by the square of its length
_CUT_OFF = frozenset(
    expat.codes[message]
    for message in (
        expat.XML_ERROR_NO_ELEMENTS,
        expat.XML_ERROR_UNCLOSED_TOKEN,
        expat.XML_ERROR_PARTIAL_CHAR,
        expat.XML_ERROR_UNCLOSED_CDATA_SECTION,
    )
)
_BROKEN = "the XML is broken, or is not in the encoding that it names"
_EXPORT_AGAIN = "export it again from the SEN system"


def read_sen2_xml(path: Path, label: str, unknown: Counter[str] | None = None) -> Iterator[Record]:
    """Every record of the nine tables, a record after those inside it; InputError if damaged.

    `unknown` is given how often each element came that the return does not have, by its name.
    """
    target = _Reader(Counter() if unknown is None else unknown)
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    with as_jsna_error(InputError, f"{label} cannot be read"), path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            with _xml_errors(parser, label):
                parser.feed(chunk)
                target.check_progress()
            yield from target.take()
        with _xml_errors(parser, label):
            parser.close()
    yield from target.take()


def root_of(path: Path) -> str | None:
    """The root element and the collection, `message/sen2` for a SEN2 return; None for no XML.

    Only the beginning is read, and a damaged file is not complained of.
    """
    target = _Beginning()
    parser = DefusedXMLParser(target=target, forbid_dtd=True)
    with path.open("rb") as stream:
        _feed_beginning(stream, parser)
    return target.found()


def _feed_beginning(stream: BinaryIO, parser: DefusedXMLParser) -> None:
    try:
        while stream.tell() < _LOOKED_AT_BYTES and (chunk := stream.read(_CHUNK)):
            parser.feed(chunk)
    except (_Enough, ParseError, ValueError, LookupError):
        return  # what was seen until here is all there is to say


class _Refused(Exception):  # noqa: N818
    """The document is no SEN2 return; its text is what the user reads."""


class _Enough(Exception):  # noqa: N818
    """The beginning says all that was asked."""


@lru_cache(maxsize=1024)
def _plain_tag(tag: str) -> str:
    return plain(tag.rpartition("}")[2])


class _Beginning:
    """Notes the root and the text of the first element Collection."""

    def __init__(self) -> None:
        self.root = ""
        self.collection: str | None = None

    def start(self, tag: str, _: object) -> None:
        name = _plain_tag(tag)
        self.root = self.root or name
        if name == "collection":
            self.collection = ""
        elif name == "persons":
            raise _Enough

    def data(self, text: str) -> None:
        if self.collection is not None and len(self.collection) < _MAX_TEXT:
            self.collection += text

    def end(self, tag: str) -> None:
        if _plain_tag(tag) == "collection":
            raise _Enough

    def close(self) -> None:
        """What a parser calls at the end."""

    def found(self) -> str | None:
        collection = plain(self.collection or "")
        if collection.startswith(_COLLECTION):
            collection = _COLLECTION
        known = collection if len(collection) <= 20 else ""
        return "/".join(part for part in (self.root, known) if part) or None


@dataclass
class _Frame:
    """An open element of a module: its number, and what was read of it so far."""

    module: Module
    depth: int
    row: int
    values: dict[str, str | None]


class _Reader:
    """What the parser tells of: keeps the open elements, collects the finished records."""

    def __init__(self, unknown: Counter[str]) -> None:
        fields = sen2_fields()
        self.unknown = unknown
        self.containers = fields.containers
        self.modules = {module.element: module for module in fields.modules.values()}
        self.rows: Counter[str] = Counter()
        self.frames: list[_Frame] = []
        self.open: list[tuple[_Frame | None, str | None]] = []  # whose items may follow; the item
        self.text: list[str] = []
        self.length = 0
        self.finished: list[Record] = []
        self.is_sen2 = False
        self.heard = False
        self.quiet_chunks = 0

    def check_progress(self) -> None:
        """After each chunk: refuse a tag or comment that does not end."""
        self.quiet_chunks = 0 if self.heard else self.quiet_chunks + 1
        self.heard = False
        if self.quiet_chunks > _MAX_QUIET_CHUNKS:
            raise _Refused("a tag or comment is longer than any of a SEN2 return")

    def take(self) -> list[Record]:
        """The records that were finished since the last call."""
        taken, self.finished = self.finished, []
        return taken

    def start(self, tag: str, _: object) -> None:
        self.heard = True
        name = _plain_tag(tag)
        if not self.open and name != ROOT:
            raise _Refused("the root element is not Message, so this is no SEN2 return")
        if len(self.open) >= _MAX_DEPTH:
            raise _Refused("elements are nested deeper than in any SEN2 return")
        frame = self._begin(name)
        owner = self.open[-1][0] if self.open else None
        if frame:
            self.open.append((frame, None))
        elif name in self.containers:
            self.open.append((owner, None))
        else:
            self.open.append((None, self._column(owner, name)))

    def data(self, text: str) -> None:
        self.heard = True
        if self.open and self.open[-1][1] is not None:
            self.length += len(text)
            if self.length > _MAX_TEXT:
                raise _Refused("an item is longer than any of a SEN2 return")
            self.text.append(text)

    def end(self, _: str) -> None:
        _owner, column = self.open.pop()
        if column is not None:
            values = self.frames[-1].values
            values[column] = values[column] or "".join(self.text).strip() or None
            self.text, self.length = [], 0
        elif self.frames and self.frames[-1].depth == len(self.open):
            frame = self.frames.pop()
            self.finished.append(Record(frame.module.table, frame.row, frame.values))
            self.is_sen2 = self.is_sen2 or _says_sen2(frame)

    def close(self) -> None:
        self._check_header()

    def _begin(self, name: str) -> _Frame | None:
        """A new frame, if the element is one of a module and stands where the module belongs."""
        module = self.modules.get(name)
        above = self.frames[-1] if self.frames else None
        if module is None or module.parent != (above.module.table if above else None):
            return None
        if module.table == "person":
            self._check_header()
        self.rows[module.table] += 1
        row = self.rows[module.table]
        values: dict[str, str | None] = dict.fromkeys(module.columns)
        values[module.id_column] = str(row)
        if above and module.link_column:
            values[module.link_column] = str(above.row)
        frame = _Frame(module, len(self.open), row, values)
        self.frames.append(frame)
        return frame

    def _check_header(self) -> None:
        if not self.is_sen2:
            raise _Refused("no Header with the Collection SEN2 comes before the persons")

    def _column(self, owner: _Frame | None, name: str) -> str | None:
        """The column of an item, None if it is not read; what nobody knows is counted."""
        column = owner.module.names.get(name) if owner else None
        known = owner is not None and (column or name in owner.module.left_out)
        if not known and (name in self.unknown or len(self.unknown) < _MAX_UNKNOWN):
            self.unknown[name] += 1
        return column


def _says_sen2(frame: _Frame) -> bool:
    collection = frame.values.get("collection") if frame.module.table == "sen2" else None
    return plain(collection or "").startswith(_COLLECTION)


@contextmanager
def _xml_errors(parser: DefusedXMLParser, label: str) -> Iterator[None]:
    place = parser.parser  # gone from the parser once it is closed
    line: int | None = None
    try:
        yield
        return
    except _Refused as refused:
        what, remedy = str(refused), "check that it is the SEN2 return"
        line = place.CurrentLineNumber
    except DefusedXmlException:
        what = "the XML has a document type or entities, which no SEN2 return has"
        remedy = _EXPORT_AGAIN
        line = place.CurrentLineNumber
    except ParseError as error:
        cut_off = error.code in _CUT_OFF
        what = "the XML ends before its last element is closed" if cut_off else _BROKEN
        remedy = _EXPORT_AGAIN
        line = error.position[0]
    except (LookupError, ValueError):  # an encoding that is not known here
        what, remedy = _BROKEN, _EXPORT_AGAIN
    raise InputError(what, file=label, row=line, remedy=remedy)
