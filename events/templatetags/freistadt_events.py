"""When and where, for the templates of events."""

from django import template
from django.utils import timezone

from cms.text.templatetags.freistadt_cldr import cldr_distance
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
def event_distance(occurrence) -> str:
    """How far the day of one date of an event lies ahead, by the calendar of its own zone: `today`, `in 3 days`.

    Empty for a date that is cancelled, and for one that began on a day before.
    """
    day, zone = occurrence.start_date, occurrence.zone
    is_ahead = day and day >= timezone.localdate(timezone=zone) and not occurrence.is_cancelled
    return cldr_distance(day, zone) if is_ahead else ""
