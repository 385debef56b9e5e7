"""Judge the data with Great Expectations, in a process of its own that starts before it is needed.

Importing Great Expectations takes seconds, so the process is started first and is ready when the
files are loaded. Only counts come back: no value of any table, not even inside an error message.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from operator import itemgetter
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from pipeline.errors import ConfigError, JsnaError, ValidationFailed, as_jsna_error
from pipeline.project import project_dir
from pipeline.suites import Expectation, TableSuite, load_suites

if TYPE_CHECKING:
    import pandas as pd
    from duckdb import DuckDBPyConnection


@dataclass(frozen=True)
class Finding:
    """What one expectation came to in one batch: counts only, never a value."""

    suite: str
    table: str
    period: str | None
    expectation: str
    column: str | None
    severity: str
    success: bool
    unexpected_count: int | None
    element_count: int | None
    why: str

    def __str__(self) -> str:
        """Give it as part of a sentence, such as `raw.x (202223): expect_... of `y` fails ...`."""
        period = f" ({self.period})" if self.period else ""
        column = f" of `{self.column}`" if self.column else ""
        count = "" if self.unexpected_count is None else f" for {self.unexpected_count:,} rows"
        if self.unexpected_count is not None and self.element_count is not None:
            count = f" for {self.unexpected_count:,} of {self.element_count:,} rows"
        return f"{self.table}{period}: {self.expectation}{column} fails{count}, {self.why}"


def raise_if_critical(findings: Sequence[Finding]) -> None:
    """Stop with ValidationFailed if a critical expectation failed anywhere."""
    failed = [found for found in findings if found.severity == "critical" and not found.success]
    if failed:
        more = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
        raise ValidationFailed(
            f"{failed[0]}{more}", remedy="get the file from its publisher again, or leave it out"
        )


class Judge:
    """The process that judges; use it with `with`, so that it ends when the build does."""

    def __init__(self, process: multiprocessing.process.BaseProcess, pipe: Connection) -> None:
        """Keep both ends; `Judge.start()` makes them."""
        self._process = process
        self._pipe = pipe

    @classmethod
    def start(cls) -> Judge:
        """Give a judge that is getting ready while the caller goes on."""
        context = multiprocessing.get_context("spawn")  # the same on every system
        here, there = context.Pipe()
        process = context.Process(target=_serve, args=(there,), name="jsna-judge", daemon=True)
        process.start()
        there.close()  # so that its end is seen here as the end of the pipe
        return cls(process, here)

    def __enter__(self) -> Self:
        """Give the judge itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process, whatever it is doing."""
        self._pipe.close()
        self._process.terminate()
        self._process.join()

    def run(self, warehouse: Path, suites: Sequence[str]) -> list[Finding]:
        """Give what every expectation of the named suites came to, table by table.

        Nobody else may have the warehouse open for writing. An empty table is not judged.
        """
        wanted = load_suites(project_dir(), suites)
        try:
            self._pipe.send((warehouse, wanted))
            answer: list[Finding] | JsnaError = self._pipe.recv()
        except (EOFError, OSError) as error:
            self._process.join(timeout=5)
            raise ValidationFailed(
                f"the checks ended before they were done (code {self._process.exitcode})",
                remedy="close other programs to free memory, and run it again",
            ) from error
        if isinstance(answer, JsnaError):
            raise answer
        return answer


def _serve(pipe: Connection) -> None:
    """Answer requests until the pipe is closed: what runs in the judge's own process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the build, which ends this
    os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read while it is imported
    logging.disable(logging.CRITICAL)  # a log line may quote a value
    warnings.simplefilter("ignore")
    bench = _set_up()
    while True:
        try:
            warehouse, suites = pipe.recv()
        except EOFError:
            return
        pipe.send(bench if isinstance(bench, JsnaError) else _judge(bench, warehouse, suites))


def _set_up() -> _Bench | JsnaError:
    try:
        return _Bench()
    except Exception as error:
        return ValidationFailed(
            f"Great Expectations cannot be used ({type(error).__name__})",
            remedy="install jsna again",
        )


def _judge(
    bench: _Bench, warehouse: Path, suites: Sequence[TableSuite]
) -> list[Finding] | JsnaError:
    import duckdb

    try:
        with (
            as_jsna_error(ValidationFailed, "cannot open the warehouse"),
            duckdb.connect(str(warehouse), read_only=True) as con,
        ):
            return [found for suite in suites for found in bench.findings(con, suite)]
    except JsnaError as error:
        return error
    except Exception as error:  # its text could quote a value, so only its kind is told
        return ValidationFailed(f"the checks stopped with {type(error).__name__}")


class _Bench:
    """Great Expectations, imported and set up once."""

    def __init__(self) -> None:
        from tqdm.std import tqdm

        # The default lock is the whole system's, and a process that is ended leaves it behind.
        tqdm.set_lock(threading.RLock())

        import great_expectations as gx
        from great_expectations.data_context.types.base import ProgressBarsConfig

        self._gx = gx
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = ProgressBarsConfig(globally=False)
        frames = context.data_sources.add_pandas("warehouse")
        asset = frames.add_dataframe_asset("batch")
        self._batches = asset.add_batch_definition_whole_dataframe("batch")
        self._warm_up()

    def _warm_up(self) -> None:
        """Judge next to nothing, so that what is imported on first use is there in time."""
        import pandas as pd
        from great_expectations.expectations.core.expect_column_values_to_not_be_null import (
            ExpectColumnValuesToNotBeNull,
        )

        batch = self._batches.get_batch(batch_parameters={"dataframe": pd.DataFrame({"a": [1]})})
        batch.validate(ExpectColumnValuesToNotBeNull(column="a"))

    def findings(self, con: DuckDBPyConnection, suite: TableSuite) -> Iterator[Finding]:
        """Give what each expectation of the suite comes to in each batch of its table."""
        rules = self._gx.ExpectationSuite(
            name=suite.table,
            expectations=[self._rule(suite, number) for number in range(len(suite.expectations))],
        )
        for period, frame in _read_batches(con, suite):
            batch = self._batches.get_batch(batch_parameters={"dataframe": frame})
            judged = batch.validate(
                rules, result_format={"result_format": "BASIC", "partial_unexpected_count": 0}
            )
            for number, result in sorted(map(_numbered, judged.results), key=itemgetter(0)):
                yield _finding(suite, suite.expectations[number], period, result)

    def _rule(self, suite: TableSuite, number: int) -> Any:
        expectation = suite.expectations[number]
        where = f"{suite.table}: {expectation.type}"
        name = "".join(word.capitalize() for word in expectation.type.split("_"))
        kind = getattr(self._gx.expectations, name, None)
        if kind is None:
            raise ConfigError(f"{where} is not known", file=f"expectations/{suite.suite}.yml")
        try:
            return kind(
                **expectation.arguments, severity=expectation.severity, meta={"number": number}
            )
        except (TypeError, ValueError) as error:
            raise ConfigError(
                f"{where} was given wrong arguments: {error}",
                file=f"expectations/{suite.suite}.yml",
            ) from error


def _read_batches(
    con: DuckDBPyConnection, suite: TableSuite
) -> Iterator[tuple[str | None, pd.DataFrame]]:
    """Give each batch of the table, with only the columns that are asked for."""
    schema, _, name = suite.table.partition(".")
    table = f'"{schema}"."{name}"'
    unknown = _unknown_columns(con, schema, name, suite)
    if unknown:
        raise ConfigError(
            f"{suite.table} has no column {', '.join(unknown)}",
            file=f"expectations/{suite.suite}.yml",
        )
    columns = ", ".join(
        f'{suite.derive[column]} as "{column}"' if column in suite.derive else f'"{column}"'
        for column in suite.columns
    )
    if not suite.batch_by:
        frame = con.execute(f"select {columns} from {table}").df()
        if len(frame):
            yield None, frame
        return
    keys = ", ".join(f'"{column}"' for column in suite.batch_by)
    same = " and ".join(f'"{column}" is not distinct from ?' for column in suite.batch_by)
    for values in con.execute(f"select distinct {keys} from {table} order by {keys}").fetchall():
        period = " / ".join("none" if value is None else str(value) for value in values)
        yield period, con.execute(f"select {columns} from {table} where {same}", list(values)).df()


def _unknown_columns(
    con: DuckDBPyConnection, schema: str, name: str, suite: TableSuite
) -> list[str]:
    described = con.execute(
        "select column_name from information_schema.columns "
        "where table_schema = ? and table_name = ?",
        [schema, name],
    ).fetchall()
    known = {column for (column,) in described} | set(suite.derive)
    return [column for column in (*suite.batch_by, *suite.columns) if column not in known]


def _numbered(result: Any) -> tuple[int, Any]:
    """Give a result with the place of its expectation in the suite."""
    return result.expectation_config.meta["number"], result


def _finding(
    suite: TableSuite, expectation: Expectation, period: str | None, result: Any
) -> Finding:
    """Give a result without the values that Great Expectations found."""
    if _stopped(result.exception_info):
        raise ConfigError(
            f"{suite.table}: {expectation.type} cannot be judged",
            column=", ".join(expectation.columns),
            file=f"expectations/{suite.suite}.yml",
        )
    return Finding(
        suite=suite.suite,
        table=suite.table,
        period=period,
        expectation=expectation.type,
        column=", ".join(expectation.columns) or None,
        severity=expectation.severity,
        success=bool(result.success),
        unexpected_count=_count(result.result.get("unexpected_count")),
        element_count=_count(result.result.get("element_count")),
        why=expectation.why,
    )


def _count(value: Any) -> int | None:
    return None if value is None else int(value)


def _stopped(info: Mapping[str, Any]) -> bool:
    """Say whether the expectation raised; there is one entry, or one for each metric."""
    entries = [info] if "raised_exception" in info else list(info.values())
    return any(entry.get("raised_exception") for entry in entries if isinstance(entry, Mapping))
