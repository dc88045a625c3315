"""The addresses of pages, as a reader of one language follows them."""

from collections.abc import Iterable
from functools import cached_property
from typing import TYPE_CHECKING

from django.db.models import Q, Subquery
from django.urls import get_script_prefix
from wagtail.models import Page, Site

from .groups import Version, fetch_groups

if TYPE_CHECKING:
    from .reader import Reader


class Addresses:
    """Addresses in the language of a reader, and in others. What is looked up for them stays in `reader.groups`."""

    def __init__(self, reader: "Reader"):
        self.reader = reader
        #: The originals directly below the home page that may be in menus; known once `home` is.
        self.in_menu: list[Version] = []

    @cached_property
    def home(self) -> Version:
        """The site's home page, in the language in which it was first written.

        One query, for all its versions and for the pages in the menu, which are on every page.
        Raises Site.DoesNotExist if no site is the default one.
        """
        homes = Page.objects.filter(sites_rooted_here__is_default_site=True)
        in_menu = Q(depth=Subquery(homes.order_by().values("depth")[:1]) + 1, show_in_menus=True, live=True)
        groups = fetch_groups(Page.objects.filter(Q(pk__in=homes.values("pk")) | in_menu))
        self.reader.groups.add(groups)
        originals = [group.original for group in groups.values()]
        if not originals:
            raise Site.DoesNotExist
        home = min(originals, key=lambda version: version.depth)
        self.in_menu = [version for version in originals if version is not home]
        return home

    def _slugs(self, version: Version | Page) -> list[str]:
        return version.url_path.strip("/").split("/")[self.home.depth - 1 :]

    def path(self, version: Version | Page, locale_id: int | None = None) -> str:
        """The canonical path of a version below a language's prefix (this reader's unless given), as `events/x/`.

        In its own language these are its own slugs. In another they are the slugs of the deepest ancestor
        that is translated into it, then the version's own.
        """
        locale_id = self.reader.locale.pk if locale_id is None else locale_id
        slugs = self._slugs(version)
        if version.locale_id != locale_id:
            self.reader.groups.add_ancestors([version])
            for depth in range(version.depth, self.home.depth - 1, -1):
                group = self.reader.groups.at(version.path, depth)
                if translated := group and group.live_in(locale_id):
                    slugs = self._slugs(translated) + slugs[depth - self.home.depth :]
                    break
        return "".join(f"{slug}/" for slug in slugs)

    def url(self, version: Version | Page, locale_id: int | None = None) -> str:
        """The address of a version in a language (this reader's unless given): `/ca/events/x/`."""
        return self.prefix_of(self.reader.locale.pk if locale_id is None else locale_id) + self.path(version, locale_id)

    def prefix_of(self, locale_id: int) -> str:
        """Where the addresses of a language begin: `/ca/`."""
        return f"{get_script_prefix()}{self.reader.languages[locale_id].code}/"

    @property
    def prefix(self) -> str:
        return self.prefix_of(self.reader.locale.pk)

    def own_url(self, version: Version | Page) -> str:
        """The address of a version in the language in which it is written."""
        return self.url(version, version.locale_id)

    def link(self, page: Version | Page) -> str:
        """The address at which this reader is shown a page, in whatever version; empty if it is not live."""
        group = self.reader.groups.get(page.translation_key)
        version = group and self.reader.preferred(group)
        return self.url(version) if version else ""

    def prepare(self, pages: Iterable[Page]) -> None:
        """Look up what `link` and `url` need for all these pages. One query.

        One more, should the version that is shown lie elsewhere than the one that is given: they do not.
        """
        pages = list(pages)
        unknown = [page.translation_key for page in pages if page.translation_key not in self.reader.groups]
        paths = self.reader.groups.unknown_paths(pages)
        if unknown or paths:
            self.reader.groups.add(
                fetch_groups(Page.objects.filter(Q(translation_key__in=unknown) | Q(path__in=paths)))
            )
        groups = self.reader.groups.get_many(page.translation_key for page in pages)
        self.reader.groups.add_ancestors([v for group in groups.values() if (v := self.reader.preferred(group))])
