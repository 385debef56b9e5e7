"""Files that have no place in a site: what a build leaves behind, and rows of children."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.second_net.leaks import Leak

_ENDINGS = {
    ".duckdb": "a database",
    ".wal": "a database",
    ".db": "a database",
    ".sqlite": "a database",
    ".parquet": "a table of a build",
    ".msgpack": "a file of dbt",
    ".jsna-key": "the key of a council",
}
_NAMES = {
    ".jsna-key": "the key of a council",
    "issues.csv": "the list of issues in a council's records",
    "run_results.json": "a file of dbt",
    "catalog.json": "a file of dbt",
    "graph.gpickle": "a file of dbt",
    "dbt.log": "a file of dbt",
    "truth.json": "what a demonstration was made of",
}
_FOLDERS = {
    "target": "a folder of dbt",
    "dbt": "a folder of dbt",
    "inbox": "a folder of council records",
    "build": "a folder of a build",
    "gx": "a folder of Great Expectations",
    "great_expectations": "a folder of Great Expectations",
    "uncommitted": "a folder of Great Expectations",
}
_BEGINNINGS = (
    (0, b"PAR1", "a table of a build"),
    (8, b"DUCK", "a database"),
    (0, b"SQLite format 3", "a database"),
)
_WITHIN = {
    '"dbt_schema_version"': "a file of dbt",
    '"expectation_config"': "a result of Great Expectations",
    '"evaluated_expectations"': "a result of Great Expectations",
}
_PERSONAL = (
    r"(?:former|previous)?upn|uln|unique(?:pupil|learner)number|(?:preferred|former)?surname"
    r"|(?:fore|middle|first|last)names?|dob|date_?of_?birth|personbirthdate|young_person_id"
    r"|postcode|_?file_id|_row"
)
_HEADING = re.compile(rf"(?:[a-z0-9]{{1,10}}_)?(?:{_PERSONAL})", re.IGNORECASE)
_JSON_KEY = re.compile(rf'"(?:[a-z0-9]{{1,10}}_)?(?:{_PERSONAL})"\s*:', re.IGNORECASE)


def unfit_by_name(file: str) -> str | None:
    """Give what a file is, if its name or folder says that it is not a site's."""
    *folders, name = file.lower().split("/")
    for folder in folders:
        if folder in _FOLDERS:
            return _FOLDERS[folder]
    if name in _NAMES:
        return _NAMES[name]
    return next((what for ending, what in _ENDINGS.items() if name.endswith(ending)), None)


def unfit_by_content(content: bytes) -> str | None:
    """Give what a file is, if its first bytes say that it is not a site's."""
    for place, sign, what in _BEGINNINGS:
        if content[place : place + len(sign)] == sign:
            return what
    return None


def unfit_json(file: str, text: str) -> Leak | None:
    """Give a leak for JSON that a build left behind, or that holds rows of children."""
    for sign, what in _WITHIN.items():
        if sign in text:
            return Leak(file, what, "it must not be published")
    if _JSON_KEY.search(text):
        return Leak(file, "rows of children", "a column of council records")
    return None


def unfit_headings(file: str, headings: Iterable[str]) -> Leak | None:
    """Give a leak for a table whose columns are those of a council's records."""
    for heading in headings:
        name = re.sub(r"[^a-z0-9_]", "", heading.strip().lower())
        if _HEADING.fullmatch(name):
            return Leak(file, "rows of children", "a column of council records")
    return None
