"""Pages that somebody wanted to look at again are on the home of the admin, for those who may edit them."""

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from cms.tests.factories import make_event, make_index, make_page, publish, today, translate

from ..review_dates import due_pages

pytestmark = pytest.mark.django_db


def test_a_page_is_there_from_its_day_on_once_in_all_languages(admin_client):
    event = make_event(make_index(), title="Talk", review_date=today())
    translate(event, "de", title="Vortrag")
    make_page(title="Imprint", slug="imprint", review_date=today(1))
    html = admin_client.get("/admin/").content.decode()
    assert "To be reviewed" in html
    assert reverse("wagtailadmin_pages:edit", args=[event.pk]) in html
    publish(event, review_date=today(30))
    assert "To be reviewed" not in admin_client.get("/admin/").content.decode()


def test_nobody_is_told_of_pages_that_are_not_theirs(django_user_model):
    make_page(title="Imprint", slug="imprint", review_date=today())
    user = django_user_model.objects.create_user("translator")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert due_pages(user) == []
