"""No alias page comes into being, by any route."""

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization, Translation, TranslationSource
from wagtail_localize.operations import translate_object

from cms.tests.factories import home_page, make_event, make_index, make_locale, publish, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    for code in ("de", "ca"):
        make_locale(code)
    return make_event(make_index(), title="Talk", slug="talk")


@pytest.fixture(autouse=True)
def no_alias_afterwards(db):
    yield
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_submitting_a_deep_page_for_translation_makes_draft_parents(admin_client, event):
    catalan = Locale.objects.get(language_code="ca")
    response = admin_client.post(
        reverse("wagtail_localize:submit_page_translation", args=[event.pk]), {"locales": [catalan.pk]}
    )
    assert response.status_code == 302
    made = Page.objects.filter(locale=catalan)
    assert made.count() == 3
    assert not made.filter(live=True).exists()


def test_a_draft_parent_can_be_translated_in_the_translation_editor(admin_client, event):
    translate(event, "ca")
    parent = Page.objects.get(translation_key=event.get_parent().translation_key, locale__language_code="ca")
    assert not parent.live
    assert Translation.objects.filter(source__object_id=parent.translation_key, target_locale=parent.locale).exists()
    response = admin_client.get(reverse("wagtailadmin_pages:edit", args=[parent.pk]))
    assert "wagtail_localize/admin/edit_translation.html" in [template.name for template in response.templates]


def test_the_one_source_of_a_group_is_its_original(event):
    index = event.get_parent()
    german_index = translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
    german = make_event(german_index, title="Stammtisch", slug="stammtisch")
    translate(german, "ca", title="Trobada")
    assert TranslationSource.objects.get(object_id=index.translation_key).locale.language_code == "en"


def test_translating_by_code_makes_no_alias(event, admin_user):
    translate_object(event, Locale.objects.filter(language_code__in=["de", "ca"]), user=admin_user)
    assert Page.objects.filter(translation_key=event.translation_key).count() == 3


def test_the_copy_form_offers_no_alias_and_makes_none(admin_client, event):
    url = reverse("wagtailadmin_pages:copy", args=[event.pk])
    assert 'name="alias"' not in admin_client.get(url).content.decode()
    admin_client.post(
        url, {"new_title": "Copy", "new_slug": "copy", "new_parent_page": event.get_parent().pk, "alias": "on"}
    )
    assert Page.objects.filter(slug="copy").exists()


def test_a_translation_cannot_be_turned_into_an_alias(admin_client, event):
    german = Locale.objects.get(language_code="de")
    translate_object(event, [german])
    translation = event.get_translation(german)
    publish(translation.specific)
    response = admin_client.post(reverse("wagtail_localize:convert_to_alias", args=[translation.pk]))
    assert response.status_code in (302, 403)
    assert Page.objects.get(pk=translation.pk).live


def test_python_code_cannot_make_one(event):
    with pytest.raises(PermissionDenied):
        event.create_alias(parent=home_page(), update_slug="alias")
    with pytest.raises(PermissionDenied):
        Page.objects.get(pk=event.pk).specific.create_alias(update_slug="other")


def test_trees_cannot_be_synchronised(event):
    german, english = Locale.objects.get(language_code="de"), Locale.objects.get(language_code="en")
    with pytest.raises(PermissionDenied):
        LocaleSynchronization.objects.create(locale=german, sync_from=english)
    call_command("sync_locale_trees")
    assert not Page.objects.filter(locale=german).exists()


def test_adding_a_language_makes_one_row_and_no_page(admin_client, event):
    pages = Page.objects.count()
    admin_client.post("/admin/locales/new/", {"language_code": "ga", "sync_from": "1", "sync_from-enabled": "on"})
    assert Locale.objects.filter(language_code="ga").exists()
    assert Page.objects.count() == pages


def test_creating_a_page_in_the_admin_makes_one_page(admin_client, event):
    pages = Page.objects.count()
    data = {
        "title": "About us",
        "slug": "about-us",
        "summary": "",
        "lead_image_alt": "",
        "body-count": "0",
        "page_organisations-TOTAL_FORMS": "0",
        "page_organisations-INITIAL_FORMS": "0",
        "page_contacts-TOTAL_FORMS": "0",
        "page_contacts-INITIAL_FORMS": "0",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    url = reverse("wagtailadmin_pages:add", args=["home", "standardpage", home_page().pk])
    response = admin_client.post(url, data)
    assert response.status_code == 302, response.context and response.context["form"].errors
    assert Page.objects.count() == pages + 1
