"""What a person sees while a build runs."""

import io
import re

import pytest
from rich.console import Console

from pipeline.progress import Progress, Silent, Terminal


def shown(is_terminal: bool) -> str:
    """Give what a short run writes."""
    stream = io.StringIO()
    console = Console(
        file=stream, force_terminal=is_terminal, markup=False, highlight=False, width=80
    )
    with Terminal(console) as progress:
        progress.stage("extract")
        progress.note("a file named [x].csv")
        progress.warn("one column [c] is missing")
        progress.stage("render")
    return stream.getvalue()


def test_a_terminal_sees_each_stage_with_its_seconds() -> None:
    text = shown(is_terminal=True)
    assert re.findall(r"([a-z]+) +0\.0 s", text) == ["extract", "render"]


def test_without_a_terminal_only_warnings_are_shown() -> None:
    assert shown(is_terminal=False) == "warning: one column [c] is missing\n"


def test_a_failing_stage_is_not_shown_as_done() -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=True, width=80)
    with pytest.raises(ValueError, match="bad"), Terminal(console) as progress:
        progress.stage("extract")
        raise ValueError("bad")
    assert " s\n" not in stream.getvalue()


def test_silent_progress_shows_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    progress: Progress = Silent()
    progress.stage("extract")
    progress.note("a")
    progress.warn("b")
    assert capsys.readouterr() == ("", "")
