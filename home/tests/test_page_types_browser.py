"""Every type of page in a browser: for everybody, on every screen, in light and dark, and nobody else is asked."""

from itertools import pairwise
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from bs4 import BeautifulSoup

from cms.tests.shared import valid_page

from .showcase import LANGUAGES, PAGES, hide

# Marked, so that they run before the tests that empty the database from which the demo's is copied.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

#: What axe finds, in as many words as help to mend it. What it cannot tell is none of its findings.
AXE = """async (rules) => {
  const only = rules ? { runOnly: { type: "rule", values: rules } } : {};
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...only });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`));
}"""
#: Those of axe's rules whose outcome depends on how wide a screen is and which colours somebody prefers.
LOOK_RULES = ["color-contrast", "target-size"]
#: How a page is looked at: width and colours.
LOOKS = [(1280, "light"), (1280, "dark"), (360, "dark"), (360, "light")]
#: Where all of axe's rules are applied, by language. Another look in each, for what is there on some screens only.
ALL_RULES = {"en": (1280, "light"), "ca": (360, "light"), "ar": (360, "dark")}
#: Elements that reach over the edge of the screen, unless something around them scrolls or clips.
STICKING_OUT = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= innerWidth) return [];
  return [...document.body.querySelectorAll("*")]
    .filter((element) => {
      const { left, right } = element.getBoundingClientRect();
      return left < -1 || right > root.clientWidth + 1;
    })
    .map((element) => element.outerHTML.slice(0, 120));
}"""
#: What one can tap, smaller than 24 by 24 CSS pixels (WCAG 2.2, 2.5.8), except links within a sentence.
SMALL_TARGETS = """() => {
  const inSentence = (element) => {
    if (element.tagName !== "A" || getComputedStyle(element).display !== "inline") return false;
    let block = element.parentElement;
    while (getComputedStyle(block).display.startsWith("inline")) block = block.parentElement;
    const rest = block.cloneNode(true);
    rest.querySelectorAll("a").forEach((link) => link.remove());
    return /\\p{L}/u.test(rest.textContent);
  };
  const target = (element) => element.closest("label") || element;
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
    .filter((element) => {
      const { width, height } = target(element).getBoundingClientRect();
      return (width < 23.9 || height < 23.9) && !inSentence(element);
    })
    .map((element) => element.outerHTML.slice(0, 120));
}"""


class Visitor:
    """Somebody with one tab, who notes what the browser complains about and which hosts it asks."""

    def __init__(self, browser, site: str):
        self.site = site
        # Without transitions nobody looks at colours that are half-way between two.
        self.context = browser.new_context(reduced_motion="reduce")
        self.page = self.context.new_page()
        self.foreign: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", self.note_request)
        self.page.on("console", self.note_console)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def note_request(self, request) -> None:
        if urlsplit(request.url).scheme in ("http", "https") and not request.url.startswith(f"{self.site}/"):
            self.foreign.append(request.url)

    def note_console(self, message) -> None:
        # Chromium reports the status of a page that does not exist, which is what it should be.
        if message.type in ("error", "warning") and message.location.get("url") != self.page.url:
            self.complaints.append(message.text)

    def open(self, path: str):
        self.foreign.clear()
        self.complaints.clear()
        self.look(1280, "light")
        return self.page.goto(f"{self.site}{path}")

    def look(self, width: int, scheme: str) -> None:
        self.page.emulate_media(color_scheme=scheme)
        self.resize(width)

    def resize(self, width: int) -> None:
        self.page.set_viewport_size({"width": width, "height": 800})

    def check(self, width: int, scheme: str, all_rules: bool) -> list[str]:
        """What axe finds in a look: by all of its rules, or by those that a look matters for."""
        self.look(width, scheme)
        findings = self.page.evaluate(AXE, None if all_rules else LOOK_RULES)
        return [f"{width} px, {scheme}: {finding}" for finding in findings]

    def misfits(self, width: int) -> list[str]:
        """What sticks out of a screen of this width, or is too small to be tapped on it."""
        self.resize(width)
        found = {"sticks out": self.page.evaluate(STICKING_OUT), "too small": self.page.evaluate(SMALL_TARGETS)}
        return [f"{width} px: {html} {what}" for what, all_html in found.items() for html in all_html]


@pytest.fixture(scope="module")
def visitor(browser, demo):
    hide(browser, demo)
    visitor = Visitor(browser, demo)
    yield visitor
    visitor.context.close()


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_for_everybody(visitor, name, code):
    """Loaded once, and looked at on a desk and on a phone, in light and in dark; in one of these by all rules."""
    response = visitor.open(f"/{code}/{PAGES[name]}")
    assert response.status == (404 if name == "missing" else 200)
    assert valid(response.text()).html["lang"] == code
    visitor.page.evaluate(AXE_SCRIPT)
    found = []
    for look in LOOKS:
        found += visitor.check(*look, all_rules=look == ALL_RULES[code])
    for width in (320, 360, 768, 1280):
        found += visitor.misfits(width)
    assert found == []
    assert visitor.foreign == []
    assert visitor.complaints == []


@pytest.mark.parametrize("name", PAGES)
def test_what_is_folded_is_for_everybody_too(visitor, name):
    """Menus, filters and questions, opened; what lies over something else is looked at with it folded above."""
    visitor.open(f"/ar/{PAGES[name]}")
    page = visitor.page
    page.evaluate(AXE_SCRIPT)
    found = []
    for width, scheme in [(1280, "dark"), (360, "light")]:
        visitor.look(width, scheme)
        for details in page.locator("details").all():
            details.evaluate("details => { details.open = true }")
            found += visitor.misfits(width)
        found += visitor.check(width, scheme, all_rules=width == 360)
        page.evaluate("document.querySelectorAll('details').forEach((details) => { details.open = false })")
    assert found == []


def valid(source: str) -> BeautifulSoup:
    """The HTML of a page, which must be without any error, use no id twice, and have its headings in order."""
    page = valid_page(source)
    levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4, h5, h6")]
    assert levels.count(1) == 1
    assert all(level <= before + 1 for before, level in pairwise(levels)), levels
    return page
