"""The reader: which language somebody reads in, what they are shown instead, and their addresses for pages.

One Reader lives as long as one request. It remembers every translation group that was looked up, so that
menu, breadcrumbs, listings and links of one page share a handful of queries.
"""

from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q, Subquery
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.functional import cached_property
from wagtail.models import Locale, Page, Site

from cms.media.pictures import learn_card_pictures, with_lead_image

from .groups import STEP, Group, Version, fetch_groups, restricted
from .marks import mark_fields
from .models import TranslationState

_current: ContextVar["Reader | None"] = ContextVar("reader", default=None)


class Language:
    """One language of the site, as templates show it."""

    def __init__(self, locale: Locale):
        self.locale = locale
        self.code = locale.language_code
        info = LANG_INFO[self.code]
        #: The language's name in the language itself.
        self.name = info["name_local"]
        self.name = self.name[:1].upper() + self.name[1:]
        self.dir = "rtl" if info["bidi"] else "ltr"
        #: The BCP 47 tag, for `lang` and `hreflang`.
        self.tag = bcp47(self.code)
        #: An editor's own words for notices in this language, by their kind (models.NoticeKind).
        self.notice_wordings: dict[str, str] = {}
        #: What the footer says in this language; empty if nobody wrote it.
        self.footer = ""
        #: The ids of the locales that its readers are also shown, in an editor's order.
        self.fallbacks: list[int] = []

    def __str__(self):
        return self.name


def bcp47(code: str) -> str:
    """Django's language code as a BCP 47 tag: `pt-br` is `pt-BR`."""
    language, _, region = code.partition("-")
    return f"{language}-{region.upper()}" if len(region) == 2 else code


def site_languages() -> dict[int, Language]:
    """The languages that have a Locale row, by its id. One query."""
    rows = Locale.objects.annotate(
        kind=F("notice_wordings__kind"),
        wording=F("notice_wordings__text"),
        fallback=F("fallback_steps__fallback"),
        footer=F("footer_texts__text"),
    ).order_by("language_code", "fallback_steps__sort_order", "fallback_steps__pk")
    languages: dict[int, Language] = {}
    for locale in rows:
        if locale.language_code in LANG_INFO:
            language = languages.setdefault(locale.pk, Language(locale))
            language.footer = locale.footer or ""
            if locale.kind:
                language.notice_wordings[locale.kind] = locale.wording
            if locale.fallback and locale.fallback not in language.fallbacks:
                language.fallbacks.append(locale.fallback)
    return languages


class Reader:
    """A reader of one language.

    Raises LookupError if no language of the site has the code.
    """

    def __init__(self, code: str, languages: dict[int, Language] | None = None):
        self.languages = site_languages() if languages is None else languages
        self.language = next((lang for lang in self.languages.values() if lang.code == code), None)
        if self.language is None:
            raise LookupError(code)
        self.locale = self.language.locale
        self._groups: dict[UUID, Group] = {}
        self._by_path: dict[str, Version] = {}
        self._by_slug: dict[tuple[str, str], set[UUID]] = {}

    @cached_property
    def default_locale_id(self) -> int | None:
        return next((pk for pk, lang in self.languages.items() if lang.code == settings.LANGUAGE_CODE), None)

    def chain(self, locale_id: int | None = None) -> tuple[int, ...]:
        """Locale ids in the order in which a reader of a language (this one unless given) wants them."""
        locale_id = self.locale.pk if locale_id is None else locale_id
        wishes = [locale_id, *(self.languages[locale_id].fallbacks if locale_id in self.languages else ())]
        if self.default_locale_id:
            wishes.append(self.default_locale_id)
        return tuple(dict.fromkeys(wishes))

    def best_of(self, by_locale: Mapping[int, Any]) -> Any | None:
        """Of things by their locale's id, the one that the reader wants most, else the first; None if there is none."""
        wanted = (by_locale[pk] for pk in self.chain() if pk in by_locale)
        return next(wanted, next(iter(by_locale.values()), None))

    def language_of(self, page: Page, text: str = "") -> Language:
        """The language of a page, or else that of one of its texts (marks.ForeignText)."""
        return getattr(text, "language", None) or self.languages[page.locale_id]

    # Private content

    @cached_property
    def private_paths(self) -> list[str]:
        """The tree paths at and below which everything is private."""
        return list(restricted().values_list("path", flat=True))

    def is_private(self, version: Version | Page) -> bool:
        return any(version.path.startswith(path) for path in self.private_paths)

    # Groups

    def learn(self, groups: dict[UUID, Group]) -> None:
        """Remember groups for the rest of this request."""
        self._groups.update(groups)
        for group in groups.values():
            for version in group.versions:
                self._by_path[version.path] = version
                self._by_slug.setdefault((version.parent_path, version.slug), set()).add(group.key)

    def groups(self, keys: Iterable[UUID]) -> dict[UUID, Group]:
        """The groups with these translation keys, as far as they exist. At most one query."""
        keys = list(keys)
        if missing := [key for key in keys if key not in self._groups]:
            self.learn(fetch_groups(Page.objects.filter(translation_key__in=missing)))
        return {key: self._groups[key] for key in keys if key in self._groups}

    def group(self, key: UUID) -> Group | None:
        return self.groups([key]).get(key)

    def children(self, slug: str, parents: Iterable[str]) -> dict[UUID, Group]:
        """Of the groups looked up so far, those with a version of a slug directly below one of some tree paths."""
        keys = {key for path in parents for key in self._by_slug.get((path, slug), ())}
        return {key: self._groups[key] for key in keys}

    def learn_ancestors(self, versions: Iterable[Version | Page]) -> None:
        """Look up the groups of all pages above these and of these themselves. At most one query."""
        if paths := self._unknown_paths(versions):
            self.learn(fetch_groups(Page.objects.filter(path__in=paths)))

    def _unknown_paths(self, versions: Iterable[Version | Page]) -> set[str]:
        return {
            version.path[:end]
            for version in versions
            for end in range(2 * STEP, len(version.path) + 1, STEP)
            if version.path[:end] not in self._by_path
        }

    def version_of(self, page: Page) -> Version:
        """What is known of a page that was looked up."""
        return self._by_path[page.path]

    def group_at(self, path: str, depth: int) -> Group | None:
        """The group of the page above (or at) a tree path at a depth. No query once `path` was looked up."""
        ancestor = self._by_path.get(path[: depth * STEP])
        return self._groups[ancestor.translation_key] if ancestor else None

    # Choosing

    def preferred(self, group: Group, locale_id: int | None = None) -> Version | None:
        """The version of a group that a reader of a language (this one unless given) is shown."""
        return group.preferred(self.chain(locale_id))

    def listed(self, group: Group) -> Version | None:
        """The version that this reader is shown where pages are listed; None if it or its original is private."""
        version = self.preferred(group)
        private = version and (self.is_private(version) or self.is_private(group.original))
        return None if private else version

    def best(
        self, pages: Iterable[Page | Version], model: type[Page] | None = None, pictures: bool = True
    ) -> list[Page]:
        """For each page the version this reader is shown, in the same order; groups that are not live are left out.

        At most four queries for any number of pages of one type, two of them for the pictures of their cards; one
        more if a page is not completely translated.
        Versions equal to the page given cost none, unless that is a bare Page. Without `pictures`, cards show none.
        """
        pages = list(pages)
        groups = self.groups(page.translation_key for page in pages)
        given = {page.pk: page for page in pages if type(page) not in (Page, Version)}
        wanted = []
        missing: dict[int, list[int]] = {}
        for page in pages:
            group = groups.get(page.translation_key)
            if version := group and self.listed(group):
                wanted.append(version.pk)
                if version.pk not in given:
                    missing.setdefault(version.content_type_id, []).append(version.pk)
        for content_type_id, pks in missing.items():
            kind = model or ContentType.objects.get_for_id(content_type_id).model_class() or Page
            versions = with_lead_image(kind.objects.filter(pk__in=pks).defer_streamfields())
            given.update({page.pk: page for page in versions})
        best = [given[pk] for pk in wanted if pk in given]
        if pictures:
            learn_card_pictures(best)
        self.mark_partial(best)
        return best

    def mark_partial(self, pages: Iterable[Page]) -> None:
        """Mark what is not translated in the fields of pages in a list. One query, none if all pages are complete."""
        pages = {page.pk: page for page in pages}
        groups = self.groups(page.translation_key for page in pages.values())
        partial = [v.pk for group in groups.values() for v in group.versions if v.missing and v.pk in pages]
        if partial:
            states = TranslationState.objects.filter(target__in=partial)
            for pk, missing in states.values_list("target", "missing_keys"):
                original = groups[pages[pk].translation_key].original
                if original.locale_id in self.languages:
                    mark_fields(pages[pk], missing, self.languages[original.locale_id])

    # Addresses

    @cached_property
    def root(self) -> Version:
        """The site's home page, in the language in which it was first written.

        One query, for all its versions and for the pages in the menu, which are on every page.
        Raises Site.DoesNotExist if no site is the default one.
        """
        homes = Page.objects.filter(sites_rooted_here__is_default_site=True)
        in_menu = Q(depth=Subquery(homes.order_by().values("depth")[:1]) + 1, show_in_menus=True, live=True)
        groups = fetch_groups(Page.objects.filter(Q(pk__in=homes.values("pk")) | in_menu))
        self.learn(groups)
        originals = [group.original for group in groups.values()]
        if not originals:
            raise Site.DoesNotExist
        root = min(originals, key=lambda version: version.depth)
        self._in_menu = [version for version in originals if version is not root]
        return root

    @cached_property
    def menu(self) -> list[Version]:
        """The pages directly below the home page that are to be in menus, in the tree's order, as they are listed."""
        homes = {version.path for version in self._groups[self.root.translation_key].versions}
        entries = [v for v in self._in_menu if v.parent_path in homes and v.show_in_menus]
        groups = [self._groups[entry.translation_key] for entry in sorted(entries, key=lambda entry: entry.path)]
        return [version for group in groups if (version := self.listed(group))]

    def _slugs(self, version: Version | Page) -> list[str]:
        return version.url_path.strip("/").split("/")[self.root.depth - 1 :]

    def path(self, version: Version | Page, locale_id: int | None = None) -> str:
        """The canonical path of a version below a language's prefix (this reader's unless given), as `events/x/`.

        In its own language these are its own slugs. In another they are the slugs of the deepest ancestor
        that is translated into it, then the version's own.
        """
        locale_id = self.locale.pk if locale_id is None else locale_id
        slugs = self._slugs(version)
        if version.locale_id != locale_id:
            self.learn_ancestors([version])
            for depth in range(version.depth, self.root.depth - 1, -1):
                group = self.group_at(version.path, depth)
                if translated := group and group.live_in(locale_id):
                    slugs = self._slugs(translated) + slugs[depth - self.root.depth :]
                    break
        return "".join(f"{slug}/" for slug in slugs)

    def url(self, version: Version | Page, locale_id: int | None = None) -> str:
        """The address of a version in a language (this reader's unless given): `/ca/events/x/`."""
        return self.prefix_of(self.locale.pk if locale_id is None else locale_id) + self.path(version, locale_id)

    def prefix_of(self, locale_id: int) -> str:
        """Where the addresses of a language begin: `/ca/`."""
        return f"{get_script_prefix()}{self.languages[locale_id].code}/"

    @property
    def prefix(self) -> str:
        return self.prefix_of(self.locale.pk)

    def own_url(self, version: Version | Page) -> str:
        """The address of a version in the language in which it is written."""
        return self.url(version, version.locale_id)

    def link(self, page: Version | Page) -> str:
        """The address at which this reader is shown a page, in whatever version; empty if it is not live."""
        group = self.group(page.translation_key)
        version = group and self.preferred(group)
        return self.url(version) if version else ""

    def prepare(self, pages: Iterable[Page]) -> None:
        """Look up what `link` and `url` need for all these pages. One query.

        One more, should the version that is shown lie elsewhere than the one that is given: they do not.
        """
        pages = list(pages)
        unknown = [page.translation_key for page in pages if page.translation_key not in self._groups]
        paths = self._unknown_paths(pages)
        if unknown or paths:
            self.learn(fetch_groups(Page.objects.filter(Q(translation_key__in=unknown) | Q(path__in=paths))))
        groups = self.groups(page.translation_key for page in pages)
        self.learn_ancestors([v for group in groups.values() if (v := self.preferred(group))])


@contextmanager
def reading_as(reader: Reader):
    """Make a reader the current one, for code that is handed no request, such as links in rich text."""
    token = _current.set(reader)
    try:
        yield reader
    finally:
        _current.reset(token)


def current_reader() -> Reader:
    """The reader of the current request; outside of one, a reader of the active language or else of the default one."""
    if reader := _current.get():
        return reader
    languages = site_languages()
    codes = [language.code for language in languages.values()]
    for code in (translation.get_language(), settings.LANGUAGE_CODE, *codes):
        if code in codes:
            return Reader(code, languages)
    raise LookupError("There is no Locale row.")


def reader_for(request) -> Reader:
    """The reader of a request; for requests that our middleware has not seen, the current one."""
    return getattr(request, "reader", None) or current_reader()
