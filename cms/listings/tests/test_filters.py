"""Filtered lists, as readers and programs meet them: what is found, offered and addressed."""

from datetime import date, timedelta
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.http import urlencode
from wagtail.models import Locale

from cms.directory.choices import Role
from cms.directory.models import PageOrganisation
from cms.tags.models import Tag, TagLabel
from cms.tests.factories import (
    german_event,
    home_page,
    make_event,
    make_index,
    make_locale,
    make_organisation,
    publish,
    restrict,
    translate,
)
from cms.tests.shared import database_for_module, valid_html
from events.choices import Repetition
from events.models import EventPage

pytestmark = pytest.mark.django_db

#: Values of no public page.
HIDDEN = {"hidden", "2077", "Hiddenhausen", "hidden-partner"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


def tagged(page, *tags, organisations=()):
    page.tags.add(*tags)
    for organisation in organisations:
        page.page_organisations.add(PageOrganisation(organisation=organisation, role=Role.ORGANISER))
    return publish(page)


@pytest.fixture(scope="module")
def index(django_db_setup, django_db_blocker):
    """Events of two topics, places, years and organisations; some that are not public."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca", "ar"):
            make_locale(code)
        german = Locale.objects.get(language_code="de")
        index = make_index(summary="Where to meet us.")
        translate(home_page(), "de", title="Startseite", slug="start")
        translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
        software = Tag.objects.create(name="Free Software", slug="free-software")
        TagLabel.objects.create(tag=software, locale=german, label="Freie Software")
        schools = Tag.objects.create(name="Schools", slug="schools")
        city = make_organisation("City of Dortmund")
        stadt = city.copy_for_translation(german)
        stadt.name = "Stadt Dortmund"
        stadt.save()
        club = make_organisation("Chaos Club")
        talk = make_event(index, title="Talk", slug="talk", start_date=date(2098, 5, 1), locality="Dortmund")
        translate(tagged(talk, software, organisations=[city]), "de", title="Vortrag", slug="vortrag")
        workshop = make_event(index, title="Workshop", start_date=date(2099, 5, 1), locality="Dortmund")
        tagged(workshop, software, schools, organisations=[city, club])
        tagged(make_event(index, title="Meeting", start_date=date(2099, 6, 1), locality="Essen"), schools)
        german_event(start_date=date(2099, 7, 1), locality="Essen")
        tagged(make_event(index, title="Over", start_date=date(2020, 5, 1), locality="Bochum"), software)
        hidden = Tag.objects.create(name="Hidden", slug="hidden")
        partner = make_organisation("Hidden Partner", slug="hidden-partner")
        secret = {"start_date": date(2077, 1, 1), "locality": "Hiddenhausen"}
        private = make_event(index, title="Secret", **secret)
        restrict(tagged(private, hidden, organisations=[partner]))
        make_event(index, live=False, title="Secret draft", **secret)
        publish(make_event(index, live=False, title="Secret later", **secret), go_live_at=in_hours(1))
        expired = publish(make_event(index, title="Secret no more", **secret), expire_at=in_hours(1))
        EventPage.objects.filter(pk=expired.pk).update(expire_at=in_hours(-1))
        call_command("publish_scheduled")
        yield index


def in_hours(hours: int):
    return timezone.now() + timedelta(hours=hours)


def soup(client, url: str) -> BeautifulSoup:
    response = client.get(url)
    assert response.status_code == 200, (response.status_code, response.headers.get("Location"))
    return BeautifulSoup(response.content, "html5lib")


def titles(page) -> list[str]:
    return [h3.get_text(strip=True) for h3 in page.main.select("h3")]


def options(page, name: str) -> list[str]:
    return [" ".join(option.get_text().split()) for option in page.select(f'select[name="{name}"] option[value!=""]')]


def query_of(address: str) -> str:
    return urlsplit(address).query


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Talk", "Workshop", "Meeting", "Stammtisch"]),
        ("tag=free-software", ["Talk", "Workshop"]),
        ("tag=schools", ["Workshop", "Meeting"]),
        ("year=2098", ["Talk"]),
        ("place=Essen", ["Meeting", "Stammtisch"]),
        ("organisation=city-of-dortmund", ["Talk", "Workshop"]),
        ("organisation=chaos-club", ["Workshop"]),
        ("language=de", ["Talk", "Stammtisch"]),
        ("state=past", ["Over"]),
        ("state=past&tag=free-software", ["Over"]),
        ("tag=free-software&year=2099", ["Workshop"]),
        ("tag=schools&year=2099&place=Essen&language=en", ["Meeting"]),
        ("tag=schools&year=2098", []),
        ("state=past&tag=schools", []),
    ],
)
def test_the_same_address_finds_the_same_pages_in_every_language(client, index, query, found):
    for path in ("/en/events/", "/ca/events/", "/ar/events/", "/de/veranstaltungen/"):
        page = soup(client, f"{path}?{query}" if query else path)
        translated = ["Vortrag" if title == "Talk" else title for title in found]
        assert titles(page) == (translated if path.startswith("/de/") else found)


def test_the_choice_is_offered_with_the_readers_words_and_with_numbers(client, index):
    page = soup(client, "/de/veranstaltungen/")
    assert options(page, "tag") == ["Freie Software (2)", "Schools (2)"]
    assert options(page, "year") == ["2099 (3)", "2098 (1)"]
    assert options(page, "place") == ["Dortmund (2)", "Essen (2)"]
    assert options(page, "organisation") == ["Chaos Club (1)", "Stadt Dortmund (2)"]
    assert options(page, "language") == ["Deutsch (2)", "Englisch (3)"]
    foreign = page.select_one('option[value="schools"]')
    assert (foreign["lang"], foreign["dir"]) == ("en", "ltr")
    assert not page.select_one('option[value="free-software"]').has_attr("lang")


def test_numbers_are_those_that_are_left_by_the_other_choices(client, index):
    page = soup(client, "/en/events/?tag=schools&year=2099")
    assert options(page, "tag") == ["Free Software (1)", "Schools (2)"]
    assert options(page, "place") == ["Dortmund (1)", "Essen (1)"]


def test_a_choice_can_be_changed_in_the_form_even_if_it_is_the_only_one(client, index):
    page = soup(client, "/en/events/?tag=schools&year=2098")
    chosen = {select["name"]: select.select_one("option[selected]")["value"] for select in page.select("select")}
    assert chosen["tag"] == "schools"
    assert chosen["year"] == "2098"
    assert options(page, "tag") == ["Free Software (1)", "Schools (0)"]
    page = soup(client, "/en/events/?state=past&tag=free-software")
    assert options(page, "tag") == ["Free Software (1)"]


def test_each_choice_can_be_taken_back(client, index):
    page = soup(client, "/ar/events/?tag=schools&year=2099")
    links = {a.bdi.get_text(): a["href"] for a in page.select(".chosen a")}
    assert links == {"Schools": "/ar/events/?year=2099", "2099": "/ar/events/?tag=schools"}
    assert page.select_one(".chosen bdi[lang=en][dir=ltr]").get_text() == "Schools"


@pytest.mark.parametrize("query", ["", "state=past", "tag=free-software", "tag=hidden", "organisation=hidden-partner"])
def test_nothing_is_offered_that_only_pages_have_that_are_not_public(client, index, query):
    for path in ("/en/events/", "/de/veranstaltungen/"):
        page = soup(client, f"{path}?{query}" if query else path)
        typed = dict(parse_qsl(query)).values()
        values = {option["value"] for option in page.select("option")}
        assert not values & (HIDDEN - set(typed))
        for word in ("Secret", "Hiddenhausen", "Hidden Partner", ">Hidden<"):
            assert word not in str(page)


def test_an_event_that_repeats_is_found_in_each_of_its_years(client, index):
    make_event(
        index,
        title="Every month",
        start_date=date(2098, 12, 1),
        repeats=Repetition.MONTHLY_BY_DATE,
        repeat_until=date(2100, 2, 1),
    )
    page = soup(client, "/en/events/")
    assert options(page, "year") == ["2100 (1)", "2099 (4)", "2098 (2)"]
    assert titles(soup(client, "/en/events/?year=2100")) == ["Every month"]


@pytest.mark.parametrize(
    ("query", "canonical"),
    [
        ("year=2099&tag=schools", "?tag=schools&year=2099"),
        ("tag=schools&year=", "?tag=schools"),
        ("tag=&year=&place=&organisation=&language=", ""),
        ("tag=free-software&tag=schools", "?tag=schools"),
        ("state=", ""),
        ("tag=schools&state=past", "?state=past&tag=schools"),
        ("tag=+schools+", "?tag=schools"),
        ("tag=libre", "?tag=free-software"),
        ("tag=libre&page=2", "?tag=free-software&page=2"),
        ("year=2099&tag=schools&page=1", "?tag=schools&year=2099"),
        ("year=2099&tag=schools&page=x", "?tag=schools&year=2099"),
    ],
)
def test_other_addresses_lead_to_the_canonical_one(client, index, query, canonical):
    tag = Tag.objects.get(slug="free-software")
    tag.slug = "libre"
    tag.save()
    tag.slug = "free-software"
    tag.save()
    response = client.get(f"/ca/events/?{query}")
    assert response.status_code == 302
    assert response["Location"] == "/ca/events/" + canonical
    assert client.get(response["Location"]).status_code == 200


@pytest.mark.parametrize("extra", ["&page=1", "&page=77", "&page=-1", "&page=x", "&utm_source=mail"])
def test_every_address_in_the_page_is_canonical(client, index, extra):
    page = soup(client, f"/de/veranstaltungen/?tag=schools&place=Essen{extra}")
    query = "tag=schools&place=Essen"
    canonical = page.select_one("link[rel=canonical]")["href"]
    assert canonical == f"http://testserver/de/veranstaltungen/?{query}"
    assert {query_of(link["href"]) for link in page.select("link[hreflang]")} == {query}
    switcher = {a["hreflang"]: a["href"] for a in page.select(".switcher a")}
    assert switcher["ar"] == f"/ar/events/?{query}"
    assert page.select_one('link[type="application/atom+xml"]')["href"].endswith(f"/veranstaltungen/feed.atom?{query}")
    assert page.select_one('.subscriptions a[href*="calendar.ics"]')["href"].endswith(f"calendar.ics?{query}")
    assert {query_of(a["href"]) for a in page.select(".tabs a")} == {query, f"state=past&{query}"}


BAD = [
    "nothing",
    "9" * 30,
    "x" * 10_000,
    "a\0b",
    "\x01",
    "' OR 1=1 --",
    "%",
    "_",
    "٢٠٢٦",
    "0000",
    "🎈",
    "<b>",
    "\ufffe",
    "\x85",
    "\U0001ffff",
]


@pytest.mark.parametrize("name", ["tag", "year", "place", "organisation", "language", "state"])
def test_a_value_that_nobody_offered_finds_nothing_and_leads_back(client, index, name):
    for value in BAD:
        query = urlencode({name: value})
        response = client.get(f"/ar/events/?{query}")
        assert response.status_code == 200, value
        page = valid_html(response)
        assert titles(page) == []
        assert page.select_one(".empty")
        assert page.main.select_one('a.button[href="/ar/events/"]')
        assert page.select_one("meta[name=robots]")["content"] == "noindex"
        assert len(response.content) < 60_000
        assert client.get(f"/ar/events/feed.atom?{query}").status_code == 200


def test_a_state_without_pages_says_so_in_its_own_words(client, index):
    EventPage.objects.filter(title="Over").delete()
    page = soup(client, "/en/events/?state=past")
    assert "There have been no events yet." in page.main.get_text()
    assert page.select_one("link[rel=canonical]")["href"].endswith("/en/events/?state=past")


@pytest.mark.parametrize("code", ["en", "ca", "ar"])
def test_the_form_works_without_javascript_and_for_everybody(client, index, code):
    for query in ("", "?state=past", "?tag=schools&year=2099"):
        page = valid_html(client.get(f"/{code}/events/{query}"))
        form = page.select_one(".filters form")
        if form is None:
            continue
        assert (form["method"], form["action"]) == ("get", f"/{code}/events/")
        labels = {label["for"] for label in form.select("label")}
        assert labels == {select["id"] for select in form.select("select")}
        assert form.select_one("button[type=submit]")
        hidden = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}
        assert hidden == ({"state": "past"} if "past" in query else {})
    assert len(page.select("h1")) == 1


def test_the_feed_is_narrowed_as_the_list_is(client, index):
    response = client.get("/ar/events/feed.atom?tag=free-software&language=de")
    feed = ElementTree.fromstring(response.content)
    assert [title.text for title in feed.findall("a:entry/a:title", ATOM)] == ["Talk"]
    own = feed.find("a:link[@rel='self']", ATOM).get("href")
    assert own == "http://testserver/ar/events/feed.atom?tag=free-software&language=de"
    assert feed.find("a:title", ATOM).get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
    assert "Secret" not in client.get("/ar/events/feed.atom").content.decode()


def test_a_list_costs_the_same_whatever_is_chosen(client, index):
    for query in ("", "?tag=schools", "?tag=schools&year=2099&place=Essen&language=en", "?page=77"):
        url = f"/ca/events/{query}"
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(url).status_code == 200
        assert len(queries) <= 18, "\n".join(q["sql"][:150] for q in queries)
