"""The site of the made-up council, opened in one Chromium from the disk and from a server."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, sync_playwright

from reports.render import render_site
from tests.browser.visits import Visit
from tests.fixtures_published import build_published

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync", "--disable-quic"),
)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the rendered site."""
    folder = tmp_path_factory.mktemp("published")
    render_site(build_published(folder / "published.duckdb"), folder / "site")
    return folder / "site"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Give the address of the same folder on a server."""
    handler = partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{running.server_port}"
        running.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def addresses(site: Path, server: str) -> dict[str, str]:
    """Give where the site starts, on disk and on the server."""
    return {"file": site.as_uri(), "http": server}


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Give the one Chromium of the whole run."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield running
        running.close()


@pytest.fixture(scope="session")
def context(browser: Browser) -> Iterator[BrowserContext]:
    """Give one ordinary profile."""
    made = browser.new_context()
    yield made
    made.close()


@pytest.fixture(scope="session")
def visited(
    request: pytest.FixtureRequest, context: BrowserContext, addresses: dict[str, str]
) -> Iterator[Visit]:
    """Give one page, open and watched; all tests of that page share it."""
    name, how = request.param
    made = Visit(context, addresses[how], name)
    yield made
    made.page.close()


@pytest.fixture
def visit(visited: Visit) -> Visit:
    """Give the page as it is when it is opened."""
    visited.reset()
    return visited
