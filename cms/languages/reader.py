"""The reader: which language somebody reads in, and what they are shown instead where a page does not speak it.

One Reader lives as long as one request. Imports go forward only: languages, groups, the groups looked up, addresses,
the reader; then `choosing` (which pages a reader is shown) and `menu`; then routing and the presentation of a page.
"""

from collections.abc import Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.utils import translation
from django.utils.functional import cached_property
from wagtail.models import Page

from .addresses import Addresses
from .codes import match_language
from .group_cache import GroupCache
from .groups import Group, Version
from .language import Language, default_code, site_languages

_current: ContextVar["Reader | None"] = ContextVar("reader", default=None)


class Reader:
    """A reader of one language, and the chain of languages that they prefer.

    Raises LookupError if no language of the site has the code.
    """

    def __init__(self, code: str, languages: dict[int, Language] | None = None):
        self.languages = site_languages() if languages is None else languages
        language = next((lang for lang in self.languages.values() if lang.code == code), None)
        if language is None:
            raise LookupError(code)
        self.language = language
        self.locale = self.language.locale
        #: The translation groups looked up so far.
        self.groups = GroupCache()
        #: The addresses of pages, in this language and in others.
        self.addresses = Addresses(self)

    @cached_property
    def default_locale_id(self) -> int | None:
        code = default_code([language.code for language in self.languages.values()])
        return next((pk for pk, language in self.languages.items() if language.code == code), None)

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
        """The language of a page, or else that of one of its texts (foreign_texts.ForeignText)."""
        return getattr(text, "language", None) or self.languages[page.locale_id]

    def preferred(self, group: Group, locale_id: int | None = None) -> Version | None:
        """The version of a group that a reader of a language (this one unless given) is shown."""
        return group.preferred(self.chain(locale_id))

    def listed(self, group: Group) -> Version | None:
        """The version that this reader is shown where pages are listed; None if it or its original is private."""
        version = self.preferred(group)
        private = version and (self.groups.is_private(version) or self.groups.is_private(group.original))
        return None if private else version


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
    for code in (match_language(translation.get_language() or "", codes), default_code(codes), *codes):
        if code in codes:
            return Reader(code, languages)
    raise LookupError("There is no Locale row.")


def reader_for(request) -> Reader:
    """The reader of a request; for requests that our middleware has not seen, the current one."""
    return getattr(request, "reader", None) or current_reader()
