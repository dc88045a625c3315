"""The demo tells its story, however often it is loaded."""

from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.test import TestCase
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale, Page

from events.models import EventPage

pytestmark = pytest.mark.django_db

EVENT = "events/dortmund-reference-municipality/"


def load(*arguments, **options) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("load_demo", *arguments, **options)


@pytest.fixture
def demo(monkeypatch):
    monkeypatch.setenv("DEMO_PASSWORD", "a-password-for-tests")
    load(port=8123)


def test_it_shows_every_state_there_is(client, demo):
    states = {}
    for url in (f"/en/{EVENT}", "/de/veranstaltungen/dortmund-referenzkommune/", f"/ca/{EVENT}", f"/ar/{EVENT}"):
        html = BeautifulSoup(client.get(url).content, "html.parser")
        states[url[1:3]] = html.main["data-translation"]
        assert {link["hreflang"] for link in html.head.select("link[hreflang]")} == {"en", "de", "x-default"}
    assert states == {"en": "original", "de": "current", "ca": "untranslated", "ar": "untranslated"}
    assert Locale.objects.count() == 12
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_some_events_lie_in_the_future_whenever_it_is_loaded(demo):
    later = timezone.now() + timedelta(days=400)
    with time_machine.travel(later):
        assert not EventPage.objects.visible().current().exists()
        load()
        assert EventPage.objects.visible().current().count() >= 3


def test_the_page_tree_is_sound(demo):
    assert not any(Page.find_problems())


def test_an_image_of_a_public_page_keeps_its_credit(admin_client, demo):
    image = get_image_model().objects.get()
    image.credit = ""
    with pytest.raises(ValidationError, match="as long as public pages show the image"):
        image.full_clean()


def test_loading_twice_changes_nothing(demo):
    before = list(Page.objects.order_by("pk").values_list("pk", "path", "title", "live", "latest_revision"))
    load()
    assert list(Page.objects.order_by("pk").values_list("pk", "path", "title", "live", "latest_revision")) == before


@pytest.mark.parametrize("name", ["admin", "editor", "translator-ca", "translator-fr", "reviewer-fr"])
def test_every_account_can_work(client, demo, name):
    assert client.login(username=name, password="a-password-for-tests")
    assert client.get("/admin/").status_code == 200
    assert client.get("/admin/pages/", follow=True).status_code == 200


def test_a_translator_may_edit_their_own_language_only(client, demo):
    client.login(username="translator-fr", password="a-password-for-tests")
    french, english = (Page.objects.get(url_path=path) for path in ("/accueil/evenements/", "/home/events/"))
    assert client.get(f"/admin/pages/{french.pk}/edit/").status_code == 200
    assert client.get(f"/admin/pages/{english.pk}/edit/").status_code == 302


def test_it_refuses_where_accounts_with_one_password_would_be_a_danger(settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="not for production"):
        call_command("load_demo")


def test_it_refuses_what_is_no_port():
    with pytest.raises(CommandError, match="no port"):
        call_command("load_demo", port=99999)
