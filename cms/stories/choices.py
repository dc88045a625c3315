"""What is told of a page in a timeline, as visitors read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StepKind(models.TextChoices):
    """What is expected to come: the value is the name of the page type that it will be."""

    EVENT = "eventpage", _("Event")
    CAMPAIGN = "campaignpage", _("Campaign")
    DECISION = "decisionpage", _("Council decision")
    JOB = "jobpage", _("Job advert")


class Tone(models.TextChoices):
    """How a state is coloured; the value is its CSS class."""

    GOOD = "good"
    NOTICE = "notice"
    ALERT = "alert"
    QUIET = "quiet"
