"""Pages that list the pages below them, with filters, feeds and one canonical address for each choice."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.apps import apps
from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from cms.languages.groups import NEWEST_FIRST, GroupQuerySet
from cms.languages.reader import Reader, reader_for
from cms.languages.templatetags.freistadt_languages import absolute
from cms.models import BaseIndexPage
from cms.outputs.feeds import MAX_ENTRIES, atom_response

from .filters import Filter, Option, TagFilter
from .selection import STATE, Selection

#: No list has so many pages that their number has more digits.
MAX_DIGITS = 9


@dataclass(frozen=True)
class ListState:
    """One way to list pages by how things stand with them.

    `method` is the queryset's that finds and orders them.
    """

    value: str
    label: Any
    #: What readers are told if there are none.
    empty: Any
    method: str

    def apply(self, pages: GroupQuerySet) -> GroupQuerySet:
        return getattr(pages, self.method)()


class ListingPage(RoutablePageMixin, BaseIndexPage):
    """A list of the pages of one type below it. Subclasses say of which, by what, and in which states."""

    #: The page type that is listed, as `app.Model`.
    item_model: str
    #: The first is what readers see without asking.
    states: list[ListState]
    filters: list[Filter]
    #: Whether the list is to be had as a calendar, at `calendar.ics`.
    has_calendar = False

    class Meta:
        abstract = True

    def get_template(self, request, *args, **kwargs):
        # Not as `template`: Wagtail gives every class that does not name one its own.
        return "freistadt_listings/listing_page.html"

    def items(self, reader: Reader) -> GroupQuerySet:
        """The originals of all public pages below any version of this page."""
        model = apps.get_model(self.item_model)
        group = reader.group(self.translation_key)
        below = Q()
        for version in group.versions if group else ():
            below |= Q(path__startswith=version.path, depth=version.depth + 1)
        return model.objects.filter(below).visible() if below else model.objects.none()

    @path("")
    def list_view(self, request):
        """The list, as far as the query of the address narrows it."""
        listing = Listing(self, request)
        if location := listing.canonical_location():
            return HttpResponseRedirect(location)
        return self.render(request, context_overrides=listing.context())

    @path("feed.atom/")
    def feed(self, request):
        """The pages that were published last of those that the query of the address selects, as Atom."""
        return Listing(self, request).feed()


class Choosing:
    """What the components for filters need to know of a list."""

    request: HttpRequest
    url: str
    selection: Selection
    options: dict[Filter, list[Option]]

    def choices(self) -> list[tuple[Filter, list[Option], str]]:
        """The filters that leave a choice, or by which one has been made, with their options and the value chosen."""
        found = []
        for filter_, options in self.options.items():
            value = self.selection.values.get(filter_.name, "")
            if value and value not in {option.value for option in options}:
                options = [*options, Option(value, value)]  # or else the form would drop it
            if value or len(options) > 1:
                found.append((filter_, options, value))
        return found

    def chosen(self) -> list[tuple[Filter, Option, str]]:
        """What is chosen: the filter, its value, and the address of the list without it."""
        found = []
        for filter_, options in self.options.items():
            if value := self.selection.values.get(filter_.name):
                option = next((o for o in options if o.value == value), Option(value, value))
                found.append((filter_, option, self.url + self.selection.query(**{filter_.name: None})))
        return found

    def canonical_location(self) -> str:
        """Where the same selection is to be found by its one address; empty if this is it."""
        self.adopt_current_slugs()
        if self.selection.is_canonical:
            return ""
        number = self.request.GET.get("page", "")
        is_later_page = number.isascii() and number.isdecimal() and len(number) < MAX_DIGITS and int(number) > 1
        return self.url + self.selection.query(page=str(int(number)) if is_later_page else None)

    def adopt_current_slugs(self) -> None:
        """Let a tag that was chosen by a slug of former days be chosen by its present one, if a page here has it."""
        selection = self.selection
        for filter_, options in self.options.items():
            value = selection.values.get(filter_.name)
            known = {option.value for option in options}
            if isinstance(filter_, TagFilter) and value and value not in known:
                current = filter_.current_slug(value)
                if current in known:
                    selection.values[filter_.name], selection.is_canonical = current, False


class Listing(Choosing):
    """A list as one request asks for it."""

    def __init__(self, page: ListingPage, request):
        self.page = page
        self.request = request
        self.reader = reader_for(request)
        self.states = {state.value: state for state in page.states}
        self.selection = Selection(request.GET, page.filters, list(self.states))
        self.state = self.states.get(self.selection.state or page.states[0].value)

    @cached_property
    def in_state(self) -> GroupQuerySet:
        """All pages in the state that is shown, whatever the filters say; none in one that nobody knows."""
        items = self.page.items(self.reader)
        return self.state.apply(items) if self.state else items.none()

    @property
    def selected(self) -> QuerySet:
        return self.selection.narrow(self.in_state)

    @cached_property
    def options(self) -> dict[Filter, list[Option]]:
        return self.selection.options(self.in_state, self.reader)

    def pagination(self) -> PaginatorPage:
        """The page of the list that is asked for; a number out of range shows the last one."""
        pages = self.selected.defer_streamfields()
        return Paginator(pages, self.page.PAGE_SIZE).get_page(self.request.GET.get("page"))

    def context(self) -> dict[str, Any]:
        pagination = self.pagination()
        listed = self.reader.best(pagination.object_list, pagination.object_list.model)
        self.reader.prepare(listed)
        return {
            "listing": self,
            "pages": listed,
            "pagination": pagination,
            "feed_url": self.feed_url,
            "calendar_url": self.url_of("calendar.ics") if self.page.has_calendar else "",
        }

    @property
    def url(self) -> str:
        """The list without any choice."""
        return self.reader.link(self.page)

    @property
    def query(self) -> str:
        return self.selection.query()

    @property
    def feed_url(self) -> str:
        return self.url_of("feed.atom")

    def url_of(self, output: str) -> str:
        """The absolute address of one of the other forms in which the selection can be had."""
        return absolute(f"{self.url}{output}{self.query}")

    def state_links(self) -> list[tuple[ListState, str, bool]]:
        """The states, each with the address of the list in it, the filters kept, and whether it is the one shown."""
        first, shown = self.page.states[0], self.state
        return [
            (state, self.url + self.selection.query(**{STATE: None if state is first else state.value}), state is shown)
            for state in self.page.states
        ]

    def feed(self) -> HttpResponse:
        self.adopt_current_slugs()
        newest = self.selected.order_by(*NEWEST_FIRST)[:MAX_ENTRIES]
        return atom_response(
            self.reader.best(newest, newest.model),
            self.reader,
            title=self.page.title,
            subtitle=self.page.summary,
            language=self.reader.languages[self.page.locale_id],
            url=absolute(self.url + self.query),
            feed_url=self.feed_url,
            updated=self.page.last_published_at,
        )
