# audience: admin
"""What a view of the translation desk is about: an original and a language, for somebody who may translate it."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.languages.language import Language
from cms.languages.pages import TranslationGroupMixin
from cms.languages.reader import reader_for

from ..permissions import may_translate


@dataclass(frozen=True)
class TranslationContext:
    """An original, and its translation into a language; `version` is None before there is one."""

    original: Page
    version: Page | None
    source_language: Language
    language: Language

    @property
    def locale(self) -> Locale:
        return self.language.locale


def get_translation_or_404(request, pk: int, code: str) -> TranslationContext:
    """The translation of an original, by its id, into the language with a code.

    Raises Http404 for what is no original or no language of the site, and PermissionDenied for somebody who may not
    translate it.
    """
    languages = reader_for(request).languages
    language = next((language for language in languages.values() if language.code == code), None)
    page = Page.objects.filter(pk=pk).first()
    original = page.specific if page else None
    if language is None or not isinstance(original, TranslationGroupMixin) or not original.is_original:
        raise Http404(_("There is no such page to translate."))
    if not may_translate(request.user, original, language.locale):
        raise PermissionDenied
    version = original.get_translation_or_none(language.locale)
    return TranslationContext(original, version and version.specific, languages[original.locale_id], language)
