"""When and where, for the templates of events."""

from django import template

from cms import cldr
from events import when

register = template.Library()


@register.filter
def event_when(event) -> str:
    """Day and time in full, on the event's own clock: `Saturday, 5 December 2026, 18:00–20:00`."""
    return when.when(event)


@register.filter
def event_when_short(event) -> str:
    """Day and time for lists: `Sat, 5 Dec 2026, 18:00–20:00`."""
    return when.when(event, short=True)


@register.filter
def event_zone(event) -> str:
    """The name of the event's clock: `Central European Time`."""
    return when.zone(event)


@register.filter
def event_address(event) -> list[str]:
    """The lines of an event's address below the venue: street, town, country."""
    town = f"{event.postal_code} {event.locality}".strip()
    return [line for line in (event.street_address, town, cldr.country_name(event.country)) if line]


@register.filter
def event_map_url(event) -> str:
    """The place on openstreetmap.org; empty if the coordinates are not known."""
    if event.latitude is None or event.longitude is None:
        return ""
    lat, lon = event.latitude, event.longitude
    return f"https://www.openstreetmap.org/?mlat={lat}&mlon={lon}#map=17/{lat}/{lon}"
