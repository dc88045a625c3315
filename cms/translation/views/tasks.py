# audience: admin
"""Who has a page: somebody takes it on, gives it back, or hands it over to somebody else of the language's team."""

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_user_display_name, get_valid_next_url_from_request
from wagtail.models import Locale, Page

from cms.languages.pages import belongs_to_group

from .. import permissions
from ..assignments import Task
from ..desk import worklist


def open_original(user, pk: int) -> Page:
    """An original that somebody may read in order to translate it, of its own type.

    Raises Http404 for what is no original, and PermissionDenied for one that is not theirs to read.
    """
    page = Page.objects.filter(pk=pk, depth__gt=1).first()
    if page is None or not belongs_to_group(page) or (original := permissions.original_of(page)).pk != pk:
        raise Http404(_("There is no such page to translate."))
    if not permissions.may_read(user, original):
        raise PermissionDenied
    return original


def open_language(code: str) -> Locale:
    """The language of the site with a code. Raises Http404."""
    locale = Locale.objects.filter(language_code=code).first()
    if locale is None:
        raise Http404(_("There is no such language."))
    return locale


def _back(request: HttpRequest, locale: Locale) -> HttpResponse:
    desk_of_language = f"{reverse('freistadt_translation:desk')}?language={locale.language_code}"
    return redirect(get_valid_next_url_from_request(request) or desk_of_language)


@require_POST
def take(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Take a page on. Nothing changes if somebody else has it: whoever asks is told who."""
    original, locale = open_original(request.user, pk), open_language(code)
    if not permissions.may_translate(request.user, original, locale):
        raise PermissionDenied
    task, _created = Task.objects.select_related("translator").get_or_create(
        page_id=original.pk, locale=locale, defaults={"translator": cast(Any, request.user)}
    )
    if task.translator == request.user:
        messages.success(
            request, _("“%(page)s” is yours, until it is published or you release it.") % {"page": original}
        )
    else:
        names = {"page": original, "person": get_user_display_name(task.translator)}
        messages.error(
            request,
            _("%(person)s has already taken “%(page)s”. Ask them, or a coordinator, to hand it over to you.") % names,
        )
    return _back(request, locale)


@require_POST
def release(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Give a page back, for somebody else to take: for who has it, and for coordinators."""
    original, locale = open_original(request.user, pk), open_language(code)
    task = Task.objects.filter(page=original.pk, locale=locale).first()
    if task and not may_dispose(request.user, task):
        raise PermissionDenied
    if task:
        task.delete()
        messages.success(request, _("“%(page)s” can be taken by somebody else now.") % {"page": original})
    else:
        messages.warning(request, _("Nobody has “%(page)s” any more.") % {"page": original})
    return _back(request, locale)


@require_POST
def hand_over(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Give a page to another member (`user`) of the language's team: for who has it, and for coordinators."""
    original, locale = open_original(request.user, pk), open_language(code)
    task = Task.objects.filter(page=original.pk, locale=locale).first()
    if not may_dispose(request.user, task):
        raise PermissionDenied
    team = {str(member.pk): member for member in worklist.members([locale]).get(locale.pk, [])}
    person = team.get(request.POST.get("user", ""))
    if person is None:
        messages.error(request, _("Choose somebody of this language’s team."))
        return _back(request, locale)
    names = {"page": original, "person": get_user_display_name(person)}
    if not permissions.may_translate(person, original, locale):
        messages.error(request, _("%(person)s has no right to translate “%(page)s”.") % names)
    else:
        with transaction.atomic():
            Task.objects.filter(page=original.pk, locale=locale).delete()
            Task.objects.create(page_id=original.pk, locale=locale, translator=person)
        messages.success(request, _("%(person)s has “%(page)s” now.") % names)
    return _back(request, locale)


def may_dispose(user, task: Task | None) -> bool:
    """Whether somebody may give a page back or to somebody else; what nobody has, only a coordinator gives away."""
    return permissions.may_coordinate(user) or (task is not None and task.translator_id == user.pk)
