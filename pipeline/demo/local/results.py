"""What the pupils of a January achieve in the summer after: the rows of four results files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from random import Random

from pipeline.demo import school_census as published
from pipeline.demo.chance import rounded, stream
from pipeline.demo.cohorts import Counts
from pipeline.demo.geography import HOME
from pipeline.demo.local.children import MAIN, Child, Cohorts, cohort_of
from pipeline.demo.local.enrolments import Enrolment
from pipeline.demo.local.schools import School
from pipeline.demo.results import WITHOUT_TESTS
from pipeline.demo.world import World

KS2, KS4, EYFSP, PHONICS = "ks2", "ks4", "eyfsp", "phonics"
AGES: Mapping[str, int] = {EYFSP: 4, PHONICS: 5, KS2: 10, KS4: 15}
_YEAR_GROUPS = {EYFSP: "R", PHONICS: "1", KS2: "6", KS4: "11"}
_NO_PROGRESS_8 = (2020, 2021, 2025)
FINAL, AMENDED, UNAMENDED = "F", "A", "U"
_GROUPS = {"E": published.PLAN, "K": published.SUPPORT, "N": published.NONE}
_OF_OTHERS = {"E": 0.1, "K": 0.35, "N": 0.75}  # where the published world has nobody
_POINTS_OF_OTHERS = {"E": 150, "K": 330, "N": 500}  # tenths


@dataclass(slots=True)
class Result:
    """One row of a results file."""

    child: Child
    school: School
    upn: str
    sex: str
    sen: str  # the file's own flag: N, K, E
    is_fsm6: bool | None
    version: str
    is_in_la_results: bool = True
    is_eligible: bool = True  # KS2: ELIGRWM
    has_met: bool = False  # KS2: RWMEXP; EYFSP: good development
    outcome: str = ""  # phonics; of EYFSP and KS2 blank
    points: int = 0  # tenths of a point of Attainment 8
    grade: int = 0  # the lower of English and maths
    progress: int | None = None  # hundredths; none where the pupil is not in Progress 8
    year_group: str = ""


@dataclass(frozen=True)
class Exams:
    """Sits the pupils of each January; `cohorts` give those who come after it."""

    world: World
    cohorts: Cohorts
    pupils: int
    _spare: dict[str, School] = field(default_factory=dict)

    def sit(self, stage: str, january: int, on_roll: Sequence[Enrolment]) -> list[Result]:
        """The rows of a key stage in the academic year of that January, in the file's order."""
        if january in WITHOUT_TESTS and stage != KS4:
            return []
        rng = stream("results", stage, january)
        rates = _rates(stage, self.world, january)
        rows = [
            _sat(rng, stage, january, one.child, one.school, one.provision, rates)
            for one in on_roll
            if one.year_group == _YEAR_GROUPS[stage] and one.status in ("C", "M")
        ]
        if not rows:
            return rows
        for child in self._newcomers(stage, january):
            school = rows[rng.randrange(len(rows))].school
            rows.append(
                _sat(rng, stage, january, child, school, "K" if rng.random() < 0.2 else "N", rates)
            )
        return _planted(rng, stage, rows)

    def _newcomers(self, stage: str, january: int) -> Sequence[Child]:
        """Children who came after the census: far down their cohort's list."""
        number = 2 + self.pupils // 4_000
        cohort = cohort_of(january, AGES[stage])
        return self.cohorts.children(cohort, MAIN, self.pupils // 8, number)


def _rates(stage: str, world: World, january: int) -> Mapping[str, float]:
    """The share of each provision's pupils who reach the standard, or their mean points."""
    if stage == KS4:
        counts = world.results[KS4][HOME, january]
        return {code: _points(counts, code) for code in _GROUPS}
    counts = world.results["ks2" if stage == KS2 else "phonics"][HOME, january]
    easier = 0.85 if stage == EYFSP else 1.0
    return {code: easier * _share(counts, code) for code in _GROUPS}


def _share(counts: Counts, code: str) -> float:
    eligible = counts["eligible", _GROUPS[code]]
    return counts["met", _GROUPS[code]] / eligible if eligible else _OF_OTHERS[code]


def _points(counts: Counts, code: str) -> float:
    group = _GROUPS[code]
    pupils = counts["pupils", group, "Boys"] + counts["pupils", group, "Girls"]
    points = counts["points", group, "Boys"] + counts["points", group, "Girls"]
    return points / pupils if pupils else _POINTS_OF_OTHERS[code]


def _sat(
    rng: Random,
    stage: str,
    january: int,
    child: Child,
    school: School,
    provision: str,
    rates: Mapping[str, float],
) -> Result:
    known = provision if provision in rates else "N"
    flag = known if rng.random() > 0.03 else "NKE"[rng.randrange(3)]
    luck = 0.8 * child.learning + 0.2 * rng.random()
    row = Result(
        child=child,
        school=school,
        upn=child.upn,
        sex=child.sex,
        sen=flag,
        is_fsm6=child.meals < 0.24,
        version=FINAL if january < 2025 else AMENDED,
        year_group=_YEAR_GROUPS[stage],
    )
    if stage == KS4:
        _take_gcses(rng, row, rates[known], luck, january)
        return row
    row.has_met = luck > _bar(rates[known])
    if stage == PHONICS:
        row.outcome = _phonics_outcome(rng, row.has_met, known)
    return row


def _bar(share: float) -> float:
    """The `luck` above which about that share of pupils lies: luck is commonest in the middle."""
    away = 0.5 - share
    return 0.5 + away * (0.53 + 0.32 * abs(away))


def _phonics_outcome(rng: Random, has_met: bool, provision: str) -> str:
    if has_met:
        return "Wa"
    chance = rng.random()
    for outcome, share in (("D", 0.3 if provision == "E" else 0.03), ("A", 0.02), ("L", 0.01)):
        if chance < share:
            return outcome
        chance -= share
    return "Q" if chance < 0.002 else "Wt"


def _take_gcses(rng: Random, row: Result, mean: float, luck: float, january: int) -> None:
    spread = 3.8 * luck * luck if row.sen == "E" else 0.15 + 1.7 * luck
    row.points = min(max(rounded(mean * spread), 0), 900)
    row.grade = min(max(row.points // 95 + rng.randrange(-1, 2), 0), 9)
    if january not in _NO_PROGRESS_8 and rng.random() > 0.05:
        by_provision = {"E": -110, "K": -43, "N": 8}.get(row.sen, 0)
        row.progress = by_provision + rounded(300 * (luck - 0.5))


def _planted(rng: Random, stage: str, rows: list[Result]) -> list[Result]:
    """The rows, with what is wrong in real files: earlier versions, pupils of nobody, blanks."""
    number = 1 + len(rows) // 400
    picked: Iterator[int] = iter(rng.sample(range(len(rows)), min(8 * number, len(rows))))
    taken = list(picked)
    for index in taken[:number]:
        rows[index].is_in_la_results = stage not in (KS2, KS4)
    for index in taken[number : 2 * number]:
        rows[index].upn = ""
    for index in taken[2 * number : 3 * number]:
        rows[index].is_fsm6 = None
    for index in taken[3 * number : 4 * number]:
        rows[index].sex = ""
    for index in taken[7 * number :]:
        rows[index].is_eligible = stage != KS2
    others = [taken[start * number : (start + 1) * number] for start in (4, 5, 6)]
    unamended = [_changed(rows[index], UNAMENDED) for index in others[0]]
    amended = [_changed(rows[index], AMENDED) for index in others[1]]
    again = [_changed(rows[index], rows[index].version) for index in others[2]]
    for index in others[1]:
        rows[index].version = FINAL
    # Of two rows of one version the last counts; those of older versions may stand anywhere.
    return [*unamended, *rows[:1], *amended, *rows[1:], *again]


def _changed(row: Result, version: str) -> Result:
    """The same pupil with another result."""
    return replace(
        row,
        version=version,
        has_met=not row.has_met,
        outcome=("Wt" if row.has_met else "Wa") if row.outcome else "",
        points=max(row.points - 15, 0),
        grade=max(row.grade - 1, 0),
    )
