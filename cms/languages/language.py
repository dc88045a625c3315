"""The languages of a site, as templates show them."""

from collections.abc import Collection

from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db.models import F
from wagtail.models import Locale

from .codes import match_language

#: What other apps say of a language: by its name, the path that leads to a text from Locale. See `contribute`.
_contributions: dict[str, str] = {}


def contribute(name: str, path: str) -> None:
    """Let every Language know a text of another app, `language.texts[name]`, in the query that all languages take.

    `path` leads to it from Locale, as in a filter; an app calls this when it is ready.
    """
    _contributions[name] = path


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
        #: What other apps say of the language, by the name under which they contribute it; empty if nothing.
        self.texts: dict[str, str] = {}
        #: The ids of the locales that its readers are also shown, in an editor's order.
        self.fallbacks: list[int] = []

    def __str__(self) -> str:
        return str(self.name)


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
        **{f"text_{name}": F(path) for name, path in _contributions.items()},
    ).order_by("language_code", "fallback_steps__sort_order", "fallback_steps__pk")
    languages: dict[int, Language] = {}
    for locale in rows:
        if locale.language_code in LANG_INFO:
            language = languages.setdefault(locale.pk, Language(locale))
            language.texts = {name: getattr(locale, f"text_{name}") or "" for name in _contributions}
            if locale.kind:
                language.notice_wordings[locale.kind] = locale.wording
            if locale.fallback and locale.fallback not in language.fallbacks:
                language.fallbacks.append(locale.fallback)
    return languages


def default_code(codes: Collection[str]) -> str | None:
    """Of the codes of a site's languages, that of its default one: `en` also where LANGUAGE_CODE says `en-us`.

    None if the site does not speak it.
    """
    return match_language(settings.LANGUAGE_CODE, codes)
