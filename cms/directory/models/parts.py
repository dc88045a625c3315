# audience: admin
"""What organisations and people have to do with a page."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Orderable

from ..choices import Role
from .organisations import Organisation
from .people import Person


class PageOrganisation(Orderable):
    """An organisation's part in a page: a fact, shared by all its versions."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_organisations")
    organisation = models.ForeignKey(
        Organisation, verbose_name=_("organisation"), on_delete=models.CASCADE, related_name="+"
    )
    role = models.CharField(_("part"), max_length=20, choices=Role.choices, default=Role.ORGANISER)

    panels = [FieldPanel("organisation"), FieldPanel("role")]

    class Meta(Orderable.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")


class PageContact(Orderable):
    """Somebody whom readers of a page may turn to: a fact, shared by all its versions."""

    page = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="page_contacts")
    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("person")]

    class Meta(Orderable.Meta):
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
