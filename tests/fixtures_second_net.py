"""A small council of which some figures are hidden: its warehouse, published.duckdb and site."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipeline.errors import DisclosureError
from pipeline.second_net import Leak, search_site, stop_for_leaks
from reports.render import render_site
from tests.fixtures_published import build_published

Key = tuple[str, str, str, str, str]
"""Indicator, time period, area, breakdown topic, breakdown."""
PUPILS = "pupils_with_ehc_plan"
PAGE = "chapter-1-population-and-prevalence.html"
LINE, TYPES, YEARS, PLACES = (
    f"{PUPILS}-local{topic}" for topic in ("", "-school-type", "-year-group", "-locality")
)
# What is hidden: 3,203 of 80,190 pupils in January 2023, 7 of 311 and 28 of 801 by school type,
# 3 of 97 in year 2, 1,600 of 35,020 in Moors and dales.
WHOLE, NURSERY, THROUGH, SECOND, MOORS = (
    100 * top / bottom
    for top, bottom in ((3203, 80190), (7, 311), (28, 801), (3, 97), (1600, 35020))
)
# Indicator, period, level, area, topic, breakdown, numerator, denominator: what is added to the
# own figures of `fixtures_published`, so that there are lines, ranked bars and bars in order.
_MORE = (
    ("202122", "Local authority", "599", "Total", "Total", 3001, 80200),
    ("202223", "Local authority", "599", "Total", "Total", 3203, 80190),
    ("202425", "Local authority", "599", "School type", "Nursery", 7, 311),
    ("202425", "Local authority", "599", "School type", "All-through", 28, 801),
    ("202425", "Local authority", "599", "Year group", "Reception", 151, 6011),
    ("202425", "Local authority", "599", "Year group", "Year 1", 163, 6003),
    ("202425", "Local authority", "599", "Year group", "Year 2", 3, 97),
    ("202425", "Local authority", "599", "Year group", "Year 3", 211, 6101),
)
HIDDEN: tuple[Key, ...] = (
    (PUPILS, "202223", "599", "Total", "Total"),
    (PUPILS, "202425", "599", "School type", "Nursery"),
    (PUPILS, "202425", "599", "School type", "All-through"),
    (PUPILS, "202425", "599", "Year group", "Year 2"),
    (PUPILS, "202425", "locality-moors", "Total", "Total"),
)
_WHERE = (
    "indicator_id = ? and time_period = ? and area_code = ? and breakdown_topic = ? "
    "and breakdown = ?"
)
_HIDE = (
    "update {0} set numerator = null, denominator = null, indicator_value = null, "
    "lower_ci = null, upper_ci = null, ci_method = null, missing_reason = 'c' "
    f"where value_status = 'local' and {_WHERE}"
)
_COMPARED = (
    "delete from indicator_comparisons where is_local and indicator_id = ? and "
    "? in (time_period, comparator_period) and "
    "? in (area_code, coalesce(comparator_area_code, area_code)) and breakdown_topic = ? and "
    "breakdown = ?"
)
_TRENDS = (
    "delete from indicator_trends where is_local and indicator_id = ? and "
    "? between first_period and last_period and area_code = ? and breakdown_topic = ? and "
    "breakdown = ?"
)


@dataclass(frozen=True)
class Searched:
    """A site with what it was made of."""

    site: Path
    warehouse: Path
    published: Path

    def leaks(self) -> tuple[Leak, ...]:
        """Give what the search finds."""
        return search_site(self.site, self.warehouse, self.published)

    def copied(self, folder: Path) -> Searched:
        """Give a copy to plant something in: the databases may be changed too."""
        ignored = shutil.ignore_patterns("plotly.min.js")
        shutil.copytree(self.site, folder / "site", ignore=ignored)
        shutil.copyfile(self.published, folder / "published.duckdb")
        return Searched(folder / "site", self.warehouse, folder / "published.duckdb")

    def read(self, file: str) -> str:
        """Give the text of a file of the site."""
        return (self.site / file).read_text(encoding="utf-8")

    def plant(self, file: str, old: str, new: str, after: str = "") -> None:
        """Put a text in the place of the first other one, `after` a third."""
        text = self.read(file)
        start = text.index(after) if after else 0
        place = text.index(old, start)
        planted = text[:place] + new + text[place + len(old) :]
        (self.site / file).write_text(planted, encoding="utf-8", newline="")

    def change(self, sql: str, values: Iterable[object] = ()) -> None:
        """Change published.duckdb."""
        with duckdb.connect(str(self.published)) as con:
            con.execute(sql, list(values))


def small_site(folder: Path) -> Searched:
    """Make the small council's site, in which nothing hidden can be read."""
    published = build_published(folder / "published.duckdb")
    warehouse = folder / "warehouse.duckdb"
    with duckdb.connect(str(published)) as con:
        con.execute("create table truth as select * from indicator_values")
        for table in ("indicator_values", "truth"):
            for row in _MORE:
                con.execute(f"insert into {table} {_like_an_own_row(row)}")
        con.execute(f"attach '{warehouse}' as warehouse")
        con.execute("create schema warehouse.marts")
        con.execute("create table warehouse.marts.fct_indicator_values as select * from truth")
        con.execute("drop table truth")
    hide(published, HIDDEN)
    site = folder / "site"
    render_site(published, site)
    return Searched(site, warehouse, published)


def hide(published: Path, keys: Iterable[Key]) -> None:
    """Hide own figures, and what is derived from them, in published.duckdb."""
    with duckdb.connect(str(published)) as con:
        for key in keys:
            con.execute(_HIDE.format("indicator_values"), list(key))
            con.execute(_COMPARED, list(key))
            con.execute(_TRENDS, list(key))
            con.execute(f"delete from local_differences where {_WHERE}", list(key))


def _like_an_own_row(row: tuple[str, str, str, str, str, int, int]) -> str:
    period, level, area, topic, breakdown, top, bottom = row
    value = 100 * top / bottom
    return f"""
        select * replace (
            '{period}' as time_period, '{level}' as geographic_level, '{area}' as area_code,
            '{topic}' as breakdown_topic, '{breakdown}' as breakdown,
            {top} as numerator, {bottom} as denominator, {value!r}::double as indicator_value,
            {value - 0.5123456!r}::double as lower_ci, {value + 0.6123456!r}::double as upper_ci
        )
        from indicator_values
        where indicator_id = '{PUPILS}' and value_status = 'local' and time_period = '202425'
            and area_code = '599' and breakdown_topic = 'Total'
        limit 1
    """


def only(site: Searched) -> Leak:
    """The one leak there is, which the line that stops a build names without any value."""
    found = site.leaks()
    assert len(found) == 1, found
    with pytest.raises(DisclosureError) as stopped:
        stop_for_leaks(found)
    line = str(stopped.value)
    assert stopped.value.exit_code == 14
    assert found[0].file in line and found[0].figure in line and "\n" not in line
    assert not re.search(r"\d{3}|\d\.\d", line), line
    return found[0]
