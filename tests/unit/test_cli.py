"""The command line: what it calls, what it prints, how it ends."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import pytest
import typer.main
from typer.testing import CliRunner, Result

from cli import app
from pipeline.errors import ValidationFailed

COMMANDS = ["build", "check", "inspect", "init", "demo", "indicators"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


def one_line(result: Result) -> str:
    """Give the one line on standard error, and make sure that there is no other."""
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    assert lines[0].startswith("jsna: ")
    return lines[0]


@pytest.fixture
def stage(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Put stand-ins in place of a stage's functions."""

    def replace(name: str, **functions: object) -> None:
        module = ModuleType(name)
        vars(module).update(functions)
        monkeypatch.setitem(sys.modules, name, module)

    return replace


@pytest.fixture
def area(tmp_path: Path) -> Path:
    (tmp_path / "jsna.toml").write_text("[area]\nla_code = 815\n", encoding="utf-8")
    return tmp_path


def test_the_commands_are_those_of_the_table() -> None:
    group = typer.main.get_command(app)
    assert list(group.commands) == COMMANDS  # type: ignore[attr-defined]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"Example: jsna {command} " in result.stdout


def test_no_line_of_the_overview_is_cut_short() -> None:
    result = run()
    assert result.exit_code == 0
    assert "..." not in result.stdout.replace("[ARGS]...", "")


def test_the_version_is_the_package_s_own() -> None:
    assert run("--version").stdout == "jsna 0.1.0\n"


def test_build_prints_the_path_of_the_page_last(stage: Callable[..., None], area: Path) -> None:
    def build(settings: Any, progress: Any) -> Path:
        progress.stage("extract")
        return Path(settings.site_dir / "index.html")

    stage("pipeline.build", build=build)
    result = run("build", str(area), "--out", str(area / "o"))
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == str(area / "o" / "site" / "index.html")


def test_build_takes_an_area_and_published_data_without_a_file(
    stage: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    stage("pipeline.build", build=lambda settings, _: f"{settings.la_code} {settings.out_dir}")
    result = run("build", "--area", "816", "--published", str(tmp_path))
    assert result.stdout == f"816 {tmp_path}\n"


def test_build_without_anything_makes_the_demonstration_and_says_so(
    stage: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    stage("pipeline.build", demo_build=lambda folder, _: folder / "site" / "index.html")
    result = run("build")
    assert result.stdout.strip() == str(tmp_path / "jsna-demo" / "site" / "index.html")
    assert "demonstration" in result.stderr


def test_check_publishes_nothing_and_says_so(stage: Callable[..., None], area: Path) -> None:
    stage("pipeline.build", check=lambda settings, progress: SimpleNamespace(rules=(), issues=None))
    assert "nothing critical" in run("check", str(area)).stdout


def test_a_failing_stage_gives_its_own_exit_code(stage: Callable[..., None], area: Path) -> None:
    def check(settings: Any, progress: Any) -> None:
        raise ValidationFailed("3 rows\nare wrong", file="caseload.csv")

    stage("pipeline.build", check=check)
    result = run("check", str(area))
    assert result.exit_code == 12
    assert one_line(result) == "jsna: 3 rows are wrong, in caseload.csv"


def test_a_bug_keeps_its_traceback(stage: Callable[..., None], area: Path) -> None:
    def check(settings: Any, progress: Any) -> None:
        raise KeyError("bug")

    stage("pipeline.build", check=check)
    result = run("check", str(area))
    assert isinstance(result.exception, KeyError)


def test_ctrl_c_is_one_line(stage: Callable[..., None], area: Path) -> None:
    def check(settings: Any, progress: Any) -> None:
        raise KeyboardInterrupt

    stage("pipeline.build", check=check)
    result = run("check", str(area))
    assert (result.exit_code, one_line(result)) == (130, "jsna: stopped")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["build", "no-such-folder"], 10, "no area folder"),
        (["check", "."], 10, "there is no jsna.toml"),
        (["build", "--area", "816"], 10, "both --area and --published"),
        (["build", "--area", "York", "--published", "."], 10, "three-digit"),
        (["build", "--area", "816", "--published", "none"], 11, "there is no none"),
        (["init", "x", "--area", "North"], 10, "three-digit"),
        (["init", "x"], 2, "Missing option '--area'"),
        (["inspect"], 2, "Missing argument"),
        (["inspect", "none"], 11, "none does not exist"),
        (["inspect", "."], 11, "no file there is a table"),
        (["bild"], 2, "Did you mean 'build'"),
        (["build", "--are", "1"], 2, "--area"),
        (["--verbose"], 2, "No such option"),
        (["build", "a", "b"], 2, "extra argument"),
    ],
)
def test_a_mistake_is_one_line_and_an_exit_code(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    words: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert words in one_line(result)
    assert result.exit_code == code


def test_a_misspelt_key_is_one_line(area: Path) -> None:
    (area / "jsna.toml").write_text("[area]\nla_cod = 815", encoding="utf-8")
    result = run("build", str(area))
    assert result.exit_code == 10
    assert "did you mean `la_code`?" in one_line(result)


def test_inspect_says_what_a_file_is_and_what_it_lacks(tmp_path: Path) -> None:
    header = "time_period,time_identifier,geographic_level,region_code,region_name,new_la_code,"
    header += "old_la_code,la_name,des_med_off,des_clin_off"
    (tmp_path / "roles.csv").write_text(f"{header}\n" + "x," * 9 + "x\n", encoding="utf-8")
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    result = run("inspect", str(tmp_path))
    assert result.exit_code == 0
    assert "roles.csv: recognised" in result.stdout
    assert "    table name: statutory_roles" in result.stdout
    assert "    missing columns: des_so_care_off" in result.stdout
    assert "notes.csv: not recognised" in result.stdout


def test_init_and_demo_print_what_they_made(tmp_path: Path, stage: Callable[..., None]) -> None:
    made = run("init", str(tmp_path / "york"), "--area", "816")
    assert made.stdout.strip() == str(tmp_path / "york" / "jsna.toml")
    write = lambda folder, *_: folder.mkdir()  # noqa: E731
    stage("pipeline.demo", Extracts=lambda *_: None, write_demo_area=write)
    assert run("demo", str(tmp_path / "demo")).stdout.strip() == str(tmp_path / "demo")
    assert (tmp_path / "demo").is_dir()


@dataclass(frozen=True)
class Entry:
    indicator_id: str
    title: str


def test_indicators_lists_all_or_shows_one(stage: Callable[..., None]) -> None:
    shown = run("indicators", "ehc_plans_maintained").stdout
    assert "\nformula: The number of children and young people with an EHC plan" in shown
    catalogue = (Entry("plans", "EHC plans"), Entry("requests", "Requests"))
    stage("pipeline.catalogue", load_catalogue=lambda: catalogue)
    assert run("indicators").stdout == "plans: EHC plans\nrequests: Requests\n"
    assert "did you mean `plans`?" in one_line(run("indicators", "plan"))
