"""Translation groups: all versions of one page, and the one of them that was there first.

Wagtail gives every version of a page the same `translation_key`. The version that was made first is the
*original*; the others are translations of it. A group is as private and as public as its original:
what is not public in the original is public in no language.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Substr
from django.urls import Resolver404
from django.utils.translation import gettext as _
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
    content_type_id: int

    @property
    def parent_path(self) -> str:
        return self.path[:-STEP]


VERSION_FIELDS = tuple(field.name for field in fields(Version))


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
    """The group of one page, which must be saved. One query."""
    return fetch_groups(Page.objects.filter(pk=page.pk))[page.translation_key]


def children_called(slug: str, parent_paths) -> PageQuerySet:
    """The pages with a slug directly below any of the pages at these tree paths (a list, or a subquery)."""
    parent_path = Substr("path", 1, (F("depth") - 1) * STEP)
    return Page.objects.alias(parent_path=parent_path).filter(
        slug=slug, parent_path__in=parent_paths, alias_of__isnull=True
    )


def originals(pages: PageQuerySet) -> PageQuerySet:
    """Of a queryset of pages, those that are the original of their group."""
    older = Page.objects.filter(
        translation_key=OuterRef("translation_key"), pk__lt=OuterRef("pk"), alias_of__isnull=True
    )
    return pages.filter(~Exists(older), alias_of__isnull=True)


def restricted_paths() -> list[str]:
    """The tree paths below which everything is private: all versions of every group with a view restriction."""
    restricted = PageViewRestriction.objects.values("page__translation_key")
    return list(Page.objects.filter(translation_key__in=restricted).values_list("path", flat=True))


def outside(pages: PageQuerySet, paths: Iterable[str]) -> PageQuerySet:
    """Of a queryset of pages, those at or below none of the tree paths."""
    inside = Q()
    for path in paths:
        inside |= Q(path__startswith=path)
    return pages.exclude(inside) if inside else pages


class GroupQuerySet(PageQuerySet):
    """Pages by translation group. Lists of groups are lists of originals, which the reader's versions then replace."""

    def originals(self):
        return originals(self)

    def visible(self, private_paths: Iterable[str] | None = None):
        """The originals that everybody may see: one page for each group, live and not private.

        `private_paths` spares the query for them where the caller has them already.
        """
        return outside(originals(self).live(), restricted_paths() if private_paths is None else private_paths)


def slug_taken_by(slug: str, parent: Page, page: Page | None = None) -> str | None:
    """What else answers to a slug below any version of `parent`: a page's title, or the slug itself for a route.

    Below one translation group a slug leads to one group in every language, so that no two pages
    compete for one address under fallback. `page` is the page that wants the slug; its own group may have it.
    """
    if parent.is_root():
        return None
    if issubclass(parent.specific_class, RoutablePageMixin) and resolves_route(parent.specific_class, [slug]):
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
