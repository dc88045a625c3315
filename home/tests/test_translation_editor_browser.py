"""The translation editor in a real browser: with the keyboard alone, on a phone, and what it does beyond its HTML."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from .showcase import log_in

# Marked, so that it runs before the tests that empty the database from which the demo's is copied.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

CAMPAIGN = "Public Money? Public Code!"


@pytest.fixture
def editor(browser, demo):
    """The editor of the campaign in Catalan, as a translator comes to it from the desk. Fails if a script does."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    failures = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    log_in(page, demo, "translator-ca")
    page.goto(f"{demo}/admin/translation/?language=ca&q=public+code")
    page.get_by_role("link", name=CAMPAIGN).click()
    page.wait_for_url("**/ca/#next")
    yield page
    context.close()
    assert failures == []


def field(page, number: int):
    return page.locator(f"#text-{number}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off(editor, scheme):
    editor.emulate_media(color_scheme=scheme)
    for width in (360, 1280):
        editor.set_viewport_size({"width": width, "height": 900})
        results = Axe().run(editor)
        assert results.violations_count == 0, results.generate_report()
        assert editor.evaluate("document.documentElement.scrollWidth") <= width


def test_with_the_keyboard_alone_one_goes_from_text_to_text_and_saves(editor):
    keyboard = editor.keyboard
    expect(field(editor, 1)).to_be_focused()
    keyboard.type("Diners públics? Codi públic!")
    expect(editor.get_by_text("Not saved yet")).to_be_visible()
    keyboard.press("Control+s")
    expect(editor.get_by_text("1 text was saved.")).to_be_visible()
    expect(field(editor, 1)).to_be_focused()
    expect(editor.get_by_text("Not saved yet")).to_be_hidden()
    for keys, number in [("Alt+PageDown", 2), ("Alt+PageDown", 3), ("Alt+PageUp", 2)]:
        keyboard.press(keys)
        expect(field(editor, number)).to_be_focused()
        expect(field(editor, number)).to_be_in_viewport(ratio=1)
    keyboard.press("Alt+PageUp")
    keyboard.press("Alt+Shift+PageDown")
    expect(field(editor, 2)).to_be_focused()
    keyboard.type("El que es paga amb diners públics ha de ser de tothom.")
    keyboard.press("Control+Enter")
    expect(editor.get_by_text("1 text was saved.")).to_be_visible()
    expect(field(editor, 3)).to_be_focused()


def test_what_is_typed_is_not_left_behind_without_a_word(editor):
    warnings = []
    editor.on("dialog", lambda dialog: (warnings.append(dialog.type), dialog.dismiss()))
    field(editor, 3).fill("Una carta")
    here = editor.url
    editor.get_by_role("link", name="Translations").first.click(no_wait_after=True)
    expect(editor.get_by_text("Not saved yet")).to_be_visible()
    assert warnings == ["beforeunload"]
    assert editor.url == here
    field(editor, 3).fill("")
    editor.get_by_role("link", name="Translations").first.click()
    editor.wait_for_url("**/admin/translation/**")
    assert warnings == ["beforeunload"]
