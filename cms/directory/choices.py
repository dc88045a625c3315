"""What organisations are, and what they have to do with a page, as visitors read it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an organisation is."""

    MUNICIPALITY = "municipality", _("Municipality")
    AUTHORITY = "authority", _("Public authority")
    ASSOCIATION = "association", _("Association")
    FOUNDATION = "foundation", _("Foundation")
    COMPANY = "company", _("Company")
    SCHOOL = "school", _("School or university")
    OTHER = "other", _("Other")

    @property
    def schema_org(self) -> str:
        """The type below https://schema.org/Organization that says the same; that one itself where none does."""
        return {
            "municipality": "GovernmentOrganization",
            "authority": "GovernmentOrganization",
            "school": "EducationalOrganization",
        }.get(self.value, "Organization")


class Role(models.TextChoices):
    """An organisation's part in a page."""

    ORGANISER = "organiser", _("Organiser")
    PARTNER = "partner", _("Partner")
    SUPPORTER = "supporter", _("Supporter")
    EMPLOYER = "employer", _("Employer")
    DECIDING_BODY = "deciding_body", _("Deciding body")
    SUBJECT = "subject", _("This page is about")

    @property
    def on_its_own_page(self) -> str:
        """The same where the organisation's pages are listed."""
        return _("About this organisation") if self == Role.SUBJECT else self.label
