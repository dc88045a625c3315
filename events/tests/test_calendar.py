"""Lists of events as calendars to subscribe to, read by a strict parser."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream

from cms.directory.models import PageContact
from cms.tests.factories import (
    german_event,
    home_page,
    make_event,
    make_index,
    make_locale,
    make_organisation,
    make_person,
    publish,
    restrict,
    take_part,
    today,
    translate,
)
from cms.tests.shared import database_for_module
from events.models import EventIndexPage, EventPage

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def index(django_db_setup, django_db_blocker):
    """Events of every kind: a series with exceptions, a cancelled, a past, a German and a translated one."""
    with database_for_module(django_db_blocker):
        for code in ("ca", "ar"):
            make_locale(code)
        index = make_index()
        translate(home_page(), "de", title="Startseite", slug="start")
        translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
        german_event()
        series = make_event(
            index,
            title="Weekly",
            locality="Freistadt",
            repeats="weekly",
            repeat_until=today(38),
            exceptions=[
                ("left_out", {"day": today(17)}),
                ("cancelled", {"day": today(24)}),
                ("moved", {"day": today(31), "new_date": today(32), "new_start_time": None, "new_end_time": None}),
            ],
        )
        series.page_contacts.add(PageContact(person=make_person()))
        take_part(series, make_organisation(website="https://example.org/"))
        talk = make_event(index, title="Talk", locality="Dortmund", status="cancelled")
        translate(talk, "de", title="Vortrag")
        make_event(index, title="Last month", start_date=today(-30))
        make_event(index, title="Two years ago", start_date=today(-800))
        make_event(index, title="Draft", live=False)
        restrict(make_event(index, title="Private"))
        yield index


def read(client, address: str) -> Calendar:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return IcsCalendarStream.calendar_from_ics(response.content.decode())


def titles(calendar: Calendar) -> set[str]:
    return {event.summary for event in calendar.events}


@pytest.mark.parametrize(
    ("address", "talk"), [("/en/events/", "Talk"), ("/de/veranstaltungen/", "Vortrag"), ("/ca/events/", "Talk")]
)
def test_a_calendar_holds_what_is_coming_and_what_was_of_late(client, index, address, talk):
    calendar = read(client, f"{address}calendar.ics")
    assert titles(calendar) == {"Weekly", talk, "Last month", "Stammtisch"}


def test_the_same_events_have_the_same_uids_in_every_language(client, index):
    english, german, arabic = (
        sorted(event.uid for event in read(client, f"{address}calendar.ics").events)
        for address in ("/en/events/", "/de/veranstaltungen/", "/ar/events/")
    )
    assert english == german == arabic


def test_a_series_comes_with_its_dates(client, index):
    calendar = read(client, "/ca/events/calendar.ics")
    series = [event for event in calendar.events if event.summary == "Weekly"]
    [rule] = [event for event in series if event.rrule]
    assert [day.date() for day in rule.exdate] == [today(17)]
    statuses = {event.recurrence_id: event.status for event in series if event.recurrence_id}
    assert sorted(statuses.values()) == ["CANCELLED", "CONFIRMED"]
    expected = [occurrence.starts_at for occurrence in EventPage.objects.get(title="Weekly").occurrences]
    found = sorted(event.start for event in calendar.timeline if event.summary == "Weekly")
    assert found == expected
    assert len(found) == 4


def test_a_calendar_is_as_narrow_as_its_list(client, index):
    assert titles(read(client, "/en/events/calendar.ics?place=Dortmund")) == {"Talk"}
    assert titles(read(client, "/ca/events/calendar.ics?state=past")) == {"Last month", "Two years ago"}
    assert titles(read(client, "/en/events/calendar.ics?language=de")) == {"Talk", "Stammtisch"}
    page = client.get("/ca/events/?place=Dortmund").content.decode()
    assert 'href="http://testserver/ca/events/calendar.ics?place=Dortmund"' in page


@pytest.mark.parametrize("query", ["place=Nowhere", "tag=nothing", "year=99999999999", "state=nonsense", "place=%00"])
def test_a_calendar_without_events_is_one_all_the_same(client, index, query):
    calendar = read(client, f"/en/events/calendar.ics?{query}")
    assert not calendar.events
    assert len(calendar.timezones) == 1


def test_a_change_of_status_is_in_the_calendar_at_once_in_all_languages(client, index):
    event = EventPage.objects.get(title="Weekly")
    before = read(client, "/en/events/calendar.ics")
    publish(event, status="postponed")
    for address in ("/en/events/", "/de/veranstaltungen/", "/ca/events/"):
        events = [e for e in read(client, f"{address}calendar.ics").events if e.uid == str(event.translation_key)]
        old = [e for e in before.events if e.uid == str(event.translation_key)]
        assert {e.status for e in events} <= {"TENTATIVE", "CANCELLED"}
        assert min(e.sequence for e in events) >= max(e.sequence for e in old)


def test_a_calendar_says_what_it_is(client, index):
    text = client.get("/ca/events/calendar.ics?place=Dortmund").content.decode()
    assert "NAME;LANGUAGE=en:Events\r\n" in text
    assert "X-WR-CALNAME:Events\r\n" in text
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT12H\r\n" in text
    assert "URL:http://testserver/ca/events/?place=Dortmund\r\n" in text


def test_a_long_calendar_costs_no_more_queries(client, index):
    organisation, person = make_organisation("Firm", website="https://example.com/"), make_person()

    def cost() -> int:
        client.get("/ca/events/calendar.ics")
        with CaptureQueriesContext(connection) as queries:
            client.get("/ca/events/calendar.ics")
        return len(queries)

    few = cost()
    for number in range(6):
        event = make_event(EventIndexPage.objects.get(pk=index.pk), title=f"Event {number}")
        event.page_contacts.add(PageContact(person=person))
        take_part(event, organisation)
    assert cost() <= few
    assert few <= 16


def test_no_more_events_than_a_program_can_bear(client, index, monkeypatch):
    monkeypatch.setattr(EventIndexPage, "CALENDAR_LENGTH", 2)
    assert len({event.uid for event in read(client, "/en/events/calendar.ics").events}) == 2


def test_what_is_over_for_long_is_left_out(client, index, monkeypatch):
    monkeypatch.setattr(EventIndexPage, "KEPT", timedelta(days=7))
    assert "Last month" not in titles(read(client, "/en/events/calendar.ics"))
