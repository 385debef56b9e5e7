"""The comparisons that may be published, judged among themselves.

A comparison of the council's own figures tells both: it goes where either is hidden. What is left
is judged anew, so that no judgement on the page depends on a figure that is not there.
"""

from __future__ import annotations

import duckdb
import jinja2
import yaml

from pipeline.project import project_dir

_SHOWN = """
    select c.*, i.chapter_number, i.polarity
    from warehouse.marts.fct_indicator_comparisons as c
    inner join indicators as i on c.indicator_id = i.indicator_id
    where
        (not c.is_local and c.area_code = $la)
        or (
            c.is_local
            and $is_exact
            and exists (
                select 1 from indicator_values as own
                where
                    own.value_status = 'local'
                    and own.indicator_value is not null
                    and own.indicator_id = c.indicator_id
                    and own.time_period = c.time_period
                    and own.area_code = c.area_code
                    and own.breakdown_topic = c.breakdown_topic
                    and own.breakdown = c.breakdown
            )
            and exists (
                select 1 from indicator_values as other
                where
                    other.value_status = 'local'
                    and other.indicator_value is not null
                    and other.indicator_id = c.indicator_id
                    and other.time_period = c.comparator_period
                    and other.area_code = coalesce(c.comparator_area_code, c.area_code)
                    and other.breakdown_topic = c.breakdown_topic
                    and other.breakdown
                    = case c.comparator when 'no_sen' then 'No SEN' else c.breakdown end
            )
        )
"""

_JUDGED = """
    create table indicator_comparisons as
    with shown as ({shown}),
    tested as (select * exclude (q_value) from shown where p_value is not null),
    corrected as ({corrected}),
    judged as (
        select
            corrected.*,
            corrected.q_value <= {rate} as is_found,
            case
                when corrected.q_value > {rate} then 'level'
                when corrected.z_score > 0 then 'above'
                else 'below'
            end as direction
        from corrected
    ),
    worded as (
        select judged.* exclude (step_q, is_found, direction)
            replace (judged.is_found as is_different, rules.code as judgement)
        from judged
        left join warehouse.reference.judgement_rules as rules
            on rules.rule_kind = 'judgement'
            and judged.polarity = rules.polarity
            and judged.direction = rules.direction
    ),
    every as (
        select * from worded
        union all by name
        select * from shown where p_value is null
    )
    select {columns}
    from every
    order by
        indicator_id, breakdown_topic, breakdown, is_local, area_code, time_period, comparator
"""


def write_comparisons(con: duckdb.DuckDBPyConnection, la_code: str, is_exact: bool = True) -> None:
    """Write `indicator_comparisons` from the attached `warehouse`, once small numbers are gone.

    Where own figures are not exact but rounded, no comparison of them is told: it is made of the
    exact ones.
    """
    columns = con.execute("describe warehouse.marts.fct_indicator_comparisons").fetchall()
    query = _JUDGED.format(
        shown=_SHOWN,
        corrected=_benjamini_hochberg("tested", ["chapter_number"]),
        rate=_false_discovery_rate(),
        columns=", ".join(str(column[0]) for column in columns),
    )
    con.execute(query, {"la": la_code, "is_exact": is_exact})


def _benjamini_hochberg(relation: str, family: list[str]) -> str:
    """Give the query with which the models correct for how much is compared."""
    file = project_dir() / "macros" / "statistics" / "benjamini_hochberg.sql"
    module = jinja2.Template(file.read_text(encoding="utf-8")).module
    return str(getattr(module, file.stem)(relation, family))


def _false_discovery_rate() -> float:
    project = yaml.safe_load((project_dir() / "dbt_project.yml").read_text(encoding="utf-8"))
    return float(project["vars"]["false_discovery_rate"])
