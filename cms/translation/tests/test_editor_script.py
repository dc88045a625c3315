"""What the buttons of the editor do, tried in a browser on the HTML of one page."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from cms.tests.factories import make_locale, make_page

from ..editor import drafts
from .people import Editor, translator

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SCRIPT = settings.BASE_DIR / "cms/translation/static/freistadt_translation/editor.js"


@pytest.fixture
def editor(browser_page):
    make_locale("ca")
    body = [("paragraph", '<p>Read the <a href="https://example.org/letter">open letter</a> <b>now</b>.</p>')]
    page = make_page(title="About us", slug="about-us", summary="We ask you to sign.", body=body)
    other = make_page(title="Other", slug="other", summary="We asked you to sign.")
    version = drafts.begin(other, make_locale("ca"))
    drafts.save(other, version, {"title#0": "Un altre", "summary#0": "Us demanàvem que signéssiu."})
    drafts.publish(version)
    browser_page.set_content(Editor(translator("ca"), page).response.content.decode())
    browser_page.add_script_tag(path=SCRIPT, type="module")
    return browser_page


def test_a_button_puts_markup_around_the_selected_words(editor):
    field = editor.locator("#text-3")
    field.fill("una carta oberta ara")
    field.evaluate("field => field.setSelectionRange(4, 16)")
    editor.get_by_role("button", name='<a id="a1">…</a>').click()
    expect(field).to_have_value('una <a id="a1">carta oberta</a> ara')
    expect(field).to_be_focused()
    editor.keyboard.press("Control+z")
    expect(field).to_have_value("una carta oberta ara")
    field.evaluate("field => field.setSelectionRange(16, 16)")
    editor.get_by_role("button", name="<b>…</b>").click()
    editor.keyboard.type("!")
    expect(field).to_have_value("una carta oberta<b>!</b> ara")


def test_a_button_takes_over_a_similar_translation(editor):
    editor.get_by_role("button", name="Use this for text 2").click()
    expect(editor.locator("#text-2")).to_have_value("Us demanàvem que signéssiu.")
    expect(editor.locator("#text-2")).to_be_focused()
    expect(editor.get_by_text("Not saved yet")).to_be_visible()
