"""The shared panel of councils' plans, and the models of the projection run on a panel."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.model_sql import insert, run_models

Panel = Mapping[str, Mapping[int, float | None]]
"""Plans by area and year of the January."""

MODELS = (
    "int_projection_growth",
    "int_projections",
    "int_projection_widths",
    "fct_projection_backtest",
    "fct_projection_outcomes",
)
ENGLAND = "E92000001"


def projected(panel: Panel, **changed: Any) -> duckdb.DuckDBPyConnection:
    """Run the models of the projection on a panel, some of their variables changed."""
    con = duckdb.connect()
    rows = [
        [area, "National" if area == ENGLAND else "Local authority", year, plans, "s"]
        for area, series in panel.items()
        for year, plans in series.items()
    ]
    columns = (
        "area_code varchar, geographic_level varchar, january_year integer, plans double, "
        "source_id varchar"
    )
    insert(con, "int_plan_stocks", columns, rows)
    run_models(con, MODELS, **changed)
    return con


@pytest.fixture(scope="session")
def forecast_vectors(shared_data: Path) -> Path:
    """Give the folder of the shared vectors of the projection."""
    return shared_data / "vectors" / "forecast"


@pytest.fixture(scope="session")
def councils(forecast_vectors: Path) -> Panel:
    """Give the plans of the 144 councils that have every January from 2010 to 2025."""
    with (forecast_vectors / "ehcp_stock_la_2010_2025.csv").open(newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert len(rows) == 144
    return {
        row["old_la_code"]: {int(k): float(v) for k, v in row.items() if k != "old_la_code"}
        for row in rows
    }
