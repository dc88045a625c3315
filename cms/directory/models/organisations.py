# audience: admin
"""Organisations, and which of them are members of which."""

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.coreutils import string_to_ascii
from wagtail.images import get_image_model_string
from wagtail.models import Orderable, TranslatableMixin
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField, TranslatableField

from cms.media.pictures import may_be_published
from cms.pages.coordinates import HALF, Located
from cms.pages.widgets import DayInput
from cms.text.urls import web_url

from ..choices import Kind
from ..facts import SharedFactsMixin
from ..forms import OrganisationForm
from ..managers import OrganisationQuerySet


class Organisation(SharedFactsMixin, Located, index.Indexed, TranslatableMixin, ClusterableModel):
    """A municipality, association, company or other body. schema.org: Organization.

    It has a public page as soon as it has a part in a page that everybody may see.
    """

    #: What must be known of an organisation to name it and lead to it.
    NAMED_BY = ("locale_id", "name", "slug", "kind", "website", "wikidata_id")

    name = models.CharField(_("name"), max_length=255)
    short_name = models.CharField(
        _("short name"), max_length=60, blank=True, help_text=_("For places with little room, for example “FSFE”.")
    )
    slug = models.SlugField(
        _("slug"),
        max_length=100,
        blank=True,
        help_text=_(
            "The end of the address of its page, the same in all languages. "
            "Made from the name if you leave it empty; if you change it, the old address leads nowhere."
        ),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices, default=Kind.ASSOCIATION)
    website = models.URLField(_("website"), blank=True, validators=[web_url])
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Its credit and licence must be known."),
    )
    official_key = models.CharField(
        _("official municipality key"),
        max_length=12,
        blank=True,
        validators=[RegexValidator(r"^[0-9]{2,12}\Z", _("The key has between 2 and 12 digits, and nothing else."))],
        help_text=_("In Germany the eight digits of the AGS, for example 05913000."),
    )
    wikidata_id = models.CharField(
        _("Wikidata id"),
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9][0-9]*\Z", _("A Wikidata id is a Q and a number, for example Q1295."))],
        help_text=_("For search engines: which thing in the world is meant, for example Q1295 for Dortmund."),
    )

    map_zoom = 12
    base_form_class = OrganisationForm
    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("short_name")], heading=_("Name")),
        FieldPanel("kind"),
        FieldPanel("website"),
        FieldPanel("logo"),
        InlinePanel(
            "memberships",
            heading=_("Memberships"),
            label=_("Membership"),
            help_text=_("Shown as long as both organisations are named on public pages."),
        ),
        MultiFieldPanel([FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")])], heading=_("Place")),
        MultiFieldPanel(
            [FieldPanel("official_key"), FieldPanel("wikidata_id"), FieldPanel("slug")],
            heading=_("Registers and address"),
        ),
    ]
    translatable_fields = [
        TranslatableField("name"),
        TranslatableField("short_name"),
        *(
            SynchronizedField(name, overridable=False)
            for name in (
                "slug",
                "kind",
                "website",
                "logo",
                "official_key",
                "latitude",
                "longitude",
                "wikidata_id",
                "memberships",
            )
        ),
    ]
    search_fields = [
        index.SearchField("name"),
        index.AutocompleteField("name"),
        index.SearchField("short_name"),
        index.AutocompleteField("short_name"),
        index.SearchField("official_key"),
        index.FilterField("kind"),
        index.FilterField("locale"),
        index.FilterField("id"),
    ]

    objects = OrganisationQuerySet.as_manager()

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")
        ordering = ["name"]
        constraints = [
            # Between languages `clean` keeps slugs apart: versions of one organisation share theirs.
            models.UniqueConstraint(
                fields=["locale", "slug"],
                name="organisation_slug_once",
                violation_error_message=_("Another organisation has this slug. Choose another."),
            ),
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True, longitude__isnull=True)
                | models.Q(latitude__isnull=False, longitude__isnull=False),
                name="organisation_whole_coordinates",
                violation_error_message=HALF,
            ),
        ]

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        errors = {}
        if self.slug and self.others().filter(slug=self.slug).exists():
            errors["slug"] = _("Another organisation has this slug. Choose another.")
        if self.logo and not may_be_published(self.logo):
            errors["logo"] = _("The image has no credit or no licence. Add both to it first.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args, **kwargs):
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    def others(self):
        """All versions of all other organisations."""
        return type(self).objects.exclude(translation_key=self.translation_key)

    def free_slug(self) -> str:
        """The name as a slug, in Latin letters, with a number behind it if another organisation has it."""
        longest = self._meta.get_field("slug").max_length - 6
        base = slugify(string_to_ascii(self.name))[:longest].strip("-_") or "organisation"
        taken = set(self.others().filter(slug__startswith=base).values_list("slug", flat=True))
        slug, number = base, 1
        while slug in taken:
            number += 1
            slug = f"{base}-{number}"
        return slug

    @property
    def kind_of_body(self) -> Kind:
        return Kind(self.kind)

    @property
    def public_logo(self):
        """The logo, if its credit and licence are known; else None."""
        return self.logo if self.logo and may_be_published(self.logo) else None

    @property
    def wikidata_url(self) -> str:
        return f"https://www.wikidata.org/wiki/{self.wikidata_id}" if self.wikidata_id else ""


class Membership(Orderable):
    """An organisation's membership of another: a fact, shared by all its versions. schema.org: memberOf."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="memberships")
    member_of = models.ForeignKey(Organisation, verbose_name=_("member of"), on_delete=models.CASCADE, related_name="+")
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(
        _("until"), null=True, blank=True, help_text=_("The last day. Leave it empty for as long as it lasts.")
    )

    panels = [
        FieldPanel("member_of"),
        FieldRowPanel([FieldPanel("since", widget=DayInput), FieldPanel("until", widget=DayInput)]),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(until__gt=models.F("since")),
                name="membership_ends_after_it_begins",
                violation_error_message=_("A membership must end after it begins."),
            ),
            models.CheckConstraint(
                condition=~models.Q(member_of=models.F("organisation")),
                name="membership_of_another",
                violation_error_message=_("An organisation cannot be a member of itself."),
            ),
        ]

    def __str__(self):
        return str(self.member_of)

    @property
    def has_begun(self) -> bool:
        return self.since is None or self.since <= timezone.localdate()

    @property
    def is_over(self) -> bool:
        return self.until is not None and self.until < timezone.localdate()
