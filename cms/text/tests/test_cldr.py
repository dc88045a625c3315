"""Dates, numbers and names in every language that Freistadt can speak."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cms.languages.codes import CODES

from .. import cldr
from ..templatetags.freistadt_cldr import cldr_distance, cldr_names

ZONES = ["Europe/Berlin", "Pacific/Kiritimati", "Pacific/Pago_Pago", "America/New_York", "Asia/Kathmandu"]
SATURDAY = date(2026, 12, 5)
SUMMER = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_its_own_cldr_data(code):
    assert cldr.locale_for(code).language == code.partition("-")[0]


@pytest.mark.parametrize("code", CODES)
def test_every_language_can_write_dates_numbers_and_names(code):
    locale = cldr.locale_for(code)

    def own(digits: str) -> str:
        return cldr.own_digits(digits, locale)

    assert own("2026") in cldr.day(SATURDAY, "full", locale)
    assert own("5") in cldr.one_day(SATURDAY, locale)
    first, last = cldr.days(SATURDAY, date(2026, 12, 7), locale)
    assert own("5") in first
    assert own("7") in last
    assert len(set(cldr.days(date(2026, 12, 31), date(2027, 1, 2), locale))) == 2
    begins, ends = cldr.clocks(time(9, 30), time(11, 45), locale)
    assert own("30") in begins
    assert own("45") in ends
    at = cldr.at("DAY", "TIME", locale)
    assert "DAY" in at
    assert "TIME" in at
    assert "A" in cldr.span("A", "B", locale)
    assert cldr.month(SATURDAY, locale)
    assert cldr.weekday(SATURDAY, locale)
    assert cldr.zone_name(ZoneInfo("Europe/Berlin"), SUMMER, locale)
    assert cldr.number(12345.5, locale)
    assert cldr.percent(0.29, locale)
    assert "A" in cldr.listed(["A", "B", "C"], locale)
    assert own("1") in cldr.size(1_234_567, locale)
    assert cldr.country_name("DE", locale) != "DE"
    assert all(cldr.language_name(other, locale) for other in CODES)
    assert cldr.language_names(["en", "de", "ca"], locale)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("en", "Saturday, 5 December 2026"),
        ("de", "Samstag, 5. Dezember 2026"),
        ("ca", "dissabte, 5 de desembre del 2026"),
        ("pt", "sábado, 5 de dezembro de 2026"),
    ],
)
def test_a_day_is_written_as_in_its_language(code, expected):
    assert cldr.day(SATURDAY, "full", cldr.locale_for(code)) == expected


@pytest.mark.parametrize(("code", "expected"), [("en", "18:00"), ("de", "18:00"), ("ar", "6:00"), ("fi", "18.00")])
def test_a_clock_has_12_or_24_hours_as_in_its_language(code, expected):
    assert cldr.clock(time(18), cldr.locale_for(code)).startswith(expected)


def test_an_interval_says_once_what_both_days_have_in_common():
    assert (
        "".join(cldr.days(SATURDAY, date(2026, 12, 6), cldr.locale_for("en"))) == "Sat, 5\u2009–\u2009Sun, 6 Dec 2026"
    )


def test_a_language_is_named_in_the_readers_language():
    assert cldr.language_name("en", cldr.locale_for("ca")) == "anglès"
    assert cldr.language_name("pt-br", cldr.locale_for("ca")) == "portuguès del Brasil"
    assert cldr.language_name("pt-br", cldr.locale_for("de")) == "Portugiesisch (Brasilien)"
    assert cldr.language_names(["en", "de"], cldr.locale_for("ca")) == "anglès i alemany"
    assert cldr.language_names([], cldr.locale_for("ca")) == ""


@pytest.mark.parametrize("code", ["xx", "", "zz-zz", "not a language"])
def test_an_unknown_language_is_written_as_english(code):
    assert cldr.day(SATURDAY, "long", cldr.locale_for(code)) == "5 December 2026"


def test_one_language_does_not_leak_into_another():
    """Babel 2.18 keeps resolved aliases in data that languages share: once Hebrew was asked for stand-alone month
    names, Croatian has them in Hebrew. What we ask for must be free of that, in whatever order.
    """
    months = [date(2026, month, 1) for month in range(1, 13)]
    for code in ("he", *CODES, "he", *CODES):
        locale = cldr.locale_for(code)
        for day in months:
            text = cldr.month(day, locale) + cldr.weekday(day, locale) + "".join(cldr.one_day(day, locale))
            hebrew = any("\u0590" <= letter <= "\u05ff" for letter in text)
            assert hebrew == (code == "he"), (code, text)


@pytest.mark.parametrize(("share", "text"), [(0, "0"), (0.29, "29"), (2 / 3, "66"), (0.9999, "99"), (1, "100")])
def test_percents_are_rounded_down(share, text):
    assert cldr.percent(share, cldr.locale_for("ca")) == f"{text}\xa0%"


def test_names_in_a_list_are_taken_as_they_are():
    names = ["Ada <b>", "{0} \ue001", "زينب"]
    with translation.override("ca"):
        html = cldr_names(names)
    assert html == "<bdi>Ada &lt;b&gt;</bdi>, <bdi>{0} \ue001</bdi> i <bdi>زينب</bdi>"


@pytest.mark.parametrize(
    ("code", "day", "number", "clock"),
    [
        ("fa", "شنبه ۵ دسامبر ۲۰۲۶", "۱۲٬۳۴۵٫۵", "۱۸:۳۰"),
        ("ar", "السبت، 5 ديسمبر 2026", "12,345.5", "6:30\N{NARROW NO-BREAK SPACE}م"),
        ("he", "יום שבת, 5 בדצמבר 2026", "12,345.5", "18:30"),
    ],
)
def test_digits_are_those_of_the_language_by_cldr(code, day, number, clock):
    locale = cldr.locale_for(code)
    assert cldr.day(SATURDAY, "full", locale) == day
    assert cldr.number(12345.5, locale) == number
    assert cldr.clock(time(18, 30), locale).replace("\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}") == clock


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("en", ["Saturday,", "5 December 2026"]),
        ("ca", ["dissabte,", "5 de desembre del 2026"]),
        ("ar", ["السبت،", "5 ديسمبر 2026"]),
        ("fa", ["شنبه ۵ دسامبر ۲۰۲۶"]),
    ],
)
def test_a_date_is_broken_after_its_weekday_only(code, words):
    html = cldr.unbroken(cldr.day(SATURDAY, "full", cldr.locale_for(code)))
    kept = BeautifulSoup(html, "html.parser").select(".unbroken")
    assert [word.get_text() for word in kept] == [word for word in words if " " in word]
    assert BeautifulSoup(html, "html.parser").get_text() == " ".join(words)


@given(st.text())
def test_whatever_a_date_is_made_of_it_is_only_text(text):
    html = BeautifulSoup(cldr.unbroken(text), "html.parser")
    assert {tag.name for tag in html.find_all()} <= {"span"}


@pytest.mark.parametrize("code", CODES)
def test_a_time_of_day_does_not_break_across_lines(code):
    assert " " not in cldr.clock(time(18, 30), cldr.locale_for(code))


@pytest.mark.parametrize(("code", "expected"), [("en", "Dec"), ("ca", "des."), ("ru", "дек."), ("pl", "gru")])
def test_a_month_that_stands_alone_is_written_as_such(code, expected):
    assert cldr.month(SATURDAY, cldr.locale_for(code)) == expected


@pytest.mark.parametrize("code", ["ar", "fa", "he"])
def test_percents_do_not_depend_on_the_letters_around_them(code):
    text = cldr.percent(0.5, cldr.locale_for(code))
    assert (text[0], text[-1]) == ("\N{LEFT-TO-RIGHT ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}")


@pytest.mark.parametrize("code", CODES)
def test_the_size_of_a_file_does_not_break_across_lines(code):
    for octets in (1, 199, 20_000, 1_234_567, 10**10):
        assert " " not in cldr.size(octets, cldr.locale_for(code))


@pytest.mark.parametrize(
    ("days", "english", "german"),
    [
        (0, "today", None),
        (1, "tomorrow", None),
        (3, "in 3 days", "in 3 Tagen"),
        (27, "in 27 days", "in 27 Tagen"),
        (28, "in 4 weeks", "in 4 Wochen"),
        (90, "in 3 months", "in 3 Monaten"),
        (800, "in 2 years", "in 2 Jahren"),
        (-1, "1 day ago", "vor 1 Tag"),
        (-40, "6 weeks ago", "vor 6 Wochen"),
    ],
)
def test_how_far_a_day_lies_is_told_in_the_words_of_the_language(days, english, german):
    with translation.override("en"):
        assert cldr.distance(days) == english
    if german:
        assert cldr.distance(days, cldr.locale_for("de")) == german


def test_where_cldr_has_no_words_for_a_distance_there_are_none():
    assert cldr.distance(3, cldr.locale_for("ku")) == ""


@given(st.integers(10**9, 4 * 10**9), st.integers(-400, 800), st.sampled_from(ZONES))
def test_the_distance_of_a_day_changes_at_midnight_of_its_own_zone(seconds, days, zone):
    here = datetime.fromtimestamp(seconds, UTC)
    today = here.astimezone(ZoneInfo(zone)).date()
    with translation.override("en"), time_machine.travel(here, tick=False):
        found = cldr_distance(today + timedelta(days), ZoneInfo(zone))
        assert cldr.distance(days) in found
    last_moment = datetime.combine(today, time(23, 59, 59), ZoneInfo(zone))
    with translation.override("en"), time_machine.travel(last_moment, tick=False):
        assert cldr_distance(today + timedelta(days), ZoneInfo(zone)) == found


@given(st.integers(2, 3000), st.sampled_from(sorted(set(CODES) - {"ku"})))
def test_every_language_has_words_for_a_day_to_come(days, code):
    text = cldr.distance(days, cldr.locale_for(code))
    assert text
    assert not text.startswith("+")
    assert text != cldr.distance(-days, cldr.locale_for(code))
