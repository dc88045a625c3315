"""What visitors and programs find in the HTML of events."""

import html
import json
from copy import deepcopy
from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.models import Locale

from cms.directory.choices import Role
from cms.directory.models import PageContact, PageOrganisation, Person
from cms.tests.factories import (
    german_event,
    home_page,
    make_event,
    make_image,
    make_index,
    make_locale,
    make_organisation,
    make_person,
    publish,
    today,
    translate,
)
from cms.tests.shared import database_for_module
from events.choices import AttendanceMode, EventStatus
from events.models import EventIndexPage

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """A list without events, in English; German, Catalan and Arabic without any page."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca", "ar"):
            make_locale(code)
        yield make_index()


@pytest.fixture
def index(made) -> EventIndexPage:
    return deepcopy(made)


def soup(client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200, response.status_code
    return BeautifulSoup(response.content, "html5lib")


def words(element) -> str:
    return " ".join(element.get_text(" ").split())


def facts(page: BeautifulSoup) -> dict[str, str]:
    return {words(row.dt): " ".join(words(dd) for dd in row.find_all("dd")) for row in page.select(".facts dl > div")}


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"status": EventStatus.CANCELLED}, "This event is cancelled."),
        ({"status": EventStatus.POSTPONED}, "This event is postponed."),
        ({"status": EventStatus.MOVED_ONLINE}, "This event takes place online instead."),
        ({"status": EventStatus.RESCHEDULED, "previous_start_date": date(2020, 2, 1)}, "Saturday, 1 February 2020"),
        ({"fully_booked": True}, "This event is fully booked."),
        ({"start_date": today(-2)}, "This event is over."),
        ({"start_date": today(-1), "end_date": today(1)}, "This event is taking place right now."),
    ],
)
def test_below_its_title_a_page_leads_with_what_is_not_as_announced(client, index, fields, expected):
    make_event(index, slug="event", **fields)
    page = soup(client, "/en/events/event/")
    status = page.select_one("main .status")
    assert expected in words(status)
    assert status.find_previous("h1")
    assert status.find_next(class_="glance")


def test_an_event_as_planned_has_no_status(client, index):
    make_event(index, slug="event")
    assert not soup(client, "/en/events/event/").select(".status, .badge")


def test_a_cancelled_event_says_so_in_lists(client, index):
    make_event(index, status=EventStatus.CANCELLED)
    assert words(soup(client, "/en/events/").select_one(".card .badge")) == "Cancelled"


def test_an_event_says_when_where_and_how_to_join(client, index):
    make_event(
        index,
        slug="event",
        start_date=date(2099, 7, 4),
        venue_name="Town Hall",
        street_address="Friedensplatz 1",
        postal_code="44135",
        locality="Dortmund",
        country="DE",
        latitude=Decimal("51.511389"),
        longitude=Decimal("7.464722"),
        attendance_mode=AttendanceMode.MIXED,
        online_url="https://meet.example.org/room",
        registration_url="https://example.org/register",
        registration_closes=timezone.now() + timedelta(days=1),
        capacity=1200,
        spoken_languages=["de", "en"],
    )
    page = soup(client, "/de/events/event/")
    told = facts(page)
    assert "Samstag, 4. Juli 2099" in words(page.select_one(".facts"))
    assert "Mitteleuropäische Sommerzeit" in words(page.select_one(".facts"))
    assert page.select_one('.facts time[datetime="2099-07-04T18:00+02:00"]')
    assert page.select_one(".facts a[download]")["href"] == "/de/events/event/event.ics"
    assert client.get("/de/events/event/event.ics").status_code == 200
    text = " ".join(told.values())
    for expected in ("Town Hall", "Friedensplatz 1", "44135 Dortmund", "Deutschland", "Deutsch und Englisch", "1.200"):
        assert expected in text
    links = {a["href"] for a in page.select(".facts a")}
    assert "https://meet.example.org/room" in links
    assert "https://example.org/register" in links
    assert any(link.startswith("https://www.openstreetmap.org/?mlat=51.511389&mlon=7.464722") for link in links)


@pytest.mark.parametrize(("days", "expected"), [(0, "today"), (1, "tomorrow"), (5, "in 5 days")])
def test_an_event_says_how_far_it_lies_ahead_beside_its_date(client, index, days, expected):
    make_event(index, slug="event", start_date=today(days), all_day=True)
    page = soup(client, "/en/events/event/")
    assert words(page.select_one(".glance .distance")) == expected
    assert page.select_one(f".glance time[datetime='{today(days)}']")
    assert words(soup(client, "/en/events/").select_one(".card-when .distance")) == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"start_date": today(-2), "end_date": today(2), "all_day": True},
        {"start_date": today(-2)},
        {"status": EventStatus.CANCELLED},
        {"status": EventStatus.POSTPONED},
    ],
)
def test_what_has_begun_or_does_not_take_place_lies_not_ahead(client, index, fields):
    make_event(index, slug="event", **fields)
    assert not soup(client, "/en/events/event/").select(".distance")
    for state in ("", "?state=past"):
        assert not soup(client, f"/en/events/{state}").select(".distance")


def test_the_day_of_an_event_is_counted_by_its_own_calendar(client, index):
    make_event(index, slug="event", start_date=date(2026, 6, 3), time_zone="Pacific/Auckland")
    for now, expected in (("2026-06-02T11:59:59Z", "tomorrow"), ("2026-06-02T12:00:00Z", "today")):
        with time_machine.travel(now, tick=False):
            assert words(soup(client, "/en/events/event/").select_one(".glance .distance")) == expected


@pytest.mark.parametrize(
    ("fields", "buttons"),
    [
        ({"registration_url": "https://example.org/register"}, ["Register"]),
        ({"online_url": "https://meet.example.org/", "attendance_mode": "online"}, ["Take part online"]),
        (
            {
                "online_url": "https://meet.example.org/",
                "attendance_mode": "mixed",
                "registration_url": "https://example.org/register",
            },
            ["Register"],
        ),
        ({}, []),
    ],
)
def test_there_is_one_button_to_join(client, index, fields, buttons):
    make_event(index, slug="event", **fields)
    assert [words(a) for a in soup(client, "/en/events/event/").select(".facts a.button")] == buttons


def test_a_link_that_is_sent_later_is_announced(client, index):
    make_event(index, slug="event", attendance_mode=AttendanceMode.ONLINE, online_url_after_registration=True)
    assert facts(soup(client, "/en/events/event/"))["Take part online"] == "The link is sent to you after registration."


def test_a_past_event_offers_what_is_left_of_it(client, index):
    slides = get_document_model().objects.create(title="Slides of the talk", file="slides.pdf", file_size=1_234_567)
    make_event(
        index,
        slug="event",
        start_date=today(-3),
        registration_url="https://example.org/register",
        recording_url="https://media.example.org/w/1",
        slides=slides,
    )
    page = soup(client, "/en/events/event/")
    told = facts(page)
    assert told["Recording"] == "media.example.org"
    assert told["Slides"] == "Slides of the talk PDF , 1.2 MB"
    assert "Registration" not in told
    assert not page.select('.facts a[href$="event.ics"]')


def test_organisations_are_named_in_the_readers_language(client, index):
    event = make_event(index, slug="event")
    city = make_organisation("City of Dortmund", website="https://www.dortmund.de/")
    german = city.copy_for_translation(Locale.objects.get(language_code="de"))
    german.name = "Stadt Dortmund"
    german.save()
    event.page_organisations.add(PageOrganisation(organisation=city, role=Role.ORGANISER))
    event.page_organisations.add(PageOrganisation(organisation=make_organisation("FSFE"), role="partner"))
    publish(event)
    assert facts(soup(client, "/en/events/event/"))["Organiser"] == "City of Dortmund"
    assert "Stadt Dortmund" in facts(soup(client, "/de/events/event/")).values()
    catalan = soup(client, "/ca/events/event/").find("bdi", string="City of Dortmund")
    assert catalan.find_parent(lang=True)["lang"] == "en"


def test_only_people_with_consent_are_shown(client, index):
    event = make_event(index, slug="event")
    for person in (
        make_person("Ada Agrees", email="ada@example.org"),
        make_person("Nora Never"),
        make_person("Olga Over", show_until=today(-1)),
    ):
        event.page_contacts.add(PageContact(person=person))
    publish(event)
    Person.objects.filter(name="Nora Never").update(consent=False)
    text = client.get("/en/events/event/").content.decode()
    assert "Ada Agrees" in text
    assert "Nora Never" not in text
    assert "Olga Over" not in text


def test_consent_withdrawn_in_one_language_is_withdrawn_in_all(client, index):
    event = make_event(index, slug="event")
    person = make_person("Ada Agrees")
    german = person.copy_for_translation(Locale.objects.get(language_code="de"))
    german.consent = False
    german.save()
    event.page_contacts.add(PageContact(person=person))
    publish(event)
    assert "Ada Agrees" not in client.get("/en/events/event/").content.decode()


def test_an_email_address_is_not_in_clear_but_works_without_javascript(client, index):
    event = make_event(index, slug="event")
    event.page_contacts.add(PageContact(person=make_person(email="ada@example.org")))
    publish(event)
    source = client.get("/en/events/event/").content.decode()
    assert "ada@example.org" not in source
    assert "mailto:" not in source
    assert "@" not in source[source.index("<main") : source.index("</main")]
    assert 'href="mailto:ada@example.org"' in html.unescape(source)
    link = BeautifulSoup(source, "html5lib").select_one('a[href="mailto:ada@example.org"]')
    assert link.get_text() == "ada@example.org"


def test_a_card_in_another_language_is_marked_and_labelled(client, index):
    translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
    german_event(title="Stammtisch", summary="Wir treffen uns.")
    card = soup(client, "/ar/events/").find("a", string="Stammtisch").find_parent("article")
    title = card.find("h3")
    assert (title["lang"], title["dir"]) == ("de", "ltr")
    assert title.bdi
    assert (card.select_one(".card-summary")["lang"], card.select_one(".card-summary")["dir"]) == ("de", "ltr")
    assert words(card.select_one(".language-label")) == "Deutsch"
    # Dates and labels around it are the reader's.
    when = card.select_one(".card-when").find_parent(lang=True)
    assert (when["lang"], when["dir"]) == ("ar", "rtl")


def test_interface_words_in_foreign_content_are_the_readers(client, index):
    make_event(index, slug="event")
    page = soup(client, "/ar/events/event/")
    assert page.main["lang"] == "en"
    assert (page.select_one(".facts")["lang"], page.select_one(".facts")["dir"]) == ("ar", "rtl")
    assert "ديسمبر" in words(soup(client, "/ar/events/")) or words(page.select_one(".facts time"))


def test_past_events_have_their_own_list_by_year(client, index):
    make_event(index, title="Old", start_date=date(2020, 5, 1))
    make_event(index, title="Older", start_date=date(2019, 5, 1))
    page = soup(client, "/en/events/?state=past")
    assert [words(h3) for h3 in page.select("h3")] == ["Old", "Older"]
    assert words(page.h2) == "Past events"
    assert words(page.title).startswith("Past events – Events")
    assert [option["value"] for option in page.select("#filter-year option")] == ["", "2020", "2019"]
    assert page.select_one('.tabs a[aria-current="page"]').get_text() == "Past events"


@pytest.mark.parametrize("url", ["/en/events/event/", "/ca/events/event/"])
def test_an_event_costs_at_most_fourteen_queries(client, index, url):
    make_event(index, slug="event", lead_image=make_image(), locality="Dortmund")
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        client.get(url)
    assert len(queries) <= 14


def test_structured_data_cannot_break_out_of_its_element(client, index):
    make_event(index, slug="event", title="</script><b>& co", locality="Dortmund")
    page = soup(client, "/en/events/event/")
    data = json.loads(page.select_one('script[type="application/ld+json"]').string)
    assert data["name"] == "</script><b>& co"
    assert page.h1.get_text() == "</script><b>& co"
    assert home_page().title in words(page.header)
