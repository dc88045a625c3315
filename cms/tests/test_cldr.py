"""Dates, numbers and names in every language that Freistadt can speak."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from cms import cldr
from cms.languages.codes import CODES
from cms.templatetags.cldr import cldr_names

SATURDAY = date(2026, 12, 5)
SUMMER = datetime(2026, 7, 1, tzinfo=UTC)


@pytest.mark.parametrize("code", CODES)
def test_every_language_has_its_own_cldr_data(code):
    assert cldr.locale_for(code).language == code.partition("-")[0]


@pytest.mark.parametrize("code", CODES)
def test_every_language_can_write_dates_numbers_and_names(code):
    locale = cldr.locale_for(code)
    assert "2026" in cldr.day(SATURDAY, "full", locale)
    assert "5" in cldr.one_day(SATURDAY, locale)
    first, last = cldr.days(SATURDAY, date(2026, 12, 7), locale)
    assert "5" in first
    assert "7" in last
    assert len(set(cldr.days(date(2026, 12, 31), date(2027, 1, 2), locale))) == 2
    begins, ends = cldr.clocks(time(9, 30), time(11, 45), locale)
    assert "30" in begins
    assert "45" in ends
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
    assert "1" in cldr.size(1_234_567, locale)
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
