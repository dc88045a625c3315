"""The vocabulary of events in time."""

from datetime import datetime

from django.utils import timezone

from cms.languages.groups import GroupQuerySet


class EventQuerySet(GroupQuerySet):
    """Events by time. `at` is the moment to judge by, now unless given."""

    def current(self, at: datetime | None = None):
        """Running or upcoming, by their beginning."""
        return self.filter(finishes_at__gt=at or timezone.now()).order_by("starts_at", "pk")

    def past(self, at: datetime | None = None):
        """Over, the latest first."""
        return self.filter(finishes_at__lte=at or timezone.now()).order_by("-starts_at", "-pk")

    def in_year(self, year: int):
        """Begun in a year, by the event's own calendar."""
        return self.filter(start_date__year=year)
