"""What is hidden and stands at its place in a page is found: in tables, texts and drawings."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from pipeline.second_net.order import is_ordered_by_hidden
from tests.fixtures_second_net import (
    LINE,
    NURSERY,
    PAGE,
    PUPILS,
    TYPES,
    WHOLE,
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


@pytest.mark.parametrize(
    ("figure", "old", "new", "after", "what"),
    [
        pytest.param(
            TYPES, "<td>[c]</td>", "<td>2.3%</td>", 'row">Nursery', "a number in a table", id="cell"
        ),
        pytest.param(
            TYPES,
            '<span class="value">[c]',
            f'<span class="value" title="{NURSERY:.1f}%">[c]',
            'rowheader">Nursery',
            "a number in a table",
            id="tooltip of a bar",
        ),
        pytest.param(
            TYPES,
            "<td>[c]</td>",
            '<td data-value="7">[c]</td>',
            'row">Nursery',
            "a number in a table",
            id="data attribute",
        ),
        pytest.param(
            LINE, "<td>[c]", "<td>3,203", "January 2023</th>", "a number in a table", id="count"
        ),
        pytest.param(
            TYPES,
            '<span class="value">[c]',
            '<svg width="2.27%" height="24"><rect width="100%"/></svg><span class="value">[c]',
            'rowheader">Nursery',
            "a bar",
            id="bar",
        ),
        pytest.param(
            TYPES, "Nursery [c]", "Nursery 2.3%", "alternative", "a number in a text", id="alt text"
        ),
        pytest.param(
            TYPES,
            "<p class=\"reading\">",
            "<p class=\"reading\">In nurseries it is lowest (Nursery: 7 of 311 pupils).</p><p>",
            "",
            "a number in a text",
            id="sentence",
        ),
        pytest.param(
            LINE,
            'class="still"',
            f'class="still" aria-label="It was {WHOLE:.1f}% in January 2023"',
            "",
            "a number in an attribute",
            id="aria-label",
        ),
        pytest.param(
            LINE,
            '<g class="trace area">',
            '<title>4.0% in January 2023</title><g class="trace area">',
            "",
            "a number in a text",
            id="title of a drawing",
        ),
        pytest.param(
            LINE,
            "</g>",
            '<use href="#mark-area" x="33.33%" y="68"/></g>',
            '<g class="trace area">',
            "a point of a chart",
            id="SVG point",
        ),
        pytest.param(
            LINE,
            "</g>",
            '<line class="link" x1="0%" x2="33.33%" y1="95" y2="41"/></g>',
            '<g class="trace area">',
            "a point of a chart",
            id="SVG segment",
        ),
        pytest.param(
            LINE,
            "</g>",
            '<polyline points="0,82 33.33,68 66.67,55"/></g>',
            '<g class="trace area">',
            "a point of a chart",
            id="SVG line",
        ),
        pytest.param(
            LINE,
            "January 2023: [c]",
            "January 2023: 4.0%",
            "-spec",
            "a point or bar of an interactive chart",
            id="tooltip of a point",
        ),
        pytest.param(
            LINE,
            "null,",
            f"{WHOLE},",
            '"y":[',
            "a point or bar of an interactive chart",
            id="point of Plotly",
        ),
        pytest.param(
            TYPES,
            ",null,null]",
            f",null,{NURSERY:.2f}]",
            '"x":[',
            "a point or bar of an interactive chart",
            id="bar of Plotly",
        ),
        pytest.param(
            TYPES,
            '"layout":{',
            '"notes":["Nursery: 2.25% (7 of 311)"],"layout":{',
            "-spec",
            "a text in the data of an interactive chart",
            id="inline JSON",
        ),
    ],
)  # fmt: skip
def test_a_value_at_its_place_in_a_page_is_found(
    site: Searched, figure: str, old: str, new: str, after: str, what: str
) -> None:
    text = site.read(PAGE)
    start = text.index(f'<figure id="{figure}"')
    block = text[start : text.index("</figure>", start)]
    place = block.index(old, block.index(after))
    planted = block[:place] + new + block[place + len(old) :]
    (site.site / PAGE).write_text(text.replace(block, planted), encoding="utf-8")
    leak = only(site)
    assert (leak.file, leak.figure, leak.what) == (PAGE, figure, what)


def test_a_hidden_bar_among_the_ranked_ones_is_found(site: Searched) -> None:
    text = site.read(PAGE)
    start = text.index('<table class="bars', text.index(f'<figure id="{TYPES}"'))
    chart = text[start : text.index("</table>", start)]
    rows = re.findall(r'<tr role="row">\n<th scope="row".*?</tr>\n', chart, re.DOTALL)
    names = [re.search(r'rowheader">(.*?)<', row) for row in rows]
    assert [name and name[1] for name in names] == [
        *("Special", "Secondary", "Primary", "All-through", "Nursery")
    ]
    moved = "".join([rows[0], rows[1], rows[3], rows[2], rows[4]])
    (site.site / PAGE).write_text(text.replace("".join(rows), moved), encoding="utf-8")
    leak = only(site)
    assert (leak.figure, leak.what) == (TYPES, "rows in the order of a hidden value")


def test_the_same_number_of_another_place_is_no_leak(site: Searched) -> None:
    """7 and 2.3% are the nursery's; 7 of England and 2.3% of primary schools are not."""
    figure = f'<figure id="{TYPES}"'
    site.plant(PAGE, "2.9%", "2.3%", figure)
    site.plant(
        PAGE,
        '<p class="reading">',
        '<p class="reading">Primary 2.3%; 7 groups; Special 99.2%. All-through [c], Nursery [c]. '
        "England: 7 of 311.</p><p>",
        figure,
    )
    assert site.leaks() == ()


@pytest.mark.parametrize(
    ("text", "leaks"),
    [
        # The later part of a sentence is about the group that is named first.
        ("Nursery schools have fewer; they were more, with 2.3% of all.", 1),
        # A count inside `data` that looks like a year is none.
        ('Nursery: <data value="2.25">2.3%</data> (<data value="1926">1,926</data> '
         "in all) in January 2025.", 1),
        # What an earlier sentence names is not meant.
        ("Nursery [c]. There are 7 groups of 311.", 0),
        ("Secondary 3.5%, Nursery [c], All-through [c]", 0),
    ],
)  # fmt: skip
def test_a_number_in_a_sentence_belongs_to_the_group_beside_it(
    site: Searched, text: str, leaks: int
) -> None:
    site.plant(PAGE, '<p class="reading">', f'<p>{text}</p><p class="reading">', f'id="{TYPES}"')
    assert len(site.leaks()) == leaks


@pytest.mark.parametrize(("text", "leaks"), [("2.3%", 0), ("2.3% in January 2025", 1)])
def test_a_number_that_its_group_shows_in_another_period_is_no_leak(
    site: Searched, tmp_path: Path, text: str, leaks: int
) -> None:
    """Nurseries had 2.3% in January 2024 as well, and that is shown."""
    warehouse = tmp_path / "warehouse.duckdb"
    shutil.copyfile(site.warehouse, warehouse)
    for file, table in (
        (warehouse, "marts.fct_indicator_values"),
        (site.published, "indicator_values"),
    ):
        with duckdb.connect(str(file)) as con:
            con.execute(
                f"insert into {table} select * replace ('202324' as time_period, "
                f"7 as numerator, 311 as denominator, {NURSERY!r} as indicator_value, "
                f"null as missing_reason) from {table} "
                "where breakdown = 'Nursery' and value_status = 'local'"
            )
    told = f'<p>Nursery: {text}</p><p class="reading">'
    site.plant(PAGE, '<p class="reading">', told, f'id="{TYPES}"')
    assert len(replace(site, warehouse=warehouse).leaks()) == leaks


LINKED = f'<a href="#{TYPES}">Pupils with an EHC plan, council&#39;s own records, nursery</a>'
SERIES = f'<a href="#{LINE}">Pupils with an EHC plan, council&#39;s own records</a>'


@pytest.mark.parametrize(
    ("page", "planted", "figure"),
    [
        pytest.param(PAGE, f"<ul><li>{LINKED}: 2.3%, 7 of 311.</li></ul>", TYPES, id="main point"),
        pytest.param(
            PAGE,
            "<table><tr><th>Measure</th><th>Exampleshire</th></tr>"
            f"<tr><th>{LINKED} <span>January 2025</span></th><td>2.3%</td></tr></table>",
            TYPES,
            id="table of comparisons",
        ),
        pytest.param(
            PAGE,
            "<table><tr><th>Measure</th><th>Before</th><th>Now</th></tr>"
            f"<tr><th>{SERIES} <span>January 2024</span></th><td>4.0% (January 2023)</td>"
            "<td>4.2%</td></tr></table>",
            LINE,
            id="table of changes",
        ),
        pytest.param(
            "quality.html",
            "<table><tr><th>Measure</th><th>Period</th><th>Own records</th></tr>"
            "<tr><th>Pupils with an EHC plan</th><td>January 2023</td>"
            f"<td>{WHOLE:.4f}</td></tr></table>",
            PUPILS,
            id="table of differences",
        ),
        pytest.param(
            "index.html",
            f'<ul><li><p>Fewest in January 2023: {WHOLE:.2f}%.</p>'
            f'<a href="{PAGE}#{LINE}">See the figure</a></li></ul>',
            LINE,
            id="first page",
        ),
    ],
)  # fmt: skip
def test_what_stands_outside_the_figures_is_found_by_its_link_or_name(
    site: Searched, page: str, planted: str, figure: str
) -> None:
    site.plant(page, "</main>", f"{planted}</main>")
    leak = only(site)
    assert (leak.file, leak.figure) == (page, figure)


def test_shown_figures_outside_the_figures_are_no_leak(site: Searched) -> None:
    shown = (
        f"<ul><li>{LINKED.replace('nursery', 'primary')}: 2.9%, 7 groups.</li></ul>"
        "<table><tr><th>Measure</th><th>Before</th><th>Now</th></tr>"
        f"<tr><th>{SERIES} <span>January 2025</span></th><td>4.2% (January 2024)</td>"
        "<td>4.6%</td></tr></table>"
    )
    site.plant(PAGE, "</main>", f"{shown}</main>")
    assert site.leaks() == ()


def test_how_many_rows_a_file_has_is_no_leak(site: Searched) -> None:
    files = (
        "<table><tr><th>What it holds</th><th>File</th><th>Rows</th></tr>"
        f"<tr><th>{LINKED}</th><td>{TYPES}.csv</td><td>7</td></tr></table>"
    )
    site.plant("data.html", "</main>", f"{files}</main>")
    assert site.leaks() == ()
    site.plant("data.html", "<th>Rows</th></tr><tr><th><a", "<th>Now</th></tr><tr><th><a")
    assert only(site).file == "data.html"


RANKED = (("special", 9.0), ("secondary", 7.0), ("primary", 5.0), ("nursery", None))


@pytest.mark.parametrize(
    ("order", "hidden", "is_told"),
    [
        ("0123", {"nursery": 1.0}, False),  # last, because it is hidden
        ("0132", {"nursery": 6.0}, True),
        ("2310", {"nursery": 6.0}, True),  # ranked from the lowest
        ("0132", {"nursery": 1.0}, False),  # among the others, but not in its place
        ("1032", {"nursery": 6.0}, False),  # not ranked at all
        ("0123", {"secondary": 8.0, "primary": 4.0, "nursery": 1.0}, True),
        ("0321", {"secondary": 8.0, "primary": 4.0, "nursery": 1.0}, False),  # by name
        ("0213", {"secondary": 8.0, "primary": 4.0, "nursery": 1.0}, False),
    ],
)
def test_an_order_tells_only_if_the_hidden_values_explain_it(
    order: str, hidden: dict[str, float], is_told: bool
) -> None:
    rows = [RANKED[int(place)] for place in order]
    assert is_ordered_by_hidden(rows, hidden) is is_told


@pytest.mark.parametrize(
    "names",
    [
        ("Female", "Male", "Unknown"),
        ("EHC plan", "SEN support", "All SEN"),
        ("Age 9", "Age 10", "Age 11"),
        ("Under 1 year", "1 to 4 years", "5 to 9 years"),
    ],
)
def test_an_order_of_names_tells_nothing(names: tuple[str, ...]) -> None:
    first, middle, last = (name.casefold() for name in names)
    assert not is_ordered_by_hidden([(first, 9.0), (middle, None), (last, 7.0)], {middle: 8.0})
