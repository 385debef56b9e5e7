"""Disclose: decides what may be published, and writes build/published.duckdb.

Figures that a department has published pass unchanged. Of figures made from the council's own
records whole groups with small numbers in them are held back (`small_numbers`).
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb

from pipeline.disclose import tables
from pipeline.disclose.comparisons import write_comparisons
from pipeline.disclose.small_numbers import Protected, hide_small_numbers
from pipeline.disclose.trends import write_trends
from pipeline.errors import ConfigError, DisclosureError, as_jsna_error
from pipeline.settings import Settings
from pipeline.validate import Finding


def write_published(
    warehouse: Path, published: Path, settings: Settings, findings: Sequence[Finding]
) -> Protected:
    """Write what the report may see of the warehouse; nothing else ever reaches a page.

    Gives how many of the council's own figures there are and how many are held back. ConfigError
    where the warehouse has no figure for the area.
    """
    with as_jsna_error(DisclosureError, "published.duckdb cannot be written"):
        published.unlink(missing_ok=True)
        con = duckdb.connect(str(published))
        try:
            con.execute(f"attach {tables.text(str(warehouse))} as warehouse (read_only)")
            _stop_without_area(con, settings)
            tables.write(con, settings, findings, _version())
            protected = hide_small_numbers(con, settings.disclosure_preset)
            tables.write_differences(con)
            write_trends(con, settings.la_code)
            write_comparisons(con, settings.la_code)
            con.execute("detach warehouse")
        finally:
            con.close()
    _forget_what_was_replaced(published)
    return protected


def _forget_what_was_replaced(published: Path) -> None:
    """Copy the database: an update leaves the old values in the file's free blocks."""
    fresh = published.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    con = duckdb.connect()
    try:
        con.execute(f"attach {tables.text(str(published))} as old (read_only)")
        con.execute(f"attach {tables.text(str(fresh))} as fresh")
        con.execute("copy from database old to fresh")
    finally:
        con.close()
    fresh.replace(published)


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
