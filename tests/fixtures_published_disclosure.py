"""The made-up certificate of `fixtures_published`: what was hidden, and how that was checked."""

from typing import Any

import duckdb

from pipeline.disclose.certificate import TABLES

Row = tuple[Any, ...]

SUMMARY: Row = (
    *("council-1-4", 4, True, 0, 10, 20),
    *("HiGHS 1.15.1", 21354, "less than a minute", 14021, 9213, 1874, 1),
)
ATTACKERS: tuple[Row, ...] = (
    ("A", "A reader", "Knows every number of this report.", 1523, 0, 0, 6.0),
    ("B", "A careful reader", "Knows also that zeros are printed.", 1523, 0, 0, 5.0),
    ("D", "A reader with other papers", "Knows also what is published.", 1523, 0, 0, 5.0),
)
# Source, table, period, counts, shown, hidden as small, hidden to protect, public already.
OWN_TABLES: tuple[Row, ...] = (
    ("nccis", "Young people, by month", "2024-09", 216, 216, 0, 0, 0),
    ("school_census", "Pupils on roll", "202324", 2800, 2400, 190, 210, 12),
    ("school_census", "Pupils on roll", "202425", 3011, 2511, 311, 189, 17),
    ("school_census", "Suspensions", "202324", 900, 777, 123, 0, 0),
    ("sen2", "Plans", "202425", 4000, 3500, 301, 199, 131),
)


def write_certificate(
    con: duckdb.DuckDBPyConnection,
    summary: Row = SUMMARY,
    attackers: tuple[Row, ...] = ATTACKERS,
    tables: tuple[Row, ...] = OWN_TABLES,
) -> None:
    """Make the three tables anew with those rows."""
    for name, statement in TABLES.items():
        con.execute(f"drop table if exists {name}")
        con.execute(statement)
    rows = {"disclosure": [summary], "disclosure_attackers": attackers, "disclosure_tables": tables}
    for name, given in rows.items():
        for row in given:
            con.execute(f"insert into {name} values ({', '.join('?' * len(row))})", list(row))


def forget_own_figures(con: duckdb.DuckDBPyConnection) -> None:
    """Leave published figures only, as in a build without own records."""
    con.execute("delete from indicator_values where value_status = 'local'")
    con.execute("delete from indicator_comparisons where is_local")
    none = ("council-1-4", 4, True, 0, 10, 20, None, 0, None, 0, 0, 0, 0)
    write_certificate(con, none, (), ())
