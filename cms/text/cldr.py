"""Dates, numbers and names as people of a language write them, by Unicode CLDR (through Babel)."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta, tzinfo
from decimal import Decimal
from functools import lru_cache
from math import floor
from typing import Any, Literal

from babel import Locale, UnknownLocaleError
from babel.dates import (
    PATTERN_CHAR_ORDER,
    DateTimeFormat,
    format_date,
    format_skeleton,
    format_time,
    format_timedelta,
    get_datetime_format,
    get_timezone_name,
    parse_pattern,
)
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from babel.units import format_unit
from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

#: Where CLDR means another country by a bare language than our readers do: English as it is written in
#: Europe (day before month, 24 hours), and Portuguese as in Portugal, since `pt-br` is a language of its own.
REGIONAL = {"en": "en_150", "pt": "pt_PT"}

#: Units of 1000 bytes, from the largest, as CLDR names them.
SIZES = ((10**9, "digital-gigabyte"), (10**6, "digital-megabyte"), (10**3, "digital-kilobyte"))


#: The digits of CLDR's numbering systems that are some language's own, from nought to nine. Babel writes 0 to 9 only.
DIGITS = {"arab": "٠١٢٣٤٥٦٧٨٩", "arabext": "۰۱۲۳۴۵۶۷۸۹"}

#: Languages in which a month has another form beside a day than alone: `de des.` and `des.`. No other is asked for it:
#: Babel 2.18 hands the months that stand alone from one language to others (test_cldr.py).
OWN_MONTHS = {"ca", "el", "ru"}

#: In which unit the distance of a day is told, by the days from which on it is.
DISTANCES: tuple[tuple[int, Literal["day", "week", "month", "year"]], ...] = (
    (0, "day"),
    (28, "week"),
    (61, "month"),
    (730, "year"),
)


@lru_cache
def locale_for(code: str) -> Locale:
    """CLDR's locale for one of our codes; for one that it does not know, without its region, or else English."""
    for candidate in (REGIONAL.get(code), code, code.partition("-")[0]):
        if candidate:
            try:
                return Locale.parse(candidate.replace("-", "_"))
            except (UnknownLocaleError, ValueError):
                continue
    return Locale.parse(REGIONAL["en"])


def current_locale() -> Locale:
    """CLDR's locale for the language that is active: the reader's."""
    return locale_for(get_language() or settings.LANGUAGE_CODE)


def own_digits(text: str, locale: Locale | None = None) -> str:
    """A formatted date, time or number with the digits that the language writes: `۵ دسامبر ۲۰۲۶`."""
    digits = DIGITS.get((locale or current_locale()).default_numbering_system)
    return text.translate(str.maketrans("0123456789", digits)) if digits else text


def day(value: date, width: str = "full", locale: Locale | None = None) -> str:
    """A date: `full` with its weekday, `long`, `medium` or `short`."""
    return own_digits(format_date(value, width, locale=locale or current_locale()), locale)


def clock(value: time | datetime, locale: Locale | None = None) -> str:
    """A time of day, to the minute, which no line break divides. A moment is shown on the clock of its own zone."""
    if isinstance(value, datetime):
        value = value.time()
    text = format_time(value, "short", locale=locale or current_locale())
    return own_digits(text, locale).replace(" ", "\N{NO-BREAK SPACE}")


def at(day_text: str, time_text: str, locale: Locale | None = None) -> str:
    """A date and a time, already formatted, in the order of the language."""
    # A text, and no DateTimePattern as Babel 2.18 has it in its types.
    pattern = str(get_datetime_format("medium", locale=locale or current_locale()))
    return pattern.replace("'", "").replace("{0}", time_text).replace("{1}", day_text)


def unbroken(text: str) -> SafeString:
    """A formatted date or moment as HTML that is only broken after a comma: `Saturday, <span …>5 December</span>`."""
    parts = ((part, " " in part) for part in re.split(r"(?<=[,،]) ", text))
    together = [
        format_html('<span class="unbroken">{}</span>' if has_spaces else "{}", part) for part, has_spaces in parts
    ]
    return mark_safe(" ".join(together))  # noqa: S308 - all made by format_html


def moment(value: datetime, locale: Locale | None = None) -> str:
    """Date and time of a moment, on the clock of its own zone."""
    return at(day(value.date(), "long", locale), clock(value, locale), locale)


def uses_24_hours(locale: Locale) -> bool:
    return "H" in locale.time_formats["short"].pattern


def interval(start: datetime, end: datetime, skeleton: str, locale: Locale | None = None) -> tuple[str, str]:
    """Two moments that differ in a field of a CLDR skeleton (`yMMMEd`, `Hm`), as the two texts of an interval.

    One after the other they are the interval; what both have in common is written once.
    """
    locale = locale or current_locale()
    patterns = locale.interval_formats.get(skeleton, {})
    first, second = DateTimeFormat(start, locale), DateTimeFormat(end, locale)
    for field in PATTERN_CHAR_ORDER:
        if field in patterns and len(patterns[field]) == 2 and first.extract(field) != second.extract(field):
            before, after = patterns[field]
            texts = parse_pattern(before).apply(start, locale), parse_pattern(after).apply(end, locale)
            break
    else:
        pattern = locale.datetime_skeletons[skeleton]
        before, _end, after = locale.interval_formats[None].partition("{1}")
        texts = before.replace("{0}", pattern.apply(start, locale)), pattern.apply(end, locale) + after
    return own_digits(texts[0], locale), own_digits(texts[1], locale)


def span(start: str, end: str, locale: Locale | None = None) -> str:
    """Two dates or times, already formatted, as an interval: `… – …`."""
    pattern: str = (locale or current_locale()).interval_formats[None]
    return pattern.replace("{0}", start).replace("{1}", end)


def one_day(value: date, locale: Locale | None = None) -> str:
    """A date with its weekday, abbreviated: `Sat, 5 Dec 2026`."""
    return own_digits(format_skeleton("yMMMEd", value, locale=locale or current_locale()), locale)


def distance(days: int, locale: Locale | None = None) -> str:
    """How far a day lies from today, as people say it: `today`, `tomorrow`, `in 3 days`, `2 weeks ago`.

    `locale` is that of the active language, of which `today` and `tomorrow` are. Empty where CLDR has no words.
    """
    locale = locale or current_locale()
    if days in (0, 1):
        return _("tomorrow") if days else _("today")
    unit = next(unit for least, unit in reversed(DISTANCES) if abs(days) >= least)
    if _has_no_words_for(unit, locale):
        return ""
    text = format_timedelta(
        timedelta(days), granularity=unit, threshold=float("inf"), add_direction=True, locale=locale
    )
    return own_digits(text, locale)


def _has_no_words_for(unit: str, locale: Locale) -> bool:
    """Whether CLDR only has its own shorthand, `+3 d`, for a time to come."""
    in_future: str = locale._data["date_fields"][unit]["future"]["other"]
    return in_future.startswith("+")


def days(start: date, end: date, locale: Locale | None = None) -> tuple[str, str]:
    """Two different days as the two texts of an interval: (`Sat, 5 – `, `Sun, 6 Dec 2026`)."""
    return interval(datetime.combine(start, time.min), datetime.combine(end, time.min), "yMMMEd", locale)


def clocks(start: time, end: time, locale: Locale | None = None) -> tuple[str, str]:
    """Two times of one day as the two texts of an interval: (`18:00–`, `20:00`)."""
    locale = locale or current_locale()
    anyday = date(2000, 1, 1)
    return interval(
        datetime.combine(anyday, start),
        datetime.combine(anyday, end),
        "Hm" if uses_24_hours(locale) else "hm",
        locale,
    )


def month(value: date, locale: Locale | None = None) -> str:
    """The abbreviated name of a date's month, as it stands alone: `des.`, not `de des.`."""
    locale = locale or current_locale()
    return own_digits(format_date(value, "LLL" if locale.language in OWN_MONTHS else "MMM", locale=locale), locale)


def year(value: date, locale: Locale | None = None) -> str:
    """A date's year, as it is written next to a day."""
    return own_digits(f"{value.year}", locale)


def weekday(value: date, locale: Locale | None = None) -> str:
    """The abbreviated name of a date's weekday, as it is written next to a day."""
    return format_date(value, "EEE", locale=locale or current_locale())


def zone_name(zone: tzinfo, moment: datetime, locale: Locale | None = None) -> str:
    """What the clock of a zone is called at a moment: `Central European Summer Time`."""
    return get_timezone_name(moment.astimezone(zone), "long", locale=locale or current_locale())


def number(value: float | Decimal | str, locale: Locale | None = None) -> str:
    text = format_decimal(value, locale=locale or current_locale(), numbering_system="default")
    return own_digits(text, locale)


def percent(share: float, locale: Locale | None = None) -> str:
    """A part of a whole (0 to 1) in percent, rounded down: what is not complete is never called so.

    Where one writes from right to left it is isolated: the sign would change sides after a letter.
    """
    locale = locale or current_locale()
    # Rounded first: 0.29 * 100 is a little less than 29.
    share = floor(round(share * 100, 6)) / 100
    text = own_digits(format_percent(share, locale=locale, numbering_system="default"), locale)
    return f"\N{LEFT-TO-RIGHT ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}" if locale.text_direction == "rtl" else text


def size(octets: int, locale: Locale | None = None) -> str:
    """The size of a file, which no line break divides: `1.2 MB`."""
    locale = locale or current_locale()
    amount: float = octets
    unit = "digital-byte"
    for factor, larger in SIZES:
        if octets >= factor:
            quotient = octets / factor
            amount, unit = round(quotient, 1 if quotient < 10 else 0), larger
            break
    text = format_unit(amount, unit, "short", locale=locale, numbering_system="default")
    return own_digits(text, locale).replace(" ", "\N{NO-BREAK SPACE}")


def language_name(code: str, locale: Locale | None = None) -> str:
    """The name of one of our languages in another (the reader's unless given), as inside a sentence: `anglès`."""
    locale = locale or current_locale()
    named = code.replace("-", "_")
    language, _, region = named.partition("_")
    named = f"{language}_{region.upper()}" if region else language
    if name := locale.languages.get(named):
        return str(name)
    try:
        display = Locale.parse(named)
    except (UnknownLocaleError, ValueError):
        return code
    return display.get_display_name(locale) or display.get_display_name() or code


def listed(texts: Iterable[str], locale: Locale | None = None) -> str:
    """Several texts as a list inside a sentence: `A, B i C`."""
    texts = list(texts)
    return format_list(texts, locale=locale or current_locale()) if texts else ""


def language_names(codes: Iterable[str], locale: Locale | None = None) -> str:
    """Several languages as a list: `anglès, alemany i català`."""
    return listed([language_name(code, locale) for code in codes], locale)


def country_name(code: str, locale: Locale | None = None) -> str:
    """The name of a country by its ISO 3166-1 code; the code itself where CLDR has no name."""
    return (locale or current_locale()).territories.get(code.upper(), code) if code else ""


def address_lines(place: Any, locale: Locale | None = None) -> list[str]:
    """The lines of the address of anything with our fields for one: street, town, country."""
    town = f"{place.postal_code} {place.locality}".strip()
    return [line for line in (place.street_address, town, country_name(place.country, locale)) if line]
