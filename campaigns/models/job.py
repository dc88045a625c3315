# audience: admin
"""Job adverts and the page that lists them."""

from datetime import date
from typing import ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from campaigns.api import ApplicationURLField, HowToApplyField
from campaigns.choices import JOB, EmploymentType, JobState, JobStatus, Workplace
from campaigns.lists import job_states
from campaigns.managers import JobQuerySet
from campaigns.structured_data import job_json_ld
from cms.directory.choices import Role
from cms.listings.filters import LanguageFilter, OrganisationFilter, PlaceFilter, TagFilter, YearFilter
from cms.listings.pages import ListingPage
from cms.models import BasePage, StoryPage
from cms.pages.blocks import RICH_TEXT_FEATURES
from cms.pages.widgets import DayInput, MomentInput
from cms.stories.timeline import State
from cms.text.countries import optional_country_choices
from cms.text.urls import web_url


class JobPage(StoryPage):
    """A job advert. schema.org: JobPosting. The employer is the organisation with that part in the page."""

    # Whether one can apply, and until when
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=JobStatus.choices,
        default=JobStatus.OPEN,
        help_text=_("An open job closes by itself at the moment given below."),
    )
    expected_from = models.DateField(
        _("expected from"), null=True, blank=True, help_text=_("For a job that is only announced.")
    )
    posted_on = models.DateField(_("published on"), default=timezone.localdate, help_text=_("The day of the advert."))
    closes_at = models.DateTimeField(
        _("applications until"), null=True, blank=True, help_text=_("By the clock of your account.")
    )

    # The work
    employment_type = models.CharField(
        _("employment"), max_length=20, choices=EmploymentType.choices, default=EmploymentType.FULL_TIME
    )
    weekly_hours = models.DecimalField(
        _("hours a week"),
        max_digits=4,
        decimal_places=1,
        null=True,
        blank=True,
        validators=[MinValueValidator(0.5), MaxValueValidator(80)],
    )
    fixed_term_until = models.DateField(
        _("fixed term until"), null=True, blank=True, help_text=_("Leave it empty if the job has no end.")
    )
    pay_grade = models.CharField(_("pay"), max_length=100, blank=True, help_text=_("For example “TVöD E 13”."))

    # Where
    workplace = models.CharField(_("place of work"), max_length=20, choices=Workplace.choices, default=Workplace.ONSITE)
    street_address = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    locality = models.CharField(_("town"), max_length=100, blank=True)
    country = models.CharField(
        _("country"), max_length=2, blank=True, help_text=_("Of the job, or in which one must live to work from home.")
    )

    # How to apply
    how_to_apply = RichTextField(_("how to apply"), blank=True, features=RICH_TEXT_FEATURES)
    application_url = models.URLField(
        _("where to apply"), blank=True, validators=[web_url], help_text=_("The web address of the form or the advert.")
    )

    content_panels = [
        *BasePage.title_panels,
        MultiFieldPanel(
            [
                FieldPanel("status"),
                FieldRowPanel([FieldPanel("posted_on", widget=DayInput), FieldPanel("closes_at", widget=MomentInput)]),
                FieldPanel("expected_from", widget=DayInput),
            ],
            heading=_("Can one apply?"),
        ),
        *BasePage.people_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("employment_type"), FieldPanel("weekly_hours")]),
                FieldRowPanel([FieldPanel("fixed_term_until", widget=DayInput), FieldPanel("pay_grade")]),
            ],
            heading=_("The work"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("workplace"),
                FieldPanel("street_address"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("locality")]),
                FieldPanel("country", widget=forms.Select(choices=optional_country_choices)),  # type: ignore[arg-type]  # a function is right, too: django-stubs 6.1 only knows lists
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel([FieldPanel("how_to_apply"), FieldPanel("application_url")], heading=_("How to apply")),
        *BasePage.image_panels,
        *BasePage.body_panels,
        *StoryPage.story_panels,
    ]
    heavy_fields = [*StoryPage.heavy_fields, "how_to_apply"]
    search_fields = [
        *StoryPage.search_fields,
        index.SearchField("locality"),
        index.FilterField("status"),
        index.FilterField("closes_at"),
    ]
    api_fields = [
        *StoryPage.api_fields,
        *"status state expected_from posted_on closes_at employment_type weekly_hours fixed_term_until".split(),
        *"pay_grade workplace street_address postal_code locality country".split(),
        APIField("how_to_apply", HowToApplyField()),
        APIField("application_url", ApplicationURLField()),
    ]
    override_translatable_fields = [
        *StoryPage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "status expected_from posted_on closes_at employment_type weekly_hours fixed_term_until pay_grade "
                "workplace street_address postal_code locality country application_url"
            ).split()
        ),
    ]

    story_kind = JOB
    year_field = "posted_on"
    place_field = "locality"
    parent_page_types = ["freistadt_campaigns.JobIndexPage"]
    subpage_types: list[str] = []
    template = "freistadt_campaigns/job_page.html"
    card_template = "freistadt_campaigns/components/job_card.html"

    objects: ClassVar = PageManager.from_queryset(JobQuerySet)()

    class Meta:
        verbose_name = _("job advert")
        verbose_name_plural = _("job adverts")

    #: The part that an organisation must have for the page to be published, and what editors are told otherwise.
    needed_role = (
        Role.EMPLOYER,
        _("Say who employs: add the employer under “Organisations”, with the part “Employer”."),
    )

    def clean(self):
        super().clean()
        if self.closes_at and self.posted_on and timezone.localdate(self.closes_at) < self.posted_on:
            raise ValidationError({"closes_at": _("A job cannot close before it is published.")})

    def check_publishable(self):
        super().check_publishable()
        errors = {}
        if self.status == JobStatus.ANNOUNCED and not self.expected_from:
            errors["expected_from"] = _("Say from which day the advert is expected.")
        if self.workplace != Workplace.REMOTE and not self.locality:
            errors["locality"] = _("Say in which town, or choose “From anywhere”.")
        if errors:
            raise ValidationError(errors)

    @property
    def state(self) -> JobState:
        """How the job stands at this moment."""
        if self.status == JobStatus.ANNOUNCED:
            overdue = self.expected_from and self.expected_from < timezone.localdate()
            return JobState.OVERDUE if overdue else JobState.ANNOUNCED
        if self.status == JobStatus.OPEN and self.closes_at and self.closes_at <= timezone.now():
            return JobState.CLOSED
        return JobState(self.status)

    @property
    def is_open(self) -> bool:
        return self.state == JobState.OPEN

    @property
    def work_type(self) -> EmploymentType:
        return EmploymentType(self.employment_type)

    @property
    def works_at(self) -> Workplace:
        return Workplace(self.workplace)

    @property
    def needed_by(self) -> date | None:  # type: ignore[override]  # nobody sets it
        """The last day on which one can apply. Of a job that is over, that of the advert: nobody can any more."""
        if self.status not in (JobStatus.ANNOUNCED, JobStatus.OPEN):
            return self.posted_on
        return timezone.localdate(self.closes_at) if self.closes_at else None

    @property
    def story_date(self):
        return self.expected_from if self.status == JobStatus.ANNOUNCED else self.posted_on

    @property
    def story_state(self) -> State:
        return State(self.state.label, self.state.tone)

    @classmethod
    def sitemap_exclusions(cls):
        """Search engines are not sent to jobs that are over."""
        return cls.objects.over()

    def feed_summary(self, reader):
        from campaigns.feed import job_feed_summary

        return job_feed_summary(self, reader)

    def get_context(self, request, *args, **kwargs):
        return super().get_context(request, *args, **kwargs) | {"structured_data": job_json_ld(self, request)}


class JobIndexPage(ListingPage):
    """The list of job adverts."""

    item_model = "freistadt_campaigns.JobPage"
    states = job_states
    filters = [TagFilter(), YearFilter(), PlaceFilter(), OrganisationFilter(), LanguageFilter()]

    subpage_types = ["freistadt_campaigns.JobPage"]

    class Meta:
        verbose_name = _("list of job adverts")
        verbose_name_plural = _("lists of job adverts")
