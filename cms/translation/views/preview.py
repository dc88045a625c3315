# audience: admin
"""A draft as readers of its language will see it."""

from django.http import Http404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from .opening import get_translation_or_404


@require_safe
def preview(request, pk: int, code: str):
    """The latest draft of a translation, rendered; for those who may write it, and kept by no cache."""
    opened = get_translation_or_404(request, pk, code)
    if opened.version is None:
        raise Http404(_("The translation has not been begun."))
    draft = Page.objects.get(pk=opened.version.pk).get_latest_revision_as_object()
    response = draft.make_preview_request(request, draft.default_preview_mode)
    response["Cache-Control"] = "private, no-store"
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response
