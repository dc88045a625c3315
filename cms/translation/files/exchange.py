"""Pages as documents for files: out, for somebody to work on, and found again when a file comes back."""

from collections.abc import Iterator
from uuid import UUID

from wagtail.models import Locale, Page

from cms.languages.groups import without_aliases
from cms.languages.pages import TranslationGroupMixin

from ..desk import worklist
from ..desk.status import DeskStatus
from ..editor import drafts
from ..editor.units import UnitState
from ..permissions import may_translate, original_of
from . import Document

#: So many pages are in one file at most; the file stays small enough to come back.
MOST_PAGES = 300


def document(original: Page, locale: Locale, version: Page | None) -> Document:
    """An original (of its own type) with what there is of its translation, `version`."""
    return Document(
        translation_key=original.translation_key,
        title=original.title,
        url=original.full_url or "",
        source_language=original.locale.language_code,
        language=locale.language_code,
        units=drafts.read(original, version).units,
    )


def documents(locale: Locale, *, everything: bool = False) -> Iterator[Document]:
    """The public pages that can be translated into a language, the most useful ones first, MOST_PAGES at most.

    Those that are in review or have all their texts translated are left out, unless `everything` is asked for.
    """
    pages = worklist.rows(locale)
    if not everything:
        pages = worklist.to_do(pages).exclude(state=DeskStatus.REVIEW)
    keys = list(pages.values_list("pk", flat=True)[:MOST_PAGES])
    originals = {page.pk: page for page in Page.objects.filter(pk__in=keys).specific()}
    versions = without_aliases(
        Page.objects.filter(locale=locale, translation_key__in=[page.translation_key for page in originals.values()])
    )
    version_of = {version.translation_key: version for version in versions}
    for original in (originals[key] for key in keys if key in originals):
        made = document(original, locale, version_of.get(original.translation_key))
        if everything or any(unit.state != UnitState.DONE for unit in made.units):
            yield made


class Finder:
    """Finds the documents that somebody may write, by their translation keys, for `files.read`.

    Of what they may not write they learn nothing, not even that it is there. `only` is a page that the file must be
    about.
    """

    def __init__(self, user, locale: Locale, only: Page | None = None):
        self.user = user
        self.locale = locale
        self.only = only
        #: What was found, by its key.
        self.originals: dict[UUID, Page] = {}

    def __call__(self, key: UUID) -> Document | None:
        if self.only is not None and self.only.translation_key != key:
            return None
        page = without_aliases(Page.objects.filter(translation_key=key)).first()
        original = page and original_of(page)
        if not isinstance(original, TranslationGroupMixin) or not may_translate(self.user, original, self.locale):
            return None
        self.originals[key] = original
        return document(original, self.locale, original.get_translation_or_none(self.locale))
