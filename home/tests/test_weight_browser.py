"""Pages are light, and nothing moves while they come in."""

from collections import Counter

import pytest

from .showcase import PAGES

# Marked, so that they run before the tests that empty the database from which the demo's is copied.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

#: What a first view may weigh at most, in bytes as they are transferred; DESIGN's budget.
BUDGET = {"all": 100_000, "Stylesheet": 15_000, "Script": 10_000, "Font": 40_000}
#: How much may move: https://web.dev/articles/cls, where 0.1 counts as good.
SHIFT = 0.02
#: All shifts added up: no less than CLS, which counts the worst five seconds.
COUNT_SHIFTS = """
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
}).observe({ type: "layout-shift", buffered: true });
"""
NAMES = ["home", "events", "event", "event-coming", "decision", "job", "campaign", "organisation"]


@pytest.fixture
def open_page(browser, demo):
    """Opens a page with nothing in the browser's cache; returns it and the weights of what came, by kind."""
    contexts = []

    def open_it(path: str, width: int):
        context = browser.new_context(viewport={"width": width, "height": 800}, device_scale_factor=2)
        contexts.append(context)
        context.add_init_script(COUNT_SHIFTS)
        page = context.new_page()
        kinds, weights = {}, Counter()
        network = context.new_cdp_session(page)
        network.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
        network.on("Network.loadingFinished", lambda event: weigh(kinds, weights, event))
        network.send("Network.enable")
        page.goto(f"{demo}/{path}", wait_until="networkidle")
        page.evaluate("document.fonts.ready.then(() => new Promise(requestAnimationFrame))")
        return page, weights

    yield open_it
    for context in contexts:
        context.close()


def weigh(kinds: dict, weights: Counter, event: dict) -> None:
    for kind in ("all", kinds.get(event["requestId"], "Other")):
        weights[kind] += int(event["encodedDataLength"])


@pytest.mark.parametrize(("code", "width"), [("ar", 360), ("en", 1280)])
@pytest.mark.parametrize("name", NAMES)
def test_a_first_view_stays_within_its_budget_and_nothing_moves(open_page, name, code, width):
    page, weights = open_page(f"{code}/{PAGES[name]}", width)
    assert weights["Document"] > 1000, "something was weighed"
    assert {kind: weights[kind] for kind, most in BUDGET.items() if weights[kind] > most} == {}
    assert page.evaluate("shifted") < SHIFT
