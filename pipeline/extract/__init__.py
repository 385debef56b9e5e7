"""Extract: find the files, recognise each by its header, load it as text into DuckDB `raw`."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from pathlib import Path

import duckdb

from pipeline.area_key import KEY_BYTES, create_key, read_key
from pipeline.errors import InputError, as_jsna_error
from pipeline.extract.areas import area_is_known
from pipeline.extract.inspection import (
    DAMAGED,
    NOT_DATA,
    NOT_RECOGNISED,
    OUT_OF_PLACE,
    RECOGNISED,
    REPEATED,
    Inspection,
)
from pipeline.extract.mappings import with_mappings
from pipeline.extract.pieces import Piece, find_pieces
from pipeline.extract.reading import Reading
from pipeline.extract.scratch import scratch_folder
from pipeline.progress import Progress
from pipeline.settings import FILE_NAME, Root
from pipeline.sources import Registry, normalise_header


def extract(
    roots: Sequence[Root],
    warehouse: Path,
    registry: Registry,
    progress: Progress,
    *,
    key_file: Path | None = None,
) -> list[Inspection]:
    """Everything under the roots into the warehouse's `raw` schema; what each file was taken for.

    The numbers of children are hashed with the key in `key_file`, which is made if an inbox has
    files and there is none; without `key_file` the key is thrown away. InputError (nothing else is
    raised for bad input) where a file is damaged or nothing usable is left. The warehouse is made
    anew.
    """
    pieces = find_pieces(roots)
    key = _key(key_file, pieces, progress)
    with as_jsna_error(InputError, "the build folder cannot be written to"):
        warehouse.parent.mkdir(parents=True, exist_ok=True)
        warehouse.unlink(missing_ok=True)
    with (
        scratch_folder(warehouse.parent / "scratch") as scratch,
        as_jsna_error(InputError, "the warehouse cannot be written"),
        duckdb.connect(str(warehouse)) as con,
    ):
        found = Reading(con, registry, scratch, key).run(pieces, progress)
    if not found:
        where = " and ".join(str(root.path) for root in roots)
        raise InputError(f"there is no file in {where}", remedy="put the downloads there")
    if not any(item.status == RECOGNISED and item.row_count for item in found):
        raise InputError(
            f"none of the {len(found)} files is a table that jsna knows",
            remedy="run `jsna inspect` on the folder to see what each lacks",
        )
    return found


def inspect(path: Path, registry: Registry, progress: Progress, scratch: Path) -> list[Inspection]:
    """What each file under `path` is taken for, without keeping anything.

    A file that cannot be read has the status `cannot be read`, and a note of what is wrong with it.
    Below an area folder the council's own names for columns are known.
    """
    place = path.resolve()
    for folder in (place, *place.parents):
        if (folder / FILE_NAME).is_file():
            registry = with_mappings(registry, folder / "mappings")
            break
    with duckdb.connect() as con:
        reading = Reading(con, registry, scratch, secrets.token_bytes(KEY_BYTES))
        unreadable: dict[Piece, InputError] = {}
        pieces = find_pieces([Root(path, "either")], unreadable)
        return reading.run(pieces, progress, unreadable)


def _key(file: Path | None, pieces: Sequence[Piece], progress: Progress) -> bytes:
    if file is not None and file.exists():
        return read_key(file)
    if file is None or not any(piece.origin == "inbox" and piece.suffix for piece in pieces):
        return secrets.token_bytes(KEY_BYTES)
    key = create_key(file)
    progress.warn(f"a new key was made for this area: keep {file} and never share it")
    return key


__all__ = [
    "DAMAGED",
    "NOT_DATA",
    "NOT_RECOGNISED",
    "OUT_OF_PLACE",
    "RECOGNISED",
    "REPEATED",
    "Inspection",
    "area_is_known",
    "extract",
    "inspect",
    "normalise_header",
    "with_mappings",
]
