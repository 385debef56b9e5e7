"""Text and archives as bytes that never differ: nothing is compressed, no clock is read.

Two zlib libraries compress the same text into different bytes, so archives hold their members as
they are; every reader of zip and gzip reads that.
"""

import io
import shutil
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

QUOTED_BLANK = '""'
_BOM = b"\xef\xbb\xbf"
_GZIP_BLOCK = 65_535


def csv_line(cells: Sequence[str]) -> str:
    """One line of CSV without its end; a cell is quoted only where it must be."""
    line = ",".join(cells)
    if line.count(",") == len(cells) - 1 and '"' not in line and "\n" not in line:
        return line
    return ",".join(cell if cell == QUOTED_BLANK else _cell(cell) for cell in cells)


def _cell(text: str) -> str:
    if any(sign in text for sign in ',"\n'):
        return '"' + text.replace('"', '""') + '"'
    return text


def csv_bytes(
    header: Sequence[str], lines: Iterable[str], *, bom: bool = False, newline: str = "\n"
) -> bytes:
    """A CSV file of finished lines below its header."""
    text = newline.join([csv_line(header), *lines, ""])
    return (_BOM if bom else b"") + text.encode("utf-8")


def text_bytes(text: str, *, newline: str = "\n") -> bytes:
    """A text file with the given line ends."""
    return text.replace("\n", newline).encode("utf-8")


def quoted_csv_bytes(rows: Iterable[Sequence[str]], newline: str) -> bytes:
    """A CSV file with every cell in quotes, except the sign NA."""
    lines = [
        ",".join(cell if cell == "NA" else '"' + cell.replace('"', '""') + '"' for cell in row)
        for row in rows
    ]
    return newline.join([*lines, ""]).encode("utf-8")


def zip_bytes(members: Mapping[str, bytes]) -> bytes:
    """A zip archive with fixed times and attributes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, content in members.items():
            archive.writestr(_member(name), content)
    return buffer.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    member.create_system = 3
    member.external_attr = 0o644 << 16
    return member


def gzip_bytes(content: bytes) -> bytes:
    """A gzip file without a name or a time."""
    head = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
    tail = struct.pack("<LL", zlib.crc32(content), len(content) & 0xFFFFFFFF)
    starts = range(0, max(len(content), 1), _GZIP_BLOCK)
    blocks = [_stored(content, start) for start in starts]
    return b"".join([head, *blocks, tail])


def _stored(content: bytes, start: int) -> bytes:
    block = content[start : start + _GZIP_BLOCK]
    is_last = start + _GZIP_BLOCK >= len(content)
    return struct.pack("<BHH", is_last, len(block), len(block) ^ 0xFFFF) + block


def repacked(archive: bytes) -> bytes:
    """The members of a zip archive, stored again with fixed times and attributes."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        return zip_bytes({name: source.read(name) for name in sorted(source.namelist())})


def zip_files(target: Path, files: Iterable[Path]) -> None:
    """A zip archive of large files, read piece by piece, with fixed times and attributes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            with file.open("rb") as source, archive.open(_member(file.name), "w") as member:
                shutil.copyfileobj(source, member, 1 << 20)
