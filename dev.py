"""Build, test and check jsna from a checkout, with nothing installed but Python and pip.

    python dev.py build [ARGS]   what `jsna build [ARGS]` does; prints the path of the page last
    python dev.py test  [ARGS]   the tests; ARGS go to pytest
    python dev.py check          style, types, SQL, the dbt project, and the README's promises

The packages go into `.venv` (and the linters into `.venv-lint`) the first time, and again when
`pyproject.toml` or the pinned versions change. Nothing outside this folder is touched.
"""

from __future__ import annotations  # an old Python must get as far as its message

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent
OLDEST_PYTHON = (3, 11)
OLDEST_PIP = (22, 3)  # the first with `pip --python`
SQL_FOLDERS = ("models", "macros", "tests/dbt")


class Environment:
    """A virtual environment of the checkout, made when it is first asked for."""

    def __init__(self, name: str, constraints: str, wanted: Sequence[str], what: str) -> None:
        """Describe it; nothing is made yet."""
        self.folder = ROOT / name
        self.constraints = ROOT / constraints
        self.wanted = list(wanted)
        self.what = what

    def program(self, name: str) -> str:
        """Give the path of a program in it."""
        windows = os.name == "nt"
        folder = self.folder / ("Scripts" if windows else "bin")
        return str(folder / (f"{name}.exe" if windows else name))

    def ready(self) -> Environment:
        """Give itself, with every package in the pinned version."""
        stamp = self.folder / "jsna-stamp"
        wanted = self._fingerprint()
        had = stamp.read_text(encoding="utf-8") if stamp.is_file() else ""
        if had != wanted:
            stamp.unlink(missing_ok=True)
            self._install(afresh=had.partition("\n")[0] != sys.version.partition("\n")[0])
            stamp.write_text(wanted, encoding="utf-8")
        return self

    def _fingerprint(self) -> str:
        files = (ROOT / "pyproject.toml", self.constraints)
        digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
        return f"{sys.version.partition(chr(10))[0]}\n{digest}\n"

    def _install(self, afresh: bool) -> None:
        need_pip()
        say(f"Installing {self.what} into {self.folder.name} (once, about a minute)")
        # Without pip inside: it needs no `ensurepip`, which Debian packs apart.
        venv.create(self.folder, clear=afresh, symlinks=os.name != "nt")
        pip = [sys.executable, "-m", "pip", "--python", self.program("python")]
        options = ["-qq", "--disable-pip-version-check", "-c", str(self.constraints)]
        done = subprocess.run(
            [*pip, "install", *options, *self.wanted],
            cwd=ROOT,
            stdout=sys.stderr,  # standard output is the build's own: its last line is a path
        )
        if done.returncode:
            raise SystemExit("dev.py: the packages could not be installed; pip says why above")


def need_pip() -> None:
    """Stop with one line unless this Python has a pip that can serve another environment."""
    found = subprocess.run(
        [sys.executable, "-m", "pip", "--version"], capture_output=True, text=True
    )
    version = re.match(r"pip (\d+)\.(\d+)", found.stdout)
    if found.returncode or not version:
        raise SystemExit(f"dev.py: {sys.executable} has no pip; install pip, then run this again")
    if (int(version[1]), int(version[2])) < OLDEST_PIP:
        raise SystemExit(
            f"dev.py: pip {version[1]}.{version[2]} is too old; run "
            f"`{Path(sys.executable).name} -m pip install --upgrade pip`, then this again"
        )


def say(text: str) -> None:
    """Tell the person something, beside the output proper."""
    print(text, file=sys.stderr, flush=True)


def packages() -> Environment:
    """Give the environment that jsna and its tests run in."""
    return Environment(".venv", "constraints.txt", ["-e", ".[test]"], "jsna and its tests").ready()


def linters() -> Environment:
    """Give the linters' own environment: mypy needs a newer pathspec than dbt allows."""
    import tomllib  # not at the top, for the same reason

    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = project["dependency-groups"]["lint"]
    return Environment(".venv-lint", "constraints-lint.txt", wanted, "the linters").ready()


def build(arguments: Sequence[str]) -> int:
    """Give the exit code of `jsna build`, run where the person is."""
    return subprocess.call([packages().program("jsna"), "build", *arguments])


def test(arguments: Sequence[str]) -> int:
    """Give the exit code of pytest."""
    return subprocess.call([packages().program("python"), "-m", "pytest", *arguments], cwd=ROOT)


def check(arguments: Sequence[str]) -> int:
    """Give 0 if every check passes; all of them run, whatever the first says."""
    if arguments:
        raise SystemExit("dev.py: check takes no arguments")
    runtime, lint = packages(), linters()
    with tempfile.TemporaryDirectory(prefix="jsna-check-") as scratch:
        failed = [
            name
            for name, command in checks(runtime, lint, scratch).items()
            if not passes(name, command)
        ]
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def checks(runtime: Environment, lint: Environment, scratch: str) -> Mapping[str, list[str]]:
    """Give every check's command by its name; what dbt writes goes to `scratch`."""
    sql_folders = [folder for folder in SQL_FOLDERS if (ROOT / folder).is_dir()]
    dbt = [runtime.program("dbt"), "--warn-error", "--quiet", "--log-path", scratch, "parse"]
    where = ["--project-dir", ".", "--profiles-dir", ".", "--target-path", scratch]
    return {
        "ruff check": [lint.program("ruff"), "check"],
        "ruff format": [lint.program("ruff"), "format", "--check"],
        "mypy": [lint.program("mypy"), "--python-executable", runtime.program("python")],
        "sqlfluff": [lint.program("sqlfluff"), "lint", "--processes", "0", *sql_folders],
        "dbt parse": [*dbt, *where],
        "docs": [runtime.program("python"), "-m", "pytest", "-q", "tests/unit/test_docs.py"],
    }


def passes(name: str, command: Sequence[str]) -> bool:
    """Say whether the command succeeds; its output is shown only when it does not."""
    started = time.monotonic()
    quiet = {**os.environ, "DO_NOT_TRACK": "1", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
    done = subprocess.run(
        command, cwd=ROOT, env=quiet, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    good = done.returncode == 0
    say(f"{name:<12} {'ok' if good else 'FAILED':<7} {time.monotonic() - started:5.1f} s")
    if not good:
        say(done.stdout)
    return good


COMMANDS = {"build": build, "test": test, "check": check}


def main(arguments: Sequence[str]) -> int:
    """Give the exit code of the command that was asked for."""
    if sys.version_info < OLDEST_PYTHON:
        raise SystemExit("dev.py: jsna needs Python 3.11 or newer; run this with `python3.11`")
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"]) else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
