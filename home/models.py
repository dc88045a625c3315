# audience: admin
"""The home page, and pages that are just pages."""

from collections.abc import Callable
from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page, get_page_models
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from campaigns.models import CampaignPage, DecisionPage, JobPage
from cms.languages.choosing import best_pages
from cms.languages.groups import NEWEST_FIRST, fetch_groups, originals, public
from cms.languages.reader import Reader, reader_for
from cms.models import BaseIndexPage, BasePage
from cms.outputs.feeds import MAX_ENTRIES, atom_response
from cms.text.urls import absolute
from events.models import EventPage

#: In which order the home page shows what it has found.
ORDER: dict[str, Callable] = {
    "events": lambda event: event.next_occurrence().starts_at,
    "decisions": lambda decision: date.max - (decision.decided_on or date.min),
    "campaigns": lambda campaign: date.max - (campaign.start_date or date.min),
    "jobs": lambda job: (job.closes_at is None, job.closes_at),
}


class StandardPage(BasePage):
    """A page for whatever has no type of its own: about us, imprint, privacy."""

    parent_page_types = ["freistadt_home.HomePage", "freistadt_home.StandardPage"]
    subpage_types = ["freistadt_home.StandardPage"]
    template = "freistadt_home/standard_page.html"

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")


class HomePage(RoutablePageMixin, BasePage):
    """The page at the top: what the site is about, what is on, what was decided, what one can do."""

    #: How many of each are shown.
    EVENTS = 4
    DECISIONS = 3
    CAMPAIGNS = 2
    JOBS = 3

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
        "freistadt_home.StandardPage",
        "freistadt_events.EventIndexPage",
        "freistadt_campaigns.CampaignIndexPage",
        "freistadt_campaigns.DecisionIndexPage",
        "freistadt_campaigns.JobIndexPage",
        "freistadt_organisations.OrganisationIndexPage",
    ]
    template = "freistadt_home/home_page.html"

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        reader = reader_for(request)
        found = {
            "events": EventPage.objects.visible().current()[: self.EVENTS],
            "decisions": DecisionPage.objects.visible().newest_first()[: self.DECISIONS],
            "campaigns": CampaignPage.objects.visible().running()[: self.CAMPAIGNS],
            "jobs": JobPage.objects.visible().open()[: self.JOBS],
        }
        wanted = Q()
        for pages in found.values():
            wanted |= Q(pk__in=pages.values("pk"))
        # All groups in one query, and then of each type the versions that are shown.
        groups = fetch_groups(Page.objects.filter(wanted))
        reader.groups.add(groups)
        shown = best_pages(reader, (group.original for group in groups.values()), pictures=False)
        reader.addresses.prepare(shown)
        for name, pages in found.items():
            context[name] = sorted((page for page in shown if isinstance(page, pages.model)), key=ORDER[name])
        self.load_actions(context["campaigns"], reader)
        context["feed_url"] = self.feed_url(reader)
        return context

    @staticmethod
    def load_actions(campaigns: list[CampaignPage], reader: Reader) -> None:
        """Give campaigns what readers can do, which lists do without. One query.

        None to a campaign that is not completely translated: nobody would know in which language it is.
        """
        complete = [c.pk for c in campaigns if not reader.groups.version_of(c).missing]
        actions = CampaignPage.objects.only("actions").in_bulk(complete)
        for campaign in campaigns:
            campaign.actions = actions[campaign.pk].actions if campaign.pk in actions else []

    @path("feed.atom/")
    def feed(self, request):
        """What was published last, of all types, as an Atom feed."""
        reader = reader_for(request)
        return atom_response(
            best_pages(reader, self.latest(MAX_ENTRIES)),
            reader,
            title=self.title,
            subtitle=self.summary,
            language=reader.languages[self.locale_id],
            url=absolute(reader.addresses.url(self)),
            feed_url=self.feed_url(reader),
            updated=self.last_published_at,
        )

    def feed_url(self, reader: Reader) -> str:
        return absolute(f"{reader.addresses.url(self)}feed.atom")

    def latest(self, count: int) -> PageQuerySet:
        """The originals of the pages published last, of every type but those that list others.

        Jobs for which nobody can apply any more are no news.
        """
        pages = (
            Page.objects.live()
            .exclude(pk__in=JobPage.objects.over().order_by().values("pk"))
            .not_exact_type(Page, HomePage, *index_page_types())
        )
        newest = public(originals(pages)).order_by(*NEWEST_FIRST)
        return newest.defer_streamfields().specific()[:count]


def index_page_types() -> list[type[Page]]:
    """The page types that only list other pages."""
    return [model for model in get_page_models() if issubclass(model, BaseIndexPage)]
