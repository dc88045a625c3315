"""Events in feeds, where there is no more than plain text."""

from html import unescape

from django.utils.html import strip_tags
from django.utils.translation import gettext as _

from cms.languages.reader import Reader
from cms.outputs.feeds import facts_and_summary

from . import when
from .choices import AttendanceMode, EventStatus


def event_feed_summary(event, reader: Reader) -> str:
    """What readers of a feed must know of an event: whether, when and where it takes place, then its summary.

    The facts are in the reader's language, which is the active one; the summary is in the event's.
    """
    return facts_and_summary([_status(event), *_when(event), _place(event)], event, reader)


def _status(event) -> str:
    return "" if event.event_status == EventStatus.SCHEDULED else str(event.event_status.label)


def _when(event) -> list[str]:
    """Day and time, and by which clock."""
    text = unescape(strip_tags(when.when(event)))
    if event.event_status == EventStatus.POSTPONED:
        return [_("Was planned for: %(when)s") % {"when": text}]
    return [text, when.zone(event)] if event.has_times else [text]


def _place(event) -> str:
    if event.mode == AttendanceMode.ONLINE:
        return str(AttendanceMode.ONLINE.label)
    place = ", ".join(filter(None, [event.venue_name, event.locality]))
    if event.mode == AttendanceMode.MIXED:
        return " · ".join(filter(None, [str(AttendanceMode.MIXED.label), place]))
    return place
