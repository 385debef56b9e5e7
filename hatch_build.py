"""Puts the dbt project and the expectations into the wheel, where `pipeline.project` looks."""

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

CARRIED = (
    "dbt_project.yml",
    "profiles.yml",
    "models",
    "macros",
    "seeds",
    "expectations",
    "tests/dbt",
)


class ProjectFiles(BuildHookInterface):
    """Carries the files that are not Python; an editable installation reads the checkout's own."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Add them to the wheel that is being built."""
        if version == "editable":
            return
        for path in CARRIED:
            if (Path(self.root) / path).exists():
                build_data["force_include"][path] = f"pipeline/_project/{path}"
