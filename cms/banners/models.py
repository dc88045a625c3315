# audience: admin
"""Banners: one sentence above the pages that asks readers to do one thing, such as to support or to translate."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Locale, Page

from cms.pages.widgets import MomentInput
from cms.text.urls import web_url


class Banner(ClusterableModel):
    """Where a banner leads, when it is shown and where. What it says, and in which languages, are its texts.

    Without a link, as when the page it led to was deleted, it is not shown.
    """

    name = models.CharField(_("name"), max_length=100, help_text=_("For editors; readers do not see it."))
    starts_at = models.DateTimeField(
        _("shown from"), null=True, blank=True, help_text=_("Leave it empty to show the banner at once.")
    )
    ends_at = models.DateTimeField(
        _("shown until"),
        null=True,
        blank=True,
        help_text=_("Of several banners, readers see the one that ends first; without an end, the newest."),
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("leads to the page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("The banner is shown only while everybody can see the page."),
    )
    url = models.URLField(_("or to the web address"), blank=True, validators=[web_url])
    updated_at = models.DateTimeField(auto_now=True)

    panels = [
        FieldPanel("name"),
        InlinePanel(
            "texts",
            heading=_("Texts"),
            label=_("Text"),
            min_num=1,
            help_text=_("The banner is shown in the languages in which it has a text, and in no others."),
        ),
        MultiFieldPanel([FieldPanel("page"), FieldPanel("url")], heading=_("Where it leads")),
        FieldRowPanel(
            [FieldPanel("starts_at", widget=MomentInput), FieldPanel("ends_at", widget=MomentInput)], heading=_("When")
        ),
        InlinePanel(
            "sections",
            heading=_("Where it is shown"),
            label=_("Page"),
            help_text=_("On these pages and all pages below them, in all languages. On every page if there is none."),
        ),
    ]

    class Meta:
        verbose_name = _("banner")
        verbose_name_plural = _("banners")
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
                name="banner_ends_after_it_starts",
                violation_error_message=_("The banner must end after it starts."),
            ),
            # Not "exactly one": when the page is deleted, the banner remains, unseen.
            models.CheckConstraint(
                condition=Q(page__isnull=True) | Q(url=""),
                name="banner_leads_to_one_place",
                violation_error_message=_("The banner can lead to a page or to a web address, not to both."),
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if not self.page and not self.url:
            raise ValidationError(_("The banner must lead somewhere: choose a page, or give a web address."))


class BannerTextQuerySet(models.QuerySet):
    def current(self):
        """The texts of banners whose time it is: those that end first come first, of the others the newest."""
        now = timezone.now()
        return self.filter(
            Q(banner__starts_at__isnull=True) | Q(banner__starts_at__lte=now),
            Q(banner__ends_at__isnull=True) | Q(banner__ends_at__gt=now),
        ).order_by(F("banner__ends_at").asc(nulls_last=True), "-banner_id")


class BannerText(models.Model):
    """What a banner says in one language."""

    banner = ParentalKey(Banner, on_delete=models.CASCADE, related_name="texts")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    text = models.CharField(_("text"), max_length=200, help_text=_("One or two sentences, at most 200 characters."))
    button = models.CharField(
        _("button"), max_length=60, help_text=_("What readers can do, for example “Support our work”.")
    )

    panels = [FieldPanel("locale"), FieldPanel("text"), FieldPanel("button")]
    objects = BannerTextQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a banner")
        verbose_name_plural = _("texts of banners")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["banner", "locale"],
                name="banner_text_once",
                violation_error_message=_("The banner has a text in this language already."),
            )
        ]

    def __str__(self):
        return self.text


class BannerSection(models.Model):
    """A page on which, and below which, a banner is shown.

    The row outlives its page: a banner that was meant for a section must not appear everywhere when that is deleted.
    """

    banner = ParentalKey(Banner, on_delete=models.CASCADE, related_name="sections")
    page = models.ForeignKey(Page, verbose_name=_("page"), null=True, on_delete=models.SET_NULL, related_name="+")

    panels = [FieldPanel("page")]

    class Meta:
        verbose_name = _("section of a banner")
        verbose_name_plural = _("sections of banners")
        ordering = ["pk"]

    def __str__(self):
        return str(self.page or "")
