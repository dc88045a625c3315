"""A pytest plugin: Chromium for the tests that drive a browser. pyproject.toml loads it."""

import os
import shutil
from collections.abc import Iterator

import pytest

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FIXTURES = {"browser", "browser_page"}


def find_chromium() -> str | None:
    """The path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, CHROMIUM)), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A test that uses the browser is a browser test, whether or not it is marked as one."""
    for item in items:
        if FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("browser")


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Browser tests are skipped where there is no browser, or fail if one is required."""
    if item.get_closest_marker("browser") and not find_chromium():
        reason = f"no Chromium found ({', '.join(CHROMIUM)})"
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(f"{reason}, and REQUIRE_BROWSER=1", pytrace=False)
        pytest.skip(reason)


@pytest.fixture(scope="session")
def browser() -> Iterator:
    """A headless Chromium, started once for each test process.

    While Playwright's synchronous interface is open, it marks an event loop as running in this
    thread, and Django refuses to touch the database from such a thread. Nothing here is
    asynchronous, so the refusal is switched off for as long as the browser is open.
    """
    from playwright.sync_api import sync_playwright

    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def browser_page(browser) -> Iterator:
    """A page in a browser context of its own: no cookies, no cache, nothing left for the next test."""
    context = browser.new_context()
    yield context.new_page()
    context.close()
