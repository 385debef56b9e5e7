"""The documentation says what is true: its commands, their output, its links."""

import re
import shlex
from pathlib import Path

import pytest
import typer.main
from typer.testing import CliRunner

import dev
from cli import app
from pipeline import errors

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
SLOW = {"build", "check", "demo"}
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def transcripts(text: str) -> list[tuple[list[str], str]]:
    """Give each `$ jsna ...` of the console blocks, as its words and the output shown for it."""
    found = []
    for kind, block in BLOCK.findall(text):
        if kind != "console":
            continue
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            if command.startswith("jsna"):
                found.append((shlex.split(command)[1:], output.strip()))
    return found


def test_the_readme_gives_the_two_commands_that_ci_runs() -> None:
    lines = read("README.md").splitlines()
    assert "python dev.py build" in lines
    assert "python dev.py test" in lines


def test_every_command_of_dev_py_that_is_named_exists() -> None:
    for page in PAGES:
        named = re.findall(r"python dev\.py (\w+)", page.read_text(encoding="utf-8"))
        assert set(named) <= set(dev.COMMANDS), page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_jsna_command_that_is_shown_exists_with_its_options(page: Path) -> None:
    group = typer.main.get_command(app)
    shown = re.findall(r"^(?:\$ )?jsna (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    for line in shown:
        words = shlex.split(line, comments=True)
        command = next((word for word in words if not word.startswith("-")), None)
        assert command is None or command in group.commands  # type: ignore[attr-defined]
        help_text = CliRunner().invoke(app, [*([command] if command else []), "--help"]).stdout
        for option in (word for word in words if word.startswith("--")):
            assert option in help_text, line


def test_the_output_that_the_readme_shows_is_real(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    quick = [(words, out) for words, out in transcripts(read("README.md")) if words[0] not in SLOW]
    assert quick
    for words, expected in quick:
        printed = CliRunner().invoke(app, words, prog_name="jsna").stdout.strip()
        # A line of three dots in the README stands for lines that are left out.
        pattern = re.escape(expected).replace(r"\.\.\." + "\\\n", "(?s:.*)\n")
        assert re.fullmatch(pattern, printed), f"jsna {' '.join(words)} prints:\n{printed}"


def test_the_exit_codes_of_the_readme_are_those_of_the_errors() -> None:
    listed = re.search(r"which stage stopped:\n(.*?)\.\n", read("README.md"), re.DOTALL)
    assert listed
    codes = {int(code) for code in re.findall(r"\d+", listed[1])}
    assert codes == {2} | {kind.exit_code for kind in errors.JsnaError.__subclasses__()}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", page.read_text(encoding="utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        assert file.exists(), f"{page.name}: {target}"
        if anchor:
            headings = re.findall(r"^#+ (.*)$", file.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", h).lower().replace(" ", "-") for h in headings}


def test_the_changelog_has_an_entry_for_what_is_not_released_yet() -> None:
    assert "## [Unreleased]" in read("CHANGELOG.md")


def test_the_glossary_is_in_order_and_explains_each_word_once() -> None:
    words = re.findall(r"^\| ([^|]+) \|", read("GLOSSARY.md"), re.MULTILINE)[1:]
    keys = [re.sub(r"[^a-z0-9 ]", "", word.lower()) for word in words if word[0].isalpha()]
    assert keys == sorted(keys)
    assert len(keys) == len(set(keys))
