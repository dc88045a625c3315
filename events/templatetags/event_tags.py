"""When and where, for the templates of events."""

from django import template

from cms.links import openstreetmap_url
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
def event_map_url(event) -> str:
    """The place on openstreetmap.org; empty if the coordinates are not known."""
    return openstreetmap_url(event.latitude, event.longitude)
