"""The project's own models, rendered and run on a small database without dbt.

A model's text is rendered with its macros and the variables of `dbt_project.yml`; `ref` gives the
name of the model. So a test holds the very SQL of a build against other data, in milliseconds.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import yaml
from jinja2 import Environment

ROOT = Path(__file__).resolve().parents[1]
MACROS = (
    "academic_year.sql",
    "catalogue_rows.sql",
    "quoted_list.sql",
    "projection/interpolated_quantile.sql",
    "statistics/*.sql",
)


@cache
def variables() -> Mapping[str, Any]:
    """Give the variables of the project."""
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    return dict(project["vars"])


@cache
def _source(model: str) -> str:
    (file,) = (ROOT / "models").rglob(f"{model}.sql")
    macros = [path for name in MACROS for path in sorted((ROOT / "macros").glob(name))]
    return "\n".join(path.read_text(encoding="utf-8") for path in (*macros, file))


@cache
def _environment() -> Environment:
    return Environment(extensions=["jinja2.ext.do"])


def model_sql(model: str, **changed: Any) -> str:
    """Give the SQL of a model, with some variables changed."""
    values = {**variables(), **changed}
    return (
        _environment()
        .from_string(_source(model))
        .render(ref=lambda name: name, var=lambda name: values[name], config=lambda **_: "")
    )


def run_models(con: duckdb.DuckDBPyConnection, models: Iterable[str], **changed: Any) -> None:
    """Make a table of each model, in order; what they refer to must be there."""
    for model in models:
        con.execute(f"create or replace table {model} as {model_sql(model, **changed)}")


def make_seed(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Make a table of a seed."""
    [file] = (ROOT / "seeds").rglob(f"{name}.csv")
    con.execute(f"create or replace table {name} as from read_csv(?, header = true)", [str(file)])


def insert(
    con: duckdb.DuckDBPyConnection, table: str, columns: str, rows: Sequence[Sequence[Any]]
) -> None:
    """Make a table and fill it."""
    con.execute(f"create or replace table {table} ({columns})")
    width = len(columns.split(","))
    for start in range(0, len(rows), 1000):
        part = rows[start : start + 1000]
        marks = ", ".join([f"({', '.join('?' * width)})"] * len(part))
        con.execute(f"insert into {table} values {marks}", [v for row in part for v in row])
