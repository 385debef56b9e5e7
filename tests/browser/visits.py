"""A page that is open, with a record of what it asked for and what the browser complained about."""

from typing import Any

from playwright.sync_api import BrowserContext, Page, Route, expect

CHAPTERS = (
    "chapter-1-population-and-prevalence.html",
    "chapter-4-assessment-and-review.html",
    "chapter-5-plans-and-placements.html",
    "chapter-6-attainment.html",
    "chapter-7-attendance-and-exclusion.html",
    "chapter-8-preparing-for-adulthood.html",
)
MEASURE = "methods/suspension_rate.html"
"""One of the pages one level down: they are made of one template."""
PAGES = (
    *("index.html", *CHAPTERS, "quality.html", "disclosure.html", "methods.html", MEASURE),
    "data.html",
)
_WATCH = """
    window.violations = [];
    document.addEventListener('securitypolicyviolation', event => window.violations.push(
        [event.violatedDirective, event.blockedURI, event.sourceFile, event.lineNumber]));
"""
_AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_AXE = """async tags => (await axe.run(document, {
        runOnly: {type: 'tag', values: tags}, resultTypes: ['violations'],
        preload: false  // axe would ask for the style sheets again, which the pages forbid
    })).violations.flatMap(rule => rule.nodes.map(node => rule.id + ': ' + node.html.slice(0, 160)))
"""


class Visit:
    """One page of the site in the browser."""

    def __init__(self, context: BrowserContext, start: str, name: str, width: int = 1280) -> None:
        """Open it, counting every request that leaves the folder and every complaint."""
        self.start = start
        self.name = name
        self.strangers: list[str] = []
        self.complaints: list[str] = []
        self.has_axe = False
        self.page: Page = context.new_page()
        self.resize(width)
        self.page.route("**/*", self._guard)
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("requestfailed", lambda request: self.complaints.append(request.url))
        self.page.add_init_script(_WATCH)
        self.page.goto(f"{start}/{name}")

    def _guard(self, route: Route) -> None:
        if route.request.url.startswith((self.start, "data:")):
            route.continue_()
        else:
            self.strangers.append(route.request.url)
            route.abort()

    def resize(self, width: int) -> None:
        """Make the window that wide."""
        self.page.set_viewport_size({"width": width, "height": 800})

    def reset(self) -> None:
        """Put everything back as it was when the page was opened."""
        self.close_charts()
        self.set_details(False)
        self.resize(1280)
        self.page.emulate_media(media="screen")

    def violations(self) -> Any:
        """Give what the content security policy had to forbid."""
        return self.page.evaluate("window.violations")

    def set_details(self, is_open: bool) -> None:
        """Open or close every piece of detail."""
        script = (
            "is_open => document.querySelectorAll('details').forEach(d => { d.open = is_open })"
        )
        self.page.evaluate(script, is_open)

    def explore(self) -> None:
        """Open the interactive chart of every figure."""
        self._click(".explore-button[aria-expanded=false]")
        expect(self.page.locator(".explore:not(:has(.main-svg))")).to_have_count(0)

    def close_charts(self) -> None:
        """Close every interactive chart."""
        self._click(".explore-button[aria-expanded=true]")

    def _click(self, buttons: str) -> None:
        script = "buttons => document.querySelectorAll(buttons).forEach(button => button.click())"
        self.page.evaluate(script, buttons)

    def axe(self, script: str) -> Any:
        """Give what axe finds wrong with the page as it stands."""
        if not self.has_axe:
            self.page.evaluate(script)
            self.has_axe = True
        return self.page.evaluate(_AXE, _AXE_TAGS)
