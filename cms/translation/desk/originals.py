"""The originals that can be translated, and what a list of them says of each."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import Exists, OuterRef, Q
from django.utils.text import capfirst
from wagtail.models import Locale, Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.query import PageQuerySet

from cms.languages.groups import public, without_aliases
from cms.languages.models import Workload
from cms.languages.reader import Language
from cms.tags.models import PageTag

#: Where an Original's fields come from.
COLUMNS = (
    *"pk translation_key title locale_id content_type_id".split(),
    *(f"workload__{name}" for name in "words needed_by priority".split()),
)


@dataclass(frozen=True, slots=True)
class Original:
    """What a list of originals says of one of them."""

    pk: int
    key: UUID
    title: str
    #: The language in which it was written.
    language: Language
    #: What pages of its type are called.
    kind: str
    #: Its words, all of them.
    words: int
    needed_by: date | None
    priority: int


def public_originals() -> PageQuerySet:
    """The originals that everybody may read, and so translate: live and not private."""
    return public(live_originals())


def live_originals() -> PageQuerySet:
    """The originals that were published."""
    # Only originals have a workload, and they are few among all versions. Not by a join: SQLite would begin with all
    # pages.
    return Page.objects.live().filter(pk__in=Workload.objects.values("page"))


def readable_originals(user) -> PageQuerySet:
    """The originals that somebody may see in order to translate them: see rights.may_read."""
    theirs = PagePermissionPolicy(Page).instances_user_has_permission_for(user, "change").order_by()
    if user.is_superuser:
        return live_originals()
    return live_originals().filter(Q(pk__in=public_originals().values("pk")) | Q(pk__in=theirs.values("pk")))


def narrow(pages: PageQuerySet, *, kind: ContentType | None = None, tag=None, title: str = "") -> PageQuerySet:
    """Of a queryset of originals, those of a type, with a tag, and with words in the title of any version."""
    if kind:
        pages = pages.filter(content_type=kind)
    if tag:
        pages = pages.filter(Exists(PageTag.objects.filter(tag=tag, content_object=OuterRef("pk"))))
    for word in title.split():
        has_word = Q(title__icontains=word) | Q(draft_title__icontains=word, live=False)
        named = without_aliases(Page.objects.filter(has_word))
        pages = pages.filter(translation_key__in=named.values("translation_key"))
    return pages


def fetch(pages: PageQuerySet, *extra: str) -> list[tuple]:
    """The rows of a queryset of originals: an Original for each, followed by the values of `extra`. Two queries."""
    languages = {locale.pk: Language(locale) for locale in Locale.objects.all()}
    found = []
    for row in pages.values_list(*COLUMNS, *extra):
        pk, key, title, locale_id, kind, words, needed_by, priority, *more = row
        original = Original(
            pk=pk,
            key=key,
            title=title,
            language=languages[locale_id],
            kind=kind_name(kind),
            words=words,
            needed_by=needed_by,
            priority=priority,
        )
        found.append((original, *more))
    return found


def kind_name(content_type_id: int) -> str:
    """What pages of a type are called."""
    model = ContentType.objects.get_for_id(content_type_id).model_class() or Page
    return str(capfirst(model._meta.verbose_name))
