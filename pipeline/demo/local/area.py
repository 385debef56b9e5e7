"""The council's own extracts, all of one invented area, and the count of what is in them."""

from pathlib import Path

from pipeline.demo.local.children import Cohorts
from pipeline.demo.local.event_truth import EventTruth
from pipeline.demo.local.extracts import Extracts
from pipeline.demo.local.gias_file import write_gias
from pipeline.demo.local.nccis import winter
from pipeline.demo.local.nccis_files import write_month
from pipeline.demo.local.nccis_truth import WinterTruth
from pipeline.demo.local.people import PlanPeople, plan_people
from pipeline.demo.local.places import write_localities
from pipeline.demo.local.plan_truth import plan_truth
from pipeline.demo.local.results import AGES, Exams
from pipeline.demo.local.results_files import write_results
from pipeline.demo.local.results_truth import ResultsTruth
from pipeline.demo.local.roster import Roster
from pipeline.demo.local.school_returns import SchoolReturns
from pipeline.demo.local.schools import PRIMARY, School, local_schools, other_establishments
from pipeline.demo.local.sen2_files import write_sen2
from pipeline.demo.local.truth import Area, Truth, areas_of
from pipeline.demo.world import World
from pipeline.progress import Progress, Silent

TRUTH_FILE = "truth.json"
_README = """\
# inbox

The council's own extracts, in the layouts that councils really hold. All of it is made up: every
name begins with Zz, and no number or postcode is anybody's.

| folder or file | what it is |
|---|---|
| school_census/ | School Census, COLLECT Blade export: a folder (once a zip file) per return |
| census_download/ | download of the last School Census, which says how deprived homes are |
| sen2/ | SEN2 returns, person level |
| results/ | pupil-level results of key stages 2 and 4, the foundation stage and phonics |
| nccis/ | what young people of 16 and over do, one file per month |
| localities.csv | the localities and ICB areas that the partnership plans by |

A little of what is wrong in real extracts is planted on purpose: pupils on roll twice, missing and
temporary pupil numbers, two primary needs, an early delivery beside the final one, and more.
`truth.json`, beside this folder, says what should be counted.
"""


def write_local(
    directory: Path, extracts: Extracts, world: World, progress: Progress | None = None
) -> None:
    """Fill `inbox/`, add the list of establishments, and write what should be counted.

    `world` is the published one of an area with so many pupils.
    """
    progress = progress or Silent()
    truth = Truth()
    pupils = extracts.pupils
    people = plan_people(pupils, extracts.years, world)
    home = local_schools(pupils)
    inbox = directory / "inbox"
    inbox.mkdir(exist_ok=True)
    (inbox / "README.md").write_bytes(_README.encode("utf-8"))
    listed = _listed(home)
    write_localities(
        inbox / "localities.csv", [(one.urn, one.locality_code, one.icb_code) for one in listed]
    )
    write_gias(directory / "published", (*home, *other_establishments()))
    _write_pupils(inbox, pupils, world, people, truth, progress)
    progress.note("SEN2 returns")
    write_sen2(inbox, people, extracts.sen2_form)
    plan_truth(people, truth)
    truth.write(directory / TRUTH_FILE)


def _listed(home: tuple[School, ...]) -> list[School]:
    """The schools that the list of localities names: one primary school was forgotten."""
    primary = [school for school in home if school.phase == PRIMARY]
    forgotten = primary[-1].urn if len(primary) > 1 else ""
    return [school for school in home if school.urn != forgotten]


def _school_areas(home: tuple[School, ...]) -> dict[str, tuple[Area, ...]]:
    listed = {school.urn for school in _listed(home)}
    return {
        one.urn: areas_of(one.locality_code, one.icb_code)
        if one.urn in listed
        else areas_of("", "")
        for one in home
    }


def _write_pupils(
    inbox: Path, pupils: int, world: World, people: PlanPeople, truth: Truth, progress: Progress
) -> None:
    home = local_schools(pupils)
    areas = _school_areas(home)
    events, cohorts = EventTruth(areas), Cohorts()
    roster, exams = Roster(pupils, world, cohorts), Exams(world, cohorts, pupils)
    returns = SchoolReturns(inbox, home, areas, people.januaries, truth, events)
    for january in people.januaries:
        progress.note(f"School Census, January {january}")
        on_roll, census = returns.january(roster, people, january)
        for stage in AGES:
            rows = exams.sit(stage, january, on_roll)
            if rows:
                write_results(inbox, stage, january, rows)
                ResultsTruth(census, rows).finish(truth, stage)
        months = WinterTruth(january)
        for month, activities in winter(january, pupils, cohorts, people):
            write_month(inbox, january, month, activities)
            months.add(month, activities)
        months.finish(truth)
    events.finish_absence(truth)
