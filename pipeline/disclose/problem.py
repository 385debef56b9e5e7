"""The system of counts under a rule: what is small, what may be hidden, and at what cost."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from pipeline.disclose.counts import Cell, Key, System, Use
from pipeline.disclose.rules import Rules
from pipeline.disclose.suppress import Hideable

# What hiding a count costs the reader: headline totals go last.
_COST_OF_TOTAL = 1000.0
_COST_OF_PLACE = 30.0
_COST_OF_GROUP = 3.0
_COST_REMEMBERED = 0.01  # of what was hidden in the last edition, of its cost

_TOTAL = "Total"


@dataclass(frozen=True)
class Problem:
    """What the suppressor is given, and which counts the rule itself hides.

    small    printed counts that the rule hides
    target   what each sensitive count must be able to be, printed or not
    floors   the least that an outsider who knows the rule holds a count to be, once it is hidden
    known    counts that no hiding protects: zeros, and what a department or an edition has printed
    """

    cells: Mapping[Key, Hideable]
    small: frozenset[Key]
    target: Mapping[Key, float]
    floors: Mapping[Key, float]
    known: frozenset[Key]


def make_problem(
    system: System,
    rules: Rules,
    la_code: str,
    earlier: Mapping[Key, float],
    remembered: Collection[Key] = (),
) -> Problem:
    """Give the problem of a system; `earlier` editions printed these values of its cells."""
    if rules.hides_nothing:
        return Problem({}, frozenset(), {}, {}, frozenset(system.cells))
    targets = _targets(system, rules)
    uncertain = _may_be_hidden_zeros(system.uses, system.cells, rules)
    known = _known(system, earlier, targets)
    floors = {key: _floor(cell, rules, key in uncertain) for key, cell in system.cells.items()}
    cells = {}
    for key, cell in system.cells.items():
        cost = math.inf if key in known else _cost(cell, la_code)
        if key in remembered:
            cost *= _COST_REMEMBERED
        target = targets.get(key) if key not in known else None
        cells[key] = Hideable(cell.value, floors[key], cost, target)
    small = frozenset(key for key in targets if system.cells[key].is_printed)
    protected = {key: target for key, target in targets.items() if key not in known}
    return Problem(cells, small, protected, floors, known)


def _targets(system: System, rules: Rules) -> dict[Key, float]:
    """Give every sensitive count with the value that it must be able to have."""
    enough = rules.threshold + 1.0
    targets: dict[Key, float] = {}
    for key, cell in system.cells.items():
        if cell.is_printed and not cell.is_sum and _is_small(cell.value, rules):
            targets[key] = enough
    for use in system.uses:
        for key in _sensitive_in(use, system.cells, rules):
            targets[key] = max(enough, targets.get(key, 0.0))
        for key in _sums_of_few(use, system.cells, rules):
            # One more child of the kind: nobody gets the sum of the others by subtracting one.
            cell, children = system.cells[key], system.cells[use.group or key].value
            targets[key] = cell.value + max(abs(cell.value) / max(children, 1.0), 1.0)
    return targets


def _is_small(value: float, rules: Rules) -> bool:
    if value == 0:
        return not rules.print_zeros
    return 0 < value < rules.threshold + 1


def _sensitive_in(use: Use, cells: Mapping[Key, Cell], rules: Rules) -> Iterator[Key]:
    """Give what a figure tells of too few: those it counts, and those it leaves out."""
    for key in (use.numerator, use.rest):
        if key is None or cells[key].is_sum or use.group is None:
            continue
        value, children = cells[key].value, cells[use.group].value
        if key == use.rest and _is_small(value, rules) and value > 0:
            yield key
        elif use.rest is not None and value == 0 and 0 < children < rules.group_of:
            yield key
        elif key == use.numerator and 0 < children < rules.least_group and value <= rules.threshold:
            yield key


def _sums_of_few(use: Use, cells: Mapping[Key, Cell], rules: Rules) -> Iterator[Key]:
    least = max(rules.least_group, rules.threshold + 1)
    if use.group is not None and 0 < cells[use.group].value < least:
        for key in (use.numerator, use.denominator):
            if key is not None and cells[key].is_sum:
                yield key


def _may_be_hidden_zeros(
    uses: tuple[Use, ...], cells: Mapping[Key, Cell], rules: Rules
) -> frozenset[Key]:
    """Give the counts whose zero the rule would hide: of them nobody knows that they are not 0."""
    least = max(rules.least_group, rules.group_of)
    return frozenset(
        use.numerator
        for use in uses
        if use.numerator and use.rest and use.group and cells[use.group].value < least
    )


def _known(
    system: System, earlier: Mapping[Key, float], targets: Collection[Key]
) -> frozenset[Key]:
    """Give what no hiding protects."""
    printed_before = {
        key
        for key, value in earlier.items()
        if key in system.cells and math.isclose(value, system.cells[key].value, abs_tol=1e-6)
    }
    # A group without a row among rows that are printed is known to be nobody.
    printed_lines = {_line(key) for key, cell in system.cells.items() if cell.is_printed}
    zeros = {
        key
        for key, cell in system.cells.items()
        if cell.value == 0 and key not in targets and _line(key) in printed_lines
    }
    return frozenset({*system.public, *printed_before, *zeros})


def _line(key: Key) -> tuple[str, str, str, str, str]:
    """Give what the groups of one line of a table have in common."""
    table, measure, period, area, topic, _ = key
    return table, measure, period, area, topic


def _floor(cell: Cell, rules: Rules, is_uncertain: bool) -> float:
    if cell.is_sum:
        return 0.0 if cell.value >= 0 else -math.inf
    has_printed_zeros = rules.print_zeros and cell.is_printed and not is_uncertain
    return min(1.0, cell.value) if has_printed_zeros else min(0.0, cell.value)


def _cost(cell: Cell, la_code: str) -> float:
    if not cell.is_printed:
        return 0.0
    _, _, _, area_code, topic, _ = cell.key
    is_home = area_code == la_code
    if topic == _TOTAL:
        return _COST_OF_TOTAL if is_home else _COST_OF_PLACE
    return _COST_OF_GROUP if is_home else 1.0
