"""What an editor decides about languages: who is shown what, and how a notice is worded."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, HelpPanel, InlinePanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Locale, Orderable


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


class NoticeWording(Orderable):
    """An editor's own words, in one language, for the notice above a page that is not translated into it."""

    settings = ParentalKey(LanguageSettings, on_delete=models.CASCADE, related_name="wordings")
    locale = models.OneToOneField(
        Locale,
        verbose_name=_("language of the notice"),
        on_delete=models.CASCADE,
        related_name="notice_wording",
    )
    text = models.CharField(
        _("text"),
        max_length=500,
        help_text=_(
            "Shown above pages that are not translated into this language. The links to other languages follow it."
        ),
    )

    panels = [FieldPanel("locale"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("wording of a notice")
        verbose_name_plural = _("wordings of notices")
