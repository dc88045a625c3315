"""Events that repeat: their dates, what becomes of them, and how lists, pages and calendars tell of it."""

import json
import re
from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from ical.calendar_stream import IcsCalendarStream
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cms.languages.reader import Reader
from cms.tests.factories import make_event, make_index, make_locale, publish, today, translate
from events.choices import AttendanceMode, EventStatus, EventTime, Repetition
from events.icalendar import calendar_of
from events.models import EventOccurrence, EventPage
from events.structured_data import event_json_ld
from events.tests.test_editing import add, errors

pytestmark = pytest.mark.django_db

ZONES = ["Europe/Berlin", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "UTC"]


def stammtisch(**fields) -> EventPage:
    """An evening in Berlin that is not in the database, every Friday of November and December 2026."""
    fields = {
        "title": "Stammtisch",
        "start_date": date(2026, 11, 6),
        "start_time": time(19),
        "end_time": time(22),
        "time_zone": "Europe/Berlin",
        "repeats": Repetition.WEEKLY,
        "repeat_until": date(2026, 12, 31),
    } | fields
    event = EventPage(**fields)
    event.set_moments()
    return event


def days(event: EventPage) -> list[str]:
    return [occurrence.start_date.isoformat() for occurrence in event.occurrences]


def left_out(day: date) -> tuple[str, dict]:
    return ("left_out", {"day": day})


def cancelled(day: date) -> tuple[str, dict]:
    return ("cancelled", {"day": day})


def moved(day: date, new_date: date | None = None, start: time | None = None, end: time | None = None):
    return ("moved", {"day": day, "new_date": new_date, "new_start_time": start, "new_end_time": end})


# Which dates


@pytest.mark.parametrize(
    ("repeats", "first", "until", "expected"),
    [
        ("daily", "2026-12-30", "2027-01-02", ["2026-12-30", "2026-12-31", "2027-01-01", "2027-01-02"]),
        ("weekly", "2026-12-25", "2027-01-07", ["2026-12-25", "2027-01-01"]),
        ("fortnightly", "2026-12-25", "2027-01-08", ["2026-12-25", "2027-01-08"]),
        ("monthly_by_date", "2026-10-31", "2027-01-31", ["2026-10-31", "2026-12-31", "2027-01-31"]),
        ("monthly_by_weekday", "2026-11-10", "2027-01-31", ["2026-11-10", "2026-12-08", "2027-01-12"]),
        ("monthly_by_weekday", "2026-11-30", "2027-01-31", ["2026-11-30", "2026-12-28", "2027-01-25"]),
        ("yearly", "2024-02-29", "2029-01-01", ["2024-02-29", "2028-02-29"]),
    ],
)
def test_the_dates_of_each_repetition(repeats, first, until, expected):
    event = stammtisch(repeats=repeats, start_date=date.fromisoformat(first), repeat_until=date.fromisoformat(until))
    assert days(event) == expected


def test_each_date_has_the_same_time_on_the_clock_of_the_event():
    event = stammtisch(start_date=date(2026, 10, 23), repeat_until=date(2026, 10, 30))
    assert [occurrence.starts_at.hour for occurrence in event.occurrences] == [17, 18]
    assert [occurrence.begins.hour for occurrence in event.occurrences] == [19, 19]


def test_an_event_that_does_not_repeat_has_one_date():
    event = stammtisch(repeats="")
    (only,) = event.occurrences
    assert (only.starts_at, only.finishes_at, only.recurrence_day) == (
        event.starts_at,
        event.finishes_at,
        event.start_date,
    )
    assert event.next_occurrence() == only


def test_exceptions_change_their_dates_only():
    event = stammtisch(
        exceptions=[
            left_out(date(2026, 11, 13)),
            cancelled(date(2026, 11, 20)),
            moved(date(2026, 11, 27), date(2026, 12, 5), time(15)),
            moved(date(2026, 12, 18), end=time(23)),
        ]
    )
    assert days(event) == [
        "2026-11-06",
        "2026-11-20",
        "2026-12-04",
        "2026-12-05",
        "2026-12-11",
        "2026-12-18",
        "2026-12-25",
    ]
    by_day = {occurrence.recurrence_day.day: occurrence for occurrence in event.occurrences}
    assert by_day[20].is_cancelled
    assert (by_day[27].start_time, by_day[27].end_time, by_day[27].planned.start_time) == (time(15), time(22), time(19))
    assert by_day[18].is_moved
    assert not by_day[4].is_moved


def test_several_days_stay_several_days():
    event = stammtisch(
        end_date=date(2026, 11, 8),
        repeat_until=date(2026, 11, 13),
        exceptions=[moved(date(2026, 11, 13), date(2026, 11, 20))],
    )
    assert [occurrence.last_day for occurrence in event.occurrences] == [date(2026, 11, 8), date(2026, 11, 22)]


@pytest.mark.parametrize(
    ("now", "coming", "state"),
    [
        (datetime(2026, 11, 1, tzinfo=UTC), date(2026, 11, 6), EventTime.UPCOMING),
        (datetime(2026, 11, 6, 19, tzinfo=UTC), date(2026, 11, 6), EventTime.RUNNING),
        (datetime(2026, 11, 7, tzinfo=UTC), date(2026, 11, 20), EventTime.UPCOMING),
        (datetime(2026, 12, 26, tzinfo=UTC), date(2026, 12, 25), EventTime.PAST),
    ],
)
def test_the_next_date_is_the_next_that_takes_place(now, coming, state):
    event = stammtisch(exceptions=[cancelled(date(2026, 11, 13))])
    with time_machine.travel(now, tick=False):
        assert event.next_occurrence().start_date == coming
        assert event.event_time == state


def test_if_nothing_takes_place_any_more_the_next_date_is_cancelled():
    event = stammtisch(repeat_until=date(2026, 11, 13), exceptions=[cancelled(date(2026, 11, 13))])
    with time_machine.travel(datetime(2026, 11, 13, 19, tzinfo=UTC), tick=False):
        assert event.next_occurrence().is_cancelled
        assert event.event_time == EventTime.UPCOMING


# What is refused


def messages(event: EventPage) -> dict:
    """What is wrong with the dates of an event: by field, in the end the errors of each exception."""
    event.slug, event.path, event.depth = "stammtisch", "0001", 1
    try:
        event.full_clean(exclude=["path", "depth", "locale", "content_type", "draft_title"])
    except ValidationError as error:
        return {
            field: getattr(found[0], "block_errors", None) or True
            for field, found in error.error_dict.items()
            if field in ("repeat_until", "exceptions")
        }
    return {}


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({}, {}),
        ({"repeat_until": date(2026, 11, 5)}, {"repeat_until": True}),
        ({"repeat_until": date(2031, 11, 6)}, {}),
        ({"repeat_until": date(2031, 11, 7)}, {"repeat_until": True}),
        ({"repeats": Repetition.DAILY, "repeat_until": date(2028, 1, 1)}, {"repeat_until": True}),
        ({"repeats": "", "exceptions": [left_out(date(2026, 11, 6))]}, {"exceptions": True}),
        (
            {"repeat_until": date(2026, 11, 6), "exceptions": [left_out(date(2026, 11, 6))]},
            {"exceptions": True},
        ),
    ],
)
def test_a_series_that_cannot_be_is_refused(fields, wrong):
    assert messages(stammtisch(**fields)) == wrong


@pytest.mark.parametrize(
    ("exceptions", "field"),
    [
        ([cancelled(date(2026, 11, 7))], "day"),
        ([moved(date(2026, 11, 13))], "new_date"),
        ([moved(date(2026, 11, 13), start=time(19))], "new_date"),
        ([moved(date(2026, 11, 13), start=time(23))], "new_end_time"),
        ([moved(date(2026, 11, 13), date(2999, 1, 1))], "new_date"),
        ([moved(date(2026, 11, 13), date(9999, 12, 31))], "new_date"),
    ],
)
def test_an_exception_that_cannot_be_is_named_at_its_field(exceptions, field):
    found = messages(stammtisch(exceptions=[cancelled(date(2026, 11, 6)), *exceptions]))
    assert list(found["exceptions"][1].block_errors) == [field]


def test_no_day_has_two_exceptions():
    day = date(2026, 11, 13)
    assert list(messages(stammtisch(exceptions=[cancelled(day), left_out(day)]))["exceptions"]) == [1]


# Editing


def test_a_series_is_published_from_the_form(admin_client, client):
    index = make_index()
    first, second = today(10), today(17)
    fields = {
        "repeats": "weekly",
        "repeat_until": today(40).isoformat(),
        "exceptions": streamfield([("cancelled", {"day": second.isoformat()})]),
    }
    assert "repeat_until" in errors(add(admin_client, index, **fields | {"repeat_until": ""}))
    wrong = fields | {"exceptions": streamfield([("cancelled", {"day": today(18).isoformat()})])}
    assert "is none of the dates" in add(admin_client, index, **wrong).content.decode()
    assert add(admin_client, index, **fields).status_code == 302
    event = EventPage.objects.get()
    assert event.next_occurrence().start_date == first
    assert [occurrence.is_cancelled for occurrence in event.occurrences] == [False, True, False, False, False]
    form = BeautifulSoup(admin_client.get(reverse("wagtailadmin_pages:edit", args=[event.pk])).content, "html.parser")
    assert len(form.select("[data-event-dates] li")) == 5
    assert form.select_one('script[src*="events/dates"]')


def dates_for(client, **fields):
    exceptions = fields.pop("exceptions", [])
    data = {"start_date": "2026-11-06", "start_time": "19:00", "time_zone": "Europe/Berlin"} | fields
    return client.post(
        reverse("freistadt_event_dates"), nested_form_data(data | {"exceptions": streamfield(exceptions)})
    )


def test_editors_see_the_dates_before_they_save(admin_client):
    series = {"repeats": "weekly", "repeat_until": "2026-11-30"}
    response = dates_for(admin_client, **series, exceptions=[("left_out", {"day": "2026-11-13"})])
    assert len(BeautifulSoup(response.content, "html.parser").select("li")) == 3
    wrong = dates_for(admin_client, **series, exceptions=[("left_out", {"day": "2026-11-14"})])
    assert "none of the dates" in wrong.content.decode()
    assert len(BeautifulSoup(wrong.content, "html.parser").select("li")) == 4


@pytest.mark.parametrize(
    "fields",
    [
        {"start_date": ""},
        {"start_date": "31.02.2026"},
        {"start_date": "9999-12-31", "repeats": "daily", "repeat_until": "9999-12-31"},
        {"start_date": "0001-01-01"},
        {"time_zone": "../x"},
        {"end_time": "18:00"},
        {"repeats": "hourly"},
        {"repeats": "daily", "repeat_until": "9999-12-31"},
        {
            "repeats": "weekly",
            "repeat_until": "2026-12-31",
            "exceptions": [("moved", {"day": "2026-11-06", "new_date": "9999-12-31"})],
        },
        {"exceptions": [("unknown", {"day": ""})]},
        {"exceptions-count": "many"},
    ],
)
def test_whatever_the_form_holds_is_answered_in_words(admin_client, fields):
    response = dates_for(admin_client, **fields)
    assert response.status_code == 200
    assert BeautifulSoup(response.content, "html.parser").get_text(strip=True)


def test_the_dates_of_a_form_are_for_editors(client, admin_client):
    assert dates_for(client).status_code == 302
    assert admin_client.get(reverse("freistadt_event_dates")).status_code == 405


# Lists


@pytest.fixture
def index():
    for code in ("ca", "de"):
        make_locale(code)
    return make_index()


@pytest.fixture
def series(index):
    """Every week from four weeks ago on, for ten weeks; the coming date is cancelled."""
    return make_event(
        index,
        title="Stammtisch",
        start_date=today(-27),
        repeats=Repetition.WEEKLY,
        repeat_until=today(43),
        exceptions=[cancelled(today(1))],
        locality="Dortmund",
    )


def test_lists_are_ordered_by_the_next_date(index, series):
    soon, later = make_event(index, title="Soon", start_date=today(7)), make_event(index, start_date=today(9))
    assert list(EventPage.objects.current()) == [soon, series, later]
    over = make_event(index, start_date=today(-20))
    publish(series, repeat_until=today(-13), exceptions=[])
    assert list(EventPage.objects.past()) == [series, over]


def test_a_year_has_every_event_with_a_date_in_it(index):
    event = make_event(index, start_date=date(2024, 12, 30), repeats=Repetition.WEEKLY, repeat_until=date(2025, 2, 1))
    make_event(index, start_date=date(2023, 5, 5))
    assert list(EventPage.objects.in_year(2025)) == list(EventPage.objects.in_year(2024)) == [event]
    assert [year for year in range(2021, 2028) if EventPage.objects.in_year(year).exists()] == [2023, 2024, 2025]


def test_stored_dates_are_those_of_the_public_original(series):
    german = translate(series, "de", title="Stammtisch")
    assert {stored.event_id for stored in EventOccurrence.objects.all()} == {series.pk}
    assert EventOccurrence.objects.count() == len(series.occurrences) == 11
    draft = EventPage.objects.get(pk=series.pk)
    draft.repeat_until = today(2)
    draft.save_revision()
    assert EventOccurrence.objects.count() == 11
    publish(series, repeat_until=today(2))
    assert EventOccurrence.objects.count() == 5
    german.refresh_from_db()
    assert days(german) == days(EventPage.objects.get(pk=series.pk))
    assert german.finishes_at == EventPage.objects.get(pk=series.pk).finishes_at
    publish(series, repeats="", exceptions=[])
    assert not EventOccurrence.objects.exists()


def test_cards_of_series_cost_no_query(client, index):
    def cost() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/de/events/").status_code == 200
        return len(queries)

    fields = {"repeats": Repetition.WEEKLY, "repeat_until": today(40), "exceptions": [cancelled(today(10))]}
    make_event(index, title="One", **fields)
    translate(EventPage.objects.get(), "de", title="Eins")
    make_event(index, title="Another", **fields)
    client.get("/de/events/")
    before = cost()
    for number in range(5):
        translate(make_event(index, title=f"More {number}", **fields), "de", title=f"Mehr {number}")
    assert cost() == before


# What visitors see


def test_a_card_shows_the_next_date_and_how_often(client, series):
    card = BeautifulSoup(client.get("/en/events/").content, "html5lib").select_one(".event-card")
    assert card.select_one(".day-number").get_text() == str(today(8).day)
    assert "Every week" in card.get_text()
    assert not card.select(".badge")


def test_a_page_shows_the_next_date_and_those_to_come(client, series):
    publish(
        series,
        repeat_until=today(150),
        exceptions=[cancelled(today(1)), moved(today(15), today(16), time(17), time(21)), left_out(today(22))],
    )
    page = BeautifulSoup(client.get("/en/events/stammtisch/").content, "html5lib")
    glance, facts = page.select(".facts")
    assert glance.select_one("dd time")["datetime"].startswith(today(8).isoformat())
    assert "Every week" in glance.get_text()
    shown = facts.select(".dates dd > ol > li")
    assert len(shown) == 10
    assert "Cancelled" in shown[0].get_text()
    assert shown[2].select_one("time")["datetime"].startswith(today(16).isoformat())
    assert "It was planned for" in " ".join(shown[2].get_text().split())
    assert len(facts.select("details li")) == 11
    assert today(22).isoformat() not in f"{glance}{facts}"


def test_a_page_of_a_series_in_its_last_cancelled_days_says_so(client, series):
    publish(series, repeat_until=today(1))
    page = BeautifulSoup(client.get("/en/events/stammtisch/").content, "html5lib")
    assert "Cancelled" in page.select_one(".facts dd").get_text()
    card = BeautifulSoup(client.get("/en/events/").content, "html5lib").select_one(".event-card")
    assert card.select_one(".badge").get_text() == "Cancelled"


def test_search_engines_get_the_next_date_and_the_schedule(series):
    request = RequestFactory().get("/")
    request.reader = Reader("en")
    data = json.loads(json.dumps(event_json_ld(series, request)))
    assert data["startDate"].startswith(today(8).isoformat())
    assert data["eventSchedule"] == {
        "@type": "Schedule",
        "repeatFrequency": "P1W",
        "byDay": f"https://schema.org/{series.start_date:%A}",
        "startDate": today(-27).isoformat(),
        "endDate": today(43).isoformat(),
        "startTime": "18:00:00",
        "endTime": "20:00:00",
        "exceptDate": [today(1).isoformat()],
        "scheduleTimezone": "Europe/Berlin",
    }


# Calendars


@pytest.fixture
def event(index):
    """Every Friday; what is changed of it need not be saved."""
    return make_event(
        index,
        title="Stammtisch",
        start_date=date(2026, 11, 6),
        start_time=time(19),
        end_time=time(22),
        time_zone="Europe/Berlin",
        repeats=Repetition.WEEKLY,
        repeat_until=date(2026, 11, 30),
    )


def lines_of(event: EventPage) -> list[str]:
    return calendar_of([event], Reader("en")).to_ical().decode().replace("\r\n ", "").split("\r\n")


def test_a_calendar_has_the_rule_and_each_exception(event):
    event.exceptions = [
        left_out(date(2026, 11, 13)),
        cancelled(date(2026, 11, 20)),
        moved(date(2026, 11, 27), start=time(18)),
    ]
    lines = lines_of(event)
    assert "RRULE:FREQ=WEEKLY;UNTIL=20261127T180000Z" in lines
    assert "EXDATE;TZID=Europe/Berlin:20261113T190000" in lines
    second = lines[lines.index("RECURRENCE-ID;TZID=Europe/Berlin:20261120T190000") - 3 :]
    assert "STATUS:CANCELLED" in second[: second.index("END:VEVENT")]
    third = lines[lines.index("DTSTART;TZID=Europe/Berlin:20261127T180000") :]
    assert "RECURRENCE-ID;TZID=Europe/Berlin:20261127T190000" in third[: third.index("END:VEVENT")]
    assert lines.count(f"UID:{event.translation_key}") == 3
    event.status = EventStatus.CANCELLED
    assert lines_of(event).count("STATUS:CANCELLED") == 3


def test_nobody_is_sent_to_a_date_that_is_cancelled(event):
    event.attendance_mode, event.online_url = AttendanceMode.ONLINE, "https://meet.example.org/"
    event.exceptions = [cancelled(date(2026, 11, 20))]
    series, date_off = "\n".join(lines_of(event)).split("BEGIN:VEVENT")[1:]
    assert "meet.example.org" in series
    assert "meet.example.org" not in date_off


def test_days_without_times_have_a_rule_of_days(event):
    event.all_day, event.start_time, event.end_time = True, None, None
    event.exceptions = [left_out(date(2026, 11, 13)), cancelled(date(2026, 11, 20))]
    lines = lines_of(event)
    assert "RRULE:FREQ=WEEKLY;UNTIL=20261127" in lines
    assert "EXDATE;VALUE=DATE:20261113" in lines
    assert "RECURRENCE-ID;VALUE=DATE:20261120" in lines


EXCEPTION = st.tuples(
    st.sampled_from(["left_out", "cancelled", "moved"]),
    st.integers(0, 60),
    st.integers(-40, 40),
    st.none() | st.integers(0, 20),
)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    zone=st.sampled_from(ZONES),
    repeats=st.sampled_from(Repetition),
    begins=st.datetimes(datetime.fromisoformat("2024-01-01"), datetime.fromisoformat("2030-01-01")),
    minutes=st.none() | st.integers(1, 60 * 40),
    until=st.integers(0, 700),
    all_day=st.booleans(),
    exceptions=st.lists(EXCEPTION, max_size=5),
)
# Nights in which the clock skips or repeats an hour, as the first date of a series and as a later one.
@example("Europe/Berlin", Repetition.DAILY, datetime.fromisoformat("2027-03-28T02:30"), 90, 3, False, [])
@example("Europe/Berlin", Repetition.DAILY, datetime.fromisoformat("2027-03-28T02:15"), 30, 3, False, [])
@example(
    "Europe/Berlin", Repetition.DAILY, datetime.fromisoformat("2027-03-27T02:30"), 45, 3, False, [("moved", 1, 1, 1)]
)
@example("Europe/Berlin", Repetition.DAILY, datetime.fromisoformat("2026-10-24T22:00"), 360, 3, False, [])
@example(
    "Europe/Berlin", Repetition.WEEKLY, datetime.fromisoformat("2026-10-18T02:30"), 60, 14, False, [("moved", 1, 0, 3)]
)
@example(
    "UTC", Repetition.WEEKLY, datetime.fromisoformat("2026-10-18T02:30"), 60, 14, False, [("cancelled", 1, 0, None)]
)
def test_a_strict_reader_finds_the_dates_that_are_shown(
    event, zone, repeats, begins, minutes, until, all_day, exceptions
):
    begins = begins.replace(second=0, microsecond=0)
    ends = begins + timedelta(minutes=minutes or 0)
    event.time_zone, event.repeats, event.all_day = zone, repeats, all_day
    event.start_date, event.end_date, event.repeat_until = begins.date(), ends.date(), begins.date() + timedelta(until)
    event.start_time = None if all_day else begins.time()
    event.end_time = ends.time() if minutes and not all_day else None
    event.exceptions = []
    possible, changes = event.series.days, {}
    for kind, place, days_later, hour in exceptions:
        day = possible[place % len(possible)]
        new_date = day + timedelta(days_later)
        start = None if hour is None or all_day else time(hour)
        end = time(hour + 3) if start and minutes else None
        changes[day] = moved(day, new_date, start, end) if kind == "moved" else (kind, {"day": day})
    event.exceptions = list(changes.values())
    assume(event.series.occurrences)
    written = calendar_of([event], Reader("en")).to_ical().decode()
    # ical 14.3 looks for the dates of a series without the Z that those in UTC have (RFC 5545, 3.8.4.4).
    calendar = IcsCalendarStream.calendar_from_ics(re.sub(r"(RECURRENCE-ID:\w+)Z", r"\1", written))
    found = [(utc(e.dtstart), e.dtend and utc(e.dtend), e.status == "CANCELLED") for e in calendar.timeline]
    shown = [(*as_read(occurrence), occurrence.is_cancelled) for occurrence in event.occurrences]
    assert sorted(found, key=str) == sorted(shown, key=str)


def utc(value: date | datetime) -> date | datetime:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def as_read(occurrence) -> tuple[date | datetime, date | datetime | None]:
    """What DTSTART and DTEND say of an occurrence: whole days, or moments, the last of them if it is known."""
    if occurrence.all_day:
        return occurrence.start_date, occurrence.last_day + timedelta(days=1)
    knows_end = occurrence.has_end_time or occurrence.last_day != occurrence.start_date
    return occurrence.starts_at, occurrence.finishes_at if knows_end else None
