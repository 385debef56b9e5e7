"""A view: the own figures that a place in the site is about, and whether a text tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property

from pipeline.second_net.hidden import TOTAL, Secrets, Spot, slug
from pipeline.second_net.numbers import Known, Token, has_digit, tokens
from pipeline.second_net.periods import Named, meant_by, periods_in

OWN = "-local"
"""Ends the part of a figure's id that names a view of the council's own records."""
_AFTER_NAME = re.compile(r"[\s:(]*")
_BEFORE_NAME = re.compile(r"\s*(?:in |of |for |\()\s*", re.IGNORECASE)
_OTHERS = ("england", "neighbours", "statistical", "lowest to highest neighbour", "published")
_SIGN = re.compile(r"\s*\[\w+\]\s*$")
_FIXED = re.compile(r"(?<![\d.,])(?:9[59]%|1(?:0{2}|,000|0,000|00,000) x(?!\w))")
"""Levels of confidence, and the multiple of a formula: nobody's value."""
_ALIASES = {"with sen": "all sen", "without sen": "no sen"}


@dataclass(frozen=True, eq=False)
class View:
    """What a figure, its file or a line about it shows of one indicator."""

    figure: str
    indicator_id: str
    is_own: bool
    spots: tuple[Spot, ...]
    """Own figures of the topics that it shows, hidden or not."""
    shown_of: Mapping[tuple[str, str], Known]
    words: tuple[str, ...]
    others: frozenset[str]
    """The names of other areas."""

    @cached_property
    def hidden(self) -> tuple[Spot, ...]:
        """Give the figures that must not be there."""
        return tuple(spot for spot in self.spots if spot.is_hidden)

    @cached_property
    def groups(self) -> frozenset[str]:
        """Give the names of the groups, hidden or not, as they are compared."""
        return frozenset(spot.group.casefold() for spot in self.spots)

    @cached_property
    def periods(self) -> tuple[str, ...]:
        """Give the periods of its figures, oldest first."""
        return tuple(sorted({spot.time_period for spot in self.spots}))

    @property
    def is_whole(self) -> bool:
        """Whether it has one series only, that of the total."""
        return self.groups == {TOTAL.casefold()}

    def at(self, groups: Iterable[str], periods: Iterable[str]) -> tuple[Spot, ...]:
        """Give the hidden figures of any of those groups and periods."""
        named = {group.casefold() for group in groups}
        dated = set(periods)
        return tuple(
            spot
            for spot in self.hidden
            if spot.group.casefold() in named and spot.time_period in dated
        )

    def is_of_others(self, name: str) -> bool:
        """Whether a heading or a key names other areas, or what is published."""
        plain = " ".join(name.split()).casefold()
        return plain in self.others or plain.startswith(_OTHERS)

    def group_of(self, text: str) -> str | None:
        """Give the group that a heading names, if it names one and nothing else."""
        bare = " ".join(_SIGN.sub("", text).split()).casefold()
        return bare if bare in self.groups else None

    def is_told(self, text: str) -> bool:
        """Whether a sentence gives the number of a hidden figure beside its name."""
        if not self.hidden or not has_digit(text):
            return False
        plain = self._masked(text)
        labels, periods = list(self._labels(plain)), list(periods_in(plain))
        for token in tokens(plain):
            if _is_within(token, labels) or _is_within(token, periods):
                continue  # a part of a name
            if self._tells(plain, token, labels, periods):
                return True
        return False

    def groups_in(self, text: str) -> set[str]:
        """Give the groups that a text names, the indicator's own words left out."""
        return meant_by(self._labels(self._masked(text)))

    def gives(self, token: Token, spots: Iterable[Spot], groups: Iterable[str]) -> bool:
        """Whether a number is that of a hidden figure, and of no figure that is shown."""
        has_number = any(is_number_of(token, spot) for spot in spots)
        return has_number and not self._is_explained(token, groups)

    def _tells(
        self, text: str, token: Token, labels: Sequence[Named], periods: Sequence[Named]
    ) -> bool:
        near = _in_clause(text, token, labels, ".;") or _in_clause(text, token, labels, ".")
        dates = _beside(token, periods)
        groups = meant_by(near) or ({TOTAL.casefold()} if self.is_whole else set())
        dated = meant_by(dates) or set(self.periods)
        found = {spot for spot in self.spots if spot.group.casefold() in groups}
        found = {spot for spot in found if spot.time_period in dated and is_number_of(token, spot)}
        if not any(spot.is_hidden for spot in found):
            return False
        touching = [n for n in (dates if self.is_whole else near) if _touches(text, token, n)]
        if len(touching) == 1 and self.is_own:
            meant = meant_by(touching)
            named = [s for s in found if {s.group.casefold(), s.time_period} & meant]
            return bool(named) and all(spot.is_hidden for spot in named)
        return not self._is_explained(token, groups)

    def _is_explained(self, token: Token, groups: Iterable[str]) -> bool:
        """Whether the number is also that of something shown."""
        for group in {*groups, TOTAL.casefold()} if not self.is_own else groups:
            known = self.shown_of.get((self.indicator_id, group))
            if known and _is_any(token, known):
                return True
        return False

    def _masked(self, text: str) -> str:
        """Give the text with the indicator's own words taken out: they are no group's name."""
        for words in self.words:
            if words in text:
                text = text.replace(words, " " * len(words))
        return _FIXED.sub(lambda found: " " * len(found[0]), text)

    def _labels(self, text: str) -> Iterator[Named]:
        for match in self._pattern.finditer(text):
            said = match[0].casefold()
            yield Named(match.start(), match.end(), frozenset({_ALIASES.get(said, said)}))

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        shown = {group for name, group in self.shown_of if name == self.indicator_id}
        groups = (self.groups | shown) - {TOTAL.casefold()}
        return _any_of({*groups, *(said for said, group in _ALIASES.items() if group in groups)})


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    """Give a pattern that finds any of the names, the longest where several begin alike."""
    longest = sorted(names, key=lambda name: (-len(name), name))
    joined = "|".join(map(re.escape, longest)) or r"(?!)"
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)


def is_number_of(token: Token, spot: Spot) -> bool:
    """Whether a printed number can be one of the figure's: a count in full, a rate rounded."""
    if not token.decimals and not token.is_percent:
        return any(count == token.value for count in (*spot.counts, *spot.rates))
    rates = (*spot.rates, *(count for count in spot.counts if count % 1))
    return any(token.is_rounded(number) for number in rates)


class Views:
    """Finds the view that belongs to a figure's id, a file's name or an indicator's title."""

    def __init__(self, secrets: Secrets) -> None:
        self.secrets = secrets
        self._made: dict[tuple[str, bool, str | None], View] = {}

    def of_figure(self, figure_id: str) -> View | None:
        """Give the view of a figure by its id; None if nothing of its indicator is hidden."""
        found = [
            name
            for name in self.secrets.concerned
            if figure_id == name or figure_id.startswith(f"{name}-")
        ]
        if not found:
            return None
        name = max(found, key=len)
        rest = figure_id.removeprefix(name)
        is_own = rest == OWN or rest.startswith(f"{OWN}-")
        topic = rest.removeprefix(OWN if is_own else "").removeprefix("-")
        return self._view(figure_id, name, is_own, topic or (slug(TOTAL) if is_own else None))

    def of_title(self, text: str) -> tuple[View, ...]:
        """Give the views of the indicators whose titles a text names."""
        named = {self.secrets.titles[title.casefold()] for title in self._title.findall(text)}
        return tuple(self._view(name, name, False, None) for name in sorted(named))

    @cached_property
    def _title(self) -> re.Pattern[str]:
        return _any_of(self.secrets.titles)

    def _view(self, figure: str, name: str, is_own: bool, topic: str | None) -> View:
        place = (figure, is_own, topic)
        if place not in self._made:
            every = tuple(spot for spot in self.secrets.spots if spot.indicator_id == name)
            mine = tuple(spot for spot in every if topic and slug(spot.topic) == topic)
            self._made[place] = View(
                figure=figure,
                indicator_id=name,
                is_own=is_own and bool(mine),
                spots=mine or every,
                shown_of=self.secrets.shown_of,
                words=self.secrets.words.get(name, ()),
                others=self.secrets.others,
            )
        return self._made[place]


def _beside(token: Token, named: Sequence[Named]) -> list[Named]:
    """Give what is named next to a number, before it and after it."""
    before: list[Named] = [each for each in named if each.end <= token.start]
    after: list[Named] = [each for each in named if each.start >= token.end]
    return before[-1:] + after[:1]


def _is_within(token: Token, named: Sequence[Named]) -> bool:
    return any(each.start <= token.start < each.end for each in named)


def _in_clause(text: str, token: Token, labels: Sequence[Named], ends: str) -> list[Named]:
    """Give the groups that are named next to a number before the clause or sentence ends."""
    parted = re.compile(rf"[{ends}] ")
    return [
        label
        for label in _beside(token, labels)
        if not parted.search(text, min(label.end, token.end), max(label.start, token.start))
    ]


def _touches(text: str, token: Token, label: Named) -> bool:
    """Whether only a sign or `in` stands between a number and a name."""
    if label.end <= token.start:
        return bool(_AFTER_NAME.fullmatch(text[label.end : token.start]))
    return bool(_BEFORE_NAME.fullmatch(text[token.end : label.start]))


def _is_any(token: Token, known: Known) -> bool:
    gap = 0.5 * 10.0**-token.decimals * (1 + 1e-9)
    return any(token.is_rounded(number) for number in known.near(token.value, gap))


@cache
def bare(text: str) -> str:
    """Give a heading without what follows it in brackets, as it is compared."""
    return " ".join(re.sub(r"\s*\([^()]*\)\s*$", "", text).split()).casefold()
