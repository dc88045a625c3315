"""Finds out in which language a request is to be answered."""

from urllib.parse import urlsplit

from django.http import Http404, HttpResponsePermanentRedirect
from django.urls import get_script_prefix
from django.utils import translation
from django.utils.encoding import escape_uri_path, iri_to_uri, uri_to_iri
from wagtail.contrib.redirects import middleware as wagtail_redirects

from .codes import match_language, negotiate
from .language import default_code, site_languages
from .reader import Reader, reading_as


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
        accepted = request.META.get("HTTP_ACCEPT_LANGUAGE", "")
        code = prefix if from_path else negotiate(accepted, codes, default_code(codes) or min(codes))
        request.reader = Reader(code, languages)
        request.LANGUAGE_CODE = code
        translation.activate(code)
        with reading_as(request.reader):
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", request.reader.language.tag)
        return response


class RedirectMiddleware(wagtail_redirects.RedirectMiddleware):
    """As in Wagtail, but a page that is not live is not betrayed: its old address would tell its new slug."""

    def process_response(self, request, response):
        redirect = super().process_response(request, response)
        return response if redirect is not response and _is_not_live(request, redirect["Location"]) else redirect


def _is_not_live(request, location: str) -> bool:
    """Whether an address is that of a page below a language, and nobody can read it there."""
    from .routing import components_of, find

    code, _slash, rest = urlsplit(location).path.removeprefix(get_script_prefix()).partition("/")
    if not rest or code not in {language.code for language in request.reader.languages.values()}:
        return False
    reader = Reader(code, request.reader.languages)
    try:
        found = find(reader, components_of(uri_to_iri(rest)))
    except Http404:
        return True
    return found is None or reader.preferred(found.group) is None


def _at_language(request, code: str, rest: str) -> str:
    """The address of a request with another language in front: `rest` is what follows the language."""
    query = request.META.get("QUERY_STRING", "")
    return escape_uri_path(f"{get_script_prefix()}{code}{rest or '/'}") + (f"?{iri_to_uri(query)}" if query else "")
