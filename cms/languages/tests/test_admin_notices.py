"""Before an original is unpublished, deleted, moved or made private, its editor is told what else that touches."""

from copy import deepcopy

import pytest
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.tests.factories import german_event, home_page, make_event, make_index, make_page, restrict, translate
from cms.tests.shared import database_for_module
from events.models import EventPage

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """Home page, index and an event in English and German."""
    with database_for_module(django_db_blocker):
        index = make_index()
        translate(home_page(), "de", title="Startseite", slug="start")
        translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
        event = make_event(index, title="Talk", slug="talk")
        translate(event, "de", title="Vortrag", slug="vortrag")
        yield event


@pytest.fixture
def event(made) -> EventPage:
    return deepcopy(made)


@pytest.fixture
def german(event):
    return event.get_translation(Locale.objects.get(language_code="de"))


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


def test_unpublishing_an_original_names_its_translations(admin_client, event):
    page = text(admin_client.get(reverse("wagtailadmin_pages:unpublish", args=[event.pk])))
    assert "disappear in every language at once, with its translations into German" in page


def test_unpublishing_a_translation_says_what_readers_will_see(admin_client, german):
    page = text(admin_client.get(reverse("wagtailadmin_pages:unpublish", args=[german.pk])))
    assert "This is a translation." in page


def test_deleting_an_original_names_its_translations(admin_client, event):
    page = text(admin_client.get(reverse("wagtailadmin_pages:delete", args=[event.pk])))
    assert "The translations of this page into German will be deleted with it." in page


def test_moving_an_original_names_its_translations(admin_client, event):
    target = make_page(title="Archive", slug="archive")
    page = make_page(title="Team", slug="team")
    translate(page, "de", title="Wir", slug="wir")
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk])
    assert "The translations into German move with it." in text(admin_client.get(url))
    assert admin_client.post(url).status_code == 302
    moved = Page.objects.get(translation_key=page.translation_key, locale__language_code="de")
    assert moved.get_parent().translation_key == target.translation_key


def test_privacy_is_set_on_the_original_for_every_language(admin_client, event, german):
    url = reverse("wagtailadmin_pages:set_privacy", args=[event.pk])
    html = admin_client.get(url).json()["html"]
    assert "its translations into German" in " ".join(html.split())
    for field in ("restriction_type", "password", "groups"):
        assert f'name="{field}"' in html
    html = admin_client.get(reverse("wagtailadmin_pages:set_privacy", args=[german.pk])).json()["html"]
    assert "exactly as private as its original" in html


def test_a_translation_keeps_no_restriction_of_its_own(admin_client, german):
    url = reverse("wagtailadmin_pages:set_privacy", args=[german.pk])
    with TestCase.captureOnCommitCallbacks(execute=True):
        admin_client.post(url, {"restriction_type": "login", "password": ""})
        restrict(german)
    assert not PageViewRestriction.objects.exists()


def test_a_page_cannot_move_into_the_tree_of_another_language(admin_client, event, german):
    url = reverse("wagtailadmin_pages:move_confirm", args=[event.pk, german.get_parent().pk])
    response = admin_client.post(url, follow=True)
    assert "it can only be put below pages in that language" in text(response)
    assert Page.objects.get(pk=event.pk).get_parent() == event.get_parent()


def test_an_original_and_its_translation_chosen_together_are_deleted_once(admin_client, event, german):
    url = f"/admin/bulk/wagtailcore/page/delete/?id={event.pk}&id={german.pk}&next=/admin/"
    assert "translations of these pages are deleted with them" in text(admin_client.get(url))
    assert admin_client.post(url).status_code == 302
    assert not Page.objects.filter(translation_key=event.translation_key).exists()


def test_many_pages_are_not_deleted_over_pages_of_another_language(admin_client, event):
    lonely = german_event()
    index = event.get_parent()
    url = f"/admin/bulk/wagtailcore/page/delete/?id={index.pk}&next=/admin/"
    admin_client.post(url)
    assert Page.objects.filter(pk__in=[lonely.pk, index.pk]).count() == 2


def test_a_slug_of_another_language_is_refused_in_the_form(admin_client, event):
    index = german_event().get_parent()
    english = Page.objects.get(translation_key=index.translation_key, locale__language_code="en")
    url = reverse("wagtailadmin_pages:add", args=["freistadt_events", "eventpage", english.pk])
    data = {"title": "X", "body": streamfield([]), "start_date": "2030-01-01", "action-publish": "1"}
    data |= {"page_organisations": inline_formset([]), "page_contacts": inline_formset([])}
    data |= {"page_relations": inline_formset([]), "exceptions": streamfield([]), "next_steps": streamfield([])}
    data |= {
        "translation_priority": "1",
        "comments": inline_formset([]),
        "status": "scheduled",
        "attendance_mode": "onsite",
    }
    response = admin_client.post(url, nested_form_data(data | {"slug": "stammtisch"}))
    assert "already used by “Stammtisch”" in str(response.context["form"].errors["slug"])
    response = admin_client.post(url, nested_form_data(data | {"slug": "past"}))
    assert "already used" in str(response.context["form"].errors["slug"])
