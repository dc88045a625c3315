# audience: admin
"""What an editor states about the site's accessibility, and the barriers that readers report."""

from datetime import timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Locale

from cms.pages.widgets import DayInput
from cms.text import cldr
from cms.text.urls import web_url

from .forms import StatementForm

#: Reports are personal data: they are deleted after so long, answered or not.
KEPT = timedelta(days=180)
#: So many reports are taken within that time, from all readers together.
MOST_REPORTS = 30
WITHIN = timedelta(hours=1)


class Compliance(models.TextChoices):
    """How far the site meets the standards."""

    FULL = "full", _("Fully compliant")
    PARTIAL = "partial", _("Partially compliant")
    NONE = "none", _("Not compliant")


class Method(models.TextChoices):
    """How that was found out."""

    SELF = "self", _("Self-assessment")
    THIRD_PARTY = "third-party", _("Assessment by a third party")


@register_setting(icon="glasses", order=95)
class AccessibilityStatement(BaseGenericSetting, ClusterableModel):
    """The facts of the accessibility statement; there is no statement as long as its status is empty.

    Its parts are those of the model in Commission Implementing Decision (EU) 2018/1523.
    """

    status = models.CharField(
        _("compliance status"),
        max_length=20,
        blank=True,
        choices=Compliance.choices,
        help_text=_("The statement is published, and linked from every page, as soon as a status is chosen."),
    )
    law = models.CharField(
        _("law"),
        max_length=200,
        blank=True,
        help_text=_("The national law that applies to you, for example “BITV 2.0”. If empty, the European directive."),
    )
    prepared_on = models.DateField(_("prepared on"), null=True, blank=True)
    method = models.CharField(_("method"), max_length=20, blank=True, choices=Method.choices)
    reviewed_on = models.DateField(
        _("last reviewed on"), null=True, blank=True, help_text=_("Look at the statement again at least once a year.")
    )
    email = models.EmailField(
        _("e-mail address for reports"),
        blank=True,
        help_text=_("Readers can report barriers as soon as there is an address. Reports are sent to it."),
    )
    telephone = models.CharField(_("telephone"), max_length=40, blank=True)
    enforcement_body = models.CharField(
        _("enforcement body"),
        max_length=200,
        blank=True,
        help_text=_("To whom people can turn if your answer does not satisfy them."),
    )
    enforcement_url = models.URLField(_("its web address"), blank=True, validators=[web_url])

    base_form_class = StatementForm
    panels = [
        HelpPanel(
            content=_(
                "Public bodies in the European Union must publish such a statement. "
                "What you enter here becomes the page /accessibility/ in every language."
            ),
            heading=_("What is this?"),
        ),
        MultiFieldPanel([FieldPanel("status"), FieldPanel("law")], heading=_("Compliance")),
        InlinePanel(
            "texts",
            heading=_("What is not accessible"),
            label=_("Language"),
            help_text=_(
                "Readers are shown the texts in the first of their languages that has some. "
                "Each line becomes an entry of a list, web addresses become links."
            ),
        ),
        FieldRowPanel(
            [
                FieldPanel("prepared_on", widget=DayInput),
                FieldPanel("method"),
                FieldPanel("reviewed_on", widget=DayInput),
            ],
            heading=_("Preparation of the statement"),
        ),
        MultiFieldPanel([FieldPanel("email"), FieldPanel("telephone")], heading=_("Feedback")),
        MultiFieldPanel([FieldPanel("enforcement_body"), FieldPanel("enforcement_url")], heading=_("Enforcement")),
    ]

    class Meta:
        verbose_name = _("Accessibility statement")
        constraints = [
            models.CheckConstraint(
                condition=Q(status="") | (Q(prepared_on__isnull=False) & ~Q(method="")),
                name="accessibility_statement_says_how_it_was_prepared",
                violation_error_message=_("Say when the statement was prepared, and by which method."),
            ),
            models.CheckConstraint(
                condition=Q(reviewed_on__isnull=True)
                | Q(prepared_on__isnull=True)
                | Q(reviewed_on__gte=F("prepared_on")),
                name="accessibility_statement_reviewed_after_it_was_prepared",
                violation_error_message=_("The statement cannot have been reviewed before it was prepared."),
            ),
        ]

    def __str__(self):
        return str(self._meta.verbose_name)

    @classmethod
    def published(cls) -> models.QuerySet:
        """The statement, unless nobody has filled it in yet."""
        return cls.objects.exclude(status="")


class StatementTexts(models.Model):
    """What is not accessible, why, and what there is instead, in one language."""

    statement = ParentalKey(AccessibilityStatement, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    non_compliance = models.TextField(_("what does not comply with the law"), blank=True)
    burden = models.TextField(_("what would be a disproportionate burden"), blank=True)
    out_of_scope = models.TextField(_("what the law does not cover"), blank=True)
    alternatives = models.TextField(_("alternatives"), blank=True)

    panels = [FieldPanel(name) for name in ("locale", "non_compliance", "burden", "out_of_scope", "alternatives")]

    class Meta:
        verbose_name = _("texts of the accessibility statement")
        verbose_name_plural = _("texts of the accessibility statement")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "locale"],
                name="accessibility_texts_once",
                violation_error_message=_("There are texts in this language already."),
            )
        ]

    def __str__(self):
        return str(self.locale)


class BarrierReportQuerySet(models.QuerySet):
    def are_too_many(self) -> bool:
        """Whether so many have come lately that no more are taken for now."""
        return self.filter(reported_at__gt=timezone.now() - WITHIN).count() >= MOST_REPORTS

    def outdated(self) -> "BarrierReportQuerySet":
        """Reports that are to be deleted."""
        return self.filter(reported_at__lt=timezone.now() - KEPT)


class BarrierReport(models.Model):
    """A barrier that a reader met."""

    reported_at = models.DateTimeField(_("reported"), default=timezone.now, db_index=True)
    page = models.CharField(_("page"), max_length=500, blank=True)
    problem = models.TextField(_("problem"))
    email = models.EmailField(_("e-mail address for the answer"), blank=True)
    language_code = models.CharField(_("language"), max_length=20)
    is_answered = models.BooleanField(_("answered"), default=False)

    objects = BarrierReportQuerySet.as_manager()
    #: Nothing is looked up in Wagtail's index of references, and rows without signals are deleted in one go.
    wagtail_reference_index_ignore = True

    panels = [
        *(FieldPanel(name, read_only=True) for name in ("reported_at", "page", "problem", "language_code", "email")),
        FieldPanel("is_answered"),
    ]

    class Meta:
        verbose_name = _("reported barrier")
        verbose_name_plural = _("reported barriers")
        ordering = ["-reported_at"]
        default_permissions = ("view", "change", "delete")

    def __str__(self):
        # Wagtail's log keeps this for longer than the report itself: nothing that the reader wrote.
        return str(_("Barrier reported on %(day)s") % {"day": cldr.day(timezone.localdate(self.reported_at), "medium")})

    @property
    def language(self) -> str:
        """The language in which the reader was reading, by its name."""
        return cldr.language_name(self.language_code)
