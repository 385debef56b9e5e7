"""In CI a test that could not run is a failure, and elsewhere it is a skip with a reason."""

from pathlib import Path

import pytest

pytest_plugins = ["pytester"]

TESTS = """
import pytest

def test_real_data(shared_data):
    assert shared_data.is_dir()

def test_page(chromium):
    pass

@pytest.mark.skip(reason="only on Windows")
def test_elsewhere():
    pass
"""
WHOLE_FILE = "import pytest\npytest.skip('needs Playwright', allow_module_level=True)"


@pytest.fixture
def checkout(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> pytest.Pytester:
    """Give a checkout with the real `conftest.py` and nothing that the tests need."""
    for name in ("JSNA_SHARED", "JSNA_CI"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", "")
    folder = pytester.mkdir("checkout")
    conftest = Path(__file__).parents[1] / "conftest.py"
    (folder / "tests").mkdir()
    (folder / "tests" / "conftest.py").write_text(conftest.read_text(encoding="utf-8"), "utf-8")
    (folder / "tests" / "test_it.py").write_text(TESTS, encoding="utf-8")
    (folder / "tests" / "test_file.py").write_text(WHOLE_FILE, encoding="utf-8")
    return pytester


def test_on_a_laptop_what_is_missing_is_skipped(checkout: pytest.Pytester) -> None:
    checkout.runpytest("checkout").assert_outcomes(skipped=4)


def test_in_ci_a_missing_browser_is_a_failure(
    checkout: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JSNA_CI", "1")
    result = checkout.runpytest("checkout/tests/test_it.py")
    result.assert_outcomes(skipped=2, errors=1)
    result.stdout.fnmatch_lines(["*skipped in CI, where it must run: *needs Chromium*"])
    checkout.runpytest("checkout/tests/test_file.py").assert_outcomes(errors=1)


def test_in_ci_the_shared_folder_is_used_where_there_is_one(
    checkout: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JSNA_CI", "1")
    checkout.mkdir("shared")
    checkout.runpytest("checkout/tests/test_it.py", "-k", "real_data").assert_outcomes(
        passed=1, deselected=2
    )


def test_in_ci_a_shared_folder_that_was_promised_must_be_there(
    checkout: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("JSNA_CI", "1")
    monkeypatch.setenv("JSNA_SHARED", "nowhere")
    checkout.runpytest("checkout/tests/test_it.py", "-k", "real_data").assert_outcomes(
        errors=1, deselected=2
    )


def test_no_two_test_files_have_one_name() -> None:
    """One run of all tests could not collect them."""
    tests = Path(__file__).resolve().parents[1]
    names = [path.name for path in tests.rglob("test_*.py")]
    assert len(names) == len(set(names))
