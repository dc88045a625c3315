# audience: admin
"""The translation desk: what there is to do in one language, what helps its readers most first.

How useful a translation is, is a number, from what is known of the original:

    use = (visits + 10) x importance x urgency

- *visits*: how often readers of the language came to the page in the last 28 days, whatever they were shown. Ten
  are added, so that a new page that nobody found yet still counts for its importance and urgency.
- *importance*: 6 for an original that an editor called important, 2 for most, 1 for less important ones.
- *urgency*: 5 if it is needed within 14 days; 0 if the day until which it was needed is over, unless an editor
  called it important, or if it is in review: then nothing waits for a translator; 1 for all others.

A site may know more: what is registered as `freistadt_desk_order` takes a Locale and returns one more factor, a
number or an expression on originals.

At equal use, an outdated translation comes before a partial one and that before what is not translated, since a
wrong text misleads; then few words come before many.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import (
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    OuterRef,
    Q,
    Sum,
    Value,
    When,
)
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy
from wagtail import hooks
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Locale, Page
from wagtail.query import PageQuerySet

from cms.languages.groups import without_aliases
from cms.languages.language import Language
from cms.languages.models import Priority
from cms.text import cldr
from cms.visits.models import Visit, visits_by_page

from .. import permissions
from ..assignments import Task, Team
from . import originals
from .originals import Original
from .status import (
    NO_VERSION,
    SEEN,
    STATES_OF_WORKFLOW,
    DeskStatus,
    VersionStatus,
    under_review,
    version_statuses,
    with_state,
)

#: For so many days are visits counted.
VISITS_OF = 28
#: What is needed within so many days is urgent.
SOON = 14
#: What every page is given for visits that it could have.
UNSEEN = 10
IMPORTANCE = {Priority.HIGH: 6, Priority.NORMAL: 2, Priority.LOW: 1}
URGENT, USUAL, USELESS = 5, 1, 0
#: At equal use: what misleads comes first.
MISLEADING = Case(
    When(SEEN[DeskStatus.PARTIAL], then=Value(1)), When(SEEN[DeskStatus.OUTDATED], then=Value(0)), default=Value(2)
)
#: See Entry.words.
WORDS = Case(When(SEEN[DeskStatus.CURRENT], then=F("translated__words")), default=F("workload__words"))
MOST_USEFUL_FIRST = ("-use", MISLEADING, WORDS, "pk")


@dataclass(frozen=True, slots=True)
class Entry:
    """One original, and what there is of it in one language."""

    original: Original
    language: Language
    version: VersionStatus
    #: Who has taken it on, and since when; None if nobody has.
    task: Task | None
    #: By readers of the language, in the last four weeks.
    visits: int

    @property
    def state(self) -> DeskStatus:
        return self.version.state

    @property
    def words(self) -> int:
        """How many words wait to be translated; all of them where nothing was published yet."""
        return self.version.words if self.version.live else self.original.words

    @property
    def editor(self) -> str:
        """Where it is translated: at the first text that waits."""
        return reverse("freistadt_translation:edit", args=[self.original.pk, self.language.code]) + "#next"

    @property
    def waits(self) -> bool:
        """Whether there is something to do for a translator."""
        return self.state not in (DeskStatus.CURRENT, DeskStatus.REVIEW)

    @property
    def reasons(self) -> list[str]:
        """Why it stands where it stands, in words; nothing for what needs no reason."""
        return [] if self.state == DeskStatus.CURRENT else list(_reasons(self))


def _reasons(entry: Entry) -> Iterable[str]:
    original, version = entry.original, entry.version
    if version.review == DeskStatus.RETURNED:
        yield _("a reviewer asks for changes")
    elif version.review and version.review_since:
        yield _("in review since %(day)s") % {"day": _day(version.review_since)}
    if version.outdated_since and version.live:
        yield _("readers see an old text since %(day)s") % {"day": _day(version.outdated_since)}
    if version.live and version.missing:
        yield ngettext(
            "%(count)s text is still in the original’s language",
            "%(count)s texts are still in the original’s language",
            version.missing,
        ) % {"count": cldr.number(version.missing)}
    if original.needed_by and original.needed_by < timezone.localdate():
        yield _("was needed until %(day)s") % {"day": _day(original.needed_by)}
    elif original.needed_by:
        yield _("needed by %(day)s") % {"day": _day(original.needed_by)}
    if original.priority == Priority.HIGH:
        yield _("important")
    elif original.priority == Priority.LOW:
        yield _("less important")
    if entry.visits:
        yield ngettext("%(count)s visit in four weeks", "%(count)s visits in four weeks", entry.visits) % {
            "count": cldr.number(entry.visits)
        }


def _day(value: date) -> str:
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    return cldr.day(value, "long")


# Rows


class Who(models.TextChoices):
    """Whose entries are shown."""

    MINE = "mine", pgettext_lazy("translation task", "taken by me")
    NOBODY = "nobody", pgettext_lazy("translation task", "taken by nobody")
    FREE = "free", pgettext_lazy("translation task", "mine or nobody’s")


def rows(locale: Locale) -> PageQuerySet:
    """The originals that can be translated into a language, with their `state` in it; the most useful first."""
    pages = with_state(originals.public_originals().exclude(locale=locale), locale).alias(use=use_in(locale))
    return pages.order_by(*MOST_USEFUL_FIRST)


def to_do(pages: PageQuerySet) -> PageQuerySet:
    """Of such rows, those that are not current."""
    return pages.exclude(state=DeskStatus.CURRENT)


def taken(pages: PageQuerySet, locale: Locale, who: str, user) -> PageQuerySet:
    """Of such rows, those that a user has taken, nobody has, or either (see Who)."""
    tasks = Task.objects.filter(locale=locale, page=OuterRef("pk"))
    mine, nobodys = Exists(tasks.filter(translator=user)), ~Exists(tasks)
    return pages.filter({Who.MINE: mine, Who.NOBODY: nobodys, Who.FREE: mine | nobodys}[Who(who)])


def mine_first(pages: PageQuerySet, locale: Locale, user) -> PageQuerySet:
    """Such rows, with those that a user has taken before all others."""
    mine = Task.objects.filter(locale=locale, page=OuterRef("pk"), translator=user)
    return pages.order_by(Exists(mine).desc(), *MOST_USEFUL_FIRST)


def reviews(locales: Iterable[Locale], state: DeskStatus = DeskStatus.REVIEW) -> list[Entry]:
    """What is in review, or was returned, in some languages; who waits longest comes first. Seven queries."""
    [status] = (status for status, meant in STATES_OF_WORKFLOW.items() if meant == state)
    versions = under_review(Page.objects.filter(locale__in=locales), status)
    pages = originals.public_originals().filter(translation_key__in=versions.values("translation_key")).order_by("pk")
    found = (entry for entry in entries(pages, locales) if entry.version.review == state)
    return sorted(found, key=lambda entry: (entry.version.review_since is None, entry.version.review_since))


def counts(pages: PageQuerySet) -> Counter[DeskStatus]:
    """How many of such rows there are in each state. One query."""
    found = pages.order_by().values_list("state").annotate(Count("pk"))
    return Counter({DeskStatus(state): count for state, count in found})


def entries(pages: PageQuerySet, locales: Iterable[Locale]) -> list[Entry]:
    """Such rows, which should be a slice, in each of some languages. Six queries, however many.

    An original has no entry in its own language.
    """
    languages = [Language(locale) for locale in locales]
    found = [original for (original,) in originals.fetch(pages)]
    keys, ids = [original.key for original in found], [language.locale.pk for language in languages]
    statuses = version_statuses(keys, ids)
    tasks = Task.objects.filter(page__in=[o.pk for o in found], locale__in=ids).select_related("translator")
    task_of = {(task.page_id, task.locale_id): task for task in tasks}
    read = Visit.objects.since(_first_day()).filter(translation_key__in=keys, locale__in=ids).order_by()
    visits = {
        (key, pk): count for key, pk, count in read.values_list("translation_key", "locale").annotate(Sum("visits"))
    }
    return [
        Entry(
            original=original,
            language=language,
            version=statuses.get((original.key, language.locale.pk), NO_VERSION),
            task=task_of.get((original.pk, language.locale.pk)),
            visits=visits.get((original.key, language.locale.pk), 0),
        )
        for original in found
        for language in languages
        if language.locale.pk != original.language.locale.pk
    ]


def use_in(locale: Locale) -> Combinable:
    """How useful a translation of originals into a language is: see the top of this module."""
    today = timezone.localdate()
    importance = Case(
        *(When(workload__priority=priority, then=Value(weight)) for priority, weight in IMPORTANCE.items()),
        default=Value(IMPORTANCE[Priority.NORMAL]),
    )
    in_review = under_review(without_aliases(Page.objects.filter(locale=locale)))
    urgency = Case(
        When(translation_key__in=in_review.values("translation_key"), then=Value(USELESS)),
        When(~Q(workload__priority=Priority.HIGH), workload__needed_by__lt=today, then=Value(USELESS)),
        When(workload__needed_by__range=(today, today + timedelta(days=SOON)), then=Value(URGENT)),
        default=Value(USUAL),
    )
    use: Any = (visits_by_page([locale.pk], since=_first_day()) + UNSEEN) * importance * urgency
    for factor in hooks.get_hooks("freistadt_desk_order"):
        use = ExpressionWrapper(use * factor(locale), output_field=FloatField())
    return use


def _first_day() -> date:
    return timezone.localdate() - timedelta(days=VISITS_OF - 1)


# People


def languages_of(user) -> list[Locale]:
    """The languages in whose team somebody is, or in which they have taken something on, by code. One query."""
    ids = Team.objects.filter(Q(translators__user=user) | Q(reviewers__user=user)).values("locale")
    tasks = Task.objects.filter(translator=user).values("locale")
    return list(Locale.objects.filter(Q(pk__in=ids) | Q(pk__in=tasks)).order_by("language_code"))


def writable_by(user) -> list[Locale]:
    """The languages into which somebody may translate (permissions.working_languages); looked up once a request."""
    return _remembered(user, permissions.working_languages)


def open_to(user) -> list[Locale]:
    """The languages whose desk somebody may look at: those into which they may translate; a coordinator at each."""
    if permissions.may_coordinate(user):
        return _remembered(user, _all_languages)
    return writable_by(user)


def _all_languages(user) -> list[Locale]:
    return list(Locale.objects.order_by("language_code"))


def _remembered(user, function):
    """What a function says of a user, kept with the object, which lives as long as a request; as Wagtail's rights."""
    if function.__name__ not in (kept := user.__dict__.setdefault("_languages", {})):
        kept[function.__name__] = function(user)
    return kept[function.__name__]


def members(locales: Iterable[Locale]) -> dict[int, list]:
    """The people in the teams of some languages, by the locale's id. Two queries."""
    locales = list(locales)
    found: dict[int, set] = {locale.pk: set() for locale in locales}
    users = get_user_model().objects.filter(is_active=True)
    for group in ("translates", "reviews"):
        team = f"groups__{group}__locale"
        for user in users.filter(**{f"{team}__in": locales}).annotate(team=F(team)):
            found[user.team].add(user)
    return {pk: sorted(people, key=get_user_display_name) for pk, people in found.items()}
