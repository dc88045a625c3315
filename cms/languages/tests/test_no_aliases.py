"""No alias page comes into being, by any route."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from wagtail.models import Locale, Page

from cms.tests.factories import home_page, make_event, make_index, make_locale

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


def test_the_copy_form_offers_no_alias_and_makes_none(admin_client, event):
    url = reverse("wagtailadmin_pages:copy", args=[event.pk])
    assert 'name="alias"' not in admin_client.get(url).content.decode()
    admin_client.post(
        url, {"new_title": "Copy", "new_slug": "copy", "new_parent_page": event.get_parent().pk, "alias": "on"}
    )
    assert Page.objects.filter(slug="copy").exists()


def test_python_code_cannot_make_one(event):
    with pytest.raises(PermissionDenied):
        event.create_alias(parent=home_page(), update_slug="alias")
    with pytest.raises(PermissionDenied):
        Page.objects.get(pk=event.pk).specific.create_alias(update_slug="other")


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
        "translation_priority": "1",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }
    url = reverse("wagtailadmin_pages:add", args=["freistadt_home", "standardpage", home_page().pk])
    response = admin_client.post(url, data)
    assert response.status_code == 302, response.context and response.context["form"].errors
    assert Page.objects.count() == pages + 1
