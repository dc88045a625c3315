"""A translation is published when it is one."""

import pytest
from django.test import TestCase
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import StringTranslation, Translation
from wagtail_localize.operations import translate_object

from cms.tests.factories import home_page, make_event, make_index, make_locale, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def translation() -> Translation:
    """A translation into German that was begun, with nothing translated yet."""
    index = make_index()
    translate(home_page(), make_locale("de"), title="Startseite", slug="start")
    translate(index, "de", title="Veranstaltungen", slug="veranstaltungen")
    event = make_event(index, title="Talk", slug="talk", summary="A talk.")
    translate_object(event, [Locale.objects.get(language_code="de")])
    return Translation.objects.get(source__object_id=event.translation_key)


def fill_in(translation: Translation, words: dict[str, str]) -> None:
    for segment in translation.source.stringsegment_set.all():
        if segment.string.data in words:
            StringTranslation.objects.create(
                translation_of=segment.string,
                locale=translation.target_locale,
                context=segment.context,
                data=words[segment.string.data],
            )


def publish(admin_client, page: Page):
    with TestCase.captureOnCommitCallbacks(execute=True):
        return admin_client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {"action": "publish"}, follow=True)


@pytest.mark.parametrize("words", [{}, {"Talk": "Vortrag"}])
def test_it_is_refused_while_texts_are_missing(admin_client, client, translation, words):
    fill_in(translation, words)
    page = translation.get_target_instance()
    response = publish(admin_client, page)
    assert "cannot be published yet" in response.content.decode()
    assert not Page.objects.get(pk=page.pk).live
    assert client.get("/de/veranstaltungen/talk/").context["reading"].status == "untranslated"


def test_it_is_published_when_all_texts_are_there_even_with_the_old_slug(admin_client, client, translation):
    fill_in(translation, {"Talk": "Vortrag", "A talk.": "Ein Vortrag."})
    page = translation.get_target_instance()
    publish(admin_client, page)
    shown = client.get(Page.objects.get(pk=page.pk).url)
    assert shown.context["page"].title == "Vortrag"
    assert shown.context["reading"].status == "current"
    assert not any(Page.find_problems())
