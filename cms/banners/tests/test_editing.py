"""An editor at work on banners: what the form accepts and refuses, and who may use it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.banners.models import Banner
from cms.tests.factories import home_page, make_locale, make_page

pytestmark = pytest.mark.django_db

ADD = "wagtailsnippets_freistadt_banners_banner:add"


def text(code: str = "en", **fields) -> dict:
    return {"locale": make_locale(code).pk, "text": "Support us", "button": "Go"} | fields


def save(admin_client, texts=({},), sections=(), **fields):
    data = {
        "name": "Spring",
        "url": "https://example.org/support",
        "texts": inline_formset([text(**row) for row in texts]),
        "sections": inline_formset([{"page": pk} for pk in sections]),
    }
    return admin_client.post(reverse(ADD), nested_form_data(data | fields))


def test_a_banner_is_made_with_the_form(admin_client):
    times = {"starts_at": "2026-06-01T08:00", "ends_at": "2026-06-30T20:00"}
    assert save(admin_client, [{}, {"code": "de"}], [make_page().pk, home_page().pk], **times).status_code == 302
    banner = Banner.objects.get()
    assert (banner.texts.count(), banner.sections.count()) == (2, 2)
    page = admin_client.get(reverse("wagtailsnippets_freistadt_banners_banner:edit", args=[banner.pk])).content.decode()
    assert 'type="datetime-local" name="starts_at" value="2026-06-01T08:00"' in page
    assert "Spring" in admin_client.get(reverse("wagtailsnippets_freistadt_banners_banner:list")).content.decode()


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"url": ""}, "The banner must lead somewhere"),
        ({"page": "home"}, "to a page or to a web address, not to both"),
        ({"url": "javascript:alert(1)"}, "Enter a valid URL"),
        ({"url": "data:text/html,x"}, "Enter a valid URL"),
        ({"url": "ftp://example.org/"}, "Enter a valid URL"),
        ({"starts_at": "2026-06-02T08:00", "ends_at": "2026-06-02T08:00"}, "must end after it starts"),
        ({"texts": []}, "Please submit at least 1 form"),
        ({"texts": [{"text": "x" * 201}]}, "at most 200 characters"),
        ({"texts": [{}, {"text": "The same language again"}]}, "Please correct the duplicate"),
    ],
)
def test_the_form_says_what_is_wrong(admin_client, fields, message):
    if "page" in fields:
        fields = fields | {"page": home_page().pk}
    response = save(admin_client, **fields)
    assert response.status_code == 200
    assert message in response.content.decode()
    assert not Banner.objects.exists()


def test_the_admin_shows_banners_to_those_who_have_the_right(client, django_user_model):
    client.force_login(user := django_user_model.objects.create_user("editor", is_staff=True))
    editors = Group.objects.get(name="Editors")
    user.groups.add(editors)
    assert client.get(reverse(ADD)).status_code == 302
    assert reverse("wagtailsnippets_freistadt_banners_banner:list") not in client.get("/admin/").content.decode()
    editors.permissions.add(*Permission.objects.filter(content_type__app_label="freistadt_banners"))
    assert client.get(reverse(ADD)).status_code == 200
    assert reverse("wagtailsnippets_freistadt_banners_banner:list") in client.get("/admin/").content.decode()
