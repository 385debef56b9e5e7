"""Transform: dbt turns `raw` into the one table. The only module that imports dbt."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from pipeline.errors import TransformFailed, as_jsna_error
from pipeline.settings import Settings

_PARSE = "import sys; from dbt.cli.main import cli; cli(sys.argv[1:])"
_UNTRACKED = {"DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}


@contextmanager
def read_ahead(warehouse: Path, project: Path, settings: Settings) -> Iterator[None]:
    """While this is open, dbt reads the project in a process of its own.

    What it read lies in the build folder, where the next run finds it; a run that finds nothing
    there reads the project itself.
    """
    environment = {**os.environ, **_UNTRACKED, "JSNA_WAREHOUSE": str(warehouse)}
    process = subprocess.Popen(
        [sys.executable, "-c", _PARSE, "parse", *_of_build(project, settings)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    # This process needs it soon, too.
    threading.Thread(target=import_module, args=["dbt.cli.main"], daemon=True).start()
    try:
        yield
        process.wait()
    finally:
        process.kill()
        process.wait()


def transform(warehouse: Path, project: Path, settings: Settings) -> None:
    """Run every model, seed and data test of the project on the warehouse.

    dbt's own files go below the build folder, never into the project, which may be an installed
    package. TransformFailed names the first model or test that failed; its message never holds a
    value, because dbt's may.
    """
    arguments = [
        "build",
        "--exclude",
        # Unit tests prove the code, and tests of inner models its steps: both are for developers.
        # The tests of the one table run in every build, and Great Expectations judges it after.
        "test_type:unit",
        "test_name:not_null",
        "path:models/staging,resource_type:test",
        "path:models/intermediate,resource_type:test",
        "path:models/quality,resource_type:test",
        "path:models/indicators,resource_type:test",
        *_of_build(project, settings),
    ]
    _transform(arguments, warehouse)


def run_rules(warehouse: Path, project: Path, settings: Settings) -> None:
    """Run only what holds the rows of the council's own records against the rules.

    Afterwards `quality.int_local_issues` and `quality.raw_rejects` are there; they need `raw` only.
    """
    arguments = [
        "build",
        "--select",
        "+int_local_issues",
        "+raw_rejects",
        "--exclude",
        "test_type:unit",
        "test_type:data",
        *_of_build(project, settings),
    ]
    _transform(arguments, warehouse)


def _of_build(project: Path, settings: Settings) -> list[str]:
    variables = {
        "la_code": settings.la_code,
        "la_name": settings.area_name or f"Local authority {settings.la_code}",
        "neighbour_set": settings.neighbours,
        "use_national_figures": not settings.is_demonstration,
        "projection_scenarios": [asdict(scenario) for scenario in settings.scenarios],
    }
    places = _places(project, settings.build_dir / "dbt")
    return ["--vars", json.dumps(variables), *places]


def _transform(arguments: list[str], warehouse: Path) -> None:
    with as_jsna_error(TransformFailed, "the warehouse cannot be written"):
        _run(arguments, {"JSNA_WAREHOUSE": str(warehouse)})


def run_unit_tests(warehouse: Path, project: Path, scratch: Path) -> int:
    """Run the unit tests of the models; how many passed. TransformFailed names one that failed."""
    return _test("test_type:unit", warehouse, project, scratch)


def run_data_tests(warehouse: Path, project: Path, scratch: Path) -> int:
    """Run every data test, also those that a build leaves out; how many passed."""
    return _test("test_type:data", warehouse, project, scratch)


def _test(selection: str, warehouse: Path, project: Path, scratch: Path) -> int:
    """Test as for the area whose children the unit tests make up."""
    variables = ["--vars", json.dumps({"la_code": "501", "la_name": "Fellmarch"})]
    arguments = ["test", "--select", selection, *variables, *_places(project, scratch)]
    return _run(arguments, {"JSNA_WAREHOUSE": str(warehouse)})


def _places(project: Path, folder: Path) -> list[str]:
    return [
        "--project-dir",
        str(project),
        "--profiles-dir",
        str(project),
        "--target-path",
        str(folder / "target"),
        "--log-path",
        str(folder / "logs"),
        "--log-level-file",
        "none",
        "--quiet",
        "--no-use-colors",
        "--log-level",
        "none",
    ]


def _run(arguments: list[str], environment: Mapping[str, str]) -> int:
    """Run dbt in this process; how many nodes it ran."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    with _environment(environment):
        try:
            result = dbtRunner().invoke(arguments)
        finally:
            # An open connection in this process would keep the warehouse from being read.
            DuckDBConnectionManager.close_all_connections()  # type: ignore[no-untyped-call]
    if isinstance(result.exception, OSError):
        raise result.exception
    if _is_disk_full(result.result):
        raise OSError(errno.ENOSPC, "No space left on device")
    if not result.success:
        raise TransformFailed(
            f"dbt could not build {_first_failure(result)}",
            remedy="report this with the versions that `jsna --version` and manifest.json name",
        )
    return len(getattr(result.result, "results", None) or ())


def _is_disk_full(rows: object) -> bool:
    """Whether a node failed for want of space: DuckDB says it in words only."""
    words = ("No space left", "not enough space", "failed to write")
    return any(
        word.lower() in str(getattr(row, "message", "")).lower()
        for row in getattr(rows, "results", None) or ()
        for word in words
    )


def _first_failure(result: object) -> str:
    exception = getattr(result, "exception", None)
    if exception is not None:
        return f"the project ({type(exception).__name__})"
    failed = [
        row.node.name
        for row in getattr(result, "result", None) or ()
        if str(row.status) in {"error", "fail", "runtime error"}
    ]
    more = f" (and {len(failed) - 1} more)" if len(failed) > 1 else ""
    return f"`{failed[0]}`{more}" if failed else "the models"


@contextmanager
def _environment(values: Mapping[str, str]) -> Iterator[None]:
    wanted = {**values, **_UNTRACKED}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
