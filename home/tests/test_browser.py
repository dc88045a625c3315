"""The demo in a real browser: with the keyboard alone, on the reader's clock, with its banner and its editors."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from .showcase import EVENT, log_in

# Marked, so that they run before the tests that empty the database from which the demo's is copied.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def visit(browser, demo):
    """Opens a page of the demo: `visit(path, width=…, java_script_enabled=…)`. Fails if it asks another host."""
    contexts, foreign = [], []

    def open_page(path: str, width: int = 1280, **options):
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: note(request.url))
        response = page.goto(f"{demo}{path}")
        assert response.status == 200, path
        return page

    def note(url: str) -> None:
        if urlsplit(url).scheme in ("http", "https") and not url.startswith(demo):
            foreign.append(url)

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []


def test_with_the_keyboard_alone_a_reader_skips_to_the_content_and_changes_language(visit):
    page = visit(f"/en/{EVENT}")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.wait_for_function("document.activeElement.getBoundingClientRect().top >= 0")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(page.url.partition("#")[0] + "?")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.tagName") == "SUMMARY":
            break
    page.keyboard.press("Enter")
    for _ in range(60):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline != "none"
        if page.evaluate("document.activeElement.getAttribute('hreflang')") == "ca":
            break
    page.keyboard.press("Enter")
    page.wait_for_url("**/ca/**")
    assert page.locator("html").get_attribute("lang") == "ca"


@pytest.mark.parametrize(("width", "words"), [(1280, "English"), (360, "Main menu")])
def test_what_opens_in_the_header_covers_nothing_for_long(visit, width, words):
    page = visit(f"/en/{EVENT}", width=width)
    details = page.locator(".site-header details").filter(has=page.locator("summary", has_text=words))
    summary = details.locator("summary")
    summary.focus()
    page.keyboard.press("Enter")
    expect(details).to_have_attribute("open", "")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(details).not_to_have_attribute("open", "")
    expect(summary).to_be_focused()
    page.keyboard.press("Enter")
    expect(details).to_have_attribute("open", "")
    page.keyboard.press("Shift+Tab")
    expect(details).not_to_have_attribute("open", "")


def test_surroundings_are_in_the_readers_language_and_the_content_in_its_own(visit):
    page = visit(f"/ar/{EVENT}")
    html, main = page.locator("html"), page.locator("main")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("ar", "rtl")
    assert (main.get_attribute("lang"), main.get_attribute("dir")) == ("en", "ltr")
    notice = page.locator("aside.translation-notice")
    assert notice.count() == 1
    assert page.locator("main aside.translation-notice").count() == 0
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == "ltr"
    assert page.evaluate("getComputedStyle(document.querySelector('aside.translation-notice')).direction") == "rtl"


@pytest.mark.parametrize(
    ("zone", "expected"), [("America/New_York", "10:00"), ("Europe/Paris", None), ("Asia/Kolkata", "20:30")]
)
def test_times_are_shown_on_the_visitors_clock_where_it_differs(visit, zone, expected):
    here = visit(f"/en/{EVENT}", timezone_id=zone).locator("[data-local-time]")
    if expected is None:
        assert here.is_hidden()
    else:
        here.wait_for()
        assert expected in here.inner_text()


@pytest.fixture
def admin_page(browser):
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    yield context.new_page()
    context.close()


def publish(page) -> None:
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish").click()
    page.wait_for_url("**/admin/pages/*/")


def test_an_editor_publishes_an_event_that_is_read_in_catalan(admin_page, demo):
    page = admin_page
    log_in(page, demo, "editor")
    page.goto(f"{demo}/en/events/")
    page.get_by_role("button", name="View Wagtail quick actions").click()
    page.get_by_role("menuitem", name="Add a child page").click()
    page.get_by_role("textbox", name="Title").first.press_sequentially("Reading the source together")
    page.get_by_label("First day").fill("2031-05-06")
    page.get_by_label("Ends at").fill("20:30")
    page.get_by_label("Venue").fill("Library")
    publish_without_beginning(page)
    page.get_by_label("Begins at").fill("18:30")
    page.keyboard.press("Escape")
    publish(page)
    response = page.goto(f"{demo}/ca/events/reading-the-source-together/")
    assert response.status == 200
    assert page.locator("html").get_attribute("lang") == "ca"
    assert page.locator("main").get_attribute("data-translation") == "untranslated"


def publish_without_beginning(page) -> None:
    """The form says what is missing, and keeps what was typed."""
    page.keyboard.press("Escape")
    page.get_by_role("button", name="More actions").last.click()
    page.get_by_role("button", name="Publish").click()
    page.get_by_text("Say when it begins").wait_for()
    assert page.get_by_label("Venue").input_value() == "Library"


def test_a_language_that_an_administrator_adds_is_open_at_once(admin_page, demo):
    page = admin_page
    assert page.goto(f"{demo}/ga/{EVENT}").status == 404
    log_in(page, demo, "admin")
    page.goto(f"{demo}/admin/locales/new/")
    page.get_by_label("Language").select_option("ga")
    page.get_by_role("button", name="Create").click()
    page.wait_for_url(f"{demo}/admin/locales/")
    assert page.goto(f"{demo}/ga/{EVENT}").status == 200
    assert page.locator("html").get_attribute("lang") == "ga"
    assert page.locator("aside.translation-notice").get_attribute("data-translation-notice") == "untranslated"


def test_a_banner_stays_closed_once_a_reader_has_closed_it(visit):
    page = visit("/en/")
    page.get_by_role("button", name="Close this announcement").click()
    assert page.locator("aside.banner").count() == 0
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(page.url.replace("/en/", "/de/"))
    assert page.locator("aside.banner").count() == 0
    assert page.context.cookies() == []


def test_a_banner_can_be_closed_where_the_browser_remembers_nothing(browser, demo):
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })"
    )
    page = context.new_page()
    page.goto(f"{demo}/en/")
    page.get_by_role("button", name="Close this announcement").click()
    assert page.locator("aside.banner").count() == 0
    page.reload()
    assert page.locator("aside.banner").is_visible()
    context.close()


def test_a_banner_has_no_button_to_close_it_without_javascript(visit):
    banner = visit("/de/", java_script_enabled=False).locator("aside.banner")
    assert banner.is_visible()
    assert banner.locator("button").is_hidden()
