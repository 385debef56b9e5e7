"""The latest period that a file says it is about."""

from __future__ import annotations

import duckdb

from pipeline.sources import TableSpec

_PUBLISHED_COLUMNS = ("time_period", "academic_year", "years", "year")
_OWN_COLUMNS = (
    "year",
    "acadyr",
    "ks4_acadyr",
    "fsp_acadyr",
    "phonics_acadyr",
    "academicyear",
)
_TERM_COLUMNS = ("term", "censusterm")
# A year and nothing else: in a shifted row of the council's own files stands a child's value.
_OWN_YEAR = "[0-9]{4}([/_-]?[0-9]{2}|[/_-][0-9]{4})?([.]0)?"
_TERMS = "(SPR|SUM|AUT)[A-Z]*"


def latest_period(con: duckdb.DuckDBPyConnection, spec: TableSpec, file_id: str) -> str | None:
    """The latest period that a file holds, as it writes it; None where it has no period column."""
    is_own = spec.origin == "inbox"
    for column in _OWN_COLUMNS if is_own else _PUBLISHED_COLUMNS:
        if column in spec.columns:
            if is_own:
                return _latest_own(con, spec, file_id, column)
            return _one(
                con,
                f"select max({column}) filter (where {column} similar to '[0-9].*') "
                f'from raw."{spec.name}" where _file_id = ?',
                file_id,
            )
    return None


def _latest_own(
    con: duckdb.DuckDBPyConnection, spec: TableSpec, file_id: str, column: str
) -> str | None:
    """The latest year of one of the council's own files, with its term if it has one.

    The year of a school census is a calendar year: spring comes first, autumn last.
    """
    term = next((name for name in _TERM_COLUMNS if name in spec.columns), None)
    text = f"upper(trim({term}))" if term else "''"
    return _one(
        con,
        f"""
        with periods as (
            select
                regexp_replace(trim({column}), '[.]0$', '') as period,
                case when regexp_full_match({text}, '{_TERMS}') then {text} else '' end as term
            from raw."{spec.name}"
            where _file_id = ? and regexp_full_match(trim({column}), '{_OWN_YEAR}')
        )
        select trim(period || ' ' || term)
        from periods
        order by
            period desc,
            case left(term, 3) when 'AUT' then 3 when 'SUM' then 2 when 'SPR' then 1 else 0 end desc
        limit 1
        """,
        file_id,
    )


def _one(con: duckdb.DuckDBPyConnection, sql: str, file_id: str) -> str | None:
    rows = con.execute(sql, [file_id]).fetchall()
    return None if not rows or rows[0][0] is None else str(rows[0][0])
