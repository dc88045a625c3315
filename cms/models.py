# audience: admin
"""What all pages of a Freistadt site have in common."""

from collections import defaultdict
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import (
    FieldPanel,
    InlinePanel,
    MultiFieldPanel,
    PublishingPanel,
    TitleFieldPanel,
)
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField, TranslatableField

from cms.languages.models import Priority
from cms.languages.pages import TranslationGroupMixin
from cms.languages.reader import Reader
from cms.languages.reference_index import update_reference_index, without_reference_index
from cms.media.pictures import may_be_published
from cms.outputs.api.fields import BodyField, OrganisationsField, PictureField
from cms.pages.blocks import BodyBlock
from cms.pages.forms import CopyPageForm, PageForm
from cms.stories.blocks import NextStepsBlock
from cms.stories.timeline import State


class BasePage(TranslationGroupMixin, Page):
    """A page with a summary, a lead image, a body and people to ask. All page types extend it."""

    summary = models.TextField(
        _("summary"),
        blank=True,
        validators=[MaxLengthValidator(400)],
        help_text=_(
            "One or two sentences, at most 400 characters. "
            "Shown in lists, in search results and when the page is shared."
        ),
    )
    lead_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("lead image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown at the top and in lists. Its credit and licence must be known."),
    )
    lead_image_alt = models.CharField(
        _("description of the lead image"),
        max_length=300,
        blank=True,
        help_text=_("What is to be seen, for people who cannot see it. Leave it empty if the image only decorates."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    review_date = models.DateField(
        _("look at this page again on"),
        null=True,
        blank=True,
        help_text=_("From that day on, the page is on the list “To be reviewed” of the admin's home."),
    )
    translation_priority = models.SmallIntegerField(
        _("importance of translations"),
        choices=Priority.choices,
        default=Priority.NORMAL,
        help_text=_("Translators see important pages first."),
    )
    minor_change = models.BooleanField(
        _("minor change, translations stay valid"),
        default=False,
        help_text=_(
            "Tick this if only a slip was corrected: when you publish, no translation is called outdated because of it."
        ),
    )
    tags = ClusterTaggableManager(
        through="freistadt_tags.PageTag",
        verbose_name=_("tags"),
        blank=True,
        help_text=_("Begin to type, and choose from the list. The list is kept under “Tags” in the menu."),
    )

    #: Whether pages of this type have a timeline.
    tells_a_story = False
    #: Fields that lists of pages do not load.
    heavy_fields = ["body"]
    #: How this type looks in a list of pages.
    card_template = "freistadt/components/page_card.html"
    #: The part (cms.directory.choices.Role) that an organisation must have in a public page of this type, and what
    #: editors are told otherwise; None if none is needed.
    needed_role: tuple | None = None
    base_form_class = PageForm
    copy_form_class = CopyPageForm

    title_panels = [
        TitleFieldPanel("title"),
        FieldPanel("summary"),
    ]
    image_panels = [
        MultiFieldPanel([FieldPanel("lead_image"), FieldPanel("lead_image_alt")], heading=_("Lead image")),
    ]
    body_panels = [FieldPanel("body")]
    people_panels = [
        InlinePanel("page_organisations", heading=_("Organisations"), label=_("Organisation")),
        InlinePanel("page_contacts", heading=_("Contacts"), label=_("Contact")),
    ]
    content_panels = [*title_panels, *image_panels, *body_panels, *people_panels]
    promote_panels = [
        FieldPanel("tags"),
        MultiFieldPanel(
            [FieldPanel("slug"), FieldPanel("seo_title"), FieldPanel("search_description")],
            heading=_("For search engines"),
        ),
        MultiFieldPanel([FieldPanel("show_in_menus")], heading=_("For site menus")),
    ]
    settings_panels = [
        PublishingPanel(),
        MultiFieldPanel([FieldPanel("translation_priority"), FieldPanel("minor_change")], heading=_("Translations")),
        FieldPanel("review_date"),
    ]

    search_fields = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("translation_key"),
    ]

    #: What the API gives away besides the title. Never the contacts: nobody is to collect them.
    api_fields = [
        "summary",
        APIField("lead_image", PictureField()),
        "lead_image_alt",
        APIField("body", BodyField()),
        APIField("organisations", OrganisationsField()),
    ]

    # Facts belong to the whole group: a translation may not have another image than its original.
    override_translatable_fields = [
        TranslatableField("slug"),
        BaseTranslatableField("minor_change"),  # said of one publication of the original: neither word nor fact
        SynchronizedField("lead_image", overridable=False),
        SynchronizedField("show_in_menus", overridable=False),
        SynchronizedField("page_organisations", overridable=False),
        SynchronizedField("page_contacts", overridable=False),
        SynchronizedField("tagged_items", overridable=False),
    ]

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        # Wagtail would look up everything that a page uses for itself, and once more for each of its rows.
        with without_reference_index():
            super().save(*args, **kwargs)
        if "latest_revision" not in (kwargs.get("update_fields") or ()):  # a new draft uses nothing yet
            update_reference_index(self)

    def full_clean(self, exclude=None, **kwargs):
        super().full_clean(exclude=exclude, **kwargs)
        # A form excludes what it does not show; it knows better than `live` whether it saves a draft (PageForm).
        if self.live and not exclude:
            self.check_publishable()
            self.check_organisations(self.page_organisations.all())

    def check_organisations(self, parts) -> None:
        """Raise a ValidationError if the organisation that a public page of this type needs is not among the parts.

        Apart from `check_publishable`, since a form knows its child rows only after it has checked its fields.
        """
        if self.needed_role:
            role, message = self.needed_role
            if not any(part.role == role for part in parts):
                raise ValidationError(message)

    def check_publishable(self) -> None:
        errors: dict[str, list] = defaultdict(list)
        try:
            super().check_publishable()
        except ValidationError as error:
            error.update_error_dict(errors)
        for field, image in self.images():
            if not may_be_published(image):
                message = _(
                    "The image “%(title)s” has no credit or no licence. Add both to the image, then publish the page."
                )
                errors[field].append(message % {"title": image.title})
        for block in self.body or ():
            if block.block_type == "call_to_action" and not block.value.has_one_target:
                message = _("The call to action “%(button)s” must lead to either a page or a web address.")
                errors["body"].append(message % {"button": block.value["button"]})
        if errors:
            raise ValidationError(errors)

    def images(self):
        """Yield (field name, image) for every image on this page."""
        if self.lead_image:
            yield "lead_image", self.lead_image
        for block in self.body:
            if block.block_type == "image" and block.value["image"]:
                yield "body", block.value["image"]

    def feed_summary(self, reader: Reader) -> str:
        """What a feed says about the page below its title, in plain text."""
        return self.summary

    @classmethod
    def sitemap_exclusions(cls) -> models.QuerySet:
        """The originals of this type that search engines should not be sent to although everybody may read them."""
        return cls._default_manager.none()


class StoryPage(BasePage):
    """A page that is part of a story: it came of other pages, and others come of it."""

    next_steps = StreamField(
        NextStepsBlock(),
        verbose_name=_("next steps"),
        blank=True,
        help_text=_(
            "What is announced, before there is a page for it. Once there is one, publish it and add it above, as a "
            "page to which this one led: the announcement of that kind then disappears by itself."
        ),
    )

    tells_a_story = True
    #: What readers call a page of this type, in timelines, filters and counts. Each type declares it.
    story_kind: str | Promise
    #: The field with the date, and with the town, by which pages of this type are found; empty if there is none.
    year_field = ""
    place_field = ""
    story_panels = [
        InlinePanel(
            "page_relations",
            heading=_("The story of this page"),
            label=_("Related page"),
            help_text=_(
                "What this page came of, and what came of it: a decision came of a campaign and led to a job. Readers "
                "see it as a timeline. The other page says the same from its side as soon as this one is published."
            ),
        ),
        FieldPanel("next_steps"),
    ]
    content_panels = [*BasePage.content_panels, *story_panels]
    override_translatable_fields = [
        *BasePage.override_translatable_fields,
        SynchronizedField("page_relations", overridable=False),
        SynchronizedField("next_steps", overridable=False),
    ]

    class Meta:
        abstract = True

    @property
    def story_date(self) -> date | None:
        """The day by which this page stands in a timeline; None if it has none."""
        raise NotImplementedError

    @property
    def story_state(self) -> State | None:
        """How things stand with what this page tells of, where a reader must know."""
        return None


class BaseIndexPage(BasePage):
    """A page that lists the pages below it."""

    #: How many translation groups one page of a listing shows.
    PAGE_SIZE = 20

    body = None
    lead_image = None
    lead_image_alt = None
    tags = None

    #: Fields that lists of pages do not load.
    heavy_fields: list[str] = []
    content_panels = [*BasePage.title_panels]
    promote_panels = [panel for panel in BasePage.promote_panels if getattr(panel, "field_name", "") != "tags"]
    max_count_per_parent = 1

    search_fields = [*Page.search_fields, index.SearchField("summary"), index.FilterField("translation_key")]
    api_fields = ["summary"]
    override_translatable_fields = [
        TranslatableField("slug"),
        BaseTranslatableField("minor_change"),
        SynchronizedField("show_in_menus", overridable=False),
    ]

    class Meta:
        abstract = True

    def images(self):
        return iter(())

    @classmethod
    def can_exist_under(cls, parent) -> bool:
        """As in Wagtail, but not at the root of the tree: home pages stand there, and each decides what is below it."""
        return not parent.is_root() and super().can_exist_under(parent)
