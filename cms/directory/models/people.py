# audience: admin
"""People whom readers may turn to."""

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.models import TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.pages.widgets import DayInput

from ..facts import SharedFactsMixin
from .organisations import Organisation


class Person(SharedFactsMixin, index.Indexed, TranslatableMixin, models.Model):
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
        MultiFieldPanel([FieldPanel("consent"), FieldPanel("show_until", widget=DayInput)], heading=_("Consent")),
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
        index.SearchField("role"),
        index.FilterField("locale"),
        index.FilterField("id"),
        index.FilterField("consent"),
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

    @transaction.atomic
    def save(self, *args, **kwargs):
        # Whoever withdraws consent in one version withdraws it in all: no other fact goes this way.
        original = self.find_original()
        if original is not self and original.may_be_shown and not self.may_be_shown:
            original.consent, original.show_until = self.consent, self.show_until
            original.save()
        super().save(*args, **kwargs)
