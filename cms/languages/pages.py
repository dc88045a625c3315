"""What a page gains by belonging to a translation group."""

from django.utils.functional import cached_property
from wagtail.models import Page, PageViewRestriction
from wagtail_localize.models import Translation, TranslationSource

from . import groups
from .reader import Reader, reader_for
from .reading import Reading


class TranslationGroupMixin:
    """For page classes, before Page in their bases."""

    @cached_property
    def original(self) -> Page:
        """The page's own original; the page itself if it is that, or is not saved yet."""
        first = Page.objects.filter(translation_key=self.translation_key, alias_of__isnull=True).order_by("pk").first()
        return self if first is None or first.pk == self.pk else first

    @property
    def is_original(self) -> bool:
        return self.original is self

    # Addresses

    def clean(self):
        super().clean()
        groups.check_slug(self)

    # Privacy: a group has that of its original.

    @property
    def private_page_options(self) -> list[str]:
        """The ways in which this page can be made private: none for a translation, which follows its original."""
        return list(Page.private_page_options) if self.is_original else []

    #: The reader for whom this page was found, so that what was looked up on the way is not looked up again.
    reader: Reader | None = None

    def get_view_restrictions(self):
        """The restrictions of every group of which a version is this page, its original, or above either."""
        group = self.reader and self.reader.group(self.translation_key)
        if group and not any(map(self.reader.is_private, (self, group.original))):
            return PageViewRestriction.objects.none()
        paths = {
            page.path[:end]
            for page in {self, self.original}
            for end in range(groups.STEP, len(page.path) + 1, groups.STEP)
        }
        keys = Page.objects.filter(path__in=paths).values("translation_key")
        return PageViewRestriction.objects.filter(page__translation_key__in=keys)

    # Translations

    def copy_for_translation(self, locale, copy_parents=False, alias=False, exclude_fields=None):
        """As in Wagtail, but a parent that is missing in the target's tree becomes a draft, never an alias.

        Such a draft is invisible, so the page counts as untranslated, and it is ready to be translated.
        """
        copy = super().copy_for_translation(locale, copy_parents=copy_parents, exclude_fields=exclude_fields)
        if alias:
            source, _created = TranslationSource.get_or_create_from_instance(self.original.specific)
            Translation.objects.get_or_create(source=source, target_locale=locale)
        return copy

    # Showing

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["reading"] = Reading(self, reader_for(request), getattr(request, "page_subpath", ""))
        return context
