"""Searching: in every group that everybody may see, the version that the reader would be shown."""

from functools import cached_property

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, QuerySet, When
from django.db.models.functions import Substr
from wagtail.models import Page
from wagtail.query import PageQuerySet

from cms.languages.groups import NEWEST_FIRST, STEP, best_versions
from cms.languages.reader import Reader, reader_for
from cms.listings.filters import Filter, LanguageFilter, Option, OrganisationFilter, TagFilter
from cms.listings.pages import Choosing
from cms.listings.selection import Selection
from cms.pages.types import own_type, page_types, with_types

from .content import text_of
from .filters import AnyPlaceFilter, AnyYearFilter, TypeFilter
from .spelling import corrected
from .text import marked, names, snippet, words

QUERY = "q"
PAGE_SIZE = 20
#: How many hits are looked at, the best ones first.
MOST_HITS = 1000
#: What is longer is not looked up.
LONGEST_QUERY = 200
#: How many words are looked for.
MOST_WORDS = 20


class Hit:
    """One page that was found, with what was searched for marked in it."""

    def __init__(self, page: Page, terms: list[str], reader: Reader):
        self.page = page
        self.url = reader.addresses.url(page)
        self.title = marked(page.title, terms)
        self.snippet = snippet(text_of(page), terms)

    @property
    def kind(self):
        """What pages of this type are called; empty for those that are just pages."""
        return getattr(self.page, "story_kind", "")

    @property
    def state(self):
        """How things stand with what the page tells of, where a reader must know: a job that is closed, for example."""
        return getattr(self.page, "story_state", None)


class Search(Choosing):
    """What one request searches for, and what is found."""

    filters: list[Filter] = [
        TypeFilter(),
        TagFilter(),
        AnyYearFilter(),
        AnyPlaceFilter(),
        OrganisationFilter(),
        LanguageFilter(),
    ]

    def __init__(self, request):
        self.request = request
        self.reader = reader_for(request)
        self.selection = Selection(request.GET, self.filters, others=[QUERY])

    @property
    def url(self) -> str:
        return f"{self.reader.addresses.prefix}search/"

    @property
    def query(self) -> str:
        """What is searched for."""
        return self.selection.values.get(QUERY, "")

    @cached_property
    def readable(self) -> PageQuerySet:
        """Everything that there is to be found for this reader."""
        homes = self.reader.groups[self.reader.addresses.home.translation_key].versions
        return (
            best_versions(self.reader.chain())
            .alias(top=Substr("path", 1, self.reader.addresses.home.depth * STEP))
            .filter(top__in=[home.path for home in homes], locale__in=list(self.reader.languages))
        )

    @cached_property
    def correction(self) -> str:
        """What is searched for instead, since nothing matches what was typed; empty if something does."""
        if self._hits_for(self.query) or not self.query:
            return ""
        other = corrected(_terms(self.query), self.readable.values_list("title", flat=True))
        return other if self._hits_for(other) else ""

    @cached_property
    def matching(self) -> QuerySet:
        """All pages that match the words, the likeliest first; without words all there are, the newest first."""
        if not self.query:
            return self.readable.order_by(*NEWEST_FIRST)
        hits = self._hits_for(self.correction or self.query)
        if not hits:
            return Page.objects.none()
        place = Case(*(When(pk=pk, then=place) for place, pk in enumerate(hits)), output_field=IntegerField())
        return Page.objects.filter(pk__in=hits).order_by(place)

    def _hits_for(self, query: str) -> list[int]:
        """The ids of the pages that match some words, the likeliest first. One query for each that is asked for."""
        if query not in self._found:
            self._found[query] = self._look_up(query) if len(query) <= LONGEST_QUERY else []
        return self._found[query]

    @cached_property
    def _found(self) -> dict[str, list[int]]:
        return {}

    def _look_up(self, query: str) -> list[int]:
        # Only its words: a quotation mark breaks modelsearch 1.3 on SQLite, and every word nests its query deeper.
        terms = _terms(query)
        if not terms:
            return []
        # By date, if so much is found that it is not ranked (backend.py).
        pages = Page.objects.filter(pk__in=self.readable.values("pk")).order_by(*NEWEST_FIRST)
        hits = list(pages.search(" ".join(terms), operator="and")[:MOST_HITS])
        # What a page is called says most of what it is about: databases weigh that differently, SQLite not at all.
        hits.sort(key=lambda page: not names(page.title, terms))
        return [page.pk for page in hits]

    @cached_property
    def options(self) -> dict[Filter, list[Option]]:
        return self.selection.options(self.matching, self.reader)

    @cached_property
    def pagination(self) -> PaginatorPage:
        """The page of what is found that is asked for; a number out of range shows the last one."""
        pages = with_types(self.selection.narrow(self.matching), page_types(), whole=True)
        return Paginator(pages, PAGE_SIZE).get_page(self.request.GET.get("page"))

    @cached_property
    def hits(self) -> list[Hit]:
        """What is found, as far as this page of the results goes."""
        pages = [own_type(page, page_types()) for page in self.pagination.object_list]
        pages = [page for page in pages if page]
        self.reader.addresses.prepare(pages)
        terms = _terms(self.correction or self.query)
        return [Hit(page, terms, self.reader) for page in pages]


def _terms(query: str) -> list[str]:
    """The words that are looked for."""
    return words(query)[:MOST_WORDS]
