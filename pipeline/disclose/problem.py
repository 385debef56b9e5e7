"""The system of counts under a rule: what is small, what may be hidden, and at what cost."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pipeline.disclose.counts import Cell, Key, Relation, System, Use
from pipeline.disclose.editions import Known, Span
from pipeline.disclose.observed import TOTAL, line_of
from pipeline.disclose.rules import Rules

# What hiding a count costs the reader: headline totals go last.
_COST_OF_TOTAL = 1000.0
_COST_OF_PLACE = 30.0
_COST_OF_GROUP = 3.0

_NEARLY = 1e-6


@dataclass(frozen=True)
class Problem:
    """What is to be protected, and from whom.

    demand    what each sensitive count must be able to be by the rule, printed or not
    floors    the least that an outsider who knows the rule holds a count to be, once it is hidden
    public    counts that no hiding protects: what a department publishes, and what follows
    before    what earlier editions tell of other counts: between what they lie
    zeros     counts of nobody: their groups have no row, or a row that says 0
    printed   of a count that is shown, between what it then is known to lie, if not exactly
    cost      what hiding a count costs the reader; 0 of what is not printed
    home      the code of the area
    kept      counts that the last edition hid, and are hidden again: two patterns of the same
              counts tell more than one
    closed    counts of lines that are left out whole, zeros and all
    limits    of sensitive counts, between what they lie whatever is hidden: what public counts and
              the zeros that are told leave
    """

    system: System
    demand: Mapping[Key, float]
    floors: Mapping[Key, float]
    public: frozenset[Key]
    before: Mapping[Key, Span]
    zeros: frozenset[Key]
    printed: Mapping[Key, Span]
    cost: Mapping[Key, float]
    home: str
    kept: frozenset[Key] = frozenset()
    closed: frozenset[Key] = frozenset()
    limits: Mapping[Key, Span] = field(default_factory=dict)

    @cached_property
    def target(self) -> dict[Key, float]:
        """Give what each sensitive count must be able to be: no more than its limit allows."""
        return {
            key: min(most, self.limits.get(key, (0.0, most))[1])
            for key, most in self.demand.items()
            if key not in self.anyway
        }

    @cached_property
    def anyway(self) -> frozenset[Key]:
        """Give the counts that are known to whoever reads this report alone."""
        determined = [key for key, span in self.limits.items() if span[1] - span[0] <= _NEARLY]
        return frozenset({*self.public, *determined, *(self.zeros - self.closed)})

    @property
    def printed_before(self) -> frozenset[Key]:
        """Give the counts of which an edition printed the number."""
        return frozenset(key for key, (low, high) in self.before.items() if high - low <= _NEARLY)

    @property
    def told_of_nobody(self) -> frozenset[Key]:
        """Give what says of groups that they are nobody, whatever is hidden.

        That is what is public, and the zeros of groups that are not small, which the rule lets be
        told: if nobody of two hundred is without a need, nobody of the eight aged 22 is.
        """
        told = {key for use in self.system.uses for key in (use.numerator, use.rest)}
        return self.public | ((self.zeros & told) - self.closed)

    @property
    def told_of_somebody(self) -> frozenset[Key]:
        """Give what says how many others are: what is public, and that there is nobody at all.

        Other zeros say so too, but their lines can be left out.
        """
        everywhere = {key for key in self.zeros if key[3] == self.home and key[4] == TOTAL}
        return self.public | (everywhere - self.closed)


def kind_of_line(relation: Relation) -> str | None:
    """Give whether the parts are the 'groups' of one topic or one group in several 'places'."""
    if len(relation.parts) > 1:
        if len({key[:5] for key in relation.parts}) == 1:
            return "groups"
        if len({(key[:3], key[4:]) for key in relation.parts}) == 1:
            return "places"
    return None


def make_problem(system: System, rules: Rules, la_code: str, earlier: Known) -> Problem:
    """Give the problem of a system; `earlier` is what editions before this one told."""
    public = _follows(system.relations, frozenset(system.public))
    demand = {key: most for key, most in _demands(system, rules).items() if key not in public}
    somebody = frozenset(_with_a_row_only_if_somebody(system.uses))
    uncertain = _may_be_hidden_zeros(system.uses, system.cells, rules)
    zeros = _zeros(system.cells, demand)
    return Problem(
        system=system,
        demand=demand,
        floors={
            key: _floor(cell, key in somebody or (rules.print_zeros and key not in uncertain))
            for key, cell in system.cells.items()
        },
        public=public,
        before=_whole(earlier.spans, system.cells, public),
        zeros=zeros,
        printed=_rounded(system.cells, rules, public | zeros),
        cost={key: _cost(cell, la_code) for key, cell in system.cells.items()},
        home=la_code,
        kept=(earlier.remembered & system.cells.keys()) - public - zeros
        if rules.threshold
        else frozenset(),
    )


def _demands(system: System, rules: Rules) -> dict[Key, float]:
    """Give every sensitive count with the value that it must be able to have."""
    if not rules.threshold:
        return {}
    enough = rules.threshold + 1.0
    demands: dict[Key, float] = {}
    for key, cell in system.cells.items():
        if cell.is_printed and not cell.is_sum and _is_small(cell.value, rules):
            demands[key] = enough
    for use in system.uses:
        for key in _sensitive_in(use, system.cells, rules):
            demands[key] = max(enough, demands.get(key, 0.0))
        for key in _sums_of_few(use, system.cells, rules):
            # One more child of the kind: nobody gets the sum of the others by subtracting one.
            cell, children = system.cells[key], system.cells[use.group or key].value
            demands[key] = cell.value + max(abs(cell.value) / max(children, 1.0), 1.0)
    return demands


def _is_small(value: float, rules: Rules) -> bool:
    if value == 0:
        return not rules.print_zeros
    return 0 < value < rules.threshold + 1


def _sensitive_in(use: Use, cells: Mapping[Key, Cell], rules: Rules) -> Iterator[Key]:
    """Give what a figure tells of too few: those it counts, and those it leaves out."""
    children = cells[use.group].value if use.group is not None else 0.0
    tells_none = use.rest is not None and 0 < children < rules.group_of
    for key in (use.numerator, use.rest):
        if key is None or use.group is None or cells[key].is_sum:
            continue
        value = cells[key].value
        is_small = 0 < value <= rules.threshold
        is_of_few = value <= rules.threshold and 0 < children < rules.least_group
        if (value == 0 and tells_none) or (is_small if key == use.rest else is_of_few):
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


def _with_a_row_only_if_somebody(uses: tuple[Use, ...]) -> Iterator[Key]:
    """Give the counts that are not 0 if they have a row, hidden or not: rates are of somebody.

    So are the groups that a total is split into: a group that is nobody has no share.
    """
    for use in uses:
        if use.denominator is not None:
            yield use.denominator
            if use.numerator is not None and use.numerator[:4] == use.denominator[:4]:
                yield use.numerator


def _follows(relations: tuple[Relation, ...], public: frozenset[Key]) -> frozenset[Key]:
    """Give what is public, and whatever is the only unknown of a sum of it."""
    known = set(public)
    before = -1
    while before < len(known):
        before = len(known)
        for relation in relations:
            unknown = [key for key in (relation.total, *relation.parts) if key not in known]
            if len(unknown) == 1:
                known.update(unknown)
    return frozenset(known)


def _zeros(cells: Mapping[Key, Cell], demands: Collection[Key]) -> frozenset[Key]:
    """Give the counts of nobody: a group without a row among rows that are printed is one."""
    lines = {line_of(key) for key, cell in cells.items() if cell.is_printed}
    return frozenset(
        key
        for key, cell in cells.items()
        if cell.value == 0 and key not in demands and line_of(key) in lines
    )


def _floor(cell: Cell, is_somebody_if_hidden: bool) -> float:
    if cell.is_sum:
        return 0.0 if cell.value >= 0 else -math.inf
    least = 1.0 if cell.is_printed and is_somebody_if_hidden else 0.0
    return min(least, cell.value)


def _whole(
    spans: Mapping[Key, Span], cells: Mapping[Key, Cell], public: Collection[Key]
) -> dict[Key, Span]:
    """Give the spans of what is not public, of counts to the whole numbers within them."""
    return {
        key: span if cells[key].is_sum else _inwards(*span)
        for key, span in spans.items()
        if key not in public
    }


def _inwards(least: float, most: float) -> Span:
    return math.ceil(least - _NEARLY), math.floor(most + _NEARLY)


def _rounded(cells: Mapping[Key, Cell], rules: Rules, exact: Collection[Key]) -> dict[Key, Span]:
    """Give between what each count lies that is printed rounded; small ones never are."""
    if not rules.rounding:
        return {}
    half, spans = rules.rounding / 2, {}
    for key, cell in cells.items():
        if cell.is_printed and key not in exact:
            shown = rounded(cell.value, rules.rounding)
            span = (shown - half, shown + half)
            if not cell.is_sum:
                # What lies halfway is rounded up: the end above is not one of these.
                least, most = math.ceil(span[0]), math.ceil(span[1]) - 1
                span = (max(least, min(rules.threshold + 1.0, cell.value)), most)
            spans[key] = span
    return spans


def rounded(value: float, base: int) -> float:
    """Give the nearest multiple of the base; halves go up."""
    return math.floor(value / base + 0.5) * float(base)


def _cost(cell: Cell, la_code: str) -> float:
    if not cell.is_printed:
        return 0.0
    _, _, _, area_code, topic, _ = cell.key
    is_home = area_code == la_code
    if topic == TOTAL:
        return _COST_OF_TOTAL if is_home else _COST_OF_PLACE
    return _COST_OF_GROUP if is_home else 1.0
