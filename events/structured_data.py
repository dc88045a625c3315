"""Events as schema.org JSON-LD, with the properties that search engines ask for.

https://schema.org/Event, https://developers.google.com/search/docs/appearance/structured-data/event
"""

from typing import Any

from wagtail.images.exceptions import InvalidFilterSpecError
from wagtail.images.models import SourceImageIOError

from cms.languages.reader import Reader, reader_for
from cms.languages.templatetags.languages import absolute

from .choices import AttendanceMode, EventStatus, Repetition
from .models import EventPage

#: The rendition of the lead image that is also shown when the page is shared (components/og_image.html).
IMAGE_FILTER = "fill-1200x630|format-jpeg"

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def event_json_ld(event: EventPage, request) -> dict[str, Any]:
    """A schema.org Event: what is public about an event, in the words of the version shown, at its own address.

    It is the same for readers of all languages. Empty in previews, for pages that are not public, and for
    events of which is missing what a search engine requires: it would report such a block as faulty.
    """
    reader = reader_for(request)
    if getattr(request, "is_preview", False) or not event.live or reader.is_private(event):
        return {}
    locations = _locations(event)
    if not locations:
        return {}
    coming = event.next_occurrence()  # search engines know no series
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "url": absolute(reader.own_url(event)),
        "inLanguage": reader.languages[event.locale_id].tag,
        "startDate": coming.begins.isoformat(),
        "endDate": coming.ends.isoformat() if coming.ends else None,
        "eventSchedule": _schedule(event),
        "eventStatus": (EventStatus.CANCELLED if coming.is_cancelled else event.event_status).schema_org,
        "eventAttendanceMode": event.mode.schema_org,
        "location": locations if len(locations) > 1 else locations[0],
        "image": _images(event),
        "organizer": _organizers(event, reader),
        "maximumAttendeeCapacity": event.capacity,
    }
    if event.event_status == EventStatus.RESCHEDULED and event.previous_start_date:
        data["previousStartDate"] = event.previous_start_date.isoformat()
    return known(data)


def known(properties: dict[str, Any]) -> dict[str, Any]:
    """The properties that have a value."""
    return {name: value for name, value in properties.items() if value not in (None, "", [], {})}


def _schedule(event: EventPage) -> dict[str, Any]:
    """A schema.org Schedule of an event that repeats; empty for others. What is not by the rule is in exceptDate."""
    series = event.series
    if not series:
        return {}
    first = event.start_date
    by_day = {
        Repetition.WEEKLY: f"https://schema.org/{WEEKDAYS[first.weekday()]}",
        Repetition.FORTNIGHTLY: f"https://schema.org/{WEEKDAYS[first.weekday()]}",
        Repetition.MONTHLY_BY_WEEKDAY: Repetition.place_in_month(first),
    }
    changed = {change.day for change in series.changes}
    return known(
        {
            "@type": "Schedule",
            "repeatFrequency": series.repeats.schema_org,
            "byDay": by_day.get(series.repeats),
            "startDate": first.isoformat(),
            "endDate": event.repeat_until.isoformat(),
            "startTime": event.start_time.isoformat() if event.has_times else None,
            "endTime": event.end_time.isoformat() if event.has_end_time else None,
            "exceptDate": [day.isoformat() for day in series.days if day in changed],
            "scheduleTimezone": event.time_zone,
        }
    )


def _locations(event: EventPage) -> list[dict]:
    """Where one can take part: a Place, a VirtualLocation, or both. Each only with what is required of it."""
    locations = []
    if event.mode != AttendanceMode.ONLINE and (event.street_address or event.locality):
        locations.append(_place(event))
    # A link that is sent after registration is not public: one takes part by way of the registration.
    if event.mode != AttendanceMode.ONSITE and (url := event.online_url or event.registration_url):
        locations.append({"@type": "VirtualLocation", "url": url})
    return locations


def _place(event: EventPage) -> dict[str, Any]:
    address = {
        "@type": "PostalAddress",
        "streetAddress": event.street_address,
        "postalCode": event.postal_code,
        "addressLocality": event.locality,
        "addressCountry": event.country,
    }
    geo = None
    if event.latitude is not None and event.longitude is not None:
        geo = {
            "@type": "GeoCoordinates",
            "latitude": float(event.latitude),
            "longitude": float(event.longitude),
        }
    return known({"@type": "Place", "name": event.venue_name, "address": known(address), "geo": geo})


def _images(event: EventPage) -> list[str]:
    image = event.lead_image
    if image is None or not image.may_be_published:
        return []
    try:
        return [image.get_rendition(IMAGE_FILTER).full_url]
    except (SourceImageIOError, InvalidFilterSpecError):
        return []  # The file is missing, or cannot be drawn.


def _organizers(event: EventPage, reader: Reader) -> list[dict]:
    organisers = event.organisers(reader.chain(event.locale_id))
    return [known({"@type": "Organization", "name": o.name, "url": o.website}) for o in organisers]
