"""The search page."""

from dataclasses import replace

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
    home = reader.group(reader.root.translation_key)
    context = {
        "search": found,
        "listing": found,
        "pagination": found.pagination,
        # The search speaks every language, whatever the home page does.
        "choices": [replace(choice, is_translated=True) for choice in language_choices(reader, home, SUBPATH)],
    }
    return render(request, "search/search.html", context)
