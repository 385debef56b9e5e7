"""How many times as common SEN is in one group of pupils as in others, counted in plain Python."""

from collections import Counter
from collections.abc import Mapping

from pipeline.demo.local.census_download import NEIGHBOURHOODS
from pipeline.demo.local.truth import ALL_SEN, PLAN, SUPPORT, UNKNOWN, WHOLE, Area, Truth

QUINTILES = "IDACI quintile"
MOST_DEPRIVED, LEAST_DEPRIVED = "Quintile 1 (most deprived)", "Quintile 5 (least deprived)"
_TOPICS = ("Ethnic group", "Sex", "Free school meals")
Cells = Counter[tuple[Area, str, str]]


def quintile(rank: int) -> str:
    """The label of the fifth that a rank lies in; 0 is no rank."""
    if not rank:
        return UNKNOWN
    fifth = -(-5 * rank // NEIGHBOURHOODS)
    return {1: MOST_DEPRIVED, 5: LEAST_DEPRIVED}.get(fifth, f"Quintile {fifth}")


def add_ratios(truth: Truth, period: str, everyone: Cells, with_sen: Mapping[str, Cells]) -> None:
    """Add both ratios; `with_sen` has the cells of pupils with an EHC plan and on SEN support."""
    for topic in _TOPICS:
        groups = _groups(everyone, topic)
        for group in groups - {UNKNOWN}:
            others = groups - {UNKNOWN, group}
            for provision in (PLAN, SUPPORT):
                cell = (f"{topic} by SEN provision", f"{group}, {provision}")
                found = with_sen[provision]
                top = _sums(found, everyone, topic, {group})
                bottom = _sums(found, everyone, topic, others)
                _add(truth, "sen_disproportionality", period, cell, top, bottom)
    if not _groups(everyone, QUINTILES):
        return
    for provision, found in (*with_sen.items(), (ALL_SEN, with_sen[PLAN] + with_sen[SUPPORT])):
        top = _sums(found, everyone, QUINTILES, {MOST_DEPRIVED})
        bottom = _sums(found, everyone, QUINTILES, {LEAST_DEPRIVED})
        cell = (f"{QUINTILES} by SEN provision", provision)
        _add(truth, "sen_deprivation_ratio", period, cell, top, bottom)


def _groups(cells: Cells, topic: str) -> set[str]:
    return {group for area, its, group in cells if area == WHOLE and its == topic}


def _sums(found: Cells, everyone: Cells, topic: str, groups: set[str]) -> tuple[int, int]:
    cells = [(WHOLE, topic, group) for group in groups]
    return sum(found[cell] for cell in cells), sum(everyone[cell] for cell in cells)


def _add(
    truth: Truth,
    indicator_id: str,
    period: str,
    cell: tuple[str, str],
    top: tuple[int, int],
    bottom: tuple[int, int],
) -> None:
    if not top[1]:
        return
    if top[0] and bottom[0]:
        value = (top[0] / top[1]) / (bottom[0] / bottom[1])
        truth.add(indicator_id, period, WHOLE, cell, *top, value)
    else:
        truth.add(indicator_id, period, WHOLE, cell, *top, missing="z")
