"""How many plans each place keeps, makes and ends: stock and flow that always balance.

Plans in January of the next year = plans in January + new plans of the year - plans ceased in it.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.demo.chance import between, rounded, spread, spread_over, stream, varied
from pipeline.demo.geography import PLACES
from pipeline.demo.placements import SETTING_BY_KEY, weights
from pipeline.demo.traits import Traits, traits
from pipeline.demo.who import AGE_GROUPS

FIRST_JANUARY, LAST_JANUARY = 2009, 2025
JANUARIES = range(FIRST_JANUARY, LAST_JANUARY + 1)
YEARS = range(FIRST_JANUARY, LAST_JANUARY)  # calendar years
Key = tuple[str, int]

# Growth of the country's plans from that January to the next.
_GROWTH = {
    2009: 0.008, 2010: 0.011, 2011: 0.012, 2012: 0.01, 2013: 0.013, 2014: 0.016, 2015: 0.058,
    2016: 0.097, 2017: 0.108, 2018: 0.102, 2019: 0.099, 2020: 0.094, 2021: 0.098, 2022: 0.093,
    2023: 0.107, 2024: 0.105,
}  # fmt: skip
_CEASED = {2009: 0.058, 2014: 0.062, 2018: 0.05, 2021: 0.055, 2024: 0.068}
_STATEMENTS = {2014: 1.0, 2015: 0.965, 2016: 0.71, 2017: 0.38, 2018: 0.1, 2019: 0.0}
_NEW_STATEMENTS = {2013: 1.0, 2014: 0.94, 2015: 0.11, 2016: 0.0}
_STOCK_AGES = {
    2010: (4.0, 35, 45, 16, 0),
    2014: (4.3, 37, 46, 12.7, 0),  # nobody over 19 could have a statement
    2015: (4.5, 37, 45, 13, 0.5),
    2022: (3.8, 33, 35, 21, 7.2),
}
_NEW_AGES = {2009: (28.0, 45, 25, 2, 0), 2013: (25, 46, 27, 2, 0), 2021: (22, 47, 26, 4.6, 0.4)}


@dataclass(frozen=True)
class PlanTotals:
    """Per place: plans by setting each January, new plans by setting and plans ceased each year."""

    stock: Mapping[Key, Counter[str]]
    stock_ages: Mapping[Key, Counter[str]]
    statements: Mapping[Key, Counter[str]]
    statement_ages: Mapping[Key, Counter[str]]
    new: Mapping[Key, Counter[str]]
    new_ages: Mapping[Key, Counter[str]]
    new_statements: Mapping[Key, Counter[str]]
    new_statement_ages: Mapping[Key, Counter[str]]
    ceased: Mapping[Key, int]


def grow_plan_totals() -> PlanTotals:
    """Plans, new plans and ceased plans of every place, from January 2009 to January 2025."""
    plans: dict[Key, int] = {}
    new: dict[Key, int] = {}
    ceased: dict[Key, int] = {}
    for place in PLACES:
        _grow_place(place, plans, new, ceased)
    stock = {key: _by_setting(*key, total, False) for key, total in plans.items()}
    made = {(p, y): _by_setting(p, y + 1, total, True) for (p, y), total in new.items()}
    stock_ages = {key: _by_age(key, total, _STOCK_AGES) for key, total in plans.items()}
    new_ages = {key: _by_age(key, total, _NEW_AGES) for key, total in new.items()}
    statements = {key: _statements(key, stock[key], _STATEMENTS) for key in stock}
    new_statements = {key: _statements(key, made[key], _NEW_STATEMENTS) for key in made}
    return PlanTotals(
        stock=stock,
        stock_ages=stock_ages,
        statements=statements,
        statement_ages={k: _under_twenty(statements[k], stock_ages[k]) for k in stock},
        new=made,
        new_ages=new_ages,
        new_statements=new_statements,
        new_statement_ages={k: _under_twenty(new_statements[k], new_ages[k]) for k in made},
        ceased=ceased,
    )


def _grow_place(
    place: str, plans: dict[Key, int], new: dict[Key, int], ceased: dict[Key, int]
) -> None:
    character = traits(place)
    rng = stream("growth", place)
    growth = {year: varied(rng, _GROWTH[year] * character.growth, 0.18) for year in YEARS}
    start = _back_to_2009(character, growth)
    plans[place, FIRST_JANUARY] = start
    for year in YEARS:
        now = plans[place, year]
        change = rounded(now * growth[year])
        ceased[place, year] = rounded(varied(rng, now * between(_CEASED, year), 0.12))
        new[place, year] = change + ceased[place, year]
        plans[place, year + 1] = now + change


def _back_to_2009(character: Traits, growth: Mapping[int, float]) -> int:
    plans = character.pupils * character.plan_rate / 100
    for year in range(2014, 2008, -1):
        plans /= 1 + growth[year]
    return rounded(plans)


def _by_setting(place: str, january: int, total: int, is_new: bool) -> Counter[str]:
    mix = weights(january, is_new)
    lasting, passing = stream("mix", place), stream("mix", place, january, is_new)
    return spread_over(
        total,
        {key: varied(passing, varied(lasting, weight, 0.3), 0.05) for key, weight in mix.items()},
    )


def _by_age(key: Key, total: int, shares: Mapping[int, tuple[float, ...]]) -> Counter[str]:
    rng = stream("age groups", key[0])
    weights_now = [
        varied(rng, between({year: row[band] for year, row in shares.items()}, key[1]), 0.06)
        for band in range(len(AGE_GROUPS))
    ]
    return Counter(dict(zip(AGE_GROUPS, spread(total, weights_now), strict=True)))


def _statements(key: Key, settings: Counter[str], shares: Mapping[int, float]) -> Counter[str]:
    share = between(shares, key[1])
    return Counter(
        {
            setting: 0 if SETTING_BY_KEY[setting].profile == "further" else rounded(number * share)
            for setting, number in settings.items()
        }
    )


def _under_twenty(statements: Counter[str], ages: Counter[str]) -> Counter[str]:
    """A statement ended at 19: plans by age group that are statements."""
    young = {age: float(ages[age]) for age in AGE_GROUPS[:-1]}
    return spread_over(statements.total(), young)
