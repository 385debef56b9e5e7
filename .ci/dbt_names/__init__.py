"""What dbt gives to a model's Jinja, for SQLFluff: the project's own variables, and `adapter`."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

_PROJECT = Path(__file__).resolve().parents[2] / "dbt_project.yml"
_VARS: dict[str, Any] = yaml.safe_load(_PROJECT.read_text(encoding="utf-8"))["vars"]


def var(name: str, default: Any = None) -> Any:
    """Give a variable of the project, as dbt does."""
    return _VARS.get(name, default)


class adapter:  # noqa: N801 - the name that models use
    """Stands in for dbt's adapter."""

    @staticmethod
    def dispatch(macro: str, package: str = "") -> Callable[..., str]:
        """Give a macro that writes its own name: what it does differs from engine to engine."""
        return lambda *_arguments, **_options: macro


def melt_observations(relation: str, *_arguments: object, **_options: object) -> str:
    """Stands in for the macro: it writes one branch per measure, all alike and slow to lint."""
    return f"select * from {relation}"
