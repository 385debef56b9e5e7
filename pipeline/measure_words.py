"""How a figure of each kind is made, how sure it is and what it is compared with, in words.

`jsna indicators ID` and the methods pages of a site both say it with these words.
"""

from __future__ import annotations

from collections.abc import Sequence

_TIMES = {"percent": "100 x ", "per_100": "100 x ", "per_1000": "1,000 x "}
_POLARITIES = {
    "higher_better": "A higher figure is better.",
    "lower_better": "A lower figure is better.",
}
_WITHOUT_FORMULA = {
    "gap": "The value for pupils without SEN, less the value of the group.",
    "projection": "Projected from the council's own past and the growth in England.",
    "quantile": "The time after which that part of the cases has come to an end; cases that are "
    "still open count as going on.",
}
_INTERVALS = {
    "percent": "A 95% interval by Wilson's method, where numerator and denominator are known; none "
    "where a source gives rounded rates without counts.",
    "events": "A 95% interval for counts of events: exact below ten events, Byar's method from ten "
    "on; none where a source gives rounded rates without counts.",
    "mean": "A 95% interval by Student's t, where the spread of the scores is known; "
    "none where it is not.",
    "ratio": "A 95% interval on the logarithm of the ratio.",
    "projection": "A 95% interval from how far projections of past years were wrong.",
}
_COMPARATORS = {
    "region": "the region",
    "statistical neighbours": "the council's statistical neighbours",
}
NO_INTERVAL = "None: no interval is worked out for a figure of this kind."


def formula(kind: str, unit: str, numerator: str | None, denominator: str | None) -> str:
    """Give the rule by which the value is worked out: `100 x numerator / denominator`."""
    if kind in _WITHOUT_FORMULA:
        return _WITHOUT_FORMULA[kind]
    if not denominator:
        return f"The number of {numerator}." if numerator else "The value as published."
    return f"{_TIMES.get(unit, '')}({numerator}) / ({denominator})"


def interval(kind: str, unit: str, has_intervals: bool = True) -> str:
    """Give by which method an interval is made, or that there is none."""
    if not has_intervals or kind in ("gap", "growth", "quantile", "change"):
        return NO_INTERVAL
    if kind in _INTERVALS:
        return _INTERVALS[kind]
    if kind in ("rate", "share") and unit == "percent":
        return _INTERVALS["percent"]
    return _INTERVALS["events"]


def comparison(kind: str, comparators: Sequence[str]) -> str:
    """Give what the value is held against, and by which rule the two are called different."""
    if not comparators:
        return (
            "With the period before, and a locality with the whole council: there are no "
            "figures of other councils."
        )
    names = [_COMPARATORS.get(name, name) for name in comparators]
    beside = " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
    if kind == "count":
        return f"Beside {beside} without a judgement: counts grow with the size of an area."
    return (
        f"With {beside}. Different from England means by more than councils usually differ: "
        "a funnel with allowance for that where there are counts, the spread of councils' figures "
        "where there are none."
    )


def polarity(choice: str | None) -> str:
    """Give whether a higher figure is better, worse or neither."""
    return _POLARITIES.get(choice or "", "A higher figure is neither better nor worse in itself.")
