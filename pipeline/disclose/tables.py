"""The tables of published.duckdb, each one query over the warehouse (docs/architecture.md)."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from pipeline.disclose import projection
from pipeline.disclose.findings import FEW, add_findings
from pipeline.settings import Settings
from pipeline.validate import Finding

# The area with its region, England, its neighbours' mean and the NHS areas that overlap it in full.
# Of each neighbour the totals and groups by SEN provision, of every other LA the latest of these
# that is ranked or mapped: more of them would be most of the file, and is in the publications.
_INDICATOR_VALUES = """
    with home as (
        select area_code, region_code from warehouse.marts.dim_areas where area_code = $la
    ),
    wanted as (
        select area_code from home
        union select region_code from home where region_code is not null
        union select area_code from warehouse.marts.dim_areas where geographic_level = 'National'
        union select 'neighbours-' || area_code from home
        union select area_code from warehouse.marts.dim_areas
        where geographic_level in ('Locality', 'ICB')
        union select area_code from warehouse.marts.dim_nhs_areas where la_area_code = $la
    ),
    neighbours as (
        select neighbour_code from warehouse.marts.dim_neighbours where area_code = $la
    ),
    latest as (
        select f.indicator_id, max(f.time_period) as time_period
        from warehouse.marts.fct_indicator_values as f
        inner join warehouse.marts.dim_indicators as i on f.indicator_id = i.indicator_id
        where
            f.geographic_level = 'Local authority' and f.value_status <> 'projected' and i.is_ranked
        group by f.indicator_id
    )
    select
        f.*,
        case f.geographic_level
            when 'Local authority' then codes.new_la_code
        end as new_la_code
    from warehouse.marts.fct_indicator_values as f
    left join wanted on f.area_code = wanted.area_code
    left join latest
        on f.indicator_id = latest.indicator_id
        and f.time_period = latest.time_period
        and f.geographic_level = 'Local authority'
        and f.breakdown_topic in ('Total', 'SEN provision')
    left join neighbours
        on f.area_code = neighbours.neighbour_code
        and f.breakdown_topic in ('Total', 'SEN provision')
    left join warehouse.marts.dim_area_codes as codes
        on f.area_code = codes.area_code
        and f.reference_date between codes.first_date and codes.last_date
    where coalesce(wanted.area_code, neighbours.neighbour_code, latest.indicator_id) is not null
    order by
        f.indicator_id, f.breakdown_topic, f.breakdown, f.time_period,
        f.geographic_level, f.area_code, f.value_status
"""

# A difference beside its published value tells the own one: it is shown only where that is.
_LOCAL_DIFFERENCES = """
    select
        d.indicator_id, d.time_period, d.area_code, d.breakdown_topic, d.breakdown, d.unit,
        d.local_value, d.published_value, d.difference, d.local_population_id,
        d.published_population_id, d.local_source_id, d.published_source_id, d.reasons
    from warehouse.quality.int_local_differences as d
    semi join indicator_values as v
        on d.indicator_id = v.indicator_id
        and d.time_period = v.time_period
        and d.area_code = v.area_code
        and d.breakdown_topic = v.breakdown_topic
        and d.breakdown = v.breakdown
        and v.value_status = 'local'
        and v.indicator_value is not null
    where $is_exact
    order by d.indicator_id, d.breakdown_topic, d.breakdown, d.time_period
"""

_QUERIES = {
    "indicator_values": _INDICATOR_VALUES,
    "indicators": """
        select *, cast(chapter_number as varchar) as chapter
        from warehouse.marts.dim_indicators
        order by chapter_number, sort_order, indicator_id
    """,
    "breaks": """
        select breaks.*
        from warehouse.marts.dim_breaks as breaks
        left join warehouse.marts.dim_areas as home on home.area_code = $la
        where
            breaks.area_code is null
            or breaks.area_code = home.area_code
            or breaks.area_code = home.region_code
            or breaks.area_code like 'E92%'
        order by
            breaks.indicator_id, breaks.time_period, breaks.kind, breaks.area_code,
            breaks.breakdown_topic, breaks.breakdown, breaks.is_local
    """,
    "populations": """
        select * from warehouse.marts.dim_populations order by population_id
    """,
    "areas": """
        select
            a.area_code,
            a.area_name,
            a.geographic_level,
            a.region_code,
            a.region_name,
            year(a.created_date) as first_period_year,
            year(a.ended_date) as last_period_year,
            case
                when a.created_date is not null
                    then a.area_name || ' was created in ' || strftime(a.created_date, '%B %Y')
                    || ': its figures start then.'
                when a.ended_date is not null
                    then a.area_name || ' ended in ' || strftime(a.ended_date, '%B %Y')
                    || ': its figures end then.'
            end as note,
            a.area_code = $la as is_home
        from warehouse.marts.dim_areas as a
        order by a.geographic_level, a.area_code
    """,
    "neighbours": """
        select area_code, neighbour_code, neighbour_name, neighbour_rank, neighbour_set
        from warehouse.marts.dim_neighbours
        where area_code = $la
        order by neighbour_rank
    """,
    "nhs_areas": """
        select area_code, area_name, area_kind, areas_of_kind
        from warehouse.marts.dim_nhs_areas
        where la_area_code = $la
        order by area_kind, area_name, area_code
    """,
    "sources": """
        select * from warehouse.marts.dim_sources order by source_id
    """,
    # The council's own files are counted, not named: a file's name may be a child's.
    "files": f"""
        select
            file_name, member_name, status, source_name, table_name, row_count,
            missing_columns, unknown_columns, closest, note
        from warehouse.raw.files
        where coalesce(origin, 'published') <> 'inbox'
        union all
        select
            count(*) || case when count(*) = 1 then ' file' else ' files' end
                || ' of the council' as file_name,
            '' as member_name, status, source_name, table_name,
            -- Of few rows each may be one child.
            case
                when sum(row_count) >= {FEW} or sum(row_count) = 0
                    then cast(sum(row_count) as bigint)
            end as row_count,
            null as missing_columns, null as unknown_columns, null as closest, null as note
        from warehouse.raw.files
        where origin = 'inbox'
        group by status, source_name, table_name
        order by file_name, member_name, source_name, table_name, status
    """,
    # What is withheld anywhere, and what is noted about the area, its region and England.
    "quality_checks": """
        select
            c.check_id, c.check_title, c.check_kind, c.severity, c.indicator_id, c.time_period,
            c.area_code, c.area_name,
            case when c.breakdown = 'Total' then null else c.breakdown end as breakdown,
            c.expected_value, c.found_value, c.miss, c.outcome, c.action, c.explanation
        from warehouse.marts.fct_quality_checks as c
        left join warehouse.marts.dim_areas as home on home.area_code = $la
        where
            c.action = 'withheld'
            or c.area_code is null
            or c.area_code = home.area_code
            or c.area_code = home.region_code
            or c.area_code like 'E92%'
        order by
            c.check_id, c.indicator_id, c.time_period, c.area_code, c.breakdown,
            c.found_value, c.expected_value, c.area_name, c.explanation
    """,
    "quality_summary": """
        select * from warehouse.marts.fct_quality_summary order by check_id
    """,
    "identities_by_area": """
        with councils as (
            select
                identity_id,
                count(*) as areas_checked,
                count(case when failed > 0 then 1 end) as areas_failed,
                sum(failed) as all_failed,
                sum(explained) as all_explained
            from warehouse.marts.fct_identities_by_area
            where geographic_level = 'Local authority' and checked + not_checkable > 0
            group by identity_id
        )
        select
            here.identity_id, here.title, here.checked, here.failed, here.explained,
            here.withheld, here.not_checkable,
            councils.areas_checked, councils.areas_failed,
            cast(councils.all_failed as bigint) as all_failed,
            cast(councils.all_explained as bigint) as all_explained
        from warehouse.marts.fct_identities_by_area as here
        inner join councils on here.identity_id = councils.identity_id
        where here.area_code = $la
        order by here.identity_id
    """,
    "row_rules": f"""
        select
            rules.rule_id, rules.severity, rules.source_name, rules.table_name, rules.field,
            rules.message,
            case when count(*) >= {FEW} then count(*) end as rows,
            count(*) < {FEW} as is_few
        from warehouse.quality.int_local_issues as issues
        inner join warehouse.reference.local_rules as rules on issues.rule_id = rules.rule_id
        group by all
        order by rules.severity, rules.source_name, rules.table_name, rules.rule_id
    """,
    "rejects": f"""
        select
            source_name, table_name, column_name, value_class,
            case when count(*) >= {FEW} then count(*) end as cells,
            count(*) < {FEW} as is_few
        from warehouse.quality.raw_rejects
        group by all
        order by source_name, table_name, column_name, value_class
    """,
    "missing_tables": """
        select source_name, table_name, consequence, count(distinct set_id) as exports
        from warehouse.raw.missing_tables
        group by all
        order by source_name, table_name, consequence
    """,
    "build": """
        select
            $la as la_code,
            coalesce($name, home.area_name) as area_name,
            home.region_code,
            $edition as edition,
            $contact as contact,
            $demonstration as is_demonstration,
            (
                select max(reference_date) from warehouse.marts.fct_indicator_values
                where area_code = $la and indicator_value is not null
                    and value_status <> 'projected'
            ) as data_date,
            (
                select min(neighbour_set) from warehouse.marts.dim_neighbours where area_code = $la
            ) as neighbour_set,
            $version as jsna_version
        from warehouse.marts.dim_areas as home
        where home.area_code = $la
    """,
}


def text(value: str) -> str:
    """A text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def write(
    con: duckdb.DuckDBPyConnection,
    settings: Settings,
    findings: Sequence[Finding],
    jsna_version: str,
) -> None:
    """Make every table of published.duckdb from the attached `warehouse`."""
    parameters: dict[str, object] = {
        "la": settings.la_code,
        "name": settings.area_name,
        "edition": settings.edition,
        "contact": settings.contact,
        "demonstration": settings.is_demonstration,
        "version": jsna_version,
    }
    for name, query in {**_QUERIES, **projection.QUERIES}.items():
        used = {key: value for key, value in parameters.items() if f"${key}" in query}
        con.execute(f"create table {name} as {query}", used)
    add_findings(con, findings)


def write_differences(con: duckdb.DuckDBPyConnection, is_exact: bool = True) -> None:
    """Add how own figures differ from published ones, where `indicator_values` shows both.

    Where own figures are not exact but rounded, there is no such row.
    """
    query = f"create table local_differences as {_LOCAL_DIFFERENCES}"
    con.execute(query, {"is_exact": is_exact})
