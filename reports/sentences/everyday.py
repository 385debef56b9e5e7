"""Shares and ratios in everyday words, given only where they are true of the unrounded numbers.

| words | the exact share or ratio |
|---|---|
| `1 in 26`, `about 1 in 26` | a tenth or less; 26 is the nearest whole number |
| `about one in six` | within a twenty-fifth of a sixth, on either side |
| `almost two thirds`, `just over half` | up to two percentage points below, or above |
| `almost double`, `more than double` | up to a tenth below; up to a quarter above |

Anything else has no everyday words: the figure stands alone.
"""

from fractions import Fraction

from reports.words import Amount, Number, Part, exact, one_in, rounded

MOST_IN = 200
"""A rarer share than one in so many is easier to read as a percentage."""
_NEARLY = Fraction(1, 25)
_BESIDE = Fraction(2, 100)
_BELOW, _ABOVE = Fraction(1, 10), Fraction(1, 4)

SPELLED = (
    *("none", "one", "two", "three", "four", "five"),
    *("six", "seven", "eight", "nine", "ten"),
)
_ONE_IN = {Fraction(1, many): f"one in {SPELLED[many]}" for many in range(4, 10)}
_LARGE = {
    Fraction(1, 3): "a third",
    Fraction(2, 5): "two in five",
    Fraction(1, 2): "half",
    Fraction(3, 5): "three in five",
    Fraction(2, 3): "two thirds",
    Fraction(3, 4): "three quarters",
    Fraction(4, 5): "four in five",
    Fraction(9, 10): "nine in ten",
}
_TIMES = {
    Fraction(2): "double",
    Fraction(5, 2): "two and a half times",
    **{Fraction(many): f"{SPELLED[many]} times" for many in range(3, 11)},
}


def spelled(number: int) -> str:
    """Give a small whole number as a word."""
    return SPELLED[number]


def share(part: Amount, whole: Amount) -> Part | None:
    """Give the part of the whole in everyday words, if some are true of it."""
    if whole <= 0 or not 0 < part < whole:
        return None
    found = _fraction(part) / _fraction(whole)
    if found <= Fraction(1, 10):
        return _one_in_many(found)
    for named, words in _ONE_IN.items():
        if abs(found - named) <= named * _NEARLY:
            return words if found == named else f"about {words}"
    for named, words in _LARGE.items():
        if abs(found - named) <= _BESIDE:
            return words if found == named else f"{_side(found, named)} {words}"
    return None


def ratio(now: Amount, before: Amount) -> str | None:
    """Give how many times as much there is now, if everyday words are true of it."""
    if before <= 0 or now <= 0:
        return None
    found = _fraction(now) / _fraction(before)
    for named, words in _TIMES.items():
        if found == named:
            return words
        if named < found <= named + _ABOVE:
            return f"more than {words}"
        if named - _BELOW <= found < named:
            return f"almost {words}"
    return None


def _one_in_many(found: Fraction) -> Number | None:
    many = int(rounded(float(1 / found), 0))
    if many > MOST_IN:
        return None
    return one_in(float(100 * found), many, found == Fraction(1, many))


def _side(found: Fraction, named: Fraction) -> str:
    return "just over" if found > named else "almost"


def _fraction(value: Amount) -> Fraction:
    return Fraction(exact(value))
