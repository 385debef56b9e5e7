"""The key `own_counts` of the catalogue, and the counts as they are read from a database."""

from __future__ import annotations

import duckdb
import pytest

from pipeline.catalogue import load_catalogue
from pipeline.disclose.identities import read_identities
from pipeline.disclose.system import read_system
from pipeline.errors import ConfigError, DisclosureError
from pipeline.own_counts import COUNTED, OwnCounts, read_own_counts
from pipeline.project import project_dir


def test_an_entry_is_a_mapping_or_a_list_of_them() -> None:
    one = {"table": "plans", "numerator": "plans_neet", "denominator": "plans"}
    two = {"table": "plans", "numerator": "plans", "topics": ["Age", "Sex"]}
    expected = OwnCounts("plans", "plans_neet", "plans")
    assert read_own_counts(one, "neet", "ind_neet.yml") == (expected,)
    assert read_own_counts([two, one], "neet", "ind_neet.yml") == (
        *(OwnCounts("plans", "plans", topics=("Age", "Sex")), expected),
    )


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("plans", "is a mapping"),
        ({"table": "plans"}, "needs `table` and `numerator`"),
        ({"table": "plans", "numerator": "plans", "nominator": "x"}, "unknown keys: nominator"),
        ({"table": "plans", "numerator": 3}, "no text as `numerator`"),
        ({"table": "plans", "numerator": "plans", "topics": "Age"}, "no list of texts as `topics`"),
        ({"table": "plans", "numerator": "plans", "topics": []}, "no list of texts as `topics`"),
        ({"table": "plans", "numerator": "plans", "counts": "people"}, "counts none of children"),
        ({"table": "plans", "numerator": "plans", "of_total": True}, "without a denominator"),
        ({"table": "plans", "numerator": "plans", "counts": "sums"}, "sums without a denominator"),
        (
            {"table": "plans", "numerator": "a", "denominator": "b", "of_total": "yes"},
            "neither true nor false",
        ),
        (
            {"table": "plans", "numerator": "a", "denominator": "b", "group": "c"},
            "which only sums have",
        ),
        ({"table": "plans", "numerator": "plans", "breakdown": "x"}, "without `by_provision`"),
    ],
)
def test_what_does_not_fit_the_schema_is_named(entry: object, what: str) -> None:
    with pytest.raises(ConfigError, match=what) as caught:
        read_own_counts(entry, "neet", "ind_neet.yml")
    assert "indicator neet: `own_counts`" in str(caught.value)
    assert "ind_neet.yml" in str(caught.value)


def test_a_sum_names_the_children_that_it_is_over() -> None:
    points = OwnCounts("ks4", "points", "pupils", counts="sums")
    assert points.sums == ((("ks4", "points"), "pupils"),)
    sessions = OwnCounts("absence", "absent", "possible", counts="sums", group="enrolments")
    assert sessions.sums == (
        (("absence", "absent"), "enrolments"),
        (("absence", "possible"), "enrolments"),
    )
    assert OwnCounts("plans", "plans").sums == ()


def test_a_rate_of_the_catalogue_has_a_denominator_here_too() -> None:
    entries = [(item, own) for item in load_catalogue() for own in item.own_counts]
    assert len(entries) > 50
    for item, own in entries:
        assert own.counts in COUNTED
        assert (own.denominator is None) == (item.kind == "count"), item.indicator_id
        assert (item.kind in ("ratio", "gap")) == bool(own.compared_with), item.indicator_id
        assert item.kind != "mean" or own.counts == "sums", item.indicator_id


def test_every_family_of_own_records_says_what_its_figures_are_made_of() -> None:
    told = {item.family for item in load_catalogue() if item.own_counts}
    read = {
        file.stem
        for file in (project_dir() / "models" / "indicators").glob("*/ind_*.sql")
        for model in ("int_local_observations", "int_sen_ratios")
        if f"ref('{model}')" in file.read_text(encoding="utf-8")
    }
    assert read == told


def test_every_identity_has_a_kind_and_parts_unlike_its_total() -> None:
    identities = read_identities()
    assert len(identities) > 40
    for identity in identities:
        assert identity.relation in ("equal", "at least"), identity.identity_id
        assert identity.total not in identity.parts, identity.identity_id
        assert len(set(identity.parts)) == len(identity.parts), identity.identity_id


@pytest.fixture
def con() -> duckdb.DuckDBPyConnection:
    """A published database with two own figures, one of them beside a department's."""
    con = duckdb.connect()
    con.execute("attach ':memory:' as warehouse")
    con.execute("create schema warehouse.intermediate; create schema warehouse.raw")
    con.execute(
        "create table warehouse.raw.localities__places (locality_code varchar, icb_code varchar)"
    )
    con.execute("insert into warehouse.raw.localities__places values ('north', 'icb-1')")
    con.execute(
        """
        create table warehouse.intermediate.int_local_observations as
        select
            table_name, measure, '202425' as time_period, geographic_level, area_code,
            'Total' as breakdown_topic, 'Total' as breakdown, cast(value as double) as value
        from (
            values
                ('plans', 'plans', 'Local authority', '501', 40),
                ('plans', 'plans', 'Locality', 'north', 40),
                ('plans', 'plans_with_personal_budget', 'Local authority', '501', 8),
                ('plans', 'plans_with_personal_budget', 'Locality', 'north', 8),
                ('plans', 'plans_residential', 'Local authority', '501', null)
        ) as counts (table_name, measure, geographic_level, area_code, value)
        """
    )
    con.execute("create table indicators as select 'personal_budgets' as indicator_id, 'rate' kind")
    con.execute(
        """
        create table indicator_values as
        select
            'personal_budgets' as indicator_id, '202425' as time_period, area_code,
            'Total' as breakdown_topic, 'Total' as breakdown, value_status,
            cast(numerator as double) as numerator, cast(denominator as double) as denominator,
            20.0 as indicator_value
        from (
            values
                ('501', 'local', 8, 40), ('501', 'final', 9, 40), ('501', 'projected', 8, 40),
                ('north', 'local', 8, 40), ('E92000001', 'final', 8, 40)
        ) as counts (area_code, value_status, numerator, denominator)
        """
    )
    return con


def test_a_system_is_read_from_the_database(con: duckdb.DuckDBPyConnection) -> None:
    system = read_system(con, "501")
    plans = ("plans", "plans", "202425", "501", "Total", "Total")
    budgets = ("plans", "plans_with_personal_budget", *plans[2:])
    rest = ("plans", "plans less plans_with_personal_budget", *plans[2:])
    # One locality is the whole area: its counts are the area's.
    assert {name: cell.value for name, cell in system.cells.items()} == {
        plans: 40,
        budgets: 8,
        rest: 32,
    }
    assert [use.area_code for use in system.uses] == ["501", "north"]
    assert system.public == {plans: 40}


def test_two_counts_of_one_key_stop_the_build(con: duckdb.DuckDBPyConnection) -> None:
    con.execute(
        "insert into warehouse.intermediate.int_local_observations "
        "select * from warehouse.intermediate.int_local_observations where area_code = 'north'"
    )
    with pytest.raises(DisclosureError, match="cannot be told apart"):
        read_system(con, "501")
