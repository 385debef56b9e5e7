"""Runs the models that suspect breaks, as they stand, on any figures, without dbt.

The three inputs are tables of a DuckDB connection with the columns that the models read; the
models become tables beside them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
import jinja2
import yaml

ROOT = Path(__file__).resolve().parents[2]
MODELS = (
    "int_yearly_changes",
    "int_peer_changes",
    "int_own_changes",
    "int_change_scores",
    "int_suspected_breaks",
)
INPUTS = {
    "int_indicator_values_chosen": """
        indicator_id varchar, geographic_level varchar, area_code varchar,
        breakdown_topic varchar, breakdown varchar, time_period varchar, time_identifier varchar,
        value_status varchar, is_own_period boolean, numerator double, denominator double,
        indicator_value double""",
    "dim_indicators": "indicator_id varchar, kind varchar, unit varchar, decimals integer",
    "int_periods": "time_period varchar, time_identifier varchar, ending_year integer",
}


@cache
def limits() -> dict[str, float]:
    """Give the limits that the project sets."""
    project = yaml.safe_load((ROOT / "dbt_project.yml").read_text(encoding="utf-8"))
    found: dict[str, float] = project["vars"]["suspected_breaks"]
    return found


@cache
def _rendered(model: str) -> str:
    """Give a model's SQL; a `ref` is a table of the same name."""
    macros = sorted((ROOT / "macros" / "breaks").glob("*.sql"))
    text = (ROOT / "models" / "quality" / "breaks" / f"{model}.sql").read_text(encoding="utf-8")
    source = "\n".join([*(file.read_text(encoding="utf-8") for file in macros), text])
    environment = jinja2.Environment(undefined=jinja2.StrictUndefined)
    environment.globals.update(ref=lambda name: name, var=lambda name: {name: limits()}[name])
    return environment.from_string(source).render()


def empty_inputs() -> duckdb.DuckDBPyConnection:
    """Give a connection with the inputs, without rows."""
    con = duckdb.connect()
    for table, columns in INPUTS.items():
        con.execute(f"create table {table} ({columns})")
    return con


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[Any]]) -> None:
    """Add rows to a table; in one go, since one by one takes seconds."""
    columns = [list(column) for column in zip(*rows, strict=True)]
    marks = ", ".join("unnest(?)" for _ in columns)
    con.execute(f"insert into {table} select {marks}", columns)


def inputs_of(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """Give a connection with the published figures of a warehouse as inputs."""
    con = empty_inputs()
    con.execute(f"attach '{warehouse}' as warehouse (read_only)")
    schemas = ("intermediate", "marts", "intermediate")
    for (table, columns), schema in zip(INPUTS.items(), schemas, strict=True):
        names = ", ".join(column.split()[0] for column in columns.split(","))
        only = "where value_status <> 'local'" if "value_status" in names else ""
        con.execute(f"insert into {table} select {names} from warehouse.{schema}.{table} {only}")
    con.execute("detach warehouse")
    return con


def run_models(con: duckdb.DuckDBPyConnection) -> None:
    """Make the models' tables anew from the inputs."""
    for model in MODELS:
        con.execute(f"create or replace table {model} as {_rendered(model)}")
