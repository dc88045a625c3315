"""The demo tells its story, however often it is loaded."""

import re
from datetime import timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import TestCase
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Locale, Page, Revision, WorkflowState

from campaigns.models import DecisionPage, JobPage
from cms.directory.models import Person
from cms.languages.groups import originals
from cms.languages.models import TranslationState
from cms.tags.models import Tag, TagLabel
from events.models import EventPage

pytestmark = pytest.mark.django_db

EVENT = "events/dortmund-reference-municipality/"
STORY = [
    "campaigns/public-money-public-code/",
    "decisions/dortmund-coordination-office/",
    EVENT,
    "jobs/coordination-office-lead/",
]
#: What shows that a template or a value did not become words.
LEFTOVER = re.compile(r"\{\{|\}\}|\{%|%\}|%\(|\bNone\b|\bobject at 0x|__proxy__|Promise")


def load(*arguments, **options) -> None:
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("load_demo", *arguments, **options)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The demo, loaded once for all tests here. What a test changes is taken back after it, the rest after the last."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock(), transaction.atomic():
        patch.setenv("DEMO_PASSWORD", "a-password-for-tests")
        load(port=8123)
        yield
        transaction.set_rollback(True)


def get(client, path: str) -> BeautifulSoup:
    return BeautifulSoup(client.get(path).content, "html.parser")


def test_it_shows_every_state_there_is(client, demo):
    states = {}
    for code in ("en", "de", "fr", "es", "it", "ca", "ar"):
        html = BeautifulSoup(client.get(f"/{code}/{EVENT}", follow=True).content, "html.parser")
        states[code] = html.main["data-translation"]
        languages = {"en", "de", "fr", "es", "it", "x-default"}
        assert {link["hreflang"] for link in html.head.select("link[hreflang]")} == languages
    assert states == {
        "en": "original",
        "de": "current",
        "fr": "outdated",
        "es": "partial",
        "it": "current",
        "ca": "untranslated",
        "ar": "untranslated",
    }
    assert Locale.objects.count() == 12
    assert not Page.objects.filter(alias_of__isnull=False).exists()


def test_one_translation_is_outdated_and_one_partial(demo):
    of = TranslationState.objects.select_related("locale", "source")
    assert [(s.locale.language_code, s.source.slug) for s in of.filter(outdated_since__isnull=False)] == [
        ("fr", "dortmund-reference-municipality")
    ]
    assert [(s.locale.language_code, s.missing) for s in of.filter(missing__gt=0)] == [("es", 6)]


def test_one_page_waits_for_its_reviewer(demo):
    waiting = WorkflowState.objects.get(status=WorkflowState.STATUS_IN_PROGRESS)
    page = waiting.content_object
    assert (page.locale.language_code, page.live) == ("fr", False)
    reviewer = get_user_model().objects.get(username="reviewer-fr")
    actions = [name for name, *_ in waiting.current_task_state.task.specific.get_actions(page, reviewer)]
    assert {"approve", "reject"} <= set(actions)


@pytest.mark.parametrize("code", ["en", "de", "ca"])
def test_each_page_of_its_story_leads_to_the_others(client, demo, code):
    urls = {client.get(f"/{code}/{path}", follow=True).request["PATH_INFO"] for path in STORY}
    assert len(urls) == len(STORY)
    for url in urls:
        assert {link["href"] for link in get(client, url).select(".timeline a")} == urls - {url}


@pytest.mark.parametrize("code", ["en", "de", "ca", "ar"])
def test_every_page_is_whole_in_every_language(client, demo, code):
    paths = [page.url_path.split("/", 2)[2] for page in originals(Page.objects.live().filter(depth__gt=1))]
    assert len(paths) > 20
    for path in [*paths, "organisations/city-of-dortmund/"]:
        response = client.get(f"/{code}/{path}", follow=True)
        assert response.status_code == 200, path
        assert not LEFTOVER.search(BeautifulSoup(response.content, "html.parser").get_text()), path


def test_some_dates_lie_in_the_future_whenever_it_is_loaded(demo):
    later = timezone.now() + timedelta(days=400)
    with time_machine.travel(later):
        assert not EventPage.objects.visible().current().exists()
        assert not JobPage.objects.visible().open().exists()
        load()
        assert EventPage.objects.visible().current().count() >= 3
        assert JobPage.objects.visible().open().exists()
        assert [job.state for job in JobPage.objects.visible().announced()] == ["announced"]
        assert not any(decision.is_review_overdue for decision in DecisionPage.objects.all())
        evening = EventPage.objects.get(slug="open-evening", locale__language_code="en")
        assert [occurrence.is_cancelled for occurrence in evening.coming_occurrences] == [False, False, True] + [
            False
        ] * 8
        assert len(evening.series.left_out) == 1


def test_the_footer_leads_to_what_is_kept_of_readers(client, demo):
    for code, version in (("en", "en"), ("de", "de"), ("ca", "en")):
        link = get(client, f"/{code}/").select_one(".site-footer-links a")
        html = get(client, link["href"])
        assert (html.h1.get_text(), html.main["lang"]) == ({"en": "Privacy", "de": "Datenschutz"}[version], version)


def test_every_tag_is_on_a_page_and_has_a_label_in_every_language(demo):
    assert TagLabel.objects.count() == Tag.objects.count() * (Locale.objects.count() - 1)
    assert not Tag.objects.filter(tagged_pages__isnull=True).exists()


def test_no_private_person_is_named(demo):
    assert list(Person.objects.values_list("name", "email", "telephone")) == [("FSFE office", "contact@fsfe.org", "")]
    words = " ".join(str(content) for content in Revision.objects.values_list("content", flat=True))
    assert not re.search(r"\w@\w|\(at\)|\b0\d{2,4}[ /]\d|\+\d{2} ?\d", words)


def test_the_page_tree_is_sound(demo):
    assert not any(Page.find_problems())


def test_an_image_of_a_public_page_keeps_its_credit(admin_client, demo):
    image = get_image_model().objects.get(title="A city in the evening")
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


def test_an_editor_keeps_tags_and_organisations(client, demo):
    client.login(username="editor", password="a-password-for-tests")
    for url in ("/admin/snippets/freistadt_tags/tag/add/", "/admin/snippets/freistadt_directory/organisation/add/"):
        assert client.get(url).status_code == 200


def test_a_translator_may_edit_their_own_language_only(client, demo):
    client.login(username="translator-fr", password="a-password-for-tests")
    french, english = (Page.objects.get(url_path=path) for path in ("/accueil/evenements/", "/home/events/"))
    editor = f"/admin/translation/page/{english.pk}/fr/"
    assert client.get(f"/admin/pages/{french.pk}/edit/").headers["Location"] == editor
    assert client.get(editor).status_code == 200
    for closed in (f"/admin/pages/{english.pk}/edit/", f"/admin/translation/page/{english.pk}/ca/"):
        assert client.get(closed).headers["Location"] == "/admin/"


def test_it_refuses_where_accounts_with_one_password_would_be_a_danger(settings):
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="not for production"):
        call_command("load_demo")


def test_it_refuses_what_is_no_port():
    with pytest.raises(CommandError, match="no port"):
        call_command("load_demo", port=99999)
