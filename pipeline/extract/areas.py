"""Whether any loaded file knows an area: asked before the long stages begin."""

from __future__ import annotations

from pathlib import Path

import duckdb

from pipeline.sources import Registry

_CODE_COLUMNS = ("old_la_code", "la_number", "la_code", "lea", "la")


def area_is_known(warehouse: Path, registry: Registry, code: str) -> bool:
    """True if a raw table has a row with this three-digit code."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        for spec in registry.tables:
            for column in _CODE_COLUMNS:
                if (
                    column in spec.columns
                    and con.execute(
                        f'select 1 from raw."{spec.name}" '
                        f"where regexp_replace(trim({column}), '[.]0$', '') = ? limit 1",
                        [code],
                    ).fetchall()
                ):
                    return True
    return False
