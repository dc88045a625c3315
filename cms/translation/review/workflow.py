# audience: admin
"""Review of a translation, by Wagtail's workflows: submitted, looked at, returned with a comment or published."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, cast

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page, TaskState, WorkflowState

from cms.languages.records import Record

from ..assignments import Team
from ..editor import drafts
from ..permissions import may_publish, may_read, original_of
from .readiness import readiness

if TYPE_CHECKING:
    from .task import ReviewTask


class NotNow(Exception):
    """What was asked for cannot be done as things stand. Its text says why, to the person who asked."""


@dataclass(frozen=True)
class Review:
    """Where a translation stands between translator and reviewers. `state` is None if nobody submitted it."""

    version: Page
    state: WorkflowState | None

    @property
    def is_open(self) -> bool:
        """Whether reviewers are to look at it."""
        return self.state is not None and self.state.status == WorkflowState.STATUS_IN_PROGRESS

    @property
    def was_returned(self) -> bool:
        return self.state is not None and self.state.status == WorkflowState.STATUS_NEEDS_CHANGES

    @cached_property
    def task_state(self) -> TaskState | None:
        return self.state.current_task_state if self.state else None

    @cached_property
    def comments(self) -> list[TaskState]:
        """With what words it was returned since it was submitted, the last time first: (finished_by, _at, comment)."""
        if self.state is None:
            return []
        returned = self.state.task_states.filter(status=TaskState.STATUS_REJECTED).exclude(comment="")
        return list(returned.select_related("finished_by").order_by("-finished_at"))

    @cached_property
    def before(self) -> Record | None:
        """What reviewers saw last: the translation as it was returned, or else as it is published; None if neither."""
        returned = self.state and self.state.task_states.filter(status=TaskState.STATUS_REJECTED).last()
        if returned:
            # Not the revision that was submitted: they may have corrected it before they returned it.
            seen = (
                self.version.revisions.filter(created_at__lte=returned.finished_at).order_by("created_at", "pk").last()
            )
            return Record.from_json(seen.content.get("translation_record")) if seen else None
        return Record.from_json(self.version.translation_record) if self.version.live else None

    def may_decide(self, user) -> bool:
        """Whether somebody may publish or return it now."""
        task = self._task
        return task is not None and any(name == "approve" for name, *_rest in task.get_actions(self.version, user))

    def may_withdraw(self, user) -> bool:
        return self.state is not None and self.is_open and self.state.user_can_cancel(user)

    def is_closed_to(self, user) -> bool:
        """Whether somebody may not write in it as long as it is in review."""
        task = self._task
        return task is not None and task.locked_for_user(self.version, user)

    @cached_property
    def _task(self):
        return self.task_state.task.specific if self.is_open and self.task_state else None


def review_of(version: Page | None) -> Review | None:
    """The review of a translation; None before there is one."""
    return Review(version, version.current_workflow_state) if version is not None else None


def may_decide(user, page: Page, task: "ReviewTask") -> bool:
    """Whether somebody may publish or return a translation: reviewers who may publish it and read its original."""
    if not (user.is_superuser or task.groups.filter(user=user).exists()):
        return False
    return may_publish(user, page) and may_read(user, original_of(page))


def problem(version: Page) -> str:
    """Why the latest draft of a translation cannot be published at all, in words; empty if it can."""
    original = original_of(version)
    if not original.live:
        return _("The original is not published any more, so that its translations cannot be published either.")
    draft = Page.objects.get(pk=version.pk).get_latest_revision_as_object()
    try:
        draft.check_publishable()
    except ValidationError as error:
        return " ".join(error.messages)
    obstacles = readiness(drafts.read(original, version).units, original, version.locale).obstacles
    return " ".join(dict.fromkeys(obstacle.message for obstacle in obstacles))


def address_of_obstacle(page: Page) -> str:
    """Where somebody is told why a translation cannot be published; empty if it can be, or is none."""
    version = page.specific
    if getattr(version, "is_original", True) or not problem(version):
        return ""
    return f"{address_of(version)}?check=1"


def address_of(version: Page) -> str:
    """The address of the editor for a translation."""
    return reverse("freistadt_translation:edit", args=[original_of(version).pk, version.locale.language_code])


@contextmanager
def _as_things_stand(version: Page) -> Iterator[Review]:
    """The review of a translation that nobody else changes meanwhile."""
    with transaction.atomic():
        Page.objects.select_for_update().get(pk=version.pk)
        yield Review(version, version.current_workflow_state)


def has_reviewers(locale: Locale) -> bool:
    """Whether anybody is told when a translation into a language is submitted."""
    return get_user_model().objects.filter(is_active=True, groups__reviews__locale=locale).exists()


def submit(version: Page, user) -> None:
    """Ask the reviewers of the language to look at the latest draft; they get an e-mail. Raises NotNow."""
    with _as_things_stand(version) as review:
        if review.is_open:
            raise NotNow(_("It is in review already."))
        if review.state and review.was_returned:
            # The next letter is for who submits it now, who need not be who did so first.
            review.state.requested_by = user
            review.state.resume(user)
            return
        workflow = Team.objects.select_related("workflow").get(locale=version.locale_id).workflow
        if not workflow.active or not workflow.tasks.filter(active=True).exists():
            raise NotNow(_("Nobody reviews translations into this language at the moment. Ask a coordinator."))
        workflow.start(version, user)


def withdraw(version: Page, user) -> None:
    """Take a translation back from review, to go on with it. Raises NotNow or PermissionDenied."""
    with _as_things_stand(version) as review:
        if not (review.state and review.is_open):
            raise NotNow(_("It is not in review any more."))
        if not review.may_withdraw(user):
            raise PermissionDenied
        review.state.cancel(user)


def send_back(version: Page, user, comment: str) -> None:
    """Return a translation to who submitted it, who gets an e-mail. Raises NotNow or PermissionDenied."""
    with _as_things_stand(version) as review:
        _decide(review, user, "reject", comment=comment)


def approve(version: Page, user) -> None:
    """Publish a translation that is in review. Raises NotNow or PermissionDenied."""
    with _as_things_stand(version) as review:
        if reason := problem(version):
            raise NotNow(reason)
        _decide(review, user, "approve")


def publish(version: Page, user) -> None:
    """Publish the latest draft of a translation that is not in review. Raises NotNow or PermissionDenied."""
    with _as_things_stand(version) as review:
        if review.is_open:
            raise NotNow(_("It is in review: its reviewers publish it."))
        if not may_publish(user, version):
            raise PermissionDenied
        if reason := problem(version):
            raise NotNow(reason)
        drafts.publish(version, user)


def _decide(review: Review, user, action: str, **details) -> None:
    if not review.is_open:
        raise NotNow(_("It is not in review any more."))
    if not review.may_decide(user):
        raise PermissionDenied
    task_state = cast(TaskState, review.task_state).specific
    task_state.task.specific.on_action(task_state, user, action, **details)
