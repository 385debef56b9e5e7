"""Files that are not text: sheets and PDF, as far as they can be read."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

_STREAM = re.compile(rb"<<(?P<head>(?:[^<>]|<<[^<>]*>>|<[^<>]*>)*)>>\s*stream\r?\n", re.DOTALL)
_FILTERS = re.compile(rb"/(ASCII85Decode|ASCIIHexDecode|LZWDecode|RunLengthDecode|JBIG2Decode)")
_SHOWN = re.compile(
    rb"\((?:[^()\\]|\\.)*\)|\bT[dDmj*J]|\bTJ|[\[\]]|<[0-9A-Fa-f\s]+>|\s-?\d+", re.DOTALL
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_NO_TEXT = (b"/Encrypt", b"/Identity-H", b"/Identity-V", b"/JavaScript")
_WORD_GAP = -150
"""Thousandths of a letter's size: a wider gap between two letters parts words."""


def sheets_of(file: Path) -> dict[str, list[list[str]]] | None:
    """Give the rows of every sheet of an ODS or XLSX file; None if it cannot be read."""
    try:
        book = CalamineWorkbook.from_path(str(file))
        return {
            name: [
                [_text(cell) for cell in row] for row in book.get_sheet_by_name(name).to_python()
            ]
            for name in book.sheet_names
        }
    except (CalamineError, OSError, zipfile.BadZipFile):
        return None


def members_of(file: Path) -> str | None:
    """Give the text of everything in a packed file; None if it cannot be read."""
    try:
        with zipfile.ZipFile(file) as packed:
            return "\n".join(
                packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            )
    except (OSError, RuntimeError, zipfile.BadZipFile, zlib.error):
        return None


def text_of_pdf(content: bytes) -> str | None:
    """Give the text of a PDF; None if it is written in a way that cannot be read here."""
    if not content.startswith(b"%PDF"):
        return None
    parts = [content]
    for match in _STREAM.finditer(content):
        end = content.find(b"endstream", match.end())
        body = content[match.end() : end if end >= 0 else len(content)]
        head = match["head"]
        if _FILTERS.search(head):
            return None
        if b"/FlateDecode" in head:
            try:
                body = zlib.decompressobj().decompress(body)
            except zlib.error:
                return None
        if b"/Image" in head:
            continue
        parts.append(body)
    if any(sign in part for sign in _NO_TEXT for part in parts):
        return None
    text = "\n".join(filter(None, map(_shown, parts[1:])))
    return text or None


def _shown(stream: bytes) -> str:
    """Give what a page's stream writes, letters that are set one by one put together."""
    if b"BT" not in stream:
        return ""
    written: list[str] = []
    in_array = False
    for token in _SHOWN.findall(stream):
        if token == b"[" or token == b"]":
            in_array = token == b"["
        elif token.startswith(b"("):
            written.append(_ESCAPED.sub(_unescaped, token[1:-1]).decode("latin-1"))
        elif token.startswith(b"<"):
            digits = re.sub(rb"\s", b"", token[1:-1]).decode()
            written.append(bytes.fromhex(digits + "0" * (len(digits) % 2)).decode("latin-1"))
        elif in_array and token.strip().lstrip(b"-").isdigit():
            written.append(" " if int(token) < _WORD_GAP else "")
        elif token in (b"Td", b"TD", b"Tm", b"T*"):
            written.append(" ")
    return "".join(written)


def _unescaped(match: re.Match[bytes]) -> bytes:
    code = match[1]
    if code[:1].isdigit():
        return bytes([int(code, 8) & 255])
    return {b"n": b"\n", b"r": b"\r", b"t": b"\t"}.get(code, code)


def _text(cell: object) -> str:
    """Give a cell as a CSV file would hold it."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell)
