"""Three attackers try what is to be published: what each could work out of what is hidden."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from pipeline.disclose.audit import feasible_ranges
from pipeline.disclose.counts import Key
from pipeline.disclose.editions import Span
from pipeline.disclose.problem import Problem
from pipeline.disclose.protect import Protection

_NEARLY = 1e-6


@dataclass(frozen=True)
class Attacker:
    """Somebody who would work out what is hidden."""

    letter: str
    title: str
    knows: str
    knows_zeros: bool = False
    knows_editions: bool = False


ATTACKERS = (
    Attacker(
        "A",
        "A reader who adds up",
        "Every number of this report, those of departments too, and that no count is below 0.",
    ),
    Attacker(
        "B",
        "A reader who knows the rule",
        "What A knows, and the rule: where zeros are printed, what is hidden is at least 1.",
        knows_zeros=True,
    ),
    Attacker(
        "D",
        "A reader who kept everything",
        "What B knows, and what the earlier editions of this report printed.",
        knows_zeros=True,
        knows_editions=True,
    ),
)


@dataclass(frozen=True)
class Judgement:
    """How far one attacker comes.

    tried        hidden counts, and counts that follow from them
    recoverable  those with one possible value
    below        sensitive ones that could not be as large as the rule demands
    narrowest    the width of the narrowest range; inf where none has two ends
    programs     linear programs solved
    """

    attacker: Attacker
    tried: int
    recoverable: frozenset[Key]
    below: frozenset[Key]
    narrowest: float
    programs: int

    @property
    def is_beaten(self) -> bool:
        """Whether nothing could be worked out."""
        return not self.recoverable and not self.below


def judge(protection: Protection, shown: Collection[Key] | None = None) -> tuple[Judgement, ...]:
    """Let every attacker try.

    `shown` are the counts that are told after all; if nothing is said, those that are not hidden.
    """
    if shown is None:
        cells = protection.problem.system.cells
        shown = {key for key, cell in cells.items() if cell.is_printed} - protection.hidden
    found: list[Judgement] = []
    for attacker in ATTACKERS:
        has_editions = protection.problem.before or protection.problem.kept
        if attacker.knows_editions and found and not has_editions:  # there is no more to know
            found.append(replace(found[-1], attacker=attacker, programs=0))
        else:
            found.append(_judge(protection, frozenset(shown), attacker))
    return tuple(found)


def _judge(protection: Protection, shown: frozenset[Key], attacker: Attacker) -> Judgement:
    problem, cells = protection.problem, protection.problem.system.cells
    hidden = cells.keys() - problem.anyway - shown
    rounded = {key: problem.printed[key] for key in shown & problem.printed.keys()}
    told = {key: span for key, span in rounded.items() if key not in problem.anyway}
    tried = (problem.target.keys() | (protection.hidden - problem.closed)) - problem.anyway
    ranges = feasible_ranges(
        {key: cell.value for key, cell in cells.items() if key not in told},
        [(relation.total, relation.parts) for relation in problem.system.relations],
        {key: _floor(problem, key, attacker) for key in hidden},
        _and_before(told, problem, attacker, hidden),
        tried,
    )
    # What was to be hidden and is shown has its value, or what rounding leaves of it.
    spans = {
        key: ranges.spans.get(key) or told.get(key, (cells[key].value, cells[key].value))
        for key in sorted(tried)
    }
    widths = {key: _width(span, cells[key].is_sum) for key, span in spans.items()}
    return Judgement(
        attacker,
        len(spans),
        frozenset(key for key, width in widths.items() if width <= _NEARLY),
        frozenset(
            key
            for key, span in spans.items()
            if key in problem.target and span[1] < problem.target[key] - _NEARLY
        ),
        min(widths.values(), default=math.inf),
        ranges.programs,
    )


def unproven_limits(problem: Problem) -> frozenset[Key]:
    """Give the counts of which public counts and told zeros do not say what `limits` says.

    Of those nobody could say that hiding is of no use.
    """
    cells = problem.system.cells
    nobody = [key for key in problem.limits if cells[key].value == 0]
    somebody = [key for key in problem.limits if cells[key].value != 0]
    return frozenset(
        {
            *_unproven(problem, nobody, problem.told_of_nobody),
            *_unproven(problem, somebody, problem.told_of_somebody),
        }
    )


def _unproven(problem: Problem, keys: list[Key], known: frozenset[Key]) -> list[Key]:
    if not keys:
        return []
    cells = problem.system.cells
    spans = feasible_ranges(
        {key: cell.value for key, cell in cells.items()},
        [(relation.total, relation.parts) for relation in problem.system.relations],
        {key: min(0.0, problem.floors[key]) for key in cells if key not in known},
        wanted=frozenset(keys),
    ).spans
    found = []
    for key in keys:
        (least, most), (low, high) = problem.limits[key], spans.get(key, (cells[key].value,) * 2)
        high = high if cells[key].is_sum else _whole(high)
        if low < least - _NEARLY or high > most + _NEARLY:
            found.append(key)
    return found


def _whole(high: float) -> float:
    return math.floor(high + _NEARLY) if math.isfinite(high) else high


def _floor(problem: Problem, key: Key, attacker: Attacker) -> float:
    """Give the least that an attacker thinks possible.

    Of a line that is left out nobody knows more than that no count is below 0, unless an earlier
    edition had the sign there.
    """
    floor = problem.floors[key]
    is_told = key not in problem.closed or (attacker.knows_editions and key in problem.kept)
    return floor if is_told and attacker.knows_zeros else min(0.0, floor)


def _and_before(
    told: Mapping[Key, Span], problem: Problem, attacker: Attacker, hidden: Collection[Key]
) -> dict[Key, Span]:
    """Give what is known of counts besides the exact ones."""
    known = dict(told)
    if attacker.knows_editions:
        for key, (least, most) in problem.before.items():
            if key in hidden or key in told:
                low, high = told.get(key, (-math.inf, math.inf))
                known[key] = (max(low, least), min(high, most))
    return known


def _width(span: Span, is_sum: bool) -> float:
    """Give how far apart the ends are; of a count, the whole numbers within them."""
    low, high = span
    if is_sum or not (math.isfinite(low) and math.isfinite(high)):
        return max(high - low, 0.0)
    return max(math.floor(high + _NEARLY) - math.ceil(low - _NEARLY), 0.0)
