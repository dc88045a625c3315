"""An editor at work on events: what the form accepts, refuses and shows."""

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.directory.models import Organisation
from cms.tests.factories import (
    home_page,
    make_event,
    make_image,
    make_index,
    make_locale,
    make_organisation,
    make_page,
    make_person,
    publish,
    today,
)
from events.models import EventIndexPage, EventPage
from home.models import HomePage, StandardPage

pytestmark = pytest.mark.django_db


@pytest.fixture
def index():
    return make_index()


def form_data(**fields) -> dict:
    """What the browser sends for a plain event; `fields` replace parts of it."""
    spoken = fields.pop("spoken_languages", [])
    data = nested_form_data(
        {
            "title": "Council meeting",
            "slug": "council-meeting",
            "start_date": today(10).isoformat(),
            "start_time": "18:00",
            "end_time": "20:00",
            "time_zone": "Europe/Berlin",
            "translation_priority": "1",
            "status": "scheduled",
            "attendance_mode": "onsite",
            "exceptions": streamfield([]),
            "next_steps": streamfield([]),
            "page_relations": inline_formset([]),
            "body": streamfield([]),
            "page_organisations": inline_formset([]),
            "page_contacts": inline_formset([]),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
        | fields
    )
    return data | {"spoken_languages": spoken}


def add(admin_client, index, **fields):
    url = reverse("wagtailadmin_pages:add", args=["freistadt_events", "eventpage", index.pk])
    return admin_client.post(url, form_data(**fields))


def errors(response) -> dict:
    assert response.status_code == 200, "the form was accepted"
    return response.context["form"].errors


def test_an_event_is_published_from_the_form(admin_client, client, index):
    response = add(
        admin_client,
        index,
        body=streamfield([("heading", {"text": "Agenda", "level": "h2"}), ("paragraph", rich_text("<p>Budget</p>"))]),
        spoken_languages=["de", "ar"],
    )
    assert response.status_code == 302
    event = EventPage.objects.get(slug="council-meeting")
    assert event.live
    assert event.spoken_languages == ["de", "ar"]
    assert client.get("/en/events/council-meeting/").status_code == 200


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"end_time": "17:00"}, "end_time"),
        ({"end_date": today(9).isoformat()}, "end_date"),
        ({"start_time": ""}, "start_time"),
        ({"all_day": "on"}, "all_day"),
        ({"open_end": "on"}, "open_end"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"status": "rescheduled"}, "previous_start_date"),
        ({"latitude": "51.5"}, "latitude"),
        ({"latitude": "151.5", "longitude": "7"}, "latitude"),
        ({"online_url": "javascript:alert(1)"}, "online_url"),
        ({"online_url": "https://example.org/", "online_url_after_registration": "on"}, "online_url"),
        ({"registration_opens": "2030-01-02 10:00", "registration_closes": "2030-01-01 10:00"}, "registration_closes"),
        ({"capacity": "0"}, "capacity"),
        ({"capacity": "-4"}, "capacity"),
        ({"spoken_languages": ["xx"]}, "spoken_languages"),
        ({"start_date": "31.02.2030"}, "start_date"),
        ({"start_date": ""}, "start_date"),
        ({"title": ""}, "title"),
        ({"country": "Germany"}, "country"),
    ],
)
def test_a_mistake_is_named_at_its_field_and_nothing_is_saved(admin_client, index, fields, field):
    response = add(admin_client, index, **fields)
    assert field in errors(response)
    assert not EventPage.objects.exists()
    if "title" not in fields:
        assert 'value="Council meeting"' in response.content.decode()


def test_a_page_with_an_image_without_credit_can_be_saved_but_not_published(admin_client, index):
    image = make_image(credit="", licence="")
    assert "no credit" in str(errors(add(admin_client, index, lead_image=image.pk))["lead_image"])
    in_body = streamfield(
        [("image", {"image": {"image": image.pk, "alt_text": "Hall", "decorative": ""}, "caption": ""})]
    )
    assert "no credit" in str(errors(add(admin_client, index, body=in_body))["body"])
    data = form_data(lead_image=image.pk)
    del data["action-publish"]
    url = reverse("wagtailadmin_pages:add", args=["freistadt_events", "eventpage", index.pk])
    assert admin_client.post(url, data).status_code == 302
    draft = EventPage.objects.get()
    assert not draft.live
    image.credit, image.licence = "Ada Example", "CC0-1.0"
    image.save()
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert admin_client.post(url, form_data(lead_image=image.pk)).status_code == 302
    assert EventPage.objects.get().live


def test_a_scheduled_page_with_an_image_without_credit_is_refused_too(admin_client, index):
    image = make_image(credit="")
    response = add(admin_client, index, lead_image=image.pk, go_live_at="2035-01-01 10:00")
    assert "lead_image" in errors(response)


UNFINISHED = {
    "no day and no time": {"start_date": "", "start_time": "", "end_time": ""},
    "no time": {"start_time": "", "end_time": ""},
    "moved, but from when": {"status": "rescheduled"},
    "a call to nowhere": {
        "body": streamfield([("call_to_action", {"text": "", "button": "Go", "page": "", "url": ""})]),
    },
}


@pytest.mark.parametrize("fields", UNFINISHED.values(), ids=UNFINISHED)
def test_an_unfinished_draft_is_kept_and_previewed_but_not_published(admin_client, index, fields):
    data = form_data(**fields)
    del data["action-publish"]
    url = reverse("wagtailadmin_pages:add", args=["freistadt_events", "eventpage", index.pk])
    assert admin_client.post(url, data).status_code == 302
    draft = EventPage.objects.get()
    assert not draft.live
    assert admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[draft.pk])).status_code == 200
    edit = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    assert admin_client.get(edit).status_code == 200
    assert errors(admin_client.post(edit, form_data(**fields)))
    assert not EventPage.objects.get().live


def test_a_contact_who_has_not_agreed_is_named_before_the_page_is_published(admin_client, index):
    person = make_person("Nora Never", consent=False)
    response = add(admin_client, index, page_contacts=inline_formset([{"person": person.pk}]))
    assert response.status_code == 200
    assert "Nora Never has not agreed" in response.content.decode()
    person.consent = True
    person.save()
    assert add(admin_client, index, page_contacts=inline_formset([{"person": person.pk}])).status_code == 302


def test_organisations_are_found_and_made_in_the_chooser_once_for_all_languages(admin_client, index):
    city = make_organisation("City of Dortmund")
    german = city.copy_for_translation(make_locale("de"))
    german.name = "Stadt Dortmund"
    german.save()
    viewset = Organisation.snippet_viewset.chooser_viewset
    url = reverse(viewset.get_url_name("choose"))
    page = admin_client.get(url).json()["html"]
    assert "City of Dortmund" in page
    assert "Stadt Dortmund" not in page
    results = admin_client.get(reverse(viewset.get_url_name("choose_results")), {"q": "Dortmund"})
    assert results.status_code == 200
    made = admin_client.post(
        reverse(viewset.get_url_name("create")),
        {
            "organisation-chooser-create-form-name": "Library",
            "organisation-chooser-create-form-kind": "other",
        },
    )
    assert made.status_code == 200
    assert made.json()["step"] in ("chosen", "reshow_creation_form"), made.json()


@pytest.mark.parametrize("model", [EventPage, EventIndexPage, StandardPage, HomePage])
def test_every_type_has_a_form_and_a_preview(admin_client, index, model):
    page = {
        EventPage: lambda: make_event(index, title="Talk"),
        EventIndexPage: lambda: index,
        StandardPage: lambda: make_page(),
        HomePage: home_page,
    }[model]()
    edit = admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert edit.status_code == 200
    form = BeautifulSoup(edit.content, "html.parser")
    labels = {label.get("for") for label in form.find_all("label")}
    assert "id_title" in labels
    preview = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert preview.status_code == 200
    html = BeautifulSoup(preview.content, "html.parser")
    assert html.find("h1").get_text(strip=True)
    assert html.find("wagtail-userbar")
    assert html.find("meta", {"name": "robots"})["content"].startswith("noindex")


def test_a_page_that_is_not_saved_yet_can_be_previewed(admin_client, index):
    url = reverse("wagtailadmin_pages:preview_on_add", args=["freistadt_events", "eventpage", index.pk])
    assert admin_client.post(url, form_data()).json()["is_valid"]
    preview = admin_client.get(url)
    assert preview.status_code == 200
    assert "Council meeting" in preview.content.decode()


def test_a_scheduled_event_appears_at_its_time(admin_client, client, index):
    add(admin_client, index, go_live_at="2035-01-01 10:00")
    assert client.get("/en/events/council-meeting/").status_code == 404
    with time_machine.travel("2035-01-01 10:01+01:00"):
        call_command("publish_scheduled")
        assert client.get("/en/events/council-meeting/").status_code == 200


def test_cancelling_is_one_change_seen_everywhere(admin_client, client, index):
    event = make_event(index, title="Talk", slug="talk")
    publish(event, status="cancelled")
    for url in ("/en/", "/en/events/", "/en/events/talk/"):
        assert "ancelled" in BeautifulSoup(client.get(url).content, "html.parser").find("main").get_text()
    assert b"STATUS:CANCELLED" in client.get("/en/events/talk/event.ics").content


def test_the_tree_offers_only_what_belongs_there(admin_client, index):
    assert EventIndexPage.allowed_subpage_models() == [EventPage]
    assert EventPage.allowed_subpage_models() == []
    assert Page not in HomePage.allowed_subpage_models()
    offered = admin_client.get(reverse("wagtailadmin_pages:add_subpage", args=[home_page().pk]), follow=True)
    assert "eventindexpage" not in offered.content.decode(), "a second list of events is offered"
