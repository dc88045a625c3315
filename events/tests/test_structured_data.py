"""Events as schema.org JSON-LD."""

import json
from copy import deepcopy
from datetime import date, time
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.images.tests.utils import get_test_image_file

from cms.directory.choices import Role
from cms.directory.models import Organisation, PageOrganisation
from cms.languages.reader import Reader
from cms.media.models import CustomImage
from cms.tests.factories import make_event, make_index, make_locale, publish, restrict, translate
from cms.tests.shared import database_for_module
from events.choices import AttendanceMode, EventStatus
from events.models import EventPage
from events.structured_data import event_json_ld

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """An English event at a place in Dortmund, on an autumn evening."""
    with database_for_module(django_db_blocker):
        for code in ("ca", "de"):
            make_locale(code)
        yield make_event(
            make_index(),
            title="Public Money? Public Code!",
            summary="What a city can do.",
            start_date=date(2026, 11, 20),
            time_zone="Europe/Berlin",
            venue_name="Town Hall",
            street_address="Friedensplatz 1",
            postal_code="44135",
            locality="Dortmund",
            country="DE",
        )


@pytest.fixture
def event(made) -> EventPage:
    return deepcopy(made)


def request_of(language: str = "en", **attributes):
    request = RequestFactory().get("/")
    request.reader = Reader(language)
    for name, value in attributes.items():
        setattr(request, name, value)
    return request


def data_of(event: EventPage, language: str = "en", **attributes) -> dict:
    """The block for an event as it is in the database, as a program reads it."""
    data = event_json_ld(EventPage.objects.get(pk=event.pk), request_of(language, **attributes))
    return json.loads(json.dumps(data))


def test_an_event_at_a_place(event):
    assert data_of(event) == {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "Public Money? Public Code!",
        "description": "What a city can do.",
        "url": f"http://testserver/en/events/{event.slug}/",
        "inLanguage": "en",
        "startDate": "2026-11-20T18:00:00+01:00",
        "endDate": "2026-11-20T20:00:00+01:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "Town Hall",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "Friedensplatz 1",
                "postalCode": "44135",
                "addressLocality": "Dortmund",
                "addressCountry": "DE",
            },
        },
    }


# Words


def test_readers_of_all_languages_get_the_same_block(event):
    assert data_of(event, "ca") == data_of(event, "en")


def test_a_translation_has_its_own_words_and_address(event):
    german = translate(event, "de", title="Öffentliches Geld? Öffentlicher Code!", slug="vortrag")
    data = data_of(german, "de")
    assert data["name"] == "Öffentliches Geld? Öffentlicher Code!"
    assert data["inLanguage"] == "de"
    assert data["url"] == "http://testserver/de/events/vortrag/"
    assert data["startDate"] == data_of(event)["startDate"]


# When


@pytest.mark.parametrize(
    ("fields", "start", "end"),
    [
        ({"all_day": True, "start_time": None, "end_time": None}, "2026-11-20", "2026-11-20"),
        ({"end_date": date(2026, 11, 22)}, "2026-11-20T18:00:00+01:00", "2026-11-22T20:00:00+01:00"),
        ({"end_time": None}, "2026-11-20T18:00:00+01:00", None),
        ({"end_time": None, "open_end": True}, "2026-11-20T18:00:00+01:00", None),
        (
            {"end_time": None, "open_end": True, "end_date": date(2026, 11, 22)},
            "2026-11-20T18:00:00+01:00",
            "2026-11-22",
        ),
        ({"time_zone": "UTC"}, "2026-11-20T18:00:00+00:00", "2026-11-20T20:00:00+00:00"),
        ({"time_zone": "America/New_York"}, "2026-11-20T18:00:00-05:00", "2026-11-20T20:00:00-05:00"),
        ({"time_zone": "Asia/Kolkata"}, "2026-11-20T18:00:00+05:30", "2026-11-20T20:00:00+05:30"),
        (
            {"start_date": date(2026, 10, 24), "end_date": date(2026, 10, 25), "end_time": time(4)},
            "2026-10-24T18:00:00+02:00",
            "2026-10-25T04:00:00+01:00",
        ),
        (
            {"start_date": date(2026, 10, 25), "start_time": time(2, 30)},
            "2026-10-25T02:30:00+02:00",
            "2026-10-25T20:00:00+01:00",
        ),
        (
            {"start_date": date(2027, 3, 28), "start_time": time(2, 30)},
            "2027-03-28T03:30:00+02:00",
            "2027-03-28T20:00:00+02:00",
        ),
    ],
)
def test_dates_and_times(event, fields, start, end):
    publish(event, **fields)
    data = data_of(event)
    assert (data["startDate"], data.get("endDate")) == (start, end)


# Whether


@pytest.mark.parametrize("status", EventStatus)
def test_the_status_is_one_of_schema_org(event, status):
    publish(event, status=status, previous_start_date=date(2026, 10, 1), online_url="https://meet.example.org/")
    data = data_of(event)
    assert data["eventStatus"] == status.schema_org
    rescheduled = status == EventStatus.RESCHEDULED
    assert data.get("previousStartDate") == ("2026-10-01" if rescheduled else None)


# Where


def test_an_event_that_was_moved_online_is_online(event):
    publish(event, status=EventStatus.MOVED_ONLINE, online_url="https://meet.example.org/talk")
    data = data_of(event)
    assert data["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert data["location"] == {"@type": "VirtualLocation", "url": "https://meet.example.org/talk"}


def test_a_mixed_event_is_in_both_places(event):
    publish(event, attendance_mode=AttendanceMode.MIXED, online_url="https://meet.example.org/talk")
    data = data_of(event)
    assert data["eventAttendanceMode"] == "https://schema.org/MixedEventAttendanceMode"
    assert [location["@type"] for location in data["location"]] == ["Place", "VirtualLocation"]


def test_coordinates_are_numbers(event):
    publish(event, latitude=Decimal("51.511389"), longitude=Decimal("-7.464722"))
    assert data_of(event)["location"]["geo"] == {
        "@type": "GeoCoordinates",
        "latitude": 51.511389,
        "longitude": -7.464722,
    }


def test_who_registers_gets_the_link(event):
    fields = {"online_url_after_registration": True, "registration_url": "https://register.example.org/"}
    publish(event, attendance_mode=AttendanceMode.ONLINE, **fields)
    assert data_of(event)["location"] == {"@type": "VirtualLocation", "url": "https://register.example.org/"}


def test_the_link_is_no_location_of_an_event_on_site(event):
    publish(event, online_url="https://meet.example.org/")
    assert data_of(event)["location"]["@type"] == "Place"


@pytest.mark.parametrize(
    "fields",
    [{"street_address": "", "locality": ""}, {"attendance_mode": AttendanceMode.ONLINE}],
    ids=["on site", "online"],
)
def test_no_block_without_the_location_that_is_required(event, fields):
    publish(event, **fields)
    assert data_of(event) == {}


# Who, how many, what it looks like


def test_organisers_are_named_and_partners_are_not(event):
    english = make_locale("en")
    city = Organisation.objects.create(name="City of Munich", website="https://m.example/", locale=english)
    german = city.copy_for_translation(make_locale("de"))
    german.name = "Landeshauptstadt München"
    german.save()
    partner = Organisation.objects.create(name="Partner", locale=english)
    event.page_organisations = [
        PageOrganisation(organisation=city, role=Role.ORGANISER),
        PageOrganisation(organisation=partner, role=Role.PARTNER),
    ]
    publish(event)
    english_name = {"@type": "Organization", "name": "City of Munich", "url": "https://m.example/"}
    assert data_of(event, "de")["organizer"] == [english_name], "the page is in English, whoever reads it"
    translation = translate(event, "de", title="Vortrag")
    assert data_of(translation, "de")["organizer"] == [english_name | {"name": "Landeshauptstadt München"}]


def test_the_number_of_places(event):
    publish(event, capacity=40)
    assert data_of(event)["maximumAttendeeCapacity"] == 40


@pytest.fixture
def image(db):
    cache.clear()  # Wagtail remembers renditions there by an image's id, which the database gives out again.
    file = get_test_image_file(size=(2000, 1500))
    return CustomImage.objects.create(title="Town Hall", file=file, credit="Ada", licence="CC0-1.0")


def test_the_image_is_the_one_that_is_shown_when_the_page_is_shared(event, image):
    publish(event, lead_image=image)
    rendition = image.get_rendition("fill-1200x630|format-jpeg")
    assert data_of(event)["image"] == [f"http://testserver{rendition.url}"]
    assert rendition.width == 1200


def test_an_image_whose_licence_is_not_known_is_left_out(event, image):
    publish(event, lead_image=image)
    CustomImage.objects.update(licence="")
    assert "image" not in data_of(event)


def test_an_image_whose_file_is_missing_breaks_nothing(event, image):
    publish(event, lead_image=image)
    image.file.storage.delete(image.file.name)
    assert "image" not in data_of(event)


# Who may see it


def test_no_block_in_previews(event):
    assert data_of(event, is_preview=True) == {}


def test_no_block_for_private_pages(event):
    restrict(event)
    assert data_of(event) == {}


def test_no_block_for_drafts(event):
    event.unpublish()
    assert data_of(event) == {}


# Whatever editors write


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=st.text(), summary=st.text(), venue=st.text(), street=st.text(min_size=1))
def test_any_text_survives(event, title, summary, venue, street):
    event.title, event.summary, event.venue_name, event.street_address = title, summary, venue, street
    data = json.loads(json.dumps(event_json_ld(event, request_of()), allow_nan=False))
    assert data.get("name", "") == title
    assert data.get("description", "") == summary
    assert data["location"].get("name", "") == venue
    assert data["location"]["address"]["streetAddress"] == street
