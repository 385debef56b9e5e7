"""Periods as pages name them, read back: which time periods a text may mean."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_NAMES = "|".join([*_MONTHS, *(month[:3] for month in _MONTHS)])
_NAMED = re.compile(
    rf"\b(?:12 months to )?(?P<month>{_NAMES})\.? (?P<of>(?:19|20)\d\d)\b"
    r"|(?<![\d.,£\x01\x02])(?P<first>(?:19|20)\d\d)[/-](?P<last>\d\d)(?![\d%])"
    r"|(?<![\d.,£/\x01\x02-])(?P<year>(?:19|20)\d\d)(?![\d%/]|[.,]\d)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Named:
    """A period or a group that is named in a text: where, and which ones may be meant."""

    start: int
    end: int
    meant: frozenset[str]


def meant_by(named: Iterable[Named]) -> set[str]:
    """Give everything that any of the names may mean."""
    return {one for each in named for one in each.meant}


def periods_in(text: str) -> Iterator[Named]:
    """Give the periods that a text names, in order."""
    for match in _NAMED.finditer(text):
        yield Named(match.start(), match.end(), _meant(match))


def last_in(text: str) -> frozenset[str]:
    """Give what the last period that a text names may be."""
    named = list(periods_in(text))
    return named[-1].meant if named else frozenset()


def without_periods(text: str) -> str:
    """Give a text without the periods that it names."""
    return _NAMED.sub("", text)


def periods_of(label: str) -> frozenset[str]:
    """Give what a heading or a key may mean, if it is a period and nothing else."""
    text = label.strip()
    if is_span(text) or re.fullmatch(r"\d{4}-\d\d|\d{4}", text):
        return frozenset({text, *meant_by(periods_in(text))})
    bare = re.sub(r"^(mid-|winter )", "", re.sub(r"\s*\([^()]*\)$", "", text), flags=re.IGNORECASE)
    named = _NAMED.fullmatch(bare)
    return _meant(named) if named else frozenset()


def is_span(text: str) -> bool:
    """Whether the text is a time period of six digits, such as 202425."""
    return bool(re.fullmatch(r"\d{6}", text)) and (int(text[:4]) + 1) % 100 == int(text[4:])


def step(time_period: str) -> int | None:
    """Give a period's place in time; of periods of one kind, neighbours differ by one."""
    if month := re.fullmatch(r"(\d{4})-(\d\d)", time_period):
        return int(month[1]) * 12 + int(month[2])
    if is_span(time_period):
        return int(time_period[:4]) + 1
    return int(time_period) if re.fullmatch(r"\d{4}", time_period) else None


def _meant(match: re.Match[str]) -> frozenset[str]:
    if match["month"]:
        number = next(
            place
            for place, name in enumerate(_MONTHS, 1)
            if name.startswith(match["month"].lower()[:3])
        )
        return frozenset({f"{match['of']}-{number:02d}", *_ends_in(int(match["of"]))})
    if match["first"]:
        first, last = int(match["first"]), int(match["last"])
        spans = {f"{first}{last:02d}"} if (first + 1) % 100 == last else set()
        months = {f"{first}-{last:02d}"} if 1 <= last <= 12 else set()
        return frozenset(spans | months)
    return frozenset(_ends_in(int(match["year"])))


def _ends_in(year: int) -> set[str]:
    return {str(year), f"{year - 1}{year % 100:02d}"}
