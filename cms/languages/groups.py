# audience: admin
"""Translation groups: all versions of one page, and the one of them that was there first.

Wagtail gives every version of a page the same `translation_key`. The version that was made first is the
*original*; the others are translations of it. A group is as private and as public as its original:
what is not public in the original is public in no language.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce, Length, Substr
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, PageViewRestriction
from wagtail.query import PageQuerySet

#: Characters of a treebeard path for each level of the tree.
STEP = Page.steplen


@dataclass(frozen=True, slots=True)
class Version:
    """What routing and links need to know of one version of a page; cheaper than a Page."""

    pk: int
    translation_key: UUID
    locale_id: int
    path: str
    depth: int
    slug: str
    url_path: str
    title: str
    live: bool
    show_in_menus: bool
    content_type_id: int
    #: Of a translation: how many of its texts are shown in the original's language, and whether it is outdated.
    missing: int | None
    outdated_since: datetime | None

    @property
    def parent_path(self) -> str:
        return self.path[:-STEP]


#: The order of news, the same in all databases: what was never published comes last.
NEWEST_FIRST = (F("first_published_at").desc(nulls_last=True), "-pk")


#: Where a Version's fields come from.
VERSION_FIELDS = tuple(
    f"translation_state__{field.name}" if field.name in ("missing", "outdated_since") else field.name
    for field in fields(Version)
)


@dataclass(frozen=True, slots=True)
class Group:
    """The versions of one page, the original first."""

    versions: tuple[Version, ...]

    @property
    def key(self) -> UUID:
        return self.versions[0].translation_key

    @property
    def original(self) -> Version:
        return self.versions[0]

    def live_in(self, locale_id: int) -> Version | None:
        """The version that visitors may read in a language, if there is one."""
        if not self.original.live:
            return None
        return next((v for v in self.versions if v.locale_id == locale_id and v.live), None)

    @property
    def live_versions(self) -> list[Version]:
        """All versions that visitors may read; none as long as the original is not live."""
        return [v for v in self.versions if v.live] if self.original.live else []

    def preferred(self, chain: Iterable[int]) -> Version | None:
        """The first live version along a chain of locale ids, or else the original; None if the group is not live."""
        for locale_id in chain:
            if version := self.live_in(locale_id):
                return version
        return self.original if self.original.live else None


def fetch_groups(pages: PageQuerySet) -> dict[UUID, Group]:
    """The groups of all pages of a queryset, by translation key. One query.

    Alias pages count as no version: Freistadt makes none, and one from elsewhere is only a copy.
    """
    rows = (
        Page.objects.filter(translation_key__in=pages.order_by().values("translation_key"), alias_of__isnull=True)
        .order_by("pk")
        .values_list(*VERSION_FIELDS)
    )
    versions: dict[UUID, list[Version]] = {}
    for row in rows:
        version = Version(*row)
        versions.setdefault(version.translation_key, []).append(version)
    return {key: Group(tuple(members)) for key, members in versions.items()}


def group_of(page: Page) -> Group:
    """The group of one page, which must be saved. One query. An alias, which belongs to none, is alone in one."""
    rows = Page.objects.filter(translation_key=page.translation_key, alias_of__isnull=True).order_by("pk")
    if page.alias_of_id:
        rows = Page.objects.filter(pk=page.pk)
    return Group(tuple(Version(*row) for row in rows.values_list(*VERSION_FIELDS)))


def children_called(slug: str, parent_paths) -> PageQuerySet:
    """The pages with a slug directly below any of the pages at these tree paths (a list, or a subquery)."""
    parent_path = Substr("path", 1, (F("depth") - 1) * STEP)
    return Page.objects.alias(parent_path=parent_path).filter(
        slug=slug, parent_path__in=parent_paths, alias_of__isnull=True
    )


def originals(pages: PageQuerySet) -> PageQuerySet:
    """Of a queryset of pages, those that are the original of their group."""
    older = without_aliases(Page.objects.filter(translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk")))
    return without_aliases(pages.filter(~Exists(older)))


def without_aliases(pages: PageQuerySet) -> PageQuerySet:
    """Of a queryset of pages, those that are no alias."""
    # Coalesce, since SQLite would begin with the index of aliases, that is, look through all pages that are none.
    return pages.alias(alias=Coalesce("alias_of_id", 0)).filter(alias=0)


def restricted() -> PageQuerySet:
    """All versions of every group with a view restriction: everything at or below them is private."""
    keys = PageViewRestriction.objects.values("page__translation_key")
    return Page.objects.filter(translation_key__in=keys)


def _is_private() -> Exists:
    """Of a page: whether it or one above it has a view restriction, in whatever version."""
    return Exists(restricted().annotate(start=Substr(OuterRef("path"), 1, Length("path"))).filter(path=F("start")))


def public(pages: PageQuerySet) -> PageQuerySet:
    """Of a queryset of pages, those that are not private."""
    return pages.filter(~_is_private())


def private(pages: PageQuerySet) -> PageQuerySet:
    """Of a queryset of pages, those that are private."""
    return pages.filter(_is_private())


def readable(pages: PageQuerySet) -> PageQuerySet:
    """Of a queryset of pages, the versions that visitors may read: live and not private, and so is their original."""
    original = public(originals(Page.objects.live().filter(translation_key=OuterRef("translation_key"))))
    return public(without_aliases(pages.live().filter(Exists(original))))


def best_versions(chain: Sequence[int]) -> PageQuerySet:
    """Of every group that everybody may see, the version that readers with a chain of locale ids are shown."""
    last = Value(len(chain))
    wish = Case(*(When(locale_id=pk, then=Value(place)) for place, pk in enumerate(chain)), default=last)
    live = without_aliases(Page.objects.live()).alias(wish=wish)
    better = live.filter(translation_key=OuterRef("translation_key"), wish__lt=OuterRef("wish"))
    outside = Q(wish=last) & ~Q(pk__in=originals(Page.objects.all()).values("pk"))
    return readable(live.filter(~Exists(better))).exclude(outside)


class GroupQuerySet(PageQuerySet):
    """Pages by translation group. Lists of groups are lists of originals, which the reader's versions then replace."""

    def originals(self):
        return originals(self)

    def visible(self):
        """The originals that everybody may see: one page for each group, live and not private."""
        return public(originals(self).live())


def slug_taken_by(slug: str, parent: Page, page: Page | None = None) -> str | None:
    """What else answers to a slug below any version of `parent`: a page's title, or the slug itself for a route.

    Below one translation group a slug leads to one group in every language, so that no two pages
    compete for one address under fallback. `page` is the page that wants the slug; its own group may have it.
    """
    if parent.is_root():
        return None
    if resolves_route(parent.specific_class, [slug]) or (is_site_address(f"{slug}/") and is_home_page(parent)):
        return slug
    others = children_called(slug, Page.objects.filter(translation_key=parent.translation_key).values("path"))
    if page is not None:
        others = others.exclude(translation_key=page.translation_key)
    return others.values_list("title", flat=True).first()


def slug_taken_message(slug: str, other: str) -> str:
    return _("The slug “%(slug)s” is already used by “%(other)s”, perhaps in another language. Choose another.") % {
        "slug": slug,
        "other": other,
    }


def check_slug(page: Page) -> None:
    """Raise a ValidationError if a page's slug belongs to another group below the same parent."""
    parent = page.get_parent()
    if parent is None or not page.slug:
        return
    if other := slug_taken_by(page.slug, parent, page):
        raise ValidationError({"slug": slug_taken_message(page.slug, other)})


def resolves_route(page_class: type[Page], components: list[str]) -> bool:
    """Whether a page type answers to a path of its own below its address, like `event.ics`."""
    if not components or not issubclass(page_class, RoutablePageMixin):
        return False
    try:
        page_class.get_resolver().resolve("/" + "/".join(components) + "/")
    except Resolver404:
        return False
    return True


def is_site_address(path: str) -> bool:
    """Whether the site itself, not a page, answers at a path below a language's prefix: `search/`. No query."""
    code = settings.LANGUAGE_CODE
    with translation.override(code):  # addresses below a language are found in the active one
        try:
            return resolve(f"/{code}/{path}").url_name != "wagtail_serve"
        except Resolver404:
            return False


def deletion_problem(page: Page) -> str:
    """Why a page cannot be deleted, in words for an editor; empty if it can.

    Deleting an original deletes its translations; pages that were written in another language below one of
    them must not vanish with it.
    """
    stranded = stranded_by_deleting(page)
    count = stranded.count()
    if not count:
        return ""
    titles = ", ".join(f"“{title}”" for title in stranded.values_list("title", flat=True)[:5])
    return ngettext(
        "“%(page)s” cannot be deleted: below its translation lies a page of another language, %(titles)s. "
        "Move or delete it first.",
        "“%(page)s” cannot be deleted: below its translations lie %(count)d pages of other languages, among "
        "them %(titles)s. Move or delete them first.",
        count,
    ) % {"page": page.get_admin_display_title(), "count": count, "titles": titles}


def move_problem(page: Page, destination: Page) -> str:
    """Why a page cannot be moved below another, in words for an editor; empty if it can.

    Pages stay in the tree of their language, translations with their original, and no two groups may get the
    same address.
    """
    if destination.is_root():
        return ""
    if destination.locale_id != page.locale_id:
        return _("“%(page)s” is written in %(language)s: it can only be put below pages in that language.") % {
            "page": page.get_admin_display_title(),
            "language": page.locale.get_display_name(),
        }
    group = group_of(page)
    if group.original.pk != page.pk:
        above = Page.objects.get(path=group.original.parent_path)
        if above.translation_key != destination.translation_key:
            return _("“%(page)s” is a translation: it moves with its original. Move that instead.") % {
                "page": page.get_admin_display_title()
            }
    for slug in {version.slug for version in group.versions}:
        if other := slug_taken_by(slug, destination, page):
            return slug_taken_message(slug, other)
    return ""


def stranded_by_deleting(page: Page) -> PageQuerySet:
    """Originals that would vanish with a page although they are no version of anything below it.

    Deleting an original deletes its translations, and with them what was written below those in their
    own language alone. Such pages must be moved first.
    """
    group = group_of(page)
    if group.original.pk != page.pk:
        return Page.objects.none()
    below_translations = Q()
    for version in group.versions[1:]:
        below_translations |= Q(path__startswith=version.path, depth__gt=version.depth)
    if not below_translations:
        return Page.objects.none()
    here = page.get_descendants().values("translation_key")
    return originals(Page.objects.filter(below_translations)).exclude(translation_key__in=here)


def home_pages() -> PageQuerySet:
    """The home pages of all languages, drafts included: the tops of their trees."""
    keys = Page.objects.filter(sites_rooted_here__is_default_site=True).order_by().values("translation_key")
    return Page.objects.filter(translation_key__in=keys, alias_of__isnull=True).order_by(F("pk"))


def is_home_page(page: Page) -> bool:
    """Whether a page is the top of a language's tree. One query."""
    return home_pages().filter(pk=page.pk).exists()
