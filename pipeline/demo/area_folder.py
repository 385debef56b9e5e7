"""The demonstration area: a complete folder that `jsna build` can be run in."""

from pathlib import Path

from pipeline.demo.area_files import write_area_files
from pipeline.demo.attainment import write_attainment
from pipeline.demo.attendance_files import write_attendance
from pipeline.demo.destination_files import write_destinations
from pipeline.demo.early_files import write_early_years
from pipeline.demo.geography import AUTHORITY_BY_CODE, HOME
from pipeline.demo.lait import write_lait, write_lait_dictionary
from pipeline.demo.local import Extracts, write_local
from pipeline.demo.money_files import write_money
from pipeline.demo.neet import write_neet
from pipeline.demo.nhs_files import write_nhs_files
from pipeline.demo.plans_2022 import write_plans_2022
from pipeline.demo.plans_2025 import write_plans_2025
from pipeline.demo.pupil_file import write_pupil_file
from pipeline.demo.pupils_with_plans import write_pupils_with_plans
from pipeline.demo.sen_files import write_sen_files
from pipeline.demo.social_care_file import write_social_care
from pipeline.demo.traits import HOME_PUPILS, home_area_of
from pipeline.demo.world import World, grow_world
from pipeline.errors import InputError, as_jsna_error
from pipeline.progress import Progress, Silent
from pipeline.scenarios import write_scenarios_template

_JSNA_TOML = """\
# What `jsna build` is told about this area. Lines that start with # are notes.
# This is the demonstration: the council, its region and every figure are made up.

[area]
# The three-digit DfE code of the local authority. It outlives changes of the nine-character code.
la_code = {code}
# The name that is printed on every page.
name = "{name}"
# Puts "made-up data" on every page. Leave it out for a real area.
is_demonstration = true

[publication]
# What this edition is called.
edition = "2026"
# Where a reader can ask a question.
contact = "send.data@example.gov.uk"

[comparators]
# Which list of statistical neighbours to compare with: DfE's of May 2025.
neighbours = "dfe-2025"

[disclosure]
# How small numbers are hidden: counts of 1 to 4 are, in figures that only the council holds, and
# others that would give them away.
preset = "council-1-4"
"""
_INBOX_README = """\
# inbox

The council's own extracts go here, such as the school census and the SEN2 return.
The demonstration has none: it is built from published data alone.
"""
_COMMENTARY_README = """\
# commentary

What the figures mean for this area, in your own words: one Markdown file per chapter.
The demonstration has none.
"""


def write_demo_area(
    directory: Path, extracts: Extracts | None = None, progress: Progress | None = None
) -> Path:
    """The folder, filled with `jsna.toml`, published data of an invented England, and notes.

    With `extracts`, also with the council's own records in `inbox/`, and what should be counted of
    them in `truth.json`.
    """
    progress = progress or Silent()
    with as_jsna_error(InputError, "cannot write the demonstration"):
        if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
            raise InputError(
                "the demonstration needs a new or empty folder, and this one is not empty",
                file=directory,
                remedy="choose another folder, or empty this one",
            )
        with home_area_of(extracts.pupils if extracts else HOME_PUPILS):
            progress.stage("Published data")
            world = grow_world()
            _write(directory, world)
            if extracts:
                progress.stage("The council's own records")
                write_local(directory, extracts, world, progress)
    return directory


def _write(directory: Path, world: World) -> None:
    published = directory / "published"
    own = [directory / name for name in ("inbox", "commentary", "editions")]
    for folder in (published, *own):
        folder.mkdir(parents=True)
    home = AUTHORITY_BY_CODE[HOME]
    texts = {
        "jsna.toml": _JSNA_TOML.format(code=home.code, name=home.name),
        "inbox/README.md": _INBOX_README,
        "commentary/README.md": _COMMENTARY_README,
    }
    for name, text in texts.items():
        (directory / name).write_bytes(text.encode("utf-8"))
    write_scenarios_template(directory)
    _write_published(published, world)


def _write_published(published: Path, world: World) -> None:
    files = {
        **write_plans_2025(world),
        **write_plans_2022(world),
        **write_lait_dictionary(),
        **write_neet(world),
        **write_sen_files(world),
        **write_pupils_with_plans(world),
        **write_attainment(world),
        **write_attendance(world),
        **write_destinations(world),
        **write_early_years(world),
        **write_social_care(world),
        **write_pupil_file(world),
        **write_money(world),
        **write_area_files(),
        **write_nhs_files(),
    }
    for name, content in files.items():
        (published / name).write_bytes(content)
    write_lait(world, published)
