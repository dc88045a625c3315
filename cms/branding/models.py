# audience: admin
"""What a site is called and looks like."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Locale, Orderable, Page

from cms.accessibility.models import AccessibilityStatement
from cms.pages.widgets import ColourInput
from cms.text.urls import web_url

from .palette import ACCENT, MAIN
from .validators import check_accent_colour, check_main_colour


@register_setting(icon="site", order=90)
class SiteSettings(BaseGenericSetting, ClusterableModel):
    """What a site is called and looks like, its footer, and whom to write to."""

    site_name = models.CharField(_("name of the site"), max_length=80, default="Freistadt")
    publisher = models.CharField(
        _("publisher"), max_length=200, blank=True, help_text=_("Who is responsible for this site, for the footer.")
    )
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_(
            "A wide logo stands for the name, a square one beside it. "
            "In dark mode it is put on white, so that it can be seen."
        ),
    )
    main_colour = models.CharField(
        _("main colour"),
        max_length=7,
        default=MAIN,
        validators=[check_main_colour],
        help_text=_("For links, buttons and the footer. All shades, also those of dark mode, are made from it."),
    )
    accent_colour = models.CharField(
        _("accent colour"),
        max_length=7,
        default=ACCENT,
        validators=[check_accent_colour],
        help_text=_("For lines, and the mark around what is chosen with the keyboard."),
    )
    footer_pages = StreamField(
        [("page", PageChooserBlock(label=_("Page")))],
        verbose_name=_("pages in the footer"),
        blank=True,
        help_text=_("For example the imprint and the privacy notice. Readers see them in their language, if possible."),
    )
    source_code_url = models.URLField(
        _("source code"), blank=True, validators=[web_url], help_text=_("Where this site's software can be had.")
    )
    translate_page = models.ForeignKey(
        Page,
        verbose_name=_("how to help translating"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A page that tells volunteers how to begin. Linked from the notice above untranslated pages."),
    )

    select_related = ["translate_page", "logo"]
    panels = [
        MultiFieldPanel([FieldPanel("site_name"), FieldPanel("publisher")], heading=_("Name")),
        MultiFieldPanel(
            [
                FieldPanel("logo"),
                FieldRowPanel(
                    [
                        FieldPanel("main_colour", widget=ColourInput),
                        FieldPanel("accent_colour", widget=ColourInput),
                    ]
                ),
            ],
            heading=_("Logo and colours"),
        ),
        MultiFieldPanel(
            [
                InlinePanel("footer_texts", heading=_("Text"), label=_("Text")),
                FieldPanel("footer_pages"),
                FieldPanel("source_code_url"),
            ],
            heading=_("Footer"),
        ),
        FieldPanel("translate_page"),
    ]

    class Meta:
        verbose_name = _("The site")

    @classmethod
    def base_queryset(cls):
        """With what the foot of every page must know of the accessibility statement, at the cost of no query."""
        statement = AccessibilityStatement.published()
        return (
            super()
            .base_queryset()
            .annotate(
                has_accessibility_statement=models.Exists(statement),
                takes_barrier_reports=models.Exists(statement.exclude(email="")),
            )
        )

    def __str__(self):
        return self.site_name


class FooterText(Orderable):
    """What the footer says in one language."""

    settings = ParentalKey(SiteSettings, on_delete=models.CASCADE, related_name="footer_texts")
    locale = models.ForeignKey(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="footer_texts"
    )
    text = models.CharField(
        _("text"),
        max_length=300,
        help_text=_("A sentence or two, at most 300 characters. Readers of other languages see it in the next best."),
    )

    panels = [FieldPanel("locale"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("text of the footer")
        verbose_name_plural = _("texts of the footer")
        constraints = [
            models.UniqueConstraint(
                fields=["locale"],
                name="footer_text_once",
                violation_error_message=_("The footer has a text in this language already."),
            )
        ]

    def __str__(self):
        return self.text
