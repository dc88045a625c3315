# audience: admin
"""Council decisions and the page that lists them."""

from datetime import timedelta
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from campaigns.choices import DECISION, DecisionResult, Implementation, PaperType
from campaigns.lists import decision_states
from campaigns.managers import DecisionQuerySet
from campaigns.structured_data import article_json_ld
from campaigns.votes import VoteShare, vote_shares
from cms.directory.choices import Role
from cms.listings.filters import LanguageFilter, OrganisationFilter, TagFilter, YearFilter
from cms.listings.pages import ListingPage
from cms.models import BasePage, StoryPage
from cms.outputs.api.fields import BodyField, RichTextData
from cms.pages.blocks import RICH_TEXT_FEATURES, FilesBlock
from cms.pages.widgets import DayInput
from cms.stories.timeline import State
from cms.text.urls import web_url


class DecisionPage(StoryPage):
    """What a council or another body decided. OParl 1.1: Paper and AgendaItem; schema.org: Article.

    The deciding body is the organisation with that part in the page.
    """

    # What was decided, and when
    decided_on = models.DateField(_("decided on"), null=True, blank=True, help_text=_("Needed to publish."))
    result = models.CharField(
        _("result"), max_length=20, choices=DecisionResult.choices, default=DecisionResult.ADOPTED
    )
    votes_for = models.PositiveIntegerField(_("votes for"), null=True, blank=True)
    votes_against = models.PositiveIntegerField(_("votes against"), null=True, blank=True)
    abstentions = models.PositiveIntegerField(_("abstentions"), null=True, blank=True)

    # The paper
    paper_reference = models.CharField(
        _("paper number"), max_length=100, blank=True, help_text=_("By which the council finds it: “23758-22”.")
    )
    paper_type = models.CharField(_("kind of paper"), max_length=20, choices=PaperType.choices, blank=True)
    resolution = RichTextField(
        _("text of the resolution"),
        blank=True,
        features=RICH_TEXT_FEATURES,
        help_text=_("The words that were voted on, as far as they may be quoted."),
    )
    files = StreamField(
        FilesBlock(), verbose_name=_("files"), blank=True, help_text=_("Shown with type, size and checksum.")
    )
    source_url = models.URLField(
        _("source"), blank=True, validators=[web_url], help_text=_("Where the council publishes it.")
    )
    oparl_url = models.URLField(
        _("OParl address"),
        blank=True,
        validators=[web_url],
        help_text=_("Of the paper, for programs, if the council has an OParl interface."),
    )
    recording_url = models.URLField(
        _("recording of the meeting"), blank=True, validators=[web_url], help_text=_("The page of the video.")
    )
    recording_offset = models.DurationField(
        _("where it begins"),
        null=True,
        blank=True,
        help_text=_("Hours, minutes and seconds into the recording: 4:01:29."),
    )

    # What becomes of it
    implementation = models.CharField(
        _("carried out"), max_length=20, choices=Implementation.choices, default=Implementation.DECIDED
    )
    next_review = models.DateField(
        _("next review"), null=True, blank=True, help_text=_("When somebody is to look again how far it is.")
    )

    content_panels = [
        *BasePage.title_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("decided_on", widget=DayInput), FieldPanel("result")]),
                FieldRowPanel([FieldPanel("votes_for"), FieldPanel("votes_against"), FieldPanel("abstentions")]),
            ],
            heading=_("The decision"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("implementation"), FieldPanel("next_review", widget=DayInput)]),
            ],
            heading=_("What becomes of it"),
        ),
        *BasePage.people_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("paper_reference"), FieldPanel("paper_type")]),
                FieldPanel("source_url"),
                FieldPanel("oparl_url"),
                FieldRowPanel([FieldPanel("recording_url"), FieldPanel("recording_offset")]),
            ],
            heading=_("Where it can be looked up"),
        ),
        *BasePage.image_panels,
        *BasePage.body_panels,
        FieldPanel("resolution"),
        FieldPanel("files"),
        *StoryPage.story_panels,
    ]
    heavy_fields = [*StoryPage.heavy_fields, "resolution", "files"]
    search_fields = [
        *StoryPage.search_fields,
        index.SearchField("resolution"),
        index.SearchField("paper_reference"),
        index.FilterField("implementation"),
        index.FilterField("decided_on"),
    ]
    api_fields = [
        *StoryPage.api_fields,
        *"decided_on result votes_for votes_against abstentions paper_reference paper_type".split(),
        APIField("resolution", RichTextData()),
        APIField("files", BodyField()),
        *"source_url oparl_url recording_url recording_offset implementation next_review".split(),
    ]
    override_translatable_fields = [
        *StoryPage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "decided_on result votes_for votes_against abstentions paper_reference paper_type files source_url "
                "oparl_url recording_url recording_offset implementation next_review"
            ).split()
        ),
    ]

    story_kind = DECISION
    year_field = "decided_on"
    parent_page_types = ["freistadt_campaigns.DecisionIndexPage"]
    subpage_types: list[str] = []
    template = "freistadt_campaigns/decision_page.html"
    card_template = "freistadt_campaigns/components/decision_card.html"

    objects: ClassVar = PageManager.from_queryset(DecisionQuerySet)()

    class Meta:
        verbose_name = _("council decision")
        verbose_name_plural = _("council decisions")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(recording_offset__isnull=True) | models.Q(recording_offset__gte=timedelta(0)),
                name="decision_recording_offset_not_negative",
                violation_error_message=_("A recording has no time before its beginning."),
            ),
        ]

    def clean(self):
        super().clean()
        errors = {}
        if self.decided_on and self.decided_on > timezone.localdate():
            errors["decided_on"] = _("This day is still to come: nothing has been decided yet.")
        if self.recording_offset and not self.recording_url:
            errors["recording_url"] = _("Say where the recording is to be found.")
        if errors:
            raise ValidationError(errors)

    def check_publishable(self):
        super().check_publishable()
        if not self.decided_on:
            raise ValidationError({"decided_on": _("Say on which day it was decided.")})

    #: The part that an organisation must have for the page to be published, and what editors are told otherwise.
    needed_role = (
        Role.DECIDING_BODY,
        _("Say who decided: add the council under “Organisations”, with the part “Deciding body”."),
    )

    @property
    def decision_result(self) -> DecisionResult:
        return DecisionResult(self.result)

    @property
    def implementation_status(self) -> Implementation:
        return Implementation(self.implementation)

    @property
    def is_to_be_carried_out(self) -> bool:
        """Whether something is still to be done."""
        return self.decision_result.takes_effect and not self.implementation_status.is_final

    @property
    def paper_kind(self) -> str:
        return str(PaperType(self.paper_type).label) if self.paper_type else ""

    @property
    def was_counted(self) -> bool:
        """Whether it is known how many voted how."""
        return self.votes_for is not None or self.votes_against is not None or self.abstentions is not None

    @property
    def vote_shares(self) -> list[VoteShare]:
        """The parts of a bar that shows the votes; empty if not all of them are known."""
        return vote_shares(self.votes_for, self.votes_against, self.abstentions)

    @property
    def implementation_steps(self) -> list[tuple[Implementation, bool]]:
        """The steps on the way, in order, and whether each has been reached. One that was revoked goes no further."""
        now = self.implementation_status
        if now == Implementation.REVOKED:
            return [(Implementation.DECIDED, True), (now, True)]
        steps = [step for step in Implementation if step != Implementation.REVOKED]
        return [(step, place <= steps.index(now)) for place, step in enumerate(steps)]

    @property
    def is_review_overdue(self) -> bool:
        review = self.next_review
        return bool(self.is_to_be_carried_out and review and review < timezone.localdate())

    @property
    def recording_link(self) -> str:
        """The recording, at the second where the matter is called (W3C Media Fragments 1.0: `#t=`)."""
        if not self.recording_url or not self.recording_offset:
            return self.recording_url
        address, _hash, _fragment = self.recording_url.partition("#")
        return f"{address}#t={int(self.recording_offset.total_seconds())}"

    @property
    def story_date(self):
        return self.decided_on

    @property
    def story_state(self) -> State:
        if self.decision_result.takes_effect:
            return State(self.implementation_status.label, self.implementation_status.tone)
        return State(self.decision_result.label, self.decision_result.tone)

    def feed_summary(self, reader):
        from campaigns.feed import decision_feed_summary

        return decision_feed_summary(self, reader)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"structured_data": article_json_ld(self, request)}


class DecisionIndexPage(ListingPage):
    """The list of council decisions."""

    item_model = "freistadt_campaigns.DecisionPage"
    states = decision_states
    filters = [TagFilter(), YearFilter(), OrganisationFilter(), LanguageFilter()]

    subpage_types = ["freistadt_campaigns.DecisionPage"]

    class Meta:
        verbose_name = _("list of council decisions")
        verbose_name_plural = _("lists of council decisions")
