"""States of events, as visitors read them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EventStatus(models.TextChoices):
    """schema.org: EventStatusType; also as STATUS in iCalendar (RFC 5545, 3.8.1.11)."""

    SCHEDULED = "scheduled", _("Takes place as planned")
    CANCELLED = "cancelled", pgettext_lazy("event status", "Cancelled")  # Wagtail has the word for workflows
    POSTPONED = "postponed", _("Postponed, new date to be announced")
    RESCHEDULED = "rescheduled", _("Moved to another date")
    MOVED_ONLINE = "moved_online", _("Takes place online instead")

    @property
    def schema_org(self) -> str:
        return {
            "scheduled": "https://schema.org/EventScheduled",
            "cancelled": "https://schema.org/EventCancelled",
            "postponed": "https://schema.org/EventPostponed",
            "rescheduled": "https://schema.org/EventRescheduled",
            "moved_online": "https://schema.org/EventMovedOnline",
        }[self.value]

    @property
    def icalendar(self) -> str:
        return {"cancelled": "CANCELLED", "postponed": "TENTATIVE"}.get(self.value, "CONFIRMED")


class AttendanceMode(models.TextChoices):
    """schema.org: EventAttendanceModeEnumeration."""

    ONSITE = "onsite", _("On site")
    ONLINE = "online", _("Online")
    MIXED = "mixed", _("On site and online")

    @property
    def schema_org(self) -> str:
        return {
            "onsite": "https://schema.org/OfflineEventAttendanceMode",
            "online": "https://schema.org/OnlineEventAttendanceMode",
            "mixed": "https://schema.org/MixedEventAttendanceMode",
        }[self.value]


class EventTime(models.TextChoices):
    """Where an event stands in time. Computed, never stored."""

    UPCOMING = "upcoming", _("Upcoming")
    RUNNING = "running", _("Running now")
    PAST = "past", _("Past")


class RegistrationState(models.TextChoices):
    """Whether one can still sign up. Computed, never stored."""

    NONE = "none", _("No registration needed")
    NOT_YET = "not_yet", _("Registration has not opened yet")
    OPEN = "open", _("Registration is open")
    FULL = "full", _("Fully booked")
    CLOSED = "closed", _("Registration is closed")
