"""What an organisation has to do with a page, as visitors read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ORGANISER = "organiser", _("Organiser")
    PARTNER = "partner", _("Partner")
    SUBJECT = "subject", _("This page is about them")
