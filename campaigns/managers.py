"""The vocabulary of campaigns, decisions and jobs. `at` is the moment to judge by, now unless given."""

from datetime import datetime

from django.db.models import F, Q
from django.utils import timezone

from cms.languages.groups import GroupQuerySet

from .choices import CampaignStatus, DecisionResult, Implementation, JobStatus

FINAL = [status for status in Implementation if status.is_final]


class CampaignQuerySet(GroupQuerySet):
    def newest_first(self):
        return self.order_by(F("start_date").desc(nulls_last=True), "-pk")

    def current(self):
        """Prepared or running."""
        return self.filter(status__in=[CampaignStatus.PREPARED, CampaignStatus.RUNNING]).newest_first()

    def running(self):
        return self.filter(status=CampaignStatus.RUNNING).newest_first()

    def over(self):
        """Won, lost or ended."""
        return self.exclude(status__in=[CampaignStatus.PREPARED, CampaignStatus.RUNNING]).newest_first()


class DecisionQuerySet(GroupQuerySet):
    def newest_first(self):
        return self.order_by(F("decided_on").desc(nulls_last=True), "-pk")

    def pending(self):
        """Adopted, and still to be carried out."""
        return self._taking_effect().exclude(implementation__in=FINAL).newest_first()

    def settled(self):
        """Adopted, and carried out or revoked since."""
        return self._taking_effect().filter(implementation__in=FINAL).newest_first()

    def _taking_effect(self):
        return self.filter(result__in=[result for result in DecisionResult if result.takes_effect])


class JobQuerySet(GroupQuerySet):
    def _taking_applications(self, at: datetime | None) -> Q:
        not_closed = Q(closes_at__isnull=True) | Q(closes_at__gt=at or timezone.now())
        return Q(status=JobStatus.OPEN) & not_closed

    def open(self, at: datetime | None = None):
        """One can apply; what closes first comes first."""
        return self.filter(self._taking_applications(at)).order_by(F("closes_at").asc(nulls_last=True), "-pk")

    def announced(self):
        """Not there yet, by the day from which they are expected."""
        return self.filter(status=JobStatus.ANNOUNCED).order_by(F("expected_from").asc(nulls_last=True), "pk")

    def over(self, at: datetime | None = None):
        """Closed, filled or withdrawn."""
        there = self._taking_applications(at) | Q(status=JobStatus.ANNOUNCED)
        return self.exclude(pk__in=self.model.objects.filter(there).values("pk")).order_by(
            F("closes_at").desc(nulls_last=True), "-pk"
        )
