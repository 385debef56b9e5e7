"""What lies in a folder: one Piece for each data file, looked for inside zip files as well.

Zip members are streamed to a scratch file under a name of our own, so a member's path is never
used as a path; limits stop an archive that would unpack to more than a real release holds.
"""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from pipeline.errors import InputError, as_jsna_error
from pipeline.settings import Root

DATA_SUFFIXES = (".csv", ".csv.gz", ".parquet", ".xlsx", ".xlsm", ".xml")
_PUBLISHED_ONLY = (".ods",)
# Kinds of files that hold tables and are not read, and what to do about it.
_ADVICE = {
    (".zip", ".7z", ".rar"): "it is packed: unpack it",
    (".xls", ".xlsb", ".ods"): "it is a workbook of another kind: save it as .xlsx",
    (".tsv", ".tab"): "rename it to .csv",
    (".mdb", ".accdb"): "it is a database: export its tables as CSV",
}
_NOT_WANTED = ("~$", ".")  # lock files of office programs, hidden files
MAX_MEMBERS = 2_000
MAX_UNPACKED_BYTES = 8 * 1024**3
MAX_RATIO = 200
RATIO_MATTERS_FROM = 100 * 1024**2


@dataclass(frozen=True, order=True)
class Piece:
    """One data file: a file on disk, or a member of a zip file."""

    file_name: str
    member_name: str
    path: Path
    origin: str = "either"  # what the root it lay in holds: published | inbox | either

    @property
    def label(self) -> str:
        """How messages name it."""
        return f"{self.file_name} > {self.member_name}" if self.member_name else self.file_name

    @property
    def suffix(self) -> str:
        """Its kind: `.csv`, `.csv.gz` and so on, or an empty text for what is no data file."""
        name = (self.member_name or self.file_name).lower()
        known = DATA_SUFFIXES if self.origin == "inbox" else DATA_SUFFIXES + _PUBLISHED_ONLY
        matches = [suffix for suffix in known if name.endswith(suffix)]
        return max(matches, key=len) if matches else ""

    @property
    def advice(self) -> str | None:
        """What to do with a file that seems to hold tables, but is of a kind that is not read."""
        name = (self.member_name or self.file_name).lower()
        return next((text for kinds, text in _ADVICE.items() if name.endswith(kinds)), None)


def find_pieces(
    roots: Sequence[Root], unreadable: dict[Piece, InputError] | None = None
) -> list[Piece]:
    """Every file under the roots, zip members one by one, in a fixed order.

    InputError where a root cannot be read or a zip file is damaged or unsafe; with `unreadable`,
    such a zip file is put there instead.
    """
    pieces: list[Piece] = []
    for root, origin in roots:
        with as_jsna_error(InputError, f"{root} cannot be read"):
            if not root.exists():
                raise InputError(f"{root} does not exist", remedy="check the path")
            files = [root] if root.is_file() else sorted(_files_below(root))
        for path in files:
            name = path.name if root.is_file() else path.relative_to(root).as_posix()
            try:
                pieces.extend(_pieces_of(path, name, origin))
            except InputError as error:
                if unreadable is None:
                    raise
                unreadable[Piece(name, "", path, origin)] = error
    return sorted(pieces)


def _files_below(root: Path) -> Iterator[Path]:
    for entry in sorted(root.iterdir()):
        if entry.name.startswith(_NOT_WANTED):
            continue
        if entry.is_dir() and not entry.is_symlink():
            yield from _files_below(entry)
        elif entry.is_file():
            yield entry


def _pieces_of(path: Path, name: str, origin: str) -> list[Piece]:
    if path.suffix.lower() != ".zip":
        return [Piece(name, "", path, origin)]
    with _zip_errors(name), zipfile.ZipFile(path) as archive:
        members = [
            info
            for info in archive.infolist()
            if not info.is_dir() and not info.filename.rsplit("/", 1)[-1].startswith(_NOT_WANTED)
        ]
        _check_limits(name, members)
        return [Piece(name, info.filename, path, origin) for info in members]


def _check_limits(name: str, members: Sequence[zipfile.ZipInfo]) -> None:
    if len(members) > MAX_MEMBERS:
        raise InputError(
            f"the zip file holds {len(members):,} files",
            file=name,
            remedy="unpack it and keep the data files",
        )
    unpacked = sum(info.file_size for info in members)
    packed = max(1, sum(info.compress_size for info in members))
    if unpacked > MAX_UNPACKED_BYTES or (
        unpacked > RATIO_MATTERS_FROM and unpacked / packed > MAX_RATIO
    ):
        raise InputError(
            f"the zip file would unpack to {unpacked / 1024**2:,.0f} MB, which no release does",
            file=name,
            remedy="download it again from the publisher",
        )
    for info in members:
        if info.flag_bits & 0x1:
            raise InputError(
                "the zip file is locked with a password",
                file=name,
                remedy="save it without a password",
            )


@contextmanager
def _zip_errors(name: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
        raise InputError(
            "the zip file is damaged or was not downloaded to the end",
            file=name,
            remedy="download it again",
        ) from error


@contextmanager
def open_piece(piece: Piece) -> Iterator[IO[bytes]]:
    """The bytes of a piece, unpacked; InputError where they are damaged."""
    with as_jsna_error(InputError, f"{piece.label} cannot be read"):
        if piece.member_name:
            with (
                _zip_errors(piece.file_name),
                zipfile.ZipFile(piece.path) as archive,
                archive.open(piece.member_name) as raw,
                _gunzipped(raw, piece) as stream,
            ):
                yield stream
        else:
            with piece.path.open("rb") as raw, _gunzipped(raw, piece) as stream:
                yield stream


@contextmanager
def _gunzipped(raw: IO[bytes], piece: Piece) -> Iterator[IO[bytes]]:
    if not piece.suffix.endswith(".gz"):
        yield raw
        return
    try:
        with gzip.open(raw) as stream:
            yield cast("IO[bytes]", stream)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        raise InputError(
            "the compressed file is damaged or was not downloaded to the end",
            file=piece.label,
            remedy="download it again",
        ) from error
