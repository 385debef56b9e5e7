"""Where the dbt project and the expectations are, in a checkout and in an installation."""

from pathlib import Path


def project_dir() -> Path:
    """Give the folder that holds `dbt_project.yml`, `models`, `macros`, `seeds`, `expectations`."""
    here = Path(__file__).resolve().parent
    packaged = here / "_project"
    return packaged if packaged.is_dir() else here.parent
