"""The pytest plugin for browser tests."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model

MARKED = "import pytest\n@pytest.mark.browser\ndef test_marked():\n    pass\n"
USING = "def test_using(browser_page):\n    pass\n"


def run_without_chromium(tmp_path, code: str, **variables: str) -> str:
    """What pytest prints about a test, on a machine without Chromium."""
    (tmp_path / "test_it.py").write_text(code)
    environment = {**os.environ, "PATH": "", **variables}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-c", "pyproject.toml", "-rs"]
    return subprocess.run(
        [*command, f"--rootdir={settings.BASE_DIR}", str(tmp_path)],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    ).stdout


@pytest.mark.parametrize("code", [MARKED, USING], ids=["marked", "using the fixture"])
def test_without_chromium_browser_tests_are_skipped_and_say_why(tmp_path, code):
    output = run_without_chromium(tmp_path, code, REQUIRE_BROWSER="")
    assert "1 skipped" in output
    assert "no Chromium found" in output


def test_without_chromium_browser_tests_fail_if_a_browser_is_required(tmp_path):
    output = run_without_chromium(tmp_path, MARKED, REQUIRE_BROWSER="1")
    assert "1 failed" in output or "1 error" in output
    assert "no Chromium found" in output


@pytest.mark.django_db
def test_browser_page_runs_scripts_beside_the_database(browser_page):
    browser_page.set_content("<p>Freistadt</p>")
    assert browser_page.evaluate("document.querySelector('p').textContent") == "Freistadt"
    assert not get_user_model().objects.filter(username="nobody").exists()
