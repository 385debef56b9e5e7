"""How often the comparisons find a difference where there is none.

Made-up figures without any difference go through the very models: local authorities whose shares
lie as far apart as published ones do, two years of each drawn from one share, scores without
counts, and a council's own figures with localities drawn from the council's share.
`python -m tests.backtest.comparisons` prints the figures that docs/methods.md tells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from tests.model_sql import make_models, make_seed, make_table

HOME, ENGLAND, LAS, LOCALITIES = "101", "E92000001", 153, 5
YEARS = (2023, 2024)
MODELS = (
    "int_comparison_values",
    "int_funnels",
    "int_neighbour_ranks",
    "int_comparison_pairs",
    "int_comparison_tests",
    "fct_indicator_comparisons",
)
# England's share, the standard deviation between local authorities, and the typical base, as the
# published figures of 2024 and 2025 have them.
SHARES = (
    (0.315, 0.086, 3500), (0.207, 0.050, 3500), (0.213, 0.060, 3500), (0.106, 0.044, 3500),
    (0.0225, 0.0133, 3500), (0.040, 0.024, 3500), (0.464, 0.200, 500), (0.250, 0.110, 700),
    (0.055, 0.060, 500), (0.053, 0.009, 40000), (0.142, 0.017, 40000), (0.65, 0.12, 300),
    (0.36, 0.10, 350), (0.12, 0.05, 700), (0.50, 0.15, 90), (0.30, 0.08, 60),
)  # fmt: skip
SCORES = ((14.0, 1.8), (33.0, 2.2), (50.0, 2.9), (8.0, 2.5), (22.0, 3.5), (70.0, 4.0))


BREAK_COLUMNS = "indicator_id varchar, time_period varchar, area_code varchar, kind varchar"


@dataclass(frozen=True)
class Outcome:
    """What was found, page by page; what is false is known, because the figures are made up."""

    pages: int
    comparisons: int
    pages_with_a_false_finding: float
    share_found_falsely: float
    false_among_findings: float
    share_of_true_found: float | None
    pages_with_a_false_finding_uncorrected: float
    share_found_falsely_uncorrected: float


def published_pages(chapters: int, seed: int, moved: float = 0.0) -> Outcome:
    """Give what is found on pages of published figures: England and the year before.

    `moved` is the share of the figures with counts that truly fall by a quarter within the year.
    """
    rng = np.random.default_rng(seed)
    frames, indicators = [], []
    for chapter in range(1, chapters + 1):
        for place, (share, spread, base) in enumerate(SHARES):
            name = f"share-{chapter}-{place}"
            indicators.append((name, chapter, "rate", "percent", "higher_better"))
            frames.append(_shares(rng, name, share, spread, base, moved))
        for place, (mean, spread) in enumerate(SCORES):
            name = f"score-{chapter}-{place}"
            indicators.append((name, chapter, "mean", "score", "none"))
            frames.append(_scores(rng, name, mean, spread))
    return _found(pd.concat(frames), indicators)


def own_pages(chapters: int, seed: int) -> Outcome:
    """Give what is found on pages of own figures: localities, groups without SEN, years before."""
    rng = np.random.default_rng(seed)
    rows: list[dict[str, Any]] = []
    indicators = []
    for chapter in range(1, chapters + 1):
        for place, (share, _, base) in enumerate(SHARES):
            unit = "percent" if place % 4 else "per_1000"
            indicators.append((f"own-{chapter}-{place}", chapter, "rate", unit, "lower_better"))
            rows += _own(rng, f"own-{chapter}-{place}", share, base, unit)
    return _found(pd.DataFrame(rows), indicators)


def _shares(
    rng: np.random.Generator, name: str, share: float, spread: float, base: int, moved: float
) -> pd.DataFrame:
    """Local authorities from one distribution of shares, each with one share for both years."""
    sizes = np.maximum(30, rng.lognormal(np.log(base), 0.6, LAS)).astype(int)
    strength = share * (1 - share) / spread**2 - 1
    truth = rng.beta(share * strength, (1 - share) * strength, LAS)
    has_moved = rng.random(LAS) < moved
    frames = []
    for year in YEARS:
        if year == YEARS[-1]:
            truth = np.where(has_moved, 0.75 * truth, truth)
        counts = rng.binomial(sizes, truth)
        las = _figures(name, year, _codes(), counts, sizes).assign(has_moved=has_moved)
        england = _figures(name, year, [ENGLAND], [counts.sum()], [sizes.sum()])
        frames += [las, england]
    return pd.concat(frames)


def _scores(rng: np.random.Generator, name: str, mean: float, spread: float) -> pd.DataFrame:
    """Scores to one decimal without counts; small authorities scatter more."""
    chance = spread / 2 * rng.lognormal(0, 0.4, LAS)
    truth = rng.normal(mean, spread, LAS)
    frames = []
    for year in YEARS:
        values = np.round(rng.normal(truth, chance), 1)
        frames.append(_scored(name, year, _codes(), values))
        frames.append(_scored(name, year, [ENGLAND], [round(mean, 1)]))
    return pd.concat(frames)


def _own(
    rng: np.random.Generator, name: str, share: float, base: int, unit: str
) -> Iterator[dict[str, Any]]:
    """A council, its localities and two groups of its children, all with one share."""
    parts = rng.dirichlet(np.full(LOCALITIES, 8.0))
    sizes = np.maximum(10, parts * base).astype(int)
    scale = 100 if unit == "percent" else 1000
    for year in YEARS:
        is_part = unit == "percent"
        counts = rng.binomial(sizes, share) if is_part else rng.poisson(sizes * share)
        areas = [(HOME, "Total", "Total", counts.sum(), sizes.sum())]
        areas += [
            (f"locality-{place}", "Total", "Total", x, n)
            for place, (x, n) in enumerate(zip(counts, sizes, strict=True))
        ]
        for group, part in (("No SEN", 0.85), ("SEN support", 0.1), ("EHC plan", 0.05)):
            size = int(base * part)
            areas.append((HOME, "SEN provision", group, rng.binomial(size, share), size))
        for area, topic, breakdown, x, n in areas:
            yield {
                "indicator_id": name, "year": year, "area_code": area, "breakdown_topic": topic,
                "breakdown": breakdown, "numerator": float(x), "denominator": float(n),
                "indicator_value": scale * x / n, "value_status": "local", "has_moved": False,
            }  # fmt: skip


def _codes() -> list[str]:
    return [str(101 + place) for place in range(LAS)]


def _figures(name: str, year: int, codes: Any, counts: Any, sizes: Any) -> pd.DataFrame:
    frame = _scored(name, year, codes, 100 * np.asarray(counts) / np.asarray(sizes))
    return frame.assign(numerator=np.asarray(counts, float), denominator=np.asarray(sizes, float))


def _scored(name: str, year: int, codes: Any, values: Any) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "indicator_id": name,
            "year": year,
            "area_code": codes,
            "breakdown_topic": "Total",
            "breakdown": "Total",
            "numerator": np.nan,
            "denominator": np.nan,
            "indicator_value": values,
            "value_status": "final",
            "has_moved": False,
        }
    )


def _found(figures: pd.DataFrame, indicators: list[tuple[str, int, str, str, str]]) -> Outcome:
    """Run the models over the figures and count what they find, page by page."""
    with duckdb.connect() as con:
        _tables(con, figures, indicators)
        make_models(con, MODELS, {"la_code": HOME})
        [row] = con.execute(
            """
            with told as (
                select c.*, i.chapter_number, comparator = 'previous' and f.has_moved as is_true
                from fct_indicator_comparisons as c
                inner join dim_indicators as i on c.indicator_id = i.indicator_id
                inner join figures as f
                    on c.indicator_id = f.indicator_id and c.area_code = f.area_code
                    and c.time_period = f.year and c.breakdown = f.breakdown
                where p_value is not null
            ),
            pages as (
                select
                    count(*) as tested,
                    count(*) filter (is_true) as truths,
                    count(*) filter (is_true and is_different) as truths_found,
                    count(*) filter (not is_true and is_different) as found,
                    count(*) filter (not is_true and p_value <= 0.05) as found_alone
                from told
                group by case when is_local then '' else area_code end, chapter_number
            )
            select
                count(*), sum(tested), avg((found > 0)::int), sum(found) / sum(tested - truths),
                avg(found / greatest(1, found + truths_found)),
                sum(truths_found) / nullif(sum(truths), 0),
                avg((found_alone > 0)::int), sum(found_alone) / sum(tested - truths)
            from pages
            """
        ).fetchall()
    return Outcome(*row)


def _tables(
    con: duckdb.DuckDBPyConnection,
    figures: pd.DataFrame,
    indicators: list[tuple[str, int, str, str, str]],
) -> None:
    con.register("figures", figures)
    con.execute(
        """
        create table fct_indicator_values as
        select
            indicator_id, year::varchar as time_period, 'Calendar year' as time_identifier,
            case
                when area_code = 'E92000001' then 'National'
                when area_code like 'locality-%' then 'Locality'
                else 'Local authority'
            end as geographic_level,
            area_code, breakdown_topic, breakdown,
            case when not isnan(numerator) then numerator end as numerator,
            case when not isnan(denominator) then denominator end as denominator,
            indicator_value, value_status, null::varchar as missing_reason, false as break_before,
            null::double as lower_ci, null::double as upper_ci, null::varchar as ci_method
        from figures
        """
    )
    make_table(
        con,
        "dim_indicators",
        "indicator_id varchar, chapter_number integer, kind varchar, unit varchar, "
        "polarity varchar, has_intervals boolean",
        [(*row, True) for row in indicators],
    )
    years = [(str(year), year) for year in YEARS]
    make_table(con, "dim_periods", "time_period varchar, ending_year integer", years)
    make_table(con, "dim_areas", "area_code varchar, region_code varchar", [])
    make_table(con, "dim_breaks", BREAK_COLUMNS, [])
    make_table(con, "dim_neighbours", "area_code varchar, neighbour_code varchar", [])
    con.execute(
        """
        create table int_neighbour_means (
            area_code varchar, indicator_id varchar, time_period varchar, breakdown_topic varchar,
            breakdown varchar, neighbours_value double, neighbours_with_value bigint,
            neighbours_in_group bigint, lowest_value double, highest_value double)
        """
    )
    make_seed(con, "judgement_rules")


if __name__ == "__main__":
    for title, outcome in (
        ("published, no difference", published_pages(40, 1)),
        ("published, one in five has moved", published_pages(10, 2, moved=0.2)),
        ("own records, no difference", own_pages(1000, 3)),
    ):
        print(title, outcome)
