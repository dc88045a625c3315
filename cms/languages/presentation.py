"""A page as one reader meets it: in which language, how well translated, where else it can be read."""

from dataclasses import dataclass, replace

from django.utils.functional import cached_property
from wagtail.models import Page

from .foreign_texts import tag_language
from .groups import Group, Version
from .language import Language
from .models import TranslationState
from .reader import Reader
from .states import preview_state
from .status import TranslationStatus, own_status, translation_status


@dataclass(frozen=True)
class Alternative:
    """One real version of a page: its language and its address there."""

    language: Language
    url: str


@dataclass(frozen=True)
class Choice:
    """One language in the switcher: where it leads, and whether the page is translated into it."""

    language: Language
    url: str
    is_translated: bool
    is_current: bool


class PagePresentation:
    """A page as `reader` sees it. `subpath` is what follows the page's own path, such as `past/2025/`.

    In a preview, `page` is a draft.
    """

    def __init__(self, page: Page, reader: Reader, subpath: str = "", is_preview: bool = False):
        self.page = page
        self.reader = reader
        self.subpath = subpath
        self.is_preview = is_preview

    @property
    def language(self) -> Language:
        """The language of the content."""
        return self.reader.languages[self.page.locale_id]

    @property
    def is_foreign(self) -> bool:
        """Whether the content is in another language than the reader's."""
        return self.page.locale_id != self.reader.locale.pk

    @cached_property
    def group(self) -> Group | None:
        """None for a page that is not saved yet, in a preview."""
        return self.reader.groups.get(self.page.translation_key)

    @property
    def status(self) -> TranslationStatus:
        if self.is_foreign:
            return TranslationStatus.UNTRANSLATED
        if not self.is_translation:
            return TranslationStatus.ORIGINAL
        if not self.is_preview:
            return own_status(self.page.pk, self.group)
        state = self.state
        return translation_status(state.missing, state.outdated_since) if state else TranslationStatus.CURRENT

    @property
    def is_translation(self) -> bool:
        """Whether what is shown was translated, into whatever language."""
        return bool(self.group and self.group.original.pk != self.page.pk)

    @cached_property
    def state(self) -> TranslationState | None:
        """How the translation that is shown stands to its original; None if it is complete and up to date.

        At most one query, and none where there is nothing to say.
        """
        if not self.is_translation:
            return None
        if self.is_preview:
            state = preview_state(self.page, Page.objects.get(pk=self.group.original.pk).specific)
            return state if state.missing or state.outdated_since else None
        version = next(version for version in self.group.versions if version.pk == self.page.pk)
        stale = version.missing or version.outdated_since
        return TranslationState.objects.filter(target=self.page.pk).first() if stale else None

    @property
    def original_language(self) -> Language | None:
        """The language in which the page was written."""
        return self.reader.languages.get(self.group.original.locale_id) if self.group else None

    def tag_foreign_texts(self) -> None:
        """Let the texts of the page that are not translated say so where they are shown."""
        if self.original_language and self.state and self.state.missing_keys:
            tag_language(self.page, self.state.missing_keys, self.original_language)

    @property
    def _versions(self) -> list[Version]:
        return self.group.live_versions if self.group else []

    @cached_property
    def alternatives(self) -> list[Alternative]:
        """All live versions, this one included, with their addresses below the site, by language code."""
        found = [
            Alternative(self.reader.languages[v.locale_id], self.reader.addresses.own_url(v) + self.subpath)
            for v in self._versions
            if v.locale_id in self.reader.languages
        ]
        return sorted(found, key=lambda alternative: alternative.language.code)

    @property
    def others(self) -> list[Alternative]:
        """The live versions besides the one that is shown."""
        return [a for a in self.alternatives if a.language.locale.pk != self.page.locale_id]

    @property
    def original(self) -> Alternative | None:
        """The original, where it is not the page that is shown."""
        if self.group is None or self.group.original.pk == self.page.pk:
            return None
        return next((a for a in self.others if a.language.locale.pk == self.group.original.locale_id), None)

    @property
    def default(self) -> Alternative | None:
        """The version for readers of none of its languages: the site's default language, else the original."""
        by_locale = {a.language.locale.pk: a for a in self.alternatives}
        if self.group is None:
            return None
        return by_locale.get(self.reader.default_locale_id) or by_locale.get(self.group.original.locale_id)

    @property
    def canonical(self) -> str:
        """The address of the version that is shown, in its own language."""
        return self.reader.addresses.own_url(self.page) + self.subpath

    @cached_property
    def choices(self) -> list[Choice]:
        """Every language of the site, by its own name, with this page's address in it."""
        return language_choices(self.reader, self.group, self.subpath)

    @cached_property
    def breadcrumbs(self) -> list[tuple[Version, Language, str]]:
        """The pages above what is shown, from the home page down: (version that is shown, its language, its address).

        This page is one of them where a part of it with an address of its own is shown.
        """
        self.reader.groups.add_ancestors([self.page])
        crumbs = []
        for depth in range(self.reader.addresses.home.depth, self.page.depth + bool(self.subpath)):
            group = self.reader.groups.at(self.page.path, depth)
            version = group and self.reader.preferred(group)
            if version:
                crumbs.append((version, self.reader.languages[version.locale_id], self.reader.addresses.url(version)))
        return crumbs


def choices_of_own_page(reader: Reader, subpath: str) -> list[Choice]:
    """Every language, with the address of a page that the site makes itself: it is there in all of them."""
    home = reader.groups.get(reader.addresses.home.translation_key)
    return [replace(choice, is_translated=True) for choice in language_choices(reader, home, subpath)]


def language_choices(reader: Reader, group: Group | None = None, subpath: str = "") -> list[Choice]:
    """Every language of the site by its own name, with the address of a group in it; of the home page without one."""
    if group is None or not group.original.live:
        group, subpath = reader.groups.get(reader.addresses.home.translation_key), ""
    choices = []
    for locale_id, language in reader.languages.items():
        version = reader.preferred(group, locale_id) if group else None
        url = reader.addresses.url(version, locale_id) + subpath if version else reader.addresses.prefix_of(locale_id)
        choices.append(
            Choice(
                language=language,
                url=url,
                is_translated=bool(version and version.locale_id == locale_id),
                is_current=locale_id == reader.locale.pk,
            )
        )
    return sorted(choices, key=lambda choice: choice.language.name.casefold())
