"""The vocabulary of events in time."""

from datetime import datetime

from django.apps import apps
from django.db import models
from django.db.models import Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from cms.languages.groups import GroupQuerySet


def _dates_of_event():
    """The stored dates of the event of the query around this one, if it repeats."""
    return apps.get_model("freistadt_events", "EventOccurrence").objects.filter(event=OuterRef("pk"))


class EventQuerySet(GroupQuerySet):
    """Events by time. `at` is the moment to judge by, now unless given. An event that repeats counts once."""

    def current(self, at: datetime | None = None):
        """Running or upcoming, by the beginning of their next date, as `EventPage.next_occurrence` finds it."""
        at = at or timezone.now()
        coming = _dates_of_event().filter(finishes_at__gt=at).order_by("is_cancelled", "starts_at")
        return (
            self.filter(finishes_at__gt=at)
            .alias(next_start=Coalesce(Subquery(coming.values("starts_at")[:1]), "starts_at"))
            .order_by("next_start", "pk")
        )

    def past(self, at: datetime | None = None):
        """Over, the latest first, by the beginning of their last date."""
        last = _dates_of_event().order_by("-starts_at").values("starts_at")[:1]
        return (
            self.filter(finishes_at__lte=at or timezone.now())
            .alias(last_start=Coalesce(Subquery(last), "starts_at"))
            .order_by("-last_start", "-pk")
        )

    def in_year(self, year: int):
        """With a date that begins in a year, by the event's own calendar."""
        return self.filter(
            Q(repeats="", start_date__year=year) | Exists(_dates_of_event().filter(start_date__year=year))
        )

    def dates_in_years(self) -> list[tuple[models.QuerySet, str, str]]:
        """The rows with the dates that `in_year` looks at: (rows, their field, what leads from a row to its event)."""
        occurrences = apps.get_model("freistadt_events", "EventOccurrence").objects
        dates = occurrences.filter(event__in=self.order_by().values("pk"))
        return [(self.filter(repeats=""), "start_date", "pk"), (dates, "start_date", "event")]


class OccurrenceManager(models.Manager):
    """The dates of events that repeat."""

    def replace(self, event) -> None:
        """Store the dates of an event: those it has now, and no others. Translations have none of their own."""
        self.filter(event=event.pk).delete()
        if event.series and event.is_original:
            self.bulk_create(
                self.model(
                    event=event,
                    start_date=occurrence.start_date,
                    starts_at=occurrence.starts_at,
                    finishes_at=occurrence.finishes_at,
                    is_cancelled=occurrence.is_cancelled,
                )
                for occurrence in event.occurrences
            )
