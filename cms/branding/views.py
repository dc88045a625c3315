"""The style sheet with a site's own colours: its address, and the view that answers it."""

import hashlib

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe

from .models import SiteSettings
from .palette import style_sheet


def address(site) -> str:
    """Where the style sheet of a site (SiteSettings) is. It changes with its content; empty if there is none."""
    sheet = style_sheet(site.main_colour, site.accent_colour)
    return reverse("freistadt_theme", args=[hashlib.sha256(sheet.encode()).hexdigest()[:16]]) if sheet else ""


@require_safe
def theme(request, digest: str) -> HttpResponse:
    """The style sheet with the site's own colours, to be kept for good.

    The address of a former one, which pages in somebody's cache still name, leads to the present one. Where there
    is none, 404: the page is then seen in the default colours, as it should be.
    """
    site = SiteSettings.load(request_or_site=request)
    current = address(site)
    if not current:
        raise Http404
    if request.path != current:
        response = HttpResponseRedirect(current)
        patch_cache_control(response, no_cache=True)
        return response
    sheet = style_sheet(site.main_colour, site.accent_colour)
    sheet_response = HttpResponse(sheet, content_type="text/css; charset=utf-8")
    patch_cache_control(sheet_response, public=True, max_age=31536000, immutable=True)
    return sheet_response
