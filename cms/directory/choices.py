"""What an organisation has to do with a page, as visitors read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ORGANISER = "organiser", _("Organiser")
    PARTNER = "partner", _("Partner")
    SUPPORTER = "supporter", _("Supporter")
    EMPLOYER = "employer", _("Employer")
    DECIDING_BODY = "deciding_body", _("Deciding body")
    SUBJECT = "subject", _("This page is about them")
