"""Every page, as a reader's browser shows it before anything is clicked."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.visits import CHAPTERS, MEASURE, PAGES, Visit

pytestmark = pytest.mark.browser

EVERY_PAGE = [(name, "file") for name in PAGES]
EVERY_CHAPTER = [(name, "file") for name in CHAPTERS]
ON_DISK_AND_SERVER = [*EVERY_PAGE, *((name, "http") for name in PAGES)]
OUTSIDE = """() => [...document.querySelectorAll('svg text, .value, .key li, .bars th, .bars td')]
    .filter(element => element.checkVisibility() && element.textContent.trim())
    .map(element => [element.textContent.trim(), element.getBoundingClientRect()])
    .filter(([, box]) => box.left < 0 || box.right > document.documentElement.clientWidth + 0.5)
    .map(([text]) => text)"""
OVERLAPS = """() => [...document.querySelectorAll('.line-chart svg')].flatMap(svg =>
    ['.period-mark', '.end', '.tick'].flatMap(kind => {
        const boxes = [...svg.querySelectorAll(kind)].filter(text => text.checkVisibility())
            .map(text => [text.textContent, text.getBoundingClientRect()]);
        return boxes.flatMap(([a, one], place) => boxes.slice(place + 1)
            .filter(([, other]) => one.left < other.right && other.left < one.right
                && one.top + 3 < other.bottom && other.top + 3 < one.bottom)
            .map(([b]) => [a, b]));
    }))"""
SIZES = """() => [...document.querySelectorAll('svg text, .bars th, .bars td, .value, .key li')]
    .map(element => parseFloat(getComputedStyle(element).fontSize))"""
UNNAMED = """() => [...document.querySelectorAll('svg')].filter(svg => {
    if (svg.closest('[aria-hidden=true]')) return false;
    const label = document.getElementById(svg.getAttribute('aria-labelledby') || '');
    return !(svg.getAttribute('role') === 'img' && label && label.textContent.length >= 80);
}).map(svg => svg.outerHTML.slice(0, 120))"""


def test_these_are_all_pages(site: Path) -> None:
    assert {page.name for page in site.glob("*.html")} == set(PAGES) - {MEASURE}
    assert MEASURE in {page.relative_to(site).as_posix() for page in site.rglob("*.html")}


@pytest.mark.parametrize("visited", ON_DISK_AND_SERVER, indirect=True, ids=str)
def test_a_page_asks_for_nothing_outside_its_folder_and_its_browser_has_no_complaint(
    visit: Visit,
) -> None:
    visit.set_details(True)
    visit.page.mouse.wheel(0, 5000)
    visit.page.emulate_media(media="print")
    assert visit.strangers == []
    assert visit.complaints == []
    assert visit.violations() == []
    assert visit.page.evaluate("document.cookie") == ""
    assert visit.page.context.cookies() == []
    if visit.start.startswith("http"):  # on disk there is nowhere to keep anything
        assert visit.page.evaluate("localStorage.length + sessionStorage.length") == 0
        workers = "navigator.serviceWorker.getRegistrations().then(found => found.length)"
        assert visit.page.evaluate(workers) == 0


@pytest.mark.parametrize("visited", EVERY_PAGE, indirect=True, ids=PAGES)
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(visit: Visit, axe_script: str, width: int) -> None:
    visit.resize(width)
    assert visit.axe(axe_script) == []


@pytest.mark.parametrize("visited", EVERY_PAGE, indirect=True, ids=PAGES)
def test_a_narrow_page_does_not_scroll_sideways_and_cuts_nothing_off(visit: Visit) -> None:
    for width in (320, 360):
        visit.resize(width)
        for is_open in (False, True):
            visit.set_details(is_open)
            assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
            assert visit.page.evaluate(OUTSIDE) == []


@pytest.mark.parametrize("visited", EVERY_PAGE, indirect=True, ids=PAGES)
def test_every_drawing_has_a_name_or_is_hidden_from_readers(visit: Visit) -> None:
    assert visit.page.evaluate(UNNAMED) == []


@pytest.mark.parametrize("visited", EVERY_CHAPTER, indirect=True, ids=CHAPTERS)
def test_chart_text_is_never_smaller_than_sixteen_pixels(visit: Visit) -> None:
    for width in (320, 1280):
        visit.resize(width)
        assert min(visit.page.evaluate(SIZES)) >= 16


@pytest.mark.parametrize("visited", EVERY_CHAPTER, indirect=True, ids=CHAPTERS)
def test_years_and_last_values_do_not_cover_one_another(visit: Visit) -> None:
    for width in (320, 360, 640, 768, 1024, 1280):
        visit.resize(width)
        assert visit.page.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("visited", EVERY_CHAPTER, indirect=True, ids=CHAPTERS)
def test_tables_in_closed_details_are_printed_and_buttons_are_not(visit: Visit) -> None:
    visit.page.emulate_media(media="print")
    seen = "[...document.querySelectorAll('table.figures')].map(table => table.checkVisibility())"
    assert all(visit.page.evaluate(seen))
    assert not any(button.is_visible() for button in visit.page.locator("button").all())


def test_without_scripts_every_chart_and_table_is_there_and_no_button_is(
    browser: Browser, addresses: dict[str, str]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for name in CHAPTERS:
        page.goto(f"{addresses['file']}/{name}")
        for figure in page.locator("figure").all():
            chart = figure.locator(".line-chart svg, table.bars")
            assert chart.count() == 1
            assert chart.is_visible()
            figure.locator("summary").click()
            assert figure.locator("table.figures").is_visible()
            assert figure.locator("a[download]").is_visible()
        assert not any(button.is_visible() for button in page.locator("button").all())
        assert "JavaScript" not in page.locator("body").inner_text()
    context.close()
