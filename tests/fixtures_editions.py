"""Made-up earlier editions in every form that is kept."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from pathlib import Path

import duckdb

from pipeline.disclose.editions import Place

COLUMNS = (
    *("indicator_id", "time_period", "area_code", "breakdown_topic", "breakdown"),
    *("numerator", "denominator", "indicator_value", "value_status", "missing_reason"),
)
Row = tuple[str | None, ...]


def place(name: str = "Autism") -> Place:
    return "ehc_plans", "202324", "501", "Primary need", name


def row(
    name: str,
    numerator: float | str | None,
    denominator: float | str | None,
    status: str = "local",
    reason: str | None = None,
) -> Row:
    counts = (None if count is None else str(count) for count in (numerator, denominator))
    return (*place(name), *counts, None, status, reason)


ROWS = (
    row("Autism", 12, 340),
    row("Autism", 13, 341, "final"),  # a department's figure in the same place
    row("Other", None, 340),
    row("Physical", None, None, reason="c"),
    row("Hearing", None, None, reason="z"),
)
PRINTED = {place("Autism"): (12.0, 340.0), place("Other"): (None, 340.0)}
HIDDEN = {place("Physical")}


def write_csv(file: Path, rows: Iterable[Row] = ROWS, columns: tuple[str, ...] = COLUMNS) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([columns, *rows])
    return file


def write_database(
    file: Path,
    rounding: int | None = None,
    rows: Iterable[Row] = ROWS,
    columns: tuple[str, ...] = COLUMNS,
) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    numbers = ("numerator", "denominator", "indicator_value")
    types = ("double" if name in numbers else "varchar" for name in columns)
    made = ", ".join(f"{name} {kind}" for name, kind in zip(columns, types, strict=True))
    with duckdb.connect(str(file)) as con:
        con.execute(f"create table indicator_values ({made})")
        for values in rows:
            con.execute(
                f"insert into indicator_values values ({', '.join('?' * len(values))})", values
            )
        if rounding is not None:
            con.execute(f"create table disclosure as select 'p' as preset, {rounding} as rounding")
    return file


def write_site(folder: Path, rounding: object = None, rows: Iterable[Row] = ROWS) -> Path:
    write_csv(folder / "data/indicator_values.csv", rows)
    text = json.dumps({"schema": 1, "rule": {"rounding": rounding}})
    (folder / "disclosure.json").write_text(text, encoding="utf-8")
    return folder
