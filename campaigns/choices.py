"""States and kinds of campaigns, decisions and jobs, as visitors read them."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.stories.choices import Tone

#: What readers call these pages, beside what they call others.
CAMPAIGN, DECISION, JOB = _("Campaign"), _("Council decision"), _("Job advert")


class CampaignStatus(models.TextChoices):
    PREPARED = "draft", pgettext_lazy("campaign status", "In preparation")
    RUNNING = "running", pgettext_lazy("campaign status", "Running")
    WON = "won", pgettext_lazy("campaign status", "Won")
    LOST = "lost", pgettext_lazy("campaign status", "Lost")
    ARCHIVED = "archived", pgettext_lazy("campaign status", "Ended")

    @property
    def tone(self) -> Tone:
        return {"running": Tone.GOOD, "won": Tone.GOOD, "draft": Tone.NOTICE}.get(self.value, Tone.QUIET)


class PaperType(models.TextChoices):
    """What a council had before it (OParl 1.1: Paper.paperType, which is free text there)."""

    PROPOSAL = "proposal", _("Proposal of the administration")
    MOTION = "motion", _("Motion")
    AMENDMENT = "amendment", _("Amendment")
    PETITION = "petition", _("Petition")
    REPORT = "report", _("Report")
    OTHER = "other", _("Other paper")


class DecisionResult(models.TextChoices):
    """What became of it in the meeting (OParl 1.1: AgendaItem.result)."""

    ADOPTED = "adopted", _("Adopted")
    AMENDED = "amended", _("Adopted with changes")
    REJECTED = "rejected", _("Rejected")
    REFERRED = "referred", _("Referred to a committee")
    NOTED = "noted", _("Taken note of")

    @property
    def takes_effect(self) -> bool:
        """Whether something is to be carried out."""
        return self in (DecisionResult.ADOPTED, DecisionResult.AMENDED)

    @property
    def tone(self) -> Tone:
        return {"adopted": Tone.GOOD, "amended": Tone.GOOD, "rejected": Tone.ALERT}.get(self.value, Tone.QUIET)


class Implementation(models.TextChoices):
    """How far a decision has been carried out."""

    DECIDED = "decided", pgettext_lazy("implementation", "Decided")
    FUNDED = "funded", pgettext_lazy("implementation", "Funded")
    STAFFED = "staffed", pgettext_lazy("implementation", "Staffed")
    RUNNING = "running", pgettext_lazy("implementation", "Being carried out")
    DONE = "done", pgettext_lazy("implementation", "Done")
    REVOKED = "revoked", pgettext_lazy("implementation", "Revoked")

    @property
    def is_final(self) -> bool:
        """Whether nothing more is to be expected."""
        return self in (Implementation.DONE, Implementation.REVOKED)

    @property
    def tone(self) -> Tone:
        return {"done": Tone.GOOD, "revoked": Tone.ALERT, "decided": Tone.QUIET}.get(self.value, Tone.NOTICE)


class EmploymentType(models.TextChoices):
    """schema.org: JobPosting.employmentType, with the values that search engines know."""

    FULL_TIME = "FULL_TIME", _("Full time")
    PART_TIME = "PART_TIME", _("Part time")
    FULL_OR_PART_TIME = "FULL_OR_PART_TIME", _("Full or part time")
    TEMPORARY = "TEMPORARY", _("Temporary")
    CONTRACTOR = "CONTRACTOR", _("Freelance")
    INTERN = "INTERN", _("Internship")
    VOLUNTEER = "VOLUNTEER", _("Volunteer work")

    @property
    def schema_org(self) -> list[str]:
        return ["FULL_TIME", "PART_TIME"] if self == EmploymentType.FULL_OR_PART_TIME else [self.value]


class Workplace(models.TextChoices):
    """Where one works."""

    ONSITE = "onsite", _("At the place of work")
    HYBRID = "hybrid", _("At the place of work and from home")
    REMOTE = "remote", _("From anywhere")


class JobStatus(models.TextChoices):
    """What an editor says of a job."""

    ANNOUNCED = "announced", _("Announced")
    OPEN = "open", _("Open for applications")
    CLOSED = "closed", _("Closed")
    FILLED = "filled", _("Filled")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class JobState(models.TextChoices):
    """How a job stands at this moment. Computed, never stored."""

    ANNOUNCED = "announced", _("Announced")
    OVERDUE = "overdue", _("Overdue")
    OPEN = "open", _("Open for applications")
    CLOSED = "closed", _("Closed")
    FILLED = "filled", _("Filled")
    WITHDRAWN = "withdrawn", _("Withdrawn")

    @property
    def tone(self) -> Tone:
        return {"open": Tone.GOOD, "announced": Tone.NOTICE, "overdue": Tone.ALERT}.get(self.value, Tone.QUIET)
