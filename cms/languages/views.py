"""The two doors of the site: its root, and every page below a language."""

from django.http import HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail.views import serve as wagtail_serve

from .routing import route


@require_safe
def negotiate(request):
    """Lead from `/` to the language that suits the visitor best."""
    response = HttpResponseRedirect(request.reader.addresses.prefix)
    patch_vary_headers(response, ["Accept-Language"])
    return response


def serve(request, path: str):
    """Serve the page at a path below a language, in the best version for the reader.

    Hands over to Wagtail with the route already found, so that view restrictions and hooks apply to it.
    """
    found = route(request.reader, path, request)
    if found.result is None:
        return found.redirect()
    request._wagtail_route_for_request = found.result
    return wagtail_serve(request, path)
