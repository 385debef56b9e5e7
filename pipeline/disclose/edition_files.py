"""What one earlier edition printed of the council's own figures, in whatever form it was kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from pipeline.disclose.counts import Place
from pipeline.disclose.edition_rows import AGAIN, Counts, OwnFigures, read_csv, read_database
from pipeline.errors import ConfigError, as_jsna_error

# In this order: what readers were given says best what was printed. A copy of the build folder
# holds the warehouse as well, so the name of the database comes before its kind.
_PATTERNS = ("indicator_values.csv", "published.duckdb", "*.duckdb", "*.csv")
_GUESSED_ROUNDING = 5
_LEAST_COUNT, _ENOUGH_COUNTS = 10, 20


def read_edition(entry: Path) -> tuple[int, OwnFigures]:
    """Give the rounding and the own figures of a folder or file in `editions/`.

    ConfigError where it is no edition of a site.
    """
    with as_jsna_error(ConfigError, "an earlier edition cannot be read"):
        file = _file_of(entry)
        if file.suffix.lower() == ".duckdb":
            rounding, figures = read_database(file)
            return _checked(rounding, file), figures
        figures = read_csv(file)
        certificate = _only(entry, "disclosure.json") if entry.is_dir() else None
        if certificate is None:
            return guess_rounding(figures.printed), figures
        return _checked(_told(certificate), certificate), figures


def guess_rounding(printed: Mapping[Place, Counts]) -> int:
    """Give 5 where at least three in four of 20 or more different counts are multiples of it.

    For a CSV file without `disclosure.json`. The guess matters: if counts are rounded and are taken
    as exact, hardly one equals the true count, and an attacker who holds the file would be
    supposed to know nothing of it. Of exact counts one in five is a multiple, so the guess is next
    to never wrong that way. "All" would be too strict, for sums such as points need not be rounded.
    """
    numbers = {value for pair in printed.values() for value in pair if value is not None}
    counts = [value for value in numbers if value >= _LEAST_COUNT and value.is_integer()]
    multiples = sum(value % _GUESSED_ROUNDING == 0 for value in counts)
    is_rounded = len(counts) >= _ENOUGH_COUNTS and 4 * multiples >= 3 * len(counts)
    return _GUESSED_ROUNDING if is_rounded else 0


def _file_of(entry: Path) -> Path:
    """Give the file that holds the figures of an edition."""
    if entry.is_dir():
        for pattern in _PATTERNS:
            if found := _only(entry, pattern):
                return found
    elif entry.suffix.lower() in (".csv", ".duckdb"):
        return entry
    raise ConfigError(
        f"`{entry.name}` is no earlier edition of the site",
        file=entry.parent,
        remedy="put a kept site folder, its indicator_values.csv or a published.duckdb there",
    )


def _only(folder: Path, pattern: str) -> Path | None:
    """Give the one file below the folder that has such a name, if any."""
    found = sorted(
        path
        for path in folder.rglob("*")
        if Path(path.name.lower()).match(pattern)
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
        and path.is_file()
    )
    if len(found) > 1:
        raise ConfigError(
            f"{len(found)} files could be the {pattern} of one earlier edition",
            file=folder,
            remedy="keep each edition in a folder of its own, directly in editions/",
        )
    return found[0] if found else None


def _told(certificate: Path) -> object:
    """Give what a site tells of its rounding."""
    try:
        return json.loads(certificate.read_text(encoding="utf-8-sig"))["rule"]["rounding"]
    except (ValueError, KeyError, TypeError):
        return None


def _checked(rounding: object, file: Path) -> int:
    if isinstance(rounding, bool) or not isinstance(rounding, int) or rounding < 0:
        raise ConfigError(
            "an earlier edition does not say how its counts were rounded", file=file, remedy=AGAIN
        )
    return rounding
