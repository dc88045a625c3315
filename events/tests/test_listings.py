"""Lists of events: each group once, in the reader's best version, at a cost that does not grow."""

from copy import deepcopy
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, Page

from cms.tests.copies import make_copies
from cms.tests.factories import (
    german_event,
    home_page,
    make_event,
    make_index,
    make_locale,
    publish,
    restrict,
    today,
    translate,
)
from cms.tests.shared import database_for_module
from events.models import EventIndexPage, EventPage

pytestmark = pytest.mark.django_db

LANGUAGES = ["en", "de", "ca", "ar"]


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Home page and index in English and German; Catalan and Arabic without any page."""
    with database_for_module(django_db_blocker):
        for code in LANGUAGES:
            make_locale(code)
        index = make_index()
        translate(home_page(), "de", title="Startseite", slug="start")
        translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
        yield index


@pytest.fixture
def index(made) -> EventIndexPage:
    return deepcopy(made)


def soup(client, url: str) -> BeautifulSoup:
    response = client.get(url, follow=True)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def main_text(client, url: str) -> str:
    return soup(client, url).find("main").get_text(" ", strip=True)


@pytest.mark.parametrize("page", ["", "events/"])
def test_a_german_only_event_is_listed_in_every_language_and_marked(client, index, page):
    german_event()
    for code in LANGUAGES:
        title = soup(client, f"/{code}/{page}").find("main").find(string=lambda s: s.strip() == "Stammtisch")
        holder = title.find_parent(attrs={"lang": True})
        assert holder["lang"] == "de"
        assert title.find_parent("a")["href"].startswith(f"/{code}/")


def test_each_group_is_listed_once_in_the_best_version(client, index):
    event = make_event(index, title="Talk", slug="talk")
    translate(event, "de", title="Vortrag", slug="vortrag")
    for code in LANGUAGES:
        text = main_text(client, f"/{code}/events/")
        assert text.count("Talk") + text.count("Vortrag") == 1
        assert ("Vortrag" in text) == (code == "de")


def test_events_are_listed_where_they_belong_in_time(client, index):
    make_event(index, title="Tomorrow", start_date=today(1))
    make_event(index, title="All week", all_day=True, start_date=today(-1), end_date=today(3))
    make_event(index, title="Last month", start_date=today(-30))
    make_event(index, title="Long ago", start_date=today(-800))
    current, past = main_text(client, "/ca/events/"), main_text(client, "/ca/events/?state=past")
    assert "Tomorrow" in current
    assert "All week" in current
    assert "Last month" not in current
    assert "Last month" in past
    assert "Long ago" in past
    assert "Tomorrow" not in past
    that_year = main_text(client, f"/en/events/?state=past&year={today(-800).year}")
    assert "Long ago" in that_year
    assert "Last month" not in that_year


def test_the_leaf_of_a_card_names_the_year_unless_it_is_this_one(client, index):
    with time_machine.travel(datetime(2026, 6, 1, 12, tzinfo=UTC)):
        make_event(index, title="Soon", start_date=date(2026, 6, 5))
        make_event(index, title="Late", start_date=date(2027, 1, 5))
        leaves = [leaf.get_text(" ", strip=True) for leaf in soup(client, "/ca/events/").select(".event-card .day")]
    assert leaves == ["dv. 5 juny", "dt. 5 gen. 2027"]


@pytest.mark.parametrize(
    ("former", "address"),
    [
        ("/ca/events/past/", "/ca/events/?state=past"),
        ("/de/veranstaltungen/past/2025/", "/de/veranstaltungen/?state=past&year=2025"),
    ],
)
def test_the_former_addresses_of_past_events_lead_on_for_good(client, index, former, address):
    response = client.get(former)
    assert (response.status_code, response["Location"]) == (301, address)


def test_a_listing_has_pages_of_twenty_and_the_last_for_numbers_out_of_range(client, index):
    first = make_event(index, title="Event number 00", start_date=today(5))
    later = [{"title": f"Event number {number:02}", "start_date": today(5 + number)} for number in range(1, 23)]
    make_copies(first, later)
    assert main_text(client, "/ca/events/").count("Event number") == 20
    assert "Event number 22" in main_text(client, "/ca/events/?page=2")
    assert "Event number 22" in main_text(client, "/ca/events/?page=77")
    assert soup(client, "/ca/events/?page=2").find("link", rel="canonical")["href"].endswith("/en/events/?page=2")


def hide_as_draft(event):
    EventPage.objects.get(pk=event.pk).unpublish()


def hide_by_schedule(event):
    event.unpublish()
    publish(event, go_live_at=timezone.now() + timedelta(days=3))


def hide_by_expiry(event):
    publish(event, expire_at=timezone.now() + timedelta(hours=1))
    EventPage.objects.filter(pk=event.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")


def hide_by_privacy(event):
    restrict(event)


def hide_with_its_section(event):
    restrict(event.get_parent())


@pytest.mark.parametrize(
    "ways",
    [(hide_as_draft, hide_by_schedule, hide_by_expiry, hide_by_privacy), (hide_with_its_section,)],
    ids=["pages", "section"],
)
def test_what_is_not_public_is_in_no_output(client, index, ways):
    hidden = {}
    for way in ways:
        hidden[way] = make_event(index, title="Hidden talk", slug=f"secret-{way.__name__}")
        translate(hidden[way], "de", title="Hidden Vortrag", slug=f"secret-de-{way.__name__}")
    links = "".join(f'<p>See <a linktype="page" id="{event.pk}">this</a>.</p>' for event in hidden.values())
    related = [Page.objects.get(pk=event.pk) for event in hidden.values()]
    about = make_event(index, title="Visible", slug="visible")
    publish(about, body=[("paragraph", links), ("related_pages", {"heading": "", "pages": related})])
    for way, event in hidden.items():
        way(EventPage.objects.get(pk=event.pk))
    for code in LANGUAGES:
        assert_hidden(client, ways, code)


def assert_hidden(client, ways, code):
    for url in (f"/{code}/", f"/{code}/events/", f"/{code}/events/visible/", f"/{code}/search/?q=Hidden"):
        response = client.get(url, follow=hide_with_its_section not in ways)
        if response.status_code == 200:
            answer = response.content.decode()
            assert "Hidden talk" not in answer
            assert "Hidden Vortrag" not in answer
            for way in set(ways) - {hide_by_privacy, hide_with_its_section}:
                assert f"secret-{way.__name__}" not in answer
                assert f"secret-de-{way.__name__}" not in answer
    for name in (way.__name__ for way in ways):
        for path in (f"events/secret-{name}/", f"events/secret-{name}/event.ics", f"veranstaltungen/secret-de-{name}/"):
            response = client.get(f"/{code}/{path}", follow=True)
            assert response.status_code == 404 or response.redirect_chain[-1][0].startswith(f"/{code}/_util/login/")
            assert "Hidden" not in response.content.decode()


@pytest.mark.parametrize(("events", "locales"), [(20, 12), (2000, 40)])
def test_a_listing_costs_the_same_whatever_there_is(client, index, settings, events, locales):
    for language, _name in settings.LANGUAGES[:locales]:
        make_locale(language)
    # With a word that the index, called “Events”, has in none of its forms: PostgreSQL's search goes by stems.
    first = make_event(index, title="Talk 0", start_date=today(9))
    make_copies(first, [{"title": f"Talk {number}"} for number in range(1, events)])
    for event in EventPage.objects.filter(locale__language_code="en")[:5]:
        translate(event, Locale.objects.get(language_code="ca"), title=f"Acte {event.pk}")
    lists = {
        "/en/events/": 20,
        "/ca/events/": 20,
        f"/ca/events/?year={today(9).year}&language=ca": 5,
        "/ca/search/?q=Talk": min(20, events - 5),  # five are called otherwise in Catalan
    }
    for url, shown in lists.items():
        client.get(url)  # fills what is cached for all
        with CaptureQueriesContext(connection) as queries:
            page = soup(client, url)
        assert len(page.find("main").select("article")) == shown
        assert len(queries) <= 18, url + "\n" + "\n".join(q["sql"][:150] for q in queries)


@pytest.mark.parametrize("code", ["en", "ca"])
def test_a_detail_page_costs_the_same_whatever_the_number_of_languages(client, index, settings, code):
    for language, _name in settings.LANGUAGES:
        make_locale(language)
    event = make_event(index, title="Talk", slug="talk")
    translate(event, "de", title="Vortrag", slug="vortrag")
    client.get(f"/{code}/events/talk/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get(f"/{code}/events/talk/").status_code == 200
    assert len(queries) <= 14, "\n".join(q["sql"][:150] for q in queries)
