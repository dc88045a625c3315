"""The languages of a site, as templates show them."""

from django.conf.locale import LANG_INFO
from django.db.models import F
from wagtail.models import Locale


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
