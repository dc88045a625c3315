"""Who takes part: organisations and people, and their places on a page.

Both are translatable: the name of a city differs by language, its website does not. Fields follow
schema.org's Organization and Person.
"""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.media.models import web_url

from .choices import Role


class Organisation(index.Indexed, TranslatableMixin, models.Model):
    """A municipality, association, company or other body. schema.org: Organization."""

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        AUTHORITY = "authority", _("Public authority")
        ASSOCIATION = "association", _("Association")
        FOUNDATION = "foundation", _("Foundation")
        COMPANY = "company", _("Company")
        SCHOOL = "school", _("School or university")
        OTHER = "other", _("Other")

    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(
        _("short name"), max_length=60, blank=True, help_text=_("For places with little room, for example “FSFE”.")
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.ASSOCIATION)
    website = models.URLField(_("website"), blank=True, validators=[web_url])

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("short_name")], heading=_("Name")),
        FieldPanel("kind"),
        FieldPanel("website"),
    ]
    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("short_name"),
        SynchronizedField("kind", overridable=False),
        SynchronizedField("website", overridable=False),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale"),
        index.FilterField("id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]

    def __str__(self):
        return self.name


class Person(index.Indexed, TranslatableMixin, models.Model):
    """Somebody whom readers may turn to. schema.org: Person.

    Shown only with consent, and until the day on which it ends.
    """

    name = models.CharField(_("name"), max_length=255)
    role = models.CharField(_("role"), max_length=255, blank=True, help_text=_("What readers turn to them for."))
    organisation = models.ForeignKey(
        Organisation,
        verbose_name=_("organisation"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="people",
    )
    email = models.EmailField(_("e-mail"), blank=True)
    telephone = models.CharField(
        _("telephone"), max_length=40, blank=True, help_text=_("With the country's code, for example +49 231 500.")
    )
    consent = models.BooleanField(
        _("has agreed to be named here"),
        default=False,
        help_text=_("Without it, the person is shown on no page."),
    )
    show_until = models.DateField(
        _("show until"), null=True, blank=True, help_text=_("From the next day on, the person is shown on no page.")
    )

    panels = [
        FieldPanel("name"),
        FieldPanel("role"),
        FieldPanel("organisation"),
        FieldRowPanel([FieldPanel("email"), FieldPanel("telephone")]),
        MultiFieldPanel([FieldPanel("consent"), FieldPanel("show_until")], heading=_("Consent")),
    ]
    translatable_fields = [
        SynchronizedField("name", overridable=False),
        TranslatableField("role"),
        SynchronizedField("organisation", overridable=False),
        SynchronizedField("email", overridable=False),
        SynchronizedField("telephone", overridable=False),
        SynchronizedField("consent", overridable=False),
        SynchronizedField("show_until", overridable=False),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.FilterField("locale"),
        index.FilterField("id"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]

    def __str__(self):
        return self.name

    @property
    def may_be_shown(self) -> bool:
        """Whether there is consent, and it has not ended."""
        return self.consent and (self.show_until is None or self.show_until >= timezone.localdate())


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
