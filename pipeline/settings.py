"""What one area's build is told: `jsna.toml` and the command line, read once and frozen."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from pipeline import area_key
from pipeline.errors import ConfigError, InputError, as_jsna_error
from pipeline.scenarios import Scenario, load_scenarios, write_scenarios_template
from pipeline.settings_template import TEMPLATE
from pipeline.toml_file import read_toml, unknown

FILE_NAME = "jsna.toml"
LOCALITIES_NAME = "localities.csv"
DISCLOSURE_PRESETS = ("council-1-4", "nhs-1-7-round5", "dfe-open")


class Root(NamedTuple):
    """A folder or file that data is read from, and whose data it holds."""

    path: Path
    origin: str  # published | inbox | either, where it is not known


@dataclass(frozen=True)
class Settings:
    """Everything a build may depend on besides the data; all paths are absolute."""

    area_dir: Path
    out_dir: Path
    la_code: str
    area_name: str | None
    published: tuple[Path, ...]
    inbox: Path | None
    edition: str
    contact: str | None
    neighbours: str = "dfe-2025"
    disclosure_preset: str = "council-1-4"
    disclosure_threshold: int | None = None
    disclosure_print_zeros: bool | None = None
    disclosure_rounding: int | None = None
    disclosure_least_group: int | None = None
    disclosure_group_of: int | None = None
    is_demonstration: bool = False
    accent_colour: str = "#12436D"
    scenarios: tuple[Scenario, ...] = ()

    @property
    def build_dir(self) -> Path:
        """Where the warehouse, dbt's files and the logs go."""
        return self.out_dir / "build"

    @property
    def roots(self) -> tuple[Root, ...]:
        """Everything that data is read from: published folders, and the council's own inbox."""
        published = [Root(folder, "published") for folder in self.published]
        if self.inbox is None:
            return tuple(published)
        own = [Root(self.inbox, "inbox")]
        localities = self.area_dir / LOCALITIES_NAME
        if localities.is_file():
            own.append(Root(localities, "inbox"))
        return (*published, *own)

    @property
    def key_file(self) -> Path:
        """The area's key: in the area folder, wherever the build goes."""
        return self.area_dir / area_key.FILE_NAME

    @property
    def mappings_dir(self) -> Path:
        """Where the council names the headings of its own extracts."""
        return self.area_dir / "mappings"

    @property
    def editions_dir(self) -> Path:
        """Where the council keeps what it has published: earlier editions of the site."""
        return self.area_dir / "editions"

    @property
    def disclosure_overrides(self) -> dict[str, Any]:
        """The numbers of the preset that the council changes, by their keys in `jsna.toml`."""
        fields = {key: f"disclosure_{key}" for key in _SCHEMA["disclosure"] if key != "preset"}
        given = {key: getattr(self, field) for key, field in fields.items()}
        return {key: value for key, value in given.items() if value is not None}

    @property
    def site_dir(self) -> Path:
        """Where the finished site goes."""
        return self.out_dir / "site"


@dataclass(frozen=True)
class _Key:
    """One key of `jsna.toml`: the field it fills, and what it may hold."""

    field: str
    kind: str  # code | text | flag | preset | colour | number
    numbers: tuple[range, ...] = ()
    """The whole numbers that it may hold."""


_SCHEMA: Mapping[str, Mapping[str, _Key]] = {
    "area": {
        "la_code": _Key("la_code", "code"),
        "name": _Key("area_name", "text"),
        "is_demonstration": _Key("is_demonstration", "flag"),
    },
    "publication": {
        "edition": _Key("edition", "text"),
        "contact": _Key("contact", "text"),
        "accent_colour": _Key("accent_colour", "colour"),
    },
    "comparators": {"neighbours": _Key("neighbours", "text")},
    "disclosure": {
        "preset": _Key("disclosure_preset", "preset"),
        "threshold": _Key("disclosure_threshold", "number", (range(51),)),
        "print_zeros": _Key("disclosure_print_zeros", "flag"),
        "rounding": _Key("disclosure_rounding", "number", (range(1), range(2, 51))),
        "least_group": _Key("disclosure_least_group", "number", (range(101),)),
        "group_of": _Key("disclosure_group_of", "number", (range(101),)),
    },
}


def load_settings(
    area_dir: Path,
    *,
    area: str | None = None,
    published: Path | Sequence[Path] | None = None,
    out: Path | None = None,
) -> Settings:
    """Give the settings of an area folder; `area` and `published` together need no `jsna.toml`."""
    area_dir = area_dir.resolve()
    if not area_dir.is_dir():
        raise ConfigError(f"there is no area folder {area_dir}", remedy="make one with `jsna init`")
    file = area_dir / FILE_NAME
    values = _read(file) if file.is_file() else _without_file(file, area, published)
    values.setdefault("edition", "draft")
    values.setdefault("area_name", None)
    values.setdefault("contact", None)
    inbox = area_dir / "inbox"
    return Settings(
        area_dir=area_dir,
        out_dir=(out or area_dir).resolve(),
        published=_published_folders(area_dir, published),
        # Without jsna.toml nothing says that the folder is an area's, so neither is its inbox.
        inbox=inbox if file.is_file() and inbox.is_dir() else None,
        scenarios=load_scenarios(area_dir),
        **(values | _area_option(area, file, values)),
    )


def _without_file(file: Path, area: str | None, published: object) -> dict[str, Any]:
    if area is None or published is None:
        raise ConfigError(
            f"there is no {FILE_NAME}",
            file=file.parent,
            remedy="make one with `jsna init`, or give both --area and --published",
        )
    return {}


def _area_option(area: str | None, file: Path, values: Mapping[str, Any]) -> dict[str, Any]:
    if area is None:
        return {}
    code = _three_digits(area, "--area", None)
    if values.get("la_code", code) != code:
        # The inbox belongs to the area in the file: it must not be published as another area's.
        raise ConfigError(
            f"--area is {code}, but `la_code` is {values['la_code']}",
            file=file,
            remedy="leave --area out, or use another folder",
        )
    return {"la_code": code}


def _published_folders(area_dir: Path, published: Path | Sequence[Path] | None) -> tuple[Path, ...]:
    if published is None:
        folder = area_dir / "published"
        return (folder,) if folder.is_dir() else ()
    folders = [published] if isinstance(published, Path) else list(published)
    for folder in folders:
        if not folder.exists():
            raise InputError(f"--published: there is no {folder}", remedy="check the path")
    return tuple(folder.resolve() for folder in folders)


def _read(file: Path) -> dict[str, Any]:
    """Give the fields that the file sets, checked; keys it leaves out are left out."""
    values: dict[str, Any] = {}
    for section, keys in read_toml(file).items():
        known = _SCHEMA.get(section)
        if known is None:
            raise unknown("section", f"[{section}]", section, _SCHEMA, file)
        if not isinstance(keys, dict):
            raise ConfigError(f"`{section}` is a section", file=file, remedy=f"write [{section}]")
        for key, value in keys.items():
            if key not in known:
                raise unknown("key", f"`{key}` in [{section}]", key, known, file)
            values[known[key].field] = _check(value, known[key], f"`{key}`", file)
    if "la_code" not in values:
        raise ConfigError(
            "`la_code` is missing", file=file, remedy="add it under [area], such as la_code = 815"
        )
    return values


def _check(value: object, key: _Key, name: str, file: Path) -> object:
    kind = key.kind
    if kind == "number":
        return _whole_number(value, key.numbers, name, file)
    if kind == "flag":
        if not isinstance(value, bool):
            raise ConfigError(f"{name} must be true or false", file=file)
        return value
    if kind == "code":
        return _three_digits(value, name, file)
    if not isinstance(value, str) or not value.strip():
        raise ConfigError(f"{name} must be text", file=file, remedy="put it in quotes")
    if kind == "colour" and not re.fullmatch(r"#[0-9A-Fa-f]{6}", value):
        raise ConfigError(f"{name} must be a colour such as #12436D", file=file)
    if kind == "preset" and value not in DISCLOSURE_PRESETS:
        raise unknown("preset", f"`{value}`", value, dict.fromkeys(DISCLOSURE_PRESETS), file)
    return value.strip()


def _whole_number(value: object, allowed: tuple[range, ...], name: str, file: Path) -> int:
    is_whole = isinstance(value, int) and not isinstance(value, bool)
    if not is_whole or not any(value in numbers for numbers in allowed):
        words = [f"{n[0]} to {n[-1]}" if len(n) > 1 else str(n[0]) for n in allowed]
        raise ConfigError(f"{name} must be a whole number, {' or '.join(words)}", file=file)
    return int(str(value))


def _three_digits(value: object, name: str, file: Path | None) -> str:
    text = "" if isinstance(value, bool) else str(value)
    if not re.fullmatch(r"[0-9]{3}", text):
        raise ConfigError(
            f"{name} must be the three-digit DfE code of a local authority",
            file=file,
            remedy="such as 815 for North Yorkshire",
        )
    return text


def write_settings_template(folder: Path, la_code: str) -> Path:
    """Make an area folder with a commented `jsna.toml`, and give the path of that file."""
    code = _three_digits(la_code, "--area", None)
    file = folder / FILE_NAME
    if file.exists():
        raise ConfigError(f"{FILE_NAME} is already there", file=folder, remedy="edit that one")
    with as_jsna_error(ConfigError, "cannot make the area folder"):
        for name in ("inbox", "published", "commentary", "editions"):
            (folder / name).mkdir(parents=True, exist_ok=True)
        file.write_text(TEMPLATE.format(la_code=code), encoding="utf-8", newline="\n")
    write_scenarios_template(folder)
    area_key.keep_out_of_git(folder)
    area_key.create_key(folder / area_key.FILE_NAME)
    return file
