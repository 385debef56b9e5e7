"""`dev.py` makes an environment once, and says in one line what stops it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import dev
from pipeline.project import project_dir

Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def installs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Give the installations that are asked for, in a checkout where nothing is installed."""
    (tmp_path / "pyproject.toml").write_text("[project]", encoding="utf-8")
    (tmp_path / "pins.txt").write_text("six==1.17.0", encoding="utf-8")
    asked: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        if "install" in command:
            asked.append(command)
        return subprocess.CompletedProcess(command, 0, stdout="pip 23.2 from here")

    monkeypatch.setattr(dev, "ROOT", tmp_path)
    monkeypatch.setattr(subprocess, "run", run)
    return asked


def ready() -> dev.Environment:
    return dev.Environment("env", "pins.txt", ["six"], "six").ready()


def test_packages_are_installed_once(installs: list[list[str]]) -> None:
    first = ready()
    assert first.program("python").startswith(str(first.folder))
    ready()
    assert len(installs) == 1
    assert installs[0][-1] == "six"


def test_packages_are_installed_again_when_a_pin_changes(
    installs: list[list[str]], tmp_path: Path
) -> None:
    ready()
    (tmp_path / "pins.txt").write_text("six==1.16.0", encoding="utf-8")
    ready()
    assert len(installs) == 2


def test_an_installation_that_failed_is_tried_again(
    installs: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = subprocess.run
    monkeypatch.setattr(subprocess, "run", answer(0, "pip 23.2", and_then=1))
    with pytest.raises(SystemExit, match="could not be installed"):
        ready()
    monkeypatch.setattr(subprocess, "run", good)
    ready()
    assert len(installs) == 1


def answer(code: int, text: str, and_then: int = 0) -> Run:
    """Give a stand-in for pip that answers `text`, and installs with the code `and_then`."""

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        done = and_then if "install" in command else code
        return subprocess.CompletedProcess(command, done, stdout=text)

    return run


@pytest.mark.parametrize(
    ("code", "text", "words"),
    [(1, "", "has no pip"), (0, "pip 20.3.4 from x", "pip 20.3 is too old")],
)
def test_a_missing_or_old_pip_is_one_line(
    monkeypatch: pytest.MonkeyPatch, code: int, text: str, words: str
) -> None:
    monkeypatch.setattr(subprocess, "run", answer(code, text))
    with pytest.raises(SystemExit, match=words) as caught:
        dev.need_pip()
    assert "\n" not in str(caught.value)


def test_an_old_python_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 1))
    with pytest.raises(SystemExit, match="Python 3.11 or newer"):
        dev.main(["test"])


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert dev.main([]) == 2
    assert dev.main(["--help"]) == 0
    assert "python dev.py check" in capsys.readouterr().out


def test_a_checkout_is_its_own_project() -> None:
    assert (project_dir() / "dbt_project.yml").is_file()
    assert (project_dir() / "expectations").is_dir()
