"""Finds out in which language a request is to be answered."""

from django.conf import settings
from django.http import HttpResponsePermanentRedirect
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.encoding import escape_uri_path, iri_to_uri

from .codes import match_language, negotiate
from .reader import Reader, reading_as, site_languages


class ReaderMiddleware:
    """Gives each request its `reader`: of the language its path begins with, else of the best by Accept-Language.

    Stands in for Django's LocaleMiddleware, which knows only `LANGUAGES` and not the Locale rows, and
    which redirects unknown addresses to a language instead of saying 404. A path that begins with another
    spelling of one of our languages (`/no/`, `/pt-PT/`, `/EN/`) leads to ours for good.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        languages = site_languages()
        codes = {language.code for language in languages.values()}
        prefix, slash, rest = request.path_info.removeprefix("/").partition("/")
        from_path = prefix in codes
        if not from_path and prefix and (code := match_language(prefix, codes)):
            return HttpResponsePermanentRedirect(_at_language(request, code, slash + rest))
        default = settings.LANGUAGE_CODE if settings.LANGUAGE_CODE in codes else min(codes)
        accepted = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
        code = prefix if from_path else negotiate(accepted, codes, default)
        request.reader = Reader(code, languages)
        request.LANGUAGE_CODE = code
        translation.activate(code)
        with reading_as(request.reader):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.reader.language.tag)
        return response


def _at_language(request, code: str, rest: str) -> str:
    """The address of a request with another language in front: `rest` is what follows the language."""
    query = request.META.get("QUERY_STRING", "")
    return escape_uri_path(f"{get_script_prefix()}{code}{rest or '/'}") + (f"?{iri_to_uri(query)}" if query else "")
