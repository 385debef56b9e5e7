"""What it costs to load and transform the council's own records.

    python bench/local_area.py [PUPILS YEARS]     (default: 90000 7)

Writes the demonstration area of that size, then, in processes of their own, measures in one run:
reading every file of the inbox once with DuckDB's CSV reader and keeping nothing (the least that
anybody could do), and `jsna`'s extract and transform of the same folder. Prints both and their
ratio, and the peak memory of the second.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline.demo import Extracts, write_demo_area

_READ = """
import sys, zipfile, duckdb
from pathlib import Path
con = duckdb.connect()
for path in sorted(Path(sys.argv[1]).rglob("*.csv")):
    con.execute(
        "select count(columns(*)) from read_csv(?, all_varchar = true, quote = '\\"', "
        "ignore_errors = true, strict_mode = false, null_padding = true)",
        [str(path)],
    ).fetchall()
"""
_BUILD = """
import sys
from pathlib import Path
from pipeline.build import make_indicators
from pipeline.progress import Silent
from pipeline.settings import load_settings
make_indicators(load_settings(Path(sys.argv[1])), Silent())
"""


def main(arguments: list[str]) -> None:
    """Measure and print the table."""
    pupils, years = (int(text) for text in (arguments or ["90000", "7"]))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "area"
        began = time.perf_counter()
        write_demo_area(folder, Extracts(pupils, years))
        print(f"{time.perf_counter() - began:8.1f} s   writing the demonstration")
        for path in sorted((folder / "inbox").rglob("*.zip")):
            subprocess.run([sys.executable, "-m", "zipfile", "-e", path, path.parent], check=True)
            path.unlink()
        read, _ = _measured(_READ, folder / "inbox")
        whole, peak = _measured(_BUILD, folder)
        print(f"{read:8.1f} s   reading every file of the inbox once, keeping nothing")
        print(f"{whole:8.1f} s   extract and transform")
        print(f"{whole / read:8.1f}     the second : the first")
        print(f"{peak / 1024**2:8.2f} GB  peak memory of extract and transform")


def _measured(program: str, folder: Path) -> tuple[float, float]:
    """Seconds, and the peak memory in kilobytes of the largest process so far."""
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, str(folder)], check=True)
    spent = time.perf_counter() - began
    return spent, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


if __name__ == "__main__":
    main(sys.argv[1:])
