"""A piece made ready to read: its sha256, and a file that DuckDB or calamine can open.

Text becomes UTF-8 without a byte-order mark on the way; what is already a plain UTF-8 file on disk
is read where it lies.
"""

from __future__ import annotations

import codecs
import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from pipeline.errors import InputError, as_jsna_error
from pipeline.extract.pieces import MAX_UNPACKED_BYTES, Piece, open_piece

_CHUNK = 1024 * 1024
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class ReadyFile:
    """A file that can be opened by path, the sha256 of the piece's own bytes, and its encoding."""

    path: Path
    sha256: str
    encoding: str


def make_ready(piece: Piece, scratch: Path) -> ReadyFile:
    """The piece as a file on disk; what has to be written goes into `scratch`."""
    if piece.suffix.startswith(".csv"):
        for encoding in _encodings_to_try(piece):
            ready = _as_utf8(piece, scratch, encoding)
            if ready:
                return ready
        raise InputError(
            "the text is neither UTF-8 nor Windows-1252",
            file=piece.label,
            remedy="save it again as CSV UTF-8",
        )
    return _as_is(piece, scratch)


def _encodings_to_try(piece: Piece) -> tuple[str, ...]:
    with open_piece(piece) as stream:
        start = stream.read(4)
    for bom, encoding in _BOMS:
        if start.startswith(bom):
            return (encoding,)
    return ("utf-8", "cp1252")


def _as_utf8(piece: Piece, scratch: Path, encoding: str) -> ReadyFile | None:
    """The piece as UTF-8, or None if it is not written in `encoding`."""
    target = scratch / f"{_name_for(piece)}.csv"
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder(encoding)()
    size = 0
    with open_piece(piece) as stream, _writing(target) as out:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            _check_size(piece, size)
            digest.update(chunk)
            try:
                text = decoder.decode(chunk)
            except UnicodeDecodeError:
                return None
            out.write(text.lstrip("\ufeff").encode("utf-8"))
        try:
            out.write(decoder.decode(b"", final=True).encode("utf-8"))
        except UnicodeDecodeError:
            return None
    return ReadyFile(target, digest.hexdigest(), encoding)


def _as_is(piece: Piece, scratch: Path) -> ReadyFile:
    digest = hashlib.sha256()
    target = scratch / f"{_name_for(piece)}{piece.suffix}"
    size = 0
    with open_piece(piece) as stream, _writing(target) as out:
        while chunk := stream.read(_CHUNK):
            size += len(chunk)
            _check_size(piece, size)
            digest.update(chunk)
            out.write(chunk)
    return ReadyFile(target, digest.hexdigest(), "binary")


def _name_for(piece: Piece) -> str:
    return hashlib.sha256(piece.label.encode("utf-8", "replace")).hexdigest()[:16]


def _check_size(piece: Piece, size: int) -> None:
    if size > MAX_UNPACKED_BYTES:
        raise InputError(
            "the file is larger than 8 GB", file=piece.label, remedy="split it by year"
        )


def _writing(target: Path) -> BinaryIO:
    with as_jsna_error(InputError, "the build folder cannot be written to"):
        return target.open("wb")
