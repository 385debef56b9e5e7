"""Which rule of disclosure control the settings of an area make."""

from dataclasses import FrozenInstanceError, astuple
from pathlib import Path

import pytest

from pipeline.disclose.rules import PRESETS, Rules, rules_of
from pipeline.errors import ConfigError
from pipeline.settings import DISCLOSURE_PRESETS, load_settings


def rules(folder: Path, text: str) -> Rules:
    """Give the rules of an area whose `jsna.toml` has `text` under [disclosure]."""
    file = folder / "jsna.toml"
    file.write_text(f"[area]\nla_code = 501\n[disclosure]\n{text}", encoding="utf-8")
    return rules_of(load_settings(folder))


def test_the_presets_are_those_that_settings_may_name() -> None:
    assert tuple(PRESETS) == DISCLOSURE_PRESETS
    assert [astuple(each) for each in PRESETS.values()] == [
        ("council-1-4", 4, True, 0, 10, 20),
        ("nhs-1-7-round5", 7, True, 5, 10, 20),
        ("dfe-open", 0, True, 0, 0, 0),
    ]


def test_nobody_changes_a_preset() -> None:
    with pytest.raises(FrozenInstanceError):
        PRESETS["dfe-open"].threshold = 1  # type: ignore[misc]
    with pytest.raises(TypeError):
        PRESETS["mine"] = PRESETS["dfe-open"]  # type: ignore[index]


def test_without_a_section_councils_practice_holds(tmp_path: Path) -> None:
    assert rules(tmp_path, "") == PRESETS["council-1-4"]


@pytest.mark.parametrize("preset", DISCLOSURE_PRESETS)
def test_a_preset_alone_is_taken_as_it_is(tmp_path: Path, preset: str) -> None:
    assert rules(tmp_path, f'preset = "{preset}"') == PRESETS[preset]


def test_each_number_overrides_the_presets_own(tmp_path: Path) -> None:
    every = "threshold = 9\nprint_zeros = false\nrounding = 3\nleast_group = 0\ngroup_of = 40"
    assert astuple(rules(tmp_path, f'preset = "nhs-1-7-round5"\n{every}')) == (
        "nhs-1-7-round5", 9, False, 3, 0, 40,
    )  # fmt: skip
    assert rules(tmp_path, "threshold = 5").least_group == 10
    # 0 is a number, not the absence of one.
    assert rules(tmp_path, 'preset = "nhs-1-7-round5"\nrounding = 0').rounding == 0


def test_only_a_threshold_of_0_without_rounding_hides_nothing(tmp_path: Path) -> None:
    assert [name for name, each in PRESETS.items() if each.hides_nothing] == ["dfe-open"]
    assert astuple(rules(tmp_path, "threshold = 0"))[1:] == (0, True, 0, 0, 0)
    rounded = rules(tmp_path, "threshold = 0\nrounding = 5\nleast_group = 12")
    assert astuple(rounded)[1:] == (0, True, 5, 12, 20)
    assert not rounded.hides_nothing
    assert not rules(tmp_path, 'preset = "dfe-open"\nthreshold = 1').hides_nothing


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("threshold = 0\nleast_group = 5", "least_group"),
        ('preset = "dfe-open"\ngroup_of = 20', "group_of"),
        ('preset = "dfe-open"\nprint_zeros = false', "print_zeros"),
        ("threshold = 0\nrounding = 5\nprint_zeros = false", "print_zeros"),
    ],
)
def test_a_key_that_would_silently_do_nothing_is_a_mistake(
    tmp_path: Path, text: str, key: str
) -> None:
    with pytest.raises(
        ConfigError, match=rf"`{key}` in \[disclosure\].*jsna\.toml; give"
    ) as caught:
        rules(tmp_path, text)
    assert "\n" not in str(caught.value)


def test_what_does_nothing_may_be_said(tmp_path: Path) -> None:
    text = 'preset = "dfe-open"\nprint_zeros = true\nleast_group = 0\ngroup_of = 0'
    assert rules(tmp_path, text) == PRESETS["dfe-open"]
