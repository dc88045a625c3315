"""Organisations and people get versions in other languages, in the admin."""

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms.directory.models import Organisation
from cms.tests.factories import make_locale, make_organisation

pytestmark = pytest.mark.django_db


def url(organisation: Organisation) -> str:
    return reverse("wagtailsnippets_freistadt_directory_organisation:translate", args=[organisation.pk])


def test_an_organisation_gets_a_name_in_another_language(admin_client):
    german = make_locale("de")
    city = make_organisation("City of Dortmund", website="https://www.dortmund.de/")
    assert url(city) in admin_client.get("/admin/snippets/freistadt_directory/organisation/").content.decode()
    form = BeautifulSoup(admin_client.get(url(city)).content, "html.parser")
    assert [option.text for option in form.select("select[name=locale] option")] == ["German"]
    response = admin_client.post(url(city), {"locale": german.pk})
    version = city.get_translation(german)
    edit = reverse("wagtailsnippets_freistadt_directory_organisation:edit", args=[version.pk])
    assert response.headers["Location"] == edit
    assert version.website == "https://www.dortmund.de/"
    assert url(city) not in admin_client.get("/admin/snippets/freistadt_directory/organisation/").content.decode()


def test_a_language_that_is_there_already_is_refused_in_words(admin_client):
    city = make_organisation()
    response = admin_client.post(url(city), {"locale": city.locale_id})
    assert response.status_code == 200
    assert "Select a valid choice" in response.content.decode()
    assert Organisation.objects.count() == 1


@pytest.mark.parametrize("method", ["get", "post"])
def test_who_may_only_look_may_not(client, django_user_model, method):
    german, city = make_locale("de"), make_organisation()
    user = django_user_model.objects.create_user("reader", password="x")
    user.user_permissions.add(
        Permission.objects.get(codename="access_admin"), Permission.objects.get(codename="view_organisation")
    )
    client.force_login(user)
    assert getattr(client, method)(url(city), {"locale": german.pk}).headers["Location"] == "/admin/"
    assert Organisation.objects.count() == 1
