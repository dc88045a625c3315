"""The search page."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from cms.languages.presentation import choices_of_own_page

from .search import Search

#: What follows the home page's address.
SUBPATH = "search/"


def search(request: HttpRequest) -> HttpResponse:
    """Search the site. Belongs to the home page, but speaks the reader's language even if that does not."""
    found = Search(request)
    if location := found.canonical_location():
        return HttpResponseRedirect(location)
    context = {
        "search": found,
        "listing": found,
        "pagination": found.pagination,
        "choices": choices_of_own_page(found.reader, SUBPATH),
    }
    return render(request, "freistadt_search/search.html", context)
