"""The translation desk in a real browser: a volunteer with a phone, and a coordinator with a keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .showcase import log_in

# Marked, so that they run before the tests that empty the database from which the demo's is copied.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def open_page(browser):
    contexts = []

    def make(width: int, **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": 740}, **options))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


def test_a_volunteer_with_a_phone_is_in_the_editor_at_once(open_page, demo):
    """One click signs in, the next opens what helps most, and one can begin to write."""
    page = open_page(360)
    log_in(page, demo, "translator-ca")
    first = page.locator(".desk-entry-title a").first
    expect(first).to_be_in_viewport()
    title = first.inner_text()
    first.click()
    expect(page.get_by_role("main")).to_contain_text(title)
    field = page.get_by_role("main").get_by_role("textbox").first
    expect(field).to_be_focused()
    page.keyboard.type("Setmana")
    expect(field).to_have_value("Setmana")
    expect(field).to_be_in_viewport()


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_at_the_desk_and_nothing_sticks_out(open_page, demo, width, scheme):
    page = open_page(width, color_scheme=scheme)
    log_in(page, demo, "admin")
    for path in ("", "?language=fr&state=all", "?q=nothing+like+this", "matrix/", "page/{pk}/"):
        if "{pk}" in path:
            path = page.locator(".matrix tbody th a").last.get_attribute("href").removeprefix("/admin/translation/")
        page.goto(f"{demo}/admin/translation/{path}")
        page.locator("details").evaluate_all("all => all.forEach(details => details.open = true)")
        results = Axe().run(page, context=".desk")
        assert results.violations_count == 0, f"{path}: {results.generate_report()}"
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        targets = page.locator(".desk :is(a, button, select, summary):visible").all()
        small = [t.inner_text() for t in targets if t.bounding_box()["height"] < 24]
        assert [text for text in small if text != "Show all there is to do"] == [], "but links in sentences"


def test_the_matrix_scrolls_by_keyboard_below_its_headings(open_page, demo):
    page = open_page(800)
    log_in(page, demo, "admin")
    page.goto(f"{demo}/admin/translation/matrix/")
    region = page.get_by_role("region", name="pages by languages")
    heading, title = page.locator(".matrix thead th").nth(1), page.locator(".matrix tbody th").last
    before = heading.bounding_box(), title.bounding_box()
    region.focus()
    for _time in range(3):
        page.keyboard.press("ArrowRight")
        page.keyboard.press("ArrowDown")
    page.wait_for_function("document.querySelector('.matrix-region').scrollTop > 50")
    assert heading.bounding_box()["y"] < before[0]["y"] + 1
    assert title.bounding_box()["x"] == before[1]["x"]
    assert heading.bounding_box()["x"] < before[0]["x"]
