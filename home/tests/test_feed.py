"""What is new on the whole site, as an Atom feed below every language."""

from copy import deepcopy
from datetime import time, timedelta
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from cms.tests.copies import make_copies
from cms.tests.factories import (
    german_event,
    home_page,
    make_event,
    make_index,
    make_locale,
    make_page,
    restrict,
    today,
    translate,
)
from cms.tests.shared import database_for_module
from events.choices import AttendanceMode, EventStatus
from events.models import EventIndexPage
from home.models import StandardPage

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Home page and index in English and German; Catalan and Arabic without any page."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca", "ar"):
            make_locale(code)
        index = make_index()
        translate(home_page(), "de", title="Startseite", slug="start")
        translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
        yield index


@pytest.fixture
def index(made) -> EventIndexPage:
    return deepcopy(made)


def read(client, code: str = "en") -> ElementTree.Element:
    response = client.get(f"/{code}/feed.atom")
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def titles(client, code: str = "en") -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in read(client, code).iter(f"{ATOM}entry")]


def summary(client, code: str = "en") -> str:
    return read(client, code).findtext(f"{ATOM}entry/{ATOM}summary")


@pytest.mark.parametrize("code", ["en", "de", "ca", "ar"])
def test_every_home_page_leads_to_a_feed_in_its_language(client, index, code):
    html = BeautifulSoup(client.get(f"/{code}/").content, "html.parser")
    [link] = html.select('link[rel="alternate"][type="application/atom+xml"]')
    assert link["href"] == f"http://testserver/{code}/feed.atom"
    assert link["title"] == html.title.get_text().partition(" – ")[0]
    root = read(client, code)
    assert root.findtext(f"{ATOM}id") == link["href"]
    assert root.findtext(f"{ATOM}title") == link["title"]
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == code


def test_pages_of_all_types_are_listed_the_newest_first(client, index):
    make_event(index, title="Talk", slug="talk")
    make_page(title="About us", slug="about")
    german_event()
    assert titles(client) == ["Stammtisch", "About us", "Talk"]


def test_what_is_not_public_is_left_out(client, index):
    make_page(title="Draft", slug="draft", live=False)
    make_page(title="Later", slug="later", go_live_at=timezone.now() + timedelta(days=1))
    make_page(title="Gone", slug="gone").unpublish()
    restrict(make_page(title="Private", slug="private"))
    page = make_page(title="Withdrawn", slug="withdrawn")
    translate(page, "de", title="Zurückgezogen", slug="zurueckgezogen")
    Page.objects.filter(pk=page.pk).update(live=False)
    for code in ("en", "de", "ca"):
        assert titles(client, code) == []


def test_a_private_site_has_no_feed_for_everybody(client, index):
    restrict(home_page())
    assert client.get("/en/feed.atom").status_code == 302
    assert client.get("/ca/feed.atom").status_code == 302


@pytest.mark.parametrize(("url", "status"), [("/ca/feed.atom/", 302), ("/en/feed.atom/", 301), ("/en/feed", 404)])
def test_there_is_one_address(client, index, url, status):
    response = client.get(url)
    assert response.status_code == status
    assert status == 404 or response.headers["Location"] == url.rstrip("/")


def test_no_page_can_take_the_address(client, index):
    with pytest.raises(ValidationError, match="slug"):
        home_page().add_child(instance=StandardPage(title="Feed", slug="feed.atom"))


def test_an_event_says_whether_when_and_where_before_what(client, index):
    make_event(
        index,
        title="Talk",
        summary="Come & see.",
        status=EventStatus.CANCELLED,
        start_date=today(1).replace(year=2027, month=5, day=4),
        start_time=time(18),
        end_time=time(20),
        venue_name="Town Hall",
        locality="Dortmund",
    )
    text = summary(client)
    for part, after in zip(
        ("Cancelled", "Tuesday", "4 May 2027", "18:00", "Central European", "Town Hall, Dortmund"),
        ("Tuesday", "4 May 2027", "18:00", "Central European", "Town Hall, Dortmund", "Come & see."),
        strict=True,
    ):
        assert text.index(part) < text.index(after)
    assert "<" not in text


def test_an_event_in_another_language_says_in_which(client, index):
    german_event(summary="Bei Getränken.", attendance_mode=AttendanceMode.MIXED)
    assert summary(client).endswith("On site and online · Language of this text: German · Bei Getränken.")
    assert "Language" not in summary(client, "de")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"status": EventStatus.POSTPONED}, "Was planned for: "),
        ({"status": EventStatus.MOVED_ONLINE, "locality": "Dortmund"}, "Takes place online instead · "),
        ({"attendance_mode": AttendanceMode.ONLINE, "locality": "Dortmund"}, "Online"),
        ({"all_day": True, "locality": "Dortmund"}, "Dortmund"),
    ],
)
def test_an_event_in_a_feed_promises_nothing_wrong(client, index, fields, words):
    make_event(index, title="Talk", **fields)
    text = summary(client)
    assert words in text
    assert ("Dortmund" in text) == (words == "Dortmund")


@pytest.mark.parametrize("code", ["de", "ca"])
def test_the_cost_does_not_depend_on_the_number_of_pages(client, index, code):
    costs = []
    originals = make_page(title="Page"), make_event(index, title="Talk")
    translations = [translate(page, "de", title=f"{page.title} auf Deutsch") for page in originals]
    for numbers in (range(1, 2), range(2, 6)):
        slugs = [{"slug": f"number-{number}"} for number in numbers]
        for original, translation in zip(originals, translations, strict=True):
            make_copies(translation, slugs, originals=make_copies(original, slugs))
        client.get(f"/{code}/feed.atom")
        with CaptureQueriesContext(connection) as queries:
            assert len(titles(client, code)) == 2 * (numbers.stop)
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 18, [query["sql"][:150] for query in queries]
