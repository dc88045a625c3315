"""An editor tells a story from nothing in the admin, by what the screen says, and visitors read it."""

import pytest
from ical.calendar_stream import IcsCalendarStream
from playwright.sync_api import expect

from cms.testing import run

from .showcase import log_in

# Marked, so that it runs before the tests that empty the database from which the demo's is copied.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

CAMPAIGN = "Timetables belong to the passengers"
DECISION = "The town opens its timetables"
JOB = "Keeper of the timetables"
EVENT = "Evening of the open timetables"
FAIR = "Fair of the open timetables"
#: What the minute tick does on the day for which it was scheduled; that day is over for whoever edits the page later.
ON_THAT_DAY = """
from datetime import timedelta
import time_machine
from django.core.management import call_command
from django.utils import timezone
from events.models import EventPage
with time_machine.travel("2031-08-01 08:00+02:00"):
    call_command("publish_scheduled")
event = EventPage.objects.get(slug="fair-of-the-open-timetables")
event.go_live_at = timezone.now() - timedelta(days=1)
event.save_revision()
"""
#: Where each is listed, and the end of its address.
PAGES = {
    CAMPAIGN: "campaigns/timetables-belong-to-the-passengers/",
    DECISION: "decisions/the-town-opens-its-timetables/",
    JOB: "jobs/keeper-of-the-timetables/",
    EVENT: "events/evening-of-the-open-timetables/",
    FAIR: "events/fair-of-the-open-timetables/",
}
#: What the timeline of each leads to.
STORY = {
    CAMPAIGN: [DECISION, JOB, EVENT],
    DECISION: [CAMPAIGN, JOB, EVENT],
    JOB: [CAMPAIGN, DECISION],
    EVENT: [CAMPAIGN, DECISION],
}


class Editor:
    """Somebody at a form of the admin, who goes by its headings, labels and buttons."""

    def __init__(self, page, site: str):
        self.page, self.site = page, site
        log_in(page, site, "editor")

    def begin(self, title: str) -> None:
        """A new page where its kind is listed."""
        listing = PAGES[title].partition("/")[0]
        self.page.goto(f"{self.site}/en/{listing}/")
        self.page.get_by_role("button", name="View Wagtail quick actions").click()
        self.page.get_by_role("menuitem", name="Add a child page").click()
        self.page.get_by_role("textbox", name="Title").first.press_sequentially(title)
        expect(self.page.get_by_label("Slug")).to_have_value(PAGES[title].split("/")[1])

    def section(self, heading: str):
        return self.page.get_by_role("region", name=heading, exact=True).last

    def fill(self, label: str, value: str) -> None:
        self.page.get_by_label(label, exact=True).fill(value)

    def organisation(self, name: str, part: str) -> None:
        self.section("Organisations").get_by_role("button", name="Add Organisation").click()
        row = self.section("Organisation 1")
        row.get_by_role("button", name="Choose organisation").click()
        self.page.get_by_role("dialog").get_by_role("link", name=name, exact=True).click()
        row.get_by_text(name, exact=True).wait_for()
        row.get_by_label("Part").select_option(part)

    def related(self, kind: str, title: str) -> None:
        """Found where it is listed: what was published a moment ago is not always in the search yet."""
        self.section("The story of this page").get_by_role("button", name="Add Related page").click()
        row = self.section("Related page 1")
        row.get_by_label("This page …").select_option(kind)
        row.get_by_role("button", name="Choose a page").click()
        dialog = self.page.get_by_role("dialog")
        for parent in ("Freistadt English", PAGES[title].partition("/")[0].title()):
            dialog.get_by_role("row", name=parent).get_by_role("link", name="Explore").click()
        dialog.get_by_role("link", name=title, exact=True).click()
        row.get_by_text(title, exact=True).wait_for()

    def tag(self, name: str) -> None:
        self.page.get_by_role("tab", name="Promote").click()
        tags = self.section("Tags")
        tags.get_by_role("textbox").press_sequentially(f"{name},")
        tags.get_by_role("listitem").filter(has_text=name).wait_for()

    def exception(self, kind: str, day: str) -> None:
        self.section("How often").get_by_role("button", name="Insert a block").last.click()
        self.page.get_by_role("listbox").get_by_role("option", name=kind).click()
        self.section(kind).get_by_role("textbox", name="Day").fill(day)

    def try_to_publish(self) -> None:
        self.page.get_by_role("button", name="More actions").last.click()
        self.page.get_by_role("button", name="Publish").click()

    def schedule(self, day: str) -> None:
        self.page.get_by_role("button", name="Toggle status").click()
        self.page.get_by_role("button", name="Set schedule").click()
        dialog = self.page.get_by_role("dialog")
        dialog.get_by_label("Go live date/time").fill(f"{day} 08:00")
        # By keyboard: the calendar that opens lies over the button.
        dialog.get_by_role("button", name="Save schedule").press("Enter")
        self.page.get_by_role("button", name="More actions").last.click()
        self.page.get_by_role("button", name="Schedule to publish").click()
        self.page.wait_for_url("**/admin/pages/*/")

    def publish(self) -> None:
        self.try_to_publish()
        self.page.wait_for_url("**/admin/pages/*/")


@pytest.fixture
def editor(browser, demo):
    context = browser.new_context(viewport={"width": 1400, "height": 1000})
    yield Editor(context.new_page(), demo)
    context.close()


def make_campaign(editor) -> None:
    editor.begin(CAMPAIGN)
    editor.fill("Demand", "Every timetable is open data.")
    editor.fill("Began on", "2025-03-01")
    editor.tag("free software")
    editor.publish()


def make_decision(editor) -> None:
    """Who forgets the council is told so, at once and with what else is missing, and loses nothing."""
    page = editor.page
    editor.begin(DECISION)
    editor.fill("Votes for", "31")
    editor.related("came of", CAMPAIGN)
    editor.try_to_publish()
    page.get_by_text("Say who decided").wait_for()
    expect(page.get_by_text("Say on which day it was decided.", exact=True)).to_be_visible()
    expect(page.get_by_label("Votes for")).to_have_value("31")
    expect(editor.section("Related page 1").get_by_text(CAMPAIGN, exact=True)).to_be_visible()
    editor.fill("Decided on", "2025-06-11")
    editor.organisation("Council of the City of Dortmund", "Deciding body")
    editor.publish()


def make_job(editor) -> None:
    editor.begin(JOB)
    editor.fill("Town", "Dortmund")
    editor.organisation("City of Dortmund", "Employer")
    editor.related("came of", DECISION)
    editor.publish()


def make_event(editor) -> None:
    """The dates are to be seen before anything is saved."""
    editor.begin(EVENT)
    editor.fill("First day*", "2031-05-06")
    editor.fill("Begins at", "18:30")
    editor.page.get_by_label("Repeats", exact=True).select_option("Every week")
    editor.fill("Repeats until", "2031-05-27")
    dates = editor.section("How often")
    dates.get_by_text("It takes place on 4 dates:").wait_for()
    editor.exception("Left out", "2031-05-13")
    dates.get_by_text("It takes place on 3 dates:").wait_for()
    editor.exception("Cancelled", "2031-05-21")
    dates.get_by_text("Wednesday, 21 May 2031 is none of the dates of this event.").wait_for()
    editor.section("Cancelled").get_by_role("textbox", name="Day").fill("2031-05-20")
    dates.get_by_role("listitem").filter(has_text="20 May 2031").get_by_text("Cancelled").wait_for()
    editor.related("is about", DECISION)
    editor.publish()


def test_an_editor_tells_a_story_from_nothing_that_visitors_read(editor, browser_page, demo):
    make_campaign(editor)
    make_decision(editor)
    make_job(editor)
    make_event(editor)
    page = browser_page
    for code, state in [("en", "original"), ("ca", "untranslated")]:
        for title in STORY:
            path = PAGES[title]
            assert page.goto(f"{demo}/{code}/{path}").status == 200
            assert page.locator("html").get_attribute("lang") == code
            assert page.locator("main").get_attribute("data-translation") == state
            assert page.get_by_role("heading", level=1).inner_text() == title
            for other in STORY[title]:
                link = page.locator(".timeline").get_by_role("link", name=other)
                assert link.get_attribute("href") == f"/{code}/{PAGES[other]}"


def test_visitors_see_each_step_of_an_event_that_is_made_scheduled_and_cancelled(
    editor, browser_page, demo, demo_environment
):
    address, form, visitor = f"{demo}/ca/{PAGES[FAIR]}", editor.page, browser_page
    editor.begin(FAIR)
    editor.fill("First day*", "2031-09-06")
    editor.fill("Begins at", "10:00")
    editor.page.keyboard.press("Escape")
    form.get_by_role("button", name="Save draft").click()
    form.wait_for_url("**/edit/")
    assert visitor.goto(address).status == 404

    form.get_by_role("button", name="Toggle preview").click()
    preview = form.locator("iframe[title=Preview]").last.content_frame
    expect(preview.get_by_role("heading", level=1)).to_have_text(FAIR)
    expect(preview.locator("main time").first).to_contain_text("6 September 2031")
    form.get_by_role("button", name="Toggle preview").click()

    edit = form.url
    editor.schedule("2031-08-01")
    assert visitor.goto(address).status == 404
    run("shell", "--command", ON_THAT_DAY, environment=demo_environment)
    assert visitor.goto(address).status == 200
    assert calendar_event(visitor, address).status != "CANCELLED"
    visitor.goto(f"{demo}/ca/events/")
    entry = visitor.locator("main article").filter(has_text=FAIR)
    expect(entry).not_to_contain_text("cancel·lat", ignore_case=True)

    form.goto(edit)
    form.get_by_role("combobox", name="Status").select_option("Cancelled")
    editor.publish()
    visitor.reload()
    expect(entry).to_contain_text("cancel·lat", ignore_case=True)
    visitor.goto(address)
    expect(visitor.get_by_role("main")).to_contain_text("cancel·lat", ignore_case=True)
    assert calendar_event(visitor, address).status == "CANCELLED"


def calendar_event(visitor, address: str):
    """The event of a page, as calendars read it."""
    text = visitor.context.request.get(f"{address}event.ics").body().decode()
    (event,) = IcsCalendarStream.calendar_from_ics(text).events
    return event
