# audience: admin
"""Texts that come from elsewhere than the editor: what may keep them out of a draft."""

from django.utils.translation import gettext as _
from wagtail.models import Page

from ..editor.limits import is_one_line, longest
from ..editor.units import Unit
from ..review.workflow import review_of
from .checks import Problem, check_unit


def reason_to_wait(version: Page | None, user) -> str:
    """Why nobody may write in a translation now, or this person may not, in words; empty if nothing is in the way."""
    if version is None:
        return ""
    if (review := review_of(version)) and review.is_open:
        return _("It is in review.")
    lock = version.get_lock()
    return _("It is locked.") if lock and lock.for_user(user) else ""


def fitted(original: Page, unit: Unit, text: str) -> str:
    """A translation without line breaks where its field has none; `original` must be of its own type."""
    return " ".join(text.split("<br/>")) if is_one_line(original, unit.path) else text


def obstacles(original: Page, unit: Unit, text: str, language: str) -> list[Problem]:
    """Why a translation, a fragment as in `Unit.text`, cannot be used; `language` is a code of ours."""
    found = check_unit(unit, text, original.locale.language_code, language, longest(original, unit.path))
    return [problem for problem in found if problem.blocks]
