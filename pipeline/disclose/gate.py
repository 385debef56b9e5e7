"""The gate: what is hidden is published only if no attacker can work it out."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from pipeline.disclose.counts import Key, System
from pipeline.disclose.editions import Known
from pipeline.disclose.judge import Judgement, judge, unproven_limits
from pipeline.disclose.problem import Problem, make_problem
from pipeline.disclose.protect import Protection, protect
from pipeline.disclose.rules import Rules
from pipeline.errors import DisclosureError

_MOST_ROUNDS = 4


@dataclass(frozen=True)
class Secured:
    """A protection that every attacker has tried in vain."""

    protection: Protection
    judgements: tuple[Judgement, ...]
    small: frozenset[Key]  # printed counts that the rule itself hides

    @property
    def hidden(self) -> frozenset[Key]:
        """Give the printed counts that are hidden."""
        return self.protection.hidden


def secure(system: System, rules: Rules, la_code: str, earlier: Known) -> Secured:
    """Give what is hidden of a system; DisclosureError if any of it could be worked out.

    What protects a small count is tried as well: one that could be worked out is protected in turn.
    """
    problem = make_problem(system, rules, la_code, earlier)
    small = frozenset(key for key in problem.target if system.cells[key].is_printed)
    for _ in range(_MOST_ROUNDS):
        protection = _protected(problem)
        judgements = judge(protection)
        bare = {key for found in judgements for key in found.recoverable}
        bare -= problem.target.keys() | problem.known  # known of editions: no longer to protect
        if not bare:
            break
        value = {key: system.cells[key].value for key in bare}
        problem = replace(
            problem, target={**problem.target, **{key: value[key] + 1 for key in bare}}
        )
    stop_unless_safe(protection.problem, protection.unprotected, judgements, earlier)
    return Secured(protection, judgements, small & protection.hidden)


def _protected(problem: Problem) -> Protection:
    """Give what is hidden; of what editions gave away, from whoever has not kept them."""
    protection = protect(problem)
    given_away = problem.target.keys() & (problem.known - problem.anyway)
    if not problem.before or not (protection.unprotected or given_away):
        return protection
    from_others = protect(replace(problem, before={}))
    return replace(from_others, problem=replace(from_others.problem, before=problem.before))


def stop_unless_safe(
    problem: Problem,
    unprotected: Collection[Key],
    judgements: Iterable[Judgement],
    earlier: Known,
) -> None:
    """Raise DisclosureError if a count is not safe: how many, of which tables, and no value."""
    found = tuple(judgements)
    by_site = {key for each in found if not each.attacker.knows_editions for key in _told(each)}
    by_editions = {key for each in found for key in _told(each)} - by_site
    # Of what only protects, an edition may well have printed it: that is not what matters.
    by_editions = by_editions & problem.target.keys() or by_editions
    if by_site or unprotected or unproven_limits(problem):
        keys = by_site | set(unprotected) | unproven_limits(problem)
        raise DisclosureError(
            f"{_counted(keys)} could be worked out although they are hidden",
            remedy="nothing is published; keep this message and build/ inside the council, and "
            "report the message as a fault",
        )
    if by_editions:
        names = [name for name, told in earlier.by_edition.items() if told & by_editions]
        raise DisclosureError(
            f"{_counted(by_editions)} that are hidden today can be worked out with what earlier "
            f"editions printed ({', '.join(names or earlier.by_edition)})",
            remedy="compare editions/ with what was published; what has been printed cannot be "
            "hidden any more, so tell the data protection officer",
        )


def _told(found: Judgement) -> frozenset[Key]:
    return found.recoverable | found.below


def _counted(keys: Collection[Key]) -> str:
    tables = ", ".join(sorted({key[0] for key in keys}))
    count = "1 count" if len(keys) == 1 else f"{len(keys):,} counts"
    return f"{count} of children ({tables})"
