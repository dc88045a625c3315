# audience: admin
"""What a page gains by belonging to a translation group."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, PagePermissionTester, PageViewRestriction, get_page_models

from . import groups
from .models import Priority
from .presentation import PagePresentation
from .reader import Reader, reader_for
from .segments import TITLE, Segment

if TYPE_CHECKING:
    from wagtail.models import Page as MixedInto  # before which it stands, and whose methods it extends
else:
    MixedInto = models.Model


class TranslationGroupMixin(MixedInto):
    """For page classes, before Page in their bases.

    This is all that Freistadt asks of a page, and all that it acts on: pages without it stay as Wagtail has them.
    It adds one column. What follows it may be declared by a page type as fields or properties of these names.
    """

    #: Of a translation: what it was made from (records.Record); None if it was made by hand and not looked at yet.
    translation_record = models.JSONField(null=True, blank=True, default=dict, editable=False)

    #: How important it is that the page is translated (models.Priority).
    translation_priority: int = Priority.NORMAL
    #: Whether what is being published is so small a change that translations stay valid. As a field, it is for an
    #: editor to tick, and is unticked again by publishing; a page type with such a field must keep it out of the
    #: facts, by `BaseTranslatableField("minor_change")` among its `override_translatable_fields`.
    minor_change: bool = False
    #: The day after which a translation is of little use; None if it always is of use.
    needed_by: date | None = None

    class Meta:
        abstract = True

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
        group = self.reader and self.reader.groups.get(self.translation_key)
        if group and not any(map(self.reader.groups.is_private, (self, group.original))):
            return PageViewRestriction.objects.none()
        paths = {
            page.path[:end]
            for page in {self, self.original}
            for end in range(groups.STEP, len(page.path) + 1, groups.STEP)
        }
        keys = Page.objects.filter(path__in=paths).values("translation_key")
        return PageViewRestriction.objects.filter(page__translation_key__in=keys)

    def permissions_for_user(self, user):
        """As in Wagtail, but who may not see an original has no rights on its translations."""
        if self.pk and user.is_active and not user.is_superuser and not self.is_original:
            original = Page.objects.live().filter(pk=self.original.pk)
            if not PagePermissionTester(user, self.original).can_edit() and not groups.public(original).exists():
                return PagePermissionTester(AnonymousUser(), self)
        return super().permissions_for_user(user)

    # Translations

    #: The texts that were public before a minor change; known while that is being published.
    former_segments: Sequence[Segment] = ()

    def with_content_json(self, content):
        """As in Wagtail. A revision from before there were records was made by hand, as far as we know."""
        page = super().with_content_json(content)
        if "translation_record" not in content:
            page.translation_record = None
        return page

    def copy(self, *args, update_attrs=None, **kwargs):
        """As in Wagtail. A copy renders nothing yet: neither a page of its own nor a translation that is begun."""
        return super().copy(*args, update_attrs={"translation_record": {}} | (update_attrs or {}), **kwargs)

    def copy_for_translation(self, locale, copy_parents=False, alias=False, exclude_fields=None):
        """As in Wagtail, but a parent that is missing in the target's tree becomes a draft, never an alias.

        Such a draft is invisible, so the page counts as untranslated, and it is ready to be translated. When it is
        to appear and to disappear is not copied: that is the original's to say, and may change there.
        """
        excluded = [*(exclude_fields or ()), "go_live_at", "expire_at"]
        return super().copy_for_translation(locale, copy_parents=copy_parents, exclude_fields=excluded)

    def check_publishable(self) -> None:
        """Raise a ValidationError for what is allowed in a draft, but not on a public page. Page types add to it."""
        # Without a record it was translated by hand, outside the editor.
        record = self.translation_record
        if record is not None and TITLE not in record.get("texts", {}) and not self.is_original:
            raise ValidationError({"title": _("The title is not translated yet. Translate it, then publish the page.")})

    # Showing

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        is_preview = getattr(request, "is_preview", False)
        presentation = PagePresentation(self, reader_for(request), getattr(request, "page_subpath", ""), is_preview)
        presentation.tag_foreign_texts()
        context["presentation"] = presentation
        return context


def group_types() -> list[type[Page]]:
    """The types of pages on which Freistadt acts."""
    return [model for model in get_page_models() if issubclass(model, TranslationGroupMixin)]


def belongs_to_group(page: Page) -> bool:
    """Whether a page, of its own type or as a bare Page, is one of those on which Freistadt acts. No query."""
    return issubclass(page.specific_class or Page, TranslationGroupMixin)
