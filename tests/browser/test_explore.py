"""The interactive charts: the same values, nothing sent, nothing in the way.

Drawing them is slow, so the tests that only look at them take the page as the last one left it.
"""

import pytest
from playwright.sync_api import Browser, BrowserContext

from tests.browser.test_pages import UNNAMED
from tests.browser.visits import CHAPTERS, Visit

pytestmark = pytest.mark.browser

EVERY_CHAPTER = [(name, "file") for name in CHAPTERS]
PLOTTED = """() => [...document.querySelectorAll('figure')].map(figure => {
    const chart = figure.querySelector('.explore');
    const values = trace => Array.from(trace.orientation === 'h' ? trace.x : trace.y);
    return {
        id: figure.id,
        values: chart.data.flatMap(values).filter(value => value !== null),
        sends: chart._context.showSendToCloud,
        address: chart._context.plotlyServerURL,
        extras: chart.querySelectorAll('.modebar-btn, .modebar-group, a').length,
    };
})"""
# The table's cells in the columns that the chart draws; where there are bars, in the rows too.
STILL = """() => [...document.querySelectorAll('figure')].map(figure => {
    const spec = JSON.parse(document.getElementById(figure.id + '-spec').textContent);
    const names = ['Value', ...spec.data.map(trace => trace.name)];
    const bars = figure.querySelectorAll('table.bars tbody tr').length;
    const heads = [...figure.querySelectorAll('table.figures thead th')]
        .map(head => head.firstChild.textContent.trim());
    const values = [...figure.querySelectorAll('table.figures tbody tr')]
        .filter((row, place) => bars === 0 || place < bars)
        .flatMap(row => [...row.children].filter((cell, place) => names.includes(heads[place])))
        .map(cell => cell.querySelector('data')).filter(Boolean)
        .map(data => parseFloat(data.value));
    return {id: figure.id, values};
})"""


CUT_OFF = """() => [...document.querySelectorAll('.explore svg text')]
    .filter(text => text.getBoundingClientRect().right > document.documentElement.clientWidth)
    .map(text => text.textContent)"""


@pytest.mark.parametrize("visited", EVERY_CHAPTER, indirect=True, ids=CHAPTERS)
def test_an_interactive_chart_has_the_values_of_the_table_and_sends_nothing(visited: Visit) -> None:
    visited.explore()
    still = {figure["id"]: figure["values"] for figure in visited.page.evaluate(STILL)}
    plotted = visited.page.evaluate(PLOTTED)
    assert {figure["id"] for figure in plotted} == set(still)
    for figure in plotted:
        assert figure["values"]
        assert sorted(figure["values"]) == sorted(still[figure["id"]])
        assert (figure["sends"], figure["address"], figure["extras"]) == (False, "", 0)


@pytest.mark.parametrize("visited", EVERY_CHAPTER, indirect=True, ids=CHAPTERS)
def test_exploring_asks_for_nothing_outside_and_the_browser_has_no_complaint(
    visited: Visit,
) -> None:
    visited.explore()
    for point in visited.page.locator(".explore .point").all()[:2]:
        point.hover(force=True)
    assert visited.strangers == []
    assert visited.complaints == []
    assert visited.violations() == []


@pytest.mark.parametrize("visited", EVERY_CHAPTER, indirect=True, ids=CHAPTERS)
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_with_details_and_charts_open(
    visited: Visit, axe_script: str, width: int
) -> None:
    visited.resize(width)
    visited.explore()
    visited.set_details(True)
    assert visited.axe(axe_script) == []
    assert visited.page.evaluate(UNNAMED) == []
    assert visited.page.evaluate("document.documentElement.scrollWidth") <= width
    assert visited.page.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("visited", [("chapter-6-attainment.html", "http")], indirect=True, ids=str)
def test_exploring_works_from_a_server_too_and_leaves_nothing_behind(visit: Visit) -> None:
    visit.explore()
    assert (visit.strangers, visit.complaints, visit.violations()) == ([], [], [])
    assert visit.page.evaluate("localStorage.length + sessionStorage.length") == 0
    assert visit.page.context.cookies() == []


@pytest.mark.parametrize(
    "visited", [("quality.html", "file"), ("index.html", "file")], indirect=True, ids=str
)
def test_axe_finds_nothing_with_details_open_where_there_are_no_charts(
    visit: Visit, axe_script: str
) -> None:
    visit.set_details(True)
    for width in (360, 1280):
        visit.resize(width)
        assert visit.axe(axe_script) == []


@pytest.mark.parametrize("visited", [("chapter-6-attainment.html", "file")], indirect=True, ids=str)
def test_escape_closes_the_interactive_chart_and_the_focus_stays(visit: Visit) -> None:
    page = visit.page
    figure = page.locator("figure").first
    button = figure.locator("button")
    stops = page.locator("figure :is(a[href], button, summary, [tabindex='0'])")
    before = stops.count()
    button.focus()
    page.keyboard.press("Enter")
    figure.locator(".explore .main-svg").first.wait_for()
    assert button.get_attribute("aria-expanded") == "true"
    assert "Close" in button.inner_text()
    assert not figure.locator(".still").is_visible()
    assert "shown" in figure.locator("[aria-live=polite]").inner_text()
    assert page.evaluate("document.activeElement.dataset.figure") == figure.get_attribute("id")
    assert stops.count() == before
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert figure.locator(".still").is_visible()
    assert not figure.locator(".explore").is_visible()
    assert "closed" in figure.locator("[aria-live=polite]").inner_text()


def test_years_of_an_interactive_chart_do_not_cover_one_another(
    context: BrowserContext, addresses: dict[str, str]
) -> None:
    visit = Visit(context, addresses["file"], "chapter-5-plans-and-placements.html", 320)
    visit.explore()
    gaps = visit.page.evaluate("""() => [...document.querySelectorAll('.xaxislayer-above')].flatMap(
        axis => { const boxes = [...axis.querySelectorAll('text')]
            .map(text => text.getBoundingClientRect());
            return boxes.slice(1).map((box, place) => box.left - boxes[place].right); })""")
    assert len(gaps) > 4
    assert min(gaps) > 4
    visit.page.close()


def test_a_finger_can_scroll_past_an_interactive_chart(
    browser: Browser, addresses: dict[str, str]
) -> None:
    phone = browser.new_context(viewport={"width": 360, "height": 700}, has_touch=True)
    visit = Visit(phone, addresses["file"], "chapter-6-attainment.html", 360)
    visit.explore()
    page = visit.page
    page.locator(".explore").first.evaluate("chart => chart.scrollIntoView({behavior: 'instant'})")
    before = page.evaluate("window.scrollY")
    finger = phone.new_cdp_session(page)
    for kind, y in [("touchStart", 400), *(("touchMove", y) for y in range(390, 189, -10))]:
        point = {"type": kind, "touchPoints": [{"x": 180, "y": y}]}
        finger.send("Input.dispatchTouchEvent", point)
    page.wait_for_timeout(100)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert page.evaluate("window.scrollY") - before >= 180
    phone.close()
