"""Runs a macro of macros/statistics/ without dbt: plain Jinja writes the SQL, DuckDB answers.

The macros are one environment, as in dbt; `ref` of a seed is the seed's own file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NoReturn, cast

import duckdb
import jinja2

ROOT = Path(__file__).resolve().parents[1]
MACROS = ROOT / "macros" / "statistics"
Row = Mapping[str, object]


class _Exceptions:
    @staticmethod
    def raise_compiler_error(message: str) -> NoReturn:
        raise ValueError(message)


class _Adapter:
    @staticmethod
    def dispatch(macro: str, _package: str = "") -> Callable[..., str]:
        return _macro(f"duckdb__{macro}")


@cache
def _module() -> Any:
    """Every macro of the folder, as attributes of one template."""
    environment = jinja2.Environment(
        undefined=jinja2.StrictUndefined, extensions=["jinja2.ext.do"], autoescape=False
    )
    environment.globals.update(
        adapter=_Adapter(), exceptions=_Exceptions(), ref=_seed, **{"return": lambda value: value}
    )
    files = sorted(MACROS.glob("*.sql"))
    return environment.from_string("\n".join(f.read_text(encoding="utf-8") for f in files)).module


def _seed(name: str) -> str:
    [file] = (ROOT / "seeds").glob(f"*/{name}.csv")
    return f"read_csv('{file.as_posix()}')"


def _macro(name: str) -> Callable[..., str]:
    return cast(Callable[..., str], getattr(_module(), name))


def macro_sql(name: str, **arguments: object) -> str:
    """Give the SQL that a macro writes; its arguments are SQL, or what the macro takes."""
    return _macro(name)(**arguments)


def run_macro(name: str, **arguments: object) -> Any:
    """Give what a macro makes of numbers; None is null, and a text is passed on as SQL."""
    given = {key: _literal(value) for key, value in arguments.items()}
    [(answer,)] = duckdb.execute(f"select {macro_sql(name, **given)}").fetchall()
    return answer


def run_macro_over(rows: Sequence[Row], name: str, **arguments: object) -> list[Any]:
    """Give what a macro makes of each row, in order; arguments that are columns are their names."""
    return [answer for (answer,) in query(rows, f"select {macro_sql(name, **arguments)}", "_place")]


def query(rows: Sequence[Row], select: str, order: str) -> list[tuple[Any, ...]]:
    """Run `select ...` (without from) over made-up rows, each of which knows its place `_place`."""
    return duckdb.execute(f"{select} from {relation(rows)} order by {order}").fetchall()


def run_relation_macro(
    rows: Sequence[Row], name: str, order: str, **arguments: object
) -> list[dict[str, Any]]:
    """Give the rows that a macro makes of a relation: here of made-up rows."""
    select = macro_sql(name, relation=relation(rows), **arguments)
    result = duckdb.execute(f"select * from ({select}) as answer order by {order}")
    columns = [column[0] for column in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def relation(rows: Sequence[Row]) -> str:
    """Give rows as SQL that stands where a table does; a text in a row is a text."""
    columns = list(rows[0])
    values = ", ".join(
        f"({place}, {', '.join(_cell(row[column]) for column in columns)})"
        for place, row in enumerate(rows)
    )
    return f"(select * from (values {values}) as made_up (_place, {', '.join(columns)}))"


def _cell(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else _literal(value)


def _literal(value: object) -> str:
    """A value as SQL: numbers are doubles, as the columns of models are; text is SQL already."""
    if value is None:
        return "cast(null as double)"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"cast({value!r} as double)"
    return str(value)
