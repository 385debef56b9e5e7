"""A small demonstration area's own extracts, and how to read them back."""

import csv
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path

from pipeline.demo.local import Extracts, write_local
from pipeline.demo.traits import home_area_of
from pipeline.demo.world import World, grow_world

PUPILS, YEARS = 900, 3
Rows = Sequence[Mapping[str, str]]


@cache
def small_world() -> World:
    """The published world of so small a home area."""
    with home_area_of(PUPILS):
        return grow_world()


def write(folder: Path, years: int) -> Path:
    """The folder, filled with the extracts of that many years."""
    (folder / "published").mkdir()
    with home_area_of(PUPILS):
        write_local(folder, Extracts(PUPILS, years), small_world())
    return folder


def blade(area: Path, name: str, table: str) -> Rows:
    """The rows of a table of a return, whatever its headers look like."""
    folder = area / "inbox" / "school_census"
    file = f"{name}_{table}.csv"
    if (folder / f"{name}.zip").exists():
        with zipfile.ZipFile(folder / f"{name}.zip") as archive:
            text = archive.read(file).decode("utf-8-sig")
    else:
        text = (folder / name / file).read_text(encoding="utf-8-sig")
    header, *rows = csv.reader(io.StringIO(text))
    return [dict(zip(map(str.lower, header), row, strict=True)) for row in rows]


def flat(area: Path, file: str) -> Rows:
    """The rows of a file of the inbox."""
    with (area / "inbox" / file).open(encoding="utf-8", newline="") as source:
        return list(csv.DictReader(source))


def texts(area: Path) -> Iterator[tuple[str, bytes]]:
    """The name and content of every file."""
    for path in sorted(area.rglob("*")):
        if path.is_file():
            yield str(path.relative_to(area)), path.read_bytes()
