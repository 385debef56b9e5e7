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
from pipeline.disclose.suppress import Memory
from pipeline.errors import DisclosureError

_MOST_ROUNDS = 4


@dataclass(frozen=True)
class Secured:
    """A protection that every attacker has tried in vain."""

    protection: Protection
    judgements: tuple[Judgement, ...]
    small: frozenset[Key]  # printed counts that the rule itself hides
    earlier: Known

    @property
    def hidden(self) -> frozenset[Key]:
        """Give the printed counts that are hidden."""
        return self.protection.hidden


def secure(system: System, rules: Rules, la_code: str, earlier: Known) -> Secured:
    """Give what is hidden of a system; DisclosureError if any of it could be worked out.

    What protects a small count is tried as well: one that could be worked out is protected in turn.
    """
    problem = make_problem(system, rules, la_code, earlier)
    small = frozenset(key for key in problem.demand if system.cells[key].is_printed)
    memory: Memory = {}
    for _ in range(_MOST_ROUNDS):
        protection = _protected(problem, memory)
        judgements = judge(protection)
        problem = protection.problem
        bare = {key for found in judgements for key in found.recoverable}
        bare -= problem.target.keys() | problem.printed_before
        if not bare:
            break
        # What was hidden before and protects nothing any more may as well be shown.
        more = {key: system.cells[key].value + 1 for key in bare - problem.kept}
        problem = replace(problem, demand={**problem.demand, **more}, kept=problem.kept - bare)
    stop_unless_safe(protection, judgements, earlier)
    return Secured(protection, judgements, small & protection.hidden, earlier)


def _protected(problem: Problem, memory: Memory) -> Protection:
    """Give what is hidden; of what editions gave away, from whoever has not kept them."""
    protection = protect(problem, memory)
    if not protection.unprotected or not problem.before:
        return protection
    from_others = protect(replace(problem, before={}), memory)
    return replace(from_others, problem=replace(from_others.problem, before=problem.before))


def certify(secured: Secured, shown: Collection[Key]) -> Secured:
    """Judge once more, by the counts that figures show in the end; DisclosureError as before.

    The plan may be right and a figure left in place all the same.
    """
    judgements = judge(secured.protection, shown)
    _stop_if_told(secured.protection, judgements, secured.earlier)
    return replace(secured, judgements=judgements)


def stop_unless_safe(
    protection: Protection, judgements: Iterable[Judgement], earlier: Known
) -> None:
    """Raise DisclosureError if a count is not safe: how many, of which tables, and no value."""
    _stop_if_told(protection, judgements, earlier, unproven_limits(protection.problem))


def _stop_if_told(
    protection: Protection,
    judgements: Iterable[Judgement],
    earlier: Known,
    unproven: Collection[Key] = (),
) -> None:
    """Raise it for what an attacker finds, for what is not protected, and for `unproven` limits."""
    found = tuple(judgements)
    by_site = {key for each in found if not each.attacker.knows_editions for key in _told(each)}
    by_editions = {key for each in found for key in _told(each)} - by_site
    # Of what only protects, an edition may well have printed it: that is not what matters.
    by_editions = by_editions & protection.problem.target.keys() or by_editions
    keys = by_site | set(unproven) | (set(protection.unprotected) - by_editions)
    if keys:
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
