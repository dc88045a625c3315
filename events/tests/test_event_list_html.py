"""A list of events of several pages, as visitors and programs find it in HTML."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale

from cms.tests.copies import make_copies
from cms.tests.factories import make_event, make_image, make_index, make_locale, today, translate
from cms.tests.shared import database_for_module

from .test_event_page_html import soup, words

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def site(django_db_setup, django_db_blocker):
    """Three pages of events in English, every third translated into German; each fourth with a picture."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca", "ar"):
            make_locale(code)
        index = make_index()
        german = Locale.objects.get(language_code="de")
        image = make_image()
        translate(index, german, title="Veranstaltungen", slug="veranstaltungen")
        first = make_event(index, title="Event 0", start_date=today(10), locality="Dortmund", lead_image=image)
        first_german = translate(first, german, title="Ereignis 0")
        changes = [
            {
                "title": f"Event {number}",
                "start_date": today(10 + number),
                "lead_image_id": image.pk if number % 4 == 0 else None,
            }
            for number in range(1, 45)
        ]
        events = make_copies(first, changes)
        changes_german = [fields | {"title": f"Ereignis {n}"} for n, fields in enumerate(changes, 1) if n % 3 == 0]
        make_copies(first_german, changes_german, originals=events[2::3])
        yield


def test_each_page_of_a_list_is_its_own_canonical(client, site):
    page = soup(client, "/en/events/?page=2")
    assert page.select_one("link[rel=canonical]")["href"] == "http://testserver/en/events/?page=2"
    assert page.select_one("link[hreflang=de]")["href"] == "http://testserver/de/veranstaltungen/?page=2"
    assert page.select_one(".pagination a[rel=prev]")["href"] == "/en/events/"
    assert page.select_one(".pagination a[rel=next]")["href"] == "?page=3"
    assert "Page 2 of 3" in words(page.select_one(".pagination"))
    assert len(page.select("article.card")) == 20


def test_pictures_of_cards_cost_no_query_each(client, site):
    for url in ("/en/events/", "/de/veranstaltungen/", "/ca/events/", "/ar/events/?page=2"):
        client.get(url)
        with CaptureQueriesContext(connection) as queries:
            page = soup(client, url)
        assert len(page.select("article.card")) == 20
        assert len(queries) <= 18
