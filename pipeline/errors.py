"""Everything that can go wrong for a user, and the exit code that each one gives.

    JsnaError              1   (never raised itself)
    +-- ConfigError       10   jsna.toml or an option is wrong
    +-- InputError        11   a file is missing or cannot be read
    +-- ValidationFailed  12   the data would make nonsense
    +-- TransformFailed   13   dbt could not build the indicators
    +-- DisclosureError   14   something hidden could be worked out
    +-- ReportError       15   the pages could not be made
    +-- PublishError      16   the site could not be put in place

A message never holds a value from a pupil-level table: counts, column names and file names only.
Any other exception is a bug and keeps its traceback.
"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar


class JsnaError(Exception):
    """A failure that the user can understand; `str()` is what is wrong, where; what to do."""

    exit_code: ClassVar[int] = 1

    def __init__(
        self,
        message: str,
        *,
        file: str | Path | None = None,
        column: str | None = None,
        row: int | None = None,
        remedy: str | None = None,
    ) -> None:
        """Keep the parts, so that a report can show them apart."""
        super().__init__(message)
        self.message = message
        self.file = None if file is None else str(file)
        self.column = column
        self.row = row
        self.remedy = remedy

    def __str__(self) -> str:
        """Give the whole story on one line."""
        line = ", ".join([self.message.rstrip(" .,;"), *self._places()])
        if self.remedy:
            line = f"{line}; {self.remedy.rstrip(' .')}"
        return " ".join(line.split())

    def _places(self) -> list[str]:
        places = [f"in {self.file}"] if self.file else []
        if self.row is not None:
            places.append(f"line {self.row}")
        if self.column:
            places.append(f"column `{self.column}`")
        return places


class ConfigError(JsnaError):
    """`jsna.toml` or an option is wrong."""

    exit_code = 10


class InputError(JsnaError):
    """A file or folder that the build reads is missing or cannot be read."""

    exit_code = 11


class ValidationFailed(JsnaError):
    """The data broke an expectation so badly that the build would publish nonsense."""

    exit_code = 12


class TransformFailed(JsnaError):
    """dbt could not build the indicators."""

    exit_code = 13


class DisclosureError(JsnaError):
    """A hidden value could be worked out from what would be published."""

    exit_code = 14


class ReportError(JsnaError):
    """The pages could not be made."""

    exit_code = 15


class PublishError(JsnaError):
    """The finished site could not be put in place; the one that was there is still there."""

    exit_code = 16


_SHARING_VIOLATION = 32  # Windows: another program has the file open

_CAUSES = {
    errno.ENOSPC: ("the disk is full", "free some space and run it again"),
    errno.EDQUOT: ("your disk quota is used up", "free some space and run it again"),
    errno.EACCES: ("permission was refused", "check who may read and write there"),
    errno.EPERM: ("permission was refused", "check who may read and write there"),
    errno.EROFS: ("the disk is read-only", "choose another folder with --out"),
    errno.ENOENT: ("there is no such file or folder", "check the path"),
    errno.ENOTDIR: ("a part of the path is not a folder", "check the path"),
    errno.EISDIR: ("it is a folder, not a file", "check the path"),
    errno.ENAMETOOLONG: ("the path is too long", "use a folder with a shorter path"),
}
_LOCKED = ("another program has the file open", "close it there and run it again")


@contextmanager
def as_jsna_error(kind: type[JsnaError], what: str) -> Iterator[None]:
    """Turn a failing disk, permission or file lock inside the block into one `kind` about `what`.

    DuckDB reports a locked or unwritable database with an exception of its own. It is known by
    its name here, so that reading a settings file does not import a database.
    """
    try:
        yield
    except JsnaError:
        raise
    except OSError as error:
        cause, remedy = _explain(error)
        file = error.filename if isinstance(error.filename, str | Path) else None
        raise kind(f"{what}: {cause}", file=file, remedy=remedy) from error
    except Exception as error:
        if not _is_duckdb_io_error(error):
            raise
        cause, remedy = _explain_duckdb(str(error))
        raise kind(f"{what}: {cause}", remedy=remedy) from error


def _explain(error: OSError) -> tuple[str, str | None]:
    if getattr(error, "winerror", None) == _SHARING_VIOLATION or error.errno == errno.EBUSY:
        return _LOCKED
    known = _CAUSES.get(error.errno or 0)
    return known if known else (error.strerror or type(error).__name__, None)


def _is_duckdb_io_error(error: Exception) -> bool:
    kind = type(error)
    return kind.__name__ == "IOException" and kind.__module__.lstrip("_").startswith("duckdb")


def _explain_duckdb(message: str) -> tuple[str, str | None]:
    lowered = message.lower()
    if "lock" in lowered or "being used by another process" in lowered:
        return _LOCKED
    for code, text in (
        (errno.ENOSPC, "no space left"),
        (errno.EACCES, "permission denied"),
        (errno.ENOENT, "does not exist"),
    ):
        if text in lowered:
            return _CAUSES[code]
    return "the database file cannot be used", "delete the build folder and run it again"
