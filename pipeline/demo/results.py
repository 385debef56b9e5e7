"""What pupils with a plan, with SEN support and without SEN achieve, and where they go afterwards.

Every figure is kept as a numerator and a denominator per place and year, so that the percentage of
a region or of England is made from counts, never from the percentages of its parts.
"""

from collections import Counter
from collections.abc import Callable, Mapping

from pipeline.demo.attendance import absence, exclusions
from pipeline.demo.chance import between, rounded, stream, varied
from pipeline.demo.cohorts import Counts, Levels, groups_of, met
from pipeline.demo.destinations import after_16_to_18, after_key_stage_4
from pipeline.demo.geography import PLACES
from pipeline.demo.plan_totals import Key
from pipeline.demo.school_census import NONE, PLAN, SUPPORT, SchoolCensus
from pipeline.demo.traits import traits

Results = Mapping[str, Mapping[Key, Counts]]
GROUPS = (NONE, SUPPORT, PLAN)
SEXES = ("Boys", "Girls")
UNKNOWN = "unknown"  # children of whom the census knows nothing
SOCIAL_CARE_GROUPS = ("CINO at 31 March", "CPPO at 31 March", "CLA 12 months at 31 March")
WITHOUT_TESTS = (2020, 2021)

_KS2: Levels = {
    NONE: {2016: 0.62, 2019: 0.745, 2022: 0.69, 2025: 0.735},
    SUPPORT: {2016: 0.165, 2019: 0.245, 2022: 0.215, 2025: 0.28},
    PLAN: {2016: 0.07, 2019: 0.09, 2022: 0.072, 2025: 0.088},
}
_PHONICS: Levels = {
    NONE: {2016: 0.86, 2019: 0.875, 2022: 0.825, 2025: 0.875},
    SUPPORT: {2016: 0.46, 2019: 0.48, 2022: 0.445, 2025: 0.515},
    PLAN: {2016: 0.19, 2025: 0.2},
}
_GOOD_LEVEL: Levels = {  # the early learning goals changed in 2022
    NONE: {2016: 0.76, 2019: 0.79, 2020: 0.71, 2022: 0.715, 2025: 0.745},
    SUPPORT: {2016: 0.42, 2019: 0.45, 2020: 0.4, 2025: 0.43},
    PLAN: {2016: 0.17, 2025: 0.18},
    UNKNOWN: {2016: 0.3},
}
_POINTS: Levels = {  # Attainment 8, tenths of a point
    NONE: {2016: 526, 2017: 494, 2019: 497, 2021: 538, 2023: 499, 2025: 501},
    SUPPORT: {2016: 352, 2017: 318, 2019: 324, 2021: 362, 2023: 331, 2025: 337},
    PLAN: {2016: 164, 2017: 138, 2019: 136, 2021: 155, 2023: 141, 2025: 147},
}
_PROGRESS: Levels = {
    NONE: {2016: 8},
    SUPPORT: {2016: -42, 2024: -45},
    PLAN: {2016: -106, 2022: -120},
}
_BY_19: Mapping[str, Levels] = {
    "level_2": {NONE: {2016: 0.9, 2024: 0.88}, SUPPORT: {2016: 0.7, 2024: 0.65},
                PLAN: {2016: 0.36, 2024: 0.3}},
    "level_2_em": {NONE: {2016: 0.78, 2024: 0.8}, SUPPORT: {2016: 0.37, 2024: 0.45},
                   PLAN: {2016: 0.155, 2024: 0.18}},
    "level_3": {NONE: {2016: 0.645, 2024: 0.63}, SUPPORT: {2016: 0.315, 2024: 0.35},
                PLAN: {2016: 0.135, 2024: 0.142}},
}  # fmt: skip
_NEET: Levels = {
    NONE: {2018: 0.021, 2025: 0.027},
    SUPPORT: {2018: 0.048, 2025: 0.06},
    PLAN: {2018: 0.052, 2025: 0.066},
}
_NOT_KNOWN: Levels = {
    NONE: {2018: 0.025, 2025: 0.021},
    SUPPORT: {2018: 0.036, 2025: 0.033},
    PLAN: {2018: 0.034, 2025: 0.031},
}
_HELPED = {  # of all children of school age, and the shares with a plan and with SEN support
    SOCIAL_CARE_GROUPS[0]: (0.0165, 0.29, 0.215),
    SOCIAL_CARE_GROUPS[1]: (0.0036, 0.1, 0.285),
    SOCIAL_CARE_GROUPS[2]: (0.005, 0.305, 0.272),
}
_MARCH = {"full_time": 0.862, "apprenticeship": 0.045, "other": 0.021}
_SCORECARD = {  # shares of the cohort that fill the other columns of the NEET scorecard
    "offer": 0.946,
    "vulnerable": 0.026,
    "level_3": 0.583,
    "level_2_em": 0.29,
    "basics": 0.67,
    "absence": 0.078,
    "persistent": 0.236,
}


def achieve(census: SchoolCensus) -> Results:
    """The results of every place: theme, then place and year."""
    themes: Mapping[str, tuple[range, Callable[[Key, SchoolCensus], Counts]]] = {
        "ks2": (range(2016, 2026), _ks2),
        "phonics": (range(2016, 2026), _phonics),
        "ks4": (range(2016, 2026), _ks4),
        "destinations": (range(2018, 2025), after_key_stage_4),
        "post16": (range(2021, 2023), after_16_to_18),
        "by_19": (range(2016, 2025), _by_19),
        "neet": (range(2018, 2026), _neet),
        "eyfsp": (range(2016, 2026), _foundation_stage),
        "absence": (range(2019, 2026), absence),
        "exclusions": (range(2020, 2025), exclusions),
        "social_care": (range(2020, 2026), _social_care),
    }
    return {
        theme: {(place, year): count((place, year), census) for place in PLACES for year in years}
        for theme, (years, count) in themes.items()
    }


def _ks2(key: Key, census: SchoolCensus) -> Counts:
    if key[1] in WITHOUT_TESTS:
        return Counter()
    groups = groups_of(key, census, census.ages[key][10], 1.15, 1.2)
    return met(stream("ks2", *key), key, groups, _KS2, "met")


def _phonics(key: Key, census: SchoolCensus) -> Counts:
    if key[1] in WITHOUT_TESTS:
        return Counter()
    groups = groups_of(key, census, census.ages[key][5], 0.8, 1.0)
    return met(stream("phonics", *key), key, groups, _PHONICS, "met")


def _foundation_stage(key: Key, census: SchoolCensus) -> Counts:
    """Children at the end of reception; boys and girls are counted without SEN."""
    if key[1] in WITHOUT_TESTS:
        return Counter()
    groups = groups_of(key, census, census.ages[key][4], 0.55, 0.72)
    groups[UNKNOWN] = rounded(groups[NONE] * 0.011)
    groups[NONE] -= groups[UNKNOWN]
    rng = stream("eyfsp", *key)
    counts = met(rng, key, groups, _GOOD_LEVEL, "good")
    girls = rounded(groups.total() * varied(rng, 0.489, 0.01))
    good = sum(counts["good", group] for group in groups)
    good_girls = rounded(good * girls / groups.total() * varied(rng, 1.1, 0.02))
    for sex, children, well in (
        ("Girls", girls, good_girls),
        ("Boys", groups.total() - girls, good - good_girls),
    ):
        counts["children", sex], counts["well", sex] = children, well
    return counts


def _social_care(key: Key, census: SchoolCensus) -> Counts:
    """Children of school age who get help on 31 March, by group and SEN provision."""
    rng = stream("social care", *key)
    counts: Counts = Counter()
    school_age = sum(number for age, number in census.ages[key].items() if 5 <= age <= 15)
    for group, (rate, plan, support) in _HELPED.items():
        children = rounded(school_age * varied(rng, rate, 0.25))
        counts[group, PLAN] = rounded(children * varied(rng, plan, 0.15))
        counts[group, SUPPORT] = rounded(children * varied(rng, support, 0.15))
        counts[group, NONE] = children - counts[group, PLAN] - counts[group, SUPPORT]
    return counts


def _ks4(key: Key, census: SchoolCensus) -> Counts:
    rng = stream("ks4", *key)
    counts: Counts = Counter()
    for group, number in groups_of(key, census, census.ages[key][15], 1.15, 0.95).items():
        boys = rounded(number * (0.51 if group == NONE else 0.66))
        level = between(_POINTS[group], key[1]) * traits(key[0]).attainment
        progress = between(_PROGRESS[group], key[1]) + 40 * (traits(key[0]).attainment - 1)
        for sex, pupils, better in (("Boys", boys, -1), ("Girls", number - boys, 1)):
            points = varied(rng, level * (1 + 0.04 * better), 0.04)
            counts["pupils", group, sex] = pupils
            counts["points", group, sex] = rounded(pupils * points)
            made = progress + 14 * better + 12 * (rng.random() - 0.5)
            counts["progress", group, sex] = rounded(pupils * made)
    return counts


def _by_19(key: Key, census: SchoolCensus) -> Counts:
    before = (key[0], max(key[1] - 3, 2016))
    groups = groups_of(before, census, census.ages[before][15], 1.05, 1.0)
    counts: Counts = Counter()
    for level, levels in _BY_19.items():
        counts |= met(stream("by 19", level, *key), key, groups, levels, level)
    return counts


def _neet(key: Key, census: SchoolCensus) -> Counts:
    rng = stream("neet", *key)
    tracking = varied(stream("tracking", key[0]), 1, 0.5)
    size = 2 * census.ages[key][15]
    counts: Counts = Counter()
    for group, number in groups_of(key, census, size, 1.1, 0.75).items():
        counts["cohort", group] = number
        counts["neet", group] = rounded(number * varied(rng, between(_NEET[group], key[1]), 0.2))
        unknown = varied(rng, between(_NOT_KNOWN[group], key[1]) * tracking, 0.3)
        counts["not_known", group] = rounded(number * unknown)
    counts["march",] = rounded(size * 1.002)
    for way, share in _MARCH.items():
        counts["march", way] = rounded(counts["march",] * varied(rng, share, 0.02))
    in_march = counts["cohort", PLAN] + counts["cohort", SUPPORT]
    counts["march", "sen"] = in_march
    counts["march", "sen", "participating"] = rounded(in_march * varied(rng, 0.885, 0.05))
    for what, share in _SCORECARD.items():
        counts["scorecard", what] = rounded(size * varied(rng, share, 0.04))
    counts["scorecard", "vulnerable", "adrift"] = rounded(
        counts["scorecard", "vulnerable"] * varied(rng, 0.27, 0.2)
    )
    counts["population",] = rounded(size * 1.07)
    return counts
