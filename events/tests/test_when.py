"""When an event takes place, in words."""

from datetime import date, time

import pytest
from django.utils.html import strip_tags
from django.utils.translation import override

from cms.languages.codes import CODES
from cms.text import cldr
from events.models import EventPage
from events.when import when, zone

pytestmark = pytest.mark.django_db

EVENING = {"start_date": date(2026, 12, 5), "start_time": time(18), "end_time": time(20, 30)}
KINDS = {
    "evening": EVENING,
    "no end": {"start_date": date(2026, 12, 5), "start_time": time(18)},
    "open end": {"start_date": date(2026, 12, 5), "start_time": time(18), "open_end": True},
    "one day": {"start_date": date(2026, 12, 5), "all_day": True},
    "two days": {"start_date": date(2026, 12, 5), "end_date": date(2026, 12, 6), "all_day": True},
    "weekend": {**EVENING, "end_date": date(2026, 12, 6)},
    "days and no end": {"start_date": date(2026, 12, 5), "end_date": date(2026, 12, 6), "start_time": time(18)},
}


def event(**fields) -> EventPage:
    page = EventPage(title="Event", time_zone="Europe/Berlin", **fields)
    page.set_moments()
    return page


def in_english(kind: str, short: bool = False) -> str:
    with override("en"):
        return strip_tags(when(event(**KINDS[kind]), short=short)).replace("\u2009", " ")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("evening", "Saturday, 5 December 2026, 18:00–20:30"),
        ("no end", "Saturday, 5 December 2026, 18:00"),
        ("open end", "Saturday, 5 December 2026, 18:00, no fixed end"),
        ("one day", "Saturday, 5 December 2026"),
        ("two days", "Sat, 5 – Sun, 6 Dec 2026"),
        ("weekend", "Saturday, 5 December 2026, 18:00 – Sunday, 6 December 2026, 20:30"),
        ("days and no end", "Saturday, 5 December 2026, 18:00 – Sunday, 6 December 2026"),
    ],
)
def test_every_kind_of_event_says_when(kind, expected):
    assert in_english(kind) == expected


def test_lists_abbreviate():
    assert in_english("evening", short=True) == "Sat, 5 Dec 2026, 18:00–20:30"
    assert in_english("open end", short=True) == "Sat, 5 Dec 2026, 18:00"


def test_programs_read_the_moments_with_the_events_own_offset():
    html = when(event(**EVENING), locale=cldr.locale_for("en"))
    assert '<time datetime="2026-12-05">Saturday, <span class="unbroken">5 December 2026</span></time>' in html
    assert '<time datetime="2026-12-05T18:00+01:00">18:00</time>' in html
    assert '<time datetime="2026-12-05T20:30+01:00">20:30</time>' in html


def test_the_clock_is_named_as_it_is_called_at_the_time_of_the_event():
    english = cldr.locale_for("en")
    assert zone(event(**EVENING), locale=english) == "Central European Standard Time"
    summer = event(start_date=date(2026, 7, 4), start_time=time(18))
    assert zone(summer, locale=english) == "Central European Summer Time"


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("kind", KINDS)
def test_every_language_says_when_with_all_its_moments(code, kind):
    fields = KINDS[kind]
    html = when(event(**fields), locale=cldr.locale_for(code))
    assert f'datetime="{fields["start_date"]}' in html
    assert f'datetime="{fields.get("end_date", fields["start_date"])}' in html
    assert html.count("<time") == html.count("</time>")
    assert "{" not in html
