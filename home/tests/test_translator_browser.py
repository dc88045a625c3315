"""Translators and a reviewer at work in a real browser, by what the screen says; visitors see what comes of it."""

import pytest
from playwright.sync_api import expect

from .showcase import log_in

# Marked, so that it runs before the tests that empty the database from which the demo's is copied.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

EVENT = "Municipalities need Free Software: Dortmund leads the way"
EVENING = "Open evening: ask your neighbours about Free Software"


@pytest.fixture
def sign_in(browser, demo):
    """Makes a browser of its own for somebody, signed in."""
    contexts = []

    def make(name: str):
        contexts.append(browser.new_context())
        page = contexts[-1].new_page()
        page.set_default_timeout(60_000)
        log_in(page, demo, name)
        return page

    yield make
    for context in contexts:
        context.close()


def test_a_translator_brings_the_event_into_catalan_and_submits_it(sign_in):
    page = sign_in("translator-ca")
    clicks = [
        page.get_by_role("link", name="All there is to do in Catalan"),
        page.get_by_role("link", name=EVENT),
        page.get_by_role("textbox", name="Translation (Catalan)").first,
    ]
    for click in clicks:
        click.click()
    assert len(clicks) <= 3, "from the login to the first sentence"
    fields = page.get_by_role("textbox", name="Translation (Catalan)")
    assert (fields.first.get_attribute("lang"), fields.first.get_attribute("dir")) == ("ca", "ltr")
    originals = page.locator(".translation-unit-source .translation-text").all_inner_texts()
    assert originals[0] == EVENT
    for number, text in enumerate(originals):
        fields.nth(number).fill(f"{text} (en català)")
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("The translation was submitted.")).to_be_visible()
    expect(page.get_by_text("Reviewers are looking at it.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Translation (Catalan)")).to_have_count(0)


def test_a_reviewer_returns_a_translation_once_and_then_publishes_it(sign_in, browser_page, demo):
    visit = f"{demo}/fr/evenements/open-evening/"
    browser_page.goto(visit)
    expect(browser_page.locator("[data-translation-notice=untranslated]")).to_be_visible()

    reviewer = sign_in("reviewer-fr")
    reviewer.get_by_role("link", name=EVENING).first.click()
    reviewer.get_by_label("Comment").fill("Le titre est trop long.")
    reviewer.get_by_role("button", name="Save, and return with this comment").click()
    expect(reviewer.get_by_text("The translation was returned with your comment.")).to_be_visible()

    translator = sign_in("translator-fr")
    expect(translator.get_by_role("heading", name="Returned to you")).to_be_visible()
    translator.get_by_role("link", name=EVENING).first.click()
    expect(translator.get_by_text("Le titre est trop long.")).to_be_visible()
    translator.get_by_role("textbox", name="Translation (French)").first.fill("Soirée ouverte sur le logiciel libre")
    translator.get_by_role("button", name="Submit again").click()
    expect(translator.get_by_text("The translation was submitted.")).to_be_visible()

    reviewer.goto(f"{demo}/admin/")
    reviewer.get_by_role("link", name=EVENING).first.click()
    reviewer.get_by_role("button", name="Publish").click()
    expect(reviewer.get_by_text("The translation is published.")).to_be_visible()

    browser_page.goto(visit)
    expect(browser_page.get_by_role("heading", level=1)).to_have_text("Soirée ouverte sur le logiciel libre")
    expect(browser_page.locator("[data-translation-notice]")).to_have_count(0)
