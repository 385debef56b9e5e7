"""The certificate of disclosure control: the tables of published.duckdb that its page reads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import version
from typing import Any

import duckdb

from pipeline.disclose.counts import Key
from pipeline.disclose.gate import Secured
from pipeline.disclose.judge import Judgement
from pipeline.disclose.rules import Rules

TABLES: Mapping[str, str] = {
    # One row. `counts` are the cells of the system, `figures` the council's own.
    "disclosure": """
        create table disclosure (
            preset varchar, threshold integer, zeros_printed boolean, rounding integer,
            least_group integer, group_of integer, solver varchar, programs bigint,
            time_taken varchar, counts bigint, figures bigint, figures_hidden bigint,
            earlier_editions bigint
        )
    """,
    # One row per attacker: A, B, D.
    "disclosure_attackers": """
        create table disclosure_attackers (
            attacker varchar, title varchar, knows varchar, hidden bigint, recoverable bigint,
            below_threshold bigint, narrowest double
        )
    """,
    # One row per table of the council's own records and period.
    "disclosure_tables": """
        create table disclosure_tables (
            source_name varchar, table_title varchar, time_period varchar, cells bigint,
            published bigint, hidden_small bigint, hidden_to_protect bigint, already_public bigint
        )
    """,
}
_NAMES = """
    select distinct o.table_name, o.source_name, coalesce(t.title, o.table_name)
    from warehouse.intermediate.int_local_observations as o
    left join warehouse.reference.own_tables as t on o.table_name = t.table_name
    order by all
"""
# So rough that the same input gives the same page, whatever else the machine has to do.
_LONG = 3600


def write_certificate(
    con: duckdb.DuckDBPyConnection,
    rules: Rules,
    secured: Secured,
    figures_hidden: int,
    seconds: float,
    earlier_editions: int,
) -> None:
    """Write what the rule was, what is hidden, and that no attacker could work it out."""
    system = secured.protection.problem.system
    programs = sum(judgement.programs for judgement in secured.judgements)
    _write(
        con,
        (
            *_rule(rules),
            *(f"HiGHS {version('highspy')}", programs, _time(seconds)),
            *(len(system.cells), len(system.uses), figures_hidden, earlier_editions),
        ),
        map(_attacker, secured.judgements),
        _tables(secured, rules, con.execute(_NAMES).fetchall()),
    )


def write_no_figures(con: duckdb.DuckDBPyConnection, rules: Rules) -> None:
    """Write that there is no figure of the council's own records."""
    _write(con, (*_rule(rules), None, 0, None, 0, 0, 0, 0), (), ())


def _write(
    con: duckdb.DuckDBPyConnection,
    summary: Sequence[Any],
    attackers: Iterable[Sequence[Any]],
    tables: Iterable[Sequence[Any]],
) -> None:
    rows = {"disclosure": [summary], "disclosure_attackers": attackers, "disclosure_tables": tables}
    for name, given in rows.items():
        con.execute(TABLES[name])
        for row in given:
            con.execute(f"insert into {name} values ({', '.join('?' * len(row))})", list(row))


def _rule(rules: Rules) -> tuple[Any, ...]:
    return (
        *(rules.preset, rules.threshold, rules.print_zeros, rules.rounding),
        *(rules.least_group, rules.group_of),
    )


def _time(seconds: float) -> str:
    return "less than an hour" if seconds < _LONG else "more than an hour"


def _attacker(found: Judgement) -> tuple[Any, ...]:
    return (
        *(found.attacker.letter, found.attacker.title, found.attacker.knows, found.tried),
        *(len(found.recoverable), len(found.below), found.narrowest),
    )


def _tables(
    secured: Secured, rules: Rules, names: Iterable[tuple[str, str, str]]
) -> Iterator[tuple[Any, ...]]:
    """Give how many counts of each table and period are shown and hidden, and why."""
    problem = secured.protection.problem
    counts: dict[tuple[str, str], Counter[str]] = {}
    for key, cell in problem.system.cells.items():
        if cell.is_printed:
            about = counts.setdefault((key[0], key[2]), Counter())
            about[_fate(key, cell.value, secured, rules)] += 1
    source = {table: (source_name, title) for table, source_name, title in names}
    for (table, period), about in sorted(counts.items()):
        shown = about["published"] + about["public"]
        yield (
            *(*source[table], period, about.total(), shown),
            *(about["small"], about["to protect"], about["public"]),
        )


def _fate(key: Key, value: float, secured: Secured, rules: Rules) -> str:
    if key in secured.hidden:
        return "small" if key in secured.small else "to protect"
    is_small = 0 < value <= rules.threshold
    return "public" if is_small and key in secured.protection.problem.public else "published"
