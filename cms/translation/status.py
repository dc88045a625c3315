"""The public page about translations: how far each language is, how to join, and thanks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Min, Q, QuerySet
from django.db.models.functions import Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.languages.groups import STEP, private, public
from cms.languages.language import Language
from cms.languages.models import TranslationState
from cms.languages.notices import NoticeLink
from cms.languages.pages import group_types
from cms.languages.presentation import PagePresentation, choices_of_own_page
from cms.languages.reader import Reader, reader_for
from cms.stories.types import story_kinds
from cms.text import cldr
from cms.text.collation import sort_key
from cms.users.translators import TranslatorMixin

#: What follows the home page's address.
SUBPATH = "translations/"


def notice_links(presentation: PagePresentation, request: HttpRequest) -> Iterator[NoticeLink]:
    """From the notice above a page to this one, on a site that has it among its addresses."""
    with suppress(NoReverseMatch):
        yield NoticeLink(reverse("freistadt_translation_status"), _("Translation progress of this site"))


@dataclass(frozen=True)
class Segment:
    """One part of the picture of a Progress: `start` and `width` are percents, as SVG writes numbers."""

    state: str
    label: str
    number: int
    start: str
    width: str


@dataclass
class Progress:
    """How many of some pages there are in a language, each counted once."""

    total: int = 0
    written: int = 0
    current: int = 0
    partial: int = 0
    outdated: int = 0

    def __add__(self, other: "Progress") -> "Progress":
        return Progress(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def untranslated(self) -> int:
        return self.total - self.written - self.current - self.partial - self.outdated

    @property
    def share(self) -> float:
        """The part of the pages that can be read in the language, in whatever state: 0 to 1."""
        return 1 - self.untranslated / self.total if self.total else 0

    @property
    def segments(self) -> list[Segment]:
        """The states, in order, with their part of the whole."""
        labels = {
            "written": pgettext("pages in a language", "Original"),
            "current": pgettext("pages in a language", "Up to date"),
            "partial": pgettext("pages in a language", "In part"),
            "outdated": pgettext("pages in a language", "Out of date"),
            "untranslated": pgettext("pages in a language", "Not translated"),
        }
        segments, start = [], 0.0
        for state, label in labels.items():
            number = getattr(self, state)
            width = 100 * number / self.total if self.total else 0
            segments.append(Segment(state, label, number, f"{start:.2f}", f"{width:.2f}"))
            start += width
        return segments

    @property
    def in_words(self) -> str:
        """What the picture shows."""
        texts = [
            _("%(state)s: %(number)s") % {"state": segment.label, "number": cldr.number(segment.number)}
            for segment in self.segments
        ]
        return cldr.listed(texts)


@dataclass(frozen=True)
class Row:
    """A line of a table: a kind of page, or a language with the address of its own status page."""

    label: str
    progress: Progress
    language: Language | None = None
    url: str = ""


class Status:
    """The translations of all public pages, as one reader is told of them. Three queries in all."""

    def __init__(self, reader: Reader):
        self.reader = reader

    @property
    def url(self) -> str:
        return self.reader.addresses.prefix + SUBPATH

    @property
    def originals(self) -> PageQuerySet:
        """The originals of all public pages of the site."""
        pages = _originals().live().filter(locale__in=list(self.reader.languages))
        return public(self._below_home(pages, "path")).order_by()

    @property
    def translations(self) -> QuerySet:
        """How all public translations stand to their originals."""
        states = TranslationState.objects.filter(source__live=True, target__live=True)
        hidden = private(_originals()).values("pk")
        return self._below_home(states, "source__path").exclude(source__in=hidden).order_by()

    def _below_home(self, rows: QuerySet, path: str) -> QuerySet:
        homes = self.reader.groups[self.reader.addresses.home.translation_key].versions
        top = Substr(path, 1, self.reader.addresses.home.depth * STEP)
        return rows.alias(top=top).filter(top__in=[home.path for home in homes])

    @cached_property
    def _progress(self) -> dict[int, dict[str, Progress]]:
        """By language and by the page types of which readers speak, the rest under an empty name. Two queries."""
        written = self.originals.values_list("locale", "content_type").annotate(Count("pk"))
        counts: dict[tuple[int, str], Progress] = defaultdict(Progress)
        totals: dict[str, int] = defaultdict(int)
        for locale_id, content_type_id, number in written:
            kind = _kind(content_type_id)
            totals[kind] += number
            counts[locale_id, kind].written += number
        translated = self.translations.values_list("locale", "source__content_type").annotate(
            current=Count("pk", filter=Q(missing=0, outdated_since=None)),
            partial=Count("pk", filter=Q(missing__gt=0)),
            outdated=Count("pk", filter=Q(missing=0, outdated_since__isnull=False)),
        )
        for locale_id, content_type_id, current, partial, outdated in translated:
            kind = _kind(content_type_id)
            counts[locale_id, kind] += Progress(0, 0, current, partial, outdated)
        return {
            locale_id: {kind: replace(counts[locale_id, kind], total=total) for kind, total in totals.items()}
            for locale_id in self.reader.languages
        }

    def _whole(self, locale_id: int) -> Progress:
        return sum(self._progress[locale_id].values(), Progress())

    @property
    def own(self) -> Progress:
        """The reader's language."""
        return self._whole(self.reader.locale.pk)

    @property
    def by_type(self) -> list[Row]:
        """The reader's language, by page type; what has no name for readers comes last, together."""
        own = dict(self._progress[self.reader.locale.pk])
        others = [Row(_("Other pages"), own.pop(""))] if "" in own else []
        kinds = story_kinds()
        rows = [Row(str(kinds[kind]), progress) for kind, progress in own.items()]
        return sorted(rows, key=lambda row: sort_key(row.label)) + others

    @property
    def by_language(self) -> list[Row]:
        """Every language by its own name; the reader's first."""
        rows = [
            Row(language.name, self._whole(pk), language, self.reader.addresses.prefix_of(pk) + SUBPATH)
            for pk, language in self.reader.languages.items()
        ]
        return sorted(rows, key=lambda row: (row.language is not self.reader.language, row.label.casefold()))

    @cached_property
    def thanks(self) -> list[str]:
        """The names of those who translated public pages into the reader's language and want to be named. One query."""
        return credited(self.translations.filter(locale=self.reader.locale).values("target"))


def _originals() -> PageQuerySet:
    """The originals of all groups. A group's first version is its original: that is told of 300,000 pages at once."""
    first = Page.objects.order_by().values("translation_key").annotate(first=Min("pk")).values("first")
    return Page.objects.filter(pk__in=first, alias_of=None).exact_type(*group_types())


def credited(pages: Iterable[int] | QuerySet) -> list[str]:
    """The names of those who translated some pages (ids, or a query for them) and want to be named, in order."""
    if not issubclass(get_user_model(), TranslatorMixin):
        return []
    users = get_user_model().objects.filter(is_active=True, contributions__page__in=pages).exclude(credited_as="")
    return sorted(set(users.values_list("credited_as", flat=True)), key=sort_key)


def _kind(content_type_id: int) -> str:
    """The name of a page type if readers know it by one; else empty."""
    content_type = ContentType.objects.get_for_id(content_type_id)
    return content_type.model if getattr(content_type.model_class(), "tells_a_story", False) else ""


def status(request: HttpRequest) -> HttpResponse:
    """How far the translations are. Belongs to the home page, but speaks the reader's language in any case."""
    reader = reader_for(request)
    found = Status(reader)
    choices = choices_of_own_page(reader, SUBPATH)
    context = {"status": found, "choices": choices, "address": found.url, "reader": reader}
    return render(request, "freistadt_translation/status.html", context)
