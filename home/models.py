"""The home page, and pages that are just pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import Page, get_page_models
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.languages.groups import originals, public
from cms.languages.reader import reader_for
from cms.models import BaseIndexPage, BasePage
from events.models import EventPage


class StandardPage(BasePage):
    """A page for whatever has no type of its own: about us, imprint, privacy."""

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    template = "home/standard_page.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class HomePage(BasePage):
    """The page at the top: what the site is about, what is next, what is new."""

    #: How many of each are shown.
    NEXT = 4
    LATEST = 6

    hero_title = models.CharField(
        _("headline"), max_length=120, blank=True, help_text=_("The first thing visitors read. The title, if empty.")
    )
    hero_button = models.CharField(
        _("button"), max_length=60, blank=True, help_text=_("What visitors can do first, for example “See our events”.")
    )
    hero_page = models.ForeignKey(
        Page,
        verbose_name=_("page behind the button"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = [
        TitleFieldPanel("title"),
        MultiFieldPanel(
            [
                FieldPanel("hero_title"),
                FieldPanel("summary"),
                FieldPanel("hero_button"),
                FieldPanel("hero_page"),
            ],
            heading=_("Opening"),
        ),
        *BasePage.image_panels,
        *BasePage.body_panels,
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("hero_title")]
    api_fields = [*BasePage.api_fields, "hero_title"]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("hero_page", overridable=False),
    ]

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["home.StandardPage", "events.EventIndexPage"]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        reader = reader_for(request)
        next_events = list(EventPage.objects.visible().current()[: self.NEXT])
        context["next_events"] = reader.best(next_events, EventPage)
        context["latest"] = reader.best(self.latest(besides=next_events))
        reader.prepare([*context["next_events"], *context["latest"]])
        return context

    def latest(self, besides: list[Page]):
        """The originals of the pages published last, of every type but those that list others, `besides` left out."""
        pages = (
            Page.objects.live()
            .exclude(pk__in=[page.pk for page in besides])
            .not_exact_type(Page, HomePage, *index_page_types())
        )
        newest = public(originals(pages)).order_by("-first_published_at", "-pk")
        return newest.defer_streamfields().specific()[: self.LATEST]


def index_page_types() -> list[type[Page]]:
    """The page types that only list other pages."""
    return [model for model in get_page_models() if issubclass(model, BaseIndexPage)]
