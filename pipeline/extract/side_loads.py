"""CSV files loaded beside one another: DuckDB reads one file on one processor.

The files are looked at one by one, in order; only what DuckDB does with them happens at the same
time, on connections of its own to the same database.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue

import duckdb

from pipeline.extract.csv_files import Start
from pipeline.extract.loader import load_csv
from pipeline.extract.private import prepare
from pipeline.extract.recognise import Match
from pipeline.extract.scratch import ReadyFile

_AT_ONCE = 2


class SideLoads:
    """Loads that were begun, by the file_id of their rows."""

    def __init__(self, con: duckdb.DuckDBPyConnection, key: bytes, scratch: Path) -> None:
        self._scratch = scratch
        self._pool = ThreadPoolExecutor(_AT_ONCE)
        self._begun: dict[str, Future[int]] = {}
        self._free: SimpleQueue[duckdb.DuckDBPyConnection] = SimpleQueue()
        for _ in range(_AT_ONCE):
            side = con.cursor()
            prepare(side, key)
            self._free.put(side)

    @classmethod
    @contextmanager
    def open(cls, con: duckdb.DuckDBPyConnection, key: bytes, scratch: Path) -> Iterator[SideLoads]:
        """Be ready to load; at the end nothing is left running."""
        loads = cls(con, key, scratch)
        try:
            yield loads
        finally:
            loads._pool.shutdown(cancel_futures=True)
            while not loads._free.empty():
                loads._free.get().close()

    def begin(self, ready: ReadyFile, start: Start, match: Match, file_id: str, label: str) -> None:
        """Load the file when there is time; its copy in scratch is removed afterwards."""
        self._begun[file_id] = self._pool.submit(self._load, ready, start, match, file_id, label)

    def has(self, file_id: str | None) -> bool:
        """Whether the rows of this file were, or are being, loaded here."""
        return file_id in self._begun

    def rows(self, file_id: str) -> int:
        """The number of rows, once they are loaded; InputError as `load_csv` has it."""
        return self._begun[file_id].result()

    def _load(self, ready: ReadyFile, start: Start, match: Match, file_id: str, label: str) -> int:
        side = self._free.get()
        try:
            return load_csv(side, ready.path, start, match, file_id, label, self._scratch)
        finally:
            self._free.put(side)
            ready.discard()
