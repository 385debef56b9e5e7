"""Numbers and periods in words. The only place in the report where a figure is rounded."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import total_ordering

from markupsafe import escape

Amount = int | float | Decimal

MINUS = "\N{MINUS SIGN}"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
SIGNS = {"percent": ("", "%"), "pounds": ("£", ""), "pounds_million": ("£", "m")}
"""What stands before and after a number of that unit."""
SYMBOLS = {
    "z": "not applicable",
    "x": "not available",
    "c": "hidden so that nobody can be identified",
    "low": "rounds to zero, but is not zero",
    "u": "withheld, because the published value fails a check",
}


def exact(value: Amount) -> str:
    """Give the shortest text that reads back as the same number: no exponent, integers bare."""
    text = repr(value) if isinstance(value, int | float) else str(value)
    if "e" in text or "E" in text:
        text = format(Decimal(text), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def rounded(value: Amount, decimals: int) -> Decimal:
    """Give the value rounded half up (2.345 is 2.35, -0.05 is -0.1), as people expect."""
    step = Decimal(1).scaleb(-decimals)
    return Decimal(exact(value)).quantize(step, rounding=ROUND_HALF_UP)


def figure(value: Amount, unit: str, decimals: int) -> str:
    """Give the number as a table shows it: `24.6%`, `4,427`, `14.7`, `£238`, `£78.1m`."""
    number = rounded(value, decimals)
    before, after = SIGNS.get(unit, ("", ""))
    return f"{MINUS if number < 0 else ''}{before}{abs(number):,f}{after}"


def amount(value: Amount, unit: str, decimals: int) -> str:
    """Give the number as a sentence says it: `24.6%`, `5.1 per 100`, `£78.1 million`."""
    text = figure(value, unit, decimals)
    if unit == "pounds_million":
        return f"{text.removesuffix('m')} million"
    if unit == "percentage_points":
        return f"{text} percentage point{'' if text == '1' else 's'}"
    if unit == "days":
        return f"{text} day{'' if text == '1' else 's'}"
    return f"{text} {_rate_words(unit)}" if unit.startswith("per_") else text


def unit_words(unit: str) -> str:
    """Give the unit as a table heading names it."""
    known = {
        "count": "number",
        "percent": "percent",
        "percentage_points": "percentage points",
        "score": "average score",
        "days": "days",
        "ratio": "ratio",
        "pounds": "pounds",
        "pounds_million": "millions of pounds",
    }
    return known[unit] if unit in known else f"rate {_rate_words(unit)}"


def _rate_words(unit: str) -> str:
    """Give `per 1,000` for `per_1000`."""
    return f"per {int(unit.removeprefix('per_')):,}"


def symbol(missing: str) -> str:
    """Give the sign that stands in a table for a missing value, such as `[u]`."""
    return f"[{missing}]"


def lower_first(text: str) -> str:
    """Give the text ready for the middle of a sentence; abbreviations and names keep capitals."""
    first = re.split(r"[\s,/-]", text, maxsplit=1)[0]
    keep = first[1:] != first[1:].lower() or first in {"A", "I", "Down", "England", "Key"}
    return text if keep or len(first) < 2 else text[0].lower() + text[1:]


def upper_first(text: str) -> str:
    """Give the text ready for the beginning of a sentence."""
    return text[:1].upper() + text[1:]


def slug(text: str) -> str:
    """Give the text as a part of a file name or an anchor."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


@total_ordering
@dataclass(frozen=True)
class Period:
    """A period as DfE writes it, with what kind of date its population has."""

    time_period: str
    time_identifier: str
    kind: str = ""

    @property
    def step(self) -> int:
        """Give its place in time, so that neighbouring periods differ by one."""
        if month := re.fullmatch(r"(\d{4})-(\d{2})", self.time_period):
            return int(month[1]) * 12 + int(month[2])
        return self._last_year

    @property
    def label(self) -> str:
        """Give its name: `January 2023`, `2022/23`, `winter 2024/25`, `12 months to April 2023`.

        A financial year is `2022-23`, so that it is not taken for a school's.
        """
        if self._month:
            return f"12 months to {self._month}" if self.kind == "twelve_months" else self._month
        if self.kind in {"january", "march", "april"}:
            return f"{self.kind.capitalize()} {self._last_year}"
        if self.kind == "winter_average":
            return f"winter {self._span}"
        if self.kind == "mid_year":
            return f"mid-{self.time_period}"
        return self._span if self._is_span else self.time_period

    @property
    def axis(self) -> str:
        """Give its shortest name, for an axis."""
        if self._month:
            month, year = self._month.split()
            return f"{month[:3]} {year}"
        if self.kind in {"january", "march", "april"}:
            return str(self._last_year)
        return self._span if self._is_span or self.kind == "winter_average" else self.time_period

    @property
    def heading(self) -> str:
        """Give the word that heads a column of such periods."""
        if self.kind == "winter_average":
            return "Winter"
        if self.kind == "mid_year":
            return "Mid-year"
        if self.kind in {"january", "march", "april"} or "-" in self.time_period:
            return "Date"
        return self.time_identifier or "Period"

    @property
    def _month(self) -> str:
        found = re.fullmatch(r"(\d{4})-(\d{2})", self.time_period)
        return f"{MONTHS[int(found[2]) - 1]} {found[1]}" if found else ""

    @property
    def _is_span(self) -> bool:
        return re.fullmatch(r"\d{6}", self.time_period) is not None

    @property
    def _last_year(self) -> int:
        digits = re.sub(r"\D", "", self.time_period)
        if self._is_span:
            return int(digits[:4]) + 1
        return int(digits[:4]) if len(digits) >= 4 else 0

    @property
    def _span(self) -> str:
        last = self._last_year
        between = "-" if self.kind == "financial_year" else "/"
        return f"{last - 1}{between}{last % 100:02d}"

    def __lt__(self, other: "Period") -> bool:
        return (self.step, self.time_period) < (other.step, other.time_period)


@dataclass(frozen=True)
class Number:
    """A number in text: what it is, and how it is shown."""

    value: Amount
    text: str

    def __html__(self) -> str:
        return f'<data value="{exact(self.value)}">{escape(self.text)}</data>'


def count(value: Amount) -> Number:
    """Give a count for a page."""
    return Number(value, figure(value, "count", 0))


def one_in(value: Amount, many: int, is_exact: bool) -> Number:
    """Give a percentage as `1 in 26`, or as `about 1 in 26` where that is the nearest."""
    return Number(value, f"{'' if is_exact else 'about '}1 in {many:,}")


@dataclass(frozen=True)
class Words:
    """Words from the catalogue or a period's name: digits in them are names, not findings."""

    text: str
    role: str = "name"

    def __html__(self) -> str:
        return f'<span class="{self.role}">{escape(self.text)}</span>'


CONFIDENCE = Words("95%")
"""The level of every interval in the report."""

Part = str | Number | Words


@dataclass(frozen=True)
class Phrase:
    """A piece of a sentence that can be shown as a page or as plain text."""

    parts: tuple[Part, ...] = ()

    def __add__(self, other: "Phrase") -> "Phrase":
        return Phrase(self.parts + other.parts)

    def __bool__(self) -> bool:
        return bool(self.parts)

    def capitalised(self) -> "Phrase":
        """Give the same with a capital where it begins with words."""
        if not self.parts or isinstance(self.parts[0], Number):
            return self
        first = self.parts[0]
        if isinstance(first, Words):
            return Phrase((Words(upper_first(first.text), first.role), *self.parts[1:]))
        return Phrase((upper_first(first), *self.parts[1:]))

    def __str__(self) -> str:
        return "".join(part if isinstance(part, str) else part.text for part in self.parts)

    def __html__(self) -> str:
        return "".join(
            str(escape(part)) if isinstance(part, str) else part.__html__() for part in self.parts
        )


def phrase(*parts: Part | Phrase) -> Phrase:
    """Give one phrase made of the parts, in order."""
    flat: list[Part] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, Phrase) else (part,))
    return Phrase(tuple(flat))


def when(period: Period) -> Words:
    """Give the period's name as a part of a sentence."""
    return Words(period.label, "period")


def join(phrases: Iterable[Phrase], between: str = " ") -> Phrase:
    """Give the phrases that say something, with the same text between each two."""
    parts: list[Part] = []
    for each in phrases:
        if each:
            parts.extend([between] if parts else [])
            parts.extend(each.parts)
    return Phrase(tuple(parts))


def listed(names: Sequence[str]) -> str:
    """Give the names as a list in a sentence: `a, b and c`."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
