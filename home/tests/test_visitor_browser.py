"""What visitors come for, done in a browser: on a phone, with a screen reader, with and without JavaScript."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream
from playwright.sync_api import Locator

from cms.text import cldr

from .showcase import EVENT, LANGUAGES, PAGES

# Marked, so that they run before the tests that empty the database from which the demo's is copied.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

EVENING = "events/open-evening/"
DECISION = "Dortmund founds a coordination office for digital sovereignty and open source"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def phone(request, browser, demo):
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, java_script_enabled=request.param, base_url=demo
    )
    yield context.new_page()
    context.close()


def reveal(target: Locator) -> Locator:
    """Unfold what a link or a field is folded into, as somebody who looks for it."""
    for summary in target.locator("xpath=ancestor::details[not(@open)]/summary").all():
        summary.tap()
    return target


def follow(page, address: str, within: str = "body") -> None:
    reveal(page.locator(within).locator(f'a[href="{address}"]').first).tap()
    page.wait_for_url(f"**{address}")


def choose(page, field: str, value: str) -> None:
    """Choose a value in the filters of a list, and have it shown."""
    reveal(page.locator("main").locator(f"select[name={field}]")).select_option(value)
    page.locator("main form").filter(has=page.locator(f"select[name={field}]")).get_by_role("button").tap()
    page.wait_for_url(f"**{field}={value}**")


def test_in_catalan_one_finds_an_event_on_a_phone_and_adds_it_to_the_calendar(phone):
    phone.goto("/ca/")
    follow(phone, "/ca/events/")
    choose(phone, "tag", "beginners")
    follow(phone, f"/ca/{EVENING}", "main")
    assert phone.locator("html").get_attribute("lang") == "ca"
    title = phone.get_by_role("heading", level=1).inner_text()
    begins = phone.locator("main time[datetime*=T]").first.get_attribute("datetime")
    with phone.expect_download() as download:
        reveal(phone.locator("main a[href$='/event.ics']").first).tap()
    calendar = IcsCalendarStream.calendar_from_ics(Path(download.value.path()).read_bytes().decode())
    (event,) = (event for event in calendar.events if not event.recurrence_id)
    assert event.summary == title
    assert event.dtstart == datetime.fromisoformat(begins)
    assert str(event.url).endswith(f"/ca/{EVENING}")


def test_one_changes_to_a_language_that_the_page_exists_in(phone):
    phone.goto(f"/ca/{EVENT}")
    assert phone.locator("main").get_attribute("data-translation") == "untranslated"
    follow(phone, "/de/veranstaltungen/dortmund-referenzkommune/", "[data-translation-notice]")
    assert phone.locator("html").get_attribute("lang") == "de"
    assert phone.locator("main").get_attribute("data-translation") == "current"


def test_one_changes_to_a_language_that_the_page_does_not_exist_in(phone):
    """The page stays what it was, and everything around it changes."""
    phone.goto(f"/ca/{PAGES['event-german-only']}")
    title = phone.get_by_role("heading", level=1).inner_text()
    follow(phone, f"/ar/{PAGES['event-german-only']}")
    html, main = phone.locator("html"), phone.locator("main")
    assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("ar", "rtl")
    assert (main.get_attribute("lang"), main.get_attribute("dir")) == ("de", "ltr")
    assert phone.get_by_role("heading", level=1).inner_text() == title
    assert phone.locator("[data-translation-notice=untranslated]").is_visible()


@pytest.mark.parametrize("listing", ["jobs/", "events/"])
def test_a_filter_shows_as_many_as_it_promises(phone, listing):
    phone.goto(f"/ca/{listing}")
    before = phone.locator("main article").count()
    fields = phone.locator("main form select")
    promises = [
        (field.get_attribute("name"), option.get_attribute("value"), option.text_content())
        for field in fields.all()
        for option in field.locator("option:not([value=''])").first.all()
    ]
    assert len(promises) > 1
    for field, value, label in promises:
        count = int(re.search(r"\((\d+)\)", label)[1])
        phone.goto(f"/ca/{listing}")
        choose(phone, field, value)
        assert phone.locator("main article").count() == count <= before, (field, value)
        assert phone.locator(f"select[name={field}]").input_value() == value


def test_one_finds_closed_jobs_apart_from_the_open_ones(phone):
    phone.goto("/ca/jobs/")
    follow(phone, "/ca/jobs/?state=over", "main")
    job = PAGES["job"]
    follow(phone, f"/ca/{job}", "main")
    phone.goto("/ca/jobs/")
    assert phone.locator(f'main a[href="/ca/{job}"]').count() == 0


def test_a_decision_makes_sense_to_somebody_who_hears_it(browser_page, demo):
    """The matter first, then what came of it and where one can check it, in the order in which it is read out."""
    browser_page.goto(f"{demo}/en/{PAGES['decision']}")
    tree = browser_page.get_by_role("main").aria_snapshot()
    parts = [f'heading "{DECISION}" [level=1]', "Thursday, 15 December 2022", 'link "Council of the City of Dortmund"']
    places = [tree.index(part) for part in [*parts, 'heading "What was decided', 'region "The story so far"']]
    assert places == sorted(places)
    next_review = cldr.day(timezone.localdate() + timedelta(120), "long", cldr.locale_for("en"))  # as in the demo
    for fact in ("Adopted", "Being carried out", next_review):
        assert places[0] < tree.index(fact) < places[3], fact
    assert "23758-22" in tree


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize("name", ["home", "events", "event", "decision", "job", "search"])
def test_everything_has_a_name_and_a_place_for_those_who_hear_it(browser_page, demo, name, code):
    browser_page.goto(f"{demo}/{code}/{PAGES[name]}")
    tree = browser_page.locator("body").aria_snapshot()
    lines = [line.strip() for line in tree.splitlines()]
    named = re.compile("- (link|button|combobox|textbox|searchbox|img|heading)\\b")
    assert [line for line in lines if named.match(line) and '"' not in line and "'" not in line] == []
    for landmark in ("banner", "main", "contentinfo"):
        assert sum(line.startswith(f"- {landmark}") for line in lines) == 1, landmark
    regions = [line.rstrip(":") for line in lines if re.match(r"- (navigation|complementary|region|search)\b", line)]
    assert len(set(regions)) == len(regions), "two that cannot be told apart"
    assert all('"' in region for region in regions if not region.startswith("- search"))
