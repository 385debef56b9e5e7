"""Runs dbt models on made-up tables without dbt: plain Jinja makes the SQL, DuckDB the tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import yaml

ROOT = Path(__file__).resolve().parents[1]
_MACROS = (*sorted((ROOT / "macros" / "statistics").glob("*.sql")), ROOT / "macros/quoted_list.sql")


def model_sql(name: str, variables: Mapping[str, object] | None = None) -> str:
    """Give the SQL of a model; a `ref` is a table of that name, a `var` that of the project."""
    [file] = (ROOT / "models").rglob(f"{name}.sql")
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    values = {**project["vars"], **(variables or {})}
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.do"], autoescape=False
    )
    environment.globals.update(
        ref=lambda table: table, var=lambda key: values[key], config=lambda **_: ""
    )
    texts = [path.read_text(encoding="utf-8") for path in (*_MACROS, file)]
    return environment.from_string("\n".join(texts)).render()


def make_models(
    con: duckdb.DuckDBPyConnection,
    names: Sequence[str],
    variables: Mapping[str, object] | None = None,
) -> None:
    """Make tables of the models, in order."""
    for name in names:
        con.execute(f"create or replace table {name} as {model_sql(name, variables)}")


def make_seed(con: duckdb.DuckDBPyConnection, name: str) -> None:
    """Make a table of a seed."""
    [file] = (ROOT / "seeds").rglob(f"{name}.csv")
    con.execute(f"create or replace table {name} as from read_csv(?, header = true)", [str(file)])


def make_table(
    con: duckdb.DuckDBPyConnection, name: str, columns: str, rows: Sequence[Sequence[Any]]
) -> None:
    """Make a table from rows; `columns` are names with types."""
    con.execute(f"create or replace table {name} ({columns})")
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        con.executemany(f"insert into {name} values ({marks})", rows)
