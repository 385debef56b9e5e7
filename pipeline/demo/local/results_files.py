"""The results files, as downloaded from Get information about pupils."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from pipeline.demo.geography import AUTHORITY_BY_CODE, HOME
from pipeline.demo.local import giap_headings as headings
from pipeline.demo.local.results import EYFSP, KS2, KS4, PHONICS, Result

FOLDER = "results"
Cells = Mapping[str, object]
_GOALS = "COM_E01 COM_E02 PSE_E03 PSE_E04 PSE_E05 PHY_E06 PHY_E07 LIT_E08 LIT_E09 LIT_E10 MAT_E11"
_KS2_FLAGS = (
    "ELIGREAD ELIGREADTA ELIGWRITTA ELIGMAT ELIGMATTA ELIGREADLA ELIGWRITTALA ELIGMATLA "
    "VALREAD VALWRITTA VALMAT VALRWM SCHRES NATRES NPDDEN_LA NPDDEN_NAT ENDKS"
)
_KS4_FLAGS = "ENDKS SCHRES NATRES NPDDEN_LA NPDNUM_LA ENTBASICS"


def write_results(inbox: Path, stage: str, january: int, rows: Sequence[Result]) -> None:
    """The file of a key stage for the academic year of that January."""
    folder = inbox / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    listed, cells = _LAYOUTS[stage]
    known = {*cells(rows[0], january, 0)}
    pattern = ",".join(f"%({name})s" if name in known else "" for name in listed) + "\n"
    path = folder / f"{stage}_{january - 1}_{january}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(listed) + "\n")
        for number, row in enumerate(rows, start=1):
            file.write(pattern % cells(row, january, number))


def _person(prefix: str, row: Result, january: int, number: int) -> dict[str, object]:
    child, school = row.child, row.school
    year, month, day = child.born.split("-")
    cells: dict[str, object] = {
        "ACADYR": f"{january - 1}/{january}",
        "UPN": row.upn,
        "SURNAME": child.surname,
        "FORENAME": child.forename,
        "FORENAMES": child.forename,
        "DOB": f"{day}/{month}/{year}",
        "SEX": row.sex,
        "LA": school.la_code,
        "LA_9Code": AUTHORITY_BY_CODE[HOME].gss_code_in(january),
        "LA_9CODE": AUTHORITY_BY_CODE[HOME].gss_code_in(january),
        "ESTAB": school.estab,
        "LAESTAB": school.la_code + school.estab,
        "URN": school.urn,
        "VERSION": row.version,
        "PupilMatchingRef": f"ZZPMR{january}{number:06d}",
        "PUPILMATCHINGREF": f"ZZPMR{january}{number:06d}",
    }
    return {prefix + name: cell for name, cell in cells.items()}


def _flag(is_so: bool | None) -> str:
    return "" if is_so is None else str(int(is_so))


def _ks2(row: Result, january: int, number: int) -> Cells:
    met = row.has_met and row.is_eligible
    score = 106 if met else 94
    return {
        **_person("", row, january, number),
        **dict.fromkeys(_KS2_FLAGS.split(), "1"),
        "YEARGRP": "6",
        "LARES": _flag(row.is_in_la_results),
        "ELIGRWM": _flag(row.is_eligible),
        "ELIGRWMLA": _flag(row.is_eligible),
        "RWMEXP": _flag(met),
        "RWMHIGH": _flag(met and row.child.learning > 0.92),
        "READEXP": _flag(met),
        "MATEXP": _flag(met or row.child.learning > 0.6),
        "WRITTAEXP": _flag(met),
        "READOUTCOME": "AS" if met else "NS",
        "MATOUTCOME": "AS" if met or row.child.learning > 0.6 else "NS",
        "WRITTAOUTCOME": "EXS" if met else "WTS",
        "READSCORE": score,
        "MATSCORE": score + 1,
        "SENTYPE": row.sen,
        "FSM": _flag(row.child.meals < 0.2),
        "FSM6": _flag(row.is_fsm6),
        "FSM6_P": _flag(row.is_fsm6),
    }


def _ks4(row: Result, january: int, number: int) -> Cells:
    in_progress_8 = row.progress is not None
    cells = {
        "YEARGRP": "11",
        "LARES": _flag(row.is_in_la_results),
        "ATT8": f"{row.points // 10}.{row.points % 10}",
        "L2BASICS_94": _flag(row.grade >= 4),
        "L2BASICS_95": _flag(row.grade >= 5),
        "GCSE_ENG_94": _flag(row.grade >= 4),
        "GCSE_MATH_94": _flag(row.grade >= 4),
        "INP8CALC": _flag(in_progress_8),
        "P8SCORE": "" if row.progress is None else _hundredths(row.progress),
        "SENK": _flag(row.sen == "K"),
        "SENE": _flag(row.sen == "E"),
        "FEMALE": _flag(row.sex == "F"),
        "FSM": _flag(row.child.meals < 0.2),
        "FSM6": _flag(row.is_fsm6),
        "FSM6_P": _flag(row.is_fsm6),
        **dict.fromkeys(_KS4_FLAGS.split(), "1"),
    }
    named = {f"KS4_{name}": cell for name, cell in cells.items()}
    return {**_person("KS4_", row, january, number), **named}


def _hundredths(number: int) -> str:
    sign, size = ("-" if number < 0 else ""), abs(number)
    return f"{sign}{size // 100}.{size % 100:02d}"


def _eyfsp(row: Result, january: int, number: int) -> Cells:
    goals = {f"FSP_{goal}": "2" if row.has_met else "1" for goal in _GOALS.split()}
    return {
        **_person("FSP_", row, january, number),
        **goals,
        "FSP_GLD": _flag(row.has_met),
        "FSP_NPDPUB": "1",
    }


def _phonics(row: Result, january: int, number: int) -> Cells:
    marks = {"Wa": "36", "Wt": "21"}
    return {
        **_person("Phonics_", row, january, number),
        "Phonics_ID": number,
        "Phonics_NCYEARACTUAL": row.year_group,
        "Phonics_PHONICS_MARK": marks.get(row.outcome, ""),
        "Phonics_PHONICS_OUTCOME": row.outcome,
    }


_LAYOUTS: Mapping[str, tuple[Sequence[str], Callable[[Result, int, int], Cells]]] = {
    KS2: (headings.KS2, _ks2),
    KS4: (headings.KS4, _ks4),
    EYFSP: (headings.EYFSP, _eyfsp),
    PHONICS: (headings.PHONICS, _phonics),
}
