"""How a page stands to its original, for readers of one language: one rule for pages, lists, the API and the desk."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from .groups import Group


class TranslationStatus(models.TextChoices):
    """How a page stands to its original. The values are part of the HTML contract (`data-translation`)."""

    ORIGINAL = "original"
    CURRENT = "current"
    PARTIAL = "partial"
    OUTDATED = "outdated"
    UNTRANSLATED = "untranslated"


def translation_status(missing: int | None, outdated_since: datetime | None) -> TranslationStatus:
    """The status of a live translation: what is partly in another language is said first, then what is out of date.

    `missing` is the number of its texts that are shown in the original's language; both are fields of TranslationState.
    """
    if missing:
        return TranslationStatus.PARTIAL
    return TranslationStatus.OUTDATED if outdated_since else TranslationStatus.CURRENT


def status_conditions(state: str) -> dict[TranslationStatus, Q]:
    """The same rule for the database: conditions on the row of TranslationState behind `state`; the first counts."""
    live = Q(**{f"{state}__target__live": True})
    return {
        TranslationStatus.PARTIAL: live & Q(**{f"{state}__missing__gt": 0}),
        TranslationStatus.OUTDATED: live & Q(**{f"{state}__outdated_since__isnull": False}),
        TranslationStatus.CURRENT: live,
    }


def own_status(pk: int, group: Group) -> TranslationStatus:
    """How a version of a group, given by its id, stands to its original, for readers of its own language."""
    if group.original.pk == pk:
        return TranslationStatus.ORIGINAL
    version = next(version for version in group.versions if version.pk == pk)
    return translation_status(version.missing, version.outdated_since)
