"""The whole invented England, grown once: every writer lays out a part of it and adds nothing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from pipeline.demo import decks, records
from pipeline.demo.decks import Deck
from pipeline.demo.geography import PLACES, Area
from pipeline.demo.plan_totals import Key, PlanTotals, grow_plan_totals
from pipeline.demo.records import Records
from pipeline.demo.results import Results, achieve
from pipeline.demo.school_census import SchoolCensus, take_census

FLOW_YEARS = range(2014, 2025)
SUPPORT_JANUARIES = range(2015, 2026)
RECORD_JANUARIES = (2024, 2025)
NEW_PLAN_YEARS = (2022, 2023, 2024)
CASE_YEARS = (2023, 2024)
HANDED_OUT = ("budgets", "residential", "work_based")
Item = TypeVar("Item")


@dataclass(frozen=True)
class World:
    """Counts per place and year, decks of what happened, and the single cases of the last years."""

    plans: PlanTotals
    flows: Mapping[str, Mapping[Key, Counter[str]]]  # by table, then columns
    records: Mapping[str, Mapping[Key, Records]]
    census: SchoolCensus
    results: Results

    def columns(self, table: str, area: Area, year: int) -> Counter[str]:
        """What happened in an area and year, in the columns of a table of the 2025 release."""
        return added(self.flows[table], area, year)


def added(counts: Mapping[Key, Counter[Item]], area: Area, year: int) -> Counter[Item]:
    """The counts of an area: those of its places, added up."""
    total: Counter[Item] = Counter()
    for place in area.places:
        for item, number in counts[place, year].items():
            total[item] += number
    return total


def grow_world() -> World:
    """The invented England, the same on every run."""
    plans = grow_plan_totals()
    dealt = _decks(plans)
    census = take_census(plans)
    flows = {
        table: {key: decks.columns(deck) for key, deck in by_key.items()}
        for table, by_key in dealt.items()
    }
    return World(plans, flows, _records(plans, dealt), census, achieve(census))


def _decks(plans: PlanTotals) -> Mapping[str, Mapping[Key, Deck]]:
    flows = [(place, year) for place in PLACES for year in FLOW_YEARS]
    stocks = [(place, january) for place in PLACES for january in SUPPORT_JANUARIES]
    made = {key: plans.new[key].total() for key in flows}
    kept = {key: plans.stock[key].total() for key in stocks}
    # Until 2015 some new plans were still statements, which had a time limit of their own.
    issued = {key: made[key] - plans.new_statements[key].total() for key in flows}
    assessed = {key: decks.assessments(*key, made[key]) for key in flows}
    return {
        "assessments": assessed,
        "requests": {key: decks.requests(*key, assessed[key].total()) for key in flows},
        "timeliness": {key: decks.timeliness(*key, issued[key]) for key in flows},
        "ceased": {key: decks.ceased(*key, plans.ceased[key]) for key in flows},
        "budgets": {key: decks.budgets(*key, kept[key]) for key in stocks},
        "residential": {key: decks.residential(*key, kept[key]) for key in stocks},
        "work_based": {key: decks.work_based(*key, kept[key]) for key in stocks},
    }


def _records(
    plans: PlanTotals, dealt: Mapping[str, Mapping[Key, Deck]]
) -> Mapping[str, Mapping[Key, Records]]:
    stocks = [(place, january) for place in PLACES for january in RECORD_JANUARIES]
    made = [(place, year) for place in PLACES for year in NEW_PLAN_YEARS]
    happened = [(place, year) for place in PLACES for year in CASE_YEARS]
    return {
        "plans": {
            key: records.plans_in_place(
                *key, plans, {name: dealt[name][key] for name in HANDED_OUT}
            )
            for key in stocks
        },
        "new_plans": {
            key: records.new_plans(*key, plans, dealt["timeliness"][key]) for key in made
        },
        "requests": {
            key: records.cases("requests", *key, dealt["requests"][key]) for key in happened
        },
        "assessments": {
            key: records.cases("assessments", *key, dealt["assessments"][key]) for key in happened
        },
        "ceased": {
            key: records.ceased_plans(*key, plans, dealt["ceased"][key]) for key in happened
        },
    }
