"""What several kinds of test need: the shared published data, a browser, and CI's strictness."""

import os
import re
import shutil
from collections.abc import Generator
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
BESIDE = ROOT.parent / "shared"
NEEDED_IN_CI = re.compile(r"\b(shared|chromium|browser|playwright|axe)\b", re.IGNORECASE)


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Give the shared folder (JSNA_SHARED, or `shared` beside the checkout), or skip the test."""
    folder = Path(os.environ.get("JSNA_SHARED", BESIDE))
    if not folder.is_dir():
        pytest.skip("needs the shared folder: set JSNA_SHARED")
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """Give the path of Chromium, or skip the test."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if found := shutil.which(name):
            return found
    pytest.skip("needs Chromium: install the package chromium")


@pytest.fixture(scope="session")
def axe_script() -> str:
    """Give the text of axe-core, to be run in a page."""
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def _must_not_skip(reason: str) -> bool:
    """Say whether CI counts this skip as a failure: what the test needs should have been there."""
    if not os.environ.get("JSNA_CI") or not NEEDED_IN_CI.search(reason):
        return False
    return "shared" not in reason.lower() or BESIDE.is_dir() or "JSNA_SHARED" in os.environ


def _fail_if_skipped(report: Any) -> None:
    if not report.skipped or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if _must_not_skip(reason):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI, where it must run: {reason}"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, Any, Any]:
    """In CI, make a failure of a skip that leaves something unproved."""
    report = yield
    _fail_if_skipped(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, Any, Any]:
    """In CI, make a failure of a whole file that is skipped."""
    report = yield
    _fail_if_skipped(report)
    return report
