# audience: admin
"""How an original stands in each language: what readers see there, and whether somebody is at work on it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import (
    Case,
    CharField,
    Exists,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale, Page, Revision, WorkflowState, get_default_page_content_type
from wagtail.query import PageQuerySet

from cms.languages.groups import without_aliases
from cms.languages.status import TranslationStatus, status_conditions, translation_status


class DeskStatus(models.TextChoices):
    """What is to be done about an original in a language."""

    OUTDATED = TranslationStatus.OUTDATED.value, _("outdated")
    PARTIAL = TranslationStatus.PARTIAL.value, _("partial")
    UNTRANSLATED = TranslationStatus.UNTRANSLATED.value, _("untranslated")
    DRAFT = "draft", _("begun")
    RETURNED = "returned", _("returned")
    REVIEW = "review", _("in review")
    CURRENT = TranslationStatus.CURRENT.value, _("current")


#: What a workflow of Wagtail on a translated page means to us.
STATES_OF_WORKFLOW = {
    WorkflowState.STATUS_IN_PROGRESS: DeskStatus.REVIEW,
    WorkflowState.STATUS_NEEDS_CHANGES: DeskStatus.RETURNED,
}

#: What readers see of a translation, as conditions on originals of `with_state`, in this order.
SEEN = {DeskStatus(status.value): condition for status, condition in status_conditions("translated").items()}


@dataclass(frozen=True, slots=True)
class VersionStatus:
    """How one original stands in one language. Without any fields: there is nothing in that language."""

    #: The translated page, a draft or live.
    pk: int | None = None
    title: str = ""
    live: bool = False
    #: Whether somebody has saved a draft since the page was made.
    begun: bool = False
    #: As in TranslationState, of a page that was published.
    missing: int = 0
    outdated_since: datetime | None = None
    words: int = 0
    machine: int = 0
    published_at: datetime | None = None
    drafted_at: datetime | None = None
    #: The state of a review that is not over, and since when it is under way.
    review: DeskStatus | None = None
    review_since: datetime | None = None
    submitted_by: int | None = None

    @property
    def status(self) -> TranslationStatus:
        """What readers see."""
        if not self.live:
            return TranslationStatus.UNTRANSLATED
        return translation_status(self.missing, self.outdated_since)

    @property
    def state(self) -> DeskStatus:
        if self.review:
            return self.review
        if self.status == TranslationStatus.UNTRANSLATED and self.begun:
            return DeskStatus.DRAFT
        return DeskStatus(self.status.value)

    @property
    def since(self) -> datetime | None:
        """Since when it is in that state, as far as that is known."""
        match self.state:
            case DeskStatus.REVIEW | DeskStatus.RETURNED:
                return self.review_since
            case DeskStatus.OUTDATED:
                return self.outdated_since
            case DeskStatus.CURRENT | DeskStatus.PARTIAL:
                return self.published_at
            case DeskStatus.DRAFT:
                return self.drafted_at
        return None


NO_VERSION = VersionStatus()


def version_statuses(keys: Collection[UUID], locales: Iterable[int]) -> dict[tuple[UUID, int], VersionStatus]:
    """How groups, given by their translation keys, stand in some languages, by (key, locale id). Two queries.

    What there is nothing of has no entry; originals have one, which says nothing.
    """
    rows = (
        without_aliases(Page.objects.filter(translation_key__in=keys, locale__in=list(locales)))
        .annotate(begun=_has_earlier_revision())
        .values_list(
            *"pk translation_key locale_id title live begun last_published_at latest_revision_created_at".split(),
            *(f"translation_state__{name}" for name in "missing outdated_since words machine".split()),
        )
    )
    rows = list(rows)
    reviews = {
        int(pk): review
        for pk, *review in _active()
        .filter(object_id__in=[str(row[0]) for row in rows])
        .values_list("object_id", "status", "current_task_state__started_at", "requested_by_id")
    }
    found = {}
    for pk, key, locale_id, title, live, begun, published, drafted, missing, outdated, words, machine in rows:
        status, since, by = reviews.get(pk, (None, None, None))
        found[key, locale_id] = VersionStatus(
            pk=pk,
            title=title,
            live=live,
            begun=begun,
            missing=missing or 0,
            outdated_since=outdated,
            words=words or 0,
            machine=machine or 0,
            published_at=published,
            drafted_at=drafted,
            review=STATES_OF_WORKFLOW.get(status),
            review_since=since,
            submitted_by=by,
        )
    return found


def with_state(pages: PageQuerySet, locale: Locale) -> PageQuerySet:
    """Originals with their `state` in a language, a DeskStatus. No query of its own.

    What readers see there can be asked of `translated`, the row of TranslationState, which untranslated originals lack.
    """
    versions = without_aliases(Page.objects.filter(locale=locale))
    begun = versions.filter(_has_earlier_revision(), live=False)
    of_this_language = Q(translation_states__locale=locale)
    return pages.alias(translated=FilteredRelation("translation_states", condition=of_this_language)).annotate(
        state=Case(
            *(
                When(translation_key__in=under_review(versions, status).values("translation_key"), then=Value(state))
                for status, state in STATES_OF_WORKFLOW.items()
            ),
            *(When(condition, then=Value(state)) for state, condition in SEEN.items()),
            When(translation_key__in=begun.values("translation_key"), then=Value(DeskStatus.DRAFT)),
            default=Value(DeskStatus.UNTRANSLATED),
            output_field=CharField(),
        )
    )


def under_review(pages: PageQuerySet, status: str = WorkflowState.STATUS_IN_PROGRESS, **filters) -> PageQuerySet:
    """Of a queryset of pages, those with a workflow in a status; `filters` are of WorkflowState."""
    found = _active().filter(status=status, **filters)
    return pages.filter(pk__in=found.annotate(page_pk=Cast("object_id", IntegerField())).values("page_pk"))


def _active() -> QuerySet:
    return WorkflowState.objects.active().filter(base_content_type=get_default_page_content_type())


def _has_earlier_revision() -> Exists:
    """Whether a page was saved after it had been made: being made gives it its first revision."""
    earlier = Revision.objects.filter(
        base_content_type=get_default_page_content_type(),
        object_id=Cast(OuterRef("pk"), CharField()),
        pk__lt=OuterRef("latest_revision_id"),
    )
    return Exists(earlier)
