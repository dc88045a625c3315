"""The search page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from cms.languages.reading import language_choices

from .search import Search

#: What follows the home page's address.
SUBPATH = "search/"


def search(request: HttpRequest) -> HttpResponse:
    """Search the site. Belongs to the home page, but speaks the reader's language even if that does not."""
    found = Search(request)
    if location := found.canonical_location():
        return HttpResponseRedirect(location)
    reader = found.reader
    context = {
        "search": found,
        "listing": found,
        "pagination": found.pagination,
        "choices": language_choices(reader, reader.group(reader.root.translation_key), SUBPATH),
    }
    return render(request, "search/search.html", context)
