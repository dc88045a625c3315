"""The two doors of the site: its root, and every page below a language."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve
from wagtail_localize.views import update_translations as wagtail_localize_views

from .routing import route


@require_safe
def negotiate(request):
    """Lead from `/` to the language that suits the visitor best."""
    response = HttpResponseRedirect(request.reader.prefix)
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


class UpdateTranslationsView(wagtail_localize_views.UpdateTranslationsView):
    """wagtail-localize's view that brings a changed original to its translations, with two gaps closed (1.14).

    It asks for no right on the page, and it can publish the original's words as a translation.
    """

    def dispatch(self, request, *args, **kwargs):
        source = self.get_object().get_source_instance()
        if isinstance(source, Page) and not source.permissions_for_user(request.user).can_edit():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_form(self):
        form = super().get_form()
        publish = form.fields["publish_translations"]
        publish.disabled, publish.widget, publish.help_text = True, forms.HiddenInput(), ""
        return form
