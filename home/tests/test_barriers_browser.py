"""Readers and translators who use a keyboard, a screen reader or a much enlarged page, in a real browser."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .test_browser import EVENT, log_in

# Marked, so that they run before the tests that empty the database from which the demo's is copied.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

#: The distances that every text must bear (WCAG 2.2, 1.4.12).
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } "
    "p { margin-block-end: 2em !important }"
)
#: What has the focus and is below something else, or outside of the window.
COVERED = """() => {
    const focused = document.activeElement, box = focused.getBoundingClientRect();
    const [x, y] = [box.left + Math.min(box.width, 20) / 2, box.top + Math.min(box.height, 20) / 2];
    const top = document.elementFromPoint(x, y);
    return top && (focused.contains(top) || top.contains(focused)) ? "" : focused.outerHTML;
}"""


@pytest.fixture
def open_page(browser):
    contexts = []

    def make(width: int, height: int = 740, **options):
        contexts.append(browser.new_context(viewport={"width": width, "height": height}, **options))
        return contexts[-1].new_page()

    yield make
    for context in contexts:
        context.close()


@pytest.mark.parametrize("code", ["en", "ca", "ar"])
def test_a_barrier_is_reported_from_the_page_on_which_it_is_without_javascript(open_page, demo, code):
    page = open_page(360, java_script_enabled=False)
    page.goto(f"{demo}/{code}/{EVENT}")
    page.click("footer a[href*='accessibility/report/']")
    expect(page.locator("#id_page")).to_have_value(f"/{code}/{EVENT}")
    page.fill("#id_email", "nobody")
    page.locator("#id_email").press("Enter")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("alert").get_by_role("link").first.click()
    expect(page.locator("#id_problem")).to_be_focused()
    page.keyboard.type("The times are read out as numbers.")
    page.fill("#id_email", "reader@example.org")
    page.locator("main button").click()
    expect(page).to_have_url(f"{demo}/{code}/accessibility/report/sent/")
    expect(page.get_by_role("status")).to_be_focused()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("code", ["en", "ca", "ar"])
def test_axe_finds_nothing_in_the_statement_and_the_form_whatever_their_state(open_page, demo, code, scheme):
    for width in (360, 1280):
        page = open_page(width, color_scheme=scheme)
        for path in ("accessibility/", "accessibility/report/", "", "accessibility/report/sent/"):
            if path:
                page.goto(f"{demo}/{code}/{path}")
            else:
                page.locator("main button").click()
                expect(page.get_by_role("alert")).to_be_visible()
            results = Axe().run(page)
            assert results.violations_count == 0, results.generate_report()
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            targets = page.locator("main :is(a, button, input, textarea):visible").all()
            assert all(target.bounding_box()["height"] >= 24 for target in targets)


@pytest.mark.parametrize("size", [(1280, 700), (320, 256)])
def test_in_the_translation_editor_nothing_covers_the_focus_or_cuts_off_words(open_page, demo, size):
    page = open_page(*size)
    log_in(page, demo, "translator-fr")
    page.goto(f"{demo}/admin/translation/?language=fr&state=all")
    page.locator(".desk-entry-title a").nth(1).click()
    page.locator(".translation-editor").wait_for()
    page.add_style_tag(content=SPACED + " * { scroll-behavior: auto !important }")
    cut_off = page.locator(".translation-editor .button:visible").evaluate_all(
        "all => all.filter(one => one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1)"
        ".map(one => one.innerText)"
    )
    assert cut_off == []
    page.locator(".translation-editor a, .translation-editor button").first.focus()
    for _step in range(150):
        if not page.evaluate("document.activeElement.closest('.translation-editor') !== null"):
            break
        page.evaluate("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate(COVERED) == ""
        page.keyboard.press("Tab")
    else:
        pytest.fail("The focus never leaves the editor.")


def test_who_takes_a_page_at_the_desk_goes_on_from_there(open_page, demo):
    page = open_page(1280)
    log_in(page, demo, "translator-ca")
    page.goto(f"{demo}/admin/translation/")
    entry = page.locator(".desk-entry").nth(3)
    title, place = entry.get_by_role("heading").inner_text(), entry.get_attribute("id")
    entry.get_by_role("button", name=f"Take {title}").press("Enter")
    page.wait_for_url(f"**#{place}")
    expect(page.locator(f"#{place}")).to_be_in_viewport()
    expect(page.locator(f"#{place}")).to_contain_text("Yours since")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.desk-entry')?.id") == place
