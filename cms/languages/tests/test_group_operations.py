"""What editors and translators do to one version, in ways that once tore groups apart."""

import logging
from copy import deepcopy

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.delivery.management.commands.tick import publish_scheduled
from cms.languages.choosing import best_pages
from cms.languages.reader import Reader
from cms.tests.factories import (
    german_event,
    home_page,
    make_event,
    make_image,
    make_index,
    make_locale,
    make_page,
    publish,
    restrict,
    translate,
)
from cms.tests.shared import database_for_module
from events.models import EventIndexPage, EventPage

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Home page, index and an event in English and German; Catalan without any page."""
    with database_for_module(django_db_blocker):
        for code in ("de", "ca"):
            make_locale(code)
        index = make_index()
        translate(home_page(), "de", title="Startseite", slug="start")
        translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
        event = make_event(index, title="Talk", slug="talk")
        translate(event, "de", title="Vortrag", slug="vortrag")
        yield event


@pytest.fixture
def event(made) -> EventPage:
    return deepcopy(made)


def version(page, code: str) -> Page:
    return Page.objects.get(translation_key=page.translation_key, locale__language_code=code).specific


def location(client, url: str) -> str:
    return client.get(url).headers.get("Location", "")


def test_a_section_is_deleted_with_pages_that_were_translated_across(admin_client, event):
    german = german_event()
    translate(german, "en", title="Regulars' table", slug="regulars")
    index = event.get_parent()
    url = reverse("wagtailadmin_pages:delete", args=[index.pk])
    assert admin_client.post(url, {"wagtail_site_name": "Freistadt"}).status_code == 302
    assert not EventIndexPage.objects.exists()
    assert not EventPage.objects.exists()
    assert not any(Page.find_problems())


def test_all_events_are_deleted_by_code(event):
    german = german_event()
    translate(german, "en", title="Regulars' table", slug="regulars")
    EventPage.objects.all().delete()
    assert not EventPage.objects.exists()


def test_a_page_is_not_moved_where_a_translation_would_clash(admin_client, event):
    a, b = make_page(title="A", slug="a"), make_page(title="B", slug="b")
    translate(b, "de", title="B", slug="b-de")
    team = make_page(a, title="Team", slug="team")
    translate(team, "de", title="Wir", slug="wir")
    make_page(version(b, "de"), title="Schon da", slug="wir")
    url = reverse("wagtailadmin_pages:move_confirm", args=[team.pk, b.pk])
    assert "already used by “Schon da”" in admin_client.post(url, follow=True).content.decode()
    with pytest.raises(PermissionDenied):
        Page.objects.get(pk=team.pk).move(Page.objects.get(pk=b.pk), pos="last-child")
    assert Page.objects.get(pk=team.pk).get_parent().pk == a.pk


def test_a_translation_moves_only_with_its_original(admin_client, event):
    a = make_page(title="A", slug="a")
    translate(a, "de", title="A", slug="a-de")
    team = make_page(title="Team", slug="team")
    german = translate(team, "de", title="Wir", slug="wir")
    url = reverse("wagtailadmin_pages:move_confirm", args=[german.pk, version(a, "de").pk])
    assert "it moves with its original" in admin_client.post(url, follow=True).content.decode()
    with pytest.raises(PermissionDenied):
        german.move(version(a, "de"), pos="last-child")


def test_many_private_pages_cost_no_more(client, event):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/ca/events/").status_code == 200
            assert client.get("/ca/").status_code == 200
        return len(queries)

    restrict(make_page(title="Private", slug="private"))
    few = cost()
    parent = home_page()
    for number in range(40):
        page = make_page(parent, title=f"Private {number}", live=False)
        restrict(page)
    assert cost() <= few


def test_one_page_that_cannot_be_published_does_not_stop_the_others(event, caplog):
    image = make_image()
    index = event.get_parent().specific
    plans = {"go_live_at": "2035-01-01 10:00+01:00"}
    bad = make_event(index, title="Bad", slug="bad", live=False)
    good = make_event(index, title="Good", slug="good", live=False)
    for page, fields in ((bad, {"lead_image": image}), (good, {})):
        publish(page, **plans, **fields)
    type(image).objects.update(credit="")
    with time_machine.travel("2035-01-01 10:01+01:00"), caplog.at_level(logging.ERROR):
        publish_scheduled()
    assert Page.objects.get(pk=good.pk).live
    assert not Page.objects.get(pk=bad.pk).live
    assert "“Bad” was not published as scheduled" in caplog.text


def test_an_unfinished_draft_is_not_published_in_bulk(admin_client, event):
    draft = make_event(event.get_parent(), title="Draft", slug="draft", live=False, start_time=None, end_time=None)
    url = f"/admin/bulk/wagtailcore/page/publish/?id={draft.pk}&next=/admin/"
    response = admin_client.post(url, follow=True)
    assert "“Draft” cannot be published yet" in response.content.decode()
    assert not Page.objects.get(pk=draft.pk).live


def test_two_translations_without_their_original_are_both_deleted(admin_client, event):
    catalan = translate(event, "ca", title="Xerrada", slug="xerrada")
    german = version(event, "de")
    admin_client.post(f"/admin/bulk/wagtailcore/page/delete/?id={german.pk}&id={catalan.pk}&next=/admin/")
    assert list(Page.objects.filter(translation_key=event.translation_key)) == [Page.objects.get(pk=event.pk)]


def test_of_two_redirects_that_in_the_readers_language_counts(client, event):
    german = make_page(version(home_page(), "de"), title="B", slug="foo")
    publish(german, slug="b")
    publish(make_page(title="A", slug="foo"), slug="a")
    assert location(client, "/en/foo/") == "/en/a/"
    assert location(client, "/de/foo/") == "/de/b/"


def test_the_address_of_a_deleted_translation_leads_on(admin_client, client, event):
    german = version(event, "de")
    admin_client.post(reverse("wagtailadmin_pages:delete", args=[german.pk]))
    assert location(client, "/de/veranstaltungen/vortrag/") == "/de/veranstaltungen/talk/"
    assert location(client, "/ca/veranstaltungen/vortrag/") == "/ca/events/talk/"


def test_a_copy_stays_among_pages_of_its_language(admin_client, event):
    german_index = version(event.get_parent(), "de")
    url = reverse("wagtailadmin_pages:copy", args=[event.pk])
    data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": german_index.pk}
    assert "in another language than the pages around it" in admin_client.post(url, data).content.decode()
    assert not Page.objects.filter(slug="copy").exists()


@pytest.mark.parametrize("path", ["/de-flyer", "/ca-2025", "/it-security"])
def test_short_addresses_that_only_begin_like_a_language_are_an_editors_to_give(client, event, path):
    make_locale("it")
    Redirect.add_redirect(path, redirect_to="/en/events/")
    assert location(client, path + "/") == "/en/events/"


def test_a_draft_with_an_old_slug_does_not_hide_a_redirect(client, event):
    publish(EventPage.objects.get(pk=event.pk), slug="lecture")
    make_event(event.get_parent(), title="Draft", slug="talk", live=False)
    assert location(client, "/ca/events/talk/") == "/ca/events/lecture/"


def test_nobody_is_shown_a_private_page_through_its_translation(event):
    private = make_page(title="Private", slug="private")
    page = make_page(private, title="Secret", slug="secret")
    translate(page, "de", title="Geheim", slug="geheim")
    restrict(private)
    assert best_pages(Reader("de"), [page]) == []
