# audience: admin
"""Drafts by machines: asked for by a translator, made in the background, marked until a person has confirmed them."""

import hashlib
import logging
from datetime import timedelta
from typing import TypeGuard

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import Locale, Page
from wagtail.users.models import UserProfile

from cms import machines
from cms.machines import Machine, MachineError

from ..editor import drafts
from ..editor.markup import as_typed, normalise
from ..editor.units import Unit, UnitState
from ..models import MachineRun
from ..permissions import may_translate
from ..quality.acceptance import fitted, obstacles, reason_to_wait

logger = logging.getLogger(__name__)

#: For so many seconds it is remembered which languages a machine knows.
LANGUAGES_KNOWN_FOR = 24 * 60 * 60
#: Who waits longer for a machine may ask again: its worker was killed, and not replaced.
LONGEST_RUN = timedelta(hours=4)
PENDING = (MachineRun.Status.WAITING, MachineRun.Status.RUNNING)


class CannotDraft(Exception):
    """Why a machine cannot be let at a translation, in words for the person who asked."""


def machine_called(name: str) -> Machine | None:
    """A machine that the settings name; None if they do not."""
    return next((machine for machine in machines.configured_machines() if machine.name == name), None)


def supports(machine: Machine, source: str, target: str) -> bool | None:
    """Whether a machine translates between languages, given by our codes; None as long as nobody has asked it.

    It is never asked here, since it may be slow, and people wait: that is done with the first draft of a day.
    """
    known = cache.get(_place(machine))
    if known is None or not {source, target} <= known["codes"]:
        return None
    return target in known["languages"].get(source, [])


def _learn(machine: Machine) -> None:
    codes = list(Locale.objects.values_list("language_code", flat=True))
    known = {"codes": set(codes), "languages": machine.languages(codes)}
    cache.set(_place(machine), known, LANGUAGES_KNOWN_FOR)


def _place(machine: Machine) -> str:
    return f"machine-drafts-{hashlib.sha256(machine.name.encode()).hexdigest()}"


def last_run(original: Page, locale: Locale) -> MachineRun | None:
    """What came of the last draft that somebody asked for."""
    return MachineRun.objects.filter(page=original.pk, locale=locale).first()


def is_pending(run: MachineRun | None) -> TypeGuard[MachineRun]:
    """Whether a machine is still expected to do something."""
    return run is not None and run.status in PENDING and run.requested_at > timezone.now() - LONGEST_RUN


def request_draft(original: Page, locale: Locale, machine_name: str, user) -> MachineRun:
    """Have a machine translate, in the background, what is not translated; who asks must have the right to.

    While one is at work, nothing more is asked for: that run is returned.
    """
    with transaction.atomic():
        # Of two who ask at once, one waits here.
        Page.objects.select_for_update().get(pk=original.pk)
        pending = last_run(original, locale)
        if is_pending(pending):
            return pending
        made = MachineRun.objects.create(page_id=original.pk, locale=locale, machine=machine_name, requested_by=user)
        transaction.on_commit(lambda: run.enqueue(made.pk))
    return made


@task()
def run(pk: int) -> None:
    """Make a draft that somebody asked for; whatever goes wrong is told in its MachineRun. May be run again."""
    asked = MachineRun.objects.select_related("page", "locale", "requested_by").filter(pk=pk).first()
    if asked is None or asked.status not in PENDING:
        return
    MachineRun.objects.filter(pk=pk).update(status=MachineRun.Status.RUNNING)
    user = asked.requested_by
    with translation.override(UserProfile.get_for_user(user).get_preferred_language() if user else None):
        try:
            _draft(asked)
        except (MachineError, CannotDraft) as error:
            _finish(asked, MachineRun.Status.FAILED, error=str(error))
        except ValidationError as error:
            _finish(asked, MachineRun.Status.FAILED, error=" ".join(error.messages))
        except Exception:
            logger.exception("The machine draft %s failed.", pk)
            _finish(asked, MachineRun.Status.FAILED, error=_("Something went wrong here. Nothing was changed."))


def _finish(asked: MachineRun, status: MachineRun.Status, **fields) -> None:
    MachineRun.objects.filter(pk=asked.pk).update(status=status, finished_at=timezone.now(), **fields)


def _draft(asked: MachineRun) -> None:
    machine = machine_called(asked.machine)
    if machine is None:
        raise CannotDraft(_("%(machine)s is not switched on any more.") % {"machine": asked.machine})
    original, _version, units = _open(asked, asked.page)
    missing = [unit for unit in units if unit.state == UnitState.MISSING]
    source, target = original.locale.language_code, asked.locale.language_code
    if supports(machine, source, target) is None:
        _learn(machine)
    # This takes long, and other people go on working.
    answers = machine.translate([unit.source for unit in missing], source, target) if missing else []
    usable: list[tuple[Unit, str]] = []
    for unit, answer in zip(missing, answers, strict=True):
        text = fitted(original, unit, normalise(as_typed(answer, unit.is_html), unit.is_html))
        if not obstacles(original, unit, text, target):
            usable.append((unit, text))
    with transaction.atomic():
        # As things stand now, with nobody else at it: what a person wrote meanwhile stays.
        original, version, units = _open(asked, Page.objects.select_for_update().get(pk=asked.page_id))
        still_missing = {unit.key: unit.source for unit in units if unit.state == UnitState.MISSING}
        texts = {unit.key: text for unit, text in usable if still_missing.get(unit.key) == unit.source}
        if texts:
            version = version or drafts.begin(original, asked.locale, asked.requested_by)
            drafts.save(original, version, texts, machine=machine.name, user=asked.requested_by)
        _finish(asked, MachineRun.Status.DONE, texts=len(texts), left_out=len(missing) - len(usable))


def _open(asked: MachineRun, page: Page) -> tuple[Page, Page | None, list[Unit]]:
    """The original, its translation if there is one, and its units, as they are now. Raises CannotDraft."""
    original, user = page.specific, asked.requested_by
    if user is None or not may_translate(user, original, asked.locale):
        raise CannotDraft(_("The page cannot be translated any more, or not by the person who asked for the draft."))
    version = original.get_translation_or_none(asked.locale)
    version = version and version.specific
    if reason := reason_to_wait(version, user):
        raise CannotDraft(reason)
    return original, version, drafts.read(original, version).units
