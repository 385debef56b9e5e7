"""What the certificate says of how much is hidden, and that it adds up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import duckdb
import pytest

from pipeline.disclose.certificate import TABLES, write_certificate, write_no_figures
from pipeline.disclose.counts import Key, System
from pipeline.disclose.gate import Secured, secure
from pipeline.disclose.observed import Twin
from pipeline.disclose.rules import PRESETS, Rules
from tests.fixtures_counts import AREA, PERIOD, figure, key, system_of
from tests.fixtures_problem import COUNT, NOTHING, groups

COUNCIL = PRESETS["council-1-4"]
ROW = {"Female": 3.0, "Male": 40.0, "Other": 7.0, "Unknown": 0.0}
PUBLIC = [Twin(("plans", PERIOD, AREA, "Sex", "Female"), 3.0, None)]


def written(
    found: Secured, rules: Rules = COUNCIL, seconds: float = 1.0, names: Iterable[str] = ("plans",)
) -> duckdb.DuckDBPyConnection:
    """The certificate of what is protected, with the names of tables in an attached warehouse."""
    con = duckdb.connect()
    con.execute("attach ':memory:' as warehouse")
    con.execute("create schema warehouse.intermediate")
    con.execute("create schema warehouse.reference")
    con.execute(
        "create table warehouse.intermediate.int_local_observations "
        "(table_name varchar, source_name varchar)"
    )
    con.execute("create table warehouse.reference.own_tables (table_name varchar, title varchar)")
    for name in names:
        for _ in range(2):
            con.execute(
                "insert into warehouse.intermediate.int_local_observations values (?, 'sen2')",
                [name],
            )
    con.execute("insert into warehouse.reference.own_tables values ('plans', 'Plans in force')")
    write_certificate(con, rules, found, 2, seconds, 1)
    return con


def rows(con: duckdb.DuckDBPyConnection, table: str) -> list[dict[str, Any]]:
    names = [
        name for (name,) in con.execute(f"select column_name from (describe {table})").fetchall()
    ]
    return [dict(zip(names, row, strict=True)) for row in con.execute(f"from {table}").fetchall()]


def protected(system: System, rules: Rules = COUNCIL) -> Secured:
    return secure(system, rules, AREA, NOTHING)


def test_the_summary_says_the_rule_and_how_much_there_is() -> None:
    [summary] = rows(written(protected(groups(ROW))), "disclosure")
    assert summary.pop("solver").startswith("HiGHS 1.")
    assert summary.pop("programs") >= 0
    assert summary == {
        "preset": "council-1-4",
        "threshold": 4,
        "zeros_printed": True,
        "rounding": 0,
        "least_group": 10,
        "group_of": 20,
        "time_taken": "less than an hour",
        "counts": 5,
        "figures": 5,
        "figures_hidden": 2,
        "earlier_editions": 1,
    }


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (25, "less than an hour"),
        (113, "less than an hour"),
        (3599.9, "less than an hour"),
        (3600, "more than an hour"),
    ],
)
def test_the_time_is_told_so_roughly_that_the_same_input_gives_the_same_page(
    seconds: float, words: str
) -> None:
    """The small demonstration took 25 seconds on a quiet machine and 113 on a busy one."""
    con = written(protected(groups(ROW)), seconds=seconds)
    assert rows(con, "disclosure")[0]["time_taken"] == words


def test_every_attacker_has_a_row_and_found_nothing() -> None:
    found = protected(groups(ROW))
    told = rows(written(found), "disclosure_attackers")
    assert [row["attacker"] for row in told] == ["A", "B", "D"]
    for row, judgement in zip(told, found.judgements, strict=True):
        assert (row["recoverable"], row["below_threshold"]) == (0, 0)
        assert (row["hidden"], row["narrowest"]) == (judgement.tried, judgement.narrowest)
        assert row["hidden"] == 2 and row["knows"].endswith(".")


def test_what_an_attacker_found_is_told() -> None:
    found = protected(groups(ROW))
    caught = replace(found.judgements[0], recoverable=frozenset([key("plans")]))
    told = rows(written(replace(found, judgements=(caught,))), "disclosure_attackers")
    assert [(row["recoverable"], row["below_threshold"]) for row in told] == [(1, 0)]


def test_each_table_adds_up_and_says_why_counts_are_hidden() -> None:
    [table] = rows(written(protected(groups(ROW))), "disclosure_tables")
    assert table == {
        "source_name": "sen2",
        "table_title": "Plans in force",
        "time_period": PERIOD,
        "cells": 5,
        "published": 3,
        "hidden_small": 1,
        "hidden_to_protect": 1,
        "already_public": 0,
    }


def test_a_small_count_that_is_published_elsewhere_is_shown_and_said_to_be_public() -> None:
    system = system_of(
        {key("plans"): 50.0, **{key("plans", "Sex", name): n for name, n in ROW.items()}},
        [figure("plans", (n, None), "Sex", name) for name, n in ROW.items()],
        COUNT,
        twins=PUBLIC,
    )
    [table] = rows(written(protected(system)), "disclosure_tables")
    counted = {name: table[name] for name in ("cells", "published", "already_public")}
    # The total is in no figure: it is no cell of the table.
    assert counted == {"cells": 4, "published": 4, "already_public": 1}
    assert table["hidden_small"] == table["hidden_to_protect"] == 0


def test_tables_and_periods_have_a_row_each_in_order_and_a_name_of_their_own() -> None:
    def at(table: str, period: str, name: str) -> Key:
        return (table, "plans", period, AREA, "Sex", name)

    values: Mapping[Key, float] = {
        at("plans", "202324", "Male"): 30.0,
        at("plans", "202425", "Male"): 31.0,
        at("visits", "202425", "Male"): 32.0,
    }
    found = groups({"Male": 30})
    cell = next(iter(found.cells.values()))
    cells = {name: replace(cell, key=name, value=n) for name, n in sorted(values.items())}
    told = rows(
        written(protected(System(cells, (), (), {})), names=("visits", "plans")),
        "disclosure_tables",
    )
    assert [(row["table_title"], row["time_period"], row["cells"]) for row in told] == [
        ("Plans in force", "202324", 1),
        ("Plans in force", "202425", 1),
        ("visits", "202425", 1),
    ]


@pytest.mark.parametrize("rules", PRESETS.values())
def test_shown_and_hidden_are_all(rules: Rules) -> None:
    [table] = rows(written(protected(groups(ROW), rules), rules), "disclosure_tables")
    hidden = table["hidden_small"] + table["hidden_to_protect"]
    assert table["published"] + hidden == table["cells"] == 5
    assert (hidden > 0) is (rules.threshold > 0)


def test_without_own_figures_there_is_a_summary_and_nothing_else() -> None:
    con = duckdb.connect()
    write_no_figures(con, COUNCIL)
    [summary] = rows(con, "disclosure")
    assert (summary["preset"], summary["figures"], summary["counts"]) == ("council-1-4", 0, 0)
    assert summary["solver"] is None and summary["time_taken"] is None
    assert not rows(con, "disclosure_attackers") and not rows(con, "disclosure_tables")
    assert len(TABLES) == 3
