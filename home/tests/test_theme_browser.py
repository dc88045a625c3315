"""The frame of the pages in a real browser: fonts, the menu on a phone, paper."""

import pytest

# Marked, so that they run before the tests that empty the database from which the demo's is copied.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

EVENT = "events/dortmund-reference-municipality/"
#: Adds up how far things move that a reader did not ask to move: https://web.dev/articles/cls
WATCH_SHIFTS = """
window.shifts = 0;
new PerformanceObserver(list => list.getEntries().forEach(entry => {
  if (!entry.hadRecentInput) window.shifts += entry.value;
})).observe({type: "layout-shift", buffered: true});
"""


@pytest.fixture
def visit(browser, demo):
    """Opens a page of the demo: `visit(path, width=…, before=…)`; `before` is called with the empty page."""
    contexts = []

    def open_page(path: str, width: int = 1280, before=lambda page: None, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        before(page)
        page.goto(f"{demo}{path}", wait_until="commit")
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/en/", "/ca/", "/ar/", f"/en/{EVENT}", f"/ca/{EVENT}", f"/ar/{EVENT}"])
def test_fonts_are_small_and_move_nothing_when_they_arrive_late(visit, path, width):
    fonts, held = {}, []

    def hold(route):
        response = route.fetch()
        fonts[route.request.url] = len(response.body())
        held.append((route, response))

    def before(page):
        page.add_init_script(WATCH_SHIFTS)
        page.route("**/*.woff2", hold)

    page = visit(path, width, before)
    page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
    page.wait_for_timeout(300)
    assert held
    family = "getComputedStyle(document.body).fontFamily"
    assert "Freistadt Sans" in page.evaluate(family)
    while held:  # what a page has letters of is asked for as they are laid out
        route, response = held.pop()
        route.fulfill(response=response)
        page.wait_for_timeout(200)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready")
    assert page.evaluate("[...document.fonts].some(font => font.status === 'loaded')")
    assert page.evaluate("window.shifts") < 0.02
    assert sum(fonts.values()) <= 40_000


@pytest.mark.parametrize("code", ["en", "ca", "ar"])
def test_the_menu_is_folded_on_a_phone_and_opens_without_javascript(visit, code):
    page = visit(f"/{code}/", 360, java_script_enabled=False)
    link = page.locator(f".menu a[href='/{code}/events/']")
    assert link.is_hidden()
    page.click(".menu summary")
    assert link.is_visible()
    page.click(".switcher summary")
    assert link.is_hidden()
    page.click(".menu summary")
    link.click()
    assert page.url.endswith(f"/{code}/events/")


def test_the_menu_lies_open_where_there_is_room_and_marks_the_section(visit):
    page = visit(f"/en/{EVENT}", 1280)
    assert page.locator(".menu summary").is_hidden()
    assert page.locator(".menu a[href='/en/jobs/']").is_visible()
    assert page.locator(".menu [aria-current=true]").inner_text() == "Events"


@pytest.mark.parametrize("code", ["en", "ca", "ar"])
def test_titles_and_figures_have_one_face_whatever_the_language_around_them(visit, code):
    """Those of pages in a timeline, and the days of dates: an Arabic font would bring figures of its own."""
    page = visit(f"/{code}/decisions/dortmund-coordination-office/", 1280)
    page.wait_for_load_state("networkidle")
    network = page.context.new_cdp_session(page)
    network.send("DOM.enable")
    network.send("CSS.enable")
    root = network.send("DOM.getDocument")["root"]["nodeId"]
    for selector in (".timeline-title a bdi", ".main-fact time .unbroken"):
        node = network.send("DOM.querySelector", {"nodeId": root, "selector": selector})["nodeId"]
        fonts = network.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]
        assert "Vollkorn" in {font["familyName"] for font in fonts}, (selector, fonts)


def test_a_printed_event_says_where_it_is_to_be_found_and_has_no_navigation(visit, demo):
    page = visit(f"/en/{EVENT}", 1280)
    page.emulate_media(media="print")
    assert page.locator(".address").inner_text() == f"{demo}/en/{EVENT}"
    assert page.locator("h1").is_visible()
    assert page.locator(".site-name").is_visible()
    for selector in (".menu", ".switcher", ".site-search", ".breadcrumbs", ".site-footer-links"):
        assert page.locator(selector).first.is_hidden(), selector
