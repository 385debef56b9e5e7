"""Leaks planted into a real site of the demonstration: each is found, and nothing else is."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from pipeline.second_net import search_site
from reports.render import render_site
from tests.fixtures_second_net import Key, Searched, hide, only
from tests.functional.conftest import Built

# The figures that the site shows of the topics below, by period: `many` groups in one, or periods.
_SHOWN = """
    select indicator_id, time_period, area_code, breakdown_topic, breakdown, indicator_value,
        numerator, lower_ci
    from indicator_values
    where value_status = 'local' and area_code = (select la_code from build)
        and indicator_value is not null and lower_ci is not null
    order by all
"""


@dataclass(frozen=True)
class Chosen:
    """A figure that the site shows, now hidden: with its true value, and its place in the site."""

    key: Key
    value: float
    lower: float
    figure: str
    page: str

    @property
    def group(self) -> str:
        return self.key[4]


@dataclass(frozen=True)
class Hidden:
    """The demonstration with one bar and one point of a line hidden."""

    searched: Searched
    bar: Chosen
    point: Chosen


@pytest.fixture(scope="module")
def hidden(demonstration: Built, tmp_path_factory: pytest.TempPathFactory) -> Hidden:
    folder = tmp_path_factory.mktemp("hidden")
    published = folder / "published.duckdb"
    shutil.copyfile(demonstration.folder / "build" / "published.duckdb", published)
    bar = next(_ranked(demonstration.site, published))
    point = next(_lines(demonstration.site, published))
    hide(published, [bar.key, point.key])
    render_site(published, folder / "site")
    return Hidden(Searched(folder / "site", demonstration.warehouse, published), bar, point)


@pytest.fixture
def site(hidden: Hidden, tmp_path: Path) -> Searched:
    return hidden.searched.copied(tmp_path)


def _rows(published: Path) -> dict[tuple[str, str], list[tuple[Key, float, float]]]:
    with duckdb.connect(str(published), read_only=True) as con:
        found: dict[tuple[str, str], list[tuple[Key, float, float]]] = {}
        for *key, value, _, lower in con.execute(_SHOWN).fetchall():
            one, two, three, four, five = key
            row = ((one, two, three, four, five), value, lower)
            found.setdefault((one, four), []).append(row)
    return found


def _ranked(site: Path, published: Path) -> Iterator[Chosen]:
    """The second of four or more bars that stand in the order of their values, not of names."""
    for (name, topic), rows in _rows(published).items():
        figure = f"{name}-local-{re.sub('[^a-z0-9]+', '-', topic.lower())}"
        file = site / "data" / f"{figure}.csv"
        last = max(key[1] for key, _, _ in rows)
        latest = sorted((row for row in rows if row[0][1] == last), key=lambda row: -row[1])
        names = [key[4] for key, _, _ in latest]
        has_plain_names = not any(re.search(r"\d|nknown", name) for name in names)
        if len(latest) < 4 or names == sorted(names) or not has_plain_names or not file.is_file():
            continue
        text = file.read_text(encoding="utf-8")
        places = [text.find(name) for name in names]
        if -1 not in places and places == sorted(places):
            yield Chosen(*latest[1], figure, _page_of(site, figure))


def _lines(site: Path, published: Path) -> Iterator[Chosen]:
    """The first point of a line."""
    for (name, topic), rows in _rows(published).items():
        figure = f"{name}-local"
        if topic == "Total" and len(rows) >= 2 and (site / "data" / f"{figure}.csv").is_file():
            yield Chosen(*rows[0], figure, _page_of(site, figure))


def _page_of(site: Path, figure: str) -> str:
    return next(
        page.name
        for page in sorted(site.glob("chapter-*.html"))
        if f'<figure id="{figure}"' in page.read_text(encoding="utf-8")
    )


def test_the_demonstration_has_no_leak(demonstration: Built) -> None:
    published = demonstration.folder / "build" / "published.duckdb"
    assert search_site(demonstration.site, demonstration.warehouse, published) == ()


def test_a_site_without_the_hidden_ones_has_no_leak(hidden: Hidden) -> None:
    assert hidden.searched.leaks() == ()


def test_a_site_that_shows_what_is_now_hidden_leaks_everywhere(
    hidden: Hidden, demonstration: Built
) -> None:
    """The site from before: every kind of place tells of the two figures."""
    searched = hidden.searched
    leaks = search_site(demonstration.site, searched.warehouse, searched.published)
    for chosen in (hidden.bar, hidden.point):
        files = {leak.file for leak in leaks if leak.figure == chosen.figure}
        assert files >= {f"data/{chosen.figure}.csv", chosen.page}
    assert {leak.indicator_id for leak in leaks} == {hidden.bar.key[0], hidden.point.key[0]}
    assert {leak.what for leak in leaks if leak.figure == hidden.bar.figure} >= {
        *("a number in a table", "a bar", "a point or bar of an interactive chart"),
        "rows in the order of a hidden value",
    }
    assert "a point of a chart" in {
        leak.what for leak in leaks if leak.figure == hidden.point.figure
    }
    assert "data/indicator_values.csv" in {leak.file for leak in leaks}


def test_a_percentage_left_in_a_file_is_found(site: Searched, hidden: Hidden) -> None:
    bar = hidden.bar
    file = f"data/{bar.figure}.csv"
    cell = f'"{bar.group}",' if "," in bar.group else f"{bar.group},"
    site.plant(file, f"{cell}[c]", f"{cell}{bar.value:.1f}")
    assert (only(site).file, only(site).what) == (file, "a number in a table")


def test_an_interval_left_in_the_whole_table_is_found(site: Searched, hidden: Hidden) -> None:
    file = "data/indicator_values.csv"
    header, *lines = site.read(file).splitlines()
    names = header.split(",")
    wanted = hidden.point.key
    [line] = [
        line
        for line in lines
        if (cells := line.split(","))[0] == wanted[0]
        and cells[2] == wanted[1]
        and f",{wanted[2]}," in line
        and ",Total,Total," in line
        and ",local,c," in line
    ]
    cells = line.split(",")
    cells[names.index("lower_ci")] = f"{hidden.point.lower:.1f}"
    site.plant(file, line, ",".join(cells))
    assert (only(site).file, only(site).indicator_id) == (file, wanted[0])


def in_figure(site: Searched, chosen: Chosen, pattern: str, new: str) -> None:
    """Put a text in the place of what first matches in a figure's block."""
    text = site.read(chosen.page)
    start = text.index(f'<figure id="{chosen.figure}"')
    block = text[start : text.index("</figure>", start)]
    planted, times = re.subn(pattern, lambda m: m.expand(new), block, count=1, flags=re.DOTALL)
    assert times == 1 and planted != block
    (site.site / chosen.page).write_text(text.replace(block, planted), encoding="utf-8")


def of_bar(bar: Chosen) -> dict[str, tuple[str, str]]:
    """What is planted about the hidden bar, by what is found."""
    group, value = re.escape(bar.group), f"{bar.value:.1f}%"
    head = rf'(row(?:header)?">{group}</th>.*?)'
    return {
        "cell": (rf"{head}<td>\[c\]</td>", rf"\1<td>{value}</td>"),
        "tooltip": (rf'{head}<span class="value">', rf'\1<span class="value" title="{value}">'),
        "bar": (
            rf'{head}<span class="value">',
            r'\1<svg width="61.2%"><rect width="100%"/></svg><span class="value">',
        ),
        "alt text": (r"(-alternative\" hidden>)", rf"\1{bar.group} {value}. "),
        "sentence": (
            r'(<p class="subtitle">)',
            rf"<p>Of {bar.group} it is {bar.value:.2f} in all.</p>\1",
        ),
        "JSON": (r'(-spec">\{)', rf'\1"told":"{bar.group}: {value}",'),
    }


@pytest.mark.parametrize("kind", ["cell", "tooltip", "bar", "alt text", "sentence", "JSON"])
def test_what_tells_of_a_hidden_bar_is_found(site: Searched, hidden: Hidden, kind: str) -> None:
    in_figure(site, hidden.bar, *of_bar(hidden.bar)[kind])
    leak = only(site)
    assert (leak.file, leak.figure) == (hidden.bar.page, hidden.bar.figure)


def test_a_hidden_bar_in_the_order_of_values_is_found(site: Searched, hidden: Hidden) -> None:
    text = site.read(hidden.bar.page)
    figure = text.index(f'<figure id="{hidden.bar.figure}"')
    start = text.index('<table class="bars', figure)
    chart = text[start : text.index("</table>", start)]
    rows = re.findall(r'<tr role="row">\n<th scope="row".*?</tr>\n', chart, re.DOTALL)
    [mine] = [row for row in rows if f">{hidden.bar.group}<" in row]
    rest = [row for row in rows if row != mine]
    moved = "".join([rest[0], mine, *rest[1:]])
    (site.site / hidden.bar.page).write_text(text.replace("".join(rows), moved), encoding="utf-8")
    leak = only(site)
    assert (leak.figure, leak.what) == (hidden.bar.figure, "rows in the order of a hidden value")


def test_a_point_of_a_line_is_found(site: Searched, hidden: Hidden) -> None:
    point = hidden.point
    in_figure(
        site,
        point,
        r'(<text class="sign" x="([\d.]+%)".*?<g class="trace area">)',
        r'\1<use href="#mark-area" x="\2" y="83"/>',
    )
    assert (only(site).figure, only(site).what) == (point.figure, "a point of a chart")


def test_many_digits_in_a_sentence_are_found(site: Searched, hidden: Hidden) -> None:
    site.plant("index.html", "<h2", f"<p>It is {hidden.point.value:.7f} there.</p><h2")
    assert (only(site).file, only(site).figure) == ("index.html", hidden.point.key[0])


def test_a_warehouse_in_the_site_is_found(site: Searched) -> None:
    shutil.copyfile(site.published, site.site / "data" / "all.duckdb")
    assert only(site).file == "data/all.duckdb"
