# audience: admin
"""Campaigns and the page that lists them."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from campaigns.choices import CAMPAIGN, CampaignStatus
from campaigns.lists import campaign_states
from campaigns.managers import CampaignQuerySet
from campaigns.structured_data import article_json_ld
from cms.listings.filters import LanguageFilter, OrganisationFilter, TagFilter, YearFilter
from cms.listings.pages import ListingPage
from cms.models import BasePage, StoryPage
from cms.outputs.api.fields import BodyField
from cms.pages.blocks import ActionsBlock
from cms.pages.widgets import DayInput
from cms.stories.timeline import State


class CampaignPage(StoryPage):
    """What a campaign demands, of whom, and what readers can do. schema.org: Article."""

    # What is demanded
    demand = models.CharField(
        _("demand"), max_length=300, blank=True, help_text=_("In one sentence: what must change? Needed to publish.")
    )
    addressee = models.CharField(
        _("addressee"), max_length=200, blank=True, help_text=_("Who can grant it, for example “the city council”.")
    )

    # How it stands
    status = models.CharField(
        _("status"), max_length=20, choices=CampaignStatus.choices, default=CampaignStatus.RUNNING
    )
    start_date = models.DateField(_("began on"), null=True, blank=True)
    end_date = models.DateField(_("ended on"), null=True, blank=True)

    # What readers can do
    actions = StreamField(
        ActionsBlock(),
        verbose_name=_("what readers can do"),
        blank=True,
        help_text=_("One or a few buttons, each of which asks for one thing."),
    )

    content_panels = [
        *BasePage.title_panels,
        MultiFieldPanel([FieldPanel("demand"), FieldPanel("addressee")], heading=_("The demand")),
        MultiFieldPanel(
            [
                FieldPanel("status"),
                FieldRowPanel([FieldPanel("start_date", widget=DayInput), FieldPanel("end_date", widget=DayInput)]),
            ],
            heading=_("How it stands"),
        ),
        *BasePage.image_panels,
        *BasePage.body_panels,
        FieldPanel("actions"),
        *BasePage.people_panels,
        *StoryPage.story_panels,
    ]
    heavy_fields = [*StoryPage.heavy_fields, "actions"]
    search_fields = [
        *StoryPage.search_fields,
        index.SearchField("demand", boost=2),
        index.SearchField("addressee"),
        index.FilterField("status"),
    ]
    api_fields = [
        *StoryPage.api_fields,
        *"demand addressee status start_date end_date".split(),
        APIField("actions", BodyField()),
    ]
    override_translatable_fields = [
        *StoryPage.override_translatable_fields,
        *(SynchronizedField(name, overridable=False) for name in ("status", "start_date", "end_date")),
    ]

    story_kind = CAMPAIGN
    year_field = "start_date"
    parent_page_types = ["freistadt_campaigns.CampaignIndexPage"]
    subpage_types: list[str] = []
    template = "freistadt_campaigns/campaign_page.html"
    card_template = "freistadt_campaigns/components/campaign_card.html"

    objects: ClassVar = PageManager.from_queryset(CampaignQuerySet)()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(start_date__isnull=True)
                | models.Q(end_date__isnull=True)
                | models.Q(end_date__gte=models.F("start_date")),
                name="campaign_ends_after_it_begins",
                violation_error_message=_("A campaign cannot end before it begins."),
            ),
        ]

    def full_clean(self, exclude=None, **kwargs):
        # `clean` says the same as the constraint, tied to a field; the database guards what goes past it.
        super().full_clean(exclude=exclude, **kwargs | {"validate_constraints": False})

    def clean(self):
        super().clean()
        if self.start_date and self.end_date and self.end_date < self.start_date:
            raise ValidationError({"end_date": _("A campaign cannot end before it begins.")})

    def check_publishable(self):
        super().check_publishable()
        errors: dict[str, Any] = {}
        if not self.demand:
            errors["demand"] = _("Say in one sentence what the campaign demands.")
        for action in self.actions:
            if not action.value.has_one_target:
                message = _("The call to action “%(button)s” must lead to either a page or a web address.")
                errors["actions"] = message % {"button": action.value["button"]}
        if errors:
            raise ValidationError(errors)

    @property
    def campaign_status(self) -> CampaignStatus:
        return CampaignStatus(self.status)

    @property
    def needed_by(self) -> date | None:  # type: ignore[override]  # nobody sets it
        """The day on which it ends, as long as it is running: later it is history."""
        return self.end_date if self.status == CampaignStatus.RUNNING else None

    @property
    def story_date(self):
        return self.start_date

    @property
    def story_state(self) -> State:
        return State(self.campaign_status.label, self.campaign_status.tone)

    def feed_summary(self, reader):
        from campaigns.feed import campaign_feed_summary

        return campaign_feed_summary(self, reader)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"structured_data": article_json_ld(self, request)}


class CampaignIndexPage(ListingPage):
    """The list of campaigns."""

    item_model = "freistadt_campaigns.CampaignPage"
    states = campaign_states
    filters = [TagFilter(), YearFilter(), OrganisationFilter(), LanguageFilter()]

    subpage_types = ["freistadt_campaigns.CampaignPage"]

    class Meta:
        verbose_name = _("list of campaigns")
        verbose_name_plural = _("lists of campaigns")
