# audience: admin
"""The desk on the dashboard of the admin: what helps most, one click from the editor."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.components import Component
from wagtail.admin.views.home import WorkflowObjectsToModeratePanel
from wagtail.models import Locale, TaskState

from .. import permissions
from ..assignments import Team
from ..views.rows import Row, desk_of, rows_for
from . import worklist
from .status import DeskStatus

#: So many entries of each language.
FIRST = 5
#: Of so many languages at most.
LANGUAGES = 3


@dataclass(frozen=True, slots=True)
class Section:
    """Some rows under a heading, and where there are all of them."""

    #: The address of the desk, of whose language these are the first; empty for what lies across languages.
    url: str
    rows: list[Row]
    locale: Locale | None = None
    heading: str = ""

    @property
    def is_desk(self) -> bool:
        """Whether it says something even without rows."""
        return self.locale is not None


class DeskPanel(Component):
    """The first entries of somebody's languages, what they are to review, and what came back to them.

    Shown to those who are in the team of a language, or have taken something on; the others who may use the desk
    get a link to it.
    """

    name = "translation_desk"
    template_name = "freistadt_translation/dashboard.html"
    order = 1  # before all of Wagtail's

    def __init__(self, user):
        self.user = user

    @cached_property
    def writable(self) -> list[Locale]:
        return worklist.writable_by(self.user)

    @cached_property
    def languages(self) -> list[Locale]:
        mine = {locale.pk for locale in worklist.languages_of(self.user)}
        return [locale for locale in self.writable if locale.pk in mine]

    @property
    def is_shown(self) -> bool:
        return bool(self.writable) or permissions.may_coordinate(self.user)

    def get_context_data(self, parent_context):
        sections = [self.returned(), self.to_review(), *map(self.first, self.languages[:LANGUAGES])]
        return {
            "request": parent_context["request"],
            "sections": [section for section in sections if section.rows or section.is_desk],
            "others": [(locale, desk_of(locale)) for locale in self.languages[LANGUAGES:]],
            "desk_url": reverse("freistadt_translation:desk"),
        }

    def first(self, locale: Locale) -> Section:
        """What helps readers of a language most, of what nobody else has; first of all what one has oneself."""
        pages = worklist.taken(worklist.to_do(worklist.rows(locale)), locale, worklist.Who.FREE, self.user)
        entries = worklist.entries(worklist.mine_first(pages, locale, self.user)[:FIRST], [locale])
        return self.section(desk_of(locale), entries, locale=locale)

    def returned(self) -> Section:
        """What a reviewer wants to be changed in what one submitted, or has taken."""

        def is_mine(entry: worklist.Entry) -> bool:
            return self.user.pk in (entry.version.submitted_by, entry.task and entry.task.translator_id)

        entries = filter(is_mine, worklist.reviews(self.languages, DeskStatus.RETURNED))
        return self.section("", entries, heading=_("Returned to you"))

    def to_review(self) -> Section:
        """What waits for a reviewer of one's languages."""
        reviewed = Team.objects.filter(reviewers__user=self.user).values_list("locale", flat=True)
        locales = [locale for locale in self.languages if locale.pk in set(reviewed)]
        return self.section("", worklist.reviews(locales), heading=_("Waiting for your review"))

    def section(self, url: str, entries: Iterable[worklist.Entry], **names) -> Section:
        return Section(url=url, rows=rows_for(self.user, entries, self.writable), **names)


class OtherReviewsPanel(WorkflowObjectsToModeratePanel):
    """Wagtail's panel of what waits for review, without the translations, which the desk shows with its own links."""

    def get_context_data(self, parent_context):
        ours = set(Team.objects.values_list("workflow", flat=True))
        waiting = TaskState.objects.filter(status=TaskState.STATUS_IN_PROGRESS)
        if not waiting.exclude(workflow_state__workflow__in=ours).exists():
            return {"states": []}  # Wagtail would ask for each language whether somebody reviews it
        context = super().get_context_data(parent_context)
        context["states"] = [s for s in context["states"] if s["task_state"].workflow_state.workflow_id not in ours]
        return context
