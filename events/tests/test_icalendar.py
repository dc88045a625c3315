"""Events as iCalendar, read back by `ical`, a strict reader, and by rules of our own."""

import re
from bisect import bisect_right
from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from io import StringIO
from operator import itemgetter
from zoneinfo import ZoneInfo

import icalendar
import pytest
import time_machine
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from django.test import RequestFactory
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream

from cms.directory.choices import Role
from cms.directory.models import Organisation, PageContact, PageOrganisation, Person
from cms.languages.models import FallbackLanguage, LanguageSettings
from cms.languages.reader import Reader
from cms.tests.factories import make_event, make_index, make_locale, publish, restrict, translate
from cms.tests.shared import database_for_module
from events.choices import AttendanceMode, EventStatus
from events.fields import time_zone_choices
from events.icalendar import calendar_of, clean, event_calendar
from events.models import EventIndexPage, EventPage

pytestmark = pytest.mark.django_db

ZONES = ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Africa/Casablanca", "Pacific/Auckland", "Europe/Dublin"]
FIRST_PUBLISHED = datetime(2026, 5, 4, 9, 30, 15, tzinfo=UTC)


@pytest.fixture(scope="module")
def made(django_db_setup, django_db_blocker):
    """An English event in Berlin, on an autumn evening."""
    with database_for_module(django_db_blocker):
        for code in ("ca", "de", "ar"):
            make_locale(code)
        index = make_index()
        with time_machine.travel(FIRST_PUBLISHED, tick=False):
            event = make_event(
                index,
                title="Public Money? Public Code!",
                summary="What a city can do.",
                start_date=date(2026, 11, 20),
                time_zone="Europe/Berlin",
            )
        yield index, event


@pytest.fixture
def index(made) -> EventIndexPage:
    return deepcopy(made[0])


@pytest.fixture
def event(made) -> EventPage:
    return deepcopy(made[1])


def written(event: EventPage, language: str = "en") -> bytes:
    """The calendar of an event, as it is in the database, for a reader of a language."""
    request = RequestFactory().get("/")
    request.reader = Reader(language)
    return event_calendar(EventPage.objects.get(pk=event.pk), request)


def read(data: bytes):
    """The one event of a calendar, as `ical` understands it. Fails if a line is no content line (RFC 5545, 3.1)."""
    assert data.endswith(b"\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    for line in lines:
        assert not re.search("[\x00-\x08\x0a-\x1f\x7f]", line.decode())
    (event,) = IcsCalendarStream.calendar_from_ics(data.decode()).events
    return event


def lines_of(data: bytes) -> list[str]:
    """The content lines of a calendar, unfolded."""
    return data.decode().replace("\r\n ", "").split("\r\n")


def line_of(data: bytes, name: str) -> str:
    """The only content line of a VEVENT with a name."""
    lines = lines_of(data)
    (line,) = [line for line in lines[lines.index("BEGIN:VEVENT") :] if re.match(rf"{name}[;:]", line)]
    return line


def names_in(data: bytes) -> set[str]:
    return {re.split("[;:]", line)[0] for line in lines_of(data)}


def onsets_of(observance: icalendar.TimezoneStandard | icalendar.TimezoneDaylight) -> list[datetime]:
    """The moments, in UTC, from which an observance is in force. DTSTART and RRULE are on the clock before them."""
    starts = {observance.DTSTART}
    if "RRULE" in observance:
        rule = rrulestr(observance["RRULE"].to_ical().decode(), dtstart=observance.DTSTART)
        starts |= set(rule.between(observance.DTSTART, observance.DTSTART + timedelta(days=12 * 365)))
    return [start - observance.TZOFFSETFROM for start in starts]


def offset_of(timezone: icalendar.Timezone, *moments: datetime) -> list[timedelta]:
    """The offsets that a VTIMEZONE has for moments (RFC 5545, 3.6.5)."""
    observances = [*timezone.standard, *timezone.daylight]
    onsets = sorted((onset, o.TZOFFSETTO) for o in observances for onset in onsets_of(o))
    utc = [moment.astimezone(UTC).replace(tzinfo=None) for moment in moments]
    return [onsets[bisect_right(onsets, moment, key=itemgetter(0)) - 1][1] for moment in utc]


# The calendar


def test_the_calendar_says_who_made_it_and_is_no_message(event):
    lines = lines_of(written(event))
    assert lines[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Freistadt//Events//EN"]
    assert "METHOD" not in names_in(written(event))


def test_two_requests_for_the_same_state_get_the_same_calendar(event):
    with time_machine.travel(datetime(2026, 6, 1, tzinfo=UTC)):
        first = written(event, "ca")
    with time_machine.travel(datetime(2027, 6, 1, tzinfo=UTC)):
        assert written(event, "ca") == first


def test_a_calendar_of_several_events_has_each_zone_once(index, event):
    others = [
        make_event(index, title="Next year", start_date=date(2027, 7, 1), time_zone="Europe/Berlin"),
        make_event(index, title="In India", start_date=date(2026, 7, 1), time_zone="Asia/Kolkata"),
        make_event(index, title="Everywhere", start_date=date(2026, 7, 1), time_zone="UTC"),
        make_event(index, title="All day", start_date=date(2026, 7, 1), all_day=True, time_zone="Asia/Tokyo"),
    ]
    data = calendar_of([event, *others], Reader("ca")).to_ical()
    calendar = IcsCalendarStream.calendar_from_ics(data.decode())
    assert [zone.tz_id for zone in calendar.timezones] == ["Asia/Kolkata", "Europe/Berlin"]
    assert len(calendar.events) == 5
    (berlin,) = [zone for zone in icalendar.Calendar.from_ical(data).timezones if zone["TZID"] == "Europe/Berlin"]
    offsets = offset_of(berlin, event.starts_at, others[0].starts_at)
    assert offsets == [timedelta(hours=1), timedelta(hours=2)]


# Which event it is, and in which state


def test_all_languages_share_uid_and_sequence(event):
    german = translate(event, "de", title="Öffentliches Geld? Öffentlicher Code!")
    originals, translated, fallback = read(written(event)), read(written(german, "de")), read(written(event, "ca"))
    assert originals.uid == translated.uid == fallback.uid == str(event.translation_key)
    assert originals.sequence == translated.sequence == fallback.sequence
    assert translated.summary == "Öffentliches Geld? Öffentlicher Code!"


def test_time_stamps_say_when_it_was_first_and_last_published(event):
    with time_machine.travel(FIRST_PUBLISHED + timedelta(days=1), tick=False):
        publish(event, summary="Something else.")
    assert line_of(written(event), "CREATED") == "CREATED:20260504T093015Z"
    assert line_of(written(event), "LAST-MODIFIED") == "LAST-MODIFIED:20260505T093015Z"
    assert line_of(written(event), "DTSTAMP") == "DTSTAMP:20260505T093015Z"


def test_publishing_the_original_changes_the_time_stamp_of_a_translation(event):
    with time_machine.travel(FIRST_PUBLISHED + timedelta(hours=1), tick=False):
        german = translate(event, "de", title="Vortrag")
    with time_machine.travel(FIRST_PUBLISHED + timedelta(hours=2), tick=False):
        publish(event, start_time=time(19))
    assert line_of(written(german, "de"), "DTSTART") == "DTSTART;TZID=Europe/Berlin:20261120T190000"
    assert line_of(written(german, "de"), "DTSTAMP") == "DTSTAMP:20260504T113015Z"
    assert line_of(written(german, "de"), "CREATED") == "CREATED:20260504T093015Z"


def test_sequence_grows_with_every_publication_of_the_original(event):
    german = translate(event, "de")
    sequences = [read(written(event)).sequence]
    for seconds in (1, 90, 86_400):
        with time_machine.travel(FIRST_PUBLISHED + timedelta(seconds=seconds), tick=False):
            publish(EventPage.objects.get(pk=event.pk))
        sequences.append(read(written(event)).sequence)
        assert read(written(german, "de")).sequence == sequences[-1]
    assert sequences == [0, 1, 90, 86_400]


def test_an_event_without_dates_of_publication_is_older_than_any_other(event):
    EventPage.objects.update(first_published_at=None, last_published_at=None)
    data = written(event)
    assert read(data).sequence == 0
    assert line_of(data, "DTSTAMP") == "DTSTAMP:19700101T000000Z"
    assert not names_in(data) & {"CREATED", "LAST-MODIFIED"}


@pytest.mark.parametrize(
    ("status", "ical_status", "transparency", "first_line"),
    [
        (EventStatus.SCHEDULED, "CONFIRMED", "OPAQUE", "What a city can do."),
        (EventStatus.CANCELLED, "CANCELLED", "TRANSPARENT", "Cancelled"),
        (EventStatus.POSTPONED, "TENTATIVE", "TRANSPARENT", "Postponed, new date to be announced"),
        (EventStatus.RESCHEDULED, "CONFIRMED", "OPAQUE", "Moved to another date"),
        (EventStatus.MOVED_ONLINE, "CONFIRMED", "OPAQUE", "Takes place online instead"),
    ],
)
def test_status_is_said_to_programs_and_to_people(event, status, ical_status, transparency, first_line):
    publish(event, status=status, previous_start_date=date(2026, 10, 1))
    found = read(written(event))
    assert found.status == ical_status
    assert found.transparency == transparency
    assert found.description.splitlines()[0] == first_line


def test_a_rescheduled_event_says_for_when_it_was_planned(event):
    publish(event, status=EventStatus.RESCHEDULED, previous_start_date=date(2026, 10, 1))
    second_line = read(written(event)).description.splitlines()[1]
    assert "October 2026" in second_line


# When


def test_times_are_on_the_clock_of_the_event(event):
    data = written(event)
    assert line_of(data, "DTSTART") == "DTSTART;TZID=Europe/Berlin:20261120T180000"
    assert line_of(data, "DTEND") == "DTEND;TZID=Europe/Berlin:20261120T200000"


def test_utc_needs_no_time_zone(event):
    publish(event, time_zone="UTC")
    data = written(event)
    assert line_of(data, "DTSTART") == "DTSTART:20261120T180000Z"
    assert line_of(data, "DTEND") == "DTEND:20261120T200000Z"
    assert b"VTIMEZONE" not in data
    assert read(data).dtstart == datetime(2026, 11, 20, 18, tzinfo=UTC)


def test_a_zone_whose_clock_shows_utc_keeps_its_name(event):
    publish(event, time_zone="Atlantic/Reykjavik")
    assert line_of(written(event), "DTSTART") == "DTSTART;TZID=Atlantic/Reykjavik:20261120T180000"


def test_new_york_in_november(event):
    publish(event, time_zone="America/New_York")
    assert read(written(event)).dtstart.astimezone(UTC) == datetime(2026, 11, 20, 23, tzinfo=UTC)


def test_an_event_through_the_night_in_which_clocks_go_back(event):
    publish(event, start_date=date(2026, 10, 24), start_time=time(22), end_date=date(2026, 10, 25), end_time=time(4))
    data = written(event)
    assert line_of(data, "DTSTART") == "DTSTART;TZID=Europe/Berlin:20261024T220000"
    assert line_of(data, "DTEND") == "DTEND;TZID=Europe/Berlin:20261025T040000"
    (zone,) = icalendar.Calendar.from_ical(data).timezones
    offsets = offset_of(zone, datetime(2026, 10, 24, 20, tzinfo=UTC), datetime(2026, 10, 25, 3, tzinfo=UTC))
    assert offsets == [timedelta(hours=2), timedelta(hours=1)]


def test_an_hour_that_comes_twice_is_the_first(event):
    """RFC 5545, 3.3.5."""
    event = publish(event, start_date=date(2026, 10, 25), start_time=time(2, 30), end_time=time(5))
    assert event.starts_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert line_of(written(event), "DTSTART") == "DTSTART;TZID=Europe/Berlin:20261025T023000"
    assert read(written(event)).dtstart.astimezone(UTC) == event.starts_at


def test_a_time_that_the_clock_skips_is_given_as_one_that_exists(event):
    """The moment is RFC 5545's, 3.3.5; programs disagree on it, so they get a time that needs no rule."""
    event = publish(event, start_date=date(2027, 3, 28), start_time=time(2, 30), end_time=time(5))
    assert event.starts_at == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
    assert line_of(written(event), "DTSTART") == "DTSTART;TZID=Europe/Berlin:20270328T033000"
    assert read(written(event)).dtstart.astimezone(UTC) == event.starts_at


def test_an_event_that_takes_no_time_has_no_end(event):
    """DTEND must be later than DTSTART (RFC 5545, 3.8.2.2). Editors are told; an import may not be."""
    event.end_time = event.start_time
    event.set_moments()
    assert "DTEND" not in names_in(calendar_of([event], Reader("en")).to_ical())


def test_all_day_ends_on_the_day_after_the_last(event):
    publish(event, all_day=True, start_time=None, end_time=None)
    data = written(event)
    assert line_of(data, "DTSTART") == "DTSTART;VALUE=DATE:20261120"
    assert line_of(data, "DTEND") == "DTEND;VALUE=DATE:20261121"
    assert b"VTIMEZONE" not in data


def test_all_day_over_the_change_of_clocks(event):
    dates = {"start_date": date(2026, 10, 24), "end_date": date(2026, 10, 26)}
    publish(event, all_day=True, start_time=None, end_time=None, **dates)
    found = read(written(event))
    assert (found.dtstart, found.dtend) == (date(2026, 10, 24), date(2026, 10, 27))


def test_several_days_with_times(event):
    publish(event, end_date=date(2026, 11, 22), end_time=time(13))
    found = read(written(event))
    berlin = ZoneInfo("Europe/Berlin")
    assert found.dtstart == datetime(2026, 11, 20, 18, tzinfo=berlin)
    assert found.dtend == datetime(2026, 11, 22, 13, tzinfo=berlin)


@pytest.mark.parametrize("open_end", [True, False])
def test_an_evening_of_which_nobody_knows_the_end_has_none(event, open_end):
    publish(event, end_time=None, open_end=open_end)
    assert "DTEND" not in names_in(written(event))
    assert read(written(event)).dtstart == datetime(2026, 11, 20, 18, tzinfo=ZoneInfo("Europe/Berlin"))


def test_several_days_with_an_open_end_last_until_the_last_day_is_over(event):
    publish(event, end_date=date(2026, 11, 22), end_time=None, open_end=True)
    assert line_of(written(event), "DTEND") == "DTEND;TZID=Europe/Berlin:20261123T000000"


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("day", [date(2026, 2, 20), date(2026, 3, 29), date(2026, 7, 1), date(2026, 12, 31)])
def test_the_time_zone_is_right_for_the_event(event, zone, day):
    event = publish(event, start_date=day, end_date=day + timedelta(days=3), time_zone=zone)
    data = written(event)
    (timezone,) = icalendar.Calendar.from_ical(data).timezones
    by_dateutil = tzical(StringIO(data.decode())).get(zone)
    assert offset_of(timezone, event.begins, event.ends) == [event.begins.utcoffset(), event.ends.utcoffset()]
    for local in (event.begins, event.ends):
        assert local.replace(tzinfo=by_dateutil).utcoffset() == local.utcoffset()


@pytest.mark.parametrize(
    "zone", [*ZONES, "Australia/Lord_Howe", "Asia/Kathmandu", "America/Santiago", "America/Sao_Paulo"]
)
def test_the_time_zone_is_right_in_every_hour_of_its_years(event, zone):
    event = publish(event, start_date=date(2025, 12, 31), end_date=date(2026, 1, 2), time_zone=zone)
    (timezone,) = icalendar.Calendar.from_ical(written(event)).timezones
    begin = datetime(2025, 1, 1, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    hours = [begin + timedelta(hours=hour) for hour in range(2 * 365 * 24)]
    assert offset_of(timezone, *hours) == [hour.astimezone(ZoneInfo(zone)).utcoffset() for hour in hours]


def test_every_kind_of_clock_that_an_editor_can_choose_is_right(event):
    noons = [datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=days) for days in range(0, 365, 5)]
    zones = {}
    for zone, _label in time_zone_choices():
        zones.setdefault(tuple(noon.astimezone(ZoneInfo(zone)).utcoffset() for noon in noons), zone)
    for offsets, zone in zones.items():
        event.time_zone = zone
        for timezone in calendar_of([event], Reader("en")).timezones:
            assert offset_of(timezone, *noons) == list(offsets), zone


def test_clocks_that_keep_to_a_rule_get_it(event):
    lines = lines_of(written(event))
    assert lines[lines.index("BEGIN:DAYLIGHT") : lines.index("END:DAYLIGHT")] == [
        "BEGIN:DAYLIGHT",
        "DTSTART:20250330T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
    ]
    publish(event, time_zone="America/New_York")
    assert "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3" in lines_of(written(event))


def test_the_time_zone_changes_at_the_very_moment_the_clock_does(event):
    publish(event, start_date=date(2026, 3, 29), start_time=time(0), end_time=time(6))
    (timezone,) = icalendar.Calendar.from_ical(written(event)).timezones
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    offsets = offset_of(timezone, change - timedelta(seconds=1), change)
    assert offsets == [timedelta(hours=1), timedelta(hours=2)]


# In which language


def test_words_name_their_language_and_the_reader_is_told_in_their_own(event):
    data = written(event, "de")
    assert line_of(data, "SUMMARY").startswith("SUMMARY;LANGUAGE=en:")
    assert line_of(data, "DESCRIPTION").startswith("DESCRIPTION;LANGUAGE=en:")
    assert "Englisch" in read(data).description
    assert "What a city can do." in read(data).description


def test_readers_of_its_own_language_are_not_told_which_it_is(event):
    assert read(written(event)).description == "What a city can do."


def test_language_tags_are_bcp_47(index):
    event = translate(make_event(index, title="Talk"), "pt-br", title="Palestra")
    assert line_of(written(event, "pt-br"), "SUMMARY") == "SUMMARY;LANGUAGE=pt-BR:Palestra"


def test_a_description_without_words_of_the_event_is_in_the_readers_language(event):
    publish(event, summary="", status=EventStatus.CANCELLED)
    assert line_of(written(event, "ca"), "DESCRIPTION").startswith("DESCRIPTION;LANGUAGE=ca:")


def test_no_description_where_there_is_nothing_to_say(event):
    publish(event, summary="")
    assert "DESCRIPTION" not in names_in(written(event, "ca"))


def test_the_address_is_in_the_readers_language(event):
    assert line_of(written(event, "ca"), "URL") == f"URL:http://testserver/ca/events/{event.slug}/"
    german = translate(event, "de", slug="vortrag")
    assert line_of(written(german, "de"), "URL") == "URL:http://testserver/de/events/vortrag/"


# Where


@pytest.fixture
def town_hall(event):
    return publish(
        event,
        venue_name="Town Hall, Room 3",
        street_address="Friedensplatz 1",
        postal_code="44135",
        locality="Dortmund",
        country="DE",
        latitude=Decimal("51.511389"),
        longitude=Decimal("7.464722"),
    )


def test_the_place_is_one_line_with_the_country_in_the_readers_language(town_hall):
    expected = "Town Hall, Room 3, Friedensplatz 1, 44135 Dortmund, "
    assert read(written(town_hall, "en")).location == expected + "Germany"
    assert read(written(town_hall, "ca")).location == expected + "Alemanya"
    assert line_of(written(town_hall, "ca"), "LOCATION").startswith("LOCATION;LANGUAGE=en:")
    assert line_of(written(town_hall), "GEO") == "GEO:51.511389;7.464722"


def test_coordinates_near_zero_are_decimal_numbers(town_hall):
    publish(town_hall, latitude=Decimal("51.477928"), longitude=Decimal("-0.000051"))
    assert line_of(written(town_hall), "GEO") == "GEO:51.477928;-0.000051"
    assert read(written(town_hall)).geo.lng == -0.000051


def test_nothing_is_said_of_a_place_that_is_not_known(event):
    assert not names_in(written(event)) & {"LOCATION", "GEO"}


@pytest.mark.parametrize(
    "fields",
    [{"attendance_mode": AttendanceMode.ONLINE}, {"status": EventStatus.MOVED_ONLINE}],
    ids=["planned", "moved"],
)
def test_an_online_event_takes_place_online(town_hall, fields):
    publish(town_hall, online_url="https://meet.example.org/talk?room=1", **fields)
    data = written(town_hall)
    assert read(data).location == "Online"
    assert read(data).status == "CONFIRMED"
    assert "GEO" not in names_in(data)
    (conference,) = read(data).conference
    assert conference.uri == "https://meet.example.org/talk?room=1"
    assert line_of(data, "CONFERENCE").startswith("CONFERENCE;LABEL=")
    assert ";VALUE=URI:" in line_of(data, "CONFERENCE")
    assert "https://meet.example.org/talk?room=1" in read(data).description


def test_a_mixed_event_has_both_place_and_link(town_hall):
    publish(town_hall, attendance_mode=AttendanceMode.MIXED, online_url="https://meet.example.org/talk")
    found = read(written(town_hall))
    assert found.location.startswith("Town Hall")
    assert found.conference[0].uri == "https://meet.example.org/talk"


def test_a_link_that_is_not_public_is_announced(event):
    publish(event, attendance_mode=AttendanceMode.ONLINE, online_url_after_registration=True)
    data = written(event)
    assert "The link to take part online is sent after registration." in read(data).description
    assert "CONFERENCE" not in names_in(data)


def test_nobody_is_sent_to_a_cancelled_event(event):
    mode = AttendanceMode.ONLINE
    publish(event, attendance_mode=mode, online_url="https://meet.example.org/", status=EventStatus.CANCELLED)
    assert "meet.example.org" not in written(event).decode()


# Who


def organise(event: EventPage, *organisations: Organisation) -> EventPage:
    """Publish an event with organisers."""
    event.page_organisations = [
        PageOrganisation(organisation=organisation, role=Role.ORGANISER) for organisation in organisations
    ]
    return publish(event)


def test_the_organiser_is_the_first_with_a_website(event):
    english = make_locale("en")
    silent = Organisation.objects.create(name="Silent", locale=english)
    broken = Organisation.objects.create(name="Broken", website="javascript:alert(1)", locale=english)
    city = Organisation.objects.create(name='City of "Dortmund", NRW', website="https://dortmund.de/ä", locale=english)
    organise(event, silent, broken, city)
    organizer = read(written(event)).organizer
    assert organizer.uri == "https://dortmund.de/%C3%A4"
    assert organizer.common_name == 'City of "Dortmund", NRW'
    assert organizer.language == "en"


def test_the_organiser_is_named_in_the_readers_language(event):
    city = Organisation.objects.create(name="City of Munich", website="https://m.example/", locale=make_locale("en"))
    german = city.copy_for_translation(make_locale("de"))
    german.name = "Landeshauptstadt München"
    german.save()
    organise(event, city)
    assert read(written(event, "de")).organizer.common_name == "Landeshauptstadt München"
    assert read(written(event, "de")).organizer.language == "de"
    assert read(written(event, "ca")).organizer.common_name == "City of Munich"
    FallbackLanguage.objects.create(
        settings=LanguageSettings.load(), locale=make_locale("ca"), fallback=make_locale("de")
    )
    assert read(written(event, "ca")).organizer.common_name == "Landeshauptstadt München"


def test_a_partner_organises_nothing(event):
    partner = Organisation.objects.create(name="Partner", website="https://p.example/", locale=make_locale("en"))
    event.page_organisations = [PageOrganisation(organisation=partner, role=Role.PARTNER)]
    publish(event)
    assert "ORGANIZER" not in names_in(written(event))


def test_contacts_are_those_who_may_be_shown_without_their_addresses(event):
    english = {"locale": make_locale("en"), "email": "ada@example.org"}
    people = [
        Person.objects.create(name="Ada", telephone="+49 231 500", consent=True, **english),
        Person.objects.create(name="Grace", consent=True, **english),
        Person.objects.create(name="Without consent", **english),
        Person.objects.create(name="Gone", consent=True, show_until=date(2020, 1, 1), **english),
    ]
    event.page_contacts = [PageContact(person=person) for person in people]
    publish(event)
    assert read(written(event)).contacts == ["Ada, +49 231 500", "Grace"]
    assert b"ada@example.org" not in written(event)


def test_consent_withdrawn_in_one_language_is_withdrawn(event):
    ada = Person.objects.create(name="Ada", consent=True, locale=make_locale("en"))
    german = ada.copy_for_translation(make_locale("de"))
    german.consent = False
    german.save()
    event.page_contacts = [PageContact(person=ada)]
    publish(event)
    assert b"Ada" not in written(event)


# As it is served


def test_the_route_serves_it_in_every_language(client, event):
    for language in ("en", "ca", "ar"):
        response = client.get(f"/{language}/events/{event.slug}/event.ics")
        assert response.status_code == 200
        assert response["Content-Type"] == "text/calendar; charset=utf-8"
        found = read(response.content)
        assert found.uid == str(event.translation_key)
        assert found.url == f"http://testserver/{language}/events/{event.slug}/"


def test_a_private_event_is_not_served(client, event):
    restrict(event)
    assert client.get(f"/ca/events/{event.slug}/event.ics").status_code == 302


def test_it_costs_few_queries(event, django_assert_max_num_queries):
    event = organise(
        event, Organisation.objects.create(name="City", website="https://c.example/", locale_id=event.locale_id)
    )
    event = EventPage.objects.get(pk=event.pk)
    reader = Reader("ca")
    with django_assert_max_num_queries(7):
        calendar_of([event], reader)


# Whatever editors write


ANY_TEXT = st.text(max_size=300) | st.text(
    st.sampled_from("\r\n\t\0\x07\x1f\x7f\x85\\Nn;,:\"^'’ aé\u2028\u200f\u202e🇪🇺👩‍💻")
)
EACH = settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])


@EACH
@given(title=ANY_TEXT, summary=ANY_TEXT, venue=ANY_TEXT)
@example(title=r"C:\New\network", summary="a\\", venue="\\;,\\n\\N")
@example(title="x" * 10_000, summary="🦊" * 10_000, venue="\\" * 10_000)
@example(title="ש" * 74 + "🦊", summary="^n^^^'", venue="a\r\n b\r\tc\n")
def test_any_text_survives(event, title, summary, venue):
    event.title, event.summary, event.venue_name = title, summary, venue
    found = read(calendar_of([event], Reader("en")).to_ical())
    assert found.summary == clean(title)
    assert (found.description or "") == clean(summary)
    assert (found.location or "") == clean(venue)


@EACH
@given(name=ANY_TEXT.filter(lambda name: clean(name)))
@example(name='"; X="')
@example(name="x" * 10_000)
def test_any_name_of_an_organiser_survives(event, name):
    event.organisers = lambda chain: [
        Organisation(name=name, website="https://example.org/", locale_id=event.locale_id)
    ]
    found = read(calendar_of([event], Reader("en")).to_ical())
    assert found.organizer.common_name == clean(name)


@EACH
@given(
    zone=st.sampled_from([*ZONES, "UTC"]),
    begins=st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2060-01-01")),
    days=st.integers(0, 5),
    ends=st.none() | st.times(),
    all_day=st.booleans(),
)
def test_any_time_is_read_as_the_moment_that_is_shown(event, zone, begins, days, ends, all_day):
    event.time_zone, event.all_day = zone, all_day
    event.start_date, event.end_date = begins.date(), begins.date() + timedelta(days=days)
    event.start_time, event.end_time = begins.time().replace(microsecond=0), ends and ends.replace(microsecond=0)
    event.set_moments()
    found = read(calendar_of([event], Reader("en")).to_ical())
    if all_day:
        assert found.dtstart == event.start_date
        assert found.dtend == event.end_date + timedelta(days=1)
    else:
        assert found.dtstart.astimezone(UTC) == event.starts_at
        if found.dtend:
            assert found.dtend.astimezone(UTC) == event.finishes_at > event.starts_at


@pytest.mark.parametrize("text", ["ä" * 200, "🦊" * 100, "a" + "🦊" * 100, "שלום עולם " * 30, "👩‍💻" * 50])
def test_lines_are_folded_between_characters(event, text):
    event.summary = text
    data = calendar_of([event], Reader("en")).to_ical()
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert read(data).description == text


# Gaps in icalendar that we work around. When one of these fails, the workaround named can go.


def test_icalendar_still_begins_summer_time_an_hour_late():
    """events.icalendar._time_zone"""
    timezone = icalendar.Timezone.from_tzid("Europe/Berlin", first_date=date(2026, 1, 1), last_date=date(2026, 12, 1))
    assert offset_of(timezone, datetime(2026, 3, 29, 1, 30, tzinfo=UTC)) == [timedelta(hours=1)]


def test_icalendar_still_takes_a_backslash_and_n_for_a_line_break():
    """events.icalendar.Text"""
    assert icalendar.vText(r"C:\New").to_ical() == rb"C:\new"


def test_icalendar_still_writes_small_coordinates_with_exponents():
    """events.icalendar.Geo"""
    assert icalendar.vGeo((0.00005, 1)).to_ical() == "5e-05;1.0"


def test_icalendar_still_takes_iceland_for_utc():
    """events.icalendar._add_time"""
    value = icalendar.vDatetime(datetime(2026, 1, 1, tzinfo=ZoneInfo("Atlantic/Reykjavik")))
    assert value.to_ical() == b"20260101T000000Z"
