"""Numbers in texts: what is printed, and whether it can be a value that is hidden."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

VALUE, SHOWN, END = "\x01", "\x02", "\x03"
"""Around a number that a page gives twice: its value, then what a reader sees, then the end."""
_TOKEN = re.compile(
    r"\x01(?P<value>[^\x02]*)\x02(?P<shown>[^\x03]*)\x03"
    r"|(?<![\w.])(?P<plain>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?)(?P<percent>\s?%)?(?!\w)"
)
_LONG = re.compile(
    r"(?<![\w.])(?=[\d.,]{6})(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?(?:[eE][-+]?\d+)?(?!\w)"
)
_MANY = re.compile(r"[\d,]+\.\d{3,}(?:[eE][-+]?\d+)?|(?:\d,?){7,}")
_DIGIT = re.compile(r"\d")
_ONE_IN = re.compile(r"1 in \d")
_SAME = Decimal("1e-12")
FEW, SURE = 6, 7
"""Digits at which a whole number text, and at which a rounded one, is nobody else's by chance."""


@dataclass(frozen=True)
class Token:
    """A number in a text: where it stands, what it is, and how precisely it is given."""

    start: int
    end: int
    value: float
    decimals: int
    is_percent: bool

    def is_rounded(self, number: float) -> bool:
        """Whether this is what is printed of that number."""
        gap = abs(abs(number) - self.value)
        return gap <= 0.5 * 10.0**-self.decimals * (1 + 1e-9) or gap <= 1e-9 * abs(number)


def tokens(text: str) -> Iterator[Token]:
    """Give the numbers of a text; one that a page gives twice is given as precisely as it is."""
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if match["plain"]:
            yield _token(start, end, match["plain"], bool(match["percent"]))
            continue
        precise = _parsed(match["value"], start, end)
        seen = [_parsed(part[0], start, end) for part in _TOKEN.finditer(match["shown"])]
        yield from precise
        if _ONE_IN.search(match["shown"]) and precise:
            continue
        for each in seen:
            if not any(token.is_rounded(p.value) for p in precise for token in each):
                yield from each


def has_digit(text: str) -> bool:
    """Whether any number is in the text."""
    return _DIGIT.search(text) is not None


def is_number(text: str) -> bool:
    """Whether a cell holds a number."""
    return bool(
        re.fullmatch(r"[-+\N{MINUS SIGN}£ ]*\d[\d,]*(\.\d+)?([eE][-+]?\d+)?\s*(%|m)?", text.strip())
    )


def digits(number: float) -> int:
    """Give how many digits the shortest text of a number has that say something."""
    return len("".join(map(str, Decimal(repr(number)).as_tuple().digits)).strip("0"))


def _parsed(text: str, start: int, end: int) -> list[Token]:
    match = _TOKEN.search(text)
    if match is None or not match["plain"]:
        return []
    return [_token(start, end, match["plain"], bool(match["percent"]))]


def _token(start: int, end: int, plain: str, is_percent: bool) -> Token:
    number = Decimal(plain.replace(",", ""))
    exponent = number.as_tuple().exponent
    decimals = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    return Token(start, end, float(number), decimals, is_percent)


@dataclass(frozen=True)
class Known:
    """Numbers, looked up by what is printed of them."""

    ordered: Sequence[float]

    @classmethod
    def of(cls, numbers: Iterable[float]) -> Known:
        """Give the numbers without their signs, in order."""
        return cls(sorted({abs(number) for number in numbers if math.isfinite(number)}))

    def near(self, value: float, gap: float) -> Iterator[float]:
        """Give those that are no further than that from a value."""
        place = bisect_left(self.ordered, value - gap)
        while place < len(self.ordered) and self.ordered[place] <= value + gap:
            yield self.ordered[place]
            place += 1


def long_numbers(text: str) -> Iterator[str]:
    """Give the texts of numbers that are long enough to be known by their digits alone.

    What is a part of a longer run of letters and digits, such as a fingerprint, is none.
    """
    for match in _LONG.finditer(text):
        # A comma may part two numbers as well as thousands.
        for number in {match[0], *match[0].split(",")}:
            if _MANY.fullmatch(number) and sum(map(str.isdigit, number.lstrip("0."))) >= FEW:
                yield number


def same_digits(text: str, known: Known) -> Iterator[float]:
    """Give the known numbers that a long number's text gives in full, rounded or cut off."""
    number = Decimal(text.replace(",", ""))
    _, figures, exponent = number.as_tuple()
    is_shortened = len(figures) >= SURE and isinstance(exponent, int) and exponent < 0
    step = Decimal(1).scaleb(int(exponent)) if is_shortened else Decimal(0)
    gap = max(step, number * _SAME)
    for found in known.near(float(number), float(gap)):
        missing = Decimal(repr(found)) - number
        if -step / 2 <= missing < step or abs(missing) <= number * _SAME:
            yield found
