"""Chooses what is hidden of a system of counts, and which lines are left out whole for it."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from pipeline.disclose.counts import Key
from pipeline.disclose.observed import with_measure
from pipeline.disclose.problem import Problem, kind_of_line
from pipeline.disclose.suppress import Choice, Hideable, Memory, choose_hidden, reachable

_MOST_ROUNDS = 12
_COST_OF_ZERO = 50.0  # that it is open whether a group is nobody: its line has to go
_NEARLY = 1e-6


@dataclass(frozen=True)
class Protection:
    """What is hidden of a problem, whose `closed` lines are left out whole."""

    problem: Problem
    hidden: frozenset[Key]
    unprotected: tuple[Key, ...]


def protect(problem: Problem, memory: Memory | None = None) -> Protection:
    """Give the counts that are hidden, so that every sensitive one can reach its target.

    Where hiding is not enough, lines are left out whole, those of their groups that are nobody
    too. Of a count whose total is public, and small itself, the site then adds nothing to that.
    What `memory` holds of an earlier call is not solved again.
    """
    memory = {} if memory is None else memory
    for _ in range(_MOST_ROUNDS):
        counts = hideables(problem)
        choice = choose_hidden(counts.cells, counts.sums(), memory)
        if not choice.unprotected:
            break
        steps = (_capped, _opened, _given_up)
        further = (step(problem, choice) for step in steps)
        if (changed := next((each for each in further if each != problem), None)) is None:
            break
        problem = changed
    cells = problem.system.cells
    hidden = {key for key in choice.hidden if key in cells and cells[key].is_printed}
    return Protection(problem, frozenset(hidden | problem.closed), choice.unprotected)


class Hideables:
    """What the suppressor is to choose among. Some counts are a count given, and remainders."""

    def __init__(self, problem: Problem) -> None:
        self.cells: dict[Key, Hideable] = {}
        self._relations = problem.system.relations
        self._true: dict[Key, tuple[Key, ...]] = {}

    def add_remainder(self, key: Key, words: str, remainder: Hideable) -> Key:
        """Say that the true count is this one and a remainder, which is 0 in truth."""
        name = with_measure(key, f"{key[1]}, {words}")
        self.cells[name] = remainder
        if key not in self._true:
            given = self.cells[key]
            self.cells[key] = replace(given, target=None)
            self.cells[_true(key)] = Hideable(given.value, -math.inf, 0.0, given.target)
        self._true[key] = (*self._true.get(key, (key,)), name)
        return name

    def sums(self) -> list[tuple[Key, tuple[Key, ...]]]:
        """Give the relations between the true counts, and what these are made of."""
        return [
            *((_true(key), parts) for key, parts in sorted(self._true.items())),
            *(
                (self._name(relation.total), tuple(map(self._name, relation.parts)))
                for relation in self._relations
            ),
        ]

    def _name(self, key: Key) -> Key:
        return _true(key) if key in self._true else key


def _true(key: Key) -> Key:
    return with_measure(key, f"{key[1]}, in truth")


def hideables(problem: Problem) -> Hideables:
    """Give what the suppressor is to choose among."""
    counts, anyway = Hideables(problem), problem.anyway
    for key, cell in problem.system.cells.items():
        if key in anyway:
            counts.cells[key] = Hideable(cell.value, cost=math.inf)
            continue
        floor, cost, ceiling = problem.floors[key], problem.cost[key], math.inf
        if key in problem.closed or key in problem.kept:
            cost = 0.0
        if key in problem.closed and key not in problem.kept:
            floor = min(0.0, floor)
        if key in problem.before:
            floor, ceiling = max(floor, problem.before[key][0]), problem.before[key][1]
        target = problem.target.get(key)
        counts.cells[key] = Hideable(cell.value, floor, cost, target, ceiling)
        if key in problem.printed and cost and target is None:
            least, most = problem.printed[key]
            give = Hideable(0.0, least - cell.value, 0.0, None, most - cell.value)
            counts.add_remainder(key, "rounded off", give)
    return counts


def _capped(problem: Problem, choice: Choice) -> Problem:
    """Give the problem with targets no higher than what is told anyway allows.

    Hiding can do nothing about what is public. And that there is nobody in a large group, which
    the rule lets be said, says of its parts that there is nobody in them.
    """
    value = {key: cell.value for key, cell in problem.system.cells.items()}
    nobody = [key for key in choice.unprotected if value[key] == 0]
    somebody = [key for key in choice.unprotected if value[key] != 0]
    limits = dict(problem.limits)
    spans = _free_spans(problem, somebody, problem.told_of_somebody)
    spans |= _free_spans(problem, nobody, problem.told_of_nobody)
    for key, (low, high) in sorted(spans.items()):
        most = high if problem.system.cells[key].is_sum else math.floor(high + _NEARLY)
        if most - low <= _NEARLY:
            limits[key] = (value[key], value[key])
        elif most < problem.target[key]:
            limits[key] = (-math.inf, most)
    return replace(problem, limits=limits)


def _free_spans(
    problem: Problem, keys: Collection[Key], fixed: Collection[Key]
) -> dict[Key, tuple[float, float]]:
    """Give how low and how high counts could be if nothing but `fixed` were known."""
    counts = Hideables(problem)
    for key, cell in problem.system.cells.items():
        cost = math.inf if key in fixed else 0.0
        target = problem.target[key] if key in keys else None
        counts.cells[key] = Hideable(cell.value, min(0.0, problem.floors[key]), cost, target)
    return reachable(counts.cells, counts.sums())


def _opened(problem: Problem, choice: Choice) -> Problem:
    """Give the problem with lines left out whole that would tell too much of what is hidden.

    That a group has no row, or that a hidden count is not 0, may limit the others. Of which counts
    it does, a program finds out as it finds what to hide.
    """
    counts = hideables(problem)
    nobody = {key for key in problem.limits if problem.system.cells[key].value == 0}
    # Not those of which it is still asked whether they could be somebody.
    zeros = (problem.zeros | nobody) - problem.target.keys() - problem.closed - problem.public
    tells = {}
    for key, cell in list(counts.cells.items()):
        if key in zeros:
            counts.cells[key] = Hideable(0.0, 0.0, _COST_OF_ZERO)
            tells[key] = key
            continue
        target = cell.target if key in choice.unprotected else None
        cost = 0.0 if key in choice.hidden else cell.cost
        counts.cells[key] = replace(cell, cost=cost, target=target)
        if 0 < cell.floor <= cell.value and math.isfinite(cost):
            not_nobody = Hideable(0.0, -cell.floor, _COST_OF_ZERO, None, 0.0)
            tells[counts.add_remainder(key, "less than one", not_nobody)] = key
    told = choose_hidden(counts.cells, counts.sums()).hidden & tells.keys()
    closed, kinds = set(problem.closed), _lines(problem)
    for key in sorted(tells[found] for found in told):
        if key not in closed:
            closed.update(_cheapest_line(problem, key, kinds, choice.hidden))
    if closed == problem.closed:
        return problem
    # That there is nobody in small groups may now be told no longer.
    limits = {key: span for key, span in problem.limits.items() if key not in nobody}
    return replace(problem, closed=frozenset(closed), limits=limits)


def _given_up(problem: Problem, choice: Choice) -> Problem:
    """Give the problem with whole tables of a period left out, the last that can be done."""
    tables = {(key[0], key[2]) for key in choice.unprotected}
    cells = problem.system.cells
    whole = {key for key in cells if (key[0], key[2]) in tables} - problem.public
    if whole <= problem.closed:
        return problem
    return replace(problem, closed=problem.closed | whole, limits={})  # zeros tell no longer


Lines = dict[Key, list[tuple[Key, ...]]]  # of a count, the lines that it stands in


def _lines(problem: Problem) -> tuple[Lines, Lines]:
    """Give the lines that counts stand in: groups of one topic, and one group in all places."""
    groups: Lines = {}
    for relation in problem.system.relations:
        if kind_of_line(relation) == "groups":
            for part in relation.parts:
                groups.setdefault(part, []).append(relation.parts)
    alike: dict[tuple[str, ...], list[Key]] = {}
    for key in problem.system.cells:
        if key[3] != problem.home:
            alike.setdefault((*key[:3], *key[4:]), []).append(key)
    places = {key: [tuple(line)] for line in alike.values() for key in line if len(line) > 1}
    return groups, places


def _cheapest_line(
    problem: Problem, key: Key, kinds: Iterable[Lines], hidden: Collection[Key]
) -> tuple[Key, ...]:
    """Give the line with this count whose leaving out costs least: groups, places, or itself.

    A count may stand in several: a locality that is an ICB of its own, a group of two tables. They
    all go, as any that stayed would tell that there is nobody.
    """
    found = (_together(key, lines, problem.zeros) for lines in kinds)
    together = [tuple(sorted(line - problem.public)) for line in found if line]

    def cost(line: Iterable[Key]) -> tuple[int, float]:
        # The last edition's sign at a count has told already that it is not 0.
        told = sum(part in problem.kept for part in line)
        return told, sum(problem.cost[part] for part in line if part not in hidden)

    return min(together, key=lambda line: (cost(line), line), default=(key,))


def _together(key: Key, lines: Lines, zeros: frozenset[Key]) -> set[Key]:
    """Give the counts of the lines with this one, and with whoever is nobody in these."""
    found: set[Key] = set()
    waiting = [key]
    while waiting:
        further = {part for line in lines.get(waiting.pop(), ()) for part in line} - found
        found |= further
        waiting += sorted(further & zeros)
    return found
