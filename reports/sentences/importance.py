"""Which facts of a chapter come first (docs/methods.md, "Which points come first")."""

from collections.abc import Iterable

from reports.comparison import Beside
from reports.facts import Fact

DIFFERENT, CHANGED, MOVING, JUDGED, VALUE_ONLY = range(5)


def in_order(facts: Iterable[Fact]) -> list[Fact]:
    """Give the facts with the most important first; those of a kind keep the catalogue's order."""
    return sorted(facts, key=importance)


def importance(fact: Fact) -> tuple[bool, int, int, bool, float]:
    """Give the key by which facts are ordered: the smallest first.

    Published figures come before the council's own, which have no other councils beside them. Then
    what is certain: judged different, then changed by more than chance, then a clear trend, then
    judged and not different, then a value alone or one whose recording may have changed. Then how
    large the difference is beside how much councils differ, in whole steps; then figures that can
    be better or worse; then how far the area is from the middle of its neighbours.
    """
    row = judged(fact)
    size = int(abs(row.z_score)) if row and row.z_score and not fact.suspected else 0
    has_polarity = fact.indicator.polarity in ("higher_better", "lower_better")
    certainty = _certainty(fact, row)
    return (fact.indicator.is_own, certainty, -size, not has_polarity, -_from_the_middle(fact))


def judged(fact: Fact) -> Beside | None:
    """Give the comparison by which the fact is judged: England, or the council for a locality."""
    rows = (fact.beside("england"), fact.beside("area"))
    return next((row for row in rows if row and row.is_different is not None), None)


def has_changed(fact: Fact) -> bool:
    """Whether the change since the period before may be told, and chance does not explain it."""
    row = fact.beside("previous")
    return bool(row and row.is_different) and not fact.is_break


def _certainty(fact: Fact, row: Beside | None) -> int:
    if fact.suspected:
        return VALUE_ONLY
    if row is not None and row.is_different:
        return DIFFERENT
    if has_changed(fact):
        return CHANGED
    if fact.trend is not None and fact.trend.is_clear:
        return MOVING
    return JUDGED if row is not None else VALUE_ONLY


def _from_the_middle(fact: Fact) -> float:
    """Give 1 for the first or last of the neighbours, 0 for the middle or where none are ranked."""
    row = fact.beside("neighbours")
    if row is None or row.area_rank is None or not row.rank_of or row.rank_of < 2:
        return 0.0
    middle = (row.rank_of + 1) / 2
    return abs(row.area_rank - middle) / (row.rank_of - middle)
