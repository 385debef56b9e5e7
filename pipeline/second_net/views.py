"""A view: the own figures that a place in the site is about, and whether a text tells of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TypeVar

from pipeline.second_net.hidden import TOTAL, Secrets, Spot, slug
from pipeline.second_net.numbers import Known, Token, has_digit, tokens
from pipeline.second_net.periods import Named, periods_in

OWN = "-local"
"""Ends the part of a figure's id that names a view of the council's own records."""
_AFTER_NAME = re.compile(r"[\s:(]*")
_BEFORE_NAME = re.compile(r"\s*(?:in |of |for |\()\s*", re.IGNORECASE)
_SIGN = re.compile(r"\s*\[\w+\]\s*$")
_ALIASES = {"all sen": ("with sen",), "no sen": ("without sen",)}


@dataclass(frozen=True)
class Label:
    """A group that stands in a text."""

    start: int
    end: int
    group: str


Place = TypeVar("Place", Label, Named)


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

    def labels_in(self, text: str) -> tuple[Label, ...]:
        """Give the groups that a text names, the indicator's own words left out."""
        return tuple(self._labels(self._masked(text)))

    def gives(self, token: Token, spots: Iterable[Spot], groups: Iterable[str] = ()) -> bool:
        """Whether a number is that of a hidden figure, and of no figure that is shown."""
        if any(is_number_of(token, spot) for spot in spots):
            return not self._is_explained(token, groups)
        return False

    def _tells(
        self, text: str, token: Token, labels: Sequence[Label], periods: Sequence[Named]
    ) -> bool:
        near = _in_clause(text, token, labels, ".;") or _in_clause(text, token, labels, ".")
        dates = _beside(token, periods)
        groups = {label.group for label in near} or ({TOTAL.casefold()} if self.is_whole else set())
        dated = {period for named in dates for period in named.periods} or set(self.periods)
        spots = self.at(groups, dated)
        found = [spot for spot in spots if is_number_of(token, spot)]
        if not found:
            return False
        beside: Sequence[Label | Named] = near if not self.is_whole else dates
        touching = [each for each in beside if _touches(text, token, each)]
        if len(touching) == 1 and self.is_own:
            is_meant = any(_is_named(spot, touching[0]) for spot in found)
            return is_meant and not self._is_shown(token, touching[0], dated)
        return not self._is_explained(token, groups)

    def _is_shown(self, token: Token, name: Label | Named, periods: Iterable[str]) -> bool:
        """Whether the figure that is named has the number in another period, where it is shown."""
        return any(
            _is_named(spot, name) and spot.time_period in periods and is_number_of(token, spot)
            for spot in self.spots
            if not spot.is_hidden
        )

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
        return re.sub(r"(?<![\d.,])9[59]%", " " * 3, text)

    def _labels(self, text: str) -> Iterator[Label]:
        if self._pattern is None:
            return
        for match in self._pattern.finditer(text):
            said = match[0].casefold()
            yield Label(match.start(), match.end(), self._meaning.get(said, said))

    @cached_property
    def _meaning(self) -> Mapping[str, str]:
        return {said: group for group, names in _ALIASES.items() for said in names}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        groups = self.groups - {TOTAL.casefold()}
        said = {*groups, *(said for group in groups for said in _ALIASES.get(group, ()))}
        longest = "|".join(re.escape(name) for name in sorted(said, key=lambda s: (-len(s), s)))
        return re.compile(rf"(?<!\w)(?:{longest})(?!\w)", re.IGNORECASE) if said else None


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
        self._words = {names.indicator_id: names.words for names in secrets.names}
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
        """Give the views of the indicators whose title a text begins with or names."""
        return tuple(
            self._view(name, name, False, None)
            for name in sorted({self._titles[m.casefold()] for m in self._title.findall(text)})
        )

    @cached_property
    def _titles(self) -> Mapping[str, str]:
        return {
            title.casefold(): names.indicator_id
            for names in self.secrets.names
            for title in names.titles
            if names.indicator_id in self.secrets.concerned
        }

    @cached_property
    def _title(self) -> re.Pattern[str]:
        longest = sorted(self._titles, key=lambda title: (-len(title), title))
        joined = "|".join(map(re.escape, longest)) or r"(?!)"
        return re.compile(rf"(?<!\w)(?:{joined})(?!\w)", re.IGNORECASE)

    def _view(self, figure: str, name: str, is_own: bool, topic: str | None) -> View:
        place = (figure, is_own, topic)
        if place not in self._made:
            every = self.secrets.by_indicator.get(name, ())
            mine = tuple(spot for spot in every if topic and slug(spot.topic) == topic)
            self._made[place] = View(
                figure=figure,
                indicator_id=name,
                is_own=is_own and bool(mine),
                spots=mine or every,
                shown_of=self.secrets.shown_of,
                words=self._words.get(name, ()),
            )
        return self._made[place]


def _beside(token: Token, named: Sequence[Place]) -> list[Place]:
    """Give what is named next to a number, before it and after it."""
    before: list[Place] = [each for each in named if each.end <= token.start]
    after: list[Place] = [each for each in named if each.start >= token.end]
    return before[-1:] + after[:1]


def _is_within(token: Token, named: Sequence[Place]) -> bool:
    return any(each.start <= token.start < each.end for each in named)


def _in_clause(text: str, token: Token, labels: Sequence[Label], ends: str) -> list[Label]:
    """Give the groups that are named next to a number before the clause or sentence ends."""
    parted = re.compile(rf"[{ends}] ")
    return [
        label
        for label in _beside(token, labels)
        if not parted.search(text, min(label.end, token.end), max(label.start, token.start))
    ]


def _is_named(spot: Spot, name: Label | Named) -> bool:
    if isinstance(name, Label):
        return spot.group.casefold() == name.group
    return spot.time_period in name.periods


def _touches(text: str, token: Token, label: Label | Named) -> bool:
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
