"""Facts belong to all versions: they reach translations in the step that publishes the original."""

from datetime import date, time
from decimal import Decimal

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page

from cms.directory.models import Organisation, PageOrganisation, Person
from cms.languages.facts import fact_names
from cms.tests.factories import home_page, make_event, make_index, make_locale, publish, translate
from events.models import EventPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    index = make_index()
    event = make_event(index, title="Talk", slug="talk", venue_name="Town Hall")
    translate(event, "de", title="Vortrag", slug="vortrag")
    return event


def german(event) -> EventPage:
    return EventPage.objects.get(translation_key=event.translation_key, locale__language_code="de")


def test_facts_reach_translations_when_the_original_is_published(event):
    organisation = Organisation.objects.create(name="Free Software Foundation Europe", locale=event.locale)
    event.page_organisations.add(PageOrganisation(organisation=organisation, role="organiser"))
    publish(
        event,
        title="Lecture",
        start_date=date(2030, 5, 4),
        start_time=time(9, 30),
        end_time=time(11),
        status="moved_online",
        venue_name="Library",
        latitude=Decimal("51.5"),
        longitude=Decimal("7.46"),
        online_url="https://example.org/room",
        spoken_languages=["de", "en"],
    )
    translation = german(event)
    assert translation.title == "Vortrag"
    assert translation.slug == "vortrag"
    assert (translation.start_date, translation.start_time) == (date(2030, 5, 4), time(9, 30))
    assert translation.starts_at == EventPage.objects.get(pk=event.pk).starts_at
    assert (translation.status, translation.venue_name) == ("moved_online", "Library")
    assert translation.spoken_languages == ["de", "en"]
    assert [part.organisation for part in translation.page_organisations.all()] == [organisation]
    event = EventPage.objects.get(pk=event.pk)
    event.page_organisations.clear()
    publish(event)
    assert not german(event).page_organisations.exists()


def test_a_draft_changes_no_fact(event):
    event.venue_name = "Library"
    event.save_revision()
    assert german(event).venue_name == "Town Hall"
    publish(german(event), title="Rede")
    assert german(event).venue_name == "Town Hall"


def test_publishing_a_translation_brings_no_old_fact_back(event):
    old = german(event).save_revision()
    publish(event, venue_name="Library")
    old.publish()
    assert german(event).venue_name == "Library"


def test_every_field_of_an_event_but_its_words_is_a_fact():
    fields, relations = fact_names(EventPage)
    words = {"title", "summary", "body", "lead_image_alt", "slug", "seo_title", "search_description"}
    about_translations = {"minor_change", "translation_record"}
    others = {"page_ptr", *words, *about_translations}
    own = {f.name for f in EventPage._meta.local_concrete_fields if f.name not in others}
    assert own <= set(fields)
    assert not (words | about_translations) & set(fields)
    assert set(relations) == {"page_organisations", "page_contacts", "page_relations", "tagged_items"}


@pytest.mark.parametrize("locales", [12, 40])
def test_publishing_costs_at_most_a_hundred_queries(event, locales, settings):
    for code, _name in settings.LANGUAGES[:locales]:
        make_locale(code)
    for code in ("fr", "es", "it"):
        translate(event, code, title=f"Talk {code}")
    person = Person.objects.create(name="A Person", consent=True, locale=event.locale)
    event.page_contacts.create(person=person)
    slides = get_document_model().objects.create(title="Slides", file=ContentFile(b"x", "slides.pdf"))
    page = EventPage.objects.get(pk=event.pk)
    page.slides, page.start_time = slides, time(17)
    with CaptureQueriesContext(connection) as queries:
        page.save_revision().publish()
    assert len(queries) <= 100, len(queries)
    assert german(event).start_time == time(17)


def test_the_number_of_translations_does_not_change_the_cost_of_sharing_facts(event):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            publish(EventPage.objects.get(pk=event.pk), venue_name="Somewhere else")
        return len(queries)

    cost()
    few = cost()
    for code in ("fr", "es", "it", "nl", "pl"):
        translate(event, code, title=f"Talk {code}")
    assert cost() <= few


def test_a_home_page_has_facts_too():
    home = home_page()
    translate(home, "de", title="Startseite", slug="start")
    index = make_index()
    publish(home, hero_page=Page.objects.get(pk=index.pk))
    translated = home.get_translation(Locale.objects.get(language_code="de")).specific
    assert translated.hero_page_id == index.pk
