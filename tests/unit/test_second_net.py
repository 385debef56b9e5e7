"""Nothing hidden leaves in a site: what is planted is found and named, and nothing else is."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from pipeline import second_net
from pipeline.errors import DisclosureError
from pipeline.second_net import Leak, search_site, stop_for_leaks
from reports.render import render_site
from tests.fixtures_second_net import (
    LINE,
    MOORS,
    NURSERY,
    PLACES,
    PUPILS,
    SECOND,
    THROUGH,
    TYPES,
    WHOLE,
    YEARS,
    Searched,
    only,
    small_site,
)


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Searched:
    return small_site(tmp_path_factory.mktemp("small"))


@pytest.fixture
def site(clean: Searched, tmp_path: Path) -> Searched:
    return clean.copied(tmp_path)


def test_a_site_in_which_the_hidden_figures_are_marked_has_no_leak(clean: Searched) -> None:
    assert f"{clean.read(f'data/{TYPES}.csv').count('[c]')}" == "6"
    assert clean.leaks() == ()
    stop_for_leaks(clean.leaks())


@pytest.mark.parametrize(
    ("file", "old", "new", "after"),
    [
        pytest.param(f"data/{TYPES}.csv", "Nursery,[c]", f"Nursery,{NURSERY}", "", id="CSV rate"),
        pytest.param(f"data/{TYPES}.csv", "Nursery,[c],[c]", "Nursery,[c],7", "", id="CSV count"),
        pytest.param(f"data/{PLACES}.csv", "dales,[c]", f"dales,{MOORS:.1f}", "", id="locality"),
        pytest.param(f"data/{LINE}.csv", "2023,[c]", "2023,4", "", id="CSV series"),
        pytest.param(f"data/{YEARS}.csv", "2,[c],[c],[c]", "2,[c],[c],97", "", id="denominator"),
    ],
)
def test_a_number_left_in_a_figure_s_file_is_found(
    site: Searched, file: str, old: str, new: str, after: str
) -> None:
    site.plant(file, old, new, after)
    leak = only(site)
    assert (leak.file, leak.figure) == (file, Path(file).stem)


def test_rows_that_stand_where_a_hidden_value_puts_them_are_found(site: Searched) -> None:
    """All-through schools have 3.5%: between secondary and primary ones, not at the end."""
    file = f"data/{TYPES}.csv"
    hidden = "202425,All-through,[c],[c],[c]\n"
    site.plant(file, hidden, "")
    site.plant(file, "202425,Primary", f"{hidden}202425,Primary")
    leak = only(site)
    assert (leak.file, leak.what) == (file, "rows in the order of a hidden value")


def test_hidden_rows_in_the_order_of_names_or_years_are_no_leak(site: Searched) -> None:
    """Year 2 stands between year 1 and year 3, where its 3.1% would put it as well."""
    assert 2.7153 < SECOND < 3.4584
    assert "Year 2,[c]" in site.read(f"data/{YEARS}.csv")
    assert site.leaks() == ()


@pytest.mark.parametrize(
    "text",
    [
        f"{NURSERY}",
        f"{NURSERY:.7f}",
        f"{THROUGH:.6f}",
        f"about {MOORS:.8f} per cent",
        f"{SECOND - 0.5123456:.7f} to 4",  # the lower limit of its interval
    ],
)
@pytest.mark.parametrize("file", ["index.html", "assets/site.js", "data/more.txt"])
def test_the_many_digits_of_a_hidden_value_are_found_anywhere(
    site: Searched, file: str, text: str
) -> None:
    page = site.site / file
    before = page.read_text(encoding="utf-8") if page.exists() else ""
    page.write_text(f"{before}<!-- {text} -->\n", encoding="utf-8")
    leak = only(site)
    assert (leak.file, leak.figure) == (file, PUPILS)


@pytest.mark.parametrize(
    "text",
    [
        f"{NURSERY:.3f}",  # four digits are somebody else's as well
        "4.6388402899275185",  # the value of January 2025, which is shown
        f"{NURSERY:.4f}1",
        f"a{NURSERY}",
        "2025-02-25",
    ],
)
def test_other_numbers_are_no_leak(site: Searched, text: str) -> None:
    (site.site / "data" / "more.txt").write_text(text, encoding="utf-8")
    assert site.leaks() == ()


def test_a_number_published_by_a_department_is_no_leak_in_its_figure(site: Searched) -> None:
    """England's column and the published series stay what they are beside a hidden figure."""
    (site.site / "data" / f"{PUPILS}.csv").write_text(
        "time_period,date,Exampleshire (percent),England (percent)\n"
        f"202223,January 2023,4.1,{WHOLE:.1f}\n",
        encoding="utf-8",
    )
    assert site.leaks() == ()


def test_a_hidden_value_in_the_published_series_is_found(site: Searched) -> None:
    file = f"data/{PUPILS}.csv"
    (site.site / file).write_text(
        f"time_period,date,Exampleshire (percent)\n202223,January 2023,{WHOLE:.3f}\n",
        encoding="utf-8",
    )
    assert only(site).file == file


def test_a_whole_table_is_searched_by_its_keys(site: Searched) -> None:
    text = site.read("data/indicator_values.csv")
    [line] = [row for row in text.splitlines() if ",Nursery," in row]
    assert ",,,percent,,,," in line
    told = line.replace(",,,percent,,,,", f",,,percent,{NURSERY:.1f},,,", 1)
    (site.site / "data/indicator_values.csv").write_text(text.replace(line, told), encoding="utf-8")
    assert only(site).figure == f"indicator_values, {PUPILS}"


def test_a_percentage_in_the_json_of_a_figure_is_found(site: Searched) -> None:
    file = site.site / "data" / f"{TYPES}.json"
    file.write_text('{"told": ["Primary: 2.9%", "Nursery: [c]"]}', encoding="utf-8")
    assert site.leaks() == ()
    file.write_text('{"told": ["Primary: 2.9%", "Nursery: 2.3%"]}', encoding="utf-8")
    assert (only(site).file, only(site).figure) == (f"data/{TYPES}.json", TYPES)


@pytest.mark.parametrize(
    ("sql", "where"),
    [
        ("update indicator_values set numerator = 7 where missing_reason = 'c' and "
         "value_status = 'local' and breakdown = 'Nursery'", "indicator_values"),
        ("insert into indicator_comparisons (indicator_id, time_period, area_code, "
         "breakdown_topic, breakdown, is_local, comparator, difference) values "
         f"('{PUPILS}', '202425', '599', 'School type', 'Nursery', true, 'area', -2.4)",
         "indicator_comparisons"),
        ("insert into indicator_comparisons (indicator_id, time_period, area_code, "
         "breakdown_topic, breakdown, is_local, comparator, comparator_period, comparator_value) "
         f"values ('{PUPILS}', '202324', '599', 'Total', 'Total', true, 'previous', '202223', 4)",
         "indicator_comparisons"),
        ("insert into indicator_trends (indicator_id, area_code, breakdown_topic, breakdown, "
         "is_local, first_period, last_period, marker) values "
         f"('{PUPILS}', '599', 'Total', 'Total', true, '202122', '202425', 'rising')",
         "indicator_trends"),
        ("insert into breaks (indicator_id, area_code, breakdown_topic, breakdown, time_period, "
         "kind, reason, is_local) values "
         f"('{PUPILS}', '599', 'Total', 'Total', '202324', 'suspected', 'It was', true)", "breaks"),
        ("insert into local_differences (indicator_id, time_period, area_code, breakdown_topic, "
         f"breakdown, local_value) values ('{PUPILS}', '202223', '599', 'Total', 'Total', 4)",
         "local_differences"),
        ("create table monthly_limits as select indicator_id, area_code, breakdown_topic, "
         "breakdown, true as is_local, time_period, indicator_value, 4.1 as centre from "
         f"indicator_values where indicator_id = '{PUPILS}' and value_status = 'local' and "
         "breakdown_topic = 'Total' and area_code = '599'", "monthly_limits"),
    ],
)  # fmt: skip
def test_a_table_of_the_database_must_not_tell_either(site: Searched, sql: str, where: str) -> None:
    site.change(sql)
    leak = only(site)
    assert (leak.file, leak.figure) == ("published.duckdb", f"{where}, {PUPILS}")


def test_a_withheld_figure_of_a_department_is_no_secret(site: Searched) -> None:
    """It may well be what the council counts itself."""
    site.change(
        "insert into quality_checks (check_id, check_kind, indicator_id, time_period, area_code, "
        f"found_value) values ('sum', 'identity', '{PUPILS}', '202223', '599', 3203)"
    )
    site.plant(
        "quality.html",
        "</main>",
        "<table><tr><th>Measure</th><th>Period</th><th>Found</th></tr><tr><th>Pupils with an EHC "
        "plan</th><td>January 2023</td><td>3,203</td></tr></table></main>",
    )
    assert site.leaks() == ()


def test_what_is_worked_out_of_shown_figures_may_equal_a_hidden_one(site: Searched) -> None:
    added = (
        "insert into indicator_comparisons (indicator_id, time_period, area_code, "
        "breakdown_topic, breakdown, is_local, comparator, {}) values "
        f"('{PUPILS}', '202425', '599', 'School type', 'Primary', true, 'area', {NURSERY!r})"
    )
    site.change(added.format("difference"))
    assert site.leaks() == ()
    site.change(added.format("comparator_value"))
    assert (only(site).figure, only(site).what) == (
        *(f"indicator_comparisons, {PUPILS}", "a number with many digits"),
    )


def test_what_a_department_marks_as_hidden_is_its_own_matter(site: Searched) -> None:
    site.change(
        "update indicator_values set missing_reason = 'c' "
        f"where indicator_id = '{PUPILS}' and value_status <> 'local' and numerator is not null"
    )
    assert site.leaks() == ()


@pytest.mark.parametrize(
    ("file", "content"),
    [
        ("data/warehouse.duckdb", b"anything"),
        ("data/values.dat", b"\x00" * 8 + b"DUCK" + b"\x00" * 40),
        ("data/values.bin", b"PAR1" + b"\x00" * 40),
        ("target/index.html", b"<p>Lineage</p>"),
        ("run_results.json", b"{}"),
        ("data/notes.json", b'{"metadata": {"dbt_schema_version": "v12"}}'),
        ("data/results.json", b'{"results": [{"expectation_config": {}}]}'),
        (".jsna-key", b"0123"),
        ("data/issues.csv", b"rule_id,file,row\n"),
        ("data/pupils.csv", b"UPN,sex\nA1,F\n"),
        ("data/pupils.json", b'[{"uln": "1"}]'),
    ],
)
def test_a_file_that_has_no_place_in_a_site_is_found(
    site: Searched, file: str, content: bytes
) -> None:
    (site.site / file).parent.mkdir(exist_ok=True)
    (site.site / file).write_bytes(content)
    assert only(site).file == file


def test_true_numbers_behind_rounded_ones_are_hidden_too(clean: Searched, tmp_path: Path) -> None:
    site = clean.copied(tmp_path)
    site.change(
        "update indicator_values set numerator = 1400, denominator = 34000, "
        "indicator_value = 100.0 * 1400 / 34000 where value_status = 'local' "
        "and breakdown = 'Secondary'"
    )
    assert {leak.what for leak in site.leaks()} == {"a number with many digits"}
    render_site(site.published, tmp_path / "rounded")
    assert search_site(tmp_path / "rounded", site.warehouse, site.published) == ()


def test_a_site_of_published_figures_only_is_searched_for_files(
    clean: Searched, tmp_path: Path
) -> None:
    site = clean.copied(tmp_path)
    site.change("delete from indicator_values where value_status = 'local'")
    with duckdb.connect(str(tmp_path / "empty.duckdb")) as con:
        con.execute(f"attach '{clean.warehouse}' as full_one (read_only)")
        con.execute("create schema marts")
        con.execute(
            "create table marts.fct_indicator_values as "
            "select * from full_one.marts.fct_indicator_values where value_status <> 'local'"
        )
    (site.site / "data" / "issues.csv").write_text("rule_id\n", encoding="utf-8")
    found = search_site(site.site, tmp_path / "empty.duckdb", site.published)
    assert [leak.file for leak in found] == ["data/issues.csv"]


def test_the_line_counts_every_place_and_names_some() -> None:
    leaks = [Leak(f"data/{n}.csv", f"figure {n}", "a number in a table") for n in "abcdefg"]
    with pytest.raises(DisclosureError, match=r"at 7 places .* and 2 more; the site was not"):
        stop_for_leaks(leaks)


def test_a_script_is_passed_over_only_as_it_is_shipped(
    site: Searched, monkeypatch: pytest.MonkeyPatch
) -> None:
    script = site.site / "assets" / "plotly.min.js"
    changed = f"/* {WHOLE!r} */".encode()
    script.parent.mkdir(exist_ok=True)
    script.write_bytes(changed)
    assert only(site).file == "assets/plotly.min.js"
    monkeypatch.setattr(second_net, "_as_shipped", lambda name: changed)
    assert site.leaks() == ()
