"""Which counts each own figure is made of, as the catalogue's `own_counts` say.

Nothing is taken on trust: a figure without an entry, or whose numerator, denominator or value does
not come out of the counts that its entry names, stops the build.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pipeline.disclose.counts import Key, Use
from pipeline.disclose.observed import TOTAL, Figure, Observed, line_of, with_measure
from pipeline.errors import DisclosureError
from pipeline.own_counts import OTHERS, OwnCounts

_CROSSED = " by SEN provision"
_UNKNOWN = "Unknown"
_CLOSE = 1e-9


@dataclass(frozen=True)
class Lineage:
    """The uses, in the order of the figures, and the counts that no observation holds."""

    uses: tuple[Use, ...]
    gathered: Mapping[Key, tuple[Key, ...]]  # the groups that a ratio compares with, together
    sums: Mapping[tuple[str, str], str]  # (table, measure) of a sum: the measure of the children


def trace(
    figures: Iterable[Figure],
    own_counts: Mapping[str, tuple[OwnCounts, ...]],
    observed: Observed,
) -> Lineage:
    """What each figure is made of; DisclosureError where it is not what its entry says."""
    gathered: dict[Key, tuple[Key, ...]] = {}
    sums: dict[tuple[str, str], str] = {}
    uses = []
    for figure in figures:
        entry = _entry(figure, own_counts.get(figure.indicator_id, ()))
        sums.update(entry.sums)
        uses.append(_use(figure, entry, observed, gathered))
    return Lineage(tuple(uses), gathered, sums)


def rest_key(total: Key, part: Key) -> Key:
    """The key of what is left of a total without one part of it."""
    if total[4:] == part[4:]:
        measure = f"{total[1]} less {part[1]}"
    elif total[5] == TOTAL:
        measure = f"{total[1]} in total less {part[1]}"
    else:
        measure = f"{total[1]} of {total[5]} less {part[1]}"
    return with_measure(part, measure)


def _entry(figure: Figure, entries: tuple[OwnCounts, ...]) -> OwnCounts:
    for entry in entries:
        if entry.topics and figure.breakdown_topic not in entry.topics:
            continue
        if entry.by_provision is None or _is_crossed(figure, entry.by_provision):
            return entry
    raise DisclosureError(
        f"the catalogue does not say which counts an own figure of {figure.indicator_id} is of",
        remedy="give the indicator's entry `own_counts` that fit each of its breakdowns",
    )


def _is_crossed(figure: Figure, provision: str) -> bool:
    return figure.breakdown_topic.endswith(_CROSSED) and (
        figure.breakdown == provision or figure.breakdown.endswith(f", {provision}")
    )


def _position(figure: Figure, entry: OwnCounts) -> tuple[str, str]:
    """The topic and breakdown of the figure's counts."""
    if entry.by_provision is None:
        return entry.topic or figure.breakdown_topic, entry.breakdown or figure.breakdown
    return (
        entry.topic or figure.breakdown_topic.removesuffix(_CROSSED),
        entry.breakdown or figure.breakdown.removesuffix(f", {entry.by_provision}"),
    )


def _use(
    figure: Figure, entry: OwnCounts, observed: Observed, gathered: dict[Key, tuple[Key, ...]]
) -> Use:
    topic, breakdown = _position(figure, entry)
    place = (figure.time_period, figure.area_code, topic, breakdown)
    part: Key = (entry.table, entry.numerator, *place)
    whole = _denominator(part, entry)
    group = with_measure(part, entry.group) if entry.group else whole
    if whole is None or not entry.compared_with:
        use = Use(*figure.place, numerator=part, denominator=whole, group=group)
    else:
        others = _others(part, whole, entry, observed, gathered)
        _check_value(figure, (part, whole), others, observed, gathered)
        if figure.kind == "gap":
            return Use(*figure.place, None, None, others=(part, whole, *others), group=group)
        use = Use(*figure.place, part, whole, others=others, group=group)
    if entry.counts == "children" and whole is not None:
        use = replace(use, rest=rest_key(whole, part))
    return _checked(use, figure, observed)


def _denominator(part: Key, entry: OwnCounts) -> Key | None:
    if entry.denominator is None:
        return None
    table, position = entry.denominator_table or part[0], part[4:]
    if entry.of_total:
        position = (TOTAL, TOTAL)
    return (table, entry.denominator, part[2], part[3], *position)


def _others(
    part: Key,
    whole: Key,
    entry: OwnCounts,
    observed: Observed,
    gathered: dict[Key, tuple[Key, ...]],
) -> tuple[Key, Key]:
    """The numerator and denominator that the figure's own are compared with."""
    breakdowns = entry.compared_with
    if breakdowns == (OTHERS,):
        known = observed.breakdowns.get(line_of(whole), ())
        breakdowns = tuple(b for b in known if b not in (whole[5], _UNKNOWN))
    return (
        _together(part, breakdowns, observed, gathered),
        _together(whole, breakdowns, observed, gathered),
    )


def _together(
    key: Key,
    breakdowns: tuple[str, ...],
    observed: Observed,
    gathered: dict[Key, tuple[Key, ...]],
) -> Key:
    groups = tuple((*line_of(key), breakdown) for breakdown in breakdowns)
    groups = tuple(group for group in groups if group in observed.values)
    if len(groups) == 1:
        return groups[0]
    together = with_measure(key, f"{key[1]}, other groups")
    gathered[together] = groups
    return together


def _check_value(
    figure: Figure,
    own: tuple[Key, Key],
    others: tuple[Key, Key],
    observed: Observed,
    gathered: Mapping[Key, tuple[Key, ...]],
) -> None:
    """Stop where a ratio or gap does not come out of the counts on its two sides."""
    if figure.value is None:
        return
    sides = []
    for keys in (own, others):
        top, bottom = (
            sum(observed.values.get(part, 0.0) for part in gathered.get(key, (key,)))
            for key in keys
        )
        sides.append(top / bottom if bottom else 0.0)
    mine, theirs = sides
    found = 100 * (theirs - mine) if figure.kind == "gap" else mine / theirs if theirs else None
    if found is None or not _is_close(found, figure.value):
        raise _unlike(figure)


def _checked(use: Use, figure: Figure, observed: Observed) -> Use:
    """The use without the counts that the figure does not give; it has the others' values."""
    for key, printed in ((use.numerator, figure.numerator), (use.denominator, figure.denominator)):
        found = None if key is None else observed.values.get(key)
        if printed is None and (key is None or figure.value is None):
            continue
        if printed is None or found is None or not _is_close(found, printed):
            raise _unlike(figure)
    if figure.numerator is None or figure.denominator is None:
        use = replace(use, rest=None)
    return replace(
        use,
        numerator=None if figure.numerator is None else use.numerator,
        denominator=None if figure.denominator is None else use.denominator,
    )


def _is_close(found: float, printed: float) -> bool:
    return abs(found - printed) <= _CLOSE * max(abs(found), abs(printed), 1e-300)


def _unlike(figure: Figure) -> DisclosureError:
    return DisclosureError(
        f"an own figure of {figure.indicator_id} is not made of the counts the catalogue names",
        remedy="correct the indicator's `own_counts`",
    )
