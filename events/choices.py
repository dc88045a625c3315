"""States of events, as visitors read them."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

#: What readers call an event, beside what they call other pages.
EVENT = _("Event")


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


class Repetition(models.TextChoices):
    """How often an event takes place. iCalendar: RRULE; schema.org: Schedule."""

    DAILY = "daily", _("Every day")
    WEEKLY = "weekly", _("Every week")
    FORTNIGHTLY = "fortnightly", _("Every two weeks")
    MONTHLY_BY_DATE = "monthly_by_date", _("Every month on the same date")
    MONTHLY_BY_WEEKDAY = "monthly_by_weekday", _("Every month on the same weekday")
    YEARLY = "yearly", _("Every year")

    def rule(self, first: date) -> str:
        """The rule of a series that begins on a day, without its end (RFC 5545, 3.3.10)."""
        return {
            "daily": "FREQ=DAILY",
            "weekly": "FREQ=WEEKLY",
            "fortnightly": "FREQ=WEEKLY;INTERVAL=2",
            "monthly_by_date": "FREQ=MONTHLY",
            "monthly_by_weekday": f"FREQ=MONTHLY;BYDAY={self.place_in_month(first)}",
            "yearly": "FREQ=YEARLY",
        }[self.value]

    @staticmethod
    def place_in_month(day: date) -> str:
        """Which weekday of its month a day is, as `2TU`. A fifth one, which few months have, is the last: `-1TU`."""
        place = (day.day - 1) // 7 + 1
        weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[day.weekday()]
        return f"{-1 if place == 5 else place}{weekday}"

    @property
    def schema_org(self) -> str:
        """repeatFrequency, an ISO 8601 duration."""
        return {
            "daily": "P1D",
            "weekly": "P1W",
            "fortnightly": "P2W",
            "monthly_by_date": "P1M",
            "monthly_by_weekday": "P1M",
            "yearly": "P1Y",
        }[self.value]


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
