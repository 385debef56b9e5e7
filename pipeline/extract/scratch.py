"""A piece made ready to read: its sha256, and a file that DuckDB or calamine can open.

Text becomes UTF-8 without a byte-order mark on the way; what is already a plain UTF-8 file on disk
is read where it lies.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO

from pipeline.errors import InputError, as_jsna_error
from pipeline.extract.pieces import MAX_UNPACKED_BYTES, Piece, open_piece

_CHUNK = 1024 * 1024
_PLAIN = "utf-8"
_BYTEWISE = ("utf-8", "utf-8-sig", "cp1252")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
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
    is_copy: bool

    def discard(self) -> None:
        """Remove the copy, if it is one: never the council's own file."""
        if self.is_copy:
            self.path.unlink(missing_ok=True)


@contextmanager
def scratch_folder(folder: Path) -> Iterator[Path]:
    """An empty folder that only its owner can look into, removed in every case.

    Copies of the council's own files are the records of children in plain text.
    """
    with as_jsna_error(InputError, "the build folder cannot be written to"):
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


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
    return (_PLAIN, "cp1252")


def _as_utf8(piece: Piece, scratch: Path, encoding: str) -> ReadyFile | None:
    """The piece as UTF-8, or None if it is not written in `encoding`."""
    in_place = _lies_open(piece) and encoding == _PLAIN
    target = piece.path if in_place else scratch / f"{_name_for(piece)}.csv"
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder(encoding)()
    with open_piece(piece) as stream, _writing(None if in_place else target) as out:
        try:
            for chunk in _chunks(piece, stream):
                digest.update(chunk)
                if encoding in _BYTEWISE:
                    _refuse_zeros(chunk, piece)
                text = decoder.decode(chunk).lstrip("\ufeff").encode("utf-8")
                _refuse_zeros(text, piece)
                out.write(text)
            out.write(decoder.decode(b"", final=True).encode("utf-8"))
        except UnicodeDecodeError:
            return None
    return ReadyFile(target, digest.hexdigest(), encoding, not in_place)


def _refuse_zeros(chunk: bytes, piece: Piece) -> None:
    """InputError where there is a byte of zero, which no text has, but UTF-16 has many."""
    if b"\0" not in chunk:
        return
    sample = chunk[:4096]
    fewer, more = sorted(half.count(0) / len(sample) for half in (sample[::2], sample[1::2]))
    if fewer < 0.1 and more > 0.3:  # every second byte, in either order
        raise InputError(
            "the text is in UTF-16 without a byte-order mark",
            file=piece.label,
            remedy="save it again as CSV UTF-8",
        )
    raise InputError(
        "the file holds binary data, not text",
        file=piece.label,
        remedy="export it again as CSV",
    )


def _as_is(piece: Piece, scratch: Path) -> ReadyFile:
    in_place = _lies_open(piece)
    target = piece.path if in_place else scratch / f"{_name_for(piece)}{piece.suffix}"
    digest = hashlib.sha256()
    with open_piece(piece) as stream, _writing(None if in_place else target) as out:
        for chunk in _chunks(piece, stream):
            digest.update(chunk)
            out.write(chunk)
    return ReadyFile(target, digest.hexdigest(), "binary", not in_place)


def _lies_open(piece: Piece) -> bool:
    """Whether the piece is a file on disk as it is, neither packed nor a part of a packed one."""
    return not piece.member_name and not piece.suffix.endswith(".gz")


def _chunks(piece: Piece, stream: IO[bytes]) -> Iterator[bytes]:
    size = 0
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        if size > MAX_UNPACKED_BYTES:
            raise InputError(
                "the file is larger than 8 GB", file=piece.label, remedy="split it by year"
            )
        yield chunk


def _name_for(piece: Piece) -> str:
    return hashlib.sha256(piece.label.encode("utf-8", "replace")).hexdigest()[:16]


def _writing(target: Path | None) -> BinaryIO:
    """The file to write, or a hole where none is needed."""
    with as_jsna_error(InputError, "the build folder cannot be written to"):
        return open(os.devnull, "wb") if target is None else target.open("wb")
