"""When an event takes place, as people of a language write it (Unicode CLDR)."""

from datetime import date, datetime

from babel import Locale
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from cms.text import cldr


def when(event, *, short: bool = False, locale: Locale | None = None) -> SafeString:
    """Day and time of an event on its own clock, as HTML with `<time>`.

    `short`, for lists, abbreviates weekday and month and leaves unsaid that the end is open. The text is that of
    `locale` (the reader's unless given); the words for an open end are those of the active language.
    """
    locale = locale or cldr.current_locale()
    if event.start_date is None:
        return mark_safe("")  # a draft without a day, in a preview
    if event.all_day or not event.start_time:
        text = _days(event, short, locale)
    elif event.last_day == event.start_date:
        text = _hours(event, short, locale)
    else:
        text = _days_and_hours(event, short, locale)
    if event.open_end and not short:
        return format_html(_("{when}, no fixed end"), when=text)
    return text


def zone(event, *, locale: Locale | None = None) -> str:
    """What the clock by which the event's times are meant is called, at the time of the event."""
    return cldr.zone_name(event.zone, event.starts_at, locale)


def _day(value: date, short: bool, locale: Locale) -> str:
    return cldr.one_day(value, locale) if short else cldr.day(value, "full", locale)


def _time(text: str, moment: date | datetime) -> SafeString:
    """`<time>`, with spaces and dashes at the edges of the text left outside."""
    inner = text.strip(" \u2009\u00a0–-")
    before, _inner, after = text.partition(inner)
    machine = moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()
    return format_html('{}<time datetime="{}">{}</time>{}', before, machine, cldr.unbroken(inner), after)


def _days(event, short: bool, locale: Locale) -> SafeString:
    if event.last_day == event.start_date:
        return _time(_day(event.start_date, short, locale), event.start_date)
    first, last = cldr.days(event.start_date, event.last_day, locale)
    return _joined(_time(first, event.start_date), _time(last, event.last_day))


def _hours(event, short: bool, locale: Locale) -> SafeString:
    begins, ends = event.begins, event.ends
    day = _time(_day(event.start_date, short, locale), event.start_date)
    if not event.has_end_time:
        return _at(day, _time(cldr.clock(begins, locale), begins), locale)
    first, last = cldr.clocks(begins.time(), ends.time(), locale)
    return _at(day, _together(_joined(_time(first, begins), _time(last, ends)), locale), locale)


def _days_and_hours(event, short: bool, locale: Locale) -> SafeString:
    begins, ends = event.begins, event.ends
    start = _time(cldr.at(_day(event.start_date, short, locale), cldr.clock(begins, locale), locale), begins)
    last = _day(event.last_day, short, locale)
    if event.has_end_time:
        end = _time(cldr.at(last, cldr.clock(ends, locale), locale), ends)
    else:
        end = _time(last, event.last_day)
    return mark_safe(cldr.span(start, end, locale))  # noqa: S308 - both made by format_html


def _joined(*parts: SafeString) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 - all made by format_html


def _together(clocks: SafeString, locale: Locale) -> SafeString:
    """Two times that no line break divides, in the order in which they are read.

    In Hebrew and Persian numbers follow each other left to right. Arabic orders them like its words (W3C, Arabic &
    Persian Layout Requirements), which needs nothing.
    """
    direction = mark_safe(' dir="ltr"') if locale.language in ("fa", "he") else ""
    return format_html('<span class="clocks"{}>{}</span>', direction, clocks)


def _at(day: SafeString, clock: SafeString, locale: Locale) -> SafeString:
    return mark_safe(cldr.at(day, clock, locale))  # noqa: S308 - both made by format_html, joined by CLDR's pattern
