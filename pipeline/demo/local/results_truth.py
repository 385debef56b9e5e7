"""Counts the results of an academic year, as docs/local-data.md says."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from pipeline.demo.local.pupil_truth import PupilTruth
from pipeline.demo.local.results import EYFSP, KS2, KS4, PHONICS, Result
from pipeline.demo.local.truth import (
    ALL_SEN,
    NO_SEN,
    NOT_RECORDED,
    PLAN,
    PROVISIONS,
    SUPPORT,
    TOTAL,
    UNKNOWN,
    WHOLE,
    Truth,
    one_of,
)

_SEXES = {"F": "Female", "M": "Male"}
_VERSIONS = ("U", "A", "F")
_NOT_COUNTED = ("L",)  # phonics: left the school
_PROVISION, _NEED, _SEX, _MEALS = "SEN provision", "Primary need", "Sex", "Free school meals"
_KS2_TOPICS = (_PROVISION, _NEED, _SEX, _MEALS)
Cell = tuple[str, str]
Score = Callable[[Result], float | None]


class ResultsTruth:
    """The pupils of one key stage and year, each once, joined to their January."""

    def __init__(self, census: PupilTruth, rows: Sequence[Result]) -> None:
        """`rows` are those of the file, in its order."""
        self._period = census.period
        self._cells: list[tuple[Result, Sequence[Cell]]] = []
        for row in _once(rows):
            self._cells.append((row, _cells(census, row)))

    def finish(self, truth: Truth, stage: str) -> None:
        """Add the figures of the key stage."""
        if stage == KS2:
            self._ks2(truth)
        elif stage == KS4:
            self._ks4(truth)
        elif stage == EYFSP:
            topics = (TOTAL, _PROVISION, _SEX)
            self._add(truth, "eyfsp_good_development", _good_development, topics, 100)
        elif stage == PHONICS:
            topics = (TOTAL, _PROVISION, _SEX)
            self._add(truth, "phonics_expected", _phonics, topics, 100)

    def _ks2(self, truth: Truth) -> None:
        self._add(truth, "ks2_rwm_expected", _ks2_expected, _KS2_TOPICS, 100)
        met, eligible = self._sums(_ks2_expected)
        all_sen = (_PROVISION, ALL_SEN)
        name = "ks2_rwm_expected_all_sen"
        truth.rate(name, self._period, WHOLE, all_sen, met[all_sen], eligible[all_sen])
        without = (_PROVISION, NO_SEN)
        for group in (PLAN, SUPPORT, ALL_SEN):
            cell = (_PROVISION, group)
            if eligible[cell] and eligible[without]:
                rates = [100 * met[one] / eligible[one] for one in (without, cell)]
                gap = rates[0] - rates[1]
                truth.add("ks2_rwm_gap", self._period, WHOLE, cell, None, None, gap)

    def _ks4(self, truth: Truth) -> None:
        topics = (TOTAL, *_KS2_TOPICS)
        self._add(truth, "attainment_8", lambda row: row.points, topics, 1, 10)
        self._add(truth, "progress_8", lambda row: row.progress, (_PROVISION,), 1, 100)
        for grade in (4, 5):
            reached, pupils = self._sums(_reached(grade))
            for (topic, group), number in pupils.items():
                if topic == _PROVISION:
                    cell = (f"Grade {grade} and above by SEN provision", group)
                    name = "english_maths_grade"
                    truth.rate(name, self._period, WHOLE, cell, reached[topic, group], number)

    def _add(
        self,
        truth: Truth,
        indicator_id: str,
        score: Score,
        topics: Sequence[str],
        per: int,
        parts: int = 1,
    ) -> None:
        """Rates or means of a score; `parts` of it make a whole, so that all sums are exact."""
        sums, pupils = self._sums(score)
        for cell, number in pupils.items():
            if cell[0] in topics:
                total = sums[cell] if parts == 1 else sums[cell] / parts
                value = per * sums[cell] / (number * parts)
                truth.add(indicator_id, self._period, WHOLE, cell, total, number, value)

    def _sums(self, score: Score) -> tuple[Mapping[Cell, int], Mapping[Cell, int]]:
        """The sum of a score, and how many pupils have one, by cell."""
        sums, pupils = Counter[Cell](), Counter[Cell]()
        for row, cells in self._cells:
            scored = score(row)
            if scored is not None:
                for cell in cells:
                    sums[cell] += int(scored)
                    pupils[cell] += 1
        return sums, pupils


def _once(rows: Sequence[Result]) -> Iterator[Result]:
    """One row of each pupil: the most final, then the last."""
    kept: dict[str, tuple[int, Result]] = {}
    for number, row in enumerate(rows):
        if not row.is_in_la_results:
            continue
        version = _VERSIONS.index(row.version)
        key = row.upn or f"row {number}"
        if key not in kept or version >= kept[key][0]:
            kept[key] = (version, row)
    return iter([row for _, row in kept.values()])


def _cells(census: PupilTruth, row: Result) -> Sequence[Cell]:
    pupil = census.pupils.get(row.upn) if row.upn else None
    own = row.sen if _has_flag(row) else ""
    provision = pupil.provision if pupil else one_of(PROVISIONS, own)
    cells = [(TOTAL, TOTAL), (_PROVISION, provision), (_SEX, one_of(_SEXES, row.sex))]
    cells.append((_MEALS, _meals(row.is_fsm6)))
    if provision in (PLAN, SUPPORT):
        cells.append((_PROVISION, ALL_SEN))
        cells.append((_NEED, pupil.need if pupil else NOT_RECORDED))
    return cells


def _has_flag(row: Result) -> bool:
    """Only the files of key stages 2 and 4 say who has SEN."""
    return row.year_group in ("6", "11")


def _meals(is_fsm6: bool | None) -> str:
    if is_fsm6 is None:
        return UNKNOWN
    return "Eligible in the last six years" if is_fsm6 else "Not eligible in the last six years"


def _ks2_expected(row: Result) -> float | None:
    return int(row.has_met) if row.is_eligible else None


def _good_development(row: Result) -> float | None:
    return int(row.has_met)


def _phonics(row: Result) -> float | None:
    return None if row.outcome in _NOT_COUNTED else int(row.outcome == "Wa")


def _reached(grade: int) -> Score:
    return lambda row: int(row.grade >= grade)
