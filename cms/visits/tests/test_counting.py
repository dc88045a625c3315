"""What counts as a visit, and what it costs: nothing while somebody waits for a page."""

import threading
import uuid
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import OperationalError, connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.testing import manage
from cms.tests.factories import german_event, home_page, make_event, make_index, make_locale, restrict, translate
from cms.tests.shared import database_for_module
from cms.visits import counting
from cms.visits.counting import count, flush
from cms.visits.models import Visit, VisitQuerySet
from cms.visits.wagtail_hooks import count_visits
from events.models import EventPage

pytestmark = pytest.mark.django_db

BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture(autouse=True)
def nothing_counted() -> Iterator[None]:
    """What other tests have read does not count."""
    counting._counts.clear()
    yield
    counting._counts.clear()


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker, make_site):
    """A talk in English and a meeting in German; the site speaks Catalan, too.

    After `make_site`, which copies the database when it is first asked for: these pages are not for its sites.
    """
    with database_for_module(django_db_blocker):
        for code in ("de", "ca"):
            make_locale(code)
        index = make_index()
        translate(home_page(), "de", title="Startseite", slug="start")
        translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
        german_event(title="Stammtisch", slug="stammtisch")
        yield make_event(index, title="Talk", slug="talk")


@pytest.fixture
def event(made) -> EventPage:
    """The talk."""
    return deepcopy(made)


def visits() -> dict[tuple, int]:
    """What is in the database after a flush, by translation group and language."""
    flush()
    return {(v.translation_key, v.locale.language_code): v.visits for v in Visit.objects.select_related("locale")}


def read(client, url: str = "/en/events/talk/", status: int = 200, **headers: str):
    response = client.get(url, headers={"user-agent": BROWSER} | headers)
    assert response.status_code == status, url
    return response


# Who reads what


def test_a_page_read_counts_for_the_readers_language_and_the_day(client, event):
    read(client)
    read(client, "/en/events/talk/?utm_source=somewhere")
    read(client, "/ca/events/talk/")
    assert visits() == {(event.translation_key, "en"): 2, (event.translation_key, "ca"): 1}
    assert {visit.day for visit in Visit.objects.all()} == {timezone.localdate()}


def test_versions_of_a_page_count_as_one_page(client, event):
    translate(event, "de", title="Vortrag", slug="vortrag")
    read(client, "/de/veranstaltungen/vortrag/")
    read(client)
    assert visits() == {(event.translation_key, "en"): 1, (event.translation_key, "de"): 1}


def test_robots_are_not_counted(client, event):
    for agent in (
        "",
        " ",
        "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
        "CCBot/2.0",
        "Mozilla/5.0 (compatible; Baiduspider/2.0)",
        "Mozilla/5.0 (compatible; Yahoo! Slurp)",
        "SkypeUriPreview",
        "Apache-Nutch/1.20 web crawler",
    ):
        read(client, **{"user-agent": agent})
        assert visits() == {}, agent


def test_what_a_browser_fetches_in_advance_is_not_counted(client, event):
    for headers in ({"sec-purpose": "prefetch"}, {"sec-purpose": "prefetch;prerender"}, {"purpose": "prefetch"}):
        read(client, **headers)
        assert visits() == {}, headers


def test_what_is_no_page_is_not_counted(client, event):
    for url, status in (
        ("/en/events/talk/event.ics", 200),
        ("/en/events/feed.atom", 200),
        ("/en/events/calendar.ics", 200),
        ("/en/events/nothing/", 404),
        ("/de/events/talk/", 302),
        ("/", 302),
        ("/robots.txt", 200),
    ):
        read(client, url, status)
        assert visits() == {}, url


def test_a_page_that_is_served_without_our_middleware_is_not_counted(event):
    request = RequestFactory().get("/", headers={"user-agent": BROWSER})
    request.user = AnonymousUser()
    assert count_visits(lambda *args: HttpResponse("Talk"))(event, request, [], {}).content == b"Talk"
    assert visits() == {}


def test_nothing_but_reading_is_counted(client, event):
    client.head("/en/events/talk/", headers={"user-agent": BROWSER})
    client.post("/en/events/talk/", headers={"user-agent": BROWSER})
    assert visits() == {}


def test_people_who_are_signed_in_are_not_counted(admin_client, event):
    read(admin_client)
    assert visits() == {}


def test_a_preview_is_not_counted(admin_client, event):
    assert admin_client.get(f"/admin/pages/{event.pk}/view_draft/", headers={"user-agent": BROWSER}).status_code == 200
    request = RequestFactory().get("/", headers={"user-agent": BROWSER})
    assert event.make_preview_request(request, "").status_code == 200
    assert visits() == {}


def test_a_page_is_counted_once_its_password_was_given(client, event):
    restriction = restrict(event, "password", password="secret")
    assert "password" in read(client).content.decode()
    assert visits() == {}
    client.post(
        f"/en/_util/authenticate_with_password/{restriction.pk}/{event.pk}/",
        {"password": "secret", "return_url": "/en/events/talk/"},
    )
    assert "Talk" in read(client).content.decode()
    assert visits() == {(event.translation_key, "en"): 1}


# What it costs, and what is kept


@pytest.mark.parametrize("signed_in", [False, True])
def test_counting_asks_nothing_of_the_database(client, admin_client, event, signed_in):
    def queries(agent: str) -> int:
        with CaptureQueriesContext(
            connection,
        ) as captured:
            read(admin_client if signed_in else client, **{"user-agent": agent})
        return len(captured)

    queries(BROWSER)
    assert queries(BROWSER) == queries("Googlebot")
    assert not Visit.objects.exists()


def test_no_cookie_is_set(client, event):
    assert not read(client).cookies


# Writing


def test_flushes_add_up_and_write_nothing_twice(event):
    key, english, catalan = uuid.uuid4(), make_locale("en").pk, make_locale("ca").pk
    for _round in range(3):
        count(key, english)
        count(key, english)
        count(key, catalan)
        flush()
        flush()
    assert visits() == {(key, "en"): 6, (key, "ca"): 3}


def test_a_flush_is_one_statement_however_many_pages_were_read():
    locale = make_locale("en").pk
    for _page in range(200):
        count(uuid.uuid4(), locale)
    with CaptureQueriesContext(connection) as captured:
        flush()
    assert len([query for query in captured if "INSERT" in query["sql"]]) == 1
    assert Visit.objects.count() == 200
    with CaptureQueriesContext(connection) as captured:
        flush()
    assert not captured.captured_queries


def test_more_pages_than_fit_into_one_statement_are_written():
    locale = make_locale("en").pk
    keys = [uuid.uuid4() for _page in range(2500)]
    for key in keys:
        count(key, locale)
    assert visits() == {(key, "en"): 1 for key in keys}


def test_what_cannot_be_written_is_kept_for_later(monkeypatch, caplog):
    key, locale = uuid.uuid4(), make_locale("en").pk

    def locked(*arguments):
        raise OperationalError("database is locked")

    count(key, locale)
    with monkeypatch.context() as patch:
        patch.setattr(VisitQuerySet, "_upsert", locked)
        flush()
    assert "database is locked" in caplog.text
    count(key, locale)
    assert visits() == {(key, "en"): 2}


def test_processes_add_up_and_write_what_they_have_counted_when_they_end(make_site):
    """Such as granian's workers, which are forked and do not end as a main process does."""
    code = """
import multiprocessing, uuid
from django.db import connection
from wagtail.models import Locale
from cms.visits.counting import count, flush
from cms.visits.models import Visit

def read(locale):
    for time in range(10):
        for number in range(20):
            count(uuid.UUID(int=number), locale)
        if time < 9:
            flush()

locale = Locale.objects.get().pk
connection.close()
processes = [multiprocessing.get_context("fork").Process(target=read, args=[locale]) for _process in range(3)]
for process in processes:
    process.start()
for process in processes:
    process.join()
print(*Visit.objects.values_list("visits", flat=True))
"""
    done = manage("shell", "--no-imports", "--command", code, environment=make_site())
    assert done.stdout.split() == ["30"] * 20, done.stderr


def test_visits_in_a_language_that_was_removed_stop_no_others():
    key, kept, removed = uuid.uuid4(), make_locale("en").pk, make_locale("ca")
    count(key, removed.pk)
    count(key, kept)
    removed.delete()
    assert visits() == {(key, "en"): 1}


def test_threads_lose_no_visit():
    key, locale = uuid.uuid4(), make_locale("en").pk

    def read_a_lot() -> None:
        for _time in range(1000):
            count(key, locale)

    threads = [threading.Thread(target=read_a_lot) for _thread in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        flush()
    assert visits() == {(key, "en"): 4000}


def test_a_minute_after_the_first_visit_a_thread_of_its_own_writes_all_since(settings, monkeypatch):
    started: list[threading.Timer] = []
    settings.FREISTADT = settings.FREISTADT | {"VISITS_WRITE_AFTER": 60}
    monkeypatch.setattr(counting, "_timer", None)
    monkeypatch.setattr(threading.Timer, "start", lambda timer: started.append(timer))
    key, locale = uuid.uuid4(), make_locale("en").pk
    for _time in range(3):
        count(key, locale)
    [timer] = started
    assert timer.interval == 60
    assert timer.daemon
    monkeypatch.setattr(connection, "close", lambda: None)  # here it is the connection of the test
    timer.function()
    assert Visit.objects.get().visits == 3
    count(key, locale)
    assert len(started) == 2
