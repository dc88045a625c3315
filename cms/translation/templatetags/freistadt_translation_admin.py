# audience: admin
"""Parts of the editor that lead elsewhere: to machines, and to files."""

from typing import Any

from django import template
from django.template.context import RequestContext
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cms.machines import configured_machines

from ..editor import drafts
from ..editor.units import UnitState
from ..machine.drafts import is_pending, last_run, supports
from ..models import MachineRun
from ..quality.acceptance import reason_to_wait

register = template.Library()


@register.inclusion_tag("freistadt_translation/machine.html", takes_context=True)
def machine_drafts(context: RequestContext, original: Page, locale: Locale) -> dict[str, Any]:
    """What machines can do for a translation, and did; nothing where none is switched on. Not within a form.

    `original` must be of its own type.
    """
    machines = configured_machines()
    if not machines:
        return {}
    source, target = original.locale.language_code, locale.language_code
    usable = [machine.name for machine in machines if supports(machine, source, target) is not False]
    run = last_run(original, locale)
    if not usable and run is None:
        return {}
    version = original.get_translation_or_none(locale)
    version = version and version.specific
    units = drafts.read(original, version).units
    pending = is_pending(run)
    can_ask = any(unit.state == UnitState.MISSING for unit in units) and not (
        pending or reason_to_wait(version, context["request"].user)
    )
    return {
        "original": original,
        "locale": locale,
        "machines": usable if can_ask else [],
        "run": run,
        "is_pending": pending,
        "has_failed": run is not None and run.status == MachineRun.Status.FAILED,
        "is_done": run is not None and run.status == MachineRun.Status.DONE,
        "unconfirmed": sum(bool(unit.text and unit.machine) for unit in units),
        "csrf_token": context.get("csrf_token"),
        "here": reverse("freistadt_translation:edit", args=[original.pk, target]),
    }


@register.simple_tag
def file_links(original: Page, locale: Locale) -> SafeString:
    """A link to the files of a page."""
    address = reverse("freistadt_translation:page_file", args=[original.pk, locale.language_code])
    return format_html('<a href="{}">{}</a>', address, _("Translate in another program, as a file"))
