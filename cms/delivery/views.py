"""What is answered beside pages: files that `manage.py serve` hands out itself, and forms that are refused."""

from pathlib import Path

from django.conf import settings
from django.shortcuts import render
from django.utils.cache import patch_cache_control
from django.views import defaults
from django.views.decorators.http import require_safe
from django.views.static import serve


@require_safe
def rendition(request, name: str):
    """One rendition of an image. Their names change with their content, so they may be kept for long.

    Only renditions are public: originals and documents stay behind Wagtail's own views, which check rights.
    """
    response = serve(request, name, document_root=str(Path(settings.MEDIA_ROOT) / "images"))
    patch_cache_control(response, public=True, max_age=31536000, immutable=True)
    return response


def csrf_failure(request, reason: str = ""):
    """Instead of a form that came without its cookie: how to send it. The reason is in the log (CSRF_FAILURE_VIEW)."""
    return render(request, "freistadt/403_csrf.html", status=403)


# Errors. Django looks for `404.html` and the like, of which a site that we are installed in has its own.


def permission_denied(request, exception):
    return defaults.permission_denied(request, exception, template_name="freistadt/403.html")


def page_not_found(request, exception):
    return defaults.page_not_found(request, exception, template_name="freistadt/404.html")


def server_error(request):
    return defaults.server_error(request, template_name="freistadt/500.html")
