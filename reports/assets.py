"""The files that pages load: style sheets, the one script, and one copy of Plotly."""

import re
import shutil
from functools import cache
from importlib.resources import files
from pathlib import Path

STATIC = Path(__file__).resolve().parent / "static"
OWN = ("site.css", "site.js", "plotly.css")
_GUARD = re.compile(rb'if\(!document\.getElementById\("([0-9a-f]{64})"\)\)')


def write_assets(folder: Path) -> None:
    """Write every file that pages load, but for those that a template makes."""
    for name in OWN:
        shutil.copyfile(STATIC / name, folder / name)
    (folder / "plotly.min.js").write_bytes(_plotly())


@cache
def style_guards() -> tuple[str, ...]:
    """Give the ids by which Plotly knows that its map styles are there already.

    It would put them into a style element, which the pages' content security policy forbids and
    no chart here needs. An element with the id keeps it from trying.
    """
    return tuple(guard.decode() for guard in dict.fromkeys(_GUARD.findall(_plotly())))


@cache
def _plotly() -> bytes:
    return (files("plotly") / "package_data" / "plotly.min.js").read_bytes()
