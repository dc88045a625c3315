# audience: admin
"""The coordinator's matrix: originals by languages, how each stands, and what that comes to in each language."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Locale
from wagtail.query import PageQuerySet

from cms.languages.models import TranslationState
from cms.languages.status import TranslationStatus
from cms.text import cldr

from ..assignments import Task
from . import originals
from .originals import Original
from .status import NO_VERSION, DeskStatus, VersionStatus, version_statuses, with_state

#: So many originals are looked up at once for an export.
CHUNK = 250


@dataclass(frozen=True, slots=True)
class Cell:
    """One original in one language; without a version, it is the original itself."""

    locale: Locale
    version: VersionStatus | None
    task: Task | None = None

    @property
    def state(self) -> str:
        return self.version.state if self.version else TranslationStatus.ORIGINAL

    @property
    def label(self) -> str:
        return str(self.version.state.label if self.version else _("original"))

    @property
    def facts(self) -> str:
        """What else is known of it, in words."""
        facts = []
        if self.version and self.version.since:
            facts.append(_since(timezone.localtime(self.version.since).date(), get_language()))
        if self.task:
            facts.append(_("taken by %(person)s") % {"person": get_user_display_name(self.task.translator)})
        return ", ".join(facts)


@lru_cache(maxsize=1000)
def _since(day: date, _language: str) -> str:
    """In the language that is active; kept, since few days stand in many cells."""
    return _("since %(day)s") % {"day": cldr.day(day, "long")}


@dataclass(frozen=True, slots=True)
class Row:
    original: Original
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Total:
    """How many originals stand how in a language, as its readers see them. Those written in it do not count."""

    locale: Locale
    current: int
    partial: int
    outdated: int
    untranslated: int

    @property
    def parts(self) -> list[tuple[DeskStatus, str, int, int]]:
        """(state, its name, how many, percent) for each."""
        states = (DeskStatus.CURRENT, DeskStatus.PARTIAL, DeskStatus.OUTDATED, DeskStatus.UNTRANSLATED)
        counts = {state: getattr(self, state.value) for state in states}
        total = sum(counts.values())
        return [(state, str(state.label), n, round(100 * n / total) if total else 0) for state, n in counts.items()]


def all_rows(user) -> PageQuerySet:
    """The originals in a coordinator's matrix: those that they may read, in the order of the site."""
    return originals.readable_originals(user).order_by("path")


def in_state(pages: PageQuerySet, locale: Locale, state: str) -> PageQuerySet:
    """Of such rows, those that stand in a certain way (DeskStatus) in a language."""
    return with_state(pages.exclude(locale=locale), locale).filter(state=state)


def rows(pages: PageQuerySet, locales: Sequence[Locale]) -> list[Row]:
    """Such rows, which should be a slice, with a cell for each language. Five queries, however many."""
    found = [original for (original,) in originals.fetch(pages)]
    statuses = version_statuses([original.key for original in found], [locale.pk for locale in locales])
    tasks = Task.objects.filter(page__in=[o.pk for o in found], locale__in=locales).select_related("translator")
    task_of = {(task.page_id, task.locale_id): task for task in tasks}

    def cell(original: Original, locale: Locale) -> Cell:
        if original.language.locale.pk == locale.pk:
            return Cell(locale, None)
        return Cell(locale, statuses.get((original.key, locale.pk), NO_VERSION), task_of.get((original.pk, locale.pk)))

    return [Row(original, [cell(original, locale) for locale in locales]) for original in found]


def all_in_chunks(pages: PageQuerySet, locales: Sequence[Locale]) -> Iterator[Row]:
    """All such rows, however many; a few of them are in memory at a time."""
    keys = list(pages.values_list("pk", flat=True))
    for start in range(0, len(keys), CHUNK):
        yield from rows(pages.filter(pk__in=keys[start : start + CHUNK]), locales)


def totals(pages: PageQuerySet, locales: Iterable[Locale]) -> tuple[int, list[Total]]:
    """How many rows there are, and what they come to in each language. Two queries."""
    locales = list(locales)
    pages = pages.order_by()
    written = dict(pages.values_list("locale").annotate(Count("pk")))
    count = sum(written.values())
    outdated = Q(missing=0, outdated_since__isnull=False)
    found = (
        # Coalesce, since SQLite would look up each original in each language; so it reads an index from end to end.
        TranslationState.objects.alias(original=Coalesce("source_id", 0))
        .filter(locale__in=locales, original__in=pages.values("pk"))
        .values_list("locale")
        .annotate(live=Count("pk"), partial=Count("pk", filter=Q(missing__gt=0)), old=Count("pk", filter=outdated))
    )
    seen = {locale_id: counts for locale_id, *counts in found}
    result = []
    for locale in locales:
        live, partial, old = seen.get(locale.pk, (0, 0, 0))
        untranslated = count - written.get(locale.pk, 0) - live
        result.append(Total(locale, live - partial - old, partial, old, untranslated))
    return count, result
