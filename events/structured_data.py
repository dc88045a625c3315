"""Events as schema.org JSON-LD, with the properties that search engines ask for.

https://schema.org/Event, https://developers.google.com/search/docs/appearance/structured-data/event
"""

from typing import TYPE_CHECKING, Any

from cms.languages.reader import Reader, reader_for
from cms.outputs.structured_data import geo_coordinates, image_urls, known, may_be_told, organization, postal_address
from cms.text.urls import absolute

from .choices import AttendanceMode, EventStatus, Repetition

if TYPE_CHECKING:
    from .models import EventPage

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def event_json_ld(event: "EventPage", request) -> dict[str, Any]:
    """A schema.org Event: what is public about an event, in the words of the version shown, at its own address.

    It is the same for readers of all languages. Empty in previews, for pages that are not public, and for
    events of which is missing what a search engine requires: it would report such a block as faulty.
    """
    if not may_be_told(event, request):
        return {}
    reader = reader_for(request)
    locations = _locations(event)
    if not locations:
        return {}
    coming = event.next_occurrence()  # search engines know no series
    data = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": event.title,
        "description": event.summary,
        "url": absolute(reader.addresses.own_url(event)),
        "inLanguage": reader.languages[event.locale_id].tag,
        "startDate": coming.begins.isoformat(),
        "endDate": coming.ends.isoformat() if coming.ends else None,
        "eventSchedule": _schedule(event),
        "eventStatus": (EventStatus.CANCELLED if coming.is_cancelled else event.event_status).schema_org,
        "eventAttendanceMode": event.mode.schema_org,
        "location": locations if len(locations) > 1 else locations[0],
        "image": image_urls(event),
        "organizer": _organizers(event, reader),
        "maximumAttendeeCapacity": event.capacity,
    }
    if event.event_status == EventStatus.RESCHEDULED and event.previous_start_date:
        data["previousStartDate"] = event.previous_start_date.isoformat()
    return known(data)


def _schedule(event: "EventPage") -> dict[str, Any]:
    """A schema.org Schedule of an event that repeats; empty for others. What is not by the rule is in exceptDate."""
    series = event.series
    if not series:
        return {}
    first = series.first_day
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
            "endDate": series.until.isoformat(),
            "startTime": event.start_time.isoformat() if event.start_time and event.has_times else None,
            "endTime": event.end_time.isoformat() if event.end_time and event.has_end_time else None,
            "exceptDate": [day.isoformat() for day in series.days if day in changed],
            "scheduleTimezone": event.time_zone,
        }
    )


def _locations(event: "EventPage") -> list[dict]:
    """Where one can take part: a Place, a VirtualLocation, or both. Each only with what is required of it."""
    locations = []
    if event.mode != AttendanceMode.ONLINE and (event.street_address or event.locality):
        locations.append(_place(event))
    # A link that is sent after registration is not public: one takes part by way of the registration.
    if event.mode != AttendanceMode.ONSITE and (url := event.online_url or event.registration_url):
        locations.append({"@type": "VirtualLocation", "url": url})
    return locations


def _place(event: "EventPage") -> dict[str, Any]:
    place = {"name": event.venue_name, "address": postal_address(event), "geo": geo_coordinates(event)}
    return known({"@type": "Place"} | place)


def _organizers(event: "EventPage", reader: Reader) -> list[dict]:
    organisers = event.organisers(reader.chain(event.locale_id))
    return [organization(organiser) for organiser in organisers]
