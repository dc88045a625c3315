# audience: admin
"""What translators need not do twice: texts with their translations, and the glossary."""

from uuid import NAMESPACE_OID, UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.forms import Textarea, TextInput
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Locale, Page

from cms.text import cldr

from .forms import GlossaryTermForm
from .words import normal, words


def source_hash(source: str) -> UUID:
    """By which an equal text is found again."""
    return uuid5(NAMESPACE_OID, source)


class TextPair(models.Model):
    """One text of a page with its translation, as it was last published. Written by `cms.memory.recall.remember`.

    `page` is the translated page, `locale` its language. One page has one translation of one text.
    """

    # The indexes below serve these keys as well.
    source_locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", db_index=False)
    locale = models.ForeignKey(Locale, on_delete=models.CASCADE, related_name="+", db_index=False)
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+", db_index=False)
    source_hash = models.UUIDField()
    source = models.TextField()
    #: Of the source, without markup.
    length = models.PositiveIntegerField()
    text = models.TextField()
    #: When this translation of the text was published for the first time.
    updated_at = models.DateTimeField()

    # That a text was translated for a page is no use of the page, of which editors would have to be warned.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("text with its translation")
        verbose_name_plural = _("texts with their translations")
        constraints = [models.UniqueConstraint(fields=["page", "source_hash"], name="text_pair_once_for_each_page")]
        indexes = [
            models.Index(fields=["source_locale", "locale", "source_hash"], name="text_pair_equal"),
            models.Index(fields=["source_locale", "locale", "-updated_at", "length", "page"], name="text_pair_newest"),
        ]

    def __str__(self):
        return self.source


class GlossaryTerm(ClusterableModel):
    """A term in the language of originals, with what it is called in others."""

    locale = models.ForeignKey(
        Locale,
        verbose_name=_("language"),
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("In which the term is looked for: that of the original."),
    )
    text = models.CharField(
        _("term"),
        max_length=100,
        help_text=_(
            "In its basic form. Words of five letters and more are also found with an ending of one or two letters. "
            "A term in capitals, such as “IT”, is found only in capitals."
        ),
    )
    #: The term without regard to case, in the whole of Unicode: databases do not agree on that.
    folded = models.CharField(max_length=300, editable=False)
    note = models.TextField(
        _("note"),
        max_length=500,
        blank=True,
        help_text=_("What it means here, when to use it, what not to confuse it with. Translators see it."),
    )
    keep = models.BooleanField(
        _("do not translate"),
        default=False,
        help_text=_("For names: it stays as it is in all languages, except those into which it is translated below."),
    )

    panels = [
        FieldRowPanel([FieldPanel("text", widget=TextInput(attrs={"dir": "auto"})), FieldPanel("locale")]),
        FieldPanel("keep"),
        FieldPanel("note", widget=Textarea(attrs={"rows": 3, "dir": "auto"})),
        InlinePanel("translations", heading=_("In other languages"), label=_("Translation")),
    ]

    base_form_class = GlossaryTermForm

    class Meta:
        verbose_name = _("term of the glossary")
        verbose_name_plural = _("terms of the glossary")
        ordering = ["folded", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["locale", "folded"],
                name="glossary_term_once_for_each_language",
                violation_error_message=_("The glossary has this term already."),
            ),
            models.CheckConstraint(
                condition=~Q(folded=""),
                name="glossary_term_is_not_empty",
                violation_error_message=_("A term needs at least one letter or digit."),
            ),
        ]

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        self.text = normal(self.text)
        self.folded = folded(self.text)
        if not words(self.text):
            raise ValidationError({"text": _("A term needs at least one letter or digit.")})
        others = GlossaryTerm.objects.filter(locale=self.locale_id, folded=self.folded).exclude(pk=self.pk)
        if other := others.first():
            message = _("The glossary has this term already: “%(term)s”.")
            raise ValidationError({"text": ValidationError(message, params={"term": other.text})})

    def save(self, *args, update_fields=None, **kwargs):
        self.folded = folded(self.text)
        if update_fields is not None and "text" in update_fields:
            update_fields = {*update_fields, "folded"}
        super().save(*args, update_fields=update_fields, **kwargs)

    @property
    def languages(self) -> str:
        """The languages into which it is translated, as a list in the reader's."""
        return cldr.language_names(sorted(row.locale.language_code for row in self.translations.all()))


def folded(text: str) -> str:
    """By what two terms are the same, whatever their case."""
    return normal(text).casefold() if words(text) else ""


class GlossaryTranslation(models.Model):
    """What a term is called in one language."""

    term = ParentalKey(GlossaryTerm, on_delete=models.CASCADE, related_name="translations")
    locale = models.ForeignKey(Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="+")
    text = models.CharField(_("translation"), max_length=200)

    panels = [FieldPanel("locale"), FieldPanel("text", widget=TextInput(attrs={"dir": "auto"}))]

    class Meta:
        verbose_name = _("translation of a term")
        verbose_name_plural = _("translations of terms")
        ordering = ["locale__language_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "locale"],
                name="glossary_translation_once_for_each_language",
                violation_error_message=_("The term has a translation into this language already."),
            )
        ]

    def __str__(self):
        return self.text
