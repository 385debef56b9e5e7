"""What every sentence of a page must have, and the words that none may have."""

import re
from collections.abc import Iterator

from tests.fixtures_html import Element

BANNED = (
    r"\bsignificant(?:ly)?\b",
    r"\bsufferers?\b",
    r"\bsuffer(?:s|ing)? from\b",
    r"\bSEN (?:kids|children)\b",
    r"\bkids\b",
    r"\bthe disabled\b",
    r"\bhandicapp?ed\b",
    r"\bvulnerable\b",
    r"\b(?:dramatic|soar|plummet|alarming|shocking|worryingly|staggering)\w*\b",
    r"\bunfortunately\b",
    r"\bno significant change\b",
    r"\b(?:nan|null|NaN)\b|\(None|None\)",
)


def told(page: Element) -> Iterator[Element]:
    """Give every paragraph that tells a finding: main points, verdicts, readings and tiles."""
    for points in page.find("ul", "points"):
        yield from points.find("li")
    yield from page.find("p", "verdict")
    yield from page.find("p", "reading")
    yield from page.find("li", "tile")


def lacks(element: Element, area: str) -> list[str]:
    """Give what a finding lacks: the area, or the period that it is about."""
    words = element.text()
    periods = [e for e in element.walk() if "period" in e.classes]
    is_verdict = "verdict" in element.classes  # about the newest figures of a whole chapter
    missing = [] if area in words else ["area"]
    if not (periods or is_verdict):
        missing.append("period")
    return missing


def banned_in(page: Element) -> list[str]:
    """Give the words of a page that no page may have; names from files are not ours."""
    words = " ".join(
        text
        for element, text in page.texts()
        if not any(e.tag in ("script", "style", "code") for e in element.ancestry())
    )
    return [found[0] for pattern in BANNED for found in re.finditer(pattern, words)]
