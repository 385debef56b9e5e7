"""Disclose: decides what may be published, and writes build/published.duckdb.

Figures that a department has published pass unchanged. A figure made from the council's own records
does not pass this stage yet: there is no rule that would make it safe, so the build stops.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb

from pipeline.disclose import tables
from pipeline.errors import ConfigError, DisclosureError, as_jsna_error
from pipeline.settings import Settings
from pipeline.validate import Finding


def write_published(
    warehouse: Path, published: Path, settings: Settings, findings: Sequence[Finding]
) -> None:
    """Write what the report may see of the warehouse; nothing else ever reaches a page.

    ConfigError where the warehouse has no figure for the area, DisclosureError where a figure would
    need disclosure control.
    """
    with as_jsna_error(DisclosureError, "published.duckdb cannot be written"):
        published.unlink(missing_ok=True)
        con = duckdb.connect(str(published))
        try:
            con.execute(f"attach {tables.text(str(warehouse))} as warehouse (read_only)")
            _stop_for_local_figures(con)
            _stop_without_area(con, settings)
            tables.write(con, settings, findings, _version())
            con.execute("detach warehouse")
        finally:
            con.close()


def _stop_for_local_figures(con: duckdb.DuckDBPyConnection) -> None:
    [(local,)] = con.execute(
        "select count(*) from warehouse.marts.fct_indicator_values where value_status = 'local'"
    ).fetchall()
    if local:
        raise DisclosureError(
            f"{local:,} figures come from the council's own records and have not been made safe",
            remedy="leave the inbox empty",
        )


def _stop_without_area(con: duckdb.DuckDBPyConnection, settings: Settings) -> None:
    [(rows,)] = con.execute(
        "select count(*) from warehouse.marts.fct_indicator_values where area_code = ?",
        [settings.la_code],
    ).fetchall()
    if not rows:
        raise ConfigError(
            f"no figure is of a local authority with the code {settings.la_code}",
            remedy="check the three-digit code with `jsna init --help` or the publisher's list",
        )


def _version() -> str:
    try:
        return version("jsna")
    except PackageNotFoundError:
        return "not installed"
