"""The council's own names for columns: `mappings/<source>.csv` in the area folder."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path

from pipeline.errors import ConfigError, as_jsna_error
from pipeline.sources import Registry, normalise_header

_COLUMNS = ("jsna_column", "your_column")


def with_mappings(registry: Registry, folder: Path) -> Registry:
    """The registry with the aliases that the files of `folder` add; ConfigError for a wrong one."""
    with as_jsna_error(ConfigError, "the mappings cannot be read"):
        files = sorted(folder.glob("*.csv")) if folder.is_dir() else []
    for file in files:
        registry = _with_file(registry, file)
    return registry


def _with_file(registry: Registry, file: Path) -> Registry:
    source = file.stem
    sources = sorted({spec.source for spec in registry.tables})
    if source not in sources:
        raise _unknown(f"no source is called `{source}`", source, sources, file)
    tables = [spec for spec in registry.tables if spec.source == source]
    known = {name for spec in tables for name in spec.wanted}
    personal = frozenset[str]().union(*(spec.personal for spec in tables))
    aliases: dict[str, str] = {}
    for line, row in _rows(file):
        column = row["jsna_column"].lower()
        if column not in known:
            raise _unknown(f"`{source}` has no column `{column}`", column, known, file, line)
        [name] = normalise_header([row["your_column"]])
        if name in personal:
            raise ConfigError(f"`{name}` is personal and is never read", file=file, row=line)
        if name in aliases and aliases[name] != column:
            raise ConfigError(
                f"`{name}` stands for two columns", file=file, row=line, remedy="keep one of them"
            )
        aliases[name] = column
    return Registry(
        tuple(
            replace(spec, aliases={**spec.aliases, **_of_table(aliases, spec.wanted)})
            if spec.source == source
            else spec
            for spec in registry.tables
        )
    )


def _of_table(aliases: Mapping[str, str], wanted: Collection[str]) -> dict[str, str]:
    return {name: column for name, column in aliases.items() if column in wanted}


def _rows(file: Path) -> Iterator[tuple[int, dict[str, str]]]:
    with as_jsna_error(ConfigError, "the mapping cannot be read"):
        raw = file.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigError("not UTF-8", file=file, remedy="save it as CSV UTF-8") from error
    reader = csv.reader(io.StringIO(text, newline=""))
    header = normalise_header(next(reader, []))
    if not set(_COLUMNS) <= set(header):
        raise ConfigError(
            "a mapping needs the columns jsna_column and your_column", file=file, row=1
        )
    for cells in reader:
        row = {name: cell.strip() for name, cell in zip(header, cells, strict=False)}
        if not any(row.values()):
            continue
        if not all(row.get(name) for name in _COLUMNS):
            raise ConfigError("a row has only one of the two names", file=file, row=reader.line_num)
        yield reader.line_num, row


def _unknown(
    what: str, word: str, known: Collection[str], file: Path, line: int | None = None
) -> ConfigError:
    close = get_close_matches(word, sorted(known), n=1)
    remedy = f"did you mean `{close[0]}`?" if close else f"known are {', '.join(sorted(known))}"
    return ConfigError(what, file=file, row=line, remedy=remedy)
