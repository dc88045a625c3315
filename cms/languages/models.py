# audience: admin
"""What an editor decides about languages, and how translations stand to their originals."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Locale, Orderable, Page


@register_setting(icon="globe", order=100)
class LanguageSettings(BaseGenericSetting, ClusterableModel):
    """The languages' one settings page: preference chains and the wording of notices."""

    panels = [
        HelpPanel(
            content=_(
                "A reader whose language a page does not speak is shown, in this order: the languages below, "
                "the site's default language, the language in which the page was written."
            ),
            heading=_("Which language instead?"),
        ),
        InlinePanel("fallbacks", heading=_("Preferred other languages"), label=_("Preference")),
        InlinePanel("wordings", heading=_("Wording of the notices"), label=_("Wording")),
    ]

    class Meta:
        verbose_name = _("Languages of the site")

    def __str__(self):
        return str(self._meta.verbose_name)


class FallbackLanguage(Orderable):
    """One step of a preference chain: readers of `locale` are also shown `fallback`, in the rows' order."""

    settings = ParentalKey(LanguageSettings, on_delete=models.CASCADE, related_name="fallbacks")
    locale = models.ForeignKey(
        Locale, verbose_name=_("readers of"), on_delete=models.CASCADE, related_name="fallback_steps"
    )
    fallback = models.ForeignKey(Locale, verbose_name=_("are also shown"), on_delete=models.CASCADE, related_name="+")

    panels = [FieldPanel("locale"), FieldPanel("fallback")]

    class Meta(Orderable.Meta):
        verbose_name = _("preferred other language")
        verbose_name_plural = _("preferred other languages")
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "fallback"],
                name="fallback_language_once",
                violation_error_message=_("This language is already in the list for these readers."),
            ),
            models.CheckConstraint(
                condition=~models.Q(locale=models.F("fallback")),
                name="fallback_language_differs",
                violation_error_message=_("Choose a language other than the readers' own."),
            ),
        ]


class NoticeKind(models.TextChoices):
    """What a notice above a page says of its translation."""

    UNTRANSLATED = "untranslated", _("Not translated")
    PARTIAL = "partial", _("Only partly translated")
    OUTDATED = "outdated", _("Translation out of date")


class NoticeWording(Orderable):
    """An editor's own words, in one language, for the first sentence of one kind of notice."""

    settings = ParentalKey(LanguageSettings, on_delete=models.CASCADE, related_name="wordings")
    locale = models.ForeignKey(
        Locale,
        verbose_name=_("language of the notice"),
        on_delete=models.CASCADE,
        related_name="notice_wordings",
    )
    kind = models.CharField(_("notice"), max_length=20, choices=NoticeKind.choices, default=NoticeKind.UNTRANSLATED)
    text = models.CharField(
        _("text"),
        max_length=500,
        help_text=_("Shown above pages in that state, instead of our own first sentence. Links follow it."),
    )

    panels = [FieldPanel("locale"), FieldPanel("kind"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("wording of a notice")
        verbose_name_plural = _("wordings of notices")
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "kind"],
                name="notice_wording_once",
                violation_error_message=_("There is a wording of this notice in this language already."),
            )
        ]


class Priority(models.IntegerChoices):
    """How important an editor finds it that a page is translated."""

    LOW = 0, _("Low")
    NORMAL = 1, _("Normal")
    HIGH = 2, _("High")


class Workload(models.Model):
    """How much there is to translate in an original, and until when that is of use. Set when it is published."""

    page = models.OneToOneField(Page, on_delete=models.CASCADE, related_name="workload", verbose_name=_("page"))
    texts = models.PositiveIntegerField(_("texts"))
    words = models.PositiveIntegerField(_("words"))
    needed_by = models.DateField(_("needed by"), null=True)
    priority = models.SmallIntegerField(_("priority"), choices=Priority.choices, default=Priority.NORMAL)

    #: The fields that publishing sets.
    COMPUTED = ["texts", "words", "needed_by", "priority"]

    class Meta:
        verbose_name = _("words to translate")
        verbose_name_plural = _("words to translate")

    def __str__(self):
        return f"{self.page}: {self.words}"


class TranslationState(models.Model):
    """How a translation that was published stands to its original.

    Worked out when either is published. What is not translated has no row, nor has what was unpublished.
    """

    source = models.ForeignKey(
        Page, on_delete=models.CASCADE, related_name="translation_states", verbose_name=_("original")
    )
    target = models.OneToOneField(
        Page, on_delete=models.CASCADE, related_name="translation_state", verbose_name=_("translation")
    )
    locale = models.ForeignKey(
        Locale, on_delete=models.CASCADE, related_name="+", verbose_name=_("language"), db_index=False
    )
    total = models.PositiveIntegerField(_("texts of the original"))
    missing = models.PositiveIntegerField(_("texts without translation"))
    changed = models.PositiveIntegerField(_("texts that changed since"))
    words = models.PositiveIntegerField(_("words to translate"))
    machine = models.PositiveIntegerField(_("unconfirmed machine translations"))
    outdated_since = models.DateTimeField(_("outdated since"), null=True)
    #: Keys (see segments.Segment) of the texts that are shown in the original's language.
    missing_keys = models.JSONField(default=list)
    #: Former and present wordings of the original: [["former", "present"], …]; one of the two may be empty.
    changes = models.JSONField(default=list)

    #: The fields that publishing sets.
    COMPUTED = [
        "source",
        "locale",
        "total",
        "missing",
        "changed",
        "words",
        "machine",
        "outdated_since",
        "missing_keys",
        "changes",
    ]

    class Meta:
        verbose_name = _("state of a translation")
        verbose_name_plural = _("states of translations")
        # How far a language is, can be read from it alone: the rows themselves are long.
        indexes = [models.Index(fields=["locale", "source", "missing", "outdated_since"], name="state_by_language")]

    def __str__(self):
        return f"{self.target}: {self.missing}/{self.changed}/{self.total}"

    @property
    def computed(self) -> list:
        """What publishing sets, in order."""
        return [getattr(self, self._meta.get_field(name).attname) for name in self.COMPUTED]

    def apply(self, comparison, now) -> None:
        """Take over what was worked out (states.Comparison) at a moment; does not save."""
        self.total, self.words, self.machine = comparison.total, comparison.words, comparison.machine
        self.missing, self.missing_keys = len(comparison.missing), comparison.missing
        self.changed, self.changes = len(comparison.changes), [list(change) for change in comparison.changes]
        self.outdated_since = (self.outdated_since or now) if self.changed else None
