"""`scenarios.toml`: the council's own what-ifs of the projection."""

import dataclasses
from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.scenarios import MOST, Scenario, load_scenarios, write_scenarios_template
from pipeline.settings import load_settings, write_settings_template


def written(folder: Path, text: str) -> Path:
    (folder / "scenarios.toml").write_text(text, encoding="utf-8")
    return folder


def test_scenarios_are_given_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = """
    [[scenario]]
    name = " Slower growth "
    growth_ceiling = 3

    [[scenario]]
    name = "It's one in ten"
    exit_rate = 10.5
    growth_ceiling = -1.5
    """
    assert load_scenarios(written(tmp_path, text)) == (
        Scenario("Slower growth", growth_ceiling=3.0),
        Scenario("It's one in ten", growth_ceiling=-1.5, exit_rate=10.5),
    )


def test_without_the_file_or_with_notes_only_there_is_none(tmp_path: Path) -> None:
    assert load_scenarios(tmp_path) == ()
    assert load_scenarios(written(tmp_path, "# nothing\n")) == ()


RATE = "a number from .* percent a year"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[[scenrio]]\nname = 'x'", r"unknown section \[scenrio\].*did you mean `scenario`"),
        ("[scenario]\nname = 'x'\nexit_rate = 3", r"is a list.*write \[\[scenario\]\]"),
        ("scenario = [3]", r"is a list"),
        ("[[scenario]]\nname = 'x'\nexitrate = 3", "unknown key `exitrate`.*`exit_rate`"),
        ("[[scenario]]\nexit_rate = 3", "has no name"),
        ("[[scenario]]\nname = ' '\nexit_rate = 3", "has no name"),
        ("[[scenario]]\nname = 7\nexit_rate = 3", "has no name"),
        ('[[scenario]]\nname = "a\\nb"\nexit_rate = 3', "one line"),
        (f"[[scenario]]\nname = '{'a' * 61}'\nexit_rate = 3", "at most 60 characters"),
        ("[[scenario]]\nname = 'x'", "`x` says nothing.*growth_ceiling or exit_rate"),
        ("[[scenario]]\nname = 'x'\nexit_rate = '3'", f"`exit_rate` of `x` must be {RATE}"),
        ("[[scenario]]\nname = 'x'\nexit_rate = true", RATE),
        ("[[scenario]]\nname = 'x'\nexit_rate = -1", RATE),
        ("[[scenario]]\nname = 'x'\nexit_rate = nan", RATE),
        ("[[scenario]]\nname = 'x'\ngrowth_ceiling = inf", RATE),
        ("[[scenario]]\nname = 'x'\ngrowth_ceiling = 101", RATE),
        ("[[scenario]]\nname = 'x'\nexit_rate = 3\n" * MOST * 2, "more than"),
        (
            "[[scenario]]\nname = 'x'\nexit_rate = 3\n[[scenario]]\nname = 'X'\nexit_rate = 4",
            "two scenarios are called `X`",
        ),
        ("[[scenario]]\nname = \n", "not valid TOML.*scenarios.toml, line 2"),
    ],
)
def test_a_mistake_in_the_file_is_one_line_with_its_name(
    tmp_path: Path, text: str, words: str
) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        load_scenarios(written(tmp_path, text))
    assert "\n" not in str(caught.value)
    assert "scenarios.toml" in str(caught.value)
    assert caught.value.exit_code == 10


def test_settings_carry_the_scenarios_of_the_area_folder(tmp_path: Path) -> None:
    (tmp_path / "jsna.toml").write_text("[area]\nla_code = 815", encoding="utf-8")
    written(tmp_path, "[[scenario]]\nname = 'x'\nexit_rate = 3")
    settings = load_settings(tmp_path)
    assert settings.scenarios == (Scenario("x", exit_rate=3.0),)
    assert dataclasses.asdict(settings)["scenarios"][0]["growth_ceiling"] is None


def test_the_template_of_a_new_area_has_no_scenario_until_its_notes_are_taken_away(
    tmp_path: Path,
) -> None:
    folder = write_settings_template(tmp_path / "york", "816").parent
    assert load_scenarios(folder) == ()
    file = folder / "scenarios.toml"
    # A line of TOML behind the sign of a note: a table, or a key with a value.
    lines = [
        line.removeprefix("# ")
        if line.startswith("# ") and (line.startswith("# [[") or " = " in line)
        else line
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    assert [s.name for s in load_scenarios(folder)] == [
        "Growth of at most 3 percent a year",
        "One plan in ten ends each year",
    ]


def test_a_file_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    file = written(tmp_path, "# mine\n") / "scenarios.toml"
    assert write_scenarios_template(tmp_path) == file
    assert file.read_text(encoding="utf-8") == "# mine\n"
