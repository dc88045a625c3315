# audience: admin
"""Events and the page that lists them.

Dates and times are kept as an editor says them: on the clock of the event's own time zone. The moments
at which it begins and ends (`starts_at`, `finishes_at`) are worked out from them when it is saved, so that
they stay right when a government moves daylight-saving time.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, path, re_path
from wagtail.documents import get_document_model_string
from wagtail.fields import StreamField
from wagtail.models import PageManager
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from cms.directory.choices import Role
from cms.directory.models import Organisation
from cms.directory.participants import Participants
from cms.languages.reader import reader_for
from cms.listings.filters import LanguageFilter, OrganisationFilter, PlaceFilter, TagFilter, YearFilter
from cms.listings.pages import Listing, ListingPage
from cms.models import BasePage, StoryPage
from cms.outputs.api.fields import FileField
from cms.pages.coordinates import HALF, Located
from cms.pages.widgets import ClockInput, DayInput, MomentInput
from cms.stories.choices import Tone
from cms.stories.timeline import State
from cms.text.countries import optional_country_choices
from cms.text.urls import web_url

from .api import CoordinateField, OnlineField, PlaceField
from .blocks import ExceptionsBlock, changes_of
from .choices import EVENT, AttendanceMode, EventStatus, EventTime, RegistrationState, Repetition
from .clock import OnItsClock
from .fields import LanguagesField, time_zone_choices, validate_time_zone
from .forms import RepetitionErrors
from .lists import STATUS_TONES, event_states
from .managers import EventQuerySet, OccurrenceManager
from .panels import DatesPanel
from .recurrence import Occurrence, Series, next_of

#: Years in which an event can be. Clocks were local before, and calendars know no zones.
FIRST_YEAR, LAST_YEAR = 1900, 2999


def default_time_zone() -> str:
    return settings.TIME_ZONE


class EventPage(OnItsClock, Located, RoutablePageMixin, StoryPage):
    """One event. schema.org: Event; iCalendar: VEVENT."""

    # When
    # Null only in drafts: a public event has a day.
    start_date = models.DateField(_("first day"), null=True)
    start_time = models.TimeField(_("begins at"), null=True, blank=True)
    end_date = models.DateField(
        _("last day"), null=True, blank=True, help_text=_("Leave it empty if it ends on the day on which it begins.")
    )
    end_time = models.TimeField(_("ends at"), null=True, blank=True)
    all_day = models.BooleanField(_("lasts all day"), default=False, help_text=_("No times are shown then."))
    open_end = models.BooleanField(
        _("open end"), default=False, help_text=_("It is not known when it ends, or it ends when the last one leaves.")
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default=default_time_zone,
        validators=[validate_time_zone],
        help_text=_("The clock by which the times above are meant."),
    )
    starts_at = models.DateTimeField(editable=False, null=True, db_index=True)
    finishes_at = models.DateTimeField(editable=False, null=True, db_index=True)

    # How often
    repeats = models.CharField(
        _("repeats"), max_length=20, choices=[("", _("does not repeat")), *Repetition.choices], blank=True, default=""
    )
    repeat_until = models.DateField(
        _("repeats until"), null=True, blank=True, help_text=_("The last day on which it may take place.")
    )
    exceptions = StreamField(
        ExceptionsBlock(),
        verbose_name=_("exceptions"),
        blank=True,
        help_text=_("Days on which it is left out, is cancelled or takes place at another time."),
    )

    # Whether
    status = models.CharField(
        _("status"),
        max_length=20,
        choices=EventStatus.choices,
        default=EventStatus.SCHEDULED,
        help_text=_("A cancelled event stays visible, and says everywhere that it is cancelled."),
    )
    previous_start_date = models.DateField(
        _("first planned for"),
        null=True,
        blank=True,
        help_text=_("If it was moved: the day for which it was announced."),
    )

    # Where
    attendance_mode = models.CharField(
        _("how to take part"), max_length=10, choices=AttendanceMode.choices, default=AttendanceMode.ONSITE
    )
    venue_name = models.CharField(
        _("venue"), max_length=200, blank=True, help_text=_("For example “Town Hall, Room 3”.")
    )
    street_address = models.CharField(_("street and number"), max_length=200, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=20, blank=True)
    locality = models.CharField(_("town"), max_length=100, blank=True)
    country = models.CharField(_("country"), max_length=2, blank=True)
    online_url = models.URLField(
        _("link to take part online"), blank=True, validators=[web_url], help_text=_("Public: everybody can see it.")
    )
    online_url_after_registration = models.BooleanField(
        _("the link is sent after registration"),
        default=False,
        help_text=_("Readers are told so. Leave the link above empty then."),
    )

    # How to join
    registration_url = models.URLField(
        _("registration"), blank=True, validators=[web_url], help_text=_("The web address of the form.")
    )
    registration_opens = models.DateTimeField(
        _("registration opens"), null=True, blank=True, help_text=_("By the clock of your account.")
    )
    registration_closes = models.DateTimeField(
        _("registration closes"), null=True, blank=True, help_text=_("By the clock of your account.")
    )
    capacity = models.PositiveIntegerField(
        _("places"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("How many people can take part."),
    )
    fully_booked = models.BooleanField(_("fully booked"), default=False)
    spoken_languages = LanguagesField(
        _("languages spoken"), help_text=_("Including those into which it is interpreted.")
    )

    # Afterwards
    recording_url = models.URLField(_("recording"), blank=True, validators=[web_url])
    slides = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("slides"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    story_kind = EVENT
    year_field = "start_date"
    place_field = "locality"
    parent_page_types = ["freistadt_events.EventIndexPage"]
    subpage_types: list[str] = []
    template = "freistadt_events/event_page.html"
    card_template = "freistadt_events/components/event_card.html"

    objects = PageManager.from_queryset(EventQuerySet)()

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(finishes_at__gte=models.F("starts_at")),
                name="event_ends_after_it_begins",
                violation_error_message=_("An event cannot end before it begins."),
            ),
            models.CheckConstraint(
                condition=models.Q(registration_opens__isnull=True)
                | models.Q(registration_closes__isnull=True)
                | models.Q(registration_closes__gt=models.F("registration_opens")),
                name="event_registration_closes_after_it_opens",
                violation_error_message=_("Registration cannot close before it opens."),
            ),
        ]

    # Panels, in the order in which an editor thinks: what, when, where, how to join, who, afterwards.
    content_panels = [
        *BasePage.title_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("start_date", widget=DayInput), FieldPanel("start_time", widget=ClockInput)]),
                FieldRowPanel([FieldPanel("end_date", widget=DayInput), FieldPanel("end_time", widget=ClockInput)]),
                FieldRowPanel([FieldPanel("all_day"), FieldPanel("open_end")]),
                FieldPanel("time_zone", widget=forms.Select(choices=time_zone_choices)),
            ],
            heading=_("When"),
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("repeats"), FieldPanel("repeat_until", widget=DayInput)]),
                FieldPanel("exceptions"),
                DatesPanel(heading=_("Dates")),
            ],
            heading=_("How often"),
        ),
        MultiFieldPanel(
            [FieldPanel("status"), FieldPanel("previous_start_date", widget=DayInput)], heading=_("Does it take place?")
        ),
        MultiFieldPanel(
            [
                FieldPanel("attendance_mode"),
                FieldPanel("venue_name"),
                FieldPanel("street_address"),
                FieldRowPanel([FieldPanel("postal_code"), FieldPanel("locality")]),
                FieldPanel("country", widget=forms.Select(choices=optional_country_choices)),
                FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                FieldPanel("online_url"),
                FieldPanel("online_url_after_registration"),
            ],
            heading=_("Where"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("registration_url"),
                FieldRowPanel(
                    [
                        FieldPanel("registration_opens", widget=MomentInput),
                        FieldPanel("registration_closes", widget=MomentInput),
                    ]
                ),
                FieldRowPanel([FieldPanel("capacity"), FieldPanel("fully_booked")]),
                FieldPanel("spoken_languages"),
            ],
            heading=_("How to join"),
        ),
        *BasePage.image_panels,
        *BasePage.body_panels,
        *BasePage.people_panels,
        MultiFieldPanel([FieldPanel("recording_url"), FieldPanel("slides")], heading=_("Afterwards")),
        *StoryPage.story_panels,
    ]

    search_fields = [
        *StoryPage.search_fields,
        index.SearchField("venue_name"),
        index.SearchField("locality"),
        index.FilterField("starts_at"),
        index.FilterField("finishes_at"),
        index.FilterField("status"),
    ]

    api_fields = [
        *BasePage.api_fields,
        *"start_date start_time end_date end_time all_day open_end time_zone starts_at finishes_at".split(),
        *"status previous_start_date attendance_mode".split(),
        *(APIField(name, PlaceField()) for name in "venue_name street_address postal_code locality country".split()),
        *(APIField(name, CoordinateField()) for name in "latitude longitude".split()),
        *(APIField(name, OnlineField()) for name in "online_url online_url_after_registration".split()),
        *"registration_url registration_opens registration_closes capacity fully_booked spoken_languages".split(),
        "recording_url",
        APIField("slides", FileField()),
    ]

    #: Facts that no editor types: worked out from others, and copied to translations with them.
    derived_facts = ["starts_at", "finishes_at"]
    override_translatable_fields = [
        *StoryPage.override_translatable_fields,
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "start_date start_time end_date end_time all_day open_end time_zone "
                "repeats repeat_until exceptions status previous_start_date "
                "attendance_mode venue_name street_address postal_code locality country latitude longitude "
                "online_url online_url_after_registration registration_url registration_opens registration_closes "
                "capacity fully_booked spoken_languages recording_url slides"
            ).split()
        ),
    ]

    # Validation

    def full_clean(self, exclude=None, **kwargs):
        # `clean` says the same as the constraints, tied to fields; the database guards what goes past it.
        self.set_moments()
        super().full_clean(exclude=exclude, **kwargs | {"validate_constraints": False})

    def save(self, *args, **kwargs):
        self.set_moments()
        super().save(*args, **kwargs)
        # A new draft of a public event saves a few other fields; its dates are not yet those of the event.
        if "start_date" in (kwargs.get("update_fields") or ["start_date"]):
            EventOccurrence.objects.replace(self)

    def clean(self):
        super().clean()
        errors = self.date_errors()
        if self.starts_at and not errors:
            errors |= RepetitionErrors(self).by_field()
        if self.online_url and self.online_url_after_registration:
            errors["online_url"] = _("Either the link is public, or it is sent after registration.")
        if (self.latitude is None) != (self.longitude is None):
            errors["latitude"] = HALF
        if self.registration_opens and self.registration_closes and self.registration_closes <= self.registration_opens:
            errors["registration_closes"] = _("Registration must close after it opens.")
        if errors:
            raise ValidationError(errors)

    def date_errors(self) -> dict:
        """What is wrong with its first date, by field."""
        errors = {}
        if self.all_day and (self.start_time or self.end_time):
            errors["all_day"] = _("An event that lasts all day has no times: remove them, or untick this.")
        if self.open_end and self.end_time:
            errors["open_end"] = _("It cannot have an open end and a time at which it ends.")
        for field in ("start_date", "end_date"):
            if (day := getattr(self, field)) and not FIRST_YEAR <= day.year <= LAST_YEAR:
                years = {"first": FIRST_YEAR, "last": LAST_YEAR}
                errors[field] = ValidationError(_("The year must be between %(first)s and %(last)s."), params=years)
        if self.start_date and self.end_date and self.end_date < self.start_date:
            errors["end_date"] = _("The last day cannot be before the first.")
        elif self.has_end_time and self.starts_at and self.ends <= self.begins:
            errors["end_time"] = _("It must end after it begins. If it ends on another day, give the last day.")
        return errors

    def check_publishable(self):
        super().check_publishable()
        errors = {}
        if not self.start_date:
            errors["start_date"] = _("Say on which day it takes place.")
        if not self.all_day and not self.start_time:
            errors["start_time"] = _("Say when it begins, or tick “lasts all day”.")
        if self.repeats and not self.repeat_until:
            errors["repeat_until"] = _("Say until when it repeats.")
        if self.status == EventStatus.RESCHEDULED and not self.previous_start_date:
            errors["previous_start_date"] = _("Say for which day it was planned first.")
        if errors:
            raise ValidationError(errors)

    @property
    def needed_by(self):
        """Its last day: of a series, that of its last date."""
        return self.repeat_until if self.repeats else self.end_date or self.start_date

    # When

    def set_moments(self) -> None:
        """Work out when the first date begins and the last one finishes, in UTC."""
        self.starts_at = self.finishes_at = None
        if not self.start_date:
            return
        try:
            if dates := self.occurrences if self.series else ():
                self.starts_at = dates[0].starts_at
                self.finishes_at = max(occurrence.finishes_at for occurrence in dates)
            else:
                self.starts_at, self.finishes_at = self.moments()
        except (KeyError, ValueError, OSError, OverflowError):
            self.starts_at = None  # validation names the field

    @property
    def first_occurrence(self) -> Occurrence:
        """The date that an editor typed: the only one, or the first of a series, as planned."""
        own = {name: getattr(self, name) for name in Occurrence.OF_EVENT}
        return Occurrence(**own, is_cancelled=self.is_cancelled)

    @property
    def series(self) -> Series | None:
        """What the dates of an event that repeats follow from; None if it does not, or nobody knows how."""
        if self.repeats not in Repetition.values or not self.start_date or not self.repeat_until:
            return None
        return Series(
            self.first_occurrence, Repetition(self.repeats), self.repeat_until, tuple(changes_of(self.exceptions))
        )

    @property
    def occurrences(self) -> tuple[Occurrence, ...]:
        """Its dates in order, cancelled and moved ones among them; at least one.

        They cost no query, and are worked out once for the same facts.
        """
        return (self.series and self.series.occurrences) or (self.first_occurrence,)

    def next_occurrence(self, at: datetime | None = None) -> Occurrence:
        """The date to come, from a moment on (now unless given): the first that takes place and is not over.

        If nothing takes place any more, it is the first that was to; if all are over, the last.
        """
        return next_of(self.occurrences, at or timezone.now())

    @property
    def coming_occurrences(self) -> list[Occurrence]:
        """The dates that are not over, cancelled ones among them."""
        now = timezone.now()
        return [occurrence for occurrence in self.occurrences if not occurrence.is_over(now)]

    @property
    def repetition(self) -> Repetition | None:
        return self.series and self.series.repeats

    @classmethod
    def get_streamfield_names(cls):
        # Lists do without texts (`defer_streamfields`), but the dates on their cards follow from the exceptions.
        return tuple(name for name in super().get_streamfield_names() if name != "exceptions")

    @property
    def event_time(self) -> EventTime:
        """Whether it is still to come, running or over. Between two of its dates it is to come."""
        now = timezone.now()
        if self.finishes_at is None:  # a draft without a day, in a preview
            return EventTime.UPCOMING
        if self.finishes_at <= now:
            return EventTime.PAST
        coming = self.next_occurrence(now)
        return EventTime.RUNNING if coming.starts_at <= now and not coming.is_cancelled else EventTime.UPCOMING

    @property
    def is_past(self) -> bool:
        return self.event_time == EventTime.PAST

    @property
    def event_status(self) -> EventStatus:
        return EventStatus(self.status)

    @property
    def is_cancelled(self) -> bool:
        return self.status == EventStatus.CANCELLED

    # In a story

    @property
    def story_date(self):
        return self.next_occurrence().start_date

    @property
    def story_state(self) -> State | None:
        if self.event_status in STATUS_TONES:
            return State(self.event_status.label, STATUS_TONES[self.event_status])
        if self.event_time == EventTime.RUNNING:
            return State(self.event_time.label, Tone.GOOD)
        return State(self.event_time.label) if self.is_past else None

    # Who

    def organisers(self, chain: Sequence[int]) -> list[Organisation]:
        """The organisers, each in the first language of a chain of locale ids that knows it. At most two queries."""
        return Participants.of(self).organisations(Role.ORGANISER, chain)

    # How to join

    @property
    def mode(self) -> AttendanceMode:
        """How to take part now: an event that was moved online is online, whatever was planned."""
        if self.status == EventStatus.MOVED_ONLINE:
            return AttendanceMode.ONLINE
        return AttendanceMode(self.attendance_mode)

    @property
    def registration_state(self) -> RegistrationState:
        """Whether one can sign up at this moment."""
        now = timezone.now()
        if not (self.registration_url or self.registration_closes or self.fully_booked):
            return RegistrationState.NONE
        if self.fully_booked:
            return RegistrationState.FULL
        closes = self.registration_closes or self.finishes_at
        if self.is_cancelled or (closes and closes <= now):
            return RegistrationState.CLOSED
        if self.registration_opens and self.registration_opens > now:
            return RegistrationState.NOT_YET
        return RegistrationState.OPEN

    # Outputs

    @path("event.ics/")
    def icalendar(self, request):
        """The event as iCalendar, in the best version for the reader."""
        from .icalendar import event_calendar

        response = HttpResponse(event_calendar(self, request), content_type="text/calendar; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="{self.slug}.ics"'
        return response

    def feed_summary(self, reader):
        from .feed import event_feed_summary

        return event_feed_summary(self, reader)

    def get_context(self, request, *args, **kwargs):
        from .structured_data import event_json_ld

        context = super().get_context(request, *args, **kwargs)
        context["structured_data"] = event_json_ld(self, request)
        return context


class EventOccurrence(models.Model):
    """One date of an original event that repeats, so that lists can be ordered and filtered by it.

    Made from the event whenever that is saved; whoever shows an event asks `EventPage.occurrences`.
    """

    event = models.ForeignKey(EventPage, on_delete=models.CASCADE, related_name="+")
    start_date = models.DateField()
    starts_at = models.DateTimeField()
    finishes_at = models.DateTimeField()
    is_cancelled = models.BooleanField(default=False)

    #: Wagtail would list it as a place where the event is used.
    wagtail_reference_index_ignore = True

    objects = OccurrenceManager()

    class Meta:
        verbose_name = _("date of an event")
        verbose_name_plural = _("dates of events")
        indexes = [models.Index(fields=["event", "finishes_at"], name="event_occurrence_order")]

    def __str__(self):
        return f"{self.event_id}: {self.start_date}"


class EventIndexPage(ListingPage):
    """The list of events: running and upcoming ones, or past ones."""

    item_model = "freistadt_events.EventPage"
    states = event_states
    has_calendar = True
    filters = [TagFilter(), YearFilter(), PlaceFilter(), OrganisationFilter(), LanguageFilter()]

    subpage_types = ["freistadt_events.EventPage"]

    #: How long after its end an event stays in the calendar of this page, for the programs that read it every day.
    KEPT = timedelta(days=365)
    #: How many events a calendar holds at most.
    CALENDAR_LENGTH = 500

    class Meta:
        verbose_name = _("list of events")
        verbose_name_plural = _("lists of events")

    @path("calendar.ics/")
    def icalendar(self, request):
        """The events that the query of the address selects, as iCalendar; without a state, also those just over."""
        from .icalendar import calendar_response

        listing = Listing(self, request)
        if listing.selection.state:
            events = listing.selected
        else:
            events = listing.selection.narrow(self.items(listing.reader).current(timezone.now() - self.KEPT))
        return calendar_response(events[: self.CALENDAR_LENGTH], listing, EventPage)

    @re_path(r"^past/(?:(?P<year>[12][0-9]{3})/)?$")
    def past_events(self, request, year=None):
        """Where past events were to be found once."""
        query = urlencode({"state": "past"} | ({"year": year} if year else {}))
        return HttpResponsePermanentRedirect(f"{reader_for(request).addresses.link(self)}?{query}")
