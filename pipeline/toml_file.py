"""Reads the TOML files that a council writes; a mistake is one line that names file and line."""

import re
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.errors import ConfigError, as_jsna_error


def read_toml(file: Path) -> dict[str, Any]:
    """Give what the file holds; ConfigError where it is not UTF-8 or not TOML."""
    with as_jsna_error(ConfigError, f"cannot read {file.name}"):
        raw = file.read_bytes()
    try:
        return tomllib.loads(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise ConfigError("not UTF-8", file=file, row=line, remedy="save it as UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        where = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", str(error))
        line = int(where[1]) if where and where[1] else len(raw.splitlines())
        what = str(error)[: where.start()] if where else str(error)
        raise ConfigError(f"not valid TOML: {what}", file=file, row=line) from error


def unknown(
    noun: str, shown: str, word: str, known: Mapping[str, object], file: Path | None
) -> ConfigError:
    """Give the error for a word that nobody knows, with the known one that is most like it."""
    close = get_close_matches(word, known, n=1)
    remedy = f"did you mean `{close[0]}`?" if close else f"known are {', '.join(known)}"
    return ConfigError(f"unknown {noun} {shown}", file=file, remedy=remedy)
