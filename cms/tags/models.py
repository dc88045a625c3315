# audience: admin
"""Tags: a kept list of topics, the same for all languages, with a label in each.

A page has the same tags in every language, as facts. An address that names a tag by a slug it once had still
leads to it: slugs of renamed and merged tags are kept.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from taggit.models import ItemBase, TagBase
from wagtail.admin.panels import FieldPanel, InlinePanel, TitleFieldPanel
from wagtail.admin.widgets.slug import SlugInput
from wagtail.models import Locale, Page

from cms.languages.facts import amend_drafts


class Tag(ClusterableModel, TagBase):
    """One topic. `name` is its label in the site's default language, and where there is no other."""

    free_tagging = False

    panels = [
        TitleFieldPanel(
            "name",
            classname="",
            placeholder=False,
            help_text=_("In the site's default language; shown where no other label is known."),
        ),
        FieldPanel(
            "slug",
            widget=SlugInput,
            help_text=_("Its name in addresses. Old addresses still lead here if you change it."),
        ),
        InlinePanel(
            "labels",
            heading=_("In other languages"),
            label=_("Label"),
            help_text=_("What readers of a language are shown instead of the name."),
        ),
    ]

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]

    def clean(self):
        super().clean()
        if set(self.name) & set('",'):
            raise ValidationError({"name": _('A tag has no quotation marks (") or commas: they separate tags.')})
        if Tag.objects.filter(name__iexact=self.name).exclude(pk=self.pk).exists():
            raise ValidationError({"name": _("There is already a tag with this name.")})

    @transaction.atomic
    def save(self, *args, **kwargs):
        former = Tag.objects.filter(pk=self.pk).values_list("slug", flat=True).first() if self.pk else None
        self.slug = self.slug or former or ""
        super().save(*args, **kwargs)
        if former and former != self.slug:
            FormerSlug.objects.update_or_create(slug=former, defaults={"tag": self})
        FormerSlug.objects.filter(slug=self.slug).delete()

    def slugify(self, tag, i=None):
        """As in taggit, but never empty, and short enough for the number that tells it from others like it."""
        slug = super().slugify(tag)[: self._meta.get_field("slug").max_length - len("_9999")] or self._meta.model_name
        return slug if i is None else f"{slug}_{i}"

    @transaction.atomic
    def merge_into(self, other: "Tag") -> None:
        """Give all pages and drafts that have this tag the other instead, and delete this one.

        Its slugs and the labels that the other lacks go over to the other. Raises ValueError for the tag itself.
        """
        if other.pk == self.pk:
            raise ValueError("A tag cannot be merged into itself.")
        amend_drafts(Page.objects.all(), lambda content: _retag(content, self.pk, other.pk))
        tagged = PageTag.objects.filter(tag=self)
        tagged.filter(content_object__in=PageTag.objects.filter(tag=other).values("content_object")).delete()
        tagged.update(tag=other)
        known = other.labels.values("locale")
        TagLabel.objects.filter(tag=self).exclude(locale__in=known).update(tag=other)
        FormerSlug.objects.filter(tag=self).update(tag=other)
        slug = self.slug
        self.delete()
        FormerSlug.objects.update_or_create(slug=slug, defaults={"tag": other})


def _retag(content: dict, old: int, new: int) -> bool:
    """Replace a tag in the content of a revision; whether that changed anything."""
    items = content.get("tagged_items", [])
    if not any(item["tag"] == old for item in items):
        return False
    had_new = any(item["tag"] == new for item in items)
    content["tagged_items"] = [item for item in items if item["tag"] != old or not had_new]
    for item in content["tagged_items"]:
        if item["tag"] == old:
            item["tag"] = new
    return True


class TagLabel(models.Model):
    """What a tag is called in one language."""

    tag = ParentalKey(Tag, on_delete=models.CASCADE, related_name="labels")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    label = models.CharField(_("label"), max_length=100)

    panels = [FieldPanel("locale"), FieldPanel("label")]

    class Meta:
        verbose_name = _("label")
        verbose_name_plural = _("labels")
        ordering = ["locale__language_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["tag", "locale"],
                name="tag_label_once_per_language",
                violation_error_message=_("There is already a label in this language."),
            )
        ]

    def __str__(self):
        return self.label


class FormerSlug(models.Model):
    """A slug by which a tag was known before it was renamed, or merged into another."""

    slug = models.SlugField(max_length=100, unique=True, allow_unicode=True)
    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="former_slugs")

    def __str__(self):
        return self.slug


class PageTag(ItemBase):
    """A page's tag: a fact, shared by all its versions."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="tagged_pages")
    content_object = ParentalKey(Page, on_delete=models.CASCADE, related_name="tagged_items")


class LabelledTag(NamedTuple):
    """A tag as readers of some languages read it. `locale_id` is that of the label, None for its bare name."""

    slug: str
    label: str
    locale_id: int | None


def labelled(tags: models.QuerySet[Tag], chain: Sequence[int], default_locale_id: int | None) -> list[LabelledTag]:
    """Tags by label, each in the first language along a chain of locale ids that has one. One query."""
    rows = tags.order_by("name").annotate(label_locale=F("labels__locale_id"), label=F("labels__label"))
    names: dict[str, str] = {}
    labels: dict[str, dict[int | None, str]] = {}
    for slug, name, locale_id, label in rows.values_list("slug", "name", "label_locale", "label"):
        names[slug] = name
        labels.setdefault(slug, {})[locale_id] = label
    return sorted(
        (_best(slug, name, labels[slug], chain, default_locale_id) for slug, name in names.items()),
        key=lambda tag: tag.label.casefold(),
    )


def _best(slug: str, name: str, labels: dict, chain: Iterable[int], default_locale_id: int | None) -> LabelledTag:
    for locale_id in chain:
        if locale_id in labels:
            return LabelledTag(slug, labels[locale_id], locale_id)
        if locale_id == default_locale_id:
            break
    return LabelledTag(slug, name, default_locale_id)
