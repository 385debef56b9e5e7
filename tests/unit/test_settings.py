"""`jsna.toml` and the options of the command line."""

import dataclasses
from pathlib import Path

import pytest

from pipeline.area_key import create_key, read_key
from pipeline.disclose.rules import PRESETS, rules_of
from pipeline.errors import ConfigError, InputError
from pipeline.settings import Root, load_settings, write_settings_template


def area(folder: Path, text: str) -> Path:
    """Give an area folder whose `jsna.toml` holds `text`."""
    (folder / "jsna.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_full_file_fills_every_setting(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    (tmp_path / "published").mkdir()
    text = """
    [area]
    la_code = 815
    name = "North Yorkshire"
    is_demonstration = true
    [publication]
    edition = "2026"
    contact = "send@example.gov.uk"
    accent_colour = "#aa0000"
    [comparators]
    neighbours = "dfe-2021"
    [disclosure]
    preset = "dfe-open"
    threshold = 0
    print_zeros = false
    rounding = 50
    least_group = 100
    group_of = 3
    """
    settings = load_settings(area(tmp_path, text))
    assert dataclasses.asdict(settings) == {
        "area_dir": tmp_path,
        "out_dir": tmp_path,
        "la_code": "815",
        "area_name": "North Yorkshire",
        "published": (tmp_path / "published",),
        "inbox": tmp_path / "inbox",
        "edition": "2026",
        "contact": "send@example.gov.uk",
        "neighbours": "dfe-2021",
        "disclosure_preset": "dfe-open",
        "disclosure_threshold": 0,
        "disclosure_print_zeros": False,
        "disclosure_rounding": 50,
        "disclosure_least_group": 100,
        "disclosure_group_of": 3,
        "is_demonstration": True,
        "accent_colour": "#aa0000",
        "scenarios": (),
    }


def test_a_code_is_enough(tmp_path: Path) -> None:
    settings = load_settings(area(tmp_path, '[area]\nla_code = "816"'))
    assert (settings.la_code, settings.edition, settings.published) == ("816", "draft", ())
    assert settings.inbox is None


def test_two_options_replace_the_file(tmp_path: Path) -> None:
    settings = load_settings(tmp_path, area="815", published=tmp_path)
    assert (settings.la_code, settings.edition) == ("815", "draft")
    assert settings.published == (tmp_path,)
    assert settings.build_dir == tmp_path / "build"


def test_out_moves_only_what_is_written(tmp_path: Path) -> None:
    out = tmp_path / "elsewhere"
    settings = load_settings(area(tmp_path, "[area]\nla_code = 815"), out=out)
    assert (settings.area_dir, settings.site_dir) == (tmp_path, out / "site")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[area]\nla_code = 815\nnmae = 'x'", "unknown key `nmae`.*did you mean `name`"),
        ("[aera]\nla_code = 815", r"unknown section \[aera\].*did you mean `area`"),
        ("[zzz]\n", "known are area, publication"),
        ("la_code = 815", "unknown section"),
        ("area = 815", r"write \[area\]"),
        ("[area]\nla_code = 8155", "three-digit"),
        ("[area]\nla_code = true", "three-digit"),
        ("[area]\nla_code = '٣٣٣'", "three-digit"),
        ("[area]\nname = 'x'", "`la_code` is missing"),
        ("[area]\nla_code = 815\nname = 3", "must be text"),
        ("[area]\nla_code = 815\nname = ''", "must be text"),
        ("[area]\nla_code = 815\nis_demonstration = 'yes'", "true or false"),
        ("[area]\nla_code = 815\n[publication]\naccent_colour = 'blue'", "colour such as"),
        ("[area]\nla_code = 815\n[disclosure]\npreset = 'council'", "did you mean `council-1-4`"),
        ("[disclosure]\nthreshold = 51", "`threshold` must be a whole number, 0 to 50"),
        ("[disclosure]\nthreshold = -1", "whole number, 0 to 50"),
        ("[disclosure]\nthreshold = 4.0", "whole number"),
        ("[disclosure]\nthreshold = true", "whole number"),
        ("[disclosure]\nthreshold = '4'", "whole number"),
        ("[disclosure]\nprint_zeros = 1", "`print_zeros` must be true or false"),
        ("[disclosure]\nrounding = 1", "`rounding` must be a whole number, 0 or 2 to 50"),
        ("[disclosure]\nrounding = 51", "0 or 2 to 50"),
        ("[disclosure]\nleast_group = 101", "`least_group` must be a whole number, 0 to 100"),
        ("[disclosure]\ngroup_of = -1", "`group_of` must be a whole number, 0 to 100"),
        ("[disclosure]\nleast_groups = 10", "did you mean `least_group`"),
        ("[area]\nla_code = \n", "not valid TOML.*line 2"),
        ("[area]\nla_code = 815\nname = '''x", "not valid TOML.*line 3"),
    ],
)
def test_a_mistake_in_the_file_is_one_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ConfigError, match=words) as caught:
        load_settings(area(tmp_path, text))
    assert "\n" not in str(caught.value)


def test_a_file_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "jsna.toml").write_bytes(b"[area]\nname = '\xe9'")
    with pytest.raises(ConfigError, match=r"not UTF-8, in .*jsna\.toml, line 2"):
        load_settings(tmp_path)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    (tmp_path / "jsna.toml").write_bytes(b"\xef\xbb\xbf[area]\r\nla_code = 815\r\n")
    assert load_settings(tmp_path).la_code == "815"


def test_a_missing_area_folder_is_a_mistake_of_configuration(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="no area folder"):
        load_settings(tmp_path / "none")


@pytest.mark.parametrize("options", [{}, {"area": "815"}, {"published": Path()}])
def test_without_a_file_both_options_are_needed(tmp_path: Path, options: dict[str, str]) -> None:
    with pytest.raises(ConfigError, match="both --area and --published"):
        load_settings(tmp_path, **options)  # type: ignore[arg-type]


def test_one_areas_inbox_is_never_published_as_another_areas(tmp_path: Path) -> None:
    area(tmp_path, "[area]\nla_code = 815")
    assert load_settings(tmp_path, area="815").la_code == "815"
    with pytest.raises(ConfigError, match="--area is 816"):
        load_settings(tmp_path, area="816")


def test_a_wrong_published_folder_is_missing_input(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="--published"):
        load_settings(tmp_path, area="815", published=tmp_path / "none")


def test_the_template_is_a_good_file_with_a_comment_for_every_key(tmp_path: Path) -> None:
    file = write_settings_template(tmp_path / "york", "816")
    assert load_settings(file.parent).la_code == "816"
    lines = file.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if "=" in line:
            assert lines[number - 1].startswith("# ")
    keys = {line.lstrip("# ").split(" =")[0] for line in lines if " = " in line}
    assert keys == {
        "la_code", "name", "is_demonstration", "edition", "contact", "accent_colour",
        "neighbours", "preset", "threshold", "print_zeros", "rounding", "least_group", "group_of",
    }  # fmt: skip


def test_every_commented_line_of_the_template_may_be_switched_on(tmp_path: Path) -> None:
    file = write_settings_template(tmp_path, "816")
    text = file.read_text(encoding="utf-8")
    switched_on = [line.removeprefix("# ") if " = " in line else line for line in text.splitlines()]
    file.write_text("\n".join(switched_on), encoding="utf-8")
    settings = load_settings(tmp_path)
    assert settings.area_name == "North Yorkshire"
    # The notes show the numbers of the preset itself, so switching them on changes nothing.
    assert rules_of(settings) == PRESETS[settings.disclosure_preset]


def test_a_new_area_folder_has_a_place_for_earlier_editions(tmp_path: Path) -> None:
    write_settings_template(tmp_path, "816")
    settings = load_settings(tmp_path, out=tmp_path / "elsewhere")
    assert settings.editions_dir == tmp_path / "editions"
    assert list(settings.editions_dir.iterdir()) == []


def test_init_never_writes_over_a_file(tmp_path: Path) -> None:
    write_settings_template(tmp_path, "816")
    with pytest.raises(ConfigError, match="already there"):
        write_settings_template(tmp_path, "815")


def test_init_refuses_a_code_that_is_no_code(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="three-digit"):
        write_settings_template(tmp_path / "x", "York")
    assert not (tmp_path / "x").exists()


def test_a_new_area_folder_has_a_key_and_keeps_it_out_of_git(tmp_path: Path) -> None:
    folder = tmp_path / "area"
    folder.mkdir()
    (folder / ".gitignore").write_text("notes\nbuild/")
    write_settings_template(folder, "815")
    settings = load_settings(folder, out=tmp_path / "elsewhere")
    assert settings.key_file == folder / ".jsna-key"
    assert settings.key_file.stat().st_mode & 0o777 == 0o600
    assert len(read_key(settings.key_file)) == 32
    assert (folder / ".gitignore").read_text() == "notes\nbuild/\n.jsna-key\ninbox/\n"


def test_a_key_that_is_there_is_kept(tmp_path: Path) -> None:
    write_settings_template(tmp_path / "one", "815")
    write_settings_template(tmp_path / "two", "815")
    first, second = (read_key(tmp_path / name / ".jsna-key") for name in ("one", "two"))
    assert first != second
    (tmp_path / "one" / "jsna.toml").unlink()
    write_settings_template(tmp_path / "one", "815")
    assert read_key(tmp_path / "one" / ".jsna-key") == first
    assert create_key(tmp_path / "one" / ".jsna-key") == first


@pytest.mark.parametrize("text", ["", "ab" * 31, "zz" * 32, "ab" * 33, "ü" * 64])
def test_a_key_that_is_none_is_an_error(tmp_path: Path, text: str) -> None:
    (tmp_path / ".jsna-key").write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match="not 64 hexadecimal digits"):
        read_key(tmp_path / ".jsna-key")


def test_a_folder_without_settings_has_no_inbox(tmp_path: Path) -> None:
    (tmp_path / "inbox").mkdir()
    settings = load_settings(tmp_path, area="815", published=tmp_path)
    assert settings.inbox is None
    assert settings.roots == (Root(tmp_path, "published"),)


def test_everything_that_is_read_has_its_origin(tmp_path: Path) -> None:
    for name in ("inbox", "published"):
        (tmp_path / name).mkdir()
    (tmp_path / "localities.csv").write_text("locality,postcode\n")
    settings = load_settings(area(tmp_path, "[area]\nla_code = 815"))
    assert settings.roots == (
        Root(tmp_path / "published", "published"),
        Root(tmp_path / "inbox", "inbox"),
        Root(tmp_path / "localities.csv", "inbox"),
    )
    assert settings.mappings_dir == tmp_path / "mappings"
