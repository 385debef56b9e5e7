"""An area's own key: with it the numbers of children become hashes that nobody else can make.

It lies in the area folder, is never published, and is readable by its owner alone. The same key
gives the same hash in every build, so that two builds can be compared; nothing else needs it.
"""

from __future__ import annotations

import os
import re
import secrets
from pathlib import Path

from pipeline.errors import ConfigError, as_jsna_error

FILE_NAME = ".jsna-key"
KEY_BYTES = 32
_PRIVATE_PATHS = (FILE_NAME, "inbox/", "build/")


def read_key(file: Path) -> bytes:
    """The key in `file`; ConfigError where it holds no key or cannot be read."""
    with as_jsna_error(ConfigError, "the area's key cannot be read"):
        text = file.read_bytes().decode("ascii", "replace").strip()
    if not re.fullmatch(r"[0-9a-fA-F]{64}", text):
        raise ConfigError(
            "the area's key is not 64 hexadecimal digits",
            file=file,
            remedy="restore it from a copy, or delete it: the next build makes a new one",
        )
    return bytes.fromhex(text)


def create_key(file: Path) -> bytes:
    """A new key, written to `file` for its owner alone; the one that is there, if there is one."""
    if file.exists():
        return read_key(file)
    key = secrets.token_bytes(KEY_BYTES)
    with as_jsna_error(ConfigError, "the area's key cannot be written"):
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii", newline="\n") as stream:
            stream.write(f"{key.hex()}\n")
    return key


def keep_out_of_git(folder: Path) -> None:
    """Name what must not leave the council in the folder's .gitignore, beside what it names."""
    file = folder / ".gitignore"
    with as_jsna_error(ConfigError, "cannot make the area folder"):
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        missing = [path for path in _PRIVATE_PATHS if path not in text.splitlines()]
        if missing:
            gap = "\n" if text and not text.endswith("\n") else ""
            added = "".join(f"{path}\n" for path in missing)
            file.write_text(f"{text}{gap}{added}", encoding="utf-8", newline="\n")
