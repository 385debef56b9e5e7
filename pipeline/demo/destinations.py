"""Where pupils go after key stage 4, and students after 16 to 18 study."""

from collections.abc import Mapping
from random import Random

from pipeline.demo.chance import rounded, spread_over, stream, varied
from pipeline.demo.cohorts import Counts, Levels, groups_of, met
from pipeline.demo.plan_totals import Key
from pipeline.demo.school_census import NONE, PLAN, SUPPORT, SchoolCensus
from pipeline.demo.traits import traits

# The names of the destinations are those of the files.
KS4_KINDS = ("all_work", "appren", "sfc", "ssf", "fe", "other_edu")
POST16_KINDS = ("all_work", "appren", "he", "fe", "other_edu")
NOT_SUSTAINED = ("all_notsust", "all_unknown")
DIFFICULTY, NO_DIFFICULTY = "difficulty", "no difficulty"
_SUSTAINED: Levels = {
    NONE: {2017: 0.94, 2021: 0.937, 2023: 0.928},
    SUPPORT: {2017: 0.874, 2021: 0.868, 2023: 0.846},
    PLAN: {2017: 0.897, 2021: 0.89, 2023: 0.868},
}
_KS4_WEIGHTS: Mapping[str, tuple[float, ...]] = {
    NONE: (4.5, 4.8, 20, 32, 31.5, 0.5),
    SUPPORT: (6.5, 4.5, 9.5, 14, 51, 0.6),
    PLAN: (2, 0.8, 4, 6.5, 43.5, 33),
}
_POST16_WEIGHTS: Mapping[str, tuple[float, ...]] = {
    NONE: (22, 7, 56, 3, 3),
    SUPPORT: (23, 5, 50, 6, 5),
    NO_DIFFICULTY: (33, 13, 29, 6, 3),
    DIFFICULTY: (31, 7, 24, 10, 4),
}
_STAYED_ON = {NONE: 0.9, SUPPORT: 0.86, NO_DIFFICULTY: 0.83, DIFFICULTY: 0.75}
_IN_COLLEGE = 0.42  # of those who study after 16


def after_key_stage_4(key: Key, census: SchoolCensus) -> Counts:
    """Destinations in the year `key`, of those who finished key stage 4 the year before."""
    before = (key[0], max(key[1] - 1, 2016))
    groups = groups_of(before, census, census.ages[before][15], 1.1, 0.95)
    levels = _scaled(_SUSTAINED, key)
    counts = met(stream("destinations", *key), key, groups, levels, "sustained")
    _by_kind(stream("kinds of destination", *key), counts, _KS4_WEIGHTS, KS4_KINDS)
    return counts


def after_16_to_18(key: Key, census: SchoolCensus) -> Counts:
    """Destinations of students of mainstream schools, and of colleges, with labels of their own."""
    rng = stream("post 16", *key)
    size = census.ages[key[0], key[1] - 1][15]
    in_schools, in_colleges = rounded(size * (1 - _IN_COLLEGE)), rounded(size * _IN_COLLEGE)
    with_sen, with_difficulty = rounded(in_schools * 0.06), rounded(in_colleges * 0.24)
    students = {
        NONE: in_schools - with_sen,
        SUPPORT: with_sen,
        NO_DIFFICULTY: in_colleges - with_difficulty,
        DIFFICULTY: with_difficulty,
    }
    counts = Counts()
    for group, number in students.items():
        counts["eligible", group] = number
        counts["sustained", group] = rounded(number * varied(rng, _STAYED_ON[group], 0.05))
    _by_kind(rng, counts, _POST16_WEIGHTS, POST16_KINDS)
    return counts


def _by_kind(
    rng: Random, counts: Counts, weights: Mapping[str, tuple[float, ...]], kinds: tuple[str, ...]
) -> None:
    """Divide those who stayed on, and the others, among the destinations."""
    for group, shares in weights.items():
        stayed = counts["sustained", group]
        moved = {kind: varied(rng, share, 0.25) for kind, share in zip(kinds, shares, strict=True)}
        left = {"all_notsust": 0.82, "all_unknown": 0.18}
        others = spread_over(counts["eligible", group] - stayed, left)
        for kind, number in (spread_over(stayed, moved) + others).items():
            counts[kind, group] = number


def _scaled(levels: Levels, key: Key) -> Levels:
    """Take a part of a place's attainment out again: some figures hardly follow it."""
    back = 1 / (0.5 + 0.5 * traits(key[0]).attainment)
    return {
        group: {year: level * back for year, level in series.items()}
        for group, series in levels.items()
    }
