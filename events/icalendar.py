"""Events as iCalendar (RFC 5545, with RFC 7986 for links to take part and RFC 6868 for names of organisers).

An event's own words keep their language, which each property names (`LANGUAGE`); what the calendar says about
the event is in the reader's. Everything follows from what is published, so that two requests for the same state
get the same calendar, octet by octet.
"""

import re
from calendar import monthrange
from collections.abc import Iterable
from copy import deepcopy
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.encoding import iri_to_uri
from django.utils.translation import gettext as _
from icalendar import (
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vDuration,
    vGeo,
    vText,
    vUri,
)

from cms.directory.participants import Participants, learn_participants
from cms.languages.choosing import best_pages, tag_partial
from cms.languages.reader import Reader, reader_for
from cms.listings.pages import Listing
from cms.text import cldr
from cms.text.urls import absolute, web_url

from .choices import AttendanceMode, EventStatus
from .clock import OnItsClock
from .recurrence import Occurrence

if TYPE_CHECKING:
    from .models import EventPage

PRODID = "-//Freistadt//Events//EN"

#: What no TEXT may hold (RFC 5545, 3.1: CONTROL). Line breaks are made `\n` before.
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
LINE_BREAK = re.compile("\r\n?")

#: For how many years clocks must keep to a rule before we call it one.
RULED_YEARS = 10

#: The time stamp of a page of which nobody knows when it was published: older than that of any other.
LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def event_calendar(event: "EventPage", request: HttpRequest) -> bytes:
    """A calendar of one event, for the reader of a request."""
    reader = reader_for(request)
    tag_partial(reader, [event])
    return bytes(calendar_of([event], reader).to_ical())


def calendar_response(originals: "Iterable[EventPage]", listing: Listing, model: "type[EventPage]") -> HttpResponse:
    """A calendar of many events to subscribe to (RFC 7986), each in the best version for the listing's reader.

    The number of queries does not depend on that of the events.
    """
    reader = listing.reader
    originals = {event.translation_key: event for event in originals}
    events = best_pages(reader, originals.values(), model)
    for event in events:
        event.original = originals[event.translation_key]
    reader.addresses.prepare(events)
    learn_participants(events)
    calendar = calendar_of(events, reader)
    title = text(listing.page.title, reader.languages[listing.page.locale_id].tag)
    calendar.add("NAME", title)
    calendar.add("X-WR-CALNAME", Text(clean(listing.page.title)))  # what most programs know instead
    calendar.add("URL", uri(absolute(listing.url + listing.query)))
    calendar.add("REFRESH-INTERVAL", timedelta(hours=12), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(timedelta(hours=12)))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{listing.page.slug}.ics"'
    return response


def calendar_of(events: "Iterable[EventPage]", reader: Reader) -> Calendar:
    """A calendar (RFC 5545, 3.6), with a VTIMEZONE for each zone that it refers to.

    It has no METHOD: it is a file to read, no message between calendars (RFC 5546), and so DTSTAMP says when
    an event was last changed (RFC 5545, 3.8.7.2).
    """
    events = list(events)
    calendar = Calendar()
    calendar.add("PRODID", PRODID)
    calendar.add("VERSION", "2.0")
    # A calendar without any component is none (RFC 5545, 3.6): one without events still knows the site's clock.
    for timezone in _time_zones(events) or ([] if events else [_time_zone(settings.TIME_ZONE, 2000, 2000)]):
        calendar.add_component(timezone)
    for event in events:
        for component in event_components(event, reader):
            calendar.add_component(component)
    return calendar


def event_components(event: "EventPage", reader: Reader) -> list[Event]:
    """The VEVENT of an event, and one for each of its dates that is not what the rule of the series says.

    These have the UID of the series, and the time for which they were planned as their RECURRENCE-ID (RFC 5545,
    3.8.4.4).
    """
    component = event_component(event, reader)
    return [component, *(_exception(component, date, event, reader) for date in _exceptions(event))]


def event_component(event: "EventPage", reader: Reader) -> Event:
    """A VEVENT (RFC 5545, 3.6.1). `event` is the version that the reader is shown.

    UID and SEQUENCE are those of the translation group, so that a calendar knows an event again in whatever
    language it meets it. SEQUENCE counts the seconds from the first publication of the original to the last.
    A calendar of many events sets `event.original` before, which spares a query for each. If the event repeats,
    this is the series: its first date, and its rule.
    """
    component = Event()
    original = event.original
    language = reader.languages[event.locale_id].tag
    with translation.override(reader.language.code):
        component.add("UID", str(event.translation_key))
        _add_revision(component, event)
        _add_times(component, event)
        _add_status(component, event)
        component.add("SUMMARY", text(event.title, language))
        _add_description(component, event, reader)
        if event.mode == AttendanceMode.ONLINE:
            component.add("LOCATION", text(str(AttendanceMode.ONLINE.label), reader.language.tag))
        elif place := _place(event):
            component.add("LOCATION", text(place, reader.languages[original.locale_id].tag))
        if event.mode != AttendanceMode.ONLINE and event.coordinates:
            component.add("GEO", Geo((float(event.coordinates[0]), float(event.coordinates[1]))))
        component.add("URL", uri(absolute(reader.addresses.url(event))))
        if organizer := _organizer(event, reader):
            component.add("ORGANIZER", organizer)
        for person in Participants.of(event).people(reader.chain()):
            # No e-mail address: calendars are handed on, and read by those who collect addresses.
            component.add("CONTACT", text(", ".join(filter(None, [person.name, person.telephone]))))
        if link := _link_to_take_part(event):
            label = {"LABEL": _("Link to take part online"), "LANGUAGE": reader.language.tag}
            component.add("CONFERENCE", vUri(uri(link), params={"VALUE": "URI", **label}))
    return component


# When


def _add_revision(component: Event, event: "EventPage") -> None:
    """DTSTAMP, LAST-MODIFIED, CREATED and SEQUENCE (RFC 5545, 3.8.7).

    Facts come from the original, so that publishing either it or the version shown changes the event.
    """
    original = event.original
    published = [moment for moment in (event.last_published_at, original.last_published_at) if moment]
    component.add("DTSTAMP", max(published, default=LONG_AGO))
    if published:
        component.add("LAST-MODIFIED", max(published))
    first, last = original.first_published_at, original.last_published_at
    if first:
        component.add("CREATED", first)
    component.add("SEQUENCE", max(0, int((last - first).total_seconds())) if first and last else 0)


def _add_times(component: Event, event: "EventPage") -> None:
    """DTSTART and DTEND (RFC 5545, 3.8.2), and of a series its rule and the days that it leaves out (3.8.5)."""
    if series := event.series:
        begins, ends = _span_of_series(event)
    else:
        begins, ends = _span(event)
    _add_time(component, "DTSTART", begins)
    if ends is not None:
        _add_time(component, "DTEND", ends)
    if series and series.days:
        last = _nominal(event.first_occurrence.on(series.days[-1]))
        until = last.astimezone(UTC) if isinstance(last, datetime) else last
        component.add("RRULE", dict(part.split("=") for part in series.rule.split(";")) | {"UNTIL": until})
        for day in series.left_out:
            _add_time(component, "EXDATE", _nominal(event.first_occurrence.on(day)))


def _span(date: OnItsClock) -> tuple[date | datetime, date | datetime | None]:
    """When one date of an event begins and ends, as DTSTART and DTEND say it.

    Days end with the day after the last. Of times of which only the last day is known, the end is that of the day.
    There is no end if the event ends on the day it begins, nobody knows when, or takes no time.
    """
    begins, ends = date.begins, date.ends
    if ends is not None and not isinstance(ends, datetime):
        ends += timedelta(days=1)
        if date.has_times:
            ends = date.on_its_clock(ends, time.min)
    return begins, ends if ends is not None and ends > begins else None


def _nominal(date: OnItsClock) -> date | datetime:
    """When a date of a series begins by its rule: a time that the clock may skip, for programs to understand alike."""
    return datetime.combine(date.start_date, date.start_time, date.zone) if date.has_times else date.start_date


def _span_of_series(event: "EventPage") -> tuple[date | datetime, date | datetime | None]:
    """When the first date of a series begins and ends by its rule, which gives its times to all others."""
    first = event.first_occurrence
    _begins, ends = _span(first)
    if ends is not None and first.has_end_time:
        ends = datetime.combine(cast(date, first.last_day), cast(time, first.end_time), first.zone)
    return _nominal(first), ends


def _length(begins: date | datetime, ends: date | datetime | None) -> timedelta | None:
    """How long something takes, exactly; None if nobody knows."""
    if ends is None:
        return None
    if isinstance(ends, datetime) and isinstance(begins, datetime):
        return ends.astimezone(UTC) - begins.astimezone(UTC)
    return ends - begins


def _exceptions(event: "EventPage") -> list[Occurrence]:
    """The dates of a series that a program would not get right from its rule.

    Besides what is cancelled or moved, these are dates in whose night clocks change: by the RFC (3.8.5.3) all dates
    are exactly as long as the first, while people go home at the hour that was announced.
    """
    if not event.series:
        return []
    length = _length(*_span_of_series(event))
    return [date for date in event.occurrences if date.planned or _length(*_span(date)) != length]


def _exception(series: Event, date: Occurrence, event: "EventPage", reader: Reader) -> Event:
    """The VEVENT of one date of a series, with all that is said of the series as well."""
    component = deepcopy(series)
    replaced = ("DTSTART", "DTEND", "RRULE", "EXDATE", "STATUS", "TRANSP", "DESCRIPTION")
    # Nobody can take part in what is cancelled.
    for name in (*replaced, "CONFERENCE") if date.is_cancelled else replaced:
        component.pop(name, None)
    _add_time(component, "RECURRENCE-ID", _nominal(date.planned or date))
    begins, ends = _span(date)
    _add_time(component, "DTSTART", begins)
    if ends is not None:
        _add_time(component, "DTEND", ends)
    with translation.override(reader.language.code):
        _add_status(component, event, date)
        _add_description(component, event, reader, date)
    return component


def _add_status(component: Event, event: "EventPage", date: Occurrence | None = None) -> None:
    status = _status(event, date)
    component.add("STATUS", status.icalendar)
    # What does not take place on the day that is given keeps nobody busy.
    is_off = status in (EventStatus.CANCELLED, EventStatus.POSTPONED)
    component.add("TRANSP", "TRANSPARENT" if is_off else "OPAQUE")


def _status(event: "EventPage", date: Occurrence | None) -> EventStatus:
    """The status of an event, or of one of its dates."""
    if date and date.is_cancelled:
        return EventStatus.CANCELLED
    if date and date.is_moved and event.event_status == EventStatus.SCHEDULED:
        return EventStatus.RESCHEDULED
    return event.event_status


def _add_description(component: Event, event: "EventPage", reader: Reader, date: Occurrence | None = None) -> None:
    if lines := _description(event, reader, date):
        language = reader.language_of(event, event.summary) if event.summary else reader.language
        component.add("DESCRIPTION", text("\n".join(lines), language.tag))


def _add_time(component: Event, name: str, value: date | datetime) -> None:
    """A DATE, a DATE-TIME in UTC, or one of a zone (RFC 5545, 3.3.5).

    The zone's own name is given: icalendar would write `Atlantic/Reykjavik`, say, as UTC.
    """
    zone = getattr(value, "tzinfo", None)
    if zone is None or zone.key == "UTC":
        component.add(name, value)
    else:
        component.add(name, cast(datetime, value).replace(tzinfo=None), parameters={"TZID": zone.key})


class Onset(NamedTuple):
    """The moment from which a zone has another offset. `local` is on the clock as it was before."""

    local: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str
    is_daylight: bool

    @property
    def kind(self) -> tuple[Any, ...]:
        """What it has in common with the same change of another year."""
        return self[1:]


def _time_zones(events: "list[EventPage]") -> list[Timezone]:
    """The zones that the events' times refer to, each for the years in which it is needed."""
    years: dict[str, set[int]] = {}
    for event in events:
        if event.has_times and event.time_zone != "UTC":
            dates = [event, *event.occurrences]
            ends = {cast(date, when.last_day).year for when in dates} | {when.start_date.year for when in dates}
            years.setdefault(event.time_zone, set()).update(ends)
    return [_time_zone(key, min(needed), max(needed)) for key, needed in sorted(years.items())]


def _time_zone(key: str, first_year: int, last_year: int) -> Timezone:
    """A VTIMEZONE (RFC 5545, 3.6.5) that is right at least from the beginning of a year to the end of another.

    Clocks that change every year by the same rule get that rule, which all programs know; what follows
    another calendar, as Ramadan does, is a list of dates.

    Not `Timezone.from_tzid`: in icalendar 7.3 summer time begins an hour late there, since it takes the onset
    from the clock after the change, and the RFC from the clock before.
    """
    years = range(first_year - 1, last_year + RULED_YEARS)
    in_force, *changes = _onsets(key, years.start, years.stop)
    kinds = {change.kind: [c for c in changes if c.kind == change.kind] for change in changes}
    rules = [_yearly_rule(onsets, years) for onsets in kinds.values()]
    timezone = Timezone()
    timezone.add("TZID", key)
    if rules and all(rules):
        for onsets, rule in zip(kinds.values(), rules, strict=True):
            timezone.add_component(_observance(onsets[0], rule))
    else:
        for onset in [in_force, *(change for change in changes if change.local.year <= last_year + 1)]:
            timezone.add_component(_observance(onset))
    return timezone


def _observance(onset: Onset, rule: dict[str, Any] | None = None) -> TimezoneStandard | TimezoneDaylight:
    observance = TimezoneDaylight() if onset.is_daylight else TimezoneStandard()
    observance.add("DTSTART", onset.local)
    observance.add("TZOFFSETFROM", onset.offset_from)
    observance.add("TZOFFSETTO", onset.offset_to)
    observance.add("TZNAME", onset.name)
    if rule:
        observance.add("RRULE", rule)
    return observance


def _yearly_rule(onsets: list[Onset], years: range) -> dict[str, Any] | None:
    """The RRULE of onsets that come once in each of the years, on the nth or the last such weekday of a month."""
    moments = [onset.local for onset in onsets]
    if [moment.year for moment in moments] != list(years):
        return None
    if len({(moment.month, moment.weekday(), moment.time()) for moment in moments}) > 1:
        return None
    from_start = {(moment.day - 1) // 7 + 1 for moment in moments}
    from_end = {(moment.day - 1 - monthrange(moment.year, moment.month)[1]) // 7 for moment in moments}
    places = from_end if from_end == {-1} else from_start
    if len(places) > 1:
        return None
    weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[moments[0].weekday()]
    return {"FREQ": "YEARLY", "BYMONTH": moments[0].month, "BYDAY": f"{places.pop()}{weekday}"}


@lru_cache(maxsize=256)
def _onsets(key: str, first_year: int, stop_year: int) -> tuple[Onset, ...]:
    """The offset of a zone as a year begins, as if it had begun then, and all its changes until another year begins."""
    zone = ZoneInfo(key)
    moment, stop = (datetime(year, 1, 1, tzinfo=zone).astimezone(UTC) for year in (first_year, stop_year))
    offset = _offset(moment.astimezone(zone))
    onsets = [_onset(moment.astimezone(zone), offset)]
    while moment < stop:
        before, moment = moment, moment + timedelta(days=1)
        if _offset(moment.astimezone(zone)) != offset:
            change = _change(zone, before, moment)
            onsets.append(_onset(change, offset))
            offset = _offset(change)
    return tuple(onsets)


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The second at which a zone's offset changes between two moments, on the new clock."""
    offset = before.astimezone(zone).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after.astimezone(zone)


def _offset(moment: datetime) -> timedelta:
    return moment.utcoffset() or timedelta(0)


def _onset(moment: datetime, offset_from: timedelta) -> Onset:
    return Onset(
        local=moment.astimezone(UTC).replace(tzinfo=None) + offset_from,
        offset_from=offset_from,
        offset_to=_offset(moment),
        name=moment.tzname() or "",
        # Some zones count winter or Ramadan as the exception, with an hour less: that is no daylight time.
        is_daylight=(moment.dst() or timedelta(0)) > timedelta(0),
    )


# In words


def _description(event: "EventPage", reader: Reader, date: Occurrence | None = None) -> list[str]:
    """What the event is about, after what readers must know first: many programs show no STATUS."""
    lines = []
    status = _status(event, date)
    planned_for = date.recurrence_day if date and date.is_moved else event.previous_start_date
    if status != EventStatus.SCHEDULED:
        lines.append(str(status.label))
    if status == EventStatus.RESCHEDULED and planned_for:
        lines.append(_("It was first planned for %(day)s.") % {"day": cldr.day(planned_for)})
    if event.summary:
        if (language := reader.language_of(event, event.summary)) is not reader.language:
            name = cldr.language_name(language.code)
            lines.append(_("Language of this text: %(language)s") % {"language": name})
        lines.append(event.summary)
    if status == EventStatus.CANCELLED:
        return lines
    if link := _link_to_take_part(event):
        lines.append(_("Take part online: %(url)s") % {"url": uri(link)})
    elif event.online_url_after_registration and _is_online(event):
        lines.append(_("The link to take part online is sent after registration."))
    return lines


def _is_online(event: "EventPage") -> bool:
    """Whether one can take part online. Nobody can in what is cancelled."""
    return event.mode != AttendanceMode.ONSITE and not event.is_cancelled


def _link_to_take_part(event: "EventPage") -> str:
    """The public link to take part online; empty if there is none."""
    return event.online_url if _is_online(event) else ""


def _place(event: "EventPage") -> str:
    """The venue with its address, in one line."""
    return ", ".join(filter(None, [event.venue_name, *cldr.address_lines(event)]))


def _organizer(event: "EventPage", reader: Reader) -> vCalAddress | None:
    """The first organiser that has a website, which stands for it as its address (RFC 5545, 3.3.3: any URI)."""
    for organisation in event.organisers(reader.chain()):
        try:
            web_url(organisation.website)
        except ValidationError:
            continue
        language = reader.languages.get(organisation.locale_id, reader.language)
        return vCalAddress(uri(organisation.website), params={"CN": clean(organisation.name), "LANGUAGE": language.tag})
    return None


# Values


class Text(vText):
    r"""A TEXT (RFC 5545, 3.3.11). icalendar 7.3 takes a backslash and a capital N, as in `C:\New`, for a line break."""

    def to_ical(self) -> bytes:
        escaped = re.sub(r"([\\;,])", r"\\\1", self).replace("\n", r"\n")
        return escaped.encode()


class Geo(vGeo):
    """A GEO (RFC 5545, 3.8.1.6). icalendar 7.3 writes degrees near zero as `5e-05`, which is no FLOAT."""

    def to_ical(self) -> str:
        return f"{self.latitude:.6f};{self.longitude:.6f}"


def text(value: str, language: str | None = None) -> Text:
    """A TEXT in a language (BCP 47)."""
    return Text(clean(value), params={"LANGUAGE": language} if language else None)


def clean(value: str) -> str:
    """A text without control characters, its line breaks all alike."""
    return CONTROL.sub("", LINE_BREAK.sub("\n", value))


def uri(value: str) -> str:
    """An address as a URI (RFC 3986): what else a browser would understand is percent-encoded."""
    return iri_to_uri(value)
