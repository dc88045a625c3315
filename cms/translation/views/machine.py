# audience: admin
"""A translator lets a machine draft what is missing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from cms.machines import LanguagesNotSupported
from cms.machines.codes import names

from ..machine import drafts as machine_drafts
from ..quality.acceptance import reason_to_wait
from .opening import TranslationContext, get_translation_or_404


@require_POST
def draft(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Ask a machine, by its name in `machine`, for a draft; leads back to the editor, which says what comes of it."""
    opened = get_translation_or_404(request, pk, code)
    name = request.POST.get("machine", "")
    if reason := _reason_against(opened, name, request.user):
        messages.error(request, reason)
    else:
        run = machine_drafts.request_draft(opened.original, opened.locale, name, request.user)
        run.refresh_from_db()
        if machine_drafts.is_pending(run):
            message = _("%(machine)s is at work. What it drafts will be here as soon as it is done.")
            messages.info(request, message % {"machine": run.machine})
    return redirect("freistadt_translation:edit", opened.original.pk, opened.language.code)


def _reason_against(opened: TranslationContext, name: str, user) -> str:
    """Why a machine cannot be let at a translation, in words; empty if it can."""
    machine = machine_drafts.machine_called(name)
    if machine is None:
        return _("This machine is not switched on here.")
    source, target = opened.source_language.code, opened.language.code
    if machine_drafts.supports(machine, source, target) is False:
        return str(LanguagesNotSupported(machine.name, **names(source, target)))
    return reason_to_wait(opened.version, user)
