"""The home page, and pages that are just pages."""

from collections.abc import Sequence

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from campaigns.models import JobPage
from cms.accessibility import reports as barrier_reports
from cms.accessibility import statement as accessibility
from cms.feeds import MAX_ENTRIES, atom_response
from cms.languages.groups import NEWEST_FIRST, originals, public
from cms.languages.reader import Reader, reader_for
from cms.languages.templatetags.languages import absolute
from cms.models import BaseIndexPage, BasePage
from cms.search import views as search_views
from cms.translation import status as translation_status
from events.models import EventPage


class StandardPage(BasePage):
    """A page for whatever has no type of its own: about us, imprint, privacy."""

    parent_page_types = ["home.HomePage", "home.StandardPage"]
    template = "home/standard_page.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class HomePage(RoutablePageMixin, BasePage):
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
    subpage_types = [
        "home.StandardPage",
        "events.EventIndexPage",
        "campaigns.CampaignIndexPage",
        "campaigns.DecisionIndexPage",
        "campaigns.JobIndexPage",
        "directory.OrganisationIndexPage",
    ]
    template = "home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        reader = reader_for(request)
        next_events = list(EventPage.objects.visible().current()[: self.NEXT])
        context["next_events"] = reader.best(next_events, EventPage)
        context["latest"] = reader.best(self.latest(self.LATEST, besides=next_events))
        reader.prepare([*context["next_events"], *context["latest"]])
        context["feed_url"] = self.feed_url(reader)
        return context

    @path("feed.atom/")
    def feed(self, request):
        """What was published last, of all types, as an Atom feed."""
        reader = reader_for(request)
        return atom_response(
            reader.best(self.latest(MAX_ENTRIES)),
            reader,
            title=self.title,
            subtitle=self.summary,
            language=reader.languages[self.locale_id],
            url=absolute(reader.url(self)),
            feed_url=self.feed_url(reader),
            updated=self.last_published_at,
        )

    @path(search_views.SUBPATH)
    def search(self, request):
        """The search over the whole site."""
        return search_views.search(request)

    @path(translation_status.SUBPATH)
    def translations(self, request):
        """How far the translations of the site are."""
        return translation_status.status(request)

    @path(accessibility.SUBPATH)
    def accessibility_statement(self, request):
        """The accessibility statement."""
        return accessibility.statement(request)

    @path(accessibility.REPORT_SUBPATH)
    def report_a_barrier(self, request):
        """The form to report a barrier."""
        return barrier_reports.report(request)

    @path(accessibility.SENT_SUBPATH)
    def barrier_reported(self, request):
        """Thanks for a report."""
        return barrier_reports.sent(request)

    def feed_url(self, reader: Reader) -> str:
        return absolute(f"{reader.url(self)}feed.atom")

    def latest(self, count: int, besides: Sequence[Page] = ()) -> PageQuerySet:
        """The originals of the pages published last, of every type but those that list others, `besides` left out.

        Jobs for which nobody can apply any more are no news.
        """
        pages = (
            Page.objects.live()
            .exclude(pk__in=[page.pk for page in besides])
            .exclude(pk__in=JobPage.objects.over().order_by().values("pk"))
            .not_exact_type(Page, HomePage, *index_page_types())
        )
        newest = public(originals(pages)).order_by(*NEWEST_FIRST)
        return newest.defer_streamfields().specific()[:count]


def index_page_types() -> list[type[Page]]:
    """The page types that only list other pages."""
    return [model for model in get_page_models() if issubclass(model, BaseIndexPage)]
