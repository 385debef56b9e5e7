"""Disclose: decides what may be published, and writes build/published.duckdb.

Figures that a department has published pass unchanged. Of figures made from the council's own
records those are hidden that would tell of few children, and as many others as it takes so that
these cannot be worked out (`secure`); nothing is written unless that is proven.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import duckdb

from pipeline.disclose import tables
from pipeline.disclose.apply import hide_figures, shown_counts
from pipeline.disclose.certificate import write_certificate, write_no_figures
from pipeline.disclose.comparisons import write_comparisons
from pipeline.disclose.editions import known_of, read_editions
from pipeline.disclose.gate import certify, secure
from pipeline.disclose.own_breaks import hide_suspected_breaks
from pipeline.disclose.rules import Rules, rules_of
from pipeline.disclose.system import read_system
from pipeline.disclose.trends import write_trends
from pipeline.errors import ConfigError, DisclosureError, as_jsna_error
from pipeline.settings import Settings
from pipeline.validate import Finding


@dataclass(frozen=True)
class Protected:
    """How many of the council's own figures there are, and how many of them are held back."""

    figures: int
    hidden: int


def write_published(
    warehouse: Path, published: Path, settings: Settings, findings: Sequence[Finding]
) -> Protected:
    """Write what the report may see of the warehouse; nothing else ever reaches a page.

    Gives how many of the council's own figures there are and how many are held back. ConfigError
    where the warehouse has no figure for the area, or an earlier edition cannot be read;
    DisclosureError where what is hidden could be worked out. Then there is no published.duckdb.
    """
    with as_jsna_error(DisclosureError, "published.duckdb cannot be written"):
        published.unlink(missing_ok=True)
        draft = published.with_suffix(".draft")
        draft.unlink(missing_ok=True)
        try:
            with duckdb.connect(str(draft)) as con:
                con.execute(f"attach {tables.text(str(warehouse))} as warehouse (read_only)")
                _stop_without_area(con, settings)
                tables.write(con, settings, findings, _version())
                rules = rules_of(settings)
                protected = _hide(con, rules, settings)
                is_exact = rules.rounding == 0
                hide_suspected_breaks(con, is_exact)
                tables.write_differences(con, is_exact)
                write_comparisons(con, settings.la_code, is_exact)
                write_trends(con, settings.la_code, is_exact)
                con.execute("detach warehouse")
            _copy_afresh(draft, published)
        finally:
            draft.unlink(missing_ok=True)
    return protected


def _hide(con: duckdb.DuckDBPyConnection, rules: Rules, settings: Settings) -> Protected:
    """Hide what has to be hidden of the own figures, and certify that it is enough."""
    system = read_system(con, settings.la_code)
    if not system.uses:
        write_no_figures(con, rules)
        return Protected(0, 0)
    started = time.monotonic()
    earlier = known_of(read_editions(settings.editions_dir), system)
    secured = secure(system, rules, settings.la_code, earlier)
    hidden = hide_figures(con, secured, rules)
    secured = certify(secured, shown_counts(con, system.uses))
    taken = time.monotonic() - started
    write_certificate(con, rules, secured, hidden, taken, earlier.editions)
    return Protected(len(system.uses), hidden)


def _copy_afresh(draft: Path, published: Path) -> None:
    """Copy the database: an update leaves the old values in the file's free blocks."""
    with duckdb.connect() as con:
        con.execute(f"attach {tables.text(str(draft))} as draft (read_only)")
        con.execute(f"attach {tables.text(str(published))} as fresh")
        con.execute("copy from database draft to fresh")


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
