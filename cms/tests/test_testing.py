"""The pytest plugin for browser tests."""

import pytest
from django.contrib.auth import get_user_model

pytest_plugins = ["pytester"]

MARKED = "import pytest\n@pytest.mark.browser\ndef test_marked():\n    pass\n"
USING = "def test_using(browser_page):\n    pass\n"


@pytest.fixture
def without_chromium(pytester, monkeypatch):
    """Runs a test on a machine without Chromium; returns how many tests had which outcome, and what pytest says."""

    def run(code: str, required: str) -> tuple[dict[str, int], str]:
        pytester.makepyfile(code)
        pytester.makeini("[pytest]\nmarkers = browser")
        monkeypatch.setenv("PATH", "")
        monkeypatch.setenv("REQUIRE_BROWSER", required)
        # Without pytest-django, which would set up this very process a second time.
        result = pytester.runpytest_inprocess("-p", "cms.testing", "-p", "no:django", "-p", "no:xdist", "-rs")
        return result.parseoutcomes(), result.stdout.str()

    return run


@pytest.mark.parametrize("code", [MARKED, USING], ids=["marked", "using the fixture"])
def test_without_chromium_browser_tests_are_skipped_and_say_why(without_chromium, code):
    outcomes, said = without_chromium(code, required="")
    assert outcomes == {"skipped": 1}
    assert "no Chromium found" in said


def test_without_chromium_browser_tests_fail_if_a_browser_is_required(without_chromium):
    outcomes, said = without_chromium(MARKED, required="1")
    assert outcomes in ({"failed": 1}, {"errors": 1})
    assert "no Chromium found" in said


@pytest.mark.django_db
def test_browser_page_runs_scripts_beside_the_database(browser_page):
    browser_page.set_content("<p>Freistadt</p>")
    assert browser_page.evaluate("document.querySelector('p').textContent") == "Freistadt"
    assert not get_user_model().objects.filter(username="nobody").exists()
