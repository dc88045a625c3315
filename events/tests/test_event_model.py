"""What an event knows about itself, and what it refuses."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from cms.tests.factories import make_event, make_index, publish, translate
from events.choices import AttendanceMode, EventStatus, EventTime, RegistrationState
from events.models import EventPage

# Also to make a page that is never saved: Wagtail looks its content type up.
pytestmark = pytest.mark.django_db

DAY = date(2026, 11, 20)
NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def event_of(**fields) -> EventPage:
    """An event that is not in the database, from 18:00 to 20:00 in Berlin unless `fields` say otherwise."""
    fields = {
        "title": "Talk",
        "start_date": DAY,
        "start_time": time(18),
        "end_time": time(20),
        "time_zone": "Europe/Berlin",
    } | fields
    event = EventPage(**fields)
    event.set_moments()
    return event


def utc(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


# When it begins and finishes


@pytest.mark.parametrize(
    ("fields", "starts_at", "finishes_at"),
    [
        ({}, utc(20, 17), utc(20, 19)),
        ({"time_zone": "UTC"}, utc(20, 18), utc(20, 20)),
        ({"time_zone": "America/New_York"}, utc(20, 23), utc(21, 1)),
        ({"time_zone": "Asia/Kolkata"}, utc(20, 12, 30), utc(20, 14, 30)),
        ({"time_zone": "Pacific/Auckland"}, utc(20, 5), utc(20, 7)),
        ({"end_date": date(2026, 11, 22), "end_time": time(13)}, utc(20, 17), utc(22, 12)),
        ({"end_time": None}, utc(20, 17), utc(20, 23)),
        ({"end_time": None, "open_end": True}, utc(20, 17), utc(20, 23)),
        ({"end_time": None, "end_date": date(2026, 11, 22)}, utc(20, 17), utc(22, 23)),
        ({"all_day": True, "start_time": None, "end_time": None}, utc(19, 23), utc(20, 23)),
    ],
)
def test_moments_follow_from_the_clock_of_the_zone(fields, starts_at, finishes_at):
    event = event_of(**fields)
    assert (event.starts_at, event.finishes_at) == (starts_at, finishes_at)


def test_a_night_in_which_clocks_go_back_is_an_hour_longer():
    event = event_of(start_date=date(2026, 10, 24), start_time=time(22), end_date=date(2026, 10, 25), end_time=time(4))
    assert event.finishes_at - event.starts_at == timedelta(hours=7)


def test_a_day_on_which_clocks_go_back_has_25_hours():
    event = event_of(start_date=date(2026, 10, 25), all_day=True, start_time=None, end_time=None)
    assert event.finishes_at - event.starts_at == timedelta(hours=25)


def test_an_hour_that_comes_twice_is_the_first():
    event = event_of(start_date=date(2026, 10, 25), start_time=time(2, 30))
    assert event.starts_at == utc(25, 0, 30, month=10)
    assert event.begins.isoformat() == "2026-10-25T02:30:00+02:00"


def test_an_hour_that_is_skipped_is_counted_from_before():
    event = event_of(start_date=date(2027, 3, 28), start_time=time(2, 30))
    assert event.starts_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert event.begins.isoformat() == "2027-03-28T03:30:00+02:00"


@pytest.mark.parametrize(
    ("fields", "begins", "ends"),
    [
        ({"time_zone": "UTC"}, utc(20, 18), utc(20, 20)),
        ({"time_zone": "UTC", "end_time": None}, utc(20, 18), None),
        ({"time_zone": "UTC", "end_time": None, "end_date": date(2026, 11, 22)}, utc(20, 18), date(2026, 11, 22)),
        ({"all_day": True, "start_time": None, "end_time": None}, DAY, DAY),
    ],
)
def test_nothing_is_known_that_was_not_said(fields, begins, ends):
    event = event_of(**fields)
    assert (event.begins, event.ends) == (begins, ends)


@pytest.mark.parametrize("zone", ["", "Mars/Olympus", "../x", "Europe"])
def test_without_a_zone_there_are_no_moments(zone):
    event = event_of(time_zone=zone)
    assert event.starts_at is None


def test_without_a_date_there_are_no_moments():
    assert event_of(start_date=None).starts_at is None


def test_moments_are_worked_out_when_it_is_saved():
    event = make_event(make_index(), start_date=DAY, time_zone="Europe/Berlin")
    assert event.starts_at == utc(20, 17)
    event.time_zone = "UTC"
    event.save()
    assert EventPage.objects.get(pk=event.pk).starts_at == utc(20, 18)


def test_moments_reach_translations():
    event = make_event(make_index(), start_date=DAY, time_zone="Europe/Berlin")
    german = translate(event, "de")
    publish(event, start_time=time(19))
    german.refresh_from_db()
    assert (german.starts_at, german.start_time) == (utc(20, 18), time(19))


# What is refused, and at which field


def errors_of(**fields) -> dict[str, list[str]]:
    """The messages of full_clean by field, without those for what the tree will set."""
    event = event_of(**({"slug": "talk", "path": "0001", "depth": 1} | fields))
    try:
        event.full_clean(exclude=["path", "depth", "locale", "content_type", "draft_title"])
    except ValidationError as error:
        return error.message_dict
    return {}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, set()),
        ({"all_day": True, "start_time": None, "end_time": None}, set()),
        ({"open_end": True, "end_time": None}, set()),
        ({"end_date": DAY}, set()),
        ({"end_date": date(2026, 11, 22), "end_time": time(9)}, set()),
        ({"all_day": True}, {"all_day"}),
        ({"all_day": True, "start_time": None}, {"all_day"}),
        ({"open_end": True}, {"open_end"}),
        ({"end_date": date(2026, 11, 19)}, {"end_date"}),
        ({"end_time": time(17)}, {"end_time"}),
        ({"end_time": time(18)}, {"end_time"}),
        ({"start_date": None}, {"start_date"}),
        ({"start_date": date(1, 1, 1)}, {"start_date"}),
        ({"start_date": date(9999, 12, 31), "end_time": None}, {"start_date"}),
        ({"end_date": date(9999, 12, 31), "end_time": None}, {"end_date"}),
        ({"time_zone": "Mars/Olympus"}, {"time_zone"}),
        ({"status": "unknown"}, {"status"}),
        ({"status": EventStatus.RESCHEDULED, "previous_start_date": date(2026, 10, 1)}, set()),
        ({"online_url": "https://a.example/", "online_url_after_registration": True}, {"online_url"}),
        ({"online_url": "javascript:alert(1)"}, {"online_url"}),
        ({"registration_url": "ftp://a.example/"}, {"registration_url"}),
        ({"recording_url": "data:text/html,x"}, {"recording_url"}),
        ({"latitude": Decimal("51.5")}, {"latitude"}),
        ({"longitude": Decimal("7.5")}, {"latitude"}),
        ({"latitude": Decimal(0), "longitude": Decimal(0)}, set()),
        ({"latitude": Decimal("90.1"), "longitude": Decimal(0)}, {"latitude"}),
        ({"latitude": Decimal(0), "longitude": Decimal("-180.1")}, {"longitude"}),
        ({"capacity": 0}, {"capacity"}),
        ({"registration_opens": NOON, "registration_closes": NOON + timedelta(minutes=1)}, set()),
        ({"registration_opens": NOON, "registration_closes": NOON}, {"registration_closes"}),
        ({"registration_opens": NOON, "registration_closes": NOON - timedelta(days=1)}, {"registration_closes"}),
        ({"spoken_languages": ["xx"]}, {"spoken_languages"}),
    ],
)
def test_messages_are_at_the_field_that_is_wrong(fields, wrong):
    # What the database alone would say is said at a field as well; nobody fills in the moments.
    assert set(errors_of(**fields)) - {"__all__", "starts_at", "finishes_at"} == wrong


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, set()),
        ({"all_day": True, "start_time": None, "end_time": None}, set()),
        ({"start_time": None, "end_time": None}, {"start_time"}),
        ({"status": EventStatus.RESCHEDULED}, {"previous_start_date"}),
    ],
)
def test_what_may_be_missing_in_a_draft_may_not_on_a_public_page(fields, wrong):
    found = set()
    try:
        event_of(**fields).check_publishable()
    except ValidationError as error:
        found = set(error.message_dict)
    assert found == wrong


def test_an_end_that_clocks_put_before_the_beginning_is_refused():
    """02:30 is skipped and becomes 03:30, so that 03:15 is before it."""
    errors = errors_of(start_date=date(2027, 3, 28), start_time=time(2, 30), end_time=time(3, 15))
    assert "end_time" in errors


@pytest.fixture
def event(db):
    return make_event(make_index(), start_date=DAY, time_zone="Europe/Berlin")


@pytest.mark.parametrize(
    "values",
    [
        {"finishes_at": datetime(2026, 11, 20, 16, tzinfo=UTC)},
        {"starts_at": datetime(2026, 11, 21, tzinfo=UTC)},
        {"registration_opens": NOON, "registration_closes": NOON},
        {"registration_opens": NOON, "registration_closes": NOON - timedelta(days=1)},
    ],
)
def test_the_database_refuses_what_cannot_be(event, values):
    with pytest.raises(IntegrityError), transaction.atomic():
        EventPage.objects.filter(pk=event.pk).update(**values)


# Where it stands in time


@pytest.mark.parametrize(
    ("now", "state"),
    [
        (utc(20, 16, 59), EventTime.UPCOMING),
        (utc(20, 17), EventTime.RUNNING),
        (utc(20, 18, 59), EventTime.RUNNING),
        (utc(20, 19), EventTime.PAST),
    ],
)
def test_event_time(now, state):
    with time_machine.travel(now, tick=False):
        event = event_of()
        assert event.event_time == state
        assert event.is_past == (state == EventTime.PAST)


def test_an_event_with_an_open_end_runs_until_its_day_is_over():
    event = event_of(end_time=None, open_end=True)
    with time_machine.travel(utc(20, 22, 59), tick=False):
        assert event.event_time == EventTime.RUNNING
    with time_machine.travel(utc(20, 23), tick=False):
        assert event.event_time == EventTime.PAST


@pytest.mark.parametrize(("now", "current", "past"), [(utc(20, 16), 1, 0), (utc(20, 17), 1, 0), (utc(20, 19), 0, 1)])
def test_lists_agree_with_the_event(event, now, current, past):
    with time_machine.travel(now, tick=False):
        assert (EventPage.objects.current().count(), EventPage.objects.past().count()) == (current, past)


def test_a_year_is_that_of_the_events_own_calendar(event):
    publish(event, start_date=date(2027, 1, 1), start_time=time(0), end_time=time(1))
    assert EventPage.objects.in_year(2027).count() == 1
    assert EventPage.objects.in_year(2026).count() == 0


# Whether one can sign up


REGISTER = {"registration_url": "https://register.example.org/"}


@pytest.mark.parametrize(
    ("fields", "state"),
    [
        ({}, RegistrationState.NONE),
        (REGISTER, RegistrationState.OPEN),
        ({"registration_closes": NOON + timedelta(hours=1)}, RegistrationState.OPEN),
        (REGISTER | {"registration_opens": NOON + timedelta(seconds=1)}, RegistrationState.NOT_YET),
        (REGISTER | {"registration_opens": NOON}, RegistrationState.OPEN),
        (REGISTER | {"registration_closes": NOON}, RegistrationState.CLOSED),
        (REGISTER | {"registration_closes": NOON + timedelta(seconds=1)}, RegistrationState.OPEN),
        (REGISTER | {"fully_booked": True}, RegistrationState.FULL),
        ({"fully_booked": True}, RegistrationState.FULL),
        (REGISTER | {"status": EventStatus.CANCELLED}, RegistrationState.CLOSED),
        (REGISTER | {"start_time": time(9), "end_time": time(13)}, RegistrationState.CLOSED),
    ],
)
def test_registration_state(fields, state):
    with time_machine.travel(NOON, tick=False):
        assert event_of(**fields).registration_state == state


# States


def test_an_event_that_was_moved_online_is_online():
    assert event_of(status=EventStatus.MOVED_ONLINE).mode == AttendanceMode.ONLINE
    assert event_of(attendance_mode=AttendanceMode.MIXED).mode == AttendanceMode.MIXED


@pytest.mark.parametrize("status", EventStatus)
def test_every_status_has_its_names_elsewhere(status):
    assert status.schema_org.startswith("https://schema.org/Event")
    assert status.icalendar in {"CONFIRMED", "TENTATIVE", "CANCELLED"}


@pytest.mark.parametrize("mode", AttendanceMode)
def test_every_mode_has_its_name_in_schema_org(mode):
    assert mode.schema_org.endswith("EventAttendanceMode")
