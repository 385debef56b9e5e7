"""The reference vectors: numbers that others computed, in the shared folder."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Vectors = Callable[[str], Any]


@pytest.fixture(scope="session")
def vectors(shared_data: Path) -> Vectors:
    """Read a file of the shared vectors: a table's rows, or what a JSON file holds."""

    def read(name: str) -> Any:
        text = (shared_data / "vectors" / name).read_text(encoding="utf-8")
        return json.loads(text) if name.endswith(".json") else [*csv.DictReader(text.splitlines())]

    return read
