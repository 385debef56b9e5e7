"""The list of rows that break a rule: its rules, its file and its summary."""

import csv
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import jinja2
import pytest
from rich.console import Console
from typer.testing import CliRunner

import pipeline.build
from cli import app
from pipeline.disclose import tables
from pipeline.errors import ReportError
from pipeline.issues import MOST_RULES, RuleCount, has_own_records, summary, write_issues

ROOT = Path(__file__).resolve().parents[2]
MODELS = sorted((ROOT / "models" / "quality" / "local").glob("int_*_issues.sql"))


def rules_of_seed() -> list[dict[str, str]]:
    with (ROOT / "seeds/reference/local_rules.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def rules_of_sql() -> dict[str, str]:
    """Give each rule's id in the models and the table that it is asked of."""
    macros = [*sorted((ROOT / "macros" / "local").glob("*.sql"))]
    macros += [ROOT / "macros" / f"{name}.sql" for name in ("matches", "replace_all")]
    text = "".join(file.read_text(encoding="utf-8") for file in macros)
    environment = jinja2.Environment(extensions=["jinja2.ext.do"], autoescape=False)
    stand_ins: dict[str, Any] = {
        "ref": lambda name: name,
        "source": lambda source, table: f"{source}__{table}",
        "var": lambda _: "501",
        "adapter": SimpleNamespace(dispatch=lambda name, _: lambda *_: f"{name}()"),
        "return": lambda value: value,
    }
    environment.globals.update(stand_ins)
    found = {}
    for model in MODELS:
        sql = environment.from_string(text + model.read_text(encoding="utf-8")).render()
        for part in sql.split("local_rules.table_name = '")[1:]:
            ids = re.findall(r"when '(\w+)' then flagged\.rule_", part)
            found.update(dict.fromkeys(ids, part.partition("'")[0]))
    return found


def test_every_rule_of_the_models_is_in_the_seed_and_the_other_way_round() -> None:
    assert rules_of_sql() == {rule["rule_id"]: rule["table_name"] for rule in rules_of_seed()}


def test_every_rule_says_where_it_comes_from_and_what_is_wrong_in_a_sentence() -> None:
    for rule in rules_of_seed():
        assert rule["origin"], rule["rule_id"]
        assert rule["message"][0].isupper(), rule["rule_id"]
        assert rule["message"][-1] in ".?", rule["rule_id"]


def test_every_model_with_rules_is_in_the_list_of_issues() -> None:
    union = (ROOT / "models/quality/local/int_local_issues.sql").read_text(encoding="utf-8")
    named = set(re.findall(r"'(int_\w+)'", union))
    assert named == {model.stem for model in MODELS} - {"int_local_issues"}


@pytest.fixture
def warehouse(tmp_path: Path) -> Path:
    """A warehouse whose one rule two rows of one file break."""
    path = tmp_path / "warehouse.duckdb"
    with duckdb.connect(str(path)) as con:
        con.execute("create schema raw; create schema quality; create schema reference")
        con.execute(
            "create table raw.files as select 'f' as file_id, 'export.zip' as file_name, "
            "'needs, old.csv' as member_name, 'inbox' as origin, 'recognised' as status"
        )
        con.execute(
            "create table reference.local_rules as select 'x_y' as rule_id, 'It is \"wrong\".' "
            "as message"
        )
        con.execute(
            "create table quality.int_local_issues as select 'x_y' as rule_id, "
            "'QUERY' as severity, 's' as source_name, 'x' as table_name, 'y' as field, "
            "null::varchar as school, "
            "'f' as file_id, n as row_number from (values (10), (9)) as numbers(n)"
        )
    return path


def test_the_list_is_utf_8_csv_with_a_header_and_nothing_is_lost(
    warehouse: Path, tmp_path: Path
) -> None:
    counts = write_issues(warehouse, tmp_path / "issues.csv")
    assert counts == (RuleCount("x_y", "QUERY", "s.x", 'It is "wrong".', 2),)
    lines = (tmp_path / "issues.csv").read_bytes().decode("utf-8").split("\n")
    assert lines == [
        "rule_id,severity,table,field,school,file,row,message,how_many",
        'x_y,QUERY,s.x,y,,"export.zip > needs, old.csv",9,"It is ""wrong"".",2',
        'x_y,QUERY,s.x,y,,"export.zip > needs, old.csv",10,"It is ""wrong"".",2',
        "",
    ]
    assert not list(tmp_path.glob("*.part"))


def test_a_list_that_cannot_be_replaced_stays_and_is_one_line(
    warehouse: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "issues.csv").write_text("the last one", encoding="utf-8")

    def locked(*_: object) -> None:
        raise PermissionError(13, "open elsewhere", str(tmp_path / "issues.csv"))

    monkeypatch.setattr("pipeline.issues.os.replace", locked)
    with pytest.raises(ReportError, match=r"issues\.csv cannot be written"):
        write_issues(warehouse, tmp_path / "issues.csv")
    assert (tmp_path / "issues.csv").read_text(encoding="utf-8") == "the last one"


def test_own_records_are_files_of_the_inbox_that_were_recognised(warehouse: Path) -> None:
    assert has_own_records(warehouse)
    with duckdb.connect(str(warehouse)) as con:
        con.execute("update raw.files set origin = 'published'")
    assert not has_own_records(warehouse)


def counted(rules: int) -> tuple[RuleCount, ...]:
    return tuple(RuleCount(f"rule_{n}", "ERROR", "s.t", "[x] is wrong.", n) for n in range(rules))


def test_the_terminal_shows_at_most_twenty_rules_and_how_many_more() -> None:
    console = Console(width=120)
    with console.capture() as capture:
        console.print(summary(counted(MOST_RULES + 3)))
    shown = capture.get()
    assert "rule_19" in shown
    assert "rule_20" not in shown
    assert "3 more rules" in shown
    assert "[x] is wrong." in shown


def test_check_ends_well_whatever_the_rows_break_and_says_where_the_list_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "build" / "issues.csv"
    checked = pipeline.build.Checked((), counted(2), file)
    monkeypatch.setattr(pipeline.build, "check", lambda *_: checked)
    result = CliRunner().invoke(app, ["check", "--area", "501", "--published", str(tmp_path)])
    assert result.exit_code == 0, result.output
    assert "rule_1" in result.stdout
    assert str(file) in result.stdout.replace("\n", "")


def test_a_difference_is_published_only_where_the_own_figure_is() -> None:
    con = duckdb.connect()
    con.execute("attach ':memory:' as warehouse")
    con.execute("create schema warehouse.quality")
    con.execute(
        "create table warehouse.quality.int_local_differences as "
        "select * from (values ('shown'), ('hidden')) as t(breakdown), "
        "(select 'i' as indicator_id, '2024' as time_period, '501' as area_code, 'Sex' as "
        "breakdown_topic, 'percent' as unit, 1.0 as local_value, 2.0 as published_value, "
        "-1.0 as difference, 'p' as local_population_id, 'q' as published_population_id, "
        "'a' as local_source_id, 'b' as published_source_id, 'why' as reasons)"
    )
    con.execute(
        "create table indicator_values as select 'i' as indicator_id, '2024' as time_period, "
        "'501' as area_code, 'Sex' as breakdown_topic, * from (values "
        "('shown', 'local', 1.0), ('shown', 'final', 2.0), "
        "('hidden', 'local', null), ('hidden', 'final', 2.0)) "
        "as t(breakdown, value_status, indicator_value)"
    )
    tables.write_differences(con)
    assert con.execute("select breakdown from local_differences").fetchall() == [("shown",)]
